//! The fields of the lists and what they hold. Comes in: nothing. Goes out: names and kinds.

/// Which ids a reference may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Obligations and activities.
    Item,
    /// Educators.
    Educator,
    /// Teams.
    Team,
    /// Schools.
    School,
    /// Educators, teams, schools, `all` or `role:WORD`.
    Audience,
    /// Educators, teams, schools or `district`.
    Party,
    /// Focuses.
    Focus,
    /// Providers.
    Provider,
    /// Packs in force.
    Pack,
    /// Packs in force, and those that are compiled in.
    AnyPack,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// The record's own id.
    Id,
    /// One id of another record.
    Ref(Names),
    /// A list of ids of other records.
    Refs(Names),
    /// Free text.
    Text,
    /// A list of words.
    Words,
    /// One word without blanks.
    Word,
    /// A day.
    Date,
    /// Hours; kept as minutes.
    Hours,
    /// A number that is not negative.
    Number,
    /// A number from 0 to 1.
    Share,
    /// Full-time equivalent, 0 to 1.5.
    Fte,
    /// yes or no.
    Bool,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `metric`, `group`, `min`, `max`, `by`.
    Target,
    /// Dated sessions and recurring meetings.
    Slots,
    /// `from`, `until`, `label`.
    Breaks,
    /// `date`, `hours`, `label`.
    Days,
    /// Answers by key.
    Answers,
    /// Rules in the language of packs.
    Rules,
}

/// The keys that a map field can have in a column's name; `None` where any will do or the field is no map.
pub(super) fn keys_of(kind: FieldKind) -> Option<&'static [&'static str]> {
    match kind {
        FieldKind::Target => Some(&["metric", "group", "min", "max", "by"]),
        FieldKind::Breaks => Some(&["from", "until", "label"]),
        FieldKind::Days => Some(&["date", "hours", "label"]),
        FieldKind::Answers => None,
        _ => Some(&[]),
    }
}

macro_rules! fields {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// A field of a list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each is the field of that name in the contract")]
        pub enum Field { $($variant),* }

        impl Field {
            /// How many there are.
            pub const COUNT: usize = [$(Self::$variant),*].len();

            /// The name in files.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

fields! {
    Activity "activity", Aliases "aliases", Amount "amount", ApprovedFor "approved_for", Breaks "breaks", By "by",
    Ceu "ceu", Choice "choice", ChosenBy "chosen_by", Coach "coach", Component "component", Conflicts "conflicts",
    Continued "continued", Cost "cost", Credits "credits", Date "date", Days "days", Design "design", Due "due",
    Educator "educator", End "end", EndedReason "ended_reason", Evaluative "evaluative", Evaluator "evaluator",
    Evidence "evidence", Expires "expires", Facilitator "facilitator", Finding "finding", Focus "focus",
    FollowUpOf "follow_up_of", For "for", Framework "framework", Free "free", From "from", Fte "fte",
    Funding "funding", Goal "goal", Grades "grades", Has "has", Hours "hours", HoursPerWeek "hours_per_week", Id "id",
    InContract "in_contract", Issued "issued", Items "items", Kind "kind", Label "label", Learners "learners",
    Level "level", Match "match", Meetings "meetings", Members "members", Name "name", Need "need",
    Opposes "opposes", Outcome "outcome", Pack "pack", Parent "parent", Practice "practice", Private "private",
    Profile "profile", Provider "provider", Purpose "purpose", Reason "reason", Released "released",
    RequiredOf "required_of", Requires "requires", Reviewed "reviewed", Role "role", Rule "rule", Rules "rules",
    School "school", Schools "schools", Serves "serves", Sessions "sessions", Start "start", Status "status",
    Subjects "subjects", Supports "supports", Tags "tags", Target "target", Team "team", Text "text", Title "title",
    To "to", Topic "topic", Trained "trained", Type "type", Until "until", WeeklyHours "weekly_hours", Why "why",
    Years "years",
}
