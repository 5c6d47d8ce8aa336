//! What can be typed. Does nothing.

mod outputs;

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

pub use self::outputs::Outputs;
use crate::finding::Level;
use crate::load::lists::{CHOICES, LISTS};
use crate::report::DiffFormat;
use crate::report::Format;
use crate::report::audience::Audience;
use crate::report::graph::Format as GraphFormat;
use crate::report::site::form::Form;

/// Shows where one educator's obligations reinforce each other and where they conflict.
#[derive(Debug, Parser)]
#[command(name = "plalign", version, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What plalign can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read a district's files and tell what works together, what conflicts, and what is missing
    Check(Box<Check>),
    /// Tell what changed between two versions of a district: folders, or git revisions
    Diff(Box<Diff>),
    /// Draw how obligations hang together: of an educator, a team, a school, or the district
    Graph(Box<Graph>),
    /// Explain a rule or a relicensure pack: what it asks, why, how to mend what it found
    Explain(Explain),
    /// Record what was decided about a finding, why, and until when
    Decide(Box<Decide>),
    /// Record that goals were read again, in the goals that lead to them
    Review(Box<Review>),
    /// Write a district to start from, or a synthetic one of any size
    Init(Init),
    /// Write a page for each educator, coach and school, and one for the district
    Report(Box<Report>),
    /// Print the JSON Schema of district.yaml, of a list, or of an output, for editors and programs
    Schema(Schema),
    /// Print a script that completes plalign's commands in a shell
    Completions(Completions),
    /// Print the manual page of plalign or of one of its commands
    Man(Man),
}

/// Options of `check`.
#[derive(Args, Debug)]
pub struct Check {
    /// The district.yaml, or a folder that holds one
    #[arg(default_value = "district.yaml")]
    pub district: PathBuf,
    /// Formats and their files
    #[command(flatten)]
    pub outputs: Outputs<Format>,
    /// Run only these rules
    #[arg(long, value_name = "RULE", num_args = 1.., value_delimiter = ',')]
    pub only: Vec<String>,
    /// Of whom
    #[command(flatten)]
    pub who: Who,
    /// From which level on findings make the exit code 1
    #[arg(long, value_enum, default_value = "error", value_name = "LEVEL")]
    pub fail_on: FailOn,
    /// Tell and fail only on what this baseline does not know; older findings are counted
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write a baseline of everything that is wrong now: ids, no texts; keep it where only readers of the plans see it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["only", "educator", "school", "team"])]
    pub write_baseline: Option<PathBuf>,
    /// Stay, check again when a file is saved, and tell what changed; Ctrl-C ends it with the exit code of the last run
    #[arg(long, conflicts_with = "write_baseline")]
    pub watch: bool,
    /// Which pairs of obligations JSON lists
    #[arg(long, value_enum, default_value = "all")]
    pub pairs: Pairs,
    /// Show people's names beside their ids (refused in CI)
    #[arg(long)]
    pub names: bool,
    /// Say nothing on stderr but errors
    #[arg(long, short)]
    pub quiet: bool,
    /// When to use colour
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: Color,
    /// How the files are read
    #[command(flatten)]
    pub reading: Reading,
}

/// How a district's files are read.
#[derive(Args, Clone, Copy, Debug)]
pub struct Reading {
    /// Check for this day instead of the manifest's or today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    /// How many processors to use; the result is the same
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Read files outside the folder of district.yaml too
    #[arg(long)]
    pub allow_outside: bool,
}

/// Of whom is told.
#[derive(Args, Debug)]
pub struct Who {
    /// Tell only of these educators; everything is still analysed
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub educator: Vec<String>,
    /// Tell only of the people of these schools
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub school: Vec<String>,
    /// Tell only of the people of these teams
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub team: Vec<String>,
}

/// Options of `diff`.
#[derive(Args, Debug)]
pub struct Diff {
    /// The earlier version: a folder or district.yaml, or a git revision such as main or HEAD~1. A folder goes before a branch of
    /// its name, which can be named refs/heads/NAME
    pub base: String,
    /// The later version, likewise
    pub head: String,
    /// Of git revisions: the district.yaml in them, or the folder that holds one; left out, the version that is no revision, else
    /// district.yaml
    pub district: Option<PathBuf>,
    /// Formats and their files
    #[command(flatten)]
    pub outputs: Outputs<DiffFormat>,
    /// Run only these rules
    #[arg(long, value_name = "RULE", num_args = 1.., value_delimiter = ',')]
    pub only: Vec<String>,
    /// Of whom
    #[command(flatten)]
    pub who: Who,
    /// From which level on new findings make the exit code 1
    #[arg(long, value_enum, default_value = "error", value_name = "LEVEL")]
    pub fail_on: FailOn,
    /// Say nothing on stderr but errors
    #[arg(long, short)]
    pub quiet: bool,
    /// When to use colour
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: Color,
    /// How the files are read
    #[command(flatten)]
    pub reading: Reading,
}

/// Options of `graph`.
#[derive(Args, Debug)]
pub struct Graph {
    /// The district.yaml, or a folder that holds one
    #[arg(default_value = "district.yaml")]
    pub district: PathBuf,
    /// How the drawing is written; without it, as the ending of the --output says, else dot
    #[arg(long, value_enum)]
    pub format: Option<GraphFormat>,
    /// Write the drawing to this file instead of the screen
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Draw these educators with everything that is theirs
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',', conflicts_with_all = ["school", "team"])]
    pub educator: Vec<String>,
    /// Draw these schools with their teams; people are counted
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',', conflicts_with = "team")]
    pub school: Vec<String>,
    /// Draw these teams; people are counted
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub team: Vec<String>,
    /// Show people's names beside their ids (refused in CI)
    #[arg(long)]
    pub names: bool,
    /// Say nothing on stderr but errors
    #[arg(long, short)]
    pub quiet: bool,
    /// How the files are read
    #[command(flatten)]
    pub reading: Reading,
}

/// Options of `explain`.
#[derive(Args, Debug)]
pub struct Explain {
    /// The rule, or a relicensure pack such as us-ma/teacher or ./local.yaml; without it, all rules in a line each
    pub name: Option<String>,
    /// When to use colour
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: Color,
}

/// Options of `decide`.
#[derive(Args, Debug)]
#[command(
    after_help = "The record goes behind those of the last file of decisions that district.yaml names; where it names none, into \
                        decisions.yaml beside it, which is then named. What only a hand can write is printed with the place for it, \
                        and the exit code is 2."
)]
pub struct Decide {
    /// The finding's id, as JSON and CSV tell it, or the beginning of it; the name of a rule alone lists its findings
    pub finding: String,
    /// What was decided: bridge (say how it serves a goal), buffer (shorten, delay, exempt), merge (one thing in the place of two),
    /// accept (leave it)
    #[arg(long, value_parser = PossibleValuesParser::new(CHOICES), requires_all = ["reason", "until"])]
    pub choice: Option<String>,
    /// Why, for everyone who may read the file
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, requires_all = ["choice", "until"])]
    pub reason: Option<String>,
    /// The last day on which the decision holds
    #[arg(long, value_name = "DATE", value_parser = day, requires_all = ["choice", "reason"])]
    pub until: Option<Date>,
    /// Who decided
    #[arg(long, value_name = "WHO", allow_hyphen_values = true, requires = "choice")]
    pub by: Option<String>,
    /// The district.yaml, or a folder that holds one
    #[arg(long, value_name = "PATH", default_value = "district.yaml")]
    pub district: PathBuf,
    /// Check for this day instead of the manifest's or today
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    /// Say nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
    /// Read and write files outside the folder of district.yaml too
    #[arg(long)]
    pub allow_outside: bool,
}

/// Options of `review`.
#[derive(Args, Debug)]
#[command(
    after_help = "All marks are written, or none: goals that stand in a form that plalign does not edit are all named, each with its \
                        file, its line and the mark to write by hand, and the exit code is 2. The same command given again then \
                        writes the others."
)]
pub struct Review {
    /// The goals that were read again: every goal that leads to one of them is marked. A goal that nothing leads to stands
    /// for those it leads to
    #[arg(required = true, value_name = "ID")]
    pub goals: Vec<String>,
    /// Mark only these goals
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub of: Vec<String>,
    /// The district.yaml, or a folder that holds one
    #[arg(long, value_name = "PATH", default_value = "district.yaml")]
    pub district: PathBuf,
    /// Say nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
    /// Read and write files outside the folder of district.yaml too
    #[arg(long)]
    pub allow_outside: bool,
}

/// Options of `init`.
#[derive(Args, Debug)]
pub struct Init {
    /// The folder to write to; it is made if it is not there
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Write a synthetic district of so many educators instead of the starter
    #[arg(long, value_name = "N")]
    pub educators: Option<u32>,
    /// Seed of the synthetic district: the same seed gives the same bytes
    #[arg(long, value_name = "S", default_value_t = 1, requires = "educators")]
    pub seed: u64,
    /// Credits in the ledger of each educator of the synthetic district; 3 to 6 where nothing is said
    #[arg(long, value_name = "N", requires = "educators")]
    pub credits: Option<u32>,
}

/// Options of `report`.
#[derive(Args, Debug)]
pub struct Report {
    /// The district.yaml, or a folder that holds one
    #[arg(default_value = "district.yaml")]
    pub district: PathBuf,
    /// The folder to write to; nothing in it is touched but pages that plalign wrote
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// How pages are written
    #[arg(long, value_enum, default_value = "html")]
    pub format: Form,
    /// For whom; each audience has a folder of its own, and each of its people a folder to hand over
    #[arg(long = "for", value_enum, value_name = "AUDIENCE", num_args = 1.., value_delimiter = ',')]
    pub audiences: Vec<Audience>,
    /// Of whom
    #[command(flatten)]
    pub who: Who,
    /// Show people's names beside their ids (refused in CI)
    #[arg(long)]
    pub names: bool,
    /// Say nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
    /// How the files are read
    #[command(flatten)]
    pub reading: Reading,
}

/// Options of `schema`.
#[derive(Args, Debug)]
pub struct Schema {
    /// Of what: district.yaml, one of its lists, or the JSON of `check`, `diff`, `graph` or `report`
    #[arg(value_parser = schemas(), default_value = "district", value_name = "LIST")]
    pub of: String,
}

/// Options of `completions`.
#[derive(Args, Clone, Copy, Debug)]
pub struct Completions {
    /// For which shell
    pub shell: Shell,
}

/// Options of `man`.
#[derive(Args, Debug)]
pub struct Man {
    /// Of which command; without it, of plalign as a whole
    pub command: Option<String>,
}

/// Everything that has a schema.
fn schemas() -> PossibleValuesParser {
    let outputs = ["check", "diff", "graph", "report"];
    PossibleValuesParser::new(["district"].into_iter().chain(outputs).chain(LISTS.iter().map(|spec| spec.name)))
}

/// From which level on findings fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Everything but good news
    Info,
    /// Nothing
    Never,
}

impl FailOn {
    /// The mildest level that fails, if any does.
    pub fn mildest(self) -> Option<Level> {
        Level::ALL.into_iter().rfind(|level| self.fails(*level))
    }

    /// Whether a finding of this level fails.
    pub fn fails(self, level: Level) -> bool {
        match self {
            Self::Error => level <= Level::Error,
            Self::Warning => level <= Level::Warning,
            Self::Info => level <= Level::Info,
            Self::Never => false,
        }
    }
}

/// Which pairs are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Pairs {
    /// All that interact
    All,
    /// None, for large districts
    None,
}

/// When colour is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn day(text: &str) -> Result<Date, String> {
    crate::load::values::day(text, None)
}
