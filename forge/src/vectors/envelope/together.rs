//! Credential codes of kind 3: several credentials in one code, each what it would be alone.

use serde_json::json;

use crate::cbor::{Value, head};
use crate::code::{Kind, LIMIT_TOGETHER, claim, joined, scan_as};
use crate::cose::{Sign1, Signed};
use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::showing::{Showing, holder_required};
use crate::world::World;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [good(b), worst(b), asked(b), shapes(b), encodings(b), size(b)].concat()
}

/// One of several: its bytes, and what comes of it alone.
#[derive(Clone)]
struct One {
    bytes: Vec<u8>,
    alone: Case,
}

/// A small paper code: what every one has, and no more.
fn message(b: &Bench) -> Sign1 {
    let mut message = b.message(Base::Code);
    let elements = [(1, "演示凭证"), (4, "机构（虚构）"), (7, "张伟（演示）")];
    message.payload.set(claim::ELEMENTS, Value::map(elements));
    message
}

fn case(b: &Bench) -> Case {
    b.case(Base::Code, ["", "", ""]).releasing(json!({
        "certificateName": "演示凭证",
        "certificateIssuingAuthorityName": "机构（虚构）",
        "certificateHolderName": "张伟（演示）",
    }))
}

fn paper(b: &Bench) -> One {
    one(case(b).accept(), &message(b).sign(b.key(Base::Code)))
}

/// The presentation of the bench.
fn shown(b: &Bench) -> One {
    let showing = Showing::es256(b);
    one(showing.shown(["", "", ""], |_| {}).accept(), &showing.message().sign(&showing.holder))
}

fn one(alone: Case, signed: &Signed) -> One {
    One { bytes: signed.encode(), alone }
}

/// The same with another issuer's signature.
fn forged(b: &Bench) -> One {
    let mut signed = message(b).sign(b.key(Base::Code));
    signed.set_signature(vec![1; 64]);
    one(case(b).fault("signature.invalid"), &signed)
}

/// The same from an issuer that nobody knows.
fn unknown(b: &Bench) -> One {
    let mut message = message(b);
    message.payload.set(1, "demo.nobody");
    one(case(b).fault("trust.issuer_unknown"), &message.sign(b.key(Base::Code)))
}

/// A code of these, under the anchors of both issuers.
fn several(b: &Bench, words: [&str; 3], all: &[One]) -> Case {
    let bytes: Vec<_> = all.iter().map(|one| one.bytes.clone()).collect();
    raw(b, words, &joined(&bytes)).together(all.iter().map(|one| one.alone.clone()))
}

fn raw(b: &Bench, words: [&str; 3], bytes: &[u8]) -> Case {
    let region = b.world.region.anchor();
    let [id, about, change] = words;
    let case = Case::new([id, about, change], "envelope::together", b.world.at);
    case.anchors([region]).scan(scan_as(Kind::Together, bytes))
}

fn good(b: &Bench) -> Vec<Case> {
    let about = "Several good credentials in one code are each accepted, with claims of their own.";
    let (paper, shown) = (paper(b), shown(b));
    let case = |id: &str, change: &str, all: &[One]| several(b, [id, about, change], all);
    vec![
        case("envelope::together", "", &[paper.clone(), shown.clone()]).high(),
        case(
            "envelope::together-reversed",
            "the presentation first",
            &[shown.clone(), paper.clone()],
        ),
        case("envelope::together-paper", "two paper codes", &[paper.clone(), paper.clone()]),
        case("envelope::together-eight", "eight paper codes", &vec![paper; 8]),
    ]
}

/// The whole is no better than the worst of its parts.
fn worst(b: &Bench) -> Vec<Case> {
    let about = "One credential that is not accepted keeps the claims of all back; the worst one gives the reason.";
    let (paper, forged, unknown) = (paper(b), forged(b), unknown(b));
    let cancelled = {
        let code = "11100000000013338W011";
        let mut message = message(b);
        message.payload.set(claim::VCT, code);
        crate::vectors::bench::elements(&mut message, |e| e.set(13, "04"));
        one(case(b).fault("status.revoked"), &message.sign(b.key(Base::Code)))
    };
    let case =
        |id: &str, change: &str, all: &[One]| several(b, [id, about, change], all).critical();
    vec![
        case(
            "envelope::together-second-forged",
            "the second one forged",
            &[paper.clone(), forged.clone()],
        ),
        case(
            "envelope::together-first-forged",
            "the first one forged",
            &[forged.clone(), paper.clone()],
        ),
        case(
            "envelope::together-one-unknown",
            "the second one's issuer is unknown",
            &[paper.clone(), unknown.clone()],
        ),
        case(
            "envelope::together-unknown-and-forged",
            "the first one's issuer unknown, the second one forged",
            &[unknown.clone(), forged.clone()],
        ),
        case(
            "envelope::together-forged-and-unknown",
            "the first one forged, the second one's issuer unknown",
            &[forged, unknown],
        ),
        case(
            "envelope::together-one-cancelled",
            "the second one cancelled",
            &[paper.clone(), cancelled.clone()],
        ),
        case(
            "envelope::together-last-of-four",
            "the last of four cancelled",
            &[paper.clone(), paper.clone(), paper, cancelled],
        ),
    ]
}

/// What a counter asks, it asks of each.
fn asked(b: &Bench) -> Vec<Case> {
    let about = "What a counter asks for it asks of every credential in a code.";
    let (paper, shown) = (paper(b), shown(b));
    let both = [paper.clone(), shown.clone()];
    let live = Showing::es256(b).live();
    let answering = One { bytes: live.bytes(), alone: live.shown(["", "", ""], |_| {}).accept() };
    let identity = World::identity_type();
    let desk = |types: &[&str]| json!({ "scenario": "desk", "types": types });
    // A part is asked what the whole is asked, so its outcomes are those of a case that asks.
    let deciding = |one: &One, policy: &serde_json::Value, code: &str| One {
        alone: one.alone.clone().policy(policy.clone()).answer(code),
        ..one.clone()
    };
    let with = |id: &str, change: &str, policy: serde_json::Value, codes: [&str; 2]| {
        let all = [0, 1].map(|place| deciding(&both[place], &policy, codes[place]));
        several(b, [id, about, change], &all).policy(policy)
    };
    let challenged = |one: &One, code: &str| One {
        alone: one.alone.clone().challenge(crate::vectors::showing::CHALLENGE).answer(code),
        ..one.clone()
    };
    vec![
        with(
            "envelope::together-types",
            "a policy that names the type of both",
            desk(&[&identity]),
            ["ok", "ok"],
        ),
        with(
            "envelope::together-other-type",
            "a policy that names another type",
            desk(&["t"]),
            ["policy.type_unauthorised"; 2],
        )
        .critical(),
        with(
            "envelope::together-claims",
            "a policy that asks for a claim that one of them has",
            json!({ "scenario": "desk", "claims": ["holderOver18"] }),
            ["policy.claim_required", "ok"],
        )
        .critical(),
        several(
            b,
            ["envelope::together-live", about, "two presentations in answer to one challenge"],
            &[answering.clone(), answering.clone()],
        )
        .challenge(crate::vectors::showing::CHALLENGE)
        .audience(crate::vectors::showing::AUDIENCE)
        .high(),
        several(
            b,
            [
                "envelope::together-paper-and-live",
                about,
                "a paper code beside the presentation that answers",
            ],
            &[challenged(&paper, "holder.required"), answering.clone()],
        )
        .challenge(crate::vectors::showing::CHALLENGE)
        .audience(crate::vectors::showing::AUDIENCE)
        .attack("E7")
        .critical(),
        several(
            b,
            [
                "envelope::together-unanswered",
                about,
                "one of two presentations does not answer the challenge",
            ],
            &[answering, challenged(&shown, "holder.nonce_missing")],
        )
        .challenge(crate::vectors::showing::CHALLENGE)
        .audience(crate::vectors::showing::AUDIENCE)
        .attack("H2")
        .critical(),
        several(
            b,
            [
                "envelope::together-holder",
                about,
                "a paper code beside a presentation, and a policy that asks for the holder",
            ],
            &[
                deciding(&paper, &holder_required(), "holder.required"),
                deciding(&shown, &holder_required(), "ok"),
            ],
        )
        .policy(holder_required())
        .audience(crate::vectors::showing::AUDIENCE)
        .attack("E7")
        .critical(),
    ]
}

/// What is not two to eight credentials in a list.
fn shapes(b: &Bench) -> Vec<Case> {
    let about = "Several credentials are a list of two to eight, each as it is alone.";
    let paper = paper(b);
    let case = |name: &str, change: &str, bytes: &[u8]| {
        raw(b, [&format!("envelope::together-{name}"), about, change], bytes)
    };
    let list = |all: &[&[u8]]| joined(&all.iter().map(|one| one.to_vec()).collect::<Vec<_>>());
    let malformed = |name: &str, change: &str, bytes: &[u8]| {
        case(name, change, bytes).fault("envelope.malformed")
    };
    let two = list(&[&paper.bytes, &paper.bytes]);
    let wrapped = |bytes: &[u8]| crate::cbor::encode(&Value::Bytes(bytes.to_vec()));
    let Value::Tag(_, bare) = message(b).sign(b.key(Base::Code)).value() else {
        return Vec::new();
    };
    let mut broken = message(b).sign(b.key(Base::Code));
    broken.parts.truncate(3);
    vec![
        malformed("one", "a list of one", &list(&[&paper.bytes])),
        malformed("alone", "one credential without a list", &paper.bytes),
        malformed("nine", "nine credentials", &joined(&vec![paper.bytes.clone(); 9])).attack("E11"),
        malformed("nested", "a list of two in a list", &list(&[&paper.bytes, &two])),
        malformed(
            "map",
            "a map of two",
            &[&[0xa2, 1][..], &paper.bytes, &[2], &paper.bytes].concat(),
        ),
        malformed(
            "bytes",
            "credentials in byte strings",
            &list(&[&wrapped(&paper.bytes), &wrapped(&paper.bytes)]),
        ),
        malformed("null", "null beside a credential", &list(&[&paper.bytes, &[0xf6]])),
        malformed(
            "untagged",
            "a credential without its tag",
            &list(&[&paper.bytes, &crate::cbor::encode(&bare)]),
        ),
        malformed("tagged", "the list under tag 18", &[&[0xd2][..], &two].concat()).attack("D6"),
        malformed(
            "broken",
            "a credential of three parts",
            &list(&[&paper.bytes, &broken.encode()]),
        ),
        malformed("in-kind-1", "a list behind the marker of paper", &two)
            .scan(scan_as(Kind::Paper, &two))
            .attack("D15"),
        malformed("in-kind-2", "a list behind the marker of a presentation", &two)
            .scan(scan_as(Kind::Bound, &two))
            .attack("D15"),
        case("kid-missing", "a credential without a key id", &{
            let mut message = message(b);
            message.protected.remove(crate::cose::KID);
            list(&[&paper.bytes, &message.sign(b.key(Base::Code)).encode()])
        })
        .fault("envelope.header_missing"),
    ]
}

/// Another encoding of the list.
fn encodings(b: &Bench) -> Vec<Case> {
    let about = "The list is written in the one deterministic encoding.";
    let paper = paper(b);
    let items = paper.bytes.repeat(2);
    let case = |name: &str, change: &str, bytes: Vec<u8>, code: &str| {
        raw(b, [&format!("envelope::together-{name}"), about, change], &bytes)
            .fault(code)
            .attack("D2")
    };
    vec![
        case(
            "long-length",
            "the list's length in two bytes",
            [&[0x98, 2][..], &items].concat(),
            "encoding.cbor_noncanonical",
        ),
        case(
            "indefinite",
            "a list without a length",
            [&[0x9f][..], &items, &[0xff]].concat(),
            "encoding.cbor_noncanonical",
        ),
        case(
            "trailing",
            "a byte behind the list",
            [&[0x82][..], &items, &[0]].concat(),
            "encoding.cbor_malformed",
        ),
        case(
            "truncated",
            "the list without its last byte",
            [&[0x82][..], &items[..items.len() - 1]].concat(),
            "encoding.cbor_malformed",
        ),
        case(
            "too-long",
            "a list that says it has three",
            [&[0x83][..], &items].concat(),
            "encoding.cbor_malformed",
        ),
        case(
            "huge",
            "a list that says it has 2^32",
            [head(4, 1 << 32), items].concat(),
            "encoding.cbor_malformed",
        )
        .attack("D4"),
    ]
}

/// The cap of one QR code.
fn size(b: &Bench) -> Vec<Case> {
    let about = "Several credentials have at most 2,916 bytes together.";
    // Three of these and one that fills what is left.
    let numbered = |length: usize| {
        let mut message = message(b);
        crate::vectors::bench::elements(&mut message, |e| e.set(2, "9".repeat(length)));
        let claims = json!({
            "certificateName": "演示凭证",
            "certificateNumber": "9".repeat(length),
            "certificateIssuingAuthorityName": "机构（虚构）",
            "certificateHolderName": "张伟（演示）",
        });
        one(case(b).releasing(claims).accept(), &message.sign(b.key(Base::Code)))
    };
    let sized = |size: usize| {
        let three = vec![numbered(500); 3];
        let used = 1 + three.iter().map(|one| one.bytes.len()).sum::<usize>();
        // From 256 characters on, one more is one byte more.
        let last = numbered(256 + size - used - numbered(256).bytes.len());
        let all: Vec<_> = three.into_iter().chain([last]).collect();
        let id = format!("envelope::together-{size}-bytes");
        several(b, [&id, about, &format!("four credentials of {size} bytes together")], &all)
    };
    let (limit, above) = (LIMIT_TOGETHER, LIMIT_TOGETHER + 1);
    vec![
        sized(limit),
        sized(above).fault("envelope.too_large").detail(json!({ "size": above, "limit": limit })),
    ]
}
