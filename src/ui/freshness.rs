//! What went wrong with the last request, and when the next is sent, in words.

use super::text;
use crate::app::model::Model;
use crate::app::poll::{Endpoint, State};
use crate::domain::failure::{Failure, sentence};

/// What went wrong with the campaigns, else with the settings; what is kept; what comes next. In few words where many
/// do not fit into `room`.
pub fn failure_words(model: &Model, room: usize) -> Option<String> {
    let (endpoint, (tried, failure)) = Endpoint::ALL
        .into_iter()
        .find_map(|endpoint| Some((endpoint, model.context.remote(endpoint).failure.as_ref()?)))?;
    // That `r` has asked is told though the answer is what it was, and came within the blink of an eye.
    let clock = model.context.clock_at(tried.mono);
    let by_hand = model.context.remote(endpoint).by_hand;
    let tried = if by_hand { format!("Asked again at {clock}.") } else { clock.clone() };
    let briefly = if by_hand { format!("Asked {clock}.") } else { clock };
    let what = match endpoint {
        Endpoint::Campaigns => "",
        Endpoint::Settings => "Settings: ",
    };
    let kept = match model.context.remote(endpoint).loaded {
        Some(at) => format!(" The data of {} stays.", model.context.clock_at(at.mono)),
        None => String::new(),
    };
    let (happened, label) = (sentence(&failure.happened()), sentence(&failure.label()));
    let next = next_words(model, endpoint);
    let again = match failure {
        Failure::Doubtful { .. } => format!(" {}", failure.advice()),
        _ => kept.clone(),
    };
    let wordings = [
        format!("{tried} {what}{happened}{again} {next}"),
        format!("{tried} {what}{happened}{kept} {next}"),
        format!("{tried} {what}{happened} {next}"),
        format!("{tried} {what}{label} {next}"),
        match model.context.poll.state(endpoint) {
            State::InFlight { .. } => format!("{what}{label} {next}"),
            _ => format!("{briefly} {what}{label}"),
        },
    ];
    Some(text::fitting(&wordings, room).to_owned())
}

/// When the endpoint is asked again.
pub fn next_words(model: &Model, endpoint: Endpoint) -> String {
    match model.context.poll.state(endpoint) {
        State::Waiting { until, .. } => format!("Next try at {}.", model.context.clock_at(until)),
        State::InFlight { .. } => "Trying again now.".to_owned(),
        State::Stopped { .. } => format!("The key comes from {}; r tries again.", model.context.connection.key_source),
        State::Frozen => "Frozen: f asks again.".to_owned(),
        State::Off => "r tries again.".to_owned(),
    }
}
