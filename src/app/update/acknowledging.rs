//! What a person says of what needs one.

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::keep::{Keep, Said};
use crate::app::model::Model;
use crate::app::why::why_not;
use crate::domain::failure::sentence;
use crate::domain::record::Second;
use crate::domain::verdict::{self, Acknowledged};

/// The longest reason, in letters.
const LONGEST: usize = 200;

/// The campaign under the cursor asks nobody until something changes, or until a moment.
pub(super) fn acknowledge(model: &mut Model, until: Option<&str>, reason: String) -> Vec<Effect> {
    if let Some(why) = why_not(Action::Acknowledge, model) {
        return model.refuse(why);
    }
    if reason.chars().count() > LONGEST {
        return model.refuse(format!("A reason has at most {LONGEST} letters."));
    }
    let (now, zone) = (model.context.now.wall, model.context.prefs.zone);
    let until = match until.map(|until| verdict::until(until, now, zone)).transpose() {
        Ok(until) => until,
        Err(why) => return model.refuse(sentence(&why)),
    };
    let Some(row) = model.current() else { return Vec::new() };
    let Some(why) = row.need() else { return Vec::new() };
    let campaign = row.id();
    let seen =
        Acknowledged { campaign, kind: why.kind(), evidence: why.evidence(), at: Second::of(now), until, reason };
    let lasts = if until.is_some() { "until then, or until something changes" } else { "until something changes" };
    model.say(format!("Campaign {campaign} asks nobody {lasts}. :seen off has it ask again."));
    keep(model, Said::Seen(seen))
}

/// The campaign under the cursor asks again.
pub(super) fn ask_again(model: &mut Model) -> Vec<Effect> {
    let Some(campaign) = model.current().map(|row| row.id()) else {
        return model.refuse("No campaign is chosen.");
    };
    if let Some(why) = model.context.record.unkept() {
        return model.refuse(format!("Nothing is kept: {why}."));
    }
    model.say(format!("Campaign {campaign} asks again."));
    keep(model, Said::AskAgain(campaign))
}

fn keep(model: &mut Model, said: Said) -> Vec<Effect> {
    // Asked behind it, the record knows it.
    model.context.remembering.outdate();
    vec![Effect::Keep(Keep::Say(Box::new(said)))]
}
