//! What a row is, beyond its values: `is:odd`.

use crate::domain::judgement::Grade;
use crate::domain::order::Values;

/// Something that a row is or is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    /// Marked on this screen.
    Marked,
    /// Its calls moved with the last read. Nothing is known to have moved after the first one.
    Moving,
    /// Edited since it was created: what edited it is known.
    Edited,
    /// Its numbers contradict each other or themselves, or the vendor's success rate is not the one that follows from
    /// them: what the screen marks `!` or `≠`.
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
    pub const ALL: [Self; 7] = [Self::Marked, Self::Moving, Self::Edited, Self::Odd, Self::Poor, Self::Good, Self::Few];

    /// Its name behind `is:`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Marked => "marked",
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
            Self::Moving => "calls moved with the last refresh",
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
            Self::Edited | Self::Odd | Self::Poor | Self::Good | Self::Few => None,
        }
    }

    /// The grade that it asks the success for, if it asks for one.
    pub(crate) fn grade(self) -> Option<Grade> {
        match self {
            Self::Poor => Some(Grade::Poor),
            Self::Good => Some(Grade::Good),
            Self::Few => Some(Grade::Few),
            Self::Marked | Self::Moving | Self::Edited | Self::Odd => None,
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
            Flag::Marked | Flag::Moving | Flag::Poor | Flag::Good | Flag::Few => false,
            Flag::Edited => self.updated.is_some(),
            Flag::Odd => self.stats.odd(),
        }
    }
}
