//! What CBOR may cost: depth, number and size of items, and lengths that are only declared.

use serde_json::json;

use crate::cbor::{Value, wide_head};
use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;

/// Levels of arrays and maps around a value.
const DEPTH: usize = 16;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    let each = Base::COSE.into_iter().flat_map(|base| [lengths(b, base), deep(b, base)].concat());
    [each.collect(), sizes(b)].concat()
}

/// Lengths that are declared and not there: nothing is allocated for them.
fn lengths(b: &Bench, base: Base) -> Vec<Case> {
    let about = "A declared length is compared with what is left before anything is allocated.";
    let kinds = [(2, "bytes"), (3, "text"), (4, "array"), (5, "map")];
    let widths = [(u64::from(u32::MAX), 4, "2^32-1"), (u64::MAX, 8, "2^64-1")];
    let case = |(major, kind): (u8, &str), (length, width, name): (u64, u8, &str)| {
        let id = format!("encoding::{}-huge-{kind}-{width}", base.name());
        let change = format!("a claim that is a {kind} of the declared length {name}");
        b.cwt(base, [&id, about, &change], |m| {
            m.payload.set(-70_001, Value::Raw(wide_head(major, length, width)));
        })
        .fault("encoding.cbor_malformed")
        .attack("D4")
        .high()
    };
    let id = format!("encoding::{}-huge-container", base.name());
    let container = b
        .cwt_bytes(base, [&id, about, "nine bytes that declare 2^64-1 elements"], |bytes| {
            *bytes = wide_head(4, u64::MAX, 8);
        })
        .fault("encoding.cbor_malformed")
        .attack("D4")
        .high();
    // What is the same for all three is tried in two.
    let kinds = kinds.into_iter().filter(|_| base != Base::Nzcp);
    let claims = kinds.flat_map(|kind| widths.map(|width| case(kind, width)));
    claims.chain([container]).collect()
}

fn deep(b: &Bench, base: Base) -> Vec<Case> {
    let about = "Values are nested in at most 16 arrays and maps.";
    // The payload's map is the first level.
    let nested = |levels: usize, change: &str| {
        let value = (1..levels).fold(Value::from(0), |inner, _| Value::Array(vec![inner]));
        let id = format!("encoding::{}-depth-{levels}", base.name());
        b.cwt(base, [&id, about, change], |m| m.payload.set(-70_001, value)).attack("D3")
    };
    let refused = nested(DEPTH + 1, "a claim in seventeen arrays and maps")
        .fault("encoding.too_deep")
        .detail(json!({ "limit": DEPTH }))
        .high();
    let flood = b
        .cwt_bytes(
            base,
            [
                &format!("encoding::{}-depth-flood", base.name()),
                about,
                "900 arrays in each other and nothing else",
            ],
            |bytes| {
                *bytes = [vec![0x81; 900], vec![0x00]].concat();
            },
        )
        .fault(if base == Base::Hcert { "encoding.inflate_too_large" } else { "encoding.too_deep" })
        .attack("D3")
        .critical();
    match base {
        // What a credential code's document does not name is refused by another rule.
        Base::Code => vec![refused, flood],
        _ => vec![nested(DEPTH, "a claim in sixteen arrays and maps").accept(), refused, flood],
    }
}

fn sizes(b: &Bench) -> Vec<Case> {
    let text = |length: usize| {
        let id = format!("encoding::hcert-text-{length}");
        let change = format!("a claim of {length} characters that nobody knows");
        b.cwt(Base::Hcert, [&id, "A text has at most 8 KiB.", &change], |m| {
            m.payload.set(-70_001, "A".repeat(length));
        })
        .attack("D8")
    };
    let bytes = b
        .cwt(
            Base::Hcert,
            [
                "encoding::hcert-bytes-8193",
                "A byte string has at most 8 KiB.",
                "a claim of 8193 bytes that nobody knows",
            ],
            |m| {
                m.payload.set(-70_001, Value::Bytes(vec![65; 8193]));
            },
        )
        .fault("encoding.too_large")
        .detail(json!({ "limit": 8192 }))
        .attack("D8");
    let many = b
        .cwt(
            Base::Hcert,
            [
                "encoding::hcert-items-4200",
                "A payload has at most 4096 values.",
                "a claim of 4200 numbers that nobody knows",
            ],
            |m| {
                m.payload.set(-70_001, Value::array(vec![0; 4200]));
            },
        )
        .fault("encoding.too_many")
        .detail(json!({ "limit": 4096 }))
        .attack("D8");
    vec![
        text(8192).accept(),
        text(8193).fault("encoding.too_large").detail(json!({ "limit": 8192 })),
        bytes,
        many,
    ]
}
