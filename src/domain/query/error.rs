//! Why a query cannot be read, in one sentence that a person can act on.

use std::fmt;
use std::ops::Range;

use crate::domain::shown::Shown;

/// A query that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Where: bytes of the query, on character boundaries. Empty when something is missing there.
    pub span: Range<usize>,
    /// What is wrong, safe to show, without a full stop.
    pub message: String,
    /// What to write in place of the span, where that can be guessed.
    pub fix: Option<String>,
    /// Whether only more text is missing, as while somebody types.
    pub unfinished: bool,
}

impl QueryError {
    /// `text`, in which this is the mistake, with the fix in its place.
    pub fn fixed(&self, text: &str) -> Option<String> {
        let (before, behind) = (text.get(..self.span.start)?, text.get(self.span.end..)?);
        Some(format!("{before}{}{behind}", self.fix.as_ref()?))
    }

    pub(super) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), fix: None, unfinished: false }
    }

    pub(super) fn or_rather(self, fix: Option<impl Into<String>>) -> Self {
        Self { fix: fix.map(Into::into), ..self }
    }

    /// More text would make it right.
    pub(super) fn for_now(self) -> Self {
        Self { unfinished: true, ..self }
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
