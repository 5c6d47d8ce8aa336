//! A district's own pack by itself: a file → the pack, with what it extends of the shipped ones. Comes in: a path. Goes out: the
//! pack, and every fault with its place. Apart from the packs in force, because no manifest names it.

use std::path::Path;

use super::{Pack, Wanted, in_force};
use crate::finding::Findings;
use crate::load::{Error, files, flawed};
use crate::source::{Sources, Span};

/// A pack that was read from a file.
#[derive(Debug)]
pub struct Opened {
    /// Its text.
    pub sources: Sources,
    /// The pack; none where it cannot be told what it is.
    pub pack: Option<Pack>,
    /// What is wrong with it.
    pub findings: Findings,
}

/// Opens a district's own pack. Only a file that is not there is an error.
pub fn open(path: &Path) -> Result<Opened, Error> {
    let shown = files::shown(path);
    let decoded =
        files::read(path, files::MAX_YAML).map_err(|refusal| Error::Manifest { path: shown.clone(), why: refusal.why() })?;
    let (mut sources, mut findings) = (Sources::default(), Findings::new());
    let source = sources.add(shown.as_str(), decoded.text);
    let text = sources.get(source).text();
    let flaw = decoded.flaw.map(|flaw| flawed(source, text, flaw));
    let is_readable = flaw.as_ref().is_none_or(|(_, readable)| *readable);
    findings.extend(flaw.map(|(finding, _)| finding));
    let wanted = Wanted { name: &shown, at: Span { source, start: 0, end: 0 }, local: Some((source, text)) };
    let pack = if is_readable { in_force(&[wanted], &mut findings).pop() } else { None };
    Ok(Opened { sources, pack, findings })
}
