//! A screen as a file: drawn once more, apart from what the terminal shows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::export::Screen;
use crate::app::model::Model;
use crate::app::redacted::redacted;
use crate::ui::draw::draw;
use crate::ui::theme::Theme;
use crate::ui::{cells, svg};

/// Draws the model at a size of columns and rows; with names or without.
pub fn of(model: &Model, without_names: bool, theme: Theme, screen: Screen, (width, height): (u16, u16)) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    if without_names {
        draw(&redacted(model), theme.in_full_colour(), &mut buf);
    } else {
        draw(model, theme.in_full_colour(), &mut buf);
    }
    match screen {
        Screen::Svg => svg::svg(&buf, &format!("kaytop: campaigns, {}", model.context.connection.mode.word())),
        Screen::Text => cells::text(&buf),
    }
}
