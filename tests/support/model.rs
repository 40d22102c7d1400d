//! A connection and a model, as tests and benches begin with them.

use kaytop::api::routes;
use kaytop::app::connection::{Connection, ListRequest, Mode};
use kaytop::app::model::Model;
use kaytop::app::poll::Planner;
use kaytop::app::poll::rhythm::Rhythm;
use kaytop::app::prefs::Prefs;
use kaytop::domain::shown::Shown;
use kaytop::domain::time::{Now, Zone};

/// 2026-03-04 20:02:05 UTC, a Wednesday: 14:02:05 in Chicago.
pub(crate) const START: i64 = 1_772_654_525;

/// A live connection with the API's own routes.
pub(crate) fn connection(host: &str, base_url: &str) -> Connection {
    Connection {
        mode: Mode::Live,
        host: Shown::new(host),
        key_source: "KAYSE_API_KEY".to_owned(),
        read_only: false,
        list: ListRequest {
            base_url: base_url.to_owned(),
            route: routes::CAMPAIGNS,
            search_param: routes::SEARCH_PARAM,
            key_header: routes::KEY_HEADER,
        },
    }
}

/// A model in Chicago that asks as often as by default.
pub(crate) fn model(now: Now, connection: Connection) -> Model {
    let poll = Planner::new(Rhythm::CAMPAIGNS, Rhythm::SETTINGS);
    Model::new(now, connection, Prefs::new(Zone::CHICAGO), poll)
}
