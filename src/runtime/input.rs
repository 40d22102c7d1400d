//! Terminal events as messages.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::app::key::Key;
use crate::app::mouse::{Gesture, Mouse};
use crate::app::msg::Msg;

/// The message of an event; `None` for what the application has no use for.
pub fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(event) => key(event).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Pasted(text)),
        Event::Resize(..) => Some(Msg::Resized),
        // A terminal that shows itself again may have been changed meanwhile by others: look at the time at least.
        Event::FocusGained => Some(Msg::Woke),
        Event::Mouse(event) => mouse(event).map(Msg::Mouse),
        Event::FocusLost => None,
    }
}

/// Presses and the wheel only: what is released or dragged means nothing here.
fn mouse(event: MouseEvent) -> Option<Mouse> {
    let gesture = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Gesture::Click,
        MouseEventKind::ScrollUp => Gesture::WheelUp,
        MouseEventKind::ScrollDown => Gesture::WheelDown,
        _ => return None,
    };
    Some(Mouse { gesture, x: event.column, y: event.row })
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::META);
    Some(match event.code {
        _ if alt => return None,
        // Ctrl-_ and Ctrl-/ arrive as this byte's other name.
        KeyCode::Char('7' | '/') if ctrl => Key::Ctrl('_'),
        KeyCode::Char(c) if ctrl => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Key::BackTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(1) => Key::F1,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Option<Key> {
        key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn the_byte_of_control_underscore_undoes_under_each_of_its_names() {
        for name in ['7', '/', '_'] {
            assert_eq!(pressed(KeyCode::Char(name), KeyModifiers::CONTROL), Some(Key::Ctrl('_')), "{name}");
        }
    }

    #[test]
    fn terminals_spell_the_same_key_in_several_ways() {
        assert_eq!(pressed(KeyCode::Char('C'), KeyModifiers::CONTROL), Some(Key::Ctrl('c')));
        assert_eq!(pressed(KeyCode::Char('G'), KeyModifiers::SHIFT), Some(Key::Char('G')));
        assert_eq!(pressed(KeyCode::Tab, KeyModifiers::SHIFT), Some(Key::BackTab));
        assert_eq!(pressed(KeyCode::Char('x'), KeyModifiers::ALT), None);
        assert_eq!(pressed(KeyCode::F(5), KeyModifiers::NONE), None);
    }

    #[test]
    fn of_the_mouse_only_presses_and_the_wheel_count() {
        let at = |kind| mouse(MouseEvent { kind, column: 7, row: 3, modifiers: KeyModifiers::NONE });
        let here = |gesture| Some(Mouse { gesture, x: 7, y: 3 });
        assert_eq!(at(MouseEventKind::Down(MouseButton::Left)), here(Gesture::Click));
        assert_eq!(at(MouseEventKind::ScrollUp), here(Gesture::WheelUp));
        assert_eq!(at(MouseEventKind::ScrollDown), here(Gesture::WheelDown));
        for kind in [
            MouseEventKind::Up(MouseButton::Left),
            MouseEventKind::Drag(MouseButton::Left),
            MouseEventKind::Down(MouseButton::Right),
            MouseEventKind::Moved,
            MouseEventKind::ScrollLeft,
        ] {
            assert_eq!(at(kind), None, "{kind:?}");
        }
    }

    #[test]
    fn a_release_is_no_press() {
        let event = KeyEvent { kind: KeyEventKind::Release, ..KeyEvent::from(KeyCode::Enter) };
        assert_eq!(key(event), None);
    }
}
