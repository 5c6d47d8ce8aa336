//! The page of one educator, for herself: what works together first, then what needs a decision, her license, her time, how
//! it hangs together, questions to bring, and where to mend a mistake.

use std::collections::BTreeMap;

use super::thread::Hers;
use super::{Page, cards, enumerated, id, list, paragraph, questions, section, strong, text};
use crate::analysis::{Desk, work_out};
use crate::finding::Level;
use crate::graph::reason::{Reason, Reasons};
use crate::load::values::counted;
use crate::model::obligation::{ItemId, ItemKind, Owner};
use crate::model::people::EducatorId;
use crate::report::document::{Block, Document, Fact, FilePlace, PageKind, Section, Span, Spans, day_in_words};
use crate::source::Place;

/// Makes the page.
pub(super) fn page(page: &Page<'_, '_>, educator: EducatorId) -> Document {
    let report = page.known.report;
    let mut desk = Desk::default();
    let worked = work_out(report.district, &report.analysis.clock, educator, &mut desk);
    let hers = Hers { page, educator, worked: &worked };
    let mut sections = vec![works(&hers)];
    sections.push(
        page.decisions(("decisions", "Needs a decision", "Nothing on record needs a decision."), &[Level::Error, Level::Warning]),
    );
    sections.extend(licence(&hers));
    sections.push(hers.time(&desk.timing));
    sections.push(together(&hers));
    let info = page.cards(&[Level::Info]);
    if !info.is_empty() {
        sections.push(section("worth-knowing", "Worth knowing", vec![Block::Findings(info)]));
    }
    sections.push(questions::section(&hers));
    sections.push(page.known.not_read());
    sections.push(mend(&hers));
    sections.extend(rules(page));
    Document {
        at: page.path(&["index"]),
        kind: PageKind::Educator,
        title: "How your obligations fit together".to_owned(),
        banner: page.banner(for_whom(page, educator), "Written for you alone. Nobody else has been sent this page."),
        sections,
    }
}

fn for_whom(page: &Page<'_, '_>, educator: EducatorId) -> Spans {
    let district = page.district();
    let mut line = vec![text("Prepared for ")];
    line.extend(page.known.person(educator));
    let schools: Vec<Spans> = district.schools_of(educator).iter().map(|school| vec![page.known.school(*school)]).collect();
    if !schools.is_empty() {
        line.push(text(", "));
        line.extend(enumerated(schools));
    }
    line
}

/// What already works together, and what stands alone.
fn works(hers: &Hers<'_, '_, '_>) -> Section {
    let (cards, alone) = (hers.cards(), hers.alone());
    let says = match cards.len() {
        0 => "Nothing of what is asked of you is linked to anything else yet.".to_owned(),
        1 => "What is asked of you hangs together as one plan.".to_owned(),
        threads => format!("What is asked of you runs on {}.", counted(threads, "thread")),
    };
    let mut blocks = vec![paragraph(&says), Block::Threads(cards)];
    if !alone.is_empty() {
        blocks.push(Block::Text(vec![text("Linked to nothing else of yours: ")].into_iter().chain(enumerated(alone)).collect()));
    }
    blocks.extend(support(hers));
    section("works", "What already works together", blocks)
}

/// Who supports her, as the roster says.
fn support(hers: &Hers<'_, '_, '_>) -> Option<Block> {
    let district = hers.page.district();
    let about = district.educator(hers.educator);
    let person = |name| hers.page.known.person(district.party(name)?.educator()?).into();
    let named = [("evaluator", about.evaluator), ("coach", about.coach)];
    let known = named.into_iter().filter_map(|(role, name)| {
        let who: Option<Spans> = name.and_then(person);
        Some([vec![text(role), text(" ")], who?].concat())
    });
    let known: Vec<Spans> = known.collect();
    (!known.is_empty()).then(|| Block::Text([vec![text("Support: ")], enumerated(known), vec![text(".")]].concat()))
}

/// Her licenses: when they expire, and what of her year serves them. This is where the answer of a pack goes in, category by
/// category; what is told here is what the records say by themselves.
fn licence(hers: &Hers<'_, '_, '_>) -> Option<Section> {
    let district = hers.page.district();
    let rules = hers.worked.hers.obligations.iter().filter(|item| district.item(**item).kind == ItemKind::Requirement);
    let mut licences: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
    rules.for_each(|rule| licences.entry(district.item(*rule).requirement(*rule)).or_default().push(*rule));
    let fact = |(licence, rules): (&ItemId, &Vec<ItemId>)| {
        let due = district.item(*licence).due.map(|day| format!("expires on {}", day_in_words(day)));
        let mut is = vec![text(&due.unwrap_or_default())];
        for rule in rules {
            let serves =
                |activity: &ItemId| district.supports(*activity).iter().any(|served| served == rule || served == licence);
            let serving: Vec<Spans> =
                hers.worked.hers.activities().filter(serves).map(|item| vec![id(district.item_name(item))]).collect();
            let name = district.item_name(*rule);
            is.extend([text("; "), id(name.rsplit_once('#').map_or(name, |(_, rule)| rule)), text(": ")]);
            is.extend(if serving.is_empty() { vec![text("nothing on your calendar serves it")] } else { enumerated(serving) });
        }
        Fact { term: district.item_name(*licence).to_owned(), is }
    };
    let facts: Vec<Fact> = licences.iter().map(fact).collect();
    (!facts.is_empty()).then(|| section("license", "Your license", vec![Block::Facts(facts)]))
}

/// How her obligations hang together, pair by pair. The picture of her goal graph goes in here, with this list beside it.
fn together(hers: &Hers<'_, '_, '_>) -> Section {
    let district = hers.page.district();
    let pairs = hers.worked.interplay.pairs();
    let name = |at: usize| id(district.item_name(hers.worked.hers.obligations[at]));
    let (against, with): (Vec<_>, Vec<_>) = pairs.iter().partition(|(_, _, reasons)| reasons.step() < 0);
    let mut lines: Vec<Spans> = against
        .iter()
        .map(|(a, b, reasons)| vec![name(*a), strong(" works against "), name(*b), text(&format!(": {}.", reasons_of(*reasons)))])
        .collect();
    for group in with.chunk_by(|x, y| x.0 == y.0) {
        let others = group.iter().map(|(_, b, reasons)| vec![name(*b), text(&format!(" ({})", reasons_of(*reasons)))]);
        let mut line = vec![name(group[0].0), text(" goes with ")];
        line.extend(enumerated(others.collect()));
        line.push(text("."));
        lines.push(line);
    }
    let says = if hers.worked.interplay.too_many {
        "There are more than a thousand obligations, so that their pairs are not listed."
    } else if lines.is_empty() {
        "No two of your obligations are linked."
    } else {
        "Each pair is told once. Conflicts come first."
    };
    section("graph", "How it hangs together", vec![paragraph(says), list(lines)])
}

/// Why two obligations interact, in plain words.
fn reasons_of(reasons: Reasons) -> String {
    let words: Vec<&str> = reasons.iter().map(plain).collect();
    words.join(", ")
}

fn plain(reason: Reason) -> &'static str {
    match reason {
        Reason::Activity => "one activity serves both",
        Reason::Conflicts => "declared to conflict",
        Reason::FocusExact => "same focus",
        Reason::FocusNear => "near focus",
        Reason::Indivisible => "both hang on the same thing",
        Reason::Opposed => "opposite practices",
        Reason::Order => "dates in the wrong order",
        Reason::Session => "sessions at the same time",
        Reason::Supports => "one supports the other",
        Reason::Target => "targets that cannot both be met",
        Reason::Time => "not enough time for both",
    }
}

/// Her own records with their places: where to mend a mistake.
fn mend(hers: &Hers<'_, '_, '_>) -> Section {
    let district = hers.page.district();
    let own = |item: &ItemId| district.item(*item).owner == Owner::Educator(hers.educator);
    let mut items: Vec<ItemId> = hers
        .worked
        .hers
        .obligations
        .iter()
        .filter(|item| own(item))
        .map(|item| district.item(*item).requirement(*item))
        .collect();
    items.dedup();
    let place = |place: Place| {
        let sources = &hers.page.known.report.loaded.sources;
        let at = sources.position(place.span(0));
        let path = sources.get(place.source).path().to_owned();
        Span::Place(FilePlace { path, line: at.line, column: at.column, label: String::new() })
    };
    let roster = vec![text("What the roster says of you: "), place(district.educator(hers.educator).place)];
    let lines = items.into_iter().map(|item| {
        let about = district.item(item);
        vec![id(district.item_name(item)), text(&format!(" ({}): ", about.kind.plain())), place(about.place)]
    });
    let lines: Vec<Spans> = std::iter::once(roster).chain(lines).collect();
    let how = "Correct it there if you keep the file, or tell whoever does. The next report will follow it.";
    section("mend", "Is something wrong?", vec![paragraph(how), list(lines)])
}

/// What the rules of this page ask, a sentence each, so that the page needs no other.
fn rules(page: &Page<'_, '_>) -> Option<Section> {
    let all = [Level::Error, Level::Warning, Level::Info];
    let mut kinds: Vec<_> =
        page.findings().filter(|(finding, _, _)| all.contains(&finding.level)).map(|(finding, _, _)| finding.kind).collect();
    kinds.sort_by_key(|kind| kind.code);
    kinds.dedup_by_key(|kind| kind.code);
    let fact =
        |kind: &&crate::finding::Kind| Fact { term: kind.code.to_owned(), is: vec![text(&cards::one_line(kind.summary()))] };
    let facts: Vec<Fact> = kinds.iter().map(fact).collect();
    (!facts.is_empty()).then(|| section("rules", "What the rules ask", vec![Block::Facts(facts)]))
}
