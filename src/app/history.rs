//! The history of the open campaign: which time and value are shown, where the cursor is, and what the record answered.
//!
//! Time and value stay from one campaign to the next. The record is asked again when the campaign changed, when the
//! window moved on, and every few minutes.

use std::sync::Arc;

use super::action::history::HistoryAction;
use super::context::Context;
use super::detail::{Detail, Tab};
use super::record::Record;
use crate::domain::forecast::Calling;
use crate::domain::history::{History, Question, Value, Window};
use crate::domain::memory::{Baseline, Workdays};
use crate::domain::record::{Figures, Second};
use crate::domain::store::Row;

/// How many seconds an answer is good for, in which nothing changed.
const GOOD_FOR: i64 = 300;

/// What the record was asked, and of which figures.
#[derive(Debug, Clone, PartialEq)]
struct Asked {
    question: Question,
    of: Figures,
}

/// What the record says.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// Nobody had looked before.
    Nothing,
    History(Box<History>),
    /// It could not be read: why, as a clause.
    Failed(String),
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct HistoryView {
    window: Window,
    value: Value,
    cursor: Option<Second>,
    asked: Option<Asked>,
    told: Option<(Question, Told)>,
}

impl HistoryView {
    pub fn window(&self) -> Window {
        self.window
    }

    pub fn value(&self) -> Value {
        self.value
    }

    /// The moment that is looked at; none where nobody chose one.
    pub fn cursor(&self) -> Option<Second> {
        self.cursor
    }

    /// What was answered about a campaign and a window; nothing while the answer is on its way.
    pub fn told(&self, campaign: i64, window: Window) -> Option<&Told> {
        let (question, told) = self.told.as_ref()?;
        (question.campaign == campaign && question.window == window).then_some(told)
    }

    /// The window of a page; none on a page without a history.
    pub fn window_of(&self, tab: Tab) -> Option<Window> {
        match tab {
            Tab::Overview => Some(Window::Week),
            Tab::History => Some(self.window),
            Tab::Raw => None,
        }
    }

    /// What is to be asked now.
    pub(super) fn due(&mut self, context: &Context, detail: &Detail, row: Row<'_>) -> Option<Question> {
        let window = self.window_of(detail.tab)?;
        if !matches!(context.record, Record::On | Record::Failing(_)) {
            return None;
        }
        // Up to the moment that is shown.
        let until = match context.past.then() {
            Some(then) => then.at,
            None => Second::of(context.campaigns.loaded?.wall),
        };
        let question = Question {
            campaign: row.id(),
            window,
            until,
            since: baselines(
                context.store.compared().map(|compared| compared.baseline),
                context.look.before().filter(|look| *look < until),
            ),
            zone: context.prefs.zone,
            calling: calling(context, row),
        };
        let asked = Asked { question, of: figures(row) };
        if self.asked.as_ref().is_some_and(|before| before.holds(&asked)) {
            return None;
        }
        let question = asked.question.clone();
        self.asked = Some(asked);
        Some(question)
    }

    /// Takes an answer, unless something else was asked meanwhile.
    pub(super) fn take(&mut self, question: Question, told: Told) {
        if self.asked.as_ref().is_some_and(|asked| asked.question == question) {
            self.told = Some((question, told));
        }
    }

    /// Why an action would do nothing.
    pub(super) fn why_not(&self, action: HistoryAction) -> Option<&'static str> {
        match action {
            HistoryAction::Shorter if self.window.beside(false).is_none() => Some("It is the shortest time already."),
            HistoryAction::Longer if self.window.beside(true).is_none() => Some("It is all that is recorded already."),
            HistoryAction::Shorter | HistoryAction::Longer | HistoryAction::NextValue => None,
            _ if self.history().is_none() => Some("There is no chart yet: nothing is recorded of this campaign."),
            _ => None,
        }
    }

    /// Does an action; the chart has so many columns.
    pub(super) fn act(&mut self, action: HistoryAction, columns: usize) {
        match action {
            HistoryAction::Shorter | HistoryAction::Longer => {
                let next = self.window.beside(action == HistoryAction::Longer);
                self.window = next.unwrap_or(self.window);
                self.cursor = None;
            }
            HistoryAction::NextValue => self.value = self.value.next(),
            HistoryAction::Earlier => self.step(columns, |column| column.saturating_sub(1)),
            HistoryAction::Later => self.step(columns, |column| column + 1),
            HistoryAction::First => self.step(columns, |_| 0),
            HistoryAction::Last => self.step(columns, |_| usize::MAX),
        }
    }

    /// The first step is from the last reading to it.
    fn step(&mut self, columns: usize, to: impl Fn(usize) -> usize) {
        let Some(history) = self.history() else { return };
        let (span, known, columns) = (history.span, history.known, columns.max(1));
        let [first, last] = [known.from, known.to].map(|at| span.part(at, columns));
        let next = self.cursor.map_or(last, |at| to(span.part(at, columns)));
        self.cursor = Some(span.nth(next.clamp(first, last), columns).middle().min(known.to).max(known.from));
    }

    fn history(&self) -> Option<&History> {
        match &self.told {
            Some((_, Told::History(history))) if !history.is_empty() => Some(history),
            _ => None,
        }
    }
}

/// What changes are counted from: what the person compares with, where it is none of those that are always there, and
/// the last look, where there was one.
fn baselines(chosen: Option<Baseline>, look: Option<Second>) -> Vec<Baseline> {
    let usual = [Baseline::Today, Baseline::Monday, Baseline::Week];
    let special =
        |chosen: &Baseline| !matches!(chosen, Baseline::Refresh | Baseline::Look(_)) && !usual.contains(chosen);
    let look = look.map(|look| Baseline::Look(Some(look)));
    chosen.filter(special).into_iter().chain(look).chain(usual).collect()
}

/// What a forecast of a campaign needs to know.
fn calling(context: &Context, row: Row<'_>) -> Calling {
    let list = row.list().and_then(|list| context.case_lists.known().get(list));
    Calling {
        hours: context.company.hours.clone(),
        zones: Arc::clone(&context.prefs.client_zones),
        workdays: context.store.memory().map_or_else(Workdays::default, |memory| memory.usual),
        cases: list.and_then(|list| list.cases),
    }
}

/// The figures of a campaign as the record keeps them.
pub fn figures(row: Row<'_>) -> Figures {
    Figures {
        calls: row.calls(),
        ok: row.ok(),
        failed: row.failed(),
        vendor_rate: row.vendor_rate(),
        sentiment: row.sentiment(),
        conversion: row.conversion(),
    }
}

impl Asked {
    /// Whether its answer is good for another question as well.
    fn holds(&self, other: &Self) -> bool {
        let (ours, theirs) = (&self.question, &other.question);
        let later = theirs.until.0 - ours.until.0;
        let same = ours.campaign == theirs.campaign && ours.window == theirs.window && ours.since == theirs.since;
        let same = same && ours.calling == theirs.calling;
        same && self.of == other.of && (0..GOOD_FOR).contains(&later)
    }
}
