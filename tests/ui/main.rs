//! The real screen, drawn into buffers and held against what was drawn before: as text, as runs of styles, and as the
//! pictures of the README. `UPDATE_SCREENS=1 cargo test --test ui` writes them anew; look at the difference.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on must fail")]

mod alerts;
mod colourless;
mod cut;
mod detail;
mod emulator;
mod fixture;
mod form;
mod golden;
mod happened;
mod history;
mod launches;
#[path = "../support/model.rs"]
mod model;
mod monochrome;
mod remembered;
mod review;
#[path = "../support/samples.rs"]
mod samples;
mod sizes;
#[path = "../support/stage.rs"]
mod stage;
mod states;
mod styles;
mod svg;
mod table;

use kaytop::ui::draw::{Drawn, draw};
use kaytop::ui::theme::{Depth, Look, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use stage::Stage;

/// Colours and every glyph.
const FULL: Theme = Theme::new(Look::Sixteen, Depth::True, false);
/// As under `NO_COLOR`.
const COLOURLESS: Theme = Theme::new(Look::None, Depth::True, false);
/// As in a locale without Unicode.
const ASCII: Theme = Theme::new(Look::Sixteen, Depth::True, true);

/// Draws a frame of this size, as the loop does: what was visible goes back into the model.
fn frame(stage: &mut Stage, (width, height): (u16, u16), theme: Theme) -> (Buffer, Drawn) {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let drawn = draw(&stage.model, theme, &mut buf);
    stage.model.settle(drawn.geometry.clone());
    (buf, drawn)
}
