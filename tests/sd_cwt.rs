//! The signed examples of draft-ietf-spice-sd-cwt: issuer's and holder's signatures, every
//! disclosure, and what they show. Its issuer signs with ES384, which only this test's build checks.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod suite;

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use forge::base64::{from_hex, url};
use serde_json::{Value as Json, json};
use yanzheng::budget::Budget;
use yanzheng::credential::disclosure;
use yanzheng::encoding::cbor::{self, Form, REDACTED_ELEMENT, Rules};
use yanzheng::encoding::value::Value;
use yanzheng::envelope::sd_cwt::{self, DRAFT};
use yanzheng::envelope::{AlgorithmId, Envelope};
use yanzheng::error::Fault;
use yanzheng::signature::jwk::cose_key;
use yanzheng::signature::{self, Algorithm, Key};

use suite::{Suite, upstream};

const BUDGET: &Budget = &Budget::DEFAULT;

/// The challenge that both key binding tokens answer.
const NONCE: &str = "8c0f5f523b95bea44a9a48c649240803";

#[test]
fn examples() {
    let Some(folder) = upstream("sd-cwt") else { return };
    let issuer = Key::es384(&point(&folder, "issuer_pubkey.pem", 97)).unwrap();
    let holder = point(&folder, "holder_pubkey.pem", 65);
    let mut suite = Suite::new("sd-cwt");
    for (name, expected) in shown() {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let answer = seen(&bytes, &issuer, &holder);
        let agrees = answer.as_ref() == Ok(&expected);
        suite.case(name, &expected.to_string(), &format!("{answer:?}"), agrees);
        for (what, expected, changed) in changes(&bytes) {
            let fault = seen(&changed, &issuer, &holder).unwrap_err();
            let agrees = fault.code() == expected;
            suite.case(&format!("{name}/{what}"), expected, fault.code(), agrees);
        }
    }
    suite.end();
}

/// Everything that an example shows, once everything in it was checked.
fn seen(bytes: &[u8], issuer: &Key, holder: &[u8]) -> Result<Json, Fault> {
    let item = cbor::decode(bytes, Rules { form: Form::Definite, tags: &[18] }, BUDGET)?;
    let envelope = match sd_cwt::open(&item, &DRAFT, BUDGET) {
        Err(Fault::EnvelopeHeaderMissing { header: "kcwt" }) => {
            sd_cwt::credential(&item, &DRAFT, BUDGET)?
        }
        presented => presented?,
    };
    assert_eq!(Algorithm::of(envelope.algorithm())?, Algorithm::Es384);
    signature::check(envelope.clone(), Algorithm::Es384, &[issuer])?;
    let payload = signed_payload(&envelope);
    let disclosed = disclosure::apply(&payload, envelope.disclosures().unwrap(), BUDGET)?.payload;
    let confirmed = disclosed.at(8).and_then(|cnf| cnf.at(1)).unwrap();
    assert_eq!(coordinates(confirmed), holder[1..], "the key in cnf");
    let mut seen = json!({ "credential": disclosed });
    if let Some(binding) = envelope.binding() {
        assert_eq!(binding.algorithm, AlgorithmId::Cose(-7));
        cose_key(confirmed)?.verify(&binding.signed, &binding.signature)?;
        seen["token"] = json!(binding.payload);
    }
    Ok(seen)
}

/// The payload inside the `Sig_structure` that the issuer signed.
fn signed_payload(envelope: &Envelope) -> Value {
    let decode = |bytes: &[u8], tags| {
        cbor::decode(bytes, Rules { form: Form::Definite, tags }, BUDGET).unwrap()
    };
    let signed = decode(envelope.signed(), &[]);
    decode(signed.elements().unwrap()[3].bytes().unwrap(), &[REDACTED_ELEMENT])
}

fn coordinates(key: &Value) -> Vec<u8> {
    [-2, -3].map(|label| key.at(label).unwrap().bytes().unwrap().to_vec()).concat()
}

/// The last bytes of a public key in PEM: its point.
fn point(folder: &Path, name: &str, size: usize) -> Vec<u8> {
    let pem = std::fs::read_to_string(folder.join(name)).unwrap();
    let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let der = STANDARD.decode(base64).unwrap();
    der[der.len() - size..].to_vec()
}

/// One change each: what the issuer signed, the outermost signature, a salt.
fn changes(bytes: &[u8]) -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let flipped = |place: usize| {
        let mut changed = bytes.to_vec();
        changed[place] ^= 1;
        changed
    };
    let claim = find(bytes, b"https://issuer.example\x02").unwrap();
    let mut changes = vec![
        ("claim", "signature.invalid", flipped(claim)),
        ("signature", "signature.invalid", flipped(bytes.len() - 1)),
    ];
    if find(bytes, b"verifier.example").is_none() {
        // Without a holder's signature over it, a disclosure is held by its digest alone.
        let salt = find(bytes, &[0x82, 0x50]).or_else(|| find(bytes, &[0x83, 0x50])).unwrap();
        changes.push(("salt", "credential.disclosure_unknown", flipped(salt + 3)));
    }
    changes
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// What the examples show, as the `.edn` files beside them write it: name, then what is seen.
fn shown() -> [(&'static str, Json); 6] {
    let place = |region: &str, code: &str| json!({ "1": "us", "2": region, "3": code });
    let inspection = |date: i64, license: &str, place: Json| json!({ "500": true, "501": license, "502": date, "503": place });
    let (denver, las_vegas, san_francisco) =
        (place("co", "80302"), place("nv", "89155"), place("ca", "94188"));
    let (first, second, third) = (1_549_560_720, 1_612_560_720, 1_674_004_740);
    let all = json!([
        inspection(first, "DCBA-101777", denver),
        inspection(second, "EFGH-789012", las_vegas),
        inspection(third, "ABCD-123456", san_francisco),
    ]);
    let chosen = json!([
        inspection(first, "DCBA-101777", json!({ "1": "us" })),
        inspection(third, "ABCD-123456", json!({ "1": "us", "2": "ca" })),
    ]);
    let inspected = |dates: Json, place: Json| {
        credential(json!({ "500": true, "501": "ABCD-123456", "502": dates, "503": place }))
    };
    let full = json!({ "country": "us", "region": "ca", "postal_code": "94188" });
    let part = json!({ "country": "us", "region": "ca" });
    [
        ("decoy.cbor", credential(json!({ "98": ["fr"], "500": true }))),
        ("issuer_cwt.cbor", inspected(json!([first, second, third]), full)),
        ("kbt.cbor", token(inspected(json!([first, third]), part))),
        ("nested_cwt.cbor", credential(json!({ "504": chosen }))),
        ("nested_issuer_cwt.cbor", credential(json!({ "504": all }))),
        ("nested_kbt.cbor", token(credential(json!({ "504": chosen })))),
    ]
}

/// A credential with the claims that all of them have.
fn credential(claims: Json) -> Json {
    let bytes = |hex: &str| url(&from_hex(hex).unwrap());
    let mut all = json!({
        "1": "https://issuer.example",
        "2": "https://device.example",
        "4": 1_725_330_600,
        "5": 1_725_243_900,
        "6": 1_725_244_200,
        "8": { "1": {
            "1": 2,
            "-1": 1,
            "-2": bytes("8554eb275dcd6fbd1c7ac641aa2c90d92022fd0d3024b5af18c7cc61ad527a2d"),
            "-3": bytes("4dc7ae2c677e96d0cc82597655ce92d5503f54293d87875d1e79ce4770194343"),
        } },
    });
    let Json::Object(claims) = claims else { panic!("no claims") };
    all.as_object_mut().unwrap().extend(claims);
    json!({ "credential": all })
}

/// A credential as its holder shows it.
fn token(mut shown: Json) -> Json {
    let nonce = url(&from_hex(NONCE).unwrap());
    shown["token"] =
        json!({ "3": "https://verifier.example/app", "6": 1_725_244_237, "39": nonce });
    shown
}
