//! `plalign completions` and `plalign man`: what the command line says of itself, for shells and for `man`.

use anyhow::bail;
use clap::CommandFactory;
use clap_mangen::Man as Page;

use super::{Exit, print};
use crate::cli::{Cli, Completions, Man};
use crate::load::nearest::did_you_mean;

pub(super) fn completions(options: Completions) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Cli::command(), "plalign", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}

pub(super) fn page(options: &Man) -> anyhow::Result<Exit> {
    let mut whole = Cli::command();
    whole.build();
    let command = match &options.command {
        None => whole,
        Some(name) => {
            let Some(command) = whole.find_subcommand(name) else {
                let hint = did_you_mean(name, whole.get_subcommands().map(clap::Command::get_name));
                bail!("there is no command “{name}”{hint} (all commands: plalign --help)");
            };
            command.clone()
        }
    };
    let mut page = Vec::new();
    Page::new(command).render(&mut page)?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(Exit::Clean)
}
