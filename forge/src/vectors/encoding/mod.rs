//! Room `encoding`: bytes and texts that are not in the one form that their standard allows.

use crate::vectors::bench::Bench;
use crate::vectors::case::Case;

mod cbor;
mod cbor_limits;
mod inflate;
mod json;
mod text;

/// The cases of this room.
pub fn cases(b: &Bench) -> Vec<Case> {
    [text::cases(b), inflate::cases(b), cbor::cases(b), cbor_limits::cases(b), json::cases(b)]
        .concat()
}
