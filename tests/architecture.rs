//! Imports point one way (style, section 2), and what a module must not do it does not: print, exit, read the environment.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules in the order of the data; each may use those above it.
const ORDER: [&str; 12] =
    ["source", "finding", "config", "load", "edit", "model", "graph", "time", "license", "analysis", "report", "cli"];

/// Modules that stand side by side: neither may use the other.
const SIDE_BY_SIDE: [(&str, &str); 11] = [
    ("graph", "time"),
    ("graph", "license"),
    ("config", "load"),
    ("time", "license"),
    // Only commands edit.
    ("edit", "config"),
    ("edit", "model"),
    ("edit", "graph"),
    ("edit", "analysis"),
    ("edit", "report"),
    ("edit", "license"),
    ("edit", "time"),
];

/// What a module may use besides, or instead, of what stands above it.
const MAY: [(&str, &[&str]); 1] = [(
    "cli",
    &[
        "report::Format",
        "report::DiffFormat",
        "report::graph::Format",
        "report::audience::Audience",
        "report::site::form::Form",
        "finding::Level",
        "load::lists",
        "load::values",
    ],
)];

/// Arrows that the table does not have and that stand for a reason: `load` fills `config`.
const EXTRA: [(&str, &str); 1] = [("load", "config")];

const LINES: usize = 400;
const FUNCTION: usize = 80;

/// A source file: its module, where it lies, and its text without tests and comments.
struct File {
    module: String,
    path: PathBuf,
    code: String,
}

fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let of = |path: PathBuf| {
        let within = path.strip_prefix(&root).expect("it lies in src").to_owned();
        let first = within.components().next().expect("it has a name").as_os_str().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("sources are UTF-8");
        File { module: first.trim_end_matches(".rs").to_owned(), path: within, code: without_tests_and_comments(&text) }
    };
    files.into_iter().map(of).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("src can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Blanks comments and everything from `#[cfg(test)]` on, line by line, so that line numbers stay.
fn without_tests_and_comments(text: &str) -> String {
    let code = text.split("\n#[cfg(test)]\n").next().unwrap_or(text);
    code.lines()
        .map(|line| if line.trim_start().starts_with("//") { "" } else { line.split(" // ").next().unwrap_or(line) })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Every path that a file uses from the crate's root, groups taken apart: `crate::{a, b::c}` is `a` and `b::c`. So many
/// `super::` as the file lies deep lead to the root as well.
fn uses(code: &str, depth: usize) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let up = "super::".repeat(depth);
    let roots = code.match_indices("crate::").chain(code.match_indices(&up));
    for (at, root) in roots.filter(|(at, root)| {
        !root.is_empty() && !code[..*at].ends_with("super::") && !code[at + root.len()..].starts_with("super::")
    }) {
        let rest = &code[at + root.len()..];
        match rest.strip_prefix('{') {
            Some(group) => members(group).into_iter().for_each(|member| _ = found.insert(member)),
            None => _ = found.insert(path_at(rest)),
        }
    }
    found
}

/// How many modules lie between a file and the root, itself included.
fn depth(path: &Path) -> usize {
    let parts = path.components().count();
    if path.ends_with("mod.rs") { parts - 1 } else { parts }
}

/// The members of a group up to its closing brace; of nested groups the head.
fn members(group: &str) -> Vec<String> {
    let (mut depth, mut members, mut member) = (0, Vec::new(), String::new());
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => members.push(std::mem::take(&mut member)),
            _ => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                member.push(c);
            }
        }
    }
    members.push(member);
    members.iter().map(|member| path_at(member.trim())).filter(|member| !member.is_empty()).collect()
}

fn path_at(text: &str) -> String {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(text.len());
    text[..end].trim_end_matches(':').to_owned()
}

fn head(path: &str) -> &str {
    path.split("::").next().unwrap_or(path)
}

fn may(module: &str, path: &str) -> bool {
    let used = head(path);
    if used == module || ["run", "main", "lib"].contains(&module) || EXTRA.contains(&(module, used)) {
        return true;
    }
    if let Some((_, allowed)) = MAY.iter().find(|(name, _)| *name == module) {
        return allowed.iter().any(|allowed| path == *allowed || path.starts_with(&format!("{allowed}::")));
    }
    let side_by_side = SIDE_BY_SIDE.iter().any(|pair| *pair == (module, used) || *pair == (used, module));
    let place = |name: &str| ORDER.iter().position(|known| *known == name);
    matches!((place(module), place(used)), (Some(own), Some(other)) if other < own && !side_by_side)
}

#[test]
fn every_module_has_its_place_in_the_order() {
    for file in sources() {
        let known = ORDER.contains(&file.module.as_str()) || ["run", "main", "lib"].contains(&file.module.as_str());
        assert!(known, "{} is a module that the order does not know", file.path.display());
    }
}

#[test]
fn imports_point_one_way() {
    let mut wrong = Vec::new();
    for file in sources() {
        wrong.extend(
            uses(&file.code, depth(&file.path))
                .into_iter()
                .filter(|path| !may(&file.module, path))
                .map(|path| format!("{} uses {path}", file.path.display())),
        );
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn the_arrows_tell_right_from_wrong() {
    let code = "use crate::model::{District, hers};\nuse crate::{config::{Config, Limits}, graph};\nfn f() -> crate::report::Format {}\n";
    assert_eq!(uses(code, 1).into_iter().collect::<Vec<_>>(), ["config", "graph", "model", "report::Format"]);
    let climbing = "use super::super::run;\nuse super::yaml::Node;\n";
    assert_eq!(uses(climbing, 2).into_iter().collect::<Vec<_>>(), ["run"]);
    assert_eq!(uses(climbing, depth(Path::new("load/mod.rs"))).into_iter().collect::<Vec<_>>(), ["yaml::Node"]);
    for (module, path, allowed) in [
        ("model", "load::values", true),
        ("load", "model", false),
        ("graph", "time", false),
        ("time", "graph", false),
        ("load", "config::Config", true),
        ("edit", "load::yaml", true),
        ("model", "edit", false),
        ("load", "edit", false),
        ("config", "load", false),
        ("cli", "report::Format", true),
        ("cli", "report::json", false),
        ("cli", "analysis", false),
        ("run", "cli", true),
        ("report", "cli", false),
        ("analysis", "run", false),
        ("source", "finding", false),
        ("graph", "graph::cycle", true),
    ] {
        assert_eq!(may(module, path), allowed, "{module} → {path}");
    }
}

#[test]
fn nothing_below_main_prints_exits_or_reads_the_environment() {
    let forbidden = [
        "println!",
        "eprintln!",
        "print!(",
        "eprint!(",
        "dbg!",
        "process::exit",
        "env::var",
        "env::args",
        "env::vars",
        "unwrap()",
    ];
    let mut wrong = Vec::new();
    for file in sources().into_iter().filter(|file| file.module != "main") {
        for (line, number) in file.code.lines().zip(1..) {
            let found = forbidden.iter().filter(|word| line.contains(*word) && !line.contains("unwrap() //"));
            wrong.extend(found.map(|word| format!("{}:{number} {word}", file.path.display())));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn nothing_below_run_touches_the_file_system_but_load() {
    let mut wrong = Vec::new();
    for file in sources().into_iter().filter(|file| !["main", "run", "load"].contains(&file.module.as_str())) {
        let touches = ["std::fs", "fs::", "File::", "OpenOptions"].into_iter().find(|word| file.code.contains(word));
        wrong.extend(touches.map(|word| format!("{} {word}", file.path.display())));
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn files_are_short() {
    let long = |file: &File| {
        Some(file.code.lines().count())
            .filter(|lines| *lines > LINES)
            .map(|lines| format!("{} has {lines} lines", file.path.display()))
    };
    assert_eq!(sources().iter().filter_map(long).collect::<Vec<_>>(), [""; 0], "at most {LINES} lines without tests");
}

#[test]
fn functions_are_short() {
    let mut long = Vec::new();
    for file in sources() {
        long.extend(
            functions(&file.code)
                .into_iter()
                .filter(|(_, lines)| *lines > FUNCTION)
                .map(|(name, lines)| format!("{} {name}: {lines} lines", file.path.display())),
        );
    }
    assert_eq!(long, [""; 0], "at most {FUNCTION} lines");
}

/// The functions of a formatted file and their lengths: from `fn` to the brace that closes at the same indentation.
fn functions(code: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let lines: Vec<&str> = code.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
        let Some(name) = rest.split("fn ").nth(1).filter(|_| rest.starts_with("fn ") || rest.starts_with("pub")) else {
            continue;
        };
        let closes = |line: &&str| line.strip_prefix(indent).is_some_and(|rest| rest.starts_with('}'));
        let length = lines[at..].iter().skip(1).position(closes).map_or(1, |length| length + 2);
        let one_line = line.trim_end().ends_with('}') || line.trim_end().ends_with(';');
        found.push((path_at(name), if one_line { 1 } else { length }));
    }
    found
}

#[test]
fn functions_are_found_with_their_lengths() {
    let code = "impl A {\n    pub fn long(\n        &self,\n    ) -> u8 {\n        1\n    }\n    fn short() {}\n}\n";
    assert_eq!(functions(code), [("long".to_owned(), 5), ("short".to_owned(), 1)]);
}
