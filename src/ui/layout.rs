//! What stands where, at every size.
//!
//! ```text
//! width   ≥120 preview right · 100–119 preview below (when high enough) · <100 no boxes, no preview
//! height  ≥30 boxes · 24–29 one line each for gauges and hours · 16–23 hours fold into the status line
//!         8–15 header, filter, gauges, table, status, hints · <8 the table only
//! ```

use ratatui::layout::Rect;

use crate::app::mouse::Area;

/// How much room the gauges and the hours get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Boxes with lanes.
    Boxes,
    /// A line each.
    Lines,
    /// The hours stand in the status line.
    Folded,
}

/// The regions of a frame; a region that is not shown has no height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regions {
    /// Boxes or lines.
    pub form: Form,
    /// Name, badge, freshness.
    pub header: Rect,
    /// The filter and the position.
    pub filter: Rect,
    /// The gauges.
    pub gauges: Rect,
    /// The business hours.
    pub hours: Rect,
    /// "Campaigns are disabled".
    pub banner: Rect,
    /// The table, its border included.
    pub table: Rect,
    /// The preview, its border included.
    pub preview: Rect,
    /// Notices, failures.
    pub status: Rect,
    /// Keys.
    pub hints: Rect,
}

/// The height of the gauge boxes and of the hours box.
const GAUGES: u16 = 5;
const HOURS: u16 = 6;
/// The width of the preview at the right, and its height below.
const PREVIEW_WIDTH: u16 = 40;
const PREVIEW_HEIGHT: u16 = 11;

/// Lays a frame of `area` out.
pub fn regions(area: Rect, banner: bool, preview: bool) -> Regions {
    let form = match (area.width, area.height) {
        (100.., 30..) => Form::Boxes,
        (80.., 24..) => Form::Lines,
        _ => Form::Folded,
    };
    let mut rest = area;
    let small = area.height < 8;
    let line = u16::from(!small);
    let header = take_top(&mut rest, line);
    let filter = take_top(&mut rest, line);
    let hints = take_bottom(&mut rest, line);
    let status = take_bottom(&mut rest, line);
    let (gauges, hours) = match form {
        Form::Boxes => (take_top(&mut rest, GAUGES), take_top(&mut rest, HOURS)),
        Form::Lines => (take_top(&mut rest, 1), take_top(&mut rest, 1)),
        Form::Folded => (take_top(&mut rest, u16::from(area.height >= 10)), take_top(&mut rest, 0)),
    };
    let banner = take_top(&mut rest, u16::from(banner && !small));
    let preview = match (form, preview) {
        (Form::Boxes, true) if area.width >= 120 => take_right(&mut rest, preview_width(area.width)),
        (Form::Boxes, true) if rest.height >= PREVIEW_HEIGHT + 12 => take_bottom(&mut rest, PREVIEW_HEIGHT),
        _ => Rect { height: 0, ..rest },
    };
    Regions { form, header, filter, gauges, hours, banner, table: rest, preview, status, hints }
}

/// A third of a wide screen, 40 columns at least.
fn preview_width(width: u16) -> u16 {
    PREVIEW_WIDTH.max(width * 3 / 10)
}

impl From<Rect> for Area {
    fn from(Rect { x, y, width, height }: Rect) -> Self {
        Self { x, y, width, height }
    }
}

fn take_top(rest: &mut Rect, height: u16) -> Rect {
    let height = height.min(rest.height);
    let taken = Rect { height, ..*rest };
    *rest = Rect { y: rest.y + height, height: rest.height - height, ..*rest };
    taken
}

fn take_bottom(rest: &mut Rect, height: u16) -> Rect {
    let height = height.min(rest.height);
    rest.height -= height;
    Rect { y: rest.y + rest.height, height, ..*rest }
}

fn take_right(rest: &mut Rect, width: u16) -> Rect {
    let width = width.min(rest.width);
    rest.width -= width;
    Rect { x: rest.x + rest.width, width, ..*rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(width: u16, height: u16) -> Regions {
        regions(Rect::new(0, 0, width, height), true, true)
    }

    #[test]
    fn the_layout_shrinks_as_documented() {
        assert_eq!(at(120, 36).form, Form::Boxes);
        assert_eq!(at(120, 36).preview.width, 40);
        assert_eq!(at(100, 40).preview.height, PREVIEW_HEIGHT);
        assert_eq!(at(80, 24).form, Form::Lines);
        assert_eq!(at(80, 24).preview.height, 0);
        assert_eq!((at(80, 20).hours.height, at(80, 20).gauges.height), (0, 1));
        assert_eq!((at(40, 12).header.height, at(40, 12).gauges.height), (1, 1));
        assert_eq!(at(40, 7).table, Rect::new(0, 0, 40, 7));
    }

    #[test]
    fn regions_tile_the_screen_at_every_size() {
        for width in 0..210 {
            for height in 0..70 {
                let area = Rect::new(0, 0, width, height);
                let r = regions(area, true, true);
                let parts = [r.header, r.filter, r.gauges, r.hours, r.banner, r.table, r.preview, r.status, r.hints];
                let covered: u32 = parts.iter().map(|part| part.area()).sum();
                assert_eq!(covered, area.area(), "{width}x{height}");
                for part in parts {
                    assert_eq!(part.intersection(area).area(), part.area(), "{width}x{height} {part:?}");
                }
                assert!(height == 0 || r.table.height > 0, "{width}x{height}");
            }
        }
    }
}
