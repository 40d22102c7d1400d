//! Calling times: the slots of `business_hours` (R8–R10) and the times of a run (R16).

use std::ops::{Range, RangeInclusive};

use serde_json::Value;

use super::Verdict;
use super::fields::{self, ContractField};
use super::finding::Kind;
use super::place::Object;
use super::reader::{Node, time};
use crate::domain::hours;
use crate::domain::time::TimeOfDay;

/// No call leaves 08:00–21:00 of the client's local time; both edges are allowed.
const FRAME: RangeInclusive<TimeOfDay> = hours::FRAME.start..=hours::FRAME.end;

const MINUTES_OF_A_DAY: usize = 24 * 60;

/// The two fields of a pair of times and the rules between them.
pub(super) struct Times {
    pub(super) start: &'static ContractField,
    pub(super) end: &'static ContractField,
    /// The rule that the end is after the start.
    pub(super) order: u8,
}

const SLOT_TIMES: Times = Times { start: &fields::SLOT_START, end: &fields::SLOT_END, order: 9 };

/// Judges the slots of `business_hours`.
pub(super) fn judge(slots: &[Value], verdict: &mut Verdict) {
    let mut taken = vec![None; MINUTES_OF_A_DAY];
    for (index, slot) in slots.iter().enumerate() {
        let Some(slot) = Node::entry(Object::Slot(index), slot, verdict) else { continue };
        if let Some(times) = SLOT_TIMES.judge(true, &slot, verdict)
            && let Some(earlier) = take(&mut taken, times, index)
        {
            verdict.breach(slot.object().whole(), 10, Kind::OverlapsSlot(earlier));
        }
    }
}

/// Gives the free minutes of `times` to the slot `index`; the answer is the slot that had the first of the others.
fn take(taken: &mut [Option<usize>], times: Range<TimeOfDay>, index: usize) -> Option<usize> {
    let minutes = taken.get_mut(usize::from(times.start.minutes())..usize::from(times.end.minutes()))?;
    minutes.iter_mut().fold(None, |earlier, minute| {
        let owner = *minute.get_or_insert(index);
        earlier.or((owner != index).then_some(owner))
    })
}

impl Times {
    /// Reads both times, `required` or only when given, and judges frame and order. The answer is the time between
    /// them when both can be read and are in order, within the frame or not.
    pub(super) fn judge(&self, required: bool, node: &Node<'_>, verdict: &mut Verdict) -> Option<Range<TimeOfDay>> {
        let start = self.start.required_if(required, node, time, verdict);
        if let Some(start) = start.filter(|start| !FRAME.contains(start)) {
            let kind = Kind::WrongTime { time: start, outside: true, start: None };
            verdict.breach(node.at(self.start), self.start.rule, kind);
        }
        let end = self.end.required_if(required, node, time, verdict)?;
        let outside = !FRAME.contains(&end);
        let not_after = start.filter(|&start| end <= start);
        // What one rule says of both is one sentence.
        let both = not_after.filter(|_| self.order == self.end.rule);
        if outside {
            let kind = Kind::WrongTime { time: end, outside, start: both };
            verdict.breach(node.at(self.end), self.end.rule, kind);
        }
        if not_after.is_some() && !(outside && both.is_some()) {
            let kind = Kind::WrongTime { time: end, outside: false, start: not_after };
            verdict.breach(node.at(self.end), self.order, kind);
        }
        start.filter(|&start| start < end).map(|start| start..end)
    }
}
