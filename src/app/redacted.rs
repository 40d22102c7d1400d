//! The screen for people who may see the figures and not whose they are.

use super::detail::Detail;
use super::model::Model;
use super::overlay::Overlay;

/// A model that shows the same without what may name somebody: rows are called by letters; the filter, marks, launches,
/// the form and what was said are left out, and whatever lies over the table but one campaign.
pub fn redacted(model: &Model) -> Model {
    let context = &model.context;
    let connection = context.connection.clone();
    let mut shown = Model::new(context.now, connection, context.prefs.clone(), context.poll.clone());
    shown.context.store = context.store.redacted();
    // A failure may quote the server.
    shown.context.campaigns = context.campaigns.without_failure();
    shown.context.settings = context.settings.without_failure();
    shown.context.company = context.company.clone();
    shown.context.past = context.past.clone();
    shown.list = model.list.redacted();
    let row = model.detail().and_then(|open| {
        let position = context.store.position(&open.row.into())?;
        Some(Detail { row: shown.context.store.row(position)?.key(), ..*open })
    });
    shown.overlays.extend(row.map(Overlay::Detail));
    shown.history = model.history.clone();
    shown.geometry = model.geometry.clone();
    shown
}
