//! `limits` and `rules` of `district.yaml`. Comes in: the manifest's nodes. Goes out: settings, and every value that cannot
//! be one, with its place.

use super::faults;
use super::manifest::Reader;
use super::nearest::did_you_mean;
use super::values;
use super::yaml::Node;
use crate::config::{Config, Contract, Limits, SMALLEST_GROUP};
use crate::finding::Level;

impl Reader<'_> {
    pub(super) fn limits(&mut self, node: &Node<'_>) -> Limits {
        let mut limits = Limits::default();
        for (key, value) in self.group(node, "`limits`") {
            match key.text().unwrap_or_default() {
                "contract" => limits.contract = self.contract(value),
                "aggregate_min" if is_small(value) => {
                    let message = format!("counts of fewer than {SMALLEST_GROUP} people are never shown, whatever is set");
                    self.findings.push(faults::SMALL_CELL.at(value.span, message));
                }
                name if Limits::KEYS.contains(&name) => self.limit(value, |number| limits.set(name, number)),
                name => self.unknown(key, name, "limits", Limits::KEYS.into_iter()),
            }
        }
        limits
    }

    fn contract(&mut self, node: &Node<'_>) -> Contract {
        let mut contract = Contract::default();
        for (key, value) in self.group(node, "`contract`") {
            match key.text().unwrap_or_default() {
                name if Contract::KEYS.contains(&name) => self.limit(value, |number| contract.set(name, number)),
                name => self.unknown(key, name, "contract", Contract::KEYS.into_iter()),
            }
        }
        contract
    }

    /// A threshold: a number that is not below 0, handed on in ten-thousandths.
    fn limit(&mut self, node: &Node<'_>, mut set: impl FnMut(u64) -> Result<(), String>) {
        let told = self.word(node).map(|text| {
            let number = values::decimal(&text)?;
            let number = u64::try_from(number).map_err(|_| format!("{} is below 0", values::quote(&text)))?;
            set(number).map_err(|why| format!("{}: {why}", values::quote(&text)))
        });
        if let Some(Err(why)) = told {
            self.wrong(node, why);
        }
    }

    pub(super) fn rules(&mut self, node: &Node<'_>, config: &mut Config) {
        for (key, value) in self.group(node, "`rules`") {
            let code = key.text().unwrap_or_default();
            if !self.codes.contains(&code) {
                let message =
                    format!("there is no rule “{}”{}", values::clean(code), did_you_mean(code, self.codes.iter().copied()));
                self.findings.push(faults::UNKNOWN_RULE.at(key.span, message));
                continue;
            }
            let level = self.parsed(value, |text| match text {
                "off" | "false" => Ok(None),
                word => Level::of(word)
                    .map(Some)
                    .ok_or_else(|| format!("{} is no level: off, info, warning, error or good", values::quote(word))),
            });
            if let Some(level) = level {
                config.rules.insert(code.to_owned(), level);
            }
        }
    }
}

/// Whether a number of people is too small to be the least that is counted.
fn is_small(node: &Node<'_>) -> bool {
    let number = node.text().and_then(|text| values::decimal(text.trim()).ok());
    number.is_some_and(|number| (0..i64::from(SMALLEST_GROUP) * values::SCALE).contains(&number))
}
