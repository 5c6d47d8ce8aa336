//! The files of the synthetic district, row by row. Comes in: schools. Goes out: CSV lists, the manifest and the record
//! of what was planted, through writers the caller opens; nothing is kept.

use std::io::{self, BufWriter, Write};

use super::Size;
use super::person::{Activity, Goal, Person, educator_id};
use super::random::Random;
use super::school::{self, School};
use super::team::Team;
use super::words::{self, AREAS};

/// Path of the manifest.
pub(super) const MANIFEST: &str = "district.yaml";

/// Opens a file of the new folder.
pub(super) type Create<'c> = dyn FnMut(&str) -> io::Result<Box<dyn Write>> + 'c;

/// One CSV file.
pub(super) struct Table {
    out: BufWriter<Box<dyn Write>>,
    line: String,
}

impl Table {
    /// A new file with its header.
    fn create(create: &mut Create<'_>, path: &str, header: &str) -> io::Result<Self> {
        let mut out = BufWriter::with_capacity(1 << 16, create(path)?);
        out.write_all(header.as_bytes())?;
        out.write_all(b"\n")?;
        Ok(Self { out, line: String::new() })
    }

    fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        self.line.clear();
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.line.push(',');
            }
            // No text of ours holds a quote or a line break.
            if cell.contains(',') {
                self.line.extend(["\"", cell, "\""]);
            } else {
                self.line.push_str(cell);
            }
        }
        self.line.push('\n');
        self.out.write_all(self.line.as_bytes())
    }
}

macro_rules! files {
    ($($field:ident $list:literal $path:literal $header:literal;)*) => {
        /// All lists, open side by side so that a school is built once.
        pub(super) struct Files {
            $($field: Table,)*
        }

        impl Files {
            /// Opens every list with its header.
            pub(super) fn create(create: &mut Create<'_>) -> io::Result<Self> {
                Ok(Self { $($field: Table::create(create, $path, $header)?,)* })
            }

            /// Ends every file; an error that was held back comes out here.
            pub(super) fn finish(mut self) -> io::Result<()> {
                $(self.$field.out.flush()?;)*
                Ok(())
            }
        }

        /// Lists with their files, as the manifest names them.
        pub(super) const LISTS: &[(&str, &str)] = &[$(($list, $path)),*];
    };
}

files! {
    roster "educators" "roster.csv" "id,name,schools,role,fte,subjects,grades,years,evaluator,coach";
    schools "schools" "schools.csv" "id,name,need";
    teams "teams" "teams.csv" "id,name,kind,school,members,facilitator,trained,meetings,in_contract";
    plans "individual_plans" "individual_plans.csv" "id,educator,type,text,focus,practice,start,due,hours,supports,requires,conflicts,status,free,target.metric,target.group,target.min,target.max,target.by";
    team_goals "plc_goals" "plc_goals.csv" "id,team,text,focus,practice,due,supports,target.metric,target.group,target.min";
    school_goals "school_improvement_goals" "school_goals.csv" "id,school,text,focus,due,supports";
    district_goals "district_goals" "district_goals.csv" "id,text,focus,due,supports";
    notes "evaluation_findings" "evaluation_findings.csv" "id,educator,framework,focus,date,text";
    licenses "relicensure_requirements" "relicensure.csv" "id,educator,pack,issued,expires,profile.plan_approved,profile.extra_licence";
    activities "activities" "activities.csv" "id,title,kind,design,component,focus,tags,sessions,hours,start,due,required_of,chosen_by,coach,follow_up_of,serves,why";
    focuses "focuses" "focuses.csv" "id,label,parent,opposes";
    crosswalks "crosswalks" "crosswalks.csv" "from,to,match";
    initiatives "initiatives" "initiatives.csv" "id,title,school,grades,focus,practice,start,supports";
    credits "credits" "credits.csv" "educator,title,kind,hours,date,tags,topic,has,serves";
    coaches "coaches" "coaches.csv" "educator,hours_per_week";
    calendar "calendar" "calendar.csv" "for,weekly_hours,breaks.from,breaks.until,breaks.label,days.date,days.hours,days.label";
}

/// The manifest.
pub(super) fn manifest(create: &mut Create<'_>, size: &Size, seed: u64) -> io::Result<()> {
    let mut out = create(MANIFEST)?;
    let name = words::place(&mut Random::of(seed, u64::MAX));
    let credits = size.credits.map(|credits| format!(" --credits {credits}")).unwrap_or_default();
    let mut text = format!(
        "# A synthetic district made by `plalign init --educators {}{credits} --seed {seed}`. Nobody in it is real.\n\
         # What was planted stands in planted.json.\n\
         plalign: 1\n\
         district: {{id: {}, name: {name} Unified School District}}\n\
         year: {{start: 2026-08-17, end: 2027-06-11}}\n\
         as_of: 2026-08-14\n\
         packs: [{}]\n\
         limits: {{contract: {{meetings_per_week: 4}}}}\n\
         files:\n",
        size.educators,
        name.to_lowercase(),
        words::PACK
    );
    for (list, path) in LISTS {
        text.extend(["  ", list, ": ", path, "\n"]);
    }
    out.write_all(text.as_bytes())?;
    out.flush()
}

impl Files {
    /// The rows that belong to no school.
    pub(super) fn write_district(&mut self) -> io::Result<()> {
        self.write_district_goals()?;
        for area in &AREAS {
            self.focuses.row(&[area.id, area.label, "", ""])?;
            for (id, label) in &area.focuses {
                self.focuses.row(&[id, label, area.id, ""])?;
            }
        }
        for id in words::PRACTICES.iter().chain(&words::LONE).chain(&words::SHARED) {
            self.focuses.row(&[id, &id.replace('-', " "), "", ""])?;
        }
        for (one, other) in words::OPPOSED {
            self.focuses.row(&[one, &one.replace('-', " "), "", other])?;
            self.focuses.row(&[other, &other.replace('-', " "), "", ""])?;
        }
        for (from, to) in words::RELATED {
            self.crosswalks.row(&[from, to, "related"])?;
        }
        self.write_calendar()
    }

    /// So much learning time that a week with a meeting and a school workshop fits into 0.6 of it.
    fn write_calendar(&mut self) -> io::Result<()> {
        self.calendar.row(&["district", "7", "2026-11-23", "2026-11-27", "Fall break", "", "", ""])?;
        self.calendar.row(&["district", "", "2026-12-21", "2027-01-01", "Winter break", "", "", ""])?;
        self.calendar.row(&["district", "", "2027-03-22", "2027-03-26", "Spring break", "", "", ""])?;
        for day in ["2026-09-02", "2026-10-14"] {
            self.calendar.row(&["district", "", "", "", "", day, "3", "Learning day"])?;
        }
        Ok(())
    }

    /// The second goal supports the first, so that whatever leads to either hangs together.
    fn write_district_goals(&mut self) -> io::Result<()> {
        let due = words::DISTRICT_DUE;
        self.district_goals.row(&["d1", "Every student leaves ready for the next step", "literacy;numeracy", due, ""])?;
        self.district_goals.row(&["d2", "Schools where students, families and staff belong", "belonging", due, "d1"])?;
        let workshop = Activity {
            id: "a-d1".to_owned(),
            title: "District learning days".to_owned(),
            design: "workshop",
            focus: words::DISTRICT_FOCUS.to_vec(),
            tags: "standards;curriculum",
            sessions: "2026-09-02 08:30-11:30;2026-10-14 08:30-11:30",
            required_of: "all".to_owned(),
            serves: vec!["d1".to_owned()],
            why: "One shared picture of what ready means",
            ..Activity::default()
        };
        let duty = Activity {
            id: "a-d2".to_owned(),
            title: "Principals' safety briefing".to_owned(),
            kind: "duty",
            tags: "safety",
            hours: "2",
            due: "2026-10-30",
            required_of: "role:principal".to_owned(),
            serves: vec!["d2".to_owned()],
            why: "Required by the district's safety plan",
            ..Activity::default()
        };
        let follow_up = Activity {
            id: "a-d3".to_owned(),
            title: "Open afternoon after the learning days".to_owned(),
            design: "seminar",
            focus: words::DISTRICT_FOCUS.to_vec(),
            hours: "2",
            due: "2026-11-20",
            follow_up_of: "a-d1".to_owned(),
            serves: vec!["d1".to_owned()],
            ..Activity::default()
        };
        [workshop, duty, follow_up].iter().try_for_each(|activity| self.write_activity(activity))
    }

    /// Everything of one school.
    pub(super) fn write_school(&mut self, school: &School, credits: Option<u32>, random: &mut Random) -> io::Result<()> {
        self.schools.row(&[&school.id, &school.name, &format!("0.{:02}", school.need)])?;
        for goal in &school.goals {
            self.school_goals.row(&[
                &goal.id,
                &school.id,
                &goal.text,
                &goal.focus.join(";"),
                goal.due,
                &goal.supports.join(";"),
            ])?;
        }
        for it in &school.initiatives {
            self.initiatives.row(&[&it.id, &it.title, &school.id, &it.grades, it.focus, it.practice, it.start, &it.supports])?;
        }
        for activity in &school.activities {
            self.write_activity(activity)?;
        }
        if let Some(coach) = school.coach() {
            self.coaches.row(&[&coach, school::COACH_HOURS])?;
        }
        for (at, team) in school.teams.iter().enumerate() {
            self.write_team(school, at, team)?;
        }
        let grades = school.grades.join(";");
        for person in &school.people {
            self.write_person(person, &grades)?;
            self.write_credits(person, school, credits, random)?;
        }
        Ok(())
    }

    fn write_team(&mut self, school: &School, at: usize, team: &Team) -> io::Result<()> {
        let members: Vec<String> =
            school.people.iter().filter(|person| person.team == Some(at)).map(|person| educator_id(person.number)).collect();
        let facilitator = members.first().cloned().unwrap_or_default();
        let members = members.join(";");
        let cells =
            [&team.id, &team.name, "plc", &school.id, &members, &facilitator, team.trained, team.meeting, team.in_contract];
        self.teams.row(&cells)?;
        for goal in &team.goals {
            let (focus, supports) = (goal.focus.join(";"), goal.supports.join(";"));
            let target = &goal.target;
            let cells = [
                &goal.id,
                &team.id,
                &goal.text,
                &focus,
                goal.practice,
                goal.due,
                &supports,
                target.metric,
                target.group,
                target.min,
            ];
            self.team_goals.row(&cells)?;
        }
        team.activities.iter().try_for_each(|activity| self.write_activity(activity))
    }

    fn write_person(&mut self, person: &Person, grades: &str) -> io::Result<()> {
        let id = person.id();
        let fte = if person.part_time { "0.6" } else { "1" };
        let years = person.years.to_string();
        self.roster.row(&[
            &id,
            &person.name,
            &person.schools,
            person.role,
            fte,
            person.subject,
            grades,
            &years,
            &person.evaluator,
            &person.coach,
        ])?;
        for goal in &person.goals {
            self.write_plan(&id, goal)?;
        }
        for note in &person.notes {
            // A component is written as exports have it: the framework in a column of its own.
            let bare = note.focus.strip_prefix(words::FRAMEWORK).and_then(|rest| rest.strip_prefix('/'));
            let framework = if bare.is_some() { words::FRAMEWORK } else { "" };
            self.notes.row(&[&note.id, &id, framework, bare.unwrap_or(note.focus), note.date, note.text])?;
        }
        if let Some(year) = person.license {
            let (issued, expires) = (issued(year), format!("{year}-06-30"));
            let approved = format!("{}-10-15", year - 5);
            self.licenses.row(&[&person.license_id(), &id, words::PACK, &issued, &expires, &approved, "0"])?;
        }
        person.activities.iter().try_for_each(|activity| self.write_activity(activity))
    }

    fn write_plan(&mut self, educator: &str, goal: &Goal) -> io::Result<()> {
        let [supports, requires, conflicts] = [&goal.supports, &goal.requires, &goal.conflicts].map(|links| links.join(";"));
        let focus = goal.focus.join(";");
        let free = if goal.free { "yes" } else { "" };
        let target = &goal.target;
        self.plans.row(&[
            &goal.id,
            educator,
            goal.kind,
            &goal.text,
            &focus,
            goal.practice,
            goal.start,
            goal.due,
            goal.hours,
            &supports,
            &requires,
            &conflicts,
            goal.status,
            free,
            target.metric,
            target.group,
            target.min,
            target.max,
            target.by,
        ])
    }

    fn write_activity(&mut self, it: &Activity) -> io::Result<()> {
        let (focus, serves) = (it.focus.join(";"), it.serves.join(";"));
        self.activities.row(&[
            &it.id,
            &it.title,
            it.kind,
            it.design,
            it.component,
            &focus,
            it.tags,
            it.sessions,
            it.hours,
            it.start,
            it.due,
            &it.required_of,
            &it.chosen_by,
            &it.coach,
            &it.follow_up_of,
            &serves,
            it.why,
        ])
    }

    /// What everyone has earned, and more, so that there are so many credits; nothing lies before her license was issued.
    fn write_credits(&mut self, person: &Person, school: &School, count: Option<u32>, random: &mut Random) -> io::Result<()> {
        let (id, goal) = (person.id(), school.goals.first().map_or("", |goal| &goal.id));
        let few = random.below(3);
        let (earned, more) = match count {
            Some(count) => (count, count.saturating_sub(words::EARNED.len() as u32)),
            None => (words::EARNED.len() as u32, few),
        };
        for (title, tag, topic, hours) in words::EARNED.into_iter().take(earned as usize) {
            let date = random.one(&words::EARNED_DAYS);
            self.credits.row(&[&id, title, "course", hours, date, tag, topic, "assessment", goal])?;
        }
        let issued = person.license.map(issued).unwrap_or_default();
        let days: Vec<&str> = words::CREDIT_DAYS.into_iter().filter(|day| day.is_empty() || **day > *issued).collect();
        for _ in 0..more {
            let (title, tags, topic) = random.one(&words::CREDITS);
            let hours = random.one(&["2", "3", "6", "7.5", "12", "15"]);
            // What is longer than a day is no workshop.
            let kinds: &[&str] = if hours.len() == 2 { &["course"] } else { &["course", "workshop", "plc"] };
            let kind = random.one(kinds);
            let goal = if random.percent(60) { goal } else { "" };
            let has = if random.percent(95) { "assessment" } else { "" };
            let date = random.one(&days);
            self.credits.row(&[&id, title, kind, hours, date, tags, topic, has, goal])?;
        }
        Ok(())
    }
}

/// The day on which a license that expires in a year was issued.
fn issued(expires: u32) -> String {
    format!("{}-07-01", expires - 5)
}
