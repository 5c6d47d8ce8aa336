//! The pages above the folders: for whoever hands them over. Comes in: the audiences that are written. Goes out: a page that
//! links to the audiences, and one for each with its folders. They hold ids alone, and names where these are wanted.

use super::{Known, list, paragraph, section, text};
use crate::analysis::selection::Selection;
use crate::report::audience::{Audience, Viewer};
use crate::report::document::{Document, PageKind, PagePath, Span, Spans, Target};

/// Makes the pages.
pub(super) fn pages(known: &Known<'_>, audiences: &[Audience], older: &[(Audience, bool)]) -> Vec<Document> {
    let of = audiences.iter().filter(|audience| **audience != Audience::District).map(|audience| of_audience(known, *audience));
    std::iter::once(root(known, audiences, older)).chain(of).collect()
}

fn path(audience: Audience) -> PagePath {
    PagePath::of(&[audience.folder(), "index"])
}

fn root(known: &Known<'_>, audiences: &[Audience], older: &[(Audience, bool)]) -> Document {
    let name = |audience: Audience, is_linked: bool| {
        let text = folder_of(audience).to_owned();
        if is_linked { Span::Link { text, to: Target::Page(path(audience)) } } else { Span::Strong(text) }
    };
    let line = |audience: &Audience| vec![name(*audience, true), text(&format!(": {}", what_for(*audience)))];
    let mut sections = vec![section("folders", "Folders", vec![list(audiences.iter().map(line).collect())])];
    if !older.is_empty() {
        let line = |(audience, is_linked): &(Audience, bool)| vec![name(*audience, *is_linked), text(": of an earlier run")];
        let says = "These folders are there too, and were not written anew: what they say may have changed since.";
        sections.push(section("older", "Older folders", vec![paragraph(says), list(older.iter().map(line).collect())]));
    }
    Document {
        at: PagePath::of(&["index"]),
        kind: PageKind::Index,
        title: format!("Alignment reports: {}", known.district().id),
        banner: known.banner(
            None,
            vec![text("For whoever hands the folders over")],
            "Hand each folder to those it is for, and to nobody else.",
        ),
        sections,
    }
}

fn folder_of(audience: Audience) -> &'static str {
    match audience {
        Audience::Learner => "Educators",
        Audience::Coach => "Coaches",
        Audience::School => "Schools",
        Audience::District => "District",
    }
}

fn what_for(audience: Audience) -> &'static str {
    match audience {
        Audience::Learner => "a folder for each, and for nobody else",
        Audience::Coach => "a folder for each, without findings, licenses and private goals",
        Audience::School => "a folder for each school's leader, about her own staff",
        Audience::District => "counts of groups alone",
    }
}

fn of_audience(known: &Known<'_>, audience: Audience) -> Document {
    let line = |viewer: Viewer| {
        let (name, more): (&str, Spans) = match viewer {
            Viewer::Learner(educator) | Viewer::Coach(educator) => {
                (known.district().educator_name(educator), known.person(educator).into_iter().skip(1).collect())
            }
            Viewer::School(school) => (known.district().school_name(school), vec![text(" "), known.school(school)]),
            Viewer::District => ("district", Spans::new()),
        };
        let link = Span::Link { text: name.to_owned(), to: Target::Page(known.start_of(viewer)) };
        std::iter::once(link).chain(more).collect()
    };
    let all = Selection { all: true, ..Selection::default() };
    let folders: Vec<Spans> = known.folders(audience, &all).into_iter().map(line).collect();
    let block = if folders.is_empty() { paragraph("There is nobody to write for.") } else { list(folders) };
    Document {
        at: path(audience),
        kind: PageKind::Index,
        title: folder_of(audience).to_owned(),
        banner: known.banner(Some(audience), vec![text("For whoever hands the folders over")], what_for(audience)),
        sections: vec![section("folders", "Folders", vec![block])],
    }
}
