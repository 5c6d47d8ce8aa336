//! The page of one educator, for herself: what works together first, then what needs a decision, her license, her time, how
//! it hangs together, questions to bring, and where to mend a mistake.

use super::thread::Hers;
use super::{Page, enumerated, id, licence, list, paragraph, questions, rule, section, text, together};
use crate::analysis::{Desk, work_out};
use crate::finding::Level;
use crate::load::values::counted;
use crate::model::obligation::{ItemId, Owner};
use crate::model::people::EducatorId;
use crate::report::document::{Block, Document, PageKind, Section, Spans};

/// Makes the page.
pub(super) fn page(page: &Page<'_, '_>, educator: EducatorId) -> Document {
    let report = page.known.report;
    let mut desk = Desk::of(report.analysis);
    let worked = work_out(report.district, &report.analysis.clock, educator, &mut desk);
    let hers = Hers { page, educator, worked: &worked };
    let mut sections = vec![works(&hers)];
    sections.push(
        page.decisions(("decisions", "Needs a decision", "Nothing on record needs a decision."), &[Level::Error, Level::Warning]),
    );
    sections.extend(licence::section_of(&hers));
    sections.push(hers.time(&desk.timing));
    sections.push(together::section_of(&hers, desk.timing.strain.as_ref()));
    let info = page.cards(&[Level::Info]);
    if !info.is_empty() {
        sections.push(section("worth-knowing", "Worth knowing", vec![Block::Findings(info)]));
    }
    sections.push(questions::section(&hers));
    sections.push(page.known.not_read());
    sections.push(mend(&hers));
    sections.extend(rule::meanings(&sections));
    Document {
        at: page.path(&["index"]),
        kind: PageKind::Educator,
        title: "How your obligations fit together".to_owned(),
        banner: page.banner(for_whom(page, educator), "Meant for you alone."),
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

/// What already works together; below it, without praise, what stands alone and what is only required.
fn works(hers: &Hers<'_, '_, '_>) -> Section {
    let (cards, threads) = (hers.cards(), hers.worked.threads.len());
    let says = match (cards.len(), threads) {
        (0, _) => "Nothing of your own is linked to anything else yet.".to_owned(),
        (1, 1) => "What is asked of you hangs together as one plan.".to_owned(),
        (joined, all) if joined == all => format!("What is asked of you runs on {}.", counted(all, "thread")),
        (joined, all) => {
            let all = counted(all, "thread");
            format!(
                "What is asked of you runs on {all}. In {joined} of them something of your own goes together with other work."
            )
        }
    };
    let line = |lead: &str, items: Vec<Spans>| {
        (!items.is_empty()).then(|| Block::Text([vec![text(lead)], enumerated(items), vec![text(".")]].concat()))
    };
    let mut blocks = vec![paragraph(&says), Block::Threads(cards)];
    blocks.extend(line("Yours or your team's, and linked to nothing else of yours: ", hers.alone()));
    blocks.extend(line("Required, and linked to nothing of your own: ", hers.only_required()));
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
    let roster = vec![text("What the roster says of you: "), hers.page.place(district.educator(hers.educator).place)];
    let lines = items.into_iter().map(|item| {
        let about = district.item(item);
        vec![id(district.item_name(item)), text(&format!(" ({}): ", about.kind.plain())), hers.page.place(about.place)]
    });
    let lines: Vec<Spans> = std::iter::once(roster).chain(lines).collect();
    let how = "Correct it there if you keep the file, or tell whoever does. The next report will follow it.";
    section("mend", "Is something wrong?", vec![paragraph(how), list(lines)])
}
