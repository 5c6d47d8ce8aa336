//! `plalign init`: a district to start from. Comes in: a folder. Goes out: its files; nothing that is there is overwritten.

mod synthetic;

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, bail};

use super::{Exit, print};
use crate::cli::Init;

macro_rules! starter {
    ($($path:literal),*) => {
        &[$(($path, include_str!(concat!("starter/", $path)))),*]
    };
}

/// The starter: one small school in which everything fits but one date.
const STARTER: &[(&str, &str)] =
    starter!["district.yaml", "calendar.yaml", "roster.csv", "plans.yaml", "findings.csv", "licences.yaml", "activities.yaml"];

pub(super) fn run(options: &Init) -> anyhow::Result<Exit> {
    let dir = &options.dir;
    let paths: Vec<&str> = match options.educators {
        Some(_) => synthetic::paths().collect(),
        None => STARTER.iter().map(|(path, _)| *path).collect(),
    };
    if let Some(path) = paths.iter().find(|path| dir.join(path).exists()) {
        bail!("{} has a {path} already; choose another folder", dir.display());
    }
    fs::create_dir_all(dir).with_context(|| format!("failed to make {}", dir.display()))?;
    let written = match options.educators {
        Some(educators) => {
            let mut create = |path: &str| create_new(dir, path);
            synthetic::write(&synthetic::Size { educators, credits: options.credits }, options.seed, &mut create)
        }
        None => STARTER.iter().try_for_each(|(path, text)| create_new(dir, path)?.write_all(text.as_bytes())),
    };
    written.with_context(|| format!("failed to write to {}", dir.display()))?;
    print(&format!("Wrote a district to {0}. Try: plalign check {0}\n", dir.display()))?;
    Ok(Exit::Clean)
}

fn create_new(dir: &Path, path: &str) -> io::Result<Box<dyn Write>> {
    let path = dir.join(path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let file = OpenOptions::new().write(true).create_new(true).open(&path);
    file.map(|file| Box::new(file) as Box<dyn Write>)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}
