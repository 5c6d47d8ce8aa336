//! `plalign graph`: reads a district, draws a part of it, writes the drawing.

use super::examined::{self, Resolved};
use super::{Exit, Surroundings, exit_of, output, refuse_names, start_threads, tell_faults};
use crate::analysis;
use crate::analysis::selection::Selection;
use crate::cli::Graph;
use crate::model::District;
use crate::model::Party;
use crate::model::names::natural;
use crate::report::graph::{self, Eyes, Scene, Scope};
use crate::time::Clock;

pub(super) fn run(options: &Graph, surroundings: &Surroundings) -> anyhow::Result<Exit> {
    if options.names && refuse_names(surroundings) {
        return Ok(Exit::Refused);
    }
    start_threads(options.reading.jobs)?;
    let loaded = examined::open(&options.district, options.reading.allow_outside)?;
    output::refuse_inputs(&loaded, options.output.as_deref().into_iter())?;
    let Resolved { loaded, district, findings } = Resolved::of(loaded, options.reading.as_of);
    let scope = scope(&district, options)?;
    let clock = Clock::of(&district, &loaded.manifest.config.limits);
    let eyes = Eyes { names: options.names, learner: false };
    let scene = Scene { loaded: &loaded, district: &district, clock: &clock, eyes, titles: None };
    let text = graph::render(&graph::draw(&scene, &scope), options.format);
    output::write(options.output.as_deref(), |out| out.write_all(text.as_bytes()))?;
    // What was not read is not in the picture: that is said, and no exit code hides it.
    tell_faults(&findings, "out of the picture", options.quiet);
    Ok(exit_of(&findings, |_| false))
}

/// Whom to draw, in natural order of their ids.
fn scope(district: &District, options: &Graph) -> anyhow::Result<Scope> {
    let selection = Selection::of(district, &options.educator, &options.school, &options.team).map_err(anyhow::Error::msg)?;
    let name = |party: &Party| match party {
        Party::Educator(educator) => district.educator_name(*educator),
        Party::Team(team) => district.names.get(district.team(*team).name),
        Party::School(school) => district.school_name(*school),
    };
    let mut parties: Vec<Party> = selection.parties.iter().copied().collect();
    parties.sort_by(|a, b| natural(name(a), name(b)));
    let teams = parties.iter().filter_map(|party| if let Party::Team(team) = party { Some(*team) } else { None }).collect();
    Ok(if selection.all {
        Scope::District
    } else if !options.educator.is_empty() {
        Scope::Educators(analysis::selection::in_order(district, &selection))
    } else if options.school.is_empty() {
        Scope::Teams(teams)
    } else {
        Scope::Schools(parties.iter().filter_map(|party| party.school()).collect())
    })
}
