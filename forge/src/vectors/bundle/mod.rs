//! Room `bundle`: which trust bundles are taken, which are refused and why, and that what is held
//! survives whatever is offered.
//!
//! Rules:
//! - Each bundle is the small one, a day later, with one named change; see
//!   [`ground`](super::ground).
//! - What is refused is offered over the small bundle, which stays. Every code is shown once more
//!   where nothing is held (`first`), on the receipt of a credential.

use serde_json::{Value as Json, json};

use crate::trust::repository::Repository;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::ground::{LATER, backing, case, changed, pinned, refused, small, withstood};

mod carrier;
mod contents;
mod delegations;
mod ends;
mod first;
mod layout;
mod records;
mod roots;
mod signatures;
mod state;
mod versions;

/// The cases of this room.
pub fn cases(b: &Bench) -> Vec<Case> {
    let base = [
        case(b, ["small", "A bundle is taken, and its issuer is believed.", ""])
            .trust(pinned().takes(&small().files(), LATER))
            .accept()
            .backed(backing(&small(), LATER)),
        good(b, ["changed", "A bundle that follows is taken.", "published anew"], &changed(|_| {})),
    ];
    let rooms = [
        first::cases(b),
        signatures::cases(b),
        roots::cases(b),
        versions::cases(b),
        ends::cases(b),
        delegations::cases(b),
        layout::cases(b),
        carrier::cases(b),
        contents::cases(b),
        records::cases(b),
        state::cases(b),
    ];
    base.into_iter().chain(rooms.concat()).collect()
}

/// A bundle that is taken over the small one. Nothing is scanned.
fn good(b: &Bench, words: [&str; 3], repository: &Repository) -> Case {
    let trust = pinned().takes(&small().files(), LATER).takes(&repository.files(), LATER);
    case(b, words).unscanned().trust(trust)
}

/// A repository whose bundle is refused over the small one.
fn bad(b: &Bench, words: [&str; 3], code: &str, detail: Json, repository: &Repository) -> Case {
    withstood(b, words, code, detail, &repository.files())
}

/// A bundle that lacks signatures of a role: so many are there of so many.
fn unsigned(
    b: &Bench,
    words: [&str; 3],
    (role, have, of): (&str, usize, usize),
    repository: &Repository,
) -> Case {
    let detail = json!({ "role": role, "have": have, "of": of });
    bad(b, words, "trust.bundle_signature_missing", detail, repository).critical()
}

/// A bundle with a file that cannot be read.
fn malformed(b: &Bench, words: [&str; 3], file: &str, repository: &Repository) -> Case {
    bad(b, words, "trust.bundle_malformed", json!({ "file": file }), repository)
}

/// The same where nothing is held, for what is refused otherwise once something is.
fn alone(b: &Bench, words: [&str; 3], code: &str, detail: Json, repository: &Repository) -> Case {
    refused(b, words, code, detail, &repository.files())
}
