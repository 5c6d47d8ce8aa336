//! The nearest known name to an unknown one. Comes in: a name and the names there are. Goes out: “did you mean”.

use strsim::osa_distance;

/// The most similar of the candidates, if it is near enough to be meant: at most a third of the letters differ.
/// One string distance a candidate, so it is called for one unknown name at a time.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let length = lower.chars().count();
    let allowed = (length / 3).max(1);
    let near = |candidate: &&str| candidate.chars().count().abs_diff(length) <= allowed;
    candidates
        .filter(near)
        .map(|candidate| (osa_distance(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// “; did you mean “huors”?” or nothing.
pub fn did_you_mean<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> String {
    nearest(name, candidates).map(|near| format!("; did you mean “{near}”?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_none() {
        let names = ["hours", "id", "educator"];
        assert_eq!(nearest("huors", names.into_iter()), Some("hours"));
        assert_eq!(nearest("Educater", names.into_iter()), Some("educator"));
        assert_eq!(nearest("salary", names.into_iter()), None);
    }
}
