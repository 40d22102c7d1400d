//! `kaytop history export`: every change and every other event of the record, oldest first, a day at once in memory.

use std::iter;

use serde::Serialize;

use super::whose::unusable;
use crate::app::export::csv::{self, Reader};
use crate::cli::args::ExportFormat;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::domain::record::engine::{Engine as _, Entry, News};
use crate::domain::record::{Figures, Identity, Second};
use crate::domain::shown::{Shown, escape_json};
use crate::domain::time;
use crate::storage::record::Record;

const HEADS: [&str; 14] = [
    "at",
    "id",
    "event",
    "name",
    "agent_id",
    "case_list_id",
    "origin",
    "update_origin",
    "total_calls",
    "success_calls",
    "success_calls_percentage",
    "failed_calls",
    "average_sentiment_score",
    "conversion_rate",
];

/// Prints all of the record.
pub(super) fn print(mut record: Record, format: ExportFormat) -> Result<Exit, Stop> {
    let mut failed = None;
    let mut from = Some(Second(i64::MIN));
    let pages = iter::from_fn(|| match record.page(from.take()?) {
        Ok(page) => page.map(|page| {
            from = Some(page.next);
            page.entries
        }),
        Err(why) => {
            failed = Some(why);
            None
        }
    });
    let mut entries = pages.flatten();
    let exit = output::data(|out| match format {
        ExportFormat::Jsonl => entries.try_for_each(|entry| {
            let line = serde_json::to_string(&Line::of(&entry))?;
            writeln!(out, "{}", escape_json(&line))
        }),
        ExportFormat::Csv => {
            let heads = iter::once(HEADS.map(str::to_owned).to_vec());
            csv::records(heads.chain(entries.map(|entry| cells(&entry))), Reader::Program, out)
        }
    })?;
    match failed {
        Some(why) => Err(Stop::error(format!("{}. The rest is missing", unusable(&why).message.trim_end_matches('.')))),
        None => Ok(exit),
    }
}

fn event(news: &News) -> &'static str {
    match news {
        News::Came => "came",
        News::Identity(_) => "identity",
        News::Figures(_) => "figures",
        News::Gone => "gone",
    }
}

fn moment(at: Second) -> String {
    at.moment().map(time::iso).unwrap_or_default()
}

/// An entry for programs.
#[derive(Serialize)]
struct Line<'a> {
    at: String,
    id: i64,
    event: &'static str,
    #[serde(flatten)]
    members: Members<'a>,
}

/// What an event tells, under the contract's names.
#[derive(Serialize)]
#[serde(untagged)]
enum Members<'a> {
    Identity {
        name: Option<&'a str>,
        agent_id: Option<&'a str>,
        case_list_id: Option<i64>,
        origin: Option<&'a str>,
        update_origin: Option<&'a str>,
    },
    Figures {
        total_calls: Option<i64>,
        success_calls: Option<i64>,
        success_calls_percentage: Option<f64>,
        failed_calls: Option<i64>,
        average_sentiment_score: Option<f64>,
        conversion_rate: Option<f64>,
    },
    Nothing {},
}

impl<'a> Line<'a> {
    fn of(entry: &'a Entry) -> Self {
        let members = match &entry.news {
            News::Came | News::Gone => Members::Nothing {},
            News::Identity(identity) => {
                let Identity { name, agent, list, origin, edited_by } = identity.as_deref();
                Members::Identity { name, agent_id: agent, case_list_id: list, origin, update_origin: edited_by }
            }
            News::Figures(Figures { calls, ok, failed, vendor_rate, sentiment, conversion }) => Members::Figures {
                total_calls: *calls,
                success_calls: *ok,
                success_calls_percentage: *vendor_rate,
                failed_calls: *failed,
                average_sentiment_score: *sentiment,
                conversion_rate: *conversion,
            },
        };
        Self { at: moment(entry.at), id: entry.campaign, event: event(&entry.news), members }
    }
}

/// An entry as a line of CSV: empty where it does not tell, or where what it tells is unknown.
fn cells(entry: &Entry) -> Vec<String> {
    fn written(value: Option<impl ToString>) -> String {
        value.map(|value| value.to_string()).unwrap_or_default()
    }
    let text = |text: Option<&str>| text.map(|text| Shown::new(text).as_str().to_owned()).unwrap_or_default();
    let (identity, figures) = match &entry.news {
        News::Identity(identity) => (identity.as_deref(), Figures::default()),
        News::Figures(figures) => (Identity::default(), *figures),
        News::Came | News::Gone => (Identity::default(), Figures::default()),
    };
    let head = [moment(entry.at), entry.campaign.to_string(), event(&entry.news).to_owned()];
    let Identity { name, agent, list, origin, edited_by } = identity;
    let identity = [text(name), text(agent), written(list), text(origin), text(edited_by)];
    let Figures { calls, ok, failed, vendor_rate, sentiment, conversion } = figures;
    let figures =
        [written(calls), written(ok), written(vendor_rate), written(failed), written(sentiment), written(conversion)];
    head.into_iter().chain(identity).chain(figures).collect()
}
