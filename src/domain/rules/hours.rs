//! Calling times: the slots of `business_hours` (R8–R10) and the times of a run (R16).

use std::ops::{Range, RangeInclusive};

use serde_json::Value;

use super::Verdict;
use super::clock::hh_mm;
use super::fields::{self, Field};
use super::path::Path;
use super::reader::{Node, time};
use crate::domain::hours;

/// No call leaves 08:00–21:00 of the client's local time; both edges are allowed.
const FRAME: RangeInclusive<u16> = hours::FRAME.start.minutes()..=hours::FRAME.end.minutes();
const WITHIN_FRAME: &str = "between 08:00 and 21:00";

const MINUTES_OF_A_DAY: usize = 24 * 60;

static SLOTS: Path<'static> = Path::Member(&Path::Body, fields::BUSINESS_HOURS.name);

/// The two fields of a pair of times and the rules between them.
pub(super) struct Times {
    pub(super) start: &'static Field,
    pub(super) end: &'static Field,
    /// The rule that the end is after the start.
    pub(super) order: u8,
}

const SLOT_TIMES: Times = Times { start: &fields::SLOT_START, end: &fields::SLOT_END, order: 9 };

/// Judges the slots of `business_hours`.
pub(super) fn judge(slots: &[Value], verdict: &mut Verdict) {
    let mut taken = vec![None; MINUTES_OF_A_DAY];
    for (index, slot) in slots.iter().enumerate() {
        let Some(slot) = Node::entry(&SLOTS, index, slot, verdict) else { continue };
        if let Some(times) = SLOT_TIMES.judge(true, &slot, verdict)
            && let Some(earlier) = take(&mut taken, times, index)
        {
            verdict.breach(
                slot.path(),
                10,
                format!("must not overlap {}; touching it is fine", Path::Entry(&SLOTS, earlier)),
            );
        }
    }
}

/// Gives the free minutes of `times` to the slot `index`; the answer is the slot that had the first of the others.
fn take(taken: &mut [Option<usize>], times: Range<u16>, index: usize) -> Option<usize> {
    let minutes = taken.get_mut(usize::from(times.start)..usize::from(times.end))?;
    minutes.iter_mut().fold(None, |earlier, minute| {
        let owner = *minute.get_or_insert(index);
        earlier.or((owner != index).then_some(owner))
    })
}

impl Times {
    /// Reads both times, `required` or only when given, and judges frame and order. The answer is the time between
    /// them when both can be read and are in order, within the frame or not.
    pub(super) fn judge(&self, required: bool, node: &Node<'_>, verdict: &mut Verdict) -> Option<Range<u16>> {
        let start = self.start.required_if(required, node, time, verdict);
        if let Some(start) = start
            && !FRAME.contains(&start)
        {
            verdict.breach(node.at(self.start.name), self.start.rule, wrong(WITHIN_FRAME, start));
        }
        let end = self.end.required_if(required, node, time, verdict)?;
        let path = node.at(self.end.name);
        let inside = FRAME.contains(&end);
        let after = start.filter(|&start| end <= start).map(|start| format!("after the start ({})", hh_mm(start)));
        match after {
            Some(after) if !inside && self.order == self.end.rule => {
                verdict.breach(path, self.order, wrong(&format!("{WITHIN_FRAME} and {after}"), end));
            }
            _ => {
                if !inside {
                    verdict.breach(path, self.end.rule, wrong(WITHIN_FRAME, end));
                }
                if let Some(after) = after {
                    verdict.breach(path, self.order, wrong(&after, end));
                }
            }
        }
        start.filter(|&start| start < end).map(|start| start..end)
    }
}

fn wrong(expected: &str, time: u16) -> String {
    format!("must be {expected}; it is {}", hh_mm(time))
}
