//! The claims and elements of a credential code.

use serde_json::json;

use crate::cbor::Value;
use crate::code::claim;
use crate::elements;
use crate::vectors::bench::{AT, Base, Bench, elements};
use crate::vectors::case::Case;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [required(b), shapes(b), claims(b), foreign(b)].concat()
}

fn words(name: &str) -> String {
    format!("credential::code-{name}")
}

fn required(b: &Bench) -> Vec<Case> {
    let about =
        "A credential code names the certificate, the authority that issued it and its holder.";
    let missing = [1, 4, 7].map(|key| {
        let name = name(key);
        let (id, change) = (words(&format!("{key}-missing")), format!("no {name}"));
        b.cwt(Base::Code, [&id, about, &change], |m| elements(m, |e| e.remove(key)))
            .fault("credential.claim_missing")
            .detail(json!({ "claim": name }))
    });
    let optional = "All other elements may be missing.";
    let keys = [8];
    let mut claims = b.claims(Base::Code);
    if let Some(members) = claims.as_object_mut() {
        members.retain(|member, _| !keys.iter().any(|key| name(*key) == member));
    }
    let least = b
        .cwt(
            Base::Code,
            [&words("least"), optional, "the three elements that are required, and the region"],
            |m| {
                elements(m, |e| keys.iter().for_each(|key| e.remove(*key)));
            },
        )
        .releasing(claims)
        .accept();
    missing.into_iter().chain([least]).collect()
}

fn name(key: i64) -> &'static str {
    elements::name(key.into()).unwrap_or_default()
}

fn shapes(b: &Bench) -> Vec<Case> {
    let about = "An element is a text in the form of its table.";
    let case = |key: i64, kind: &str, what: &str, value: Value| {
        let id = words(&format!("{key}-{kind}"));
        b.cwt(Base::Code, [&id, about, &format!("{} is {what}", name(key))], |m| {
            elements(m, |e| e.set(key, value));
        })
    };
    let refused = |key, kind, what, value: Value| {
        case(key, kind, what, value)
            .fault("credential.claim_malformed")
            .detail(json!({ "claim": name(key) }))
    };
    let mut perpetual = b.claims(Base::Code);
    perpetual["certificateExpiringDate"] = "长期".into();
    let empty = [1, 2, 6, 7].map(|key| refused(key, "empty", "a text of no characters", "".into()));
    let rows = [
        refused(2, "number", "a number", 7.into()),
        refused(7, "array-of-one", "one name in a list", Value::array(["张伟（演示）"])),
        refused(7, "null", "null", Value::NULL),
        refused(6, "no-such-day", "a day that does not exist", "2026-02-30".into()),
        refused(6, "leap", "a leap day of a year without one", "2100-02-29".into()),
        refused(6, "compact", "a date without hyphens", "20260501".into()),
        refused(6, "short", "a date with short numbers", "2026-5-1".into()),
        refused(6, "full-width", "a date in full-width digits", "２０２６-05-01".into()),
        refused(6, "perpetual", "长期", "长期".into()),
        refused(10, "perpetual", "长期", "长期".into()),
        refused(11, "other-word", "another word for no end", "永久".into()),
        refused(9, "two-digits", "two digits", "11".into()),
        refused(9, "four-digits", "four digits", "1111".into()),
        refused(9, "letter", "two digits and a letter", "11a".into()),
        refused(12, "five-digits", "five digits", "99000".into()),
        refused(12, "name", "a name", "演示区".into()),
        case(11, "perpetual", "长期", "长期".into()).releasing(perpetual).accept(),
    ];
    empty.into_iter().chain(rows).collect()
}

fn claims(b: &Bench) -> Vec<Case> {
    let about = "A credential code has its claims, each of its type.";
    let case = |kind: &str, change, label: i64, value: Option<Value>| {
        b.cwt(Base::Code, [&words(kind), about, change], |m| {
            m.payload.remove(label);
            if let Some(value) = value {
                m.payload.set(label, value);
            }
        })
    };
    let missing = |kind, change, label, claim: &str| {
        case(kind, change, label, None)
            .fault("credential.claim_missing")
            .detail(json!({ "claim": claim }))
    };
    let malformed = |kind, change, label, value: Value, claim: &str| {
        case(kind, change, label, Some(value))
            .fault("credential.claim_malformed")
            .detail(json!({ "claim": claim }))
    };
    let keyed = |kind: &str, change, key: Value| {
        b.cwt(Base::Code, [&words(kind), "Elements have positive numbers.", change], |m| {
            elements(m, |e| e.add(key, "x"));
        })
        .fault("credential.claim_malformed")
        .detail(json!({ "claim": "elements" }))
    };
    vec![
        missing("vct-missing", "no type", claim::VCT, "vct").attack("A10"),
        malformed("vct-number", "the type as a number", claim::VCT, 1.into(), "vct"),
        malformed("vct-empty", "a type of no characters", claim::VCT, "".into(), "vct"),
        malformed(
            "vct-array",
            "the type in an array",
            claim::VCT,
            Value::array([crate::world::World::identity_type()]),
            "vct",
        )
        .attack("A10"),
        missing("nbf-missing", "no `nbf`", claim::NBF, "nbf"),
        malformed("nbf-text", "`nbf` is a text", claim::NBF, "1777680000".into(), "nbf")
            .attack("C2"),
        missing("elements-missing", "no elements", claim::ELEMENTS, "elements"),
        malformed(
            "elements-array",
            "the elements in an array",
            claim::ELEMENTS,
            Value::array(["x"]),
            "elements",
        ),
        case(
            "elements-none",
            "a map of no elements",
            claim::ELEMENTS,
            Some(Value::Map(Vec::new())),
        )
        .fault("credential.claim_missing")
        .detail(json!({ "claim": "certificateName" })),
        keyed("element-zero", "an element with the number 0", 0.into()),
        keyed("element-negative", "an element with the number -1", (-1).into()),
        keyed("element-text", "an element with a name for a number", "certificateName".into()),
    ]
}

/// Claims of other kinds of tokens.
fn foreign(b: &Bench) -> Vec<Case> {
    let with = |kind: &str, about, change, label: Value, value: Value| {
        b.cwt(Base::Code, [&words(kind), about, change], |m| m.payload.set(label, value))
    };
    let unknown =
        "A signed claim that is not in the document could limit the others: it is not passed over.";
    let confirmation = Value::map([(1, Value::map([(1, 2)]))]);
    let status = Value::map([(
        "status_list",
        Value::map([("idx", Value::from(7)), ("uri", Value::from("https://status.example/1"))]),
    )]);
    vec![
        with(
            "aud",
            "A credential on paper is for everybody.",
            "an audience",
            claim::AUD.into(),
            "counter.example".into(),
        )
        .fault("credential.audience_unsupported")
        .attack("A15")
        .high(),
        with("cnf", unknown, "a holder's key", claim::CNF.into(), confirmation)
            .fault("credential.claim_unknown")
            .attack("A15")
            .high(),
        with("sub", unknown, "a subject", 2.into(), "someone".into())
            .fault("credential.claim_unknown"),
        with("cti", unknown, "a token id", 7.into(), Value::Bytes(vec![1]))
            .fault("credential.claim_unknown"),
        with("text-claim", unknown, "a claim with a name", "iss".into(), "demo.stranger".into())
            .fault("credential.claim_unknown")
            .attack("A11"),
        with(
            "hcert-claim",
            unknown,
            "a European certificate beside it",
            (-260).into(),
            Value::map([(1, 1)]),
        )
        .fault("credential.claim_unknown")
        .attack("D15"),
        with(
            "status",
            "A credential may name a status list, which this version does not ask.",
            "a status",
            claim::STATUS.into(),
            status,
        )
        .accept(),
        with("later-exp", unknown, "a second end under a text", "exp".into(), (AT + 1).into())
            .fault("credential.claim_unknown")
            .attack("C2"),
    ]
}
