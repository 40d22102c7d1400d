//! Places in a plan as the contract writes them: `runs[0].end_time`.

use std::fmt;

/// A place in the body. Written out (`runs[0].end_time`) only when something is said of it.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Body,
    Member(&'a Path<'a>, &'a str),
    Entry(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Body => Ok(()),
            Self::Member(Self::Body, name) => f.write_str(name),
            Self::Member(parent, name) => write!(f, "{parent}.{name}"),
            Self::Entry(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_as_the_contract_writes_them() {
        let runs = Path::Member(&Path::Body, "runs");
        let run = Path::Entry(&runs, 3);
        assert_eq!(Path::Body.to_string(), "");
        assert_eq!(runs.to_string(), "runs");
        assert_eq!(run.to_string(), "runs[3]");
        assert_eq!(Path::Member(&run, "end_time").to_string(), "runs[3].end_time");
    }
}
