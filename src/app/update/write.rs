//! Writing what is shown: the sheet, what goes into the file, and what became of it.

use crate::app::action::Action;
use crate::app::effect::{Effect, Picture};
use crate::app::export::{Caption, Format, Sheet};
use crate::app::keep::{Content, FileToWrite, FileWritten, IfThere, Keep, NotWritten, Purpose};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::past::Then;
use crate::app::poll::Endpoint;
use crate::app::why::why_not;
use crate::app::write::WriteView;
use crate::domain::record::moment_said::from_to;
use crate::domain::{time, zones};

pub(super) fn open(model: &mut Model) {
    let day = model.context.prefs.zone.today(model.context.moment()).to_string();
    let what = match model.overlays.last() {
        Some(Overlay::Compare(_)) => "comparison",
        Some(Overlay::Happened(_)) => "events",
        _ => "campaigns",
    };
    model.overlays.push(Overlay::Write(WriteView::new(what, day)));
}

/// Has what is shown written at once, without the sheet: it comes where the name is taken.
pub(super) fn export(model: &mut Model, format: Format, name: Option<&str>) -> Vec<Effect> {
    open(model);
    change(model, |view| {
        view.choose(format);
        if let Some(name) = name {
            view.rename(name);
        }
    });
    match why_not(Action::WriteFile, model) {
        Some(why) => {
            model.overlays.pop();
            model.refuse(why)
        }
        None => submit(model, false),
    }
}

/// Has the open sheet changed.
pub(super) fn change(model: &mut Model, change: impl FnOnce(&mut WriteView)) {
    if let Some(Overlay::Write(view)) = model.overlays.last_mut() {
        change(view);
    }
}

/// Has the file written and closes the sheet: it comes back where the name is taken.
pub(super) fn submit(model: &mut Model, overwrite: bool) -> Vec<Effect> {
    let Some(Overlay::Write(mut view)) = model.overlays.pop() else { return Vec::new() };
    let there = if overwrite { IfThere::Replace } else { IfThere::Ask };
    if overwrite {
        view.take_place();
    }
    match view.format {
        Format::Screen(screen) => vec![Effect::Picture(Box::new(Picture { view, screen, there }))],
        Format::Rows(format) => {
            let (name, now) = (view.file(), &model.context);
            let content = match model.overlays.last() {
                Some(Overlay::Compare(open)) => {
                    let page = open.page(&now.store, now.prefs.measures, caption(model), view.redacted);
                    Content::Comparison { page: Box::new(page), format }
                }
                Some(Overlay::Happened(open)) => {
                    let page = open.page(now.prefs.zone, caption(model));
                    let page = if view.redacted { page.redacted() } else { page };
                    Content::Events { page: Box::new(page), format }
                }
                _ => Content::Sheet { sheet: Box::new(sheet(model)), format, redacted: view.redacted },
            };
            let file = FileToWrite { purpose: Purpose::Shown(view), name, content, there };
            vec![Effect::Keep(Keep::WriteFile(Box::new(file)))]
        }
    }
}

/// What is shown: the lines that the filter leaves, or the open campaign, in the columns that are chosen.
fn sheet(model: &Model) -> Sheet {
    let (context, query) = (&model.context, &model.list.filter.query);
    let rows = match model.detail() {
        Some(open) => context.store.excerpt_of(open.row),
        None => context.store.excerpt(),
    };
    Sheet {
        rows,
        columns: model.list.columns.chosen(query.columns()).values(),
        measures: context.prefs.measures,
        caption: caption(model),
    }
}

pub(super) fn caption(model: &Model) -> Caption {
    let (context, query) = (&model.context, &model.list.filter.query);
    let zone = context.prefs.zone;
    let then = context.past.then();
    let shown = match then {
        Some(_) => Some(context.moment()),
        None => context.campaigns.loaded.map(|loaded| loaded.wall),
    };
    let as_of = shown.map_or_else(
        || "no reading yet".to_owned(),
        |at| format!("{} {} {}", zone.today(at), time::format_clock(at, zone), zones::place(zone, at)),
    );
    let age = match then {
        None => context.overdue(Endpoint::Campaigns).map(time::coarse_age),
        Some(Then { unseen: None, .. }) => Some("in the past, from the record".to_owned()),
        Some(Then { unseen: Some(gap), .. }) => {
            let gap = from_to(gap, context.now.wall, zone);
            Some(format!("in the past, from the record; nobody looked from {gap}"))
        }
    };
    let stale = if context.stale() { "STALE, " } else { "" };
    Caption {
        mode: context.connection.mode,
        host: context.connection.host.as_str().to_owned(),
        as_of,
        age: age.map(|age| format!("{stale}{age}")),
        search: context.search.clone().filter(|term| query.server_search() != Some(term)),
        filter: query.as_str().trim().to_owned(),
        orders: context.store.orders(),
        redacted: false,
    }
}

/// The file was written, or was not.
pub(super) fn written(model: &mut Model, view: WriteView, result: Result<FileWritten, NotWritten>) {
    match (result, view.format) {
        (Ok(FileWritten { path, holds }), Format::Rows(_)) => model.say(format!("{holds} written to {path}")),
        (Ok(FileWritten { path, .. }), Format::Screen(_)) => model.say(format!("The screen is written to {path}")),
        (Err(NotWritten::Taken { free }), _) => model.overlays.push(Overlay::Write(view.found_taken(&free))),
        (Err(NotWritten::Failed(why)), _) => {
            model.overlays.push(Overlay::Write(view));
            model.refuse(format!("Nothing is written: {why}."));
        }
    }
}
