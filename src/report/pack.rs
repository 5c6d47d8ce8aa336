//! A relicensure pack in plain English, for a teacher. Comes in: a pack. Goes out: text for a terminal, made from the rules
//! themselves, so that it cannot say anything else than what is checked.

mod words;

use self::words::{base_of, of_in, of_what, percent, when};
use crate::analysis::licensed::phrases::{different, different_of, layers, or};
use crate::analysis::licensed::words::NOT_ADVICE;
use crate::finding::{At, Finding};
use crate::load::pack::{
    Basis, Cap, Carry, Conversion, Cycle, Demand, EntryField, Filter, Licences, Moment, Overlap, Pack, Per, Provider, Repeat,
    Rule,
};
use crate::load::values::{MONTHS, SCALE, counted, number};
use crate::source::Sources;

/// Renders a pack.
pub fn render(pack: &Pack) -> String {
    let mut page = Page { pack, text: String::new() };
    page.head();
    page.rules();
    page.worth();
    page.not_counted();
    page.exemptions();
    page.asks();
    page.open();
    page.list("What this pack does not cover", &pack.not_covered);
    page.list("Notes", &pack.notes);
    page.sources();
    page.text
}

/// What is wrong with a pack, in a line with its place.
pub fn fault(sources: &Sources, finding: &Finding) -> String {
    let span = finding.labels.iter().find_map(|label| if let At::Span(span) = label.at { Some(span) } else { None });
    let place = span.map_or(String::new(), |span| {
        let at = sources.position(span);
        format!("{}:{}:{}: ", sources.get(span.source).path(), at.line, at.column)
    });
    format!("{place}{}: {} ({})", finding.level, finding.message, finding.kind.code)
}

struct Page<'p> {
    pack: &'p Pack,
    text: String,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, title: &str) {
        self.line("");
        self.line(title);
    }

    fn list(&mut self, title: &str, lines: &[String]) {
        if !lines.is_empty() {
            self.heading(title);
            lines.iter().for_each(|line| self.line(&format!("  - {line}")));
        }
    }

    fn head(&mut self) {
        let pack = self.pack;
        let name = if pack.name.is_empty() { String::new() } else { format!(": {}", pack.name) };
        self.line(&format!("{}{name}", pack.id));
        let date =
            pack.date.map_or("at no stated date".to_owned(), |(year, month)| format!("in {} {year}", MONTHS[month as usize - 1]));
        let sources = counted(pack.sources.len(), "source");
        self.line(&format!("Put together from {sources} {date}; confidence: {}. {NOT_ADVICE}", pack.confidence.word()));
        if let Some(base) = &pack.extends {
            self.line(&format!("It is {base} with what a district adds to it or changes in it."));
        }
        if pack.is_suspended {
            self.line("Its rules are suspended: they are shown, and nothing is failed for them.");
        }
        if let Some(effective) = pack.effective {
            let by = match effective.by {
                Moment::Expiry => "expire",
                Moment::Issue => "were issued",
                Moment::Renewal => "are renewed",
            };
            let days = match (effective.from, effective.until) {
                (Some(from), Some(until)) => format!("from {from} to {until}"),
                (Some(from), None) => format!("on {from} or later"),
                (None, Some(until)) => format!("on {until} or earlier"),
                (None, None) => "at any time".to_owned(),
            };
            self.line(&format!("It is for licenses that {by} {days}."));
        }
    }

    fn rules(&mut self) {
        let pack = self.pack;
        let has_units = pack.counts_units();
        match pack.cycles.as_slice() {
            [cycle] if cycle.when.0.is_empty() => self.heading(&format!("What is asked{}", cycle_words(cycle, has_units))),
            cycles => {
                self.heading("What is asked");
                for cycle in cycles {
                    let who = when(&cycle.when);
                    let who = if who.is_empty() { "otherwise" } else { &who };
                    self.line(&format!("  {who}:{}", cycle_words(cycle, has_units)));
                }
            }
        }
        if pack.rules.is_empty() {
            self.line("  - nothing that can be counted");
        }
        pack.rules.iter().for_each(|rule| self.rule(rule, "  ", "- "));
    }

    /// A rule behind a bullet: what it is and for whom, what it asks, its branches, what it cannot say.
    fn rule(&mut self, rule: &Rule, indent: &str, bullet: &str) {
        let name = if rule.name.is_empty() { String::new() } else { format!(": {}", rule.name) };
        self.line(&format!("{indent}{bullet}{}{name}{}{}", rule.id, only(&when(&rule.when)), self.support(&rule.basis)));
        let indent = format!("{indent}{}", " ".repeat(bullet.len()));
        let asked: Vec<String> = rule.asks.iter().filter_map(|ask| self.demand(rule, ask)).collect();
        let said: Vec<String> = (!asked.is_empty()).then(|| asked.join(", and ")).into_iter().chain(about(rule)).collect();
        if !said.is_empty() {
            self.line(&format!("{indent}{}", said.join("; ")));
        }
        for ask in &rule.asks {
            if let Demand::Any(branches) = ask {
                self.branches(branches, &indent);
            }
        }
        if let Some(note) = &rule.basis.note {
            self.line(&format!("{indent}{note}"));
        }
    }

    fn branches(&mut self, branches: &[Vec<Rule>], indent: &str) {
        self.line(&format!("{indent}One of these is enough:"));
        for (at, branch) in branches.iter().enumerate() {
            let number = format!("{}. ", at + 1);
            if let [rule] = branch.as_slice() {
                self.rule(rule, indent, &number);
                continue;
            }
            self.line(&format!("{indent}{number}all of this:"));
            let inside = format!("{indent}{}", " ".repeat(number.len()));
            branch.iter().for_each(|rule| self.rule(rule, &inside, "- "));
        }
    }

    /// What a demand asks, in words; branches are told below it.
    fn demand(&self, rule: &Rule, ask: &Demand) -> Option<String> {
        let of = of_in(rule.span, &of_what(&rule.of));
        Some(match ask {
            Demand::Min(units) => format!("at least {}{of}", self.units(*units)),
            Demand::Max(units) => format!("at most {}{of}", self.units(*units)),
            Demand::Different(field, least) => format!("at least {}{of}", different_of(*least, *field)),
            Demand::FewDifferent(field, most) => format!("at most {}{of}", different_of(*most, *field)),
            Demand::MinShare(share, base) => format!("at least {} {}{of}", percent(*share), base_of(*base)),
            Demand::MaxShare(share, base) => format!("at most {} {}{of}", percent(*share), base_of(*base)),
            Demand::Need(key, least) => self.need(rule, key, *least),
            Demand::Goals(from, least) => format!("{} {}", counted(*least, "goal"), layers(from, "your")),
            Demand::Any(_) => return None,
        })
    }

    /// A fact outside the ledger, and what shows it.
    fn need(&self, rule: &Rule, key: &str, least: Option<i64>) -> String {
        let of = of_what(&rule.of);
        match least {
            Some(least) if rule.of.is_all() => return format!("your answer to “{key}” is {} or more", number(least)),
            _ => {}
        }
        let day = ["approved", "date"].map(|end| format!("{key}_{end}")).into_iter().find(|key| self.pack.ask(key).is_some());
        let mut ways = Vec::new();
        if self.pack.ask(key).is_some() || day.is_none() {
            ways.push(format!("your answer to “{key}” is yes"));
        }
        ways.extend(day.map(|day| format!("“{day}” names a day")));
        match least {
            _ if rule.of.is_all() => {}
            Some(least) => ways.push(format!("you have at least {}{of}", self.units(least))),
            None => ways.push(format!("you have an entry{of}")),
        }
        or(&ways)
    }

    fn worth(&mut self) {
        let pack = self.pack;
        if pack.convert.is_empty() && !pack.counts_units() {
            return;
        }
        let mut lines: Vec<String> = pack.convert.iter().map(|row| self.conversion(row)).collect();
        let other = if pack.convert.is_empty() { "an hour" } else { "an hour of anything else" };
        lines.push(match pack.unit.per_hour {
            None => format!("{other}: nobody states how much, so an answer that hangs on hours is unknown"),
            Some(0) => format!("{other}: nothing"),
            Some(units) => format!("{other}: {}", self.units(units)),
        });
        self.list("What an entry of your ledger is worth", &lines);
    }

    fn conversion(&self, row: &Conversion) -> String {
        let each = match row.per {
            Some(Per::Credit) => "a credit",
            Some(Per::Ceu) => "a CEU",
            Some(Per::Item) => "an entry",
            Some(Per::Hour) | None => "an hour",
        };
        let worth = match (row.units, row.factor) {
            (Some(0), _) => "nothing".to_owned(),
            (Some(units), None) => self.units(units),
            (Some(units), Some(factor)) => format!("{}, times {}", self.units(units), number(factor)),
            (None, factor) => format!("{} times as much as an hour of anything else", number(factor.unwrap_or(SCALE))),
        };
        format!("{each}{}: {worth}{}{}", of_what(&row.of), only(&when(&row.when)), self.basis(&row.basis))
    }

    fn not_counted(&mut self) {
        let pack = self.pack;
        let filters = pack.filters.iter().map(|filter| self.filter(filter));
        let lines: Vec<String> = filters.chain(pack.caps.iter().map(|cap| self.cap(cap))).collect();
        self.list("What is not counted", &lines);
    }

    fn filter(&self, filter: &Filter) -> String {
        let mut lacks = Vec::new();
        if let (Some(field), Some(least)) = (filter.group, filter.min) {
            lacks.push(match field {
                EntryField::Id => format!("with fewer than {} each", self.units(least)),
                field => format!("of one {} that have fewer than {} together", different(field), self.units(least)),
            });
        }
        if !filter.has.is_empty() {
            let has: Vec<String> = filter.has.iter().map(|has| format!("“{has}”")).collect();
            lacks.push(format!("without {}", or(&has)));
        }
        lacks.extend(filter.provider.as_ref().map(|provider| match provider {
            Provider::Approved => "whose provider is not approved for this pack".to_owned(),
            Provider::OneOf(ids) => format!("that are not provided by {}", or(ids)),
        }));
        lacks.extend(filter.after.as_ref().map(|key| format!("from before the day in your answer to “{key}”")));
        let what = format!("entries{} {}", of_what(&filter.of), lacks.join(", or "));
        format!("{what}{}{}{}", only(&when(&filter.when)), advice(&filter.basis), self.basis(&filter.basis))
    }

    fn cap(&self, cap: &Cap) -> String {
        let most = match (cap.units, cap.share) {
            (Some(units), _) => self.units(units),
            (None, share) => format!("{} of the required total", percent(share.unwrap_or(0))),
        };
        let what = format!("what entries{} bring beyond {most}{}", of_what(&cap.of), of_in(cap.span, ""));
        format!("{what}{}{}{}", only(&when(&cap.when)), advice(&cap.basis), self.basis(&cap.basis))
    }

    fn exemptions(&mut self) {
        let line =
            |one: &crate::load::pack::Exemption| format!("{}{}", one.note.trim_end_matches('.'), bracketed(&when(&one.when)));
        let lines: Vec<String> = self.pack.exempt.iter().map(line).collect();
        self.list("Who owes nothing", &lines);
    }

    fn asks(&mut self) {
        let line = |ask: &crate::load::pack::Ask| format!("{}: {} ({})", ask.name, ask.question, ask.answer.describe());
        let lines: Vec<String> = self.pack.asks.iter().map(line).collect();
        self.list("What it must know about you (answered under `profile`)", &lines);
    }

    /// What may be counted twice, carried over or repeated; what nobody states is said in one line.
    fn open(&mut self) {
        let pack = self.pack;
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        match &pack.overlap {
            Overlap::Unknown => unknown.push("one unit may count in two rules"),
            Overlap::Shared => known.push("One unit counts in every rule it fits.".to_owned()),
            Overlap::Split(rules) => {
                known.push(format!("One unit counts in only one of {}; it is divided among them as well as can be.", or(rules)));
            }
        }
        match &pack.carry {
            Carry::Unknown => unknown.push("a surplus of the cycle before may be carried over"),
            Carry::Nothing => known.push("Nothing is carried over from the cycle before.".to_owned()),
            Carry::Some { of, most } => {
                let most = most.map_or("a surplus".to_owned(), |most| format!("a surplus of up to {}", self.units(most)));
                known.push(format!("From the cycle before {most}{} may be carried over.", of_what(of)));
            }
        }
        match pack.repeat {
            Repeat::Unknown => unknown.push("the same activity may be counted again"),
            Repeat::Once => known.push("The same activity counts once.".to_owned()),
            Repeat::Free => known.push("The same activity may be counted again.".to_owned()),
        }
        match &pack.licences {
            Licences::Unknown => {
                known.push(
                    "Whether the same units renew a further license is not stated here; ask before you rely on it.".to_owned(),
                );
            }
            Licences::Shared => known.push("The same units renew all licenses of this kind.".to_owned()),
            Licences::Extra(key) => {
                known.push(format!("A further license asks for more. Your answer to “{key}” says how many there are."));
            }
        }
        if !unknown.is_empty() {
            let what = or(&unknown);
            known.push(format!(
                "Nobody states whether {what}. All answers are worked out; where they differ the result is unknown."
            ));
        }
        self.list("Counting twice, carrying over, repeating", &known);
    }

    fn sources(&mut self) {
        if !self.pack.sources.is_empty() {
            self.heading("Sources");
            for (at, source) in self.pack.sources.iter().enumerate() {
                self.line(&format!("  {}. {source}", at + 1));
            }
        }
    }

    /// `. Nobody has confirmed it. [confidence: low, source 2]`, or nothing.
    fn basis(&self, basis: &Basis) -> String {
        let note = basis.note.as_ref().map(|note| format!(". {note}")).unwrap_or_default();
        note + &self.support(basis)
    }

    /// ` [confidence: low, source 2]`, or nothing. A source is named by its number below.
    fn support(&self, basis: &Basis) -> String {
        let mut why: Vec<String> =
            basis.confidence.iter().map(|confidence| format!("confidence: {}", confidence.word())).collect();
        why.extend(basis.source.as_ref().map(|source| match self.pack.sources.iter().position(|other| other == source) {
            Some(at) => format!("source {}", at + 1),
            None => source.clone(),
        }));
        if why.is_empty() { String::new() } else { format!(" [{}]", why.join(", ")) }
    }

    fn units(&self, scaled: i64) -> String {
        let unit = &self.pack.unit;
        format!("{} {}", number(scaled), if scaled == SCALE { &unit.name } else { &unit.plural })
    }
}

/// ` within 5 years`, and how far back units may lie.
fn cycle_words(cycle: &Cycle, has_units: bool) -> String {
    let years = cycle.years.map(|years| format!(" within {}", counted(years, "year"))).unwrap_or_default();
    let open = if cycle.is_open && has_units { ", whenever it was earned" } else { "" };
    let back = if cycle.lookback > 0 { format!(", reaching back {}", counted(cycle.lookback, "year")) } else { String::new() };
    format!("{years}{open}{back}")
}

/// ` (only if …)`, or nothing.
fn only(when: &str) -> String {
    if when.is_empty() { String::new() } else { bracketed(&format!("only {when}")) }
}

fn bracketed(text: &str) -> String {
    format!(" ({text})")
}

fn advice(basis: &Basis) -> &'static str {
    if basis.is_advice { " (advice only: nothing is left out for it)" } else { "" }
}

impl Pack {
    /// Whether any of its rules counts units.
    pub fn counts_units(&self) -> bool {
        self.rules.iter().any(asks_units)
    }
}

/// Whether a rule asks for units somewhere.
fn asks_units(rule: &Rule) -> bool {
    rule.asks.iter().any(|ask| match ask {
        Demand::Min(_) | Demand::Max(_) | Demand::MinShare(..) | Demand::MaxShare(..) => true,
        Demand::Need(_, least) => least.is_some() && !rule.of.is_all(),
        Demand::Any(branches) => branches.iter().flatten().any(asks_units),
        Demand::Goals(..) | Demand::Different(..) | Demand::FewDifferent(..) => false,
    })
}

/// Everything about a rule that is not what it asks.
fn about(rule: &Rule) -> Vec<String> {
    let mut about = Vec::new();
    about.extend(rule.by.as_ref().map(|by| format!("approved by the {}", by.replace('_', " "))));
    about.extend(rule.within.map(|within| within.to_string()));
    about.extend(rule.of.lookback.map(|years| format!("may reach back {} before the license expires", counted(years, "year"))));
    let mut say = |is: bool, text: &str| about.extend(is.then(|| text.to_owned()));
    say(rule.is_scaled, "less if you work part of a position");
    say(rule.limits_employer, "this binds whoever requires it of you, never you");
    say(rule.basis.is_advice, "advice only: nobody fails by it");
    about
}
