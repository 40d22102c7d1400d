//! kaytop: a full-screen terminal dashboard for the outreach campaigns of Kayse AI.
//!
//! This page is the map. The crate is one library with a thin binary, in eight layers:
//!
//! ```text
//! main.rs      parse arguments, call cli::run, return its exit code
//! domain/      PURE · the business: words and rules               knows nothing of the rest
//! api/         the HTTP contract: wire types, routes, client      knows domain
//! app/         PURE · model, messages, update, keymap             knows domain
//! ui/          PURE · draw(&Model, &Theme, &mut Buffer)           knows app, domain
//! storage/     what is on this machine: config, key, journal, log knows domain
//! sandbox/     the API itself, for real, on a loopback port       knows api's wire types and routes, domain
//! runtime/     terminal, event loop, running effects              knows app, ui, api, storage, domain
//! cli/         commands, output, exit codes                       knows all of them
//!
//! main → cli ─┬→ runtime ─┬→ ui ──→ app ──→ domain
//!             │           ├→ api ─────────→ domain
//!             │           └→ storage ─────→ domain
//!             └→ sandbox ──→ api (wire, routes) → domain
//! ```
//!
//! The library is the program; what is worth using from outside is the `domain`:
//!
//! ```
//! use kaytop::domain::campaign::{Campaign, Listing, Stats};
//! use kaytop::domain::query::Query;
//! use kaytop::domain::store::{Snapshot, Store};
//!
//! let stats = Stats { calls: Some(132), ok: Some(85), failed: Some(35), ..Stats::default() };
//! let rows = vec![Campaign { stats, ..Campaign::unknown(1) }, Campaign::unknown(2)];
//! let mut store = Store::default();
//! store.apply(Snapshot::build(Listing { rows, unreadable: 0 }));
//! store.set_query(Query::parse("calls:>100").expect("a comparison"));
//! assert_eq!((store.shown(), store.total()), (1, 2));
//! assert_eq!(store.totals().finished.total(), Some(120));
//! ```
//!
//! # Invariants
//!
//! `tests/architecture` reads the source and holds these:
//!
//! - A layer names only the layers below it. At every level of the tree the modules beside each other form no cycle: a
//!   folder counts as one module, and parent and child may name each other.
//! - `domain`, `app` and `ui` do no IO and read no clock: time comes in as a [`domain::time::Now`].
//! - Only `api/routes.rs` spells a URL path. Only `ui/theme` names a colour. Only `runtime/terminal.rs` changes terminal
//!   modes. Only `runtime/clock.rs` asks the machine for the time. Only `domain/time.rs` names chrono. Only
//!   `cli/environment.rs` reads the environment (and, in debug builds, `runtime/crash.rs`). Only `api/client.rs` builds
//!   an HTTP client, in one place. A campaign's own struct is named by the store, by what fills it, and by nobody else.
//! - A file opens with what it is about and has at most 400 lines (tests 600).
//!
//! Types and other tests hold these:
//!
//! - Text from outside reaches a widget only as [`domain::shown::Shown`], made safe where it is decoded.
//! - A variable of the environment that is not UTF-8 ends the program with its name.
//! - The HTTP client follows no redirect, retries nothing unseen and gives the key to one host.
//!
//! # A keypress, in six straight steps
//!
//! 1. `runtime/input` turns the terminal's bytes into an [`app::key::Key`] or pasted text: a [`app::msg::Msg`].
//! 2. `app/update` asks the top overlay, else the screen, for its scope; a focused text field takes printable keys first.
//! 3. `app/keymap` finds the action; `app/why` says so where it cannot act now.
//! 4. `app/update` hands the action to its owner (`list`, `help`, …), which changes its own state and answers with what
//!    it wants: words to say, effects, mostly nothing. `update` alone changes the model.
//! 5. `runtime/run` hands the effects on, drains what else is queued, then draws once.
//! 6. `ui/draw` reads `&Model` into a buffer; only cells that differ from the last frame are written, so a frame in
//!    which nothing visible changed costs no byte.
//!
//! # A poll result, in six straight steps
//!
//! 1. `Msg::Woke` → `app/poll` (the planner) says what is due, within the rate budget → an `Effect` with a ticket.
//! 2. `runtime/effects` runs it off the loop, one flight per endpoint.
//! 3. `api/client` sends what `routes` spells; `wire` decodes; `convert` makes domain values or a `Failure`.
//! 4. The task sends a `Msg` with its ticket and touches nothing else.
//! 5. `update` drops an old ticket; success replaces the data and keeps the cursor by id; failure keeps the rows.
//! 6. Query and order are applied once for that change; the next draw shows it.
//!
//! # A launch, in seven straight steps
//!
//! 1. `runtime/launch` takes the host's lock and reads the list: what is in it now cannot be ours later.
//! 2. `domain/launch/gate` refuses a name that looks like another's.
//! 3. `storage/journal` writes CONFIRMED if nobody else has touched the launch, then SENDING: on disk, before a socket.
//! 4. Only that hands out a [`domain::launch::journal::Armed`]; `api/sender` consumes it and sends once.
//! 5. `domain/launch/classify` says what the answer proves; what it does not prove is unknown, never failed.
//! 6. `runtime/launch/search` looks for what is unknown; `domain/launch/reconcile` says what a list proves.
//! 7. Recovery takes up what a dead process left, before anything else at every start.
//!
//! # Where do I put it?
//!
//! | I want to … | I open | and nothing else, except |
//! |---|---|---|
//! | show another column | `ui/columns.rs` | `app/columns.rs` for its place, `domain/order.rs` for its value |
//! | gather campaigns by something else | `domain/grouping.rs`, `domain/store/group_keys.rs` | `domain/store/group.rs` for its value |
//! | order groups otherwise, or say when data are too few | `domain/store/gather.rs`, `domain/confidence.rs` | `assets/reference.md` |
//! | draw a group otherwise | `ui/group_line.rs`, `ui/group_panel.rs` | `cli/list/groups.rs` for `kaytop list` |
//! | keep the campaigns otherwise | `domain/store` | |
//! | bind another key | `app/keymap/main.rs`, `app/action.rs` | `app/update` for what it does; `assets/keys.md`, which its test writes |
//! | change what the form for a campaign does | `app/form` | `app/keymap/form.rs` for its keys, `domain/draft` for its fields |
//! | word a problem or a warning | `domain/rules/words.rs` | `domain/rules/finding.rs` for its values, `domain/draft/{names,words}.rs` for how the form names things |
//! | word what the form says of a plan | `domain/draft/summary.rs`, `domain/draft/meaning` | |
//! | say why a key does nothing | `app/why.rs` | `app/form/why.rs` in the form |
//! | explain another sign in the help | `app/help.rs` | |
//! | call another endpoint | `api/{routes,wire,convert,client}.rs` | `app/{effect,msg}.rs`, `runtime/effects.rs`, `sandbox/world.rs` |
//! | ask for case lists at another time, or know more of them | `app/case_lists.rs` | `domain/case_list.rs` |
//! | judge another field of a plan | `domain/rules` | |
//! | read a plan otherwise, or say where its parts stand | `domain/rules/plan`, `domain/rules/{json,positions}.rs` | |
//! | print what a check found in another form | `cli/check.rs`, `cli/pipelines.rs` | |
//! | warn of something in a plan, everywhere alike | `domain/rules/warnings` | |
//! | say what is over, what overlaps, what days come to | `domain/today.rs`, `domain/schedule.rs` | |
//! | offer more while a filter is typed | `domain/query/complete.rs` | `domain/store/seen.rs` for values; `ui/filter.rs` draws it |
//! | let the filter know another field | `domain/query/field.rs` | `domain/store` if it needs a column |
//! | say whether two rates differ by more than chance | `domain/significance.rs` | `domain/store/pool.rs` for what is compared with what |
//! | say otherwise which numbers stand out | `domain/judgement.rs` | `domain/store/judge.rs` for what they are judged by; `ui/grade.rs` for how it looks |
//! | compare another figure of the marked campaigns | `app/compare/figures.rs` | `ui/compare.rs` for how it is drawn, `app/compare/page.rs` for files |
//! | draw a rate with its range on an axis | `ui/axis.rs` | `ui/range_cell.rs` for the column of the table |
//! | remember something else of every campaign, or offer another baseline | `domain/memory` | `domain/store/remembered.rs` for its value, `domain/order.rs` for its column |
//! | ask the record something else | `app/recall.rs`, `runtime/recall.rs` | `domain/record/engine.rs` where the engine cannot say it yet |
//! | tell of a campaign's history otherwise | `domain/history`, `ui/history` | `app/history.rs` for its keys and questions, `runtime/recall.rs` |
//! | forecast a campaign otherwise, or word that | `domain/forecast` | `ui/history/ahead.rs` |
//! | draw a course over time otherwise | `ui/chart` | `ui/sparkline.rs` for one in a few cells |
//! | say something else of a campaign, or word that | `domain/verdict` | `domain/memory/found.rs` for what only the record knows, `domain/store/verdicts.rs` for the rest |
//! | show who needs a person otherwise | `ui/needs.rs` | `ui/panel.rs` for why, `app/update/acknowledging.rs` for what is known |
//! | say why nobody is called | `domain/verdict/why.rs` | `app/why_quiet.rs` for what is known |
//! | say which agent does best, or draw that otherwise | `domain/store/agents.rs`, `ui/agents.rs` | `ui/layout.rs` for its place |
//! | change which list is not believed at once | `domain/belief.rs` | |
//! | change when calls may be made | `domain/hours.rs` | |
//! | change the poll's rhythm | `app/poll` | |
//! | change a colour | `ui/theme` | `ui/theme/css.rs` for pictures |
//! | draw the picture of a screen otherwise | `ui/svg.rs` | |
//! | move a region, or give it up on a small screen | `ui/layout.rs` | |
//! | say more about one campaign | `ui/panel.rs` | `ui/comparison.rs` for how it stands beside the others, `ui/siblings.rs` beside its agent's and its list's |
//! | draw the form otherwise | `ui/form` | |
//! | ask a launch's protocol for another step | `domain/launch/transition.rs`, `runtime/launch` | `tests/launch` |
//! | word where a launch stands | `domain/launch/{words,progress}.rs` | `ui/badge.rs` for what every screen says |
//! | ask what a person may state of a launch | `app/statement.rs` | `runtime/launch/search.rs` for its gates |
//! | word an error better | `domain/failure.rs` | |
//! | copy in another format | `app/copy` | |
//! | write what is shown in another format | `app/export` | `cli/args/list.rs`, `cli/list.rs`; `app/keymap/main.rs` for its key |
//! | open the screen that is drawn without a terminal otherwise | `cli/list/picture.rs` | `runtime/picture.rs` draws it |
//! | ask otherwise how and where it is written | `app/write.rs` | `app/update/write.rs`, `ui/write.rs` |
//! | replace something else where names are left out | `domain/store/redacted.rs` | `app/redacted.rs` for the screen |
//! | reach another clipboard program | `runtime/clipboard.rs` | |
//! | change what a click means | `app/mouse.rs`, `app/form/click.rs` | `app/update/mouse.rs` for what it does; the file of `ui` that draws the place |
//! | change the views that everybody begins with | `domain/view.rs` | |
//! | give the command line another command | `app/command/arguments.rs` | `app/update/command.rs` for what it does; the name of a key's action is its label |
//! | keep more of a view | `domain/view.rs`, `storage/kept/views` | `app/views.rs` for where it comes from |
//! | change what opening a view does | `app/views.rs` | `ui/view_tabs.rs` for how they are drawn |
//! | keep more of how the screen was left | `app/view_state.rs` | `domain/view_state.rs` for its words |
//! | say otherwise when somebody looked, or when a look ends | `app/look.rs` | `storage/kept/look.rs` |
//! | keep something else between runs | `app/keep.rs`, a file in `storage/kept` and a method of `storage/kept.rs` | `runtime/kept.rs`, which answers |
//! | read another notation of keys | `runtime/input/sequence.rs` | `runtime/input/parser.rs` for where it ends |
//! | let another keyboard's letters be commands | `app/keyboard.rs` | |
//! | decide otherwise when an alert is told, or in which words | `domain/alert/{standing,telling}.rs` | `storage/record/claims.rs` keeps how it stands |
//! | record something else of a reading | `domain/record`, `storage/record/schema.rs` | `storage/record/{file,past}.rs` |
//! | keep something new in the record, so that older files go on | a step in `storage/record/schema.rs` | `storage/record/purge.rs`, which forgets it |
//! | pack a day that is over otherwise | `domain/record/sealed.rs` | `storage/record/tidy.rs` |
//! | keep the record in another engine | a file of its own beside `storage/record.rs` | `cli/history.rs`, which chooses it |
//! | say more of what is kept, or hand it on otherwise | `cli/history` | `domain/record/engine.rs`, `storage/record/pages.rs` |
//! | walk in the past otherwise | `app/past.rs`, `app/update/past.rs` | `runtime/past.rs` asks the record; `ui/past.rs` says which moment |
//! | say a moment or a time of the past otherwise | `domain/record/moment_said.rs` | |
//! | ask alerts of a reading otherwise, or tell in another way | `runtime/alerts.rs`, `runtime/{notifier,alert_command}.rs` | `domain/alert/mod.rs` for its name, `cli/alerts.rs` for commands |
//! | change the log of alerts | `app/alerts.rs`, `ui/alerts.rs` | `app/update/alerts.rs` for what it does |
//! | poll otherwise without a screen | `cli/polling.rs` | `cli/{watch,record}.rs` for what becomes of the answers |
//! | tell of another kind of event, or word one | `domain/happened/{event,words}.rs` | `domain/happened/follower.rs` for when it happens |
//! | change the list of what happened | `app/happened/mod.rs`, `ui/happened.rs` | `app/happened/page.rs` for files |
//! | ask the record something else | `app/recall.rs` | `runtime/record.rs`, which answers; `app/update` for who asks |
//! | take other words for a moment of the past | `domain/record/moment_words.rs` | |
//! | read another setting | `storage/config.rs`, of alerts `storage/config/alerts.rs` | `cli/screen.rs` for where it goes |
//! | keep more about a launch | `domain/launch`, `storage/journal/sqlite/{schema,rows}.rs` | |
//! | keep launches in another engine | a file of its own in `storage/journal` | `storage/journal.rs`, which chooses it |
//! | change who may send a request when | `domain/ledger.rs` | |
//! | read another variable | `cli/environment.rs` | `assets/reference.md` for its table |
//! | add a command | `cli/args.rs` and a file of its own in `cli` | `cli/mod.rs` |
//! | change what the company's settings say in practice | `sandbox/company.rs` | |
//! | tell the sandbox's past otherwise | `sandbox/past/{story,course,workdays}.rs` | |
//! | change the contract's description | `assets/openapi.json` | `tests/sandbox/openapi.rs` says where it is wrong |
//! | add an option that every command takes | `cli/options.rs` | |
//! | read a command line otherwise | `cli/words.rs` | |
//! | simulate an outage | `sandbox/kinds.rs` | `sandbox/faults.rs` for its bytes, `sandbox/listing_faults.rs` for a list's rows |
//! | find or add a test that looks from outside | `tests`, in the folder of its layer | `tests/README.md` says what is where |

pub mod api;
pub mod app;
pub mod cli;
pub mod domain;
pub mod runtime;
pub mod sandbox;
pub mod storage;
pub mod ui;
