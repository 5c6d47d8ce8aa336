//! What a YAML text says, without where and how. Comes in: nodes. Goes out: values that can be changed and compared.

use crate::load::yaml::{Node, Value};

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Null,
    Text(String),
    List(Vec<Self>),
    Map(Vec<(Self, Self)>),
}

impl Shape {
    pub(super) fn of(node: &Node<'_>) -> Self {
        match &node.value {
            Value::Null => Self::Null,
            Value::Scalar(text) => Self::Text(text.clone().into_owned()),
            Value::List(elements) => Self::List(elements.iter().map(Self::of).collect()),
            Value::Map(entries) => Self::Map(entries.iter().map(|(key, value)| (Self::of(key), Self::of(value))).collect()),
        }
    }

    /// A list of texts.
    pub(super) fn words<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        Self::List(words.into_iter().map(|word| Self::Text(word.to_owned())).collect())
    }

    /// A mapping of texts.
    pub(super) fn record(fields: &[(&str, String)]) -> Self {
        let text = |text: &str| Self::Text(text.to_owned());
        Self::Map(fields.iter().map(|(name, value)| (text(name), text(value))).collect())
    }

    /// Sets the value of a key, which stands behind the others where it is new. Nothing else than a mapping has keys.
    pub(super) fn set(&mut self, key: &str, value: Self) {
        let Self::Map(entries) = self else { return };
        let is_key = |(name, _): &&mut (Self, Self)| matches!(name, Self::Text(name) if name == key);
        match entries.iter_mut().find(is_key) {
            Some((_, old)) => *old = value,
            None => entries.push((Self::Text(key.to_owned()), value)),
        }
    }

    /// Sets a key of the mapping under a name, which is made where nothing is there.
    pub(super) fn enter(&mut self, name: &str, (key, value): (&str, Self)) {
        let Self::Map(entries) = self else { return };
        let is_name = |(text, _): &&mut (Self, Self)| matches!(text, Self::Text(text) if text == name);
        let mut inner = match entries.iter_mut().find(is_name) {
            Some((_, Self::Null)) | None => Self::Map(Vec::new()),
            Some((_, inner)) => inner.clone(),
        };
        inner.set(key, value);
        self.set(name, inner);
    }

    /// The same, keys of mappings in an order of their own: where a field stands in its record says nothing.
    pub(super) fn sorted(&self) -> Self {
        match self {
            Self::List(elements) => Self::List(elements.iter().map(Self::sorted).collect()),
            Self::Map(entries) => {
                let mut entries: Vec<_> = entries.iter().map(|(key, value)| (key.sorted(), value.sorted())).collect();
                entries.sort_by(|(a, _), (b, _)| a.text().cmp(b.text()));
                Self::Map(entries)
            }
            other => other.clone(),
        }
    }

    fn text(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }

    /// What stands at a path: numbers of elements, and of entries for their values.
    pub(super) fn at(&mut self, path: &[usize]) -> Option<&mut Self> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        match self {
            Self::List(elements) => elements.get_mut(*first)?.at(rest),
            Self::Map(entries) => entries.get_mut(*first)?.1.at(rest),
            _ => None,
        }
    }
}
