//! A terminal emulator's own idea of columns, which knows nothing of our widths: what stands beside a wide, combined or
//! joined sign must stand where it was drawn, also after the rows have moved.

use kaytop::domain::campaign::Campaign;
use kaytop::domain::shown::Shown;
use kaytop::ui::theme::Theme;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr as _;

use super::stage::Stage;
use super::{ASCII, FULL, frame};
use crate::samples::sample;

const NAMES: [&str; 12] = [
    "日本語クライアント 再連絡",
    "한국어 고객 상담 2차",
    "Señora Nu\u{301}n\u{303}ez combines",
    "👩‍👩‍👧 family of three",
    "👍🏽 skin tone 👋🏿",
    "🇺🇸 flags 🇲🇽 🇨🇦",
    "❤️ selected as emoji ☎️",
    "1️⃣ keycap #️⃣",
    "🏳️‍🌈 joined flag",
    "नमस्ते ग्राहक",
    "e\u{301}\u{302}\u{303} stacked",
    "plain",
];

/// A terminal that is fed the bytes of frame after frame.
struct Emulator {
    parser: vt100::Parser,
    shown: Buffer,
}

impl Emulator {
    fn new((width, height): (u16, u16)) -> Self {
        Self {
            parser: vt100::Parser::new(height.try_into().unwrap(), width.try_into().unwrap(), 0),
            shown: Buffer::empty(Rect::new(0, 0, width, height)),
        }
    }

    /// Writes what differs from the last frame, as the program does.
    fn show(&mut self, next: Buffer) {
        let mut bytes = Vec::new();
        CrosstermBackend::new(&mut bytes).draw(self.shown.diff(&next).into_iter()).unwrap();
        self.parser.process(&bytes);
        self.shown = next;
    }

    /// Every column that a sign of its own stands in must hold it, and every blank must be blank.
    fn check(&self, what: &str) {
        let screen = self.parser.screen();
        let width = self.shown.area.width;
        for (y, row) in self.shown.content.chunks(usize::from(width)).enumerate() {
            let line: String = screen.rows(0, width).nth(y).unwrap();
            let mut x = 0;
            while x < row.len() {
                let drawn = row[x].symbol();
                let cell = screen.cell(y as u16, x as u16).unwrap();
                let there = if cell.has_contents() { cell.contents() } else { " " };
                let takes = drawn.width().max(1);
                let alone = drawn.chars().count() == 1 || takes == 1;
                assert!(!alone || there == drawn, "{what}: {drawn:?} at {x},{y} is {there:?}:\n{line}");
                x += takes;
            }
        }
    }
}

fn company() -> Stage {
    let row = |(id, name): (usize, &&str)| Campaign {
        id: id as i64 + 2,
        name: Some(Shown::new(name)),
        agent: Some(Shown::new("日本_担当_エージェント")),
        ..sample()
    };
    Stage::with(NAMES.iter().enumerate().map(row).collect())
}

fn walk(size: (u16, u16), theme: Theme) {
    let (mut stage, mut emulator) = (company(), Emulator::new(size));
    for keys in ["", "j", "j", "j", "j", "j", "j", "j", "G", "gg", "/plain<enter>", "<esc>", "<enter>", "<esc>", "?"] {
        stage.press(keys);
        let (buf, _) = frame(&mut stage, size, theme);
        emulator.show(buf);
        emulator.check(&format!("{size:?} after {keys:?}"));
    }
}

#[test]
fn columns_stay_straight_in_a_terminal() {
    for size in [(200, 60), (120, 36), (80, 24), (60, 20), (40, 12), (20, 9)] {
        walk(size, FULL);
    }
}

#[test]
fn columns_stay_straight_in_ascii() {
    for size in [(120, 36), (40, 12)] {
        walk(size, ASCII);
    }
}
