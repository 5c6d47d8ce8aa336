//! `plalign graph`: reads a district, draws a part of it, writes the drawing.

use super::examined::{self, Resolved};
use super::{Exit, Surroundings, exit_of, output, refuse_names, start_threads, tell_faults};
use crate::analysis;
use crate::analysis::selection::Selection;
use crate::cli::Graph;
use crate::model::District;
use crate::model::Party;
use crate::model::names::natural;
use crate::report::graph::{self, Drawing, Eyes, Scene, Scope};
use crate::time::Clock;

pub(super) fn run(options: &Graph, surroundings: &Surroundings) -> anyhow::Result<Exit> {
    if options.names && refuse_names(surroundings) {
        return Ok(Exit::Refused);
    }
    start_threads(options.reading.jobs)?;
    let loaded = examined::open(&options.district, options.reading.allow_outside)?;
    output::refuse_inputs(&loaded, options.output.as_deref().into_iter())?;
    let resolved = Resolved::of(loaded, options.reading.as_of);
    let (resolved, hidden) = if resolved.keeps_something() {
        // What is drawn rests on what the readers may see alone; of the rest it is said how much it is, unless that tells of few.
        let is_of_all = [&options.educator, &options.school, &options.team].iter().all(|ids| ids.is_empty());
        let all = || drawing(&resolved, options, Some(0)).map_or(0, |drawing| drawing.hidden);
        let hidden = is_of_all.then(all);
        (resolved.for_readers(), hidden)
    } else {
        (resolved, Some(0))
    };
    let mut drawing = drawing(&resolved, options, hidden)?;
    if surroundings.ci {
        drawing.withhold();
    }
    let by_ending = || options.output.as_deref().and_then(graph::Format::of);
    let text = graph::render(&drawing, options.format.or_else(by_ending).unwrap_or(graph::Format::Dot));
    output::write(options.output.as_deref(), |out| out.write_all(text.as_bytes()))?;
    // What was not read is not in the picture: that is said, and no exit code hides it.
    tell_faults(&resolved.loaded, &resolved.findings, "out of the picture", options.quiet);
    Ok(exit_of(&resolved.findings, |_| false))
}

fn drawing(resolved: &Resolved, options: &Graph, hidden: Option<usize>) -> anyhow::Result<Drawing> {
    let Resolved { loaded, district, .. } = resolved;
    let scope = scope(district, options)?;
    let clock = Clock::of(district, &loaded.manifest.config.limits);
    let eyes = Eyes { names: options.names, learner: false };
    Ok(graph::draw(&Scene { loaded, district, clock: &clock, eyes, titles: None, hidden }, &scope))
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
