//! JSON of `diff`, version 1. Comes in: two versions. Goes out: one JSON value, and the JSON Schema of it.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::Diff;
use crate::analysis::change::moves::{Change, Moved, Shared};
use crate::analysis::figures::Totals;
use crate::finding::Level;
use crate::report::Report;
use crate::report::json::{FindingLine, HoursLine, Kept, finding_line};

/// The result of `plalign diff`: what changed from one version of a district to another.
#[derive(Serialize, JsonSchema)]
struct Output<'a> {
    /// Name and version of this form.
    #[schemars(extend("const" = "plalign/diff/1"))]
    schema: &'static str,
    /// Id of the district.
    district: &'a str,
    base: VersionLine<'a>,
    head: VersionLine<'a>,
    summary: Summary,
    /// Findings that the first version did not have.
    new: Vec<FindingLine<'a>>,
    /// Findings that the second version has not, as the first one told them.
    fixed: Vec<FindingLine<'a>>,
    /// Findings of both that say something else now.
    changed: Vec<ChangedLine<'a>>,
    /// Those that are as they were and decide over the exit code by themselves: what cannot be read, or must not be.
    in_the_way: Vec<FindingLine<'a>>,
    /// Obligations of several people that were added, removed or changed, in natural order of their ids.
    shared: Vec<SharedLine<'a>>,
    /// Educators whose obligations moved although their own records did not.
    educators: Vec<EducatorLine<'a>>,
}

/// One version, with sums over its educators.
#[derive(Serialize, JsonSchema)]
struct VersionLine<'a> {
    /// As it was asked for.
    name: &'a str,
    /// Whether it holds no district yet, so that everything in the other one is new.
    empty: bool,
    /// Whether it could be read whole. Where one of both could not, what seems to be new or gone may only be unread: nothing is
    /// then `fixed` but that files can be read now, only what is graver is `changed`, `shared` and `educators` are empty, and hours
    /// are of what could be read.
    whole: bool,
    /// The day for which it was checked.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    educators: u64,
    obligations: u64,
    hours: HoursLine,
}

#[derive(Serialize, JsonSchema)]
struct Summary {
    new: usize,
    fixed: usize,
    changed: usize,
    /// Findings that changed and are graver now.
    risen: usize,
    /// Findings that are as they were.
    same: usize,
    /// Findings of the first version that a decision settles in the second.
    settled: usize,
    /// Changes that the readers of this output may not see; only where `privacy.readers` is set in one of the versions.
    /// Everything else is worked out from the records that they may see alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    hidden: Option<Kept<HiddenLine>>,
}

#[derive(Serialize, JsonSchema)]
struct HiddenLine {
    new: usize,
    fixed: usize,
    changed: usize,
    /// The gravest level of what is new, or graver than before.
    #[schemars(extend("enum" = ["error", "warning", "info", "good", null]))]
    gravest: Option<&'static str>,
}

#[derive(Serialize, JsonSchema)]
struct ChangedLine<'a> {
    before: FindingLine<'a>,
    now: FindingLine<'a>,
}

#[derive(Serialize, JsonSchema)]
struct SharedLine<'a> {
    id: &'a str,
    #[schemars(extend("enum" = ["plc_goal", "school_improvement_goal", "district_goal", "activity"]))]
    kind: &'static str,
    #[schemars(extend("enum" = ["added", "removed", "changed"]))]
    change: &'static str,
    /// The fields that say something else; of those that changed only.
    fields: &'a [&'static str],
    /// How many educators have it as an obligation.
    educators: usize,
    /// Goals that were linked to the old wording and have not changed since.
    linked: &'a [String],
    /// How many more there are, private or not to be shown.
    linked_hidden: usize,
}

#[derive(Serialize, JsonSchema)]
struct EducatorLine<'a> {
    id: &'a str,
    gained: &'a [String],
    lost: &'a [String],
    changed: &'a [String],
    hours_before: HoursLine,
    hours_now: HoursLine,
}

/// The JSON Schema (2020-12) of the output.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Output<'static>);
    serde_json::to_string_pretty(&schema).expect("a schema is plain JSON") + "\n"
}

/// Writes what changed as one line of JSON.
pub(super) fn write(diff: &Diff<'_>, out: &mut dyn Write) -> io::Result<()> {
    let changes = diff.changes;
    let readers = [&diff.base, &diff.head].into_iter().find_map(|report| report.loaded.manifest.readers);
    let hidden = &changes.hidden;
    let lines = |report, numbers: &[usize]| numbers.iter().map(|at| finding_line(report, *at)).collect();
    let both = |(before, now): &(usize, usize)| ChangedLine {
        before: finding_line(&diff.base, *before),
        now: finding_line(&diff.head, *now),
    };
    let output = Output {
        schema: "plalign/diff/1",
        district: &diff.head.district.id,
        base: version(&diff.base, (diff.names.0, !changes.unread.0), &changes.totals.0),
        head: version(&diff.head, (diff.names.1, !changes.unread.1), &changes.totals.1),
        summary: Summary {
            new: changes.new.len(),
            fixed: changes.fixed.len(),
            changed: changes.changed.len(),
            risen: diff.risen(),
            same: changes.same,
            settled: changes.settled,
            hidden: readers.map(|_| {
                let gravest = hidden.gravest().map(Level::word);
                let line = HiddenLine { new: hidden.new, fixed: hidden.fixed, changed: hidden.changed, gravest };
                Kept::of(&diff.head, line)
            }),
        },
        new: lines(&diff.head, &changes.new),
        fixed: lines(&diff.base, &changes.fixed),
        changed: changes.changed.iter().map(both).collect(),
        in_the_way: lines(&diff.head, &changes.in_the_way),
        shared: changes.shared.iter().map(shared).collect(),
        educators: changes.moved.iter().map(|moved| educator(diff, moved)).collect(),
    };
    serde_json::to_writer(&mut *out, &output)?;
    writeln!(out)
}

fn version<'a>(report: &'a Report<'_>, (name, whole): (&'a str, bool), totals: &Totals) -> VersionLine<'a> {
    let Totals { educators, obligations, hours } = totals;
    VersionLine {
        name,
        empty: whole && report.loaded.is_blank(),
        whole,
        as_of: report.district.as_of.to_string(),
        educators: *educators,
        obligations: *obligations,
        hours: HoursLine::of(hours),
    }
}

fn shared(shared: &Shared) -> SharedLine<'_> {
    let (change, fields): (_, &[&'static str]) = match &shared.change {
        Change::Added => ("added", &[]),
        Change::Removed => ("removed", &[]),
        Change::Changed(fields) => ("changed", fields),
    };
    SharedLine {
        id: &shared.id,
        kind: shared.kind.word(),
        change,
        fields,
        educators: shared.educators,
        linked: &shared.linked,
        linked_hidden: shared.linked_hidden,
    }
}

fn educator<'a>(diff: &'a Diff<'_>, moved: &'a Moved) -> EducatorLine<'a> {
    EducatorLine {
        id: diff.head.district.educator_name(moved.educator),
        gained: &moved.gained,
        lost: &moved.lost,
        changed: &moved.changed,
        hours_before: HoursLine::of(&moved.hours.0),
        hours_now: HoursLine::of(&moved.hours.1),
    }
}
