//! Agents and case lists that the campaigns of the table use: the API lists neither.

use std::collections::BTreeMap;

use super::lines::counted;
use super::popup::ChoiceLine;
use crate::domain::campaign::{Campaign, share};
use crate::domain::draft::{BodyField, Field};
use crate::domain::shown::Shown;
use crate::domain::store::Store;

/// What the campaigns that use one id come to.
#[derive(Default)]
struct Use {
    campaigns: usize,
    ok: i64,
    finished: i64,
}

/// The ids that campaigns use in the place of this field, the most used first; none for other fields.
pub fn suggestions(store: &Store, field: Field) -> Vec<ChoiceLine> {
    let id: fn(&Campaign) -> Option<String> = match field {
        Field::Body(BodyField::AgentId) => |campaign| campaign.agent.as_ref().map(|agent| agent.raw().to_owned()),
        Field::Body(BodyField::CaseListId) => |campaign| campaign.list.map(|list| list.to_string()),
        _ => return Vec::new(),
    };
    let mut uses: BTreeMap<String, Use> = BTreeMap::new();
    for campaign in store.campaigns() {
        let Some(id) = id(campaign) else { continue };
        let entry = uses.entry(id).or_default();
        entry.campaigns += 1;
        if let (Some(ok), Some(finished)) = (campaign.stats.ok, campaign.stats.finished()) {
            entry.ok = entry.ok.saturating_add(ok);
            entry.finished = entry.finished.saturating_add(finished);
        }
    }
    let mut lines: Vec<(usize, ChoiceLine)> =
        uses.into_iter().map(|(id, used)| (used.campaigns, line(id, &used))).collect();
    lines.sort_by_key(|(campaigns, _)| std::cmp::Reverse(*campaigns));
    lines.into_iter().map(|(_, line)| line).collect()
}

fn line(id: String, used: &Use) -> ChoiceLine {
    let rate = share(used.ok, used.finished).map_or_else(String::new, |rate| format!(", {rate:.1}% success"));
    ChoiceLine { shown: Shown::new(&id), note: counted(used.campaigns, "campaign") + &rate, text: id }
}
