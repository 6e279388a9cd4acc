//! Signatures and their containers: Wycheproof, and the COSE working group's examples.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use forge::base64::from_hex;
use serde_json::{Value as Json, json};

use crate::suite::{Suite, files, read_at, upstream};

#[test]
fn wycheproof_ecdsa() {
    let Some(folder) = upstream("wycheproof") else { return };
    let mut suite = Suite::new("wycheproof-ecdsa");
    let all = read_at(&folder.join("ecdsa_secp256r1_sha256_p1363_test.json"));
    for group in all["testGroups"].as_array().unwrap() {
        for case in group["tests"].as_array().unwrap() {
            let ask = json!({
                "alg": "ES256",
                "key": group["publicKey"]["uncompressed"],
                "msg": case["msg"],
                "sig": case["sig"],
            });
            let ask = yanzheng::host::from_json(&ask.to_string()).unwrap();
            let actual = match yanzheng::host::check_signature(ask).unwrap() {
                Ok(()) => "valid".to_owned(),
                Err(fault) => format!("invalid {}", fault.code()),
            };
            let expected = case["result"].as_str().unwrap();
            suite.case(&case["tcId"].to_string(), expected, &actual, actual.starts_with(expected));
        }
    }
    suite.end();
}

#[test]
fn wycheproof_jws() {
    use yanzheng::budget::Budget;
    use yanzheng::envelope::jws;
    use yanzheng::error::Fault;
    use yanzheng::signature::{Algorithm, Key};

    /// The container and the primitive, as the envelopes use them: the key's algorithm decides.
    fn check(jws: &str, key: &Json) -> Result<(), Fault> {
        let jws = jws::open(jws, &Budget::DEFAULT)?;
        let algorithm = Algorithm::of(&jws.algorithm()?)?;
        let coordinate = |name: &str| URL_SAFE_NO_PAD.decode(key[name].as_str().unwrap()).unwrap();
        let point = [vec![4], coordinate("x"), coordinate("y")].concat();
        let key = Key::es256(&point)?;
        assert_eq!(key.algorithm(), algorithm);
        key.verify(&jws.signed, &jws.signature)
    }

    let Some(folder) = upstream("wycheproof") else { return };
    let mut suite = Suite::new("wycheproof-jws");
    let all = read_at(&folder.join("json_web_signature_test.json"));
    for group in all["testGroups"].as_array().unwrap() {
        let key = if group["public"].is_object() { &group["public"] } else { &group["private"] };
        // Rows of keys that cannot be anchored are refused where the anchor is made.
        let anchor = json!({ "anchors": [{ "jwk": key }] }).to_string();
        let anchored =
            yanzheng::host::Verifier::new(yanzheng::host::from_json(&anchor).unwrap(), None)
                .is_ok();
        for case in group["tests"].as_array().unwrap() {
            let text = case["jws"].as_str().unwrap_or_default();
            let actual = match (anchored, key["crv"].as_str()) {
                (false, _) => "invalid: the key is refused as an anchor".to_owned(),
                (true, Some("P-256")) => match check(text, key) {
                    Ok(()) => "valid".to_owned(),
                    Err(fault) => format!("invalid {}", fault.code()),
                },
                (true, _) => "invalid signature.unsupported".to_owned(),
            };
            let expected = case["result"].as_str().unwrap();
            let ours = key["crv"] == "P-256";
            // A valid signature of an algorithm that is not ours must be refused as well.
            let agrees =
                if ours { actual.starts_with(expected) } else { actual.starts_with("invalid") };
            suite.case(&case["tcId"].to_string(), expected, &actual, agrees);
        }
    }
    suite.end();
}

#[test]
fn cose_wg() {
    let Some(folder) = upstream("cose-wg") else { return };
    let mut suite = Suite::new("cose-wg");
    for file in files(&folder, ".json") {
        let case = read_at(&file);
        let signer = &case["input"]["sign0"];
        // COSE_Sign1 with ECDSA on P-256 and SHA-256 alone is ours.
        if signer["alg"] != "ES256" {
            continue;
        }
        let bytes = from_hex(case["output"]["cbor"].as_str().unwrap()).unwrap();
        let actual = cose(&bytes, &signer["key"]);
        let expected = if case["fail"] == true { "invalid" } else { "valid" };
        let id = file.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        suite.case(&id, expected, &actual, actual.starts_with(expected));
    }
    suite.end();
}

/// Opens and checks a container with the leniencies of HCERT: no tag, `alg` unprotected.
fn cose(bytes: &[u8], key: &Json) -> String {
    use yanzheng::budget::Budget;
    use yanzheng::encoding::cbor::Form;
    use yanzheng::envelope::Format;
    use yanzheng::envelope::cose::{Profile, read};
    use yanzheng::signature::{Algorithm, Key};

    let profile = Profile {
        format: Format::Nzcp,
        form: Form::Definite,
        loose_tags: true,
        loose_headers: true,
        loose_end: false,
        headers: None,
        tags: &[],
    };
    let coordinate = |name: &str| match key[name].as_str() {
        Some(text) => URL_SAFE_NO_PAD.decode(text).unwrap(),
        None => from_hex(key[format!("{name}_hex")].as_str().unwrap()).unwrap(),
    };
    let key = Key::es256(&[vec![4], coordinate("x"), coordinate("y")].concat()).unwrap();
    let answer = read(bytes, &profile, &Budget::DEFAULT).and_then(|container| {
        Algorithm::of(&container.algorithm()?)?;
        key.verify(&container.signed, &container.signature)
    });
    match answer {
        Ok(()) => "valid".to_owned(),
        Err(fault) => format!("invalid {}", fault.code()),
    }
}
