//! The person who wants the campaign, once: does what the words of kaytop say, and starts it again when it died.

use std::sync::Arc;
use std::time::Duration;

use kaytop::domain::launch::{Launch, Phase};
use kaytop::runtime::launch::refusal::Refusal;
use kaytop::runtime::launch::search::Unresolved;
use kaytop::runtime::launch::{Ended, Launcher};

use crate::case::User;
use crate::deaths::Interruption;
use crate::world::{NAME, World};

/// For how long the person watches before leaving it for another day.
const PATIENCE: Duration = Duration::from_secs(30 * 60);
/// For how long the number of a campaign that exists is looked for.
const NUMBER: Duration = Duration::from_secs(77);
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

/// The whole story of a user. The error is what no user could have done anything about.
pub(crate) async fn live(world: &World, user: User, presses_again: bool) -> Result<End, String> {
    match user {
        User::Once => {}
        User::DoublePress => press_twice(world).await?,
        User::TwoProcesses => {
            let press =
                async || world.run(world.process(), async |launcher: &Launcher| press(world, launcher).await).await;
            tokio::join!(press(), press());
        }
        User::Quit => quit(world).await,
        User::Kill => {
            world.deaths.interrupt(Interruption::Kill);
            press_and_end(world).await;
        }
        User::Restart => press_and_end(world).await,
        User::Reboot => {
            press_and_end(world).await;
            world.time.reboot();
        }
        User::OlderCopy => {
            press_and_end(world).await;
            world.deaths.restore_copy();
        }
        User::DayForward => return Ok(change_the_day(world, 86_400, presses_again).await),
        User::DayBack => return Ok(change_the_day(world, -86_400, presses_again).await),
    }
    Ok(want(world, presses_again).await)
}

/// One press in a process that ends after it.
async fn press_and_end(world: &World) {
    world.run(world.process(), async |launcher: &Launcher| press(world, launcher).await).await;
}

/// The same draft twice at once.
async fn press_twice(world: &World) -> Result<(), String> {
    let twice = async |launcher: &Launcher| {
        let draft = launcher.prepare(world.request(), false).await?;
        Ok::<_, Refusal>(tokio::join!(launcher.launch(draft.clone(), false), launcher.launch(draft, false)))
    };
    match world.run(world.process(), twice).await {
        Some(Ok((first, second))) if first.is_ok() == second.is_ok() => Err(format!("{first:?} and {second:?}")),
        _ => Ok(()),
    }
}

/// The wait for the answer is given up, and the process stays for a moment.
async fn quit(world: &World) {
    world.deaths.interrupt(Interruption::Quit);
    let process = world.process();
    let doom = Arc::clone(&process.doom);
    let quits = async |launcher: &Launcher| {
        tokio::select! {
            biased;
            () = doom.quit.notified() => {}
            _ = press(world, launcher) => {}
        }
        launcher.records().recover().await.unwrap();
    };
    world.run(process, quits).await;
}

/// The clock on the wall jumps after the first press, or after the death in it.
async fn change_the_day(world: &World, seconds: i64, presses_again: bool) -> End {
    let jumps = async |launcher: &Launcher| {
        let _ = press(world, launcher).await;
        world.time.skew(seconds);
        attend(world, launcher, presses_again).await
    };
    if let Some(end) = world.run(world.process(), jumps).await {
        return end;
    }
    world.time.skew_once(seconds);
    want(world, presses_again).await
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
pub(crate) async fn attend(world: &World, launcher: &Launcher, presses_again: bool) -> End {
    let mut last = String::new();
    for _ in 0..MOST_STEPS {
        let known = launcher.records().recover().await.unwrap();
        // What is unresolved is on every screen; a draft is nothing yet.
        let begun = || known.iter().filter(|launch| launch.request.name == NAME && launch.phase != Phase::Draft);
        let newest = begun().find(|launch| !launch.phase.is_resolved()).or_else(|| begun().next());
        match newest.map(|launch| launch.phase) {
            Some(Phase::Created | Phase::Matched) => return End::Exists,
            Some(Phase::CreatedNoId) => {
                // It exists; its number is looked for as long as the command line does.
                launcher.search(newest.unwrap().clone(), NUMBER, |_| {}).await;
                return End::Exists;
            }
            Some(Phase::Unknown) => {
                if let Some(end) = find_out(world, launcher, newest.unwrap().clone()).await {
                    return end;
                }
            }
            Some(Phase::Rejected | Phase::NotSent) if !presses_again => return End::Refused,
            Some(Phase::Confirmed | Phase::Sending) => {
                launcher.records().time().sleep(Duration::from_secs(1)).await;
            }
            _ => match press(world, launcher).await {
                Ok(_) => {}
                Err(Refusal::SameName(_)) => return End::SeenInTheList,
                // Another process of the same person was faster.
                Err(Refusal::SameLaunch(other)) if other.phase.is_resolved() => return End::Exists,
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
pub(crate) async fn press(world: &World, launcher: &Launcher) -> Result<Ended, Refusal> {
    let draft = launcher.prepare(world.request(), false).await?;
    launcher.launch(draft, false).await
}

/// What a careful person does about an unknown outcome: waits, then looks at the web console, which shows the truth.
async fn find_out(world: &World, launcher: &Launcher, launch: Launch) -> Option<End> {
    let launch = launcher.search(launch, PATIENCE, |_| {}).await;
    if launch.phase != Phase::Unknown {
        return None;
    }
    let now = launcher.records().time().stamp();
    let stated = if let Some(campaign) = world.truth().first() {
        launcher.found_by_hand(&launch.id, *campaign).await
    } else {
        world.states_release(&launch.id);
        launcher.release(&launch.id, NAME).await
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
