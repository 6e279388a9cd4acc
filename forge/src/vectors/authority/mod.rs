//! Room `authority`: who may sign what, for where and until when, by the records of a trust bundle,
//! and what counts in another region.
//!
//! Rules:
//! - The bundle is that of the invented world, or the small one with another record.
//! - What is not granted is refused with the code that names the scope in which it is not.

use serde_json::{Value as Json, json};

use crate::key::DEMO_SEED;
use crate::regions::{Region, Words, region};
use crate::trust::world::demo;
use crate::vectors::bench::{AT, Bench};
use crate::vectors::case::Case;
use crate::vectors::ground::backing;
use crate::vectors::issued::Issued;
use crate::vectors::told::Trust;

mod keys;
mod lifetimes;
mod recognition;
mod scopes;

/// The cases of this room.
pub fn cases(b: &Bench) -> Vec<Case> {
    [keys::cases(), lifetimes::cases(), scopes::cases(b), recognition::cases(b)].concat()
}

/// One of the six regions.
fn of(letter: char) -> Region {
    region(DEMO_SEED, letter)
}

/// A verifier that has the invented world's bundle.
fn world() -> Trust {
    let repository = demo(DEMO_SEED, AT);
    Trust::pinned(&repository.roots[0].bytes()).takes(&repository.files(), AT)
}

/// A credential, judged by the invented world's bundle.
fn case([id, about, change]: [&str; 3], issued: &Issued) -> Case {
    Case::new([&format!("authority::{id}"), about, change], "authority::region-a", AT)
        .scan(issued.scan())
        .releasing(issued.claims())
        .trust(world())
}

/// What a receipt says of an issuer of the invented world.
fn backed(name: &Words, more: &[(&str, Json)]) -> Json {
    let mut trust = backing(&demo(DEMO_SEED, AT), AT);
    trust["issuer"] = json!(name);
    for (member, value) in more {
        trust[*member] = value.clone();
    }
    trust
}
