//! Dates of keys (A13) and the longest validity of what they sign (C1).

use serde_json::{Value as Json, json};

use super::{case, of};
use crate::regions::{IDENTITY, RESIDENCE};
use crate::time::DAY;
use crate::trust::records::{Authority, issuers_file};
use crate::vectors::bench::AT;
use crate::vectors::case::Case;
use crate::vectors::ground::{ISSUERS, LATER, authority, changed, pinned};
use crate::vectors::issued::Issued;
use crate::vectors::told::Trust;

pub(super) fn cases() -> Vec<Case> {
    [longest(), dates(), shell()].concat()
}

fn longest() -> Vec<Case> {
    let about = "Nothing is valid for longer than its issuer may say.";
    let limit = 400 * DAY;
    let begin = AT - 30 * DAY;
    let row = |name: &str, change, end: i64| {
        let issued = Issued::of(&of('a'), IDENTITY.code()).from_to(begin, end);
        case([name, about, change], &issued)
    };
    vec![
        row("lifetime-limit", "valid for as long as it may be", begin + limit).accept(),
        row("lifetime-over", "valid for a second more than it may be", begin + limit + 1)
            .fault("trust.lifetime_unauthorised")
            .detail(json!({ "limit": limit }))
            .attack("A10")
            .high(),
        case(
            ["lifetime-free", about, "valid for ten years by an issuer without a limit"],
            &Issued::of(&of('c'), IDENTITY.code()).from_to(begin, begin + 3650 * DAY),
        )
        .accept(),
    ]
}

/// The small bundle, whose one key issues between two seconds.
fn between(not_before: i64, not_after: i64, types: &Json) -> Trust {
    let mut authority = Authority { max_lifetime: None, ..authority() };
    (authority.keys[0].not_before, authority.keys[0].not_after) = (not_before, not_after);
    let repository = changed(|r| {
        r.add(ISSUERS, issuers_file(&[authority]));
        r.add("types.json", types.to_string());
    });
    pinned().takes(&repository.files(), LATER)
}

fn dates() -> Vec<Case> {
    let about =
        "A key's dates bound the moment of issuance: what it signed in its time outlives it.";
    let (from, to) = (AT - 100 * DAY, AT - 10 * DAY);
    let row = |name: &str, change, at: i64| {
        let issued = Issued::of(&of('a'), IDENTITY.code()).from_to(at, at + 365 * DAY);
        let trust = between(from, to, &json!({ "types": [] }));
        case([name, about, change], &issued).trust(trust).at(LATER).attack("A13")
    };
    vec![
        row("key-first", "issued in its first second", from).accept(),
        row("key-last", "issued in its last second, and it has ended since", to).accept(),
        row("key-early", "issued in the second before its first", from - 1)
            .fault("trust.key_not_yet_valid")
            .detail(json!({ "not_before": from }))
            .critical(),
        row("key-late", "issued in the second behind its last", to + 1)
            .fault("trust.key_expired")
            .detail(json!({ "not_after": to }))
            .critical(),
    ]
}

/// A type of which a credential is good only while its signer's key is.
fn shell() -> Vec<Case> {
    let about = "A type of the shell model asks that the key is in force now as well.";
    let to = LATER - 1;
    let row = |name: &str, change, kind: &crate::regions::Type, to: i64| {
        let mut record = kind.record();
        record["shell"] = true.into();
        let trust = between(AT - 100 * DAY, to, &json!({ "types": [record] }));
        let issued = Issued::of(&of('a'), IDENTITY.code());
        case([name, about, change], &issued).trust(trust).at(LATER).attack("A13")
    };
    vec![
        row("shell-last", "the key's last second", &IDENTITY, LATER).accept(),
        row("shell-behind", "the second behind the key's last", &IDENTITY, to)
            .fault("trust.key_expired")
            .detail(json!({ "not_after": to }))
            .critical(),
        row("shell-other", "another type is of the shell model", &RESIDENCE, to).accept(),
    ]
}
