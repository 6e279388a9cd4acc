//! QR codes, ISO/IEC 18004: a text as a square of modules, and the square as SVG, PNG or lines
//! of a terminal.
//!
//! Digits are stored in numeric mode and upper-case texts in alphanumeric mode, which is what
//! makes the codes small; the level is L because a screen and a fresh print are clean.

use qrcode::{Color, EcLevel, QrCode, Version};

use crate::png;
use crate::refused::Refused;

/// Modules of white around the code, ISO/IEC 18004 §6.3.8.
const QUIET: usize = 4;
/// Pixels of a module in a PNG.
const SCALE: usize = 6;

/// A QR code.
#[derive(Clone, Debug)]
pub struct Qr {
    /// The version, 1 to 40.
    pub version: i16,
    /// Modules of a side, without the quiet zone.
    width: usize,
    dark: Vec<bool>,
}

impl Qr {
    /// The smallest code at level L that holds a text.
    ///
    /// # Errors
    /// [`Refused::Picture`] when the text is longer than the largest code holds.
    pub fn new(text: &str) -> Result<Self, Refused> {
        let code =
            QrCode::with_error_correction_level(text, EcLevel::L).map_err(|_| Refused::Picture)?;
        let Version::Normal(version) = code.version() else { return Err(Refused::Picture) };
        let width = code.width();
        Ok(Self {
            version,
            width,
            dark: code.to_colors().iter().map(|c| *c == Color::Dark).collect(),
        })
    }

    /// The code as SVG: one path, one unit a module.
    pub fn svg(&self) -> String {
        let side = self.side();
        let runs: String = (0..side).flat_map(|y| self.runs(y)).collect();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\n\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\n<path d=\"{runs}\"/>\n</svg>\n"
        )
    }

    /// The code as a PNG of two colours.
    pub fn png(&self) -> Vec<u8> {
        let side = self.side() * SCALE;
        png::write(side, |x, y| self.is_dark(x / SCALE, y / SCALE))
    }

    /// The code in half blocks, two modules a character, light on dark.
    pub fn terminal(&self) -> String {
        let mut text = String::new();
        for y in (0..self.side()).step_by(2) {
            text.extend((0..self.side()).map(|x| {
                match (self.is_dark(x, y), self.is_dark(x, y + 1)) {
                    (false, false) => '█',
                    (false, true) => '▀',
                    (true, false) => '▄',
                    (true, true) => ' ',
                }
            }));
            text.push('\n');
        }
        text
    }

    /// Modules of a side, with the quiet zone.
    fn side(&self) -> usize {
        self.width + 2 * QUIET
    }

    /// Whether a module is dark; `x` and `y` count from the corner of the quiet zone.
    fn is_dark(&self, x: usize, y: usize) -> bool {
        let inside = |place: usize| place.checked_sub(QUIET).filter(|place| *place < self.width);
        match (inside(x), inside(y)) {
            (Some(x), Some(y)) => self.dark[y * self.width + x],
            _ => false,
        }
    }

    /// The runs of dark modules of a line, as rectangles of a path.
    fn runs(&self, y: usize) -> Vec<String> {
        let mut runs = Vec::new();
        let mut x = 0;
        while x < self.side() {
            let length = (x..self.side()).take_while(|x| self.is_dark(*x, y)).count();
            if length > 0 {
                runs.push(format!("M{x} {y}h{length}v1h-{length}z"));
            }
            x += length + 1;
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::Qr;

    #[test]
    fn digits_are_stored_as_digits() {
        // Version 22 at level L holds 2,409 digits and 1,003 bytes.
        assert_eq!(Qr::new(&"1".repeat(2409)).unwrap().version, 22);
        assert_eq!(Qr::new(&"A".repeat(1460)).unwrap().version, 22);
        assert!(Qr::new(&"1".repeat(7090)).is_err());
    }

    #[test]
    fn the_three_forms_show_the_same_square() {
        let code = Qr::new("1").unwrap();
        assert_eq!(code.version, 1);
        assert_eq!(code.terminal().lines().count(), 15);
        assert!(code.svg().contains("M4 4h7v1h-7z"));
        assert_eq!(code.png()[..8], *b"\x89PNG\r\n\x1a\n");
    }
}
