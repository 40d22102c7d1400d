//! The rules R1–R30 of the campaigns contract, for the sandbox, `kaytop check`, and later the form and the launch.

use serde_json::Value;

use super::time::Date;

/// One breach of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// JSON path such as `runs[0].end_time`; the body itself is the empty path.
    pub path: String,
    /// The number of the rule (1–30); `None` for what belongs to no numbered rule.
    pub rule: Option<u8>,
    /// A sentence that says what would be right.
    pub message: String,
}

/// Something worth a look that never blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// JSON path, as in [`Problem`].
    pub path: String,
    /// A sentence.
    pub message: String,
}

/// Everything the rules say of one plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Every breach, in the order of the document.
    pub problems: Vec<Problem>,
    /// Every warning.
    pub warnings: Vec<Warning>,
}

impl Verdict {
    /// Whether the plan may be sent.
    pub fn is_valid(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Judges a request body by R1–R30. `today` is for the warning about dates in the past.
pub fn judge(_body: &Value, _today: Date) -> Verdict {
    Verdict::default()
}
