//! `plalign init`: a district to start from. Comes in: a folder. Goes out: its files; nothing that is there is overwritten.

mod synthetic;

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, bail};

use super::{Exit, print, schema};
use crate::cli::Init;

macro_rules! starter {
    ($($path:literal from $file:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("starter/", $file)))),*]
    };
}

/// The starter: one small school in which everything fits but one date.
const STARTER: &[(&str, &str)] = starter![
    "district.yaml" from "district.yaml",
    "calendar.yaml" from "calendar.yaml",
    "roster.csv" from "roster.csv",
    "plans.yaml" from "plans.yaml",
    "findings.csv" from "findings.csv",
    "licences.yaml" from "licences.yaml",
    "activities.yaml" from "activities.yaml",
];

/// What makes its folder a repository that works.
const REPOSITORY: &[(&str, &str)] = starter![
    "README.md" from "README.md",
    ".gitignore" from "gitignore",
    ".pre-commit-config.yaml" from "pre-commit-config.yaml",
    ".github/workflows/plalign.yml" from "workflow.yml",
];

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
            let size = synthetic::Size { educators, credits: options.credits };
            synthetic::write(&size, options.seed, &mut create).map(|()| Vec::new())
        }
        None => starter(dir),
    };
    let left = written.with_context(|| format!("failed to write to {}", dir.display()))?;
    let left = if left.is_empty() { String::new() } else { format!(" Left as they were: {}.", left.join(", ")) };
    let (place, of) = match dir.display().to_string().as_str() {
        "." => ("this folder".to_owned(), String::new()),
        named => (named.to_owned(), format!(" {named}")),
    };
    print(&format!("Wrote a district to {place}.{left} Try: plalign check{of}\n"))?;
    if options.educators.is_none() {
        print(&format!(
            "It has one warning, on purpose; activities.yaml says how to mend it. Pages: plalign report{of} --out site\n"
        ))?;
        if under_git(dir) {
            print(MOVE)?;
        }
    }
    Ok(Exit::Clean)
}

/// What is said where the starter does not lie at the top of a repository.
const MOVE: &str = "It lies inside a repository: .github and .pre-commit-config.yaml work only at its top. Move them there, and name \
the folder in their commands.\n";

/// Whether a folder lies in a repository, below its top.
fn under_git(dir: &Path) -> bool {
    dir.canonicalize()
        .is_ok_and(|dir| !dir.join(".git").exists() && dir.ancestors().skip(1).any(|above| above.join(".git").exists()))
}

/// Writes the starter and what makes its folder a repository. The paths of the latter that were there already and were left.
fn starter(dir: &Path) -> io::Result<Vec<String>> {
    for (path, text) in STARTER {
        create_new(dir, path)?.write_all(text.as_bytes())?;
    }
    // The version that wrote the files is the one that knows them, and the one that is installed to check them.
    let of_version = |text: &str| text.replace("plalign==VERSION", concat!("plalign==", env!("CARGO_PKG_VERSION")));
    let furniture = REPOSITORY.iter().map(|(path, text)| ((*path).to_owned(), of_version(text)));
    let mut left = Vec::new();
    for (path, text) in furniture.chain(schemas()) {
        if dir.join(&path).exists() {
            left.push(path);
        } else {
            create_new(dir, &path)?.write_all(text.as_bytes())?;
        }
    }
    Ok(left)
}

/// The schemas that the first lines of the starter's files name.
fn schemas() -> impl Iterator<Item = (String, String)> {
    let named = STARTER.iter().filter_map(|(_, text)| text.lines().next()?.split_once("$schema=schemas/"));
    named.map(|(_, file)| (format!("schemas/{file}"), schema::text(file.trim_end_matches(".json"))))
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
