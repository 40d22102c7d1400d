//! How a grade is shown beside its number: in a column by a mark before it, elsewhere by a word after it.
//!
//! The marks are `■11.0%` poor, `□92.6%` good and `?50.0%` of few calls; what does not stand out has none. They are there
//! with and without colour, so that a column of numbers can be read by shape.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::text;
use super::theme::{Role, Theme};
use crate::domain::judgement::{Grade, Judgement, Yardstick};
use crate::domain::measure::Measure;

/// Columns of a usual number, such as `52.6%`: marks stand before these, one under the other.
const USUAL: usize = 5;

/// Draws the mark of a number that takes `number` columns at the right of `room`, if `room` has a column left for it.
/// In a row that is selected or old it looks as the number does: `number_role` is that role.
pub fn draw_mark(theme: Theme, grade: Grade, number_role: Role, room: Rect, number: usize, buf: &mut Buffer) {
    let taken = number.max(USUAL) as u16 + 1;
    if let (Some(sign), true) = (sign(grade), taken <= room.width) {
        let place = Rect { x: room.right() - taken, width: 1, ..room };
        let role = match number_role {
            Role::Good => Role::Ok,
            Role::Poor => Role::Failed,
            role => role,
        };
        text::put(buf, place, &theme.line(sign, role));
    }
}

/// How a number of this grade looks.
pub fn role(grade: Grade) -> Role {
    match grade {
        Grade::Plain => Role::Text,
        Grade::Good => Role::Good,
        Grade::Poor => Role::Poor,
        Grade::Few => Role::Dim,
    }
}

/// The bar of a number of this grade.
pub fn bar_role(grade: Grade) -> Role {
    match grade {
        Grade::Good => Role::Ok,
        Grade::Poor => Role::Failed,
        Grade::Plain | Grade::Few => Role::Text,
    }
}

/// `70.4% good`, in the colour of the grade; the number alone where it is neither good nor poor.
pub fn in_words(theme: Theme, number: String, grade: Grade) -> Vec<Span<'static>> {
    let strong = theme.style(Role::Strong);
    let Some(word) = word(grade) else { return vec![Span::styled(number, strong)] };
    let style = theme.style(role(grade));
    vec![Span::styled(number, strong.patch(style)), Span::styled(format!(" {word}"), style)]
}

/// The word after a number that is good or poor.
pub fn word(grade: Grade) -> Option<&'static str> {
    match grade {
        Grade::Plain | Grade::Few => None,
        Grade::Good => Some("good"),
        Grade::Poor => Some("poor"),
    }
}

/// The mark before a number that stands out. The worse, the more ink.
pub fn sign(grade: Grade) -> Option<&'static str> {
    match grade {
        Grade::Plain => None,
        Grade::Good => Some("□"),
        Grade::Poor => Some("■"),
        Grade::Few => Some("?"),
    }
}

/// What a value was judged by, and how it came out: "below its agent's other campaigns: 41.2%, theirs 58.9%". None where
/// there was nothing to judge it by.
pub fn sentence(judgement: Judgement, value: f64, by: Measure) -> Option<String> {
    let written = |value| by.write(value);
    let beside = |all: &str, whose: &str, theirs| {
        let theirs = format!("theirs {}", Measure::RATE.write(theirs));
        match judgement.grade {
            Grade::Good => format!("above {whose} other campaigns: {}, {theirs}", written(value)),
            Grade::Poor => format!("below {whose} other campaigns: {}, {theirs}", written(value)),
            Grade::Plain | Grade::Few => format!("not clearly apart from {all}: {theirs}"),
        }
    };
    if judgement.grade == Grade::Few {
        return Some("too few finished calls to be judged".to_owned());
    }
    Some(match (judgement.by?, judgement.grade) {
        (Yardstick::SameAgent(theirs), _) => beside("its agent’s others", "its agent’s", theirs),
        (Yardstick::AllOthers(theirs), _) => beside("all others", "all", theirs),
        (Yardstick::Limits(limits), Grade::Good) => format!("not below your limit of {}", written(limits.good)),
        (Yardstick::Limits(limits), Grade::Poor) => format!("below your limit of {}", written(limits.poor)),
        (Yardstick::Limits(limits), _) => {
            format!("between your limits of {} and {}", written(limits.poor), written(limits.good))
        }
    })
}

#[cfg(test)]
mod tests {
    use ratatui::text::Line;

    use super::*;
    use crate::domain::measure::Thresholds;
    use crate::ui::theme::{Depth, Look};

    fn cell(grade: Grade, number: &str, width: u16) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        let area = buf.area;
        text::put_right(&mut buf, area, &Line::raw(number.to_owned()));
        draw_mark(Theme::new(Look::None, Depth::True, false), grade, role(grade), area, number.len(), &mut buf);
        buf.content.iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn marks_stand_one_under_the_other_and_tell_grades_apart_without_colour() {
        assert_eq!(cell(Grade::Plain, "52.6%", 7), "  52.6%");
        assert_eq!(cell(Grade::Good, "70.8%", 7), " □70.8%");
        assert_eq!(cell(Grade::Poor, "11.0%", 7), " ■11.0%");
        assert_eq!(cell(Grade::Poor, "5.9%", 7), " ■ 5.9%");
        assert_eq!(cell(Grade::Few, "100.0%", 7), "?100.0%");
        assert_eq!(cell(Grade::Poor, "0.39", 6), "■ 0.39");
    }

    #[test]
    fn a_mark_never_hides_a_digit() {
        assert_eq!(cell(Grade::Poor, "1234567", 7), "1234567");
    }

    #[test]
    fn a_sentence_says_what_a_value_was_judged_by() {
        let limits = Yardstick::Limits(Thresholds { good: 60.0, poor: 45.0 });
        for (grade, by, said) in [
            (Grade::Poor, Yardstick::SameAgent(58.91), "below its agent’s other campaigns: 41.2%, theirs 58.9%"),
            (Grade::Good, Yardstick::AllOthers(21.0), "above all other campaigns: 41.2%, theirs 21.0%"),
            (Grade::Plain, Yardstick::AllOthers(43.0), "not clearly apart from all others: theirs 43.0%"),
            (Grade::Poor, limits, "below your limit of 45.0%"),
            (Grade::Good, limits, "not below your limit of 60.0%"),
            (Grade::Plain, limits, "between your limits of 45.0% and 60.0%"),
        ] {
            assert_eq!(sentence(Judgement { grade, by: Some(by) }, 41.2, Measure::RATE).as_deref(), Some(said));
        }
        let few = Judgement { grade: Grade::Few, by: None };
        assert_eq!(sentence(few, 41.2, Measure::RATE).as_deref(), Some("too few finished calls to be judged"));
        assert_eq!(sentence(Judgement::default(), 41.2, Measure::RATE), None);
    }
}
