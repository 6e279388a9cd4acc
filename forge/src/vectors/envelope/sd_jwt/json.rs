//! SD-JWT in the JWS JSON serialisation, RFC 9901 §8: flattened and general, and neither.

use serde_json::{Value as Json, json};

use crate::base64::url;
use crate::public_key::Algorithm::Es256;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::tokens::{Tokens, remove};

use super::less;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [forms(b), members(b), unprotected(b), decisive(b), second(b), shapes(b), lists(b), texts(b)]
        .concat()
}

fn case(tokens: &Tokens, [name, about, change]: [&str; 3], json: &Json) -> Case {
    tokens.case([&format!("envelope::sd-jwt-{name}"), about, change]).scan(json.to_string())
}

const PARTS: &str =
    "The JSON serialisation holds the same parts, the disclosures with the first signature.";

/// Both forms of three tokens.
fn forms(b: &Bench) -> Vec<Case> {
    let rows = [
        (Tokens::es256(b), "es256"),
        (Tokens::sm2(b), "sm2"),
        (Tokens::bound(b, [Es256; 2], "sd-jwt-bound").unasked(), "bound"),
    ];
    let each = rows.into_iter().flat_map(|(tokens, kind)| {
        let shown = tokens.show(&tokens.issued());
        [("flattened", shown.flattened()), ("general", shown.general(&[]))].map(|(form, json)| {
            case(&tokens, [&format!("{form}-{kind}"), PARTS, form], &json).accept()
        })
    });
    each.collect()
}

/// What may be there, and what nobody reads.
fn members(b: &Bench) -> Vec<Case> {
    let (tokens, other) = (Tokens::es256(b), Tokens::sm2(b).issued());
    let issued = tokens.issued();
    let nothing = less(&tokens, &["certificateHolderName", "holderOver18"]);
    let case = |name: &str, change: &str, json: &Json| case(&tokens, [name, PARTS, change], json);
    let (mut bare, mut more, mut outside) =
        (issued.flattened(), issued.flattened(), issued.flattened());
    remove(&mut bare, "header");
    more["x-demo"] = 1.into();
    outside["disclosures"] = outside["header"]["disclosures"].take();
    outside["header"] = json!({});
    let two = issued.general(std::slice::from_ref(&other));
    let mut second = two.clone();
    second["signatures"][0]["protected"] = two["signatures"][1]["protected"].clone();
    second["signatures"][0]["signature"] = two["signatures"][1]["signature"].clone();
    second["signatures"][1]["protected"] = two["signatures"][0]["protected"].clone();
    second["signatures"][1]["signature"] = two["signatures"][0]["signature"].clone();
    vec![
        case("general-two", "two signatures, the first of which is known", &two).accept(),
        case("general-second-known", "two signatures, the second of which is known", &second)
            .fault("trust.issuer_unknown"),
        case("flattened-no-header", "no unprotected header: nothing is disclosed", &bare)
            .releasing(nothing.clone())
            .accept(),
        case(
            "flattened-outside",
            "the disclosures beside the header, which nobody reads",
            &outside,
        )
        .releasing(nothing)
        .accept(),
        case("flattened-more", "a member that nobody knows", &more).accept(),
        case("flattened-white-space", "white space between the members", &more)
            .scan(format!("{:#}\n", issued.flattened()))
            .accept(),
    ]
}

const UNPROTECTED: &str = "Outside of what is signed stand disclosures, a key binding and a hint, and nothing that decides.";

/// A flattened token with a member in its unprotected header.
fn with_header(tokens: &Tokens, words: [&str; 2], member: &str, value: &Json) -> Case {
    let mut json = tokens.issued().flattened();
    json["header"][member] = value.clone();
    let [name, change] = words;
    case(tokens, [&format!("unprotected-{name}"), UNPROTECTED, change], &json)
}

/// Hints and what nobody knows; what must not stand there.
fn unprotected(b: &Bench) -> Vec<Case> {
    let tokens = Tokens::es256(b);
    let with = |name: &str, change: &str, member: &str, value: Json| {
        with_header(&tokens, [name, change], member, &value)
    };
    let mut draft = tokens.whole();
    remove(&mut draft.header, "kid");
    let mut hinted = draft.sign(&tokens.issuer.key).flattened();
    hinted["header"]["kid"] = tokens.issuer.kid.clone().into();
    let jwk = json!(b.world.stranger.key.jwk());
    let key = |case: Case| case.fault("envelope.key_unauthorised").attack("A6").critical();
    let words = ["unprotected-kid", UNPROTECTED, "the key id in the unprotected header only"];
    vec![
        case(&tokens, words, &hinted).accept().attack("A4"),
        with("more", "a member that nobody knows", "x-demo", json!(1)).accept(),
        with("crit", "`crit` in the unprotected header", "crit", json!(["exp"]))
            .fault("envelope.critical_unsupported")
            .attack("A5")
            .high(),
        key(with("jwk", "`jwk` in the unprotected header", "jwk", jwk)),
        key(with("x5c", "`x5c` in the unprotected header", "x5c", json!(["MIIB"]))),
    ]
}

/// Headers that decide, outside of what is signed.
fn decisive(b: &Bench) -> Vec<Case> {
    let tokens = Tokens::es256(b);
    let mismatch = |case: Case, header: &str| {
        let case = case.fault("envelope.header_mismatch").detail(json!({ "header": header }));
        case.attack("A4").high()
    };
    let with = |name: &str, change: &str, header: &str, value: &str| {
        mismatch(with_header(&tokens, [name, change], header, &json!(value)), header)
    };
    let mut draft = tokens.whole();
    remove(&mut draft.header, "alg");
    let mut alone = draft.sign(&tokens.issuer.key).flattened();
    alone["header"]["alg"] = "ES256".into();
    let words = ["unprotected-alg-alone", UNPROTECTED, "`alg` in the unprotected header only"];
    vec![
        mismatch(case(&tokens, words, &alone), "alg"),
        with("alg", "`alg` in both headers, none outside", "alg", "none"),
        with("kid-both", "`kid` in both headers, another outside", "kid", "other"),
        with("typ-both", "`typ` in both headers, another outside", "typ", "kb+jwt"),
    ]
}

/// What stands with a second signature.
fn second(b: &Bench) -> Vec<Case> {
    let (tokens, other) = (Tokens::es256(b), Tokens::sm2(b).issued());
    let issued = tokens.issued();
    let with = |name: &str, change: &str, member: &str, value: Json| {
        let mut json = issued.general(std::slice::from_ref(&other));
        json["signatures"][1]["header"] = json!({ member: value });
        case(&tokens, [&format!("general-second-{name}"), PARTS, change], &json)
    };
    let disclosures = json!([issued.disclosures[0].0]);
    vec![
        with("kid", "a key id with the second signature", "kid", "other".into()).accept(),
        with("disclosures", "disclosures with the second signature", "disclosures", disclosures)
            .fault("envelope.malformed")
            .attack("E1"),
        with("binding", "a key binding with the second signature", "kb_jwt", "A.A.A".into())
            .fault("envelope.malformed")
            .attack("E8"),
    ]
}

const MEMBERS: &str = "A JSON serialisation has its members, each once and of its type.";

/// The end of the id, what is changed, the row of the catalogue, the change.
type Row = (&'static str, &'static str, &'static str, fn(&mut Json));

fn malformed(tokens: &Tokens, json: &Json, rows: &[Row]) -> Vec<Case> {
    let case = |(name, change, row, edit): &Row| {
        let mut json = json.clone();
        edit(&mut json);
        let case = case(tokens, [&format!("json-{name}"), MEMBERS, change], &json);
        case.fault("envelope.malformed").attack(row)
    };
    rows.iter().map(case).collect()
}

/// Members of a flattened token that are not there, or are something else.
fn shapes(b: &Bench) -> Vec<Case> {
    let tokens = Tokens::es256(b);
    let rows: [Row; 11] = [
        ("no-payload", "no payload", "A1", |json| remove(json, "payload")),
        ("no-protected", "no protected header", "A1", |json| remove(json, "protected")),
        ("no-signature", "no signature", "A1", |json| remove(json, "signature")),
        ("payload-number", "the payload as a number", "D15", |json| json["payload"] = 1.into()),
        ("signature-null", "null for the signature", "A1", |json| json["signature"] = Json::Null),
        ("disclosures-text", "the disclosures as one text", "E5", |json| {
            json["header"]["disclosures"] = "x".into();
        }),
        ("disclosure-number", "a number among the disclosures", "E5", |json| {
            json["header"]["disclosures"][0] = 1.into();
        }),
        ("binding-number", "a number as key binding", "E9", |json| {
            json["header"]["kb_jwt"] = 1.into();
        }),
        ("binding-empty", "a key binding of no characters", "E9", |json| {
            json["header"]["kb_jwt"] = "".into();
        }),
        ("header-array", "a list as unprotected header", "D15", |json| json["header"] = json!([])),
        ("header-text", "a text as unprotected header", "D15", |json| json["header"] = "x".into()),
    ];
    malformed(&tokens, &tokens.issued().flattened(), &rows)
}

/// The list of a general token, and a list where there is none.
fn lists(b: &Bench) -> Vec<Case> {
    let tokens = Tokens::es256(b);
    let (issued, other) = (tokens.issued(), Tokens::sm2(b).issued());
    let rows: [Row; 3] = [
        ("no-signatures", "a list of no signatures", "A1", |json| json["signatures"] = json!([])),
        ("signatures-object", "one signature without a list", "D15", |json| {
            json["signatures"] = json["signatures"][0].clone();
        }),
        ("signature-text", "a text in the list of signatures", "D15", |json| {
            json["signatures"] = json!(["x"]);
        }),
    ];
    let both = |name: &str, change: &str, edit: &dyn Fn(&mut Json)| {
        let mut json = issued.flattened();
        edit(&mut json);
        let case = case(&tokens, [&format!("json-{name}"), MEMBERS, change], &json);
        case.fault("envelope.malformed").attack("D15").critical()
    };
    let more = [
        both("both-forms", "both forms at once, another's signature in the list", &|json| {
            json["signatures"] = other.general(&[])["signatures"].clone();
        }),
        both("both-forms-forged", "both forms at once, the good signature in the list", &|json| {
            json["signatures"] = issued.general(&[])["signatures"].clone();
            json["signature"] = url(&[1; 64]).into();
        }),
    ];
    let lists = malformed(&tokens, &issued.general(&[]), &rows);
    lists.into_iter().chain(more).collect()
}

/// The text of a flattened token.
fn texts(b: &Bench) -> Vec<Case> {
    let tokens = Tokens::es256(b);
    let text = tokens.issued().flattened().to_string();
    let raw = |name: &str, change: &str, scan: String, code: &str| {
        let id = format!("envelope::sd-jwt-json-{name}");
        tokens.case([&id, MEMBERS, change]).scan(scan).fault(code)
    };
    let twice = |member: &str| text.replacen('{', &format!("{{{member},"), 1);
    let deep = format!("{{\"x\":{}{}}}", "[".repeat(16), "]".repeat(16));
    let (syntax, duplicate) = ("encoding.json_malformed", "encoding.json_duplicate");
    let escaped = r#""p\u0061yload":"e30""#;
    vec![
        raw("empty", "an object without members", "{}".to_owned(), "envelope.malformed"),
        raw("truncated", "no last brace", text[..text.len() - 1].to_owned(), syntax),
        raw("trailing", "a brace behind the text", format!("{text}}}"), syntax),
        raw("duplicate", "`payload` twice", twice(r#""payload":"e30""#), duplicate)
            .attack("D9")
            .critical(),
        raw("duplicate-escaped", "`payload` twice, once escaped", twice(escaped), duplicate)
            .attack("D9")
            .critical(),
        raw("deep", "17 nested levels", deep, "encoding.too_deep").attack("D3"),
    ]
}
