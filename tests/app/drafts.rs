//! The list of drafts while other windows change what is in it.

use std::time::Duration;

use kaytop::app::drafts::launched;
use kaytop::app::effect::Effect;
use kaytop::app::keep::Keep;
use kaytop::app::msg::Msg;
use kaytop::domain::draft::saved::{DraftId, DraftSummary};
use kaytop::domain::draft::{Draft, Step};
use kaytop::domain::launch::{Launch, Origin, Phase};
use kaytop::domain::shown::Shown;

use super::stage::{Stage, launch, stamp};
use super::three;

fn line(bits: u64, title: &str) -> DraftSummary {
    let body = Draft::new().request().to_string();
    let saved_at = stamp(Duration::ZERO).wall;
    DraftSummary {
        id: DraftId::from_bits(bits),
        title: Shown::new(title),
        step: Step::Runs,
        saved_at,
        body,
        copy: false,
        elsewhere: false,
    }
}

fn listed(stage: &mut Stage, lines: Vec<DraftSummary>) {
    stage.send(Msg::DraftsListed(Ok((lines, Vec::new()))));
}

#[test]
fn the_choice_stays_with_its_draft_when_the_list_is_told_anew() {
    let mut stage = Stage::with(three());
    stage.press("D");
    listed(&mut stage, vec![line(1, "One"), line(2, "Two")]);
    stage.press("j");
    listed(&mut stage, vec![line(3, "Three"), line(2, "Two, renamed"), line(1, "One")]);
    assert!(stage.press("<enter>").contains(&Effect::Keep(Keep::LoadDraft(Box::new(line(2, "Two, renamed"))))));
    listed(&mut stage, vec![line(1, "One")]);
    assert!(
        stage.press("<enter>").contains(&Effect::Keep(Keep::LoadDraft(Box::new(line(1, "One"))))),
        "its draft is gone"
    );
}

#[test]
fn the_open_list_is_brought_up_to_date_and_a_closed_one_is_not() {
    let mut stage = Stage::with(three());
    stage.press("D");
    let second = Duration::from_secs(1);
    let lists = |effects: &[Effect]| effects.contains(&Effect::Keep(Keep::ListDrafts));
    assert!(stage.model.next_wake() <= stage.model.context.now.mono + second);
    assert!(!lists(&stage.pass(second / 2)) && lists(&stage.pass(second / 2)) && lists(&stage.pass(second)));
    stage.press("<esc>");
    assert!(!lists(&stage.pass(second * 5)));
}

#[test]
fn a_draft_is_known_to_be_launched_by_its_number_whatever_it_is_called() {
    let mut stage = Stage::with(three());
    let of = |phase, bits: u64| {
        let origin = Origin { draft: DraftId::from_bits(bits).to_string(), copy_of: None };
        Launch { origin: Some(origin), ..launch(7, "Another name", phase) }
    };
    for (phase, expected) in
        [(Phase::Unknown, true), (Phase::Matched, true), (Phase::Rejected, false), (Phase::Draft, false)]
    {
        stage.journal(Ok(vec![of(phase, 1)]));
        assert_eq!(launched(&line(1, "One"), &stage.model.context.launches).is_some(), expected, "{phase:?}");
        assert!(launched(&line(2, "Two"), &stage.model.context.launches).is_none());
    }
}
