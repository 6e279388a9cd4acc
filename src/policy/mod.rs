//! What this counter accepts, for this purpose: plain data, decided last.
//!
//! Rules:
//! - A policy can only refuse what passed; it never turns a failed check into an accept. Its SHA-256
//!   is on the receipt, so that two counters can show that they used the same one.
//! - Every refusal has the rule that it comes from, and what would do instead ([`rule`]).
//! - What the counter may ask for, keep and hand on stands in the policy: asking for more is a refusal
//!   of the counter, not of the holder's choice.
//! - A face is never the only way to match a person; whoever reads a policy holds that.
//! - Does not know whether the holder is present, nor what was shown before; see `holder`, `replay`.

use crate::credential::{Assurance, Credential, Term};
use crate::error::Fault;
use crate::gather::Gather;
use crate::trust::region::covers;

pub mod precheck;
pub mod rule;

/// What one scenario requires, allows and promises.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The scenario's name.
    pub scenario: String,
    /// Types that are accepted. Absent: every type.
    pub types: Option<Types>,
    /// Claims that must be in every credential.
    pub claims: Vec<String>,
    /// Claims that must be in credentials of one type.
    pub claims_by_type: Vec<(String, Vec<String>)>,
    /// Claims that may be asked for and need not be there.
    pub optional: Vec<String>,
    /// Claims that must be there and say one of these.
    pub values: Vec<(String, Vec<Term>)>,
    /// Claims that must agree among the credentials of one code.
    pub same: Vec<String>,
    /// How well the holder must be known to be present.
    pub assurance: Assurance,
    /// How the person may be matched with the credential; empty where nobody asks.
    pub holder_match: Vec<String>,
    /// Whether withdrawal must have been checked.
    pub status: Option<Requirement>,
    /// Seconds that an answer on withdrawal may be old; `None` leaves it to the answer's own end.
    pub max_status_age: Option<i64>,
    /// Regions whose issuers are accepted. Absent: whomever trust lets in.
    pub regions: Option<Vec<String>>,
    /// Agreements by which credentials of other regions may come in. Absent: any.
    pub agreements: Option<Vec<String>>,
    /// Whether a person may decide what this check cannot.
    pub review: bool,
    /// What is kept of an accepted credential.
    pub retention: Option<Retention>,
    /// Claims that must not be kept.
    pub never_keep: Vec<String>,
    /// What each reader of the result gets, by name.
    pub outputs: Vec<(String, Vec<String>)>,
    /// Duties that this check does not cover, for the receipt.
    pub not_covered: Vec<String>,
}

/// Types that are accepted: by their codes, or by the kinds that the catalogue gives them.
#[derive(Clone, Debug)]
pub enum Types {
    /// One of these.
    Any(Vec<String>),
    /// One of each, in one code.
    All(Vec<Vec<String>>),
}

impl Types {
    /// The groups of which each must have a credential: one where any will do.
    pub fn groups(&self) -> &[Vec<String>] {
        match self {
            Self::Any(types) => core::slice::from_ref(types),
            Self::All(groups) => groups,
        }
    }
}

/// What is kept, and how long.
#[derive(Clone, Debug)]
pub struct Retention {
    /// Days.
    pub days: i64,
    /// Claims.
    pub claims: Vec<String>,
}

/// That something is required. Absence is the other value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Requirement {
    /// It must have been checked, and have passed.
    Required,
}

/// What the counter itself brings along.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counter<'c> {
    /// Claims that it knows already, a booking's name for one.
    pub expected: &'c [(String, String)],
    /// Claims that it asked the holder for.
    pub asks: &'c [String],
    /// How it matched the person with the credential.
    pub matched: Option<&'c str>,
    /// Whether it showed a challenge.
    pub challenged: bool,
    /// Whether it said where it is.
    pub located: bool,
}

impl Counter<'_> {
    /// Whether it brings nothing that a credential must fit.
    pub fn is_silent(&self) -> bool {
        self.expected.is_empty()
    }
}

/// Every credential of one code that got as far as this.
#[derive(Clone, Copy, Debug)]
pub struct Company<'c> {
    /// They.
    pub credentials: &'c [&'c Credential],
    /// Whether the code holds no other: of one that does, nothing can be said to be missing.
    pub is_whole: bool,
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

/// Decides whether the policy accepts a credential in its company, of which it is one, and whether it is the one that the counter expects.
///
/// # Errors
/// The `policy.*` faults but `replayed`, `memory_missing` and `journal_missing`.
pub fn decide(
    credential: &Credential,
    company: Company<'_>,
    policy: Option<&Policy>,
    counter: &Counter<'_>,
) -> Result<Permitted, Fault> {
    if let Some(policy) = policy {
        asked(policy, counter.asks)?;
        let accepted = |types: &[String]| credential.is_any_of(types);
        policy.accepts(&accepted)?;
        policy.lets_in(credential.signer_region(), counter.located)?;
        policy.by_agreement(credential.agreement())?;
        shown(credential, policy)?;
    }
    expected(credential, counter.expected)?;
    if let Some(policy) = policy {
        valued(credential, policy)?;
        together(credential, company, policy)?;
        policy.is_met_by(counter)?;
    }
    Ok(Permitted(()))
}

impl Policy {
    /// Every claim that it lets a counter ask for.
    pub fn asks(&self) -> impl Iterator<Item = &String> {
        let by_type = self.claims_by_type.iter().flat_map(|(_, claims)| claims);
        let values = self.values.iter().map(|(claim, _)| claim);
        let named = self.claims.iter().chain(by_type).chain(&self.optional);
        named.chain(values).chain(&self.same)
    }

    /// The claims that something of these types must have.
    fn required(&self, is_any_of: &dyn Fn(&[String]) -> bool) -> Vec<&String> {
        let of_type = |(kind, _): &&(String, _)| is_any_of(core::slice::from_ref(kind));
        let by_type = self.claims_by_type.iter().filter(of_type).flat_map(|(_, claims)| claims);
        let values = self.values.iter().map(|(claim, _)| claim);
        self.claims.iter().chain(by_type).chain(values).chain(&self.same).gather()
    }

    fn accepts(&self, is_any_of: &dyn Fn(&[String]) -> bool) -> Result<(), Fault> {
        let groups = self.types.as_ref().map(Types::groups);
        match groups.is_none_or(|groups| groups.iter().any(|types| is_any_of(types))) {
            true => Ok(()),
            false => Err(Fault::PolicyTypeUnauthorised),
        }
    }

    fn lets_in(&self, region: Option<&str>, located: bool) -> Result<(), Fault> {
        if self.agreements.is_some() && !located {
            return Err(Fault::PolicyRegionMissing);
        }
        let Some(regions) = &self.regions else { return Ok(()) };
        let region = region.ok_or(Fault::PolicyRegionMissing)?;
        match regions.iter().any(|accepted| covers(accepted, region)) {
            true => Ok(()),
            false => Err(Fault::PolicyRegionUnauthorised),
        }
    }

    fn by_agreement(&self, agreement: Option<&str>) -> Result<(), Fault> {
        let accepted = |id: &str| match &self.agreements {
            Some(agreements) => agreements.iter().any(|known| known == id),
            None => true,
        };
        match agreement.is_none_or(accepted) {
            true => Ok(()),
            false => Err(Fault::PolicyAgreementUnauthorised),
        }
    }

    /// What the counter itself must have done.
    fn is_met_by(&self, counter: &Counter<'_>) -> Result<(), Fault> {
        if self.assurance == Assurance::Live && !counter.challenged {
            return Err(Fault::PolicyChallengeMissing);
        }
        let is_named = |way: &str| self.holder_match.iter().any(|known| known == way);
        match counter.matched.is_none_or(is_named) {
            true => Ok(()),
            false => Err(Fault::PolicyMatchUnauthorised),
        }
    }
}

/// Checks that a counter asks for no more than the policy lets it.
///
/// # Errors
/// [`Fault::PolicyClaimUnauthorised`].
pub fn asked(policy: &Policy, asks: &[String]) -> Result<(), Fault> {
    match asks.iter().find(|claim| policy.asks().all(|known| known != *claim)) {
        Some(claim) => Err(Fault::PolicyClaimUnauthorised { claim: claim.clone() }),
        None => Ok(()),
    }
}

/// The claims that must be there.
fn shown(credential: &Credential, policy: &Policy) -> Result<(), Fault> {
    let required = policy.required(&|types| credential.is_any_of(types));
    match required.into_iter().find(|claim| !credential.has(claim)) {
        Some(claim) => Err(Fault::PolicyClaimRequired { claim: claim.clone() }),
        None => Ok(()),
    }
}

fn expected(credential: &Credential, expected: &[(String, String)]) -> Result<(), Fault> {
    if let Some((claim, _)) = expected.iter().find(|(claim, _)| !credential.has(claim)) {
        return Err(Fault::PolicyClaimRequired { claim: claim.clone() });
    }
    match expected.iter().find(|(claim, text)| !credential.matches(claim, text)) {
        Some((claim, _)) => Err(Fault::PolicyClaimMismatch { claim: claim.clone() }),
        None => Ok(()),
    }
}

fn valued(credential: &Credential, policy: &Policy) -> Result<(), Fault> {
    let said = |(claim, terms): &&(String, Vec<Term>)| {
        !terms.iter().any(|term| credential.says(claim, term))
    };
    match policy.values.iter().find(said) {
        Some((claim, _)) => Err(Fault::PolicyValueUnauthorised { claim: claim.clone() }),
        None => Ok(()),
    }
}

/// Whether everything that must be shown together is there, and about the same.
fn together(credential: &Credential, company: Company<'_>, policy: &Policy) -> Result<(), Fault> {
    let Company { credentials, is_whole } = company;
    if let Some(Types::All(groups)) = policy.types.as_ref().filter(|_| is_whole) {
        let is_there = |types: &Vec<String>| credentials.iter().any(|one| one.is_any_of(types));
        if !groups.iter().all(is_there) {
            return Err(Fault::PolicyTypeMissing);
        }
    }
    let differs =
        |claim: &&String| !credentials.iter().all(|other| credential.agrees(other, claim));
    match policy.same.iter().find(differs) {
        Some(claim) => Err(Fault::PolicyTogetherMismatch { claim: claim.clone() }),
        None => Ok(()),
    }
}
