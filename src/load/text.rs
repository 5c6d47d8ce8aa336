//! Bytes → text: encodings as exports have them. Comes in: a file's bytes. Goes out: UTF-8 without a
//! byte-order mark, and the first fault if there is one. Apart, because YAML and CSV share it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What is wrong with the bytes of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// A byte that is no UTF-8 in a file that otherwise is.
    BadByte(u8),
    /// A NUL, which no text holds.
    Nul,
    /// It begins as files of this kind do, which are no text.
    Foreign(&'static str),
}

/// A decoded text and its first flaw with the offset in that text.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) flaw: Option<(u32, Flaw)>,
}

/// What people save in the place of a table or a text, by its first bytes.
const FOREIGN: [(&[u8], &str); 3] = [
    (b"PK\x03\x04", "an Excel workbook or another packed file"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a workbook or document of an older Office"),
    (b"%PDF-", "a PDF"),
];

/// Decodes UTF-8 with or without a byte-order mark, UTF-16 and Windows-1252. Of what is no text nothing is kept. O(bytes).
pub(crate) fn decode(mut bytes: Vec<u8>) -> Decoded {
    if let Some((_, what)) = FOREIGN.iter().find(|(first, _)| bytes.starts_with(first)) {
        return Decoded { text: String::new(), flaw: Some((0, Flaw::Foreign(what))) };
    }
    let (encoding, mark) = marked(&bytes);
    if encoding != UTF_8 {
        return decoded_with(encoding, &bytes[mark..]);
    }
    bytes.drain(..mark);
    match String::from_utf8(bytes) {
        Ok(text) => finished(text, None),
        Err(error) => decode_foreign(&error.into_bytes()),
    }
}

/// The encoding of a text and how long its mark is.
pub(crate) fn encoding_of(bytes: &[u8]) -> (&'static Encoding, usize) {
    let (encoding, mark) = marked(bytes);
    let is_foreign = encoding == UTF_8 && std::str::from_utf8(&bytes[mark..]).is_err() && !is_damaged(&bytes[mark..]);
    (if is_foreign { WINDOWS_1252 } else { encoding }, mark)
}

/// The encoding that the first bytes tell and how long its mark is; UTF-8 where they tell nothing.
fn marked(bytes: &[u8]) -> (&'static Encoding, usize) {
    Encoding::for_bom(bytes).or_else(|| Some((unmarked_utf16(bytes)?, 0))).unwrap_or((UTF_8, 0))
}

/// A text in which every other of the first bytes is zero is UTF-16 without its mark.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(64)];
    if head.len() < 4 {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let most = head.len() / 2 - head.len() / 16;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd >= most => Some(UTF_16LE),
        (even, 0) if even >= most => Some(UTF_16BE),
        _ => None,
    }
}

fn decoded_with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let flaw = malformed.then(|| (text.find('\u{FFFD}').unwrap_or(0) as u32, Flaw::BadByte(0)));
    finished(text, flaw)
}

/// Bytes that are not all UTF-8: a damaged UTF-8 file where most non-ASCII characters are well formed,
/// otherwise Windows-1252, which gives every byte a meaning.
fn decode_foreign(bytes: &[u8]) -> Decoded {
    if is_damaged(bytes) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let first = bytes.utf8_chunks().next().expect("bytes that are no UTF-8 have a chunk");
        let flaw = Flaw::BadByte(first.invalid().first().copied().unwrap_or(0));
        return finished(text, Some((first.valid().len() as u32, flaw)));
    }
    decoded_with(WINDOWS_1252, bytes)
}

/// Whether bytes that are not all UTF-8 are so for the most part.
fn is_damaged(bytes: &[u8]) -> bool {
    let (mut formed, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        formed += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    formed >= broken && formed > 0
}

fn finished(text: String, flaw: Option<(u32, Flaw)>) -> Decoded {
    let nul = text.bytes().position(|byte| byte == 0).map(|at| (at as u32, Flaw::Nul));
    Decoded { flaw: flaw.into_iter().chain(nul).min_by_key(|(at, _)| *at), text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        let decoded = decode(bytes.to_vec());
        assert_eq!(decoded.flaw, None);
        decoded.text
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(text(b"\xEF\xBB\xBFid"), "id");
        assert_eq!(text(b"\xFF\xFEi\0d\0"), "id");
        assert_eq!(text(b"\xFE\xFF\0i\0d"), "id");
    }

    #[test]
    fn utf_16_without_its_mark_is_recognized() {
        assert_eq!(text(b"i\0d\0,\0n\0a\0m\0e\0"), "id,name");
    }

    #[test]
    fn windows_1252_is_read_where_no_character_is_utf_8() {
        assert_eq!(text(b"Pe\xF1a \x96 caf\xE9"), "Peña – café");
    }

    #[test]
    fn a_bad_byte_in_a_utf_8_file_is_told_at_its_place() {
        let decoded = decode("é é é ".bytes().chain([0xE9, b'x']).collect());
        assert_eq!(decoded.flaw, Some((9, Flaw::BadByte(0xE9))));
    }

    #[test]
    fn a_nul_is_told() {
        assert_eq!(decode(b"id\0\0name, and more text".to_vec()).flaw, Some((2, Flaw::Nul)));
    }
}
