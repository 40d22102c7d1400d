//! `kaytop record`: records what the API says, without a screen, until a signal ends it.
//!
//! It says one line at the start, one when something begins to fail and one when it works again.

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::polling::{self, Answer, FOR_EVER, Outage, Polling, Questions};
use super::{alerts, args, connect, history, launch, output, runtime};
use crate::app::msg::Msg;
use crate::app::poll::rhythm::Rhythm;
use crate::app::record::{Recorded, Recording};
use crate::domain::failure::{FailureClass, sentence};
use crate::domain::record::engine::Retention;
use crate::runtime::record::Recorder;
use crate::runtime::signals::Ending;
use crate::storage::config::{Config, Span};

/// Records until a signal ends it: with 0, once the record says up to when somebody looked.
pub fn run(args: &args::Record, mut environment: Environment) -> Result<Exit, Stop> {
    environment.log_to_stderr(args.common.verbose)?;
    let paths = environment.paths()?;
    let config = environment.configuration(&paths)?;
    if let Some(why) = refusal(args, &config) {
        return Err(Stop::new(Exit::Usage, why));
    }
    let limits = connect::limits(&args.common, &environment, &config)?;
    let zone = environment.told_zone(&config).0;
    let runtime = runtime()?;
    let ended = runtime.block_on(async {
        let reached = connect::reach(&args.common, &mut environment, &config, false).await?;
        let record = history::record(&reached, &paths, &config).map_err(Stop::error)?;
        let rhythm = polling::rhythm(args.interval, &config, reached.mode);
        let settings = match config.settings_interval {
            Some(Span::Every(every)) => Some(Rhythm::every(every)),
            Some(Span::Off) => None,
            None => Some(Rhythm::SETTINGS),
        };
        let (client, budget) = (connect::client(&reached, limits)?, launch::budget(&reached, &paths));
        let polling = Polling::new(client, budget, Questions { rhythm, search: None, settings });
        let watcher = alerts::watcher(&config, &environment, zone, alerts::Place::Command("record"));
        let recorder = Recorder::new(move || Box::new(record), watcher, zone, Retention::default());
        // Before anything is said: whoever reads it may send the signal at once.
        let ending = Ending::listen().map_err(|error| Stop::error(error.to_string()))?;
        let folder = output::path(&paths.data.join("history"));
        output::note(&format!("recording {} {rhythm} in {folder}; Ctrl-C ends it", reached.target.base.host()));
        let recording = Recordings::new(recorder.clone()).take_all(polling);
        let ended = tokio::select! {
            ended = recording => ended,
            () = ending.asked() => Ok(Exit::Ok),
        };
        recorder.finish().await;
        ended
    });
    // A request under way is dropped: it only reads.
    runtime.shutdown_background();
    ended
}

/// Why nothing could be recorded, whatever the API said.
fn refusal(args: &args::Record, config: &Config) -> Option<&'static str> {
    if args.common.sandbox {
        return Some(
            "the embedded sandbox is made anew at each start, so nothing of it is recorded. To practise, run kaytop \
             sandbox and record what it serves: --base-url",
        );
    }
    let unwanted = config.history == Some(false);
    unwanted.then_some("nothing is recorded: history = false in the configuration. Take that out to record")
}

/// Answers on their way to the record.
struct Recordings {
    recorder: Recorder,
    to: UnboundedSender<Msg>,
    from: UnboundedReceiver<Msg>,
    list: Outage,
    settings: Outage,
    record: Outage,
}

impl Recordings {
    fn new(recorder: Recorder) -> Self {
        let (to, from) = unbounded_channel();
        let [list, settings, record] = Default::default();
        Self { recorder, to, from, list, settings, record }
    }

    /// Records every answer, until a person must mend something.
    async fn take_all(mut self, mut polling: Polling) -> Result<Exit, Stop> {
        let every = polling.rhythm().period();
        while let Some((answer, at)) = polling.next(FOR_EVER).await {
            let what = match answer {
                Answer::Campaigns(Ok(snapshot)) => {
                    if self.list.ends() {
                        output::note("the list can be read again");
                    }
                    let whole = snapshot.unreadable() == 0;
                    Recorded::Campaigns { read: (*snapshot).into(), every, whole, searched: false }
                }
                Answer::Settings(Ok(settings)) => {
                    if self.settings.ends() {
                        output::note("the company's settings can be read again");
                    }
                    Recorded::Settings(settings)
                }
                Answer::Campaigns(Err(failure)) if failure.class() == FailureClass::Auth => return Err(failure.into()),
                Answer::Campaigns(Err(failure)) => {
                    if self.list.begins() {
                        output::message(&format!("{} It is asked for again.", Stop::from(failure).message));
                    }
                    continue;
                }
                // The campaigns are recorded without them.
                Answer::Settings(Err(failure)) => {
                    if self.settings.begins() {
                        output::message(&format!("the company's settings: {}", Stop::from(failure).message));
                    }
                    continue;
                }
            };
            self.record(Recording { at: at.wall, what }).await;
        }
        Ok(Exit::Ok)
    }

    async fn record(&mut self, recording: Recording) {
        self.recorder.record(recording, self.to.clone());
        let (done, note) = loop {
            match self.from.recv().await {
                Some(Msg::Recorded(done, note)) => break (done, note),
                Some(Msg::Alerted(tellings)) => {
                    let recorder = self.recorder.clone();
                    alerts::tell(tellings, move |failed| recorder.command_failed(failed));
                }
                Some(_) => {}
                None => return,
            }
        };
        match done {
            Err(why) if self.record.begins() => {
                output::message(&format!("readings are not recorded: {} Each reading tries again.", sentence(&why)));
            }
            Ok(()) if self.record.ends() => output::note("readings are recorded again"),
            _ => {}
        }
        if let Some(note) = note {
            output::message(&note);
        }
    }
}
