//! Every format, read back.

mod groups;

use proptest::prelude::*;

use super::csv::Reader;
use super::{Caption, Sheet, csv, html, json, markdown};
use crate::app::connection::Mode;
use crate::domain::campaign::{Campaign, Listing, Stats};
use crate::domain::measure::Measures;
use crate::domain::order::{Column, Order, Value, Values as _};
use crate::domain::query::Query;
use crate::domain::shown::Shown;
use crate::domain::store::{Snapshot, Store};

fn sheet(rows: Vec<Campaign>, filter: &str) -> Sheet {
    let mut store = Store::default();
    store.apply(Snapshot::build(Listing { rows, unreadable: 0 }));
    store.set_query(Query::parse(filter).unwrap());
    Sheet {
        rows: store.excerpt(),
        columns: Column::ALL.to_vec(),
        measures: Measures::default(),
        caption: Caption {
            mode: Mode::Live,
            host: "public-api.kayse.ai".to_owned(),
            as_of: "2026-03-04 14:02:05 Chicago".to_owned(),
            age: None,
            search: None,
            filter: filter.to_owned(),
            orders: vec![Order::descending(Column::Id)],
            redacted: false,
        },
    }
}

fn named(id: i64, name: &str) -> Campaign {
    let text = || Some(Shown::new(name));
    Campaign { id, name: text(), agent: text(), updated: text(), ..Campaign::sample() }
}

/// What breaks out of a table, runs in a spreadsheet, is a tag, or turns what follows round.
const HOSTILE: [&str; 9] = [
    "a | b \\| c",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "</td></table><img src=x onerror=alert(1)>",
    "\"quoted\", 'and' more",
    "line\nbreak\r\ttab",
    "turned \u{202e}round\u{202c} שלום",
    "&amp; &lt;b&gt; **bold** _em_ [x](http://evil)",
    "`code` ~~gone~~ # no",
];

fn hostile() -> Vec<Campaign> {
    (1..).zip(HOSTILE).map(|(id, name)| named(id, name)).collect()
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn csv_of(sheet: &Sheet, reader: Reader) -> String {
    written(|out| csv::write(sheet.rows.rows(), &sheet.columns, reader, out))
}

fn html_of(sheet: &Sheet) -> String {
    written(|out| html::write(sheet, out))
}

/// Every format that has words or names in it.
fn all(sheet: &Sheet) -> Vec<String> {
    vec![
        csv_of(sheet, Reader::Program),
        csv_of(sheet, Reader::Spreadsheet),
        written(|out| json::records(sheet.rows.rows(), &sheet.columns, out)),
        written(|out| json::array(sheet.rows.rows(), &sheet.columns, out)),
        written(|out| markdown::write(sheet, out)),
        html_of(sheet),
    ]
}

/// The tags and texts of a page, if every tag that is opened is closed in order.
fn elements(page: &str) -> Result<Vec<(String, String)>, String> {
    let void = ["meta", "!doctype"];
    let (mut open, mut found) = (Vec::<String>::new(), Vec::new());
    for piece in page.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').ok_or("a tag has no end")?;
        if let Some(closed) = tag.strip_prefix('/') {
            let opened = open.pop();
            if opened.as_deref() != Some(closed) {
                return Err(format!("{opened:?} is closed by {closed}"));
            }
        } else {
            let name = tag.split_ascii_whitespace().next().unwrap_or_default().to_owned();
            found.push((name.clone(), text.to_owned()));
            if !void.contains(&name.as_str()) {
                open.push(name);
            }
        }
    }
    if open.is_empty() { Ok(found) } else { Err(format!("{open:?} stay open")) }
}

/// What a browser reads in text between tags.
fn unescaped(text: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (written, sign)| text.replace(written, sign))
}

/// The cells of a line of Markdown, as a renderer splits them.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut escaped) = (Vec::new(), String::new(), false);
    for c in line.strip_prefix('|').unwrap().chars() {
        match c {
            c if std::mem::take(&mut escaped) => cell.push(c),
            '\\' => escaped = true,
            '|' => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            c => cell.push(c),
        }
    }
    assert_eq!(cell, "", "a line ends in a bar: {line}");
    cells
}

#[test]
fn csv_reads_back_exactly_and_excel_runs_nothing() {
    let rows = hostile();
    let sheet = sheet(rows.clone(), "");
    for reader in [Reader::Program, Reader::Spreadsheet] {
        let text = csv_of(&sheet, reader);
        let text = if reader == Reader::Spreadsheet { text.strip_prefix('\u{feff}').unwrap() } else { &text };
        let mut read = ::csv::Reader::from_reader(text.as_bytes());
        let heads: Vec<String> = read.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(heads, Column::ALL.map(Column::member));
        let records: Vec<::csv::StringRecord> = read.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), rows.len());
        for (record, row) in records.iter().zip(rows.iter().rev()) {
            for (field, column) in record.iter().zip(Column::ALL) {
                match row.value(column) {
                    None => assert_eq!(field, ""),
                    Some(Value::Whole(whole)) => assert_eq!(field.parse(), Ok(whole)),
                    Some(Value::Real(rate)) => assert_eq!(field.parse(), Ok(rate), "exact to the last bit"),
                    Some(Value::Range(_)) => panic!("{column:?} is no single value"),
                    Some(Value::Text(text)) if reader == Reader::Program => assert_eq!(field, text),
                    Some(Value::Text(text)) => {
                        assert!(!field.starts_with('='), "{field}");
                        assert_eq!(field.replace('\'', ""), text.replace('\'', ""));
                    }
                }
            }
        }
    }
}

#[test]
fn a_range_is_two_numbers_for_programs_and_one_text_for_people() {
    let mut sheet = sheet(vec![Campaign::sample(), Campaign::unknown(2)], "");
    sheet.columns = vec![Column::Id, Column::SuccessRange, Column::Calls];
    let csv = csv_of(&sheet, Reader::Program);
    let mut lines = csv.lines();
    assert_eq!((lines.next(), lines.next()), (Some("id,success_low,success_high,total_calls"), Some("2,,,")));
    let ends: Vec<f64> = lines.next().unwrap().split(',').skip(1).take(2).map(|end| end.parse().unwrap()).collect();
    assert!((ends[0] - 62.156).abs() < 0.001 && (ends[1] - 78.218).abs() < 0.001, "{ends:?}");
    let json = written(|out| json::records(sheet.rows.rows(), &sheet.columns, out));
    assert!(json.starts_with("{\"id\":2,\"success_low\":null,\"success_high\":null,\"total_calls\":null}"), "{json}");
    assert!(json.contains(&format!("\"success_low\":{},\"success_high\":{}", ends[0], ends[1])), "{json}");
    let markdown = written(|out| markdown::write(&sheet, out));
    for line in ["| ID | 95 % range | Calls |", "| 1 | 62.2–78.2% | 132 |", "| 2 | – | – |", "**62.2–78.2%**"] {
        assert!(markdown.contains(line), "{line}:\n{markdown}");
    }
}

#[test]
fn json_lines_hold_the_columns_in_their_order_as_received() {
    let mut sheet = sheet(hostile(), "");
    sheet.columns = vec![Column::Name, Column::SuccessRate, Column::Calls, Column::Origin, Column::Id];
    let text = written(|out| json::records(sheet.rows.rows(), &sheet.columns, out));
    assert!(!text.contains(|c: char| c != '\n' && (c.is_control() || c == '\u{202e}')), "{text}");
    for (line, name) in text.lines().zip(HOSTILE.iter().rev()) {
        assert!(line.starts_with("{\"name\":") && line.contains("\"success_percent\":70.8"), "{line}");
        let read: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!((&read["name"], read["total_calls"].as_i64()), (&serde_json::Value::from(*name), Some(132)));
        assert_eq!(read.as_object().unwrap().len(), 5);
    }
    let unknown = super::tests::sheet(vec![Campaign::unknown(4)], "");
    let line = written(|out| json::records(unknown.rows.rows(), &[Column::Id, Column::Calls], out));
    assert_eq!(line, "{\"id\":4,\"total_calls\":null}\n");
}

#[test]
fn every_line_of_a_markdown_table_has_as_many_cells() {
    let text = written(|out| markdown::write(&sheet(hostile(), ""), out));
    let lines: Vec<Vec<String>> = text.lines().filter(|line| line.starts_with('|')).map(cells).collect();
    assert_eq!(lines.len(), HOSTILE.len() + 3);
    assert!(lines.iter().all(|line| line.len() == Column::ALL.len()), "{text}");
    let names: Vec<&str> = lines.iter().skip(2).map(|line| line[1].as_str()).collect();
    let shown: Vec<Shown> = HOSTILE.iter().rev().map(|name| Shown::new(name)).collect();
    assert!(names.iter().zip(&shown).all(|(name, shown)| *name == shown.as_str()), "{names:?}");
    assert!(text.contains("| **9 campaigns** |") && text.contains("abc") == text.contains("abc\\_123"));
}

#[test]
fn a_page_is_whole_and_nothing_in_it_acts() {
    let page = html_of(&sheet(hostile(), "-name:\"<b>\" sort:id"));
    let found = elements(&page).unwrap_or_else(|why| panic!("{why}"));
    let names: Vec<&str> = found.iter().map(|(tag, _)| tag.as_str()).collect();
    assert!(!names.iter().any(|tag| ["script", "img", "link", "iframe", "a"].contains(tag)), "{names:?}");
    assert!(!page.contains("http://") || page.contains("http://evil"), "it asks nobody for anything");
    let texts: Vec<String> = found.iter().filter(|(tag, _)| tag == "bdi").map(|(_, text)| unescaped(text)).collect();
    for name in HOSTILE {
        assert!(texts.iter().any(|text| text == Shown::new(name).as_str()), "{name:?}");
    }
    assert!(page.contains("Filter: <code>-name:&quot;&lt;b&gt;&quot; sort:id</code>"), "{page}");
    assert!(elements("<p><b></p>").is_err() && elements("<p>").is_err(), "the check can fail");
}

#[test]
fn a_total_pools_by_sums_and_a_table_without_rows_is_one() {
    let stats = |ok, failed| Stats { ok: Some(ok), failed: Some(failed), ..Stats::default() };
    let rows =
        vec![Campaign { stats: stats(3, 0), ..named(1, "x") }, Campaign { stats: stats(500, 500), ..named(2, "y") }];
    let text = written(|out| markdown::write(&sheet(rows, ""), out));
    assert!(text.contains("**50.1%** | **49.9%**") && !text.contains("75"), "{text}");
    let none = sheet(Vec::new(), "calls:>5");
    for text in all(&none) {
        assert!(!text.contains("NaN"), "{text}");
    }
    elements(&html_of(&none)).unwrap();
    assert!(written(|out| markdown::write(&none, out)).contains("| **0 campaigns** |"));
}

#[test]
fn a_hundred_thousand_rows_are_written() {
    let rows = (1..=100_000).map(|id| named(id, "Camp Lejeune intake & recontact")).collect();
    let sheet = sheet(rows, "");
    assert_eq!(html_of(&sheet).matches("<tr>").count(), 100_002);
    assert_eq!(csv_of(&sheet, Reader::Program).lines().count(), 100_001);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_name_is_left_in_any_redacted_file(
        texts in prop::collection::vec("[zq][zqx<&|=é]{4,12}", 1..8),
        base in 700_000_i64..900_000,
    ) {
        let rows = (base..).zip(&texts).map(|(id, text)| Campaign { list: Some(id + 77), ..named(id, text) }).collect();
        let filter = format!("name:\"{}\" or calls:>0", texts[0].replace(['"', '\\'], ""));
        let redacted = Sheet { caption: Caption { search: Some(texts[0].clone()), ..sheet(Vec::new(), &filter).caption },
            ..sheet(rows, &filter) }.redacted();
        for file in all(&redacted) {
            let file = unescaped(&file.replace('\\', ""));
            for (text, id) in texts.iter().zip(base..) {
                prop_assert!(!file.contains(text.as_str()), "{} in {}", text, file);
                prop_assert!(!file.contains(&id.to_string()) && !file.contains(&(id + 77).to_string()), "{}", file);
            }
            prop_assert!(file.contains("Campaign A"));
        }
    }
}
