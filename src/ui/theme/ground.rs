//! Whether the terminal's own background is dark or light, from what the terminal answers.

/// The background that text stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    Dark,
    Light,
}

/// The luminance of a grey halfway between black and white as people see it (L* = 50 of CIELAB).
const MIDDLE: f64 = 0.184;

impl Ground {
    /// Of a background of this red, green and blue, each a part of 1.
    pub fn of(background: [f64; 3]) -> Self {
        // The plain power 2.2 is near enough to sRGB's own curve: backgrounds are seldom grey.
        let [red, green, blue] = background.map(|part| part.powf(2.2));
        let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        if luminance > MIDDLE { Self::Light } else { Self::Dark }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_palettes_are_what_people_call_them() {
        let of = |rgb: u32| Ground::of([16, 8, 0].map(|shift| f64::from(rgb >> shift & 0xff) / 255.0));
        // xterm, Solarized, Gruvbox, Dracula, Nord; then xterm reversed, Solarized, Gruvbox, Tomorrow.
        for dark in [0x00_0000, 0x00_2b36, 0x28_2828, 0x28_2a36, 0x2e_3440] {
            assert_eq!(of(dark), Ground::Dark, "{dark:06x}");
        }
        for light in [0xff_ffff, 0xfd_f6e3, 0xfb_f1c7, 0xff_fefe] {
            assert_eq!(of(light), Ground::Light, "{light:06x}");
        }
    }
}
