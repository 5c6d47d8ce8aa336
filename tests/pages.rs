//! Runs the console blocks of the pages: what `plalign explain` shows is what plalign does. `TRYCMD=overwrite cargo test
//! --test pages` writes the output anew; read it like code.

fn run(pages: &str) {
    trycmd::TestCases::new().env("CI", "").env("GITHUB_STEP_SUMMARY", "").env("COLUMNS", "100").case(pages);
}

#[test]
fn a_page_of_a_rule_shows_what_plalign_prints() {
    run("src/analysis/rules/*.md");
}

#[test]
fn a_page_of_a_fault_of_reading_shows_what_plalign_prints() {
    run("src/load/faults/*.md");
}

#[test]
fn a_page_of_a_fault_of_meaning_shows_what_plalign_prints() {
    run("src/model/faults/*.md");
}
