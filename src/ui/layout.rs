//! What stands where, at every size.
//!
//! ```text
//! width   ≥120 preview right · 100–119 preview below (when high enough) · <100 no boxes, no preview
//!         (on 100 columns and more the user may have it on the other side, where the table keeps a few rows)
//!         ≥160 who needs a person, and where there is room the agents, below the preview, or beside it where that is below
//! height  ≥30 boxes · 24–29 one line each for gauges and hours · 16–23 hours fold into the status line, and of the views
//!         only the open one is shown, in the filter's line · 8–15 header, filter, gauges, table, status, hints · 3–7 header and table · <3 the table only
//!         (a launch that needs care keeps the header on 2 lines; on one it stands over the table's end)
//! ```

use ratatui::layout::Rect;

use crate::app::geometry::{Area, Spot, Target};
use crate::app::preview::{Placement, Seen};

/// How densely the gauges and the hours are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Density {
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
    pub density: Density,
    pub header: Rect,
    /// The views; on a low screen the open one stands in the filter's line.
    pub tabs: Rect,
    pub filter: Rect,
    pub gauges: Rect,
    pub hours: Rect,
    pub banner: Rect,
    /// The border included.
    pub table: Rect,
    /// The border included.
    pub preview: Rect,
    /// On which side the preview is.
    pub seen: Seen,
    /// The border included; where the preview leaves room.
    pub needs: Rect,
    /// The same.
    pub agents: Rect,
    pub status: Rect,
    pub hints: Rect,
}

/// How high a screen must be to have a line for the views.
const TABS: u16 = 24;
/// The heights of the gauge boxes and of the hours box, which has one more line on a high screen.
const GAUGES: u16 = 5;
const HOURS: u16 = 6;
const HIGH: u16 = 44;
/// The width of a preview on the right, and the height of one below.
const PREVIEW_WIDTH: u16 = 40;
const PREVIEW_WIDEST: u16 = 48;
const PREVIEW_HEIGHT: u16 = 11;
/// From this width on others have a place, each of at least so many lines below the preview: what that has to say of a
/// campaign, or of a group with its largest campaigns.
const OTHERS_WIDTH: u16 = 160;
const OTHERS_HEIGHT: u16 = 8;
const CAMPAIGN_HEIGHT: u16 = 20;
const GROUP_HEIGHT: u16 = 25;
/// Lines that a preview below leaves to the table: where it appears by itself, and where the user asked for it.
const TABLE_HEIGHT: u16 = 12;
const TABLE_LEAST: u16 = 8;

/// Lays out a frame. `badge`: the header has something that must be seen; `grouped`: the preview may show a group;
/// `preview`: where the user wants it, if at all.
pub fn regions(area: Rect, badge: bool, banner: bool, grouped: bool, preview: Option<Placement>) -> Regions {
    let density = match (area.width, area.height) {
        (100.., 30..) => Density::Boxes,
        (80.., 24..) => Density::Lines,
        _ => Density::Folded,
    };
    let mut rest = area;
    let small = area.height < 8;
    let line = u16::from(!small);
    // LIVE or SANDBOX stands on every screen that has a line to spare.
    let header = take_top(&mut rest, u16::from(area.height >= if badge { 2 } else { 3 }));
    let tabs = take_top(&mut rest, u16::from(area.height >= TABS));
    let filter = take_top(&mut rest, line);
    let hints = take_bottom(&mut rest, line);
    let status = take_bottom(&mut rest, line);
    let (gauges, hours) = match density {
        Density::Boxes => (take_top(&mut rest, GAUGES), take_top(&mut rest, HOURS + u16::from(area.height >= HIGH))),
        Density::Lines => (take_top(&mut rest, 1), take_top(&mut rest, 1)),
        Density::Folded => (take_top(&mut rest, u16::from(area.height >= 10)), take_top(&mut rest, 0)),
    };
    let banner = take_top(&mut rest, u16::from(banner && !small));
    let seen = side(density, rest, preview);
    let mut preview = match seen {
        Seen::Right | Seen::OnlyRight => take_right(&mut rest, preview_width(area.width)),
        Seen::Below => take_bottom(&mut rest, PREVIEW_HEIGHT),
        Seen::Hidden | Seen::NoRoom => Rect { height: 0, ..rest },
    };
    let [needs, agents] = take_others(&mut preview, area.width, grouped, seen);
    let table = rest;
    Regions { density, header, tabs, filter, gauges, hours, banner, table, preview, seen, needs, agents, status, hints }
}

/// Takes the places of who needs a person, and of the agents, from the preview's, on a screen that is wide enough.
fn take_others(preview: &mut Rect, screen: u16, grouped: bool, seen: Seen) -> [Rect; 2] {
    let needed = if grouped { GROUP_HEIGHT } else { CAMPAIGN_HEIGHT };
    let mut others = match seen {
        Seen::Right | Seen::OnlyRight if screen >= OTHERS_WIDTH && preview.height >= needed + OTHERS_HEIGHT => {
            let height = preview.height - needed;
            take_bottom(preview, height)
        }
        Seen::Below if screen >= OTHERS_WIDTH => take_right(preview, preview_width(screen)),
        _ => Rect { height: 0, ..*preview },
    };
    let agents = match others.height {
        height if height >= 2 * OTHERS_HEIGHT => take_bottom(&mut others, height / 2),
        _ => Rect { height: 0, ..others },
    };
    [others, agents]
}

/// On which side of the table the preview stands; `rest` is the room of both. A side without room gives way.
fn side(density: Density, rest: Rect, wanted: Option<Placement>) -> Seen {
    let fits_below = |table: u16| rest.height >= PREVIEW_HEIGHT + table;
    let right = if fits_below(TABLE_LEAST) { Seen::Right } else { Seen::OnlyRight };
    match wanted {
        _ if density != Density::Boxes => Seen::NoRoom,
        Some(Placement::Below) if fits_below(TABLE_LEAST) => Seen::Below,
        Some(Placement::Right) => right,
        Some(_) if rest.width >= 120 => right,
        Some(_) if fits_below(TABLE_HEIGHT) => Seen::Below,
        Some(Placement::Auto | Placement::Below) | None => Seen::Hidden,
    }
}

/// A quarter of the screen, within limits; most of the room is the table's.
fn preview_width(width: u16) -> u16 {
    (width / 4).clamp(PREVIEW_WIDTH, PREVIEW_WIDEST)
}

impl From<Rect> for Area {
    fn from(Rect { x, y, width, height }: Rect) -> Self {
        Self { x, y, width, height }
    }
}

/// `width` columns of the first line of `area`, from column `from` on, as the spot of `target`; none outside `area`.
pub fn spot(area: Rect, from: usize, width: usize, target: Target) -> Option<Spot> {
    let (from, width) = (u16::try_from(from).ok()?, u16::try_from(width).ok()?);
    let place = Rect { x: area.x.saturating_add(from), width, height: 1, ..area }.intersection(area);
    (!place.is_empty()).then(|| Spot { area: place.into(), target })
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
        regions(Rect::new(0, 0, width, height), false, true, false, Some(Placement::Auto))
    }

    #[test]
    fn the_layout_shrinks_as_documented() {
        assert_eq!(at(120, 36).density, Density::Boxes);
        assert_eq!(at(120, 36).preview.width, 40);
        assert_eq!(at(100, 40).preview.height, PREVIEW_HEIGHT);
        assert_eq!(at(80, 24).density, Density::Lines);
        assert_eq!(at(80, 24).preview.height, 0);
        assert_eq!((at(80, 20).hours.height, at(80, 20).gauges.height), (0, 1));
        assert_eq!((at(40, 12).header.height, at(40, 12).gauges.height), (1, 1));
        assert_eq!(at(40, 7).table, Rect::new(0, 1, 40, 6));
        assert_eq!(at(40, 2).table, Rect::new(0, 0, 40, 2));
    }

    #[test]
    fn the_preview_stands_where_it_is_wanted_if_it_fits() {
        use Placement::{Auto, Below, Right};
        for (width, height, wanted, seen) in [
            (120, 36, Some(Auto), Seen::Right),
            (120, 36, Some(Below), Seen::Below),
            (120, 30, Some(Below), Seen::OnlyRight),
            (119, 40, Some(Auto), Seen::Below),
            (119, 40, Some(Right), Seen::Right),
            (100, 30, Some(Auto), Seen::Hidden),
            (100, 30, Some(Right), Seen::OnlyRight),
            (120, 36, None, Seen::Hidden),
            (99, 60, Some(Auto), Seen::NoRoom),
            (200, 29, Some(Right), Seen::NoRoom),
        ] {
            let regions = regions(Rect::new(0, 0, width, height), false, false, false, wanted);
            assert_eq!(regions.seen, seen, "{width}x{height} {wanted:?}");
            assert_eq!(regions.preview.is_empty(), matches!(seen, Seen::Hidden | Seen::NoRoom));
        }
    }

    #[test]
    fn who_needs_a_person_and_the_agents_stand_where_the_preview_leaves_room() {
        use Placement::{Auto, Below};
        for (width, height, grouped, wanted, preview, needs, agents) in [
            (200, 60, false, Some(Auto), (48, 20), (48, 12), (48, 11)),
            (200, 60, true, Some(Auto), (48, 25), (48, 9), (48, 9)),
            (160, 45, false, Some(Auto), (40, 20), (40, 8), (40, 0)),
            (160, 45, true, Some(Auto), (40, 28), (40, 0), (40, 0)),
            (160, 42, false, Some(Auto), (40, 26), (40, 0), (40, 0)),
            (159, 60, false, Some(Auto), (40, 43), (40, 0), (40, 0)),
            (200, 60, false, Some(Below), (152, 11), (48, 11), (48, 0)),
            (200, 60, false, None, (200, 0), (200, 0), (200, 0)),
        ] {
            let regions = regions(Rect::new(0, 0, width, height), false, false, grouped, wanted);
            let size = |area: Rect| (area.width, area.height);
            let sizes = [regions.preview, regions.needs, regions.agents].map(size);
            assert_eq!(sizes, [preview, needs, agents], "{width}x{height}");
        }
    }

    #[test]
    fn regions_tile_the_screen_at_every_size() {
        for width in 0..210 {
            for height in 0..70 {
                let area = Rect::new(0, 0, width, height);
                let wanted = [Placement::Auto, Placement::Right, Placement::Below];
                let grouped = width % 3 == 0;
                let r = regions(area, width % 2 == 0, true, grouped, wanted.get(usize::from(height % 3)).copied());
                let upper = [r.header, r.tabs, r.filter, r.gauges, r.hours, r.banner];
                let parts = upper.into_iter().chain([r.table, r.preview, r.needs, r.agents, r.status, r.hints]);
                let parts: Vec<Rect> = parts.collect();
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
