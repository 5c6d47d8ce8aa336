//! Ids as numbers. Comes in: ids as written. Goes out: one number an id, and the id again. Apart, because every id
//! is compared a thousand times and stored once.

use std::cmp::Ordering;
use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::load::nearest::nearest;

/// An id, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(pub u32);

impl super::rows::Key for Name {
    fn row(self) -> usize {
        self.0 as usize
    }
}

/// Every id of a district, each kept once.
#[derive(Clone, Debug, Default)]
pub struct Names {
    text: String,
    ends: Vec<u64>,
    /// Each name with half of its hash, so that a growing table need not read millions of texts again.
    table: HashTable<(u32, Name)>,
    hasher: FixedState,
}

/// Up to how many names the nearest is looked for among all of them; beyond, among those one slip away.
const FEW: usize = 512;
/// No hint is looked for beyond so many letters: nobody types such an id.
const LONG: usize = 64;

impl Names {
    /// The number of an id; a new one where it was not seen before.
    pub fn intern(&mut self, id: &str) -> Name {
        let short = self.short(id);
        let Self { text, ends, table, .. } = self;
        if let Some((_, name)) = table.find(spread(short), |(hash, name)| *hash == short && get(text, ends, *name) == id) {
            return *name;
        }
        let name = Name(ends.len() as u32);
        text.push_str(id);
        ends.push(text.len() as u64);
        table.insert_unique(spread(short), (short, name), |(hash, _)| spread(*hash));
        name
    }

    /// Makes room for so many ids of so many letters in all.
    pub(super) fn reserve(&mut self, ids: usize, letters: usize) {
        self.ends.reserve_exact(ids);
        self.text.reserve_exact(letters);
    }

    /// Keeps an id that begins with another one and that nobody looks up by its text. It costs half of what others do.
    pub(super) fn append(&mut self, head: Name, rest: [&str; 2]) -> Name {
        let name = Name(self.ends.len() as u32);
        self.text.extend_from_within(range(&self.ends, head));
        rest.iter().for_each(|part| self.text.push_str(part));
        self.ends.push(self.text.len() as u64);
        name
    }

    /// The number of an id that was seen before.
    pub fn find(&self, id: &str) -> Option<Name> {
        let short = self.short(id);
        let same = |(hash, name): &(u32, Name)| *hash == short && get(&self.text, &self.ends, *name) == id;
        self.table.find(spread(short), same).map(|(_, name)| *name)
    }

    fn short(&self, id: &str) -> u32 {
        self.hasher.hash_one(id) as u32
    }

    /// The id.
    pub fn get(&self, name: Name) -> &str {
        get(&self.text, &self.ends, name)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The most similar id that is `known`, if one is near: by distance among few names, by probing every single
    /// slip (letter dropped, added, replaced, two swapped) among many, so that a thousand slips in a million ids are told at
    /// once.
    pub fn nearest(&self, id: &str, known: impl Fn(Name) -> bool) -> Option<&str> {
        if id.len() > LONG {
            return None;
        }
        if self.len() <= FEW {
            let names = (0..self.len() as u32).map(Name).filter(|name| known(*name));
            return nearest(id, names.map(|name| self.get(name)));
        }
        let probe = |slip: String| self.find(&slip).filter(|name| known(*name)).map(|name| self.get(name));
        slips(id).find_map(probe)
    }
}

/// A hash of 64 bits from half of one, by Fibonacci hashing.
fn spread(short: u32) -> u64 {
    u64::from(short).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn get<'a>(text: &'a str, ends: &[u64], name: Name) -> &'a str {
    &text[range(ends, name)]
}

/// Where the text of an id stands.
fn range(ends: &[u64], name: Name) -> Range<usize> {
    let at = name.0 as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] };
    start as usize..ends[at] as usize
}

/// Every text one slip away.
fn slips(id: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = id.chars().collect();
    let alphabet: Vec<char> = ('a'..='z').chain('A'..='Z').chain('0'..='9').chain(['-', '_', '.', '/', ':']).collect();
    let joined = |parts: &[&[char]]| parts.iter().flat_map(|part| part.iter()).collect::<String>();
    (0..=letters.len()).flat_map(move |at| {
        let (head, tail) = letters.split_at(at);
        let mut slips = Vec::new();
        if let [first, rest @ ..] = tail {
            slips.push(joined(&[head, rest]));
            if let [second, rest @ ..] = rest {
                slips.push(joined(&[head, &[*second, *first], rest]));
            }
            slips.extend(alphabet.iter().map(|letter| joined(&[head, &[*letter], rest])));
        }
        slips.extend(alphabet.iter().map(|letter| joined(&[head, &[*letter], tail])));
        slips
    })
}

/// Natural order of ids: runs of digits by value, everything else by bytes, ties by the text as it is.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    while let (Some(x), Some(y)) = (left.first(), right.first()) {
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let (one, other) = (digits(&mut left), digits(&mut right));
            one.len().cmp(&other.len()).then_with(|| one.cmp(other))
        } else {
            (left, right) = (&left[1..], &right[1..]);
            x.cmp(y)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// Takes the run of digits at the front and gives it without leading zeros.
fn digits<'a>(text: &mut &'a [u8]) -> &'a [u8] {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (run, rest) = text.split_at(length);
    *text = rest;
    let zeros = run.iter().take_while(|byte| **byte == b'0').count();
    &run[zeros..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_kept_once() {
        let mut names = Names::default();
        let (a, b) = (names.intern("g-1"), names.intern("g-2"));
        assert_eq!((names.intern("g-1"), names.get(b), names.find("g-3"), a == b), (a, "g-2", None, false));
    }

    #[test]
    fn ids_sort_as_people_count() {
        let mut ids = ["g-10", "g-9", "g-009", "G-1", "g", "g-9a", "g-1"];
        ids.sort_by(|a, b| natural(a, b));
        assert_eq!(ids, ["G-1", "g", "g-1", "g-009", "g-9", "g-9a", "g-10"]);
    }

    #[test]
    fn a_slip_is_found_among_many() {
        let mut names = Names::default();
        (0..10_000).for_each(|n| _ = names.intern(&format!("g-{n:05}")));
        assert_eq!(names.nearest("g-0420", |_| true), Some("g-00420"));
        assert_eq!(names.nearest("q-00420", |_| true), Some("g-00420"));
        assert_eq!(names.nearest("nothing-like-it", |_| true), None);
    }
}
