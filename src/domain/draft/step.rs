//! The steps of the form.

/// A step of the form, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Name and switches.
    Basics,
    /// Who calls, who is called.
    Audience,
    /// The business hours.
    Hours,
    /// The runs.
    Runs,
    /// The report; optional.
    Report,
    /// What will be sent.
    Review,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 6] = [Self::Basics, Self::Audience, Self::Hours, Self::Runs, Self::Report, Self::Review];

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Basics => "Basics",
            Self::Audience => "Audience",
            Self::Hours => "Hours",
            Self::Runs => "Runs",
            Self::Report => "Report",
            Self::Review => "Review",
        }
    }

    /// The step after it; the last has none.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|step| *step > self)
    }

    /// The step before it; the first has none.
    pub fn back(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|step| *step < self)
    }
}
