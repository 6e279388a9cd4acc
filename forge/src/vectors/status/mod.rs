//! Room `status`: what a credential states of itself, by the table of its type; what a status list
//! or a revocation pack says of it; and what nobody can say.

use crate::trust::publish::Files;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;

mod ground;

mod chains;
mod listed;
mod malformed;
mod packed;
mod references;
mod signers;
mod stated;

/// The bundles that most cases of this room hold, by their names.
pub(super) fn bundles() -> [(&'static str, Files); 2] {
    let listed = ground::repository(&[], &[]);
    [("listed", ground::files(&listed)), ("packed", ground::files(&packed::naming()))]
}

/// The cases of this room.
pub fn cases(b: &Bench) -> Vec<Case> {
    [
        stated::cases(b),
        references::cases(b),
        listed::cases(b),
        signers::cases(b),
        packed::cases(b),
        chains::cases(b),
        malformed::cases(b),
    ]
    .concat()
}
