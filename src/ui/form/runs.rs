//! Runs and slots in short: from which day to which day, when, how many hours.

use crate::domain::count::plural;
use crate::domain::draft::dates::written;
use crate::domain::draft::meaning::{RunDays, RunMeaning};
use crate::domain::draft::{Draft, Field, SlotField};
use crate::domain::hours::{Hours, Slot};
use crate::domain::time::{Date, TimeOfDay, ymd};
use crate::ui::text;

/// The days of a run; none until they are valid.
pub(super) fn days(run: Option<&RunMeaning>) -> Option<&RunDays> {
    match run? {
        RunMeaning::Days { days, .. } => Some(days),
        RunMeaning::NotValid => None,
    }
}

/// When a run calls; none for messages only, and until it is valid.
pub(super) fn hours(run: Option<&RunMeaning>) -> Option<&Hours> {
    match run? {
        RunMeaning::Days { hours, .. } => Some(hours).filter(|hours| !hours.is_empty()),
        RunMeaning::NotValid => None,
    }
}

/// The valid slots of the campaign.
pub(super) fn slots(draft: &Draft) -> Hours {
    Hours::new((0..draft.slot_count()).filter_map(|index| slot(draft, index)))
}

/// One slot of the campaign; none until it is valid.
pub(super) fn slot(draft: &Draft, index: usize) -> Option<Slot> {
    let time = |field| TimeOfDay::parse(draft.text(Field::InSlot(index, field)));
    Slot::new(time(SlotField::Start)?, time(SlotField::End)?)
}

/// `2 Mar`.
pub(super) fn short(date: Date) -> String {
    parts(date).get(1..3).unwrap_or_default().join(" ")
}

/// `Mon 2 – Fri 6 Mar`.
pub(super) fn span(first: Date, last: Date) -> String {
    let month = |date: Date| (ymd(date).0, ymd(date).1);
    let kept = if month(first) == month(last) { 2 } else { 3 };
    let to = parts(last).get(..3).unwrap_or_default().join(" ");
    let from = parts(first).get(..kept).unwrap_or_default().join(" ");
    if first == last { to } else { format!("{from} – {to}") }
}

/// `Fri`, `6`, `Mar`, `2026`.
fn parts(date: Date) -> Vec<String> {
    written(date).split(' ').map(str::to_owned).collect()
}

/// `7 h`, `7 h 30`.
pub(super) fn in_hours(minutes: i64) -> String {
    let (hours, rest) = (text::count(minutes / 60), minutes % 60);
    if rest == 0 { format!("{hours} h") } else { format!("{hours} h {rest:02}") }
}

/// `09:00–12:00, 13:00–17:00`.
pub(super) fn slot_words(hours: &Hours) -> String {
    let slots: Vec<String> = hours.slots().iter().map(|slot| format!("{}–{}", slot.start, slot.end)).collect();
    slots.join(", ")
}

pub(super) fn day_words(count: i64) -> String {
    plural(usize::try_from(count).unwrap_or_default(), "day", "days")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_short() {
        let day = |month, day| Date::from_ymd_opt(2026, month, day).unwrap();
        for (first, last, words) in [
            (day(3, 2), day(3, 6), "Mon 2 – Fri 6 Mar"),
            (day(2, 23), day(3, 6), "Mon 23 Feb – Fri 6 Mar"),
            (day(3, 2), day(3, 2), "Mon 2 Mar"),
        ] {
            assert_eq!(span(first, last), words);
        }
        assert_eq!((in_hours(420), in_hours(61_530)), ("7 h".into(), "1,025 h 30".into()));
        assert_eq!((short(day(3, 2)), day_words(1)), ("2 Mar".into(), "1 day".into()));
    }
}
