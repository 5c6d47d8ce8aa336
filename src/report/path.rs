//! Where things lie: places in the files that were read, pages in the site, and how these link to each other. Comes in: names of
//! folders, and ids of any form. Goes out: paths that are safe on every system, and addresses as they stand.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use crate::finding::hash_of;

/// A place in a file: lines and columns from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct FilePlace {
    /// The path as printed, with `/`.
    pub path: String,
    /// The line.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
    /// What stands there; empty where that is clear.
    pub label: String,
}

impl FilePlace {
    /// Where it is, in words.
    pub fn words(&self) -> String {
        format!("{}, line {}", self.path, self.line)
    }
}

/// Where a page lies in the site, without the ending of its file: `learner/p017/index`. Its parts hold lower-case ASCII
/// letters, digits and `-_+~` alone, so that it is a path and an address as it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub struct PagePath(String);

impl PagePath {
    /// A page from fixed folder names and ids. Ids become safe, distinct names ([`file_name`]).
    pub fn of(parts: &[&str]) -> Self {
        Self(parts.iter().map(|part| file_name(part)).collect::<Vec<_>>().join("/"))
    }

    /// The path, with `/` and without an ending.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How a file beside this page is reached from here: `../rules/link-cycle.html`.
    pub fn link_to(&self, other: &Self, ending: &str) -> String {
        let (from, to): (Vec<&str>, Vec<&str>) = (self.0.split('/').collect(), other.0.split('/').collect());
        let folders = from.len().min(to.len()) - 1;
        let common = (0..folders).take_while(|at| from[*at] == to[*at]).count();
        let up = "../".repeat(from.len() - 1 - common);
        format!("{up}{}.{ending}", to[common..].join("/"))
    }
}

/// The longest id that is written out in a file name; longer ones end in a hash.
const LONGEST: usize = 96;
/// Names that some systems keep for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// An id as part of a path: safe on every system, also where case does not count, and distinct for distinct ids. What is
/// not a lower-case letter, a digit, `-` or `_` is written as `+` and the letter in lower case, or as `~` and a byte in hex.
///
/// ```
/// use plalign::report::path::file_name;
/// assert_eq!([file_name("p017"), file_name("P017"), file_name("../x"), file_name("CON")], ["p017", "+p017", "~2e~2e~2fx", "+c+o+n"]);
/// ```
pub fn file_name(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => name.push(char::from(byte)),
            b'A'..=b'Z' => name.extend(['+', char::from(byte.to_ascii_lowercase())]),
            _ => _ = write!(name, "~{byte:02x}"),
        }
    }
    let port = |name: &str| name.len() == 4 && (name.starts_with("com") || name.starts_with("lpt"));
    if name.is_empty() || DEVICES.contains(&name.as_str()) || port(&name) {
        // A lone `~` is the code of nothing, so that no other id is written like this.
        name.push('~');
    }
    if name.len() > LONGEST {
        name.truncate(LONGEST / 2);
        _ = write!(name, "~~{:016x}{:016x}", hash_of(id, &[]), hash_of("~", &[id]));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_become_safe_and_distinct_names() {
        let long = "a".repeat(300);
        let ids = [
            "../../etc/x",
            "CON",
            "con",
            "com1",
            "con~",
            "a/b",
            "a:b",
            "a.b",
            "A",
            "a",
            "",
            "~",
            "é",
            &long,
            &(long.clone() + "b"),
            "index",
        ];
        let names: BTreeSet<String> = ids.iter().map(|id| file_name(id)).collect();
        assert_eq!(names.len(), ids.len(), "{names:?}");
        for name in &names {
            let is_safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_+~".contains(c);
            assert!(name.chars().all(is_safe) && !name.is_empty() && name.len() <= 128, "{name}");
            assert!(!DEVICES.contains(&name.as_str()), "{name}");
        }
    }

    #[test]
    fn links_are_relative_to_the_page_they_stand_on() {
        let page = PagePath::of(&["school", "lincoln", "index"]);
        let link = |parts: &[&str]| page.link_to(&PagePath::of(parts), "html");
        assert_eq!(link(&["school", "lincoln", "rules", "link-cycle"]), "rules/link-cycle.html");
        assert_eq!(link(&["school", "index"]), "../index.html");
        assert_eq!(link(&["district", "index"]), "../../district/index.html");
        assert_eq!(link(&["school", "lincoln", "index"]), "index.html");
        assert_eq!(PagePath::of(&["index"]).link_to(&page, "md"), "school/lincoln/index.md");
    }
}
