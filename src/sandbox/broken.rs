//! Answers that go wrong on the wire, written to the socket byte by byte: no HTTP library would send them.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::faults::{Answer, Delivery};

/// The pause between two bytes of a slow answer.
const DRIP: Duration = Duration::from_millis(100);
/// The beginning of a TLS handshake: what one sees when the other side speaks something else.
const NOT_HTTP: &[u8] = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03";

/// Sends `answer` over `stream` in the way its delivery says, then closes.
pub(super) async fn send(answer: &Answer, mut stream: TcpStream) -> io::Result<()> {
    let response = &answer.response;
    match answer.delivery {
        Delivery::Whole => stream.write_all(&response.to_bytes()).await?,
        Delivery::Close => {}
        Delivery::Reset => return stream.set_zero_linger(),
        Delivery::Hang => return wait_until_gone(&mut stream).await,
        Delivery::Slow => drip(&response.to_bytes(), &mut stream).await?,
        Delivery::HalfHead => stream.write_all(half(&response.head_bytes(Some(response.body.len())))).await?,
        Delivery::HalfBody => {
            stream.write_all(&response.head_bytes(Some(response.body.len()))).await?;
            stream.write_all(half(&response.body)).await?;
        }
        Delivery::Twice => {
            let bytes = response.to_bytes();
            stream.write_all(&bytes).await?;
            stream.write_all(&bytes).await?;
        }
        Delivery::NotHttp => stream.write_all(NOT_HTTP).await?,
        Delivery::Endless => {
            stream.write_all(&response.head_bytes(None)).await?;
            loop {
                stream.write_all(&[b' '; 16 * 1024]).await?;
            }
        }
    }
    stream.shutdown().await
}

fn half(bytes: &[u8]) -> &[u8] {
    bytes.get(..bytes.len() / 2).unwrap_or_default()
}

async fn drip(bytes: &[u8], stream: &mut TcpStream) -> io::Result<()> {
    for byte in bytes {
        stream.write_all(std::slice::from_ref(byte)).await?;
        tokio::time::sleep(DRIP).await;
    }
    Ok(())
}

async fn wait_until_gone(stream: &mut TcpStream) -> io::Result<()> {
    let mut ignored = [0; 1024];
    while stream.read(&mut ignored).await? > 0 {}
    Ok(())
}
