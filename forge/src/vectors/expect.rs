//! What must come out of a case: verdict, code, the outcome of every step, and what is released.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value as Json;

use crate::vectors::codes::{self, STEPS};

/// What must come out.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Expect {
    verdict: &'static str,
    /// `ok`, or the code of the first failed check.
    pub code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    pub(super) outcomes: Outcomes,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) detail: Option<Json>,
    #[serde(flatten)]
    pub(super) said: Option<Box<Said>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) age: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) notes: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) credential: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) trust: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claims: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assurance: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<Vec<Self>>,
}

/// What else the receipt says.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub(super) struct Said {
    /// The policy's member that the code comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule: Option<&'static str>,
    /// What would do by that rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) instead: Option<Json>,
    /// Members that stand there as they are here; null for one that does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) receipt: Option<Json>,
}

/// What a case asks of a holder.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Holder {
    /// Nothing: paper is enough.
    #[default]
    Anybody,
    /// To be present, by a key.
    Present,
    /// To answer a challenge.
    Answering,
}

/// What a case asks of a credential besides its being good.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// Of its holder.
    pub holder: Holder,
    /// There is something to decide by: a policy, or what the counter knows already.
    pub decision: bool,
    /// A hub answers in the place of a signature.
    pub hub: bool,
}

/// The outcome of every step.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Outcomes([&'static str; 7]);

impl Expect {
    /// Whether nothing is expected: nothing was scanned.
    pub(super) fn is_nothing(&self) -> bool {
        self.verdict.is_empty()
    }

    /// Accepted, with these claims.
    pub(super) fn accept(asked: Asked, claims: Json) -> Self {
        let assurance = match asked.holder {
            Holder::Anybody => "paper",
            Holder::Present => "device",
            Holder::Answering => "live",
        };
        Self {
            verdict: "accept",
            code: "ok".to_owned(),
            outcomes: Outcomes::of(asked, None),
            claims: Some(claims),
            assurance: Some(assurance),
            ..Self::default()
        }
    }

    /// Not accepted, with a code that says the rest.
    pub(super) fn fault(asked: Asked, code: &str) -> Self {
        Self {
            verdict: if codes::is_against(code) { "reject" } else { "indeterminate" },
            code: code.to_owned(),
            step: Some(codes::step(code).to_owned()),
            outcomes: Outcomes::of(asked, Some(code)),
            ..Self::default()
        }
    }

    /// Several credentials in one code: the whole is what the worst of them is, and claims are
    /// released when all are accepted, in the parts alone.
    pub(super) fn together(parts: Vec<Self>) -> Self {
        let first = |verdict| parts.iter().find(|part| part.verdict == verdict).cloned();
        let against = first("reject").or_else(|| first("indeterminate"));
        let accepted = against.is_none();
        let deciding = against.or_else(|| first("accept")).unwrap_or_default();
        let part = |part: Self| Self {
            step: None,
            detail: None,
            said: None,
            age: None,
            notes: None,
            credential: None,
            claims: part.claims.filter(|_| accepted),
            assurance: part.assurance.filter(|_| accepted),
            ..part
        };
        let parts = parts.into_iter().map(part).collect();
        Self { claims: None, assurance: None, parts: Some(parts), ..deciding }
    }
}

impl Outcomes {
    /// What every step comes to when this code is found, or none.
    fn of(asked: Asked, code: Option<&str>) -> Self {
        let found = code.and_then(|code| STEPS.iter().position(|step| *step == codes::step(code)));
        let outcome = |place: usize| match (found, code) {
            (Some(found), Some(code)) if found == place => match codes::is_against(code) {
                true => "failed",
                false => "undecided",
            },
            (Some(2), Some(code)) if place == 1 && codes::is_without_key(code) => "not_reached",
            (Some(found), _) if found < 4 && place > found => "not_reached",
            _ => asked.outcome(place),
        };
        Self([0, 1, 2, 3, 4, 5, 6].map(outcome))
    }

    /// Sets the outcome of one step.
    pub(super) fn set(&mut self, step: &str, outcome: &'static str) {
        for (known, place) in STEPS.iter().zip(&mut self.0) {
            if *known == step {
                *place = outcome;
            }
        }
    }
}

impl Asked {
    /// The outcome of a step that finds nothing.
    fn outcome(self, place: usize) -> &'static str {
        let required = match place {
            1 => !self.hub,
            4 => self.hub,
            5 => self.holder != Holder::Anybody,
            6 => self.decision,
            _ => true,
        };
        if required { "passed" } else { "not_required" }
    }
}

impl Serialize for Outcomes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(STEPS.len()))?;
        for (step, outcome) in STEPS.iter().zip(self.0) {
            map.serialize_entry(step, outcome)?;
        }
        map.end()
    }
}
