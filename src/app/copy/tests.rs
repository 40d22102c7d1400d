//! Every format on one row, on several, and on rows that would like to be more than text.

use super::*;
use crate::app::connection::ListRequest;
use crate::app::list::List;
use crate::domain::campaign::{Campaign, Listing};
use crate::domain::shown::Shown;
use crate::domain::store::{Snapshot, Store};

fn named(name: &str) -> Campaign {
    Campaign { name: Some(Shown::new(name)), ..Campaign::unknown(7) }
}

/// What a [`Source`] looks at.
struct Scene {
    store: Store,
    list: List,
    connection: Connection,
    search: Option<String>,
    measures: Measures,
}

impl Scene {
    fn of(rows: Vec<Campaign>) -> Self {
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
        let mut store = Store::default();
        store.apply(Snapshot::build(Listing { rows, unreadable: 0 }));
        Self { store, list: List::default(), connection, search: None, measures: Measures::default() }
    }

    fn source(&self) -> Source<'_> {
        Source {
            rows: self.store.shown_rows().collect(),
            groups: Vec::new(),
            grouping: &[],
            measures: &self.measures,
            sorted_by: self.store.order().column,
            connection: &self.connection,
            at: None,
            search: self.search.as_deref(),
            query: &self.list.filter.query,
            order: self.list.order,
        }
    }
}

#[test]
fn one_row_in_every_format() {
    let mut scene = Scene::of(vec![Campaign::sample()]);
    scene.list.set_order(Order::descending(Column::SuccessRate), &mut scene.store);
    let tsv = "1\tOutreach Campaign\tabc_123\t123\t132\t85\t35\t12\t70.8%\t70.8%\t0.76\t42.1%";
    let curl = "curl --compressed -sS -H \"x-api-key: $KAYSE_API_KEY\" 'https://api.example/list'";
    let view = "kaytop list --base-url 'https://api.example' 'sort:success%-desc'";
    for (what, words, text) in [
        (CopyItem::Cell, "success% of 1", "70.8%"),
        (CopyItem::Id, "id 1", "1"),
        (CopyItem::Name, "name of 1", "Outreach Campaign"),
        (CopyItem::Row, "row 1 as TSV", tsv),
        (CopyItem::Curl, "curl command", curl),
        (CopyItem::View, "kaytop command", view),
    ] {
        assert_eq!(scene.source().copied(what), Ok(Copied { what: words.to_owned(), text: text.to_owned() }));
    }
    assert_eq!(
        formats::markdown(&scene.source().rows, &Measures::default()),
        "| ID | Name | Agent | List | Calls | OK | Failed | Pending | Success of finished | Success (vendor) | Sentiment \
         | Conversion |\n\
         | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n\
         | 1 | Outreach Campaign | abc_123 | 123 | 132 | 85 | 35 | 12 | 70.8% | 70.8% | 0.76 | 42.1% |"
    );
}

#[test]
fn unknown_is_empty_for_programs_and_a_dash_for_people() {
    let mut scene = Scene::of(vec![Campaign::unknown(2)]);
    let rows = scene.source().rows;
    assert_eq!(formats::tsv(&rows, &Measures::default()), format!("2{}", "\t".repeat(11)));
    assert!(formats::markdown(&rows, &Measures::default()).ends_with(&format!("| 2 |{}", " – |".repeat(11))));
    assert!(scene.source().copied(CopyItem::Name).unwrap_err().contains("name of 2 is unknown"));
    scene.list.set_order(Order::descending(Column::Sentiment), &mut scene.store);
    assert!(scene.source().copied(CopyItem::Cell).unwrap_err().contains("sentiment of 2 is unknown"));
}

#[test]
fn without_a_row_only_the_view_can_be_copied() {
    let scene = Scene::of(Vec::new());
    for what in CopyItem::ALL {
        assert_eq!(scene.source().copied(what).is_ok(), matches!(what, CopyItem::Curl | CopyItem::View), "{what:?}");
    }
}

#[test]
fn several_rows_stand_one_a_line() {
    let scene = Scene::of(vec![Campaign::sample(), named("Depo")]);
    let rows = scene.source().rows;
    assert_eq!(formats::ids(&rows), "7\n1");
    assert_eq!(formats::names(&rows), "Depo\nOutreach Campaign");
    assert_eq!(formats::cells(&rows, Column::Calls, &Measures::default()), "\n132");
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
        let scene = Scene::of(vec![named(name)]);
        let rows = scene.source().rows;
        assert_eq!(formats::tsv(&rows, &Measures::default()).split('\t').nth(1), Some(tsv), "{name:?}");
        assert!(formats::markdown(&rows, &Measures::default()).contains(&format!("| 7 | {markdown} |")), "{name:?}");
        let json = formats::json(&rows);
        assert!(!json.contains(|c: char| c != '\n' && c.is_control() || c == '\u{202e}'), "{json}");
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["name"], name, "JSON alone keeps what was received");
    }
}

#[test]
fn commands_quote_what_was_typed() {
    let mut scene = Scene::of(vec![Campaign::sample()]);
    scene.list.set_filter("name:\"it's $(here)\" sort:calls-asc", &mut scene.store);
    scene.search = Some("a b&c='é".to_owned());
    assert_eq!(
        commands::view(&scene.source()),
        r#"kaytop list --base-url 'https://api.example' '--search=a b&c='\''é' 'name:"it'\''s $(here)" sort:calls-asc'"#
    );
    assert!(commands::curl(&scene.source()).ends_with("'https://api.example/list?key=a%20b%26c%3D%27%C3%A9'"));
    scene.list.set_filter("-origin:web", &mut scene.store);
    assert!(commands::view(&scene.source()).ends_with(" -- '-origin:web'"), "no option");
    scene.connection.mode = Mode::Sandbox;
    assert!(commands::view(&scene.source()).starts_with("kaytop list --sandbox '--search="));
    assert!(scene.source().copied(CopyItem::Curl).unwrap().what.contains("sandbox's own key"));
}

#[test]
fn the_query_that_asks_the_server_is_not_asked_twice() {
    let mut scene = Scene::of(vec![Campaign::sample()]);
    scene.list.set_filter("key:out", &mut scene.store);
    scene.search = Some("out".to_owned());
    assert_eq!(commands::view(&scene.source()), "kaytop list --base-url 'https://api.example' 'key:out'");
}

#[test]
fn a_view_is_the_order_that_it_says() {
    for column in Column::ALL {
        for order in [Order::ascending(column), Order::descending(column)] {
            let mut scene = Scene::of(vec![Campaign::sample()]);
            scene.list.set_order(order, &mut scene.store);
            let command = commands::view(&scene.source());
            let query = command.split('\'').nth(3).unwrap_or_default();
            assert_eq!(Query::parse(query).unwrap().order().unwrap_or_default(), order, "{command}");
        }
    }
}

#[test]
fn the_notice_says_what_was_sent_where_and_never_that_it_arrived() {
    let said = |terminal, program| Sent { terminal, program }.words("id 481");
    let took = Some(ToProgram::Took("wl-copy"));
    for (said, expected) in [
        (said(ToTerminal::Plain, None), "id 481 sent to the terminal (OSC 52)."),
        (said(ToTerminal::Plain, took.clone()), "id 481 sent to the terminal (OSC 52) and to wl-copy."),
        (said(ToTerminal::Tmux, took.clone()), "id 481 sent to tmux (OSC 52) and to wl-copy."),
        (said(ToTerminal::Tmux, None), "id 481 sent to tmux (OSC 52); it passes it on if set-clipboard is on."),
        (
            said(ToTerminal::Plain, Some(ToProgram::Failed("xclip"))),
            "id 481 sent to the terminal (OSC 52); xclip failed.",
        ),
        (
            said(ToTerminal::Plain, Some(ToProgram::Silent("xclip"))),
            "id 481 sent to the terminal (OSC 52); xclip has not answered.",
        ),
        (said(ToTerminal::TooLong, took), "id 481 sent to wl-copy; too long for the terminal."),
        (said(ToTerminal::TooLong, None), "id 481 not copied: too long for the terminal (OSC 52). Copy fewer rows."),
    ] {
        assert_eq!(said, expected);
        assert!(said.chars().count() <= 78, "fits a line of 80: {said}");
    }
}
