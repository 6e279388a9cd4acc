//! What stands in the headers, and where.

use serde_json::json;

use crate::cbor::Value;
use crate::cose::{ALG, CRIT, ES256, KID, Sign1, TYP};
use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    let cose = Base::COSE.iter().flat_map(|base| {
        [required(b, *base), critical(b, *base), embedded(b, *base), key_ids(b, *base)].concat()
    });
    [cose.collect(), unprotected(b), lenient(b), typ(b), strict(b), jws(b), jws_forbidden(b)]
        .concat()
}

fn required(b: &Bench, base: Base) -> Vec<Case> {
    let about = "An algorithm and a key id are named.";
    let case = |name: &str, change, edit: fn(&mut Sign1)| {
        b.cwt(base, [&format!("envelope::{}-{name}", base.name()), about, change], edit)
    };
    vec![
        case("alg-missing", "no `alg`", |m| m.protected.remove(ALG))
            .fault("envelope.header_missing")
            .detail(json!({ "header": "alg" }))
            .attack("A1")
            .critical(),
        case("alg-bytes", "`alg` as bytes", |m| m.protected.set(ALG, Value::Bytes(vec![0x26])))
            .fault("envelope.header_malformed")
            .detail(json!({ "header": "alg" })),
        case("kid-missing", "no `kid`", |m| m.protected.remove(KID))
            .fault("envelope.header_missing")
            .detail(json!({ "header": "kid" })),
    ]
}

fn key_ids(b: &Bench, base: Base) -> Vec<Case> {
    let about = "A key id is 1 to 64 bytes.";
    let case = |name: &str, change, kid: Value| {
        let id = format!("envelope::{}-{name}", base.name());
        b.cwt(base, [&id, about, change], |m| m.protected.set(KID, kid))
            .fault("envelope.header_malformed")
            .detail(json!({ "header": "kid" }))
            .attack("A7")
    };
    vec![
        case("kid-text", "`kid` as text", Value::from("region-a-1")),
        case("kid-empty", "`kid` of no bytes", Value::Bytes(Vec::new())),
        case("kid-long", "`kid` of 65 bytes", Value::Bytes(vec![7; 65])),
    ]
}

fn critical(b: &Bench, base: Base) -> Vec<Case> {
    let about = "A critical header that is not understood ends the reading.";
    let case = |name: &str, change, edit: fn(&mut Sign1)| {
        let id = format!("envelope::{}-{name}", base.name());
        b.cwt(base, [&id, about, change], edit)
            .fault("envelope.critical_unsupported")
            .attack("A5")
            .high()
    };
    vec![
        case("crit-unknown", "`crit` naming a header that is there", |m| {
            m.protected.set(CRIT, Value::array([-70_001]));
            m.protected.set(-70_001, 1);
        }),
        case("crit-absent", "`crit` naming a header that is not there", |m| {
            m.protected.set(CRIT, Value::array([-70_001]));
        }),
        case("crit-empty", "`crit` naming nothing", |m| {
            m.protected.set(CRIT, Value::Array(Vec::new()));
        }),
        case("crit-unprotected", "`crit` in the unprotected header", |m| {
            m.unprotected.set(CRIT, Value::array([-70_001]));
        }),
    ]
}

fn embedded(b: &Bench, base: Base) -> Vec<Case> {
    let about = "A key or certificate that the envelope brings along is no reason to trust it.";
    let rows: [(&str, i64); 5] =
        [("cose-key", -1), ("x5bag", 32), ("x5chain", 33), ("x5t", 34), ("x5u", 35)];
    let case = |(name, label): (&str, i64)| {
        let id = format!("envelope::{}-{name}", base.name());
        b.cwt(base, [&id, about, &format!("`{name}` in the unprotected header")], |m| {
            m.unprotected.set(label, Value::Bytes(b.key(base).point()));
        })
    };
    let inside = b.cwt(
        base,
        [
            &format!("envelope::{}-x5chain-protected", base.name()),
            about,
            "`x5chain` in the protected header",
        ],
        |m| m.protected.set(33, Value::Bytes(b.world.vaccination_signer())),
    );
    // What is the same for all three is tried in full for two.
    let few = rows.into_iter().filter(|(name, _)| base != Base::Nzcp || *name == "x5chain");
    let cases = few.map(case).chain([inside]);
    cases.map(|case| case.fault("envelope.key_unauthorised").attack("A6").critical()).collect()
}

/// Where what decides must be signed.
fn unprotected(b: &Bench) -> Vec<Case> {
    let about = "What decides stands in the protected header, and nowhere else.";
    let case = |base: Base, name: &str, change, header: &str, edit: fn(&mut Sign1)| {
        let id = format!("envelope::{}-{name}", base.name());
        b.cwt(base, [&id, about, change], edit)
            .fault("envelope.header_mismatch")
            .detail(json!({ "header": header }))
            .attack("A4")
            .high()
    };
    let both = |base| {
        [
            case(base, "alg-unprotected", "`alg` in the unprotected header only", "alg", |m| {
                m.protected.remove(ALG);
                m.unprotected.set(ALG, ES256);
            }),
            case(base, "alg-both", "`alg` in both headers, equal", "alg", |m| {
                m.unprotected.set(ALG, ES256);
            }),
            case(base, "alg-both-differ", "`alg` in both headers, none outside", "alg", |m| {
                m.unprotected.set(ALG, "none");
            }),
            case(base, "kid-unprotected", "`kid` in the unprotected header only", "kid", |m| {
                m.unprotected = Value::Map(
                    m.protected
                        .entries()
                        .iter()
                        .filter(|(label, _)| *label == Value::from(KID))
                        .cloned()
                        .collect(),
                );
                m.protected.remove(KID);
            }),
            case(base, "kid-both-differ", "`kid` in both headers, another outside", "kid", |m| {
                m.unprotected.set(KID, Value::Bytes(b"other".to_vec()));
            }),
        ]
    };
    [both(Base::Code), both(Base::Nzcp)].concat()
}

/// What issued European certificates need.
fn lenient(b: &Bench) -> Vec<Case> {
    let about = "Where both headers have a label, the protected one counts; where only one has it, that one does.";
    let case = |name: &str, change, edit: fn(&mut Sign1)| {
        b.cwt(Base::Hcert, [&format!("envelope::hcert-{name}"), about, change], edit).attack("A4")
    };
    let moved = |m: &mut Sign1, label: i64| {
        let value = m.protected.get(label).cloned().unwrap_or(Value::NULL);
        m.protected.remove(label);
        m.unprotected.set(label, value);
    };
    vec![
        b.cwt(
            Base::Hcert,
            ["envelope::hcert-kid-unprotected", about, "`kid` in the unprotected header only"],
            |m| moved(m, KID),
        )
        .accept(),
        b.cwt(
            Base::Hcert,
            ["envelope::hcert-alg-unprotected", about, "`alg` in the unprotected header only"],
            |m| moved(m, ALG),
        )
        .accept(),
        b.cwt(
            Base::Hcert,
            ["envelope::hcert-headers-unprotected", about, "an empty protected header"],
            |m| {
                moved(m, KID);
                moved(m, ALG);
            },
        )
        .accept(),
        case("kid-both-differ", "`kid` in both headers, another outside", |m| {
            m.unprotected.set(KID, Value::Bytes(b"otherkey".to_vec()));
        })
        .accept(),
        case("kid-both-differ-inside", "`kid` in both headers, the right one outside", |m| {
            m.unprotected = m.protected.clone();
            m.unprotected.remove(ALG);
            m.protected.set(KID, Value::Bytes(b"otherkey".to_vec()));
        })
        .fault("trust.issuer_unknown")
        .high(),
        case("alg-both-differ", "`alg` in both headers, none outside", |m| {
            m.unprotected.set(ALG, "none");
        })
        .accept(),
        case("alg-both-differ-inside", "`alg` in both headers, none inside", |m| {
            m.protected.set(ALG, "none");
            m.unprotected.set(ALG, ES256);
        })
        .fault("signature.alg_unauthorised")
        .critical(),
        case("label-unknown", "a header that nobody knows", |m| m.protected.set(-70_001, 1))
            .accept(),
    ]
}

/// What kind of thing it says it is: a token of another kind is not a credential.
fn typ(b: &Bench) -> Vec<Case> {
    let about =
        "A credential code says that it is a CWT: another signed thing is not taken for one.";
    let case = |name: &str, change: &str, typ: Value| {
        b.cwt(Base::Code, [&format!("envelope::code-typ-{name}"), about, change], |m| {
            m.protected.set(TYP, typ);
        })
        .fault("envelope.header_mismatch")
        .detail(json!({ "header": "typ" }))
        .attack("A15")
        .high()
    };
    vec![
        b.cwt(Base::Code, ["envelope::code-typ-missing", about, "no `typ`"], |m| {
            m.protected.remove(TYP);
        })
        .fault("envelope.header_missing")
        .detail(json!({ "header": "typ" }))
        .attack("A15")
        .high(),
        case("sd-cwt", "`typ` of a credential with disclosures (293)", Value::from(293)),
        case("kb-cwt", "`typ` of a key binding token (294)", Value::from(294)),
        case("status-list", "`typ` of a status list", Value::from("application/statuslist+cwt")),
        case("text", "`typ` as text", Value::from("application/cwt")),
        b.cwt(
            Base::Code,
            ["envelope::code-typ-unprotected", about, "`typ` in both headers"],
            |m| m.unprotected.set(TYP, 61),
        )
        .fault("envelope.header_mismatch")
        .detail(json!({ "header": "typ" }))
        .attack("A4"),
    ]
}

/// A credential code's headers have nothing that is not in its document.
fn strict(b: &Bench) -> Vec<Case> {
    let about = "A credential code has three protected headers and no other.";
    let case = |name: &str, change, edit: fn(&mut Sign1)| {
        b.cwt(Base::Code, [&format!("envelope::code-{name}"), about, change], edit)
            .fault("envelope.header_mismatch")
    };
    vec![
        case("label-unknown", "a header that nobody knows", |m| m.protected.set(-70_001, 1)),
        case("label-text", "a header named by a text", |m| m.protected.set("alg", "none"))
            .attack("A1"),
        case("content-type", "a content type", |m| m.protected.set(3, 61)),
        case("disclosures", "disclosures in the unprotected header", |m| {
            m.unprotected.set(17, Value::array([Value::Bytes(vec![0x80])]));
        }),
    ]
}

fn jws(b: &Bench) -> Vec<Case> {
    let about = "A card's header names the compression, the algorithm and the key.";
    let case = |name: &str, change, code, header, edit: fn(String) -> String| {
        b.card_header([&format!("envelope::shc-{name}"), about, change], edit)
            .fault(code)
            .detail(json!({ "header": header }))
    };
    let (missing, malformed) = ("envelope.header_missing", "envelope.header_malformed");
    vec![
        case("alg-missing", "no `alg`", missing, "alg", |h| h.replace(r#""alg":"ES256","#, ""))
            .attack("A1")
            .critical(),
        case("alg-number", "`alg` as a number", malformed, "alg", |h| {
            h.replace(r#""ES256""#, "-7")
        }),
        case("alg-null", "`alg` as null", malformed, "alg", |h| h.replace(r#""ES256""#, "null"))
            .attack("A1"),
        case("kid-missing", "no `kid`", missing, "kid", |h| h.replace(r#","kid""#, r#","key""#)),
        case("kid-number", "`kid` as a number", malformed, "kid", |_| {
            r#"{"zip":"DEF","alg":"ES256","kid":1}"#.to_owned()
        }),
        case("kid-empty", "`kid` of no characters", malformed, "kid", |_| {
            r#"{"zip":"DEF","alg":"ES256","kid":""}"#.to_owned()
        }),
        case("kid-long", "`kid` of 65 characters", malformed, "kid", |h| {
            h.replace(r#""kid":""#, &format!(r#""kid":"{}"#, "k".repeat(22)))
        })
        .attack("A7"),
        case("zip-missing", "no `zip`", missing, "zip", |h| h.replace(r#""zip":"DEF","#, "")),
        case("zip-other", "another `zip`", "envelope.header_mismatch", "zip", |h| {
            h.replace("DEF", "GZIP")
        }),
        case("zip-number", "`zip` as a number", malformed, "zip", |h| h.replace(r#""DEF""#, "1")),
    ]
}

fn jws_forbidden(b: &Bench) -> Vec<Case> {
    let with = |name: &str, about, member: &str| {
        let change = format!("`{member}` in the header");
        b.card_header([&format!("envelope::shc-{name}"), about, &change], |h| {
            h.replacen('{', &format!("{{{member},"), 1)
        })
    };
    let critical = |name, member| {
        with(name, "A critical header that is not understood ends the reading.", member)
            .fault("envelope.critical_unsupported")
            .attack("A5")
            .high()
    };
    let embedded = |name, member: &str| {
        with(
            name,
            "A key or certificate that the envelope brings along is no reason to trust it.",
            member,
        )
        .fault("envelope.key_unauthorised")
        .attack("A6")
        .critical()
    };
    let jwk = serde_json::to_value(b.world.stranger.key.jwk()).unwrap_or_default();
    vec![
        critical("crit-unknown", r#""crit":["exp"],"exp":1"#),
        critical("crit-empty", r#""crit":[]"#),
        critical("b64", r#""b64":false"#),
        embedded("jwk", &format!(r#""jwk":{jwk}"#)),
        embedded("jku", r#""jku":"https://stranger.example/keys.json""#),
        embedded("x5c", r#""x5c":["MIIB"]"#),
        embedded("x5u", r#""x5u":"https://stranger.example/chain.pem""#),
        embedded("x5t", r#""x5t":"AAAA""#),
    ]
}
