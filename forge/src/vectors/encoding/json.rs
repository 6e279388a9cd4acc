//! JSON: no name twice, in any spelling, at any level; nothing before, behind or beside it.

use serde_json::{Value as Json, json};

use crate::vectors::bench::Bench;
use crate::vectors::case::Case;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [duplicates(b), malformed(b), headers(b), limits(b), names(b)].concat()
}

fn payload(b: &Bench) -> String {
    b.world.card().payload().to_string()
}

fn duplicates(b: &Bench) -> Vec<Case> {
    let text = payload(b);
    let case = |name: &str, change, from: &str, to: &str| {
        let id = format!("encoding::json-duplicate-{name}");
        b.card_text(
            [&id, "No name stands twice in an object, in any spelling, at any level.", change],
            text.replacen(from, to, 1).as_bytes(),
        )
        .fault("encoding.json_duplicate")
        .attack("D9")
        .critical()
    };
    vec![
        case("issuer", "`iss` twice", r#""iss":"#, r#""iss":"https://stranger.example","iss":"#),
        case(
            "escaped",
            "`iss` twice, once escaped",
            r#""iss":"#,
            r#""is\u0073":"https://stranger.example","iss":"#,
        ),
        case(
            "same-value",
            "`nbf` twice with one value",
            r#","nbf":"#,
            &format!(r#","nbf":{},"nbf":"#, b.world.card().not_before),
        ),
        case("bundle", "the bundle twice", r#""fhirBundle":"#, r#""fhirBundle":{},"fhirBundle":"#),
        case(
            "resource",
            "a status twice, deep inside",
            r#""status":"#,
            r#""status":"not-done","status":"#,
        ),
        case("empty-name", "the empty name twice", r#"{"iss""#, r#"{"":1,"":2,"iss""#),
    ]
}

fn malformed(b: &Bench) -> Vec<Case> {
    let text = payload(b);
    let about = "A payload is one JSON text and nothing else.";
    let case = |name: &str, change, payload: &[u8]| {
        b.card_text([&format!("encoding::json-{name}"), about, change], payload)
            .fault("encoding.json_malformed")
    };
    let replaced = |name, change, from: &str, to: &str| {
        case(name, change, text.replacen(from, to, 1).as_bytes())
    };
    let utf8 = |name: &str, change, bytes: &[u8]| {
        let mut payload = text.clone().into_bytes();
        let place = text.find("DEMO-0001").unwrap_or(0);
        payload.splice(place..=place, bytes.iter().copied()).for_each(drop);
        b.card_text([&format!("encoding::json-utf8-{name}"), "JSON is UTF-8.", change], &payload)
            .fault("encoding.utf8_malformed")
            .attack("D12")
    };
    let nbf = format!(r#""nbf":{}"#, b.world.card().not_before);
    vec![
        case(
            "byte-order-mark",
            "a byte order mark before it",
            format!("\u{feff}{text}").as_bytes(),
        )
        .attack("D12"),
        case("trailing-text", "a second object behind it", format!("{text}{{}}").as_bytes()).high(),
        case("trailing-nul", "a NUL behind it", format!("{text}\0").as_bytes()).attack("D12"),
        case("empty", "nothing but a space", b" "),
        replaced("lone-high-surrogate", "a lone high surrogate", "DEMO-0001", r"\ud800")
            .attack("D12"),
        replaced("lone-low-surrogate", "a lone low surrogate", "DEMO-0001", r"\udc00")
            .attack("D12"),
        replaced(
            "swapped-surrogates",
            "two surrogates in the wrong order",
            "DEMO-0001",
            r"\udc00\ud800",
        )
        .attack("D12"),
        replaced("extra-comma", "two commas between members", r#","vc":"#, r#",,"vc":"#),
        replaced("single-quotes", "single quotes", r#""iss""#, "'iss'"),
        replaced("nan", "NaN for a date", &nbf, r#""nbf":NaN"#).attack("C2"),
        replaced("leading-zero", "a number with a leading zero", r#""nbf":"#, r#""nbf":0"#),
        replaced("huge-number", "a number beyond any double", &nbf, r#""nbf":1e400"#).attack("C2"),
        replaced("comment", "a comment", r#"{"iss""#, r#"{/* iss */"iss""#),
        replaced("control-character", "a line break inside a text", "DEMO-0001", "DEMO\n0001"),
        utf8("loose-byte", "the byte FF in a text", &[0xff]),
        utf8("overlong", "an overlong slash in a text", &[0xc0, 0xaf]),
        utf8("surrogate", "an encoded surrogate in a text", &[0xed, 0xa0, 0x80]),
        b.card_text(
            [
                "encoding::json-white-space",
                "White space around JSON is JSON.",
                "white space around the payload",
            ],
            format!("\n {text}\r\n\t").as_bytes(),
        )
        .accept(),
    ]
}

fn headers(b: &Bench) -> Vec<Case> {
    let case = |name: &str, change, code: &str, edit: fn(String) -> String| {
        b.card_header(
            [
                &format!("encoding::json-header-{name}"),
                "A header is read as strictly as a payload.",
                change,
            ],
            edit,
        )
        .fault(code)
        .high()
    };
    let (duplicate, malformed) = ("encoding.json_duplicate", "encoding.json_malformed");
    vec![
        case("duplicate-alg", "`alg` twice, first none", duplicate, |h| {
            h.replace(r#""alg":"#, r#""alg":"none","alg":"#)
        })
        .attack("D9")
        .critical(),
        case("duplicate-alg-last", "`alg` twice, last none", duplicate, |h| {
            h.replace(r#","kid""#, r#","alg":"none","kid""#)
        })
        .attack("D9")
        .critical(),
        case("duplicate-escaped", "`alg` twice, once escaped", duplicate, |h| {
            h.replacen('{', r#"{"al\u0067":"none","#, 1)
        })
        .attack("D9")
        .critical(),
        case("duplicate-kid", "`kid` twice", duplicate, |h| {
            h.replacen('{', r#"{"kid":"other","#, 1)
        })
        .attack("D9"),
        case("trailing-text", "an object behind it", malformed, |h| h + "{}"),
        case("byte-order-mark", "a byte order mark before it", malformed, |h| {
            format!("\u{feff}{h}")
        })
        .attack("D12"),
    ]
}

fn limits(b: &Bench) -> Vec<Case> {
    // The payload's object is the first level.
    let nested = |levels: usize| (1..levels).fold(json!(0), |inner, _| json!([inner]));
    let with = |name: &str, about, change: &str, value: Json| {
        b.card([&format!("encoding::json-{name}"), about, change], |payload| {
            payload["extra"] = value;
        })
    };
    let deep = "Values are nested in at most 16 arrays and objects.";
    let flood = format!(r#"{{"iss":{}0{}}}"#, "[".repeat(100), "]".repeat(100));
    vec![
        with("depth-16", deep, "a claim in sixteen arrays and objects", nested(16))
            .accept()
            .attack("D3"),
        with("depth-17", deep, "a claim in seventeen arrays and objects", nested(17))
            .fault("encoding.too_deep")
            .detail(json!({ "limit": 16 }))
            .attack("D3")
            .high(),
        b.card_text(
            ["encoding::json-depth-flood", deep, "a hundred arrays in each other"],
            flood.as_bytes(),
        )
        .fault("encoding.too_deep")
        .attack("D3")
        .critical(),
        with(
            "text-8193",
            "A text has at most 8 KiB.",
            "a claim of 8193 characters that nobody knows",
            json!("A".repeat(8193)),
        )
        .fault("encoding.too_large")
        .detail(json!({ "limit": 8192 }))
        .attack("D8"),
        with(
            "items-4200",
            "A payload has at most 4096 values.",
            "a claim of 4200 numbers that nobody knows",
            json!(vec![0; 4200]),
        )
        .fault("encoding.too_many")
        .detail(json!({ "limit": 4096 }))
        .attack("D8"),
    ]
}

/// Names that mean something to JavaScript are data.
fn names(b: &Bench) -> Vec<Case> {
    let special = json!({ "__proto__": { "polluted": true }, "constructor": { "prototype": { "polluted": true } }, "toString": "x" });
    let edit =
        |bundle: &mut Json| bundle["entry"][1]["resource"]["extension"] = json!([special.clone()]);
    let mut claims = b.world.card().bundle;
    edit(&mut claims);
    let case = b.card(
        [
            "encoding::json-javascript-names",
            "`__proto__` and `constructor` are names like others.",
            "an extension with such names",
        ],
        |payload| edit(&mut payload["vc"]["credentialSubject"]["fhirBundle"]),
    );
    vec![case.releasing(json!({ "fhirBundle": claims })).accept().attack("D10").high()]
}
