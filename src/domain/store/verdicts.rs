//! What is said of each row, and which of them need a person: see [`crate::domain::verdict`]. What the record found, what
//! the read shows and how rows stand among others comes together here.

use std::sync::Arc;

use super::judge;
use super::needs::{Needs, small};
use super::remembered::Then;
use super::snapshot::Snapshot;
use super::{Row, Store};
use crate::domain::campaign::Stats;
use crate::domain::grouping::GroupBy;
use crate::domain::judgement::{Grade, Judgement};
use crate::domain::measure::Thresholds;
use crate::domain::record::Second;
use crate::domain::time::Zone;
use crate::domain::verdict::{Acknowledged, AsOf, Kind, Oddity, Verdict};

/// Whoever called within so many open seconds is moving.
const MOVING: i64 = 3600;

/// The same rows, with who of them needs a person. Only those that still call are asked about: what is over cannot be
/// helped.
pub(super) fn weighed(mut data: Snapshot, limits: Option<Thresholds>) -> Snapshot {
    let moving: Arc<[u32]> = data.campaigns().filter(|number| data.moves(*number)).map(small).collect();
    let twice = twice(&data, &moving);
    data.needs = Needs::of(limits, moving, twice);
    let calls = |number: &usize| match data.remembered.memory() {
        Some(_) => data.remembered.of(*number).is_some_and(|known| !known.over),
        None => data.needs.moves(*number),
    };
    let worst = data.campaigns().filter(calls).filter_map(|number| {
        let id = data.rows.get(number)?.id;
        let asks = |verdict: &Verdict| verdict.asks_at(id) && data.acknowledged(number, verdict).is_none();
        let why = data.verdicts(number).into_iter().find(asks)?;
        Some((small(number), why.kind(), why.weight()))
    });
    let mut worst: Vec<(u32, Kind, f64)> = worst.collect();
    worst.sort_by(|a, b| a.1.cmp(&b.1).then(b.2.total_cmp(&a.2)).then(a.0.cmp(&b.0)));
    data.needs = data.needs.with(worst.into_iter().map(|(number, why, _)| (number, why)));
    data
}

/// Those of the moving rows whose case list another campaign among them has.
fn twice(data: &Snapshot, moving: &[u32]) -> Arc<[u32]> {
    let keys = data.keys(GroupBy::List);
    let list = |number: u32| Some(keys.number(number as usize)).filter(|list| *list != keys.unknown());
    let mut lists: Vec<u32> = moving.iter().filter_map(|number| list(*number)).collect();
    lists.sort_unstable();
    let several: Vec<u32> =
        lists.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).filter_map(|same| same.first().copied()).collect();
    moving
        .iter()
        .copied()
        .filter(|number| list(*number).is_some_and(|list| several.binary_search(&list).is_ok()))
        .collect()
}

impl Snapshot {
    /// As of when, and for whom, it is said.
    pub(super) fn as_of(&self) -> AsOf {
        let known = self.remembered.memory().map(|memory| AsOf { at: memory.at, zone: memory.zone });
        known.unwrap_or(AsOf { at: Second::default(), zone: Zone::UTC })
    }

    /// The first row of each id: the one that counts.
    pub(super) fn campaigns(&self) -> impl Iterator<Item = usize> + '_ {
        let same = self.rows.chunk_by(|a, b| a.id == b.id);
        same.scan(0, |next, rows| Some(std::mem::replace(next, *next + rows.len())))
    }

    /// Whether a row's calls rose since the read before, or within the last open hour.
    fn moves(&self, number: usize) -> bool {
        let quiet = self.remembered.of(number).and_then(|known| known.quiet);
        let lately = quiet.is_some_and(|quiet| !quiet.at_least && quiet.seconds < MOVING);
        lately || self.remembered.refreshed(number).is_some_and(|calls| calls != 0)
    }

    /// All that is said of a row, the worst first.
    pub(super) fn verdicts(&self, number: usize) -> Vec<Verdict> {
        let Some(row) = self.rows.get(number) else { return Vec::new() };
        let known = self.remembered.of(number);
        let found = known.and_then(|known| known.found.as_deref()).copied().unwrap_or_default();
        let mut said = Vec::new();
        said.extend(found.silence.map(Verdict::Quiet));
        said.extend(self.twice_of(number));
        said.extend(
            found.shift.map(|shift| if shift.fell() { Verdict::Soured(shift) } else { Verdict::Recovered(shift) }),
        );
        said.extend(self.poor(number));
        let oddity = found.fall.map(Oddity::Fell).or_else(|| oddity(&row.stats)).or_else(|| self.repeated_of(number));
        said.extend(oddity.map(Verdict::Odd));
        said.extend(self.remembered.before(number).filter(Then::is_absent).map(|_| Verdict::New));
        said.extend(self.needs.moves(number).then_some(Verdict::Moving));
        said.extend(known.filter(|known| known.over).map(|_| Verdict::Over));
        said.sort_by_key(Verdict::kind);
        said
    }

    /// What a person said of what is said of a row, where that holds.
    fn acknowledged(&self, number: usize, verdict: &Verdict) -> Option<&Acknowledged> {
        let memory = self.remembered.memory()?;
        let said = memory.acknowledged(self.remembered.campaign(number)?, verdict.kind())?;
        said.covers(verdict, memory.at).then_some(said)
    }

    fn twice_of(&self, number: usize) -> Option<Verdict> {
        let list = self.rows.get(number)?.list.filter(|_| self.needs.is_twice(number))?;
        let moving = self.needs.moving.iter().map(|number| *number as usize);
        let same = moving.filter(|other| *other != number).filter_map(|other| self.rows.get(other));
        let others = same.filter(|row| row.list == Some(list)).map(|row| row.id).collect();
        Some(Verdict::Twice { list, others })
    }

    fn poor(&self, number: usize) -> Option<Verdict> {
        let own = super::peers::own(self.rows.get(number)?).proportion()?;
        match judge::success(self, number, self.needs.limits) {
            Judgement { grade: Grade::Poor, by: Some(by) } => Some(Verdict::Poor { own, by }),
            _ => None,
        }
    }

    fn repeated_of(&self, number: usize) -> Option<Oddity> {
        let id = self.rows.get(number)?.id;
        let times = self.rows.iter().skip(self.first(id)).take_while(|row| row.id == id).count();
        (times > 1).then_some(Oddity::Repeated(times))
    }
}

fn oddity(stats: &Stats) -> Option<Oddity> {
    if let (Some(calls), Some(finished)) = (stats.calls, stats.finished())
        && finished > calls
    {
        return Some(Oddity::Unmade { calls, finished });
    }
    if stats.impossible() {
        return Some(Oddity::Impossible);
    }
    let (theirs, ours) = stats.vendor_rate.zip(stats.success_rate())?;
    (stats.vendor_agrees() == Some(false)).then_some(Oddity::VendorRate { theirs, ours })
}

impl Row<'_> {
    /// Whether it needs a person.
    pub fn needs_you(&self) -> bool {
        self.data.needs.place(self.number()).is_some()
    }

    /// Why it needs a person; nothing where it does not.
    pub fn need(&self) -> Option<Verdict> {
        let why = self.data.needs.why(self.number())?;
        self.verdicts().into_iter().find(|verdict| verdict.kind() == why)
    }

    /// The same in a sentence.
    pub fn need_words(&self) -> Option<String> {
        self.need().map(|why| why.sentence(self.data.as_of()))
    }

    /// What a person said of a verdict, where that holds.
    pub fn acknowledged(&self, verdict: &Verdict) -> Option<&Acknowledged> {
        self.data.acknowledged(self.number(), verdict)
    }

    /// All that is said of it, the worst first.
    pub fn verdicts(&self) -> Vec<Verdict> {
        self.data.verdicts(self.number())
    }

    /// Whether this is said of it.
    pub fn is_said_to_be(&self, kind: Kind) -> bool {
        let found = || self.data.remembered.of(self.number())?.found.as_deref();
        let shifted = |fell: bool| found().and_then(|found| found.shift).is_some_and(|shift| shift.fell() == fell);
        match kind {
            Kind::Quiet => found().is_some_and(|found| found.silence.is_some()),
            Kind::Twice => self.data.needs.is_twice(self.number()),
            Kind::Soured => shifted(true),
            Kind::Recovered => shifted(false),
            Kind::Odd => {
                self.is_odd()
                    || found().is_some_and(|found| found.fall.is_some())
                    || self.data.repeated_of(self.number()).is_some()
            }
            Kind::New => self.data.remembered.before(self.number()).is_some_and(|before| before.is_absent()),
            Kind::Moving => self.data.needs.moves(self.number()),
            Kind::Over => self.data.remembered.of(self.number()).is_some_and(|known| known.over),
            Kind::Poor => self.data.poor(self.number()).is_some(),
        }
    }
}

impl Store {
    /// As of when, and for whom, verdicts are said.
    pub fn as_of(&self) -> AsOf {
        self.data.as_of()
    }

    /// The campaigns that need a person, shown or not, the worst first.
    pub fn needs_you(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        let rows: Vec<Row<'_>> = self.data.needs.numbers().filter_map(|number| self.data.row(number)).collect();
        rows.into_iter()
    }

    /// Of how many campaigns this is said. Walks all rows.
    pub(super) fn said_to_be(&self, kind: Kind) -> usize {
        self.data.campaigns().filter_map(|number| self.data.row(number)).filter(|row| row.is_said_to_be(kind)).count()
    }
}
