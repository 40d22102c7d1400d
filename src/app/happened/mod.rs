//! What happened, as people are shown it.

mod page;

pub use page::Page;
