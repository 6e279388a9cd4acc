//! What this counter accepts, for this purpose: plain data, decided last.
//!
//! Rules: a policy can only refuse what passed; it never turns a failed check into an accept. Its
//! SHA-256 is on the receipt, so that two counters can show that they used the same one.

use serde::Serialize;

use crate::credential::Credential;
use crate::error::Fault;

/// What one scenario requires. Members in the order of their names: as JSON it is hashed.
#[derive(Clone, Debug, Serialize)]
pub struct Policy {
    /// Claims that must be there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<String>,
    /// Whether the holder must have proved to be present.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<Requirement>,
    /// Duties that this check does not cover, for the receipt.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_covered: Vec<String>,
    /// The scenario's name.
    pub scenario: String,
    /// Whether withdrawal must have been checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Requirement>,
    /// Types that are accepted. Absent: every type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub types: Option<Vec<String>>,
}

/// That something is required. Absence is the other value.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
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

/// Decides whether the policy accepts a credential.
///
/// # Errors
/// [`Fault::PolicyTypeUnauthorised`], [`Fault::PolicyClaimRequired`].
pub fn decide(credential: &Credential, policy: &Policy) -> Result<Permitted, Fault> {
    if policy.types.as_ref().is_some_and(|types| !credential.is_any_of(types)) {
        return Err(Fault::PolicyTypeUnauthorised);
    }
    match policy.claims.iter().find(|claim| !credential.has(claim)) {
        Some(claim) => Err(Fault::PolicyClaimRequired { claim: claim.clone() }),
        None => Ok(Permitted(())),
    }
}
