//! The sandbox on a socket: its own accept loop on a loopback address (M12).
//!
//! A connection is kept for further requests unless the options say otherwise. A head has 5 s, which a connection that
//! waits for its next request has as well; a body has 10 s and 256 KiB; when 256 connections are open, one gives way to
//! the newest, so that slow clients lock nobody out (B4). A panic in any task ends the server and is told by
//! [`Running::ended`].

use std::any::Any;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, EXPECT, HOST, HeaderName, ORIGIN};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Request};
use hyper_util::rt::{TokioIo, TokioTimer};
use secrecy::{ExposeSecret, SecretString};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::{JoinError, JoinHandle, JoinSet};

use super::connections::{Busy, Connections};
use super::exchange::{Body, Head, Response};
use super::faults::{Answer, Delivery, Fault};
use super::options::{Clock, Patience, SandboxError, SandboxOptions};
use super::past::Past;
use super::world::{Admitted, Tally, World};
use super::{body, broken};
use crate::api::{routes, wire};

/// How long answers under way may still take when the server stops.
const STOP_TIME_LIMIT: Duration = Duration::from_secs(1);
/// The pause after the system gave no connection, such as when descriptors ran out.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A sandbox that is being served. Dropping it stops it.
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    /// The key it accepts.
    pub key: SecretString,
    /// Its base URL.
    pub url: String,
    /// What was before it began; nothing where its campaigns come from a file.
    pub past: Option<Past>,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    task: Option<JoinHandle<Result<(), SandboxError>>>,
}

struct Shared {
    world: Mutex<World>,
    clock: Clock,
    patience: Patience,
    keep_alive: bool,
    latency: Duration,
}

/// Starts a sandbox. It listens when this returns.
pub async fn start(options: SandboxOptions) -> Result<Running, SandboxError> {
    options.check()?;
    let addr = options.listen;
    let key = match &options.api_key {
        Some(key) if is_key(key.expose_secret()) => key.clone(),
        Some(_) => return Err(SandboxError::Key),
        None => random_key()?,
    };
    let bind = |source| SandboxError::Bind { addr, source };
    let listener = TcpListener::bind(addr).await.map_err(bind)?;
    let addr = listener.local_addr().map_err(bind)?;
    let (clock, patience) = (Arc::clone(&options.clock), options.patience);
    let (keep_alive, latency) = (options.keep_alive, options.latency);
    let names = [addr.to_string(), format!("localhost:{}", addr.port())];
    let now = clock();
    let past = Past::new(&options, now.wall);
    let world = World::new(options, names, key.clone(), now)?;
    let shared = Arc::new(Shared { world: Mutex::new(world), clock, patience, keep_alive, latency });
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(accept(listener, Arc::clone(&shared), stopped));
    Ok(Running { addr, key, url: format!("http://{addr}"), past, shared, stop: Some(stop), task: Some(task) })
}

impl Running {
    /// Resolves when the server has ended: with an error when it ended by itself. Safe to use in a `select!`.
    pub async fn ended(&mut self) -> Result<(), SandboxError> {
        let Some(task) = &mut self.task else { return Ok(()) };
        let ended = task.await;
        self.task = None;
        ended.unwrap_or_else(|error| panicked(error).map_or(Ok(()), Err))
    }

    /// Takes no new connection, lets answers under way finish for a second, and ends.
    pub async fn stop(mut self) -> Result<(), SandboxError> {
        self.stop = None;
        self.ended().await
    }

    /// How many requests were seen.
    pub fn tally(&self) -> Tally {
        self.shared.world().tally((self.shared.clock)())
    }

    /// The campaigns that were created, whatever the client was told.
    pub fn created(&self) -> Vec<wire::Campaign> {
        self.shared.world().created((self.shared.clock)())
    }

    /// The plans of those campaigns, each with its campaign's number: which request made which.
    pub fn plans(&self) -> Vec<(i64, serde_json::Value)> {
        self.shared.world().plans((self.shared.clock)())
    }

    /// Replaces the faults from the next request on.
    pub fn set_faults(&self, faults: Vec<Fault>) {
        self.shared.world().set_faults(faults);
    }
}

impl Shared {
    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn accept(
    listener: TcpListener,
    shared: Arc<Shared>,
    mut stopped: oneshot::Receiver<()>,
) -> Result<(), SandboxError> {
    let mut tasks = JoinSet::new();
    let mut open = Connections::default();
    let (ending, ended) = watch::channel(());
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            Some(done) = tasks.join_next() => check(done)?,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    open.make_room();
                    let busy = Busy::default();
                    let task = serve(stream, Arc::clone(&shared), Arc::clone(&busy), ended.clone());
                    open.add(tasks.spawn(task), busy);
                }
                Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
            },
        }
    }
    drop((listener, ending));
    let finish = async {
        while let Some(done) = tasks.join_next().await {
            check(done)?;
        }
        Ok(())
    };
    tokio::time::timeout(STOP_TIME_LIMIT, finish).await.unwrap_or(Ok(()))
}

/// Passes on that a task panicked. One that was aborted had to give way.
fn check(done: Result<(), JoinError>) -> Result<(), SandboxError> {
    done.or_else(|error| panicked(error).map_or(Ok(()), Err))
}

fn panicked(error: JoinError) -> Option<SandboxError> {
    let payload: Box<dyn Any + Send> = error.try_into_panic().ok()?;
    let words = match payload.downcast::<String>() {
        Ok(words) => *words,
        Err(payload) => {
            payload.downcast_ref::<&str>().map_or_else(|| "a panic without words".into(), |&words| words.into())
        }
    };
    Some(SandboxError::Panicked(words))
}

/// Serves one connection until its client leaves it, nothing comes in time, or the server ends (`ending` is dropped). An
/// answer that must break on the wire takes the socket back from the HTTP library.
async fn serve(stream: TcpStream, shared: Arc<Shared>, busy: Busy, mut ending: watch::Receiver<()>) {
    let (break_off, mut to_break) = mpsc::channel(1);
    let (patience, keep_alive) = (shared.patience, shared.keep_alive);
    let service = service_fn(move |request| {
        let (shared, break_off, busy) = (Arc::clone(&shared), break_off.clone(), Arc::clone(&busy));
        async move {
            busy.store(true, Ordering::Relaxed);
            let answer = answer(request, &shared).await;
            tokio::time::sleep(shared.latency).await;
            if answer.delivery != Delivery::Whole && break_off.send(answer.clone()).await.is_ok() {
                std::future::pending::<()>().await;
            }
            busy.store(false, Ordering::Relaxed);
            Ok::<_, Infallible>(to_http(answer.response))
        }
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .keep_alive(keep_alive)
        .half_close(true)
        .serve_connection(TokioIo::new(stream), service);
    let mut ended = pin!(ending.changed());
    let mut is_ending = false;
    // Errors on a connection are its client's affair: it left, or spoke no HTTP.
    loop {
        tokio::select! {
            _ = &mut connection => return,
            Some(answer) = to_break.recv() => {
                let stream = connection.into_parts().io.into_inner();
                drop(broken::send(&answer, stream).await);
                return;
            }
            _ = &mut ended, if !is_ending => {
                is_ending = true;
                Pin::new(&mut connection).graceful_shutdown();
            }
        }
    }
}

async fn answer(request: Request<Incoming>, shared: &Shared) -> Answer {
    let (parts, incoming) = request.into_parts();
    let head = read_head(&parts);
    let admitted = shared.world().begin(&head, (shared.clock)());
    let unread = admitted.as_ref().is_ok_and(Admitted::closes_before_read);
    let body = if unread {
        Body::Unfinished
    } else {
        body::read(incoming, parts.headers.contains_key(EXPECT), shared.patience.body).await
    };
    let answer = match admitted {
        Ok(admitted) => {
            let mut world = shared.world();
            world.finish(&head, &admitted, &body, (shared.clock)())
        }
        Err(refusal) => Answer { response: refusal, delivery: Delivery::Whole },
    };
    let (status, delivery) = (answer.response.status, answer.delivery);
    tracing::info!(method = ?head.method, path = ?head.path, status, ?delivery, "answered");
    answer
}

fn read_head(parts: &hyper::http::request::Parts) -> Head {
    let host = only(&parts.headers, &HOST);
    Head {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        // A target that names a host itself must name the same one.
        host: host.filter(|host| parts.uri.authority().is_none_or(|authority| authority.as_str() == host)),
        from_browser: parts.headers.contains_key(ORIGIN),
        key: only(&parts.headers, &HeaderName::from_static(routes::KEY_HEADER)),
        content_type: only(&parts.headers, &CONTENT_TYPE),
    }
}

/// The value of a header that must come once.
fn only(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then(|| value.to_owned())
}

fn to_http(response: Response) -> hyper::Response<Full<Bytes>> {
    let mut http = hyper::Response::builder().status(response.status);
    for (name, value) in &response.headers {
        http = http.header(*name, value);
    }
    // Names and values are the sandbox's own words and numbers; none can be refused.
    http.body(Full::new(response.body)).unwrap_or_default()
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_graphic())
}

/// A key that nobody can guess: 128 random bits.
fn random_key() -> Result<SecretString, SandboxError> {
    let mut bytes = [0; 16];
    let random = rustls::crypto::ring::default_provider().secure_random;
    random.fill(&mut bytes).map_err(|_| SandboxError::Random)?;
    Ok(format!("sk_sandbox_{:032x}", u128::from_ne_bytes(bytes)).into())
}
