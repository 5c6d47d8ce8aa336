//! What of a pack binds one educator, before any ledger is. Comes in: a pack, her answers, the days of her licence. Goes out:
//! whether the pack is for her at all, the rules that are obligations of hers, and answers that are none.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Answer, Answers, Demand, Exemption, Known, Moment, Pack, Rule};
use crate::load::nearest::did_you_mean;
use crate::load::values::quote;

/// Whether a pack asks anything of an educator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'p> {
    /// It does, as far as is known.
    InForce,
    /// It is not for the days of her licence.
    NotEffective,
    /// Its rules are shown and not asked.
    Suspended,
    /// She owes nothing, for this.
    Exempt(&'p Exemption),
}

/// What of a pack binds an educator.
#[derive(Clone, Debug)]
pub struct Binding<'p> {
    /// Whether the pack asks anything of her.
    pub standing: Standing<'p>,
    /// Its rules that bind her, in their order, and whether that is known; none where the pack asks nothing. Rules inside
    /// branches are parts of their rule.
    pub rules: Vec<(&'p Rule, Known)>,
}

/// A profile's answer that says nothing to a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileFault<'a> {
    /// The key of the answer.
    pub key: &'a str,
    /// Whether nothing asks for this key; else the answer is none.
    pub is_unknown: bool,
    /// What is wrong, in words.
    pub message: String,
}

/// A pack that is more months old is too old to be trusted without a look at its sources: contract §5.
pub const STALE_MONTHS: i32 = 18;

/// The answer by which a rule is less for who works part of the time; without it the share in the list of educators counts.
pub const SHARE: &str = "employment_share";

impl Pack {
    /// Whether it asks anything of an educator: it is for the days of her licence, not suspended, and she is not exempt.
    pub fn standing(&self, answers: &Answers<'_>) -> Standing<'_> {
        let exempt = || self.exempt.iter().find(|one| answers.fit(self, &one.when) == Known::Yes);
        if self.is_effective(answers) == Known::No {
            Standing::NotEffective
        } else if self.is_suspended {
            Standing::Suspended
        } else {
            exempt().map_or(Standing::InForce, Standing::Exempt)
        }
    }

    /// What binds an educator. O(rules).
    pub fn binding(&self, answers: &Answers<'_>) -> Binding<'_> {
        let standing = self.standing(answers);
        let binds = |rule: &&Rule| standing == Standing::InForce && rule.binds();
        let rules = self.rules.iter().filter(binds).map(|rule| (rule, answers.fit(self, &rule.when)));
        Binding { standing, rules: rules.filter(|(_, known)| *known != Known::No).collect() }
    }

    /// Whether the pack is for a licence of these days.
    pub fn is_effective(&self, answers: &Answers<'_>) -> Known {
        let Some(effective) = self.effective else { return Known::Yes };
        let day = match effective.by {
            Moment::Expiry | Moment::Renewal => answers.expires,
            Moment::Issue => match answers.issued {
                Some(day) => day,
                None => return Known::Maybe,
            },
        };
        Known::of(effective.from.is_none_or(|from| from <= day) && effective.until.is_none_or(|until| day <= until))
    }

    /// How many months ago its facts were put together; `None` where it does not say.
    pub fn age_months(&self, as_of: Date) -> Option<i32> {
        let (year, month) = self.date?;
        Some((i32::from(as_of.year()) - i32::from(year)) * 12 + i32::from(as_of.month()) - i32::from(month))
    }

    /// Whether its facts are too old to be trusted without a look at its sources.
    pub fn is_stale(&self, as_of: Date) -> bool {
        self.age_months(as_of).is_some_and(|months| months > STALE_MONTHS)
    }

    /// Answers of a profile to questions that nobody asked, and answers that answer nothing, in their order.
    pub fn profile_faults<'a>(&self, answers: &Answers<'a>) -> Vec<ProfileFault<'a>> {
        let known = self.profile_keys();
        let fault = |(key, answer): &(&'a str, &'a str)| {
            if !known.contains(*key) {
                let hint = did_you_mean(key, known.iter().map(String::as_str));
                let message = format!("{} asks nothing called {}{hint}", self.id, quote(key));
                return Some(ProfileFault { key, is_unknown: true, message });
            }
            let Some(ask) = self.ask(key) else {
                let is_none = *key == SHARE && !Answer::Number.admits(answer);
                let message = format!("{} is no share of a full-time position, which is a number such as 0.5", quote(answer));
                return is_none.then_some(ProfileFault { key, is_unknown: false, message });
            };
            // What is needed is met by the day on which it was approved as well.
            let is_day = ask.answer == Answer::YesNo && answer.parse::<Date>().is_ok();
            let message =
                || format!("{} is no answer to “{}”, which takes {}", quote(answer), ask.question, ask.answer.describe());
            (!is_day && !ask.answer.admits(answer)).then(|| ProfileFault { key, is_unknown: false, message: message() })
        };
        answers.given.iter().filter_map(fault).collect()
    }

    /// The keys of a profile that the pack reads.
    fn profile_keys(&self) -> BTreeSet<String> {
        let mut keys: BTreeSet<String> = self.asks.iter().map(|ask| ask.name.clone()).collect();
        for rule in self.all_rules() {
            keys.extend(rule.when.0.iter().map(|(key, _)| key.clone()));
            for ask in &rule.asks {
                if let Demand::Need(key, _) = ask {
                    keys.extend([key.clone(), format!("{key}_approved"), format!("{key}_date")]);
                }
            }
            if rule.is_scaled {
                keys.insert(SHARE.to_owned());
            }
        }
        keys
    }

    /// Every rule, those inside branches too, each after the rule in which it stands.
    pub fn all_rules(&self) -> Vec<&Rule> {
        self.rules.iter().flat_map(Rule::with_branches).collect()
    }
}

impl Rule {
    /// Whether it can fail an educator: no advice, and not about her employer.
    pub fn binds(&self) -> bool {
        !self.basis.is_advice && !self.limits_employer
    }

    /// Itself, and every rule inside its branches.
    pub fn with_branches(&self) -> Vec<&Self> {
        let mut all = vec![self];
        for ask in &self.asks {
            if let Demand::Any(branches) = ask {
                all.extend(branches.iter().flatten().flat_map(Self::with_branches));
            }
        }
        all
    }
}
