//! What an answer to the one request proves. One pure table; everything it does not name is unknown.

/// How a request ended, as the wire tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It could not be built, or no connection came about: no byte was sent.
    NoConnection,
    /// A connection came about, and no whole head of an answer.
    NoAnswer,
    /// An answer's head came.
    Answer {
        /// Its status.
        status: u16,
        /// What followed.
        body: Body,
    },
}

/// The body behind an answer's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// It broke off, came too late or grew too large.
    Cut,
    /// Whole, and empty.
    Empty,
    /// Whole, and no JSON.
    NotJson,
    /// Whole JSON; with the member `id` where that is an integer that fits.
    Json {
        /// The integer, whatever its sign.
        id: Option<i64>,
    },
}

/// What that proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Proof {
    /// Nothing was sent: nothing was created.
    NotSent,
    /// The server refused it: nothing was created.
    Rejected,
    /// Created, with this number.
    Created(i64),
    /// Created; the number is not known.
    CreatedNoId,
    /// It may exist.
    Unknown,
}

/// Statuses that refuse before any work is done. 408 and 409 are not among them: they may hide a success (N20), and so
/// may every 5xx (N26).
const REFUSALS: [u16; 10] = [400, 401, 403, 404, 405, 410, 413, 415, 422, 429];

/// What `ending` proves.
pub fn classify(ending: Ending) -> Proof {
    match ending {
        Ending::NoConnection => Proof::NotSent,
        Ending::Answer { status: 200..=299, body } => match body {
            Body::Json { id: Some(id @ 1..) } => Proof::Created(id),
            Body::Json { .. } | Body::Empty | Body::Cut => Proof::CreatedNoId,
            // A portal or a proxy answers 200 for anything.
            Body::NotJson => Proof::Unknown,
        },
        Ending::Answer { status, body } if REFUSALS.contains(&status) && body != Body::Cut => Proof::Rejected,
        Ending::NoAnswer | Ending::Answer { .. } => Proof::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODIES: [Body; 7] = [
        Body::Cut,
        Body::Empty,
        Body::NotJson,
        Body::Json { id: None },
        Body::Json { id: Some(0) },
        Body::Json { id: Some(-1) },
        Body::Json { id: Some(412) },
    ];

    fn answer(status: u16, body: Body) -> Proof {
        classify(Ending::Answer { status, body })
    }

    #[test]
    fn no_connection_is_not_sent_and_silence_is_unknown() {
        assert_eq!(classify(Ending::NoConnection), Proof::NotSent);
        assert_eq!(classify(Ending::NoAnswer), Proof::Unknown);
    }

    #[test]
    fn only_a_success_with_a_number_above_zero_is_created() {
        for status in 100..=599 {
            for body in BODIES {
                let created = (200..300).contains(&status) && body == Body::Json { id: Some(412) };
                assert_eq!(answer(status, body) == Proof::Created(412), created, "{status} {body:?}");
            }
        }
    }

    #[test]
    fn a_success_without_a_usable_number_is_created_all_the_same() {
        for status in [200, 201, 202, 204, 299] {
            for body in [
                Body::Cut,
                Body::Empty,
                Body::Json { id: None },
                Body::Json { id: Some(0) },
                Body::Json { id: Some(-1) },
            ] {
                assert_eq!(answer(status, body), Proof::CreatedNoId, "{status} {body:?}");
            }
            assert_eq!(answer(status, Body::NotJson), Proof::Unknown, "{status}");
        }
    }

    #[test]
    fn refusals_are_a_short_list_and_need_a_whole_answer() {
        for status in (100..200).chain(300..=599) {
            for body in BODIES {
                let refused = REFUSALS.contains(&status) && body != Body::Cut;
                let expected = if refused { Proof::Rejected } else { Proof::Unknown };
                assert_eq!(answer(status, body), expected, "{status} {body:?}");
            }
        }
        for doubtful in [301, 302, 303, 307, 308, 402, 406, 408, 409, 418, 500, 502, 503, 504] {
            assert_eq!(answer(doubtful, Body::Json { id: None }), Proof::Unknown, "{doubtful}");
        }
    }
}
