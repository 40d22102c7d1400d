//! Taking in a request's body: bounded in size and in time.

use std::time::Duration;

use http_body_util::BodyExt;
use hyper::body::{Body as _, Incoming};

use super::exchange::Body;
use crate::domain::rules::BODY_LIMIT;

/// What was taken in so far. Of a body that is too large nothing is kept, but it is read on: a client that still writes
/// would take a closed connection for a broken one, and never see the answer.
#[derive(Default)]
struct Taken {
    bytes: Vec<u8>,
    too_large: bool,
    ended: bool,
}

/// Reads `body` to its end, within `patience`. One that announces too much and asks before it is sent
/// (`Expect: 100-continue`) is not asked for.
pub(super) async fn read(body: Incoming, asks_first: bool, patience: Duration) -> Body {
    if asks_first && body.size_hint().lower() > BODY_LIMIT as u64 {
        return Body::TooLarge;
    }
    let mut taken = Taken::default();
    let in_time = tokio::time::timeout(patience, taken.drain(body)).await.is_ok();
    match taken {
        Taken { too_large: true, .. } => Body::TooLarge,
        Taken { ended: true, bytes, .. } if in_time => Body::Whole(bytes.into()),
        _ => Body::Unfinished,
    }
}

impl Taken {
    async fn drain(&mut self, mut body: Incoming) {
        while let Some(frame) = body.frame().await {
            let Ok(frame) = frame else { return };
            let Some(data) = frame.data_ref() else { continue };
            if self.too_large || self.bytes.len() + data.len() > BODY_LIMIT {
                self.too_large = true;
                self.bytes = Vec::new();
            } else {
                self.bytes.extend_from_slice(data);
            }
        }
        self.ended = true;
    }
}
