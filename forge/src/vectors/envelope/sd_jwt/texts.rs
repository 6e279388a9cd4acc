//! Base64url and JSON in the parts of an SD-JWT, each in one form.

use crate::base64::url;
use crate::jws::Compact;
use crate::sd_jwt::{Disclosure, Token};
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::tokens::{Tokens, disclose};

const ABOUT: &str =
    "Every part is base64url without padding, of JSON in which no name stands twice.";
const BASE64: &str = "encoding.base64url_malformed";
const MALFORMED: &str = "encoding.json_malformed";
const DUPLICATE: &str = "encoding.json_duplicate";

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    let tokens = Tokens::es256(b);
    [parts(&tokens), disclosures(&tokens), duplicates(&tokens), others(&tokens)].concat()
}

fn id(name: &str) -> String {
    format!("envelope::sd-jwt-{name}")
}

/// The three parts of the issuer's token.
fn parts(tokens: &Tokens) -> Vec<Case> {
    let case = |name: &str, change: &str, place: usize, edit: fn(&str) -> String| {
        tokens
            .token([&id(name), ABOUT, change], |t| t.jws.parts[place] = edit(&t.jws.parts[place]))
            .fault(BASE64)
            .attack("B8")
            .high()
    };
    vec![
        case("header-padded", "padding behind the header", 0, |text| format!("{text}=")),
        case("payload-padded", "padding behind the payload", 1, |text| format!("{text}=")),
        case("signature-padded", "padding behind the signature", 2, |text| format!("{text}==")),
        case("signature-standard", "a plus in the signature", 2, |text| format!("+{}", &text[1..])),
        case("signature-space", "a space in the signature", 2, |text| {
            format!("{} {}", &text[..9], &text[9..])
        }),
        case("signature-line-break", "a line break in the signature", 2, |text| {
            format!("{}\n{}", &text[..9], &text[9..])
        }),
        // 64 bytes leave four bits of the last character without a byte.
        case("signature-trailing-bits", "bits set that no byte has", 2, |text| {
            let last = text.bytes().last().map_or('B', |byte| char::from(byte + 1));
            format!("{}{last}", &text[..text.len() - 1])
        }),
    ]
}

/// The end of the id, what is changed, the disclosure, the code, the row of the catalogue.
type Row = (&'static str, &'static str, &'static [u8], &'static str, &'static str);

/// What disclosures are that are no JSON, or not read as such.
#[rustfmt::skip]
const DISCLOSURES: [Row; 6] = [
    ("not-json", "a disclosure that is no JSON", b"[salt]", MALFORMED, "D15"),
    ("two-texts", "two JSON texts in one disclosure", br#"["salt","x",1]["salt","y",2]"#, MALFORMED, "D15"),
    ("utf-8", "a disclosure that is not UTF-8", b"[\"salt\",\"x\",\"\xff\"]", "encoding.utf8_malformed", "D12"),
    ("surrogate", "half of a surrogate pair in a disclosure", br#"["salt","x","\ud800"]"#, MALFORMED, "D12"),
    ("duplicate", "a name twice in a disclosed object", br#"["salt","x",{"a":1,"a":2}]"#, DUPLICATE, "D9"),
    ("duplicate-escaped", "a name twice in a disclosed object, once escaped", br#"["salt","x",{"a":1,"\u0061":2}]"#, DUPLICATE, "D9"),
];

fn disclosures(tokens: &Tokens) -> Vec<Case> {
    let case = |name: &str, change: &str, text: String, code: &str, row: &str| {
        let id = id(&format!("disclosure-{name}"));
        let case =
            tokens.draft([&id, ABOUT, change], |d| disclose(d, tokens.hash, Disclosure(text)));
        case.fault(code).attack(row)
    };
    let (whole, deep) = (url(br#"["salt","x",1]"#), ["[".repeat(17), "]".repeat(17)].concat());
    let rows =
        DISCLOSURES.map(|(name, change, json, code, row)| case(name, change, url(json), code, row));
    let more = [
        case("padded", "padding behind a disclosure", format!("{whole}="), BASE64, "B8"),
        case("standard", "a slash in a disclosure", "WyJzYWx0/".to_owned(), BASE64, "B8"),
        case(
            "deep",
            "a disclosure of 17 nested lists",
            url(deep.as_bytes()),
            "encoding.too_deep",
            "D3",
        ),
    ];
    rows.into_iter().chain(more).collect()
}

/// A token of a header text and a payload text.
fn raw(tokens: &Tokens, [name, change]: [&str; 2], header: &str, payload: &str) -> Case {
    let jws = Compact::sign(header, payload.as_bytes(), &tokens.issuer.key);
    let token = Token { jws, ..tokens.issued() };
    tokens.case([&id(name), ABOUT, change]).scan(token.text())
}

/// Names that stand twice.
fn duplicates(tokens: &Tokens) -> Vec<Case> {
    let whole = tokens.whole();
    let (header, payload) = (whole.header.to_string(), whole.payload.to_string());
    let twice = |text: &str, member: &str| text.replacen('{', &format!("{{{member},"), 1);
    let in_payload = |words, member: &str| raw(tokens, words, &header, &twice(&payload, member));
    let cases = [
        raw(
            tokens,
            ["header-duplicate", "`alg` twice in the header"],
            &twice(&header, r#""alg":"none""#),
            &payload,
        ),
        in_payload(["payload-duplicate", "`exp` twice in the payload"], r#""exp":9999999999"#),
        in_payload(["digests-duplicate", "`_sd` twice in the payload"], r#""_sd":[]"#),
    ];
    cases.map(|case| case.fault(DUPLICATE).attack("D9").critical()).to_vec()
}

/// What is no JSON.
fn others(tokens: &Tokens) -> Vec<Case> {
    let whole = tokens.whole();
    let (header, payload) = (whole.header.to_string(), whole.payload.to_string());
    let trailing = format!("{payload}}}");
    vec![
        raw(tokens, ["header-array", "an array as header"], "[ ]", &payload)
            .fault("envelope.unknown"),
        raw(tokens, ["header-not-json", "a header that is no JSON"], r#"{"alg":ES256}"#, &payload)
            .fault(MALFORMED),
        raw(tokens, ["payload-not-json", "a payload that is no JSON"], &header, "payload")
            .fault(MALFORMED),
        raw(tokens, ["payload-trailing", "a brace behind the payload"], &header, &trailing)
            .fault(MALFORMED),
    ]
}
