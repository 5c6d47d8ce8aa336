//! What a district sets for its rules: limits and levels. Comes in: values of the manifest.
//! Goes out: one value to ask. Apart, because rules ask it and must not know of files.

use std::collections::BTreeMap;

use crate::finding::Level;

/// Every setting, with the documented default where the manifest is silent.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Thresholds.
    pub limits: Limits,
    /// Rules that are off (`None`) or told at another level.
    pub rules: BTreeMap<String, Option<Level>>,
}

/// Thresholds of rules. Sources and strength of the defaults stand on the rules' pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Active individual goals of one educator (convention).
    pub individual_goals: u32,
    /// Active goals and initiatives of one school (Reeves; a study by one author's group).
    pub school_priorities: u32,
    /// Threads of one educator (convention).
    pub threads_per_person: u32,
    /// Minutes on the way between two schools; what lies closer together clashes.
    pub travel_minutes: u32,
    /// Minutes of learning on one focus in a year (Yoon et al. 2007: 14 hours).
    pub low_minutes: u32,
    /// Minutes that a team meets in a week (practice: 90).
    pub plc_weekly_minutes: u32,
    /// What the agreement with the educators allows.
    pub contract: Contract,
    /// Groups of fewer people are not compared (practice; never under 5).
    pub aggregate_min: u32,
    /// From which share of the year's capacity on, in ten-thousandths, asked hours are told (convention: 0.9).
    pub capacity_warning: u64,
}

/// Caps of the agreement with the educators; none where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contract {
    /// Required sessions in a calendar week.
    pub meetings_per_week: Option<u32>,
    /// Minutes of required sessions in a calendar week.
    pub minutes_per_week: Option<u32>,
    /// Minutes of required sessions in the school year.
    pub minutes_per_year: Option<u32>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            individual_goals: 3,
            school_priorities: 6,
            threads_per_person: 3,
            travel_minutes: 0,
            low_minutes: 14 * 60,
            plc_weekly_minutes: 90,
            contract: Contract::default(),
            aggregate_min: 10,
            capacity_warning: 9_000,
        }
    }
}

/// The unit of the numbers that settings are given in: ten-thousandths.
const SCALE: u64 = 10_000;
/// Groups are never smaller than this, whatever is set (the hard floor of `domain.md`'s rules for small cells).
pub const SMALLEST_GROUP: u32 = 5;

impl Limits {
    /// All keys.
    pub const KEYS: [&'static str; 9] = [
        "individual_goals",
        "school_priorities",
        "threads_per_person",
        "travel_minutes",
        "low_hours",
        "plc_weekly_minutes",
        "contract",
        "aggregate_min",
        "capacity_warning",
    ];

    /// Sets a threshold to a number in ten-thousandths. `Err` says why it cannot be that.
    pub fn set(&mut self, key: &str, scaled: u64) -> Result<(), String> {
        match key {
            "individual_goals" => self.individual_goals = whole(scaled)?,
            "school_priorities" => self.school_priorities = whole(scaled)?,
            "threads_per_person" => self.threads_per_person = whole(scaled)?,
            "travel_minutes" => self.travel_minutes = whole(scaled)?,
            "low_hours" => self.low_minutes = minutes(scaled),
            "plc_weekly_minutes" => self.plc_weekly_minutes = whole(scaled)?,
            "aggregate_min" if scaled < u64::from(SMALLEST_GROUP) * SCALE => {
                return Err(format!("groups are never smaller than {SMALLEST_GROUP}, so that nobody can be told from a number"));
            }
            "aggregate_min" => self.aggregate_min = whole(scaled)?,
            "capacity_warning" if scaled > SCALE => return Err("the share is from 0 to 1, such as 0.9".to_owned()),
            "capacity_warning" => self.capacity_warning = scaled,
            _ => {}
        }
        Ok(())
    }
}

impl Contract {
    /// All keys.
    pub const KEYS: [&'static str; 3] = ["meetings_per_week", "hours_per_week", "hours_per_year"];

    /// Sets a cap to a number in ten-thousandths. `Err` says why it cannot be that.
    pub fn set(&mut self, key: &str, scaled: u64) -> Result<(), String> {
        match key {
            "meetings_per_week" => self.meetings_per_week = Some(whole(scaled)?),
            "hours_per_week" => self.minutes_per_week = Some(minutes(scaled)),
            "hours_per_year" => self.minutes_per_year = Some(minutes(scaled)),
            _ => {}
        }
        Ok(())
    }
}

fn whole(scaled: u64) -> Result<u32, String> {
    if scaled.is_multiple_of(SCALE) {
        Ok(u32::try_from(scaled / SCALE).unwrap_or(u32::MAX))
    } else {
        Err("a whole number belongs here".to_owned())
    }
}

/// Hours in ten-thousandths → minutes, rounded half up.
fn minutes(scaled: u64) -> u32 {
    u32::try_from((scaled.saturating_mul(60) + SCALE / 2) / SCALE).unwrap_or(u32::MAX)
}

impl Config {
    /// The level at which a rule is told here, or `None` where it is off.
    pub fn level(&self, code: &str, default: Level) -> Option<Level> {
        self.rules.get(code).copied().unwrap_or(Some(default))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_sets_something() {
        for key in Limits::KEYS.into_iter().filter(|key| *key != "contract") {
            let mut limits = Limits::default();
            let number = if key == "capacity_warning" { SCALE / 2 } else { 50 * SCALE };
            assert_eq!((limits.set(key, number), limits == Limits::default()), (Ok(()), false), "{key}");
        }
        for key in Contract::KEYS {
            let mut contract = Contract::default();
            assert_eq!((contract.set(key, SCALE), contract == Contract::default()), (Ok(()), false), "{key}");
        }
    }

    #[test]
    fn what_a_threshold_cannot_be_is_told() {
        let mut limits = Limits::default();
        for (key, number) in [("aggregate_min", 4 * SCALE), ("capacity_warning", 2 * SCALE), ("individual_goals", SCALE / 2)] {
            assert!(limits.set(key, number).is_err(), "{key}");
        }
        assert_eq!(limits, Limits::default());
    }
}
