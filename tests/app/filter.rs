//! The filter: live while typed, kept by Enter, taken back by Esc.

use super::{Stage, current, ids, notice, three};
use kaytop::app::effect::Effect;
use kaytop::app::keep::Keep;
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::domain::campaign::Campaign;

/// What is pressed, the filter's text, and the campaigns shown.
#[test]
fn the_filter_is_live_and_esc_takes_it_back() {
    for (keys, text, shown) in [
        ("", "", &[3, 2, 1][..]),
        ("/", "", &[3, 2, 1]),
        ("/s", "s", &[3]),
        ("/u", "u", &[3, 2, 1]),
        ("/summ", "summ", &[3]),
        ("/summ<bs><bs><bs><bs>", "", &[3, 2, 1]),
        ("/summ<ctrl-u>ro", "ro", &[2]),
        ("/sum<enter>", "sum", &[3]),
        ("/sum<esc>", "", &[3, 2, 1]),
        ("/sum<enter>/<ctrl-u>round<esc>", "sum", &[3]),
        ("/sum<enter>/<ctrl-u>round<enter>", "round", &[2]),
        ("/sum<enter><esc>", "", &[3, 2, 1]),
        ("/sum<enter>0", "", &[3, 2, 1]),
        ("/id:>=2<enter>", "id:>=2", &[3, 2]),
        ("/nobody", "nobody", &[]),
        ("/qs0?", "qs0?", &[]),
    ] {
        let mut stage = Stage::with(three());
        let free = stage.press(keys).iter().all(|effect| matches!(effect, Effect::Keep(_)));
        assert!(free, "{keys}: a filter costs no request");
        assert_eq!((stage.model.list.filter.field.text(), &ids(&stage)[..]), (text, shown), "{keys}");
    }
}

#[test]
fn a_mistake_keeps_the_last_good_result() {
    for (keys, shown) in [
        ("/sum calls:>", &[3][..]),
        ("/sum (", &[3]),
        ("/id:2 nofield:1", &[2]),
        ("/nofield:1", &[3, 2, 1]),
        ("/calls > ", &[3, 2, 1]),
        ("/id:2 id:>1x", &[2]),
        ("/id:2<home>x", &[2]),
    ] {
        let mut stage = Stage::with(three());
        stage.press(keys);
        assert!(stage.model.list.filter.error.is_some(), "{keys}");
        assert_eq!(ids(&stage), shown, "{keys}");
        stage.press("<enter>");
        assert_eq!(stage.model.scope(), Scope::Filter, "{keys}: Enter does not keep a mistake");
        stage.press("<esc>");
        assert_eq!((ids(&stage), stage.model.list.filter.error.is_some()), (vec![3, 2, 1], false), "{keys}");
    }
}

/// What is pressed, and the text that comes of it.
#[test]
fn tab_takes_the_fix_of_a_mistake_or_what_is_offered() {
    let mut rows = three();
    rows[0].agent = Some(kaytop::domain::shown::Shown::new("Docs 1"));
    for (keys, text) in [
        ("/nmae:sum<tab>", "name:sum"),
        ("/nmae:sum<tab>x", "namex:sum"),
        ("/\"sum<tab>", "\"sum\""),
        ("/succ<tab>", "success%:"),
        ("/is:od<tab>", "is:odd"),
        ("/is:<down><down><tab>", "is:quiet"),
        ("/is:<down><down><enter>", "is:quiet"),
        ("/is:<down><up><tab>", "is:needs"),
        ("/agent:doc<tab>", "agent:\"Docs 1\""),
        ("/group:ag<tab>", "group:agent"),
        ("/sort:name,suc<tab>", "sort:name,success%-desc"),
        ("/cols:id,pen<tab>", "cols:id,pending"),
        ("/group:agnet<tab>", "group:agent"),
        ("/zzz<tab>", "zzz"),
        ("/calls:>x<tab>", "calls:>x"),
    ] {
        let mut stage = Stage::with(rows.clone());
        stage.press(keys);
        assert_eq!(stage.model.list.filter.field.text(), text, "{keys}");
        assert_eq!(stage.model.scope(), Scope::Filter, "{keys}");
    }
}

#[test]
fn filters_that_were_kept_are_recalled_the_newest_first() {
    let mut stage = Stage::with(three());
    let kept = |effects: Vec<Effect>| -> Vec<String> {
        let added = |effect| if let Effect::Keep(Keep::AddFilter(text)) = effect { Some(text) } else { None };
        effects.into_iter().filter_map(added).collect()
    };
    assert_eq!(kept(stage.press("/sum<enter>")), ["sum"]);
    assert_eq!(kept(stage.press("/<ctrl-u>id:2<enter>")), ["id:2"]);
    assert_eq!(kept(stage.press("/<ctrl-u>id:2<enter>")), [""; 0], "it is the newest already");
    stage.press("/<ctrl-u>typed<up>");
    let text = |stage: &Stage| stage.model.list.filter.field.text().to_owned();
    assert_eq!((text(&stage).as_str(), ids(&stage)), ("id:2", vec![2]));
    for (key, shown) in [("<up>", "sum"), ("<up>", "sum"), ("<down>", "id:2"), ("<down>", "typed"), ("<up>", "id:2")] {
        stage.press(key);
        assert_eq!(text(&stage), shown, "{key}");
    }
    stage.press("<esc>");
    assert_eq!(text(&stage), "id:2", "Esc goes back to what stood before");
}

#[test]
fn a_refresh_keeps_the_filter_and_its_text() {
    let mut stage = Stage::with(three());
    stage.press("/sum");
    stage.pass(std::time::Duration::from_secs(30));
    stage.answer(Ok([three(), vec![super::row(4, "Summer II")]].concat()));
    assert_eq!((ids(&stage), stage.model.list.filter.field.text()), (vec![4, 3], "sum"));
    assert_eq!((stage.model.scope(), current(&stage)), (Scope::Filter, Some(3)));
}

#[test]
fn pasted_text_goes_into_the_filter_and_nowhere_else() {
    let mut stage = Stage::with(three());
    assert_eq!(stage.send(Msg::Pasted("q/sum\n".into())), []);
    assert_eq!((stage.model.scope(), stage.model.list.filter.field.text()), (Scope::Table, ""));
    assert!(notice(&stage).contains("no text field is open"), "{}", notice(&stage));

    stage.press("/");
    stage.send(Msg::Pasted("sum\u{1b}[31m\nid:3".into()));
    assert_eq!(stage.model.list.filter.field.text(), "sum id:3");
    assert!(notice(&stage).contains("kept 8"), "{}", notice(&stage));

    stage.press("<ctrl-u>");
    stage.send(Msg::Pasted("sum".into()));
    assert_eq!((ids(&stage), notice(&stage)), (vec![3], ""));
}

#[test]
fn a_filter_from_the_command_line_holds_from_the_first_answer() {
    let mut stage = Stage::new(kaytop::app::connection::Mode::Live);
    stage.model.open("sum", None);
    stage.answer(Ok(three()));
    assert_eq!((ids(&stage), stage.model.scope()), (vec![3], Scope::Table));
}

#[test]
fn marks_that_the_filter_asks_for_come_and_go_with_their_rows() {
    let mut stage = Stage::with(three());
    stage.press(" jj");
    stage.press("/is:marked<enter>");
    assert_eq!(ids(&stage), [3]);
    stage.press("0 /is:marked or roundup<enter>");
    assert_eq!(ids(&stage), [3, 2, 1], "what was marked meanwhile");
    stage.press("gg ");
    assert_eq!((ids(&stage), current(&stage)), (vec![2, 1], Some(2)), "and what is no more");
    stage.press("0");
    assert_eq!(ids(&stage), [3, 2, 1]);
}

#[test]
fn what_moves_is_found_anew_with_each_read() {
    let of = |calls: [i64; 3]| -> Vec<Campaign> {
        let mut rows = three();
        rows.iter_mut().zip(calls).for_each(|(row, calls)| row.stats.calls = Some(calls));
        rows
    };
    let mut stage = Stage::with(of([5, 5, 5]));
    stage.press("/is:moving<enter>");
    assert_eq!(ids(&stage), [0; 0], "nothing is known to have moved");
    let order: Vec<i64> = three().iter().map(|row| row.id).collect();
    for (calls, moved) in [([5, 6, 5], vec![order[1]]), ([4, 6, 5], vec![order[0]]), ([4, 6, 5], vec![])] {
        stage.pass(std::time::Duration::from_secs(30));
        stage.answer(Ok(of(calls)));
        assert_eq!(ids(&stage), moved);
    }
}
