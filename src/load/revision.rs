//! The files of a commit, read from git's own objects. Comes in: the name of a revision. Goes out: paths, and the bytes of
//! each. Nothing is written anywhere: no work tree, no copy of a plan in a temporary folder. git itself is asked, in two
//! short runs and one that stays and answers; it knows every way in which a repository can be stored.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::files::Refusal;
use super::nearest::did_you_mean;
use super::pattern::Entry;
use super::values::clean;

/// How many links are followed on the way to one file.
const LINKS: usize = 16;
/// How a file begins that stands for one kept elsewhere (Git LFS).
const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

/// One commit, or one folder of it.
#[derive(Debug)]
pub struct Revision {
    /// Where the working folder lies in the repository, `""` or with a `/` at its end.
    prefix: String,
    /// Every file by its path from the root.
    files: BTreeMap<String, Blob>,
    reader: Mutex<Objects>,
}

/// A file of a commit.
#[derive(Clone, Debug)]
struct Blob {
    object: String,
    is_link: bool,
}

/// The git that answers with objects. It ends with the end of its input.
#[derive(Debug)]
struct Objects {
    child: Child,
    ask: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Drop for Objects {
    fn drop(&mut self) {
        drop(self.ask.take());
        let _ = self.child.wait();
    }
}

/// git in the working folder. It fetches nothing that is not there.
fn git(arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.args(arguments).env("GIT_NO_LAZY_FETCH", "1").stdin(Stdio::null());
    git
}

/// What is left of an answer in which git gives no reason.
const NOTHING_SAID: &str = "git says: ";

/// What git prints, or why it prints nothing.
fn ask(arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = git(arguments).output().map_err(|error| format!("git could not be started: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or_default();
    let said = said.strip_prefix("fatal: ").unwrap_or(said);
    Err(if said.starts_with("not a git repository") {
        "this folder is in no git repository".to_owned()
    } else {
        format!("{NOTHING_SAID}{}", clean(said))
    })
}

/// Why git knows no revision of a name: the nearest name there is, or that older commits were not fetched.
fn no_revision(name: &str) -> String {
    let refs = ask(&["for-each-ref", "--format=%(refname:short)"]).unwrap_or_default();
    let hint = did_you_mean(name, String::from_utf8_lossy(&refs).lines());
    let is_shallow = ask(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|answer| answer.starts_with(b"true"));
    let shallow = "; only the newest commits were fetched here: fetch more of them (fetch-depth of actions/checkout)";
    format!("git knows no revision of this name{}", if hint.is_empty() && is_shallow { shallow } else { &hint })
}

impl Revision {
    /// Opens a revision of the repository around the working folder: a branch, a tag, a commit, or a folder of one, as in
    /// `main:plans`. `Err` says in words why there is none. O(files of the commit).
    pub fn open(name: &str) -> Result<Self, String> {
        let known = ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", name]);
        // Asked quietly, git says nothing where it only does not know the name.
        let object = known.map_err(|why| if why == NOTHING_SAID { no_revision(name) } else { why })?;
        let object = String::from_utf8_lossy(&object).trim().to_owned();
        // A folder of a commit is a root of its own.
        let prefix = if name.contains(':') { Vec::new() } else { ask(&["rev-parse", "--show-prefix"])? };
        let listed = ask(&["ls-tree", "-r", "-z", "--full-tree", &object])?;
        let files = listed.split(|byte| *byte == 0).filter_map(entry).collect();
        Ok(Self {
            prefix: String::from_utf8_lossy(&prefix).trim_end_matches(['\n', '\r']).to_owned(),
            files,
            reader: Mutex::new(Objects::start().map_err(|error| format!("git could not be started: {error}"))?),
        })
    }

    /// The full name of a branch or tag of this name, such as `refs/heads/main`; `None` also where there is no repository.
    pub fn full_name(name: &str) -> Option<String> {
        let answer = ask(&["rev-parse", "--verify", "--quiet", "--symbolic-full-name", "--end-of-options", name]).ok()?;
        let answer = String::from_utf8_lossy(&answer).trim().to_owned();
        (!answer.is_empty()).then_some(answer)
    }

    /// Whether there is a file of this path, relative to the working folder.
    pub fn holds(&self, path: &Path) -> bool {
        self.resolved(path).is_ok()
    }

    /// Whether a path, relative to the working folder, is a folder with files in it, or a link to one.
    pub fn holds_folder(&self, path: &Path) -> bool {
        self.real(path).is_ok_and(|folder| self.is_folder(&folder))
    }

    /// Whether a path from the root is a folder with files in it.
    fn is_folder(&self, path: &str) -> bool {
        let folder = if path.is_empty() { String::new() } else { format!("{path}/") };
        self.files.range(folder.clone()..).next().is_some_and(|(path, _)| path.starts_with(&folder))
    }

    /// Where files of a name lie, as paths from the working folder, in the order of their bytes.
    pub fn called(&self, name: &str) -> Vec<String> {
        let below = |path: &str| {
            let same = path.split('/').zip(self.prefix.split_terminator('/')).take_while(|(a, b)| a == b).count();
            let up = self.prefix.split_terminator('/').count() - same;
            let rest = path.split('/').skip(same);
            std::iter::repeat_n("..", up).chain(rest).collect::<Vec<_>>().join("/")
        };
        let is_called = |path: &&String| path.rsplit('/').next() == Some(name);
        self.files.keys().filter(is_called).map(|path| below(path)).collect()
    }

    /// Where a folder of this path, relative to the working folder, is: from the root, links followed.
    pub(super) fn folder(&self, path: &Path) -> Option<PathBuf> {
        self.real(path).ok().filter(|folder| self.is_folder(folder)).map(PathBuf::from)
    }

    /// What lies in a folder from the root, in the order of names.
    pub(super) fn entries(&self, folder: &Path) -> Vec<(OsString, Entry)> {
        let folder = folder.to_string_lossy();
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let (mut entries, mut from) = (Vec::new(), folder.clone());
        while let Some((path, blob)) = self.files.range(from..).next().filter(|(path, _)| path.starts_with(&folder)) {
            let name = &path[folder.len()..];
            if let Some((name, _)) = name.split_once('/') {
                let within = format!("{folder}{name}");
                // Behind everything that begins so and goes on with a slash.
                from = format!("{within}0");
                entries.push((name.into(), Entry::Folder(within.into())));
            } else {
                from = format!("{path}\0");
                entries.extend(self.entry(path, blob).map(|entry| (name.into(), entry)));
            }
        }
        entries
    }

    /// What a file is; `None` for a link that leads to nothing. One that leads out of the repository may lead to anything.
    fn entry(&self, path: &str, blob: &Blob) -> Option<Entry> {
        match blob.is_link.then(|| self.followed(path.to_owned())) {
            Some(Ok(target)) if self.is_folder(&target) => Some(Entry::Link(target.into())),
            Some(Ok(target)) => self.files.contains_key(&target).then_some(Entry::File),
            None | Some(Err(_)) => Some(Entry::File),
        }
    }

    /// The bytes of files, each of at most so many bytes, in their order. They must lie in `folder`, from the root, if one is named,
    /// also where links lead. git is asked for all of them at once: to wait for it after each of thousands takes longer than to read them.
    pub(super) fn read(&self, files: &[(&Path, u64)], folder: Option<&Path>) -> Vec<Result<Vec<u8>, Refusal>> {
        let object = |path: &Path| {
            let (key, object) = self.resolved(path)?;
            if folder.is_none_or(|folder| Path::new(&key).starts_with(folder)) { Ok(object) } else { Err(Refusal::Outside) }
        };
        let objects: Vec<Result<(String, u64), Refusal>> =
            files.iter().map(|(path, limit)| object(path).map(|object| (object, *limit))).collect();
        let wanted: Vec<(&str, u64)> =
            objects.iter().filter_map(|object| object.as_ref().ok()).map(|(object, limit)| (object.as_str(), *limit)).collect();
        let mut answers = self.reader.lock().unwrap_or_else(PoisonError::into_inner).read(&wanted).into_iter();
        let answer = |object: Result<(String, u64), Refusal>| {
            object.and_then(|_| answers.next().expect("git is asked for every object")).and_then(no_pointer)
        };
        objects.into_iter().map(answer).collect()
    }

    /// A path relative to the working folder as one from the root, without links resolved; `None` where it leaves the root.
    fn key(&self, path: &Path) -> Option<String> {
        normal(&Path::new(&self.prefix).join(path))
    }

    /// Path from the root and object of a file, links followed.
    fn resolved(&self, path: &Path) -> Result<(String, String), Refusal> {
        let key = self.real(path)?;
        let blob = self.files.get(&key).ok_or_else(|| Refusal::Io(io::ErrorKind::NotFound.into()))?;
        let object = blob.object.clone();
        Ok((key, object))
    }

    /// A path relative to the working folder as one from the root, links followed, whether something is there or not.
    fn real(&self, path: &Path) -> Result<String, Refusal> {
        self.followed(self.key(path).ok_or(Refusal::Outside)?)
    }

    /// The same of a path from the root.
    fn followed(&self, mut key: String) -> Result<String, Refusal> {
        for _ in 0..LINKS {
            let ends = key.match_indices('/').map(|(at, _)| at).chain([key.len()]);
            let linked =
                ends.map(|end| &key[..end]).find_map(|part| Some((part, self.files.get(part).filter(|blob| blob.is_link)?)));
            let Some((link, blob)) = linked else { return Ok(key) };
            let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
            let target = reader.read(&[(&blob.object, 1 << 16)]).pop().expect("one object was asked for")?;
            let target = PathBuf::from(String::from_utf8_lossy(&target).into_owned());
            let parent = Path::new(link).parent().unwrap_or(Path::new(""));
            let rest = key[link.len()..].trim_start_matches('/');
            key = normal(&parent.join(target).join(rest)).ok_or(Refusal::Outside)?;
        }
        Err(Refusal::Io(io::Error::other("its links go round in a ring")))
    }
}

/// `MODE TYPE OBJECT<tab>PATH` as a path and its file. Submodules are no files of this repository.
fn entry(line: &[u8]) -> Option<(String, Blob)> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let about = String::from_utf8_lossy(&line[..tab]).into_owned();
    let mut words = about.split(' ');
    let (mode, kind, object) = (words.next()?, words.next()?, words.next()?);
    let blob = Blob { object: object.to_owned(), is_link: mode == "120000" };
    (kind == "blob").then(|| (String::from_utf8_lossy(&line[tab + 1..]).into_owned(), blob))
}

/// A relative path without `.` and `..`, with `/`; `None` where it is absolute or leaves its root.
fn normal(path: &Path) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::ParentDir => _ = parts.pop()?,
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

impl Objects {
    fn start() -> io::Result<Self> {
        let mut command = git(&["cat-file", "--batch"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let ask = child.stdin.take();
        let answers = child.stdout.take().ok_or_else(|| io::Error::other("git has no output"))?;
        Ok(Self { child, ask, answers: BufReader::with_capacity(1 << 16, answers) })
    }

    /// The bytes of objects, each of at most so many, in their order.
    fn read(&mut self, wanted: &[(&str, u64)]) -> Vec<Result<Vec<u8>, Refusal>> {
        let Self { ask: Some(ask), answers, .. } = self else {
            return wanted.iter().map(|_| Err(Refusal::Io(io::ErrorKind::BrokenPipe.into()))).collect();
        };
        // Asking waits for git where its answers are not read meanwhile, and git waits for them to be read.
        thread::scope(|scope| {
            scope.spawn(|| {
                let lines: String = wanted.iter().flat_map(|(object, _)| [object, "\n"]).collect();
                // If git has ended, the answers say so.
                let _ = ask.write_all(lines.as_bytes()).and_then(|()| ask.flush());
            });
            wanted.iter().map(|(_, limit)| answer(answers, *limit)).collect()
        })
    }
}

/// The next answer of git: an object of at most so many bytes.
fn answer(answers: &mut BufReader<ChildStdout>, limit: u64) -> Result<Vec<u8>, Refusal> {
    let mut head = String::new();
    answers.read_line(&mut head).map_err(Refusal::Io)?;
    // `OBJECT blob SIZE`, or `OBJECT missing`.
    let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
    let size = size.ok_or_else(|| Refusal::Io(io::Error::other("its object is not in the repository")))?;
    let mut answer = answers.take(size + 1);
    if size > limit {
        io::copy(&mut answer, &mut io::sink()).map_err(Refusal::Io)?;
        return Err(Refusal::TooLarge(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    answer.read_to_end(&mut bytes).map_err(Refusal::Io)?;
    if bytes.len() as u64 != size + 1 {
        return Err(Refusal::Io(io::ErrorKind::UnexpectedEof.into()));
    }
    bytes.pop();
    Ok(bytes)
}

/// A file that stands for one kept elsewhere is none.
fn no_pointer(bytes: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    if bytes.starts_with(POINTER) {
        return Err(Refusal::Io(io::Error::other("the commit holds a pointer to Git LFS, not the file")));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_freed_of_dots_and_may_not_leave_its_root() {
        let normal = |path: &str| normal(Path::new(path));
        assert_eq!(normal("a/./b/../c.yaml").as_deref(), Some("a/c.yaml"));
        assert_eq!((normal("").as_deref(), normal(".").as_deref()), (Some(""), Some("")));
        assert_eq!((normal("../a"), normal("a/../../b"), normal("/a")), (None, None, None));
    }

    #[test]
    fn what_git_lists_are_files_and_links() {
        let listed = entry(b"120000 blob 12ab\tplans/caf\xc3\xa9 x.yaml").expect("it is a file");
        assert_eq!((listed.0.as_str(), listed.1.object.as_str(), listed.1.is_link), ("plans/café x.yaml", "12ab", true));
        assert!(entry(b"160000 commit 12ab\tother").is_none() && entry(b"").is_none());
    }
}
