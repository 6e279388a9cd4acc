//! Room `credential`: whether the statement is whole, and inside its dates.

use crate::vectors::bench::Bench;
use crate::vectors::case::Case;

mod bound;
mod card;
mod certificate;
mod code;
mod dates;
mod disclosures;
mod disclosures_jwt;
mod elements;
mod jwt;
mod notes;
mod pass;

/// The cases of this room.
pub fn cases(b: &Bench) -> Vec<Case> {
    [
        dates::cases(b),
        code::cases(b),
        certificate::cases(b),
        pass::cases(b),
        card::cases(b),
        elements::cases(b),
        notes::cases(b),
        bound::cases(b),
        disclosures::cases(b),
        jwt::cases(b),
        disclosures_jwt::cases(b),
    ]
    .concat()
}
