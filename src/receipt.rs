//! The receipt: the verdict, its reason, and every check with its outcome, those never reached
//! among them.
//!
//! Rules:
//! - The verdict follows from the checks: one failed, `reject`; none failed and one undecided,
//!   `indeterminate`; none of either, and claims released, `accept`. The reason is the first failed
//!   check in pipeline order, or the first undecided one where none failed.
//! - Only `accept` carries claims. What is said of the credential was vouched for by its signer.
//! - Of several credentials in one code each has its own part, and the whole is no better than the
//!   worst of them: claims are in the parts, and only when all are accepted.
//! - The same request gives the same receipt, byte for byte: members in one order, no clock.

use crate::credential::{Assurance, Claims, Digest, Stated};
use crate::encoding::value::Value;
use crate::error::{Fault, Severity, Step};
use crate::gather::Gather;
use crate::holder::Bound;
use crate::policy::Policy;
use crate::replay::Shown;
use crate::time::Time;

pub mod form;
pub mod journal;

use journal::Head;

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
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
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
    notes: Vec<&'static str>,
    ages: [Option<i64>; 7],
    assurance: Option<Assurance>,
    credential: Option<Summary>,
    backing: Backing,
    shown: Vec<Shown>,
}

/// On whose word everything rests.
#[derive(Clone, Debug)]
pub struct Backing {
    /// `bundle`, `anchors` or `hub`.
    pub source: &'static str,
    /// What people call the issuer, by the bundle: texts by language.
    pub issuer: Option<Value>,
    /// The region for which it was judged whether the credential counts there.
    pub region: Option<String>,
    /// The agreement that let a credential of another region in: its id and its name.
    pub agreement: Option<Value>,
}

impl Backing {
    /// The word of somebody of whom nothing else is known.
    pub fn by(source: &'static str) -> Self {
        Self { source, issuer: None, region: None, agreement: None }
    }
}

impl Recorder {
    /// Runs the checks of one credential.
    pub fn run<T>(
        source: &'static str,
        checks: impl FnOnce(&mut Self) -> Option<T>,
    ) -> (Self, Option<T>) {
        let mut run = Self {
            outcomes: [const { Outcome::NotReached }; 7],
            notes: Vec::new(),
            ages: [None; 7],
            assurance: None,
            credential: None,
            backing: Backing::by(source),
            shown: Vec::new(),
        };
        let reached = checks(&mut run);
        (run, reached)
    }

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

    /// Records a step that nobody asks for.
    pub fn waive<W>(&mut self, step: Step, witness: W) -> Option<W> {
        self.set(step, Outcome::NotRequired);
        Some(witness)
    }

    /// Notes on whose word it rests.
    pub fn back(&mut self, backing: Backing) {
        self.backing = backing;
    }

    /// Notes the agreement that let a credential of another region in.
    pub fn agree(&mut self, id: &str, name: Option<&Value>) {
        let members = [("id", Some(id.into())), ("name", name.cloned())];
        self.backing.agreement = Some(Value::object(members));
    }

    /// Notes how old that is which a step goes by.
    pub fn date(&mut self, step: Step, age: Option<i64>) {
        let place = STEPS.iter().position(|known| *known == step);
        if let Some(place) = place.and_then(|place| self.ages.get_mut(place)) {
            *place = age;
        }
    }

    /// Notes what is to be remembered when it is accepted.
    pub fn show(&mut self, shown: Vec<Shown>) {
        self.shown = shown;
    }

    /// Notes what the signer vouches for, before the dates are looked at, and under which name the
    /// credential is known at this terminal.
    pub fn note(&mut self, stated: &Stated, id: Option<String>) {
        let validity = stated.validity();
        self.notes = stated.notes().to_vec();
        self.credential = Some(Summary {
            envelope: stated.format().name(),
            format: stated.format().token(),
            issuer: stated.issuer().map(str::to_owned),
            kind: stated.kind(),
            id,
            not_before: validity.not_before.seconds(),
            not_after: validity.not_after.map(Time::seconds),
        });
    }

    /// Notes how well the holder is known to be present.
    pub fn assure(&mut self, bound: &Bound) {
        self.date(Step::Holder, bound.age());
        self.assurance = Some(bound.assurance());
    }

    /// Closes the part of the receipt. Claims are in it exactly when every check let them through.
    pub fn close(self, claims: Option<Claims>) -> Part {
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
        let accepted = verdict == Verdict::Accept;
        let Self { outcomes, notes, ages, assurance, credential, backing, shown } = self;
        let mut notes = Some(notes);
        let checks = STEPS.into_iter().zip(outcomes).zip(ages).map(|((step, outcome), age)| {
            let notes = match (&outcome, step) {
                (Outcome::Found(fault), _) => fault.note().into_iter().gather(),
                (Outcome::Passed, Step::Credential) => notes.take().unwrap_or_default(),
                _ => Vec::new(),
            };
            Check { step, outcome, age, notes }
        });
        Part {
            verdict,
            code,
            checks: checks.gather(),
            credential,
            claims: claims.filter(|_| accepted),
            assurance: assurance.filter(|_| accepted),
            backing,
            shown,
        }
    }

    fn set(&mut self, step: Step, outcome: Outcome) {
        let place = STEPS.iter().position(|known| *known == step);
        if let Some(place) = place.and_then(|place| self.outcomes.get_mut(place)) {
            *place = outcome;
        }
    }
}

/// The answer for one credential.
#[derive(Debug)]
pub struct Part {
    verdict: Verdict,
    code: &'static str,
    checks: Vec<Check>,
    credential: Option<Summary>,
    claims: Option<Claims>,
    assurance: Option<Assurance>,
    backing: Backing,
    shown: Vec<Shown>,
}

/// What a receipt repeats of the request.
#[derive(Clone, Debug)]
pub struct Context {
    /// The scenario's policy, where there was one.
    pub policy: Option<PolicyUsed>,
    /// The trust bundle, where the verifier is to have one.
    pub bundle: Option<BundleUsed>,
    /// Who verifies (加注件制作者), what the credential was shown for, and how the person was matched
    /// with it, in the caller's words.
    pub said: Said,
    /// The moment for which everything was judged.
    pub at: Time,
    /// The module that ran, where the caller says it.
    pub wasm_sha256: Option<String>,
}

/// What the caller says for the record. Nothing of it decides but `matched`.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Who verifies.
    pub maker: Option<String>,
    /// What for.
    pub purpose: Option<String>,
    /// How the person was matched.
    pub matched: Option<String>,
}

/// The policy that decided.
#[derive(Clone, Debug)]
pub struct PolicyUsed {
    /// The policy.
    pub policy: Policy,
    /// SHA-256 of the policy as JSON with sorted names and no white space.
    pub digest: Digest,
    /// `bundle`, or `local` where the caller wrote it out.
    pub source: &'static str,
    /// What it says for people: its version, its title, and what else would be accepted.
    pub words: Vec<(&'static str, Option<Value>)>,
}

/// The trust bundle that a verifier goes by.
#[derive(Clone, Debug, Default)]
pub struct BundleUsed {
    /// Its versions, when and until when, where there is one.
    pub held: Option<BundleHeld>,
    /// Why the last one that was offered was not taken.
    pub refused: Option<&'static str>,
    /// Whether what was kept of an earlier one could not be read.
    pub lost: bool,
}

/// What is said of a bundle that is there.
#[derive(Clone, Copy, Debug)]
pub struct BundleHeld {
    /// The versions of root, timestamp, snapshot and top targets.
    pub versions: [u64; 4],
    /// First second at which it no longer counts, since the Unix epoch.
    pub expires: i64,
    /// Seconds since it was made, where it says when.
    pub age: Option<i64>,
}

/// The answer: one part for each credential that the scan held.
#[derive(Debug)]
pub struct Receipt {
    parts: Vec<Part>,
    deciding: usize,
    context: Context,
    entry: Option<Place>,
}

/// Where a receipt was kept.
#[derive(Clone, Debug)]
pub struct Place {
    /// The journal.
    pub journal: String,
    /// The entry.
    pub head: Head,
}

impl Receipt {
    /// The receipt of everything that one scan held.
    pub fn of(mut parts: Vec<Part>, context: Context) -> Self {
        let first = |verdict| parts.iter().position(|part| part.verdict == verdict);
        let against = first(Verdict::Reject).or_else(|| first(Verdict::Indeterminate));
        if against.is_some() {
            for part in &mut parts {
                part.claims = None;
                part.assurance = None;
            }
        }
        Self { deciding: against.unwrap_or(0), parts, context, entry: None }
    }

    /// The same, with the place where it was kept.
    #[must_use]
    pub fn kept_at(self, place: Place) -> Self {
        Self { entry: Some(place), ..self }
    }

    /// The moment for which everything was judged.
    pub fn at(&self) -> Time {
        self.context.at
    }

    /// What was shown, when everything was accepted.
    pub fn shown(&self) -> Vec<Shown> {
        let accepted = self.parts.iter().all(|part| part.verdict == Verdict::Accept);
        self.parts.iter().filter(|_| accepted).flat_map(|part| part.shown.iter().copied()).gather()
    }
}

/// What the signer vouches for, whether or not the rest passed.
#[derive(Clone, Debug)]
struct Summary {
    id: Option<String>,
    envelope: &'static str,
    format: &'static str,
    issuer: Option<String>,
    kind: String,
    not_before: i64,
    not_after: Option<i64>,
}

/// One line: a step and how it ended.
#[derive(Clone, Debug)]
pub struct Check {
    /// The step.
    pub step: Step,
    /// How it ended.
    pub outcome: Outcome,
    /// Seconds since what was checked was made, where that is known.
    pub age: Option<i64>,
    /// What somebody should look at. It changed no verdict.
    pub notes: Vec<&'static str>,
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
