//! What a revocation pack says, for which lists, types and regions, and until when.

use std::sync::LazyLock;

use serde_json::json;

use super::ground::{
    self, NOW, OTHER_REGION, bare, beyond, case, claim_of, entry, files, good, missing, place,
    repository, revoked, scan, stale, suspended, token, unasked, within,
};
use crate::cbor::Value;
use crate::code::{self, Credential, StatusEntry};
use crate::regions::{IDENTITY, RESIDENCE};
use crate::status::list::Token;
use crate::status::pack::{File, Kind, Pack, Period, Row};
use crate::trust::publish::Files;
use crate::trust::repository::Repository;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::ground::pinned;
use crate::vectors::told::Trust;
use crate::world::REGION;

/// What stands before the numbers of the pack's lists.
const PREFIX: &str = "https://p.example/";

/// Lists 1 and 2 of a hundred places each: 7 of the first and 50 of the second are revoked, 9 and 11
/// of the first are suspended.
pub(super) fn snapshot() -> Pack {
    let period = Period { covered_until: NOW - 3600, fresh_until: NOW + 3600, expires: NOW + 7200 };
    Pack {
        kind: Kind::Snapshot,
        region: REGION.to_owned(),
        types: vec![IDENTITY.code()],
        rows: vec![row(1, 2, 100)],
        sequence: 1,
        period,
        revoked: vec![7, 150],
        suspended: vec![9, 11],
    }
}

/// Lists of the pack's addresses.
pub(super) fn row(first: u64, count: u64, size: u64) -> Row {
    Row { prefix: PREFIX.to_owned(), first, count, size }
}

/// The address of a list by its number.
pub(super) fn list(number: &str) -> String {
    format!("{PREFIX}{number}")
}

/// The snapshot, and its padded form.
fn packs() -> [File; 2] {
    [bare("plain", &snapshot()), snapshot().file("padded")]
}

/// The same of the other region.
fn other_regions() -> File {
    bare("plain", &Pack { region: OTHER_REGION.to_owned(), ..snapshot() })
}

/// The bundle that names them.
pub(super) fn naming() -> Repository {
    repository(&packs(), &[other_regions()])
}

/// A verifier that holds it, and no pack.
fn holding() -> Trust {
    static PACKED: LazyLock<Files> = LazyLock::new(|| files(&naming()));
    pinned().takes(&PACKED, NOW)
}

fn taking(file: &File) -> Trust {
    holding().status((&file.name, &file.bytes), NOW, None, "pack")
}

/// A case of the snapshot and what a credential names.
fn by(b: &Bench, words: [&str; 3], entry: Value) -> Case {
    case(b, "pack", words, entry).trust(taking(&packs()[0]))
}

/// What a pack says and does not say.
pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [states(b), coverage(b), regions(b), ages(b), beside_a_list(b), believed(b), let_go(b)].concat()
}

fn states(b: &Bench) -> Vec<Case> {
    let about = "A credential is what the pack says of its place among all lists of the pack.";
    let at = |id: &str, change: &str, number: &str, index: i64| {
        by(b, [id, about, change], entry(list(number), index))
    };
    let padded = |id: &str, change: &str, index: i64| {
        let case = case(b, "pack", [id, about, change], entry(list("1"), index));
        case.trust(taking(&packs()[1]))
    };
    let past = |id: &str, change: &str, index| {
        beyond(by(b, [id, about, change], entry(list("1"), place(index))), 100)
    };
    vec![
        good(at("pack", "", "1", 5)),
        revoked(at("pack-revoked", "a place that is revoked", "1", 7)),
        revoked(at("pack-revoked-second", "a place of the second list", "2", 50)),
        good(at("pack-not-that", "the same place of the first list", "1", 50)),
        good(at("pack-first", "the first place", "1", 0)),
        good(at("pack-last", "the last place of the last list", "2", 99)),
        good(at("pack-before", "the place before one that is revoked", "1", 6)),
        good(at("pack-after", "the place after one that is revoked", "1", 8)),
        suspended(at("pack-suspended", "a place that is suspended", "1", 9)),
        suspended(at("pack-suspended-last", "the last one that is suspended", "1", 11)),
        revoked(
            at("pack-unasked", "revoked, and the policy does not ask", "1", 7).policy(unasked()),
        ),
        suspended(
            at("pack-unasked-suspended", "suspended, and the policy does not ask", "1", 9)
                .policy(unasked()),
        ),
        good(padded("pack-padded", "the pack with its padding", 5)),
        revoked(padded("pack-padded-revoked", "the pack with its padding, revoked", 7)),
        past("pack-end", "the first place past the end of its list", 100),
        past("pack-2-53", "place 2^53", 1 << 53),
        past("pack-2-64", "place 2^64 − 1", u64::MAX),
    ]
}

/// F8: what a pack does not cover, it does not say.
fn coverage(b: &Bench) -> Vec<Case> {
    let about = "A pack speaks of the lists and the types that it names.";
    let uncovered = |case: Case| case.fault("status.coverage_missing").attack("F8").critical();
    let outside =
        |id: &str, change: &str, uri: String| uncovered(by(b, [id, about, change], entry(uri, 0)));
    let residence = |id: &str, change: &str| {
        let scan = scan(b, &RESIDENCE.code(), claim_of(entry(list("1"), 7)));
        by(b, [id, about, change], entry(list("1"), 7)).scan(scan)
    };
    let (other, unasked_change) = (
        "a type that it does not name, at a revoked place",
        "the same, and the policy does not ask",
    );
    vec![
        outside("pack-list-before", "the list before the first", list("0")),
        outside("pack-list-after", "the list after the last", list("3")),
        outside("pack-list-zero", "a zero before the number", list("01")),
        outside("pack-list-plus", "a plus before the number", list("+1")),
        outside("pack-list-minus", "a minus before the number", list("-1")),
        outside("pack-list-slash", "a slash behind the number", list("1/")),
        outside("pack-list-space", "a space behind the number", list("1 ")),
        outside("pack-list-wide", "a full-width digit", list("１")),
        outside("pack-list-large", "the number plus 2^64", list("18446744073709551617")),
        outside("pack-list-none", "no number", list("")),
        outside("pack-list-prefix", "another address", "https://p.example.org/1".to_owned()),
        uncovered(residence("pack-type", other)),
        residence("pack-type-unasked", unasked_change).policy(unasked()).accept(),
    ]
}

/// A pack speaks for the credentials of its own region.
fn regions(b: &Bench) -> Vec<Case> {
    let about = "A pack of one region says nothing of another's credentials.";
    let by_other = |id: &str, change: &str, index: i64| {
        let case = case(b, "pack", [id, about, change], entry(list("1"), index));
        case.trust(taking(&other_regions())).attack("F8")
    };
    let none = ["pack-none", "What is named and not there says nothing.", "it has not come"];
    let none = case(b, "pack", none, entry(list("1"), 5)).attack("F2");
    vec![
        missing(by_other("pack-region", "the other region's pack", 5)).critical(),
        by_other("pack-region-unasked", "by the other region's pack it is revoked", 7)
            .policy(unasked())
            .accept(),
        missing(none.trust(holding())).critical(),
    ]
}

/// F3: a pack is fresh until it says, and counts until its end.
fn ages(b: &Bench) -> Vec<Case> {
    let about = "An answer that is too old, or past its end, is none; evidence stays.";
    let at = |id: &str, change: &str, index: i64| {
        by(b, [id, about, change], entry(list("1"), index)).attack("F3")
    };
    let ended = NOW + 86_000;
    vec![
        good(at("pack-fresh", "the last second of its freshness", 5).at(NOW + 3600)),
        stale(at("pack-stale", "a second after it", 5).at(NOW + 3601), 7201, 7200),
        at("pack-ended", "the second of its end", 5)
            .at(NOW + 7200)
            .fault("status.expired")
            .detail(json!({ "age": 10_800, "not_after": NOW + 7200 }))
            .critical(),
        good(at("pack-policy", "as old as the policy takes", 5).policy(within(3600))),
        stale(
            at("pack-policy-stale", "a second older than it takes", 5).policy(within(3599)),
            3600,
            3599,
        ),
        revoked(at("pack-stale-revoked", "revoked, by a pack that is stale", 7).at(NOW + 3601)),
        revoked(at("pack-ended-revoked", "revoked, by a pack that has ended", 7).at(ended)),
        suspended(
            at("pack-ended-suspended", "suspended, by a pack that has ended", 9)
                .at(ended)
                .policy(unasked()),
        ),
    ]
}

/// A list and a pack that both answer: what is revoked stays so, else the newer one counts.
fn beside_a_list(b: &Bench) -> Vec<Case> {
    let about = "Of two answers one that it is revoked counts, else the newer one.";
    let both = |id: &str, change: &str, (issued, state): (i64, u8), index: i64| {
        let made = ground::list(2, 100, &[(index.unsigned_abs(), state)]);
        let of_list = Token { subject: list("1"), issued, lst: made.lst(), ..token(b) };
        let told = ground::told(taking(&packs()[0]), b, &of_list);
        case(b, "pack", [id, about, change], entry(list("1"), index)).trust(told)
    };
    let (newer, older) = (NOW - 3599, NOW - 3601);
    vec![
        revoked(both("both-revoked", "revoked by the pack, good by a newer list", (newer, 0), 7)),
        revoked(both(
            "both-list-revoked",
            "good by the pack, revoked by an older list",
            (older, 1),
            5,
        )),
        good(both("both-resumed", "suspended by the pack, good by a newer list", (newer, 0), 9)),
        suspended(both(
            "both-suspended",
            "suspended by the pack, good by an older list",
            (older, 0),
            9,
        )),
        suspended(both("both-list-suspended", "suspended by a newer list", (newer, 2), 5)),
    ]
}

/// A pack has no signature: it is believed because the bundle names it.
fn believed(b: &Bench) -> Vec<Case> {
    let about = "A pack counts when the bundle in force names its bytes, and only then.";
    let open = |id: &str, change: &str, trust: Trust| {
        let case = case(b, "pack", [id, about, change], entry(list("1"), 5));
        missing(case.trust(trust)).critical()
    };
    let refused = |trust: Trust, bytes: &[u8]| {
        trust.status(("plain.1.snapshot", bytes), NOW, None, "status.unauthorised")
    };
    let clean = Pack { revoked: Vec::new(), suspended: Vec::new(), ..snapshot() };
    let clean = bare("plain", &clean).bytes;
    let [named, _] = packs();
    let mut bent = named.bytes.clone();
    bent.last_mut().into_iter().for_each(|byte| *byte ^= 1);
    let early = refused(pinned(), &named.bytes).takes(&files(&naming()), NOW);
    let stranger = "the credential by an anchor beside the bundle";
    vec![
        open("pack-unnamed", "a clean one that nobody names", refused(holding(), &clean)),
        open("pack-one-bit", "a bit of it is another", refused(holding(), &bent)),
        open("pack-early", "before the bundle has come", early),
        open("pack-for-anchor", stranger, taking(&named))
            .scan(by_stranger(b))
            .anchors([b.world.stranger.anchor()]),
    ]
}

/// What a bundle no longer names is evidence against a credential, and nothing else.
fn let_go(b: &Bench) -> Vec<Case> {
    let about = "A pack that a later bundle does not name says of nothing that it is good.";
    let [named, _] = packs();
    let mut later = naming();
    later.remove(&named.target(REGION));
    later.publish(NOW);
    let at = |id: &str, change: &str, index: i64| {
        let trust = taking(&named).takes(&files(&later), NOW);
        case(b, "pack", [id, about, change], entry(list("1"), index)).trust(trust)
    };
    let open = |case: Case| case.fault("status.coverage_missing").critical();
    vec![
        open(at("let-go", "a later bundle does not name it", 5)),
        open(at("let-go-suspended", "the same, a place that is suspended", 9)),
        revoked(at("let-go-revoked", "the same, a place that is revoked", 7)),
        revoked(at("let-go-unasked", "the same, and the policy does not ask", 7).policy(unasked())),
    ]
}

/// A credential whose signer no bundle knows, at a revoked place of the pack.
fn by_stranger(b: &Bench) -> String {
    let stranger = &b.world.stranger;
    let stated = Credential {
        issuer: stranger.id.to_owned(),
        kid: stranger.kid.clone(),
        status: Some(StatusEntry { index: 7, uri: list("1") }),
        ..b.world.short_identity()
    };
    code::scan(&stated.message().sign(&stranger.key).encode())
}
