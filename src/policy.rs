//! What this counter accepts, for this purpose: plain data, decided last.
//!
//! Rules: a policy can only refuse what passed; it never turns a failed check into an accept. Its
//! SHA-256 is on the receipt, so that two counters can show that they used the same one.

use crate::credential::Credential;
use crate::error::Fault;

/// What one scenario requires.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Claims that must be there.
    pub claims: Vec<String>,
    /// Whether the holder must have proved to be present, by the key of the credential.
    pub holder: Option<Requirement>,
    /// Seconds that an answer on withdrawal may be old; `None` leaves it to the answer's own end.
    pub max_status_age: Option<i64>,
    /// Duties that this check does not cover, for the receipt.
    pub not_covered: Vec<String>,
    /// The scenario's name.
    pub scenario: String,
    /// Whether withdrawal must have been checked.
    pub status: Option<Requirement>,
    /// Types that are accepted. Absent: every type.
    pub types: Option<Vec<String>>,
}

/// That something is required. Absence is the other value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Requirement {
    /// It must have been checked, and have passed.
    Required,
}

/// Proof that the policy accepts a credential, or that there is none. Made by [`decide`] and
/// [`Permitted::not_required`] only.
#[derive(Debug)]
pub struct Permitted(());

impl Permitted {
    /// For a verification without a scenario.
    pub fn not_required() -> Self {
        Self(())
    }
}

/// Decides whether the policy accepts a credential, and whether it is the one that the counter
/// expects: claims it knows already, a booking's name for one.
///
/// # Errors
/// [`Fault::PolicyTypeUnauthorised`], [`Fault::PolicyClaimRequired`],
/// [`Fault::PolicyClaimMismatch`].
pub fn decide(
    credential: &Credential,
    policy: Option<&Policy>,
    expected: &[(String, String)],
) -> Result<Permitted, Fault> {
    let types = policy.and_then(|policy| policy.types.as_ref());
    if types.is_some_and(|types| !credential.is_any_of(types)) {
        return Err(Fault::PolicyTypeUnauthorised);
    }
    let asked = policy.map_or(&[][..], |policy| &policy.claims);
    let mut required = asked.iter().chain(expected.iter().map(|(claim, _)| claim));
    if let Some(claim) = required.find(|claim| !credential.has(claim)) {
        return Err(Fault::PolicyClaimRequired { claim: claim.clone() });
    }
    match expected.iter().find(|(claim, text)| !credential.matches(claim, text)) {
        Some((claim, _)) => Err(Fault::PolicyClaimMismatch { claim: claim.clone() }),
        None => Ok(Permitted(())),
    }
}
