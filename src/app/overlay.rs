//! What may lie over the table. Overlays are a stack; the top one gets the keys.

use super::alerts::AlertsView;
use super::command::line::CommandLine;
use super::compare::CompareView;
use super::detail::{Detail, Tab};
use super::drafts::DraftsView;
use super::happened::HappenedView;
use super::help::HelpView;
use super::keymap::Scope;
use super::launches::LaunchesView;
use super::moment::MomentField;
use super::statement::Statement;
use super::write::WriteView;

/// One layer over the table.
#[derive(Debug, Clone, PartialEq)]
pub enum Overlay {
    Detail(Detail),
    /// Marked campaigns side by side.
    Compare(CompareView),
    /// The sort menu, with the index of the marked column in [`crate::domain::order::Column::ALL`].
    Sort(usize),
    /// The menu of baselines, with the index of the marked one in [`crate::domain::memory::Baseline::NAMED`].
    Baseline(usize),
    /// The columns sheet, with the index of the marked column among [`super::columns::Columns::all`].
    Columns(usize),
    Copy,
    Command(CommandLine),
    /// Everything that can be done, to be found by typing.
    Help(HelpView),
    /// Exact ages, countdowns and counts, scrolled by so many lines.
    Status(usize),
    Launches(LaunchesView),
    Statement(Statement),
    /// The moment of the past to go to.
    Moment(MomentField),
    Write(WriteView),
    /// What happened to all campaigns, or to one.
    Happened(Box<HappenedView>),
    /// What was told of alerts.
    Alerts(Box<AlertsView>),
    /// The form that creates a campaign, which the model holds.
    Form,
    Drafts(DraftsView),
}

impl Overlay {
    /// Whose keys hold here.
    pub fn scope(&self) -> Scope {
        match self {
            Overlay::Detail(open) if open.tab == Tab::History => Scope::History,
            Overlay::Detail(_) => Scope::Detail,
            Overlay::Compare(_) => Scope::Compare,
            Overlay::Sort(_) => Scope::Sort,
            Overlay::Baseline(_) => Scope::Baseline,
            Overlay::Columns(_) => Scope::Columns,
            Overlay::Copy => Scope::Copying,
            Overlay::Command(_) => Scope::Command,
            Overlay::Help(_) => Scope::Help,
            Overlay::Status(_) => Scope::Status,
            Overlay::Launches(_) => Scope::Launches,
            Overlay::Statement(_) => Scope::Statement,
            Overlay::Moment(_) => Scope::Moment,
            Overlay::Write(view) if view.is_typing() => Scope::FileName,
            Overlay::Write(_) => Scope::Writing,
            Overlay::Happened(view) if view.is_typing() => Scope::EventWords,
            Overlay::Happened(_) => Scope::Events,
            Overlay::Alerts(_) => Scope::Alerts,
            Overlay::Form => Scope::Form,
            Overlay::Drafts(_) => Scope::Drafts,
        }
    }
}
