//! Where the cells of a table stand (RFC 4180: a cell is quoted as a whole or not at all). Comes in: text and an offset.
//! Goes out: the cells of the record there, or what is wrong with its quotes. Apart, because the csv crate gives neither.

/// A cell found again: its text with quotes, and without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) outer: (usize, usize),
    pub(crate) inner: (usize, usize),
}

/// What is wrong with the quotes of a record, at the quote that opens the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quote {
    Unclosed(usize),
    TextAfter(usize),
}

/// How many bytes of line breaks (and blank lines) a text begins with.
pub(crate) fn line_breaks(text: &str) -> usize {
    text.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
}

pub(crate) fn next_line(text: &str, from: usize) -> usize {
    text.as_bytes()[from..].iter().position(|byte| matches!(byte, b'\r' | b'\n')).map_or(text.len(), |at| from + at)
}

/// The separators there are.
const CANDIDATES: [u8; 4] = *b",;\t|";

/// The separator that is most frequent outside quotes in the header, and where the header starts (behind `sep=;`, or
/// behind lines without text).
pub(crate) fn delimiter_of(text: &str) -> (u8, usize) {
    let head = text.get(..5).map(str::to_ascii_lowercase);
    if let Some(declared) = head.as_deref().and_then(|head| head.strip_prefix("sep="))
        && let [byte] = declared.as_bytes()
        && CANDIDATES.contains(byte)
    {
        return (*byte, next_line(text, 0) + line_breaks(&text[next_line(text, 0)..]));
    }
    let blank = |byte: &u8| byte.is_ascii_whitespace() || CANDIDATES.contains(byte);
    let unused = &text[..text.bytes().take_while(blank).count()];
    let start = unused.rfind(['\r', '\n']).map_or(0, |at| at + 1);
    let mut quoted = false;
    let mut counts = [0_usize; 4];
    for byte in text[start..].bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            byte if !quoted => {
                if let Some(at) = CANDIDATES.iter().position(|candidate| *candidate == byte) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    let best = (0..4).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
    (CANDIDATES[best], start)
}

/// The cells of the record at an offset and where it ends, by RFC 4180: a cell is quoted as a whole or not at all.
pub(crate) fn scan(text: &str, start: usize, delimiter: u8) -> Result<(Vec<Found>, usize), Quote> {
    let bytes = text.as_bytes();
    let mut cells = Vec::new();
    let mut at = start;
    loop {
        let cell =
            if bytes.get(at) == Some(&b'"') { quoted_cell(bytes, at, delimiter)? } else { bare_cell(bytes, at, delimiter) };
        cells.push(cell);
        at = cell.outer.1;
        match bytes.get(at) {
            Some(byte) if *byte == delimiter => at += 1,
            _ => return Ok((cells, at)),
        }
    }
}

/// Where the record at an offset ends: with its line, unless a quoted cell of it holds a line break. Where a quote is
/// broken, it ends with the line of that quote, as in reading. O(bytes of the record).
pub(super) fn record_end(text: &str, start: usize, delimiter: u8) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut line) = (start, next_line(text, start));
    while let Some(found) = text[at..line].find('"') {
        let quote = at + found;
        if quote > start && bytes[quote - 1] != delimiter {
            at = quote + 1;
            continue;
        }
        let Ok(cell) = quoted_cell(bytes, quote, delimiter) else { return next_line(text, quote) };
        if bytes.get(cell.outer.1) != Some(&delimiter) {
            return cell.outer.1;
        }
        at = cell.outer.1 + 1;
        line = if at > line { next_line(text, at) } else { line };
    }
    line
}

/// The end of the first record that ends at or behind `wanted`, with the breaks behind it. `start` begins a record;
/// lines without quotes are jumped over. O(bytes between).
pub(super) fn cut(text: &str, start: usize, wanted: usize, delimiter: u8) -> usize {
    let wanted = (wanted..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let mut at = start;
    while at < wanted {
        let quote = text[at..wanted].find('"').map_or(wanted, |found| at + found);
        let before = &text.as_bytes()[at..quote];
        let record = before.iter().rposition(|byte| matches!(byte, b'\r' | b'\n')).map_or(at, |found| at + found + 1);
        let end = record_end(text, record, delimiter);
        at = end + line_breaks(&text[end..]);
    }
    at
}

pub(super) fn bare_cell(bytes: &[u8], start: usize, delimiter: u8) -> Found {
    let ends = |byte: &u8| *byte == delimiter || matches!(byte, b'\r' | b'\n');
    let end = bytes[start..].iter().position(ends).map_or(bytes.len(), |at| start + at);
    let text = &bytes[start..end];
    let lead = text.iter().take_while(|byte| **byte == b' ').count();
    let trail = text[lead..].iter().rev().take_while(|byte| **byte == b' ').count();
    let inner = (start + lead, end - trail);
    Found { outer: (start, end), inner }
}

pub(super) fn quoted_cell(bytes: &[u8], start: usize, delimiter: u8) -> Result<Found, Quote> {
    let mut at = start + 1;
    loop {
        match bytes[at..].iter().position(|byte| *byte == b'"') {
            None => return Err(Quote::Unclosed(start)),
            Some(found) if bytes.get(at + found + 1) == Some(&b'"') => at += found + 2,
            Some(found) => {
                let close = at + found;
                return match bytes.get(close + 1) {
                    None | Some(b'\r' | b'\n') => Ok(Found { outer: (start, close + 1), inner: (start + 1, close) }),
                    Some(byte) if *byte == delimiter => Ok(Found { outer: (start, close + 1), inner: (start + 1, close) }),
                    Some(_) => Err(Quote::TextAfter(start)),
                };
            }
        }
    }
}
