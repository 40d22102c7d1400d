//! What is no query: where the mistake is, what is said of it, and what is only unfinished.

use crate::domain::grouping::GroupBy;
use crate::domain::query::{Flag, Query};

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
        ("pace:>4%", "4%", "pace is not a percentage, did you mean `4`?"),
        ("quiet:2h", "2h", "a length of time is compared with < or >, did you mean `>2h`?"),
        ("age:>soon", "soon", "`soon` is no length of time: write it as 30m, 2h or 3d"),
        (
            "since:soon",
            "soon",
            "\"soon\" is no moment: write it as 3h, 14:00, 'yesterday 9:00', mon, 2026-11-24, '2026-11-24 17:00' or \
             2026-11-24T17:00:00Z",
        ),
        ("since:", "", "`since:` needs a moment: day, look, monday, 3h, \"yesterday 9\""),
        ("since:1d since:2d", "since", "`since:` can stand only once"),
        ("age:", "", "`age:` needs a length of time: 30m, 2h, 3d"),
        ("tag:x", "tag", "`tag` needs tags of your own, which this version does not keep yet"),
        ("is:", "", "`is:` needs the name of a flag"),
        ("is:odd|", "", "`is:odd|` needs the name of a flag"),
        ("is:oddd", "oddd", "there is no flag `oddd`, did you mean `odd`?"),
        ("is:odd|stalled", "stalled", "`is:stalled` is called is:quiet"),
        ("is:mine", "mine", "`is:mine` needs the record of launches, which queries do not read yet"),
        ("has:conv|nam", "nam", "there is no column `nam`, did you mean `name`?"),
        ("calls:..", "", "`calls:..` needs a number"),
        ("name:\"\u{200b}\"", "", "`name:\"⟪U+200B⟫\"` needs the text to look for"),
    ];
    for (query, place, sentence) in table {
        let why = Query::parse(query).expect_err(query);
        assert_eq!((query.get(why.span.clone()), why.to_string().as_str()), (Some(*place), *sentence), "{query}");
    }
    assert!(Query::parse("/(/").expect_err("regex").message.starts_with("this regex cannot be used"));
    assert_eq!(Query::parse("group:origin,list").unwrap().groups(), [GroupBy::Origin, GroupBy::List]);
    for mistaken in ["group:", "group:calls", "group:agent,agent", "group:agent,list,origin", "-group:agent"] {
        assert!(Query::parse(mistaken).is_err(), "{mistaken}");
    }
}

/// The table of the page that the language comes from, and what it waits for.
#[test]
fn what_the_language_promises_is_read_or_says_what_it_waits_for() {
    for query in [
        "outreach",
        "calls:>100 success%:<75",
        "calls > 100 and success% < 75",
        "agent:abc_123|abc_771 -origin:public_api",
        "agent:Intake* list:318",
        "name:\"depo follow\"",
        "name:/^depo.*(es|en)$/",
        "~dpofu",
        "id:470..481",
        "id:481",
        "failed%:>=40 calls:>=50 sort:failed%-desc limit:10",
        "sentiment:<0.5 or no:sentiment",
        "conv:10..20 !(name:test* or name:*demo*)",
        "key:outreach conv:>40",
        "group:agent sort:success%-desc",
        "is:moving|odd -is:marked is:edited",
        "is:needs|quiet|soured|poor|twice|new sort:need",
        "has:sentiment no:conv",
        "cols:name,calls,success",
        "d.calls:0",
        "d.calls < 5",
        "d.ok:>1",
        "d.success%:<-5",
        "d.conv > 1",
        "sort:pace-desc",
        "quiet:2h..1d|>2d",
        "age:>3",
        "cols:trend,pace,quiet,age",
        "since:1d",
        "since:\"today 09:00\"",
        "d.calls:0 since:monday",
    ] {
        Query::parse(query).unwrap_or_else(|why| panic!("{query}: {why}"));
    }
    for query in ["label:x", "tag:x"] {
        assert!(Query::parse(query).expect_err(query).message.contains("of your own"), "{query}");
    }
}

#[test]
fn what_is_only_unfinished_says_so() {
    for query in [
        "calls:",
        "calls:>",
        "agent:",
        "\"dep",
        "/dep",
        "(a",
        "a or ",
        "a and",
        "a !",
        "~",
        "is:",
        "has:",
        "sort:calls,",
    ] {
        assert!(Query::parse(query).expect_err(query).unfinished, "{query}");
    }
    for query in ["agnet:x", "calls:>x", "or a", "()", "is:oddd", "limit:0", "calls:20..10", "has:nam"] {
        assert!(!Query::parse(query).expect_err(query).unfinished, "{query}");
    }
}

#[test]
fn a_flag_that_cannot_be_known_is_a_mistake_at_its_place() {
    let query = Query::parse("talc (is:edited or is:odd|moving)").unwrap();
    assert!(query.asks(Flag::Moving) && query.asks(Flag::Odd) && !query.asks(Flag::Marked));
    let why = query.unknowable(&[Flag::Marked, Flag::Moving]).unwrap();
    assert_eq!(query.as_str().get(why.span.clone()), Some("moving"));
    assert_eq!(why.to_string(), "`is:moving` compares two reads of the list, and here it is read once");
    assert_eq!(query.unknowable(&[Flag::Marked]), None);
}

#[test]
fn nesting_has_an_end() {
    assert!(Query::parse(&"(".repeat(100_000)).is_err());
    assert!(Query::parse(&"!".repeat(100_000)).is_err());
    assert!(Query::parse(&format!("{}a{}", "(".repeat(40), ")".repeat(40))).is_ok());
}
