//! Job control (T5): stopped by Ctrl-Z or from outside, continued with `fg`.

use rustix::process::{Pid, Signal, kill_process};

use crate::program::{KAYTOP, Program, kaytop, stty};
use crate::screen::Screen;

/// An interactive shell on a terminal. Its prompt is a word that nothing else prints.
struct Shell {
    screen: Screen,
    /// The terminal's modes while the shell waits for a command.
    modes: String,
}

impl Shell {
    fn start() -> Self {
        let mut screen = Program::new(["sh", "-i"]).set("PS1", "ready> ").set("KAYTOP", KAYTOP).screen();
        screen.wait_for("ready> ");
        let modes = stty(&screen.tty);
        Self { screen, modes }
    }

    fn kaytop(&mut self) {
        self.screen.press("sh -c 'echo $$ >pid; exec \"$KAYTOP\"'\n");
        self.screen.wait_for("140/140");
    }

    fn pid(&self) -> Pid {
        let pid = std::fs::read_to_string(self.screen.home.path().join("pid")).unwrap();
        Pid::from_raw(pid.trim().parse().unwrap()).unwrap()
    }

    /// Waits for the shell's prompt with the program stopped, and the terminal as the shell knows it.
    fn stopped(&mut self) {
        self.screen.wait_until("the shell's own screen", |screen| !screen.terminal().alternate_screen());
        self.screen.wait_until("stopped, and a prompt", |screen| {
            let text = screen.text();
            text.contains("Stopped") && text.trim_end().ends_with("ready>")
        });
        assert_eq!(stty(&self.screen.tty), self.modes);
        assert!(!self.screen.terminal().hide_cursor() && !self.screen.terminal().bracketed_paste());
    }

    /// Continues the program and waits until it is back.
    fn continued(&mut self) {
        let from = self.screen.bytes.len();
        self.screen.press("fg\n");
        self.screen.wait_until("the dashboard, drawn anew", |screen| {
            let terminal = screen.terminal();
            let back = terminal.alternate_screen() && terminal.hide_cursor() && terminal.bracketed_paste();
            back && screen.cleared(from) && screen.text().contains("140/140")
        });
    }

    fn quit(mut self) {
        self.screen.press("q");
        self.screen.wait_until("the shell's own screen", |screen| !screen.terminal().alternate_screen());
        self.screen.wait_until("a prompt", |screen| screen.text().trim_end().ends_with("ready>"));
        assert_eq!(stty(&self.screen.tty), self.modes);
        self.screen.press("exit\n");
        self.screen.ended(0);
    }
}

#[test]
fn t5_control_z_stops_and_fg_brings_it_back() {
    let mut shell = Shell::start();
    shell.kaytop();
    for row in ["row 2 ", "row 3 "] {
        shell.screen.press("\x1a");
        shell.stopped();
        shell.continued();
        shell.screen.press("j");
        shell.screen.wait_for(row);
    }
    shell.quit();
}

#[test]
fn t5_a_stop_from_outside_is_the_same() {
    let mut shell = Shell::start();
    shell.kaytop();
    kill_process(shell.pid(), Signal::TSTP).unwrap();
    shell.stopped();
    shell.continued();
    shell.quit();
}

#[test]
fn t5_it_comes_back_in_the_size_the_terminal_has_by_then() {
    let mut shell = Shell::start();
    shell.kaytop();
    shell.screen.press("\x1a");
    shell.stopped();
    shell.screen.resize(80, 24);
    shell.continued();
    shell.screen.wait_until("hints on the last of 24 lines", |screen| {
        screen.terminal().rows(0, 80).nth(23).is_some_and(|line| line.trim_end().ends_with("? help"))
    });
    shell.quit();
}

#[test]
fn t5_stopped_without_a_warning_it_draws_itself_anew() {
    let mut shell = Shell::start();
    shell.kaytop();
    kill_process(shell.pid(), Signal::STOP).unwrap();
    shell.screen.wait_for("Stopped");
    shell.continued();
    shell.screen.wait_until("no trace of the shell", |screen| !screen.text().contains("Stopped"));
    shell.quit();
}

#[test]
fn t5_without_a_shell_control_z_says_so() {
    let mut screen = kaytop("").screen();
    screen.wait_for("140/140");
    screen.press("\x1a");
    screen.wait_for("no shell to go back to");
    screen.signal(Signal::TSTP);
    screen.press("j");
    screen.wait_for("row 2 ");
    screen.press("q");
    screen.left(0);
}
