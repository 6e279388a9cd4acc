//! `policy-language.json`: what the policy language means. Which texts are policies, what is decided by
//! them, what a holder is told beforehand, and what a counter asks for.
//!
//! Rules:
//! - A case changes one thing. What it is about is said in a sentence.
//! - Codes and verifiers stand once, under names; the texts of policies stand in each case, as somebody
//!   would write them.
//! - Nothing here is asked of the verifier: digests, requests and places are computed a second time.

use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};

use crate::base64::hex;
use crate::time::DAY;
use crate::trust::canonical::canonical;
use crate::vectors::told::Trust;

mod asked;
mod counter;
mod decided;
mod ground;
mod held;
mod known;
mod together;
mod written;

use ground::Ground;

/// Everything that the file holds.
pub(super) struct Language {
    verifiers: Vec<(&'static str, ground::Verifier)>,
    json: Json,
}

impl Language {
    /// All cases.
    pub(super) fn new() -> Self {
        let ground = Ground::new();
        let decisions = [decided::cases, counter::cases, known::cases, together::cases];
        let decisions: Vec<_> = decisions.iter().flat_map(|cases| cases(&ground)).collect();
        let verifiers = ground::verifiers();
        let named = verifiers.iter().map(|(name, verifier)| ((*name).to_owned(), verifier.json()));
        let json = json!({
            "language": 1,
            "scans": ground.scans(),
            "verifiers": named.collect::<Map<_, _>>(),
            "written": written::cases(),
            "decisions": decisions,
            "prechecks": held::cases(),
            "requests": asked::cases(),
            "readings": asked::readings(),
        });
        Self { verifiers, json }
    }

    /// What its verifiers are told.
    pub(super) fn told(&self) -> impl Iterator<Item = &Trust> {
        self.verifiers.iter().filter_map(|(_, verifier)| verifier.trust.as_ref())
    }

    /// Every id, of every kind of case.
    #[cfg(test)]
    pub(super) fn ids(&self) -> Vec<String> {
        let lists = ["written", "decisions", "prechecks", "requests", "readings"];
        let cases = lists.iter().flat_map(|list| self.json[*list].as_array().into_iter().flatten());
        cases.filter_map(|case| case["id"].as_str()).map(str::to_owned).collect()
    }

    /// Every code that something is decided with.
    #[cfg(test)]
    pub(super) fn codes(&self) -> Vec<String> {
        let decisions = self.json["decisions"].as_array().into_iter().flatten();
        let code = |case: &Json| case["expect"]["code"].as_str().map(str::to_owned);
        decisions.filter_map(code).collect()
    }
}

impl serde::Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

/// SHA-256 of a policy in its canonical form.
fn digest(policy: &Json) -> Vec<u8> {
    Sha256::digest(canonical(policy)).to_vec()
}

/// What a receipt says of a policy that was in use at a moment, on whose word.
fn used(policy: &Json, at: i64, source: &str) -> Json {
    let mut used = json!({
        "scenario": policy["scenario"],
        "sha256": hex(&digest(policy)),
        "source": source,
        "not_covered": policy.get("not_covered").cloned().unwrap_or(json!([])),
        "indeterminate": policy.get("indeterminate").cloned().unwrap_or(json!("refuse")),
    });
    for name in ["version", "title", "instead", "holder_match", "never_keep"] {
        if let Some(said) = policy.get(name) {
            used[name] = said.clone();
        }
    }
    if let Some(days) = policy["retention"]["days"].as_i64() {
        used["retention"] = json!({
            "days": days, "until": at + days * DAY, "claims": policy["retention"]["claims"],
        });
    }
    used
}
