//! One test case: what is scanned, under which anchors, policy and clock, and what must come out.

use serde::Serialize;
use serde_json::Value as Json;

use crate::anchor::Anchor;
use crate::base64;
use crate::vectors::codes::{self, STEPS};

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
    scan: Scan,
    anchors: Vec<Anchor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    challenge: Option<String>,
    /// What must come out.
    pub expect: Expect,
    /// What the valid case releases.
    #[serde(skip)]
    claims: Json,
}

/// What must come out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Expect {
    verdict: &'static str,
    /// `ok`, or the code of the first failed check.
    pub code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    outcomes: Outcomes,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credential: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<Json>,
}

/// The outcome of every step.
#[derive(Clone, Debug, Default, Serialize)]
struct Outcomes {
    envelope: &'static str,
    signature: &'static str,
    trust: &'static str,
    credential: &'static str,
    status: &'static str,
    holder: &'static str,
    policy: &'static str,
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
            scan: Scan::Text(String::new()),
            anchors: Vec::new(),
            policy: None,
            challenge: None,
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

    /// The text that is scanned.
    #[must_use]
    pub fn scan(mut self, text: impl Into<String>) -> Self {
        self.scan = Scan::Text(text.into());
        self
    }

    /// The bytes that are scanned.
    #[must_use]
    pub fn scan_bytes(mut self, bytes: &[u8]) -> Self {
        self.scan = Scan::Bytes(base64::standard(bytes));
        self
    }

    /// A text that is scanned so many times over.
    #[must_use]
    pub fn scan_repeated(mut self, text: &str, times: usize) -> Self {
        self.scan = Scan::Repeat { text: text.to_owned(), times };
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

    /// Accepted, with the claims of the valid case.
    #[must_use]
    pub fn accept(mut self) -> Self {
        self.expect = Expect {
            verdict: "accept",
            code: "ok".to_owned(),
            outcomes: self.outcomes(None),
            claims: Some(self.claims.clone()),
            ..Expect::default()
        };
        self
    }

    /// Not accepted, with a code that says the rest.
    #[must_use]
    pub fn fault(mut self, code: &str) -> Self {
        self.expect = Expect {
            verdict: if codes::is_against(code) { "reject" } else { "indeterminate" },
            code: code.to_owned(),
            step: Some(codes::step(code).to_owned()),
            outcomes: self.outcomes(Some(code)),
            ..Expect::default()
        };
        self
    }

    /// The numbers and names that stand with the code.
    #[must_use]
    pub fn detail(mut self, detail: Json) -> Self {
        self.expect.detail = Some(detail);
        self
    }

    /// What the receipt says of the credential.
    #[must_use]
    pub fn summary(mut self, credential: Json) -> Self {
        self.expect.credential = Some(credential);
        self
    }

    /// The status check is left open besides.
    #[must_use]
    pub fn with_open_status(mut self) -> Self {
        self.expect.outcomes.status = "undecided";
        self
    }

    /// The holder check is left open besides.
    #[must_use]
    pub fn with_open_holder(mut self) -> Self {
        self.expect.outcomes.holder = "undecided";
        self
    }

    fn outcomes(&self, code: Option<&str>) -> Outcomes {
        let found = code.and_then(|code| STEPS.iter().position(|step| *step == codes::step(code)));
        let optional = |place: usize| match (place, &self.policy) {
            (6, Some(_)) => "passed",
            _ => "not_required",
        };
        let outcome = |place: usize| match (found, code) {
            (Some(found), Some(code)) if found == place => match codes::is_against(code) {
                true => "failed",
                false => "undecided",
            },
            (Some(2), Some(code)) if place == 1 && codes::WITHOUT_KEY.contains(&code) => {
                "not_reached"
            }
            (Some(found), _) if found < 4 && place > found => "not_reached",
            _ if place < 4 => "passed",
            _ => optional(place),
        };
        Outcomes {
            envelope: outcome(0),
            signature: outcome(1),
            trust: outcome(2),
            credential: outcome(3),
            status: outcome(4),
            holder: outcome(5),
            policy: outcome(6),
        }
    }
}
