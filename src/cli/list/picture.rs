//! `kaytop list -o svg` and `-o text`: the screen's model with what was read, to be drawn without a terminal.

use crate::api::client::Answer;
use crate::app::connection::Connection;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::msg::{Flight, Msg};
use crate::app::past::Scene;
use crate::app::poll::Planner;
use crate::app::prefs::Prefs;
use crate::app::update::update;
use crate::domain::budget::RateLimit;
use crate::domain::campaign::Listing;
use crate::domain::settings::Settings;
use crate::domain::store::Snapshot;
use crate::domain::time::Now;
use crate::domain::view::View;

/// What the screen would be opened with.
pub(super) struct Opening<'a> {
    pub(super) connection: Connection,
    pub(super) prefs: Prefs,
    pub(super) planner: Planner,
    pub(super) views: Vec<View>,
    /// The name of the view.
    pub(super) view: Option<&'a str>,
    /// The filter as typed.
    pub(super) filter: String,
    /// The server's own search, where it is none of the filter.
    pub(super) search: Option<String>,
}

/// The screen's model at a moment of the past.
///
/// # Errors
/// There is no such view: a sentence for people.
pub(super) fn of_past(opening: Opening<'_>, scene: Scene, now: Now) -> Result<Model, String> {
    let mut model = opened(opening, now)?;
    model.enter_past(scene);
    Ok(model)
}

/// The screen's model before any answer.
fn opened(opening: Opening<'_>, now: Now) -> Result<Model, String> {
    let Opening { connection, prefs, planner, views, view, filter, search } = opening;
    let mut model = Model::new(now, connection, prefs, planner);
    model.views.take(views);
    model.open(&filter, search);
    if let Some(name) = view {
        model.open_view(name, &filter)?;
    }
    Ok(model)
}

/// The screen's model once both answers have arrived: the list with what it said of the rate limit, and the settings.
///
/// # Errors
/// There is no such view: a sentence for people.
pub(super) fn model(
    opening: Opening<'_>,
    (listing, limits): (Listing, RateLimit),
    settings: Answer<Settings>,
    now: Now,
) -> Result<Model, String> {
    let mut model = opened(opening, now)?;
    let mut listing = Some(Box::new(Snapshot::build(listing)));
    let mut settings = Some(settings);
    for effect in update(&mut model, now, Msg::Woke) {
        let answer = match effect {
            Effect::FetchCampaigns { ticket, .. } => listing
                .take()
                .map(|listing| Msg::CampaignsLoaded(Flight { ticket, result: Ok(listing), limits, jitter: 0.0 })),
            Effect::FetchSettings { ticket } => settings.take().map(|answer| {
                let Answer { result, limits, .. } = answer;
                Msg::SettingsLoaded(Flight { ticket, result, limits, jitter: 0.0 })
            }),
            _ => None,
        };
        if let Some(answer) = answer {
            update(&mut model, now, answer);
        }
    }
    Ok(model)
}
