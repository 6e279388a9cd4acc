//! The shape of the container: a tagged array of four parts, or three parts with dots.

use serde_json::json;

use crate::cbor::Value;
use crate::code;
use crate::cose::{CWT, SIGN1, Signed};
use crate::vectors::bench::{Base, Bench, elements};
use crate::vectors::case::Case;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [Base::COSE.iter().flat_map(|base| cose(b, *base)).collect(), tags(b), size(b), jws(b), ends(b)]
        .concat()
}

type Row<'a> = (&'a str, &'a str, fn(&mut Signed));

fn cose(b: &Bench, base: Base) -> Vec<Case> {
    let rows: [Row; 7] = [
        ("three-parts", "the signature left out", |s| s.parts.truncate(3)),
        ("five-parts", "a fifth part", |s| s.parts.push(Value::NULL)),
        ("headers-swapped", "the unprotected header before the protected", |s| s.parts.swap(0, 1)),
        ("detached", "null in place of the payload", |s| s.parts[2] = Value::NULL),
        ("payload-text", "the payload as text", |s| s.parts[2] = Value::from("payload")),
        ("signature-text", "the signature as text", |s| s.parts[3] = Value::from("signature")),
        ("header-array", "an array as protected header", |s| s.parts[0] = Value::Bytes(vec![0x80])),
    ];
    let about =
        "A COSE_Sign1 is an array of protected bytes, a map, payload bytes and signature bytes.";
    let case = |(name, change, edit): Row| {
        let id = format!("envelope::{}-{name}", base.name());
        b.cwt_signed(base, [&id, about, change], edit).fault("envelope.malformed")
    };
    rows.into_iter().map(case).collect()
}

fn tags(b: &Bench) -> Vec<Case> {
    let about = "A COSE_Sign1 is marked as one.";
    let lenient = "Issued certificates are untagged, or marked as a CWT besides.";
    let tagged = |base: Base, name: &str, about, change, tags: &[u64]| {
        let id = format!("envelope::{}-{name}", base.name());
        b.cwt_signed(base, [&id, about, change], |s| s.tags = tags.to_vec())
    };
    let strict = |base| {
        [
            tagged(base, "untagged", about, "no tag", &[]).fault("envelope.malformed"),
            tagged(base, "cwt-tag", about, "tag 61 around tag 18", &[CWT, SIGN1])
                .fault("envelope.malformed"),
            tagged(base, "two-tags", about, "tag 18 twice", &[SIGN1, SIGN1])
                .fault("envelope.malformed")
                .attack("D6"),
        ]
    };
    let hcert = [
        tagged(Base::Hcert, "untagged", lenient, "no tag", &[]).accept(),
        tagged(Base::Hcert, "cwt-tag", lenient, "tag 61 around tag 18", &[CWT, SIGN1]).accept(),
        tagged(Base::Hcert, "cwt-tag-alone", about, "tag 61 in place of tag 18", &[CWT])
            .fault("envelope.malformed"),
        tagged(Base::Hcert, "two-tags", about, "tag 18 twice", &[SIGN1, SIGN1])
            .fault("envelope.malformed")
            .attack("D6"),
    ];
    [strict(Base::Code).to_vec(), strict(Base::Nzcp).to_vec(), hcert.to_vec()].concat()
}

/// The cap of a credential code, in bytes.
fn size(b: &Bench) -> Vec<Case> {
    let plain = b.message(Base::Code).sign(b.key(Base::Code)).encode().len();
    let sized = |size: usize, change: &str| {
        // A number of as many characters as are missing; its key and its length need four bytes, and the
        // payload's length one more.
        let number = "9".repeat(size - plain - 5);
        let id = format!("envelope::code-{size}-bytes");
        let mut claims = b.claims(Base::Code);
        claims["certificateNumber"] = number.as_str().into();
        b.cwt(Base::Code, [&id, "A credential code has at most 992 bytes.", change], |m| {
            elements(m, |e| e.set(2, number));
        })
        .releasing(claims)
    };
    vec![
        sized(code::LIMIT, "a number so long that the code has 992 bytes").accept(),
        sized(code::LIMIT + 1, "a number so long that the code has 993 bytes")
            .fault("envelope.too_large")
            .detail(json!({ "size": 993, "limit": 992 })),
    ]
}

fn jws(b: &Bench) -> Vec<Case> {
    let about = "A compact JWS has three parts.";
    let malformed = |id, change, edit: fn(&mut Vec<String>)| {
        b.card_signed([id, about, change], |compact| edit(&mut compact.parts))
            .fault("envelope.malformed")
    };
    vec![
        malformed("envelope::shc-two-parts", "the signature left out", |parts| parts.truncate(2))
            .attack("A1"),
        malformed("envelope::shc-four-parts", "a fourth part", |parts| parts.push("AA".to_owned())),
        malformed("envelope::shc-one-part", "the payload alone", |parts| {
            *parts = vec![parts[1].clone()];
        }),
        b.card_header(
            ["envelope::shc-header-array", "A JWS header is a JSON object.", "an array as header"],
            |_| "[]".to_owned(),
        )
        .fault("envelope.malformed"),
    ]
}

/// Markers with nothing or too little behind them.
fn ends(b: &Bench) -> Vec<Case> {
    let end = |base, id, scan, code| {
        b.case(base, [id, "A marker needs something behind it.", "the marker alone"])
            .scan(scan)
            .fault(code)
    };
    vec![
        end(Base::Code, "envelope::code-nothing", code::PREFIX, "encoding.cbor_malformed"),
        end(Base::Hcert, "envelope::hcert-nothing", "HC1:", "encoding.inflate_malformed"),
        end(Base::Nzcp, "envelope::nzcp-nothing", "NZCP:/1/", "encoding.cbor_malformed"),
        end(Base::Nzcp, "envelope::nzcp-no-version", "NZCP:/", "envelope.malformed"),
        end(Base::Shc, "envelope::shc-nothing", "shc:/", "envelope.malformed"),
    ]
}
