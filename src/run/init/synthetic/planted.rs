//! The record of what was planted. Comes in: rules with the items of their findings. Goes out: `planted.json`, in an
//! order that hangs on the words alone.

use std::cmp::Ordering;
use std::io::{self, Write};

use super::files::Create;
use crate::model::names::natural;

/// Path of the list of what is planted.
pub(super) const PATH: &str = "planted.json";

/// One planted finding: its rule and its items in the rule's order.
pub(super) type Planted = (&'static str, Vec<String>);

/// Writes them by rule, then by items.
pub(super) fn write(create: &mut Create<'_>, educators: u32, seed: u64, mut planted: Vec<Planted>) -> io::Result<()> {
    planted.sort_by(|(rule, items), (other, theirs)| {
        let pairs = items.iter().zip(theirs).map(|(item, their)| natural(item, their));
        rule.cmp(other).then_with(|| pairs.fold(Ordering::Equal, Ordering::then)).then(items.len().cmp(&theirs.len()))
    });
    let mut out = io::BufWriter::new(create(PATH)?);
    write!(out, "{{\"schema\": \"plalign/planted/1\", \"educators\": {educators}, \"seed\": {seed}, \"findings\": [")?;
    for (at, (rule, items)) in planted.iter().enumerate() {
        // Rules and ids hold nothing that JSON would escape.
        let items = items.join("\", \"");
        write!(out, "{}\n  {{\"rule\": \"{rule}\", \"items\": [\"{items}\"]}}", if at > 0 { "," } else { "" })?;
    }
    out.write_all(b"\n]}\n")?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_in_natural_order() {
        let mut ids = ["g10-1", "p1000000", "g9-2", "p999999", "a-t2", "a2", "g9-10", "g09-2"];
        ids.sort_by(|one, other| natural(one, other));
        assert_eq!(ids, ["a-t2", "a2", "g09-2", "g9-2", "g9-10", "g10-1", "p999999", "p1000000"]);
    }
}
