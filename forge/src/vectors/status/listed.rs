//! What a status list says: states in every width, until when it counts, and what unpacks it.

use serde_json::json;

use super::ground::{
    LIST, NOW, SIZE, case, entry, files, good, holding, list, missing, offered, place, repository,
    required, revoked, stale, suspended, token, told, unasked, within,
};
use crate::deflate::{raw, zlib};
use crate::status::list::Token;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;

/// One list, and ways in which it says something else or nothing.
pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [states(b), evidence(b), widths(b), ages(b), unpacked(b), order(b)].concat()
}

/// A case of a list and a place; the list is told and taken.
fn by(b: &Bench, words: [&str; 3], token: &Token, index: u64) -> Case {
    case(b, "list", words, entry(LIST, place(index))).trust(told(holding(), b, token))
}

/// A list that is not taken, so that there is none.
fn refused(b: &Bench, words: [&str; 3], token: &Token, code: &str) -> Case {
    missing(case(b, "list", words, entry(LIST, 0)).trust(offered(holding(), b, token, code)))
}

fn unknown(case: Case, age: i64, state: u8) -> Case {
    case.fault("status.unknown").detail(json!({ "age": age, "state": state })).critical()
}

fn states(b: &Bench) -> Vec<Case> {
    let about =
        "A credential is what its list says: 0 valid, 1 revoked, 2 suspended, else unknown.";
    let by =
        |id: &str, change: &str, index| by(b, [id, about, change], &token(b), index).attack("F11");
    let cwt = token(b).sign_cwt(&b.world.region.key);
    let in_cbor = |id: &str, change: &str, index| {
        let told = holding().status(("list.cwt", &cwt), NOW, Some(LIST), "list");
        case(b, "list", [id, about, change], entry(LIST, place(index))).trust(told)
    };
    vec![
        good(by("list", "", 0)),
        revoked(by("list-revoked", "a place that is revoked", 1)),
        suspended(by("list-suspended", "a place that is suspended", 2)),
        unknown(by("list-unknown", "a state without a meaning", 3), 3600, 3),
        good(in_cbor("list-cwt", "the list as a CWT", 0)),
        revoked(in_cbor("list-cwt-revoked", "the list as a CWT, a place that is revoked", 1)),
    ]
}

/// What speaks against a credential does so also where nobody asks.
fn evidence(b: &Bench) -> Vec<Case> {
    let about = "Evidence counts whether or not anybody asks, and however old it is.";
    let short = Token { ttl: Some(60), expires: Some(NOW + 600), ..token(b) };
    let by =
        |id: &str, change: &str, index| by(b, [id, about, change], &short, index).policy(unasked());
    let ended = NOW + 86_400;
    vec![
        revoked(by("unasked-revoked", "revoked, and the policy does not ask", 1)),
        suspended(by("unasked-suspended", "suspended, and the policy does not ask", 2)),
        by("unasked-unknown", "a state without a meaning, and the policy does not ask", 3).accept(),
        by("unasked-beyond", "a place past the end, and the policy does not ask", SIZE).accept(),
        revoked(by("unasked-stale", "revoked by a list that is stale", 1).at(NOW + 61)),
        revoked(by("unasked-ended", "revoked by a list that has ended", 1).at(ended)),
        suspended(by("unasked-ended-suspended", "suspended by a list that has ended", 2).at(ended)),
        revoked(
            by("asked-ended", "revoked by a list that has ended, and the policy asks", 1)
                .policy(required())
                .at(ended),
        ),
    ]
}

/// F5: widths and the order of bits.
fn widths(b: &Bench) -> Vec<Case> {
    let about = "The first state of a byte stands in its least significant bits, in every width.";
    let wrong = |id: &str, change: &str, bits: i64| {
        let wrong = Token { bits, ..token(b) };
        refused(b, [id, about, change], &wrong, "status.malformed").attack("F5")
    };
    let all = [1, 2, 4, 8].into_iter().flat_map(|bits| width(b, about, bits));
    all.chain([
        wrong("list-bits-0", "0 bits a state", 0),
        wrong("list-bits-3", "3 bits a state", 3),
        wrong("list-bits-16", "16 bits a state", 16),
        wrong("list-bits-negative", "−2 bits a state", -2),
    ])
    .collect()
}

/// Three bytes and more: the first of one is revoked, the last of another has all its bits.
fn width(b: &Bench, about: &str, bits: u8) -> [Case; 3] {
    let last = u64::from(8 / bits) - 1;
    let top = u8::MAX >> (8 - bits);
    let made = list(bits, 24, &[(8, 1), (16 + last, top)]);
    let token = Token::new(&b.world.region.kid, LIST, NOW - 60, &made);
    let by = |name: &str, change: &str, index| {
        let id = format!("list-bits-{bits}-{name}");
        by(b, [&id, about, &format!("{bits} bits a state, {change}")], &token, index).attack("F5")
    };
    let all = by("top", "the last of a byte, with all bits", 16 + last);
    [
        revoked(by("first", "the first of a byte, which is revoked", 8)),
        good(by("last", "the last of a byte whose first is revoked", 8 + last.max(1))),
        if top == 1 { revoked(all) } else { unknown(all, 60, top) },
    ]
}

/// F3: `exp` ends it, `ttl` counts from when it came, and a policy may want it younger.
fn ages(b: &Bench) -> Vec<Case> {
    let about = "An answer that is too old, or past its end, is none.";
    let ends = Token { expires: Some(NOW + 600), ..token(b) };
    let lives = Token { ttl: Some(600), issued: NOW - 86_400, ..token(b) };
    let by =
        |id: &str, change: &str, token: &Token| by(b, [id, about, change], token, 0).attack("F3");
    let not = |id: &str, change: &str, token: Token, code: &str| {
        refused(b, [id, about, change], &token, code).attack("F3")
    };
    let issued = |issued| Token { issued, ..token(b) };
    let living = |ttl| Token { ttl: Some(ttl), ..token(b) };
    let ended = Token { expires: Some(NOW), ..token(b) };
    let malformed = "status.malformed";
    vec![
        good(by("list-before-end", "the last second before its end", &ends).at(NOW + 599)),
        by("list-at-end", "the second of its end", &ends)
            .at(NOW + 600)
            .fault("status.expired")
            .detail(json!({ "age": 4200, "not_after": NOW + 600 }))
            .critical(),
        good(by("list-ttl", "the last second of its time to live", &lives).at(NOW + 600)),
        stale(by("list-ttl-over", "a second more", &lives).at(NOW + 601), 87_001, 87_000),
        good(by("list-policy", "as old as the policy takes", &token(b)).policy(within(3600))),
        stale(
            by("list-policy-stale", "a second older than the policy takes", &token(b))
                .policy(within(3599)),
            3600,
            3599,
        ),
        not("list-offered-late", "told in the second of its end", ended, "status.expired"),
        not("list-early", "made 61 seconds from now", issued(NOW + 61), malformed),
        good(by("list-early-60", "made 60 seconds from now", &issued(NOW + 60))),
        not("list-made-before-1970", "made before 1970", issued(-1), malformed),
        not("list-ttl-0", "a time to live of 0", living(0), malformed),
        not("list-ttl-negative", "a time to live of −1", living(-1), malformed),
    ]
}

/// F6: what is inflated is bounded, and is one zlib stream that ends where its bytes end.
fn unpacked(b: &Bench) -> Vec<Case> {
    let about = "A list is one zlib stream of at most 2 MiB, and nothing is behind it.";
    let of = |lst: Vec<u8>| Token { bits: 8, lst, ..token(b) };
    let wrong = |id: &str, change: &str, lst: Vec<u8>, code: &str| {
        refused(b, [id, about, change], &of(lst), code).attack("F6").critical()
    };
    let lst = token(b).lst;
    let (cut, mut sum) = (lst[..lst.len() - 1].to_vec(), lst.clone());
    sum.last_mut().into_iter().for_each(|byte| *byte ^= 1);
    let longer = [lst.as_slice(), &[0]].concat();
    let (large, malformed) = ("encoding.inflate_too_large", "encoding.inflate_malformed");
    let full = of(zlib(&vec![0; 2 << 20]));
    let name = ["list-largest", about, "2 MiB, the last place"];
    vec![
        good(by(b, name, &full, (2 << 20) - 1).attack("F6")),
        wrong("list-bomb", "a byte more than 2 MiB", zlib(&vec![0; (2 << 20) + 1]), large),
        wrong("list-bomb-large", "16 MiB in 16 KiB", zlib(&vec![0; 16 << 20]), large),
        wrong("list-trailing", "a byte behind the stream", longer, malformed),
        wrong("list-twice", "two streams", [lst.clone(), lst].concat(), malformed),
        wrong("list-cut", "a byte is missing", cut, malformed),
        wrong("list-checksum", "another checksum", sum, malformed),
        wrong("list-raw", "raw DEFLATE", raw(&[0; 16]), malformed),
        wrong("list-plain", "not compressed", vec![0; 16], malformed),
        wrong("list-empty-text", "no bytes", Vec::new(), malformed),
    ]
}

/// F7: what is older than what is known is not taken, and changes nothing.
fn order(b: &Bench) -> Vec<Case> {
    let about = "A list never goes back to an older one.";
    let clean = |issued| Token { issued, lst: list(2, SIZE, &[]).lst(), ..token(b) };
    let two = |id: &str, change: &str, [one, other]: [&Token; 2], expect: &str| {
        let trust = offered(told(holding(), b, one), b, other, expect);
        case(b, "list", [id, about, change], entry(LIST, 1)).trust(trust).attack("F7")
    };
    let (older, newer) = (clean(NOW - 3601), clean(NOW - 3599));
    let mut later = repository(&[], &[]);
    later.publish(NOW + 1);
    let kept = told(holding(), b, &token(b)).takes(&files(&later), NOW + 1).restart();
    let kept = offered(kept, b, &older, "status.replayed");
    let change = "an older, clean list after a restart";
    let restarted = case(b, "list", ["list-older-restarted", about, change], entry(LIST, 1));
    let (own, replayed) = (token(b), "status.replayed");
    vec![
        revoked(two("list-older", "an older, clean list after it", [&own, &older], replayed)),
        good(two("list-newer", "a newer, clean list after it", [&own, &newer], "list")),
        revoked(two("list-after", "after an older, clean list", [&older, &own], "list")),
        missing(restarted.at(NOW + 1).trust(kept)).attack("F7").critical(),
        revoked(two("list-again", "the same list again", [&own, &own], "list")),
    ]
}
