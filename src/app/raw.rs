//! One campaign as a JSON document, in the vendor's own words and order.

use serde::Serialize;

use crate::domain::campaign::Campaign;
use crate::domain::shown::{Shown, escape_json};

#[derive(Serialize)]
struct Document<'a> {
    id: i64,
    name: Option<&'a str>,
    agent_id: Option<&'a str>,
    case_list_id: Option<i64>,
    origin: Option<&'a str>,
    update_origin: Option<&'a str>,
    stats: Counts,
}

#[derive(Serialize)]
struct Counts {
    total_calls: Option<i64>,
    success_calls: Option<i64>,
    success_calls_percentage: Option<f64>,
    failed_calls: Option<i64>,
    average_sentiment_score: Option<f64>,
    conversion_rate: Option<f64>,
}

/// The row as kaytop read it, pretty-printed over several lines: all seven members, null where one was absent or could
/// not be read. Texts are as received, but control and format characters are written `\uXXXX`, so that the document is
/// the same for a machine and inert in a terminal.
pub fn document(campaign: &Campaign) -> String {
    let stats = &campaign.stats;
    let document = Document {
        id: campaign.id,
        name: campaign.name.as_ref().map(Shown::raw),
        agent_id: campaign.agent.as_ref().map(Shown::raw),
        case_list_id: campaign.list,
        origin: campaign.origin.as_ref().map(Shown::raw),
        update_origin: campaign.updated.as_ref().map(Shown::raw),
        stats: Counts {
            total_calls: stats.calls,
            success_calls: stats.ok,
            success_calls_percentage: stats.vendor_rate,
            failed_calls: stats.failed,
            average_sentiment_score: stats.sentiment,
            conversion_rate: stats.conversion,
        },
    };
    // Strings, numbers and nulls always serialize.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    escape_json(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::campaign::Stats;
    use serde_json::{Value, json};

    #[test]
    fn a_row_reads_back_as_the_vendor_spells_it() {
        let stats = Stats {
            calls: Some(132),
            ok: Some(85),
            failed: Some(35),
            vendor_rate: Some(70.8),
            sentiment: Some(0.76),
            conversion: Some(42.1),
        };
        let row = Campaign {
            name: Some(Shown::new("Outreach Campaign")),
            agent: Some(Shown::new("abc_123")),
            list: Some(123),
            origin: Some(Shown::new("public_api")),
            stats,
            ..Campaign::unknown(1)
        };
        let read: Value = serde_json::from_str(&document(&row)).unwrap();
        let sample = json!({
            "id": 1, "name": "Outreach Campaign", "agent_id": "abc_123", "case_list_id": 123,
            "origin": "public_api", "update_origin": null,
            "stats": {"total_calls": 132, "success_calls": 85, "success_calls_percentage": 70.8, "failed_calls": 35,
                      "average_sentiment_score": 0.76, "conversion_rate": 42.1}
        });
        assert_eq!(read, sample);
        let lines: Vec<String> = document(&row).lines().map(|line| line.trim().to_owned()).collect();
        assert_eq!(lines[1..4], ["\"id\": 1,", "\"name\": \"Outreach Campaign\",", "\"agent_id\": \"abc_123\","]);
    }

    #[test]
    fn what_is_unknown_is_null_and_nothing_steers_the_terminal() {
        let raw = "a\u{1b}[2J\u{202e}b\u{9f}\u{200b}";
        let row = Campaign { name: Some(Shown::new(raw)), ..Campaign::unknown(-7) };
        let text = document(&row);
        assert!(text.chars().all(|c| c == '\n' || matches!(c, ' '..='~')), "{text}");
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&read["name"], &read["stats"]["total_calls"]), (&json!(raw), &Value::Null));
    }
}
