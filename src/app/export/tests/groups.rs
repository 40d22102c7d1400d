//! Groups as lines of files.

use serde_json::{Value as Json, json};

use super::*;
use crate::app::export::{Rows, write};
use crate::domain::grouping::GroupBy;
use crate::domain::store::{Line, LineKey};

fn of(id: i64, agent: Option<&str>, list: i64, [ok, failed]: [i64; 2]) -> Campaign {
    let stats = Stats {
        calls: Some(ok + failed),
        ok: Some(ok),
        failed: Some(failed),
        conversion: Some(20.0),
        ..Stats::default()
    };
    Campaign { agent: agent.map(Shown::new), list: Some(list), stats, ..named(id, &format!("campaign {id}")) }
}

fn firm() -> Vec<Campaign> {
    vec![
        of(1, Some("=docs"), 7, [850, 150]),
        of(2, Some("<Intake>"), 7, [30, 70]),
        of(3, Some("Lucky | co"), 8, [3, 0]),
        of(4, Some("=docs"), 8, [10, 10]),
        of(5, None, 8, [0, 0]),
    ]
}

/// A sheet of the firm's campaigns by calls, gathered; `open` says of each group, by its title, whether it is open.
fn gathered(by: &[GroupBy], columns: &[Column], open: impl Fn(&str) -> bool) -> Sheet {
    let mut store = Store::default();
    store.apply(Snapshot::build(Listing { rows: firm(), unreadable: 0 }));
    store.set_query(Query::parse("sort:calls").unwrap());
    store.set_grouping(by.to_vec());
    let mut at = 0;
    while let Some(line) = store.line(at) {
        if let (Line::Group(group), LineKey::Group(key)) = (line, line.key())
            && open(&group.title())
        {
            store.toggle(&key);
        }
        at += 1;
    }
    Sheet { rows: store.excerpt(), columns: columns.to_vec(), ..sheet(Vec::new(), "") }
}

fn text(sheet: &Sheet, format: Rows) -> String {
    written(|out| write(sheet, format, out))
}

const COLUMNS: [Column; 4] = [Column::Id, Column::Name, Column::Agent, Column::Calls];

#[test]
fn csv_has_a_line_for_each_that_is_shown_and_says_what_it_is() {
    let sheet = gathered(&[GroupBy::Agent], &COLUMNS, |title| title == "=docs");
    let csv = text(&sheet, Rows::Csv);
    let mut read = ::csv::Reader::from_reader(csv.as_bytes());
    let heads = "kind agent_id campaigns calls_share_percent success_low success_high id name total_calls";
    assert_eq!(read.headers().unwrap().iter().collect::<Vec<_>>().join(" "), heads);
    let without_range = |record: ::csv::StringRecord| {
        let exact = |at: usize| record[at].parse::<f64>().map(|value| format!("{value:.1}")).unwrap_or_default();
        let cells = [0, 1, 2, 3, 6, 7, 8].map(|at| if at == 3 { exact(at) } else { record[at].to_owned() });
        (cells.join("|"), [exact(4), exact(5)])
    };
    let lines: Vec<(String, [String; 2])> = read.records().map(|record| without_range(record.unwrap())).collect();
    let told: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
    assert_eq!(
        told,
        [
            "agent||1|0.0|||0",
            "agent|Lucky | co|1|0.3|||3",
            "agent|<Intake>|1|8.9|||100",
            "agent|=docs|2|90.8|||1020",
            "campaign|=docs|||4|campaign 4|20",
            "campaign|=docs|||1|campaign 1|1000",
        ]
    );
    // 850 of 1,000 and 30 of 100: the ranges of R's prop.test(correct = FALSE).
    assert_eq!(
        (&lines[5].1, &lines[2].1),
        (&["82.7", "87.1"].map(str::to_owned), &["21.9", "39.6"].map(str::to_owned))
    );
    assert_eq!(lines[0].1, ["", ""], "of no call there is no range");
    let excel = text(&sheet, Rows::Excel);
    assert!(excel.starts_with("\u{feff}kind,") && excel.contains("\nagent,'=docs,2,"), "{excel}");
}

#[test]
fn two_levels_name_both_values_on_each_line() {
    let sheet =
        gathered(&[GroupBy::List, GroupBy::Agent], &[Column::Name], |title| title == "list 7" || title == "<Intake>");
    let csv = text(&sheet, Rows::Csv);
    let told: Vec<String> = csv.lines().map(|line| line.split(',').take(4).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        told,
        [
            "kind case_list_id agent_id campaigns",
            "list 8  3",
            "list 7  2",
            "agent 7 <Intake> 1",
            "campaign 7 <Intake> ",
            "agent 7 =docs 1"
        ]
    );
}

#[test]
fn json_lines_are_the_objects_that_list_prints_and_what_is_open_in_them() {
    let all = |sheet: &Sheet| {
        let lines = text(sheet, Rows::JsonLines);
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Json>>()
    };
    let closed = gathered(&[GroupBy::Agent], &COLUMNS, |_| false);
    let printed: Vec<Json> = closed.rows.groups().map(|group| serde_json::to_value(group).unwrap()).collect();
    assert_eq!(all(&closed), printed);
    let open = gathered(&[GroupBy::Agent], &[Column::Id, Column::Calls], |title| title == "=docs");
    let mut expected = printed;
    expected[3]["rows"] = json!([{"id": 4, "total_calls": 20}, {"id": 1, "total_calls": 1000}]);
    assert_eq!(all(&open), expected);
    let deep =
        gathered(&[GroupBy::List, GroupBy::Agent], &[Column::Id], |title| ["list 7", "<Intake>"].contains(&title));
    let [eight, seven] = &all(&deep)[..] else { panic!() };
    assert_eq!((eight.get("groups"), &seven["groups"][0]["group"]), (None, &json!("<Intake>")));
    assert_eq!((&seven["groups"][0]["rows"], seven["groups"][1].get("rows")), (&json!([{"id": 2}]), None));
}

#[test]
fn people_read_groups_among_their_campaigns_and_where_data_are_too_few() {
    let columns = [Column::Id, Column::Name, Column::Agent, Column::Calls, Column::SuccessRate, Column::Conversion];
    let sheet = gathered(&[GroupBy::Agent], &columns, |title| title == "=docs");
    let markdown = text(&sheet, Rows::Markdown);
    let lines: Vec<Vec<String>> = markdown.lines().filter(|line| line.starts_with('|')).map(cells).collect();
    assert!(lines.iter().all(|line| line.len() == lines[0].len()), "{markdown}");
    let heads = "Agent / Campaign,Campaigns,Share of calls,ID,Calls,Success of finished,95 % range,Conversion";
    assert_eq!(lines[0].join(","), heads);
    let told = |at: usize| lines[at].join(",");
    assert_eq!(told(2), "**(agent unknown)**,1,0.0%,,0,–,–,–");
    assert_eq!(told(3), "**Lucky | co**,1,0.3%,,3,too few,43.9–100.0%,≈ 20.0%");
    assert_eq!(told(6), "campaign 4,,,4,20,50.0%,29.9–70.1%,20.0%");
    assert_eq!(told(8), "**All**,**5**,,,**1,123**,**79.5%**,**77.1–81.8%**,**≈ 20.0%**");
    assert!(markdown.contains("- 5 campaigns in 4 groups (agent), by ID descending"), "{markdown}");
    assert!(markdown.contains("Too few: "), "{markdown}");
    let page = text(&sheet, Rows::Html);
    let found = elements(&page).unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(found.iter().filter(|(tag, _)| tag == "tr").count(), lines.len() - 1);
    assert!(
        page.contains("<tr class=\"group\"><th scope=\"row\" class=\"in0\"><bdi>&lt;Intake&gt;</bdi></th>"),
        "{page}"
    );
    assert!(page.contains("<tr><td class=\"in1\"><bdi>campaign 4</bdi></td>"), "{page}");
}

#[test]
fn closed_groups_have_no_column_that_only_campaigns_fill() {
    let by = [GroupBy::List, GroupBy::Agent];
    let sheet = gathered(&by, &Column::ALL, |title| title == "list 7");
    let markdown = text(&sheet, Rows::Markdown);
    let heads = "| List / Agent | Campaigns | Share of calls | Calls | OK | Failed | Pending | Finished |";
    assert!(markdown.contains(heads) && !markdown.contains("vendor) |"), "{markdown}");
    assert!(markdown.contains("| **list 7 › =docs** |"), "an inner group says where it stands: {markdown}");
    let page = text(&sheet, Rows::Html);
    assert!(page.contains("<tr class=\"inner group\"><th scope=\"row\" class=\"in1\"><bdi>=docs</bdi>"), "{page}");
    let printed = Sheet {
        rows: {
            let mut store = Store::default();
            store.apply(Snapshot::build(Listing { rows: firm(), unreadable: 0 }));
            store.set_grouping(by.to_vec());
            store.excerpt_of_groups()
        },
        ..sheet
    };
    assert_eq!(printed.rows.lines().count(), 2 + 5, "all groups of both levels, and no campaign");
}

#[test]
fn a_range_stands_once_in_a_table_whether_it_was_chosen_or_comes_with_the_success() {
    let chosen = [
        vec![Column::Name, Column::SuccessRate],
        vec![Column::Name, Column::SuccessRange],
        vec![Column::SuccessRange, Column::SuccessRate, Column::Calls],
    ];
    for (columns, open) in chosen.iter().flat_map(|columns| [(columns, false), (columns, true)]) {
        let sheet = gathered(&[GroupBy::Agent], columns, |_| open);
        for (format, head) in [(Rows::Markdown, "95 % range"), (Rows::Html, ">95 % range<"), (Rows::Csv, "success_low")]
        {
            assert_eq!(text(&sheet, format).matches(head).count(), 1, "{columns:?} {format:?} {open}");
        }
    }
}

#[test]
fn no_agent_is_left_in_a_redacted_file_and_groups_stay_as_they_are() {
    let sheet = gathered(&[GroupBy::Agent, GroupBy::List], &Column::ALL, |_| true);
    let redacted = sheet.clone().redacted();
    assert_eq!(sheet.rows.lines().count(), redacted.rows.lines().count());
    for format in [Rows::Csv, Rows::Excel, Rows::JsonLines, Rows::Markdown, Rows::Html] {
        let file = unescaped(&text(&redacted, format).replace('\\', ""));
        for name in ["docs", "Intake", "Lucky", "campaign 1"] {
            assert!(!file.contains(name), "{name} in {file}");
        }
        assert!(file.contains("Agent A") && file.contains("Campaign D"), "{file}");
    }
}
