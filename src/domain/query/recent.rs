//! The filters that were kept last, to be taken up again.

use super::Query;

/// Filters as they were typed, the newest first, each meaning once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recent(Vec<String>);

impl Recent {
    /// How many there are at most.
    pub const MOST: usize = 50;

    /// From texts, the newest first; what is no query is left out.
    pub fn new(texts: impl IntoIterator<Item = String>) -> Self {
        let mut recent = Self::default();
        let texts: Vec<String> = texts.into_iter().take(Self::MOST).collect();
        for text in texts.iter().rev() {
            recent.add(text);
        }
        recent
    }

    /// Puts a filter first; one that means the same makes room for it. False when nothing changed by that: it is no query,
    /// asks for nothing, or is the first already.
    pub fn add(&mut self, text: &str) -> bool {
        let text = text.trim();
        let Ok(query) = Query::parse(text) else { return false };
        if text.is_empty() || self.0.first().is_some_and(|first| first == text) {
            return false;
        }
        let meaning = query.canonical();
        self.0.retain(|other| Query::parse(other).is_ok_and(|other| other.canonical() != meaning));
        self.0.insert(0, text.to_owned());
        self.0.truncate(Self::MOST);
        true
    }

    /// The texts, the newest first.
    pub fn texts(&self) -> &[String] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_meaning_is_kept_once_and_the_newest_comes_first() {
        let mut recent = Recent::default();
        for (text, changes) in
            [("talc", true), (" ", false), ("calls:>", false), ("calls > 5", true), ("TALC ", true), ("TALC", false)]
        {
            assert_eq!(recent.add(text), changes, "{text}");
        }
        assert_eq!(recent.texts(), ["TALC", "calls > 5"]);
        assert!(recent.add("calls:>5"));
        assert_eq!(recent.texts(), ["calls:>5", "TALC"]);
        assert_eq!(Recent::new(["b", "a", "is:gone", "b"].map(str::to_owned)).texts(), ["b", "a"]);
        (0..60).for_each(|at| assert!(recent.add(&format!("id:{at}"))));
        assert_eq!((recent.texts().len(), recent.texts()[0].as_str()), (Recent::MOST, "id:59"));
    }
}
