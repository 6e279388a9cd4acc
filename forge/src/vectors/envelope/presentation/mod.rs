//! Credential codes of kind 2: the token that the holder signs, and the credential inside it.

use serde_json::json;

use crate::cbor::Value;
use crate::code::{Kind, LIMIT, scan_as};
use crate::cose::{CWT, SIGN1, Signed};
use crate::present::KCWT;
use crate::public_key::Algorithm::{Es256, Sm2};
use crate::sd_cwt::SD_CLAIMS;
use crate::time::DAY;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::showing::{Showing, elements};
use crate::world::World;

mod encodings;
mod headers;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [valid(b), headers::cases(b), disclosures(b), shapes(b), encodings::cases(b), size(b)].concat()
}

fn valid(b: &Bench) -> Vec<Case> {
    let summary = |showing: &Showing| {
        json!({
            "envelope": "code", "format": "SD-CWT", "issuer": showing.issuer.id,
            "type": World::identity_type(),
            "not_before": b.world.at - 30 * DAY, "not_after": b.world.at + 335 * DAY,
        })
    };
    let rows = [
        (Showing::es256(b), "A credential that its holder shows, with all it states."),
        (Showing::sm2(b), "The same, by SM2 keys, digests with SM3."),
        (
            Showing::new(b, [Es256, Sm2], "presentation-es256-sm2"),
            "The same, the holder with an SM2 key.",
        ),
        (
            Showing::new(b, [Sm2, Es256], "presentation-sm2-es256"),
            "The same, the issuer with an SM2 key.",
        ),
    ];
    let case = |(showing, about): (Showing, &str)| {
        let id = format!("envelope::{}", showing.name());
        showing.shown([&id, about, ""], |_| {}).accept().summary(summary(&showing)).high()
    };
    rows.map(case).to_vec()
}

fn header(case: Case, code: &str, header: &str) -> Case {
    case.fault(code).detail(json!({ "header": header }))
}

/// The header that holds the disclosures.
fn disclosures(b: &Bench) -> Vec<Case> {
    let showing = Showing::es256(b);
    let about = "Disclosures are a list of byte strings, and no list where there is none.";
    let case = |name: &str, change: &str, value: Value| {
        let id = format!("envelope::presentation-sd-claims-{name}");
        let case = showing.issued([&id, about, change], |s| s.parts[1].set(SD_CLAIMS, value));
        header(case, "envelope.header_malformed", "sd_claims")
    };
    let many = Value::array(vec![Vec::<u8>::new(); 257]);
    vec![
        case("257", "257 disclosures of no bytes", many)
            .fault("encoding.too_many")
            .detail(json!({ "limit": 256 }))
            .attack("E11"),
        case("empty", "a list of nothing", Value::Array(Vec::new())),
        case("null", "null", Value::NULL),
        case(
            "bytes",
            "the first disclosure without a list",
            showing.credential().disclosures[0].value(),
        ),
        case("map", "a map", Value::map([(1, vec![0x80])])),
        case("text", "a text in the list", Value::array(["disclosure"])),
        case(
            "array",
            "the first disclosure as it is, not in a byte string",
            Value::Array(vec![Value::Raw(showing.credential().disclosures[0].0.clone())]),
        ),
        header(
            showing.draft(
                [
                    "envelope::presentation-sd-claims-protected",
                    about,
                    "the disclosures in the protected header",
                ],
                |d| {
                    let all = d.disclosures.drain(..).map(|one| one.value()).collect();
                    d.message.protected.set(SD_CLAIMS, Value::Array(all));
                },
            ),
            "envelope.header_mismatch",
            "other",
        ),
    ]
}

/// The shape of both containers.
fn shapes(b: &Bench) -> Vec<Case> {
    let showing = Showing::es256(b);
    let about = "A presentation is a COSE_Sign1 that holds another, both tagged.";
    let outer = |name: &str, change: &str, edit: &dyn Fn(&mut Signed)| {
        let id = format!("envelope::presentation-token-{name}");
        showing.signed([&id, about, change], |s| edit(s)).fault("envelope.malformed")
    };
    let inner = |name: &str, change: &str, edit: &dyn Fn(&mut Signed)| {
        let id = format!("envelope::presentation-{name}");
        showing.issued([&id, about, change], |s| edit(s)).fault("envelope.malformed")
    };
    let kcwt = |name: &str, change: &str, value: Value| {
        let id = format!("envelope::presentation-kcwt-{name}");
        showing
            .shown([&id, about, change], |m| m.protected.set(KCWT, value))
            .fault("envelope.malformed")
    };
    let signed = showing.credential().signed();
    vec![
        outer("three-parts", "the holder's signature left out", &|s| s.parts.truncate(3)),
        outer("five-parts", "a fifth part", &|s| s.parts.push(Value::NULL)),
        outer("detached", "null in place of the holder's claims", &|s| s.parts[2] = Value::NULL),
        outer("untagged", "no tag", &|s| s.tags.clear()),
        outer("cwt-tag", "tag 61 around tag 18", &|s| s.tags = vec![CWT, SIGN1]),
        inner("three-parts", "the issuer's signature left out", &|s| s.parts.truncate(3)),
        inner("detached", "null in place of the payload", &|s| s.parts[2] = Value::NULL),
        inner("headers-swapped", "the unprotected header before the protected", &|s| {
            s.parts.swap(0, 1);
        }),
        inner("untagged", "the credential without its tag", &|s| s.tags.clear()),
        inner("two-tags", "the credential under tag 18 twice", &|s| s.tags = vec![SIGN1, SIGN1])
            .attack("D6"),
        kcwt("bytes", "the credential in a byte string", signed.encode().into()),
        kcwt("null", "null in place of the credential", Value::NULL),
        kcwt(
            "array",
            "two credentials in a list",
            Value::Array(vec![signed.value(), signed.value()]),
        ),
        kcwt("text", "a text in place of the credential", "credential".into()),
    ]
}

/// The cap of a credential code holds for presentations too.
fn size(b: &Bench) -> Vec<Case> {
    let showing = Showing::es256(b);
    let about = "A presentation has at most 992 bytes.";
    let sized = |size: usize| {
        let number = |length: usize| "9".repeat(length);
        let with = |length: usize| {
            let mut draft = showing.bound().draft(showing.issuer.key.algorithm());
            elements(&mut draft, |e| e.set(2, number(length)));
            let held = draft.sign(&showing.issuer.key);
            showing.token(held.signed().value()).sign(&showing.holder).encode()
        };
        // From 256 characters on, one more is one byte more.
        let fitting = 256 + size - with(256).len();
        let id = format!("envelope::presentation-{size}-bytes");
        let change = format!("a number so long that the code has {size} bytes");
        let mut claims = showing.claims();
        claims["certificateNumber"] = number(fitting).into();
        showing
            .case([&id, about, &change])
            .scan(scan_as(Kind::Bound, &with(fitting)))
            .releasing(claims)
    };
    vec![
        sized(LIMIT).accept(),
        sized(LIMIT + 1).fault("envelope.too_large").detail(json!({ "size": 993, "limit": 992 })),
    ]
}
