//! The process: arguments in, text out, exit code.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use plalign::cli::Cli;
use plalign::load::values::clean;
use plalign::run::{Exit, Surroundings, run};

/// Judging many licences makes many small answers.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
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

fn code(exit: Exit) -> ExitCode {
    ExitCode::from(exit as u8)
}
