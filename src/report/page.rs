//! A rule's page for a terminal. Comes in: Markdown of our own pages. Goes out: the same text with headings set apart,
//! without the fences that only tests need.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

/// Renders a page. Headings are bold, console blocks indented and dimmed where colours are wanted.
pub fn render(page: &str, colour: bool) -> String {
    let style = |style: Style| if colour { style } else { Style::new() };
    let (heading, code) = (style(Style::new().bold()), style(AnsiColor::Cyan.on_default()));
    let mut text = String::new();
    let mut in_code = false;
    for line in page.lines() {
        if line.starts_with("```") {
            in_code = !in_code;
        } else if in_code {
            // `? 1` is for the test that runs the page: the exit code of the command above.
            if !line.starts_with("? ") {
                _ = if line.is_empty() { writeln!(text) } else { writeln!(text, "    {code}{line}{code:#}") };
            }
        } else if let Some(title) = line.strip_prefix("# ").or_else(|| line.strip_prefix("## ")) {
            _ = writeln!(text, "{heading}{title}{heading:#}");
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}
