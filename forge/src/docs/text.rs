//! The sections of an example's text.

use serde_json::{Map, Value as Json};

use crate::anchor::Anchor;
use crate::base64::{from_hex, from_url, hex};
use crate::cbor::{Value, encode};
use crate::cbor_read::decode;
use crate::code::MARKER;
use crate::cose::Signed;
use crate::docs::AT;
use crate::docs::listing;
use crate::hash::Hash;
use crate::key::{Key, SM2_ID};
use crate::public_key::Algorithm;
use crate::regions::Region;
use crate::sd_cwt::Disclosure;

/// Bytes of a block of hex in one line.
const WIDTH: usize = 32;
/// a, b and the base point of the curve of SM2, GB/T 32918.5.
const CURVE: [&str; 4] = [
    "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc",
    "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93",
    "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7",
    "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0",
];

/// The heading, and what holds for every example.
pub(super) fn title(kind: &str, what: &str) -> String {
    format!(
        "# 证照码, version 1, {kind}: {what}\n\n\
         An example of docs/code.md. Everything in it is invented. The keys are test keys, printed in full so\n\
         that an implementation can be compared with them; nobody may ever trust them. Signatures made with\n\
         another nonce differ in their bytes and are as good. `YANZHENG_WRITE=1 cargo test --test docs`\n\
         writes this file anew.\n\n"
    )
}

/// A key pair in full.
pub(super) fn key(whose: &str, key: &Key, region: Option<&Region>) -> String {
    let (point, jwk) = (key.point(), key.jwk());
    let (x, y) = (hex(&point[1..33]), hex(&point[33..]));
    let mut rows = vec![("alg", key.algorithm().jose().to_owned())];
    if let Some(region) = region {
        rows.push(("issuer", region.issuer.id.to_owned()));
        rows.push((
            "kid",
            format!("{} ({})", region.issuer.kid, hex(region.issuer.kid.as_bytes())),
        ));
    }
    rows.extend([("d", secret(key)), ("x", x), ("y", y)]);
    if key.algorithm() == Algorithm::Sm2 {
        rows.push(("id", key.other_signer_id().unwrap_or(SM2_ID).to_owned()));
        rows.push(("Z_A", hex(&identity_digest(key))));
    }
    rows.push(("jwk", serde_json::to_string(&jwk).unwrap_or_default()));
    let rows: Vec<_> = rows.iter().map(|(name, value)| format!("{name:7}{value}\n")).collect();
    format!("## Key of the {whose}\n\n```\n{}```\n\n", rows.concat())
}

/// The anchor records that a verifier is given.
pub(super) fn anchors(anchors: &[Anchor]) -> String {
    let rows: Vec<_> = anchors.iter().filter_map(|one| serde_json::to_string(one).ok()).collect();
    format!("## Anchors\n\n```json\n[{}]\n```\n\n", rows.join(",\n "))
}

/// The digits and the bytes that they stand for.
pub(super) fn code(scan: &str, bytes: &[u8]) -> String {
    let (front, digits) = scan.split_at(MARKER.len() + 1);
    let rows: Vec<_> = digits.as_bytes().chunks(17 * 5).map(String::from_utf8_lossy).collect();
    format!(
        "## Code\n\n{} digits; line breaks are folded away as docs/code.md §1 says.\n\n```\n{front}\n{}\n```\n\n\
         {} bytes:\n\n```\n{}```\n\n",
        scan.len(),
        rows.join("\n"),
        bytes.len(),
        block(bytes)
    )
}

/// What one of the two signatures is over, down to the number that the curve sees.
pub(super) fn signed(whose: &str, bytes: &[u8], key: &Key) -> String {
    let Some(message) = decode(bytes).and_then(Signed::of) else { return String::new() };
    let [protected, _, payload, _] = message.parts.as_slice() else { return String::new() };
    let parts = ["Signature1".into(), protected.clone(), Value::Bytes(Vec::new()), payload.clone()];
    let structure = encode(&Value::Array(parts.to_vec()));
    let (name, digest) = match key.algorithm() {
        Algorithm::Es256 => ("SHA-256 of it", Hash::Sha256.digest(&structure)),
        Algorithm::Sm2 => ("e = SM3(Z_A, then it)", sm2_digest(key, &structure)),
    };
    format!(
        "## What {whose} signs\n\nThe Sig_structure, {} bytes:\n\n```\n{}```\n\n{name}:\n\n```\n{}\n```\n\n\
         The signature, r and s:\n\n```\n{}```\n\n",
        structure.len(),
        block(&structure),
        hex(&digest),
        block(&message.signature())
    )
}

/// All disclosures with what is hashed of them, those that are shown marked.
pub(super) fn disclosures(all: &[Disclosure], shown: &[Disclosure]) -> String {
    let rows: Vec<_> = all.iter().map(|one| disclosure(one, all, shown.contains(one))).collect();
    format!(
        "## Disclosures\n\nThe issuer made {} and hands all of them to the holder, who shows {}. The digest is the SM3 of\n\
         the disclosure as a CBOR byte string: its head, then its bytes. `in` says where the digest stands.\n\n```\n{}```\n\n",
        all.len(),
        shown.len(),
        rows.concat()
    )
}

fn disclosure(one: &Disclosure, all: &[Disclosure], is_shown: bool) -> String {
    let digest = one.digest(Hash::Sm3);
    let holds = |other: &&Disclosure| other.0.windows(32).any(|part| part == digest);
    let parent = all.iter().find(holds).map_or("elements".to_owned(), listing::name);
    let choice = if is_shown { "shown" } else { "kept back" };
    let hashed = encode(&one.value());
    let (head, content) = hashed.split_at(hashed.len() - one.0.len());
    format!(
        "{}, {choice}, in {parent}\n  hashed {} {}\n  digest {}\n",
        listing::name(one),
        hex(head),
        hex(content),
        hex(&digest)
    )
}

/// The bytes twice: in diagnostic notation, and line by line.
pub(super) fn listing(bytes: &[u8], disclosures: &[Disclosure]) -> String {
    let Some(item) = decode(bytes) else { return String::new() };
    let known = listing::known(disclosures, Hash::Sm3);
    format!(
        "## In diagnostic notation\n\nRFC 8949 §8; `<< >>` are bytes that hold CBOR, RFC 8610 appendix G.3.\n\n```\n{}\n```\n\n\
         ## Byte by byte\n\nThe left column, read without its blanks, is the code.\n\n```\n{}```\n\n",
        listing::diagnostic(&item),
        listing::bytes(&item, &known)
    )
}

/// What a verifier is asked, and what it answers.
pub(super) fn answer(ask: &Json, claims: &[Json]) -> String {
    let claims: Vec<_> =
        claims.iter().filter_map(|one| serde_json::to_string_pretty(one).ok()).collect();
    format!(
        "## What a verifier answers\n\nAsked\n\n```json\n{ask}\n```\n\nwith the anchors above it accepts, and shows\n\n```json\n{}\n```\n",
        claims.join("\n")
    )
}

/// A request at the moment of the examples.
pub(super) fn asked(ask: &Json) -> Json {
    let mut members = Map::from_iter([("at".to_owned(), AT.into())]);
    members.extend(ask.as_object().cloned().unwrap_or_default());
    members.into()
}

/// `e = SM3(Z_A ‖ M)`, GB/T 32918.2 §6.1 A1 and A2.
pub(super) fn sm2_digest(key: &Key, message: &[u8]) -> Vec<u8> {
    Hash::Sm3.digest(&[&identity_digest(key), message].concat())
}

/// `Z_A`, GB/T 32918.2 §5.5.
fn identity_digest(key: &Key) -> Vec<u8> {
    let id = key.other_signer_id().unwrap_or(SM2_ID).as_bytes();
    let bits = u16::try_from(id.len() * 8).unwrap_or_default().to_be_bytes();
    let curve: Vec<u8> = CURVE.iter().filter_map(|number| from_hex(number)).flatten().collect();
    Hash::Sm3.digest(&[&bits, id, &curve, &key.point()[1..]].concat())
}

/// The private scalar, out of the key's own PEM: the octet string after version 1, RFC 5915 §3.
fn secret(key: &Key) -> String {
    let pem = key.to_pem().unwrap_or_default();
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let body = body.trim_end_matches('=').replace('+', "-").replace('/', "_");
    let der = from_url(&body).unwrap_or_default();
    let before = [2, 1, 1, 4, 32];
    let place = der.windows(before.len()).position(|part| part == before);
    let scalar = place.and_then(|place| der.get(place + before.len()..)?.get(..32));
    hex(scalar.unwrap_or_default())
}

fn block(bytes: &[u8]) -> String {
    bytes.chunks(WIDTH).map(|part| hex(part) + "\n").collect()
}
