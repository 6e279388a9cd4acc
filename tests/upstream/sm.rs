//! SM2 with SM3 and SM3 alone: GB/T 32918.5, Botan, openHiTLS and OpenSSL, each in its own notation.

#[path = "../suite/der.rs"]
mod der;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use forge::base64::{from_hex, hex};
use serde_json::{Value as Json, json};
use sm2::dsa::signature::hazmat::PrehashVerifier;

use crate::suite::{Suite, read_at, upstream};

/// The field of the SM2 curve, as Botan's files name the curve of the cases that follow.
const SM2_FIELD: &str = "0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF";
/// a, b and the base point of the SM2 curve, GB/T 32918.5, as they go into Z.
const SM2_CURVE: &str = "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC\
                         28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93\
                         32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7\
                         BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0";

/// What the primitive says of a signature. Everything but the id is hex.
fn check(key: &str, id: &str, message: &str, signature: &str) -> String {
    let ask = json!({
        "alg": "SGD_SM3_SM2", "key": key, "sm2_id": id, "msg": message, "sig": signature
    });
    let ask = yanzheng::host::from_json(&ask.to_string()).unwrap();
    match yanzheng::host::check_signature(ask).unwrap() {
        Ok(()) => "valid".to_owned(),
        Err(fault) => fault.code().to_owned(),
    }
}

/// SM3, in hex on both sides.
fn sm3(message: &str) -> String {
    let ask = json!({ "alg": "SM3", "msg": message }).to_string();
    yanzheng::host::digest(yanzheng::host::from_json(&ask).unwrap()).unwrap()
}

fn judge(suite: &mut Suite, id: &str, expected: &str, actual: &str) {
    suite.case(id, expected, actual, actual.eq_ignore_ascii_case(expected));
}

/// The text of an id that stands as hex.
fn text(hex: &str) -> String {
    String::from_utf8(from_hex(hex).unwrap()).unwrap()
}

/// The public key of a private one, in hex.
fn public(private: &str) -> String {
    let secret = sm2::SecretKey::from_slice(&from_hex(private).unwrap()).unwrap();
    let key = sm2::dsa::SigningKey::new("", &secret).unwrap();
    hex(&key.verifying_key().to_sec1_bytes())
}

/// DER in hex to r‖s in hex.
fn raw(signature: &str) -> String {
    hex(&der::raw(&from_hex(signature).unwrap()))
}

/// The worked example of the standard: the signature, and one change at a time.
#[test]
fn sm2_standard() {
    let Some(file) = upstream("identifiers.json") else { return };
    let sample = &read_at(&file)["sm2"];
    let of = |name: &str| sample[name].as_str().unwrap();
    let (key, id, r, s) = (of("pub"), of("id"), of("r"), of("s"));
    let message = hex(of("msg").as_bytes());
    let mut suite = Suite::new("sm2-standard");
    let signature = format!("{r}{s}");
    judge(&mut suite, "signature", "valid", &check(key, id, &message, &signature));
    for bit in 0..512 {
        let mut changed = from_hex(&signature).unwrap();
        changed[bit / 8] ^= 1 << (bit % 8);
        let answer = check(key, id, &message, &hex(&changed));
        judge(&mut suite, &format!("signature bit {bit}"), "signature.invalid", &answer);
    }
    for (name, id, message) in [
        ("another id", "1234567812345679", message.as_str()),
        ("no id", "", &message),
        ("a longer message", id, &format!("{message}00")),
        ("no message", id, ""),
    ] {
        let answer = check(key, id, message, &signature);
        judge(&mut suite, name, "signature.invalid", &answer);
    }
    let swapped = check(key, id, &message, &format!("{s}{r}"));
    judge(&mut suite, "s and r", "signature.invalid", &swapped);
    // Z_A = SM3(ENTL ‖ ID ‖ a ‖ b ‖ xG ‖ yG ‖ xA ‖ yA), e = SM3(Z_A ‖ M): GB/T 32918.2 §5.5, §6.1.
    let length = id.len() * 8;
    let z = format!("{length:04x}{}{SM2_CURVE}{}", hex(id.as_bytes()), &key[2..]);
    judge(&mut suite, "Z", of("ZA"), &sm3(&z));
    judge(&mut suite, "e", of("e"), &sm3(&format!("{}{message}", of("ZA"))));
    suite.end();
}

/// Botan: the case of the SM2 curve with SM3 holds. With SHA-256 it is another scheme, and a point
/// of another curve is no key.
#[test]
fn sm2_botan() {
    let Some(folder) = upstream("sm2-kat") else { return };
    let text_of = std::fs::read_to_string(folder.join("sm2_sig.vec")).unwrap();
    let mut suite = Suite::new("sm2-botan");
    let (mut curve, mut row) = (String::new(), Json::Null);
    for (number, line) in text_of.lines().enumerate() {
        let Some((name, value)) = line.split_once(" = ") else { continue };
        row[name] = value.into();
        match name {
            "P" => value.clone_into(&mut curve),
            "Signature" if curve == SM2_FIELD => {
                let of = |name: &str| row[name].as_str().unwrap();
                let key = public(of("x").trim_start_matches("0x"));
                let answer = check(&key, of("Ident"), of("Msg"), value);
                let hash = of("Hash");
                let expected = if hash == "SM3" { "valid" } else { "signature.invalid" };
                judge(&mut suite, &format!("line {}: {hash}", number + 1), expected, &answer);
            }
            _ => {}
        }
    }
    let p256 = "046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296\
                4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5";
    let answer = check(p256, "", "", &"01".repeat(64));
    judge(&mut suite, "a point on P-256", "signature.key_invalid", &answer);
    suite.end();
}

/// openHiTLS: rows of `NAME:"hex":…:flag`, their title in the line above.
#[test]
fn sm2_openhitls() {
    let Some(folder) = upstream("sm2-kat") else { return };
    let file = std::fs::read_to_string(folder.join("test_suite_sdv_eal_sm2_sign.data")).unwrap();
    let mut suite = Suite::new("sm2-openhitls");
    let lines: Vec<_> = file.lines().collect();
    for (number, pair) in lines.windows(2).enumerate() {
        let parts: Vec<_> = pair[1].split(':').map(|part| part.trim_matches('"')).collect();
        let name = parts[0].strip_prefix("SDV_CRYPTO_SM2_").unwrap_or_default();
        let (expected, actual) = match (name, &parts[1..]) {
            ("VERIFY_API_TC001" | "VERIFY_FUNC_TC001", [key, id, message, signature, _])
            | ("VERIFY_FUNC_TC002", [_, key, id, message, signature, _]) => {
                ("valid", check(key, &text(id), message, &raw(signature)))
            }
            ("SIGN_FUNC_TC001" | "SIGN_FUNC_TC002" | "SIGN_FUNC_TC003", row) => {
                let [private, id, _, message, signature, _] = row else { continue };
                ("valid", check(&public(private), &text(id), message, &raw(signature)))
            }
            ("VERIFY_FUNC_TC003", [key, id, message, signature, _]) => {
                ("signature.invalid", check(key, &text(id), message, &raw(signature)))
            }
            // r + s is the group's order: refused whatever was signed, GB/T 32918.2 §7.1 B5.
            ("VERIFY_DATA_FUNC_TC001", [key, digest, signature, _]) => {
                ("signature.invalid", check(key, "", digest, &raw(signature)))
            }
            _ => continue,
        };
        judge(&mut suite, &format!("line {}: {}", number + 2, pair[0]), expected, &actual);
    }
    suite.end();
}

/// OpenSSL gives the digest that was signed and not the message, so only the arithmetic below our
/// own is asked, and that a changed digest fails.
#[test]
fn sm2_openssl_cases() {
    let Some(folder) = upstream("sm2-kat") else { return };
    let file = read_at(&folder.join("openssl-evppkey_sm2.json"));
    // PKCS #8 as OpenSSL writes it ends with the public point.
    let private = STANDARD.decode(file["spki_or_pkcs8_b64"].as_str().unwrap()).unwrap();
    let point = private.last_chunk::<65>().unwrap();
    let key = sm2::dsa::VerifyingKey::from_sec1_bytes("", point).unwrap();
    let mut suite = Suite::new("sm2-openssl-cases");
    for (place, case) in file["cases"].as_array().unwrap().iter().enumerate() {
        let digest = from_hex(case["prehash"].as_str().unwrap()).unwrap();
        let signature = der::raw(&from_hex(case["sig"].as_str().unwrap()).unwrap());
        let signature = sm2::dsa::Signature::from_slice(&signature).unwrap();
        let changed = [&[digest[0] ^ 1], &digest[1..]].concat();
        for (what, digest, expected) in
            [("", &digest, case["valid"] == true), (" changed", &changed, false)]
        {
            let actual = key.verify_prehash(digest, &signature).is_ok();
            let id = format!("{place}{what}");
            judge(&mut suite, &id, &expected.to_string(), &actual.to_string());
        }
    }
    suite.end();
}

#[test]
fn sm3_digests() {
    let Some(folder) = upstream("sm3-kat") else { return };
    let mut suite = Suite::new("sm3");
    let botan = std::fs::read_to_string(folder.join("sm3.vec")).unwrap();
    let mut message = "";
    for (number, line) in botan.lines().enumerate() {
        match line.split_once(" =").map(|(name, value)| (name, value.trim())) {
            Some(("In", value)) => message = value,
            Some(("Out", digest)) => {
                judge(&mut suite, &format!("line {}", number + 1), digest, &sm3(message));
            }
            _ => {}
        }
    }
    let hitls = std::fs::read_to_string(folder.join("test_suite_sdv_eal_sm3.data")).unwrap();
    for (number, line) in hitls.lines().enumerate() {
        let parts: Vec<_> = line.split(':').map(|part| part.trim_matches('"')).collect();
        let (message, digest) = match parts.as_slice() {
            ["SDV_CRYPT_EAL_SM3_FUNC_TC001", digest] => (String::new(), *digest),
            ["SDV_CRYPT_EAL_SM3_FUNC_TC002", message, digest] => ((*message).to_owned(), *digest),
            ["SDV_CRYPT_EAL_SM3_FUNC_TC003", one, two, three, digest] => {
                ([*one, two, three].concat(), *digest)
            }
            _ => continue,
        };
        judge(&mut suite, &format!("openhitls line {}", number + 1), digest, &sm3(&message));
    }
    suite.end();
}
