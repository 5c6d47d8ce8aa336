//! The process: arguments in, text out, exit code.

use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};
use plalign::cli::Cli;
use plalign::load::values::clean;
use plalign::run::{Exit, Surroundings, run};

/// Judging many licences makes many small answers.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match typed() {
        Ok(cli) => cli,
        Err(error) => {
            let failed = error.use_stderr();
            let _ = error.print();
            return code(if failed { Exit::Unusable } else { Exit::Clean });
        }
    };
    let surroundings = Surroundings {
        ci: std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false"),
        width: console::Term::stdout().size_checked().map(|(_, columns)| usize::from(columns)),
        job_summary: std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()).map(Into::into),
    };
    match run(&cli, &surroundings) {
        Ok(exit) => code(exit),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "plalign: {}", clean(&format!("{error:#}")));
            code(Exit::Unusable)
        }
    }
}

/// What was typed. What is wrong with options that depend on each other is told, as all else is, with the usage of the command that
/// has them.
fn typed() -> Result<Cli, clap::Error> {
    let mut shape = Cli::command();
    let matches = shape.try_get_matches_from_mut(std::env::args_os())?;
    Cli::from_arg_matches(&matches).map_err(|error| {
        let command = matches.subcommand_name().and_then(|name| shape.find_subcommand_mut(name));
        error.format(command.expect("nothing is read without a command"))
    })
}

fn code(exit: Exit) -> ExitCode {
    ExitCode::from(exit as u8)
}
