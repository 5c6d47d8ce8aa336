//! What people install is what was built: a wheel in a fresh virtual environment, and a Debian package. What workflow, action
//! and hooks run, runs here as GitHub and pre-commit run it.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_yaml::Value;
use support::{Folder, commit, git, in_git, repository};

/// A folder that outlives the test, so that what is set up in it is not set up again.
fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Runs a script of `packaging`; what it printed.
fn script(name: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(repository("packaging").join(name));
    let output = command.args(arguments).current_dir(repository("")).output().expect("the script can be started");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{name}: {out}{err}");
    out.into_owned()
}

fn version() -> String {
    format!("plalign {}\n", env!("CARGO_PKG_VERSION"))
}

#[test]
fn the_wheel_puts_plalign_into_a_fresh_virtual_environment() {
    let folder = kept("wheel");
    assert_eq!(script("wheel.sh", &["dev", &folder.to_string_lossy()]), version());
    let output = Command::new(folder.join("fresh/bin/plalign"))
        .args(["check", "--quiet", "--format", "json"])
        .arg(repository("examples/clear"))
        .output()
        .expect("the wheel's plalign can be started");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_debian_package_holds_binary_manual_and_completions() {
    let (folder, tree) = (kept("debian"), kept("debian/tree"));
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder of the last run can be removed");
    }
    script("debian.sh", &[env!("CARGO_BIN_EXE_plalign"), &folder.to_string_lossy()]);
    let package = fs::read_dir(&folder).expect("the folder is there").next().expect("a package").expect("a package").path();
    let unpacked = Command::new("dpkg-deb").arg("-x").args([&package, &tree]).status().expect("dpkg-deb can be started");
    assert!(unpacked.success());
    let output =
        Command::new(tree.join("usr/bin/plalign")).arg("--version").output().expect("the packaged plalign can be started");
    assert_eq!(String::from_utf8_lossy(&output.stdout), version());
    for file in [
        "usr/share/man/man1/plalign.1.gz",
        "usr/share/man/man1/plalign-check.1.gz",
        "usr/share/man/man1/plalign-explain.1.gz",
        "usr/share/bash-completion/completions/plalign",
        "usr/share/zsh/vendor-completions/_plalign",
        "usr/share/fish/vendor_completions.d/plalign.fish",
        "usr/share/doc/plalign/copyright",
    ] {
        assert!(fs::metadata(tree.join(file)).is_ok_and(|file| file.len() > 0), "{file}");
    }
}

/// What stands in a file of the repository or of a folder.
fn yaml(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every mapping in a value that has this key, with what it holds there.
fn with_key<'v>(value: &'v Value, key: &str) -> Vec<(&'v Value, &'v str)> {
    let own = value.get(key).and_then(Value::as_str).map(|held| (value, held));
    let inner: Vec<&Value> = match value {
        Value::Mapping(fields) => fields.values().collect(),
        Value::Sequence(elements) => elements.iter().collect(),
        _ => Vec::new(),
    };
    own.into_iter().chain(inner.into_iter().flat_map(|inner| with_key(inner, key))).collect()
}

/// A folder in which `plalign init` was run, under git, with the starter as its only commit.
fn starter() -> Folder {
    let folder = Folder::new();
    assert_eq!(support::plalign(folder.path(), &["init", "."]).code, Some(0));
    in_git(folder)
}

/// What a runner checks out for a pull request that breaks a link: the merge of both, and one commit before it.
fn pull_request() -> (Folder, PathBuf) {
    let folder = starter();
    let path = folder.path().join("plans.yaml");
    let plans = fs::read_to_string(&path).expect("the starter has plans");
    git(folder.path(), &["switch", "--quiet", "--create", "change"]);
    fs::write(&path, plans.replacen("plc-readers", "plc-reders", 1)).expect("a plan can be changed");
    commit(folder.path());
    git(folder.path(), &["switch", "--quiet", "main"]);
    git(folder.path(), &["merge", "--quiet", "--no-ff", "--message", "Merge", "change"]);
    let checkout = folder.path().join("checkout");
    let from = format!("file://{}", folder.path().display());
    git(folder.path(), &["clone", "--quiet", "--depth", "2", &from, "checkout"]);
    (folder, checkout)
}

/// What a step of a workflow or an action left behind.
struct Step {
    code: Option<i32>,
    log: String,
    summary: String,
}

/// Runs a step as GitHub does: in bash, in CI, with a file for the summary of the job.
fn step(folder: &Path, script: &str, variables: &[(String, String)]) -> Step {
    let binaries = Path::new(env!("CARGO_BIN_EXE_plalign")).parent().expect("a binary lies in a folder");
    let search = format!("{}:{}", binaries.display(), std::env::var("PATH").unwrap_or_default());
    let summary = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    let output = Command::new("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        .current_dir(folder)
        .envs([("PATH", search.as_str()), ("CI", "true")])
        .env("GITHUB_STEP_SUMMARY", summary.path())
        .envs(variables.iter().cloned())
        .output()
        .expect("bash can be started");
    let log = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let summary = fs::read_to_string(summary.path()).expect("the summary can be read");
    Step { code: output.status.code(), log, summary }
}

/// The scripts of a workflow's steps for an event, but for what installs plalign.
fn scripts(path: &Path, event: &str) -> Vec<String> {
    let workflow = yaml(path);
    let is_for = |step: &Value| match step.get("if").and_then(Value::as_str) {
        None => true,
        Some("github.event_name == 'pull_request'") => event == "pull_request",
        Some("github.event_name != 'pull_request'") => event != "pull_request",
        Some(other) => panic!("{}: the test does not know when {other}", path.display()),
    };
    let steps =
        with_key(&workflow, "run").into_iter().filter(|(step, script)| is_for(step) && !script.starts_with("pip install"));
    steps.map(|(_, script)| script.to_owned()).collect()
}

/// The name of the archive of this machine in a release of this version.
fn archive_name() -> String {
    format!("plalign-v{}-{}-unknown-linux-gnu", env!("CARGO_PKG_VERSION"), std::env::consts::ARCH)
}

/// A folder of releases with the binary that was built for this test, and its sums.
fn releases() -> Folder {
    let folder = Folder::new();
    let into = folder.path().join(format!("v{}", env!("CARGO_PKG_VERSION")));
    script("archive.sh", &[env!("CARGO_BIN_EXE_plalign"), &archive_name(), &into.to_string_lossy()]);
    let summed = Command::new("bash").args(["-c", "sha256sum -- * > SHA256SUMS"]).current_dir(&into).status();
    assert!(summed.expect("bash can be started").success());
    folder
}

/// Runs what the action installs plalign with, on a machine that has none, with a cargo that only says how it was called.
fn install(releases: &Path) -> (Option<i32>, String, Vec<String>) {
    install_beside(releases, &[])
}

/// The same on a machine that has other programs, too.
fn install_beside(releases: &Path, programs: &[(&str, &str)]) -> (Option<i32>, String, Vec<String>) {
    let mut folder = Folder::new().with("path", "");
    for (name, script) in [("cargo", "echo cargo \"$@\"")].iter().chain(programs) {
        folder = folder.with(&format!("bin/{name}"), format!("#!/bin/sh\n{script}\n"));
    }
    let executable = Command::new("chmod").args(["-R", "+x"]).arg(folder.path().join("bin")).status();
    assert!(executable.expect("chmod can be started").success());
    let output = Command::new(repository("packaging/install.sh"))
        .arg(folder.path().join("into"))
        .env("PATH", format!("{}:/usr/bin:/bin", folder.path().join("bin").display()))
        .env("PLALIGN_RELEASES", format!("file://{}", releases.display()))
        .env("GITHUB_PATH", folder.path().join("path"))
        .output()
        .expect("the script can be started");
    let log = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let path = fs::read_to_string(folder.path().join("path")).expect("the path can be read");
    let told = |folder: &str| {
        let told = Command::new(Path::new(folder).join("plalign")).arg("--version").output();
        told.map_or_else(|_| folder.to_owned(), |told| String::from_utf8_lossy(&told.stdout).into_owned())
    };
    (output.status.code(), log, path.lines().map(told).collect())
}

#[test]
fn the_action_takes_the_released_binary_if_its_checksum_is_right_and_builds_only_where_there_is_none() {
    let releases = releases();
    let (code, log, path) = install(releases.path());
    assert_eq!((code, path), (Some(0), vec![version()]), "{log}");
    assert!(!log.contains("cargo install"), "{log}");

    let (code, log, path) = install(&releases.path().join("none"));
    assert!(code == Some(0) && log.contains("cargo install --locked --path") && path[0].ends_with("built/bin"), "{log}");

    // One that is there already is used if it is this one, and no other.
    let (code, log, path) = install_beside(releases.path(), &[("plalign", &format!("echo {}", version().trim()))]);
    assert_eq!((code, path), (Some(0), vec![]), "{log}");
    let (code, log, path) = install_beside(releases.path(), &[("plalign", "echo plalign 0.0.1")]);
    assert_eq!((code, path), (Some(0), vec![version()]), "{log}");

    let archive = releases.path().join(format!("v{0}/{1}.tar.gz", env!("CARGO_PKG_VERSION"), archive_name()));
    let mut bytes = fs::read(&archive).expect("the archive is there");
    *bytes.last_mut().expect("it has bytes") ^= 1;
    fs::write(&archive, bytes).expect("the archive can be written");
    let (code, log, path) = install(releases.path());
    assert_eq!((code, path), (Some(1), vec![]), "{log}");
    assert!(log.contains("checksum") && !log.contains("cargo install"), "what was tampered with stops the job: {log}");
}

#[test]
fn an_archive_holds_the_pages_of_every_command_and_the_completions() {
    let releases = releases();
    let archive = releases.path().join(format!("v{0}/{1}.tar.gz", env!("CARGO_PKG_VERSION"), archive_name()));
    let listed = Command::new("tar").arg("-tzf").arg(archive).output().expect("tar can be started");
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let help = support::plalign(Path::new("."), &["--help"]).stdout;
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = commands.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    let mut pages: Vec<String> = names.filter(|name| *name != "help").map(|name| format!("man/plalign-{name}.1")).collect();
    assert!(pages.len() > 10, "{pages:?}");
    pages.extend(["man/plalign.1", "completions/plalign.fish", "LICENSE-MIT", "plalign"].map(str::to_owned));
    for page in pages {
        assert!(listed.lines().any(|line| line == format!("{}/{page}", archive_name())), "{page}: {listed}");
    }
}

#[test]
fn the_notes_of_a_release_are_its_section_of_the_changelog() {
    let notes = script("notes.sh", &["Unreleased"]);
    assert!(notes.contains("### Added") && !notes.contains("\n## "), "{notes}");
    let none = Command::new(repository("packaging/notes.sh")).arg("99.0.0").status().expect("the script can be started");
    assert!(!none.success(), "a version of which nothing is said is not released");
}

#[test]
fn workflows_name_each_action_by_its_commit_and_give_rights_only_where_something_is_published() {
    for name in ["ci.yml", "release.yml"] {
        let path = repository(".github/workflows").join(name);
        let workflow = yaml(&path);
        for (_, action) in with_key(&workflow, "uses") {
            let commit = action.split_once('@').map_or("", |(_, commit)| commit);
            assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}: {action}");
        }
        for (job, about) in workflow["jobs"].as_mapping().expect("a workflow has jobs") {
            let installs = with_key(about, "run").iter().any(|(_, script)| script.contains("cargo install"));
            assert!(!installs || about.get("permissions").is_none(), "{name}: {job:?} builds what strangers wrote, with rights");
        }
    }
}

#[test]
fn the_starter_installs_the_version_that_wrote_it() {
    let starter = starter();
    let workflow = yaml(&starter.path().join(".github/workflows/plalign.yml"));
    let installs: Vec<String> = with_key(&workflow, "run").into_iter().map(|(_, script)| script.to_owned()).collect();
    assert!(installs.contains(&format!("pip install plalign=={}", env!("CARGO_PKG_VERSION"))), "{installs:?}");
}

#[test]
fn hooks_pass_the_starter_and_stop_what_is_broken() {
    let (sound, (_broken, checkout)) = (starter(), pull_request());
    for path in [sound.path().join(".pre-commit-config.yaml"), repository(".pre-commit-hooks.yaml")] {
        let hooks = yaml(&path);
        let entries = with_key(&hooks, "entry");
        assert_eq!(entries.len(), 1, "{}", path.display());
        for (_, entry) in entries {
            let passed = step(sound.path(), entry, &[]);
            assert_eq!(passed.code, Some(0), "{entry}: {}", passed.log);
            assert_eq!(step(&checkout, entry, &[]).code, Some(1), "{entry}");
        }
    }
}

#[test]
fn the_workflow_of_a_starter_tells_a_pull_request_what_it_changes_and_a_push_everything() {
    let (_origin, checkout) = pull_request();
    let path = checkout.join(".github/workflows/plalign.yml");
    let [of_change] = &scripts(&path, "pull_request")[..] else { panic!("one step tells of a pull request") };
    let told = step(&checkout, of_change, &[]);
    assert_eq!(told.code, Some(1), "{}", told.log);
    assert_eq!(told.log.matches("::error file=plans.yaml,line=").count(), 1, "{}", told.log);
    assert!(told.log.contains("1 new error") && told.summary.contains("**dangling-reference**"), "{}{}", told.log, told.summary);

    let [of_all] = &scripts(&path, "push")[..] else { panic!("one step tells of a push") };
    let told = step(&checkout, of_all, &[]);
    assert_eq!(told.code, Some(1), "{}", told.log);
    assert!(told.summary.contains("Already works together") && !told.log.contains("new error"), "{}", told.log);
    let sound = step(starter().path(), of_all, &[]);
    assert_eq!(sound.code, Some(0), "{}", sound.log);
}

/// Runs the last step of the action with these inputs, the others as they are by default.
fn action(folder: &Path, inputs: &[(&str, &str)]) -> Step {
    let action = yaml(&repository("action.yml"));
    let (check, script) = with_key(&action["runs"], "run").pop().expect("the action runs something");
    let input = |written: &Value| {
        let name = written.as_str().and_then(|text| text.strip_prefix("${{ inputs.")?.strip_suffix(" }}"));
        let name = name.expect("a variable is an input");
        let given = inputs.iter().find(|(given, _)| *given == name).map(|(_, value)| *value);
        let default = || action["inputs"][name]["default"].as_str().expect("an input has a default");
        given.unwrap_or_else(default).to_owned()
    };
    let variables = check["env"].as_mapping().expect("the step has variables").iter();
    let variables: Vec<(String, String)> =
        variables.map(|(name, written)| (name.as_str().expect("a name is text").to_owned(), input(written))).collect();
    step(folder, script, &variables)
}

#[test]
fn the_action_checks_everything_or_what_changed_and_writes_sarif_besides() {
    let (_origin, checkout) = pull_request();
    let everything = action(&checkout, &[]);
    assert_eq!(everything.code, Some(1), "{}", everything.log);
    assert!(everything.log.contains("::error file=plans.yaml") && everything.summary.contains("Already works together"));
    let changed = action(&checkout, &[("base", "HEAD^1"), ("district", "."), ("sarif", "plalign.sarif")]);
    assert_eq!(changed.code, Some(1), "{}", changed.log);
    assert!(changed.log.contains("1 new error"), "{}", changed.log);
    let sarif = fs::read_to_string(checkout.join("plalign.sarif")).expect("SARIF was written");
    assert!(sarif.contains(r#""ruleId":"dangling-reference""#));
    assert!(sarif.contains(r#""ruleId":"session-in-break""#), "what is not in the file would count as mended");
    assert_eq!(action(&checkout, &[("fail-on", "never"), ("sarif", "plalign.sarif")]).code, Some(0));
    // What stands in an input is never an option or a command.
    let hostile = action(&checkout, &[("base", "--output=stolen"), ("district", "$(touch stolen)")]);
    assert_eq!((hostile.code, checkout.join("stolen").exists()), (Some(2), false), "{}", hostile.log);
}
