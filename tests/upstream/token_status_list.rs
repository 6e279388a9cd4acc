//! Token Status List: the draft's lists of all four widths, in JSON and in CBOR, and its two signed
//! tokens. Every status that the draft prints must come out as what it means.

use std::path::Path;

use forge::anchor::Anchor;
use forge::base64::{from_hex, from_url};
use forge::cbor::Value;
use forge::cbor_read::decode;
use forge::code::{self, Credential, StatusEntry};
use forge::key::DEMO_SEED;
use forge::status::list::{StatusList, Token};
use forge::world::World;
use serde_json::{Value as Json, json};
use yanzheng::host::{Verifier, from_json};

use crate::suite::{Suite, upstream};

/// 2026-06-01T00:00:00Z, inside the dates of the signed tokens.
const AT: i64 = 1_780_272_000;
/// What the draft's own tokens are about.
const SUBJECT: &str = "https://example.com/statuslists/1";
/// The draft's lists, in the order in which it prints their statuses.
const LISTS: [(&str, usize); 6] = [
    ("status_list_encoding", 16),
    ("status_list_encoding2", 12),
    ("status_list_encoding1_long", 11),
    ("status_list_encoding2_long", 11),
    ("status_list_encoding4", 15),
    ("status_list_encoding8", 256),
];

#[test]
fn every_status_of_the_draft() {
    let Some(folder) = upstream("token-status-list") else { return };
    let world = World::new(DEMO_SEED, AT);
    let draft = read(&folder, "draft-ietf-oauth-status-list");
    let printed = printed(&draft);
    assert_eq!(printed.iter().map(Vec::len).collect::<Vec<_>>(), LISTS.map(|(_, count)| count));
    let mut suite = Suite::new("token-status-list");
    for ((name, _), statuses) in LISTS.into_iter().zip(&printed) {
        for form in ["json", "cbor"] {
            let (bits, lst) = list(&folder, name, form);
            let token = token(&world, bits, lst);
            let signed = match form {
                "json" => token.sign_jwt(&world.region.key).into_bytes(),
                _ => token.sign_cwt(&world.region.key),
            };
            let verifier = holding(&world, None, &signed);
            compare(&mut suite, &format!("{name}-{form}"), &world, &verifier, statuses);
        }
    }
    suite.end();
}

/// The tokens that the draft's authors signed, with their key as the one that may sign lists.
#[test]
fn the_signed_tokens_of_the_draft() {
    let Some(folder) = upstream("token-status-list") else { return };
    let world = World::new(DEMO_SEED, AT);
    let printed = printed(&read(&folder, "draft-ietf-oauth-status-list"));
    let source = std::fs::read_to_string(folder.join("SOURCE.txt")).unwrap();
    let of = |name: &str| source.split_once(name).unwrap().1.split_whitespace().next().unwrap();
    let signer = json!({
        "kid": "12",
        "alg": "ES256",
        "jwk": { "kty": "EC", "crv": "P-256", "x": of("x="), "y": of("y=") },
        "types": [],
        "lists": [SUBJECT],
    });
    let jwt: String = read(&folder, "status_list_jwt_raw").split_whitespace().collect();
    let cwt = hex(&read(&folder, "status_list_cwt"));
    let mut suite = Suite::new("token-status-list-signed");
    for (name, signed) in [("jwt", jwt.into_bytes()), ("cwt", cwt)] {
        let verifier = holding(&world, Some(&signer), &signed);
        compare(&mut suite, name, &world, &verifier, &printed[0]);
    }
    suite.end();
}

/// The statuses that the draft prints, list by list: index and value.
fn printed(draft: &str) -> Vec<Vec<(i64, u8)>> {
    let mut lists = vec![Vec::new()];
    for line in draft.lines() {
        let row = line.strip_prefix("status[").and_then(|row| row.split_once(']'));
        match row.and_then(|(index, rest)| Some((index, rest.split_once("0b")?.1))) {
            Some((index, bits)) => {
                let value = u8::from_str_radix(bits.trim(), 2).unwrap();
                lists.last_mut().unwrap().push((index.parse().unwrap(), value));
            }
            None if lists.last().is_some_and(|list| !list.is_empty()) => lists.push(Vec::new()),
            None => {}
        }
    }
    lists.retain(|list| !list.is_empty());
    lists
}

/// Bits and compressed statuses of an example, which may print what it encodes before it.
fn list(folder: &Path, name: &str, form: &str) -> (i64, Vec<u8>) {
    let text = read(folder, &format!("{name}_{form}"));
    let text = text.split_once("encoded:").map_or(text.as_str(), |(_, encoded)| encoded);
    if form == "json" {
        let json: String = text.split_whitespace().collect();
        let json: Json = serde_json::from_str(&json).unwrap();
        let lst = from_url(json["lst"].as_str().unwrap()).unwrap();
        return (json["bits"].as_i64().unwrap(), lst);
    }
    let map = decode(&hex(text)).unwrap();
    match (map.get("bits"), map.get("lst")) {
        (Some(Value::Integer(bits)), Some(Value::Bytes(lst))) => {
            (i64::try_from(*bits).unwrap(), lst.clone())
        }
        other => panic!("{name}: {other:?}"),
    }
}

fn token(world: &World, bits: i64, lst: Vec<u8>) -> Token {
    let empty = StatusList::new(1, 8).unwrap();
    Token { bits, lst, ..Token::new(&world.region.kid, SUBJECT, AT - 60, &empty) }
}

/// A verifier that trusts the issuer of the credentials, and another signer of lists or the same.
fn holding(world: &World, signer: Option<&Json>, signed: &[u8]) -> Verifier {
    let issuer = serde_json::to_value(Anchor { alg: None, ..world.region.anchor() }).unwrap();
    let anchors: Vec<_> = std::iter::once(issuer).chain(signer.cloned()).collect();
    let config = json!({ "anchors": anchors }).to_string();
    let mut verifier = Verifier::new(from_json(&config).unwrap(), None).unwrap();
    let taken = verifier.update_status(signed, AT, Some(SUBJECT)).unwrap();
    assert_eq!(serde_json::to_value(&taken).unwrap()["ok"], true, "{taken:?}");
    verifier
}

fn compare(
    suite: &mut Suite,
    name: &str,
    world: &World,
    verifier: &Verifier,
    statuses: &[(i64, u8)],
) {
    let policy = json!({ "scenario": "desk", "status": "required" });
    let ask = json!({ "at": AT, "scenario": policy }).to_string();
    for (index, value) in statuses {
        let status = Some(StatusEntry { index: *index, uri: SUBJECT.to_owned() });
        let credential = Credential { status, ..world.short_identity() };
        let scan = code::scan(&credential.issue(&world.region.key).unwrap());
        let receipt = verifier.verify(scan.as_bytes(), from_json(&ask).unwrap()).unwrap();
        let receipt: Json =
            serde_json::from_str(&serde_json::to_string(&receipt).unwrap()).unwrap();
        let check = receipt["checks"].as_array().unwrap();
        let check = check.iter().find(|check| check["step"] == "status").unwrap();
        let actual = format!("{} {}", receipt["code"], check["detail"]["state"]);
        let expected = match value {
            0 => "\"ok\" null".to_owned(),
            1 => "\"status.revoked\" \"revoked\"".to_owned(),
            2 => "\"status.suspended\" null".to_owned(),
            other => format!("\"status.unknown\" {other}"),
        };
        suite.case(&format!("{name}/{index}"), &expected, &actual, expected == actual);
    }
}

fn hex(text: &str) -> Vec<u8> {
    from_hex(&text.split_whitespace().collect::<String>()).unwrap()
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(format!("{name}.md"))).unwrap()
}
