//! Every format on one row, on several, and on rows that would like to be more than text.

use std::time::Duration;

use super::*;
use crate::app::connection::{Connection, ListRequest, Mode};
use crate::app::poll::Planner;
use crate::app::poll::rhythm::Rhythm;
use crate::app::prefs::Prefs;
use crate::domain::campaign::{Listing, Stats};
use crate::domain::measure::Measures;
use crate::domain::order::{Column, Order};
use crate::domain::query::Query;
use crate::domain::shown::Shown;
use crate::domain::store::Snapshot;
use crate::domain::time::{Now, Zone, from_unix};

fn sample() -> Campaign {
    let stats = Stats {
        calls: Some(132),
        ok: Some(85),
        failed: Some(35),
        vendor_rate: Some(70.8),
        sentiment: Some(0.76),
        conversion: Some(42.1),
    };
    let text = |text| Some(Shown::new(text));
    Campaign {
        name: text("Outreach Campaign"),
        agent: text("abc_123"),
        list: Some(123),
        origin: text("public_api"),
        stats,
        ..Campaign::unknown(1)
    }
}

fn named(name: &str) -> Campaign {
    Campaign { name: Some(Shown::new(name)), ..Campaign::unknown(7) }
}

fn model(rows: Vec<Campaign>) -> Model {
    let now = Now { mono: Duration::ZERO, wall: from_unix(0).unwrap() };
    let connection = Connection {
        mode: Mode::Live,
        host: Shown::new("api.example"),
        key_source: "KAYSE_API_KEY".to_owned(),
        read_only: false,
        list: ListRequest {
            base_url: "https://api.example".to_owned(),
            route: "/list",
            search_param: "key",
            key_header: "x-api-key",
        },
    };
    let planner = Planner::new(Rhythm::CAMPAIGNS, Rhythm::SETTINGS);
    let mut model = Model::new(now, connection, Prefs::new(Zone::UTC), planner);
    model.context.store.apply(Snapshot::build(Listing { rows, unreadable: 0 }));
    model.list.follow(&model.context.store);
    model
}

#[test]
fn one_row_in_every_format() {
    let mut model = model(vec![sample()]);
    model.list.set_order(Order::descending(Column::SuccessRate), &mut model.context.store);
    let tsv = "1\tOutreach Campaign\tabc_123\t123\t132\t85\t35\t12\t70.8%\t70.8%\t0.76\t42.1%";
    let curl = "curl --compressed -sS -H \"x-api-key: $KAYSE_API_KEY\" 'https://api.example/list'";
    let view = "kaytop list --base-url 'https://api.example' 'sort:success%-desc'";
    for (what, words, text) in [
        (What::Cell, "success% of 1", "70.8%"),
        (What::Id, "id 1", "1"),
        (What::Name, "name of 1", "Outreach Campaign"),
        (What::Row, "row 1 as TSV", tsv),
        (What::Curl, "curl command", curl),
        (What::View, "kaytop command", view),
    ] {
        assert_eq!(copied(&model, what), Ok(Copied { what: words.to_owned(), text: text.to_owned() }));
    }
    assert_eq!(
        formats::markdown(&[&sample()], &Measures::default()),
        "| ID | Name | Agent | List | Calls | OK | Failed | Pending | Success of finished | Success (vendor) | Sentiment \
         | Conversion |\n\
         | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n\
         | 1 | Outreach Campaign | abc_123 | 123 | 132 | 85 | 35 | 12 | 70.8% | 70.8% | 0.76 | 42.1% |"
    );
}

#[test]
fn unknown_is_empty_for_programs_and_a_dash_for_people() {
    let unknown = Campaign::unknown(2);
    assert_eq!(formats::tsv(&[&unknown], &Measures::default()), format!("2{}", "\t".repeat(11)));
    assert!(formats::markdown(&[&unknown], &Measures::default()).ends_with(&format!("| 2 |{}", " – |".repeat(11))));
    let mut model = model(vec![unknown]);
    assert!(copied(&model, What::Name).unwrap_err().contains("name of 2 is unknown"));
    model.list.set_order(Order::descending(Column::Sentiment), &mut model.context.store);
    assert!(copied(&model, What::Cell).unwrap_err().contains("sentiment of 2 is unknown"));
}

#[test]
fn without_a_row_only_the_view_can_be_copied() {
    let model = model(Vec::new());
    for what in What::ALL {
        assert_eq!(copied(&model, what).is_ok(), matches!(what, What::Curl | What::View), "{what:?}");
    }
}

#[test]
fn several_rows_stand_one_a_line() {
    let (one, two) = (sample(), named("Depo"));
    let rows = [&one, &two];
    assert_eq!(formats::ids(&rows), "1\n7");
    assert_eq!(formats::names(&rows), "Outreach Campaign\nDepo");
    assert_eq!(formats::cells(&rows, Column::Calls, &Measures::default()), "132\n");
    assert_eq!(formats::tsv(&rows, &Measures::default()).lines().count(), 2);
    assert_eq!(formats::markdown(&rows, &Measures::default()).lines().count(), 4);
}

#[test]
fn p22_hostile_names_stay_text() {
    for (name, tsv, markdown) in [
        ("=HYPERLINK(\"http://evil\")", "'=HYPERLINK(\"http://evil\")", "=HYPERLINK(\"http://evil\")"),
        ("+1", "'+1", "+1"),
        ("-1", "'-1", "-1"),
        ("@SUM(A1)", "'@SUM(A1)", "@SUM(A1)"),
        ("\t=1", "⇥=1", "⇥=1"),
        ("a\tb\r\nc", "a⇥b␍⏎c", "a⇥b␍⏎c"),
        ("a | b \\| c", "a | b \\| c", "a \\| b \\\\\\| c"),
        ("![x](http://evil) <img>", "![x](http://evil) <img>", "!\\[x\\](http://evil) \\<img\\>"),
        ("a\u{1b}[31m\u{202e}", "a␛[31m⟪U+202E⟫", "a␛\\[31m⟪U+202E⟫"),
    ] {
        let row = named(name);
        assert_eq!(formats::tsv(&[&row], &Measures::default()).split('\t').nth(1), Some(tsv), "{name:?}");
        assert!(formats::markdown(&[&row], &Measures::default()).contains(&format!("| 7 | {markdown} |")), "{name:?}");
        let json = formats::json(&[&row]);
        assert!(!json.contains(|c: char| c != '\n' && c.is_control() || c == '\u{202e}'), "{json}");
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["name"], name, "JSON alone keeps what was received");
    }
}

#[test]
fn commands_quote_what_was_typed() {
    let mut model = model(vec![sample()]);
    model.list.set_filter("name:\"it's $(here)\" sort:calls-asc", &mut model.context.store);
    model.context.search = Some("a b&c='é".to_owned());
    assert_eq!(
        commands::view(&model),
        r#"kaytop list --base-url 'https://api.example' '--search=a b&c='\''é' 'name:"it'\''s $(here)" sort:calls-asc'"#
    );
    assert!(commands::curl(&model).ends_with("'https://api.example/list?key=a%20b%26c%3D%27%C3%A9'"));
    model.list.set_filter("-origin:web", &mut model.context.store);
    assert!(commands::view(&model).ends_with(" -- '-origin:web'"), "no option");
    model.context.connection.mode = Mode::Sandbox;
    assert!(commands::view(&model).starts_with("kaytop list --sandbox '--search="));
    assert!(copied(&model, What::Curl).unwrap().what.contains("sandbox's own key"));
}

#[test]
fn the_query_that_asks_the_server_is_not_asked_twice() {
    let mut model = model(vec![sample()]);
    model.list.set_filter("key:out", &mut model.context.store);
    model.context.search = Some("out".to_owned());
    assert_eq!(commands::view(&model), "kaytop list --base-url 'https://api.example' 'key:out'");
}

#[test]
fn a_view_is_the_order_that_it_says() {
    for column in Column::ALL {
        for order in [Order::ascending(column), Order::descending(column)] {
            let mut model = model(vec![sample()]);
            model.list.set_order(order, &mut model.context.store);
            let command = commands::view(&model);
            let query = command.split('\'').nth(3).unwrap_or_default();
            assert_eq!(Query::parse(query).unwrap().order().unwrap_or_default(), order, "{command}");
        }
    }
}

#[test]
fn the_notice_says_what_was_sent_where_and_never_that_it_arrived() {
    let words = |terminal, program| sent_words("id 481", &Sent { terminal, program });
    let took = Some(ToProgram::Took("wl-copy"));
    for (said, expected) in [
        (words(ToTerminal::Plain, None), "id 481 sent to the terminal (OSC 52)."),
        (words(ToTerminal::Plain, took.clone()), "id 481 sent to the terminal (OSC 52) and to wl-copy."),
        (words(ToTerminal::Tmux, took.clone()), "id 481 sent to tmux (OSC 52) and to wl-copy."),
        (words(ToTerminal::Tmux, None), "id 481 sent to tmux (OSC 52); it passes it on if set-clipboard is on."),
        (
            words(ToTerminal::Plain, Some(ToProgram::Failed("xclip"))),
            "id 481 sent to the terminal (OSC 52); xclip failed.",
        ),
        (
            words(ToTerminal::Plain, Some(ToProgram::Silent("xclip"))),
            "id 481 sent to the terminal (OSC 52); xclip has not answered.",
        ),
        (words(ToTerminal::TooLong, took), "id 481 sent to wl-copy; too long for the terminal."),
        (words(ToTerminal::TooLong, None), "id 481 not copied: too long for the terminal (OSC 52). Copy fewer rows."),
    ] {
        assert_eq!(said, expected);
        assert!(said.chars().count() <= 78, "fits a line of 80: {said}");
    }
}

#[test]
fn a_copy_closes_the_menu_and_becomes_an_effect() {
    let mut model = model(vec![sample()]);
    open_menu(&mut model);
    let effects = copy(&mut model, What::Id);
    assert_eq!(effects, [Effect::Copy(Copied { what: "id 1".to_owned(), text: "1".to_owned() })]);
    assert!(model.overlays.is_empty());
}

#[test]
fn every_marked_row_is_copied_also_what_the_filter_hides() {
    let mut model = model((1..=4).map(Campaign::unknown).collect());
    let now = model.context.now;
    for key in crate::app::key::keys("jj <home> ") {
        crate::app::update::update(&mut model, now, crate::app::msg::Msg::Key(key));
    }
    let ids = |model: &Model| targets(model).iter().map(|row| row.campaign().id).collect::<Vec<_>>();
    assert_eq!(ids(&model), [4, 2]);
    model.list.set_filter("id:<3 sort:id", &mut model.context.store);
    assert_eq!(ids(&model), [2, 4], "what is shown comes first");
    model.list.set_filter("id:1", &mut model.context.store);
    assert_eq!(ids(&model), [4, 2]);
}
