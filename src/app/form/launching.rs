//! The keys and answers of a launch.

use super::launch::{CODE_BY_HAND, CODE_LETTERS, CODE_PAUSE, LaunchEnd, LaunchStage, Prepared, RefusalWords, Refused};
use super::outcome::Outcome;
use super::{Form, Saved};
use crate::app::context::Context;
use crate::app::effect::Effect;
use crate::app::keep::Keep;
use crate::app::key::Key;
use crate::app::launches::Launches;
use crate::app::text_field::TextField;
use crate::domain::count::counted;
use crate::domain::draft::{BodyField, Field};
use crate::domain::launch::progress::Progress;
use crate::domain::launch::{Launch, Phase, code};
use crate::domain::rules::json;
use crate::domain::time::Now;
use crate::domain::today::Today;

/// Said where the form is not on screen any more.
const KEPT: &str = "The form is kept: c opens it as it was.";

/// Said where the form is left while its launch is looked for.
const SOUGHT: &str = "The launch is looked for while kaytop is open. L shows it; do not create it again.";

impl Form {
    /// Whether a request is on its way.
    pub fn is_sending(&self) -> bool {
        matches!(self.launch, LaunchStage::Sending(_))
    }

    /// Said to every key that would leave while the outcome is not known yet; nothing where the form may be left.
    pub fn why_not_leave(&self, launches: &Launches) -> Option<&'static str> {
        self.is_sending().then(|| launches.running().unwrap_or(Progress::Checking).keeps())
    }

    /// Lets the form see the day before anything is done with it: a form that is open over midnight must not go on with
    /// yesterday's `today`. Says whether that gave up a launch, because a warning came with the day.
    pub fn turn_to(&mut self, today: Today) -> bool {
        let under_way = matches!(self.launch, LaunchStage::Ready { .. } | LaunchStage::Preparing { .. });
        let Some(words) = self.news_of(today).filter(|_| under_way) else { return false };
        self.launch = refused(RefusalWords { words, same_name: false });
        true
    }

    /// Asks to make the launch ready, when nothing is wrong with the plan; else goes to what is.
    pub(super) fn prepare(&mut self, retyped: bool) -> Outcome {
        if let Some(problem) = self.check.first_problem().cloned() {
            let count = counted(self.check.problems.len(), "problem");
            self.reveal();
            self.go_to(problem.field(), true);
            let said = self.draft().describe_in_place(&problem, "");
            return Outcome::Refuse(format!("{count} first. {said}."));
        }
        if let Some(words) = self.show_unseen("Enter again goes on.") {
            return Outcome::Refuse(words);
        }
        self.ticket += 1;
        let ticket = self.ticket;
        self.launch = LaunchStage::Preparing { ticket, retyped };
        let (plan, origin) = (self.draft().request(), self.origin());
        Outcome::effect(Effect::PrepareLaunch { ticket, plan, origin, retyped })
    }

    /// The launch is ready to be confirmed, or is refused. An answer that nobody waits for is dropped, and so is one that
    /// is not about this very plan.
    pub fn prepared(&mut self, ticket: u64, result: Result<Prepared, RefusalWords>, now: Now) {
        let LaunchStage::Preparing { ticket: awaited, retyped } = self.launch else { return };
        if awaited != ticket {
            return;
        }
        self.launch = match result {
            Ok(Prepared { launch, bits }) if self.is_plan(&launch.request.body) => {
                let code = code(bits, CODE_LETTERS);
                LaunchStage::Ready { launch, code, typed: String::new(), at: now.mono, since: now.mono, retyped }
            }
            Ok(_) => refused(RefusalWords { words: "another plan was made ready".to_owned(), same_name: false }),
            Err(why) => refused(why),
        };
    }

    /// Whether a body is the plan on screen.
    fn is_plan(&self, body: &str) -> bool {
        json::parse(body).is_ok_and(|body| body == self.draft().request())
    }

    /// The outcome, or why nothing was sent after all. A draft that became a campaign is removed.
    pub fn ended(&mut self, result: Result<LaunchEnd, RefusalWords>) -> Outcome {
        if !self.is_sending() {
            return Outcome::Nothing;
        }
        self.launch = result.map_or_else(refused, LaunchStage::Ended);
        self.remove_if_created()
    }

    /// Has the draft removed where the campaign is there: it has done its work.
    pub(super) fn remove_if_created(&self) -> Outcome {
        match &self.launch {
            LaunchStage::Ended(end) if end.launch.phase.is_created() => {
                Outcome::effect(Effect::Keep(Keep::RemoveDraft(self.id.clone())))
            }
            _ => Outcome::Nothing,
        }
    }

    /// While the code is not in sight, the pause before it is taken does not pass.
    pub fn keep_pause(&mut self, now: Now) {
        if let LaunchStage::Ready { at, .. } = &mut self.launch {
            *at = now.mono;
        }
    }

    /// A key that is typed: a letter of the code, or of the name. Only the last right letter of the code sends.
    pub(super) fn press_in_launch(&mut self, key: Key, now: Now) -> Outcome {
        if matches!(self.launch, LaunchStage::Ready { .. })
            && let Some(words) = self.show_unseen("Then type the code.")
        {
            return Outcome::Refuse(words);
        }
        match &mut self.launch {
            LaunchStage::Ready { launch, code, typed, at, since, retyped } => {
                if now.mono.saturating_sub(*at) < CODE_PAUSE {
                    return Outcome::Nothing;
                }
                match key {
                    Key::Char(letter) if code.chars().nth(typed.len()) == Some(letter.to_ascii_uppercase()) => {
                        if typed.is_empty() {
                            *since = now.mono;
                        }
                        typed.push(letter.to_ascii_uppercase());
                    }
                    Key::Backspace => drop(typed.pop()),
                    _ => {
                        typed.clear();
                        return Outcome::refuse("That is not the next letter of the code: type it from its beginning.");
                    }
                }
                if typed == code && now.mono.saturating_sub(*since) < CODE_BY_HAND {
                    typed.clear();
                    return Outcome::refuse("The letters came all at once, as pasted text does. Type them one by one.");
                }
                if typed == code {
                    let (launch, retyped) = (launch.clone(), *retyped);
                    self.launch = LaunchStage::Sending(launch.clone());
                    return Outcome::Launch { launch, retyped };
                }
            }
            LaunchStage::Refused(Refused { name: Some(name), .. }) => drop(name.press(key)),
            _ => {}
        }
        Outcome::Nothing
    }

    /// Enter: what comes next.
    pub(super) fn proceed(&mut self, context: &Context) -> Outcome {
        match &self.launch {
            LaunchStage::Idle => Outcome::Nothing,
            LaunchStage::Preparing { .. } => {
                Outcome::refuse("The list is being looked at; nothing is sent. Esc gives up.")
            }
            LaunchStage::Ready { .. } => Outcome::refuse("Type the code; Enter does nothing."),
            LaunchStage::Sending(_) => self.stay(&context.launches),
            LaunchStage::Refused(Refused { name: None, .. }) => self.prepare(false),
            LaunchStage::Refused(Refused { name: Some(name), .. }) => {
                if name.text() == self.draft().text(Field::Body(BodyField::Name)) {
                    self.prepare(true)
                } else {
                    Outcome::refuse("That is not the name, letter by letter. Esc goes back to change it.")
                }
            }
            LaunchStage::Ended(_) => self.finish(&context.launches),
        }
    }

    fn stay(&self, launches: &Launches) -> Outcome {
        self.why_not_leave(launches).map_or(Outcome::Nothing, Outcome::refuse)
    }

    /// Esc: gives up what is not sent, and leaves what is over.
    pub(super) fn back_from_launch(&mut self, context: &Context) -> Outcome {
        match self.launch {
            LaunchStage::Sending(_) => self.stay(&context.launches),
            LaunchStage::Ended(_) => self.finish(&context.launches),
            _ => {
                self.launch = LaunchStage::Idle;
                Outcome::say("Nothing was sent.")
            }
        }
    }

    /// Ctrl-C or q: an outcome that is known by then is not passed over.
    pub(super) fn close(&mut self, context: &Context) -> Outcome {
        match self.outcome(&context.launches).map(|launch| launch.phase) {
            Some(phase) if phase.is_created() => self.finish(&context.launches),
            Some(Phase::Rejected | Phase::NotSent) => {
                Outcome::Leave(Some("Nothing was created. The form is kept: c opens it as it was."))
            }
            _ => Outcome::Leave(None),
        }
    }

    /// After the outcome: closes a form that has done its work, goes back to a plan that was not created, and leaves one
    /// that may have been.
    fn finish(&mut self, launches: &Launches) -> Outcome {
        let Some(launch) = self.outcome(launches) else { return Outcome::Nothing };
        match launch.phase {
            phase if phase.is_created() => Outcome::Created(launch.found.first().copied()),
            Phase::Unknown | Phase::Confirmed | Phase::Sending => Outcome::Leave(Some(
                "It may exist: do not create it again. L follows it; D, then n begins another plan.",
            )),
            _ => {
                self.launch = LaunchStage::Idle;
                Outcome::say("Nothing was created. The plan is kept.")
            }
        }
    }

    /// The form is taken from the screen. All of it is kept, but a launch that was not confirmed is given up. Answers
    /// with what is said of that.
    pub fn leave(&mut self, launches: &Launches) -> Option<&'static str> {
        if !matches!(self.launch, LaunchStage::Ended(_)) {
            self.launch = LaunchStage::Idle;
        }
        self.history.settle();
        // What could not be saved is tried once more.
        self.unsaved |= matches!(self.saved, Saved::Not(_));
        if self.outcome(launches).is_some_and(Launch::is_sought) {
            return Some(SOUGHT);
        }
        (self.saved != Saved::Nothing || self.unsaved).then_some(KEPT)
    }
}

fn refused(why: RefusalWords) -> LaunchStage {
    let name = why.same_name.then(TextField::default);
    LaunchStage::Refused(Refused { why, name })
}
