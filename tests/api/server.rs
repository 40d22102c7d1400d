//! A server of raw bytes, and a client to ask it with.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kaytop::api::base_url::BaseUrl;
use kaytop::api::bounds::ApiLimits;
use kaytop::api::client::{Answer, Client};
use kaytop::api::key::Key;
use kaytop::api::target::Target;
use kaytop::domain::campaign::Listing;

/// A key that no other text contains.
pub(crate) const CANARY: &str = "canary-4711-do-not-print";
/// The shortest list worth reading.
pub(crate) const LIST: &str = r#"[{"id":7,"name":"Spring"}]"#;

/// Listens on a port of its own until the process ends.
pub(crate) struct Server {
    pub(crate) addr: SocketAddr,
    /// What each connection sent first, in order; empty for a connection that was not listened to.
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Reads each request's head, then plays the scene and hangs up.
    pub(crate) fn new(scene: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> Self {
        Self::start(read_head, scene)
    }

    /// Plays the scene without reading, so that hanging up resets the connection.
    pub(crate) fn deaf(scene: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> Self {
        let wait_for_a_byte = |stream: &mut TcpStream| {
            stream.peek(&mut [0]).ok();
            String::new()
        };
        Self::start(wait_for_a_byte, scene)
    }

    /// Says the same bytes to everybody.
    pub(crate) fn saying(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::new(move |stream| say(stream, &answer))
    }

    fn start(
        listen: impl Fn(&mut TcpStream) -> String + Send + 'static,
        scene: impl Fn(&mut TcpStream) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let scene = Arc::new(scene);
        let log = Arc::clone(&heard);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                log.lock().unwrap().push(listen(&mut stream));
                let scene = Arc::clone(&scene);
                std::thread::spawn(move || scene(&mut stream));
            }
        });
        Self { addr, heard }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// The heads of the requests so far: one for each connection.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
        head.extend(byte);
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// Sends, and minds nothing: the client may have hung up already.
pub(crate) fn say(stream: &mut TcpStream, bytes: impl AsRef<[u8]>) {
    stream.write_all(bytes.as_ref()).ok();
}

/// Says nothing more until the client hangs up.
pub(crate) fn hold(stream: &mut TcpStream) {
    while stream.read(&mut [0; 512]).is_ok_and(|n| n > 0) {}
}

/// A whole answer: status and further headers, then a body of the right length.
pub(crate) fn answer(head: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// Waits for `future` on this thread, where a test has no runtime of its own.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// A client for `url`.
pub(crate) fn client(url: &str, limits: ApiLimits) -> Client {
    let target = Target::new(BaseUrl::parse(url).unwrap(), Key::parse(CANARY).unwrap());
    Client::new(&target, limits).unwrap()
}

/// Asks for the list within generous limits.
pub(crate) async fn ask(server: &Server) -> Answer<Listing> {
    client(&server.url(), ApiLimits::default()).campaigns(None).await
}

/// Asks for the list with little patience: for scenes that can only end in a timeout.
pub(crate) async fn ask_impatiently(server: &Server) -> Answer<Listing> {
    client(&server.url(), ApiLimits { get: PATIENCE, ..ApiLimits::default() }).campaigns(None).await
}

/// How long [`ask_impatiently`] waits.
pub(crate) const PATIENCE: Duration = Duration::from_millis(250);

/// Set in the process that [`in_child`] starts: what to ask.
const CHILD: &str = "KAYTOP_TEST_CHILD";

/// What this process is to ask, when it is a child of `in_child`.
pub(crate) fn child_url() -> Option<String> {
    std::env::var(CHILD).ok()
}

/// Runs the named test again in a process of its own, whose environment can be chosen, and returns what it printed.
/// The environment of this process cannot change safely once threads run.
pub(crate) fn in_child(test: &str, url: &str, env: &[(&str, &str)]) -> String {
    let inherited: HashMap<_, _> = std::env::vars_os()
        .filter(|(name, _)| !name.to_string_lossy().to_ascii_lowercase().ends_with("_proxy"))
        .filter(|(name, _)| !name.to_string_lossy().starts_with("SSL_CERT_"))
        .collect();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env_clear()
        .envs(inherited)
        .env(CHILD, url)
        .envs(env.iter().copied())
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}");
    assert!(printed.contains("1 passed"), "no test named {test}: {printed}");
    printed
}
