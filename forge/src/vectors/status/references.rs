//! The claim `status`: which list, and which place in it.

use serde_json::{Value as Json, json};

use super::ground::{
    LIST, NOW, SIZE, beyond, case, claim_of, claiming, entry, good, holding, missing, place,
    required, token, told, unasked,
};
use crate::cbor::Value;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::tokens::Plain;

/// What a credential may name, and what it may not.
pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [places(b), in_json(b), claims(b), addresses(b)].concat()
}

/// F1: a place past the end is never "not revoked", and what is no place is a fault.
fn places(b: &Bench) -> Vec<Case> {
    let about =
        "A place past the end of its list answers nothing, and what is no place is a fault.";
    let case = |id: &str, change: &str, index: Value| {
        case(b, "list", [id, about, change], entry(LIST, index))
            .trust(told(holding(), b, &token(b)))
            .attack("F1")
    };
    let past = |id: &str, change: &str, index| beyond(case(id, change, place(index)), SIZE);
    let malformed = |id: &str, change: &str, index: Value| {
        case(id, change, index).fault("status.reference_malformed").high()
    };
    vec![
        good(case("list-last", "the last place", place(SIZE - 1))),
        past("list-end", "the first place past the end", SIZE),
        past("list-2-31", "place 2^31", 1 << 31),
        past("list-2-32", "place 2^32, which is 0 in 32 bits", 1 << 32),
        past("list-2-53", "place 2^53", 1 << 53),
        past("list-2-63", "place 2^63, which two bits each make 0 in 64", 1 << 63),
        past("list-2-64", "place 2^64 − 1", u64::MAX),
        malformed("index-negative", "place −1", (-1).into()),
        malformed("index-least", "place −2^64", Value::Integer(-(1 << 64))),
        case(
            "index-float",
            "place 0.5, a kind of number that a code has none of",
            Value::Float(0.5),
        )
        .fault("encoding.cbor_noncanonical")
        .high(),
        malformed("index-text", "place \"0\"", "0".into()),
        malformed("index-bytes", "place h'00'", vec![0].into()),
        malformed("index-null", "place null", Value::NULL),
        malformed("index-true", "place true", Value::TRUE),
    ]
}

/// The same in a token in JSON.
fn in_json(b: &Bench) -> Vec<Case> {
    let about = "A place is a whole number in JSON as well.";
    let plain = Plain::es256(b);
    let case = |id: &str, change: &str, index: Json| {
        let id = format!("status::jwt-index-{id}");
        plain
            .token([&id, about, change], |_, payload| {
                payload["status"] = json!({ "status_list": { "idx": index, "uri": LIST } });
            })
            .anchors([])
            .at(NOW)
            .policy(required())
            .trust(told(holding(), b, &token(b)))
            .attack("F1")
    };
    let malformed = |id: &str, change: &str, index: Json| {
        case(id, change, index).fault("status.reference_malformed").high()
    };
    vec![
        good(case("last", "the last place", (SIZE - 1).into())),
        beyond(case("end", "the first place past the end", SIZE.into()), SIZE),
        beyond(case("2-53", "place 2^53", (1_u64 << 53).into()), SIZE),
        beyond(case("2-64", "place 2^64 − 1", u64::MAX.into()), SIZE),
        malformed("negative", "place −1", (-1).into()),
        malformed("float", "place 0.0", json!(0.0)),
        malformed("text", "place \"0\"", json!("0")),
        malformed("null", "place null", Json::Null),
        malformed("list", "place [0]", json!([0])),
    ]
}

/// Another mechanism is not ours to judge; no mechanism at all is a fault.
fn claims(b: &Bench) -> Vec<Case> {
    let about = "What names no list cannot be looked up, and that is never \"not revoked\".";
    let case = |id: &str, change: &str, status: Value| {
        claiming(b, "list", [id, about, change], status).trust(told(holding(), b, &token(b)))
    };
    let other = Value::map([("identifier_list", Value::map([("id", vec![1])]))]);
    let mut both = other.clone();
    both.add("status_list", entry(LIST, 0));
    let malformed = |id: &str, change: &str, status: Value| {
        case(id, change, status).fault("status.reference_malformed").high()
    };
    let list = |id: &str, change: &str, list: Value| malformed(id, change, claim_of(list));
    vec![
        case("mechanism-other", "the claim of another mechanism", other.clone())
            .fault("status.unsupported")
            .high(),
        case("mechanism-unasked", "the same, and the policy does not ask", other)
            .policy(unasked())
            .accept(),
        good(case("mechanism-both", "the claim of another mechanism beside it", both)),
        malformed("claim-empty", "an empty claim", Value::Map(Vec::new())),
        malformed("claim-text", "a text for the claim", LIST.into()),
        malformed("claim-null", "null for the claim", Value::NULL),
        list("claim-list-text", "a text for the list", LIST.into()),
        list("claim-no-index", "no place", Value::map([("uri", LIST)])),
        list("claim-no-address", "no address", Value::map([("idx", 0)])),
        list("claim-address-empty", "an empty address", entry("", 0)),
        list("claim-address-bytes", "an address in bytes", entry(LIST.as_bytes().to_vec(), 0)),
    ]
}

/// F2: a list that is not here, by any spelling that is not its own.
fn addresses(b: &Bench) -> Vec<Case> {
    let about = "A list is known by its address, byte for byte; another one says nothing.";
    let none = |id: &str, change: &str| {
        case(b, "list", [id, about, change], entry(LIST, 0)).trust(holding()).attack("F2")
    };
    let at = |id: &str, change: &str, uri: &str| {
        let case = case(b, "list", [id, about, change], entry(uri, 0));
        missing(case.trust(told(holding(), b, &token(b))).attack("F2"))
    };
    vec![
        missing(none("list-none", "no list was told")).critical(),
        none("list-none-unasked", "no list was told, and the policy does not ask")
            .policy(unasked())
            .accept(),
        at("address-other", "another list of the same signer", "https://a.example/2"),
        at("address-slash", "a slash behind the address", "https://a.example/1/"),
        at("address-letters", "the host in capitals", "https://A.example/1"),
        at("address-scheme", "http for https", "http://a.example/1"),
        at("address-port", "the port written out", "https://a.example:443/1"),
        at("address-fragment", "a fragment behind the address", "https://a.example/1#"),
        at("address-longer", "a digit more", "https://a.example/11"),
    ]
}
