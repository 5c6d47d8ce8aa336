//! Many short lists in two vectors. Comes in: values row by row, or keyed pairs. Goes out: slices by row. Apart,
//! because a country has forty million rows and no room for a vector each (4 bytes a row instead of 24).

use std::marker::PhantomData;

/// A key that numbers rows.
pub trait Key: Copy {
    /// The row.
    fn row(self) -> usize;
}

impl Key for usize {
    fn row(self) -> usize {
        self
    }
}

/// Rows of values, found by key. Rows beyond the last one are empty.
#[derive(Clone, Debug)]
pub struct Rows<K, T> {
    ends: Vec<u32>,
    values: Vec<T>,
    key: PhantomData<K>,
}

impl<K, T> Default for Rows<K, T> {
    fn default() -> Self {
        Self { ends: Vec::new(), values: Vec::new(), key: PhantomData }
    }
}

impl<K: Key, T: Copy> Rows<K, T> {
    /// Adds the next row.
    pub fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.values.extend(row);
        self.ends.push(self.values.len() as u32);
    }

    /// The row of a key.
    pub fn of(&self, key: K) -> &[T] {
        let row = key.row();
        let Some(end) = self.ends.get(row) else { return &[] };
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.values[start as usize..*end as usize]
    }

    /// Adds the rows of another, each value changed on the way.
    pub fn append(&mut self, other: &Self, change: impl Fn(T) -> T) {
        let base = self.values.len() as u32;
        self.values.extend(other.values.iter().map(|value| change(*value)));
        self.ends.extend(other.ends.iter().map(|end| base + end));
    }

    /// Only these rows, numbered anew.
    #[must_use]
    pub fn pick(&self, keys: impl Iterator<Item = K>) -> Self {
        let mut picked = Self::default();
        keys.for_each(|key| picked.push(self.of(key).iter().copied()));
        picked
    }

    /// The rows of these keys, which begin at the first one, with some of their values alone.
    #[must_use]
    pub fn keep(&self, keys: impl Iterator<Item = K>, is_kept: impl Fn(K, T) -> bool) -> Self {
        let mut kept = Self::default();
        keys.for_each(|key| kept.push(self.of(key).iter().copied().filter(|value| is_kept(key, *value))));
        kept
    }

    /// Rows of pairs by their key, values in the order of the pairs. O(pairs + rows), a counting sort.
    pub fn group(rows: usize, pairs: &[(K, T)]) -> Self {
        let mut ends = vec![0_u32; rows];
        for (key, _) in pairs {
            ends[key.row()] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum - *end;
        }
        let Some((_, first)) = pairs.first() else { return Self { ends, values: Vec::new(), key: PhantomData } };
        let mut values = vec![*first; pairs.len()];
        for (key, value) in pairs {
            let at = &mut ends[key.row()];
            values[*at as usize] = *value;
            *at += 1;
        }
        Self { ends, values, key: PhantomData }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_grouped_and_keep_their_order() {
        let rows = Rows::group(4, &[(2, 'a'), (0, 'b'), (2, 'c')]);
        let all: Vec<&[char]> = (0..5).map(|row| rows.of(row)).collect();
        assert_eq!(all, [&['b'][..], &[], &['a', 'c'], &[], &[]]);
    }

    #[test]
    fn rows_are_pushed_one_by_one() {
        let mut rows = Rows::<usize, u8>::default();
        rows.push([1, 2]);
        rows.push([]);
        rows.push([3]);
        assert_eq!((rows.of(0), rows.of(1), rows.of(2)), (&[1, 2][..], &[][..], &[3][..]));
        let mut twice = rows.pick([2, 1].into_iter());
        twice.append(&rows, |value| value * 10);
        assert_eq!((0..5).map(|row| twice.of(row)).collect::<Vec<_>>(), [&[3][..], &[], &[10, 20], &[], &[30]]);
    }
}
