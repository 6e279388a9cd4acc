//! What the documents say, held against the code: tables and examples are written by
//! `YANZHENG_WRITE=1 cargo test --test docs` and compared by `cargo test --test docs`; codes,
//! sections, channels and the numbers of hubs are looked up.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod packs;
#[path = "../suite/mod.rs"]
mod suite;
mod tables;
mod worked;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use forge::docs::examples;
use serde_json::{Value as Json, json};
use yanzheng::credential::elements::TABLE;

use suite::{answer, read, verify};
use tables::{choices, elements, sizes};

/// The specification in English and in Chinese, whose sections have the same numbers.
const SPECIFICATION: [&str; 2] = ["docs/code.md", "docs/code.zh-CN.md"];
/// The documents that are there in both.
const PAIRS: [[&str; 2]; 6] = [
    SPECIFICATION,
    ["docs/trust.md", "docs/trust.zh-CN.md"],
    ["docs/status.md", "docs/status.zh-CN.md"],
    POLICIES,
    JOURNAL,
    ["docs/miniprogram.md", "docs/miniprogram.zh-CN.md"],
];
const POLICIES: [&str; 2] = ["docs/policy.md", "docs/policy.zh-CN.md"];
const JOURNAL: [&str; 2] = ["docs/journal.md", "docs/journal.zh-CN.md"];
const ALONE: [&str; 1] = ["docs/pointers.md"];
/// Members of a receipt that are written like codes.
const MEMBERS: [&str; 6] = [
    "credential.envelope",
    "credential.format",
    "credential.id",
    "policy.sha256",
    "trust.source",
    "trust.versions",
];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_default().replace("\r\n", "\n")
}

/// Compares a file with what it should be, or writes it.
fn hold(name: &str, wanted: &str) {
    if std::env::var_os("YANZHENG_WRITE").is_some() {
        std::fs::create_dir_all(path(name).parent().unwrap()).unwrap();
        std::fs::write(path(name), wanted).unwrap();
    }
    assert!(text(name) == wanted, "{name}: run YANZHENG_WRITE=1 cargo test --test docs");
}

/// A text with the part between `<!-- name -->` and `<!-- end -->` replaced.
fn with_block(text: &str, name: &str, block: &str) -> String {
    let (mark, end) = (format!("<!-- {name} -->\n"), "<!-- end -->");
    let (before, rest) = text.split_once(&mark).unwrap_or_else(|| panic!("no block {name}"));
    let (_, after) = rest.split_once(end).unwrap_or_else(|| panic!("no end of {name}"));
    format!("{before}{mark}\n{block}\n{end}{after}")
}

#[test]
fn the_tables_of_the_specification() {
    for (language, name) in SPECIFICATION.into_iter().enumerate() {
        let mut wanted = text(name);
        for (block, content) in [
            ("elements", elements(language)),
            ("sizes", sizes(language)),
            ("choices", choices(language)),
        ] {
            wanted = with_block(&wanted, block, &content);
        }
        hold(name, &wanted);
    }
}

#[test]
fn the_tables_of_the_policies() {
    for (language, name) in POLICIES.into_iter().enumerate() {
        let mut wanted = text(name);
        for (block, content) in [
            ("kinds", packs::kinds(language)),
            ("asks", packs::asks(language)),
            ("shows", packs::shows(language)),
            ("keeps", packs::keeps(language)),
            ("limits", packs::limits(language)),
        ] {
            wanted = with_block(&wanted, block, &content);
        }
        hold(name, &wanted);
    }
}

#[test]
fn the_worked_examples() {
    for (language, name) in JOURNAL.into_iter().enumerate() {
        hold(name, &with_block(&text(name), "records", &worked::records(language)));
    }
    hold("docs/examples/request.txt", &worked::request());
    hold("docs/examples/journal.txt", &worked::journal());
}

#[test]
fn the_kit_and_the_verifier_have_one_table() {
    let mut table: Vec<_> = TABLE.iter().map(|one| (i64::from(one.key), one.name)).collect();
    table.sort_unstable();
    let kit: Vec<_> = forge::elements::TABLE.iter().map(|(key, name, _)| (*key, *name)).collect();
    assert_eq!(table, kit);
}

#[test]
fn the_examples() {
    for example in examples().unwrap() {
        hold(&format!("docs/examples/{}", example.file), &example.text);
        let mut ask = example.ask.clone();
        ask["at"] = forge::docs::AT.into();
        let anchors = serde_json::to_value(&example.anchors).unwrap();
        let receipt = verify(&anchors, example.scan.as_bytes(), &ask);
        assert_eq!(receipt["verdict"], "accept", "{}: {receipt:#}", example.file);
        let parts = match receipt.get("parts") {
            Some(parts) => parts.as_array().unwrap().clone(),
            None => vec![receipt],
        };
        let level = if ask.get("challenge").is_some() { "live" } else { "paper" };
        assert!(parts.iter().all(|part| part["assurance"] == level), "{}", example.file);
        let claims: Vec<_> = parts.iter().map(|part| part["claims"].clone()).collect();
        assert_eq!(claims, example.claims, "{}", example.file);
    }
}

/// The numbers of a document's sections.
fn sections(name: &str) -> Vec<String> {
    let text = text(name);
    let headings = text.lines().filter(|line| line.starts_with("## ") || line.starts_with("### "));
    headings.map(|line| line.split(' ').nth(1).unwrap().trim_end_matches('.').to_owned()).collect()
}

#[test]
fn sections_are_the_same_in_both_languages_and_those_that_receipts_name() {
    for pair in PAIRS {
        let [english, chinese] = pair.map(sections);
        assert_eq!(english, chinese, "{pair:?}");
    }
    let rows = text("src/error/table.rs");
    for part in rows.split("\"docs/").skip(1) {
        let (file, section) = part.split('"').next().unwrap().split_once(" §").unwrap();
        let found = sections(&format!("docs/{file}")).contains(&section.to_owned());
        assert!(found, "docs/{file} has no section {section}");
    }
}

/// The codes of the table of faults, in rooms that begin so.
fn codes(beginning: &str) -> BTreeSet<String> {
    let rows = text("src/error/table.rs");
    let codes = rows.split("row(\"").skip(1).map(|row| row.split('"').next().unwrap().to_owned());
    codes.filter(|code| code.starts_with(beginning)).collect()
}

/// What stands in backticks in a document.
fn quoted(name: &str) -> BTreeSet<String> {
    text(name).split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn codes_that_documents_name_exist() {
    let codes = codes("");
    let rooms: BTreeSet<_> = codes.iter().map(|code| code.split('.').next().unwrap()).collect();
    for name in PAIRS.iter().flatten().chain(&ALONE) {
        for word in quoted(name) {
            let Some((room, reason)) = word.split_once('.') else { continue };
            let plain = reason.bytes().all(|c| c.is_ascii_lowercase() || c == b'_' || c == b'2');
            if rooms.contains(room) && plain && !MEMBERS.contains(&word.as_str()) {
                assert!(codes.contains(&word), "{name}: no code {word}");
            }
        }
    }
}

#[test]
fn what_a_holder_or_a_disclosure_can_be_refused_for_is_specified() {
    for name in SPECIFICATION {
        let quoted = quoted(name);
        for room in ["holder.", "credential.digest_", "credential.disclosure_"] {
            let missing: Vec<_> = codes(room).difference(&quoted).cloned().collect();
            assert!(missing.is_empty(), "{name}: {missing:?}");
        }
    }
}

/// The cells of a document's rows of so many cells.
fn rows(name: &str, cells: usize) -> Vec<Vec<String>> {
    let text = text(name);
    let rows = text.lines().filter_map(|line| line.strip_prefix('|')?.strip_suffix('|'));
    let rows = rows.map(|row| row.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()));
    rows.map(Iterator::collect).filter(|row: &Vec<String>| row.len() == cells).collect()
}

fn scanned(scan: &str, hub: Option<Json>) -> Json {
    let ask = hub.map_or(json!({ "at": 0 }), |hub| json!({ "at": 0, "hub": hub }));
    verify(&json!([]), scan.as_bytes(), &ask)
}

#[test]
fn the_channels() {
    let names = &read("pkg/js/messages.json")["zh-Hans"]["channels"];
    let source = text("src/envelope/pointer.rs");
    let mut ids: Vec<_> = source
        .split("Channel { id: \"")
        .skip(1)
        .map(|row| row.split('"').next().unwrap())
        .collect();
    ids.dedup();
    let mut rows = rows("docs/pointers.md", 4);
    rows.retain(|row| names.get(&row[0]).is_some());
    assert_eq!(rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ids);
    for row in rows {
        assert_eq!(Some(row[1].as_str()), names[&row[0]].as_str());
        for scan in row[3].split("` · `") {
            let receipt = scanned(scan, None);
            let channel = &receipt["checks"][0]["detail"]["channel"];
            assert_eq!(
                (&receipt["code"], channel),
                (&json!("envelope.online_only"), &json!(row[0]))
            );
        }
    }
}

/// What is answered when a hub answers one of its two numbers with this, and the other with 0.
fn answered(member: &str, number: i64) -> Json {
    let mut hub = json!({ "status": 0, "result": 0 });
    hub[member] = number.into();
    scanned("1234567890", Some(hub))
}

#[test]
fn the_numbers_of_hubs() {
    let rows = rows("docs/pointers.md", 6);
    for member in ["status", "result"] {
        let mut known = BTreeSet::new();
        for row in rows.iter().filter(|row| row[0] == member) {
            let number = row[1].parse().unwrap();
            let receipt = answered(member, number);
            assert_eq!(receipt["code"], row[4].as_str(), "{member} {number}");
            assert_eq!(answer(&receipt).split(' ').nth(2).unwrap_or_default(), row[5]);
            known.insert(number);
        }
        assert!(known.len() >= 8, "{member}: {known:?}");
        for number in (-1..=130).filter(|number| !known.contains(number)) {
            assert_eq!(answered(member, number)["code"], "hub.missing", "{member} {number}");
        }
    }
}
