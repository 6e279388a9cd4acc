//! What a case's verifier is told before it verifies: bundles, status files, restarts.

use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value as Json, json};
use yanzheng::host::Verifier;

use super::{read, verifier};

/// A verifier that was told what a case says.
pub(super) struct Told {
    pub(super) verifier: Verifier,
    /// What was expected and what was answered, in order.
    pub(super) answers: Vec<(Json, Json)>,
    config: Json,
    root: Option<Vec<u8>>,
    slots: [Vec<u8>; 2],
    last: usize,
}

impl Told {
    /// A verifier under a case's anchors and types, told everything that the case says.
    pub(super) fn by(case: &Json) -> Self {
        let config = json!({
            "anchors": case["anchors"], "types": case["types"], "maker": case["maker"],
        });
        let trust = &case["trust"];
        let root = trust.get("root").map(content);
        let verifier = verifier(&config, root.as_deref());
        let (answers, slots) = (Vec::new(), [Vec::new(), Vec::new()]);
        let mut told = Self { verifier, answers, config, root, slots, last: 0 };
        let offers = list(&trust["offers"]);
        for (place, offer) in offers.iter().enumerate() {
            told.status(list(&trust["status"]), |after| after == Some(place));
            told.offer(offer);
        }
        told.status(list(&trust["status"]), |after| {
            after.is_none_or(|after| after >= offers.len())
        });
        told
    }

    fn offer(&mut self, offer: &Json) {
        let (bundle, at) = (carrier(offer), offer["at"].as_i64().unwrap());
        let answer = self.verifier.update_trust(&bundle, at).unwrap();
        let answer = serde_json::to_value(&answer).unwrap();
        if answer["changed"] == true {
            let (place, line) = self.verifier.slot().unwrap();
            self.slots[place] = [line, bundle].concat();
            self.last = place;
        }
        self.answered(&offer["expect"], &answer);
        if let Some(how) = offer.get("restart") {
            self.restart(how);
        }
    }

    /// A new verifier takes up what the last one kept; a slot that is torn lacks its last byte.
    fn restart(&mut self, how: &Json) {
        let torn: &[usize] = match how.as_str() {
            None => &[],
            Some("torn") => &[self.last],
            Some(_) => &[0, 1],
        };
        for place in torn {
            self.slots[*place].pop();
        }
        self.verifier = verifier(&self.config, self.root.as_deref());
        let [first, second] = &self.slots;
        self.verifier.restore([first, second]).unwrap();
    }

    fn status(&mut self, all: &[Json], is_now: impl Fn(Option<usize>) -> bool) {
        for status in all {
            let after = status["after"].as_u64().map(|after| usize::try_from(after).unwrap());
            if is_now(after) {
                let (file, at) = (content(&status["file"]), status["at"].as_i64().unwrap());
                let answer = self.verifier.update_status(&file, at, status["uri"].as_str());
                let answer = serde_json::to_value(answer.unwrap()).unwrap();
                self.answered(&status["expect"], &answer);
            }
        }
    }

    /// Of an answer counts what the case names, and that nothing is refused without a code.
    fn answered(&mut self, expected: &Json, answer: &Json) {
        assert_eq!(answer["ok"] == true, answer.get("code").is_none(), "{answer}");
        let named = expected.as_object().unwrap().keys();
        let seen: Map<_, _> = named.map(|name| (name.clone(), answer[name].clone())).collect();
        let seen = match answer.get("code") {
            Some(_) if expected.get("code").is_none() => answer.clone(),
            _ => seen.into(),
        };
        self.answers.push((expected.clone(), seen));
    }
}

/// The bytes that are offered: a carrier as it is, or one of the files that the case names.
fn carrier(offer: &Json) -> Vec<u8> {
    if let Some(carrier) = offer.get("carrier") {
        return content(carrier);
    }
    let bundle = &offer["bundle"];
    let mut files = match bundle["like"].as_str() {
        Some(name) => shelf()["bundles"][name].as_object().unwrap().clone(),
        None => bundle.as_object().unwrap().clone(),
    };
    for (name, file) in bundle["with"].as_object().into_iter().flatten() {
        match file {
            Json::Null => drop(files.remove(name)),
            file => drop(files.insert(name.clone(), file.clone())),
        }
    }
    for file in files.values_mut() {
        *file = STANDARD.encode(content(file)).into();
    }
    json!({ "bundle": 1, "files": files }).to_string().into_bytes()
}

/// A content by its name; with spaces behind it where it has a length.
fn content(reference: &Json) -> Vec<u8> {
    let name = reference.as_str().or_else(|| reference["file"].as_str()).unwrap();
    let text = shelf()["files"][name].as_str().unwrap_or_else(|| panic!("no file {name}"));
    let is_text = text.starts_with('{');
    let mut bytes = if is_text { text.as_bytes().to_vec() } else { STANDARD.decode(text).unwrap() };
    if let Some(length) = reference["padded"].as_u64() {
        bytes.resize(usize::try_from(length).unwrap(), b' ');
    }
    bytes
}

fn shelf() -> &'static Json {
    static SHELF: OnceLock<Json> = OnceLock::new();
    SHELF.get_or_init(|| read("tests/vectors/trust-files.json"))
}

fn list(json: &Json) -> &[Json] {
    json.as_array().map_or(&[], Vec::as_slice)
}
