//! One campaign in figures: who it is, and what its calls came to. The preview says it briefly, the detail in full, and
//! on a narrow screen in fewer words.

use ratatui::text::{Line, Span};

use super::grade;
use super::paragraph::labelled;
use super::sparkline::{self, Ground};
use super::text;
use super::theme::{Role, Theme};
use crate::app::model::Model;
use crate::app::why_quiet;
use crate::domain::campaign::share;
use crate::domain::confidence::Range;
use crate::domain::failure::sentence;
use crate::domain::judgement::{Grade, Judgement, Yardstick};
use crate::domain::measure::Measure;
use crate::domain::order::Column;
use crate::domain::store::{Row, Text};
use crate::domain::verdict::Kind;

/// Below this width every column and line counts.
pub const NARROW: u16 = 60;

/// Columns of the labels, and of short ones.
const LABEL: usize = 12;
const SHORT_LABEL: usize = 10;
/// The longest bar, and the cells of a gauge.
const LONGEST_BAR: usize = 60;
const GAUGE: usize = 20;
/// Columns of a count beside its brief bar.
const DIGITS: usize = 7;

/// A part of a page, under its heading.
#[derive(Debug)]
pub struct Part {
    pub title: String,
    pub lines: Vec<Line<'static>>,
}

#[derive(Clone, Copy)]
pub struct Panel<'m> {
    pub model: &'m Model,
    pub row: Row<'m>,
    pub theme: Theme,
    pub width: usize,
    /// Says less, as beside the table.
    pub brief: bool,
}

/// A label, its value, and what that means.
type Value = (&'static str, String, Role);

/// The name, or what stands for an unknown one.
pub fn name(row: Row<'_>) -> String {
    row.name().map_or("(name unknown)", Text::as_str).to_owned()
}

/// A value behind its label, as beside the table.
pub fn labelled_line(theme: Theme, label: &str, rest: Vec<Span<'static>>) -> Line<'static> {
    std::iter::once(theme.span(format!("{label:<LABEL$}"), Role::Dim)).chain(rest).collect()
}

/// A count with its part of `whole` as a bar, in a line of `width` columns.
pub fn brief_bar(theme: Theme, label: &str, n: Option<i64>, whole: f64, role: Role, width: usize) -> Line<'static> {
    let bar = text::bar(n.unwrap_or(0) as f64 / whole, width.saturating_sub(LABEL + DIGITS + 2).min(LONGEST_BAR));
    let count = Span::raw(format!("{:>DIGITS$} ", text::count_or_unknown(n)));
    labelled_line(theme, label, vec![count, theme.span(bar, role)])
}

impl Panel<'_> {
    /// Whether the panel, with a blank column on either side, fills a narrow screen.
    pub fn is_narrow(&self) -> bool {
        !self.brief && self.width + 2 < usize::from(NARROW)
    }

    fn label_width(&self) -> usize {
        if self.is_narrow() { SHORT_LABEL } else { LABEL }
    }

    fn choose<T>(&self, brief: T, narrow: T, full: T) -> T {
        match self.brief {
            true => brief,
            false if self.is_narrow() => narrow,
            false => full,
        }
    }

    fn line(&self, label: &str, rest: Vec<Span<'static>>) -> Line<'static> {
        let width = self.label_width();
        std::iter::once(self.theme.span(format!("{label:<width$}"), Role::Dim)).chain(rest).collect()
    }

    fn values(&self) -> [Value; 5] {
        let row = self.row;
        let known = |value: Option<Text<'_>>| text::text_or_unknown(value).to_owned();
        let never = if self.brief { text::UNKNOWN.to_owned() } else { format!("{} no edit reported", text::UNKNOWN) };
        [
            ("name", name(row), Role::Strong),
            ("agent", known(row.agent()), Role::Text),
            ("list", text::id_or_unknown(row.list()), Role::Text),
            ("origin", known(row.origin()), Role::Text),
            ("edited by", row.updated().map_or(never, |edited| edited.as_str().to_owned()), Role::Text),
        ]
    }

    /// Who it is, one value below the other; beside the table also why it needs a person.
    pub fn identity(&self) -> Part {
        let [(_, name, _), others @ ..] = self.values();
        let lines = if self.brief {
            let name = text::wrap(&name, self.width, 3).into_iter();
            let name = name.map(|line| self.theme.line(line, Role::Strong));
            name.chain(self.need())
                .chain(others.map(|(label, value, role)| self.line(label, vec![self.theme.span(value, role)])))
                .collect()
        } else {
            let id = ("id", self.row.id().to_string(), Role::Text);
            std::iter::once(id).chain(self.values()).flat_map(|value| self.wrapped(value, self.width)).collect()
        };
        Part { title: "Identity".to_owned(), lines }
    }

    /// Who it is in few lines: the number in the title and, with room, two values beside each other.
    pub fn identity_line(&self) -> Part {
        let title = format!("Campaign {}", self.row.id());
        if self.is_narrow() {
            let lines = self.values().into_iter().flat_map(|value| self.wrapped(value, self.width));
            return Part { title, lines: lines.collect() };
        }
        let [name, agent, list, origin, edited] = self.values();
        let half = self.width / 2;
        let pairs = [(agent, list), (origin, edited)].into_iter().flat_map(|(left, right)| {
            let left = self.wrapped(left, half.saturating_sub(2));
            beside_each_other(left, self.wrapped(right, self.width - half), half)
        });
        Part { title, lines: self.wrapped(name, self.width).into_iter().chain(pairs).collect() }
    }

    fn wrapped(&self, (label, value, role): Value, width: usize) -> Vec<Line<'static>> {
        labelled(self.theme, label, &value, role, SHORT_LABEL, width)
    }

    /// What is said of it beyond its numbers, the worst first, and why it is quiet; nothing where nothing is.
    pub fn verdicts(&self) -> Option<Part> {
        let seen = self.model.context.store.as_of();
        // That it calls is seen.
        let said = self.row.verdicts().into_iter().filter(|verdict| verdict.kind() != Kind::Moving);
        let mut lines: Vec<Line<'static>> = said
            .flat_map(|verdict| {
                let known = self.row.acknowledged(&verdict);
                let asks = verdict.kind().asks() && known.is_none();
                let (sign, role) = if asks { ("! ", Role::Warning) } else { ("· ", Role::Dim) };
                let said = self.said(sign, role, &sentence(&verdict.sentence(seen)));
                let known = known.map(|known| self.said("  ", Role::Dim, &known.words(seen.at, seen.zone)));
                said.into_iter().chain(known.unwrap_or_default())
            })
            .collect();
        let why = why_quiet::of_campaign(&self.model.context, self.row);
        lines.extend(why.into_iter().flat_map(|why| self.said("  ", Role::Dim, &format!("Why it is quiet: {why}."))));
        let title = if self.row.needs_you() { "Needs you" } else { "What is said of it" };
        (!lines.is_empty()).then(|| Part { title: title.to_owned(), lines })
    }

    /// Why it needs a person; nothing where it does not.
    fn need(&self) -> Vec<Line<'static>> {
        let why = self.row.need_words().into_iter();
        why.flat_map(|why| self.said("! ", Role::Warning, &sentence(&why))).collect()
    }

    /// Words behind a sign, in as many lines as they take.
    fn said(&self, sign: &'static str, role: Role, words: &str) -> Vec<Line<'static>> {
        let words = text::wrap_whole(words, self.width.saturating_sub(2));
        let signs = std::iter::once(sign).chain(std::iter::repeat("  "));
        let text = if role == Role::Warning { Role::Strong } else { Role::Text };
        let line = |(sign, words)| Line::from(vec![self.theme.span(sign, role), self.theme.span(words, text)]);
        signs.zip(words).map(line).collect()
    }

    /// The new calls of 24 hours by the hour; nothing where none is known.
    pub fn trend(&self) -> Option<Line<'static>> {
        let hours = self.row.trend()?.map(|calls| calls.map(|calls| calls as f64));
        let cells = self.width.saturating_sub(LABEL).min(hours.len());
        let course = sparkline::span(&hours, Ground::Zero, cells, self.theme);
        hours.iter().any(Option::is_some).then(|| self.line("last 24 h", vec![course]))
    }

    /// What the calls came to; with room, the counts stand apart from the rates.
    pub fn outcome(&self, roomy: bool) -> Part {
        let title = match self.row.calls() {
            Some(1) => "Outcome of 1 call".to_owned(),
            Some(calls) => format!("Outcome of {} calls", text::count(calls)),
            None => "Outcome; the number of calls is unknown".to_owned(),
        };
        let what = if self.brief { "counts" } else { "numbers" };
        let contradiction = self.theme.span(format!("! these {what} contradict each other"), Role::Alert);
        let mut odd = self.row.is_impossible().then(|| Line::from(contradiction));
        let mut lines = self.bars();
        if !self.brief {
            lines.extend(odd.take());
        }
        lines.extend(roomy.then(Line::default));
        lines.extend(self.rates());
        lines.extend(odd);
        Part { title, lines }
    }

    /// ok, failed and pending as bars of one scale, in full with their share of the calls.
    fn bars(&self) -> Vec<Line<'static>> {
        let row = self.row;
        let parts = [
            ("ok", row.ok(), Role::Ok),
            ("failed", row.failed(), Role::Failed),
            ("pending", row.pending(), Role::Pending),
        ];
        let longest = parts.iter().map(|(_, n, _)| text::count_or_unknown(*n).len()).max().unwrap_or_default();
        let (digits, share_width) = if self.brief { (DIGITS, 2) } else { (longest.max(6), 9) };
        let cells = self.width.saturating_sub(self.label_width() + digits + share_width).min(LONGEST_BAR);
        let whole = row.calls().unwrap_or(0).max(row.finished().unwrap_or(0)).max(1) as f64;
        let count = |n| {
            let role = if self.brief { Role::Text } else { Role::Strong };
            self.theme.span(format!("{:>digits$} ", text::count_or_unknown(n)), role)
        };
        let part = |(name, n, role): (&'static str, Option<i64>, Role)| {
            if self.brief {
                return brief_bar(self.theme, name, n, whole, role, self.width);
            }
            let bar = text::bar(n.unwrap_or(0) as f64 / whole, cells);
            let of_calls = n.zip(row.calls()).and_then(|(n, calls)| share(n, calls));
            let note = if name == "pending" && n.is_some_and(|n| n > 0) { " no outcome reported yet" } else { "" };
            let note = if text::width(&bar) + note.len() <= cells { note } else { "" };
            let share = Span::raw(format!("{:>6}  ", text::measured(of_calls, Measure::RATE)));
            self.line(name, vec![count(n), share, self.theme.span(bar, role), self.theme.span(note, Role::Dim)])
        };
        let head = self.brief.then(|| self.line("calls", vec![count(row.calls())]));
        head.into_iter().chain(parts.into_iter().map(part)).collect()
    }

    /// The rates, each with what it divides by.
    fn rates(&self) -> Vec<Line<'static>> {
        let row = self.row;
        let vendor = Span::raw(text::measured(row.vendor_rate(), self.measure(Column::VendorRate)));
        let verdict = match row.vendor_agrees() {
            Some(true) if self.brief => self.theme.span(" the same", Role::Dim),
            Some(true) => self.theme.span(" [match]", Role::Dim),
            Some(false) => self.theme.span(if self.brief { " ≠ differs" } else { " ≠ [differs]" }, Role::Warning),
            None => Span::raw(""),
        };
        let clients = self.choose(" of clients called", "  of clients", "  of clients called");
        let scale = if self.brief { " scale unknown" } else { "  its scale is not documented" };
        let judgement = self.judge(Column::SuccessRate);
        let judged = if self.brief {
            peers(self.theme, judgement).map(|peers| self.line("peers", peers)).into_iter().collect()
        } else {
            self.verdict(judgement)
        };
        let head = std::iter::once(self.line("success", self.success())).chain(judged);
        let others = [
            if self.brief {
                let finished = Span::raw(text::count_or_unknown(row.finished()));
                self.line("of finished", vec![finished, self.theme.span(" ok + failed", Role::Dim)])
            } else {
                self.line(if self.is_narrow() { "95 %" } else { "95 % range" }, self.range())
            },
            self.line(if self.brief { "vendor says" } else { "vendor" }, vec![vendor, verdict]),
            self.line(
                self.choose("conversion", "conv", "conversion"),
                self.noted(row.conversion(), Column::Conversion, clients),
            ),
            self.line("sentiment", self.noted(row.sentiment(), Column::Sentiment, scale)),
        ];
        head.chain(others).collect()
    }

    fn judge(&self, column: Column) -> Judgement {
        self.model.context.store.judge(self.row, column)
    }

    /// What the success was judged by, and how it came out.
    fn verdict(&self, judgement: Judgement) -> Vec<Line<'static>> {
        let by = self.measure(Column::SuccessRate);
        let said = self.row.success_rate().and_then(|rate| grade::sentence(judgement, rate, by));
        let role = grade::role(judgement.grade);
        let lines = said.map(|said| labelled(self.theme, "verdict", &said, role, self.label_width(), self.width));
        lines.unwrap_or_default()
    }

    fn measure(&self, column: Column) -> Measure {
        self.model.context.prefs.measures.of(column)
    }

    fn success(&self) -> Vec<Span<'static>> {
        let rate = self.row.success_rate();
        let mut spans = self.graded(rate, Column::SuccessRate);
        match rate {
            Some(_) if self.brief => {}
            Some(rate) => {
                let mut finished = format!("  of {}", text::count_or_unknown(self.row.finished()));
                if !self.is_narrow() {
                    spans.push(Span::raw("  "));
                    let filled = self.theme.style(grade::bar_role(self.judge(Column::SuccessRate).grade));
                    spans.extend(text::gauge(rate / 100.0, GAUGE, filled, self.theme.style(Role::Faint)));
                    finished += " finished";
                }
                spans.push(self.theme.span(finished, Role::Dim));
            }
            None if self.row.finished() == Some(0) => {
                let words = if self.brief { " nothing finished yet" } else { "  nothing is finished yet" };
                spans.push(self.theme.span(words, Role::Dim));
            }
            None => {}
        }
        spans
    }

    /// Where the true success rate probably lies.
    fn range(&self) -> Vec<Span<'static>> {
        let Some(range) = self.row.success_range() else { return vec![Span::raw(text::UNKNOWN)] };
        let hint = match range.is_wide() {
            _ if self.is_narrow() => "",
            true => "  wide: few calls are finished",
            false => "  the true rate probably lies here",
        };
        vec![Span::raw(in_range(range, self.measure(Column::SuccessRate))), self.theme.span(hint, Role::Dim)]
    }

    /// A value and what it is of; only a brief panel says the latter of an unknown value.
    fn noted(&self, value: Option<f64>, column: Column, note: &'static str) -> Vec<Span<'static>> {
        let mut spans = self.graded(value, column);
        spans.extend((self.brief || value.is_some()).then(|| self.theme.span(note, Role::Dim)));
        spans
    }

    /// A value and, where it stands out, the word for it.
    fn graded(&self, value: Option<f64>, column: Column) -> Vec<Span<'static>> {
        let written = text::measured(value, self.measure(column));
        match self.judge(column).grade {
            grade if self.brief => graded(self.theme, written, grade),
            grade => grade::in_words(self.theme, written, grade),
        }
    }
}

/// A value as beside the table and, where it stands out, the word for it.
pub fn graded(theme: Theme, written: String, grade: Grade) -> Vec<Span<'static>> {
    match grade {
        Grade::Plain => vec![Span::raw(written)],
        Grade::Few => vec![Span::raw(written), theme.span(" of too few calls", Role::Dim)],
        Grade::Good | Grade::Poor => {
            let word = grade::word(grade).unwrap_or_default();
            vec![theme.span(format!("{written} {word}"), grade::role(grade))]
        }
    }
}

/// What a success was judged by, in a line beside the table: the rate of its peers and whose it is.
pub fn peers(theme: Theme, judgement: Judgement) -> Option<Vec<Span<'static>>> {
    let (theirs, whose) = match judgement.by? {
        Yardstick::SameAgent(theirs) => (theirs, " same agent’s"),
        Yardstick::AllOthers(theirs) => (theirs, " all others"),
        Yardstick::Limits(_) => return None,
    };
    Some(vec![Span::raw(Measure::RATE.write(theirs)), theme.span(whose, Role::Dim)])
}

/// The lines of two columns, the second from column `at` on.
fn beside_each_other(left: Vec<Line<'static>>, right: Vec<Line<'static>>, at: usize) -> Vec<Line<'static>> {
    let count = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let pair = |_| {
        let mut line = left.next().unwrap_or_default();
        line.push_span(Span::raw(" ".repeat(at.saturating_sub(line.width()))));
        line.extend(right.next().unwrap_or_default());
        line
    };
    (0..count).map(pair).collect()
}

/// `62.1–78.2%`.
pub fn in_range(range: Range, by: Measure) -> String {
    by.write_range(range.low, range.high)
}
