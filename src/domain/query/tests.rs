//! The query language by example, then its properties.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::domain::campaign::{Campaign, Stats};
use crate::domain::order::Column;
use crate::domain::shown::Shown;

fn rows() -> Vec<Campaign> {
    let row = |id, name: &str, agent: &str, list, origin: &str| Campaign {
        name: Some(Shown::new(name)),
        agent: Some(Shown::new(agent)),
        list: Some(list),
        origin: Some(Shown::new(origin)),
        ..Campaign::unknown(id)
    };
    let stats =
        |calls, ok, failed| Stats { calls: Some(calls), ok: Some(ok), failed: Some(failed), ..Stats::default() };
    vec![
        Campaign {
            stats: Stats {
                vendor_rate: Some(70.8),
                sentiment: Some(0.76),
                conversion: Some(42.1),
                ..stats(132, 85, 35)
            },
            ..row(1, "Outreach Campaign", "abc_123", 7, "public_api")
        },
        Campaign {
            updated: Some(Shown::new("dashboard")),
            stats: Stats { sentiment: Some(0.41), conversion: Some(18.0), ..stats(980, 388, 402) },
            ..row(479, "Depo follow-up", "Intake-ES", 318, "dashboard")
        },
        Campaign { stats: stats(50, 10, 40), ..row(481, "demo (A+B) wave 10 - es", "abc_771", 318, "import") },
        Campaign::unknown(490),
    ]
}

/// The ids of the sample rows that a query lets through.
fn found(query: &str) -> Vec<i64> {
    let query = Query::parse(query).unwrap_or_else(|why| panic!("{query}: {why}"));
    rows().iter().filter(|row| query.matches(*row)).map(|row| row.id).collect()
}

fn check(table: &[(&str, &[i64])]) {
    for (query, ids) in table {
        assert_eq!(found(query), *ids, "{query}");
    }
}

#[test]
fn words_and_joints_find_what_they_say() {
    check(&[
        ("", &[1, 479, 481, 490]),
        ("  ", &[1, 479, 481, 490]),
        // Words
        ("outreach", &[1]),
        ("outreach ", &[1]),
        ("OUTREACH", &[1]),
        ("Outreach", &[1]),
        ("48", &[481]),
        ("49", &[490]),
        ("318", &[479, 481]),
        ("abc", &[1, 481]),
        ("public_api", &[1]),
        ("abc wave", &[481]),
        ("wave abc_771", &[481]),
        ("(a+b)", &[481]),
        ("wave - es", &[481]),
        ("a+b)", &[481]),
        ("\"wave 10\"", &[481]),
        ("\"depo follow\"", &[479]),
        ("follow-up", &[479]),
        ("~dpofu", &[479]),
        ("-f dpofu", &[479]),
        ("~\"d f\"", &[479]),
        ("/^de.o/", &[479, 481]),
        ("/wave \\d+/", &[481]),
        ("/abc_\\d+$/", &[1, 481]),
        // Joints
        ("abc or depo", &[1, 479, 481]),
        ("abc || depo", &[1, 479, 481]),
        ("abc AND wave", &[481]),
        ("abc && wave", &[481]),
        ("wave or depo calls:>100", &[479, 481]),
        ("(wave or depo) calls:>100", &[479]),
        ("(wave or depo)calls:>100", &[479]),
        ("-abc", &[479, 490]),
        ("!abc", &[479, 490]),
        ("not abc", &[479, 490]),
        ("not(abc or depo)", &[490]),
        ("--abc", &[1, 481]),
        ("!(name:demo* or name:*camp*)", &[479, 490]),
        ("oregon", &[]),
        ("\"or\"", &[481]),
        // Text that looks like more
        ("a=b", &[]),
        ("10:30", &[]),
        ("wave > 5", &[]),
        ("a||b", &[]),
        ("&", &[]),
    ]);
}

#[test]
fn fields_find_what_they_say() {
    check(&[
        ("name:depo", &[479]),
        ("NAME:depo", &[479]),
        ("name:\"depo follow\"", &[479]),
        ("name:depo*up", &[479]),
        ("name:epo*", &[]),
        ("name:*epo*", &[479]),
        ("name:\"depo f\"*", &[479]),
        ("name:\"*\"", &[]),
        ("name:*", &[1, 479, 481]),
        ("name:~dpofu", &[479]),
        ("name:/^depo.*(es|up)$/", &[479]),
        ("name:/up$/|~dmowv", &[479, 481]),
        ("agent:abc_123|abc_771 -origin:public_api", &[481]),
        ("agent:Intake* list:318", &[479]),
        ("agent:intake*", &[479]),
        ("agent:=abc_1", &[]),
        ("agent:=abc_123", &[1]),
        ("agent = abc_123", &[1]),
        ("agent:!=abc_123", &[479, 481]),
        ("name:(a+b)", &[481]),
        ("(name:(a+b) or depo) calls:>100", &[479]),
        ("updated:dash", &[479]),
        // Numbers
        ("calls:>100 success%:<75", &[1, 479]),
        ("calls > 100 and success% < 75", &[1, 479]),
        ("calls>100 success%<75", &[1, 479]),
        ("calls:> 100", &[1, 479]),
        ("calls:132", &[1]),
        ("calls == 132", &[1]),
        ("calls:!=132", &[479, 481]),
        ("calls:132|50", &[1, 481]),
        ("calls:<60|>900", &[479, 481]),
        ("calls:100..200", &[1]),
        ("calls:50..*", &[1, 479, 481]),
        ("calls:*..132", &[1, 481]),
        ("success:70.8", &[1]),
        ("success:>=60%", &[1]),
        ("ok:85", &[1]),
        ("failed:35", &[1]),
        ("total_calls:132 success_calls:85 failed_calls:35 success_calls_percentage:70.8", &[1]),
        ("stats.average_sentiment_score:0.76 conversion_rate:42.1 agent_id:abc_123 case_list_id:7", &[1]),
        ("success_percent:>=70 failed_percent:<30", &[1]),
        ("finished:120 pending:12", &[1]),
        ("success%:70.8", &[1]),
        ("success%:70.8%", &[1]),
        ("vendor%:70.8", &[1]),
        ("failed%:>=40% calls:>=50 sort:failed%-desc limit:10", &[479, 481]),
        ("conv:10..20", &[479]),
        ("conv:10%..20%", &[479]),
        ("sentiment:<0.5 or no:sentiment", &[479, 481, 490]),
        ("sent:0.76", &[1]),
        ("id:470..481", &[479, 481]),
        ("id:481", &[481]),
        ("id:48*", &[481]),
        ("id:48*|1", &[1, 481]),
        ("id=481", &[481]),
        ("list:318", &[479, 481]),
        ("calls:>-5", &[1, 479, 481]),
        ("-calls:>100", &[481, 490]),
        // Known or not
        ("has:name", &[1, 479, 481]),
        ("no:name", &[490]),
        ("-has:sentiment", &[481, 490]),
        ("no:conv has:calls", &[481]),
        // For the screen and the server
        ("key:outreach conv:>40", &[1]),
        ("cols:id,success%,stats.total_calls depo", &[479]),
        ("sort:name", &[1, 479, 481, 490]),
    ]);
}

#[test]
fn mistakes_are_named_where_they_are() {
    let table: &[(&str, &str, &str)] = &[
        ("agnet:x", "agnet", "unknown field `agnet`, did you mean `agent`?"),
        ("cals > 100", "cals", "unknown field `cals`, did you mean `calls`?"),
        ("http://x", "http://x", "unknown field `http`, did you mean `\"http://x\"`?"),
        ("name:", "", "`name:` needs the text to look for"),
        ("name:\"\"", "", "`name:\"\"` needs the text to look for"),
        ("name:>x", "name:>x", "`name` is text, which is never larger or smaller"),
        ("calls:", "", "`calls:` needs a number"),
        ("calls:>", "", "`calls:>` needs a number"),
        ("calls >", "", "`calls >` needs a number"),
        ("calls:>x", "x", "`x` is not a number"),
        ("wave calls:1..x", "x", "`x` is not a number"),
        ("calls:20..10", "20..10", "this range ends before it begins, did you mean `10..20`?"),
        ("calls:>10%", "10%", "calls is not a percentage, did you mean `10`?"),
        ("failed:>=40%", "failed", "`failed` is a count of calls, did you mean `failed%`?"),
        ("failed_calls > 40%", "failed_calls", "`failed_calls` is a count of calls, did you mean `failed%`?"),
        ("ok:<40%", "ok", "`ok` is a count of calls, did you mean `success%`?"),
        ("cols:id,nam", "nam", "there is no column `nam`, did you mean `name`?"),
        ("cols:id,,name", "", "`cols:id,,name` needs the name of a column"),
        ("cols:calls,total_calls", "total_calls", "`calls` is chosen twice"),
        ("(cols:id)", "cols", "`cols:` must stand outside brackets, and cannot be negated"),
        // No fix is offered that would be a mistake again.
        ("nam > 100", "nam", "unknown field `nam`"),
        ("(limti:5)", "limti", "unknown field `limti`"),
        ("-colss:id", "colss", "unknown field `colss`"),
        ("calls:!=5|6", "calls:!=5|6", "`!=` and `|` together are unclear; `-calls:=a|b` leaves out both"),
        ("\"depo", "\"depo", "the quote is not closed, did you mean `\"depo\"`?"),
        ("\"\"", "\"\"", "there is nothing between the quotes"),
        ("/depo", "/depo", "the regex is not closed, did you mean `/depo/`?"),
        ("(depo", "(", "the bracket is not closed"),
        ("()", "()", "there is nothing between the brackets"),
        ("~", "~", "`~` needs the letters to look for"),
        ("-f ", "-f ", "`-f` needs the letters to look for"),
        ("!", "!", "`!` needs something to leave out"),
        ("a not", "not", "`not` needs something to leave out"),
        ("or a", "or", "`or` needs something to look for on both sides"),
        ("a or ", "or", "`or` needs something to look for on both sides"),
        ("and a", "and", "`and` needs something before it"),
        ("a and", "and", "`and` needs something behind it"),
        ("has:", "", "`has:` needs the name of a column"),
        ("has:nam", "nam", "there is no column `nam`, did you mean `name`?"),
        ("sort:calls-desc,nam", "nam", "there is no column `nam`, did you mean `name`?"),
        ("sort:calls,", "", "`sort:calls,` needs the name of a column"),
        ("(sort:id)", "sort", "`sort:` must stand outside brackets, and cannot be negated"),
        ("-limit:5", "limit", "`limit:` must stand outside brackets, and cannot be negated"),
        ("limit:0", "0", "`0` is not a number of rows"),
        ("limit:5 limit:6", "limit", "`limit:` can stand only once"),
        ("key:x a or b", "key", "`key:` narrows what the server sends, so it cannot stand beside `or`"),
        ("pace:>4", "pace", "`pace` counts calls per open hour and needs history, which this version does not keep"),
        (
            "sort:pace-desc",
            "pace",
            "`pace` counts calls per open hour and needs history, which this version does not keep",
        ),
        ("tag:x", "tag", "`tag` needs tags of your own, which this version does not keep"),
        ("is:edited", "is:edited", "`is:edited` is not kept as a flag; `has:updated` finds what was edited"),
        ("is:odd", "is:odd", "unknown flag `is:odd`"),
    ];
    for (query, place, sentence) in table {
        let why = Query::parse(query).expect_err(query);
        assert_eq!((query.get(why.span.clone()), why.to_string().as_str()), (Some(*place), *sentence), "{query}");
    }
    let compared = Query::parse("d.calls < 5").expect_err("history");
    assert!(compared.message.starts_with("`d.calls` compares with an earlier time"), "{compared}");
    assert!(Query::parse("/(/").expect_err("regex").message.starts_with("this regex cannot be used"));
    assert!(Query::parse("since:\"today 09:00\"").is_err());
    assert_eq!(Query::parse("group:origin,list").unwrap().groups(), [GroupBy::Origin, GroupBy::List]);
    for mistaken in ["group:", "group:calls", "group:agent,agent", "group:agent,list,origin", "-group:agent"] {
        assert!(Query::parse(mistaken).is_err(), "{mistaken}");
    }
}

#[test]
fn nesting_has_an_end() {
    assert!(Query::parse(&"(".repeat(100_000)).is_err());
    assert!(Query::parse(&"!".repeat(100_000)).is_err());
    assert!(Query::parse(&format!("{}a{}", "(".repeat(40), ")".repeat(40))).is_ok());
}

#[test]
fn view_and_server_terms_stand_apart_from_the_filter() {
    let query = Query::parse("sort:failed%-desc,name,calls-asc key:\"hair relaxer\" limit:10").unwrap();
    assert_eq!(query.server_search(), Some("hair relaxer"));
    assert_eq!(query.limit(), Some(10));
    let orders =
        [Order::descending(Column::FailedRate), Order::ascending(Column::Name), Order::ascending(Column::Calls)];
    assert_eq!((query.order(), query.orders()), (Some(orders[0]), &orders[..]));
    assert!(!query.is_everything() && Query::parse(" sort:id ").unwrap().is_everything());
    assert_eq!(Query::parse("outreach").unwrap().server_search(), None, "only `key:` is for the server");
}

#[test]
fn highlights_mark_what_was_looked_for() {
    let marked = |query: &str, name: &str| -> Vec<String> {
        let query = Query::parse(query).unwrap();
        query.highlights(name).into_iter().map(|range| name.get(range).unwrap().to_owned()).collect()
    };
    assert_eq!(marked("wave", "Wave 2, wave 3"), ["Wave", "wave"]);
    assert_eq!(marked("WAVE", "Wave 2, wave 3"), ["Wave", "wave"]);
    assert_eq!(marked("wave or name:\"e 2\" -3", "Wave 2, wave 3"), ["Wave 2", "wave"]);
    assert_eq!(marked("stra", "İSTRAẞE"), ["STRA"], "folding may add characters");
    assert_eq!(marked("i", "İstanbul"), ["İ"]);
    assert_eq!(marked("strasse", "Große Straße 1"), ["Straße"]);
    assert_eq!(marked("s", "Straße"), ["S", "ß"], "half a letter is the letter");
    assert_eq!(marked("nal", "ﬁnal"), ["nal"]);
    assert_eq!(marked("f", "ﬁnal"), ["ﬁ"]);
    assert_eq!(marked("cafe", "Un CAFE\u{301} noir"), ["CAFE\u{301}"]);
    assert_eq!(marked("é", "e é E\u{301} ế"), ["é", "E\u{301}", "ế"]);
    assert_eq!(marked("\"wave 2\"", "Ｗａｖｅ　２"), ["Ｗａｖｅ　２"]);
    assert_eq!(marked("カ", "ｶﾞﾗｽ"), ["ｶﾞ"]);
    assert_eq!(marked("한", "\u{1112}\u{1161}\u{11ab}국 하"), ["\u{1112}\u{1161}\u{11ab}"]);
    assert_eq!(marked("\"I\u{301}\u{ff9e}\"", "ı\u{301}\u{ff9e}–"), ["ı\u{301}\u{ff9e}"], "marks have one order");
    assert_eq!(marked("\"\u{301}ai\u{307}\u{ff9e}\"", "\u{301}aİ\u{ff9e}"), ["\u{301}aİ\u{ff9e}"]);
    assert_eq!(marked("depo", "De⟪U+200B⟫po 2"), ["De⟪U+200B⟫po"]);
    assert_eq!(marked("\"a b\"", "a  b"), ["a  b"]);
    assert_eq!(marked("~DÔÉ", "Depo à côté"), ["D", "ô", "é"]);
    assert_eq!(marked("~dte", "Depo à côté"), ["D", "té"]);
    assert_eq!(marked("~dpofu", "Depo follow-up"), ["D", "po", "f", "u"]);
    assert_eq!(marked("agent:wave calls:>5", "Wave 2"), Vec::<String>::new());
}

/// Text made of what the language is made of, so that chance finds its corners.
fn query_like() -> impl Strategy<Value = String> {
    let bits = [
        "name", "calls", "success%", "id", "sort", "limit", "key", "has", "is", "d.calls", "or", "and", "not", "-f",
        "a", "é", "İ", "(", ")", "\"", "/", "~", "*", "|", ":", "..", ">", "<=", "!=", "=", "-", "!", "%", "5", "10.5",
        " ", ",", "\\", "\n", "-desc",
    ];
    prop::collection::vec(prop::sample::select(bits.to_vec()), 0..14).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_a_query_or_a_mistake_within_it(text in prop_oneof![query_like(), any::<String>()]) {
        match Query::parse(&text) {
            Ok(query) => {
                // Whatever it finds, it does not panic.
                for row in rows() {
                    query.matches(&row);
                }
                for range in query.highlights(&text) {
                    prop_assert!(text.get(range).is_some());
                }
            }
            Err(why) => {
                prop_assert!(text.get(why.span.clone()).is_some(), "{why:?}");
                prop_assert!(!why.to_string().is_empty() && !why.message.contains('\n'), "{why}");
            }
        }
    }

    #[test]
    fn a_phrase_finds_every_part_of_a_name_however_it_is_written(
        name in "[a-zA-ZäÄéßẞİıﬁøÆ–’ 가각ガｶ\u{301}\u{ff9e}ςΣЙ1-3]{1,12}",
        from in 0_usize..12,
        length in 1_usize..6,
        way in 0..4,
    ) {
        let name = Shown::new(&name);
        let signs: Vec<&str> = name.as_str().graphemes(true).collect();
        let part: String = signs.iter().copied().skip(from % signs.len()).take(length).collect();
        let part: String = match way {
            0 => part.nfc().collect(),
            1 => part.nfd().collect(),
            2 => part.to_uppercase(),
            _ => part.to_lowercase(),
        };
        let query = Query::parse(&format!("\"{}\"", part.replace('\\', "\\\\").replace('"', "\\\""))).unwrap();
        prop_assert!(!query.highlights(name.as_str()).is_empty());
        let row = Campaign { name: Some(name), ..Campaign::unknown(1) };
        prop_assert!(query.matches(&row));
    }

    #[test]
    fn what_is_offered_is_accepted(text in query_like()) {
        if let Err(QueryError { span, fix: Some(fix), .. }) = Query::parse(&text) {
            let mut fixed = text.clone();
            fixed.replace_range(span.clone(), &fix);
            if let Err(again) = Query::parse(&fixed) {
                let within = again.span.start < span.start + fix.len() && again.span.end > span.start;
                prop_assert!(!within, "{text} → {fixed}: {again}");
            }
        }
    }

    #[test]
    fn fuzzy_marks_exactly_when_it_matches(name in "[a-dA-D ]{0,10}", letters in "[a-d]{1,4}") {
        let query = Query::parse(&format!("~{letters}")).unwrap();
        let row = Campaign { name: Some(Shown::new(&name)), ..Campaign::unknown(1) };
        prop_assert_eq!(query.matches(&row), !query.highlights(&name).is_empty());
    }
}
