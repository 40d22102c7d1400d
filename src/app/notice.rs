//! The line at the foot of the screen.

/// A line for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What to say.
    pub text: String,
    /// Whether something could not be done.
    pub warning: bool,
    /// Whether it is said of a request, and over with its answer.
    pub until_answer: bool,
}
