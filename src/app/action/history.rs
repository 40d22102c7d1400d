//! What a key can do on the page of a campaign's history.

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HistoryAction {
    /// Move the cursor of the chart to what was before, or came after.
    Earlier,
    Later,
    /// To the first and the last moment of the chart.
    First,
    Last,
    /// Show a shorter time, or a longer one.
    Shorter,
    Longer,
    /// Draw the next of the values.
    NextValue,
}
