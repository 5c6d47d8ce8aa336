//! The words a synthetic district is made of: names, focuses, sentences, days. Comes in: chance. Goes out: text in
//! which nobody real appears. Apart, because it is data.

use super::random::Random;

/// An area of focuses with what belongs to it; a focus is its id and how a sentence calls it.
#[derive(Debug)]
pub(super) struct Area {
    /// The id of the parent focus.
    pub(super) id: &'static str,
    /// How a sentence calls it.
    pub(super) label: &'static str,
    /// Its children.
    pub(super) focuses: [Focus; FOCUSES],
}

/// Id and the words for it in a sentence.
pub(super) type Focus = (&'static str, &'static str);

/// How many focuses each area has.
pub(super) const FOCUSES: usize = 6;

macro_rules! area {
    ($id:literal $label:literal: $($focus:literal $words:literal),* $(,)?) => {
        Area { id: $id, label: $label, focuses: [$(($focus, $words)),*] }
    };
}

/// What teams and schools work on.
#[rustfmt::skip]
pub(super) static AREAS: [Area; 8] = [
    area!("literacy" "literacy in every subject": "reading-fluency" "fluent reading", "reading-comprehension" "reading comprehension",
        "vocabulary" "vocabulary", "writing-process" "drafting and revising", "text-evidence" "evidence from texts", "morphology" "word parts"),
    area!("numeracy" "numeracy": "number-sense" "number sense", "fractions" "fractions", "problem-solving" "problem solving",
        "math-talk" "talk about mathematics", "modeling" "modeling", "proportions" "proportional reasoning"),
    area!("assessment" "assessment for learning": "quick-checks" "quick checks for understanding", "common-assessments" "common assessments",
        "student-feedback" "feedback to students", "self-assessment" "student self-assessment", "grading" "grading", "data-talks" "talks about student work"),
    area!("belonging" "belonging": "relationships" "relationships with students", "circles" "morning circles", "attendance" "attendance",
        "student-voice" "student voice", "advisory" "advisory", "family-partnership" "work with families"),
    area!("inclusion" "inclusive classrooms": "co-teaching" "co-teaching", "accommodations" "accommodations", "flexible-tasks" "flexible tasks",
        "behavior-support" "positive behavior support", "executive-skills" "planning skills of students", "assistive-tools" "assistive tools"),
    area!("language" "academic language": "language-objectives" "language objectives", "oral-language" "oral language",
        "sheltered-instruction" "sheltered instruction", "home-languages" "home languages", "word-walls" "subject words", "newcomers" "newcomers"),
    area!("inquiry" "inquiry": "science-practices" "science practices", "sources" "work with sources", "argument" "argument from evidence",
        "projects" "project work", "field-study" "field study", "design-tasks" "design tasks"),
    area!("digital" "digital learning": "digital-citizenship" "digital citizenship", "blended-lessons" "blended lessons",
        "media-literacy" "media literacy", "coding" "coding", "learning-platform" "the learning platform", "accessible-files" "accessible files"),
];

/// Components of a shipped framework; distinct in a school, which has fewer teams than these.
pub(super) static COMPONENTS: [Focus; 22] = [
    ("danielson-2022/1a", "content and pedagogy"),
    ("danielson-2022/1b", "knowing the students"),
    ("danielson-2022/1c", "learning outcomes"),
    ("danielson-2022/1d", "use of resources"),
    ("danielson-2022/1e", "coherent planning"),
    ("danielson-2022/1f", "design of assessments"),
    ("danielson-2022/2a", "a respectful classroom"),
    ("danielson-2022/2b", "a culture for learning"),
    ("danielson-2022/2c", "classroom routines"),
    ("danielson-2022/2d", "student behavior"),
    ("danielson-2022/2e", "the room"),
    ("danielson-2022/3a", "clear explanations"),
    ("danielson-2022/3b", "questions and discussion"),
    ("danielson-2022/3c", "engagement"),
    ("danielson-2022/3d", "assessment during lessons"),
    ("danielson-2022/3e", "response to students"),
    ("danielson-2022/4a", "reflection on lessons"),
    ("danielson-2022/4b", "records of progress"),
    ("danielson-2022/4c", "contact with families"),
    ("danielson-2022/4d", "the school community"),
    ("danielson-2022/4e", "professional growth"),
    ("danielson-2022/4f", "service to students"),
];

/// The framework of `COMPONENTS`, whose ids begin with it and a slash.
pub(super) const FRAMEWORK: &str = "danielson-2022";

/// Ways of teaching; none opposes another.
pub(super) static PRACTICES: [&str; 8] = [
    "worked-examples",
    "retrieval-practice",
    "lesson-study",
    "number-talks",
    "close-reading",
    "peer-visits",
    "learning-walks",
    "exit-slips",
];

/// Focuses that only a planted lone educator has.
pub(super) static LONE: [&str; 4] = ["string-ensemble", "ceramics", "modern-greek", "welding"];

/// Focuses that only planted strangers share.
pub(super) static SHARED: [&str; 4] = ["outdoor-learning", "storytelling", "theater-games", "sign-language"];

/// Practices that oppose each other, in planted goals only.
pub(super) static OPPOSED: [(&str, &str); 2] = [("cueing", "decoding-first"), ("timed-tests", "untimed-mastery")];

/// Words that are misspelled focuses of `AREAS`.
pub(super) static MISSPELLED: [&str; 3] = ["reading-fluancy", "quick-cheks", "attendence"];

/// Local focuses next to components of the framework, as a district would note them.
pub(super) static RELATED: [(&str, &str); 6] = [
    ("quick-checks", "danielson-2022/3d"),
    ("student-feedback", "danielson-2022/3d"),
    ("relationships", "danielson-2022/2a"),
    ("behavior-support", "danielson-2022/2d"),
    ("family-partnership", "danielson-2022/4c"),
    ("math-talk", "danielson-2022/3b"),
];

const FIRST: [&str; 60] = [
    "Ada", "Alex", "Amara", "Anita", "Arun", "Beatriz", "Ben", "Bianca", "Carla", "Chen", "Clara", "Dana", "Daniel", "Devi",
    "Diego", "Elena", "Eli", "Emil", "Esther", "Fatima", "Felix", "Grace", "Hana", "Hugo", "Ida", "Imani", "Irene", "Isaac",
    "Jamal", "Jana", "Jonas", "Joy", "Kai", "Kofi", "Lea", "Leon", "Lina", "Luis", "Maya", "Mei", "Mila", "Nadia", "Nico",
    "Nora", "Omar", "Paula", "Priya", "Rafael", "Rosa", "Ruth", "Sami", "Selma", "Sofia", "Tara", "Theo", "Tomas", "Uma", "Vera",
    "Yara", "Zoe",
];

const HEADS: [&str; 36] = [
    "Alder", "Amber", "Ash", "Aspen", "Bay", "Birch", "Bram", "Brook", "Cedar", "Clay", "Cliff", "Copper", "Dove", "Elm", "Fern",
    "Flint", "Fox", "Glen", "Hawk", "Hazel", "Heron", "Juniper", "Lark", "Linden", "Maple", "Meadow", "Moss", "Oak", "Pine",
    "Quarry", "Raven", "Reed", "Rowan", "Sage", "Stone", "Willow",
];

const TAILS: [&str; 24] = [
    "acre", "bank", "bend", "bridge", "brook", "cote", "crest", "dale", "field", "ford", "garth", "grove", "haven", "hurst",
    "lea", "mere", "mont", "ridge", "shaw", "stead", "thorpe", "vale", "wick", "worth",
];

/// A place that is on no map, to name a school, a family or a district.
pub(super) fn place(random: &mut Random) -> String {
    format!("{}{}", random.one(&HEADS), random.one(&TAILS))
}

/// A full name; the family names are made up, so that nobody is meant.
pub(super) fn person(random: &mut Random) -> String {
    format!("{} {}", random.one(&FIRST), place(random))
}

/// Subjects with the team's name.
pub(super) static SUBJECTS: [(&str, &str); 8] = [
    ("english", "English"),
    ("math", "Math"),
    ("science", "Science"),
    ("social-studies", "Social studies"),
    ("arts", "Arts"),
    ("world-languages", "World languages"),
    ("support", "Student support"),
    ("health", "Health and movement"),
];

/// The kind of a school and its grades.
pub(super) static KINDS: [(&str, &[&str]); 4] = [
    ("Elementary", &["k", "1", "2", "3", "4", "5"]),
    ("Middle School", &["6", "7", "8"]),
    ("High School", &["9", "10", "11", "12"]),
    ("Academy", &["k", "1", "2", "3", "4", "5", "6", "7", "8"]),
];

/// Individual goals on a teacher's own practice; `{}` stands for the focus, as below.
pub(super) static OWN: [&str; 6] = [
    "Plan for {} in every unit and try it with one class first",
    "Visit two colleagues, then change how I work on {}",
    "Make {} part of my weekly planning",
    "Film one lesson a month, look at {} and note what to change",
    "Collect what students say about {}, and act on it twice a term",
    "Try three approaches to {} and keep the one that helps most",
];

/// Individual goals on what students learn.
pub(super) static STUDENTS: [&str; 5] = [
    "More students show progress through better {}",
    "Use {} so that quieter students take part",
    "Show growth in two samples of student work, fall and spring, tied to {}",
    "Strengthen {} for students who are new to the subject",
    "Bring {} to each class, with evidence from student work",
];

/// Goals of teams.
pub(super) static TEAM: [&str; 4] = [
    "Plan, teach and review four lessons together with an eye on {}",
    "Agree on what good {} looks like in our classes",
    "Look at student work every month and adjust {}",
    "Build a shared set of tasks for {}, one for each unit",
];

/// Goals of schools and the district.
pub(super) static SCHOOL: [&str; 3] = [
    "Strengthen {} in all grades",
    "Every class shows {} by spring",
    "Raise the share of students who do well in {}, grade by grade",
];

/// What teams do for their own goals.
pub(super) static FOR_TEAM: [Offer; 2] = [
    Offer { title: "Study group on {}", design: "seminar", component: "", hours: "4" },
    Offer { title: "Coaching on {}, in two rounds", design: "coaching", component: "", hours: "3" },
];
/// What serves the first goals of a team's people.
pub(super) static FOR_FIRST: Offer = Offer { title: "Lesson study on {}", design: "plc", component: "practice", hours: "15" };
/// Feedback on the first goals of a team's people.
pub(super) static VISITS: Offer = Offer { title: "Class visits on {}", design: "coaching", component: "feedback", hours: "4" };
/// What serves the second goals; the meetings of the team follow it up.
pub(super) static FOR_SECOND: Offer =
    Offer { title: "Course on {}, with try-outs", design: "course", component: "practice", hours: "16" };

/// What a team's people do together.
#[derive(Debug)]
pub(super) struct Offer {
    /// What it is called.
    pub(super) title: &'static str,
    pub(super) design: &'static str,
    pub(super) component: &'static str,
    pub(super) hours: &'static str,
}

/// What people choose by themselves, with its design; never a workshop or a course, which would have to be followed up.
pub(super) static CHOSEN: [(&str, &str); 4] = [
    ("Reading circle on {}", "seminar"),
    ("Coaching on {}", "coaching"),
    ("Online modules on {}", "micro"),
    ("A month with {}", "self-study"),
];
/// How long that takes. Hours differ little on purpose: on a team, and where nothing is planted, people choose 35 to 54 hours
/// and 64 to 79 are required, so that the shares of any two lie within 16 points and those of schools, which are means, much
/// nearer; no school is 15 points from the district by chance.
pub(super) static CHOSEN_HOURS: [&str; 3] = ["3", "4.5", "6"];
/// Hours enough for a focus that nothing else of hers is about.
pub(super) const DOSE: &str = "15";

/// The areas of the district's learning days.
pub(super) static DISTRICT_FOCUS: [&str; 2] = ["literacy", "numeracy"];

/// The pack in force.
pub(super) const PACK: &str = "us-ma/teacher";
/// The category of it that what an educator does for her license fills.
pub(super) const CATEGORY: &str = "pedagogy";

/// Titles of earlier learning, its tags, most of which are categories of the pack, and its topic.
pub(super) static CREDITS: [(&str, &str, &str); 8] = [
    ("Summer institute", "content", "standards"),
    ("Reading course, part 1", "content;literacy", "early reading"),
    ("Online module on inclusion", "disabilities_diverse", "inclusion"),
    ("Teaching multilingual learners", "sei_esl", "language development"),
    ("Book study", "pedagogy", "questioning"),
    ("Mentoring a new colleague", "mentoring", "mentoring"),
    ("Workshop on student data", "assessment", "student data"),
    ("Regional conference", "content;pedagogy", ""),
];

/// What everyone has earned toward her license: title, tag, topic, hours. Together it is all that the pack asks, each part once.
pub(super) static EARNED: [(&str, &str, &str, &str); 5] = [
    ("A year of the subject", "content", "the subject", "60"),
    ("Designing lessons", "pedagogy", "lesson design", "45"),
    ("Language in every lesson", "sei_esl", "academic language", "20"),
    ("One classroom for all", "disabilities_diverse", "accommodations", "20"),
    ("Leading a team", "leadership", "teams", "15"),
];
/// When it was earned: since the youngest license was issued.
pub(super) static EARNED_DAYS: [&str; 4] = ["2025-08-06", "2025-10-10", "2026-01-23", "2026-03-06"];

/// What an evaluator's conference left behind; says nothing of how anybody was rated.
pub(super) static CONFERENCE: [&str; 3] =
    ["Next step named in the spring conference", "Area for growth, agreed together", "To try in the fall"];

/// Days of past conferences.
pub(super) static CONFERENCE_DAYS: [&str; 5] = ["2026-03-12", "2026-04-09", "2026-04-23", "2026-05-07", "2026-05-21"];

/// Days of past learning, all since the oldest license was issued; empty for what is planned.
pub(super) static CREDIT_DAYS: [&str; 10] = [
    "2024-10-11",
    "2025-01-24",
    "2025-03-14",
    "2025-06-18",
    "2025-08-06",
    "2025-10-10",
    "2026-01-23",
    "2026-03-06",
    "2026-06-17",
    "",
];

// The year runs so that everything ends before what it carries: third goals by January, first goals by April, second
// goals by mid-May, teams by the end of May, schools by June 4, the district with the year.

/// The due days of an educator's first goal; its learning ends by `FIRST_LEARNING`.
pub(super) static FIRST_DUE: [&str; 5] = ["2027-02-26", "2027-03-05", "2027-03-12", "2027-03-19", "2027-04-02"];
/// When what serves first goals ends.
pub(super) const FIRST_LEARNING: &str = "2027-02-19";
/// The due days of an educator's second goal.
pub(super) static SECOND_DUE: [&str; 4] = ["2027-04-16", "2027-04-23", "2027-04-30", "2027-05-07"];
/// When what serves second goals ends.
pub(super) const SECOND_LEARNING: &str = "2027-04-09";
/// The due days of a third goal, a step on the way to the second.
pub(super) static THIRD_DUE: [&str; 4] = ["2026-12-11", "2026-12-18", "2027-01-15", "2027-01-22"];
/// When what serves third goals ends, and what an educator does for her license.
pub(super) const THIRD_LEARNING: &str = "2026-12-04";
/// When a second goal starts that needs the third.
pub(super) const SECOND_START: &str = "2027-01-25";
/// The due days of team goals.
pub(super) static TEAM_DUE: [&str; 2] = ["2027-05-21", "2027-05-28"];
/// When what serves team goals ends.
pub(super) const TEAM_LEARNING: &str = "2027-05-07";
/// When school goals are due; later than any goal of a team.
pub(super) const SCHOOL_DUE: &str = "2027-06-04";
/// When district goals are due.
pub(super) const DISTRICT_DUE: &str = "2027-06-11";

/// A sentence with the focus in its place.
pub(super) fn say(template: &str, words: &str) -> String {
    template.replace("{}", words)
}

/// The words of a focus; unknown ones are said as they are written.
pub(super) fn label(id: &'static str) -> &'static str {
    let children = AREAS.iter().flat_map(|area| &area.focuses);
    let known = children.chain(&COMPONENTS).find(|(focus, _)| *focus == id).map(|(_, words)| *words);
    known.or_else(|| AREAS.iter().find(|area| area.id == id).map(|area| area.label)).unwrap_or(id)
}
