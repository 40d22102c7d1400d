//! What the plan means: which days, which hours, how many in all, and what is worth a look.
//!
//! ```text
//!         Mo Tu We Th Fr Sa Su
//! 23 Feb  ██ ██ ██ ██ ██ ·· ··   run-1  5 days · 35 h
//!  2 Mar  ██ ██ ██ ██ ██ ·· ··   run-2  5 days · 35 h
//!
//! 08 ░░░███████████░░░█████████████░░░░░░░░░░░░ 21   7 h a day
//! first calls Mon 23 Feb, 09:00 theirs; at 09:00 yours (Chicago):
//! ● to 12:00 ET 10:00 CT 09:00  ○ at 09:00 MT 08:00 AZ 08:00 PT 07:00 AK 06:00 HI 04:00
//! ! case list 318 is also used by 481
//! i days and hours are each client’s own local time
//! ```

use ratatui::text::{Line, Span};

use super::runs::{day_words, days, hours, in_hours, short, slots, span};
use super::{Scene, signed};
use crate::domain::draft::meaning::{RunDays, RunMeaning, Severity};
use crate::domain::draft::month::HEADINGS;
use crate::domain::draft::{BodyField, Field, Step};
use crate::domain::hours::Hours;
use crate::domain::settings::CompanyHours;
use crate::domain::time::{Date, plus_days, weekday};
use crate::domain::zones;
use crate::ui::text;
use crate::ui::theme::Role;
use crate::ui::timeline;

/// Columns before the days of a week, of a run's name, and of the days.
const LABEL: usize = 8;
const NAME: usize = 14;
const DAYS: usize = 20;
/// The most weeks that a run shows.
const WEEKS: usize = 4;

/// Everything, in about `height` lines.
pub(super) fn lines(scene: &Scene<'_>, width: usize, height: usize) -> Vec<Line<'static>> {
    let (strip, notes) = ([strip(scene, width), first_call(scene, width)].concat(), notes(scene, width));
    let below = strip.len() + notes.len().min(height / 3);
    let mut lines = weeks(scene, width, height.saturating_sub(below + 1));
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    lines.extend(strip);
    lines.extend(notes);
    lines
}

/// The hours and what is worth a look, without the weeks.
pub(super) fn brief(scene: &Scene<'_>, width: usize) -> Vec<Line<'static>> {
    [strip(scene, width), notes(scene, width)].concat()
}

/// A line for each week of each run, the days on which it is active marked.
fn weeks(scene: &Scene<'_>, width: usize, most: usize) -> Vec<Line<'static>> {
    let runs = &scene.meaning.runs;
    if most < 2 || !runs.iter().any(|run| days(Some(run)).is_some()) {
        return Vec::new();
    }
    let each = (most.saturating_sub(1) / runs.len().max(1)).clamp(1, WEEKS);
    let mut lines = vec![scene.line(format!("{:LABEL$}{}", "", HEADINGS.join(" ")), Role::Dim)];
    for (index, run) in runs.iter().enumerate() {
        let words = run_words(scene, index, run);
        match days(Some(run)) {
            None => {
                let blank = format!("{:LABEL$}{:<DAYS$}   ", "", "not right yet");
                lines.push(Line::from(vec![scene.span(blank, Role::Dim), Span::raw(words)]));
            }
            Some(days) => lines.extend(run_weeks(scene, days, &words, each)),
        }
    }
    let hidden = lines.len().saturating_sub(most);
    if hidden > 0 {
        lines.truncate(most.saturating_sub(1));
        lines.push(scene.line(format!("{:LABEL$}↓ {} more", "", hidden + 1), Role::Dim));
    }
    lines.into_iter().map(|line| cut(line, width)).collect()
}

/// The first weeks of a run, its name beside the first and, if there are more, its end beside the last.
fn run_weeks(scene: &Scene<'_>, days: &RunDays, words: &str, most: usize) -> Vec<Line<'static>> {
    let monday = plus_days(days.first, -i64::from(weekday(days.first).num_days_from_monday()));
    let mondays: Vec<Date> = std::iter::successors(monday, |monday| plus_days(*monday, 7))
        .take_while(|monday| *monday <= days.last)
        .take(most + 1)
        .collect();
    let row = |(at, monday): (usize, &Date)| {
        let more = at + 1 == most && mondays.len() > most;
        let until = if more { format!(" … to {}", short(days.last)) } else { String::new() };
        let mut line = week(scene, days, *monday);
        line.push_span(Span::raw(format!("   {}{until}", if at == 0 { words } else { "" })));
        line
    };
    mondays.iter().take(most).enumerate().map(row).collect()
}

fn week(scene: &Scene<'_>, days: &RunDays, monday: Date) -> Line<'static> {
    let mut line = Line::from(scene.span(format!("{:>6} ", short(monday)), Role::Dim));
    for at in 0..7 {
        let active = plus_days(monday, at).is_some_and(|day| days.contains(day));
        let (glyph, role) = if active { ("██", Role::Open) } else { ("··", Role::Faint) };
        line.push_span(Span::raw(" "));
        line.push_span(scene.span(glyph, role));
    }
    line
}

/// A line whose last part is cut to `width` columns.
fn cut(mut line: Line<'static>, width: usize) -> Line<'static> {
    let before: usize = line.spans.iter().rev().skip(1).map(Span::width).sum();
    if let Some(last) = line.spans.last_mut() {
        last.content = text::fit(&last.content, width.saturating_sub(before)).into_owned().into();
    }
    line
}

/// `run-1  5 days · 35 h`.
fn run_words(scene: &Scene<'_>, index: usize, run: &RunMeaning) -> String {
    let name = text::fit(&scene.form.draft().run_name(index), NAME).into_owned();
    match run {
        RunMeaning::NotValid => name,
        RunMeaning::Days { days, hours, .. } if hours.is_empty() => {
            format!("{name}  {} · messages", day_words(days.count()))
        }
        RunMeaning::Days { days, .. } => {
            format!("{name}  {} · {}", day_words(days.count()), in_hours(run.minutes()))
        }
    }
}

/// The day as a bar.
fn strip(scene: &Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let Some(hours) = bar_hours(scene) else { return Vec::new() };
    let words = format!("   {} a day", in_hours(hours.minutes().into()));
    let slots = CompanyHours::Slots { slots: hours.slots().to_vec(), unreadable: 0 };
    let room = width.saturating_sub(text::width(&words)) as u16;
    let mut line = timeline::strip(&slots, scene.model.context.now.wall, scene.theme, room);
    line.push_span(Span::raw(words));
    vec![cut(line, width)]
}

/// The lights of every zone when the reader's own clock shows the hour of the first call: that it is then earlier or later
/// for the clients is what authors of plans get wrong.
fn first_call(scene: &Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let zone = scene.model.context.prefs.zone;
    let told = matches!(scene.form.step, Step::Hours | Step::Runs);
    let Some(call) = scene.meaning.first_call(scene.form.today()).filter(|_| told) else { return Vec::new() };
    let Some(moment) = zone.moment(call.date, call.time) else { return Vec::new() };
    let words = format!(
        "first calls {}, {} theirs; at {} yours ({}):",
        span(call.date, call.date),
        call.time,
        call.time,
        zones::place(zone, moment)
    );
    let slots = CompanyHours::Slots { slots: call.hours.slots().to_vec(), unreadable: 0 };
    let lights = timeline::lights_at(&slots, moment, scene.theme, width);
    vec![cut(scene.line(words, Role::Dim), width), lights]
}

/// The hours of the campaign, or of the focused run, or of the first run that has any.
fn bar_hours(scene: &Scene<'_>) -> Option<Hours> {
    let (form, draft) = (scene.form, scene.form.draft());
    if form.step == Step::Hours || draft.is_on(Field::Body(BodyField::UseCompanyHours)) {
        return Some(slots(draft)).filter(|hours| !hours.is_empty());
    }
    let focused = form.entry().filter(|_| form.step == Step::Runs);
    match focused {
        Some(index) => hours(scene.meaning.runs.get(index)).cloned(),
        None => scene.meaning.runs.iter().find_map(|run| hours(Some(run))).cloned(),
    }
}

/// The notes on this step, the sum, and whose clock it is.
fn notes(scene: &Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let meaning = scene.meaning;
    let check = scene.form.check();
    // What is wrong already needs no second sentence.
    let here = |field: Field| field.step() == scene.form.step && check.problems_of(field).next().is_none();
    let told =
        meaning.notes.iter().filter(|note| here(note.field) && !note.by_field).filter_map(|note| match note.severity {
            Severity::Read => Some(signed(scene, "!", &note.text, Role::Warning, width)),
            // What is good to know of the runs is the calendar above, and the sum.
            Severity::Info if note.field.step() != Step::Runs => {
                Some(signed(scene, "i", &note.text, Role::Text, width))
            }
            _ => None,
        });
    let mut lines: Vec<Line<'static>> = told.flatten().collect();
    if let Some(sum) = meaning.sum(in_hours) {
        lines.extend(signed(scene, "i", &sum, Role::Text, width));
    }
    lines.extend(signed(scene, "i", "days and hours are each client’s own local time", Role::Text, width));
    lines
}
