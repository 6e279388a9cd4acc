//! The order of the checks, on one screen.
//!
//! Pure: time, anchors, policy and limits are arguments; nothing here reads a clock, a file or a
//! network, and the same request gives the same receipt.

use crate::budget::Budget;
use crate::credential::{self, Claims, Credential};
use crate::envelope;
use crate::error::Step;
use crate::holder::{self, Bound};
use crate::policy::{self, Permitted, Policy};
use crate::receipt::Recorder;
use crate::signature::{self, Algorithm};
use crate::status::{self, Current};
use crate::time::Time;
use crate::trust::{self, Anchors, Candidates};

/// Everything that a verification depends on besides the scan.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// The moment for which everything is judged.
    pub at: Time,
    /// Whom the caller trusts.
    pub anchors: &'r Anchors,
    /// What the counter accepts; `None` asks for no decision.
    pub policy: Option<&'r Policy>,
    /// Whether the counter showed a challenge, which only a present holder can answer.
    pub challenged: bool,
    /// What it may cost.
    pub budget: &'r Budget,
}

/// Verifies what was scanned. Claims come out only when every check that was required passed;
/// `run` has the outcome of each, in either case.
pub fn verify(scan: &[u8], request: &Request<'_>, run: &mut Recorder) -> Option<Claims> {
    let Request { at, anchors, policy, challenged, budget } = *request;

    let envelope = run.record(Step::Envelope, envelope::open(scan, budget))?;
    let algorithm = run.admit(Algorithm::of(envelope.algorithm()))?;
    let candidates = run.admit(Candidates::find(anchors, envelope.hint(), budget.keys))?;
    let keys = candidates.keys();
    let authentic = run.record(Step::Signature, signature::check(envelope, algorithm, &keys))?;
    let trusted = run.record(Step::Trust, trust::anchor(authentic, &candidates, at))?;
    let stated = run.admit(credential::read(&trusted))?;
    run.note(&stated);
    let credential = run.record(Step::Credential, stated.valid(at))?;

    // These three do not depend on each other: all run, and all reach the receipt.
    let current = match policy.and_then(|policy| policy.status) {
        Some(_) => run.record(Step::Status, status::check(&credential)),
        None => run.waive(Step::Status, Current::not_required()),
    };
    let bound = match policy.and_then(|policy| policy.holder) {
        None if !challenged => run.waive(Step::Holder, Bound::not_required()),
        _ => run.record(Step::Holder, holder::check(&credential)),
    };
    let permitted = match policy {
        Some(policy) => run.record(Step::Policy, policy::decide(&credential, policy)),
        None => run.waive(Step::Policy, Permitted::not_required()),
    };

    Some(release(credential, current?, bound?, permitted?))
}

/// Hands out the claims to whoever holds every proof.
fn release(credential: Credential, _: Current, _: Bound, _: Permitted) -> Claims {
    credential.surrender()
}
