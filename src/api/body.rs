//! An answer's body, read under a cap.
//!
//! Lengths that servers declare are not believed and compressed ones say nothing, so what counts is what arrives,
//! decoded, chunk by chunk (P9, P10).

use reqwest::Response;
use reqwest::header::CONTENT_ENCODING;

use crate::domain::failure::Failure;
use crate::domain::shown::Shown;

/// The whole body, or why there is none. `broke` words a broken connection.
pub(super) async fn whole(
    response: &mut Response,
    cap: u64,
    broke: impl FnOnce(reqwest::Error) -> Failure,
) -> Result<Vec<u8>, Failure> {
    // The client takes the header away when it decodes; what is left was not asked for.
    if let Some(encoding) = response.headers().get(CONTENT_ENCODING).filter(|value| *value != "identity") {
        let encoding = String::from_utf8_lossy(encoding.as_bytes());
        return Err(Failure::Malformed { why: Shown::new(&format!("unsupported encoding {encoding:.40}")) });
    }
    if response.content_length().is_some_and(|declared| declared > cap) {
        return Err(Failure::TooLarge { cap });
    }
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() as u64 + chunk.len() as u64 > cap => return Err(Failure::TooLarge { cap }),
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(body),
            Err(error) => return Err(broke(error)),
        }
    }
}

/// As much of the body as comes, up to `cap`: for words about a failure, where half a sentence is better than none.
pub(super) async fn beginning(response: &mut Response, cap: usize) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() < cap {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) | Err(_) => break,
        }
    }
    body.truncate(cap);
    body
}
