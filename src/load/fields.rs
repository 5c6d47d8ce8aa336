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
    ($($variant:ident $name:literal $about:literal),* $(,)?) => {
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

            /// What it holds, in a sentence for people.
            pub const fn about(self) -> &'static str {
                match self { $(Self::$variant => $about),* }
            }
        }
    };
}

fields! {
    Activity "activity" "The activity in which it was or will be earned.",
    Aliases "aliases" "Other words for it; they mean this focus wherever they stand.",
    Amount "amount" "Money set aside, in dollars.",
    ApprovedFor "approved_for" "The relicensure packs whose authority has approved this provider.",
    Breaks "breaks" "Days without school: first and last day of each.",
    By "by" "Who decided.",
    Ceu "ceu" "Continuing education units.",
    Choice "choice" "What was decided: bridge, buffer, merge or accept.",
    ChosenBy "chosen_by" "Educators who have chosen it; nobody requires it of them.",
    Coach "coach" "Who coaches: the educator's coach, or the coach of an activity.",
    Component "component" "What it adds to learning.",
    Conflicts "conflicts" "What it is known to be at odds with.",
    Continued "continued" "Why the same goal goes on from last year.",
    Cost "cost" "What it costs, in dollars.",
    Credits "credits" "Semester or other course credits.",
    Date "date" "The day, as 2026-09-15.",
    Days "days" "Days that hold extra hours for learning: date and hours of each.",
    Design "design" "Its form.",
    Due "due" "The last day, as 2027-05-28.",
    Educator "educator" "Whose it is: the id of an educator.",
    End "end" "The last day.",
    EndedReason "ended_reason" "Why it ended.",
    Evaluative "evaluative" "Whether its feedback counts in an evaluation.",
    Evaluator "evaluator" "Who evaluates her: the id of an educator.",
    Evidence "evidence" "What will show that it was reached.",
    Expires "expires" "The day the license expires.",
    Facilitator "facilitator" "Who leads the team: the id of an educator.",
    Finding "finding" "The finding that is decided about, by its id.",
    Focus "focus" "What it is about: focuses of the district or of a framework, such as danielson-2022/3b.",
    FollowUpOf "follow_up_of" "The activity that this one takes up again.",
    For "for" "Whose calendar it is: district, or the id of a school, team or educator.",
    Framework "framework" "The framework that a bare focus is read with, such as danielson-2022.",
    Free "free" "A goal that deliberately serves nothing else.",
    From "from" "The focus on one side.",
    Fte "fte" "Full-time equivalent, from 0 to 1.5; 1 where nothing is said.",
    Funding "funding" "What pays for it, such as title_ii_a.",
    Goal "goal" "The goal it is for.",
    Grades "grades" "Grades, such as k, 1, 6-8.",
    Has "has" "What it has, such as assessment or product.",
    Hours "hours" "How long it takes, in hours: 1.5, 1:30 or 90 min.",
    HoursPerWeek "hours_per_week" "Hours a week for coaching.",
    Id "id" "Its id: letters, digits and - _ . / : without blanks.",
    InContract "in_contract" "Whether it lies in the hours of the contract; yes where nothing is said.",
    Issued "issued" "The day the license was issued.",
    Items "items" "What the finding is about: the ids it names.",
    Kind "kind" "What kind it is.",
    Label "label" "A name for people.",
    Learners "learners" "Groups of students it is for, never students' names.",
    Level "level" "The level, such as graduate.",
    Match "match" "How near the two focuses are.",
    Meetings "meetings" "When the team meets, such as Tue 15:00-16:30 every 2.",
    Members "members" "The educators of the team.",
    Name "name" "A name for people.",
    Need "need" "Share of students in poverty, from 0 to 1.",
    Opposes "opposes" "Focuses that call for the opposite.",
    Outcome "outcome" "What came of it.",
    Pack "pack" "The relicensure pack, such as us-ma/teacher; it must be in force under packs.",
    Parent "parent" "The wider focus that this one is part of.",
    Practice "practice" "The practices or methods it asks for.",
    Private "private" "Nobody else's business: others see that a goal is linked, and nothing of it.",
    Profile "profile" "Answers to what the pack asks, by its keys.",
    Provider "provider" "Who provides it: the id of a provider.",
    Purpose "purpose" "What it is for, where that differs from its list.",
    Reason "reason" "Why it was decided so.",
    Released "released" "Whether time is given for it.",
    RequiredOf "required_of" "Of whom it is required: all, role:WORD, or ids of educators, teams and schools.",
    Requires "requires" "What must be finished before it.",
    Reviewed "reviewed" "Marks of the goals it was last read against; plalign review writes them.",
    Role "role" "What she works as, in one word.",
    Rule "rule" "The rule whose finding is decided about.",
    Rules "rules" "What the license asks, in the words of relicensure packs.",
    School "school" "The id of a school.",
    Schools "schools" "The schools she works in.",
    Serves "serves" "The obligations that it helps with.",
    Sessions "sessions" "When it takes place: 2026-09-15 15:00-16:30, or Tue 15:00-16:30 every 2.",
    Start "start" "The first day.",
    Status "status" "Whether it runs; active where nothing is said.",
    Subjects "subjects" "What she teaches.",
    Supports "supports" "The goals that it helps to reach.",
    Tags "tags" "Categories, such as those of a license.",
    Target "target" "What is to be measured, of whom, in which range, by when.",
    Team "team" "The id of a team.",
    Text "text" "The goal in a sentence, as people wrote it.",
    Title "title" "What it is called.",
    To "to" "The focus on the other side.",
    Topic "topic" "Its topic, where a state counts by topics.",
    Trained "trained" "Whether the facilitator was trained to lead a team.",
    Type "type" "What sort of goal it is.",
    Until "until" "The last day on which the decision holds.",
    WeeklyHours "weekly_hours" "Hours a week that the contract leaves for meetings and learning.",
    Why "why" "Why it is asked, or why it was chosen.",
    Years "years" "Years of teaching.",
}
