//! Texts as somebody would write them: which of them are policies, and where in the others the mistake
//! stands.
//!
//! Rules:
//! - A line is that on which a member's name stands, or an element begins; of what is missing, the object
//!   in which it should be.
//! - `schema` is false where a JSON Schema cannot say it.

use serde_json::{Value as Json, json};

use super::digest;
use crate::base64::hex;

/// A member of a policy, written on the third line, and where the mistake is.
type Row = (&'static str, &'static str, &'static str, &'static str);

/// What is a policy, and then what is none.
pub(super) fn cases() -> Vec<Json> {
    let good = RIGHT.iter().map(|(id, change, members)| right([id, change], &text(members)));
    let whole = WHOLE.iter().map(|(id, change, text)| right([id, change], text));
    let row = |(id, change, members, option): &Row, schema| {
        wrong([id, change], &text(members), (option, 3), schema)
    };
    let bad = WRONG.iter().map(|one| row(one, true));
    let unsaid = UNSAID.iter().map(|one| row(one, false));
    let placed = |(id, change, text, option, line): &Placed, room: &str| {
        wrong([&format!("{room}-{id}"), change], text, (option, *line), room == "line")
    };
    let lines = LINES.iter().map(|one| placed(one, "line"));
    let no_json = NO_JSON.iter().map(|one| placed(one, "json"));
    good.chain(whole).chain(bad).chain(unsaid).chain(lines).chain(no_json).collect()
}

/// A policy of three lines and one with other members.
fn text(members: &str) -> String {
    let comma = if members.is_empty() { "" } else { "," };
    format!("{{\n  \"scenario\": \"desk\"{comma}\n  {members}\n}}\n")
}

fn case([id, change]: [&str; 2], text: &str, expect: &Json, schema: bool) -> Json {
    let mut case = json!({
        "id": format!("language::written-{id}"), "about": change, "text": text, "expect": expect,
    });
    if !schema {
        case["schema"] = false.into();
    }
    case
}

fn right(words: [&str; 2], text: &str) -> Json {
    let policy: Json = serde_json::from_str(text).unwrap_or_default();
    let expect = json!({
        "ok": true, "scenario": policy["scenario"], "sha256": hex(&digest(&policy)),
    });
    case(words, text, &expect, true)
}

fn wrong(words: [&str; 2], text: &str, (option, line): (&str, u32), schema: bool) -> Json {
    let expect = json!({ "ok": false, "option": option, "line": line });
    case(words, text, &expect, schema)
}

/// Every member as it should be.
#[rustfmt::skip]
const RIGHT: [(&str, &str, &str); 31] = [
    ("least", "a scenario alone", ""),
    ("version", "a version", r#""version": 1"#),
    ("title", "texts by language", r#""title": { "zh": "柜台", "en": "Counter" }"#),
    ("limits", "texts by language", r#""limits": { "zh": "无", "en": "None" }"#),
    ("instead", "texts by language", r#""instead": { "zh": "护照", "en": "A passport" }"#),
    ("types", "two types", r#""types": ["passport", "11990000990000017W001"]"#),
    ("types-none", "no type: nothing is accepted", r#""types": []"#),
    ("types-all", "groups of types", r#""types": { "all": [["a", "b"], ["c"]] }"#),
    ("types-all-same", "a type in two groups", r#""types": { "all": [["a"], ["a"]] }"#),
    ("claims", "two claims", r#""claims": ["certificateHolderName", "nam"]"#),
    ("claims-by-type", "claims of a type", r#""claims_by_type": { "passport": ["holderNationality"] }"#),
    ("optional", "an optional claim", r#""optional": ["holderSex"]"#),
    ("values", "values of both kinds", r#""values": { "a": ["x", true, false] }"#),
    ("same", "what must agree", r#""same": ["certificateHolderName"]"#),
    ("assurance-paper", "paper", r#""assurance": "paper""#),
    ("assurance-device", "a device", r#""assurance": "device""#),
    ("assurance-live", "an answer", r#""assurance": "live""#),
    ("match-photo", "the photo", r#""holder_match": ["staff_photo"]"#),
    ("match-both", "the photo or the face", r#""holder_match": ["face_external", "staff_photo"]"#),
    ("match-none", "nobody is matched", r#""holder_match": ["none"]"#),
    ("status", "the status", r#""status": "required""#),
    ("status-age", "no age at all", r#""max_status_age": 0"#),
    ("regions", "two regions", r#""regions": ["990000", "BV"]"#),
    ("agreements", "an agreement", r#""agreements": ["demo-neighbours"]"#),
    ("refuse", "a refusal", r#""indeterminate": "refuse""#),
    ("review", "a person decides", r#""indeterminate": "review""#),
    ("retention", "a day", r#""claims": ["a"], "retention": { "days": 1, "claims": ["a"] }"#),
    ("retention-long", "a hundred years of nothing", r#""retention": { "days": 36500, "claims": [] }"#),
    ("never-keep", "what is not even asked for", r#""never_keep": ["holderPhotoHash"]"#),
    ("outputs", "two readers", r#""claims": ["a"], "outputs": { "police_upload": ["a"], "hotel_record": ["reference"] }"#),
    ("sources", "two sources", r#""sources": [{ "title": "t" }, { "title": "t", "ref": "r", "date": "2024", "checked": true }]"#),
];

/// One mistake each, and the path to it.
#[rustfmt::skip]
const WRONG: [Row; 84] = [
    ("version-zero", "no version", r#""version": 0"#, "version"),
    ("version-text", "a text", r#""version": "1""#, "version"),
    ("version-part", "a fraction", r#""version": 1.5"#, "version"),
    ("title-text", "a text", r#""title": "Counter""#, "title"),
    ("title-number", "a number in it", r#""title": { "zh": 5 }"#, "title"),
    ("limits-list", "a list", r#""limits": ["none"]"#, "limits"),
    ("instead-flag", "a truth value", r#""instead": true"#, "instead"),
    ("types-text", "a text", r#""types": "passport""#, "types"),
    ("types-number", "a number in it", r#""types": ["a", 5]"#, "types[1]"),
    ("types-empty", "an empty text in it", r#""types": [""]"#, "types[0]"),
    ("types-twice", "a type twice", r#""types": ["a", "b", "a"]"#, "types[2]"),
    ("types-null", "null, which is not every type", r#""types": null"#, "types"),
    ("all-missing", "an empty object", r#""types": {}"#, "types.all"),
    ("all-empty", "no group", r#""types": { "all": [] }"#, "types.all"),
    ("all-text", "a text for a group", r#""types": { "all": ["a"] }"#, "types.all[0]"),
    ("all-none", "an empty group", r#""types": { "all": [["a"], []] }"#, "types.all[1]"),
    ("all-number", "a number in a group", r#""types": { "all": [["a"], ["b", 5]] }"#, "types.all[1][1]"),
    ("all-twice", "a type twice in a group", r#""types": { "all": [["a", "a"]] }"#, "types.all[0][1]"),
    ("all-and-any", "another member beside it", r#""types": { "all": [["a"]], "any": ["b"] }"#, "types.any"),
    ("claims-text", "a text", r#""claims": "a""#, "claims"),
    ("claims-number", "a number in it", r#""claims": [1]"#, "claims[0]"),
    ("claims-empty", "an empty text in it", r#""claims": ["a", ""]"#, "claims[1]"),
    ("claims-twice", "a claim twice", r#""claims": ["a", "a"]"#, "claims[1]"),
    ("claims-list", "a list in it", r#""claims": [["a"]]"#, "claims[0]"),
    ("claims-null", "null", r#""claims": null"#, "claims"),
    ("by-type-list", "a list", r#""claims_by_type": ["a"]"#, "claims_by_type"),
    ("by-type-text", "a text for a list", r#""claims_by_type": { "t": "a" }"#, "claims_by_type.t"),
    ("by-type-number", "a number in a list", r#""claims_by_type": { "s": [], "t": ["a", 5] }"#, "claims_by_type.t[1]"),
    ("by-type-twice", "a claim twice", r#""claims_by_type": { "t": ["a", "a"] }"#, "claims_by_type.t[1]"),
    ("by-type-null", "null for a list", r#""claims_by_type": { "t": null }"#, "claims_by_type.t"),
    ("optional-object", "an object", r#""optional": {}"#, "optional"),
    ("optional-twice", "a claim twice", r#""optional": ["a", "b", "b"]"#, "optional[2]"),
    ("values-list", "a list", r#""values": []"#, "values"),
    ("values-text", "a text for a list", r#""values": { "a": "x" }"#, "values.a"),
    ("values-none", "an empty list", r#""values": { "a": [] }"#, "values.a"),
    ("values-number", "a number in it", r#""values": { "a": ["x", 5] }"#, "values.a[1]"),
    ("values-empty", "an empty text in it", r#""values": { "a": ["x", ""] }"#, "values.a[1]"),
    ("values-twice", "a text twice", r#""values": { "a": ["x", "x"] }"#, "values.a[1]"),
    ("values-null", "null in it", r#""values": { "a": [null] }"#, "values.a[0]"),
    ("values-object", "an object in it", r#""values": { "a": [{}] }"#, "values.a[0]"),
    ("same-number", "a number in it", r#""same": ["a", 1]"#, "same[1]"),
    ("assurance-other", "a word that is none", r#""assurance": "phone""#, "assurance"),
    ("assurance-case", "a capital letter", r#""assurance": "Device""#, "assurance"),
    ("assurance-flag", "a truth value", r#""assurance": true"#, "assurance"),
    ("assurance-null", "null", r#""assurance": null"#, "assurance"),
    ("match-text", "a text", r#""holder_match": "staff_photo""#, "holder_match"),
    ("match-empty", "no way", r#""holder_match": []"#, "holder_match"),
    ("match-other", "a word that is none", r#""holder_match": ["staff_photo", "fingerprint"]"#, "holder_match[1]"),
    ("match-face", "the face alone", r#""holder_match": ["face_external"]"#, "holder_match"),
    ("match-face-none", "the face, or nobody", r#""holder_match": ["face_external", "none"]"#, "holder_match"),
    ("match-none-photo", "nobody, and the photo", r#""holder_match": ["none", "staff_photo"]"#, "holder_match"),
    ("match-twice", "a way twice", r#""holder_match": ["staff_photo", "staff_photo"]"#, "holder_match[1]"),
    ("status-other", "another word", r#""status": "optional""#, "status"),
    ("status-flag", "a truth value", r#""status": true"#, "status"),
    ("status-null", "null", r#""status": null"#, "status"),
    ("status-age-below", "less than nothing", r#""max_status_age": -1"#, "max_status_age"),
    ("status-age-text", "a text", r#""max_status_age": "86400""#, "max_status_age"),
    ("regions-number", "a number in it", r#""regions": [990000]"#, "regions[0]"),
    ("regions-text", "a text", r#""regions": "990000""#, "regions"),
    ("agreements-empty", "an empty text in it", r#""agreements": [""]"#, "agreements[0]"),
    ("indeterminate-accept", "what is not known is not accepted", r#""indeterminate": "accept""#, "indeterminate"),
    ("indeterminate-flag", "a truth value", r#""indeterminate": false"#, "indeterminate"),
    ("retention-number", "a number", r#""retention": 30"#, "retention"),
    ("retention-empty", "neither days nor claims", r#""retention": {}"#, "retention.days"),
    ("retention-days", "no days", r#""retention": { "claims": [] }"#, "retention.days"),
    ("retention-claims", "no claims", r#""retention": { "days": 1 }"#, "retention.claims"),
    ("retention-zero", "no day", r#""retention": { "days": 0, "claims": [] }"#, "retention.days"),
    ("retention-much", "a day too many", r#""retention": { "days": 36501, "claims": [] }"#, "retention.days"),
    ("retention-text", "days as a text", r#""retention": { "days": "30", "claims": [] }"#, "retention.days"),
    ("retention-twice", "a claim twice", r#""claims": ["a"], "retention": { "days": 1, "claims": ["a", "a"] }"#, "retention.claims[1]"),
    ("retention-other", "another member", r#""retention": { "days": 1, "claims": [], "until": 5 }"#, "retention.until"),
    ("never-keep-text", "a text", r#""never_keep": "a""#, "never_keep"),
    ("outputs-list", "a list", r#""outputs": ["a"]"#, "outputs"),
    ("outputs-number", "a number in it", r#""claims": ["b"], "outputs": { "a": ["b", 1] }"#, "outputs.a[1]"),
    ("duties-empty", "an empty text in it", r#""not_covered": [""]"#, "not_covered[0]"),
    ("duties-twice", "a duty twice", r#""not_covered": ["a", "a"]"#, "not_covered[1]"),
    ("sources-object", "an object", r#""sources": {}"#, "sources"),
    ("sources-text", "a text in it", r#""sources": ["law"]"#, "sources[0]"),
    ("sources-untitled", "no title", r#""sources": [{ "title": "t" }, { "ref": "r" }]"#, "sources[1].title"),
    ("sources-empty", "an empty title", r#""sources": [{ "title": "" }]"#, "sources[0].title"),
    ("sources-checked", "a word for a truth value", r#""sources": [{ "title": "t", "checked": "yes" }]"#, "sources[0].checked"),
    ("sources-other", "another member", r#""sources": [{ "title": "t", "url": "u" }]"#, "sources[0].url"),
    ("unknown", "a misspelt member", r#""tpyes": ["passport"]"#, "tpyes"),
    ("holder", "a member of the language before", r#""holder": "required""#, "holder"),
];

/// The same, of what a JSON Schema cannot say.
const UNSAID: [Row; 5] = [
    (
        "kept-unasked",
        "a claim that is kept and never asked for",
        r#""claims": ["a"], "retention": { "days": 1, "claims": ["a", "b"] }"#,
        "retention.claims[1]",
    ),
    (
        "kept-and-not",
        "a claim that is kept and must not be",
        r#""claims": ["a"], "retention": { "days": 1, "claims": ["a"] }, "never_keep": ["a"]"#,
        "retention.claims[0]",
    ),
    (
        "kept-reference",
        "a name that is no claim",
        r#""retention": { "days": 1, "claims": ["reference"] }"#,
        "retention.claims[0]",
    ),
    (
        "kept-reference-too",
        "the same, beside a claim that is asked for",
        r#""claims": ["a"], "retention": { "days": 1, "claims": ["a", "reference"] }"#,
        "retention.claims[1]",
    ),
    (
        "outputs-unasked",
        "a reader of what is never asked for",
        r#""claims": ["a"], "outputs": { "x": ["reference", "a"], "y": ["b"] }"#,
        "outputs.y[0]",
    ),
];

/// A text of any shape, the path to the mistake in it and its line.
type Placed = (&'static str, &'static str, &'static str, &'static str, u32);

/// Where the mistake stands.
#[rustfmt::skip]
const LINES: [Placed; 15] = [
    ("scenario", "no scenario: the object begins on the second line", "\n{\n \"types\": []\n}", "scenario", 2),
    ("scenario-empty", "an empty scenario", "{\n\n \"scenario\": \"\" }", "scenario", 3),
    ("scenario-number", "a scenario that is a number", "{ \"scenario\": 5 }", "scenario", 1),
    ("name", "a value below its name", "{ \"scenario\": \"a\",\n \"types\":\n\n 5 }", "types", 2),
    ("element", "an element on a line of its own", "{ \"scenario\": \"a\", \"types\": [\n \"a\",\n 5\n] }", "types[1]", 3),
    ("deep", "an element of an inner list", "{ \"scenario\": \"a\", \"types\": {\n \"all\": [\n [\"a\"],\n [\"b\",\n \"b\"]\n ] } }", "types.all[1][1]", 5),
    ("windows", "lines that end as Windows writes them", "{\r\n \"scenario\": \"a\",\r\n \"types\": 5\r\n}", "types", 3),
    ("escape", "an escaped line break in a text before", "{ \"scenario\": \"a\\nb\",\n \"types\": 5 }", "types", 2),
    ("quote", "braces and an escaped quote in a text before", "{ \"scenario\": \"}]{[\\\"\",\n \"types\": 5 }", "types", 2),
    ("spelt", "a name that is written with an escape", "{ \"scenario\": \"a\",\n \"\\u0074ypes\": 5 }", "types", 2),
    ("dot", "a dot in a name", "{ \"scenario\": \"a\", \"outputs\": {\n \"police.upload\": [],\n \"police\": { \"upload\": 5 } } }", "outputs.police", 3),
    ("missing", "something missing in an inner object", "{ \"scenario\": \"a\",\n \"retention\":\n { \"claims\": [] } }", "retention.days", 2),
    ("unknown", "a member that is unknown, behind others", "{ \"scenario\": \"a\",\n \"claims\": [],\n \"x\": {\n \"y\": 1 } }", "x", 3),
    ("no-object", "a list", "\n[]", "", 2),
    ("no-object-text", "a text", "\"desk\"", "", 1),
];

/// What is not even JSON, and where it stops being so.
#[rustfmt::skip]
const NO_JSON: [Placed; 9] = [
    ("empty", "no text", "", "", 1),
    ("comma", "a comma too many", "{\n \"scenario\": \"a\",\n}", "", 3),
    ("no-comma", "a comma too few", "{\n \"scenario\": \"a\"\n \"types\": [] }", "", 3),
    ("open", "an object that does not end", "{\n \"scenario\": \"a\"\n", "", 3),
    ("comment", "a comment", "{\n // a desk\n \"scenario\": \"a\" }", "", 2),
    ("quotes", "other quotes", "{\n 'scenario': 'a' }", "", 2),
    ("behind", "something behind it", "{ \"scenario\": \"a\" }\n{}", "", 2),
    ("twice", "a member twice", "{ \"scenario\": \"a\",\n \"types\": [\"a\"],\n \"types\": [\"b\"] }", "", 3),
    ("twice-inside", "a member twice in an inner object", "{ \"scenario\": \"a\", \"outputs\": {\n \"a\": [],\n \"a\": [] } }", "", 3),
];

/// Policies of other shapes.
#[rustfmt::skip]
const WHOLE: [(&str, &str, &str); 6] = [
    ("one-line", "all on one line", "{\"scenario\":\"desk\",\"types\":[\"b\",\"a\"]}"),
    ("order", "the same in another order and spelling", "{ \"types\" : [\n\"\\u0062\", \"a\" ], \"scenario\": \"desk\" }"),
    ("escapes", "texts with escapes", r#"{ "scenario": "a\"\\\n\u6d4b\ud83d\ude00/" }"#),
    ("kept-by-type", "what is kept is a claim of a type", r#"{ "scenario": "a", "claims_by_type": { "t": ["a"] }, "retention": { "days": 1, "claims": ["a"] } }"#),
    ("kept-optional", "what is kept is optional", r#"{ "scenario": "a", "optional": ["a"], "retention": { "days": 1, "claims": ["a"] } }"#),
    ("kept-value", "what is kept must have a value", r#"{ "scenario": "a", "values": { "a": [true] }, "retention": { "days": 1, "claims": ["a"] } }"#),
];
