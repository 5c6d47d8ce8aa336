//! What people install is what was built: a wheel in a fresh virtual environment, and a Debian package.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use support::repository;

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
        std::fs::remove_dir_all(&folder).expect("the folder of the last run can be removed");
    }
    script("debian.sh", &[env!("CARGO_BIN_EXE_plalign"), &folder.to_string_lossy()]);
    let package = std::fs::read_dir(&folder).expect("the folder is there").next().expect("a package").expect("a package").path();
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
        assert!(std::fs::metadata(tree.join(file)).is_ok_and(|file| file.len() > 0), "{file}");
    }
}

/// The commands in a file that begin with plalign: lines of scripts, and entries of hooks.
fn commands(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let of = |line: &str| line.trim().split_once(": ").map(|(_, command)| command.to_owned());
    text.lines().filter_map(of).filter(|command| command.starts_with("plalign ")).collect()
}

#[test]
fn what_workflow_action_and_hooks_run_runs() {
    let folder = support::Folder::new();
    assert_eq!(support::plalign(folder.path(), &["init", "."]).code, Some(0));
    let own = [".github/workflows/plalign.yml", ".pre-commit-config.yaml"].map(|path| folder.path().join(path));
    let ours = ["action.yml", ".pre-commit-hooks.yaml"].map(repository);
    for path in own.iter().chain(&ours) {
        let commands = commands(path);
        assert!(!commands.is_empty(), "{} runs nothing", path.display());
        for command in commands {
            let binaries = Path::new(env!("CARGO_BIN_EXE_plalign")).parent().expect("a binary lies in a folder");
            let search = format!("{}:{}", binaries.display(), std::env::var("PATH").unwrap_or_default());
            let output = Command::new("bash")
                .args(["-c", &command])
                .current_dir(folder.path())
                .envs([("PATH", search.as_str()), ("CI", "true"), ("DISTRICT", "district.yaml"), ("FAIL_ON", "error")])
                .output()
                .expect("bash can be started");
            assert_eq!(output.status.code(), Some(0), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
}
