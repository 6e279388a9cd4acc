//! One test case: what is scanned, under which anchors, policy and clock, and what must come out.

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::anchor::Anchor;
use crate::base64;
use crate::vectors::expect::{Asked, Expect, Holder};
use crate::vectors::told::Trust;

/// How bad a wrong answer would be.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Importance {
    /// A matter of wording.
    Low,
    /// A wrong refusal, or a fault found in another place.
    Medium,
    /// Something doubtful would be accepted.
    High,
    /// A forgery would be accepted.
    Critical,
}

/// What is scanned.
#[derive(Clone, Debug, Serialize)]
pub enum Scan {
    /// Text.
    #[serde(rename = "scan")]
    Text(String),
    /// Bytes that are not UTF-8, as base64.
    #[serde(rename = "scan_base64")]
    Bytes(String),
    /// A text so many times.
    #[serde(rename = "repeat")]
    Repeat {
        /// The text.
        text: String,
        /// How many times.
        times: usize,
    },
}

/// One case.
#[derive(Clone, Debug, Serialize)]
pub struct Case {
    /// `room::rule`.
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    attack: Option<String>,
    about: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    differs: Option<String>,
    importance: Importance,
    at: i64,
    #[serde(flatten)]
    scan: Option<Scan>,
    anchors: Vec<Anchor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trust: Option<Trust>,
    #[serde(skip_serializing_if = "Option::is_none")]
    types: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scenario: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    challenge: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    asks: Option<Box<[String]>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    matched: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hub: Option<Json>,
    /// What must come out.
    #[serde(skip_serializing_if = "Expect::is_nothing")]
    pub expect: Expect,
    /// What the valid case releases.
    #[serde(skip)]
    claims: Json,
}

impl Case {
    /// A case from its id, what it is about and how it differs from the valid case `base`
    /// (nothing, when it is the valid case itself).
    pub fn new([id, about, change]: [&str; 3], base: &str, at: i64) -> Self {
        Self {
            id: id.to_owned(),
            attack: None,
            about: about.to_owned(),
            differs: (!change.is_empty()).then(|| format!("{base}: {change}")),
            importance: Importance::Medium,
            at,
            scan: Some(Scan::Text(String::new())),
            anchors: Vec::new(),
            trust: None,
            types: None,
            policy: None,
            scenario: None,
            region: None,
            challenge: None,
            audience: None,
            asks: None,
            matched: None,
            expected: None,
            hub: None,
            expect: Expect::default(),
            claims: Json::Null,
        }
    }

    /// What the valid case releases, for a variant that is accepted all the same.
    #[must_use]
    pub fn releasing(mut self, claims: Json) -> Self {
        self.claims = claims;
        self
    }

    /// What it releases when it is accepted.
    pub(super) fn claims(&self) -> Json {
        self.claims.clone()
    }

    /// The text that is scanned.
    #[must_use]
    pub fn scan(mut self, text: impl Into<String>) -> Self {
        self.scan = Some(Scan::Text(text.into()));
        self
    }

    /// The bytes that are scanned.
    #[must_use]
    pub fn scan_bytes(mut self, bytes: &[u8]) -> Self {
        self.scan = Some(Scan::Bytes(base64::standard(bytes)));
        self
    }

    /// A text that is scanned so many times over.
    #[must_use]
    pub fn scan_repeated(mut self, text: &str, times: usize) -> Self {
        self.scan = Some(Scan::Repeat { text: text.to_owned(), times });
        self
    }

    /// Nothing is scanned: the case is about what its verifier is told, and answers to that.
    #[must_use]
    pub fn unscanned(mut self) -> Self {
        self.scan = None;
        self
    }

    /// The row of the attack catalogue that this is a case of.
    #[must_use]
    pub fn attack(mut self, row: &str) -> Self {
        self.attack = Some(row.to_owned());
        self
    }

    /// How bad a wrong answer would be.
    #[must_use]
    pub fn importance(mut self, importance: Importance) -> Self {
        self.importance = importance;
        self
    }

    /// A wrong answer would let something doubtful in.
    #[must_use]
    pub fn high(self) -> Self {
        self.importance(Importance::High)
    }

    /// A wrong answer would let a forgery in.
    #[must_use]
    pub fn critical(self) -> Self {
        self.importance(Importance::Critical)
    }

    /// A wrong answer would be a matter of wording.
    #[must_use]
    pub fn low(self) -> Self {
        self.importance(Importance::Low)
    }

    /// The clock, in seconds since the Unix epoch.
    #[must_use]
    pub fn at(mut self, at: i64) -> Self {
        self.at = at;
        self
    }

    /// Whom the verifier trusts.
    #[must_use]
    pub fn anchors(mut self, anchors: impl IntoIterator<Item = Anchor>) -> Self {
        self.anchors = anchors.into_iter().collect();
        self
    }

    /// What the verifier is told before: its root, bundles, status files.
    #[must_use]
    pub fn trust(mut self, trust: Trust) -> Self {
        self.trust = Some(trust);
        self
    }

    /// The region in which the counter stands.
    #[must_use]
    pub fn region(mut self, region: &str) -> Self {
        self.region = Some(region.to_owned());
        self
    }

    /// A policy of the trust bundle, by its scenario.
    #[must_use]
    pub fn scenario(mut self, scenario: &str) -> Self {
        self.scenario = Some(scenario.to_owned());
        self
    }

    /// The scenario's policy.
    #[must_use]
    pub fn policy(mut self, policy: Json) -> Self {
        self.policy = Some(policy);
        self
    }

    /// The challenge that the counter showed.
    #[must_use]
    pub fn challenge(mut self, challenge: &str) -> Self {
        self.challenge = Some(challenge.to_owned());
        self
    }

    /// Who the verifier is.
    #[must_use]
    pub fn audience(mut self, audience: &str) -> Self {
        self.audience = Some(audience.to_owned());
        self
    }

    /// The claims that the counter asked for.
    #[must_use]
    pub fn asks(mut self, claims: &[&str]) -> Self {
        self.asks = Some(claims.iter().map(|claim| (*claim).to_owned()).collect());
        self
    }

    /// How the counter matched the person with the credential.
    #[must_use]
    pub fn matched(mut self, way: &'static str) -> Self {
        self.matched = Some(way);
        self
    }

    /// What the counter knows already.
    #[must_use]
    pub fn expected(mut self, expected: Json) -> Self {
        self.expected = Some(expected);
        self
    }

    /// What is known of types, beside what every verifier knows.
    #[must_use]
    pub fn types(mut self, types: Json) -> Self {
        self.types = Some(types);
        self
    }

    /// What the caller's own hub connection answered. The receipt says whose word it is.
    #[must_use]
    pub fn hub(mut self, answer: Json) -> Self {
        self.hub = Some(answer);
        self
    }

    /// Accepted, with the claims of the valid case.
    #[must_use]
    pub fn accept(mut self) -> Self {
        self.expect = Expect::accept(self.asked(), self.claims.clone());
        self
    }

    /// Not accepted, with a code that says the rest.
    #[must_use]
    pub fn fault(mut self, code: &str) -> Self {
        self.expect = Expect::fault(self.asked(), code);
        self
    }

    /// Accepted, or not, by one code.
    #[must_use]
    pub fn answer(self, code: &str) -> Self {
        if code == "ok" { self.accept() } else { self.fault(code) }
    }

    /// What comes of several credentials in one code, each as it is in a case of its own.
    #[must_use]
    pub fn together(mut self, parts: impl IntoIterator<Item = Self>) -> Self {
        self.expect = Expect::together(parts.into_iter().map(|part| part.expect).collect());
        self
    }

    /// The numbers and names that stand with the code; null for none.
    #[must_use]
    pub fn detail(mut self, detail: Json) -> Self {
        self.expect.detail = Some(detail).filter(|detail| !detail.is_null());
        self
    }

    /// The rule that the code comes from, and what would do.
    #[must_use]
    pub fn rule(mut self, rule: &'static str, instead: Json) -> Self {
        let said = self.expect.said.get_or_insert_default();
        (said.rule, said.instead) = (Some(rule), Some(instead));
        self
    }

    /// Members that the receipt has as they stand here; null for one that it has not.
    #[must_use]
    pub fn saying(mut self, members: Json) -> Self {
        self.expect.said.get_or_insert_default().receipt = Some(members);
        self
    }

    /// Seconds since the holder presented the credential.
    #[must_use]
    pub fn age(mut self, age: i64) -> Self {
        self.expect.age = Some(age);
        self
    }

    /// The notes beside the checks, by step; those that stand here and no others.
    #[must_use]
    pub fn notes(mut self, notes: Json) -> Self {
        self.expect.notes = Some(notes);
        self
    }

    /// What the receipt says of the credential.
    #[must_use]
    pub fn summary(mut self, credential: Json) -> Self {
        self.expect.credential = Some(credential);
        self
    }

    /// By whose word.
    #[must_use]
    pub fn source(mut self, source: &str) -> Self {
        self.expect.trust = Some(json!({ "source": source }));
        self
    }

    /// By whose word, with all that the receipt says of it.
    #[must_use]
    pub fn backed(mut self, trust: Json) -> Self {
        self.expect.trust = Some(trust);
        self
    }

    /// What the verifier is told before.
    pub(super) fn told(&self) -> Option<&Trust> {
        self.trust.as_ref()
    }

    /// The same, but for the outcome of one step.
    #[must_use]
    pub fn but(mut self, step: &str, outcome: &'static str) -> Self {
        self.expect.outcomes.set(step, outcome);
        self
    }

    fn asked(&self) -> Asked {
        let required =
            |policy: &Json| matches!(policy["assurance"].as_str(), Some("device" | "live"));
        let holder = match self.challenge {
            Some(_) => Holder::Answering,
            None if self.policy.as_ref().is_some_and(required) => Holder::Present,
            None => Holder::Anybody,
        };
        Asked {
            holder,
            decision: self.policy.is_some() || self.scenario.is_some() || self.expected.is_some(),
            hub: self.hub.is_some(),
        }
    }
}
