//! What must be true after a run: of the server, of the journal, of the wire, and of what the person was told.

use std::collections::{BTreeMap, BTreeSet};

use kaytop::domain::launch::{Launch, Phase};

use crate::case::{Case, User};
use crate::user::End;
use crate::world::World;

/// How a run counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Count {
    /// Run, and everything held.
    Run,
    /// The server lies, or the journal was set back and the list hides what it forgot: only what can be promised then
    /// was asked for.
    Assumed,
    /// The pair cannot happen, or nobody came by the place to die at. Everything held all the same.
    Skipped,
}

/// What a run leaves behind.
struct Traces {
    launches: Vec<Launch>,
    /// The campaigns of the name, as the web console shows them.
    truth: Vec<i64>,
    /// The bodies of the requests that made campaigns.
    made: Vec<(i64, String)>,
    /// The bodies of the requests that left a client.
    sent: Vec<String>,
    posts: u64,
}

/// Judges a run that has come to its end, with no process left.
pub(crate) fn judge(world: &World, case: &Case, end: &End) -> Result<Count, String> {
    let traces = Traces {
        launches: world.launches(),
        truth: world.truth(),
        made: world.made(),
        sent: world.deaths.sent(),
        posts: world.posts(),
    };
    let breach = |what: String| {
        let phases: Vec<_> = traces.launches.iter().map(|launch| (launch.phase, &launch.found)).collect();
        let (truth, sent) = (&traces.truth, traces.sent.len());
        format!("{case:?}: {what}; {end:?}, campaigns {truth:?}, {sent} requests, launches {phases:?}")
    };
    if let End::Stuck(why) = end {
        return Err(breach(format!("stuck: {why}")));
    }
    traces.always(world, case).map_err(breach)?;
    let assumed = case.lies() || case.is_forgotten_and_hidden();
    if !assumed {
        traces.truth(case, end).map_err(breach)?;
    }
    let passed_by = world.deaths.left().is_empty();
    if case.is_plain() && passed_by != case.comes_by() {
        return Err(breach(format!("somebody came by the place to die at: {passed_by}")));
    }
    Ok(if !passed_by {
        Count::Skipped
    } else if assumed {
        Count::Assumed
    } else {
        Count::Run
    })
}

impl Traces {
    /// What holds whatever the server says and whatever became of the journal.
    fn always(&self, world: &World, case: &Case) -> Result<(), String> {
        let mut times: BTreeMap<&String, usize> = BTreeMap::new();
        for body in &self.sent {
            *times.entry(body).or_default() += 1;
        }
        if let Some((body, times)) = times.into_iter().find(|(_, times)| *times > 1) {
            return Err(format!("a launch was sent {times} times: {body}"));
        }
        if self.posts > self.sent.len() as u64 {
            return Err(format!("{} requests came by another way", self.posts));
        }
        if let Some(open) = self.with(&[Phase::Confirmed, Phase::Sending]).next() {
            return Err(format!("left {:?} by {:?}", open.phase, open.owner));
        }
        let mut released = self.with(&[Phase::Released]);
        if let Some(launch) = released.find(|launch| !world.was_released(&launch.id)) {
            return Err(format!("{} was released by nobody", launch.id));
        }
        let again = self.with(&[Phase::Released, Phase::NotSent]).count() + case.unasked_presses();
        // Whoever is told that nothing was created may press again; a liar is not believed twice.
        if case.lies() && self.sent.len() > again {
            return Err("another request to a server that lies".into());
        }
        Ok(())
    }

    /// What holds of a server that does not lie and a journal that can be trusted.
    fn truth(&self, case: &Case, end: &End) -> Result<(), String> {
        if self.truth.len() > 1 {
            return Err("a duplicate".into());
        }
        let forgotten = case.user == User::OlderCopy;
        let mut told = BTreeSet::new();
        for launch in &self.launches {
            let ids = self.made_by(launch);
            let sent = self.sent.contains(&launch.request.body);
            match launch.phase {
                Phase::Draft | Phase::NotSent if forgotten => {}
                Phase::Draft | Phase::NotSent if sent => return Err(format!("{} was sent", launch.id)),
                Phase::Rejected | Phase::Released if !ids.is_empty() => {
                    return Err(format!("a false \"nothing was created\" of {}", launch.id));
                }
                Phase::Created | Phase::Matched if launch.found != ids => {
                    return Err(format!("{} says {:?} and made {ids:?}", launch.id, launch.found));
                }
                Phase::CreatedNoId if ids.is_empty() => return Err(format!("a false \"created\" of {}", launch.id)),
                _ => {}
            }
            told.extend(ids.into_iter().filter(|_| launch.may_exist()));
        }
        if !forgotten && let Some(untold) = self.truth.iter().find(|id| !told.contains(id)) {
            return Err(format!("no launch tells of campaign {untold}"));
        }
        let known: BTreeSet<&String> = self.launches.iter().map(|launch| &launch.request.body).collect();
        if !forgotten && !self.sent.iter().all(|body| known.contains(body)) {
            return Err("a request that no launch tells of".into());
        }
        match end {
            // Nothing stood in the way of the whole story.
            _ if case.list.is_empty() && !forgotten && (*end != End::Exists || self.truth.len() != 1) => {
                Err("it did not end with the one campaign".into())
            }
            End::Exists if self.truth.is_empty() => Err("a false \"created\"".into()),
            End::SeenInTheList if self.truth.is_empty() && !case.list.contains(&"list:twin") => {
                Err("a campaign was seen that is not there".into())
            }
            _ => Ok(()),
        }
    }

    fn with(&self, phases: &'static [Phase]) -> impl Iterator<Item = &Launch> {
        self.launches.iter().filter(move |launch| phases.contains(&launch.phase))
    }

    fn made_by(&self, launch: &Launch) -> Vec<i64> {
        let own = self.made.iter().filter(|(_, body)| *body == launch.request.body);
        own.map(|(id, _)| *id).collect()
    }
}
