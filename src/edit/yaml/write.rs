//! Texts as YAML writes them. Comes in: a text and where it is to stand. Goes out: the text, in quotes where it needs them.

/// Words that mean something else without quotes.
const RESERVED: [&str; 10] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"];

/// A value in a mapping or list that is not in brackets.
pub(super) fn plain(text: &str) -> String {
    if needs_quotes(text) { quoted(text) } else { text.to_owned() }
}

/// A value in brackets.
pub(super) fn in_brackets(text: &str) -> String {
    if needs_quotes(text) || text.contains([',', '[', ']', '{', '}']) { quoted(text) } else { text.to_owned() }
}

/// A value in double quotes, as JSON has it.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A value in these quotes, or as it may stand in brackets.
pub(super) fn like(text: &str, quote: Option<char>) -> String {
    match quote {
        Some('"') => quoted(text),
        Some(_) if !text.contains(['\n', '\r']) => format!("'{}'", text.replace('\'', "''")),
        _ => in_brackets(text),
    }
}

/// Whether a text without quotes would be another one, or none: it begins with something else than a letter or digit,
/// holds what begins a value or a comment, or looks like a number, a day or a word of YAML. A day is left as it is.
fn needs_quotes(text: &str) -> bool {
    let begins = text.chars().next().is_some_and(char::is_alphanumeric);
    let holds = text.contains(": ") || text.contains(" #") || text.contains(['\t', '"']) || text.contains(char::is_control);
    let ends = text.ends_with(':') || text.ends_with(char::is_whitespace);
    let number = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '_' | ':' | 'e' | 'E' | 'x' | '+'));
    !begins || holds || ends || number || RESERVED.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_be_read_otherwise_is_quoted() {
        for text in
            ["Decoding leads", "s2@0123456789abcdef", "2027-06-11", "opposed-practice:9f31c2a07d15e6b4", "it's so; Peña, too"]
        {
            assert_eq!(plain(text), text);
        }
        for text in ["", "no", "12", "1:30", "a: b", "a #b", "- a", "@x", "*x", "a:", " a", "a\nb", "say \"so\"", "Null", "1e3"] {
            assert_eq!(plain(text), quoted(text), "{text}");
        }
        assert_eq!((in_brackets("a, b"), like("it's", Some('\''))), ("\"a, b\"".to_owned(), "'it''s'".to_owned()));
    }
}
