//! A grid of dots, two by four of them in a cell: braille.

/// How many dots stand beside and above each other in a cell.
pub(super) const ACROSS: usize = 2;
pub(super) const DOWN: usize = 4;

/// Unicode's first braille pattern, which has no dot.
const BLANK: u32 = 0x2800;

/// The bits of a pattern, line by line.
const BITS: [[u8; ACROSS]; DOWN] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

#[derive(Debug, Clone)]
pub(super) struct Dots {
    columns: usize,
    cells: Vec<u8>,
}

impl Dots {
    /// So many cells, all blank.
    pub(super) fn new(columns: usize, rows: usize) -> Self {
        Self { columns, cells: vec![0; columns * rows] }
    }

    /// Sets one dot; outside the grid there is none.
    pub(super) fn set(&mut self, x: usize, y: usize) {
        let bit = BITS.get(y % DOWN).and_then(|line| line.get(x % ACROSS));
        let inside = x / ACROSS < self.columns;
        if let (Some(bit), Some(cell), true) = (bit, self.cells.get_mut(y / DOWN * self.columns + x / ACROSS), inside) {
            *cell |= bit;
        }
    }

    /// The pattern of a cell; nothing where it is blank.
    pub(super) fn glyph(&self, column: usize, row: usize) -> Option<char> {
        let cell = *self.cells.get(row * self.columns + column).filter(|_| column < self.columns)?;
        char::from_u32(BLANK + u32::from(cell)).filter(|_| cell != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_braille() {
        let mut dots = Dots::new(2, 2);
        assert_eq!(dots.glyph(0, 0), None);
        for (x, y) in [(0, 0), (1, 1), (3, 7), (4, 0), (0, 8)] {
            dots.set(x, y);
        }
        assert_eq!([dots.glyph(0, 0), dots.glyph(1, 1)], [Some('⠑'), Some('⢀')]);
        assert_eq!([dots.glyph(1, 0), dots.glyph(0, 1), dots.glyph(2, 0), dots.glyph(0, 2)], [None; 4]);
    }
}
