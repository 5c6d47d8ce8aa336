//! Text → text that means nothing to a browser. Comes in: any text, of ours or of the input. Goes out: the same words as
//! HTML. Apart, because every value of every template passes here (`askama.toml`), so that none can be forgotten.

use std::fmt;

use askama::filters::Escaper;

/// The one escape of all templates.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Escape;

impl Escaper for Escape {
    fn write_escaped_str<W: fmt::Write>(&self, mut out: W, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.find(|c| instead(c).is_some()) {
            let (before, special) = rest.split_at(at);
            let c = special.chars().next().expect("something was found here");
            out.write_str(before)?;
            out.write_str(instead(c).unwrap_or_default())?;
            rest = &special[c.len_utf8()..];
        }
        out.write_str(rest)
    }
}

/// What is written instead of a character that means something to a browser, or that HTML does not allow.
fn instead(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        '\n' | '\t' => None,
        '\r' => Some("\n"),
        c if c.is_control() || is_noncharacter(c) => Some("\u{FFFD}"),
        _ => None,
    }
}

/// Code points that are kept for programs and are no characters.
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        Escape.write_escaped_str(&mut out, text).expect("a string takes all");
        out
    }

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(escaped(r#"<script>'"&</script>"#), "&lt;script&gt;&#39;&quot;&amp;&lt;/script&gt;");
    }

    #[test]
    fn characters_that_html_does_not_allow_become_a_sign() {
        assert_eq!(escaped("\u{1b}[31mred\0\u{85}\u{ffff}"), "\u{fffd}[31mred\u{fffd}\u{fffd}\u{fffd}");
    }

    #[test]
    fn other_scripts_and_line_breaks_stay() {
        assert_eq!(escaped("été\nשלום\u{200f}"), "été\nשלום\u{200f}");
    }
}
