//! The same for what holders show: whose key it is, for which types and regions, when.

use serde_json::{Value as Json, json};

use crate::anchor::Anchor;
use crate::cbor::Value;
use crate::certificate::{Certificate, FOR_VACCINATIONS, key_id};
use crate::code::{self, claim};
use crate::cose::KID;
use crate::jws::Compact;
use crate::key::Key;
use crate::sd_cwt::Disclosure;
use crate::sd_jwt;
use crate::vectors::bench::{AT, Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::showing::{Showing, disclose, elements, payload};
use crate::vectors::tokens::{self, Plain, Tokens, remove};
use crate::world::World;

const DAY: i64 = 86_400;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [unknown(b), issuers(b), unnamed(b), types(b), regions(b), token_regions(b), periods(b)]
        .concat()
}

fn unknown(b: &Bench) -> Vec<Case> {
    let about = "Without a key for an issuer nothing is decided.";
    let (showing, tokens, plain) = (Showing::es256(b), Tokens::es256(b), Plain::es256(b));
    let other = || [b.world.neighbour.anchor()];
    let open = |case: Case| case.fault("trust.issuer_unknown").high();
    vec![
        open(
            showing
                .shown(["trust::presentation-no-anchors", about, "no anchors"], |_| {})
                .anchors([]),
        ),
        open(tokens.token(["trust::sd-jwt-no-anchors", about, "no anchors"], |_| {}).anchors([])),
        open(plain.token(["trust::jwt-no-anchors", about, "no anchors"], |_, _| {}).anchors([])),
        open(
            showing
                .shown(["trust::presentation-other-issuer", about, "another issuer's key"], |_| {})
                .anchors(other()),
        ),
        open(
            tokens
                .token(["trust::sd-jwt-other-issuer", about, "another issuer's key"], |_| {})
                .anchors(other()),
        ),
        showing
            .shown(
                [
                    "trust::presentation-holder-anchored",
                    "A holder's key is no issuer's.",
                    "the holder's key under the issuer's name",
                ],
                |_| {},
            )
            .anchors([Anchor { jwk: Some(showing.holder.jwk()), ..showing.anchor() }])
            .fault("signature.invalid")
            .attack("H5")
            .critical(),
    ]
}

fn issuers(b: &Bench) -> Vec<Case> {
    let about = "Issuers are compared byte for byte.";
    let (showing, tokens, plain) = (Showing::es256(b), Tokens::es256(b), Plain::es256(b));
    let jwt = |name: &str, change: &str, issuer: Json| {
        plain
            .token([&format!("trust::jwt-issuer-{name}"), about, change], |_, payload| {
                payload["iss"] = issuer;
            })
            .fault("trust.issuer_unknown")
            .attack("A11")
            .high()
    };
    let own = plain.issuer.id;
    let suffix = format!("{own}.stranger");
    vec![
        jwt("prefix", "the issuer's name without its last letter", own[..own.len() - 1].into()),
        jwt("suffix", "the issuer's name and something behind it", suffix.clone().into()),
        jwt("upper-case", "the issuer's name in upper case", own.to_uppercase().into()),
        jwt("array", "the issuer's name in a list", json!([own])),
        jwt(
            "look-alike",
            "a Cyrillic letter in the issuer's name",
            own.replace('e', "\u{435}").into(),
        ),
        tokens
            .draft(
                ["trust::sd-jwt-issuer-suffix", about, "the issuer's name and something behind it"],
                |d| {
                    d.payload["iss"] = suffix.clone().into();
                },
            )
            .fault("trust.issuer_unknown")
            .attack("A11"),
        showing
            .draft(
                [
                    "trust::presentation-issuer-suffix",
                    about,
                    "the issuer's name and something behind it",
                ],
                |d| {
                    payload(d, |p| p.set(claim::ISS, suffix.clone()));
                },
            )
            .fault("trust.issuer_unknown")
            .attack("A11"),
    ]
}

/// Tokens that name no key.
fn unnamed(b: &Bench) -> Vec<Case> {
    let about = "A token that names no key is for any key of its issuer, and of nobody else.";
    let plain = Plain::es256(b);
    let own = || Anchor { alg: None, ..plain.issuer.anchor() };
    let others = |count: usize| {
        (0..count).map(|place| Anchor {
            kid: Some(format!("other-{place}")),
            jwk: Some(Key::from_seed("other", &place.to_string()).jwk()),
            ..own()
        })
    };
    let case = |name: &str, change: &str, anchors: Vec<Anchor>| {
        plain
            .token([&format!("trust::jwt-unnamed-{name}"), about, change], |header, _| {
                remove(header, "kid");
            })
            .anchors(anchors)
    };
    let nobody = |name: &str, change: &str| {
        plain.token([&format!("trust::jwt-unnamed-{name}"), about, change], |header, payload| {
            remove(header, "kid");
            remove(payload, "iss");
        })
    };
    let any = || Anchor { issuer: None, ..own() };
    vec![
        case("second", "the second of two keys of its issuer", others(1).chain([own()]).collect())
            .accept()
            .attack("A8"),
        case(
            "four",
            "four keys of its issuer, the last is right",
            others(3).chain([own()]).collect(),
        )
        .accept()
        .attack("A8"),
        case("five", "five keys of its issuer", others(4).chain([own()]).collect())
            .fault("trust.key_too_many")
            .detail(json!({ "limit": 4 }))
            .attack("A8"),
        case(
            "other-issuer",
            "the right key under another issuer",
            vec![Anchor { issuer: Some("demo.stranger".to_owned()), ..own() }],
        )
        .fault("trust.issuer_unknown")
        .attack("A9")
        .critical(),
        case("wrong", "another key of its issuer", others(1).collect())
            .fault("signature.invalid")
            .attack("A9")
            .critical(),
        nobody("issuer", "no issuer and no key id, and keys of two issuers")
            .anchors([own(), b.world.neighbour.anchor()])
            .fault("trust.issuer_unknown")
            .attack("A9")
            .critical(),
        nobody("for-any", "no issuer and no key id, and a key with an id for any issuer")
            .anchors([any()])
            .fault("trust.issuer_unknown")
            .attack("A9")
            .critical(),
        nobody("for-all", "no issuer and no key id, and a key without an id for any issuer")
            .anchors([Anchor { kid: None, ..any() }])
            .accept(),
    ]
}

fn types(b: &Bench) -> Vec<Case> {
    let about = "A signer signs the types that its anchor names, in every format.";
    let (showing, tokens, plain) = (Showing::es256(b), Tokens::es256(b), Plain::es256(b));
    let named = |types: &[&str]| [showing.anchor().for_types(types.iter().copied())];
    let identity = World::identity_type();
    let residence = World::residence_type();
    let denied = |case: Case| case.fault("trust.type_unauthorised").attack("A10").critical();
    let other = named(&[&residence]);
    let mut shared = vec![
        showing
            .shown(["trust::presentation-type-same", about, "the anchor names its type"], |_| {})
            .anchors(named(&[&identity]))
            .accept(),
        tokens
            .token(["trust::sd-jwt-type-same", about, "the anchor names its type"], |_| {})
            .anchors(named(&[&identity]))
            .accept(),
        plain
            .token(["trust::jwt-type-same", about, "the anchor names its type"], |_, _| {})
            .anchors(named(&[&identity]))
            .accept(),
        denied(
            showing
                .shown(
                    ["trust::presentation-type-other", about, "the anchor names another type"],
                    |_| {},
                )
                .anchors(other.clone()),
        ),
        denied(
            tokens
                .token(["trust::sd-jwt-type-other", about, "the anchor names another type"], |_| {})
                .anchors(other.clone()),
        ),
        denied(
            plain
                .token(["trust::jwt-type-other", about, "the anchor names another type"], |_, _| {})
                .anchors(other),
        ),
        denied(
            plain
                .token(
                    ["trust::jwt-type-none", about, "no type, and the anchor names some"],
                    |_, payload| {
                        remove(payload, "vct");
                    },
                )
                .anchors(named(&[&identity])),
        ),
        denied(
            plain
                .token(
                    ["trust::jwt-type-empty-list", about, "the anchor names no types"],
                    |_, _| {},
                )
                .anchors(named(&[])),
        ),
    ];
    shared.push(by_health_office(b).fault("trust.issuer_unknown").attack("A10").critical());
    shared.push(denied(code_by_health_office(b)));
    shared
}

/// A signer of vaccinations, as its certificate says.
fn health_office(b: &Bench) -> Vec<u8> {
    let certificate = Certificate {
        country: "BV",
        name: "Invented health office",
        not_before: AT - 100 * DAY,
        not_after: AT + 600 * DAY,
        usages: &[FOR_VACCINATIONS],
    };
    certificate.sign(&b.world.health_office.key)
}

/// A credential code by such a signer, which names its certificate.
fn code_by_health_office(b: &Bench) -> Case {
    let der = health_office(b);
    let words = [
        "trust::code-by-health-office",
        "A signer of one format signs no others: its certificate says what it is for.",
        "signed by a signer of vaccinations",
    ];
    let mut message = b.message(Base::Code);
    message.protected.set(KID, Value::Bytes(key_id(&der)));
    b.case(Base::Code, words)
        .scan(code::scan(&message.sign(&b.world.health_office.key).encode()))
        .anchors([Anchor::of_certificate(&der)])
}

/// A token by the key of a signer of vaccinations.
fn by_health_office(b: &Bench) -> Case {
    let plain = Plain::es256(b);
    let mut payload = plain.payload();
    remove(&mut payload, "iss");
    let compact = Compact::sign(
        r#"{"alg":"ES256"}"#,
        payload.to_string().as_bytes(),
        &b.world.health_office.key,
    );
    let words = [
        "trust::jwt-by-health-office",
        "A token that names no key is for the keys of its issuer: a signer of vaccinations is nobody's here.",
        "signed by a signer of vaccinations",
    ];
    plain.case(words).scan(compact.text()).anchors([Anchor::of_certificate(&health_office(b))])
}

/// Regions of a presentation: an element that its holder can keep back.
fn regions(b: &Bench) -> Vec<Case> {
    let about = "A signer signs for the regions that its anchor names; a region that is kept back is none of them.";
    let showing = Showing::es256(b);
    let anchor = || [showing.anchor().for_regions(["320000"])];
    let claims = |area: &str| {
        let mut claims = showing.claims();
        claims["certificateAreaCode"] = area.into();
        claims
    };
    let clear = |name: &str, change: &str, area: &'static str| {
        showing
            .draft([&format!("trust::presentation-region-{name}"), about, change], |d| {
                elements(d, |e| e.set(12, area));
            })
            .releasing(claims(area))
            .anchors(anchor())
    };
    let entry = || Disclosure::entry(vec![1; 16], 12.into(), "320102".into());
    let denied = |case: Case| case.fault("trust.region_unauthorised").attack("A10").critical();
    vec![
        clear("inside", "of a county inside the anchor's region", "320102").accept(),
        denied(clear("outside", "of another region", "330102")),
        denied(
            showing
                .shown(["trust::presentation-region-absent", about, "no region"], |_| {})
                .anchors(anchor()),
        ),
        showing
            .draft(
                ["trust::presentation-region-disclosed", about, "a region that is disclosed"],
                |d| {
                    disclose(d, showing.hash, entry());
                },
            )
            .releasing(claims("320102"))
            .anchors(anchor())
            .accept(),
        denied(
            showing
                .draft(
                    ["trust::presentation-region-kept-back", about, "a region that is kept back"],
                    |d| {
                        elements(d, |e| crate::sd_cwt::insert(e, entry().digest(showing.hash)));
                    },
                )
                .anchors(anchor()),
        ),
        showing
            .draft(
                [
                    "trust::presentation-region-in-group",
                    about,
                    "a region in a group that is disclosed",
                ],
                |d| {
                    let group = Value::map([(12, "320102")]);
                    disclose(d, showing.hash, Disclosure::entry(vec![1; 16], (-1).into(), group));
                },
            )
            .releasing(claims("320102"))
            .anchors(anchor())
            .accept(),
    ]
}

fn token_regions(b: &Bench) -> Vec<Case> {
    let about = "A signer signs for the regions that its anchor names; a region that is kept back is none of them.";
    let (tokens, plain) = (Tokens::es256(b), Plain::es256(b));
    let anchor = || [tokens.anchor().for_regions(["320000"])];
    let clear = |name: &str, change: &str, area: Json| {
        plain
            .token([&format!("trust::jwt-region-{name}"), about, change], |_, payload| {
                payload["certificateAreaCode"] = area;
            })
            .anchors(anchor())
    };
    let one = || sd_jwt::Disclosure::of(&json!(["salt", "certificateAreaCode", "320102"]));
    let denied = |case: Case| case.fault("trust.region_unauthorised").attack("A10").critical();
    let mut claims = tokens.claims();
    claims["certificateAreaCode"] = "320102".into();
    vec![
        clear("inside", "of a county inside the anchor's region", "320102".into()).accept(),
        denied(clear("outside", "of another region", "330102".into())),
        denied(clear("number", "the region as a number", 320_102.into())),
        denied(clear("array", "two regions in a list", json!(["320102", "330102"]))),
        denied(
            plain
                .token(["trust::jwt-region-absent", about, "no region"], |_, _| {})
                .anchors(anchor()),
        ),
        tokens
            .draft(["trust::sd-jwt-region-disclosed", about, "a region that is disclosed"], |d| {
                tokens::disclose(d, tokens.hash, one());
            })
            .releasing(claims)
            .anchors(anchor())
            .accept(),
        denied(
            tokens
                .draft(
                    ["trust::sd-jwt-region-kept-back", about, "a region that is kept back"],
                    |d| {
                        sd_jwt::insert(&mut d.payload, one().digest(tokens.hash));
                    },
                )
                .anchors(anchor()),
        ),
    ]
}

fn periods(b: &Bench) -> Vec<Case> {
    let about = "A key is in force now, and was when the credential was issued.";
    let (showing, tokens) = (Showing::es256(b), Tokens::es256(b));
    let issued = AT - 30 * DAY;
    let shown = |name: &str, change: &str, from: i64, to: i64| {
        showing
            .shown([&format!("trust::presentation-key-{name}"), about, change], |_| {})
            .anchors([showing.anchor().in_force(from, to)])
            .attack("A13")
    };
    let hidden = |name: &str, change: &str, from: i64| {
        tokens
            .draft([&format!("trust::sd-jwt-key-{name}"), about, change], |d| {
                let iat = d.payload["iat"].take();
                if let Some(members) = d.payload.as_object_mut() {
                    members.remove("iat");
                    members.remove("nbf");
                }
                tokens::disclose(
                    d,
                    tokens.hash,
                    sd_jwt::Disclosure::of(&json!(["salt", "iat", iat])),
                );
            })
            .releasing({
                let mut claims = tokens.claims();
                remove(&mut claims, "nbf");
                claims
            })
            .anchors([tokens.anchor().in_force(from, AT)])
            .attack("A13")
    };
    vec![
        shown("in-force", "the key in force from the issuing to now", issued, AT).accept(),
        shown("ended", "the key in force until a second ago", issued, AT - 1)
            .fault("trust.key_expired")
            .detail(json!({ "not_after": AT - 1 }))
            .critical(),
        shown(
            "began-after-issuing",
            "the key in force from a second after the issuing",
            issued + 1,
            AT,
        )
        .fault("trust.key_not_yet_valid")
        .detail(json!({ "not_before": issued + 1 }))
        .critical(),
        hidden("in-force", "the key in force from the issuing, which is disclosed", issued)
            .accept(),
        hidden(
            "began-after-issuing",
            "the key in force from a second after the issuing, which is disclosed",
            issued + 1,
        )
        .fault("trust.key_not_yet_valid")
        .detail(json!({ "not_before": issued + 1 }))
        .critical(),
    ]
}
