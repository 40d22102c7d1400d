//! A course in a few cells: `▁▂▅▇▆▃▁▄▆▇`. Where nothing is known a cell is blank.

use ratatui::text::Span;

use super::theme::{Role, Theme};

/// From the lowest to the highest. None fills its cell: what stands in the line above stays apart.
const BLOCKS: [char; 7] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇'];

/// From where the blocks grow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ground {
    /// From zero, as counts do: twice as much is twice as high.
    Zero,
    /// From about the lowest value. Values that are less than so much apart differ by less than the whole height.
    Lowest(f64),
}

/// The ground of rates in percent: less than two points do not fill it.
pub const RATE: Ground = Ground::Lowest(2.0);

/// One line of `cells` columns that ends with the last value: of fewer values the first columns are blank, of more
/// several share a cell, and the highest of them is shown.
pub fn line(values: &[Option<f64>], ground: Ground, cells: usize) -> String {
    let shown = gather(values, cells);
    let known = || shown.iter().flatten().copied();
    let (lowest, highest) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    let (from, to) = match ground {
        Ground::Zero => (0.0, highest),
        Ground::Lowest(least) => {
            let wanting = (least - (highest - lowest)).max(0.0) / 2.0;
            (lowest - wanting, highest + wanting)
        }
    };
    shown.iter().map(|value| value.map_or(' ', |value| block(value, from, to, ground))).collect()
}

/// The same, in the look of a course; quiet where nothing came.
pub fn span(values: &[Option<f64>], ground: Ground, cells: usize, theme: Theme) -> Span<'static> {
    theme.span(line(values, ground, cells), role(values, ground))
}

/// How a course looks.
pub fn role(values: &[Option<f64>], ground: Ground) -> Role {
    let moves = values.iter().flatten().any(|value| *value > 0.0);
    if moves || ground != Ground::Zero { Role::Course } else { Role::Faint }
}

fn gather(values: &[Option<f64>], cells: usize) -> Vec<Option<f64>> {
    let finite = |value: &Option<f64>| value.filter(|value| value.is_finite());
    let blank = cells.saturating_sub(values.len());
    let shared = |cell: usize| {
        let (from, to) = (cell * values.len() / cells.max(1), (cell + 1) * values.len() / cells.max(1));
        values.get(from..to).unwrap_or_default().iter().filter_map(finite).reduce(f64::max)
    };
    if blank > 0 {
        return vec![None; blank].into_iter().chain(values.iter().map(finite)).collect();
    }
    (0..cells).map(shared).collect()
}

/// Whatever is more than nothing never looks as nothing does.
fn block(value: f64, from: f64, to: f64, ground: Ground) -> char {
    let top = BLOCKS.len() - 1;
    let level = (((value - from) / (to - from)).clamp(0.0, 1.0) * top as f64).round() as usize;
    let least = usize::from(ground == Ground::Zero && value > 0.0);
    BLOCKS.get(level.max(least).min(top)).copied().unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::ascii;
    use proptest::prelude::*;

    fn known(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    #[test]
    fn it_grows_from_zero_or_from_the_lowest() {
        let values = known(&[0.0, 1.0, 20.0, 40.0, 70.0]);
        assert_eq!(line(&values, Ground::Zero, 5), "▁▂▃▄▇");
        assert_eq!(line(&known(&[60.0, 64.0, 68.0]), RATE, 3), "▁▄▇");
        assert_eq!(line(&known(&[63.9, 64.0, 64.1]), RATE, 3), "▄▄▄", "a tenth of a point is little");
        assert_eq!(line(&known(&[63.0, 64.0, 65.0]), Ground::Zero, 3), "▇▇▇");
        assert_eq!(line(&known(&[0.0, 0.0]), Ground::Zero, 2), "▁▁");
        assert_eq!(role(&known(&[0.0, 0.0]), Ground::Zero), Role::Faint);
        assert_eq!([role(&values, Ground::Zero), role(&known(&[0.0]), RATE)], [Role::Course; 2]);
    }

    #[test]
    fn it_ends_with_the_last_value_and_has_holes() {
        assert_eq!(line(&[Some(1.0), None, Some(2.0)], Ground::Zero, 5), "  ▄ ▇");
        assert_eq!(line(&known(&[1.0, 8.0, 0.0, 2.0]), Ground::Zero, 2), "▇▃");
        assert_eq!(line(&[None, None], Ground::Zero, 2), "  ");
        assert_eq!(line(&[], Ground::Zero, 3), "   ");
        assert_eq!(line(&[Some(f64::NAN), Some(3.0)], Ground::Zero, 2), " ▇");
    }

    #[test]
    fn every_level_has_a_form_in_ascii() {
        let levels: Vec<_> = (0..7).map(|level| Some(f64::from(level))).collect();
        assert_eq!(ascii::text(&line(&levels, Ground::Zero, 7)), "_.:-=+*");
    }

    proptest! {
        #[test]
        fn more_is_never_lower(values in proptest::collection::vec(0.0..1e18_f64, 1..40), cells in 0_usize..60) {
            let mut sorted = values;
            sorted.sort_by(f64::total_cmp);
            for ground in [Ground::Zero, RATE] {
                let drawn = line(&known(&sorted), ground, cells);
                prop_assert_eq!(drawn.chars().count(), cells);
                let heights: Vec<char> = drawn.trim_start().chars().collect();
                prop_assert!(heights.is_sorted(), "{drawn}");
            }
        }
    }
}
