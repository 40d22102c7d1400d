//! A comparison on its way to a file: what stands side by side at one moment, with the words about it.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use super::figures::{self, Beside, Cell, METHOD};
use super::{Baseline, GONE, Lineup, Side};
use crate::app::export::csv::{self, Reader};
use crate::app::export::html::{self, escaped};
use crate::app::export::{Caption, Rows, json, markdown};
use crate::domain::measure::Measures;
use crate::domain::order::{Column, Value};

/// What is written of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    pub lineup: Lineup,
    pub measures: Measures,
    pub caption: Caption,
}

/// What is known of each for programs: a line each, unknown empty or null.
const MEMBERS: [&str; 20] = [
    "kind",
    "id",
    "name",
    "campaigns",
    "total_calls",
    "success_calls",
    "failed_calls",
    "pending",
    "finished",
    "success_percent",
    "success_low",
    "success_high",
    "difference_points",
    "difference_low",
    "difference_high",
    "p_value",
    "verdict",
    "success_calls_percentage",
    "conversion_rate",
    "average_sentiment_score",
];

impl Page {
    /// What it is, as a notice names it.
    pub fn extent(&self) -> String {
        format!("The comparison of {}", self.lineup.sides.len() - usize::from(self.lineup.baseline == Baseline::Pool))
    }

    /// Writes it in a form for rows.
    pub fn write(&self, format: Rows, out: &mut dyn Write) -> io::Result<()> {
        let lines = || (0..self.lineup.sides.len()).map(|at| self.record(at));
        match format {
            Rows::Csv => csv::table(MEMBERS.into_iter(), lines().map(Vec::into_iter), Reader::Program, out),
            Rows::Excel => csv::table(MEMBERS.into_iter(), lines().map(Vec::into_iter), Reader::Spreadsheet, out),
            Rows::JsonLines => lines().try_for_each(|line| writeln!(out, "{}", json::line(&Object(line))?)),
            Rows::Markdown => self.markdown(out),
            Rows::Html => self.html(out),
        }
    }

    /// The values of [`MEMBERS`].
    fn record(&self, at: usize) -> Vec<Option<Value<'_>>> {
        let Some(side) = self.lineup.sides.get(at) else { return Vec::new() };
        let verdict = self.lineup.verdicts.get(at).copied().flatten();
        let told = verdict.map(|(comparison, _)| comparison);
        let range = side.totals.success.range();
        let real = |value: Option<f64>| value.map(Value::Real);
        let kind = match (side.id, self.lineup.baseline) {
            (Some(_), _) => "campaign",
            (None, Baseline::Pool) if at == 0 => "pool",
            (None, _) => "group",
        };
        let words = match verdict {
            Some((_, evidence)) => evidence.words(),
            None if at == 0 => "baseline",
            None => "too few to say",
        };
        vec![
            Some(Value::Text(kind)),
            side.id.map(Value::Whole),
            Some(Value::Text(&side.name)),
            Some(Value::Whole(side.totals.rows as i64)),
            side.totals.value(Column::Calls),
            side.totals.value(Column::Ok),
            side.totals.value(Column::Failed),
            side.totals.value(Column::Pending),
            side.totals.value(Column::Finished),
            side.totals.value(Column::SuccessRate),
            real(range.map(|range| range.low)),
            real(range.map(|range| range.high)),
            real(told.map(|told| told.points)),
            real(told.map(|told| told.low)),
            real(told.map(|told| told.high)),
            real(told.map(|told| told.p)),
            Some(Value::Text(words)),
            real(side.vendor),
            side.totals.value(Column::Conversion),
            side.totals.value(Column::Sentiment),
        ]
    }

    fn markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        markdown::opening("Comparison", &self.caption, None, out)?;
        writeln!(out, "{}", figures::as_markdown(&self.lineup, &self.measures))
    }

    fn html(&self, out: &mut dyn Write) -> io::Result<()> {
        let against = format!("Against {}. {METHOD}", self.lineup.base_words());
        html::page("Comparison", &self.caption, None, &[&against], out, |out| {
            writeln!(out, "<table class=\"sides\">\n<thead>\n<tr>\n<td></td>")?;
            for side in &self.lineup.sides {
                let id = side.id.map_or_else(String::new, |id| format!("{id}<br>"));
                writeln!(out, "<th scope=\"col\" class=\"n\">{id}<bdi>{}</bdi></th>", escaped(&side.name))?;
            }
            writeln!(out, "</tr>\n</thead>\n<tbody>")?;
            for figure in figures::figures(&self.lineup, &self.measures) {
                write!(out, "<tr><th scope=\"row\">{}</th>", escaped(figure.label))?;
                for cell in figure.cells {
                    let (words, beside) = match cell {
                        Cell::Value(value, Beside::Nothing) => (value.words(), String::new()),
                        Cell::Value(value, beside) => (value.words(), format!(" <small>{}</small>", beside.words())),
                        Cell::Words(words) => (words, String::new()),
                        Cell::Verdict(evidence) => (evidence.words().to_owned(), String::new()),
                    };
                    write!(out, "<td class=\"n\">{}{beside}</td>", escaped(&words))?;
                }
                writeln!(out, "</tr>")?;
            }
            writeln!(out, "</tbody>\n</table>")
        })
    }
}

/// The values of [`MEMBERS`] as an object.
struct Object<'v>(Vec<Option<Value<'v>>>);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = |value: &Option<Value<'_>>| match value {
            Some(Value::Text(text)) => Json::from(*text),
            Some(Value::Whole(whole)) => (*whole).into(),
            Some(Value::Real(real)) => (*real).into(),
            Some(Value::Range(_)) | None => Json::Null,
        };
        serializer.collect_map(MEMBERS.into_iter().zip(self.0.iter().map(value)))
    }
}

impl Lineup {
    /// The same under other names and numbers; where there is none, nothing of what it was called is left.
    #[must_use]
    pub(super) fn called(mut self, names: Vec<Option<(Option<i64>, String)>>) -> Self {
        let first = usize::from(self.baseline == Baseline::Pool);
        for (side, name) in self.sides.iter_mut().skip(first).zip(names) {
            let (id, name) = name.unwrap_or_else(|| (None, GONE.to_owned()));
            *side = Side { id, name, ..side.clone() };
        }
        self
    }
}
