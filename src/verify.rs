//! The order of the checks, on one screen.
//!
//! Pure: time, anchors, policy and limits are arguments; nothing here reads a clock, a file or a
//! network, and the same request gives the same receipt.

use crate::budget::Budget;
use crate::credential::{self, Among, Assurance, Catalogue, Claims, Credential};
use crate::envelope::{self, Envelope};
use crate::error::{Fault, Step};
use crate::gather::Gather;
use crate::holder::{self, Asked, Bound};
use crate::hub;
use crate::policy::{self, Company, Permitted, Policy};
use crate::receipt::{Backing, Part, Recorder};
use crate::replay::{self, Fresh, Kept};
use crate::signature::{self, Algorithm};
use crate::status::{self, Current, Statuses};
use crate::time::Time;
use crate::trust::{self, Agreement, Candidates, Counter, Trust, Trusted};

/// Everything that a verification depends on besides the scan.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// The moment for which everything is judged.
    pub at: Time,
    /// Whom the verifier trusts.
    pub trust: &'r Trust,
    /// What is known of withdrawals.
    pub statuses: &'r Statuses,
    /// The region in which the credential is shown, when it is to be judged whether it counts there.
    pub region: Option<&'r str>,
    /// What is known of types.
    pub catalogue: &'r Catalogue,
    /// What the counter accepts; `None` asks for no decision.
    pub policy: Option<&'r Policy>,
    /// What the counter itself brings along.
    pub counter: policy::Counter<'r>,
    /// What the counter asks of a holder.
    pub asked: Asked<'r>,
    /// What the caller's own hub connection answered, for a pointer.
    pub hub: Option<&'r hub::Answer>,
    /// What is known of earlier showings, where verdicts are kept.
    pub kept: Option<Kept<'r>>,
    /// What it may cost.
    pub budget: &'r Budget,
}

/// A credential as far as it goes alone.
struct Reached {
    credential: Credential,
    current: Option<Current>,
}

/// Verifies what was scanned: one part for each credential in it, or one that says why there is
/// none. Claims are in a part only when every check that was required of it passed.
pub fn verify(scan: &[u8], request: &Request<'_>) -> Vec<Part> {
    let source = request.trust.source();
    let (mut runs, reached): (Vec<_>, Vec<_>) = match envelope::open(scan, request.budget) {
        Ok(envelopes) => {
            let run = |envelope| Recorder::run(source, |run| check(envelope, request, run));
            envelopes.into_iter().map(run).unzip()
        }
        Err(fault) => {
            let run = Recorder::run(source, |run| match (&fault, request.hub) {
                (Fault::EnvelopeOnlineOnly { .. }, Some(answer)) => ask(answer, request, run),
                _ => run.admit(Err(fault)),
            });
            core::iter::once(run).unzip()
        }
    };
    let credentials: Vec<&Credential> =
        reached.iter().flatten().map(|reached| &reached.credential).gather();
    let is_whole = credentials.len() == reached.len();
    let company = Company { credentials: &credentials, is_whole };
    let proofs: Vec<_> = runs
        .iter_mut()
        .zip(&reached)
        .map(|(run, reached)| decide(&reached.as_ref()?.credential, company, request, run))
        .gather();
    let close = |((run, reached), proofs): ((Recorder, Option<Reached>), Option<Proofs>)| {
        run.close(reached.zip(proofs).and_then(|(reached, proofs)| release(reached, proofs)))
    };
    runs.into_iter().zip(reached).zip(proofs).map(close).gather()
}

fn check(envelope: Envelope, request: &Request<'_>, run: &mut Recorder) -> Option<Reached> {
    let Request { at, trust, catalogue, statuses, policy, budget, .. } = *request;
    let scenario = policy.map(|policy| policy.scenario.as_str());
    let counter = request.region.map(|region| Counter { region, scenario });

    run.record(Step::Envelope, Ok(()))?;
    let algorithm = run.admit(Algorithm::of(envelope.algorithm()))?;
    let candidates = run.admit(Candidates::find(trust, envelope.hint(), at, budget.keys))?;
    let keys = candidates.keys();
    let authentic = run.record(Step::Signature, signature::check(envelope, algorithm, &keys))?;
    let trusted = run.record(Step::Trust, trust::anchor(authentic, &candidates, at))?;
    run.back(backing(&trusted, counter));
    let among = Among { trust, catalogue, counter };
    let stated = run.admit(credential::read(&trusted, among, budget))?;
    if let Some(Agreement { id, name, .. }) = stated.agreement() {
        run.agree(id, name.as_ref());
    }
    run.note(&stated, request.kept.and_then(|kept| kept.name(&stated)));
    let credential = run.record(Step::Credential, stated.valid(at))?;

    let current = match policy.filter(|policy| policy.status.is_some()) {
        Some(policy) => {
            let checked = status::check(&credential, statuses, at, policy.max_status_age);
            run.record(Step::Status, checked)
        }
        None => run
            .admit(status::unasked(&credential, statuses))
            .and_then(|()| run.waive(Step::Status, Current::not_required())),
    };
    run.date(Step::Status, current.as_ref().and_then(Current::age));
    Some(Reached { credential, current })
}

/// On whose word a payload rests, and for which region that is judged.
fn backing(trusted: &Trusted<'_>, counter: Option<Counter<'_>>) -> Backing {
    if !trusted.is_by_bundle() {
        return Backing::by("anchors");
    }
    Backing {
        issuer: trusted.name().cloned(),
        region: counter.map(|counter| counter.region.to_owned()),
        ..Backing::by("bundle")
    }
}

/// A pointer for which the caller's own hub connection has answered: the hub is trusted by whoever
/// asked it, unless what it says is that it cannot tell.
fn ask(answer: &hub::Answer, request: &Request<'_>, run: &mut Recorder) -> Option<Reached> {
    run.back(Backing::by("hub"));
    run.record(Step::Envelope, Ok(()))?;
    run.waive(Step::Signature, ())?;
    run.record(Step::Trust, Ok(()))?;
    let confirmed = run.admit(answer.clone().confirm())?;
    let current = run.record(Step::Status, Ok(Current::by_hub(&confirmed)));
    let credential = credential::confirmed(confirmed, request.at);
    run.note(credential.stated(), None);
    let credential = run.record(Step::Credential, Ok(credential))?;
    Some(Reached { credential, current })
}

type Proofs = (Bound, Permitted, Fresh);

/// Status, holder and policy do not depend on each other: all run, and all reach the receipt. What is
/// shown together is judged together.
fn decide(
    credential: &Credential,
    company: Company<'_>,
    request: &Request<'_>,
    run: &mut Recorder,
) -> Option<Proofs> {
    let Request { at, policy, counter, asked, kept, .. } = *request;
    let present = policy.is_some_and(|policy| policy.assurance > Assurance::Paper);
    let bound = match present || asked.challenge.is_some() {
        true => run.record(Step::Holder, holder::check(credential, &asked, at)),
        false => run
            .admit(holder::unasked(credential))
            .and_then(|()| run.waive(Step::Holder, Bound::not_required())),
    };
    if let Some(bound) = &bound {
        run.assure(bound);
    }
    let fresh = replay::check(kept, credential, bound.as_ref(), at);
    let permitted = match (policy.is_some() || !counter.is_silent(), fresh) {
        (false, Ok(fresh)) => run.waive(Step::Policy, (Permitted::not_required(), fresh)),
        (_, fresh) => {
            let permitted = policy::decide(credential, company, policy, &counter);
            run.record(Step::Policy, permitted.and_then(|permitted| Ok((permitted, fresh?))))
        }
    };
    let (permitted, fresh) = permitted?;
    run.show(fresh.shown());
    Some((bound?, permitted, fresh))
}

/// Hands out the claims to whoever holds every proof.
fn release(reached: Reached, (_, _, _): Proofs) -> Option<Claims> {
    let Reached { credential, current } = reached;
    current.map(|_: Current| credential.surrender())
}
