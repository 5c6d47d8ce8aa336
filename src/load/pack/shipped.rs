//! The packs that are compiled in, one for each jurisdiction. Comes in: nothing. Goes out: their texts by id, and what they say.

use super::{Pack, read};
use crate::finding::Findings;
use crate::source::SourceId;

/// Id and text, sorted by id.
pub static SHIPPED: [(&str, &str); 51] = [
    ("us-ak/teacher", include_str!("../../license/packs/us-ak.yaml")),
    ("us-al/teacher", include_str!("../../license/packs/us-al.yaml")),
    ("us-ar/teacher", include_str!("../../license/packs/us-ar.yaml")),
    ("us-az/teacher", include_str!("../../license/packs/us-az.yaml")),
    ("us-ca/teacher", include_str!("../../license/packs/us-ca.yaml")),
    ("us-co/teacher", include_str!("../../license/packs/us-co.yaml")),
    ("us-ct/teacher", include_str!("../../license/packs/us-ct.yaml")),
    ("us-dc/teacher", include_str!("../../license/packs/us-dc.yaml")),
    ("us-de/teacher", include_str!("../../license/packs/us-de.yaml")),
    ("us-fl/teacher", include_str!("../../license/packs/us-fl.yaml")),
    ("us-ga/teacher", include_str!("../../license/packs/us-ga.yaml")),
    ("us-hi/teacher", include_str!("../../license/packs/us-hi.yaml")),
    ("us-ia/teacher", include_str!("../../license/packs/us-ia.yaml")),
    ("us-id/teacher", include_str!("../../license/packs/us-id.yaml")),
    ("us-il/teacher", include_str!("../../license/packs/us-il.yaml")),
    ("us-in/teacher", include_str!("../../license/packs/us-in.yaml")),
    ("us-ks/teacher", include_str!("../../license/packs/us-ks.yaml")),
    ("us-ky/teacher", include_str!("../../license/packs/us-ky.yaml")),
    ("us-la/teacher", include_str!("../../license/packs/us-la.yaml")),
    ("us-ma/teacher", include_str!("../../license/packs/us-ma.yaml")),
    ("us-md/teacher", include_str!("../../license/packs/us-md.yaml")),
    ("us-me/teacher", include_str!("../../license/packs/us-me.yaml")),
    ("us-mi/teacher", include_str!("../../license/packs/us-mi.yaml")),
    ("us-mn/teacher", include_str!("../../license/packs/us-mn.yaml")),
    ("us-mo/teacher", include_str!("../../license/packs/us-mo.yaml")),
    ("us-ms/teacher", include_str!("../../license/packs/us-ms.yaml")),
    ("us-mt/teacher", include_str!("../../license/packs/us-mt.yaml")),
    ("us-nc/teacher", include_str!("../../license/packs/us-nc.yaml")),
    ("us-nd/teacher", include_str!("../../license/packs/us-nd.yaml")),
    ("us-ne/teacher", include_str!("../../license/packs/us-ne.yaml")),
    ("us-nh/teacher", include_str!("../../license/packs/us-nh.yaml")),
    ("us-nj/teacher", include_str!("../../license/packs/us-nj.yaml")),
    ("us-nm/teacher", include_str!("../../license/packs/us-nm.yaml")),
    ("us-nv/teacher", include_str!("../../license/packs/us-nv.yaml")),
    ("us-ny/teacher", include_str!("../../license/packs/us-ny.yaml")),
    ("us-oh/teacher", include_str!("../../license/packs/us-oh.yaml")),
    ("us-ok/teacher", include_str!("../../license/packs/us-ok.yaml")),
    ("us-or/teacher", include_str!("../../license/packs/us-or.yaml")),
    ("us-pa/teacher", include_str!("../../license/packs/us-pa.yaml")),
    ("us-ri/teacher", include_str!("../../license/packs/us-ri.yaml")),
    ("us-sc/teacher", include_str!("../../license/packs/us-sc.yaml")),
    ("us-sd/teacher", include_str!("../../license/packs/us-sd.yaml")),
    ("us-tn/teacher", include_str!("../../license/packs/us-tn.yaml")),
    ("us-tx/teacher", include_str!("../../license/packs/us-tx.yaml")),
    ("us-ut/teacher", include_str!("../../license/packs/us-ut.yaml")),
    ("us-va/teacher", include_str!("../../license/packs/us-va.yaml")),
    ("us-vt/teacher", include_str!("../../license/packs/us-vt.yaml")),
    ("us-wa/teacher", include_str!("../../license/packs/us-wa.yaml")),
    ("us-wi/teacher", include_str!("../../license/packs/us-wi.yaml")),
    ("us-wv/teacher", include_str!("../../license/packs/us-wv.yaml")),
    ("us-wy/teacher", include_str!("../../license/packs/us-wy.yaml")),
];

/// The ids of all shipped packs, sorted.
pub fn ids() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(id, _)| *id)
}

/// The text of a shipped pack.
pub fn text(id: &str) -> Option<&'static str> {
    SHIPPED.binary_search_by_key(&id, |(id, _)| id).ok().map(|at| SHIPPED[at].1)
}

/// A shipped pack, read.
pub fn pack(id: &str) -> Option<Pack> {
    read(SourceId(0), text(id)?, &mut Findings::new())
}
