//! `plalign diff`: two versions of a district, each through the pipeline, and what changed between them.

use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::check::refuse_unknown_rules;
use super::examined::{self, Examined, Resolved};
use super::{Exit, Surroundings, codes, eprint_line, output, start_threads};
use crate::analysis::change::Changes;
use crate::analysis::selection::Selection;
use crate::analysis::{Analysis, Wanted};
use crate::cli::{Diff, Outputs, Who};
use crate::load::lists::Class;
use crate::load::revision::Revision;
use crate::load::{self, Loaded};
use crate::model::District;
use crate::report::{DiffFormat, Look, change};

pub(super) fn run(options: &Diff, surroundings: &Surroundings) -> anyhow::Result<Exit> {
    start_threads(options.reading.jobs)?;
    refuse_unknown_rules(&options.only)?;
    let (base, head) = rayon::join(|| open(&options.base, options), || open(&options.head, options));
    let (base, head) = (base?, head?.map_err(Missing::error)?);
    // A district that is named for one version alone may be a mistake; else it begins with the second version.
    let begins = options.district.is_none() || !on_disk(&options.head);
    let base = base.or_else(|missing| if begins { Ok(nothing_yet(&head)) } else { Err(missing.error()) })?;
    for loaded in [&base, &head] {
        output::refuse_inputs(loaded, options.outputs.0.iter().filter_map(|(_, file)| file.as_deref()))?;
    }
    // What one of the versions keeps from the readers, the other does not tell either.
    let readers = [&base, &head].into_iter().filter_map(|loaded| loaded.manifest.readers).min();
    let (base, head) = rayon::join(|| analyze(base, options, readers), || analyze(head, options, readers));
    let Who { educator, school, team } = &options.who;
    let selections = Selection::of_both((&base.1, &head.1), educator, school, team).map_err(anyhow::Error::msg)?;
    let (mut base, mut head) = (Examined::new(base, selections.0), Examined::new(head, selections.1));
    let changes = Changes::between(base.version(), head.version(), base.loaded.readers());

    for Examined { loaded, district, analysis, .. } in [&mut base, &mut head] {
        surroundings.withhold(&mut analysis.findings, loaded, district);
    }
    let Outputs(outputs) = &options.outputs;
    for (format, file) in outputs {
        let look = Look { whole: true, fails: options.fail_on.mildest(), ..surroundings.look(options.color, file.is_none()) };
        let names = (options.base.as_str(), options.head.as_str());
        let diff = change::Diff { base: base.report(look), head: head.report(look), changes: &changes, names };
        output::write(file.as_deref(), |out| change::write(&diff, *format, out))?;
        if let (DiffFormat::Github, Some(summary)) = (format, &surroundings.job_summary) {
            output::add_to_summary(summary, |room| change::markdown::render(&diff, room))?;
        }
    }
    Ok(exit(options, &base.analysis, &head.analysis, &changes))
}

/// Whether a version is a district on disk; anything else is the name of a revision.
fn on_disk(name: &str) -> bool {
    let path = Path::new(name);
    // A bare repository has files such as `HEAD`.
    let is_read = path.extension().is_some_and(|kind| ["yaml", "yml", "json"].iter().any(|one| kind.eq_ignore_ascii_case(one)));
    is_read && path.is_file() || path.join(load::NAME).is_file()
}

/// Where the district lies in a revision: as was typed, or where the version that is on disk lies.
fn in_revision(options: &Diff) -> PathBuf {
    let other = || [&options.base, &options.head].into_iter().find(|name| on_disk(name)).map(PathBuf::from);
    let district = options.district.clone().or_else(other).unwrap_or_else(|| PathBuf::from(load::NAME));
    relative(&district)
}

/// A revision that is there and holds no district where one was looked for.
struct Missing {
    revision: String,
    manifest: PathBuf,
    /// Where manifests lie in it.
    others: Vec<String>,
}

impl Missing {
    fn error(self) -> anyhow::Error {
        const NAMED: usize = 3;
        let Self { revision, manifest, others } = self;
        let nowhere =
            format!("there is no {} in the revision “{revision}”", manifest.strip_prefix(".").unwrap_or(&manifest).display());
        match &others[..] {
            [] => anyhow!("{nowhere}, nor a {} anywhere else in it", load::NAME),
            _ => anyhow!("{nowhere}; name what is there as the third argument: {}", others[..others.len().min(NAMED)].join(", ")),
        }
    }
}

fn open(name: &str, options: &Diff) -> anyhow::Result<Result<Loaded, Missing>> {
    let path = Path::new(name);
    if on_disk(name) {
        if !options.quiet
            && let Some(revision) = Revision::full_name(name)
        {
            eprint_line(&format!("“{name}” is compared as it lies on disk; the revision of this name is {revision}"));
        }
        return Ok(Ok(examined::open(path, options.reading.allow_outside)?));
    }
    let revision = Revision::open(name).map_err(|why| {
        let folder =
            if path.is_dir() { format!("the folder has no {}", load::NAME) } else { "there is no such folder".to_owned() };
        anyhow!("“{name}” is no version of a district: {folder}, and {why}")
    })?;
    // `main:plans` is the folder itself.
    let district =
        if name.contains(':') && options.district.is_none() { PathBuf::from(load::NAME) } else { in_revision(options) };
    let manifest = if revision.holds_folder(&district) { district.join(load::NAME) } else { district };
    if !revision.holds(&manifest) {
        let others = revision.called(load::NAME);
        return Ok(Err(Missing { revision: name.to_owned(), manifest, others }));
    }
    Ok(Ok(load::open_in(&revision, &manifest, options.reading.allow_outside, &codes())?))
}

/// What stands for the version before a district was begun.
fn nothing_yet(head: &Loaded) -> Loaded {
    let mut base = load::nothing(Path::new(load::NAME));
    base.manifest.as_of = head.manifest.as_of;
    base
}

/// A path as seen from the working folder.
fn relative(path: &Path) -> PathBuf {
    let here = std::env::current_dir().ok();
    here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned)).unwrap_or_else(|| path.to_owned())
}

/// What was opened → what was found.
fn analyze(mut loaded: Loaded, options: &Diff, readers: Option<Class>) -> (Loaded, District, Analysis) {
    loaded.manifest.readers = readers;
    Resolved::of(loaded, options.reading.as_of).analyze_for_readers(&Wanted::quietly(&options.only))
}

/// Input that cannot be used, or must not be read, counts in the second version alone: the first one is not to be mended
/// any more.
fn exit(options: &Diff, base: &Analysis, head: &Analysis, changes: &Changes) -> Exit {
    let of_input = super::exit_of(head.findings.iter().chain(&head.hidden), |_| false);
    let fails = changes.fails(base, head, &|level| options.fail_on.fails(level));
    of_input.max(if fails { Exit::Findings } else { Exit::Clean })
}
