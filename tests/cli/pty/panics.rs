//! A panic anywhere (T11): the terminal first, then the report, then the end with 101.

#[cfg(debug_assertions)]
use crate::program::kaytop;

// Release builds have no crash points.
#[cfg(debug_assertions)]
#[test]
fn t11_a_panic_restores_the_terminal_then_reports_then_ends() {
    for place in ["draw", "update", "task"] {
        let mut screen = kaytop("").set("KAYTOP_TEST_PANIC", place).screen();
        screen.ended(101);
        let report = screen.after_restore();
        assert!(
            report.contains(&format!("asked to panic at {place}")) && report.contains("src/runtime/crash.rs"),
            "{report}"
        );
        assert!(report.contains("\r\n"), "the report's lines are those of a cooked terminal: {report:?}");
        assert!(!screen.terminal().alternate_screen() && !screen.terminal().hide_cursor());
    }
}
