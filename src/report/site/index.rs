//! The pages above the folders: for whoever hands them over. Comes in: the audiences that are written. Goes out: a page that
//! links to the audiences, and one for each with its folders. They hold ids alone, and names where these are wanted.

use std::collections::BTreeMap;

use super::{Known, list, paragraph, section, text, words_of};
use crate::analysis::selection::Selection;
use crate::model::people::SchoolId;
use crate::report::audience::{Audience, Viewer};
use crate::report::document::{Block, Document, PageKind, PagePath, Span, Spans, Target};

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
    let line = |audience: &Audience| vec![name(*audience, true), text(&format!(". {}.", what_for(*audience)))];
    let mut sections = vec![section("folders", "Folders", vec![list(audiences.iter().map(line).collect())])];
    if !older.is_empty() {
        let line = |(audience, is_linked): &(Audience, bool)| vec![name(*audience, *is_linked), text(": of an earlier run")];
        let says = "These folders are there too, and were not written anew: what they say may have changed since.";
        sections.push(section("older", "Older folders", vec![paragraph(says), list(older.iter().map(line).collect())]));
    }
    Document {
        at: PagePath::of(&["index"]),
        kind: PageKind::Index,
        title: format!("Alignment reports: {}", known.title()),
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
        Audience::Learner => "A folder for each, and for nobody else",
        Audience::Coach => "A folder for each, without findings, licenses and private goals",
        Audience::School => "A folder for each school's leader, about her own staff",
        Audience::District => "Counts of groups alone",
    }
}

/// Educators under the school that is named first for each of them, in the order of the schools; those without one last.
fn by_school(known: &Known<'_>, folders: &[Viewer]) -> Vec<(String, Vec<Viewer>)> {
    let school = |viewer: &Viewer| match viewer {
        Viewer::Learner(educator) => known.district().schools_of(*educator).first().copied(),
        Viewer::Coach(_) | Viewer::School(_) | Viewer::District => None,
    };
    let mut groups: BTreeMap<(bool, Option<SchoolId>), Vec<Viewer>> = BTreeMap::new();
    for viewer in folders {
        let school = school(viewer);
        groups.entry((school.is_none(), school)).or_default().push(*viewer);
    }
    let name = |school: Option<SchoolId>| {
        school.map_or_else(|| "No school on record".to_owned(), |school| words_of(&known.school(school)).to_owned())
    };
    groups.into_iter().map(|((_, school), viewers)| (name(school), viewers)).collect()
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
    let folders = known.folders(audience, &all);
    let blocks = match audience {
        _ if folders.is_empty() => vec![paragraph("There is nobody to write for.")],
        Audience::Learner => by_school(known, &folders)
            .into_iter()
            .flat_map(|(school, viewers)| [Block::Heading(school), list(viewers.into_iter().map(line).collect())])
            .collect(),
        Audience::Coach | Audience::School | Audience::District => vec![list(folders.into_iter().map(line).collect())],
    };
    Document {
        at: path(audience),
        kind: PageKind::Index,
        title: folder_of(audience).to_owned(),
        banner: known.banner(
            Some(audience),
            vec![text("For whoever hands the folders over")],
            &format!("{}.", what_for(audience)),
        ),
        sections: vec![section("folders", "Folders", blocks)],
    }
}
