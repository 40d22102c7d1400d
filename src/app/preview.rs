//! Whether and where the preview stands beside the table.

/// What the user wants of the preview.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Preview {
    hidden: bool,
    place: Placement,
}

/// Where the user wants the preview.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Placement {
    /// At the right on a wide screen, below on a narrower one.
    #[default]
    Auto,
    /// At the right, where there is room.
    Right,
    /// Below, where there is room.
    Below,
}

/// The names of the placements in a saved view.
const PLACES: [(Placement, &str); 3] =
    [(Placement::Auto, "auto"), (Placement::Right, "right"), (Placement::Below, "below")];

/// Where the last frame had the preview.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Seen {
    /// Nowhere, though there is room.
    Hidden,
    /// At the right; there is room below too.
    #[default]
    Right,
    /// At the right; below there is no room.
    OnlyRight,
    Below,
    /// Nowhere: the screen is too small.
    NoRoom,
}

impl Preview {
    /// From the names in a saved view; an unknown placement is the default one.
    pub(super) fn restored(place: &str, hidden: bool) -> Self {
        let place = PLACES.into_iter().find(|(_, name)| *name == place).map(|(place, _)| place);
        Self { hidden, place: place.unwrap_or_default() }
    }

    /// The name of its place, and whether it is hidden.
    pub(super) fn named(self) -> (&'static str, bool) {
        let name = PLACES.into_iter().find(|(place, _)| *place == self.place).map_or("auto", |(_, name)| name);
        (name, self.hidden)
    }

    /// Where it is wanted; `None` when it is hidden.
    pub fn wanted(self) -> Option<Placement> {
        (!self.hidden).then_some(self.place)
    }

    /// Shows or hides it. Where it was wanted but did not fit by itself, it comes to the right.
    pub fn toggle(&mut self, seen: Seen) {
        match seen {
            Seen::Right | Seen::OnlyRight | Seen::Below => self.hidden = true,
            Seen::Hidden | Seen::NoRoom if self.hidden => self.hidden = false,
            Seen::Hidden | Seen::NoRoom => self.place = Placement::Right,
        }
    }

    /// Shows it at the other side of the table.
    pub fn move_over(&mut self, seen: Seen) {
        self.hidden = false;
        self.place = match seen {
            Seen::Right => Placement::Below,
            Seen::OnlyRight | Seen::Below | Seen::Hidden | Seen::NoRoom => Placement::Right,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_hidden_shown_and_moved_from_where_it_is_seen() {
        let mut preview = Preview::default();
        preview.move_over(Seen::Right);
        assert_eq!(preview.wanted(), Some(Placement::Below));
        preview.toggle(Seen::Below);
        assert_eq!(preview.wanted(), None);
        preview.toggle(Seen::Hidden);
        assert_eq!(preview.wanted(), Some(Placement::Below));
        preview.toggle(Seen::Below);
        preview.move_over(Seen::Hidden);
        assert_eq!(preview.wanted(), Some(Placement::Right));
    }

    #[test]
    fn what_did_not_fit_by_itself_comes_to_the_right_when_asked_for() {
        let mut preview = Preview::default();
        preview.toggle(Seen::Hidden);
        assert_eq!(preview.wanted(), Some(Placement::Right));
    }
}
