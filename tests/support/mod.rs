//! What the tests share: a district in a folder of its own, a run of plalign on it, and what it told.
#![allow(dead_code, reason = "every test file uses a part of it")]

pub(crate) mod sample;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// The head of every manifest here: a year and a day, so that no test hangs on today.
pub(crate) const HEAD: &str = "plalign: 1\ndistrict: {id: t}\nyear: {start: 2026-08-17, end: 2027-06-11}\nas_of: 2026-08-14\n";

/// A district in a folder that goes when the test ends.
#[derive(Debug)]
pub(crate) struct Folder {
    dir: TempDir,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder can be made") }
    }

    /// A folder with this manifest behind [`HEAD`].
    pub(crate) fn of(manifest: &str) -> Self {
        Self::new().with("district.yaml", format!("{HEAD}{manifest}"))
    }

    pub(crate) fn with(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(path);
        let parent = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(parent).and_then(|()| fs::write(&path, content)).expect("a temporary file can be written");
        self
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn check(&self) -> Told {
        self.check_with(&[])
    }

    pub(crate) fn check_with(&self, arguments: &[&str]) -> Told {
        check_in(self.path(), arguments)
    }
}

/// What is told of a folder in which nothing is wrong.
pub(crate) fn sound(folder: &Folder) -> Told {
    let told = folder.check();
    assert_eq!(told.faults(), [""; 0], "{}", told.summary());
    told
}

/// What is told of a district in the school year of [`HEAD`], 43 weeks from a Monday to a Friday, in which nothing is wrong.
pub(crate) fn district(lists: &str) -> Told {
    sound(&Folder::of(lists))
}

/// A folder of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Runs git in a folder, as somebody.
pub(crate) fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    let who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    let output = command.args(who).args(arguments).current_dir(folder).output().expect("git can be started");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Commits everything in a folder, also where nothing changed.
pub(crate) fn commit(folder: &Path) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--allow-empty", "--message", "plans"]);
}

/// The same folder as a repository with one commit on `main`.
pub(crate) fn in_git(folder: Folder) -> Folder {
    git(folder.path(), &["init", "--quiet", "--initial-branch", "main"]);
    commit(folder.path());
    folder
}

/// Runs plalign in a folder, out of CI.
pub(crate) fn plalign(folder: &Path, arguments: &[&str]) -> Ran {
    ran(folder, arguments, None)
}

/// Runs plalign in a folder, in CI.
pub(crate) fn plalign_in_ci(folder: &Path, arguments: &[&str]) -> Ran {
    ran(folder, arguments, Some("true"))
}

fn ran(folder: &Path, arguments: &[&str], ci: Option<&str>) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plalign"));
    let command = command.args(arguments).current_dir(folder).env_remove("CI").env_remove("GITHUB_STEP_SUMMARY");
    let command = command.envs(ci.map(|value| ("CI", value)));
    let output = command.output().expect("plalign can be started");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("plalign prints UTF-8");
    Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Every file below a folder with its bytes, by its path in it.
pub(crate) fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display())) {
            let path = entry.expect("a folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let within = path.strip_prefix(folder).expect("it lies in it").to_string_lossy().replace('\\', "/");
                found.insert(within, fs::read(&path).expect("a file can be read"));
            }
        }
    }
    found
}

/// The pages below a folder as text, by their paths in it, without the list of what was written.
pub(crate) fn pages_below(folder: &Path) -> BTreeMap<String, String> {
    let mut files = files_below(folder);
    files.remove(".plalign-site");
    files.into_iter().map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

/// The pages of a district's site, by their paths.
pub(crate) fn site(district: &Path, format: &str) -> BTreeMap<String, String> {
    let out = tempfile::tempdir().expect("a temporary folder can be made");
    let (from, to) = (district.to_string_lossy(), out.path().to_string_lossy());
    let ran = plalign(&repository(""), &["report", &from, "--out", &to, "--format", format, "--quiet"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    pages_below(out.path())
}

/// Runs `plalign check --format json` in a folder.
pub(crate) fn check_in(folder: &Path, arguments: &[&str]) -> Told {
    let mut all = vec!["check", "--format", "json", "--quiet"];
    all.extend(arguments);
    let ran = plalign(folder, &all);
    let json = serde_json::from_str(&ran.stdout)
        .unwrap_or_else(|error| panic!("no JSON ({error}), exit {:?}: {}", ran.code, ran.stderr));
    Told { code: ran.code, json, stderr: ran.stderr }
}

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    /// `None` where a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// What `check` told.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) code: Option<i32>,
    pub(crate) json: Value,
    pub(crate) stderr: String,
}

/// Step and reasons of a pair.
pub(crate) type Pair = (i64, Vec<String>);

impl Told {
    pub(crate) fn findings(&self) -> &[Value] {
        self.json["findings"].as_array().expect("findings are a list")
    }

    pub(crate) fn of(&self, rule: &str) -> Vec<&Value> {
        self.findings().iter().filter(|finding| finding["rule"] == rule).collect()
    }

    /// The only finding of a rule.
    pub(crate) fn only(&self, rule: &str) -> &Value {
        match self.of(rule)[..] {
            [finding] => finding,
            ref found => panic!("{} findings of {rule}, not one, among\n{}", found.len(), self.summary()),
        }
    }

    /// The items of each finding of a rule.
    pub(crate) fn items(&self, rule: &str) -> Vec<Vec<String>> {
        self.of(rule).into_iter().map(|finding| words(&finding["items"])).collect()
    }

    /// Rule and items of every finding.
    pub(crate) fn planted(&self) -> BTreeSet<(String, Vec<String>)> {
        self.findings().iter().map(|finding| (text(&finding["rule"]), words(&finding["items"]))).collect()
    }

    /// The rules of the findings of these levels, each as often as it was told, sorted.
    pub(crate) fn rules(&self, levels: &[&str]) -> Vec<String> {
        let at = |finding: &&Value| levels.iter().any(|level| finding["level"] == *level);
        let mut rules: Vec<String> = self.findings().iter().filter(at).map(|finding| text(&finding["rule"])).collect();
        rules.sort();
        rules
    }

    /// The input faults, each as often as it was told, sorted.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = self.rules(&["error", "warning", "info"]);
        faults.retain(|rule| FAULTS.contains(&rule.as_str()));
        faults
    }

    pub(crate) fn not_run(&self) -> BTreeSet<String> {
        self.json["not_run"].as_array().expect("not_run is a list").iter().map(|one| text(&one["rule"])).collect()
    }

    pub(crate) fn educator(&self, id: &str) -> &Value {
        let educators = self.json["educators"].as_array().expect("educators are a list");
        educators.iter().find(|educator| educator["id"] == id).unwrap_or_else(|| panic!("no educator {id}\n{}", self.summary()))
    }

    pub(crate) fn obligations(&self, educator: &str) -> Vec<String> {
        let obligations = self.educator(educator)["obligations"].as_array().expect("obligations are a list");
        obligations.iter().map(|obligation| text(&obligation["id"])).collect()
    }

    pub(crate) fn pairs(&self, educator: &str) -> BTreeMap<(String, String), Pair> {
        let pairs = self.educator(educator)["pairs"].as_array().expect("pairs are a list");
        let step = |pair: &Value| pair["step"].as_i64().expect("a step is a number");
        pairs.iter().map(|pair| ((text(&pair["a"]), text(&pair["b"])), (step(pair), words(&pair["reasons"])))).collect()
    }

    /// Step and reasons of one pair; 0 and none where it is not listed.
    pub(crate) fn pair(&self, educator: &str, a: &str, b: &str) -> Pair {
        self.pairs(educator).remove(&(a.to_owned(), b.to_owned())).unwrap_or_default()
    }

    pub(crate) fn threads(&self, educator: &str) -> Vec<Vec<String>> {
        self.educator(educator)["threads"].as_array().expect("threads are a list").iter().map(words).collect()
    }

    pub(crate) fn hours(&self, educator: &str, kind: &str) -> f64 {
        self.educator(educator)["hours"][kind].as_f64().unwrap_or_else(|| panic!("no {kind} hours of {educator}"))
    }

    /// All findings, a line each, for the message of a test that fails.
    pub(crate) fn summary(&self) -> String {
        let mut lines = String::new();
        for finding in self.findings() {
            let place = &finding["places"][0];
            let _ = writeln!(
                lines,
                "  {} {} {}:{}:{} {}",
                finding["level"], finding["rule"], place["path"], place["line"], place["column"], finding["message"]
            );
        }
        lines + &self.stderr
    }
}

/// Faults of the input, as `rules.md` names them.
pub(crate) const FAULTS: [&str; 14] = [
    "bad-encoding",
    "bad-syntax",
    "bad-value",
    "confidential-field",
    "confidential-field-exposed",
    "dangling-reference",
    "duplicate-id",
    "empty-match",
    "missing-field",
    "not-a-break",
    "too-large",
    "unknown-field",
    "unknown-rule",
    "unreadable-file",
];

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

pub(crate) fn words(value: &Value) -> Vec<String> {
    value.as_array().unwrap_or_else(|| panic!("{value} is no list")).iter().map(text).collect()
}

/// A place: path, line, column, end line, end column.
pub(crate) type Spot = (String, u64, u64, u64, u64);

/// The `nth` place of a finding.
pub(crate) fn spot(finding: &Value, nth: usize) -> Spot {
    let place = &finding["places"][nth];
    let number = |key: &str| place[key].as_u64().unwrap_or_else(|| panic!("place {nth} has no {key}: {finding:#}"));
    (text(&place["path"]), number("line"), number("column"), number("end_line"), number("end_column"))
}

pub(crate) fn label(finding: &Value) -> String {
    text(&finding["places"][0]["label"])
}

/// A text whose stretches between `⟦` and `⟧` are where faults are expected: the text without the marks, and the
/// stretches as places in the file `path`.
pub(crate) fn marked(path: &str, text: &str) -> (String, Vec<Spot>) {
    let (mut plain, mut spots, mut open) = (String::new(), Vec::new(), Vec::new());
    let (mut line, mut column) = (1, 1);
    for c in text.chars() {
        match c {
            '⟦' => open.push((line, column)),
            '⟧' => {
                let (from_line, from_column) = open.pop().expect("a mark that closes was opened");
                spots.push((path.to_owned(), from_line, from_column, line, column));
            }
            c => {
                plain.push(c);
                (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
        }
    }
    (plain, spots)
}

/// The rules that there are, as the issue lists them.
pub(crate) const RULES: [&str; 39] = [
    "dangling-reference",
    "duplicate-id",
    "link-cycle",
    "opposed-practice",
    "contradictory-target",
    "deadline-inversion",
    "finding-unserved",
    "school-goal-unserved",
    "no-line-of-sight",
    "goal-without-learning",
    "isolated-need",
    "mandate-unbridged",
    "goal-count",
    "school-priority-count",
    "disconnected-obligations",
    "duplicate-initiative",
    "finding-without-goal",
    "multi-purpose-goal",
    "double-duty-activity",
    "latent-team",
    "blank-plan-field",
    "over-tagging",
    "coach-is-evaluator",
    "session-overlap",
    "session-in-break",
    "hours-over-capacity",
    "deadline-cluster",
    "contract-cap",
    "off-contract-load",
    "team-time-short",
    "coach-overbooked",
    "no-follow-up",
    "no-practice-time",
    "no-feedback-loop",
    "thin-dose",
    "stand-alone-workshop",
    "duplicate-mandate",
    "untrained-facilitator",
    "choice-gap",
];
