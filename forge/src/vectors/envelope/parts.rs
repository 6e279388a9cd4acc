//! Cards in several codes: one set, whole, no more parts than needed.

use serde_json::json;

use crate::jws::Compact;
use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;
use crate::{deflate, shc};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [sets(b), counters(b), sizes(b)].concat()
}

/// The three codes of the long card.
fn long(b: &Bench) -> [String; 3] {
    let parts = shc::parts(&b.world.long_card().sign(b.key(Base::Shc)).text());
    parts.try_into().unwrap_or_default()
}

fn case(b: &Bench, words: [&str; 3], parts: &[&str]) -> Case {
    let [id, about, change] = words;
    Case::new([id, about, change], "envelope::shc-parts", b.world.at)
        .anchors([b.anchor(Base::Shc)])
        .releasing(json!({ "fhirBundle": b.world.long_card().bundle }))
        .scan(parts.join("\n"))
        .attack("D13")
}

fn sets(b: &Bench) -> Vec<Case> {
    let [first, second, third] = &long(b);
    let (order, whole) = (
        "Parts are scanned in any order, and one may be scanned again.",
        "A card is read when all of its parts are there.",
    );
    let one = "Parts are of one set: one total, one content for a place.";
    // The same header and payload under a stranger's signature: the same length, the same places.
    let payload = deflate::raw(b.world.long_card().payload().to_string().as_bytes());
    let forged =
        Compact::sign(&shc::header(b.key(Base::Shc)), &payload, &b.world.stranger.key).text();
    let foreign = shc::parts(&forged).pop().unwrap_or_default();
    let single = b.text(Base::Shc);
    let mismatch = "envelope.chunk_mismatch";
    vec![
        case(
            b,
            ["envelope::parts-any-order", order, "the third part first"],
            &[third, first, second],
        )
        .accept(),
        case(
            b,
            ["envelope::parts-scanned-twice", order, "the first part twice"],
            &[first, first, second, third],
        )
        .accept(),
        case(b, ["envelope::parts-one-missing", whole, "the second part missing"], &[first, third])
            .fault("envelope.chunk_missing")
            .detail(json!({ "have": 2, "of": 3 })),
        case(b, ["envelope::parts-one-alone", whole, "the first part alone"], &[first])
            .fault("envelope.chunk_missing")
            .detail(json!({ "have": 1, "of": 3 })),
        case(
            b,
            ["envelope::parts-two-contents", one, "two parts for the third place"],
            &[third, &foreign],
        )
        .fault(mismatch)
        .high(),
        case(
            b,
            [
                "envelope::parts-of-two-cards",
                "Parts of two cards are no card: the signature covers all of them.",
                "the third part of another card",
            ],
            &[first, second, &foreign],
        )
        .fault("signature.invalid")
        .critical(),
        case(
            b,
            ["envelope::parts-other-total", one, "a total of 2 on the second part"],
            &[first, &second.replace("/2/3/", "/2/2/")],
        )
        .fault(mismatch),
        case(
            b,
            ["envelope::parts-and-a-whole", one, "a card in one code among the parts"],
            &[first, &single],
        )
        .fault(mismatch),
        case(
            b,
            [
                "envelope::parts-other-format",
                "Parts are of one format.",
                "a European certificate among the parts",
            ],
            &[first, &b.text(Base::Hcert)],
        )
        .fault("encoding.numeric_malformed")
        .attack("D14"),
    ]
}

fn counters(b: &Bench) -> Vec<Case> {
    let [first, _, third] = &long(b);
    let range = "A part's place is from one to the total.";
    let number = "A counter is a decimal number as it is usually written.";
    let mismatch = |name: &str, change, part: String| {
        case(b, [&format!("envelope::parts-{name}"), range, change], &[first, &part])
            .fault("envelope.chunk_mismatch")
    };
    let malformed = |name: &str, change, counter: &str| {
        let part = third.replace("/3/3/", counter);
        case(b, [&format!("envelope::parts-{name}"), number, change], &[&part])
            .fault("encoding.numeric_malformed")
    };
    vec![
        mismatch("out-of-range", "a place of 4 of 3", third.replace("/3/3/", "/4/3/")),
        malformed("place-zero", "a place of 0 of 3", "/0/3/"),
        malformed("leading-zero", "a place of 03", "/03/3/"),
        malformed("sign", "a place of +3", "/+3/3/"),
        malformed("huge", "a place of 2^64", "/18446744073709551616/3/"),
        case(
            b,
            ["envelope::parts-too-many", "A card has at most 16 parts.", "a total of 17"],
            &[&first.replace("/1/3/", "/1/17/")],
        )
        .fault("encoding.too_many")
        .attack("D8"),
        case(
            b,
            [
                "envelope::parts-flood",
                "A total is a number, not a reservation of memory.",
                "a total of 2^32",
            ],
            &[&first.replace("/1/3/", "/1/4294967296/")],
        )
        .fault("encoding.too_many")
        .attack("D4")
        .high(),
    ]
}

fn sizes(b: &Bench) -> Vec<Case> {
    let jws = b.world.card().sign(b.key(Base::Shc)).text();
    let card = |words, parts: Vec<String>| b.case(Base::Shc, words).scan(parts.join("\n"));
    let [first, second, _] = &long(b);
    let long_jws = b.world.long_card().sign(b.key(Base::Shc)).text();
    // As many characters as a part holds, and one more, in the first of three parts.
    let cut = |at: usize| {
        let rest = shc::parts_of(&long_jws[at..], 2)
            .join("\n")
            .replace("shc:/2/2/", "shc:/3/3/")
            .replace("shc:/1/2/", "shc:/2/3/");
        format!("{}\n{rest}", shc::scan(&long_jws[..at]).replace("shc:/", "shc:/1/3/"))
    };
    let few = "A card is in as few codes as hold it.";
    vec![
        card(
            ["envelope::shc-one-of-one", "A card in one code has no counter.", "a counter 1/1"],
            shc::parts_of(&jws, 1),
        )
        .fault("envelope.chunk_mismatch")
        .low(),
        card(["envelope::shc-split", few, "two parts for what one holds"], shc::parts_of(&jws, 2))
            .fault("envelope.chunk_mismatch")
            .low(),
        case(
            b,
            ["envelope::parts-more-than-needed", few, "four parts for what three hold"],
            &shc::parts_of(&long_jws, 4).iter().map(String::as_str).collect::<Vec<_>>(),
        )
        .fault("envelope.chunk_mismatch")
        .low(),
        case(
            b,
            [
                "envelope::parts-whole-in-one",
                "A code holds 1195 characters of a JWS.",
                "all in one code",
            ],
            &[&shc::scan(&long_jws)],
        )
        .fault("envelope.chunk_too_large")
        .detail(json!({ "size": long_jws.len(), "limit": shc::SINGLE })),
        case(
            b,
            [
                "envelope::parts-1191",
                "A part holds 1191 characters of a JWS.",
                "1191 characters in the first part",
            ],
            &[&cut(shc::PART)],
        )
        .accept(),
        case(
            b,
            [
                "envelope::parts-1192",
                "A part holds 1191 characters of a JWS.",
                "1192 characters in the first part",
            ],
            &[&cut(shc::PART + 1)],
        )
        .fault("envelope.chunk_too_large")
        .detail(json!({ "size": 1192, "limit": 1191 })),
        case(
            b,
            ["envelope::parts-empty", "A part holds something.", "the third part without digits"],
            &[first, second, "shc:/3/3/"],
        )
        .fault("envelope.chunk_mismatch"),
    ]
}
