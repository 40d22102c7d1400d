//! Views: opened by their numbers, told apart from what was made of them, counted once for each answer.

use kaytop::app::connection::Mode;
use kaytop::app::views::Tab;
use kaytop::domain::campaign::{Campaign, Stats};
use kaytop::domain::order::{Column, Order};

use super::stage::Stage;
use super::{current, ids, notice, row};

fn counted(id: i64, calls: i64, ok: i64, failed: i64) -> Campaign {
    let stats = Stats { calls: Some(calls), ok: Some(ok), failed: Some(failed), ..Stats::default() };
    Campaign { stats, ..row(id, &format!("Campaign {id}")) }
}

/// Two of four have enough data, three have calls pending.
fn four() -> Vec<Campaign> {
    vec![counted(1, 120, 70, 40), counted(2, 120, 30, 80), counted(3, 4, 3, 0), counted(4, 2, 2, 0)]
}

fn tabs(stage: &Stage) -> Vec<Tab<'_>> {
    stage.model.views.tabs(&stage.model.list)
}

/// The open view with `*` where it was edited.
fn open(stage: &Stage) -> String {
    let tabs = tabs(stage);
    let open = tabs.iter().find(|tab| tab.open).unwrap();
    format!("{}{}", open.name, if open.edited { "*" } else { "" })
}

#[test]
fn a_digit_opens_a_view_from_the_top_and_again_brings_it_back() {
    let mut stage = Stage::with(four());
    assert_eq!((open(&stage).as_str(), ids(&stage)), ("All", vec![4, 3, 2, 1]));
    assert_eq!(stage.press("jj4"), [], "a view costs no request");
    assert_eq!((open(&stage).as_str(), ids(&stage), current(&stage)), ("Worst success", vec![2, 1], Some(2)));
    assert_eq!(stage.model.list.order, Order::ascending(Column::SuccessRate));
    for edit in ["S", "0", "/ id:1<enter>", "<"] {
        stage.press(edit);
        assert_eq!(open(&stage), "Worst success*", "{edit}");
        stage.press("4");
        assert_eq!((open(&stage).as_str(), ids(&stage)), ("Worst success", vec![2, 1]), "{edit}");
    }
    stage.press("C<down><down> <esc>");
    assert_eq!(open(&stage), "Worst success", "it has no columns of its own");
    stage.press("5");
    assert_eq!((open(&stage).as_str(), ids(&stage)), ("Largest pending", vec![2, 1, 3]));
    stage.press("9");
    assert_eq!((open(&stage).as_str(), notice(&stage)), ("Largest pending", "There is no view 9: they are 1 to 5."));
}

#[test]
fn views_are_counted_with_each_answer_and_not_while_the_server_searches() {
    let counts = |stage: &Stage| tabs(stage).iter().map(|tab| tab.campaigns).collect::<Vec<_>>();
    let mut stage = Stage::new(Mode::Live);
    stage.answer_settings(Ok(crate::samples::settings()));
    assert_eq!(counts(&stage), [None; 5], "unknown is not nothing");
    stage.answer(Ok([four(), vec![counted(1, 120, 70, 40)]].concat()));
    assert_eq!(
        counts(&stage),
        [Some(4), None, None, Some(2), Some(3)],
        "a campaign counts once; what moved takes two reads"
    );
    stage.press("3");
    assert_eq!(counts(&stage), [Some(4), None, None, Some(2), Some(3)]);
    stage.pass(std::time::Duration::from_secs(30));
    stage.answer(Ok(vec![counted(1, 130, 70, 50), counted(2, 120, 20, 10), counted(3, 4, 3, 1)]));
    assert_eq!(counts(&stage), [Some(3), None, Some(1), Some(1), Some(2)]);
    stage.press("/ key:talc<enter>");
    assert_eq!(counts(&stage), [None; 5]);
}
