//! Which rule of a policy a fault comes from, and what would do instead: every refusal says both.

use crate::credential::{Assurance, Term};
use crate::error::Fault;
use crate::gather::Gather;
use crate::policy::{Policy, Types};

/// One rule, by the policy's member, and what it wants.
#[derive(Debug)]
pub struct Rule<'p> {
    /// The policy's member.
    pub name: &'static str,
    /// What would do.
    pub instead: Instead<'p>,
}

/// What would do.
#[derive(Debug)]
pub enum Instead<'p> {
    /// One of these, or all of them, as the rule says.
    Names(Vec<&'p str>),
    /// One of each.
    Groups(&'p [Vec<String>]),
    /// At most this.
    Number(i64),
    /// This.
    Word(&'static str),
    /// One of these.
    Terms(&'p [Term]),
}

impl Policy {
    /// The rule that a fault comes from; nothing where it comes from none.
    pub fn rule<'p>(&'p self, fault: &Fault) -> Option<Rule<'p>> {
        use Instead::{Groups, Names, Number, Terms, Word};
        let names = |names: &'p [String]| Names(names.iter().map(String::as_str).gather());
        let (name, instead) = match fault {
            Fault::PolicyTypeUnauthorised | Fault::PolicyTypeMissing => {
                let instead = match self.types.as_ref()? {
                    Types::Any(types) => names(types),
                    Types::All(groups) => Groups(groups),
                };
                ("types", instead)
            }
            Fault::PolicyClaimUnauthorised { .. } => {
                ("claims", Names(self.asks().map(String::as_str).gather()))
            }
            Fault::PolicyClaimRequired { claim } => {
                let (name, known) = self.requires(claim)?;
                (name, Names(vec![known]))
            }
            Fault::PolicyValueUnauthorised { claim } => {
                let (_, terms) = self.values.iter().find(|(known, _)| known == claim)?;
                ("values", Terms(terms))
            }
            Fault::PolicyTogetherMismatch { .. } => ("same", names(&self.same)),
            Fault::PolicyRegionUnauthorised => ("regions", names(self.regions.as_deref()?)),
            Fault::PolicyRegionMissing => match (&self.regions, &self.agreements) {
                (Some(regions), _) => ("regions", names(regions)),
                (None, agreements) => ("agreements", names(agreements.as_deref()?)),
            },
            Fault::PolicyAgreementUnauthorised => {
                ("agreements", names(self.agreements.as_deref()?))
            }
            Fault::PolicyMatchUnauthorised => ("holder_match", names(&self.holder_match)),
            Fault::PolicyChallengeMissing | Fault::HolderRequired
                if self.assurance != Assurance::Paper =>
            {
                ("assurance", Word(self.assurance.name()))
            }
            Fault::StatusStale { limit, .. } if self.max_status_age == Some(*limit) => {
                ("max_status_age", Number(*limit))
            }
            Fault::StatusMissing | Fault::StatusReferenceMissing | Fault::StatusCoverageMissing => {
                self.status.map(|_| ("status", Word("required")))?
            }
            _ => return None,
        };
        Some(Rule { name, instead })
    }

    /// The member by which a claim must be there.
    fn requires(&self, claim: &str) -> Option<(&'static str, &str)> {
        let find = |names: &'_ [String]| names.iter().any(|known| known == claim);
        let known = self.asks().find(|known| *known == claim)?;
        let name =
            match (find(&self.claims), self.claims_by_type.iter().any(|(_, names)| find(names))) {
                (true, _) => "claims",
                (false, true) => "claims_by_type",
                _ if self.values.iter().any(|(known, _)| known == claim) => "values",
                _ if find(&self.same) => "same",
                _ => return None,
            };
        Some((name, known))
    }
}
