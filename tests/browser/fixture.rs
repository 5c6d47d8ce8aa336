//! A page with every kind of block, and with input that would do harm if a browser took it for its own. Invented people.

use jiff::civil::{Date, date};
use plalign::finding::{Level, Role};
use plalign::report::document::{
    Banner, Block, Cell, Chart, ChartKind, Column, ColumnKind, Document, Fact, FilePlace, FindingCard, FindingGroup, Folded,
    Group, List, PageKind, PagePath, Picture, Section, Span, Spans, TOO_MUCH, Table, Target, ThreadCard,
};

/// What a hostile field may hold: markup, a formula, an escape of a terminal, and marks of direction.
pub(crate) const HOSTILE: &str =
    "<script>alert(1)</script>\"><img src=x onerror=alert(2)> =cmd()|'/C calc'!A0 &amp; שלום \u{202e}drawkcab\u{202c}";

pub(crate) fn every_block() -> Document {
    Document {
        at: PagePath::of(&["every-block"]),
        kind: PageKind::Educator,
        title: "Alignment of one educator’s year".into(),
        banner: Banner {
            district: "riverbend".into(),
            day: date(2026, 8, 14),
            role: Some(Role::Learner),
            for_whom: vec![words("Prepared for "), id("p017")],
            handling: "Nobody else has been sent this page.".into(),
        },
        sections: vec![together(), decisions(), time(), licence(), goals(), graph(), texts()],
    }
}

fn words(text: &str) -> Span {
    Span::Text(text.into())
}

fn id(text: &str) -> Span {
    Span::Id(text.into())
}

fn said(text: &str) -> Spans {
    vec![Span::Said(text.into())]
}

fn section(id: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section { id: id.into(), title: title.into(), blocks }
}

fn group(name: &str, items: Vec<Spans>) -> Group {
    Group { name: name.into(), items, is_told: false }
}

fn together() -> Section {
    let thread = ThreadCard {
        name: vec![words("Thread 1: academic talk")],
        obligations: vec![
            group("Evaluation focus", vec![vec![id("danielson-2022/3b"), words(" questioning and discussion")]]),
            group("Own goal", vec![said("Three students in four say more than one sentence in a discussion.")]),
            group("Team goal", vec![said("Discussion routines for English learners"), said(HOSTILE)]),
            group("School goal", vec![vec![id("s2"), words(" "), Span::Said("Literacy in every subject".into())]]),
        ],
        activities: vec![vec![id("talk-moves"), words(", 15 h")], vec![words("Team meetings, 23 h")]],
        minutes: 38 * 60,
        notes: vec![vec![words("One plan can serve all three.")]],
    };
    let second = ThreadCard {
        name: vec![words("Thread 2: a license")],
        obligations: vec![group("License", vec![vec![words("Teacher, due "), Span::Strong("30 June 2027".into())]])],
        activities: Vec::new(),
        minutes: 0,
        notes: Vec::new(),
    };
    let figures = vec![
        Fact { term: "Obligations".into(), is: vec![words("15")] },
        Fact { term: "Threads".into(), is: vec![words("3")] },
        Fact { term: "Hours, required".into(), is: vec![words("74.5 h")] },
        Fact { term: "Hours freed".into(), is: vec![words("55.5 h")] },
    ];
    let blocks = vec![Block::Facts(figures), Block::Threads(vec![thread, second])];
    section("together", "What already works together", blocks)
}

fn work() -> Table {
    let columns = vec![
        Column { name: "Work in these weeks".into(), kind: ColumnKind::Text },
        Column { name: "Moving it frees".into(), kind: ColumnKind::Hours },
    ];
    table("What could be moved", columns, vec![vec![Cell::Text(said(HOSTILE)), Cell::Minutes(450)]])
}

fn finding(level: Level, rule: &str, message: Spans) -> FindingCard {
    FindingCard {
        level,
        rule: Span::Link { text: rule.replace('-', " "), to: Target::Page(PagePath::of(&["rules", rule])) },
        code: rule.into(),
        message,
        why: vec![words("Nobody can be in two places at once.")],
        acts: vec![Role::School, Role::District],
        who: "the school, the district".into(),
        next: vec![words("Move one, or write into "), id("decisions"), words(" which one gives way.")],
        table: (level == Level::Error).then(work),
        places: vec![
            FilePlace { path: "examples/riverbend/teams.yaml".into(), line: 10, column: 24, label: String::new() },
            FilePlace { path: "examples/riverbend/activities.yaml".into(), line: 96, column: 14, label: "the other one".into() },
        ],
        more_places: 2,
    }
}

fn decisions() -> Section {
    let overlap = vec![id("g6-ela"), words(" and "), id("math-platform-2"), words(" overlap by 1 h 30 min on 22 Sep 2026")];
    let of_one =
        vec![finding(Level::Error, "session-overlap", overlap), finding(Level::Warning, "mandate-unbridged", said(HOSTILE))];
    let alone = [
        finding(Level::Info, "isolated-need", vec![words("nobody else here has the focus "), id("feedback")]),
        finding(Level::Good, "double-duty-activity", vec![id("talk-moves"), words(" serves 5 obligations at once")]),
    ];
    let groups = [FindingGroup { about: said(HOSTILE), cards: of_one }].into_iter().chain(alone.map(Into::into));
    section("decisions", "Needs a decision", vec![Block::Findings(groups.collect())])
}

fn column(name: &str, kind: ColumnKind) -> Column {
    Column { name: name.into(), kind }
}

fn table(caption: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Table {
    Table { caption: caption.into(), columns, rows, foot: Vec::new() }
}

fn time() -> Section {
    let purposes =
        [("Individual growth", 912), ("Team and school goals", 2280), ("Implementation of programs", 480), ("Compliance", 0)];
    let rows = purposes.iter().map(|(name, minutes)| vec![Cell::Text(said(name)), Cell::Minutes(*minutes)]).collect();
    let columns = vec![column("Purpose", ColumnKind::Text), column("Hours", ColumnKind::Hours)];
    let mut purposes = table("Hours by purpose", columns, rows);
    purposes.foot = vec![Cell::Text(vec![words("Together")]), Cell::Minutes(3672)];
    let columns = vec![
        column("Week of", ColumnKind::Date),
        column("Asked", ColumnKind::Hours),
        column("There", ColumnKind::Hours),
        column("Note", ColumnKind::Text),
    ];
    let weeks = table("Hours asked and hours there, by week", columns, (0..43).map(week).collect());
    let blocks = vec![
        Block::Chart(Chart {
            kind: ChartKind::HoursByPurpose,
            says: "Most hours go to team and school goals.".into(),
            table: purposes,
        }),
        Block::Chart(Chart {
            kind: ChartKind::AskedByWeek,
            says: "Two weeks in September ask more than is there.".into(),
            table: weeks,
        }),
    ];
    section("time", "Time asked of you", blocks)
}

fn week(nth: i64) -> Vec<Cell> {
    let monday: Date = date(2026, 8, 17).saturating_add(jiff::Span::new().weeks(nth));
    let (asked, there, note) = match nth {
        0 => (390, 1050, ""),
        4 | 5 => (420, 300, TOO_MUCH),
        17 | 18 => (0, 0, "no school"),
        _ => ((nth as u64 * 37) % 260, 300, ""),
    };
    let note = if note.is_empty() { Cell::Empty } else { Cell::Text(vec![words(note)]) };
    vec![Cell::Date(monday), Cell::Minutes(asked), Cell::Minutes(there), note]
}

fn licence() -> Section {
    let columns = vec![
        column("Category", ColumnKind::Text),
        column("Earned", ColumnKind::Number),
        column("Planned", ColumnKind::Number),
        column("Counted", ColumnKind::Number),
        column("Needed", ColumnKind::Number),
        column("Missing", ColumnKind::Number),
        column("By", ColumnKind::Date),
        column("Status", ColumnKind::Text),
    ];
    let row = |name: &str, earned: i64, planned: i64, needed: i64, status: &str| {
        let mut row = vec![Cell::Text(said(name))];
        let numbers = [earned, planned, earned + planned, needed, (needed - earned - planned).max(0)];
        row.extend(numbers.map(|units| Cell::Number(units * 10_000)));
        row.extend([Cell::Date(date(2027, 6, 30)), Cell::Text(vec![words(status)])]);
        row
    };
    let mut rows = vec![
        row("Content", 60, 15, 60, "met"),
        row("English learners", 9, 6, 15, "met when planned hours are done"),
        row("Students with disabilities and the ways in which instruction is made to fit them", 0, 0, 15, "short"),
    ];
    rows.push(vec![
        Cell::Text(vec![words("Plan approved")]),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Text(vec![words("unknown")]),
    ]);
    let mut doubtful = row("Literacy", 6, 0, 15, "unknown");
    doubtful[3] = Cell::Between { low: 60_000, high: Some(120_000) };
    doubtful[5] = Cell::Between { low: 30_000, high: None };
    rows.push(doubtful);
    let chart = Chart {
        kind: ChartKind::LicenceByCategory,
        says: "15 points on students with disabilities are due by 30 June 2027; none are planned.".into(),
        table: table("License points by category", columns, rows),
    };
    section("licence", "Your license", vec![Block::Heading("Teacher, Massachusetts".into()), Block::Chart(chart)])
}

fn goals() -> Section {
    let columns = || {
        vec![
            column("Goal", ColumnKind::Text),
            column("People with a plan linked", ColumnKind::Share),
            column("Teams", ColumnKind::Count),
            column("Hours", ColumnKind::Hours),
        ]
    };
    let row = |name: &str, part: u64, teams: u64, hours: u64| {
        let goal = vec![id(name), words(" "), Span::Said(format!("The goal that is called {name}"))];
        vec![Cell::Text(goal), Cell::Share { part, whole: 41 }, Cell::Count(teams), Cell::Minutes(hours * 60)]
    };
    let mut rows = vec![row("s1", 6, 0, 12), row("s2", 33, 5, 1610), row("s3", 11, 2, 240), row("s4", 0, 0, 0)];
    rows.push(vec![Cell::Text(said(HOSTILE)), Cell::Suppressed, Cell::Suppressed, Cell::Suppressed]);
    let served = Chart {
        kind: ChartKind::GoalsServed,
        says: "Most people are linked to s2.".into(),
        table: table("People with a linked plan, by goal", columns(), rows.clone()),
    };
    let many = (1..=12).map(|nth| row(&format!("g{nth}"), nth * 3, 12 - nth, nth * nth * 10)).chain(rows).collect();
    let blocks = vec![Block::Chart(served), Block::Table(table("Every goal with what serves it", columns(), many))];
    section("goals", "Goals served", blocks)
}

fn graph() -> Section {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"Two goals, one above the other\" width=\"480\" \
               height=\"120\" viewBox=\"0 0 480 120\"><rect x=\"20\" y=\"10\" width=\"200\" height=\"36\" fill=\"none\" \
               stroke=\"currentColor\"/><style>.own-goal{font-weight:700}</style><text class=\"own-goal\" x=\"32\" y=\"33\" fill=\"currentColor\">g-114</text></svg>";
    let picture = Picture {
        says: "Your goals, and what each supports.".into(),
        svg: svg.into(),
        key: "An arrow leads from what serves to what it serves.".into(),
        list: vec![group(HOSTILE, vec![vec![id("g-114"), words(" supports "), id("plc-6-talk")], said(HOSTILE)])],
    };
    section("graph", "How it hangs together", vec![Block::Picture(picture)])
}

fn texts() -> Section {
    let to_section = Span::Link { text: "what already works".into(), to: Target::Section("together".into()) };
    let to_web =
        Span::Link { text: "a study of goals".into(), to: Target::Web("https://doi.org/10.3102/01623737023004297".into()) };
    let list = |ordered, items| Block::List(List { ordered, items });
    let place =
        FilePlace { path: "examples/riverbend/plans/lincoln/alvarez.yaml".into(), line: 13, column: 11, label: String::new() };
    let blocks = vec![
        Block::Text(vec![words("Begin with "), to_section, words(", or read "), to_web, words(".")]),
        list(false, vec![vec![words("Could "), id("g-114"), words(" count as the team goal?")], said(HOSTILE)]),
        list(true, vec![vec![words("Edit "), Span::Place(place), words(".")], vec![words("Run the report again.")]]),
        Block::Facts(vec![
            Fact {
                term: "Not read".into(),
                is: vec![words("Coaching notes, ratings, and anything that is not in the district’s files.")],
            },
            Fact { term: "Mistake?".into(), is: vec![words("Tell your principal.")] },
        ]),
        Block::Folded(Folded {
            title: "What is folded away".into(),
            text: vec![vec![words("Still "), id("to-be-read"), words(" by all")], said(HOSTILE)],
            items: vec![vec![words("and a list "), id("g-114")], said(HOSTILE)],
        }),
        Block::Console("$ plalign check\n? 1\nerror[session-overlap]: <b>two</b> sessions overlap\n".into()),
    ];
    section("texts", "Questions you might bring", blocks)
}
