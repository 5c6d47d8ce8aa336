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
