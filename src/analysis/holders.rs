//! Who holds which focus in which school. Comes in: a district. Goes out: whether anybody else of a school holds a
//! focus in a personal obligation. Worked out once, because every educator asks for each of her focuses.

use rayon::prelude::*;

use crate::model::District;
use crate::model::focus::FocusId;
use crate::model::hers::personal_focuses;
use crate::model::people::{EducatorId, SchoolId};

/// School, focus and educator, sorted.
#[derive(Debug, Default)]
pub struct Holders(Vec<(SchoolId, FocusId, EducatorId)>);

impl Holders {
    /// Collects every focus of every personal obligation. O(n log n) in them.
    pub fn of(district: &District) -> Self {
        let people: Vec<EducatorId> = district.educator_ids().collect();
        let mut held: Vec<_> = people.par_iter().flat_map_iter(|educator| held_by(district, *educator)).collect();
        held.par_sort_unstable();
        Self(held)
    }

    /// Whether anybody but this educator holds exactly this focus in this school.
    pub fn others(&self, school: SchoolId, focus: FocusId, educator: EducatorId) -> bool {
        let first = self.0.partition_point(|(other, held, _)| (*other, *held) < (school, focus));
        let here = self.0[first..].iter().take_while(|(other, held, _)| (*other, *held) == (school, focus));
        here.take(2).any(|(_, _, holder)| *holder != educator)
    }
}

fn held_by(district: &District, educator: EducatorId) -> Vec<(SchoolId, FocusId, EducatorId)> {
    let focuses = personal_focuses(district, educator);
    let schools = district.schools_of(educator).iter();
    schools.flat_map(|school| focuses.iter().map(move |focus| (*school, *focus, educator))).collect()
}
