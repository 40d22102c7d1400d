//! Why a query cannot be read, in one sentence that a person can act on.

use std::fmt;
use std::ops::Range;

use crate::domain::shown::Shown;

/// A query that cannot be read. Half-typed queries give one too, so the screen shows it quietly and keeps its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Where: bytes of the query, on character boundaries. Empty when something is missing there.
    pub span: Range<usize>,
    /// What is wrong, safe to show, without a full stop.
    pub message: String,
    /// What to write in place of the span, where that can be guessed.
    pub fix: Option<String>,
}

impl QueryError {
    pub(super) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), fix: None }
    }

    pub(super) fn or_rather(self, fix: Option<impl Into<String>>) -> Self {
        Self { fix: fix.map(Into::into), ..self }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.fix {
            Some(fix) => write!(f, ", did you mean {}?", quoted(fix)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for QueryError {}

/// Typed text within a message, made safe: a query may have been pasted.
pub(super) fn quoted(typed: &str) -> String {
    format!("`{}`", Shown::new(typed).as_str())
}
