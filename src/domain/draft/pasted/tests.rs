//! What pasted rows become, and why some become nothing.

use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};

fn today() -> Today {
    Today::of("2026-02-18")
}

/// What is added of a text, and the lines of the rows that are not understood with their reasons.
fn added(text: &str, target: Target, draft: &mut Draft) -> (usize, Vec<(u64, String)>) {
    let preview = read(text, target, draft, today());
    let words = preview.words();
    let count = draft.add_pasted(&preview);
    assert_eq!(count, preview.understood(), "{words}");
    let refused = preview.rows.into_iter().filter_map(|row| Some((row.line, row.reading.err()?)));
    (count, refused.collect())
}

fn runs(text: &str) -> (Value, Vec<(u64, String)>) {
    let mut draft = Draft::new();
    let (_, refused) = added(text, Target::Runs, &mut draft);
    (draft.request()["runs"].take(), refused)
}

#[test]
fn rows_become_runs_with_a_heading_or_without() {
    let expected = json!([
        {"client_run_id": "wave-1", "start_date": "2026-02-23", "end_date": "2026-02-27",
         "start_time": "09:00", "end_time": "17:00"},
        {"client_run_id": "wave-2", "start_date": "2026-03-02", "end_date": "2026-03-02",
         "start_time": "10:30", "end_time": "16:00"},
    ]);
    for text in [
        "wave-1\t2026-02-23\t2026-02-27\t09:00\t17:00\nwave-2\t2026-03-02\t2026-03-02\t10:30\t16:00\n",
        "wave-1,23 feb,fri,9,5pm\n\nwave-2,2 mar,,1030,4pm\n",
        "Run id;Start date;End date;From;To;Notes\nwave-1;2/23;2/27;9;17;x\nwave-2;3/2;;10.30;16h;\n",
        "end_time\tstart_time\tend_date\tstart_date\tclient_run_id\n17:00\t9am\t+4d\tnext mon\twave-1\n16:00\t10:30\t\t2.3.\twave-2",
        "\"wave-1\",\"23 feb\",\"27 feb\",9,17\r\n\"wave-2\",\"mar 2, 2026\",,10:30,16:00\r\n",
    ] {
        assert_eq!(runs(text), (expected.clone(), vec![]), "{text}");
    }
}

#[test]
fn rows_without_an_id_get_one_and_messages_and_days_are_read() {
    let heading = "start\tend\tmessages only\tdays\n";
    let (found, refused) =
        runs(&format!("{heading}2026-02-23\t2026-03-06\tyes\tmon, wed\n2026-03-09\t2026-03-10\tyes\t\n"));
    assert_eq!(refused, vec![]);
    assert_eq!(
        found,
        json!([
            {"client_run_id": "run-1", "start_date": "2026-02-23", "end_date": "2026-03-06", "messaging_only": true,
             "selected_days": ["2026-02-23", "2026-02-25", "2026-03-02", "2026-03-04"]},
            {"client_run_id": "run-2", "start_date": "2026-03-09", "end_date": "2026-03-10", "messaging_only": true},
        ])
    );
    let (found, _) = runs("2026-02-23\t2026-02-27\t09:00\t17:00\n");
    assert_eq!(found[0]["client_run_id"], json!("run-1"), "a row may begin with its date");
}

#[test]
fn a_row_that_breaks_a_rule_is_left_out_and_says_which() {
    let text = "a\tsoon\t2026-02-27\t09:00\t17:00\n\
                b\t2026-02-27\t2026-02-23\t09:00\t17:00\n\
                ok\t2026-02-23\t2026-02-27\t09:00\t17:00\n\
                ok\t2026-02-23\t2026-02-27\t09:00\t17:00\n\
                c\t2026-02-23\t2026-02-27\t\t\n\
                d\t2026-02-30\t2026-03-02\t09:00\t17:00\n\
                e\t2026-02-23\t2026-02-27\t09:00\t17:00\tno\t\tx\n\
                f\tsoon\t2026-02-30\t9:00\t07:00\tno\t\tx\n";
    let (found, refused) = runs(text);
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    for ((line, why), (expected, part)) in refused.iter().zip([
        (1, "start date must be a real date"),
        (2, "end date must not be before the start"),
        (4, "run id must be unique"),
        (5, "start time is required"),
        (6, "start date must be a real date"),
        (7, "more cells"),
        (8, "more cells"),
    ]) {
        assert!(*line == expected && why.contains(part), "{line}: {why}");
    }
    assert_eq!(refused.len(), 7);
    let all = &refused[6].1;
    let faults = ["more cells", "start date must be", "end date must be", "end time must be"];
    assert!(faults.iter().all(|fault| all.contains(fault)), "{all}");
}

#[test]
fn spreadsheets_and_programs_write_dates_and_times_with_more_than_is_meant() {
    let text =
        "a\t2030-03-04 00:00:00\t2030-03-05T00:00:00Z\t09:00:00\t5:00:00 PM\nb\t2030-03-06 09:00:00\t\t9:00\t10:00\n";
    let (found, refused) = runs(text);
    assert_eq!(
        found,
        json!([{"client_run_id": "a", "start_date": "2030-03-04", "end_date": "2030-03-05", "start_time": "09:00", "end_time": "17:00"}])
    );
    assert!(refused.len() == 1 && refused[0].1.contains("start date"), "a time of day is not dropped: {refused:?}");
}

#[test]
fn a_date_with_slashes_says_how_it_is_read() {
    let draft = Draft::new();
    let row = |id: &str, date: &str| format!("{id}\t{date}\t\t09:00\t17:00\n");
    let starts = |text: &str| {
        let rows = read(text, Target::Runs, &draft, today()).rows.into_iter();
        let start = |row: PastedRow| match row.reading {
            Ok(Reading::Run(fields)) => format!("{} | {}", fields[1].1, row.note),
            Ok(other) => panic!("{other:?}"),
            Err(why) => why,
        };
        rows.map(start).collect::<Vec<_>>()
    };
    let us = "2027-03-04 | 03/04/2027 is read as Thu 4 Mar 2027, the month first";
    assert_eq!(starts(&row("a", "03/04/2027")), [us]);
    assert_eq!(starts(&(row("a", "03/04/2027") + &row("b", "12/31/2026"))), [us, "2026-12-31 | "]);
    assert_eq!(
        starts(&(row("a", "03/04/2027") + &row("b", "31/12/2026"))),
        [
            "2027-04-03 | 03/04/2027 is read as Sat 3 Apr 2027, the day first",
            "2026-12-31 | 31/12/2026 is read as Thu 31 Dec 2026, the day first",
        ]
    );
    for row in [row("a", "03-04-2027") + &row("b", "31-12-2026"), row("a", "03 04 2027") + &row("b", "31 12 2026")] {
        let said = starts(&row);
        assert!(
            said[0].starts_with("2027-04-03 | 03") && said[0].ends_with("Sat 3 Apr 2027, the day first"),
            "{said:?}"
        );
    }
    for (text, said) in [
        ("03-04-2027", "2027-03-04 | 03-04-2027 is read as Thu 4 Mar 2027, the month first"),
        ("3.4.2027", "2027-04-03 | 3.4.2027 is read as Sat 3 Apr 2027, the day first"),
        ("3/4/27", "2027-03-04 | 3/4/27 is read as Thu 4 Mar 2027, the month first"),
        ("12/31/26", "2026-12-31 | 12/31/26 is read as Thu 31 Dec 2026, the month first"),
        ("2027-03-04", "2027-03-04 | "),
        ("Thu 4 Mar 2027", "2027-03-04 | "),
    ] {
        assert_eq!(starts(&row("a", text)), [said]);
    }
    let mixed = starts(&(row("a", "03/04/2027") + &row("b", "31/12/2026") + &row("c", "12/31/2026")));
    assert!(mixed[0].starts_with("03/04/2027 can be two dates") && mixed[2].starts_with("2026-12-31"), "{mixed:?}");
}

#[test]
fn no_row_becomes_a_year_long_and_what_is_moved_in_its_days_is_said() {
    let (found, refused) = runs("a\t10 dec\t1 dec\t09:00\t17:00\nb\t10 mar 2026\t1 mar\t09:00\t17:00\n");
    assert_eq!((found[0]["client_run_id"].as_str(), refused.len()), (Some("run-1"), 2), "{found} {refused:?}");
    let row = "w\t2026-02-23\t2026-03-06\t09:00\t17:00\t\t30 feb, 2 mar, 2026-03-02\n";
    let said = notes(row, Target::Runs, &Draft::new());
    assert_eq!(said, ["30 feb is read as Sat 28 Feb 2026: that month has no such day, Mon 2 Mar 2026 is there twice"]);
}

#[test]
fn a_heading_is_known_however_its_words_are_joined_and_no_column_is_taken_twice() {
    let row = "w1,2026-03-02,2026-03-06,9:00,17:00\n";
    for heading in ["clientRunId,startDate,endDate,startTime,endTime", "\u{feff}RUN-ID,Start,Finish,From,Until"] {
        let (found, refused) = runs(&format!("{heading}\n{row}"));
        assert_eq!((found[0]["client_run_id"].as_str(), refused), (Some("w1"), vec![]), "{heading}");
        assert_eq!(found[0]["end_time"], json!("17:00"), "{heading}");
    }
    let text = format!("id,start date,Start,from,to\n{row}");
    let preview = read(&text, Target::Runs, &Draft::new(), today());
    assert_eq!(preview.unused, ["Start"]);
    assert!(
        matches!(&preview.rows[0].reading, Ok(Reading::Run(f)) if f.contains(&(RunField::StartDate, "2026-03-02".to_owned())))
    );
}

#[test]
fn semicolons_in_a_cell_do_not_part_a_row_of_commas() {
    let (found, refused) = runs("w1,2026-03-02,2026-03-06,9:00,17:00,no,2026-03-02;2026-03-04\n");
    assert_eq!((&found[0]["selected_days"], refused), (&json!(["2026-03-02", "2026-03-04"]), vec![]));
}

#[test]
fn an_open_quote_costs_its_own_row_and_says_so() {
    let row = |id: &str, day: u8| format!("{id}\t2026-03-{day:02}\t\t09:00\t17:00\n");
    let text = row("a", 2) + &row("\"b", 3) + &row("c", 4) + &row("\"d\"", 5);
    let (found, refused) = runs(&text);
    assert_eq!(found.as_array().map(Vec::len), Some(3));
    assert_eq!(refused, [(2, "a quote (\") is opened and not closed".to_owned())]);
}

#[test]
fn times_are_asked_for_as_the_draft_asks_for_them() {
    let mut draft = Draft::new();
    draft.toggle(Field::Body(super::super::BodyField::UseCompanyHours));
    assert_eq!(added("2026-02-23\t2026-02-27\n", Target::Runs, &mut draft), (1, vec![]));
    assert_eq!(draft.run_count(), 1, "the empty run makes room");
    assert_eq!(added("2026-03-02\t2026-03-06\n", Target::Runs, &mut draft), (1, vec![]));
    assert_eq!(draft.run_count(), 2, "a filled one stays");
}

#[test]
fn rows_become_slots_that_join_those_that_are_there() {
    let mut draft = Draft::new();
    let (count, refused) = added("9\t12\n1pm\t17:00\n", Target::Slots, &mut draft);
    assert_eq!((count, refused), (2, vec![]));
    let (count, refused) = added("from,to\n17:00,18:00\n11:00,13:30\n22,23\n", Target::Slots, &mut draft);
    assert_eq!((count, refused.iter().map(|(line, _)| *line).collect::<Vec<_>>()), (1, vec![3, 4]), "{refused:?}");
    assert_eq!(added("18:00-19:00\n", Target::Slots, &mut draft).0, 1);
    assert_eq!(draft.request()["business_hours"][3], json!({"start_time": "18:00", "end_time": "19:00"}));
}

fn notes(text: &str, target: Target, draft: &Draft) -> Vec<String> {
    read(text, target, draft, today()).rows.into_iter().map(|row| row.note).collect()
}

#[test]
fn what_had_to_be_guessed_of_a_row_is_said_and_an_end_is_read_after_its_start() {
    let mut draft = Draft::new();
    assert_eq!(
        notes("9,5\n7,8\n1pm,17.30\n", Target::Slots, &draft),
        ["5 is read as 17:00", "7 is read as 19:00, 8 is read as 20:00", ""]
    );
    let (count, refused) = added("9,5\n7:00,8:00\n17:00,18\n9,05:00\n", Target::Slots, &mut draft);
    assert_eq!((count, refused.iter().map(|(line, _)| *line).collect::<Vec<_>>()), (2, vec![2, 4]), "{refused:?}");
    let hours = json!([{"start_time": "09:00", "end_time": "17:00"}, {"start_time": "17:00", "end_time": "18:00"}]);
    assert_eq!(draft.request()["business_hours"], hours);
    let row = "wave-1,in 2 weeks,+1d,10,6\n";
    assert_eq!(notes(row, Target::Runs, &draft), ["6 is read as 18:00"]);
    assert_eq!(runs(row).0[0]["end_time"], json!("18:00"));
    assert_eq!(runs(row).0[0]["end_date"], json!("2026-03-05"));
}

#[test]
fn a_run_or_slot_that_nobody_touched_makes_room() {
    let row = "wave-1\t2026-02-23\t2026-02-27\t09:00\t17:00\n";
    let count = |draft: &mut Draft| {
        added(row, Target::Runs, draft);
        draft.run_count()
    };
    let mut switched = Draft::new();
    switched.toggle(Field::InRun(0, RunField::MessagingOnly));
    switched.toggle(Field::InRun(0, RunField::MessagingOnly));
    assert_eq!(count(&mut switched), 1, "a switch that is off again is nothing");
    switched.add_run();
    assert_eq!(count(&mut switched.clone()), 2, "one that was just added");
    for field in [RunField::Id, RunField::StartDate, RunField::Messages] {
        let mut touched = Draft::new();
        touched.set_text(Field::InRun(0, field), "x");
        assert_eq!(count(&mut touched), 2, "{field:?}");
    }
    let loaded = json!({"runs": [{"client_run_id": "run-1", "note": "keep"}]});
    assert_eq!(count(&mut Draft::from_plan(&loaded).unwrap()), 2, "a member that the form does not know");
    let mut slots = Draft::new();
    slots.add_slot();
    added("9\t12\n", Target::Slots, &mut slots);
    assert_eq!(slots.slot_count(), 1);
}

#[test]
fn addresses_are_found_however_they_are_separated_and_each_is_added_once() {
    let mut draft = Draft::new();
    draft.toggle(Field::Report);
    draft.set_text(Field::InReport(ReportField::Recipients), "a@b.c; ");
    let text = "b@b.c c@b.c\td@b.c, e@b.c;f@b.c\n\"Anna Ash\" <anna@firm.com>; Bo <bo@firm.com>\nA@B.C\nb@b.c g@b.c\n";
    let preview = read(text, Target::Recipients, &draft, today());
    let said: Vec<&str> =
        preview.rows.iter().map(|row| row.reading.as_ref().err().unwrap_or(&row.note).as_str()).collect();
    let known = ["", "", "A@B.C is among the recipients already", "b@b.c is among the recipients already"];
    assert_eq!((said.as_slice(), preview.words().as_str()), (&known[..], "8 addresses"));
    draft.add_pasted(&preview);
    let all = "a@b.c, b@b.c, c@b.c, d@b.c, e@b.c, f@b.c, anna@firm.com, bo@firm.com, g@b.c";
    assert_eq!(draft.text(Field::InReport(ReportField::Recipients)), all);
    assert!(has_rows("a@b.c d@e.f", Target::Recipients) && !has_rows("a@b.c\n", Target::Recipients));
    assert!(!has_rows("a b", Target::Runs) && has_rows("a\tb", Target::Runs));
}

#[test]
fn one_bad_address_costs_itself_and_not_its_line() {
    let mut draft = Draft::new();
    draft.toggle(Field::Report);
    let preview = read("j@d.org, nobody@, o@x.com", Target::Recipients, &draft, today());
    let row = &preview.rows[0];
    assert!(row.note.contains("nobody@"), "{:?}", row.note);
    assert_eq!(row.reading, Ok(Reading::Recipients(vec!["j@d.org".to_owned(), "o@x.com".to_owned()])));
    assert_eq!(draft.add_pasted(&preview), 1);
    let alone = read("nobody@", Target::Recipients, &draft, today());
    assert!(alone.rows[0].reading.is_err());
}

#[test]
fn cells_become_recipients() {
    let mut draft = Draft::new();
    draft.toggle(Field::Report);
    let (count, refused) = added("a@b.c\nReports <r@firm.com>; d@e.f\nnobody\n", Target::Recipients, &mut draft);
    assert_eq!((count, refused.len()), (2, 1), "{refused:?}");
    let (count, _) = added("Name,Email\nAnna,anna@firm.com\n", Target::Recipients, &mut draft);
    assert_eq!(count, 1);
    let all = json!(["a@b.c", "r@firm.com", "d@e.f", "anna@firm.com"]);
    assert_eq!(draft.request()["report_schedule"]["recipients"], all);
}

#[test]
fn a_preview_says_what_is_not_used_and_what_is_not_read() {
    let text = format!("start\tend\tNotes\u{1b}\n{}", "2026-02-23\t2026-02-27\n".repeat(MOST_ROWS + 5));
    let preview = read(&text, Target::Runs, &Draft::new(), today());
    assert_eq!((preview.rows.len(), preview.more), (MOST_ROWS, 5));
    assert!(preview.unused.iter().all(|column| column.starts_with("Notes") && !column.contains('\u{1b}')));
    assert_eq!(read("", Target::Runs, &Draft::new(), today()).rows, vec![]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn what_is_added_breaks_no_rule_of_its_own(text in "([0-9a-z@.:, \t\"-]{0,14}\n){0,5}|.{0,40}") {
        for target in [Target::Runs, Target::Slots, Target::Recipients] {
            let mut draft = Draft::default();
            draft.toggle(Field::Report);
            let preview = read(&text, target, &draft, today());
            draft.add_pasted(&preview);
            for found in draft.check(today()).problems {
                let part = matches!(found.field(), Field::InRun(..) | Field::InSlot(..) | Field::Slot(_) | Field::Run(_))
                    || found.path().contains("recipients[");
                prop_assert!(!part, "{:?} of {:?}", found, text);
            }
        }
    }
}
