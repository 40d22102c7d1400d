//! The gauges in one line, where there is no room for boxes: what people need most, and by how much calls changed.
//!
//! ```text
//!  success 64.6% of 14,444 finished   calls 17k ▲1,048 today   conv ≈28.6%   cap 70%
//!  64.6% ok of 14,444   ▲1,048 calls today
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::gauges::{compact, concurrency, measure, sentiment};
use super::grade;
use super::text;
use super::theme::{Role, Theme};
use super::trend;
use crate::app::model::Model;
use crate::app::poll::Endpoint;
use crate::domain::order::Column;

/// Columns between two gauges of the line.
const APART: usize = 3;

/// A piece of the line: the gauge that it belongs to, its words, and which data they are of.
type Piece = (usize, Line<'static>, Endpoint);

/// Draws the line.
pub fn draw(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    let room = usize::from(area.width).saturating_sub(1);
    let change = trend::change(model, Column::CallsChange);
    let pieces = match change.as_ref().and_then(|change| narrow(model, theme, change, room)) {
        Some(pieces) => pieces,
        None => fitting(pieces(model, theme, change), room),
    };
    let mut line = Line::raw(" ");
    let mut before = None;
    for (gauge, words, of) in pieces {
        let gap = if before == Some(gauge) { 1 } else { APART };
        line.push_span(Span::raw(" ".repeat(if before.is_none() { 0 } else { gap })));
        before = Some(gauge);
        let old = Style::reset().patch(theme.style(Role::Old));
        let spans = words.spans.into_iter();
        line.extend(spans.map(|span| if model.context.is_old(of) { span.style(old) } else { span }));
    }
    text::put(buf, area, &line);
}

/// All that the line can say, what people need most first.
fn pieces(model: &Model, theme: Theme, change: Option<trend::Change>) -> Vec<Piece> {
    let totals = model.context.store.totals();
    let labelled = |label: &'static str, words: Vec<Span<'static>>| {
        let mut line = Line::from(theme.span(label, Role::Dim));
        line.extend(words);
        line
    };
    let mut success = labelled("success ", graded(model, theme, totals.success.percent(), Column::SuccessRate));
    success.push_span(theme.span(format!(" of {} finished", compact(totals.finished.total())), Role::Dim));
    let calls = labelled("calls ", vec![theme.span(compact(totals.calls.total()), Role::Strong)]);
    let conversion = labelled("conv ≈", graded(model, theme, totals.conversion.value(), Column::Conversion));
    let cap = labelled("cap ", vec![theme.span(concurrency(model), Role::Strong)]);
    let sentiment = labelled("sent ≈", vec![Span::raw(sentiment(model, totals))]);
    let of = Endpoint::Campaigns;
    let [by, since] = match change {
        Some(trend::Change { by, since }) => [by, since].map(|words| Some((1, theme.line(words, Role::Dim), of))),
        None => [None, None],
    };
    let told = [
        Some((0, success, of)),
        Some((1, calls, of)),
        by,
        Some((2, conversion, of)),
        since,
        Some((3, cap, Endpoint::Settings)),
        Some((4, sentiment, of)),
    ];
    told.into_iter().flatten().collect()
}

/// A rate with its grade in a word.
fn graded(model: &Model, theme: Theme, rate: Option<f64>, column: Column) -> Vec<Span<'static>> {
    let grade = model.context.store.judge_shown(column).grade;
    match rate {
        Some(value) => grade::in_words(theme, measure(model, column).write(value), grade),
        None => vec![theme.span(text::UNKNOWN, Role::Dim)],
    }
}

/// As many of the pieces as fit, in the order of their gauges. What does not fit takes what follows it in its gauge along.
fn fitting(pieces: Vec<Piece>, room: usize) -> Vec<Piece> {
    let (mut kept, mut taken, mut closed) = (Vec::<Piece>::new(), 0, Vec::new());
    for piece in pieces {
        let begun = kept.iter().any(|kept| kept.0 == piece.0);
        let gap = if begun { 1 } else { APART };
        let width = piece.1.width() + if kept.is_empty() { 0 } else { gap };
        if closed.contains(&piece.0) || taken + width > room {
            closed.push(piece.0);
        } else {
            taken += width;
            kept.push(piece);
        }
    }
    kept.sort_by_key(|piece| piece.0);
    kept
}

/// Where the change has no room beside all calls: success in fewer words, and the new calls alone.
fn narrow(model: &Model, theme: Theme, change: &trend::Change, room: usize) -> Option<Vec<Piece>> {
    let usual = pieces(model, theme, Some(trend::Change { by: change.by.clone(), since: String::new() }));
    let needed = usual.iter().take(3).map(|piece| piece.1.width()).sum::<usize>() + APART + 1;
    if needed <= room {
        return None;
    }
    let totals = model.context.store.totals();
    let mut success = Line::from(graded(model, theme, totals.success.percent(), Column::SuccessRate));
    success.push_span(theme.span(format!(" ok of {}", compact(totals.finished.total())), Role::Dim));
    let left = room.saturating_sub(success.width() + APART);
    let wordings = [format!("{} calls {}", change.by, change.since), format!("{} calls", change.by)];
    let words = wordings.into_iter().find(|words| text::width(words) <= left)?;
    let of = Endpoint::Campaigns;
    Some(vec![(0, success, of), (1, theme.line(words, Role::Dim), of)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_keeps_what_people_need_most() {
        let piece = |gauge, words: &'static str| (gauge, Line::raw(words), Endpoint::Campaigns);
        let all =
            || vec![piece(0, "success 70%"), piece(1, "calls 9"), piece(1, "▲2"), piece(2, "c 4%"), piece(1, "today")];
        let kept = |room| {
            let words = fitting(all(), room).into_iter().map(|(_, line, _)| line.to_string());
            words.collect::<Vec<_>>().join("|")
        };
        assert_eq!(kept(37), "success 70%|calls 9|▲2|today|c 4%");
        assert_eq!(kept(36), "success 70%|calls 9|▲2|c 4%");
        assert_eq!(kept(30), "success 70%|calls 9|▲2|today");
        assert_eq!(kept(23), "success 70%|calls 9");
        assert_eq!(kept(20), "success 70%|c 4%", "no change without its value");
    }
}
