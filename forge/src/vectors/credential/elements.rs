//! The elements of a credential code, each in the form of its table.

use serde_json::json;

use crate::cbor::Value;
use crate::elements::{self, Form, TABLE};
use crate::vectors::bench::{Base, Bench, elements as edit};
use crate::vectors::case::Case;
use crate::world::World;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [every(b), right(b), wrong(b), lists(b)].concat()
}

fn name(key: i64) -> &'static str {
    elements::name(key.into()).unwrap_or_default()
}

/// A value of a form that every verifier takes.
fn good(form: Form) -> Value {
    match form {
        Form::Date => "2026-06-01".into(),
        Form::DateOrPerpetual => "长期".into(),
        Form::HolderType => "111".into(),
        Form::Division => "990000".into(),
        Form::Status => "01".into(),
        Form::Version => "001".into(),
        Form::Digest => vec![7; 32].into(),
        Form::Flag => Value::TRUE,
        Form::Extension => Value::map([("KZ_A", "甲")]),
        Form::Text | Form::Holders => "演".into(),
    }
}

/// One code with all elements of the table.
fn every(b: &Bench) -> Vec<Case> {
    let all: Vec<_> = TABLE.into_iter().map(|(key, _, form)| (key, good(form))).collect();
    let words = [
        "credential::code-every-element",
        "A credential code with all 42 elements.",
        "all elements",
    ];
    vec![b.stating(words, &World::identity_type(), &all).accept().high()]
}

fn right(b: &Bench) -> Vec<Case> {
    let about = "An element has the form of its table.";
    let case = |key: i64, kind: &str, what: &str, value: Value| {
        let change = format!("{} is {what}", name(key));
        b.stating(
            [&format!("credential::code-{key}-{kind}"), about, &change],
            &World::identity_type(),
            &[(key, value)],
        )
        .accept()
    };
    let names = |count: usize| Value::array((1..=count).map(|number| format!("甲{number}")));
    vec![
        case(7, "two-names", "two names", names(2)),
        case(7, "16-names", "sixteen names", names(16)),
        case(7, "same-names", "one name twice", Value::array(["甲", "甲"])),
        case(8, "two-numbers", "two numbers", Value::array(["1", "2"])),
        case(9, "two-types", "two kinds of document", Value::array(["111", "414"])),
        case(13, "one-digit", "one digit", "1".into()),
        case(13, "letterless", "two digits", "99".into()),
        case(17, "false", "false", Value::FALSE),
        case(42, "empty", "a map of nothing", Value::Map(Vec::new())),
        case(42, "empty-text", "a map with a text of no characters", Value::map([("KZ_A", "")])),
    ]
}

fn wrong(b: &Bench) -> Vec<Case> {
    let about = "An element has the form of its table.";
    let case = |key: i64, kind: &str, what: &str, value: Value| {
        let (id, change) =
            (format!("credential::code-{key}-{kind}"), format!("{} is {what}", name(key)));
        b.cwt(Base::Code, [&id, about, &change], |m| edit(m, |e| e.set(key, value)))
            .fault("credential.claim_malformed")
            .detail(json!({ "claim": name(key) }))
    };
    // One of each form, and the last text.
    let numbers =
        [8, 9, 13, 14, 15, 16, 17, 26, 41].map(|key| case(key, "number", "a number", 7.into()));
    let rows = [
        case(13, "empty", "a text of no characters", "".into()),
        case(13, "three-digits", "three digits", "001".into()),
        case(13, "full-width", "two full-width digits", "０１".into()),
        case(14, "text", "a text of 32 characters", "0123456789abcdef0123456789abcdef".into()),
        case(14, "31-bytes", "31 bytes", vec![7; 31].into()),
        case(14, "33-bytes", "33 bytes", vec![7; 33].into()),
        case(15, "empty", "a text of no characters", "".into()),
        case(16, "no-such-day", "a day that does not exist", "1990-02-30".into()),
        case(17, "text", "a text", "true".into()),
        case(17, "null", "null", Value::NULL),
        case(18, "one", "1", 1.into()),
        case(26, "two-digits", "two digits", "01".into()),
        case(42, "text", "a text", "KZ_A".into()),
        case(42, "list", "a list", Value::array(["KZ_A"])),
        case(42, "number-inside", "a map with a number", Value::map([("KZ_A", 1)])),
        case(
            42,
            "map-inside",
            "a map with a map",
            Value::map([("KZ_A", Value::map([("KZ_B", "x")]))]),
        ),
    ];
    numbers.into_iter().chain(rows).collect()
}

/// Several holders.
fn lists(b: &Bench) -> Vec<Case> {
    let about = "A credential has one holder, or a list of 2 to 16.";
    let case = |key: i64, kind: &str, what: &str, value: Value| {
        let (id, change) =
            (format!("credential::code-{key}-list-{kind}"), format!("{} is {what}", name(key)));
        b.cwt(Base::Code, [&id, about, &change], |m| edit(m, |e| e.set(key, value)))
            .fault("credential.claim_malformed")
            .detail(json!({ "claim": name(key) }))
    };
    vec![
        case(7, "empty", "a list of nobody", Value::Array(Vec::new())).high(),
        case(
            7,
            "17",
            "a list of 17 names",
            Value::array((0..17).map(|number| format!("甲{number}"))),
        ),
        case(7, "empty-name", "a list with a name of no characters", Value::array(["甲", ""])),
        case(7, "number", "a list with a number", Value::Array(vec!["甲".into(), 1.into()])),
        case(
            7,
            "nested",
            "a list in a list",
            Value::Array(vec!["甲".into(), Value::array(["乙", "丙"])]),
        ),
        case(8, "one", "a list of one number", Value::array(["1"])),
        case(9, "two-digits", "a list with a kind of two digits", Value::array(["111", "41"])),
    ]
}
