//! Room `trust`: whose key it is, from when to when, for which types and regions.

use serde_json::json;

use crate::anchor::Anchor;
use crate::base64::standard;
use crate::cbor::Value;
use crate::certificate::{Certificate, FOR_RECOVERIES, FOR_TESTS, FOR_VACCINATIONS, key_id};
use crate::code::claim;
use crate::cose::KID;
use crate::key::Key;
use crate::vectors::bench::{AT, Base, Bench, elements};
use crate::vectors::case::Case;
use crate::world::{REGION, World};

mod shown;

/// The cases of this room.
pub fn cases(b: &Bench) -> Vec<Case> {
    [
        unknown(b),
        issuers(b),
        key_ids(b),
        types(b),
        usages(b),
        regions(b),
        periods(b),
        certificates(b),
        shown::cases(b),
    ]
    .concat()
}

fn with(b: &Bench, base: Base, words: [&str; 3], anchors: Vec<Anchor>) -> Case {
    b.case(base, words).scan(b.text(base)).anchors(anchors)
}

fn unknown(b: &Bench) -> Vec<Case> {
    let about = "Without a key for an issuer nothing is decided.";
    let empty = [Base::Code, Base::Hcert, Base::Nzcp, Base::Shc].map(|base| {
        let id = format!("trust::{}-no-anchors", base.name());
        with(b, base, [&id, about, "no anchors"], Vec::new()).fault("trust.issuer_unknown").high()
    });
    let stranger = &b.world.stranger;
    let signed = b.world.identity();
    let signed = crate::code::Credential {
        issuer: stranger.id.to_owned(),
        kid: stranger.kid.clone(),
        ..signed
    };
    let strange = b
        .case(Base::Code, ["trust::code-stranger", about, "issued and signed by a stranger"])
        .scan(crate::code::scan(&signed.message().sign(&stranger.key).encode()))
        .fault("trust.issuer_unknown")
        .critical();
    empty.into_iter().chain([strange]).collect()
}

/// Issuers are compared byte for byte, as texts.
fn issuers(b: &Bench) -> Vec<Case> {
    let about = "An issuer is the one that an anchor names, byte for byte, or it is another one.";
    let case = |base: Base, name: &str, change: &str, issuer: Value| {
        let id = format!("trust::{}-issuer-{name}", base.name());
        b.cwt(base, [&id, about, change], |m| m.payload.set(claim::ISS, issuer))
            .fault("trust.issuer_unknown")
            .attack("A11")
            .critical()
    };
    let card = |name: &str, change, issuer: serde_json::Value| {
        let id = format!("trust::shc-issuer-{name}");
        b.card([&id, about, change], |payload| payload["iss"] = issuer)
            .fault("trust.issuer_unknown")
            .attack("A11")
            .critical()
    };
    let (region, clinic) = (b.world.region.id, b.world.clinic.id);
    let each = [(Base::Code, region), (Base::Nzcp, b.world.ministry.id)].into_iter().flat_map(
        |(base, issuer)| {
            [
                case(
                    base,
                    "prefix",
                    "the issuer's name without its last letter",
                    issuer[..issuer.len() - 1].into(),
                ),
                case(
                    base,
                    "suffix",
                    "the issuer's name and something behind it",
                    format!("{issuer}.stranger").into(),
                ),
                case(base, "nul", "a NUL behind the issuer's name", format!("{issuer}\0").into()),
                case(
                    base,
                    "space",
                    "a space behind the issuer's name",
                    format!("{issuer} ").into(),
                ),
                case(
                    base,
                    "upper-case",
                    "the issuer's name in upper case",
                    issuer.to_uppercase().into(),
                ),
                case(base, "array", "the issuer's name in an array", Value::array([issuer])),
                case(
                    base,
                    "bytes",
                    "the issuer's name as bytes",
                    Value::Bytes(issuer.as_bytes().to_vec()),
                ),
                case(
                    base,
                    "look-alike",
                    "a Cyrillic letter in the issuer's name",
                    issuer.replace('e', "\u{435}").into(),
                ),
            ]
        },
    );
    // What is the same for both is tried in full for one.
    let few = ["prefix", "suffix", "array"].map(|name| format!("trust::nzcp-issuer-{name}"));
    let each = each.filter(|case| case.id.starts_with("trust::code") || few.contains(&case.id));
    each.chain([
        card("slash", "a slash behind the issuer's address", json!(format!("{clinic}/"))),
        card(
            "prefix",
            "the issuer's address without its last letter",
            json!(clinic[..clinic.len() - 1]),
        ),
        card(
            "host",
            "the issuer's address under another host",
            json!(clinic.replace(".example", ".example.stranger.example")),
        ),
        card("array", "the issuer's address in an array", json!([clinic])),
        card("upper-case", "the issuer's address in upper case", json!(clinic.to_uppercase())),
    ])
    .collect()
}

/// A key id means something inside one issuer only.
fn key_ids(b: &Bench) -> Vec<Case> {
    let (good, neighbour) = (b.anchor(Base::Code), &b.world.neighbour);
    let same_id = Anchor::of_key(neighbour.id, &b.world.region.kid, &neighbour.key);
    let others = |count: usize| {
        (0..count).map(|place| Anchor {
            jwk: Some(Key::from_seed("other", &place.to_string()).jwk()),
            ..good.clone()
        })
    };
    let about = "A key is found by issuer and key id, never by key id alone.";
    let case = |name: &str, change, anchors: Vec<Anchor>| {
        with(b, Base::Code, [&format!("trust::code-{name}"), about, change], anchors)
    };
    let signer = b.anchor(Base::Hcert);
    let kid = standard(&b.world.vaccination().kid);
    let twin = Anchor {
        kid: Some(kid.clone()),
        alg: Some("ES256".to_owned()),
        jwk: Some(neighbour.key.jwk()),
        ..Anchor::default()
    };
    let short = "European key ids are eight bytes of a digest: every key with that id is tried.";
    vec![
        case(
            "kid-unknown",
            "another key of the issuer is known",
            vec![Anchor::of_key(b.world.region.id, "region-a-0", &b.world.region.key)],
        )
        .fault("trust.issuer_unknown")
        .attack("A9"),
        case("kid-of-another", "another issuer has a key with this id", vec![same_id.clone()])
            .fault("trust.issuer_unknown")
            .attack("A9")
            .critical(),
        case(
            "kid-of-two",
            "two issuers have keys with this id",
            vec![same_id.clone(), good.clone()],
        )
        .accept()
        .attack("A8"),
        case(
            "kid-of-two-reversed",
            "two issuers have keys with this id",
            vec![good.clone(), same_id],
        )
        .accept()
        .attack("A8"),
        case(
            "kid-four-keys",
            "four keys under one id, the last is right",
            others(3).chain([good.clone()]).collect(),
        )
        .accept()
        .attack("A8"),
        case("kid-five-keys", "five keys under one id", others(4).chain([good.clone()]).collect())
            .fault("trust.key_too_many")
            .detail(json!({ "limit": 4 }))
            .attack("A8"),
        case(
            "kid-base64",
            "the anchor's key id in base64",
            vec![Anchor { kid: Some(standard(b.world.region.kid.as_bytes())), ..good }],
        )
        .accept(),
        with(
            b,
            Base::Hcert,
            ["trust::hcert-kid-of-two", short, "another key under the same id before it"],
            vec![twin.clone(), signer],
        )
        .accept()
        .attack("A8"),
        with(
            b,
            Base::Hcert,
            ["trust::hcert-kid-of-another", short, "only another key under this id"],
            vec![twin],
        )
        .fault("signature.invalid")
        .attack("A8")
        .critical(),
    ]
}

fn types(b: &Bench) -> Vec<Case> {
    let about = "A signer signs the types that its anchor names.";
    let case = |base: Base, name: &str, change, types: &[&str]| {
        let id = format!("trust::{}-types-{name}", base.name());
        with(
            b,
            base,
            [&id, about, change],
            vec![Anchor { types: None, ..b.anchor(base) }.for_types(types.iter().copied())],
        )
    };
    let denied = |base, name, change, types: &[&str]| {
        case(base, name, change, types).fault("trust.type_unauthorised").attack("A10").critical()
    };
    let identity = World::identity_type();
    let definer = &identity[..18];
    vec![
        b.cwt(
            Base::Code,
            ["trust::code-type-of-another", about, "a type that the anchor does not name"],
            |m| {
                m.payload.set(claim::VCT, World::residence_type());
            },
        )
        .fault("trust.type_unauthorised")
        .attack("A10")
        .critical(),
        b.cwt(Base::Code, ["trust::code-type-space", about, "a space behind the type"], |m| {
            m.payload.set(claim::VCT, format!("{identity} "));
        })
        .fault("trust.type_unauthorised")
        .attack("A11"),
        denied(Base::Code, "empty", "the anchor names no types", &[]),
        denied(Base::Code, "definer", "the anchor names the type's definer", &[definer]),
        denied(Base::Hcert, "other", "the anchor names another type", &["test", "recovery"]),
        denied(Base::Nzcp, "other", "the anchor names another type", &["VerifiableCredential"]),
        denied(
            Base::Shc,
            "other",
            "the anchor names another type",
            &["https://smarthealth.cards#laboratory"],
        ),
        case(Base::Code, "absent", "the anchor names any type", &[])
            .anchors([Anchor { types: None, ..b.anchor(Base::Code) }])
            .accept(),
        case(Base::Hcert, "same", "the anchor names its type", &["vaccination"]).accept(),
        case(Base::Nzcp, "same", "the anchor names its type", &["PublicCovidPass"]).accept(),
        case(
            Base::Shc,
            "one-of",
            "the anchor names one of its types",
            &["https://smarthealth.cards#immunization"],
        )
        .accept(),
    ]
}

/// The extended key usages of a European signer's certificate.
fn usages(b: &Bench) -> Vec<Case> {
    let about =
        "A signer's certificate limits what it may sign; one without a limit may sign all three.";
    let case = |name: &str, change, usages: &[&str]| {
        let der = b.world.signer_certificate(usages);
        b.cwt(Base::Hcert, [&format!("trust::hcert-usage-{name}"), about, change], |m| {
            m.protected.set(KID, Value::Bytes(key_id(&der)));
        })
        .anchors([Anchor::of_certificate(&der)])
        .attack("A10")
    };
    vec![
        case("tests", "the signer's certificate is for tests", &[FOR_TESTS])
            .fault("trust.type_unauthorised")
            .critical(),
        case("recoveries", "the signer's certificate is for recoveries", &[FOR_RECOVERIES])
            .fault("trust.type_unauthorised")
            .critical(),
        case(
            "two",
            "the signer's certificate is for tests and recoveries",
            &[FOR_TESTS, FOR_RECOVERIES],
        )
        .fault("trust.type_unauthorised")
        .critical(),
        case(
            "all",
            "the signer's certificate is for all three",
            &[FOR_TESTS, FOR_VACCINATIONS, FOR_RECOVERIES],
        )
        .accept(),
        case("none", "the signer's certificate has no usage", &[]).accept(),
    ]
}

fn regions(b: &Bench) -> Vec<Case> {
    let about = "A signer signs for the regions that its anchor names, and for what lies in them.";
    let area = |name: &str, change, regions: &[&str], area: &str| {
        let mut claims = b.claims(Base::Code);
        claims["certificateAreaCode"] = area.into();
        b.cwt(Base::Code, [&format!("trust::code-region-{name}"), about, change], |m| {
            elements(m, |e| e.set(12, area));
        })
        .anchors([b.anchor(Base::Code).for_regions(regions.iter().copied())])
        .releasing(claims)
        .attack("A10")
    };
    let denied = |case: Case| case.fault("trust.region_unauthorised").critical();
    let country = |name: &str, change, region: &str| {
        with(
            b,
            Base::Hcert,
            [&format!("trust::hcert-region-{name}"), about, change],
            vec![b.anchor(Base::Hcert).for_regions([region])],
        )
    };
    vec![
        denied(area("other", "of another region", &[REGION], "110000")),
        denied(area("above", "the anchor names a part of the region", &["990100"], REGION)),
        denied(area("beside", "the anchor names the part beside", &["990100"], "990200")),
        denied(area("empty", "the anchor names no region", &[], REGION)),
        area("inside", "of a county inside the anchor's region", &[REGION], "990101").accept(),
        area("one-of", "the anchor names several regions", &["980000", REGION], REGION).accept(),
        denied(b.cwt(Base::Code, ["trust::code-region-absent", about, "no region"], |m| {
            elements(m, |e| e.remove(12));
        })),
        denied(country("other", "the anchor names another country", "IS")).attack("A10"),
        country("same", "the anchor names its country", "BV").accept(),
    ]
}

/// A key is in force when it is used, and was when it signed.
fn periods(b: &Bench) -> Vec<Case> {
    let about = "A key is in force now, and was when the credential was issued.";
    let issued = AT - 30 * 86_400;
    let case = |name: &str, change, from: i64, to: i64| {
        with(
            b,
            Base::Code,
            [&format!("trust::code-key-{name}"), about, change],
            vec![b.anchor(Base::Code).in_force(from, to)],
        )
        .attack("A13")
    };
    let ended = |case: Case, not_after: i64| {
        case.fault("trust.key_expired").detail(json!({ "not_after": not_after })).critical()
    };
    let early = |case: Case, not_before: i64| {
        case.fault("trust.key_not_yet_valid").detail(json!({ "not_before": not_before })).critical()
    };
    vec![
        case("in-force", "the key in force from the issuing to now", issued, AT).accept(),
        ended(case("ended", "the key in force until a second ago", issued, AT - 1), AT - 1),
        early(
            case("begins-later", "the key in force from the next second", AT + 1, AT + 2),
            AT + 1,
        ),
        early(
            case(
                "began-after-issuing",
                "the key in force from a second after the issuing",
                issued + 1,
                AT,
            ),
            issued + 1,
        ),
        ended(
            b.cwt(
                Base::Code,
                [
                    "trust::code-key-ended-before-issuing",
                    about,
                    "issued in 30 seconds, the key in force for 10",
                ],
                |m| {
                    m.payload.set(claim::NBF, AT + 30);
                    m.payload.set(claim::IAT, AT + 30);
                },
            )
            .anchors([b.anchor(Base::Code).in_force(issued, AT + 10)])
            .attack("A13"),
            AT + 10,
        ),
        ended(
            with(
                b,
                Base::Nzcp,
                ["trust::nzcp-key-ended", about, "the key in force until a second ago"],
                vec![b.anchor(Base::Nzcp).in_force(issued, AT - 1)],
            ),
            AT - 1,
        )
        .attack("A13"),
        early(
            with(
                b,
                Base::Shc,
                ["trust::shc-key-begins-later", about, "the key in force from the next second"],
                vec![b.anchor(Base::Shc).in_force(AT + 1, AT + 2)],
            ),
            AT + 1,
        )
        .attack("A13"),
    ]
}

/// The same by the dates of a European signer's certificate.
fn certificates(b: &Bench) -> Vec<Case> {
    let about = "A signer's certificate is in force now, and was when it signed.";
    let issued = AT - 30 * 86_400;
    let case = |name: &str, change, not_before: i64, not_after: i64| {
        let certificate = Certificate {
            country: "BV",
            name: "Invented health office",
            not_before,
            not_after,
            usages: &[],
        };
        let der = certificate.sign(&b.world.health_office.key);
        b.cwt(Base::Hcert, [&format!("trust::hcert-certificate-{name}"), about, change], |m| {
            m.protected.set(KID, Value::Bytes(key_id(&der)));
        })
        .anchors([Anchor::of_certificate(&der)])
        .attack("A13")
    };
    vec![
        case("in-force", "the signer's certificate from the issuing to now", issued, AT).accept(),
        case("ended", "the signer's certificate until a second ago", issued, AT - 1)
            .fault("trust.key_expired")
            .detail(json!({ "not_after": AT - 1 }))
            .critical(),
        case("begins-later", "the signer's certificate from the next second", AT + 1, AT + 100)
            .fault("trust.key_not_yet_valid")
            .detail(json!({ "not_before": AT + 1 }))
            .critical(),
        case(
            "began-after-issuing",
            "the signer's certificate from a second after the issuing",
            issued + 1,
            AT + 100,
        )
        .fault("trust.key_not_yet_valid")
        .detail(json!({ "not_before": issued + 1 }))
        .critical(),
    ]
}
