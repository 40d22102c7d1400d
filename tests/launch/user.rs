//! The person who wants the campaign, once: does what the words of kaytop say, and starts it again when it died.

use std::time::Duration;

use kaytop::domain::launch::{Launch, Phase};
use kaytop::runtime::launch::refusal::Refusal;
use kaytop::runtime::launch::search::Unresolved;
use kaytop::runtime::launch::{Ended, Launcher};

use crate::world::{NAME, World, request};

/// For how long the person watches before leaving it for another day.
const PATIENCE: Duration = Duration::from_secs(30 * 60);
/// How many things the person does at most.
const MOST_STEPS: usize = 24;

/// How the story ends for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// kaytop says that the campaign exists.
    Exists,
    /// A campaign of this name is in the list; kaytop refuses another.
    SeenInTheList,
    /// It is unknown, and kaytop says what comes next.
    StillUnknown(String),
    /// kaytop says that nothing was created, and the person believes a server that lies.
    Refused,
    /// Nothing led anywhere.
    Stuck(String),
}

/// Wants the campaign until it exists, through as many processes as it takes. `presses_again` says whether "nothing was
/// created" is followed by another try.
pub(crate) async fn want(world: &World, presses_again: bool) -> End {
    for _ in 0..8 {
        let process = world.process();
        let done = world.run(process, async |launcher: &Launcher| attend(world, launcher, presses_again).await).await;
        if let Some(end) = done {
            return end;
        }
    }
    End::Stuck("it died every time".into())
}

/// One process of kaytop, from its start.
async fn attend(world: &World, launcher: &Launcher, presses_again: bool) -> End {
    let mut last = String::new();
    for _ in 0..MOST_STEPS {
        let known = launcher.records().recover().await.unwrap();
        let newest = known.iter().find(|launch| launch.request.name == NAME);
        match newest.map(|launch| launch.phase) {
            Some(Phase::Created | Phase::CreatedNoId | Phase::Matched) => return End::Exists,
            Some(Phase::Unknown) => {
                if let Some(end) = find_out(world, launcher, newest.unwrap().clone()).await {
                    return end;
                }
            }
            Some(Phase::Rejected | Phase::NotSent) if !presses_again => return End::Refused,
            Some(Phase::Confirmed | Phase::Sending) => {
                launcher.records().time().sleep(Duration::from_secs(1)).await;
            }
            _ => match press(launcher).await {
                Ok(_) => {}
                Err(Refusal::SameName(_)) => return End::SeenInTheList,
                Err(refusal) => {
                    last = refusal.to_string();
                    launcher.records().time().sleep(Duration::from_secs(60)).await;
                }
            },
        }
    }
    End::Stuck(last)
}

/// Presses "create", as the form and the command line do.
pub(crate) async fn press(launcher: &Launcher) -> Result<Ended, Refusal> {
    let draft = launcher.prepare(request(), false).await?;
    launcher.launch(draft, false).await
}

/// What a careful person does about an unknown outcome: waits, then looks at the web console, which shows the truth.
async fn find_out(world: &World, launcher: &Launcher, launch: Launch) -> Option<End> {
    let launch = launcher.search(launch, PATIENCE, |_| {}).await;
    if launch.phase != Phase::Unknown {
        return None;
    }
    let now = launcher.records().time().stamp();
    let stated = match world.truth().first() {
        Some(campaign) => launcher.found_by_hand(&launch.id, *campaign).await,
        None => launcher.release(&launch.id, NAME).await,
    };
    match stated {
        Ok(_) | Err(Unresolved::Found(_) | Unresolved::Resolved(_)) => None,
        Err(_) => {
            let next = launch.next_step(&now);
            Some(if next.is_empty() {
                End::Stuck(launch.says(&now, kaytop::domain::time::Zone::UTC))
            } else {
                End::StillUnknown(next)
            })
        }
    }
}
