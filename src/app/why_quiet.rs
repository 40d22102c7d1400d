//! Why a campaign, or the whole company, is quiet: gathers what is known for [`Circumstances`].

use super::context::Context;
use super::poll::Endpoint;
use crate::domain::record::{Second, moment_said};
use crate::domain::rules::request;
use crate::domain::store::Row;
use crate::domain::time::{Date, coarse_age};
use crate::domain::verdict::{Circumstances, Kind};

/// Less open time without a call is no quiet.
const QUIET: i64 = 1800;

/// Since when a campaign is quiet, and why; nothing where it calls, or nobody knows.
pub fn of_campaign(context: &Context, row: Row<'_>) -> Option<String> {
    let quiet = row.quiet().filter(|quiet| quiet.seconds >= QUIET)?;
    let list = row.list().and_then(|list| context.case_lists.known().get(list));
    let known = Circumstances {
        over: runs_over(context, row.id()),
        cases: list.and_then(|list| list.cases),
        calls: row.calls(),
        pace: row.usual_pace().filter(|_| !quiet.at_least && !row.is_said_to_be(Kind::Quiet)),
        ..of_company(context)
    };
    Some(known.why())
}

/// Why nobody at all is called; nothing where calls are made, or nobody knows.
pub fn of_all(context: &Context) -> Option<String> {
    let memory = context.store.memory()?;
    let known = of_company(context);
    let told = memory.silence.is_some() || known.enabled == Some(false) || known.opens.is_some();
    told.then(|| known.why())
}

fn of_company(context: &Context) -> Circumstances {
    let zone = context.prefs.zone;
    let opens = context.store.memory().and_then(|memory| memory.opens).and_then(Second::moment);
    Circumstances {
        stale: context.stale().then(|| context.age(Endpoint::Campaigns).map(coarse_age)).flatten(),
        enabled: context.company.enabled,
        opens: opens.map(|opens| moment_said::briefly(opens, context.moment(), zone)),
        ..Circumstances::default()
    }
}

/// The last day of a campaign that was launched from this machine, where that is over for every client.
fn runs_over(context: &Context, id: i64) -> Option<Date> {
    let launched = context.launches.newest_first().iter().find(|launch| launch.found.contains(&id))?;
    request::last_day(&launched.request.body).filter(|day| context.today().is_past(*day))
}
