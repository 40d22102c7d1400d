//! The screen: puts the model, the terminal and the network together and runs the loop.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use super::args::Args;
use super::connect::{self, Reached};
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::options::{Common, IntervalArgument, Screen, When};
use super::{alerts, history, launch, query, runtime};
use crate::api::routes;
use crate::app::connection::{Connection, ListRequest, Mode};
use crate::app::model::Model;
use crate::app::poll::Planner;
use crate::app::poll::rhythm::Rhythm;
use crate::app::prefs::Prefs;
use crate::app::record::Record;
use crate::domain::shown::Shown;
use crate::domain::time::Zone;
use crate::runtime::clock::Clock;
use crate::runtime::effects::Effects;
use crate::runtime::kept::Keeper;
use crate::runtime::launch::host;
use crate::runtime::launches::Launches;
use crate::runtime::run::Program;
use crate::runtime::signals;
use crate::runtime::terminal::{self, Terminal};
use crate::storage::config::{Config, Span, ThemeName};
use crate::storage::kept::Kept;
use crate::storage::kept::views::ViewsRead;
use crate::storage::log;
use crate::ui::theme::{Look, Theme};

/// The embedded sandbox's rhythm: a newcomer sees movement within ten seconds.
const PRACTICE_RHYTHM: std::time::Duration = std::time::Duration::from_secs(5);

/// Opens the dashboard and returns when the user leaves.
pub fn run(args: &Args, mut environment: Environment) -> Result<Exit, Stop> {
    need_a_terminal(&environment)?;
    let query = query::read(&args.query, &[])?;
    let paths = environment.paths()?;
    let config = environment.configuration(&paths)?;
    let (zone, complaint) = environment.told_zone(&config);
    let limits = connect::limits(&args.common, &environment, &config)?;
    let theme = theme(args, &environment, &config);
    // A log that cannot be written must not keep anybody from the dashboard.
    let log = match log::to_file(&paths.log, environment.log_filter(args.common.verbose)) {
        Ok(()) => paths.log.display().to_string(),
        Err(error) => format!("none: {} cannot be written ({error})", paths.log.display()),
    };
    let runtime = runtime()?;
    let ended = runtime.block_on(async {
        let mut reached = connect::reach(&args.common, &mut environment, &config, true).await?;
        let clock = Clock::start();
        let prefs = prefs(&config, zone, log);
        let poll = planner(&args.screen, &config, reached.mode);
        let mut model = Model::new(clock.now(), connection(&reached, &args.screen, &config), prefs, poll);
        model.pointer.on = config.mouse == Some(true);
        let host = launch::journal_host(&reached);
        let mut kept = Kept::new(&paths, &host, PathBuf::from("."));
        let (view, note) = kept.view(clock.now().wall);
        let ViewsRead { views, note: odd } = kept.views.read();
        model.views.take(views);
        model.resume(view.as_ref(), query.as_str(), args.screen.search.clone());
        if let Some(name) = &args.screen.view {
            model.open_view(name, query.as_str()).map_err(|why| Stop::new(Exit::Usage, why))?;
        }
        let (recent, unread) = kept.filters(clock.now().wall);
        model.list.filter.recent = recent;
        let (looked, unsure) = kept.look(clock.now().wall);
        model.context.look.begin(looked);
        for note in note.into_iter().chain(odd).chain(unread).chain(unsure) {
            model.refuse(note);
        }
        if let Some(complaint) = complaint {
            model.refuse(complaint);
        }
        let launches = Launches::new(&host, host::records(&paths.data, &host).await, launch::budget(&reached, &paths));
        model.load_launches(launches.open(reached.mode == Mode::Sandbox).await);
        signals::leave_on_signals().map_err(|error| Stop::error(error.to_string()))?;
        let console = Terminal::enter(theme.follows())
            .map_err(|error| Stop::error(format!("cannot take the terminal: {error}")))?;
        terminal::leave_on_hangup();
        let mut watcher = alerts::watcher(&config, &environment, zone, alerts::Place::Screen);
        let recorder = history::recorder(&reached, &paths, &config, (zone, &mut watcher));
        model.context.alerts = config.alerts();
        model.context.record = recorder.as_ref().map_or_else(|off| Record::Off(off), |_| Record::On);
        let keeper = Keeper::watching(kept, watcher).recording(recorder.ok());
        let effects = Effects::new(reached.target.clone(), limits, launches, keeper);
        let (clipboard, notifier) = (environment.clipboard.clone(), environment.notifier);
        let program = Program { console, model, theme, effects, clipboard, notifier, clock };
        tokio::select! {
            ended = program.run() => ended.map(|_| ()).map_err(|error| Stop::error(error.to_string())),
            broke = sandbox_ended(&mut reached) => Err(broke),
        }
    });
    terminal::restore();
    // A request under way is dropped: it only reads. The terminal's reader may be stuck, so nothing is waited for.
    runtime.shutdown_background();
    ended.map(|()| Exit::Ok)
}

/// The screen is for people at a terminal; everything else has a command of its own (T9).
fn need_a_terminal(environment: &Environment) -> Result<(), Stop> {
    let dumb = environment.term.as_deref().is_none_or(|term| term == "dumb");
    if !dumb && io::stdin().is_terminal() && io::stdout().is_terminal() {
        return Ok(());
    }
    Err(Stop::new(
        Exit::Usage,
        "the screen needs a terminal; without one use: kaytop list, kaytop settings, kaytop check, kaytop create, \
         kaytop launches, kaytop watch, kaytop record, kaytop history, kaytop alerts, kaytop sandbox, kaytop paths (see kaytop --help)",
    ))
}

/// Resolves only when the embedded sandbox breaks down.
async fn sandbox_ended(reached: &mut Reached) -> Stop {
    match &mut reached.sandbox {
        Some(running) => match running.ended().await {
            Err(error) => Stop::error(error.to_string()),
            Ok(()) => std::future::pending().await,
        },
        None => std::future::pending().await,
    }
}

/// Whom the screen says it talks to.
pub(super) fn connection(reached: &Reached, screen: &Screen, config: &Config) -> Connection {
    Connection {
        mode: reached.mode,
        host: Shown::new(&reached.target.base.host()),
        key_source: reached.key_source.clone(),
        read_only: screen.read_only || config.read_only == Some(true),
        list: ListRequest {
            base_url: reached.target.base.as_str().to_owned(),
            route: routes::CAMPAIGNS,
            search_param: routes::SEARCH_PARAM,
            key_header: routes::KEY_HEADER,
        },
    }
}

/// When the screen asks for what.
pub(super) fn planner(screen: &Screen, config: &Config, mode: Mode) -> Planner {
    let spanned = |span: Span| match span {
        Span::Every(every) => Rhythm::every(every),
        Span::Off => Rhythm::OFF,
    };
    let standard = match mode {
        Mode::Live => Rhythm::CAMPAIGNS,
        Mode::Sandbox => Rhythm::every(PRACTICE_RHYTHM),
    };
    let flag = screen.interval.map(|IntervalArgument(every)| every.map_or(Rhythm::OFF, Rhythm::every));
    let campaigns = flag.or(config.interval.map(spanned)).unwrap_or(standard);
    Planner::new(campaigns, config.settings_interval.map_or(Rhythm::SETTINGS, spanned))
}

/// What the configuration says of the screen.
pub(super) fn prefs(config: &Config, zone: Zone, log: String) -> Prefs {
    Prefs { measures: config.thresholds.measures(), client_zones: config.client_zones(), log, ..Prefs::new(zone) }
}

fn theme(args: &Args, environment: &Environment, config: &Config) -> Theme {
    let common = &args.common;
    let (depth, ascii) =
        (environment.depth(), common.ascii || config.ascii.unwrap_or_else(|| environment.wants_ascii()));
    match look(args.screen.theme, common, environment, config) {
        Some(look) => Theme::new(look, depth, ascii),
        None => Theme::following(depth, ascii),
    }
}

/// Where the colours come from; `None` where they are to follow the terminal's own.
pub(super) fn look(
    named: Option<ThemeName>,
    common: &Common,
    environment: &Environment,
    config: &Config,
) -> Option<Look> {
    let colours = match common.color {
        When::Always => true,
        When::Never => false,
        When::Auto => !environment.no_colour,
    };
    Some(match named.or(config.theme).unwrap_or_default() {
        _ if !colours => Look::None,
        ThemeName::None if common.color != When::Always => Look::None,
        ThemeName::Auto | ThemeName::None => return None,
        ThemeName::Sixteen => Look::Sixteen,
        ThemeName::Dark => Look::Dark,
        ThemeName::Light => Look::Light,
        ThemeName::Contrast => Look::Contrast,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Depth;

    fn args(screen: Screen, common: Common) -> Args {
        Args { command: None, query: Vec::new(), screen, common }
    }

    #[test]
    fn the_command_line_outranks_the_environment_and_that_the_configuration() {
        let look = |color, no_colour, named: Option<ThemeName>| {
            let environment =
                Environment { no_colour, colour_term: Some("truecolor".to_owned()), ..Environment::default() };
            let config = Config { theme: named, ..Config::default() };
            theme(&args(Screen::default(), Common { color, ..Common::default() }), &environment, &config)
        };
        for (color, no_colour, named, expected) in [
            (When::Auto, false, Some(ThemeName::Sixteen), Look::Sixteen),
            (When::Auto, false, Some(ThemeName::Dark), Look::Dark),
            (When::Auto, false, Some(ThemeName::None), Look::None),
            (When::Auto, true, Some(ThemeName::Dark), Look::None),
            (When::Never, false, Some(ThemeName::Light), Look::None),
            (When::Always, true, Some(ThemeName::Contrast), Look::Contrast),
        ] {
            assert_eq!(look(color, no_colour, named), Theme::new(expected, Depth::True, false), "{color:?} {named:?}");
        }
        let following = Theme::following(Depth::True, false);
        assert!(following.follows() && !Theme::following(Depth::Sixteen, false).follows());
        assert_eq!(look(When::Auto, false, None), following);
        assert_eq!(look(When::Always, false, Some(ThemeName::None)), following);
        let flagged = args(Screen { theme: Some(ThemeName::Light), ..Screen::default() }, Common::default());
        let config = Config { theme: Some(ThemeName::Dark), ascii: Some(false), ..Config::default() };
        let environment = Environment { locale: Some("C".to_owned()), ..Environment::default() };
        assert_eq!(theme(&flagged, &environment, &config), Theme::new(Look::Light, Depth::Sixteen, false));
    }
}
