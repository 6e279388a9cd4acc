//! The receipt: the verdict, its reason, and every check with its outcome, those never reached
//! among them.
//!
//! Rules:
//! - The verdict follows from the checks: one failed, `reject`; none failed and one undecided,
//!   `indeterminate`; none of either, and claims released, `accept`. The reason is the first failed check in pipeline order, or
//!   the first undecided one where none failed.
//! - Only `accept` carries claims. What is said of the credential was vouched for by its signer.
//! - The same request gives the same receipt, byte for byte: members in one order, no clock.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::credential::{Claims, Stated};
use crate::error::{Detail, Fault, Severity, Step};
use crate::time::Time;

/// The seven steps, in pipeline order.
const STEPS: [Step; 7] = [
    Step::Envelope,
    Step::Signature,
    Step::Trust,
    Step::Credential,
    Step::Status,
    Step::Holder,
    Step::Policy,
];

/// What is known in the end: accept, reject, or neither.
#[derive(Clone, Copy, Debug, Eq, PartialEq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Every check that was required passed.
    Accept,
    /// There is evidence against the credential.
    Reject,
    /// Evidence is missing or stale, and none is against.
    Indeterminate,
}

/// How one step ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// It passed.
    Passed,
    /// It found something: the fault says whether it failed or could not be decided.
    Found(Fault),
    /// The policy does not ask for it.
    NotRequired,
    /// An earlier step ended the verification.
    NotReached,
}

/// Writes each step's outcome while the witnesses pass through, so that no step can run without
/// appearing on the receipt.
#[derive(Debug)]
pub struct Recorder {
    outcomes: [Outcome; 7],
    credential: Option<Summary>,
}

impl Default for Recorder {
    fn default() -> Self {
        Self { outcomes: [const { Outcome::NotReached }; 7], credential: None }
    }
}

impl Recorder {
    /// Records a step that ends here, and hands its witness on.
    pub fn record<W>(&mut self, step: Step, result: Result<W, Fault>) -> Option<W> {
        let witness = self.admit(result)?;
        self.set(step, Outcome::Passed);
        Some(witness)
    }

    /// Records what a part of a step found, and hands its result on when it found nothing.
    pub fn admit<W>(&mut self, result: Result<W, Fault>) -> Option<W> {
        result.map_err(|fault| self.set(fault.step(), Outcome::Found(fault))).ok()
    }

    /// Records a step that the policy does not ask for.
    pub fn waive<W>(&mut self, step: Step, witness: W) -> Option<W> {
        self.set(step, Outcome::NotRequired);
        Some(witness)
    }

    /// Notes what the signer vouches for, before the dates are looked at.
    pub fn note(&mut self, stated: &Stated) {
        let validity = stated.validity();
        self.credential = Some(Summary {
            envelope: stated.format().name(),
            format: stated.format().token(),
            issuer: stated.issuer().map(str::to_owned),
            kind: stated.kind(),
            not_before: validity.not_before.seconds(),
            not_after: validity.not_after.map(Time::seconds),
        });
    }

    /// Closes the receipt. Claims are on it exactly when every check let them through.
    pub fn close(self, claims: Option<Claims>, context: Context) -> Receipt {
        let worst = |severity| {
            self.outcomes.iter().find_map(|outcome| match outcome {
                Outcome::Found(fault) if fault.severity() == severity => Some(fault.code()),
                _ => None,
            })
        };
        let findings = (worst(Severity::Failed), worst(Severity::Undecided));
        let (verdict, code) = match (findings, &claims) {
            ((Some(code), _), _) => (Verdict::Reject, code),
            ((None, Some(code)), _) => (Verdict::Indeterminate, code),
            ((None, None), Some(_)) => (Verdict::Accept, "ok"),
            // No step found anything, and yet nothing was released: nothing is known.
            ((None, None), None) => (Verdict::Indeterminate, "internal.trap"),
        };
        let checks =
            STEPS.into_iter().zip(self.outcomes).map(|(step, outcome)| Check { step, outcome });
        Receipt {
            verdict,
            code,
            checks: checks.collect(),
            credential: self.credential,
            claims: claims.filter(|_| verdict == Verdict::Accept),
            trust: Trust { source: "anchors" },
            policy: context.policy,
            purpose: context.purpose,
            at: context.at,
            sdk: env!("CARGO_PKG_VERSION"),
        }
    }

    fn set(&mut self, step: Step, outcome: Outcome) {
        let place = STEPS.iter().position(|known| *known == step);
        if let Some(place) = place.and_then(|place| self.outcomes.get_mut(place)) {
            *place = outcome;
        }
    }
}

/// What a receipt repeats of the request.
#[derive(Clone, Debug)]
pub struct Context {
    /// The scenario's policy, where there was one.
    pub policy: Option<PolicyUsed>,
    /// What the credential was shown for, in the caller's words.
    pub purpose: Option<String>,
    /// Seconds since the Unix epoch at which everything was judged.
    pub at: i64,
}

/// The policy that decided.
#[derive(Clone, Debug, serde::Serialize)]
pub struct PolicyUsed {
    /// Its scenario.
    pub scenario: String,
    /// SHA-256 of the policy as JSON with sorted names and no white space, in hex.
    pub sha256: String,
    /// Duties that it says this check does not cover.
    pub not_covered: Vec<String>,
}

/// The answer.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Receipt {
    /// What is known in the end.
    pub verdict: Verdict,
    /// `ok`, or the code of the first failed check.
    pub code: &'static str,
    /// The seven steps, in order.
    pub checks: Vec<Check>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credential: Option<Summary>,
    /// What the issuer stated; on accept only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claims: Option<Claims>,
    trust: Trust,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<PolicyUsed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<String>,
    at: i64,
    sdk: &'static str,
}

/// What the signer vouches for, whether or not the rest passed.
#[derive(Clone, Debug, serde::Serialize)]
struct Summary {
    envelope: &'static str,
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    not_before: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_after: Option<i64>,
}

#[derive(Clone, Debug, serde::Serialize)]
struct Trust {
    source: &'static str,
}

/// One line: a step and how it ended.
#[derive(Clone, Debug)]
pub struct Check {
    /// The step.
    pub step: Step,
    /// How it ended.
    pub outcome: Outcome,
}

impl Check {
    /// The step's name.
    pub fn name(&self) -> &'static str {
        match self.step {
            Step::Envelope => "envelope",
            Step::Signature => "signature",
            Step::Trust => "trust",
            Step::Credential => "credential",
            Step::Status => "status",
            Step::Holder => "holder",
            Step::Policy => "policy",
        }
    }

    /// The outcome's name.
    pub fn outcome(&self) -> &'static str {
        match &self.outcome {
            Outcome::Passed => "passed",
            Outcome::Found(fault) => match fault.severity() {
                Severity::Failed => "failed",
                Severity::Undecided => "undecided",
            },
            Outcome::NotRequired => "not_required",
            Outcome::NotReached => "not_reached",
        }
    }
}

impl Serialize for Check {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut line = serializer.serialize_map(None)?;
        line.serialize_entry("step", self.name())?;
        line.serialize_entry("outcome", self.outcome())?;
        if let Outcome::Found(fault) = &self.outcome {
            line.serialize_entry("code", fault.code())?;
            line.serialize_entry("spec", fault.spec())?;
            let detail = fault.detail();
            if !detail.is_empty() {
                line.serialize_entry("detail", &Details(detail))?;
            }
        }
        line.end()
    }
}

struct Details(Vec<(&'static str, Detail)>);

impl Serialize for Details {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, detail) in &self.0 {
            match detail {
                Detail::Number(number) => map.serialize_entry(name, number)?,
                Detail::Name(text) => map.serialize_entry(name, text)?,
            }
        }
        map.end()
    }
}

impl Serialize for Claims {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
