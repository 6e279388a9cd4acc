//! Code ↔ vector ↔ sentence, one to one: no code without a case that shows it and a sentence in
//! both languages, no sentence without a code.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod suite;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value as Json;

use suite::{cases, decisions, judge_told, read};

/// Words in which a reason ends. A code that ends in none of these needs a better name.
const REASONS: [&str; 21] = [
    "duplicate",
    "expired",
    "invalid",
    "malformed",
    "mismatch",
    "missing",
    "noncanonical",
    "not_yet_valid",
    "online_only",
    "replayed",
    "required",
    "revoked",
    "stale",
    "suspended",
    "too_deep",
    "too_large",
    "too_many",
    "unauthorised",
    "unknown",
    "unsupported",
    "trap",
];

/// Codes that no credential causes: the whole, the trap of an instance, and what is wrong with a journal.
const OF_THE_HOST: [&str; 8] = [
    "internal.trap",
    "journal.checkpoint_mismatch",
    "journal.kept_mismatch",
    "journal.malformed",
    "journal.missing",
    "journal.previous_mismatch",
    "journal.sequence_mismatch",
    "ok",
];

/// The codes of the table in `src/error/table.rs`.
fn codes() -> BTreeSet<String> {
    let source =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/error/table.rs"))
            .unwrap();
    let rows: Vec<_> = source
        .split("row(\"")
        .skip(1)
        .map(|row| row.split('"').next().unwrap().to_owned())
        .collect();
    let codes: BTreeSet<_> = rows.iter().cloned().collect();
    assert_eq!(codes.len(), rows.len(), "a code stands twice");
    codes
}

#[test]
fn codes_are_room_and_reason() {
    for code in codes() {
        let (room, reason) = code.split_once('.').unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let exists = folder.join(room).exists() || folder.join(format!("{room}.rs")).exists();
        assert!(exists, "{code}: no room {room}");
        assert!(
            REASONS.iter().any(|word| reason.ends_with(word)),
            "{code}: no reason from the list"
        );
    }
}

#[test]
fn every_code_has_a_sentence_in_both_languages() {
    let mut expected = codes();
    expected.extend(OF_THE_HOST.map(str::to_owned));
    for language in ["zh-Hans", "en"] {
        let messages = &read("pkg/js/messages.json")[language]["codes"];
        let sentences = messages.as_object().unwrap();
        let known: BTreeSet<_> = sentences.keys().cloned().collect();
        assert_eq!(known, expected, "{language}");
        for (code, sentence) in sentences {
            let length = sentence.as_str().unwrap().chars().count();
            assert!((4..=220).contains(&length), "{language} {code}: {length} characters");
        }
    }
}

/// The channels of pointers, by the ids in their table.
#[test]
fn every_channel_has_a_name_in_both_languages() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/envelope/pointer.rs");
    let source = std::fs::read_to_string(source).unwrap();
    let ids = source.split("Channel { id: \"").skip(1);
    let ids: BTreeSet<_> = ids.map(|row| row.split('"').next().unwrap().to_owned()).collect();
    assert!(!ids.is_empty());
    for language in ["zh-Hans", "en"] {
        let names = &read("pkg/js/messages.json")[language]["channels"];
        let known: BTreeSet<_> = names.as_object().unwrap().keys().cloned().collect();
        assert_eq!(known, ids, "{language}");
    }
}

/// `docs/codes.md` is this table; `YANZHENG_WRITE=1 cargo test --test codes` writes it anew.
#[test]
fn the_codes_are_documented() {
    let mut text = String::from(
        "# Result codes\n\nA code is `<room>.<reason>`, never renamed and never reused. Words in braces are \
         numbers and names that\nthe check carries in `detail`.\n\n| code | English | 简体中文 |\n| --- | --- | --- |\n",
    );
    let messages = read("pkg/js/messages.json");
    for code in codes().into_iter().chain(OF_THE_HOST.map(str::to_owned)) {
        let sentence = |language: &str| {
            messages[language]["codes"][&code].as_str().unwrap().replace('|', "\\|")
        };
        let row = ["", &format!("`{code}`"), &sentence("en"), &sentence("zh-Hans"), ""];
        text += row.join(" | ").trim();
        text.push('\n');
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/codes.md");
    if std::env::var_os("YANZHENG_WRITE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written.replace("\r\n", "\n") == text, "run YANZHENG_WRITE=1 cargo test --test codes");
}

#[test]
fn every_code_has_a_vector() {
    let shown = cases().into_iter().chain(decisions()).flat_map(|case| {
        let told = ["offers", "status"].map(|list| case["trust"][list].clone());
        let told = told.iter().filter_map(Json::as_array).flatten().cloned().collect::<Vec<_>>();
        told.into_iter().chain([case]).map(|one| one["expect"]["code"].clone())
    });
    let checks = read("tests/vectors/signature-checks.json");
    let checked = checks.as_array().unwrap().iter().map(|case| case["expect"]["code"].clone());
    let shown: BTreeSet<_> =
        shown.chain(checked).filter_map(|code| code.as_str().map(str::to_owned)).collect();
    let missing: Vec<_> = codes().into_iter().filter(|code| !shown.contains(code)).collect();
    assert!(missing.is_empty(), "no vector shows {missing:?}");
    assert!(shown.contains("ok"));
}

/// A sentence names only what a receipt or a refusal carries, under the name by which it carries it.
#[test]
fn placeholders_are_details() {
    let mut details: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for case in cases().into_iter().chain(decisions()) {
        let (answers, receipt) = judge_told(&case);
        let checks = receipt["checks"].as_array().into_iter().flatten();
        for found in answers.iter().map(|(_, seen)| seen).chain(checks) {
            let (Some(code), Some(detail)) = (found["code"].as_str(), found["detail"].as_object())
            else {
                continue;
            };
            details.entry(code.to_owned()).or_default().extend(detail.keys().cloned());
        }
    }
    for language in ["zh-Hans", "en"] {
        for (code, sentence) in read("pkg/js/messages.json")[language]["codes"].as_object().unwrap()
        {
            for placeholder in sentence.as_str().unwrap().split('{').skip(1) {
                let name = placeholder.split('}').next().unwrap();
                let known = details.get(code).is_some_and(|names| names.contains(name));
                assert!(known, "{language} {code}: {{{name}}} is on no receipt");
            }
        }
    }
}
