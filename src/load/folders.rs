//! Where a district may change, and whether it did. Comes in: what its manifest names, and an earlier reading. Goes out: the
//! folders in which one of its files may be saved, appear or go; whether two readings are the same, and whether somebody is in
//! the middle of saving. Apart from the reading, which needs the files of one time alone.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::pattern::Pattern;
use super::{Loaded, NAME, folder_of, pack};
use crate::source::SourceId;

/// A folder that is to be watched.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The folder; it was there.
    pub folder: PathBuf,
    /// Whether what lies in folders below it counts too.
    pub deep: bool,
}

impl Loaded {
    /// The folders of a district whose manifest was opened at `path`: of each path and pattern the nearest that is there, and
    /// those to which links lead. None of them lies in a deep one. O(files).
    pub fn folders(&self, path: &Path) -> BTreeSet<Place> {
        let manifest = if path.is_dir() { path.join(NAME) } else { path.to_owned() };
        let root = folder_of(&manifest);
        let lists = self.manifest.files.iter().flat_map(|files| &files.paths).map(|(path, _)| path);
        let packs = self.manifest.packs.iter().map(|(name, _)| name).filter(|name| pack::is_path(name));
        let students = self.manifest.students.iter().map(|(path, _)| path);
        let mut places: BTreeSet<Place> = lists.chain(packs).chain(students).map(|pattern| place(root, pattern)).collect();
        places.insert(Place { folder: root.to_owned(), deep: false });
        let sources = (0..self.layouts.len()).map(|at| Path::new(self.sources.get(SourceId(at as u32)).path()));
        let links = sources.filter(|path| path.is_symlink()).filter_map(|path| fs::canonicalize(path).ok());
        places.extend(links.filter_map(|path| Some(Place { folder: path.parent()?.to_owned(), deep: false })));
        let deep: Vec<PathBuf> = places.iter().filter(|place| place.deep).map(|place| place.folder.clone()).collect();
        let is_itself = |place: &Place, deep: &Path| place.deep && place.folder == deep;
        places.retain(|place| !deep.iter().any(|deep| place.folder.starts_with(deep) && !is_itself(place, deep)));
        places
    }

    /// Whether a file looks as if somebody were in the middle of saving it, seen from an earlier reading: it is gone or empty,
    /// or ends within a line, and did not before. Editors empty a file before they fill it, or move it aside; one that was away
    /// when this reading was made counts, also where it is back by now. O(files).
    pub fn is_halfway<'a>(&'a self, earlier: &'a Self) -> bool {
        let texts = |loaded: &'a Self| {
            let paths = loaded.paths.iter().map(PathBuf::as_path).enumerate();
            paths.map(|(at, path)| (path, loaded.sources.get(SourceId(at as u32)).text()))
        };
        let now: BTreeMap<&Path, &str> = texts(self).collect();
        let is_halfway = |text: &str, before: &str| {
            let is_emptied = text.trim().is_empty() && !before.trim().is_empty();
            is_emptied || !text.ends_with('\n') && before.ends_with('\n')
        };
        let inputs = OnceCell::new();
        texts(earlier).any(|(path, before)| match now.get(path) {
            Some(text) => is_halfway(text, before),
            // One that was only taken out of the manifest is there, and the manifest does not lead to it any more. One to which
            // it leads was away when it was looked for, and may be back by now.
            None => !path.exists() || inputs.get_or_init(|| self.inputs()).claim(path).is_some(),
        })
    }

    /// Whether another reading of the district found the same files with the same texts.
    pub fn is_same(&self, other: &Self) -> bool {
        let same = |at: usize| {
            let [one, two] = [self, other].map(|loaded| loaded.sources.get(SourceId(at as u32)));
            one.path() == two.path() && one.text() == two.text()
        };
        self.layouts.len() == other.layouts.len()
            && self.unread == other.unread
            && self.students == other.students
            && (0..self.layouts.len()).all(same)
    }
}

/// Where files of a path or pattern may lie.
fn place(root: &Path, pattern: &str) -> Place {
    let pattern = Pattern::of(pattern);
    let wanted = root.join(&pattern.fixed);
    let folder = wanted.ancestors().find(|folder| folder.is_dir()).unwrap_or(root);
    Place { deep: pattern.is_deep() && folder == wanted, folder: folder.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;

    #[test]
    fn a_file_that_was_aside_when_it_was_looked_for_is_half_saved_also_when_it_is_back() {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        let (plan, aside) = (dir.path().join("ana.yaml"), dir.path().join("ana.yaml~"));
        let manifest = |files: &str| {
            let text = format!("educators: [{{id: ana}}]\nfiles: {{{files}}}\n");
            fs::write(dir.path().join(NAME), text).expect("a file can be written");
        };
        let read = || load::open(dir.path(), false, &[]).expect("the manifest is there");
        fs::write(&plan, "- {id: g, educator: ana}\n").expect("a file can be written");
        for files in ["individual_plans: '*na.yaml'", "individual_plans: ana.yaml"] {
            manifest(files);
            let whole = read();
            assert!(!read().is_halfway(&whole), "{files}");
            fs::rename(&plan, &aside).expect("it is there");
            let without = read();
            assert!(without.is_halfway(&whole), "{files}");
            fs::rename(&aside, &plan).expect("it is there");
            assert!(without.is_halfway(&whole), "{files}: it came back");
            manifest("");
            assert!(!read().is_halfway(&whole), "{files}: it was taken out of the manifest");
        }
    }

    #[test]
    fn a_pattern_is_watched_from_its_last_folder_without_a_star_that_is_there() {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        fs::create_dir_all(dir.path().join("plans/south")).expect("a folder can be made");
        for (pattern, folder, deep) in [
            ("roster.csv", "", false),
            ("plans/ana.yaml", "plans", false),
            ("plans/*.yaml", "plans", false),
            ("plans/**/*.yaml", "plans", true),
            ("plans/*/goals.yaml", "plans", true),
            ("plans/south/*.yaml", "plans/south", false),
            ("plans/north/*.yaml", "plans", false),
            ("gone/**/*.yaml", "", false),
            ("**/*.yaml", "", true),
        ] {
            let found = place(dir.path(), pattern);
            let folder = if folder.is_empty() { dir.path().to_owned() } else { dir.path().join(folder) };
            assert_eq!(found, Place { folder, deep }, "{pattern}");
        }
    }
}
