//! What an open window does about launches: its own journal file, and commands that launch beside it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kaytop::api::bounds::ApiLimits;
use kaytop::api::client::Client;
use kaytop::api::sender::Sender;
use kaytop::domain::launch::Phase;
use kaytop::runtime::launch::host::{self, Unbounded};
use kaytop::runtime::launch::{Launcher, request};
use kaytop::runtime::launches::Launches;
use kaytop::sandbox::server::Running;
use serde_json::json;

use super::SIZE;
use super::running::Dashboard;

/// A command beside the window creates a campaign whose answer is lost.
async fn lose_an_answer(data: &Path, sandbox: &Running) {
    let target = Dashboard::target(sandbox);
    let client = Client::new(&target, ApiLimits::default()).unwrap();
    let sender = Sender::new(&target, ApiLimits::default()).unwrap();
    let records = host::records(data, "api").await.unwrap();
    let launcher = Launcher::new(records, client, sender, Arc::new(Unbounded));
    let plan = json!({
        "name": "Roundup wave 9", "agent_id": "abc_771", "case_list_id": 318,
        "runs": [{"start_date": "2026-12-01", "end_date": "2026-12-05", "start_time": "09:00", "end_time": "17:00"}],
    });
    let draft = launcher.prepare(request("api", "key", &plan), false).await.unwrap();
    assert_eq!(launcher.launch(draft, false).await.unwrap().launch.phase, Phase::Unknown);
}

async fn launches(data: &Path) -> Launches {
    Launches::new("api", host::records(data, "api").await, Arc::new(Unbounded))
}

#[tokio::test(start_paused = true)]
async fn it_opens_on_an_unknown_launch_and_finds_it() {
    let data = tempfile::tempdir().unwrap();
    let (sandbox, clock) = Dashboard::sandbox(&["create:applied-close:1"]).await;
    lose_an_answer(data.path(), &sandbox).await;
    let launches = launches(data.path()).await;
    let known = launches.open(false).await;
    let dashboard = Dashboard::open(SIZE, sandbox, clock, launches, Some(known));
    dashboard.until("Outcome unknown").await;
    assert!(dashboard.console.first().unwrap().text.contains("1 launch unknown"), "from the first frame on");
    dashboard.until("Found it: #142").await;
    dashboard.until_gone("launch unknown").await;
}

#[tokio::test(start_paused = true)]
async fn what_another_command_leaves_is_told_within_a_second_on_every_screen() {
    let data = tempfile::tempdir().unwrap();
    let (sandbox, clock) = Dashboard::sandbox(&["create:close:1"]).await;
    let launches = launches(data.path()).await;
    let known = launches.open(false).await;
    let dashboard = Dashboard::open(SIZE, sandbox, clock, launches, Some(known));
    dashboard.at_rest().await;
    assert!(!dashboard.console.text().contains("launch unknown"));
    dashboard.press("f");
    dashboard.until("FROZEN").await;
    lose_an_answer(data.path(), &dashboard.sandbox).await;
    let begun = dashboard.elapsed();
    dashboard.until("1 launch unknown").await;
    assert!(dashboard.elapsed() < begun + Duration::from_secs(2), "{:?} after {begun:?}", dashboard.elapsed());
    dashboard.press("?");
    dashboard.until("Help").await;
    assert!(dashboard.console.text().contains("1 launch unknown"), "also over the help");
    assert_eq!(dashboard.sandbox.tally().create, 1, "a window never sends again");
}
