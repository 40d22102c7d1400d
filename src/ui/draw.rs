//! One frame: every region in its place, overlays on top.
//!
//! ```text
//! header     kaytop  LIVE  host                         as of 14:02:05 CST · every 30 s · requests left 90 %
//! views      1 All 143 │[2 Worst success 89]│ 3 Largest pending 131
//! filter     / calls:>100                                               17/143 · sorted by ID ↓
//! gauges     calls · success of finished · conversion · company
//! hours      the clients' day, each zone's clock and light
//! banner     (when campaigns are disabled)
//! table                                                                 preview, needs, agents
//! status     what there is to say
//! hints      the keys
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::layout::{self, Density, Regions};
use super::popup::Page;
use super::theme::{Role, Theme};
use super::{
    agents, alerts, ascii, badge, baseline_menu, cluster, columns_sheet, command, compare, copy, detail, filter,
    footer, form, gauge_line, gauges, happened, header, help, launches, moment, needs, preview, sort_menu, statement,
    status, table, text, timeline, view_tabs, write,
};
use crate::app::geometry::Geometry;
use crate::app::geometry::{Layer, Spot};
use crate::app::model::Model;
use crate::app::overlay::Overlay;

/// What a frame tells the loop.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawn {
    pub geometry: Geometry,
    /// The terminal's cursor; hidden when `None`.
    pub cursor: Option<Position>,
}

/// Draws the model into `buf`, which must be empty.
pub fn draw(model: &Model, theme: Theme, buf: &mut Buffer) -> Drawn {
    let area = buf.area;
    let theme = theme.of(model.context.connection.mode);
    let regions = regions(model, area);
    header::draw(model, theme, regions.header, buf);
    let mut spots = Vec::new();
    view_tabs::draw(model, theme, regions.tabs, &mut spots, buf);
    let taken = if regions.tabs.is_empty() { view_tabs::draw_open(model, theme, regions.filter, buf) } else { 0 };
    let cursor = header::draw_filter(model, theme, regions.filter, taken, &mut spots, buf);
    match regions.density {
        Density::Boxes => {
            gauges::draw(model, theme, regions.gauges, buf);
            timeline::draw_box(model, theme, regions.hours, buf);
        }
        Density::Lines | Density::Folded => {
            gauge_line::draw(model, theme, regions.gauges, buf);
            timeline::draw_line(model, theme, regions.hours, buf);
        }
    }
    if !regions.banner.is_empty() {
        draw_banner(theme, regions.banner, buf);
    }
    let mut geometry = table::draw(model, theme, regions.density, regions.table, buf);
    if !regions.preview.is_empty() {
        preview::draw(model, theme, regions.preview, buf);
    }
    if !regions.needs.is_empty() {
        needs::draw(model, theme, regions.needs, &mut spots, buf);
    }
    if !regions.agents.is_empty() {
        agents::draw(model, theme, regions.agents, buf);
    }
    footer::draw_status(model, theme, regions.density, regions.status, buf);
    geometry.preview = regions.seen;
    (geometry.layers, geometry.scope) = (model.overlays.len(), Some(model.scope()));
    let mut cursor = cursor.filter(|_| model.overlays.is_empty());
    if model.overlays.is_empty() {
        let top = regions.filter.bottom();
        let below = Rect { y: top, height: regions.status.y.saturating_sub(top), ..area };
        filter::draw(model, theme, regions.filter, below, buf);
    }
    // LIVE or SANDBOX, and what there is to say, stay in sight.
    let body =
        Rect { y: regions.header.bottom(), height: regions.status.y.saturating_sub(regions.header.bottom()), ..area };
    for overlay in &model.overlays {
        spots.clear();
        let page = draw_overlay(model, theme, overlay, body, &mut spots, buf);
        (geometry.scroll_end, geometry.overlay_page) = (page.end, usize::from(page.lines.height));
        let lines = page.menu.unwrap_or(page.lines);
        geometry.layer = Layer { area: page.place.into(), lines: lines.into(), first: page.first };
        geometry.columns_end = page.columns_end;
        geometry.reading = page.reading;
        cursor = page.cursor;
    }
    if !matches!(model.overlays.last(), Some(Overlay::Command(_))) {
        footer::draw_hints(model, theme, regions.hints, &mut spots, buf);
    }
    footer::draw_said(model, theme, regions.status, buf);
    geometry.spots = spots;
    if regions.header.is_empty() {
        badge::draw_over(model, theme, area, buf);
    }
    theme.paint(buf);
    cluster::settle(buf);
    if theme.ascii {
        ascii::transliterate(buf);
    }
    Drawn { geometry, cursor }
}

fn regions(model: &Model, area: Rect) -> Regions {
    let disabled = model.context.company.enabled == Some(false);
    let preview = model.list.preview.wanted().filter(|_| !model.list.columns.wide());
    let grouped = model.context.store.is_grouped();
    layout::regions(area, model.context.launches.need_care(), disabled, grouped, preview)
}

fn draw_banner(theme: Theme, area: Rect, buf: &mut Buffer) {
    const WORDINGS: [&str; 4] = [
        "Campaigns are DISABLED for this company: no calls are made. Kayse's support can enable them.",
        "Campaigns are DISABLED for this company: no calls are made.",
        "Campaigns are DISABLED.",
        "DISABLED",
    ];
    let style = theme.style(Role::Banner);
    buf.set_style(area, style);
    let words = text::fitting(&WORDINGS, usize::from(area.width).saturating_sub(2));
    text::put_centered(buf, area, &Line::styled(words, style));
}

/// Draws one overlay and adds what in it answers to a click.
fn draw_overlay(
    model: &Model,
    theme: Theme,
    overlay: &Overlay,
    area: Rect,
    spots: &mut Vec<Spot>,
    buf: &mut Buffer,
) -> Page {
    match overlay {
        Overlay::Help(view) => help::draw(model, view, theme, area, spots, buf),
        Overlay::Status(scroll) => status::draw(model, theme, *scroll, area, buf),
        Overlay::Launches(view) => launches::draw(model, view, theme, area, buf),
        Overlay::Statement(open) => statement::draw(model, open, theme, area, buf),
        Overlay::Moment(open) => moment::draw(model, open, theme, area, buf),
        Overlay::Write(view) => write::draw(model, view, theme, area, buf),
        Overlay::Columns(choice) => {
            let regions = regions(model, buf.area);
            let window = table::window(model, regions.density, regions.table);
            columns_sheet::draw(model, theme, *choice, &window, area, buf)
        }
        Overlay::Sort(choice) => sort_menu::draw(model, theme, *choice, area, buf),
        Overlay::Baseline(choice) => baseline_menu::draw(model, theme, *choice, area, buf),
        Overlay::Command(open) => command::draw(model, open, theme, area, buf),
        Overlay::Copy => copy::draw(model, theme, area, buf),
        Overlay::Form => form::draw(model, theme, area, spots, buf),
        Overlay::Drafts(view) => form::drafts::draw(model, view, theme, area, buf),
        Overlay::Detail(open) => detail::draw(model, open, theme, area, spots, buf),
        Overlay::Alerts(view) => alerts::draw(model, view, theme, area, spots, buf),
        Overlay::Happened(view) => happened::draw(model, view, theme, area, spots, buf),
        Overlay::Compare(view) => compare::draw(model, view, theme, area, buf),
    }
}
