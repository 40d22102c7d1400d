//! What a whole control sequence says: keys in the notations of xterm, of its `modifyOtherKeys` and of kitty, the mouse,
//! the focus, and the answers to what we asked. Whatever else a terminal sends is an answer to somebody else's question and
//! says nothing here.

use super::Input;
use crate::app::key::Key;
use crate::app::mouse::{Gesture, Mouse};
use crate::ui::theme::Ground;

/// Keys held together with another, as the bits that every notation sends plus one.
#[derive(Debug, Clone, Copy)]
struct Held(u32);

impl Held {
    const SHIFT: u32 = 1;
    const CTRL: u32 = 4;
    const CAPS_LOCK: u32 = 64;
    /// Alt, Super, Hyper, Meta: no key of ours is pressed with one of them.
    const OTHERS: u32 = 2 | 8 | 16 | 32;

    fn has(self, bits: u32) -> bool {
        self.0 & bits != 0
    }
}

/// The parameters of a sequence: fields between `;`, each of numbers between `:`.
struct Parameters<'a>(&'a [u8]);

impl Parameters<'_> {
    /// A number; none where it is missing or left out.
    fn number(&self, field: usize, part: usize) -> Option<u32> {
        let field = self.0.split(|byte| *byte == b';').nth(field)?;
        let digits = field.split(|byte| *byte == b':').nth(part)?;
        let add = |sum: u32, digit: &u8| sum.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
        let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
        is_number.then(|| digits.iter().fold(0, add))
    }

    /// What is held, in the second field or another.
    fn held(&self, field: usize) -> Held {
        Held(self.number(field, 0).unwrap_or(1).saturating_sub(1))
    }

    /// Whether the key was let go rather than pressed.
    fn released(&self) -> bool {
        self.number(1, 1) == Some(3)
    }
}

/// What `CSI parameters last` says.
pub(super) fn csi(parameters: &[u8], last: u8) -> Option<Input> {
    if let Some(report) = parameters.strip_prefix(b"<") {
        return mouse(&Parameters(report), last).map(Input::Mouse);
    }
    match (parameters, last) {
        // The mode 2031 of contour, which others took over: the terminal's colours are dark or light from here on.
        (b"?997;1", b'n') => return Some(Input::Ground(Ground::Dark)),
        (b"?997;2", b'n') => return Some(Input::Ground(Ground::Light)),
        // The device attributes, which every terminal tells.
        ([b'?', ..], b'c') => return Some(Input::Answered),
        _ => {}
    }
    // A private mark or an intermediate byte: an answer.
    if parameters.iter().any(|byte| !matches!(byte, b'0'..=b';')) {
        return None;
    }
    let parameters = Parameters(parameters);
    match last {
        b'I' => Some(Input::Focused),
        b't' if parameters.number(0, 0) == Some(48) => Some(Input::Resized),
        _ if parameters.released() => None,
        b'u' => character(&parameters).map(Input::Key),
        b'~' if parameters.number(0, 0) == Some(27) && parameters.number(2, 0).is_some() => {
            let code = parameters.number(2, 0)?;
            pressed(code, None, None, parameters.held(1)).map(Input::Key)
        }
        // rxvt ends these with `^` and `@` where Ctrl is held.
        b'~' | b'^' | b'@' => named(numbered(parameters.number(0, 0)?)?, parameters.held(1)).map(Input::Key),
        _ => named(lettered(last)?, parameters.held(1)).map(Input::Key),
    }
}

/// What `OSC text ST` says: the background, as xterm tells it (`11;rgb:1414/1818/1f1f`, one to four hex digits each).
pub(super) fn osc(text: &[u8]) -> Option<Input> {
    let colour = std::str::from_utf8(text.strip_prefix(b"11;")?).ok()?;
    let parts = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?;
    let part = |digits: &str| {
        let most = 16_u32.checked_pow(u32::try_from(digits.len()).ok()?)?.checked_sub(1).filter(|most| *most > 0)?;
        Some(f64::from(u32::from_str_radix(digits, 16).ok()?) / f64::from(most))
    };
    let mut parts = parts.split('/').map(part);
    let background = [parts.next()??, parts.next()??, parts.next()??];
    Some(Input::Ground(Ground::of(background)))
}

/// What `SS3 parameters last` says: keys of a keypad in its application mode, and arrows in theirs.
pub(super) fn ss3(parameters: &[u8], last: u8) -> Option<Input> {
    let held = Parameters(parameters).held(0);
    let key = match last {
        b'M' => Key::Enter,
        b'I' => Key::Tab,
        b'X' => Key::Char('='),
        // The keypad's characters stand in the order of ASCII, from `*` to `9`.
        b'j'..=b'y' => Key::Char(char::from(last - b'j' + b'*')),
        _ => lettered(last)?,
    };
    named(key, held).map(Input::Key)
}

/// What the Linux console calls its first function keys: `ESC [ [` and a letter.
pub(super) fn linux_function(last: u8) -> Option<Input> {
    (last == b'A').then_some(Input::Key(Key::F1))
}

/// A press as terminals without SGR reports tell it: three bytes, each 32 more than what it says.
pub(super) fn x10_mouse([button, x, y]: [u8; 3]) -> Option<Input> {
    let place = |byte: u8| u32::from(byte).saturating_sub(32);
    gesture(place(button)).and_then(|gesture| at(gesture, place(x), place(y))).map(Input::Mouse)
}

/// The key of a byte below 32, or of 127.
pub(super) fn control_byte(byte: u8) -> Key {
    match byte {
        b'\r' => Key::Enter,
        b'\t' => Key::Tab,
        0x1b => Key::Esc,
        0x7f => Key::Backspace,
        0 => Key::Ctrl(' '),
        0x01..=0x1a => Key::Ctrl(char::from(byte + 0x60)),
        _ => Key::Ctrl(char::from(byte + 0x40)),
    }
}

fn lettered(last: u8) -> Option<Key> {
    Some(match last {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'F' => Key::End,
        b'H' => Key::Home,
        b'P' => Key::F1,
        b'Z' => Key::BackTab,
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<Key> {
    Some(match number {
        1 | 7 => Key::Home,
        3 => Key::Delete,
        4 | 8 => Key::End,
        5 => Key::PageUp,
        6 => Key::PageDown,
        11 => Key::F1,
        _ => return None,
    })
}

/// A key with a name. Shift and Ctrl change none of them but Tab.
fn named(key: Key, held: Held) -> Option<Key> {
    match key {
        _ if held.has(Held::OTHERS) => None,
        Key::Tab if held.has(Held::SHIFT) => Some(Key::BackTab),
        key => Some(key),
    }
}

/// kitty's notation: the character, what Shift makes of it, what stands there on a Latin keyboard; what is held; the text.
fn character(parameters: &Parameters<'_>) -> Option<Key> {
    let code = parameters.number(0, 0)?;
    let held = parameters.held(1);
    let typed = parameters.number(2, 0).filter(|_| parameters.number(2, 1).is_none());
    let shifted = typed.or(parameters.number(0, 1).filter(|_| held.has(Held::SHIFT)));
    pressed(code, shifted, parameters.number(0, 2), held)
}

/// The key of a character, with what Shift makes of it and what stands there on a Latin keyboard, where that is known.
fn pressed(code: u32, shifted: Option<u32>, latin: Option<u32>, held: Held) -> Option<Key> {
    let key = match code {
        9 => Key::Tab,
        13 => Key::Enter,
        27 => Key::Esc,
        8 | 127 => Key::Backspace,
        // kitty's names for keys that have no character lie in Unicode's private area.
        0xe000..=0xf8ff => keypad(code)?,
        _ => Key::Char(char::from_u32(code).filter(|c| !c.is_control())?),
    };
    let Key::Char(c) = key else { return named(key, held) };
    if held.has(Held::OTHERS) {
        return None;
    }
    let named = |code: Option<u32>| code.and_then(char::from_u32).filter(|c| !c.is_control());
    if held.has(Held::CTRL) {
        let latin = named(latin).filter(|latin| latin.is_ascii() && !c.is_ascii());
        return Some(with_control(latin.unwrap_or(c), held.has(Held::SHIFT)));
    }
    let capital = held.has(Held::SHIFT) != (held.has(Held::CAPS_LOCK) && c.is_alphabetic());
    Some(Key::Char(named(shifted).unwrap_or_else(|| if capital { single_uppercase(c) } else { c })))
}

fn single_uppercase(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) => upper,
        _ => c,
    }
}

/// A character with Ctrl: the key of the byte that plain terminals send for it, so that a key is one key everywhere.
fn with_control(c: char, shift: bool) -> Key {
    match c.to_ascii_lowercase() {
        'i' if shift => Key::BackTab,
        'i' => Key::Tab,
        'm' => Key::Enter,
        '[' | '3' => Key::Esc,
        '?' | '8' => Key::Backspace,
        ' ' | '2' | '@' => Key::Ctrl(' '),
        '7' | '/' | '_' => Key::Ctrl('_'),
        '-' if shift => Key::Ctrl('_'),
        _ => Key::Ctrl(c.to_lowercase().next().unwrap_or(c)),
    }
}

/// kitty's numbers of the keypad's keys.
fn keypad(code: u32) -> Option<Key> {
    Some(match code {
        57399..=57408 => Key::Char(char::from_digit(code - 57399, 10)?),
        57409 => Key::Char('.'),
        57410 => Key::Char('/'),
        57411 => Key::Char('*'),
        57412 => Key::Char('-'),
        57413 => Key::Char('+'),
        57414 => Key::Enter,
        57415 => Key::Char('='),
        57416 => Key::Char(','),
        57417 => Key::Left,
        57418 => Key::Right,
        57419 => Key::Up,
        57420 => Key::Down,
        57421 => Key::PageUp,
        57422 => Key::PageDown,
        57423 => Key::Home,
        57424 => Key::End,
        57426 => Key::Delete,
        _ => return None,
    })
}

/// An SGR report; `M` ends a press, `m` a release.
fn mouse(report: &Parameters<'_>, last: u8) -> Option<Mouse> {
    if last != b'M' {
        return None;
    }
    at(gesture(report.number(0, 0)?)?, report.number(1, 0)?, report.number(2, 0)?)
}

/// Presses of the main button and the wheel only, with whatever is held: what is released or dragged means nothing here.
fn gesture(button: u32) -> Option<Gesture> {
    const HELD: u32 = 4 | 8 | 16;
    match button & !HELD {
        0 => Some(Gesture::Click),
        64 => Some(Gesture::WheelUp),
        65 => Some(Gesture::WheelDown),
        _ => None,
    }
}

/// Reports count from 1; a place beyond every screen stays one.
fn at(gesture: Gesture, x: u32, y: u32) -> Option<Mouse> {
    let place = |counted: u32| counted.checked_sub(1).map(|place| u16::try_from(place).unwrap_or(u16::MAX));
    Some(Mouse { gesture, x: place(x)?, y: place(y)? })
}
