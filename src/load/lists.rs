//! The lists and fields of the contract as one table: what may stand in which list and of what kind it is.
//! Comes in: nothing. Goes out: the specification that readers, decoders and messages share.

pub use super::fields::{Field, FieldKind, Names};

/// A list of the district.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the list of that name in the contract")]
pub enum List {
    Educators,
    Schools,
    Teams,
    IndividualPlans,
    PlcGoals,
    SchoolImprovementGoals,
    DistrictGoals,
    EvaluationFindings,
    RelicensureRequirements,
    Activities,
    Credits,
    Focuses,
    Crosswalks,
    Calendar,
    Initiatives,
    Providers,
    Expertise,
    Coaches,
    Budgets,
    Decisions,
}

/// Who may read a file (contract §7), most open first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Anybody.
    Public,
    /// The staff of the district.
    Staff,
    /// Only those who need it.
    Restricted,
}

impl Class {
    /// The words of the manifest, most open first.
    pub const WORDS: [&'static str; 3] = ["public", "staff", "restricted"];

    /// The class of this word.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Public, Self::Staff, Self::Restricted]
            .into_iter()
            .zip(Self::WORDS)
            .find(|(_, w)| *w == word)
            .map(|(class, _)| class)
    }
}

/// One field of one list.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// Which.
    pub field: Field,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether a record without it is left out.
    pub required: bool,
}

/// One list: its name and fields.
#[derive(Debug)]
pub struct ListSpec {
    /// Which.
    pub list: List,
    /// The name in files.
    pub name: &'static str,
    /// Its fields; goal fields included.
    pub fields: &'static [FieldSpec],
    /// Who may read a file of it unless the manifest says otherwise.
    pub class: Class,
}

const fn may(field: Field, kind: FieldKind) -> FieldSpec {
    FieldSpec { field, kind, required: false }
}

const fn must(field: Field, kind: FieldKind) -> FieldSpec {
    FieldSpec { field, kind, required: true }
}

/// The words of `purpose`.
pub const PURPOSES: &[&str] = &["growth", "team", "implementation", "compliance"];
/// The words of `status`.
pub const STATUSES: &[&str] = &["active", "paused", "done"];
/// The words of an individual plan's `type`.
pub const PLAN_TYPES: &[&str] = &["practice", "student-learning", "corrective"];
/// The words of a team's `kind`.
pub const TEAM_KINDS: &[&str] = &["plc", "department", "network", "cohort"];
/// The words of an activity's `kind`.
pub const ACTIVITY_KINDS: &[&str] = &["learning", "duty"];
/// The words of an activity's `design`.
pub const DESIGNS: &[&str] = &["workshop", "course", "coaching", "plc", "seminar", "network", "self-study", "micro"];
/// The words of an activity's `component`.
pub const COMPONENTS: &[&str] = &["knowledge", "skill", "practice", "feedback"];
/// The words of a crosswalk's `match`.
pub const MATCHES: &[&str] = &["exact", "related"];
/// The words of a decision's `choice`.
pub const CHOICES: &[&str] = &["bridge", "buffer", "merge", "accept"];

use FieldKind::{
    Answers, Bool, Breaks, Choice, Date, Days, Fte, Hours, Id, Number, Ref, Refs, Rules, Share, Slots, Target, Text, Word, Words,
};

/// A list of goals: the goal fields and some of its own.
macro_rules! goals {
    ($($own:expr),* $(,)?) => {
        &[
            must(Field::Id, Id), may(Field::Text, Text), may(Field::Purpose, Choice(PURPOSES)),
            may(Field::Focus, Refs(Names::Focus)), may(Field::Practice, Refs(Names::Focus)), may(Field::Start, Date),
            may(Field::Due, Date), may(Field::Hours, Hours), may(Field::Supports, Refs(Names::Item)),
            may(Field::Requires, Refs(Names::Item)), may(Field::Conflicts, Refs(Names::Item)), may(Field::Target, Target),
            may(Field::Status, Choice(STATUSES)), may(Field::Evidence, Words), may(Field::Outcome, Text),
            may(Field::Why, Text), may(Field::Learners, Words), may(Field::Reviewed, Words), may(Field::Continued, Text),
            $($own),*
        ]
    };
}

/// All lists, in reading order.
pub static LISTS: [ListSpec; 20] = [
    ListSpec {
        list: List::Educators,
        name: "educators",
        class: Class::Staff,
        fields: &[
            must(Field::Id, Id),
            may(Field::Name, Text),
            may(Field::Schools, Refs(Names::School)),
            may(Field::Role, Word),
            may(Field::Fte, Fte),
            may(Field::Subjects, Words),
            may(Field::Grades, Words),
            may(Field::Years, Number),
            may(Field::Evaluator, Ref(Names::Educator)),
            may(Field::Coach, Ref(Names::Educator)),
        ],
    },
    ListSpec {
        list: List::Schools,
        name: "schools",
        class: Class::Staff,
        fields: &[must(Field::Id, Id), may(Field::Name, Text), may(Field::Need, Share)],
    },
    ListSpec {
        list: List::Teams,
        name: "teams",
        class: Class::Staff,
        fields: &[
            must(Field::Id, Id),
            may(Field::Name, Text),
            may(Field::Kind, Choice(TEAM_KINDS)),
            may(Field::School, Ref(Names::School)),
            must(Field::Members, Refs(Names::Educator)),
            may(Field::Facilitator, Ref(Names::Educator)),
            may(Field::Trained, Bool),
            may(Field::Meetings, Slots),
            may(Field::InContract, Bool),
        ],
    },
    ListSpec {
        list: List::IndividualPlans,
        name: "individual_plans",
        class: Class::Restricted,
        fields: goals![
            must(Field::Educator, Ref(Names::Educator)),
            may(Field::Type, Choice(PLAN_TYPES)),
            may(Field::Free, Bool),
            may(Field::Private, Bool),
        ],
    },
    ListSpec {
        list: List::PlcGoals,
        name: "plc_goals",
        class: Class::Staff,
        fields: goals![must(Field::Team, Ref(Names::Team))],
    },
    ListSpec {
        list: List::SchoolImprovementGoals,
        name: "school_improvement_goals",
        class: Class::Staff,
        fields: goals![must(Field::School, Ref(Names::School))],
    },
    ListSpec { list: List::DistrictGoals, name: "district_goals", class: Class::Staff, fields: goals![] },
    ListSpec {
        list: List::EvaluationFindings,
        name: "evaluation_findings",
        class: Class::Restricted,
        fields: &[
            must(Field::Educator, Ref(Names::Educator)),
            must(Field::Focus, Ref(Names::Focus)),
            may(Field::Id, Id),
            may(Field::Framework, Word),
            may(Field::Date, Date),
            may(Field::Text, Text),
        ],
    },
    ListSpec {
        list: List::RelicensureRequirements,
        name: "relicensure_requirements",
        class: Class::Restricted,
        fields: &[
            must(Field::Educator, Ref(Names::Educator)),
            must(Field::Expires, Date),
            may(Field::Id, Id),
            may(Field::Pack, Ref(Names::Pack)),
            may(Field::Rules, Rules),
            may(Field::Issued, Date),
            may(Field::Profile, Answers),
        ],
    },
    ListSpec {
        list: List::Activities,
        name: "activities",
        class: Class::Staff,
        fields: &[
            must(Field::Id, Id),
            may(Field::Title, Text),
            may(Field::Kind, Choice(ACTIVITY_KINDS)),
            may(Field::Focus, Refs(Names::Focus)),
            may(Field::Sessions, Slots),
            may(Field::Hours, Hours),
            may(Field::Start, Date),
            may(Field::Due, Date),
            may(Field::RequiredOf, Refs(Names::Audience)),
            may(Field::Serves, Refs(Names::Item)),
            may(Field::Released, Bool),
            may(Field::Design, Choice(DESIGNS)),
            may(Field::Component, Choice(COMPONENTS)),
            may(Field::Evaluative, Bool),
            may(Field::Tags, Words),
            may(Field::Provider, Ref(Names::Provider)),
            may(Field::ChosenBy, Refs(Names::Educator)),
            may(Field::Coach, Ref(Names::Educator)),
            may(Field::InContract, Bool),
            may(Field::Why, Text),
            may(Field::Cost, Number),
            may(Field::Funding, Word),
            may(Field::FollowUpOf, Ref(Names::Item)),
            may(Field::School, Ref(Names::School)),
        ],
    },
    ListSpec {
        list: List::Credits,
        name: "credits",
        class: Class::Restricted,
        fields: &[
            must(Field::Educator, Ref(Names::Educator)),
            may(Field::Activity, Ref(Names::Item)),
            may(Field::Title, Text),
            may(Field::Kind, Word),
            may(Field::Hours, Hours),
            may(Field::Credits, Number),
            may(Field::Ceu, Number),
            may(Field::Date, Date),
            may(Field::Tags, Words),
            may(Field::Topic, Text),
            may(Field::Provider, Ref(Names::Provider)),
            may(Field::Serves, Refs(Names::Item)),
            may(Field::Has, Words),
            may(Field::Level, Word),
        ],
    },
    ListSpec {
        list: List::Focuses,
        name: "focuses",
        class: Class::Staff,
        fields: &[
            must(Field::Id, Id),
            may(Field::Label, Text),
            may(Field::Parent, Ref(Names::Focus)),
            may(Field::Aliases, Words),
            may(Field::Opposes, Refs(Names::Focus)),
        ],
    },
    ListSpec {
        list: List::Crosswalks,
        name: "crosswalks",
        class: Class::Staff,
        fields: &[must(Field::From, Ref(Names::Focus)), must(Field::To, Ref(Names::Focus)), must(Field::Match, Choice(MATCHES))],
    },
    ListSpec {
        list: List::Calendar,
        name: "calendar",
        class: Class::Staff,
        fields: &[
            may(Field::For, Ref(Names::Party)),
            may(Field::WeeklyHours, Hours),
            may(Field::Breaks, Breaks),
            may(Field::Days, Days),
        ],
    },
    ListSpec {
        list: List::Initiatives,
        name: "initiatives",
        class: Class::Staff,
        fields: &[
            must(Field::Id, Id),
            may(Field::Title, Text),
            must(Field::School, Ref(Names::School)),
            may(Field::Grades, Words),
            may(Field::Focus, Refs(Names::Focus)),
            may(Field::Practice, Refs(Names::Focus)),
            may(Field::Start, Date),
            may(Field::End, Date),
            may(Field::EndedReason, Text),
            may(Field::Supports, Refs(Names::Item)),
        ],
    },
    ListSpec {
        list: List::Providers,
        name: "providers",
        class: Class::Staff,
        fields: &[must(Field::Id, Id), may(Field::Name, Text), may(Field::ApprovedFor, Refs(Names::AnyPack))],
    },
    ListSpec {
        list: List::Expertise,
        name: "expertise",
        class: Class::Staff,
        fields: &[must(Field::Educator, Ref(Names::Educator)), must(Field::Focus, Ref(Names::Focus)), may(Field::Hours, Hours)],
    },
    ListSpec {
        list: List::Coaches,
        name: "coaches",
        class: Class::Staff,
        fields: &[must(Field::Educator, Ref(Names::Educator)), must(Field::HoursPerWeek, Hours)],
    },
    ListSpec {
        list: List::Budgets,
        name: "budgets",
        class: Class::Staff,
        fields: &[must(Field::Goal, Ref(Names::Item)), must(Field::Amount, Number)],
    },
    ListSpec {
        list: List::Decisions,
        name: "decisions",
        class: Class::Staff,
        fields: &[
            may(Field::Finding, Word),
            may(Field::Rule, Word),
            may(Field::Items, Words),
            must(Field::Choice, Choice(CHOICES)),
            must(Field::Reason, Text),
            must(Field::Until, Date),
            may(Field::By, Text),
        ],
    },
];

impl List {
    /// Its specification.
    pub fn spec(self) -> &'static ListSpec {
        &LISTS[self as usize]
    }

    /// Its name in files.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// The list of this name.
    pub fn of(name: &str) -> Option<Self> {
        LISTS.iter().find(|spec| spec.name == name).map(|spec| spec.list)
    }
}

impl ListSpec {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&FieldSpec> {
        self.fields.iter().find(|spec| spec.field.name() == name)
    }

    /// What this field holds; every field asked for here stands in the table.
    pub fn kind(&self, field: Field) -> FieldKind {
        self.fields.iter().find(|spec| spec.field == field).expect("the readers hand out fields of the list only").kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_lists() {
        for (at, spec) in LISTS.iter().enumerate() {
            assert_eq!(spec.list as usize, at, "{}", spec.name);
        }
    }

    #[test]
    fn no_list_names_a_field_twice() {
        for spec in &LISTS {
            for (at, field) in spec.fields.iter().enumerate() {
                assert!(spec.fields[..at].iter().all(|other| other.field != field.field), "{} {:?}", spec.name, field.field);
            }
        }
    }
}
