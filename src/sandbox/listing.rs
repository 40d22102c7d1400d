//! The campaigns as the list endpoint answers them: seeded or from a file, and those created since.

use hyper::body::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::exchange::encode;
use super::motion::Course;
use crate::api::wire;

/// A campaign and how it moves. The row's `stats` are those of the last look.
#[derive(Debug, Clone)]
pub(super) struct Campaign {
    pub(super) row: wire::Campaign,
    pub(super) course: Course,
}

/// Every campaign there is.
#[derive(Debug)]
pub(super) struct Listing {
    /// An array given from outside, served byte for byte as long as nothing was created.
    file: Option<Bytes>,
    campaigns: Vec<Campaign>,
    next_id: i64,
    /// The whole list as answered last, with the local second it is of.
    cached: Option<(f64, Bytes)>,
}

/// The members of a foreign row that the sandbox itself must know.
#[derive(Deserialize)]
struct Known {
    #[serde(default)]
    id: Option<i64>,
    #[serde(default)]
    name: Option<String>,
}

impl Listing {
    /// Campaigns that move. So many numbers after theirs are given to nobody.
    pub(super) fn seeded(campaigns: Vec<Campaign>, skipped: usize) -> Self {
        let next_id = campaigns.iter().map(|campaign| campaign.row.id).max().unwrap_or(0) + 1 + skipped as i64;
        Self { file: None, campaigns, next_id, cached: None }
    }

    /// The rows of a JSON array, as they are. The error says why it is none.
    pub(super) fn from_file(data: Vec<u8>) -> Result<Self, serde_json::Error> {
        let rows: Vec<&RawValue> = serde_json::from_slice(&data)?;
        let ids = rows.iter().filter_map(|row| serde_json::from_str::<Known>(row.get()).ok()?.id);
        let next_id = ids.max().unwrap_or(0).saturating_add(1);
        Ok(Self { file: Some(data.into()), campaigns: Vec::new(), next_id, cached: None })
    }

    /// The id of the next campaign.
    pub(super) fn next_id(&self) -> i64 {
        self.next_id
    }

    /// The id of the next campaign, which no other gets.
    pub(super) fn reserve_id(&mut self) -> i64 {
        let id = self.next_id;
        self.next_id = id.saturating_add(1);
        id
    }

    /// Adds a campaign under an id that was reserved for it.
    pub(super) fn push(&mut self, campaign: Campaign) {
        self.campaigns.push(campaign);
        self.cached = None;
    }

    /// The whole array at local second `at`.
    pub(super) fn all(&mut self, at: f64) -> Bytes {
        if let (Some(file), true) = (&self.file, self.campaigns.is_empty()) {
            return file.clone();
        }
        if let Some((second, body)) = &self.cached
            && *second >= at
        {
            return body.clone();
        }
        let own = self.encode_own(at, |_| true);
        let body = Bytes::from(match &self.file {
            None => own,
            Some(file) => joined(file, &own),
        });
        self.cached = Some((at, body.clone()));
        body
    }

    /// The array of those whose name holds `term`, whatever the case.
    pub(super) fn named(&mut self, term: &str, at: f64) -> Bytes {
        if term.is_empty() {
            return self.all(at);
        }
        let term = term.to_lowercase();
        let own = self.encode_own(at, |name| holds(name, &term));
        let Some(file) = &self.file else { return own.into() };
        let rows: Vec<&RawValue> = serde_json::from_slice(file).unwrap_or_default();
        let kept = rows.into_iter().filter(|row| {
            serde_json::from_str::<Known>(row.get()).is_ok_and(|known| holds(known.name.as_deref(), &term))
        });
        joined(&encode(&kept.collect::<Vec<_>>()), &own).into()
    }

    /// The rows numbered `from` and up, as answered last.
    pub(super) fn rows_from(&self, from: i64) -> impl Iterator<Item = &wire::Campaign> {
        self.campaigns.iter().map(|campaign| &campaign.row).filter(move |row| row.id >= from)
    }

    fn encode_own(&mut self, at: f64, wanted: impl Fn(Option<&str>) -> bool) -> Vec<u8> {
        let mut rows = Vec::new();
        for campaign in &mut self.campaigns {
            if wanted(campaign.row.name.as_deref()) {
                campaign.row.stats = Some(campaign.course.stats(at));
                rows.push(&campaign.row);
            }
        }
        encode(&rows)
    }
}

/// Whether `name` holds the lower-case `term`.
pub(super) fn holds(name: Option<&str>, term: &str) -> bool {
    name.is_some_and(|name| name.to_lowercase().contains(term))
}

/// Two JSON arrays as one.
fn joined(left: &[u8], right: &[u8]) -> Vec<u8> {
    let head = left.trim_ascii_end().strip_suffix(b"]").unwrap_or(left);
    let tail = right.strip_prefix(b"[").unwrap_or(right);
    let empty = |part: &[u8]| part.trim_ascii() == b"[" || part == b"]";
    let comma: &[u8] = if empty(head) || empty(tail) { b"" } else { b"," };
    [head, comma, tail].concat()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn campaign(id: i64, name: Option<&str>) -> Campaign {
        let row = wire::Campaign {
            id,
            name: name.map(Into::into),
            agent_id: None,
            case_list_id: None,
            origin: None,
            update_origin: None,
            stats: None,
        };
        Campaign { row, course: Course::Still(wire::Stats::default()) }
    }

    fn ids(body: &[u8]) -> Vec<Value> {
        let rows: Vec<Value> = serde_json::from_slice(body).unwrap();
        rows.iter().map(|row| row["id"].clone()).collect()
    }

    #[test]
    fn a_file_is_served_byte_for_byte_until_the_first_creation() {
        let text = "[ {\"id\": 7,\n \"name\":\"Roundup\"} , {\"id\":\"odd\"}, 5 ]\n";
        let mut listing = Listing::from_file(text.into()).unwrap();
        assert_eq!(&listing.all(0.0)[..], text.as_bytes());
        assert_eq!(listing.reserve_id(), 8);
        listing.push(campaign(8, Some("New roundup")));
        let rows: Vec<Value> = serde_json::from_slice(&listing.all(0.0)).unwrap();
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[2], json!(5));
        assert_eq!(ids(&listing.named("ROUND", 0.0)), [json!(7), json!(8)]);
        assert_eq!(ids(&listing.named("new", 0.0)), [json!(8)]);
        assert_eq!(&listing.named("nobody", 0.0)[..], b"[]");
        assert_eq!(listing.next_id(), 9);
    }

    #[test]
    fn what_is_no_array_is_no_data() {
        for text in ["", "{}", "[1,", "null", "[1] 2"] {
            assert!(Listing::from_file(text.into()).is_err(), "{text}");
        }
    }

    #[test]
    fn arrays_join_also_when_one_is_empty() {
        for (left, right, both) in
            [("[]", "[]", "[]"), ("[ ]\n", "[1]", "[ 1]"), ("[1]", "[]", "[1]"), ("[1]", "[2]", "[1,2]")]
        {
            assert_eq!(joined(left.as_bytes(), right.as_bytes()), both.as_bytes());
        }
    }

    #[test]
    fn the_search_is_a_part_of_the_name_whatever_the_case() {
        let three = vec![campaign(1, Some("Señora Núñez")), campaign(2, None), campaign(3, Some("NÚÑEZ intake"))];
        let mut listing = Listing::seeded(three, 2);
        assert_eq!(listing.next_id(), 6, "two numbers are taken");
        assert_eq!(ids(&listing.named("núñez", 0.0)), [json!(1), json!(3)]);
        assert_eq!(ids(&listing.named("", 0.0)).len(), 3);
    }
}
