//! Money for a provider from outside on what somebody of the district offers.

use std::collections::BTreeSet;

use super::TOLD;
use crate::analysis::expertise::{Offer, Offers};
use crate::analysis::rule::{Case, Check, Rule};
use crate::finding::{At, Category, Class, Finding, Findings, Kind, Level, Role};
use crate::load::lists::List;
use crate::model::District;
use crate::model::focus::FocusId;
use crate::model::obligation::ItemId;

/// The rule.
pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "external-first-spend",
        level: Level::Info,
        category: Category::Capacity,
        acts: &[Role::District],
        tells: Class::Staff,
        remedy: "Compare what both would cost and bring; where the provider from outside is right, write down why.",
        page: include_str!("external_first_spend.md"),
    },
    needs: &[&[List::Activities], &[List::Expertise]],
    checks: &[Check::District(check)],
};

fn check(case: &Case<'_>, findings: &mut Findings) {
    let district = case.district;
    let offers = Offers::of(district);
    for item in district.item_ids() {
        let Some(cost) = district.cost(item).filter(|cost| *cost > 0) else { continue };
        if district.outside_provider(item).is_none() {
            continue;
        }
        let there = offers.on(district, district.focus(item));
        if !there.is_empty() {
            findings.push(told(district, item, cost, &there));
        }
    }
}

/// No educator is named: who reads for the district need not know who offers what.
fn told(district: &District, item: ItemId, cost: i64, offers: &[&Offer]) -> Finding {
    let id = district.item_name(item);
    let is_met = |focus: &&FocusId| offers.iter().any(|offer| district.focuses.meet(&[offer.focus], &[**focus]));
    let focuses = district.focus(item).iter().filter(is_met).map(|focus| district.names.get(district.focuses.name(*focus)));
    let focuses: Vec<&str> = focuses.collect();
    let colleagues: BTreeSet<_> = offers.iter().map(|offer| offer.educator).collect();
    let message = format!("{id} pays a provider from outside for {}, which somebody of the district offers", focuses.join(", "));
    let mut finding = RULE.kind.at(At::field(district.item(item).place, "provider"), message).items([id]);
    for offer in offers.iter().take(TOLD) {
        finding = finding.also(At::field(offer.place, "focus"), "offers it");
    }
    if let Some(fund) = district.fund(item) {
        finding = finding.word("fund", &district.names.get(fund));
    }
    finding.decimal("dollars", cost).figure("colleagues", colleagues.len()).words("focuses", focuses)
}
