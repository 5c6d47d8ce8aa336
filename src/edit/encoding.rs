//! Bytes of any encoding that is read → the same bytes with a stretch of their text replaced. Comes in: a file's bytes and
//! splices of its text. Goes out: bytes, of which all outside the stretches are the old ones.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Refusal, Splice, applied};
use crate::load::text::{decode, encoding_of};

/// The bytes of a text with splices in it. They are refused where decoding them does not give the text with the splices.
pub fn spliced(bytes: &[u8], splices: &[Splice]) -> Result<Vec<u8>, Refusal> {
    let (encoding, mark) = encoding_of(bytes);
    let (old, name) = (text_of(bytes).ok_or(Refusal::Bytes(name_of(encoding)))?, name_of(encoding));
    // What was decoded and encoded again must be what it was, or offsets in the text say nothing about bytes.
    if encoded(&old, encoding)? != bytes[mark..] {
        return Err(Refusal::Bytes(name));
    }
    let mut result = bytes[..mark].to_vec();
    let (mut from, mut at) = (0, mark);
    for splice in splices {
        let kept = encoded(&old[from..splice.at], encoding)?.len();
        result.extend(&bytes[at..at + kept]);
        result.extend(encoded(&splice.with, encoding)?);
        from = splice.at + splice.len;
        at += kept + encoded(&old[splice.at..from], encoding)?.len();
    }
    result.extend(&bytes[at..]);
    if text_of(&result).is_some_and(|text| text == applied(&old, splices)) { Ok(result) } else { Err(Refusal::Bytes(name)) }
}

/// The text of some bytes, as plalign reads it; `None` where a byte of it has no meaning.
pub fn text_of(bytes: &[u8]) -> Option<String> {
    let decoded = decode(bytes.to_vec());
    decoded.flaw.is_none().then_some(decoded.text)
}

fn encoded(text: &str, encoding: &'static Encoding) -> Result<Vec<u8>, Refusal> {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let bytes = |unit: u16| if encoding == UTF_16LE { unit.to_le_bytes() } else { unit.to_be_bytes() };
        return Ok(text.encode_utf16().flat_map(bytes).collect());
    }
    let (bytes, _, lossy) = encoding.encode(text);
    if lossy {
        let foreign = text.chars().find(|c| encoding.encode(c.encode_utf8(&mut [0; 4])).2);
        return Err(Refusal::Encoding { encoding: name_of(encoding), character: foreign.unwrap_or('\u{FFFD}') });
    }
    Ok(bytes.into_owned())
}

fn name_of(encoding: &'static Encoding) -> &'static str {
    match encoding {
        _ if encoding == UTF_8 => "UTF-8",
        _ if encoding == WINDOWS_1252 => "Windows-1252",
        _ => "UTF-16",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, encoding: &'static Encoding, mark: &[u8]) -> Vec<u8> {
        [mark, &encoded(text, encoding).expect("it can be written so")].concat()
    }

    #[test]
    fn a_stretch_is_replaced_in_every_encoding() {
        let (text, splices) = ("id,name\r\na,Peña\r\n", [Splice { at: 11, len: 5, with: "Ñu".to_owned() }]);
        let wanted = "id,name\r\na,Ñu\r\n";
        for (encoding, mark) in [
            (UTF_8, &b""[..]),
            (UTF_8, b"\xEF\xBB\xBF"),
            (UTF_16LE, b"\xFF\xFE"),
            (UTF_16BE, b"\xFE\xFF"),
            (UTF_16LE, b""),
            (WINDOWS_1252, b""),
        ] {
            let result = spliced(&of(text, encoding, mark), &splices);
            assert_eq!(result.as_deref(), Ok(&of(wanted, encoding, mark)[..]), "{encoding:?} {mark:?}");
        }
    }

    #[test]
    fn a_character_that_an_encoding_lacks_is_refused() {
        let splices = [Splice { at: 0, len: 0, with: "→".to_owned() }];
        let result = spliced(b"caf\xE9", &splices);
        assert_eq!(result, Err(Refusal::Encoding { encoding: "Windows-1252", character: '→' }));
    }

    #[test]
    fn damaged_bytes_are_refused() {
        assert_eq!(spliced("é é é \u{0}".as_bytes(), &[]), Err(Refusal::Bytes("UTF-8")));
        let bad = [&"é é é ".bytes().collect::<Vec<_>>()[..], &[0xE9, b'x']].concat();
        assert_eq!(spliced(&bad, &[]), Err(Refusal::Bytes("UTF-8")));
    }

    #[test]
    fn a_plain_file_that_gets_its_first_accent_is_utf_8() {
        let splices = [Splice { at: 1, len: 0, with: "é".to_owned() }];
        assert_eq!(spliced(b"ab", &splices), Ok("aéb".as_bytes().to_vec()));
    }
}
