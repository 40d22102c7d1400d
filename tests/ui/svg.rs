//! The pictures of the README and the manual, as the program itself writes them.

use std::time::Duration;

use kaytop::app::connection::Mode;
use kaytop::domain::failure::Failure;
use kaytop::ui::svg::svg;
use kaytop::ui::theme::{Depth, Look, Theme};

use super::fixture::presentable;
use super::golden;
use super::stage::Stage;
use super::states::{settled, state};
use crate::samples::settings;

#[test]
fn the_pictures_show_the_screen_as_it_is() {
    let pictures: Vec<(&str, &str, (u16, u16), Stage)> = vec![
        ("dashboard-120x36", "the dashboard of a company with 143 campaigns", (120, 36), live("jj")),
        ("dashboard-80x24", "the dashboard at 80 columns, with practice data", (80, 24), practice("jj")),
        ("dashboard-40x12", "the dashboard at 40 columns", (40, 12), live("")),
        ("filter", "filtering as you type, with what matched marked", (100, 30), live("/roundup calls:>500")),
        ("dashboard-200x60", "the dashboard on a large screen", (200, 60), live("jj")),
        ("detail", "one campaign: outcomes, our own rate beside the vendor's", (120, 24), live("G<enter>")),
        ("detail-40x12", "one campaign at 40 columns", (40, 12), live("G<enter>")),
        ("raw-json", "one campaign as kaytop read it", (100, 24), live("G<enter>i")),
        ("marks", "marked campaigns, and what can be copied of them", (100, 30), live("j j j y")),
        ("columns", "choosing columns", (100, 30), live("C")),
        ("budget", "freshness and requests in full", (100, 30), live("b")),
        ("outage", "an outage: what happened, what is kept, what comes next", (100, 24), outage()),
        ("stale-120x36", "old data: dim, with its age", (120, 36), state("stale")),
        ("stale-80x24", "old data at 80 columns", (80, 24), state("stale")),
        ("stale-40x12", "old data at 40 columns", (40, 12), state("stale")),
        ("help", "the help, searched", (100, 30), live("?copy")),
        ("disabled", "campaigns are disabled for this company", (100, 30), state("disabled")),
        ("no-match", "a filter that no campaign matches", (80, 24), state("filter-no-match")),
        ("form-basics", "the form: a name that says what it is", (120, 36), state("form-basics")),
        (
            "form-letters-120x36",
            "a letter on a switch does nothing and says where text goes",
            (120, 36),
            stray_letter(),
        ),
        ("form-letters-80x24", "a letter on a switch, at 80 columns", (80, 24), stray_letter()),
        ("form-letters-40x12", "a letter on a switch, at 40 columns", (40, 12), stray_letter()),
        ("form-audience", "the form: who calls, who is called", (120, 36), state("form-audience")),
        ("form-hours", "the form: hours of the campaign's own", (120, 36), state("form-hours")),
        ("form-runs", "the form: a date that cannot be, and what was meant", (120, 36), state("form-runs")),
        ("form-runs-80x24", "the form at 80 columns", (80, 24), state("form-runs")),
        ("form-runs-40x12", "the form at 40 columns", (40, 12), state("form-runs")),
        ("form-calendar", "picking a day", (120, 36), state("form-calendar")),
        ("form-days", "picking the days of a run", (120, 36), state("form-days")),
        ("form-lists", "picking a case list by its name", (120, 36), state("form-lists")),
        ("form-pasted", "rows that were pasted, before they are taken", (120, 36), state("form-pasted")),
        ("form-report", "the form: a report by e-mail", (120, 36), state("form-report")),
        ("form-review", "the review: what is sent, and what to read before", (120, 36), state("form-review")),
        ("form-review-80x24", "the review at 80 columns", (80, 24), state("form-review")),
        ("form-review-40x12", "the review at 40 columns", (40, 12), state("form-review")),
        ("form-code", "a launch waits for its code", (120, 36), state("form-code")),
        ("form-unknown", "a launch without an answer: what is known, what to do", (120, 36), state("form-unknown")),
        ("first-load", "before the first answer", (80, 24), state("first-load")),
    ];
    let themes = [
        ("theme-dark", "the theme dark", Look::Dark),
        ("theme-light", "the theme light", Look::Light),
        ("theme-contrast", "the theme contrast", Look::Contrast),
        ("theme-none", "the dashboard without colour", Look::None),
    ];
    let themes = themes.map(|(name, title, look)| (name, title, (120, 36), live("jj"), look));
    let pictures = pictures.into_iter().map(|(name, title, size, stage)| (name, title, size, stage, Look::Sixteen));
    let drawn = pictures.chain(themes).map(|(name, title, size, mut stage, look)| {
        let buf = settled(&mut stage, size, Theme::new(look, Depth::True, false));
        (format!("{name}.svg"), svg(&buf, &format!("kaytop: {title}")))
    });
    golden::hold_all("assets/screens", drawn);
}

fn live(keys: &str) -> Stage {
    let mut stage = Stage::with(presentable());
    stage.press(keys);
    stage
}

fn practice(keys: &str) -> Stage {
    let mut stage = Stage::new(Mode::Sandbox);
    stage.answer_settings(Ok(settings()));
    stage.answer(Ok(presentable()));
    stage.press(keys);
    stage
}

fn stray_letter() -> Stage {
    let mut stage = state("form-basics");
    stage.press("<tab>w");
    stage
}

fn outage() -> Stage {
    let mut stage = live("jj");
    for _ in 0..3 {
        stage.pass(Duration::from_secs(35));
        if stage.list_flight.is_some() {
            stage.answer(Err(Failure::Server { status: 503, said: None }));
        }
    }
    stage
}
