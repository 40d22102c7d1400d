//! What can be typed next, and what holds while a word is open.

use proptest::prelude::*;

use crate::domain::order::Column;
use crate::domain::query::{Flag, Known, Note, Query, Seen, Wants};

/// The gap at `▏`.
fn gap(typed: &str) -> Option<(Wants, String, String)> {
    let at = typed.find('▏').unwrap();
    let text = typed.replace('▏', "");
    let gap = Query::gap(&text, at)?;
    Some((gap.wants, gap.typed, text.get(gap.span).unwrap().to_owned()))
}

#[test]
fn the_cursor_knows_what_can_stand_there() {
    let value = |column, compared| Wants::Value { column, compared };
    for (typed, wants, so_far, replaced) in [
        ("▏", Wants::Field, "", ""),
        ("ag▏", Wants::Field, "ag", "ag"),
        ("a▏g:x", Wants::Field, "a", "ag:"),
        ("talc ▏", Wants::Field, "", ""),
        ("talc -(succ▏ess%", Wants::Field, "succ", "success%"),
        ("agent:▏", value(Column::Agent, false), "", ""),
        ("\"a b\" /x y/ agent:In▏", value(Column::Agent, false), "In", "In"),
        ("agent:=In▏ta talc", value(Column::Agent, true), "In", "Inta"),
        ("agent:x|\"a b▏ c\" talc", value(Column::Agent, false), "a b", "\"a b c\""),
        ("list:3▏", value(Column::List, false), "3", "3"),
        ("agent = ▏", value(Column::Agent, true), "", ""),
        ("talc agent=In▏ta", value(Column::Agent, true), "In", "Inta"),
        ("-agent != \"a b▏", value(Column::Agent, true), "a b", "\"a b"),
        ("list >= 3▏", value(Column::List, true), "3", "3"),
        ("agent: In▏", value(Column::Agent, false), "In", " In"),
        ("agent:x| \"a▏ b\"", value(Column::Agent, false), "a", " \"a b\""),
        ("agent = x talc▏", Wants::Field, "talc", "talc"),
        ("is:▏", Wants::Flag, "", ""),
        ("-is:odd|mo▏", Wants::Flag, "mo", "mo"),
        ("has:con▏", Wants::Known, "con", "con"),
        ("sort:calls-desc,na▏", Wants::Order, "na", "na"),
        ("cols:id,na▏", Wants::Shown(vec![Column::Id]), "na", "na"),
        ("(talc or bard) group:▏", Wants::Group(vec![]), "", ""),
    ] {
        assert_eq!(gap(typed), Some((wants, so_far.to_owned(), replaced.to_owned())), "{typed}");
    }
    for typed in [
        "\"a▏",
        "\"a\"▏",
        "/a▏",
        "~a▏",
        "calls:▏",
        "calls:>5▏",
        "agnet:x▏",
        "key:x▏",
        "limit:▏",
        "agent:a*▏",
        "a#b▏",
        "calls = ▏",
    ] {
        assert_eq!(gap(typed), None, "{typed}");
    }
}

struct Sample(Vec<Seen>);

impl Known for Sample {
    fn seen(&self, column: Column) -> &[Seen] {
        if column == Column::Agent { &self.0 } else { &[] }
    }

    fn flagged(&self, flag: Flag) -> usize {
        if flag == Flag::Odd { 3 } else { 0 }
    }
}

/// What is offered at the end of a text, and what is written for it.
fn offered(typed: &str) -> Vec<(String, String)> {
    let seen = |(text, campaigns): (&str, usize)| Seen { text: text.into(), plain: text.to_lowercase(), campaigns };
    let sample = Sample([("Intake-EN", 41), ("Intake", 7), ("Docs 1", 2)].map(seen).into());
    let gap = Query::gap(typed, typed.len()).unwrap();
    gap.offers(&sample).into_iter().map(|offer| (offer.name, offer.written)).collect()
}

#[test]
fn offers_are_narrowed_by_what_is_typed_and_written_so_that_they_find_what_they_say() {
    let pairs = |of: &[(&str, &str)]| -> Vec<(String, String)> {
        of.iter().map(|(name, written)| ((*name).to_owned(), (*written).to_owned())).collect()
    };
    assert_eq!(
        offered("agent:"),
        pairs(&[("Intake-EN", "Intake-EN"), ("Intake", "=Intake"), ("Docs 1", "\"Docs 1\"")]),
        "one that is a part of another asks for itself alone"
    );
    assert_eq!(offered("agent:oc"), pairs(&[("Docs 1", "\"Docs 1\"")]));
    assert_eq!(offered("agent:=intake-"), pairs(&[("Intake-EN", "Intake-EN")]));
    assert_eq!(offered("agent = oc"), pairs(&[("Docs 1", "\"Docs 1\"")]));
    assert_eq!(offered("agent!=intake").last(), pairs(&[("Intake", "Intake")]).first(), "a sign says already how");
    assert_eq!(offered("agent: oc"), pairs(&[("Docs 1", "\"Docs 1\"")]));
    assert_eq!(offered("talc succ"), pairs(&[("success%:", "success%:")]));
    assert_eq!(offered("total_"), pairs(&[("total_calls:", "total_calls:")]), "the API's own names come second");
    assert_eq!(offered("is:mo"), pairs(&[("moving", "moving")]));
    assert_eq!(offered("sort:calls"), pairs(&[("calls-desc", "calls-desc"), ("calls", "calls")]));
    assert_eq!(offered("group:agent,"), pairs(&[("list", "list"), ("origin", "origin")]));
    assert!(offered("").len() > 20 && offered("cols:id,").iter().all(|(name, _)| name != "id"));
    let odd = Query::gap("is:od", 5).unwrap().offers(&Sample(Vec::new()));
    assert_eq!(odd.first().map(|offer| &offer.note), Some(&Note::Flag(Flag::Odd.meaning(), 3)));
}

#[test]
fn a_word_at_the_cursor_holds_nothing_that_a_mistake_would_keep() {
    for (typed, settled) in [
        ("calls:>5 agn", Some("calls:>5")),
        ("calls:>5 -agn", Some("calls:>5")),
        ("calls ", Some("")),
        ("talc calls ", Some("talc")),
        ("talc ", Some("talc ")),
        ("agent:x calls:>5", Some("agent:x calls:>5")),
        ("talc or ba", None),
        ("id:2", Some("id:2")),
    ] {
        let query = Query::parse(typed).unwrap();
        assert_eq!(query.settled(typed.len()).as_ref().map(Query::as_str), settled, "{typed}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn wherever_the_cursor_is_an_offer_fits_into_the_text(text in "[a-z:>()\" |!/*%,.=é-]{0,20}", at in 0_usize..22) {
        let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        if let Some(gap) = Query::gap(&text, at) {
            prop_assert!(gap.span.start <= at && at <= gap.span.end && text.get(gap.span.clone()).is_some());
            for offer in gap.offers(&Sample(Vec::new())) {
                let mut filled = text.clone();
                filled.replace_range(gap.span.clone(), &offer.written);
                let behind = Query::gap(&filled, gap.span.start + offer.written.len());
                prop_assert!(gap.wants == Wants::Field || behind.is_some(), "{filled}");
            }
        }
        if let Ok(query) = Query::parse(&text) {
            query.settled(at);
        }
    }
}
