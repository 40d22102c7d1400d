//! Bodies: rows P1–P12, over the wire.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use kaytop::api::bounds::ApiLimits;
use kaytop::api::client::Answer;
use kaytop::domain::campaign::{Campaign, Listing};
use kaytop::domain::failure::Failure;
use kaytop::domain::shown::Shown;

use crate::server::*;

const CAP: u64 = 1 << 20;

async fn read(body: impl AsRef<[u8]>) -> Result<Listing, Failure> {
    ask(&Server::saying(answer("200 OK", body))).await.result
}

async fn ask_capped(server: &Server) -> Answer<Listing> {
    client(&server.url(), ApiLimits { max_body: CAP, ..ApiLimits::default() }).campaigns(None).await
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

fn encoded(encoding: &str, body: impl AsRef<[u8]>) -> Server {
    Server::saying(answer(&format!("200 OK\r\nContent-Encoding: {encoding}"), body))
}

#[tokio::test]
async fn p1_truncated_json_applies_nothing() {
    assert_eq!(read(LIST.strip_suffix(']').unwrap()).await, Err(Failure::CutOff));
}

#[tokio::test]
async fn p2_p3_p4_p5_p6_p7_p12_a_bad_row_or_member_costs_itself() {
    let body = r#"[7, {"id":1,"name":"\ud800","new":[]}, {"id":"1"}, {"stats":{"conversion_rate":1e999,"total_calls":-5},"id":1.0}]"#;
    let listing = read(body).await.unwrap();
    let mut last = Campaign::unknown(1);
    last.stats.calls = Some(-5);
    assert_eq!(listing, Listing { rows: vec![Campaign::unknown(1), last], unreadable: 2 });
}

#[tokio::test]
async fn p8_depth_ends_in_words() {
    let failure = read("{\"a\":".repeat(5000) + "1" + &"}".repeat(5000)).await.unwrap_err();
    assert!(matches!(failure, Failure::NotJson { .. }), "{failure:?}");
}

#[tokio::test]
async fn p9_a_body_beyond_the_cap_is_not_read_on() {
    let endless = Server::new(|stream| {
        say(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
        while std::io::Write::write_all(stream, chunk.as_bytes()).is_ok() {}
    });
    assert_eq!(ask_capped(&endless).await.result, Err(Failure::TooLarge { cap: CAP }));
    let declared = Server::new(|stream| {
        say(stream, "HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\n");
        hold(stream);
    });
    assert_eq!(ask_capped(&declared).await.result, Err(Failure::TooLarge { cap: CAP }));
}

#[tokio::test]
async fn p9_a_body_of_exactly_the_cap_is_read() {
    let fill = |len: usize| format!("{LIST}{}", " ".repeat(len - LIST.len()));
    let exact = ask_capped(&Server::saying(answer("200 OK", fill(CAP as usize)))).await;
    assert_eq!((exact.result.unwrap().rows.len(), exact.bytes), (1, CAP));
    let beyond = ask_capped(&Server::saying(answer("200 OK", fill(CAP as usize + 1)))).await;
    assert_eq!((beyond.result, beyond.bytes), (Err(Failure::TooLarge { cap: CAP }), 0));
    for (len, fits) in [(CAP as usize, true), (CAP as usize + 1, false)] {
        let undeclared = Server::saying(format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}", fill(len)));
        assert_eq!(ask_capped(&undeclared).await.result.is_ok(), fits, "{len}");
    }
}

#[tokio::test]
async fn p10_gzip_is_read_and_counted_decoded() {
    let padded = format!("{LIST}{}", " ".repeat(500_000));
    let answer = ask(&encoded("gzip", gzip(padded.as_bytes()))).await;
    assert_eq!((answer.result.unwrap().rows.len(), answer.bytes), (1, padded.len() as u64));
}

#[tokio::test]
async fn p10_a_gzip_bomb_ends_at_the_cap() {
    let bomb = gzip(&vec![b' '; 100_000_000]);
    assert!(bomb.len() < CAP as usize);
    assert_eq!(ask_capped(&encoded("gzip", bomb)).await.result, Err(Failure::TooLarge { cap: CAP }));
}

#[tokio::test]
async fn p10_a_gzip_of_tiny_rows_ends_before_they_fill_the_memory() {
    let rows = |row: &str, count| gzip(format!("[{}]", vec![row; count].join(",")).as_bytes());
    let too_heavy = Err(Failure::TooHeavy { cap: 4 * CAP });
    let most = CAP as usize / 10;
    assert_eq!(ask_capped(&encoded("gzip", rows(r#"{"id":1}"#, most))).await.result, too_heavy);
    assert_eq!(
        ask_capped(&encoded("gzip", rows(r#"{"id":1}"#, most / 20))).await.result.unwrap().rows.len(),
        most / 20
    );
}

#[tokio::test]
async fn p10_encodings_that_lie_or_were_not_asked_for_are_refused() {
    let squeezed = gzip(LIST.as_bytes());
    for (encoding, body) in
        [("br", LIST.into()), ("zstd", LIST.into()), ("gzip", LIST.into()), ("gzip, gzip", squeezed)]
    {
        let failure = ask(&encoded(encoding, body)).await.result.unwrap_err();
        assert!(failure.happened().contains("unsupported encoding"), "{encoding}: {failure}");
    }
    assert_eq!(ask(&encoded("identity", LIST)).await.result.unwrap().rows.len(), 1);
    let squeezed = gzip(LIST.as_bytes());
    let half = ask(&encoded("gzip", &squeezed[..squeezed.len() / 2])).await;
    assert_eq!(half.result, Err(Failure::CutOff));
}

#[tokio::test]
async fn p11_only_utf8_is_read_and_a_byte_order_mark_is_no_fault() {
    assert_eq!(read(format!("\u{FEFF}{LIST}")).await.unwrap().rows.len(), 1);
    let utf16: Vec<u8> = LIST.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for body in [
        utf16,
        LIST.replace("Spring", "Fr\u{1}hling").into_bytes().iter().map(|&b| if b == 1 { 0xFC } else { b }).collect(),
    ] {
        assert_eq!(read(body).await, Err(Failure::NotJson { looks: Shown::new("not UTF-8") }));
    }
}

#[tokio::test]
async fn a_large_list_is_read_off_the_runtime_alike() {
    let rows: Vec<String> = (0..5000).map(|id| format!("{{\"id\":{id}}}")).collect();
    let listing = read(format!("[{}]", rows.join(","))).await.unwrap();
    assert_eq!(listing.rows.last(), Some(&Campaign::unknown(4999)));
}

#[tokio::test]
async fn settings_come_over_the_wire_too() {
    let server = Server::saying(answer("200 OK", r#"{"is_enabled":false,"concurrency_rate":70}"#));
    let settings = client(&server.url(), ApiLimits::default()).settings().await.result.unwrap();
    assert_eq!((settings.enabled, settings.concurrency), (Some(false), Some(70)));
    assert!(server.heard()[0].starts_with("GET /v1/campaigns/settings HTTP/1.1\r\n"));
}
