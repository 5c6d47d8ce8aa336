//! A relicensure pack in plain English, for a teacher. Comes in: a pack. Goes out: text for a terminal, made from the rules
//! themselves, so that it cannot say anything else than what is checked.

use crate::load::pack::{
    Carry, Conversion, Demand, Filter, Guard, Licences, Moment, Overlap, Pack, Per, Provider, Repeat, Rule, Selector, ShareOf,
    Span, Test,
};
use crate::load::values::{MONTHS, SCALE, counted, number};

/// Renders a pack.
pub fn render(pack: &Pack) -> String {
    let mut page = Page { pack, text: String::new() };
    page.head();
    page.rules();
    page.worth();
    page.not_counted();
    page.exemptions();
    page.asks();
    page.unknown();
    page.list("Notes", &pack.notes);
    page.list("Sources", &pack.sources);
    page.text
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
        self.line(&format!("{}: {}", pack.id, pack.name));
        let date = pack.date.map_or("no date".to_owned(), |(year, month)| format!("{} {year}", MONTHS[month as usize - 1]));
        let sources = counted(pack.sources.len(), "source");
        self.line(&format!("Put together from {sources} ({date}); confidence: {}. {NOT_ADVICE}", pack.confidence.word()));
        if let Some(base) = &pack.extends {
            self.line(&format!("It adds to {base}, or makes it stricter."));
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
            let from = effective.from.map(|day| format!(" from {day}")).unwrap_or_default();
            let until = effective.until.map(|day| format!(" until {day}")).unwrap_or_default();
            self.line(&format!("It is for licenses that {by}{from}{until}."));
        }
    }

    fn rules(&mut self) {
        let pack = self.pack;
        let years: Vec<i16> = pack.cycles.iter().filter_map(|cycle| cycle.years).collect();
        let time = if let [years] = years.as_slice() { format!(", in {}", counted(*years, "year")) } else { String::new() };
        self.heading(&format!("What is asked{time}"));
        if pack.rules.is_empty() {
            self.line("  - nothing that can be counted");
        }
        pack.rules.iter().for_each(|rule| self.rule(rule, 1));
    }

    fn rule(&mut self, rule: &Rule, depth: usize) {
        let indent = "  ".repeat(depth);
        let name = if rule.name.is_empty() { String::new() } else { format!(" ({})", rule.name) };
        let simple: Vec<String> = rule.asks.iter().filter_map(|ask| self.demand(rule, ask)).collect();
        let about = [when(&rule.when), about(rule)].concat();
        let colon = if simple.is_empty() && about.is_empty() { "" } else { ": " };
        self.line(&format!("{indent}- {}{name}{colon}{}{about}", rule.id, simple.join(" and ")));
        for ask in &rule.asks {
            if let Demand::Any(branches) = ask {
                self.line(&format!("{indent}  one of these is enough:"));
                for (nth, branch) in branches.iter().enumerate() {
                    self.line(&format!("{indent}  {})", nth + 1));
                    branch.iter().for_each(|rule| self.rule(rule, depth + 2));
                }
            }
        }
        if let Some(note) = &rule.basis.note {
            self.line(&format!("{indent}  {note}"));
        }
    }

    /// What a demand asks, in words; branches are told below it.
    fn demand(&self, rule: &Rule, ask: &Demand) -> Option<String> {
        let (of, span) = (of_what(&rule.of), in_which_time(rule.span));
        Some(match ask {
            Demand::Min(units) => format!("at least {}{of}{span}", self.units(*units)),
            Demand::Max(units) => format!("at most {}{of}{span}", self.units(*units)),
            Demand::Different(field, least) => {
                format!("at least {} different values of {}{of}{span}", number(*least), field.word())
            }
            Demand::MinShare(share, base) => format!("at least {} {}{of}{span}", percent(*share), base_of(*base)),
            Demand::MaxShare(share, base) => format!("at most {} {}{of}{span}", percent(*share), base_of(*base)),
            Demand::Need(key, None) => format!("{}{of}", key.replace('_', " ")),
            Demand::Need(key, Some(least)) => format!("{} of at least {}{of}", key.replace('_', " "), number(*least)),
            Demand::FewDifferent(field, most) => {
                format!("at most {} different values of {}{of}{span}", number(*most), field.word())
            }
            Demand::Goals(from, least) => {
                format!("{} from: {}", counted(*least, "goal"), from.join(", "))
            }
            Demand::Any(_) => return None,
        })
    }

    fn worth(&mut self) {
        let pack = self.pack;
        if pack.convert.is_empty() && !pack.rules.iter().any(asks_units) {
            return;
        }
        self.heading("What it is worth");
        pack.convert.iter().for_each(|row| {
            let line = format!("  - {}", self.conversion(row));
            self.line(&line);
        });
        let hour = pack.unit.per_hour.map_or_else(|| "nobody states it".to_owned(), |units| self.units(units));
        let other = if pack.convert.is_empty() { "an hour" } else { "an hour of anything else" };
        self.line(&format!("  - {other}: {hour}"));
    }

    fn conversion(&self, row: &Conversion) -> String {
        let each = match row.per {
            Some(Per::Credit) => "a credit",
            Some(Per::Ceu) => "a CEU",
            Some(Per::Item) => "each",
            Some(Per::Hour) | None => "an hour",
        };
        let units = row.units.map_or_else(|| "as its hours are worth".to_owned(), |units| self.units(units));
        let times = row.factor.map(|factor| format!(", times {}", number(factor))).unwrap_or_default();
        format!("{each}{}: {units}{times}", of_what(&row.of))
    }

    fn not_counted(&mut self) {
        let pack = self.pack;
        let filters = pack.filters.iter().map(|filter| self.filter(filter));
        let caps = pack.caps.iter().map(|cap| {
            let most = match (cap.units, cap.share) {
                (Some(units), _) => self.units(units),
                (None, share) => format!("{} of the required total", percent(share.unwrap_or(0))),
            };
            format!("more than {most}{}{}: what is above it", of_what(&cap.of), in_which_time(cap.span))
        });
        let lines: Vec<String> = filters.chain(caps).collect();
        self.list("What is not counted", &lines);
    }

    fn filter(&self, filter: &Filter) -> String {
        let of = of_what(&filter.of);
        if let (Some(group), Some(least)) = (&filter.group, filter.min) {
            return format!("anything{of} of which the same {} does not add up to {}", group.word(), self.units(least));
        }
        if let Some(day) = &filter.after {
            return format!("anything{of} earned before {}", day.replace('_', " "));
        }
        match &filter.provider {
            Some(Provider::Approved) => format!("anything{of} whose provider is not approved for it"),
            Some(Provider::OneOf(ids)) => format!("anything{of} that is not provided by {}", ids.join(" or ")),
            None => format!("anything{of} without {}", filter.has.join(" or ")),
        }
    }

    fn exemptions(&mut self) {
        let lines: Vec<String> = self.pack.exempt.iter().map(|one| format!("{}{}", one.note, when(&one.when))).collect();
        self.list("Who owes nothing", &lines);
    }

    fn asks(&mut self) {
        let line = |ask: &crate::load::pack::Ask| {
            let answer = ask.answer.describe();
            format!("{}: {} ({answer})", ask.name, ask.question)
        };
        let lines: Vec<String> = self.pack.asks.iter().map(line).collect();
        self.list("What it must know, under `profile`", &lines);
    }

    fn unknown(&mut self) {
        let pack = self.pack;
        let mut lines = Vec::new();
        match &pack.overlap {
            Overlap::Unknown => lines.push("whether one unit may count in two rules: both answers are shown".to_owned()),
            Overlap::Shared => lines.push("known: one unit counts in every rule it fits".to_owned()),
            Overlap::Split(rules) => lines.push(format!("known: one unit counts in only one of {}", rules.join(", "))),
        }
        match &pack.carry {
            Carry::Unknown => lines.push(
                "whether anything may be carried over from the cycle before: where it decides, the answer is unknown".to_owned(),
            ),
            Carry::Nothing => lines.push("known: nothing is carried over".to_owned()),
            Carry::Some { of, most } => {
                let most = most.map_or("whatever there is".to_owned(), |most| format!("at most {}", self.units(most)));
                lines.push(format!("known: {most}{} may be carried over", of_what(of)));
            }
        }
        match pack.repeat {
            Repeat::Unknown => lines.push("whether the same activity may be counted again".to_owned()),
            Repeat::Once => lines.push("known: the same activity counts once".to_owned()),
            Repeat::Free => lines.push("known: the same activity may be counted again".to_owned()),
        }
        match &pack.licences {
            Licences::Unknown => {}
            Licences::Shared => lines.push("known: units renew all licenses of this kind".to_owned()),
            Licences::Extra(key) => lines
                .push(format!("known: each further license asks for more; {} says how many there are", key.replace('_', " "))),
        }
        self.list("Counting twice, carrying over, repeating", &lines);
    }

    fn units(&self, scaled: i64) -> String {
        let unit = &self.pack.unit;
        format!("{} {}", number(scaled), if scaled == SCALE { &unit.name } else { &unit.plural })
    }
}

/// Said once on every page of a pack.
const NOT_ADVICE: &str = "This is not legal advice: ask the licensing office before you rely on it.";

/// Whether a rule asks for units somewhere.
fn asks_units(rule: &Rule) -> bool {
    rule.asks.iter().any(|ask| match ask {
        Demand::Min(_) | Demand::Max(_) | Demand::MinShare(..) | Demand::MaxShare(..) => true,
        Demand::Any(branches) => branches.iter().flatten().any(asks_units),
        Demand::Need(..) | Demand::Goals(..) | Demand::Different(..) | Demand::FewDifferent(..) => false,
    })
}

/// Everything about a rule that is not what it asks.
fn about(rule: &Rule) -> String {
    let mut about = String::new();
    let mut say = |text: String| about.push_str(&text);
    if let Some(by) = &rule.by {
        say(format!("; approved by: {}", by.replace('_', " ")));
    }
    if let Some(within) = rule.within {
        say(format!("; {within}"));
    }
    if let Some(years) = rule.of.lookback {
        say(format!("; may reach back {} before the license expires", counted(years, "year")));
    }
    if rule.is_scaled {
        say("; less for part of a position".to_owned());
    }
    if rule.limits_employer {
        say("; this binds the employer, never the teacher".to_owned());
    }
    if rule.basis.is_advice {
        say("; shown as advice, never failed".to_owned());
    }
    if let Some(confidence) = rule.basis.confidence {
        say(format!("; confidence: {}", confidence.word()));
    }
    about
}

/// What a selection selects, in words.
fn of_what(of: &Selector) -> String {
    let field = |(field, values): &(crate::load::pack::SelectorField, Vec<String>)| {
        let values = values.iter().map(|value| value.replace('_', " ")).collect::<Vec<_>>().join(" or ");
        format!("{} {values}", field.word())
    };
    let mut fields: Vec<String> = of.fields.iter().map(field).collect();
    fields.extend(of.not.as_ref().map(|not| format!("anything but{}", of_what(not).trim_start_matches(" of"))));
    fields.extend(of.last_years.map(|years| format!("from the last {} years", number(years))));
    if fields.is_empty() { String::new() } else { format!(" of {}", fields.join(", ")) }
}

fn in_which_time(span: Span) -> &'static str {
    match span {
        Span::Cycle => "",
        Span::Year => " in a year",
        Span::Licence => " for each license",
        Span::Career => " once in a career",
        Span::Semester => " in a semester",
        Span::Week => " in a week",
        Span::Day => " in a day",
    }
}

fn base_of(base: ShareOf) -> &'static str {
    match base {
        ShareOf::Required => "of the required total",
        ShareOf::Earned => "of what was earned",
    }
}

/// To whom something applies, in words.
fn when(guard: &Guard) -> String {
    let test = |(key, test): &(String, Test)| {
        let key = key.replace('_', " ");
        match test {
            Test::OneOf(words) if words == &["true"] || words == &["yes"] => key,
            Test::OneOf(words) if words == &["false"] || words == &["no"] => format!("not {key}"),
            Test::OneOf(words) => format!("{key} is {}", words.join(" or ")),
            Test::Between(least, most) => {
                let least = least.map(|least| format!(" at least {}", number(least))).unwrap_or_default();
                let most = most.map(|most| format!(" at most {}", number(most))).unwrap_or_default();
                format!("{key} is{least}{most}")
            }
            Test::Days(from, until) => {
                let from = from.map(|day| format!(" from {day}")).unwrap_or_default();
                let until = until.map(|day| format!(" until {day}")).unwrap_or_default();
                format!("{key} is{from}{until}")
            }
        }
    };
    let tests: Vec<String> = guard.0.iter().map(test).collect();
    if tests.is_empty() { String::new() } else { format!(" [if {}]", tests.join(" and ")) }
}

fn percent(scaled: i64) -> String {
    format!("{}%", number(scaled * 100))
}
