//! Whatever is pressed, pasted and answered in the form: nobody is trapped, nothing is lost, and nothing is sent unless
//! the code that is shown was typed (T16).

use std::time::Duration;

use kaytop::app::effect::Effect;
use kaytop::app::form::launch::{LaunchEnd, Prepared, RefusalWords};
use kaytop::app::form::{Focus, Form, LaunchStage};
use kaytop::app::key::Key;
use kaytop::app::msg::Msg;
use kaytop::app::overlay::Overlay;
use kaytop::domain::launch::Phase;
use proptest::collection::vec;
use proptest::prelude::*;

use super::launch::own;
use super::{FILLED, opened};
use crate::samples::settings;
use crate::stage::Stage;

/// As many Esc leave from anywhere: out of help and list, popup, field, and back from the sixth step.
const ESCAPES: usize = 12;

#[derive(Debug, Clone)]
enum Deed {
    Press(Key),
    Paste(String),
    PasteCode,
    TypeCode(usize),
    Pass(u64),
    Saved(bool),
    Prepare(u8),
    End(Phase),
    Fill,
}

fn deed() -> impl Strategy<Value = Deed> {
    let keys = "123456axdrhuUyw+-{}Dnq ?jkeL3469ACDEFGHJKMNPQRTWXYc,".chars().map(Key::Char).collect::<Vec<_>>();
    let named = vec![
        Key::Enter,
        Key::Enter,
        Key::Esc,
        Key::Tab,
        Key::Tab,
        Key::BackTab,
        Key::Up,
        Key::Down,
        Key::Left,
        Key::Right,
        Key::PageDown,
        Key::PageUp,
        Key::Backspace,
        Key::Ctrl('_'),
        Key::Ctrl('r'),
        Key::Ctrl('n'),
        Key::Ctrl('p'),
    ];
    let phases = vec![Phase::Created, Phase::CreatedNoId, Phase::Rejected, Phase::NotSent, Phase::Unknown];
    prop_oneof![
        12 => prop::sample::select(keys).prop_map(Deed::Press),
        1 => any::<char>().prop_map(|c| Deed::Press(Key::Char(c))),
        12 => prop::sample::select(named).prop_map(Deed::Press),
        1 => ".{0,12}".prop_map(Deed::Paste),
        1 => Just(Deed::PasteCode),
        2 => (0usize..4).prop_map(Deed::TypeCode),
        2 => (0u64..900).prop_map(Deed::Pass),
        3 => any::<bool>().prop_map(Deed::Saved),
        4 => (0u8..3).prop_map(Deed::Prepare),
        1 => prop::sample::select(phases).prop_map(Deed::End),
        1 => Just(Deed::Fill),
    ]
}

fn code(stage: &Stage) -> Option<(String, String)> {
    match &stage.model.form.as_ref()?.launch {
        LaunchStage::Ready { code, typed, .. } => Some((code.clone(), typed.clone())),
        _ => None,
    }
}

fn perform(stage: &mut Stage, deed: Deed) -> Vec<Effect> {
    match deed {
        Deed::Press(key) => stage.send(Msg::Key(key)),
        Deed::Paste(text) => stage.send(Msg::Pasted(text)),
        Deed::PasteCode => {
            let code = code(stage).map(|(code, _)| code).unwrap_or_default();
            stage.send(Msg::Pasted(code))
        }
        Deed::TypeCode(letters) => {
            let code = code(stage).map(|(code, _)| code).unwrap_or_default();
            stage.press(code.get(..letters).unwrap_or_default())
        }
        Deed::Pass(millis) => stage.pass(Duration::from_millis(millis)),
        Deed::Saved(well) => {
            let Some(id) = stage.model.form.as_ref().map(|form| form.id.clone()) else { return Vec::new() };
            let result = if well { Ok(stage.model.context.now.wall) } else { Err("the disk is full".to_owned()) };
            stage.send(Msg::DraftSaved(id, result))
        }
        Deed::Prepare(how) => {
            let Some(LaunchStage::Preparing { ticket, .. }) = stage.model.form.as_ref().map(|form| form.launch.clone())
            else {
                return Vec::new();
            };
            let result = match how {
                0 => Err(RefusalWords { words: "the same".to_owned(), same_name: true }),
                _ => Ok(Prepared { launch: own(stage, Phase::Draft), bits: 4321 }),
            };
            stage.send(Msg::LaunchPrepared(ticket, result))
        }
        Deed::End(phase) => {
            if stage.model.form.is_none() {
                return Vec::new();
            }
            let end = LaunchEnd { launch: own(stage, phase), unrecorded: None };
            stage.send(Msg::LaunchEnded(Ok(end)))
        }
        Deed::Fill => {
            stage.press("<esc><esc><esc><esc><esc><esc><esc><esc><esc><esc>c<ctrl-u>");
            stage.press(FILLED)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn t16_nothing_is_sent_unless_the_code_was_typed(filled in any::<bool>(), deeds in vec(deed(), 1..150)) {
        let mut stage = opened();
        stage.answer_settings_if_asked();
        if filled {
            stage.press(FILLED);
            stage.press("<tab><enter>");
            perform(&mut stage, Deed::Prepare(1));
        }
        for deed in deeds {
            let before = code(&stage);
            let whole = match (&before, &deed) {
                (Some((code, typed)), Deed::Press(Key::Char(letter))) => {
                    format!("{typed}{}", letter.to_ascii_uppercase()) == *code
                }
                (Some((code, typed)), Deed::TypeCode(_)) => !typed.is_empty() && typed != code,
                _ => false,
            };
            let effects = perform(&mut stage, deed.clone());
            let sent = effects.iter().filter(|effect| matches!(effect, Effect::Launch { .. })).count();
            prop_assert!(sent <= usize::from(whole), "{deed:?} after {before:?}");
        }
    }

    #[test]
    fn nobody_is_trapped_and_nothing_is_lost(deeds in vec(deed(), 1..120)) {
        let mut stage = opened();
        for deed in deeds {
            perform(&mut stage, deed);
        }
        if matches!(stage.model.form.as_ref().map(|form| &form.launch), Some(LaunchStage::Sending(_))) {
            perform(&mut stage, Deed::End(Phase::Rejected));
        }
        let is_created = |form: &Form| matches!(&form.launch, LaunchStage::Ended(end)
            if matches!(end.launch.phase, Phase::Created | Phase::CreatedNoId));
        let before = stage.model.form.as_ref();
        let before = before.map(|form| (form.id.clone(), form.draft().clone(), form.focus, is_created(form)));
        let escapes = (0..ESCAPES).take_while(|_| {
            let open = stage.model.overlays.iter().any(|overlay| matches!(overlay, Overlay::Form | Overlay::Drafts(_)));
            stage.press("<esc>");
            open
        });
        prop_assert!(escapes.count() < ESCAPES);
        stage.press("c");
        let Some((id, draft, focus, created)) = before else { return Ok(()) };
        let Some(form) = stage.model.form.as_ref().filter(|form| form.id == id) else {
            prop_assert!(created, "only a campaign that was created takes its draft along");
            return Ok(());
        };
        let differs: Vec<_> = kaytop::domain::draft::Step::ALL.into_iter().flat_map(|step| draft.fields(step))
            .filter(|field| form.draft().text(*field) != draft.text(*field))
            // A word for a day or time that was being typed becomes what it says when its field is left.
            .filter(|field| focus != Focus::Field(*field))
            .filter(|field| !field.path().contains("date") && !field.path().contains("days"))
            .collect();
        prop_assert!(differs.is_empty(), "{differs:?}");
        prop_assert_eq!(form.draft().run_count(), draft.run_count());
    }
}

impl Stage {
    fn answer_settings_if_asked(&mut self) {
        if self.settings_flight.is_some() {
            self.answer_settings(Ok(settings())).clear();
        }
    }
}
