//! Walking in the past: where a key leads, and what is shown there.

use crate::app::action::Walk;
use crate::app::detail::{Detail, Tab};
use crate::app::effect::Effect;
use crate::app::keep::Keep;
use crate::app::key::Key;
use crate::app::model::Model;
use crate::app::moment::MomentField;
use crate::app::overlay::Overlay;
use crate::app::past::{Found, Goal, Visit, Wish};
use crate::app::recall::{Recall, Recalled};
use crate::domain::record::Second;
use crate::domain::record::engine::Way;
use crate::domain::record::moment_said::{briefly, from_to};
use crate::domain::record::moment_words::Viewpoint;
use crate::domain::store::RowKey;
use crate::domain::time::Moment;

/// Takes a step through time.
pub(super) fn walk(model: &mut Model, walk: Walk) -> Vec<Effect> {
    let wish = match walk {
        Walk::ChangeBefore => Wish::Change(Way::Back),
        Walk::ChangeAfter => Wish::Change(Way::Forward),
        Walk::DayBefore => Wish::Days(-1),
        Walk::DayAfter => Wish::Days(1),
    };
    go(model, wish)
}

/// Goes to where an event is seen, of a campaign or of all.
pub(super) fn go_to_event(model: &mut Model, at: Second, campaign: Option<i64>) -> Vec<Effect> {
    go(model, Wish::Event(at, campaign))
}

/// Asks the record for what a key leads to.
fn go(model: &mut Model, wish: Wish) -> Vec<Effect> {
    let context = &model.context;
    let (now, zone) = (context.now.wall, context.prefs.zone);
    // What came with the last answer is what is shown now.
    let present = context.campaigns.loaded.map_or(now, |loaded| loaded.wall);
    let from = context.past.then().map_or(Second::of(present), |then| then.at);
    let goal = match wish {
        Wish::Change(way) => Goal::Change(way, model.detail().map(|detail| detail.row.id)),
        Wish::Moment(at) => Goal::Moment(at),
        Wish::Event(at, campaign) => Goal::Event(at, campaign),
        Wish::Days(days) => {
            let view = Viewpoint::today(now, zone);
            let then = from.moment().and_then(|from| view.days_from(from, days));
            match then.filter(|then| *then < present) {
                Some(then) => Goal::Moment(Second::of(then)),
                None if days > 0 => return back(model, "A day after is now."),
                None => return Vec::new(),
            }
        }
    };
    let visit = model.context.past.ask(from, goal, wish);
    visit.map(|visit| Effect::Keep(Keep::Recall(Recall::Past(visit)))).into_iter().collect()
}

/// Takes what the record found.
pub(super) fn recalled(model: &mut Model, visit: Visit, answer: Result<Recalled, String>) -> Vec<Effect> {
    if !model.context.past.awaits(visit) {
        return Vec::new();
    }
    let (now, zone) = (model.context.now.wall, model.context.prefs.zone);
    let said = |at: Second| at.moment().map_or_else(String::new, |at| briefly(at, now, zone));
    match answer {
        Ok(Recalled::Past(Found::Scene(scene))) => {
            let gap = scene.then.unseen.or(scene.crossed);
            model.enter_past(*scene);
            if let Goal::Event(_, campaign) = visit.to {
                open_over_list(model, campaign);
            }
            if let Some(gap) = gap {
                model.say(format!("Nobody looked from {}.", from_to(gap, now, zone)));
            }
        }
        Ok(Recalled::Past(Found::NobodyLooked { begins: None, .. })) => {
            model.refuse("There is no past to go to yet: nothing has been recorded.");
        }
        Ok(Recalled::Past(Found::NobodyLooked { at, begins: Some(begins) })) => {
            model.refuse(format!("Nobody had looked by {}: the record begins at {}.", said(at), said(begins)));
        }
        Ok(Recalled::Past(Found::NoChange)) => match visit.to {
            Goal::Change(Way::Forward, None) => return back(model, "No later change is recorded: this is now."),
            Goal::Change(Way::Forward, Some(_)) => {
                return back(model, "No later change of this campaign is recorded: this is now.");
            }
            Goal::Change(Way::Back, Some(_)) => {
                model.refuse("No earlier change of this campaign is recorded.");
            }
            Goal::Change(Way::Back, None) | Goal::Moment(_) | Goal::Event(..) => {
                model.refuse("No earlier change is recorded.");
            }
        },
        // An answer to another question.
        Ok(Recalled::History(_) | Recalled::Memory(_) | Recalled::Happened(_) | Recalled::Alerts(_)) => {}
        Err(why) => {
            model.refuse(format!("The past cannot be read: {why}."));
        }
    }
    model.context.past.next().map(|wish| go(model, wish)).unwrap_or_default()
}

/// The moment of an event is shown: its campaign opens over the list, which is one step back. Of what concerns all, the
/// table is seen.
fn open_over_list(model: &mut Model, campaign: Option<i64>) {
    let Some(list @ Overlay::Happened(_)) = model.overlays.pop() else { return };
    model.overlays.clear();
    let Some(id) = campaign else { return };
    let key = RowKey::first(id);
    model.list.go_to(key, &mut model.context.store);
    model.overlays.extend([list, Overlay::Detail(Detail::new(key, Tab::Overview))]);
}

/// Back to the present.
pub(super) fn leave(model: &mut Model) {
    model.leave_past();
    super::arrival::arrive(model);
    super::polls::search(model);
}

/// Back to the present, and why.
fn back(model: &mut Model, why: &str) -> Vec<Effect> {
    leave(model);
    model.say(why);
    Vec::new()
}

/// Opens the field for a moment.
pub(super) fn open(model: &mut Model) {
    let day = model.context.prefs.zone.today(model.context.moment());
    model.overlays.push(Overlay::Moment(MomentField::new(day)));
}

fn field(model: &mut Model) -> Option<&mut MomentField> {
    match model.overlays.last_mut() {
        Some(Overlay::Moment(field)) => Some(field),
        _ => None,
    }
}

pub(super) fn press(model: &mut Model, key: Key) {
    if let Some(field) = field(model) {
        field.press(key);
    }
}

pub(super) fn paste(model: &mut Model, text: &str) {
    if let Some(field) = field(model) {
        field.paste(text);
    }
}

/// Goes to the moment that is typed.
pub(super) fn submit(model: &mut Model) -> Vec<Effect> {
    let (now, zone): (Moment, _) = (model.context.now.wall, model.context.prefs.zone);
    let Some(meant) = field(model).map(|field| field.meant(now, zone)) else { return Vec::new() };
    match meant {
        Err(why) => model.refuse(format!("{why}.")),
        Ok(at) => {
            model.overlays.pop();
            if at == now {
                return back(model, "This is now.");
            }
            go(model, Wish::Moment(Second::of(at)))
        }
    }
}
