//! What was decided about findings.

use jiff::civil::Date;

/// A decision: until its day the finding it names is left out and counted.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The finding's id, where it is named so.
    pub finding: Option<String>,
    /// The rule and its items, sorted, where it is named so.
    pub rule: Option<(String, Vec<String>)>,
    /// The last day on which it holds.
    pub until: Date,
}

impl Decision {
    /// Whether it is about this finding, and holds on this day. `items` are sorted.
    pub fn settles(&self, id: &str, rule: &str, items: &[&str], day: Date) -> bool {
        let named = self.finding.as_deref() == Some(id);
        let described = self
            .rule
            .as_ref()
            .is_some_and(|(code, set)| code == rule && set.iter().map(String::as_str).eq(items.iter().copied()));
        day <= self.until && (named || described)
    }
}
