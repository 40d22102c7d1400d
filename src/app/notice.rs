//! The line at the foot of the screen.

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    /// Whether something could not be done.
    pub warning: bool,
    /// Whether it is said of a request, and over with its answer.
    pub until_answer: bool,
}
