//! Health certificates: EU digital COVID certificates, New Zealand's passes, SMART Health Cards.

use serde_json::{Value as Json, json};

use crate::suite::{Suite, answer, files, read_at, upstream, verify};

/// A DCC expectation that is false, and the steps that may answer for it.
const HCERT: [(&str, &[&str]); 8] = [
    ("EXPECTEDUNPREFIX", &["envelope"]),
    ("EXPECTEDB45DECODE", &["envelope"]),
    ("EXPECTEDCOMPRESSION", &["envelope"]),
    // The container opens in `envelope`; the claims inside it are read in `credential`.
    ("EXPECTEDDECODE", &["envelope", "credential"]),
    // A key id that is not the given certificate's is an unknown key, told apart from a bad
    // signature.
    ("EXPECTEDVERIFY", &["signature", "trust"]),
    ("EXPECTEDKEYUSAGE", &["trust"]),
    ("EXPECTEDEXPIRATIONCHECK", &["credential", "trust"]),
    ("EXPECTEDSCHEMAVALIDATION", &["credential"]),
];

#[test]
fn hcert() {
    let Some(folder) = upstream("hcert") else { return };
    let mut suite = Suite::new("hcert");
    let raw = folder.join("raw");
    for file in files(&raw, ".json") {
        let case = read_at(&file);
        let context = &case["TESTCTX"];
        let anchors = json!([{ "certificate": context["CERTIFICATE"] }]);
        let at = forge::time::parse(context["VALIDATIONCLOCK"].as_str().unwrap()).unwrap();
        let receipt =
            verify(&anchors, case["PREFIX"].as_str().unwrap().as_bytes(), &json!({ "at": at }));
        let actual = answer(&receipt);
        let wrong = HCERT.iter().find(|(name, _)| case["EXPECTEDRESULTS"][name] == false);
        let (expected, agrees) = match wrong {
            None => ("accept".to_owned(), actual == "accept ok"),
            Some((name, steps)) => (
                format!("{name} false"),
                !actual.starts_with("accept") && steps.iter().any(|step| actual.ends_with(step)),
            ),
        };
        let id = file.strip_prefix(&raw).unwrap().to_string_lossy().replace('\\', "/");
        suite.case(&id, &expected, &actual, agrees);
    }
    suite.end();
}

#[test]
fn nzcp() {
    let Some(folder) = upstream("nzcp") else { return };
    let mut suite = Suite::new("nzcp");
    let document = read_at(&folder.join("exampleDIDDocument.json"));
    let anchors = json!([{
        "issuer": document["id"],
        "kid": "key-1",
        "alg": "ES256",
        "jwk": document["verificationMethod"][0]["publicKeyJwk"],
    }]);
    for pass in read_at(&folder.join("passes.json"))["passes"].as_array().unwrap() {
        let receipt = verify(
            &anchors,
            pass["uri"].as_str().unwrap().as_bytes(),
            &json!({ "at": 1_640_995_200 }),
        );
        let actual = answer(&receipt);
        let (expected, agrees) = match pass["expect_violates_section"].as_str() {
            None => ("accept", actual == "accept ok"),
            Some(section) => {
                let step = match section {
                    "3" => "signature",
                    "5.1.1" => "trust",
                    "4.7" => "envelope",
                    _ => "credential",
                };
                (step, !actual.starts_with("accept") && actual.ends_with(step))
            }
        };
        suite.case(pass["name"].as_str().unwrap(), expected, &actual, agrees);
    }
    suite.end();
}

/// What a file's name says is wrong with it, and the step that answers; no step: it is sound.
const SHC: [(&str, Option<&str>); 24] = [
    ("d-jws-bad-fhir-metadata", Some("credential")),
    ("d-jws-der-signature-r-neg", Some("signature")),
    ("d-jws-der-signature-rs-neg", Some("signature")),
    ("d-jws-der-signature-s-neg", Some("signature")),
    ("d-jws-der-signature.txt", Some("signature")),
    ("d-jws-invalid-signature", Some("signature")),
    ("d-jws-issuer-kid-mismatch", Some("trust")),
    ("d-jws-issuer-not-valid-with-smart-key", Some("trust")),
    ("d-jws-jws_too_long", Some("envelope")),
    ("d-jws-no_deflate", Some("envelope")),
    ("d-jws-no_jws_header_alg", Some("envelope")),
    ("d-jws-no_jws_header_kid", Some("envelope")),
    ("d-jws-no_jws_header_zip", Some("envelope")),
    ("d-jws-trailing_chars", None),
    ("d-jws-utf8_bom_prefix", Some("envelope")),
    ("d-jws-wrong_jws_header_kid", Some("trust")),
    ("f-qr-code-numeric-value-0-index-out-of-range", Some("envelope")),
    ("f-qr-code-numeric-value-0-number-too-big", Some("envelope")),
    ("f-qr-code-numeric-value-0-odd-count", Some("envelope")),
    ("f-qr-code-numeric-value-0-trailing_chars", None),
    ("f-qr-code-numeric-value-0-wrong-multi-chunk", Some("envelope")),
    ("f-qr-code-numeric-value-0-wrong_qr_header", Some("envelope")),
    ("qr_chunk_too", Some("envelope")),
    ("1195-byte-qrnumeric", None),
];

#[test]
fn shc() {
    let Some(folder) = upstream("shc") else { return };
    let mut suite = Suite::new("shc");
    let data = folder.join("testdata");
    let anchors = shc_anchors(&folder);
    let ask = json!({ "at": 1_700_000_000 });
    let mut judge = |id: &str, scan: &str, step: Option<&str>| {
        let actual = answer(&verify(&anchors, scan.as_bytes(), &ask));
        let agrees = match step {
            None => actual == "accept ok",
            Some(step) => !actual.starts_with("accept") && actual.ends_with(step),
        };
        suite.case(id, step.unwrap_or("accept"), &actual, agrees);
    };
    for file in files(&data, ".txt") {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let Some((_, step)) = SHC.iter().find(|(part, _)| name.contains(part)) else { continue };
        let text = std::fs::read_to_string(&file).unwrap();
        let scan = if name.contains("d-jws-") { numeric(&text) } else { text };
        judge(&name, &scan, *step);
    }
    // Parts that belong together, scanned as one.
    for part in ["00-f-qr-code-numeric-value", "02-f-qr-code-numeric-value"] {
        let parts: Vec<String> = files(&data, ".txt")
            .into_iter()
            .filter(|file| {
                file.to_string_lossy().contains(part)
                    && file.to_string_lossy().contains("qr_chunk_too")
            })
            .map(|file| std::fs::read_to_string(file).unwrap())
            .collect();
        judge(&format!("{part}-joined"), &parts.join("\n"), Some("envelope"));
    }
    // Files for download hold the same signed cards; the code for each is what a scanner would see.
    for (file, step) in [
        ("test-example-00-e-file-bad_jwks.smart-health-card", Some("trust")),
        ("test-example-00-e-file-invalid_deflate.smart-health-card", Some("envelope")),
        ("test-example-00-e-file-invalid_issuer_url.smart-health-card", Some("trust")),
        ("test-example-00-e-file-invalid_issuer_url_http.smart-health-card", Some("trust")),
        ("test-example-00-e-file-issuer_url_with_trailing_slash.smart-health-card", Some("trust")),
        ("test-example-00-e-file-multi-jws.smart-health-card", None),
        ("test-example-00-e-file-no_deflate.smart-health-card", Some("envelope")),
        ("test-example-00-e-file-trailing_chars.smart-health-card", None),
        ("test-example-00-e-file.wrong-extension", None),
    ] {
        let cards = read_at(&data.join(file));
        for (place, card) in cards["verifiableCredential"].as_array().unwrap().iter().enumerate() {
            judge(&format!("{file}#{place}"), &numeric(card.as_str().unwrap()), step);
        }
    }
    suite.end();
}

fn shc_anchors(folder: &std::path::Path) -> Json {
    let keys = read_at(&folder.join("issuer/jwks.json"));
    let anchor = |jwk: &Json| json!({ "issuer": "https://spec.smarthealth.cards/examples/issuer", "jwk": jwk });
    keys["keys"].as_array().unwrap().iter().map(anchor).collect()
}

/// The numeric code of a compact JWS, as a scanner would read it.
fn numeric(jws: &str) -> String {
    let jws = jws.trim_start_matches('\u{feff}').trim();
    let pairs: Vec<_> = jws.bytes().map(|c| format!("{:02}", c - 45)).collect();
    format!("shc:/{}", pairs.concat())
}

/// The same set's unsigned payloads, signed here: their faults lie in what is stated.
const SHC_PAYLOADS: [(&str, Option<&str>); 21] = [
    ("a-fhirBundle-bad_meta_extra_key", Some("credential")),
    ("a-fhirBundle-bad_meta_non_security", Some("credential")),
    ("a-fhirBundle-bad_meta_wrong_security", Some("credential")),
    ("a-fhirBundle-empty-values", Some("credential")),
    ("a-fhirBundle-occurrence-issues", Some("credential")),
    ("a-fhirBundle-profile-usa", Some("credential")),
    ("a-fhirBundle-status-not-completed", Some("credential")),
    ("a-fhirBundle-trailing_chars", None),
    ("a-non-dm-properties", None),
    ("a-short-refs", None),
    ("b-jws-payload-expanded-exp_milliseconds", Some("credential")),
    ("b-jws-payload-expanded-expired", Some("credential")),
    ("b-jws-payload-expanded-missing-coding", Some("credential")),
    ("b-jws-payload-expanded-missing-covid-vc-type", None),
    ("b-jws-payload-expanded-missing-imm-vc-type", None),
    ("b-jws-payload-expanded-missing-shc-vc-type", Some("credential")),
    ("b-jws-payload-expanded-nbf_milliseconds", Some("credential")),
    ("b-jws-payload-expanded-nbf_not_yet_valid", Some("credential")),
    ("b-jws-payload-expanded-optional-vc-type", None),
    ("b-jws-payload-expanded-trailing_chars", None),
    ("b-jws-payload-expanded-unknown-vc-types", None),
];

#[test]
fn shc_payloads() {
    let Some(folder) = upstream("shc") else { return };
    let mut suite = Suite::new("shc-payloads");
    let world = forge::world::World::new(forge::key::DEMO_SEED, 1_700_000_000);
    let anchors = json!([world.clinic.anchor()]);
    for (name, step) in SHC_PAYLOADS {
        let file = folder.join(format!("testdata/test-example-00-{name}.json"));
        let text = std::fs::read_to_string(&file).unwrap();
        let found = read_at(&file);
        let payload = match found["resourceType"] == "Bundle" {
            true => json!({
                "iss": world.clinic.id,
                "nbf": 1_650_000_000,
                "vc": {
                    "type": [forge::shc::HEALTH_CARD],
                    "credentialSubject": { "fhirVersion": "4.0.1", "fhirBundle": found },
                },
            })
            .to_string(),
            // As it stands, so that what follows the text is signed too.
            false => {
                text.replace("https://spec.smarthealth.cards/examples/issuer", world.clinic.id)
            }
        };
        let header = forge::shc::header(&world.clinic.key);
        let deflated = forge::deflate::raw(payload.as_bytes());
        let jws = forge::jws::Compact::sign(&header, &deflated, &world.clinic.key).text();
        let scan = match jws.len() <= forge::shc::SINGLE {
            true => forge::shc::scan(&jws),
            false => forge::shc::parts(&jws).join("\n"),
        };
        let actual = answer(&verify(&anchors, scan.as_bytes(), &json!({ "at": 1_700_000_000 })));
        let agrees = match step {
            None => actual == "accept ok",
            Some(step) => !actual.starts_with("accept") && actual.ends_with(step),
        };
        suite.case(name, step.unwrap_or("accept"), &actual, agrees);
    }
    suite.end();
}
