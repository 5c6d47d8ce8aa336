//! Ids that stay. Comes in: a rule and the items of a finding. Goes out: a number that is the same in every version of
//! plalign. Apart, because decisions, baselines and what code scanning remembers hang on it.

/// The id that a finding of this rule and these items has.
pub fn finding_id(code: &str, items: &[&str]) -> String {
    format!("{code}:{:016x}", hash_of(code, items))
}

/// A number for a word and some others that is fixed for ever: 64 bits of FNV-1a.
pub fn hash_of(code: &str, items: &[&str]) -> u64 {
    let mut hash = Fnv::default();
    hash.write(code);
    items.iter().for_each(|item| hash.write(item));
    hash.0
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo): fixed for ever, since ids in decisions and baselines hang on it.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Adds a word and a separator that no word holds.
    fn write(&mut self, word: &str) {
        for byte in word.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
