//! An independent reader of messages: what the form must say where a command says this.

use kaytop::domain::draft::value::Kind;
use kaytop::domain::draft::{Draft, Field, SlotField};
use kaytop::domain::rules::json;

/// The names of the contract that are no plain words, and what the form calls them.
const LABELS: [(&str, &str); 25] = [
    ("is_obo", "On behalf of clients"),
    ("self_healing_disabled", "Self-healing"),
    ("never_ending", "Never ending"),
    ("calls_scheduled_externally", "Calls scheduled externally"),
    ("agent_id", "Agent"),
    ("case_list_id", "Case list"),
    ("concurrency_limit", "Concurrency limit"),
    ("form_id", "Form"),
    ("use_company_hours", "Use the campaign's hours"),
    ("client_run_id", "Run id"),
    ("messaging_only", "Messages only"),
    ("start_date", "Start date"),
    ("end_date", "End date"),
    ("selected_days", "Selected days"),
    ("start_time", "Start time"),
    ("end_time", "End time"),
    ("day_of_month", "Day of the month"),
    ("run_client_ids", "Runs"),
    ("date_range", "Date range"),
    ("business_hours", "Business hours"),
    ("report_schedule", "Send a report"),
    ("today_so_far", ""),
    ("previous_day", ""),
    ("previous_week", ""),
    ("previous_month", ""),
];

/// What the form must say at `path` where a command says `message`.
pub(crate) fn told(draft: &Draft, field: Field, path: &str, message: &str) -> String {
    if field.kind() == Some(Kind::Json)
        && !draft.text(field).trim().is_empty()
        && let Err(error) = json::parse(draft.text(field))
    {
        return format!("is not JSON: {error}");
    }
    // What a message repeats of the plan stays.
    if message.ends_with(" is named twice") || (message.contains(" is named ") && message.ends_with(" times")) {
        return message.to_owned();
    }
    if message.starts_with("unknown field `") {
        let Some((before, meant)) = message.rsplit_once(", did you mean `") else { return message.to_owned() };
        let Some((meant, rest)) = meant.split_once('`') else { unreachable!("{message}") };
        return format!("{before}, did you mean {}{rest}", word(draft, path, meant));
    }
    let (own, seen) = message.split_at(message.find("; it is \"").unwrap_or(message.len()));
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_[].".contains(c);
    let (mut said, mut rest) = (String::new(), own);
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let (part, after) = from.split_at(from.find(|c| !is_part(c)).unwrap_or(from.len()));
        let bare = part.trim_end_matches('.');
        said += before;
        said += &word(draft, path, bare);
        said += &part[bare.len()..];
        rest = after;
    }
    format!("{}{seen}", (said + rest).replace("” is true", "” is on"))
}

fn word(draft: &Draft, path: &str, word: &str) -> String {
    if let Some((list, index)) = word.strip_suffix(']').and_then(|word| word.rsplit_once('[')) {
        let index: usize = index.parse().unwrap();
        return place(draft, list, index);
    }
    let in_slot = path.starts_with("business_hours");
    match (word, LABELS.iter().find(|(name, _)| *name == word)) {
        ("start_time", _) if in_slot => "“From”".to_owned(),
        ("end_time", _) if in_slot => "“To”".to_owned(),
        ("client_run_ids", _) => "run ids".to_owned(),
        (_, Some((value, ""))) => value.replace('_', " "),
        (_, Some((_, label))) => format!("“{label}”"),
        (_, None) => word.to_owned(),
    }
}

fn place(draft: &Draft, list: &str, index: usize) -> String {
    match list {
        "runs" => {
            let name = draft.run_name(index);
            let named = (0..draft.run_count()).filter(|run| draft.run_name(*run) == name).count();
            if named > 1 { format!("run {}", index + 1) } else { name }
        }
        "business_hours" => {
            let [start, end] = SlotField::ALL.map(|part| draft.text(Field::InSlot(index, part)));
            format!("slot {} ({start}–{end})", index + 1)
        }
        _ => format!("day {} of the list", index + 1),
    }
}
