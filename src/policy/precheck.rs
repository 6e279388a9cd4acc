//! Before the trip: whether what somebody holds will do at a counter, by the counter's own policy.
//!
//! Rules: by the same rules as at the counter, as far as they can be known without the credential.
//! What is not known is undecided, never "it will do". Says nothing of validity, withdrawal or
//! signature.

use crate::credential::{Assurance, Catalogue};
use crate::error::Fault;
use crate::policy::Policy;
use crate::time::Time;
use crate::trust::{Counter, Trust};

/// What somebody says that they hold.
#[derive(Clone, Debug)]
pub struct Held {
    /// A type's code, or a kind of types.
    pub kind: String,
    /// The region of its issuer, where it is known.
    pub region: Option<String>,
    /// The claims that it has, where they are known.
    pub claims: Option<Vec<String>>,
    /// How it can be shown; unknown: as it must be.
    pub assurance: Option<Assurance>,
}

impl Held {
    /// Whether it is of one of these types.
    fn is_any_of(&self, types: &[String], catalogue: &Catalogue) -> bool {
        let kind = catalogue.find(&self.kind).and_then(|row| row.kind.as_deref());
        types.iter().any(|known| *known == self.kind || Some(known.as_str()) == kind)
    }
}

/// Where it is to be shown, and by which trust it counts there.
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    /// The region of the counter, where it says it.
    pub region: Option<&'p str>,
    /// Whom the counter trusts.
    pub trust: &'p Trust,
    /// What it knows of types.
    pub catalogue: &'p Catalogue,
    /// When.
    pub at: Time,
}

/// Whether one thing held will do, and what speaks against it.
///
/// # Errors
/// The `trust.recognition_*` faults, [`Fault::PolicyTypeUnauthorised`],
/// [`Fault::PolicyRegionMissing`], [`Fault::PolicyRegionUnauthorised`],
/// [`Fault::PolicyAgreementUnauthorised`], [`Fault::PolicyClaimRequired`], [`Fault::HolderRequired`].
pub fn consider(policy: &Policy, held: &Held, place: &Place<'_>) -> Result<(), Fault> {
    let catalogue = place.catalogue;
    policy.accepts(&|types| held.is_any_of(types, catalogue))?;
    let agreement = recognised(policy, held, place)?;
    policy.lets_in(held.region.as_deref(), place.region.is_some())?;
    policy.by_agreement(agreement)?;
    if held.assurance.is_some_and(|assurance| assurance < policy.assurance) {
        return Err(Fault::HolderRequired);
    }
    let Some(claims) = &held.claims else { return Ok(()) };
    let required = policy.required(&|types| held.is_any_of(types, catalogue));
    match required.into_iter().find(|claim| !claims.contains(claim)) {
        Some(claim) => Err(Fault::PolicyClaimRequired { claim: claim.clone() }),
        None => Ok(()),
    }
}

/// The agreement by which it counts there. Whose region nobody knows is not at home anywhere.
fn recognised<'p>(
    policy: &Policy,
    held: &Held,
    place: &Place<'p>,
) -> Result<Option<&'p str>, Fault> {
    let Place { region: Some(region), trust, catalogue, at } = *place else { return Ok(None) };
    if trust.held().is_none() {
        return Ok(None);
    }
    let issuer = held.region.as_deref().ok_or(Fault::PolicyRegionMissing)?;
    let counter = Counter { region, scenario: Some(&policy.scenario) };
    let types = catalogue.types_of(&held.kind);
    let agreement = trust.recognise(issuer, counter, &types, at)?;
    Ok(agreement.map(|agreement| agreement.id.as_str()))
}

/// Whether every group that must be shown together has one of these.
pub fn is_complete(policy: &Policy, held: &[&Held], catalogue: &Catalogue) -> bool {
    let groups = policy.types.as_ref().map_or(&[][..], |types| types.groups());
    let met = |types: &Vec<String>| held.iter().any(|one| one.is_any_of(types, catalogue));
    !held.is_empty() && groups.iter().all(met)
}
