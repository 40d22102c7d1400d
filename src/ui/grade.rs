//! How a grade is shown beside its number: in a column by a mark before it, elsewhere by a word after it.
//!
//! The marks are `□52.6%` fair and `■11.0%` poor; what is good needs none. They are there with and without colour, so
//! that a column of numbers can be read by shape.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::text;
use super::theme::{Role, Theme};
use crate::domain::measure::Grade;

/// Columns of a usual number, such as `52.6%`: marks stand before these, one under the other.
const USUAL: usize = 5;

/// Draws the mark of a number that takes `number` columns at the right of `room`, if `room` has a column left for it.
/// In a row that is selected or old it looks as the number does: `number_role` is that role.
pub fn draw_mark(theme: Theme, grade: Grade, number_role: Role, room: Rect, number: usize, buf: &mut Buffer) {
    let taken = number.max(USUAL) as u16 + 1;
    if taken <= room.width {
        let place = Rect { x: room.right() - taken, width: 1, ..room };
        let role = match number_role {
            Role::Grade(grade) => Role::Gauge(grade),
            role => role,
        };
        text::put(buf, place, &theme.line(sign(grade), role));
    }
}

/// `70.4% good`, in the colour of the grade.
pub fn in_words(theme: Theme, number: String, grade: Grade) -> [Span<'static>; 2] {
    let style = theme.style(Role::Grade(grade));
    [Span::styled(number, theme.style(Role::Strong).patch(style)), Span::styled(format!(" {}", word(grade)), style)]
}

pub fn word(grade: Grade) -> &'static str {
    match grade {
        Grade::Good => "good",
        Grade::Fair => "fair",
        Grade::Poor => "poor",
    }
}

/// The worse, the more ink.
pub fn sign(grade: Grade) -> &'static str {
    match grade {
        Grade::Good => " ",
        Grade::Fair => "□",
        Grade::Poor => "■",
    }
}

#[cfg(test)]
mod tests {
    use ratatui::text::Line;

    use super::*;
    use crate::ui::theme::{Depth, Look};

    fn cell(grade: Grade, number: &str, width: u16) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        let area = buf.area;
        text::put_right(&mut buf, area, &Line::raw(number.to_owned()));
        draw_mark(Theme::new(Look::None, Depth::True, false), grade, Role::Grade(grade), area, number.len(), &mut buf);
        buf.content.iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn marks_stand_one_under_the_other_and_tell_grades_apart_without_colour() {
        assert_eq!(cell(Grade::Good, "70.8%", 7), "  70.8%");
        assert_eq!(cell(Grade::Fair, "52.6%", 7), " □52.6%");
        assert_eq!(cell(Grade::Poor, "11.0%", 7), " ■11.0%");
        assert_eq!(cell(Grade::Poor, "5.9%", 7), " ■ 5.9%");
        assert_eq!(cell(Grade::Fair, "100.0%", 7), "□100.0%");
        assert_eq!(cell(Grade::Poor, "0.39", 6), "■ 0.39");
    }

    #[test]
    fn a_mark_never_hides_a_digit() {
        assert_eq!(cell(Grade::Poor, "1234567", 7), "1234567");
    }
}
