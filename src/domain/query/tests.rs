//! The query language by example, then its properties.

mod completing;
mod marking;
mod mistakes;

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
        ("calls:50..", &[1, 479, 481]),
        ("calls:..132", &[1, 481]),
        ("success:60..", &[1]),
        ("success%:..60% -is:odd", &[479, 481]),
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
        ("has:conv|calls", &[1, 479, 481]),
        ("no:conv|updated", &[1, 481, 490]),
        ("-has:conv|updated", &[481, 490]),
        ("is:edited", &[479]),
        ("not is:edited", &[1, 481, 490]),
        ("is:odd", &[]),
        ("IS:Moving|edited", &[479]),
        ("!is:marked", &[1, 479, 481, 490]),
        // Of what cannot be seen nothing is asked
        ("\"\u{200b}\" depo", &[479]),
        ("-\u{200b}", &[1, 479, 481, 490]),
        // For the screen and the server
        ("key:outreach conv:>40", &[1]),
        ("cols:id,success%,stats.total_calls depo", &[479]),
        ("sort:name", &[1, 479, 481, 490]),
        ("cols:id,range,success depo sort:range", &[479]),
    ]);
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

/// Text made of what the language is made of, so that chance finds its corners.
fn query_like() -> impl Strategy<Value = String> {
    let bits = [
        "name", "calls", "success%", "id", "sort", "limit", "key", "has", "is", "no", "odd", "cols", "group",
        "d.calls", "or", "and", "not", "-f", "a", "é", "İ", "(", ")", "\"", "/", "~", "*", "|", ":", "..", ">", "<=",
        "!=", "=", "-", "!", "%", "5", "10.5", " ", ",", "\\", "\n", "-desc",
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
                for range in query.highlights(Column::Name, &text) {
                    prop_assert!(text.get(range).is_some());
                }
                let printed = query.canonical();
                let again = Query::parse(&printed);
                prop_assert!(again.is_ok(), "{text} is printed as {printed}: {again:?}");
                let again = again.unwrap();
                prop_assert_eq!(format!("{:?}", again.parsed()), format!("{:?}", query.parsed()), "{} as {}", text, printed);
                prop_assert_eq!(again.canonical(), printed);
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
        prop_assert!(!query.highlights(Column::Name, name.as_str()).is_empty());
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
        prop_assert_eq!(query.matches(&row), !query.highlights(Column::Name, &name).is_empty());
    }
}
