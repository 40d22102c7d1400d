//! The vendor's samples word for word, and every way a body has of being wrong.

use super::*;
use crate::domain::shown::Shown;
use proptest::prelude::*;

fn caps() -> Caps {
    crate::api::bounds::ApiLimits::default().caps()
}

const LIST: &str = r#"[{"id": 1, "name": "Outreach Campaign", "agent_id": "abc_123", "case_list_id": 123, "origin": "public_api", "update_origin": null,
     "stats": {"total_calls": 132, "success_calls": 85, "success_calls_percentage": 70.8, "failed_calls": 35,
               "average_sentiment_score": 0.76, "conversion_rate": 42.1}}]"#;
const SETTINGS: &str = r#"{"is_enabled": true, "concurrency_rate": 70,
    "business_hours": [{"start_time": "09:00", "end_time": "12:00"}, {"start_time": "13:00", "end_time": "17:00"}]}"#;

fn read(json: &str) -> Listing {
    listing(json.as_bytes(), caps()).unwrap()
}

fn slot_of(start: &str, end: &str) -> Slot {
    Slot::new(TimeOfDay::parse(start).unwrap(), TimeOfDay::parse(end).unwrap()).unwrap()
}

#[test]
fn the_vendors_list_is_read_as_documented() {
    assert_eq!(read(LIST), Listing { rows: vec![Campaign::sample()], unreadable: 0 });
}

#[test]
fn the_vendors_settings_are_read_as_documented() {
    let slots = vec![slot_of("09:00", "12:00"), slot_of("13:00", "17:00")];
    let expected =
        Settings { enabled: Some(true), concurrency: Some(70), hours: CompanyHours::Slots { slots, unreadable: 0 } };
    assert_eq!(settings(SETTINGS.as_bytes(), caps()), Ok(expected));
}

#[test]
fn p2_one_bad_row_costs_one_row() {
    let json = format!(
        "[7, null, \"x\", [], {{}}, {{\"id\":\"5\"}}, {{\"id\":1e30}}, {{\"id\":null}}, {}",
        LIST.trim_start_matches('[')
    );
    assert_eq!(read(&json), Listing { rows: vec![Campaign::sample()], unreadable: 8 });
    assert_eq!(read("[]"), Listing::default());
}

#[test]
fn p3_what_is_missing_or_null_is_unknown() {
    for json in [
        r#"[{"id":1}]"#,
        r#"[{"id":1,"stats":null}]"#,
        r#"[{"id":1,"stats":{},"name":null}]"#,
        r#"[{"id":1,"stats":{"total_calls":null}}]"#,
    ] {
        assert_eq!(read(json), Listing { rows: vec![Campaign::unknown(1)], unreadable: 0 }, "{json}");
    }
}

#[test]
fn p3_stats_of_a_wrong_type_are_all_unknown() {
    for stats in ["7", "\"x\"", "[1,2]", "true"] {
        let json = format!(r#"[{{"id":1,"name":"kept","stats":{stats}}}, {{"id":2}}]"#);
        let kept = Campaign { name: Some(Shown::new("kept")), ..Campaign::unknown(1) };
        assert_eq!(read(&json).rows, [kept, Campaign::unknown(2)], "{json}");
    }
}

#[test]
fn p4_a_number_out_of_range_is_unknown_alone() {
    let row = &read(&LIST.replace("42.1", "1e999")).rows[0];
    assert_eq!(*row, Campaign { stats: Stats { conversion: None, ..Campaign::sample().stats }, ..Campaign::sample() });
    let row = &read(&LIST.replace("42.1", "1e308").replace("0.76", "-0")).rows[0];
    assert_eq!((row.stats.conversion, row.stats.sentiment), (Some(1e308), Some(0.0)));
}

#[test]
fn p4_what_is_no_json_at_all_fails_the_whole() {
    let expected = Failure::NotJson { looks: Shown::new("syntax error at line 3") };
    assert_eq!(listing(LIST.replace("42.1", "NaN").as_bytes(), caps()), Err(expected));
}

#[test]
fn p5_impossible_numbers_are_kept_and_huge_integers_are_unknown() {
    let json = r#"[{"id":-1,"case_list_id":1e30,"stats":{"total_calls":-3,"success_calls":1000000000000000000000000000000,
        "failed_calls":3.0,"conversion_rate":1000000}}]"#;
    let row = &read(json).rows[0];
    assert_eq!((row.id, row.list), (-1, None));
    assert_eq!((row.stats.calls, row.stats.ok, row.stats.failed), (Some(-3), None, Some(3)));
    assert_eq!(row.stats.conversion, Some(1e6));
}

#[test]
fn p6_p7_repeated_ids_extra_members_and_new_words_are_fine() {
    let json = r#"[{"new":{"deep":[1]},"origin":"from_mars","id":1.0},{"id":1,"id":2},{"id":1}]"#;
    let ids: Vec<i64> = read(json).rows.iter().map(|row| row.id).collect();
    assert_eq!(ids, [1, 2, 1]);
    assert_eq!(read(json).rows[0].origin, Some(Shown::new("from_mars")));
}

#[test]
fn p8_depth_is_harmless() {
    let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    assert_eq!(read(&deep(5000)), Listing { rows: vec![], unreadable: 1 });
    let json = format!(r#"[{{"id":1,"stats":{0},"name":{0},"extra":{0}}}]"#, deep(5000));
    assert_eq!(read(&json).rows, [Campaign::unknown(1)]);
    assert_eq!(listing("[".repeat(100_000).as_bytes(), caps()), Err(Failure::CutOff));
    let objects = format!("{}1{}", "{\"a\":".repeat(5000), "}".repeat(5000));
    assert!(matches!(listing(objects.as_bytes(), caps()), Err(Failure::NotJson { .. })));
    assert_eq!(settings(objects.as_bytes(), caps()), Ok(Settings::default()));
}

#[test]
fn p12_a_lone_surrogate_costs_only_its_text() {
    let row = &read(&LIST.replace("Outreach Campaign", r"a\ud800b")).rows[0];
    assert_eq!(*row, Campaign { name: None, ..Campaign::sample() });
    let row = &read(&LIST.replace("update_origin", r"\udfff")).rows[0];
    assert_eq!(*row, Campaign::sample());
}

#[test]
fn p14_text_is_made_safe_where_it_is_read() {
    let row = &read(&LIST.replace("Outreach Campaign", r"\u001b[31m\u009b\u202e")).rows[0];
    assert_eq!(row.name.as_ref().unwrap().as_str(), "␛[31m⟪U+009B⟫⟪U+202E⟫");
}

#[test]
fn n11_n16_p1_p11_bodies_that_are_no_list_say_what_they_look_like() {
    let not_json = |looks: &str| Failure::NotJson { looks: Shown::new(looks) };
    let latin1 = LIST.replace("Outreach", "Gr\u{1}").replace('\u{1}', "");
    let mut latin1 = latin1.into_bytes();
    latin1[25] = 0xFC;
    let utf16 =
        |text: &str, mark: &[u8]| [mark, &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat();
    for (body, expected) in [
        (b"".to_vec(), Failure::Empty),
        (b" \r\n".to_vec(), Failure::Empty),
        (b"\xEF\xBB\xBF".to_vec(), Failure::Empty),
        (b"<!doctype html><p>Sign in".to_vec(), not_json("HTML from a proxy?")),
        (b"\n <html>".to_vec(), not_json("HTML from a proxy?")),
        (b"{}".to_vec(), not_json("no array where the list was due")),
        (SETTINGS.into(), not_json("no array where the list was due")),
        (b"null".to_vec(), not_json("no array where the list was due")),
        (b"Service busy".to_vec(), not_json("syntax error at line 1")),
        (format!("{LIST} x").into(), not_json("syntax error at line 3")),
        (LIST.as_bytes()[..200].to_vec(), Failure::CutOff),
        (b"[".to_vec(), Failure::CutOff),
        (latin1, not_json("not UTF-8")),
        (utf16("[]", b"\xFF\xFE"), not_json("not UTF-8")),
        (utf16("[]", b""), not_json("not UTF-8")),
    ] {
        assert_eq!(listing(&body, caps()), Err(expected), "{}", String::from_utf8_lossy(&body));
    }
    assert_eq!(read(&format!("\u{FEFF}{LIST}")).rows, [Campaign::sample()], "P11: a byte order mark is no fault");
}

#[test]
fn settings_are_read_member_by_member() {
    let of = |json: &str| settings(json.as_bytes(), caps()).unwrap();
    assert_eq!(of("{}"), Settings::default());
    assert_eq!(of(r#"{"business_hours":null}"#).hours, CompanyHours::NotConfigured);
    for unknown in [r#""9-5""#, "{}", "7"] {
        assert_eq!(of(&format!(r#"{{"business_hours":{unknown}}}"#)).hours, CompanyHours::Unknown, "{unknown}");
    }
    let rough = of(r#"{"is_enabled":"yes","concurrency_rate":70.0,"new":1e999,"business_hours":[
        {"start_time":"13:00","end_time":"17:00"}, {"start_time":"09:00","end_time":"08:00"}, 7,
        {"start_time":"9 am","end_time":"10:00"}, {"start_time":"09:00"}, {"start_time":"09:00","end_time":"12:00"}]}"#);
    let slots = vec![slot_of("09:00", "12:00"), slot_of("13:00", "17:00")];
    assert_eq!(rough.hours, CompanyHours::Slots { slots, unreadable: 4 });
    assert_eq!((rough.enabled, rough.concurrency), (None, Some(70)));
    assert!(matches!(settings(b"[]", caps()), Err(Failure::NotJson { .. })));
    assert_eq!(settings(b"{\"is_enabled\":tr", caps()), Err(Failure::CutOff));
}

fn member() -> impl Strategy<Value = String> {
    let value = prop::sample::select(vec![
        "null",
        "7",
        "-1.0",
        "2.5",
        "\"é\\u001b\"",
        "true",
        "[]",
        "{}",
        "1e999",
        "\"\\ud800\"",
    ]);
    let name =
        prop::sample::select(vec!["name", "agent_id", "case_list_id", "origin", "update_origin", "stats", "other"]);
    (name, value).prop_map(|(name, value)| format!("\"{name}\":{value}"))
}

proptest! {
    #[test]
    fn a_bad_neighbour_changes_no_row(members in prop::collection::vec(member(), 0..6)) {
        let row = format!("{{\"id\":1,{}", members.join(",")).trim_end_matches(',').to_owned() + "}";
        let alone = read(&format!("[{row}]"));
        let beside = read(&format!("[{row},7]"));
        prop_assert_eq!(&alone.rows, &beside.rows);
        prop_assert_eq!((alone.unreadable, beside.unreadable), (0, 1));
    }

    #[test]
    fn no_bytes_make_it_panic(body in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = (listing(&body, caps()), settings(&body, caps()));
    }

    #[test]
    fn a_list_cut_anywhere_is_never_partly_applied(end in 1..LIST.len() - 1) {
        prop_assert!(listing(&LIST.as_bytes()[..end], caps()).is_err());
    }
}

fn lists(json: &str) -> Page {
    case_lists(json.as_bytes(), caps()).unwrap()
}

#[test]
fn a_page_of_case_lists_is_read_as_documented() {
    let json = r#"{"data": [{"id": 318, "name": "Roundup Feb", "description": "signed", "case_count": 1204,
        "origin": "web_app", "update_origin": null}], "page": 1, "total": 1}"#;
    let roundup = CaseList { id: 318, name: Some(Shown::new("Roundup Feb")), cases: Some(1204) };
    assert_eq!(lists(json), Page { lists: vec![roundup], unreadable: 0, total: Some(1) });
    assert_eq!(lists(r#"{"data": []}"#), Page::default());
}

#[test]
fn one_bad_case_list_costs_itself_and_a_bad_member_its_value() {
    let json = r#"{"total": 8.0, "more": {}, "data": [7, null, [], {"id": "5"}, {"name": "no number"},
        {"id": 1.0, "name": null, "case_count": 3.0, "more": 1}, {"id": 2, "name": 5, "case_count": "many"},
        {"id": 3, "name": "a\u001bb", "case_count": 1.5}]}"#;
    let list = |id, name: Option<&str>, cases| CaseList { id, name: name.map(Shown::new), cases };
    let read = vec![list(1, None, Some(3)), list(2, None, None), list(3, Some("a\u{1b}b"), None)];
    assert_eq!(lists(json), Page { lists: read, unreadable: 5, total: Some(8) });
}

#[test]
fn the_total_of_case_lists_may_be_missing_or_nonsense() {
    for total in ["", r#", "total": null"#, r#", "total": "9""#, r#", "total": -1"#, r#", "total": 1.5"#] {
        assert_eq!(lists(&format!(r#"{{"data": [{{"id": 1}}]{total}}}"#)).total, None, "{total}");
    }
}

#[test]
fn what_is_no_page_of_case_lists_says_so() {
    for json in ["[]", "7", "{}", r#"{"data": null}"#, r#"{"data": {"id": 1}}"#] {
        let Err(Failure::NotJson { looks }) = case_lists(json.as_bytes(), caps()) else { panic!("{json}") };
        assert_eq!(looks.as_str(), "no page of case lists where one was due", "{json}");
    }
    assert_eq!(case_lists(b"{\"data\": [{\"id\"", caps()), Err(Failure::CutOff));
    assert_eq!(case_lists(b" ", caps()), Err(Failure::Empty));
}

/// What many elements come to under a cap of 1,000 of them and 100 kB.
fn small(element: &str, times: usize) -> Result<Listing, Failure> {
    let json = format!("[{}]", vec![element; times].join(","));
    listing(json.as_bytes(), Caps { rows: 1000, model: 100_000 })
}

#[test]
fn rows_are_counted_whether_they_can_be_read_or_not() {
    let caps = Caps { rows: 3, model: 100_000 };
    let of = |json: &str| listing(json.as_bytes(), caps);
    assert_eq!(of(r#"[{"id":1},{"id":2},{"id":3}]"#).unwrap().rows.len(), 3);
    for four in [r#"[{"id":1},{"id":2},{"id":3},{"id":4}]"#, "[1,2,3,4]", r#"[1,{"id":2},null,{"id":"4"}]"#] {
        assert_eq!(of(four), Err(Failure::TooManyRows { most: 3 }), "{four}");
    }
    assert_eq!(of(r#"[1,{"id":2},null]"#).unwrap().unreadable, 2);
}

#[test]
fn what_rows_take_in_memory_is_bounded_and_not_only_their_bytes() {
    let too_heavy = Err(Failure::TooHeavy { cap: 100_000 });
    assert_eq!(small(r#"{"id":1}"#, 200).unwrap().rows.len(), 200);
    assert_eq!(small(r#"{"id":1}"#, 900), too_heavy, "rows of a few bytes");
    assert_eq!(small(r#"{"id":1,"id":2}"#, 900), too_heavy, "the same, read member by member");
    let long = format!(r#"{{"id":1,"name":"{}"}}"#, "n".repeat(60_000));
    assert_eq!(small(&long, 2).map(|list| list.rows.len()), Err(Failure::TooHeavy { cap: 100_000 }), "long texts");
    let marked = format!(r#"{{"id":1,"name":"{}"}}"#, "\u{80}".repeat(1200));
    assert_eq!(small(&marked, 6), too_heavy, "text that grows when it is made safe");
    assert_eq!(small(&format!(r#"{{"id":1,"unknown":"{}"}}"#, "n".repeat(60_000)), 9).unwrap().rows.len(), 9);
}

#[test]
fn of_however_many_members_the_last_of_each_name_counts() {
    let many = format!(r#"[{{{}"name":"a","id":7,"name":"b"}}]"#, r#""id":1,"x":2,"":3,"#.repeat(10_000));
    let row = read(&many).rows.remove(0);
    assert_eq!((row.id, row.name), (7, Some(Shown::new("b"))));
}

#[test]
fn business_hours_and_case_lists_are_bounded_too() {
    let slot = r#"{"start_time":"09:00","end_time":"12:00"}"#;
    let json = format!(r#"{{"business_hours":[{}]}}"#, vec![slot; 1003].join(","));
    let CompanyHours::Slots { slots, unreadable } = settings(json.as_bytes(), caps()).unwrap().hours else { panic!() };
    assert_eq!((slots.len(), unreadable), (1000, 3));
    let json = format!(r#"{{"data":[{}],"total":900}}"#, vec![r#"{"id":1}"#; 900].join(","));
    let page = case_lists(json.as_bytes(), caps()).unwrap();
    assert_eq!((page.lists.len(), page.unreadable, page.total), (case_list::MOST, 0, Some(900)));
}
