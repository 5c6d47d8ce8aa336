//! Text as other languages need it. Comes in: our sentences and ids. Goes out: the same text with nothing in it that means
//! something to Markdown, to a URI or to GitHub's workflow commands. Apart, because each mistake here lets a file of the
//! district steer what reads the output.

use std::fmt::Write;

/// Text in Markdown. Mentions and numbers of issues are kept from becoming links too.
pub(super) fn markdown(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("&#64;"),
            '#' => out.push_str("&#35;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
        out
    })
}

/// Text in a code span of Markdown.
pub(super) fn code_span(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace(['\n', '\r'], " "))
}

/// A path as a reference of a URI (RFC 3986): segments percent-encoded, an absolute path with its scheme.
pub(super) fn uri(path: &str) -> String {
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    path.bytes().fold(scheme.to_owned(), |mut out, byte| {
        // A colon would end a scheme in the first segment of a relative reference.
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// The message of a workflow command.
pub(super) fn command_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
pub(super) fn command_property(text: &str) -> String {
    command_message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_means_anything_to_markdown() {
        assert_eq!(
            markdown("a_b*c*[d](e) <i> @team #12 `x` | 1\n2"),
            "a\\_b\\*c\\*\\[d\\](e) &lt;i&gt; &#64;team &#35;12 \\`x\\` \\| 1 2"
        );
        assert_eq!(code_span("a`b"), "`a'b`");
    }

    #[test]
    fn paths_become_references_of_uris() {
        assert_eq!(uri("plans/José Núñez #1.yaml"), "plans/Jos%C3%A9%20N%C3%BA%C3%B1ez%20%231.yaml");
        assert_eq!(uri("a:b/c?d%.yaml"), "a%3Ab/c%3Fd%25.yaml");
        assert_eq!((uri("../x.yaml"), uri("/tmp/x.yaml")), ("../x.yaml".to_owned(), "file:///tmp/x.yaml".to_owned()));
    }

    #[test]
    fn a_workflow_command_cannot_be_ended_or_begun_by_a_text() {
        assert_eq!(command_message("100%\r\n::stop-commands::x"), "100%25%0D%0A::stop-commands::x");
        assert_eq!(command_property("a,b: 5%"), "a%2Cb%3A 5%25");
    }
}
