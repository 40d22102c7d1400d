//! How the terminal is asked to ring and to show a notice on the desktop.
//!
//! There are three sequences for notices, and a terminal shows what it does not know of them, if anything, as nothing:
//! OSC 9 (iTerm2), OSC 99 (kitty), OSC 777 (rxvt-unicode). Which one is meant is told by the variables that the terminal
//! sets; where none does, the bell is all. tmux passes a sequence on only in an envelope, and only where
//! `allow-passthrough` is on.

use std::ffi::OsString;

/// Its title.
const TITLE: &str = "kaytop";

/// The ways to a person's attention from here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Notifier {
    notice: Option<Notice>,
    /// Whether tmux stands between us and the terminal.
    tmux: bool,
}

/// A sequence for notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Notice {
    /// `OSC 9 ; text`: iTerm2, `WezTerm`, Ghostty, Windows Terminal, Warp.
    Osc9,
    /// `OSC 99 ; metadata ; text`: kitty.
    Osc99,
    /// `OSC 777 ; notify ; title ; text`: rxvt-unicode, foot, GNOME Terminal where it is patched for it.
    Osc777,
}

impl Notifier {
    /// Reads from the environment which terminal this is. Within tmux its variables are those of the terminal that tmux
    /// was started from.
    pub fn from_env(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let text = |name: &str| variable(name).and_then(|value| value.into_string().ok()).unwrap_or_default();
        let has = |name: &str| !text(name).is_empty();
        let (term, program) = (text("TERM"), text("TERM_PROGRAM"));
        let notice = if term.contains("kitty") || has("KITTY_WINDOW_ID") {
            Some(Notice::Osc99)
        } else if matches!(program.as_str(), "iTerm.app" | "WezTerm" | "ghostty" | "WarpTerminal")
            || text("LC_TERMINAL") == "iTerm2"
            || ["ITERM_SESSION_ID", "WEZTERM_PANE", "GHOSTTY_RESOURCES_DIR", "WT_SESSION"].into_iter().any(has)
            || ["ghostty", "wezterm"].into_iter().any(|name| term.contains(name))
        {
            Some(Notice::Osc9)
        } else if term.starts_with("foot") || term.starts_with("rxvt") || has("VTE_VERSION") {
            Some(Notice::Osc777)
        } else {
            None
        };
        Self { notice, tmux: has("TMUX") }
    }

    /// What the terminal is to be sent: a notice, where it knows one, and the bell, which rings for a notice too.
    pub fn bytes(self, notice: Option<&str>, bell: bool) -> Vec<u8> {
        let mut out = Vec::new();
        if let Some((kind, words)) = self.notice.zip(notice) {
            let sequence = kind.sequence(&harmless(words));
            if self.tmux {
                let wrapped = format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b"));
                out.extend(wrapped.into_bytes());
            } else {
                out.extend(sequence.into_bytes());
            }
        }
        if bell || notice.is_some() {
            out.push(b'\x07');
        }
        out
    }

    /// How a notice reaches the desktop, for people.
    pub fn words(self) -> &'static str {
        match (self.notice, self.tmux) {
            (None, _) => "the bell only: this terminal does not say that it knows notices",
            (Some(Notice::Osc9), false) => "OSC 9, and the bell",
            (Some(Notice::Osc99), false) => "OSC 99, and the bell",
            (Some(Notice::Osc777), false) => "OSC 777, and the bell",
            (Some(Notice::Osc9), true) => "OSC 9 through tmux (set -g allow-passthrough on), and the bell",
            (Some(Notice::Osc99), true) => "OSC 99 through tmux (set -g allow-passthrough on), and the bell",
            (Some(Notice::Osc777), true) => "OSC 777 through tmux (set -g allow-passthrough on), and the bell",
        }
    }
}

impl Notice {
    fn sequence(self, words: &str) -> String {
        match self {
            // What begins with a number means something else to ConEmu: the title comes first.
            Self::Osc9 => format!("\x1b]9;{TITLE}: {words}\x1b\\"),
            Self::Osc99 => format!("\x1b]99;i=kaytop:d=0;{TITLE}\x1b\\\x1b]99;i=kaytop:d=1:p=body;{words}\x1b\\"),
            Self::Osc777 => format!("\x1b]777;notify;{TITLE};{words}\x1b\\"),
        }
    }
}

/// Nothing that could end the sequence, or be taken for the next part of it.
fn harmless(words: &str) -> String {
    words.chars().filter(|c| !c.is_control()).map(|c| if c == ';' { ',' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(variables: &[(&str, &str)]) -> Notifier {
        Notifier::from_env(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into()))
    }

    fn sent(variables: &[(&str, &str)], words: &str) -> String {
        String::from_utf8(around(variables).bytes(Some(words), false)).unwrap()
    }

    #[test]
    fn each_terminal_gets_the_sequence_that_it_knows_and_the_bell() {
        let osc9 = "\x1b]9;kaytop: Quiet (3 campaigns)\x1b\\\x07";
        let osc99 = "\x1b]99;i=kaytop:d=0;kaytop\x1b\\\x1b]99;i=kaytop:d=1:p=body;Quiet (3 campaigns)\x1b\\\x07";
        let osc777 = "\x1b]777;notify;kaytop;Quiet (3 campaigns)\x1b\\\x07";
        for (variables, expected) in [
            (&[("TERM", "xterm-kitty")][..], osc99),
            (&[("TERM", "xterm-256color"), ("KITTY_WINDOW_ID", "1")], osc99),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")], osc9),
            (&[("TERM", "xterm-256color"), ("LC_TERMINAL", "iTerm2")], osc9),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")], osc9),
            (&[("TERM", "xterm-ghostty")], osc9),
            (&[("TERM", "xterm-256color"), ("WT_SESSION", "a-b")], osc9),
            (&[("TERM", "foot")], osc777),
            (&[("TERM", "rxvt-unicode-256color")], osc777),
            (&[("TERM", "xterm-256color"), ("VTE_VERSION", "7600")], osc777),
            (&[("TERM", "xterm-256color")], "\x07"),
            (&[("TERM", "linux"), ("KITTY_WINDOW_ID", "")], "\x07"),
        ] {
            assert_eq!(sent(variables, "Quiet (3 campaigns)"), expected, "{variables:?}");
        }
    }

    #[test]
    fn tmux_gets_it_in_an_envelope_with_every_escape_doubled() {
        let tmux = ("TMUX", "/tmp/tmux-1000/default,1,0");
        let within = [("TERM", "tmux-256color"), ("TERM_PROGRAM", "tmux"), ("KITTY_WINDOW_ID", "1"), tmux];
        assert_eq!(
            sent(&within, "x"),
            "\x1bPtmux;\x1b\x1b]99;i=kaytop:d=0;kaytop\x1b\x1b\\\x1b\x1b]99;i=kaytop:d=1:p=body;x\x1b\x1b\\\x1b\\\x07"
        );
        assert_eq!(sent(&[("TERM", "foot"), tmux], "x"), "\x1bPtmux;\x1b\x1b]777;notify;kaytop;x\x1b\x1b\\\x1b\\\x07");
        assert_eq!(
            sent(&[("TERM_PROGRAM", "tmux"), ("LC_TERMINAL", "iTerm2"), tmux], "x"),
            "\x1bPtmux;\x1b\x1b]9;kaytop: x\x1b\x1b\\\x1b\\\x07"
        );
        assert_eq!(sent(&[("TERM", "tmux-256color"), tmux], "x"), "\x07");
    }

    #[test]
    fn the_bell_rings_once_and_for_nothing_it_does_not() {
        let foot = around(&[("TERM", "foot")]);
        assert_eq!(foot.bytes(None, true), b"\x07");
        assert_eq!(foot.bytes(None, false), b"");
        assert_eq!(foot.bytes(Some("x"), true), foot.bytes(Some("x"), false));
    }

    #[test]
    fn no_text_ends_the_sequence_or_adds_to_it() {
        let sent = sent(&[("TERM", "foot")], "a;b\x07c\x1b]0;d\u{9c}e\r\n");
        assert_eq!(sent, "\x1b]777;notify;kaytop;a,bc]0,de\x1b\\\x07");
    }
}
