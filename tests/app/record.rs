//! What is recorded of what was read, and what is said when it is not.

use std::time::Duration;

use kaytop::app::connection::Mode;
use kaytop::app::effect::Effect;
use kaytop::app::keep::Keep;
use kaytop::app::msg::Msg;
use kaytop::app::record::{Record, Recorded, Recording};
use kaytop::domain::campaign::Listing;
use kaytop::domain::failure::Failure;
use kaytop::domain::record::engine::Campaigns;

use super::{Stage, notice, three};
use crate::samples::settings;

fn recorded(effects: Vec<Effect>) -> Vec<Recording> {
    let recording = |effect| match effect {
        Effect::Keep(Keep::Record(recording)) => Some(*recording),
        _ => None,
    };
    effects.into_iter().filter_map(recording).collect()
}

fn recording() -> Stage {
    let mut stage = Stage::new(Mode::Live);
    stage.model.context.record = Record::On;
    stage
}

fn ask(stage: &mut Stage) {
    stage.pass(Duration::from_secs(30));
}

#[test]
fn every_believed_answer_is_recorded() {
    let mut stage = recording();
    let done = recorded(stage.answer_settings(Ok(settings())));
    assert!(matches!(&done[..], [Recording { what: Recorded::Settings(_), .. }]), "{done:?}");
    let done = recorded(stage.answer(Ok(three())));
    let [Recording { at, what: Recorded::Campaigns { read, every, whole, .. } }] = &done[..] else {
        panic!("{done:?}")
    };
    assert_eq!((*at, *every, *whole), (stage.model.context.now.wall, Some(Duration::from_secs(30)), true));
    assert_eq!(read.rows().count(), 3);

    ask(&mut stage);
    assert_eq!(recorded(stage.answer(Err(Failure::CutOff))), [], "a failure says nothing");
    ask(&mut stage);
    assert_eq!(recorded(stage.answer(Ok(Vec::new()))), [], "most is missing: it is not believed yet");
}

#[test]
fn what_lacks_rows_is_no_whole_list() {
    let mut stage = recording();
    let ticket = stage.list_flight.take().unwrap();
    let done = recorded(stage.land(ticket, Ok(Listing { rows: three(), unreadable: 1 })));
    assert!(matches!(&done[..], [Recording { what: Recorded::Campaigns { whole: false, .. }, .. }]), "{done:?}");
    stage.press("/key:depo<enter>");
    let done = recorded(stage.answer(Ok(three())));
    assert!(matches!(&done[..], [Recording { what: Recorded::Campaigns { whole: false, .. }, .. }]), "{done:?}");
}

#[test]
fn nothing_is_recorded_where_nobody_wants_it() {
    let mut stage = recording();
    stage.model.context.record = Record::Off("history = false in the configuration");
    assert_eq!(recorded(stage.answer(Ok(three()))), []);
}

#[test]
fn that_nothing_can_be_recorded_is_said_once() {
    let mut stage = recording();
    stage.answer(Ok(three()));
    let full = || Msg::Recorded(Err("the record x cannot be used: the disk is full".to_owned()), None);
    stage.send(full());
    assert_eq!(
        notice(&stage),
        "Readings are not recorded: the record x cannot be used: the disk is full. The dashboard goes on without; each \
         reading tries again."
    );
    stage.model.notice = None;
    stage.send(full());
    assert_eq!(stage.model.notice, None);
    ask(&mut stage);
    assert_eq!(recorded(stage.answer(Ok(three()))).len(), 1, "it is tried again");
    stage.send(Msg::Recorded(Ok(()), None));
    assert_eq!(notice(&stage), "Readings are recorded again.");
}
