//! A campaign beside the others of its agent and of its case list: each with the success of its calls and the range where
//! that probably lies, all on one axis with the line of the pool.
//!
//! ```text
//!    ID NAME                            CALLS           SUCC%  95 % range
//! ▸ 481 Roundup intake wave 3           2,058          ■39.0%  ──├●┤───────────│──────────────────
//! Agent Docs-EN: the 2 largest of its 27 other campaigns
//!   307 Rideshare intake                2,431   ▲12     61.0%  ──────────────├●│──────────────────
//!   342 Paraquat intake                 2,331          □80.0%  ────────────────│───────────├●┤────
//! Case list 1629 is used by 2 campaigns, 1 of them moving
//!   317 Camp Lejeune – settlement…      2,058          ■39.0%  ──├●┤───────────│──────────────────
//! │ the pool of 143 shown: 62.0%                                30%       50%       70%       90%
//! ```

use ratatui::text::Line;

use super::axis::{Axis, Mark};
use super::panel::{self, Panel, Part};
use super::theme::Role;
use super::{figure, grade, text};
use crate::domain::count::{count, counted};
use crate::domain::grouping::GroupBy;
use crate::domain::order::Column;
use crate::domain::significance::Proportion;
use crate::domain::store::{Change, Row, Siblings};

/// What stands where a rate is of too few finished calls to say much.
const TOO_FEW: &str = "too few";

/// In fewer lines it says too little: a page that has no more scrolls.
const LEAST: usize = 8;
/// How many of an agent's and of a list's campaigns stand on one that does.
const SCROLLED: usize = 10;

/// Columns of the sign before an id, of calls, of what the last read moved, of a rate, and of the gap before the axis.
const SIGN: usize = 2;
const CALLS: usize = 10;
const MOVED: usize = 8;
const RATE: usize = 9;
const GAP: usize = 2;
/// The least and the most of a name.
const NAME: (usize, usize) = (12, 50);
/// From this width on there is room for what the last read moved.
const ROOMY: usize = 90;
/// The widest axis.
const AXIS: usize = 100;

/// The others of one kind, and how many of them are shown.
struct Section<'m> {
    by: GroupBy,
    siblings: Siblings<'m>,
    shown: usize,
}

/// The part in at most so many lines, as long as these are enough to say something; on a page that scrolls (`None`), the
/// largest few. Nothing for a campaign of which neither agent nor list is known.
pub fn part(panel: &Panel<'_>, most: Option<usize>) -> Option<Part> {
    let (sections, roomy) = sections(panel, most);
    if sections.is_empty() {
        return None;
    }
    let title =
        if panel.is_narrow() { "Others of its agent and list" } else { "Others of its agent and of its case list" };
    let sheet = Sheet::new(*panel, sections, roomy);
    Some(Part { title: title.to_owned(), lines: sheet.lines() })
}

/// What its agent and its list have, as many of them as fit, and whether there is room for a blank line before each kind.
fn sections<'m>(panel: &Panel<'m>, most: Option<usize>) -> (Vec<Section<'m>>, bool) {
    let found = |by| Some(Section { by, siblings: panel.model.context.store.siblings(panel.row, by)?, shown: 0 });
    let mut sections: Vec<Section<'m>> = [GroupBy::Agent, GroupBy::List].into_iter().filter_map(found).collect();
    // Heads, the campaign itself, the axis, and a heading for each kind.
    let mut left = most.map_or(SCROLLED, |most| most.max(LEAST).saturating_sub(3 + sections.len()));
    let mut kinds = sections.len();
    // The fewer of two kinds has what it needs; what that leaves is the other's.
    let mut order: Vec<usize> = (0..sections.len()).collect();
    order.sort_by_key(|&at| sections.get(at).map(|section| section.siblings.others()));
    for at in order {
        if let Some(section) = sections.get_mut(at) {
            section.shown = section.siblings.others().min(left / kinds);
            left -= section.shown;
            kinds -= 1;
        }
    }
    let roomy = most.is_some() && left >= sections.len();
    (sections, roomy)
}

struct Sheet<'m> {
    panel: Panel<'m>,
    sections: Vec<Section<'m>>,
    /// Columns of an id and of a name; a narrow page has no names.
    id: usize,
    name: usize,
    axis: Axis,
    /// Whether a blank line stands before each kind.
    roomy: bool,
}

impl<'m> Sheet<'m> {
    fn new(panel: Panel<'m>, sections: Vec<Section<'m>>, roomy: bool) -> Self {
        let id = panel.model.context.store.widest(Column::Id).max(2);
        let name = if panel.is_narrow() { 0 } else { (panel.width / 4).clamp(NAME.0, NAME.1) };
        let marks: Vec<Mark> = {
            let others = sections.iter().flat_map(|section| section.siblings.largest().take(section.shown));
            std::iter::once(panel.row).chain(others).map(|row| mark(&panel, row)).collect()
        };
        let mut sheet = Self { panel, sections, id, name, axis: Axis::around([], 0), roomy };
        let cells = panel.width.saturating_sub(sheet.before()).min(AXIS);
        sheet.axis = Axis::around(marks, cells);
        sheet
    }

    /// Columns before the axis.
    fn before(&self) -> usize {
        let named = if self.name > 0 { 1 + self.name + CALLS + self.moved() } else { 0 };
        SIGN + self.id + named + RATE + GAP
    }

    /// Columns of what the last read moved.
    fn moved(&self) -> usize {
        if self.panel.width < ROOMY { 0 } else { MOVED }
    }

    fn lines(&self) -> Vec<Line<'static>> {
        if self.sections.iter().all(|section| section.shown == 0) {
            return self.sections.iter().map(|section| self.heading(section)).collect();
        }
        let mut lines = vec![self.heads(), self.campaign(self.panel.row)];
        for section in &self.sections {
            lines.extend(self.roomy.then(Line::default));
            lines.push(self.heading(section));
            lines.extend(section.siblings.largest().take(section.shown).map(|row| self.campaign(row)));
        }
        lines.push(self.foot());
        lines
    }

    fn heads(&self) -> Line<'static> {
        let Self { id, name, .. } = *self;
        let named = if name > 0 {
            format!(" {:<name$}{:>CALLS$}{:>moved$}", "NAME", "CALLS", "", moved = self.moved())
        } else {
            String::new()
        };
        self.panel
            .theme
            .line(format!("{:SIGN$}{:>id$}{named}{:>RATE$}{:GAP$}95 % range", "", "ID", "SUCC%", ""), Role::Dim)
    }

    fn campaign(&self, row: Row<'_>) -> Line<'static> {
        let Panel { model, theme, .. } = self.panel;
        let is_own = row.id() == self.panel.row.id();
        let (sign, role) = if is_own { ("▸ ", Role::Strong) } else { ("  ", Role::Text) };
        let mut line = Line::from(theme.span(format!("{sign}{:>1$}", row.id(), self.id), role));
        if self.name > 0 {
            let name = text::fit(&panel::name(row), self.name).into_owned();
            let pad = " ".repeat(self.name.saturating_sub(text::width(&name)));
            let calls = figure::count(row.calls(), CALLS - 1);
            line.push_span(theme.span(format!(" {name}{pad}{calls:>CALLS$}"), role));
        }
        if self.name > 0 && self.moved() > 0 {
            let calls = model.context.store.change_of(row.key()).and_then(Change::calls);
            let moved = calls.filter(|calls| *calls != 0).map(|calls| figure::change(calls, MOVED - 1));
            line.push_span(theme.span(format!("{:>MOVED$}", moved.unwrap_or_default()), Role::Changed));
        }
        let mark = mark(&self.panel, row);
        let (rate, role) = self.rate(row, mark);
        line.push_span(theme.span(format!("{rate:>RATE$}{:GAP$}", ""), role));
        line.extend(self.axis.line(mark, role, theme));
        line
    }

    /// Its success, with its mark where that stands out, and how it looks.
    fn rate(&self, row: Row<'_>, mark: Mark) -> (String, Role) {
        let by = self.panel.model.context.prefs.measures.of(Column::SuccessRate);
        match (mark.rate, row.success_rate()) {
            (Some(rate), _) => {
                let grade = self.panel.model.context.store.judge(row, Column::SuccessRate).grade;
                let sign = grade::sign(grade).unwrap_or_default();
                (format!("{sign}{}", figure::measured(Some(rate), by, RATE - 2)), grade::role(grade))
            }
            (None, Some(_)) => (TOO_FEW.to_owned(), Role::Dim),
            (None, None) => (text::UNKNOWN.to_owned(), Role::Dim),
        }
    }

    fn heading(&self, section: &Section<'_>) -> Line<'static> {
        let words = match section.by {
            GroupBy::List => of_list(section),
            GroupBy::Agent | GroupBy::Origin => of_agent(section),
        };
        let words = text::fitting(&words, self.panel.width);
        self.panel.theme.line(text::fit(words, self.panel.width).into_owned(), Role::Title)
    }

    /// What the line on the axis is, and the axis' numbers.
    fn foot(&self) -> Line<'static> {
        let Panel { model, theme, .. } = self.panel;
        let totals = model.context.store.totals();
        let by = model.context.prefs.measures.of(Column::SuccessRate);
        let pool = totals.success.percent().map(|pool| by.write(pool));
        let before = self.before();
        let words = pool.map_or_else(String::new, |pool| {
            let shown = count(totals.rows as i64);
            let wordings = [format!("│ the pool of {shown} shown: {pool}"), format!("│ pool {pool}")];
            text::fitting(&wordings, before.saturating_sub(1)).to_owned()
        });
        theme.line(format!("{words:<before$}{}", self.axis.ticks()), Role::Dim)
    }
}

/// What is drawn of a campaign. Too few calls have a range so wide that others would not be told apart beside it; that of
/// the campaign itself is drawn all the same.
fn mark(panel: &Panel<'_>, row: Row<'_>) -> Mark {
    let is_told = row.id() == panel.row.id() || row.success().is_some_and(|success| !Proportion::is_of_few(success));
    Mark {
        rate: row.success_rate().filter(|_| is_told),
        range: row.success_range().filter(|_| is_told),
        pool: panel.model.context.store.totals().success.percent(),
    }
}

/// In full and in short.
fn of_agent(section: &Section<'_>) -> [String; 2] {
    let (agent, others, shown) = (section.siblings.common.shown(), section.siblings.others(), section.shown);
    let all = count(others as i64);
    match others {
        0 => [format!("Agent {agent} has no other campaign"), format!("{agent}: no other campaign")],
        1 if shown == 1 => [format!("Agent {agent}: its other campaign"), format!("{agent}: 1 other")],
        _ if shown < others => [
            format!("Agent {agent}: the {shown} largest of its {all} other campaigns"),
            format!("{agent}: {shown} of {all} others"),
        ],
        _ => [format!("Agent {agent}: its {all} other campaigns"), format!("{agent}: {all} others")],
    }
}

/// In full and in short.
fn of_list(section: &Section<'_>) -> [String; 2] {
    let (list, others, shown) = (section.siblings.common.shown(), section.siblings.others(), section.shown);
    if others == 0 {
        return [format!("Case list {list} is used by no other campaign"), format!("List {list}: no other campaign")];
    }
    let moving = section.siblings.moving().filter(|moving| *moving > 0);
    let moving =
        |what: &str| moving.map(|moving| format!(", {}{what} moving", count(moving as i64))).unwrap_or_default();
    let cut = if shown < others { format!("; the {shown} largest others") } else { String::new() };
    let used = counted(others + 1, "campaign");
    [
        format!("Case list {list} is used by {used}{}{cut}", moving(" of them")),
        format!("List {list}: {used}{}", moving("")),
    ]
}
