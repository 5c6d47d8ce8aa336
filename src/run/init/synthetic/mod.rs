//! A believable synthetic district of any size. Comes in: how many educators, and a seed. Goes out: its files, the same
//! bytes for the same seed, with known faults and reinforcements planted in it and none beside them. Apart, because it
//! is read by tests and benchmarks as well as by people who want to try plalign at size.

mod files;
mod person;
mod plan;
mod planted;
mod plants;
mod random;
mod school;
mod team;
mod words;

use std::io;

use files::{Create, Files};
use plan::Plan;
use planted::Planted;
use random::Random;
use school::School;

/// How large a district is to be.
pub(super) struct Size {
    /// How many educators it has.
    pub(super) educators: u32,
    /// How many credits each of them has; a few where nothing is said.
    pub(super) credits: Option<u32>,
}

/// The files that [`write`] makes.
pub(super) fn paths() -> impl Iterator<Item = &'static str> {
    files::LISTS.iter().map(|(_, path)| *path).chain([files::MANIFEST, planted::PATH])
}

/// Writes the files of a synthetic district; `create` opens a file of the new folder by its path, and several are open
/// at once. Each school is built, written and forgotten, so memory is O(schools) and time O(educators).
///
/// `planted.json` lists every finding that `check` must tell, and there are no others. Under 60 educators there is not
/// room for all of them, and a gap in choice needs a school that is a fifth of its district at most; those left out are
/// not listed.
pub(super) fn write(size: &Size, seed: u64, create: &mut Create<'_>) -> io::Result<()> {
    let educators = size.educators;
    files::manifest(create, size, seed)?;
    let mut files = Files::create(create)?;
    files.write_district()?;
    let plans = plan::schools(educators, seed);
    let mut planted = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        let random = &mut Random::of(seed, u64::from(plan.number));
        let school = build(plan, plans.get(at + 1), random, &mut planted);
        files.write_school(&school, size.credits, random)?;
    }
    files.finish()?;
    planted::write(create, educators, seed, planted)
}

/// A school with what is planted in it. Now and then its last educator works at the next school as well.
fn build(plan: &Plan, next: Option<&Plan>, random: &mut Random, planted: &mut Vec<Planted>) -> School {
    let mut school = School::found(plan, random);
    let chosen = plan::choose(&school, &plan.plantings, random);
    let planted_in: Vec<usize> = chosen.iter().flat_map(|(_, people)| people.iter().copied()).collect();
    let next = next.filter(|_| random.percent(30)).map(|plan| school::school_id(plan.number));
    school.fill(&planted_in, next.as_deref(), random);
    for (planting, people) in chosen {
        planted.extend(plants::place(&mut school, planting, people, random));
    }
    school.finish();
    school
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeMap;
    use std::io::Write;
    use std::rc::Rc;

    use super::*;

    #[derive(Clone, Default)]
    struct Memory(Rc<RefCell<Vec<u8>>>);

    impl Write for Memory {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn district(educators: u32, seed: u64) -> BTreeMap<String, String> {
        let mut files: BTreeMap<String, Memory> = BTreeMap::new();
        let mut create =
            |path: &str| -> io::Result<Box<dyn Write>> { Ok(Box::new(files.entry(path.to_owned()).or_default().clone())) };
        write(&Size { educators, credits: None }, seed, &mut create).expect("memory takes everything");
        let text = |memory: &Memory| String::from_utf8(memory.0.borrow().clone()).expect("only text is written");
        files.iter().map(|(path, memory)| (path.clone(), text(memory))).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        assert_eq!(district(300, 1), district(300, 1));
        assert_ne!(district(300, 1)["roster.csv"], district(300, 2)["roster.csv"]);
    }

    #[test]
    fn every_size_has_that_many_educators() {
        for educators in (0..70).chain([500, 1001]) {
            assert_eq!(district(educators, 3)["roster.csv"].lines().count(), educators as usize + 1);
        }
    }

    #[test]
    fn each_rule_but_one_is_planted_from_sixty_educators_on() {
        for seed in 0..50 {
            let planted = &district(60, seed)["planted.json"];
            for plant in plants::PLANTS.iter().filter(|plant| plant.district == 1) {
                assert!(planted.contains(&format!("\"rule\": \"{}\"", plant.rule)), "{} with seed {seed}", plant.rule);
            }
        }
    }

    #[test]
    fn a_row_has_as_many_cells_as_its_header() {
        for (path, text) in district(200, 4).iter().filter(|(path, _)| path.contains(".csv")) {
            let cells = |line: &str| line.split('"').step_by(2).map(|bare| bare.matches(',').count()).sum::<usize>();
            let header = text.lines().next().map(cells);
            assert!(text.lines().all(|line| Some(cells(line)) == header), "{path}");
        }
    }
}
