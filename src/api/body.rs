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
    if let Some(failure) = encoded(response) {
        return Err(failure);
    }
    if response.content_length().is_some_and(|declared| declared > cap) {
        return Err(Failure::TooLarge { cap });
    }
    match bounded(response, cap, broke).await {
        (body, None) => Ok(body),
        (_, Some(failure)) => Err(failure),
    }
}

/// Why the body cannot be read as it comes: it is encoded in a way that was not asked for (P10).
pub(super) fn encoded(response: &Response) -> Option<Failure> {
    // The client takes the header away when it decodes.
    let encoding = response.headers().get(CONTENT_ENCODING).filter(|value| *value != "identity")?;
    let encoding = String::from_utf8_lossy(encoding.as_bytes());
    Some(Failure::Malformed { why: Shown::new(&format!("unsupported encoding {encoding:.40}")) })
}

/// As much of the body as comes, up to `cap` bytes and encoded as it may be, and why that is not all of it.
pub(super) async fn bounded(
    response: &mut Response,
    cap: u64,
    broke: impl FnOnce(reqwest::Error) -> Failure,
) -> (Vec<u8>, Option<Failure>) {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() as u64 + chunk.len() as u64 > cap => {
                let room = (cap as usize).saturating_sub(body.len());
                body.extend(chunk.into_iter().take(room));
                return (body, Some(Failure::TooLarge { cap }));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return (body, None),
            Err(error) => return (body, Some(broke(error))),
        }
    }
}

/// As much of the body as comes, up to `cap`: for words about a failure, where half a sentence is better than none.
pub(super) async fn beginning(response: &mut Response, cap: u64) -> Vec<u8> {
    bounded(response, cap, |_| Failure::CutOff).await.0
}
