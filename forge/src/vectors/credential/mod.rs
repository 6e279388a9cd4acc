//! Room `credential`: whether the statement is whole, and inside its dates.

use crate::vectors::bench::Bench;
use crate::vectors::case::Case;

mod card;
mod certificate;
mod code;
mod dates;
mod pass;

/// The cases of this room.
pub fn cases(b: &Bench) -> Vec<Case> {
    [dates::cases(b), code::cases(b), certificate::cases(b), pass::cases(b), card::cases(b)]
        .concat()
}
