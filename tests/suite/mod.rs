//! Counting cases: every suite says how many ran, and a disagreement is data with a reason.

#![allow(dead_code, reason = "each test binary uses its part of this module")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value as Json};
use yanzheng::host::{Verifier, from_json};

mod told;

use told::Told;

/// One suite while it runs.
pub(crate) struct Suite {
    name: &'static str,
    divergences: BTreeMap<String, Json>,
    ran: usize,
    passed: usize,
    diverged: usize,
    failures: Vec<String>,
}

impl Suite {
    /// Starts a suite with the divergences whose ids begin with its name.
    pub(crate) fn new(name: &'static str) -> Self {
        let all: BTreeMap<String, Json> =
            serde_json::from_value(read("tests/vectors/divergences.json")).unwrap();
        let prefix = format!("{name}/");
        let divergences = all.into_iter().filter(|(id, _)| id.starts_with(&prefix)).collect();
        Self { name, divergences, ran: 0, passed: 0, diverged: 0, failures: Vec::new() }
    }

    /// Counts one case: what upstream expects, what was answered, and whether these agree.
    pub(crate) fn case(&mut self, id: &str, expected: &str, actual: &str, agrees: bool) {
        self.ran += 1;
        let id = format!("{}/{id}", self.name);
        match (self.divergences.remove(&id), agrees) {
            (None, true) => self.passed += 1,
            (None, false) => {
                self.failures.push(format!("{id}: expected {expected}, answered {actual}"));
            }
            (Some(known), false) if known["actual"] == actual && known["reason"].is_string() => {
                self.diverged += 1;
            }
            (Some(known), _) => self.failures.push(format!(
                "{id}: known to diverge as {}, answered {actual} (expected {expected})",
                known["actual"]
            )),
        }
    }

    /// Prints the count and fails when anything was not as expected.
    pub(crate) fn end(self) {
        let Self { name, divergences, ran, passed, diverged, mut failures } = self;
        failures.extend(divergences.keys().map(|id| format!("{id}: diverges, but is no case")));
        println!("\nsuite {name}: {ran} ran, {passed} passed, {diverged} diverged, 0 skipped");
        assert!(
            failures.is_empty(),
            "{} of {ran} failed:\n{}",
            failures.len(),
            failures.join("\n")
        );
        assert!(ran > 0, "{name}: no case ran");
    }
}

/// The public vectors, or one line that says that they are absent.
pub(crate) fn upstream(suite: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors");
    let vectors = std::env::var_os("YANZHENG_VECTORS").map_or(beside, PathBuf::from).join(suite);
    if vectors.exists() {
        return Some(vectors);
    }
    println!("\nsuite {suite}: absent, no public vectors at YANZHENG_VECTORS or ../shared/vectors");
    None
}

/// A JSON file of the repository.
pub(crate) fn read(path: &str) -> Json {
    read_at(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
}

/// A JSON file anywhere.
pub(crate) fn read_at(path: &Path) -> Json {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Verifies through the boundary that every host uses; the receipt comes back as JSON.
pub(crate) fn verify(anchors: &Json, scan: &[u8], ask: &Json) -> Json {
    verify_with(&serde_json::json!({ "anchors": anchors }), scan, ask)
}

/// Tells a verifier what a case says, and verifies what it scans: the receipt, null where nothing is
/// scanned.
pub(crate) fn judge(case: &Json) -> Json {
    judge_told(case).1
}

/// The same, and before it what was answered to all that the verifier was told: what the case
/// expects, and what it got of that.
pub(crate) fn judge_told(case: &Json) -> (Vec<(Json, Json)>, Json) {
    let Told { verifier, answers, .. } = Told::by(case);
    let scanned = ["scan", "scan_base64", "repeat"].iter().any(|name| case.get(name).is_some());
    let receipt = if scanned { receipt(&verifier, &scan(case), &ask(case)) } else { Json::Null };
    (answers, receipt)
}

/// A verifier that was told what a case says.
pub(crate) fn told(case: &Json) -> Verifier {
    Told::by(case).verifier
}

fn verify_with(config: &Json, scan: &[u8], ask: &Json) -> Json {
    receipt(&verifier(config, None), scan, ask)
}

fn verifier(config: &Json, root: Option<&[u8]>) -> Verifier {
    Verifier::new(from_json(&config.to_string()).unwrap(), root)
        .unwrap_or_else(|misuse| panic!("{misuse}"))
}

pub(crate) fn receipt(verifier: &Verifier, scan: &[u8], ask: &Json) -> Json {
    let receipt = verifier
        .verify(scan, from_json(&ask.to_string()).unwrap())
        .unwrap_or_else(|misuse| panic!("{misuse}"));
    serde_json::from_str(&serde_json::to_string(&receipt).unwrap()).unwrap()
}

/// The receipt in three words: verdict, code, step of the first check that found something.
pub(crate) fn answer(receipt: &Json) -> String {
    let code = receipt["code"].as_str().unwrap();
    let step = receipt["checks"].as_array().unwrap().iter().find(|check| check["code"] == code);
    let step = step.map_or("", |check| check["step"].as_str().unwrap());
    format!("{} {code} {step}", receipt["verdict"].as_str().unwrap()).trim_end().to_owned()
}

/// Every file below a folder with this ending, in order.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Every case of our own vectors, room by room.
pub(crate) fn cases() -> Vec<Json> {
    const ROOMS: [&str; 11] = [
        "envelope",
        "encoding",
        "signature",
        "trust",
        "bundle",
        "authority",
        "credential",
        "status",
        "holder",
        "policy",
        "hub",
    ];
    let room = |room| match read(&format!("tests/vectors/{room}.json")) {
        Json::Array(cases) => cases,
        other => panic!("{room}: not a list but {other}"),
    };
    ROOMS.into_iter().flat_map(room).collect()
}

/// What is decided by policies: each case with its code and its verifier, as every other case has them.
pub(crate) fn decisions() -> Vec<Json> {
    let language = read("tests/vectors/policy-language.json");
    let decisions = language["decisions"].as_array().unwrap().iter();
    decisions.map(|case| whole(&language, case)).collect()
}

/// A case of the policy language with what it names.
pub(crate) fn whole(language: &Json, case: &Json) -> Json {
    let mut whole = case.clone();
    let verifier = &language["verifiers"][case["verifier"].as_str().unwrap()];
    for (member, value) in verifier.as_object().unwrap() {
        whole[member] = value.clone();
    }
    if let Some(scan) = case["scan"].as_str() {
        whole["scan"] = language["scans"][scan].clone();
    }
    whole
}

/// What was scanned in a case.
pub(crate) fn scan(case: &Json) -> Vec<u8> {
    if let Some(repeat) = case.get("repeat") {
        let times = usize::try_from(repeat["times"].as_u64().unwrap()).unwrap();
        return repeat["text"].as_str().unwrap().repeat(times).into_bytes();
    }
    match case.get("scan_base64") {
        Some(text) => STANDARD.decode(text.as_str().unwrap()).unwrap(),
        None => case["scan"].as_str().unwrap().as_bytes().to_vec(),
    }
}

/// The rest of a case's request.
pub(crate) fn ask(case: &Json) -> Json {
    let mut ask = Map::new();
    ask.insert("at".to_owned(), case["at"].clone());
    let same =
        ["asks", "challenge", "audience", "expected", "hub", "matched", "region", "scenario"];
    for (from, to) in [("policy", "scenario")].into_iter().chain(same.map(|name| (name, name))) {
        if let Some(value) = case.get(from) {
            ask.insert(to.to_owned(), value.clone());
        }
    }
    ask.into()
}
