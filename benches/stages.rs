//! The pipeline stage by stage over synthetic districts, in rows per second. Run: `cargo bench`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{LazyLock, Mutex};

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use jiff::ToSpan;
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
    made(educators, false)
}

/// The same, with forty more sessions for everybody if they are wanted.
fn made(educators: u32, with_sessions: bool) -> (PathBuf, usize) {
    type Made = BTreeMap<(u32, bool), (tempfile::TempDir, usize)>;
    static MADE: LazyLock<Mutex<Made>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().expect("no benchmark panics while it holds the lock");
    let (folder, rows) = made.entry((educators, with_sessions)).or_insert_with(|| {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut init = Command::new(env!("CARGO_BIN_EXE_plalign"));
        init.arg("init").arg(folder.path()).args(["--educators", &educators.to_string()]).stdout(Stdio::null());
        assert!(init.status().expect("the binary runs").success());
        if with_sessions {
            add_sessions(folder.path(), educators).expect("its files can be written");
        }
        let rows = folder.path().read_dir().expect("it was made").flatten().map(|file| lines(&file.path())).sum();
        (folder, rows)
    });
    (folder.path().to_owned(), *rows)
}

/// Requires an activity of forty dated sessions of each educator; she has some twelve obligations anyway. Early, short,
/// twice a week and outside breaks, so that they clash with nothing and tell nothing.
fn add_sessions(folder: &Path, educators: u32) -> io::Result<()> {
    let weeks = [(date(2026, 9, 1), 12), (date(2027, 1, 5), 8)];
    let tuesdays = weeks.into_iter().flat_map(|(first, weeks)| (0..weeks).map(move |week| first + (week * 7).days()));
    let days = tuesdays.flat_map(|tuesday| [tuesday, tuesday + 2.days()]);
    let sessions: Vec<String> = days.map(|day| format!("{day} 07:00-07:05")).collect();
    let mut out = io::BufWriter::new(fs::File::create(folder.join("dated.csv"))?);
    writeln!(out, "id,sessions,required_of,serves,why")?;
    for number in 1..=educators {
        writeln!(out, "dated-{number},{},p{number:06},d1,A look at the day", sessions.join(";"))?;
    }
    out.flush()?;
    let manifest = folder.join("district.yaml");
    let text = fs::read_to_string(&manifest)?;
    let with_more = text.replace("  activities: activities.csv\n", "  activities: [activities.csv, dated.csv]\n");
    assert_ne!(with_more, text, "the manifest names its activities otherwise");
    fs::write(manifest, with_more)
}

fn lines(path: &Path) -> usize {
    fs::read(path).map_or(0, |bytes| bytes.split(|byte| *byte == b'\n').count())
}

fn open(folder: &Path) -> Loaded {
    load::open(folder, false, &[]).expect("the district is there")
}

fn resolve(loaded: &Loaded) -> District {
    District::resolve(loaded, date(2026, 8, 14)).0
}

fn analyzed(loaded: &Loaded, district: &District) -> analysis::Analysis {
    analysis::analyze(loaded, district, Findings::new(), &Wanted::quietly(&[]))
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

/// The same where everybody has forty dated sessions besides the weekly meetings.
#[divan::bench(args = [100, 10_000], max_time = 5)]
fn analysis_of_sessions(bencher: Bencher<'_, '_>, educators: u32) {
    let (folder, rows) = made(educators, true);
    let loaded = open(&folder);
    let resolved = resolve(&loaded);
    bencher.counter(ItemsCount::new(rows)).bench(|| analyzed(black_box(&loaded), black_box(&resolved)));
}

/// The whole command between a district and one in which everybody has an activity more: reads, analyses and compares both.
#[divan::bench(args = [100, 10_000], max_time = 5)]
fn diff(bencher: Bencher<'_, '_>, educators: u32) {
    let ((base, before), (head, now)) = (made(educators, false), made(educators, true));
    bencher.counter(ItemsCount::new(before + now)).bench(|| {
        let mut diff = Command::new(env!("CARGO_BIN_EXE_plalign"));
        diff.arg("diff").args([black_box(&base), black_box(&head)]).args(["--format", "json"]).stdout(Stdio::null());
        let code = diff.status().expect("the binary runs").code();
        assert!(matches!(code, Some(0 | 1)), "both are compared: {code:?}");
    });
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
    let look = Look {
        width: 80,
        colour: false,
        names: false,
        pairs: false,
        whole: false,
        years: false,
        fails: None,
        summary: false,
        excerpts: true,
    };
    let report = Report { loaded: &loaded, district: &resolved, analysis: &analysis, educators: &educators, look };
    bencher.counter(ItemsCount::new(rows)).bench(|| report::write(black_box(&report), Format::Json, &mut io::sink()));
}
