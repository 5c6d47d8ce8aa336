//! Completions and manual pages know every command and every option that `--help` knows.

mod support;

use std::collections::BTreeSet;

use clap::CommandFactory;
use plalign::cli::Cli;
use support::{plalign, repository};

fn stdout(arguments: &[&str]) -> String {
    let ran = plalign(&repository(""), arguments);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    ran.stdout
}

/// Every command with its long options.
fn commands() -> Vec<(String, BTreeSet<String>)> {
    let mut whole = Cli::command();
    whole.build();
    let options = |command: &clap::Command| command.get_arguments().filter_map(|one| one.get_long()).map(str::to_owned).collect();
    whole.get_subcommands().map(|command| (command.get_name().to_owned(), options(command))).collect()
}

#[test]
fn every_shell_completes_every_command_and_option() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = stdout(&["completions", shell]);
        for (command, options) in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
            for option in options {
                assert!(script.contains(&option), "{shell}: {command} --{option}");
            }
        }
    }
}

#[test]
fn every_command_has_a_page_with_every_option() {
    let whole = stdout(&["man"]);
    for (command, options) in commands() {
        assert!(whole.contains(&format!("plalign\\-{command}(1)")), "{command} is not on the page of plalign");
        if command == "help" {
            continue;
        }
        let page = stdout(&["man", &command]);
        assert!(page.contains(&format!(".TH plalign-{command} 1")), "{command}");
        for option in options {
            let written = format!("\\-\\-{}", option.replace('-', "\\-"));
            assert!(page.contains(&written), "{command} {written}");
        }
    }
}

#[test]
fn a_page_that_there_is_not_is_told_with_the_nearest() {
    let ran = plalign(&repository(""), &["man", "chek"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("did you mean “check”?"), "{}", ran.stderr);
}
