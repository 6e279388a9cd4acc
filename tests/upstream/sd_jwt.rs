//! SD-JWT, RFC 9901: the cases that the draft's authors signed with their own tool, compact and as
//! JSON, with and without a key binding, and the tokens of the RFC.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::suite::{Suite, answer, files, read_at, upstream, verify};

/// A moment inside the dates of every token.
const AT: i64 = 1_700_000_000;

/// One signed case.
struct Case {
    id: String,
    folder: PathBuf,
    anchors: Json,
    scan: String,
}

/// Every case of both groups.
fn cases(folder: &Path) -> Vec<Case> {
    let mut found = Vec::new();
    for file in files(folder, "verified_contents.json") {
        let case = file.parent().unwrap();
        let settings = case.parent().unwrap().join("settings.yml");
        let settings = std::fs::read_to_string(settings).unwrap();
        found.push(Case {
            id: case.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/"),
            folder: case.to_owned(),
            anchors: anchors(&settings),
            scan: token(case, "sd_jwt_presentation"),
        });
    }
    found
}

/// The issuer's key under the issuer's name, and under the one that a single case gives it.
fn anchors(settings: &str) -> Json {
    let key = settings.split_once("issuer_keys:").unwrap().1;
    let of = |text: &str, name: &str| -> String {
        let value = text.split_once(name).unwrap().1;
        value.split_whitespace().next().unwrap().trim_matches('"').to_owned()
    };
    let jwk = json!({ "kty": "EC", "crv": "P-256", "x": of(key, " x:"), "y": of(key, " y:") });
    let issuers = [of(settings, "issuer:"), "https://example.com".to_owned()];
    issuers
        .map(|issuer| json!({ "issuer": issuer, "alg": "ES256", "jwk": jwk }))
        .into_iter()
        .collect()
}

/// One of a case's tokens, as it is sent: compact, or as JSON.
fn token(case: &Path, name: &str) -> String {
    let compact = case.join(format!("{name}.txt"));
    if compact.exists() {
        let text = std::fs::read_to_string(compact).unwrap();
        return text.split_whitespace().collect();
    }
    match unwrapped(&case.join(format!("{name}.json"))) {
        // One of the files holds the JSON as a string of JSON.
        Json::String(text) => text,
        json => json.to_string(),
    }
}

/// A JSON file whose long strings are broken into lines, to fit the pages of the draft.
fn unwrapped(path: &Path) -> Json {
    let text = std::fs::read_to_string(path).unwrap();
    let (mut whole, mut inside, mut escaped, mut broken) = (String::new(), false, false, false);
    for c in text.chars() {
        if inside && !escaped && (c == '\n' || (broken && c == ' ')) {
            broken = true;
            continue;
        }
        broken = false;
        inside ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        whole.push(c);
    }
    serde_json::from_str(&whole).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn sd_jwt() {
    let Some(folder) = upstream("sd-jwt") else { return };
    let mut suite = Suite::new("sd-jwt");
    for case in cases(&folder) {
        let receipt = verify(&case.anchors, case.scan.as_bytes(), &json!({ "at": AT }));
        let expected = unwrapped(&case.folder.join("verified_contents.json"));
        judge(&mut suite, &case.id, &expected, &receipt);
    }
    suite.end();
}

/// The same tokens as they were issued, with every disclosure: they show all that was stated.
#[test]
fn sd_jwt_issued() {
    let Some(folder) = upstream("sd-jwt") else { return };
    let mut suite = Suite::new("sd-jwt-issued");
    for case in cases(&folder) {
        let scan = token(&case.folder, "sd_jwt_issuance");
        let mut expected = unwrapped(&case.folder.join("verified_contents.json"));
        let Json::Object(stated) = unwrapped(&case.folder.join("user_claims.json")) else {
            panic!("{}: no claims", case.id)
        };
        expected.as_object_mut().unwrap().extend(stated);
        let receipt = verify(&case.anchors, scan.as_bytes(), &json!({ "at": AT }));
        judge(&mut suite, &case.id, &expected, &receipt);
    }
    suite.end();
}

/// Accepted, with exactly these claims.
fn judge(suite: &mut Suite, id: &str, expected: &Json, receipt: &Json) {
    let actual = format!("{} {}", answer(receipt), receipt["claims"]);
    let agrees = answer(receipt) == "accept ok" && receipt["claims"] == *expected;
    suite.case(id, &format!("accept ok {expected}"), &actual, agrees);
}

/// One change of a good answer to a challenge, and what is answered then.
struct Change {
    name: &'static str,
    scan: String,
    later: i64,
    nonce: &'static str,
    audience: &'static str,
    expected: &'static str,
}

/// The presentations with a key binding: live as they are, refused after one change.
#[test]
fn sd_jwt_holders() {
    let Some(folder) = upstream("sd-jwt") else { return };
    let mut suite = Suite::new("sd-jwt-holders");
    for case in cases(&folder) {
        let said = case.folder.join("kb_jwt_payload.json");
        if !said.exists() {
            continue;
        }
        let at = read_at(&said)["iat"].as_i64().unwrap();
        for change in changes(&case.scan) {
            let Change { name, scan, later, nonce, audience, expected } = change;
            let mut ask = json!({ "at": at + later, "audience": audience });
            match nonce {
                "" => ask["scenario"] = json!({ "scenario": "counter", "assurance": "device" }),
                nonce => ask["challenge"] = nonce.into(),
            }
            let receipt = verify(&case.anchors, scan.as_bytes(), &ask);
            let assurance = receipt["assurance"].as_str().unwrap_or_default();
            let actual = format!("{} {assurance}", answer(&receipt));
            let id = format!("{}/{name}", case.id);
            suite.case(&id, expected, actual.trim_end(), actual.trim_end() == expected);
        }
    }
    suite.end();
}

type Edit = fn(&mut Vec<String>);

/// What is done to the disclosures after the holder has signed.
const EDITS: [(&str, Edit); 3] = [
    ("the first dropped", |shown| drop(shown.remove(0))),
    ("the last dropped", |shown| drop(shown.pop())),
    ("reordered", |shown| shown.reverse()),
];

fn changes(scan: &str) -> Vec<Change> {
    let change = |name, expected| Change {
        name,
        scan: scan.to_owned(),
        later: 0,
        nonce: "1234567890",
        audience: "https://example.com/verifier",
        expected,
    };
    let mut changes = vec![
        change("live", "accept ok live"),
        Change { later: 60, ..change("a minute later", "accept ok live") },
        Change { later: -10, ..change("a clock ahead", "accept ok live") },
        Change { nonce: "", ..change("no challenge", "accept ok device") },
        Change {
            nonce: "1234567891",
            ..change("another nonce", "reject holder.nonce_mismatch holder")
        },
        Change {
            audience: "https://example.com/verifier/",
            ..change("another audience", "reject holder.audience_mismatch holder")
        },
        Change { later: 61, ..change("61 s later", "reject holder.stale holder") },
        Change { later: -11, ..change("11 s earlier", "reject holder.not_yet_valid holder") },
        Change {
            scan: edited(scan, |_, binding| *binding = None),
            ..change("no key binding", "reject holder.required holder")
        },
        Change {
            scan: edited(scan, |_, binding| *binding = binding.take().map(|token| forged(&token))),
            ..change("another signature", "reject holder.signature_invalid holder")
        },
    ];
    for (name, edit) in EDITS {
        let edited_scan = edited(scan, |shown, _| {
            if shown.len() > 1 {
                edit(shown);
            }
        });
        // What shows nothing has nothing to drop.
        if edited_scan != edited(scan, |_, _| ()) {
            let expected = "reject holder.disclosure_mismatch holder";
            changes.push(Change { scan: edited_scan, ..change(name, expected) });
        }
    }
    changes
}

/// The same token with another signature: the last-but-one character carries six whole bits of it.
fn forged(token: &str) -> String {
    let (kept, last) = token.split_at(token.len() - 2);
    let other = if last.starts_with('A') { 'B' } else { 'A' };
    format!("{kept}{other}{}", &last[1..])
}

/// The presentation with other disclosures or another key binding.
fn edited(scan: &str, edit: impl FnOnce(&mut Vec<String>, &mut Option<String>)) -> String {
    if let Ok(mut whole) = serde_json::from_str::<Json>(scan) {
        let general = whole.get("signatures").is_some();
        let first = if general { &mut whole["signatures"][0] } else { &mut whole };
        let header = &mut first["header"];
        let mut shown = serde_json::from_value(header["disclosures"].take()).unwrap();
        let mut binding = serde_json::from_value(header["kb_jwt"].take()).unwrap();
        edit(&mut shown, &mut binding);
        header["disclosures"] = shown.into();
        header.as_object_mut().unwrap().remove("kb_jwt");
        if let Some(token) = binding {
            header["kb_jwt"] = token.into();
        }
        return whole.to_string();
    }
    let mut parts = scan.split('~').map(str::to_owned);
    let credential = parts.next().unwrap();
    let mut shown: Vec<_> = parts.collect();
    let mut binding = shown.pop();
    edit(&mut shown, &mut binding);
    shown.push(binding.unwrap_or_default());
    format!("{credential}~{}", shown.join("~"))
}

/// The RFC's tokens. Two of them stand there without a `~`, as the signed part alone: that is no
/// SD-JWT, and with one it shows nothing that was redacted.
#[test]
fn sd_jwt_rfc() {
    let Some(folder) = upstream("sd-jwt") else { return };
    let all = read_at(&folder.join("rfc-tokens.json"));
    let anchors = json!([{ "alg": "ES256", "jwk": all["issuer_key"] }]);
    let at = json!({ "at": AT });
    let mut suite = Suite::new("sd-jwt-rfc");
    let tokens = all["tokens"].as_array().unwrap();
    for (place, (token, expected)) in tokens.iter().zip(rfc_claims()).enumerate() {
        let text = token["sd_jwt"].as_str().unwrap();
        let shown = if text.contains('~') { text.to_owned() } else { format!("{text}~") };
        judge(&mut suite, &place.to_string(), &expected, &verify(&anchors, shown.as_bytes(), &at));
        let alone = shown.split('~').next().unwrap();
        let actual = answer(&verify(&anchors, alone.as_bytes(), &at));
        let expected = "reject envelope.header_mismatch envelope";
        suite.case(&format!("{place}/alone"), expected, &actual, actual == expected);
        if shown.ends_with('~') {
            continue;
        }
        // The key binding of 2024-03-09T14:56:25Z.
        let ask = json!({
            "at": 1_709_996_185, "challenge": "1234567890", "audience": "https://example.com/verifier"
        });
        let receipt = verify(&anchors, shown.as_bytes(), &ask);
        let actual = format!("{} {}", answer(&receipt), receipt["assurance"]);
        let expected = "accept ok \"live\"";
        suite.case(&format!("{place}/live"), expected, &actual, actual == expected);
    }
    assert_eq!(tokens.len(), rfc_claims().len(), "a token without an expectation");
    suite.end();
}

/// What each of the tokens shows.
fn rfc_claims() -> [Json; 3] {
    let issued =
        json!({ "iss": "https://issuer.example.com", "iat": 1_683_000_000, "exp": 1_883_000_000 });
    let mut address = issued.clone();
    address["address"] = json!({});
    let mut verified = issued;
    verified["verified_claims"] = json!({
        "verification": { "trust_framework": "de_aml", "evidence": [] },
        "claims": {},
    });
    let holder = json!({
        "kty": "EC",
        "crv": "P-256",
        "x": "TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc",
        "y": "ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ",
    });
    let identity = json!({
        "iss": "https://example.com/issuer",
        "iat": 1_683_000_000,
        "exp": 1_883_000_000,
        "vct": "https://credentials.example.com/identity_credential",
        "cnf": { "jwk": holder },
        "address": {
            "street_address": "123 Main St",
            "locality": "Anytown",
            "region": "Anystate",
            "country": "US",
        },
        "email": "johndoe@example.com",
        "family_name": "Doe",
        "given_name": "John",
    });
    [address, verified, identity]
}
