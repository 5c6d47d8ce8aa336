//! The pipeline stage by stage over synthetic districts, in rows per second. Run: `cargo bench`.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{LazyLock, Mutex};

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use jiff::civil::date;
use plalign::analysis::selection::{Selection, in_order};
use plalign::analysis::{self, Wanted};
use plalign::finding::Findings;
use plalign::graph::GoalGraph;
use plalign::load::{self, Loaded};
use plalign::model::District;
use plalign::report::{self, Format, Look, Report};

const SIZES: [u32; 3] = [100, 10_000, 100_000];

fn main() {
    divan::main();
}

/// The folder of a synthetic district and its rows, written once.
fn district(educators: u32) -> (PathBuf, usize) {
    static MADE: LazyLock<Mutex<BTreeMap<u32, (tempfile::TempDir, usize)>>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().expect("no benchmark panics while it holds the lock");
    let (folder, rows) = made.entry(educators).or_insert_with(|| {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut init = Command::new(env!("CARGO_BIN_EXE_plalign"));
        init.arg("init").arg(folder.path()).args(["--educators", &educators.to_string()]).stdout(Stdio::null());
        assert!(init.status().expect("the binary runs").success());
        let rows = folder.path().read_dir().expect("it was made").flatten().map(|file| lines(&file.path())).sum();
        (folder, rows)
    });
    (folder.path().to_owned(), *rows)
}

fn lines(path: &std::path::Path) -> usize {
    std::fs::read(path).map_or(0, |bytes| bytes.split(|byte| *byte == b'\n').count())
}

fn open(folder: &std::path::Path) -> Loaded {
    load::open(folder, false, &[]).expect("the district is there")
}

fn resolve(loaded: &Loaded) -> District {
    District::resolve(loaded, date(2026, 8, 14)).0
}

fn analyzed(loaded: &Loaded, district: &District) -> analysis::Analysis {
    analysis::analyze(loaded, district, Findings::new(), &Wanted { only: &[], progress: &|_| {} })
}

/// Reads and decodes every file.
#[divan::bench(args = SIZES, max_time = 5)]
fn load(bencher: Bencher<'_, '_>, educators: u32) {
    let (folder, rows) = district(educators);
    bencher.counter(ItemsCount::new(rows)).bench(|| open(black_box(&folder)));
}

/// Reads every record and resolves every id.
#[divan::bench(args = SIZES, max_time = 5)]
fn model(bencher: Bencher<'_, '_>, educators: u32) {
    let (folder, rows) = district(educators);
    let loaded = open(&folder);
    bencher.counter(ItemsCount::new(rows)).bench(|| resolve(black_box(&loaded)));
}

/// Walks the goals of all.
#[divan::bench(args = SIZES, max_time = 5)]
fn graph(bencher: Bencher<'_, '_>, educators: u32) {
    let (folder, rows) = district(educators);
    let resolved = resolve(&open(&folder));
    bencher.counter(ItemsCount::new(rows)).bench(|| GoalGraph::of(black_box(&resolved)));
}

/// Works out every educator and runs every rule.
#[divan::bench(args = SIZES, max_time = 5)]
fn analysis(bencher: Bencher<'_, '_>, educators: u32) {
    let (folder, rows) = district(educators);
    let loaded = open(&folder);
    let resolved = resolve(&loaded);
    bencher.counter(ItemsCount::new(rows)).bench(|| analyzed(black_box(&loaded), black_box(&resolved)));
}

/// Writes JSON without pairs.
#[divan::bench(args = SIZES, max_time = 5)]
fn report(bencher: Bencher<'_, '_>, educators: u32) {
    let (folder, rows) = district(educators);
    let loaded = open(&folder);
    let resolved = resolve(&loaded);
    let analysis = analyzed(&loaded, &resolved);
    let selection = Selection { all: true, ..Selection::default() };
    let educators = in_order(&resolved, &selection);
    let look = Look { width: 80, colour: false, names: false, pairs: false, whole: false, years: false };
    let report = Report { loaded: &loaded, district: &resolved, analysis: &analysis, educators: &educators, look };
    bencher.counter(ItemsCount::new(rows)).bench(|| report::write(black_box(&report), Format::Json, &mut io::sink()));
}
