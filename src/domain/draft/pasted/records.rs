//! The rows of a pasted text: cells between tabs, semicolons or commas, in quotes where they need it.
//!
//! A quote that is opened and not closed costs its own row: taken as the format says, it would swallow all that follow.

/// A quoted cell with line ends has at most so many lines.
const MOST_LINES: usize = 20;

const OPEN_QUOTE: &str = "a quote (\") is opened and not closed";

/// A row with something in it.
pub(super) struct Record {
    /// Its line in the text, from 1.
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
    /// What is wrong with how it is written.
    pub(super) fault: Option<&'static str>,
}

/// The rows with something in them.
pub(super) fn records(text: &str) -> Vec<Record> {
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let first = lines.iter().find(|line| !line.trim().is_empty()).copied().unwrap_or_default();
    let delimiter = delimiter(first);
    let width = usual_width(&lines, delimiter);
    let mut records = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let (found, fault, taken) = match cells(line, delimiter) {
            Some(cells) => (cells, None, 1),
            None => match joined(lines.get(at..).unwrap_or_default(), delimiter, width) {
                Some((cells, taken)) => (cells, None, taken),
                None => (bare(line, delimiter), Some(OPEN_QUOTE), 1),
            },
        };
        if found.iter().any(|cell| !cell.is_empty()) {
            records.push(Record { line: at as u64 + 1, cells: found, fault });
        }
        at += taken;
    }
    records
}

/// What stands between the cells of a row: a tab, else what makes more cells of it. In quotes the other one is text.
fn delimiter(row: &str) -> char {
    let width = |delimiter| cells(row, delimiter).unwrap_or_else(|| bare(row, delimiter)).len();
    if row.contains('\t') {
        '\t'
    } else if width(';') > 1 && width(';') >= width(',') {
        ';'
    } else {
        ','
    }
}

/// Whether a line has several cells.
pub(super) fn has_cells(line: &str) -> bool {
    cells(line, delimiter(line)).is_some_and(|cells| cells.len() > 1)
}

/// How many cells a row has that is whole on its line: as many as the one in the middle of all.
fn usual_width(lines: &[&str], delimiter: char) -> usize {
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let mut widths: Vec<usize> = filled.filter_map(|line| Some(cells(line, delimiter)?.len())).collect();
    widths.sort_unstable();
    widths.get(widths.len() / 2).copied().unwrap_or_default().max(2)
}

/// The cells of a row of which a quoted cell has line ends, and how many lines that takes. Nothing where a line that would be
/// part of the cell is a row by itself.
fn joined(lines: &[&str], delimiter: char, width: usize) -> Option<(Vec<String>, usize)> {
    (2..=lines.len().min(MOST_LINES)).find_map(|taken| {
        let part = lines.get(..taken)?;
        let is_row = |line: &&str| bare(line, delimiter).len() >= width;
        let found = cells(&part.join("\n"), delimiter)?;
        part.iter().skip(1).all(|line| !is_row(line)).then_some((found, taken))
    })
}

/// The cells of a row, without blanks around them; nothing where a quote is open at its end.
fn cells(row: &str, delimiter: char) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    let mut rest = row;
    loop {
        let start = rest.trim_start_matches(|c: char| c != delimiter && c.is_whitespace());
        let (cell, after) = if let Some(quoted) = start.strip_prefix('"') {
            quoted_cell(quoted, delimiter)?
        } else {
            let end = rest.find(delimiter).unwrap_or(rest.len());
            let (cell, after) = rest.split_at_checked(end)?;
            (cell.to_owned(), after)
        };
        cells.push(cell.trim().to_owned());
        match after.strip_prefix(delimiter) {
            Some(next) => rest = next,
            None => return Some(cells),
        }
    }
}

/// The text of a quoted cell and what stands behind it. A quote ends the cell before a delimiter or the end; two are one.
fn quoted_cell(quoted: &str, delimiter: char) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut rest = quoted;
    loop {
        let (before, after) = rest.split_once('"')?;
        text.push_str(before);
        if let Some(next) = after.strip_prefix('"') {
            text.push('"');
            rest = next;
            continue;
        }
        let behind = after.trim_start_matches(|c: char| c != delimiter && c.is_whitespace());
        if behind.is_empty() || behind.starts_with(delimiter) {
            return Some((text, behind));
        }
        if !text.contains('\n') {
            // A name in quotes before an address; on the lines of a cell only what the format says ends it.
            let (behind, after) = after.split_at_checked(after.find(delimiter).unwrap_or(after.len()))?;
            return Some((text + behind, after));
        }
        text.push('"');
        rest = after;
    }
}

/// The cells of a row whatever its quotes say.
fn bare(row: &str, delimiter: char) -> Vec<String> {
    row.split(delimiter).map(|cell| cell.trim().trim_matches('"').to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(u64, String, bool)> {
        let told = |record: Record| (record.line, record.cells.join("|"), record.fault.is_some());
        records(text).into_iter().map(told).collect()
    }

    #[test]
    fn cells_stand_between_tabs_semicolons_or_commas() {
        for text in ["a\tb, c\t\r\n\r\nd\te\tf", "a;b, c;\n\nd;e;f\n", "\"a\",\"b, c\",\n\n d , e,f"] {
            assert_eq!(read(text), [(1, "a|b, c|".to_owned(), false), (3, "d|e|f".to_owned(), false)], "{text:?}");
        }
        assert_eq!(read("\"say \"\"hi\"\"\",5\" pipe\n"), [(1, "say \"hi\"|5\" pipe".to_owned(), false)]);
        assert_eq!(read("\n , \n"), []);
    }

    #[test]
    fn an_open_quote_costs_its_own_row() {
        let rows = ["a\tx\t1", "\"b\tx\t2", "c\tx\t3", "\"d\"\tx\t4", "e\t\"x\t5"];
        let found = read(&rows.join("\n"));
        let faults: Vec<u64> = found.iter().filter(|row| row.2).map(|row| row.0).collect();
        assert_eq!((found.len(), faults), (5, vec![2, 5]));
        assert_eq!(found[1].1, "b|x|2");
        let csv = read("a,1,x\n\"b,2,x\nc,3,\"x\"\nd,4,x\n");
        assert_eq!((csv.len(), csv[1].2), (4, true), "a quote that would close in another row");
    }

    #[test]
    fn a_quoted_cell_may_have_line_ends() {
        assert_eq!(
            read("a\t\"two\nlines\"\tb\nc\td\te\n"),
            [(1, "a|two\nlines|b".to_owned(), false), (3, "c|d|e".to_owned(), false),]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_rows(text in "[a\"\t,;\n ]{0,40}") {
            let filled = text.split('\n').filter(|line| line.contains('a')).count();
            prop_assert!(records(&text).len() >= filled.min(1));
        }
    }
}
