//! Dates: of the right type, in the right order, judged to the second.

use serde_json::{Value as Json, json};

use crate::cbor::Value;
use crate::code::claim::{EXP, IAT, ISS, NBF};
use crate::vectors::bench::{AT, Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::tokens::remove;

const DAY: i64 = 86_400;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    let each = Base::COSE.into_iter().flat_map(|base| [types(b, base), bounds(b, base)].concat());
    [each.collect(), starts(b), orders(b), lenient(b), absent(b), cards(b)].concat()
}

fn dated(b: &Bench, base: Base, words: [&str; 3], dates: &[(i64, Value)]) -> Case {
    let [name, about, change] = words;
    b.cwt(base, [&format!("credential::{}-{name}", base.name()), about, change], |m| {
        for (label, value) in dates {
            m.payload.set(*label, value.clone());
        }
    })
}

/// A date of the wrong type is a fault, and never an absent date.
fn types(b: &Bench, base: Base) -> Vec<Case> {
    let about =
        "A date is a whole number of seconds; anything else is a fault, and never an absent date.";
    let rows: [(&str, &str, Value); 11] = [
        ("text", "a text", Value::from("1811808000")),
        ("bytes", "bytes", Value::Bytes(vec![0x6b; 4])),
        ("bool", "true", Value::TRUE),
        ("null", "null", Value::NULL),
        ("array", "an array", Value::array([AT + DAY])),
        ("milliseconds", "milliseconds", Value::from((AT + DAY) * 1000)),
        ("2-53", "2^53 + 1", Value::Integer((1 << 53) + 1)),
        ("2-64", "2^64 - 1", Value::Integer((1 << 64) - 1)),
        ("map", "a map", Value::Map(Vec::new())),
        ("negative", "-1", Value::from(-1)),
        ("negative-2-64", "-2^64", Value::Integer(-(1 << 64))),
    ];
    let case = |claim: &str, label: i64, kind: &str, what: &str, value: Value| {
        let name = format!("{claim}-{kind}");
        let change = format!("`{claim}` is {what}");
        dated(b, base, [&name, about, &change], &[(label, value)])
            .fault("credential.claim_malformed")
            .detail(json!({ "claim": claim }))
            .attack(if kind == "milliseconds" { "C5" } else { "C2" })
            .high()
    };
    let missing = b
        .cwt(
            base,
            [
                &format!("credential::{}-exp-missing", base.name()),
                "What has no end of validity is not valid for ever.",
                "no `exp`",
            ],
            |m| m.payload.remove(EXP),
        )
        .fault("credential.expiry_missing")
        .attack("C1")
        .critical();
    // A pass has no `iat`; what stands for the issuing of a European certificate is `iat`.
    let start = if base == Base::Nzcp { ("nbf", NBF) } else { ("iat", IAT) };
    let starts = ["text", "null", "milliseconds"].map(|kind| {
        let (_, what, value) =
            rows.iter().find(|(name, ..)| *name == kind).cloned().unwrap_or(("", "", Value::NULL));
        case(start.0, start.1, kind, what, value)
    });
    // What is the same for all three is tried in full for two.
    let few = |kind: &str| {
        base != Base::Nzcp || ["text", "null", "2-64", "negative", "milliseconds"].contains(&kind)
    };
    let ends = rows
        .iter()
        .filter(|(kind, ..)| few(kind))
        .cloned()
        .map(|(kind, what, value)| case("exp", EXP, kind, what, value));
    let tagged = match base {
        // A tag that the format does not have is refused before it is read as a date.
        Base::Code | Base::Nzcp => dated(
            b,
            base,
            ["exp-tagged", about, "`exp` under tag 1"],
            &[(EXP, Value::from(AT + DAY).tagged(1))],
        )
        .fault("encoding.cbor_malformed")
        .attack("C2"),
        _ => case("exp", EXP, "tagged", "a date under tag 1", Value::from(AT + DAY).tagged(1)),
    };
    let start_missing = b
        .cwt(
            base,
            [
                &format!("credential::{}-{}-missing", base.name(), start.0),
                "A credential says when it was issued.",
                &format!("no `{}`", start.0),
            ],
            |m| {
                m.payload.remove(start.1);
            },
        )
        .fault("credential.claim_missing")
        .detail(json!({ "claim": start.0 }));
    ends.chain(starts).chain([missing, tagged, start_missing]).collect()
}

/// The end is exact.
fn bounds(b: &Bench, base: Base) -> Vec<Case> {
    let about = "A credential is expired at its `exp`, and not a second before.";
    let case = |name, change, end: i64| {
        dated(b, base, [name, about, change], &[(EXP, end.into())]).attack("C3")
    };
    let expired = |case: Case, end: i64| {
        case.fault("credential.expired").detail(json!({ "not_after": end })).critical()
    };
    vec![
        expired(case("expired-now", "`exp` is now", AT), AT),
        expired(case("expired-second", "`exp` was a second ago", AT - 1), AT - 1),
        expired(case("expired-day", "`exp` was a day ago", AT - DAY), AT - DAY),
        case("ends-next-second", "`exp` is in a second", AT + 1).accept(),
        case("ends-2106", "`exp` is 2^32, in the year 2106", 1 << 32).accept().attack("C5"),
    ]
}

/// The beginning has a minute of tolerance, for a clock that is behind.
fn starts(b: &Bench) -> Vec<Case> {
    let about = "A credential may begin a minute after the counter's clock, which may be behind, and not later.";
    let case = |base, name, change, dates: &[(i64, Value)]| {
        dated(b, base, [name, about, change], dates).attack("C6")
    };
    let early = |case: Case, start: i64| {
        case.fault("credential.not_yet_valid").detail(json!({ "not_before": start })).high()
    };
    let both = |start: i64| [(NBF, Value::from(start)), (IAT, Value::from(start))];
    let (inside, outside) = (AT + 60, AT + 61);
    vec![
        case(Base::Code, "starts-60", "issued and valid in 60 seconds", &both(inside)).accept(),
        early(
            case(Base::Code, "starts-61", "issued and valid in 61 seconds", &both(outside)),
            outside,
        ),
        early(
            case(
                Base::Code,
                "issued-61",
                "issued in 61 seconds, valid before",
                &[(IAT, outside.into())],
            ),
            outside,
        ),
        case(Base::Hcert, "issued-60", "issued in 60 seconds", &[(IAT, inside.into())]).accept(),
        early(
            case(Base::Hcert, "issued-61", "issued in 61 seconds", &[(IAT, outside.into())]),
            outside,
        ),
        early(
            case(Base::Hcert, "starts-61", "valid in 61 seconds", &[(NBF, outside.into())]),
            outside,
        ),
        case(Base::Nzcp, "starts-60", "valid in 60 seconds", &[(NBF, inside.into())]).accept(),
        early(
            case(Base::Nzcp, "starts-61", "valid in 61 seconds", &[(NBF, outside.into())]),
            outside,
        ),
    ]
}

/// Dates that contradict each other.
fn orders(b: &Bench) -> Vec<Case> {
    let about = "A credential begins before it ends, and is issued before it ends.";
    let case = |base, name, change, dates: &[(i64, Value)]| {
        dated(b, base, [name, about, change], dates).fault("credential.validity_mismatch").high()
    };
    let issued = AT - 30 * DAY;
    vec![
        case(Base::Code, "no-time", "`exp` is `nbf`", &[(EXP, issued.into())]),
        case(Base::Code, "ends-before", "`exp` before `nbf`", &[(EXP, (issued - 1).into())]),
        case(
            Base::Code,
            "starts-after-issuing",
            "`nbf` after `iat`",
            &[(NBF, (issued + 1).into())],
        ),
        case(Base::Hcert, "no-time", "`exp` is `iat`", &[(EXP, issued.into())]),
        case(
            Base::Hcert,
            "starts-after-end",
            "`nbf` after `exp`",
            &[(NBF, (AT + 400 * DAY).into())],
        ),
        case(Base::Nzcp, "no-time", "`exp` is `nbf`", &[(EXP, issued.into())]),
        dated(
            b,
            Base::Code,
            ["nbf-negative", "No credential is older than the epoch.", "`nbf` is -1"],
            &[(NBF, (-1).into())],
        )
        .fault("credential.claim_malformed")
        .detail(json!({ "claim": "nbf" }))
        .attack("C2"),
    ]
}

/// Fractions of a second: floored where issued credentials have them.
fn lenient(b: &Bench) -> Vec<Case> {
    let about = "Issued European certificates have dates with fractions: the fraction is dropped.";
    let float = |seconds: f64| Value::Float(seconds);
    let (now, issued) = (1_780_272_000.0, 1_777_680_000.0);
    let nan = |base, code| {
        let words = ["exp-nan", "No number is no date.", "`exp` is NaN"];
        dated(b, base, words, &[(EXP, float(f64::NAN))]).fault(code).attack("C2").critical()
    };
    let hcert = |name, change, dates: &[(i64, Value)]| {
        dated(b, Base::Hcert, [name, about, change], dates).attack("C5")
    };
    vec![
        hcert("exp-float", "`exp` with a fraction", &[(EXP, float(now + 86_400.5))]).accept(),
        hcert("iat-float", "`iat` with a fraction", &[(IAT, float(issued + 0.25))]).accept(),
        hcert("exp-float-now", "`exp` half a second from now", &[(EXP, float(now + 0.5))])
            .fault("credential.expired")
            .detail(json!({ "not_after": AT }))
            .high(),
        hcert("exp-float-huge", "`exp` of 1e300", &[(EXP, float(1e300))])
            .fault("credential.claim_malformed")
            .attack("C2")
            .high(),
        nan(Base::Code, "encoding.cbor_noncanonical"),
        nan(Base::Hcert, "encoding.cbor_malformed"),
        nan(Base::Nzcp, "encoding.cbor_malformed"),
        dated(
            b,
            Base::Nzcp,
            ["exp-float", "A pass has whole dates.", "`exp` with a fraction"],
            &[(EXP, float(now + 86_400.5))],
        )
        .fault("credential.claim_malformed")
        .detail(json!({ "claim": "exp" }))
        .attack("C2"),
        dated(
            b,
            Base::Code,
            ["exp-float", "A credential code has no fractions at all.", "`exp` as a float"],
            &[(EXP, float(now + 86_400.0))],
        )
        .fault("encoding.cbor_noncanonical")
        .attack("C2"),
    ]
}

/// The issuer is a claim too: an anchor that names none does not make it optional.
fn absent(b: &Bench) -> Vec<Case> {
    let about = "A credential says who issued it, also where an anchor is for any issuer.";
    let any = |base| crate::anchor::Anchor { issuer: None, ..b.anchor(base) };
    let each = Base::COSE.into_iter().flat_map(|base| {
        let case = |name: &str, change, edit: fn(&mut crate::cose::Sign1)| {
            b.cwt(base, [&format!("credential::{}-{name}", base.name()), about, change], edit)
                .anchors([any(base)])
        };
        let missing = case("iss-missing", "no `iss`", |m| m.payload.remove(ISS));
        [
            // The European specification lets it be absent: there the key alone says who.
            match base {
                Base::Hcert => missing.accept(),
                _ => missing.fault("credential.claim_missing").detail(json!({ "claim": "iss" })),
            },
            case("iss-array", "`iss` in an array", |m| {
                m.payload.set(ISS, Value::array(["demo.region-a"]));
            })
            .fault("credential.claim_malformed")
            .detail(json!({ "claim": "iss" }))
            .attack("A11"),
            case("iss-empty", "`iss` of no characters", |m| m.payload.set(ISS, ""))
                .fault("credential.claim_malformed")
                .detail(json!({ "claim": "iss" })),
        ]
    });
    each.collect()
}

/// The same for cards, which may have no end.
fn cards(b: &Bench) -> Vec<Case> {
    let case = |name: &str, about, change, member: &str, value: Json| {
        b.card([&format!("credential::shc-{name}"), about, change], |payload| {
            payload[member] = value;
        })
    };
    let (types, ends, starts) = (
        "A date is a number of seconds; anything else is a fault, and never an absent date.",
        "A credential is expired at its `exp`, and not a second before.",
        "A credential may begin a minute after the counter's clock, which may be behind, and not later.",
    );
    let malformed = |name, change, member: &str, value| {
        case(name, types, change, member, value)
            .fault("credential.claim_malformed")
            .detail(json!({ "claim": member }))
            .attack("C2")
            .high()
    };
    let expired = |name, change, value| {
        case(name, ends, change, "exp", value).fault("credential.expired").attack("C3").critical()
    };
    vec![
        malformed("exp-text", "`exp` is a text", "exp", json!("1811808000")),
        malformed("exp-null", "`exp` is null", "exp", Json::Null),
        malformed("exp-bool", "`exp` is true", "exp", json!(true)),
        malformed("exp-array", "`exp` is an array", "exp", json!([AT + DAY])),
        malformed("exp-milliseconds", "`exp` is milliseconds", "exp", json!((AT + DAY) * 1000))
            .attack("C5"),
        malformed("nbf-text", "`nbf` is a text", "nbf", json!("1777680000")),
        malformed("nbf-milliseconds", "`nbf` is milliseconds", "nbf", json!((AT - DAY) * 1000))
            .attack("C5"),
        case("exp", "A card may have an end.", "`exp` in a second", "exp", json!(AT + 1))
            .accept()
            .attack("C3"),
        expired("expired-now", "`exp` is now", json!(AT)),
        expired("expired-day", "`exp` was a day ago", json!(AT - DAY)),
        expired("expired-fraction", "`exp` half a second from now", json!(1_780_272_000.5))
            .attack("C5"),
        case("starts-60", starts, "valid in 60 seconds", "nbf", json!(AT + 60))
            .accept()
            .attack("C6"),
        case("starts-61", starts, "valid in 61 seconds", "nbf", json!(AT + 61))
            .fault("credential.not_yet_valid")
            .detail(json!({ "not_before": AT + 61 }))
            .attack("C6")
            .high(),
        case(
            "nbf-fraction",
            "Issued cards have dates with fractions: the fraction is dropped.",
            "`nbf` with a fraction",
            "nbf",
            json!(1_777_680_000.75),
        )
        .accept()
        .attack("C5"),
        b.card(
            ["credential::shc-nbf-missing", "A card says from when it is valid.", "no `nbf`"],
            |payload| remove(payload, "nbf"),
        )
        .fault("credential.claim_missing")
        .detail(json!({ "claim": "nbf" })),
    ]
}
