//! Whether a licence can be renewed hangs on something that nobody has said.

use crate::analysis::licensed::Judged;
use crate::analysis::licensed::words::{of_unit, range};
use crate::analysis::rule::{Check, One, Rule};
use crate::finding::{Category, Class, Finding, Findings, Kind, Level, Role};
use crate::license::units;
use crate::license::{Doubt, RuleAnswer, Status};
use crate::load::lists::List;
use crate::load::pack;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "renewal-unknown",
        level: Level::Info,
        category: Category::Gap,
        acts: &[Role::Learner],
        tells: Class::Licence,
        remedy: "Answer it in `profile` or `providers`; what the state leaves open, ask the licensing office.",
        page: include_str!("renewal_unknown.md"),
    },
    needs: &[&[List::RelicensureRequirements]],
    checks: &[Check::Educator(check)],
};

/// How many things that are not known a message names.
const NAMED: usize = 3;

fn check(one: &One<'_>, findings: &mut Findings) {
    for judged in one.licences {
        let short: Vec<usize> = judged.short_whatever().iter().map(|(_, answer)| answer.rule).collect();
        let is_open = |answer: &RuleAnswer| judged.status(answer) == Status::Unknown && !short.contains(&answer.rule);
        let unknown = judged.binding().filter(|(_, answer)| is_open(answer));
        findings.extend(unknown.map(|(rule, answer)| tell(one, judged, rule, answer)));
        if judged.answer.rules.is_empty() && !judged.answer.doubts.is_empty() && judged.asks() {
            findings.push(tell_whole(one, judged));
        }
    }
}

/// Of a licence of which no rule is known to hold.
fn tell_whole(one: &One<'_>, judged: &Judged<'_>) -> Finding {
    let words: Vec<String> = judged.answer.doubts.iter().map(|doubt| judged.doubt(doubt)).collect();
    let (who, id, due) = (one.name(), judged.id(), judged.expires());
    let message = format!("it is not known what {who} owes for {id} by {due}. Not known: {}", words.join("; "));
    let finding = RULE.kind.at(one.district().item(judged.item).place, message).items([id]);
    finding.words("unknown", words).word("due", &due)
}

fn tell(one: &One<'_>, judged: &Judged<'_>, rule: &pack::Rule, answer: &RuleAnswer) -> Finding {
    let doubts = judged.doubts(answer);
    let words: Vec<String> = doubts.iter().map(|doubt| judged.doubt(doubt)).collect();
    let more = words.len().saturating_sub(NAMED);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let what = words[..words.len().min(NAMED)].join("; ");
    let readings = readings(judged, answer);
    let message = format!(
        "nobody can say whether {} meets {} by {}{readings}. Not known: {what}{more}",
        one.name(),
        judged.titled(rule),
        answer.due
    );
    let mut finding = judged.finding(&RULE.kind, rule, message).words("unknown", words);
    if let Some(of) = answer.units {
        finding = finding
            .decimal("need", units(of.need.low))
            .decimal("have", units(of.have.low))
            .decimal("have_at_most", units(of.have.high))
            .word("unit", &judged.pack.unit.plural);
    }
    finding = finding.word("due", &answer.due);
    match judged.cut(answer).filter(|_| doubts.contains(&&Doubt::Overlap)) {
        Some(cut) => finding.help(format!("If each unit counts once, {}. {}", judged.cut_in_words(cut), RULE.kind.remedy)),
        None => finding,
    }
}

/// What the rule has in both readings, or between which bounds.
fn readings(judged: &Judged<'_>, answer: &RuleAnswer) -> String {
    let Some(of) = answer.units.filter(|of| of.need.is_known()) else { return String::new() };
    let need = of_unit(judged.pack, of.need.high);
    let most = if of.is_most { "at most " } else { "" };
    if let Some(both) = &answer.readings
        && let (Some(shared), Some(exclusive)) = (both.shared.have, both.exclusive.have)
    {
        return format!(
            ": {} of {most}{need} if a unit counts in each rule it fits, {} if in one only",
            range(shared),
            range(exclusive)
        );
    }
    format!(": {} of {most}{need}", range(of.have))
}
