//! Every role is readable on six common palettes and on our own backgrounds.
//!
//! The contrast ratio is that of WCAG 2.2: 3:1 for text on a palette that its user chose, 4.5:1 on a background of ours.
//! Shapes repeat what a word or number beside them says, so that they may be a little softer.

use super::painted::{self, Painted, Rgb};
use super::*;
use ratatui::style::Modifier;

/// A terminal's palette as its makers publish it: foreground, background, colours 0–15.
struct Palette {
    name: &'static str,
    fore: u32,
    back: u32,
    colours: [u32; 16],
}

const SOLARIZED: [u32; 16] = [
    0x07_3642, 0xdc_322f, 0x85_9900, 0xb5_8900, 0x26_8bd2, 0xd3_3682, 0x2a_a198, 0xee_e8d5, 0x00_2b36, 0xcb_4b16,
    0x58_6e75, 0x65_7b83, 0x83_9496, 0x6c_71c4, 0x93_a1a1, 0xfd_f6e3,
];

const PALETTES: [Palette; 7] = [
    Palette {
        name: "xterm",
        fore: 0xff_ffff,
        back: 0x00_0000,
        colours: [
            0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5, 0x7f_7f7f,
            0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
        ],
    },
    Palette {
        name: "VGA console",
        fore: 0xaa_aaaa,
        back: 0x00_0000,
        colours: [
            0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa, 0x55_5555,
            0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
        ],
    },
    Palette { name: "Solarized dark", fore: 0x83_9496, back: 0x00_2b36, colours: SOLARIZED },
    Palette { name: "Solarized light", fore: 0x65_7b83, back: 0xfd_f6e3, colours: SOLARIZED },
    Palette {
        name: "Gruvbox dark",
        fore: 0xeb_dbb2,
        back: 0x28_2828,
        colours: [
            0x28_2828, 0xcc_241d, 0x98_971a, 0xd7_9921, 0x45_8588, 0xb1_6286, 0x68_9d6a, 0xa8_9984, 0x92_8374,
            0xfb_4934, 0xb8_bb26, 0xfa_bd2f, 0x83_a598, 0xd3_869b, 0x8e_c07c, 0xeb_dbb2,
        ],
    },
    Palette {
        name: "GitHub light",
        fore: 0x24_292f,
        back: 0xff_ffff,
        colours: [
            0x24_292f, 0xcf_222e, 0x11_6329, 0x4d_2d00, 0x09_69da, 0x82_50df, 0x1b_7c83, 0x6e_7781, 0x57_606a,
            0xa4_0e26, 0x1a_7f37, 0x63_3c01, 0x21_8bff, 0xa4_75f9, 0x31_92aa, 0x8c_959f,
        ],
    },
    Palette {
        name: "Tango light",
        fore: 0x2e_3436,
        back: 0xff_ffff,
        colours: [
            0x2e_3436, 0xcc_0000, 0x4e_9a06, 0xc4_a000, 0x34_65a4, 0x75_507b, 0x06_989a, 0xd3_d7cf, 0x55_5753,
            0xef_2929, 0x8a_e234, 0xfc_e94f, 0x72_9fcf, 0xad_7fa8, 0x34_e2e2, 0xee_eeec,
        ],
    },
];

/// The roles of words and numbers.
fn texts() -> Vec<Role> {
    vec![
        Role::Text,
        Role::Dim,
        Role::Strong,
        Role::Title,
        Role::Head,
        Role::Badge(Mode::Live),
        Role::Badge(Mode::Sandbox),
        Role::Cursor,
        Role::Match,
        Role::Marked,
        Role::Changed,
        Role::Key,
        Role::Past,
        Role::PastWords,
        Role::Warning,
        Role::Alert,
        Role::Banner,
        Role::Good,
        Role::Poor,
    ]
}

/// The roles of bars, lights and marks.
fn shapes() -> Vec<Role> {
    vec![Role::Ok, Role::Failed, Role::Pending, Role::Course, Role::Open, Role::Barred]
}

fn rgb(hex: u32) -> Rgb {
    let [_, r, g, b] = hex.to_be_bytes();
    [r, g, b]
}

impl Palette {
    fn shown(&self, colour: Option<Color>, otherwise: u32) -> Rgb {
        let at = match colour {
            None | Some(Color::Reset) => return rgb(otherwise),
            Some(Color::Black) => 0,
            Some(Color::Red) => 1,
            Some(Color::Green) => 2,
            Some(Color::Yellow) => 3,
            Some(Color::Blue) => 4,
            Some(Color::Magenta) => 5,
            Some(Color::Cyan) => 6,
            Some(Color::Gray) => 7,
            Some(Color::DarkGray) => 8,
            Some(Color::LightRed) => 9,
            Some(Color::LightGreen) => 10,
            Some(Color::LightYellow) => 11,
            Some(Color::LightBlue) => 12,
            Some(Color::LightMagenta) => 13,
            Some(Color::LightCyan) => 14,
            Some(Color::White) => 15,
            Some(Color::Rgb(..) | Color::Indexed(_)) => panic!("not one of the sixteen: {colour:?}"),
        };
        rgb(self.colours[at])
    }

    /// The contrast of a style; reversing swaps the pair and changes nothing.
    fn contrast(&self, style: Style) -> f64 {
        let dimmed = if style.add_modifier.contains(Modifier::DIM) { 2.0 / 3.0 } else { 1.0 };
        let (text, ground) = (self.shown(style.fg, self.fore), self.shown(style.bg, self.back));
        let blend = |at: usize| (f64::from(text[at]) * dimmed + f64::from(ground[at]) * (1.0 - dimmed)) as u8;
        ratio([blend(0), blend(1), blend(2)], ground)
    }
}

/// WCAG 2.2, relative luminance.
fn luminance(colour: Rgb) -> f64 {
    let linear = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

/// WCAG 2.2, contrast ratio: 1 to 21.
fn ratio(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn the_formula_is_the_published_one() {
    assert!((ratio(rgb(0), rgb(0xff_ffff)) - 21.0).abs() < 1e-9);
    assert!((ratio(rgb(0x76_7676), rgb(0xff_ffff)) - 4.54).abs() < 0.01);
    assert!((ratio(rgb(0xff_0000), rgb(0xff_ffff)) - 4.00).abs() < 0.01);
}

#[test]
fn the_terminals_own_colours_are_readable_on_common_palettes() {
    let theme = Theme::new(Look::Sixteen, Depth::True, false);
    for mode in [Mode::Live, Mode::Sandbox] {
        for palette in &PALETTES {
            for (roles, least) in [(texts(), 3.0), (shapes(), 2.5)] {
                for role in roles {
                    let contrast = palette.contrast(theme.of(mode).style(role));
                    assert!(contrast >= least, "{role:?} on {}: {contrast:.2}", palette.name);
                }
            }
            // Old data and borders are dimmed on purpose, but never lost.
            for role in [Role::Old, Role::Border] {
                let contrast = palette.contrast(theme.of(mode).style(role));
                assert!(contrast >= 1.5, "{role:?} on {}: {contrast:.2}", palette.name);
            }
        }
    }
}

/// What the terminal shows for a colour of ours.
fn shown(colour: Option<Color>) -> Rgb {
    match colour {
        Some(Color::Rgb(r, g, b)) => [r, g, b],
        Some(Color::Indexed(place)) => painted::indexed(place),
        other => panic!("a painted look leaves nothing to the terminal: {other:?}"),
    }
}

#[test]
fn our_own_backgrounds_carry_every_role() {
    for (look, text, shape) in [(Look::Dark, 4.5, 3.0), (Look::Light, 4.5, 3.0), (Look::Contrast, 7.0, 7.0)] {
        for depth in [Depth::True, Depth::Indexed] {
            for mode in [Mode::Live, Mode::Sandbox] {
                let theme = Theme::new(look, depth, false).of(mode);
                let (old, border) = (vec![Role::Old], vec![Role::Border]);
                for (roles, least) in [(texts(), text), (old, text), (shapes(), shape), (border, 3.0)] {
                    for role in roles {
                        let style = theme.style(role);
                        let contrast = ratio(shown(style.fg), shown(style.bg));
                        assert!(contrast >= least, "{role:?} of {look:?} {depth:?}: {contrast:.2}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_tinted_row_carries_all_that_rows_show() {
    for look in [Look::Dark, Look::Light] {
        for depth in [Depth::True, Depth::Indexed] {
            let theme = Theme::new(look, depth, false);
            let ground = shown(theme.style(Role::Cursor).bg);
            let values = [Role::Strong, Role::Dim, Role::Match, Role::Marked, Role::Changed, Role::Good, Role::Poor];
            let words = [&values[..], &[Role::Warning, Role::Alert]].concat();
            for (roles, least) in [(words, 4.5), (vec![Role::Ok, Role::Failed], 3.0), (vec![Role::Old], 3.0)] {
                for role in roles {
                    let contrast = ratio(shown(theme.style(role).fg), ground);
                    assert!(contrast >= least, "{role:?} on the cursor of {look:?} {depth:?}: {contrast:.2}");
                }
            }
        }
    }
    assert!(!Theme::new(Look::Contrast, Depth::True, false).tints());
}

#[test]
fn xterms_colours_are_found_where_they_stand() {
    for (place, colour) in [(16, 0x00_0000), (196, 0xff_0000), (46, 0x00_ff00), (21, 0x00_00ff), (231, 0xff_ffff)] {
        assert_eq!(painted::indexed(place), rgb(colour));
    }
    assert_eq!((painted::indexed(232), painted::indexed(255)), ([8; 3], [238; 3]));
}

#[test]
fn a_terminal_of_sixteen_colours_is_given_no_others() {
    for look in [Look::Dark, Look::Light, Look::Contrast] {
        assert_eq!(Theme::new(look, Depth::Sixteen, false), Theme::new(Look::Sixteen, Depth::Sixteen, false));
    }
}

#[test]
fn a_painted_screen_has_no_hole() {
    let mut buf = Buffer::empty(ratatui::layout::Rect::new(0, 0, 3, 2));
    Theme::new(Look::Light, Depth::True, false).paint(&mut buf);
    let Painted { ground: [r, g, b], .. } = painted::LIGHT;
    assert!(buf.content.iter().all(|cell| cell.bg == Color::Rgb(r, g, b) && cell.fg != Color::Reset));
}

/// Without colour, what must be told apart is told by weight, reverse, underline or a glyph.
#[test]
fn without_colour_the_weight_is_left() {
    let theme = Theme::new(Look::None, Depth::True, false);
    for role in texts().into_iter().chain(shapes()).chain([Role::Old, Role::Faint, Role::Closed]) {
        assert_eq!((theme.style(role).fg, theme.style(role).bg), (None, None), "{role:?}");
    }
    let weights = [Role::Text, Role::Strong, Role::Old, Role::Cursor, Role::Match, Role::Banner];
    for (at, role) in weights.iter().enumerate() {
        for other in &weights[..at] {
            assert_ne!(theme.style(*role), theme.style(*other), "{role:?} looks like {other:?}");
        }
    }
    assert_ne!(theme.style(Role::Alert), theme.style(Role::Text));
}

/// A style that blinks is never given.
#[test]
fn nothing_blinks() {
    for look in [Look::Sixteen, Look::Dark, Look::Light, Look::Contrast, Look::None] {
        for role in texts().into_iter().chain(shapes()) {
            let style = Theme::new(look, Depth::True, false).style(role);
            assert!(!style.add_modifier.intersects(Modifier::SLOW_BLINK | Modifier::RAPID_BLINK), "{role:?}");
        }
    }
}
