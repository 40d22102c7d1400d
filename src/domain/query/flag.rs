//! What a row is, beyond its values: `is:odd`.

use crate::domain::judgement::Grade;
use crate::domain::order::Values;
use crate::domain::verdict::Kind;

/// Something that a row is or is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    /// Marked on this screen.
    Marked,
    /// It needs a person: something is said of it that asks for one, and nobody has said that it is known.
    Needs,
    /// It has been quiet for longer than its pace explains.
    Quiet,
    /// Its case list moves in another campaign too.
    Twice,
    /// Success of its newest day fell by more than chance.
    Soured,
    /// In the list since the baseline.
    New,
    /// Its calls moved with the last read, or within the last open hour. Without a record nothing is known to have moved
    /// after the first read.
    Moving,
    /// Edited since it was created: what edited it is known.
    Edited,
    /// Its numbers contradict each other or themselves, a count went down, it stands twice in the list, or the vendor's
    /// success rate is not the one that follows from its counts: what the screen marks `!` or `≠`.
    Odd,
    /// Its success stands out below its peers or the user's limit: what the screen marks `■`.
    Poor,
    /// Its success stands out above its peers, or reaches the user's limit: what the screen marks `□`.
    Good,
    /// Its success rests on too few calls to be judged: what the screen marks `?`.
    Few,
}

impl Flag {
    /// Every flag.
    pub const ALL: [Self; 12] = [
        Self::Needs,
        Self::Quiet,
        Self::Twice,
        Self::Soured,
        Self::Poor,
        Self::Odd,
        Self::New,
        Self::Edited,
        Self::Moving,
        Self::Marked,
        Self::Good,
        Self::Few,
    ];

    /// Its name behind `is:`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Marked => "marked",
            Self::Needs => "needs",
            Self::Quiet => "quiet",
            Self::Twice => "twice",
            Self::Soured => "soured",
            Self::New => "new",
            Self::Moving => "moving",
            Self::Edited => "edited",
            Self::Odd => "odd",
            Self::Poor => "poor",
            Self::Good => "good",
            Self::Few => "few",
        }
    }

    /// What it says of a row, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Marked => "marked on this screen",
            Self::Needs => "asks for a person, who has not said that it is known",
            Self::Quiet => "no new call for longer than its pace explains",
            Self::Twice => "its case list moves in another campaign too",
            Self::Soured => "success of its newest day fell beyond chance",
            Self::New => "in the list since the baseline",
            Self::Moving => "calls moved within the last open hour",
            Self::Edited => "edited since it was created",
            Self::Odd => "numbers that contradict each other",
            Self::Poor => "success clearly below its peers",
            Self::Good => "success clearly above its peers",
            Self::Few => "too few calls to judge success by",
        }
    }

    /// What it takes to know it, beyond one read of the list; `None` where that is enough.
    pub fn needs(self) -> Option<&'static str> {
        match self {
            Self::Marked => Some("asks for the marks of a screen, and there is none here"),
            Self::Moving => Some("compares two reads of the list, and here it is read once"),
            _ => None,
        }
    }

    /// The verdict that it asks for, if it asks for one that is not a grade.
    pub(crate) fn verdict(self) -> Option<Kind> {
        match self {
            Self::Quiet => Some(Kind::Quiet),
            Self::Twice => Some(Kind::Twice),
            Self::Soured => Some(Kind::Soured),
            Self::Odd => Some(Kind::Odd),
            Self::New => Some(Kind::New),
            Self::Moving => Some(Kind::Moving),
            Self::Needs | Self::Marked | Self::Edited | Self::Poor | Self::Good | Self::Few => None,
        }
    }

    /// Whether it can only be known from the record.
    pub fn is_remembered(self) -> bool {
        matches!(self, Self::Needs | Self::Quiet | Self::Twice | Self::Soured | Self::New)
    }

    /// The grade that it asks the success for, if it asks for one.
    pub(crate) fn grade(self) -> Option<Grade> {
        match self {
            Self::Poor => Some(Grade::Poor),
            Self::Good => Some(Grade::Good),
            Self::Few => Some(Grade::Few),
            _ => None,
        }
    }

    /// The flag of this name, whatever its case.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.name().eq_ignore_ascii_case(name))
    }
}

/// A row that also knows its flags.
pub trait Facts: Values {
    /// Whether the row is so. What is unknown is not so.
    fn is(&self, flag: Flag) -> bool;
}

/// What a row by itself knows: neither a screen, nor another read, nor its peers.
#[cfg(test)]
impl Facts for crate::domain::campaign::Campaign {
    fn is(&self, flag: Flag) -> bool {
        match flag {
            Flag::Edited => self.updated.is_some(),
            Flag::Odd => self.stats.odd(),
            _ => false,
        }
    }
}
