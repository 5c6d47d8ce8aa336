//! How a page's JSON writes what has a form of its own: days and the words of levels and roles. Comes in: a value. Goes out: what
//! serde writes. Apart from the document, which says what there is and not how it is written.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::finding::{Level, Role};

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
pub(super) fn iso<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
pub(super) fn level<S: Serializer>(level: &Level, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(level.word())
}

#[expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "serde hands fields over by reference")]
pub(super) fn role<S: Serializer>(role: &Option<Role>, serializer: S) -> Result<S::Ok, S::Error> {
    role.map(Role::word).serialize(serializer)
}

pub(super) fn roles<S: Serializer>(roles: &[Role], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(roles.iter().map(|role| role.word()))
}
