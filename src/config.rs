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
}

impl Default for Limits {
    fn default() -> Self {
        Self { individual_goals: 3, school_priorities: 6, threads_per_person: 3 }
    }
}

impl Limits {
    /// All keys of the contract. Those of rules to come are legal and checked, and nothing asks for them yet.
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

    /// Sets a threshold that is a whole number; false if no such threshold is asked for.
    pub fn set(&mut self, key: &str, value: u32) -> bool {
        match key {
            "individual_goals" => self.individual_goals = value,
            "school_priorities" => self.school_priorities = value,
            "threads_per_person" => self.threads_per_person = value,
            _ => return false,
        }
        true
    }
}

impl Config {
    /// The level at which a rule is told here, or `None` where it is off.
    pub fn level(&self, code: &str, default: Level) -> Option<Level> {
        self.rules.get(code).copied().unwrap_or(Some(default))
    }
}
