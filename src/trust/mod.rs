//! Who may sign what: the caller's anchors, and nothing that a scan brings along.
//!
//! Rules:
//! - A key is found by (issuer, key id); both are compared byte for byte.
//! - No key, no decision: an unknown issuer is `indeterminate`, told apart from a bad signature.
//! - A key must be in force now and when the credential was issued.
//! - A key signs only the types and regions of its scope. An anchor without a scope may sign
//!   everything: that is the caller's word, and the receipt says `trust: "anchors"`.
//! - Does not know claims; the credential room states what it found, and [`Trusted::grant`] decides.

use crate::encoding::value::Value;
use crate::envelope::{Binding, Disclosures, Format, Hint};
use crate::error::Fault;
use crate::signature::{Authentic, Key};
use crate::time::Time;

pub mod anchors;

pub use anchors::{Anchor, Anchors};

/// The anchors that a hint led to, before any of them has signed anything.
#[derive(Debug)]
pub struct Candidates<'a>(Vec<&'a Anchor>);

impl<'a> Candidates<'a> {
    /// Finds the anchors for a hint.
    ///
    /// # Errors
    /// [`Fault::TrustIssuerUnknown`] when there is none; [`Fault::TrustKeyTooMany`] past `limit`.
    pub fn find(anchors: &'a Anchors, hint: &Hint, limit: usize) -> Result<Self, Fault> {
        let found: Vec<_> = anchors.matching(hint).collect();
        match found.len() {
            0 => Err(Fault::TrustIssuerUnknown),
            more if more > limit => Err(Fault::TrustKeyTooMany { limit }),
            _ => Ok(Self(found)),
        }
    }

    /// Their keys, in order.
    pub fn keys(&self) -> Vec<&'a Key> {
        self.0.iter().map(|anchor| anchor.key()).collect()
    }
}

/// A payload whose signer the caller trusts, with the signer's scope. Made by [`anchor`] only.
#[derive(Debug)]
pub struct Trusted<'a> {
    authentic: Authentic,
    anchor: &'a Anchor,
}

/// Takes the signer's anchor and checks that its key is in force.
///
/// Does not check when the credential was issued, nor what it is; see [`Trusted::grant`].
///
/// # Errors
/// [`Fault::TrustKeyExpired`], [`Fault::TrustKeyNotYetValid`].
pub fn anchor<'a>(
    authentic: Authentic,
    candidates: &Candidates<'a>,
    at: Time,
) -> Result<Trusted<'a>, Fault> {
    let anchor = candidates.0.get(authentic.signer()).ok_or(Fault::TrustIssuerUnknown)?;
    anchor.in_force(at)?;
    Ok(Trusted { authentic, anchor })
}

/// What a credential states about itself that its signer must be allowed to state.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Any one of these types.
    pub types: Vec<String>,
    /// The region it is from: a country, or a GB/T 2260 code.
    pub region: Option<String>,
    /// When it was issued.
    pub issued: Time,
}

/// Proof that a signer may state what it stated. Made by [`Trusted::grant`] only.
#[derive(Debug)]
pub struct Granted(());

impl Trusted<'_> {
    /// Which format the payload came in.
    pub fn format(&self) -> Format {
        self.authentic.envelope().format()
    }

    /// The payload, now that someone has vouched for it.
    pub fn payload(&self) -> &Value {
        self.authentic.envelope().payload().unseal()
    }

    /// What the holder chose to show of it.
    pub fn disclosures(&self) -> Option<&Disclosures> {
        self.authentic.envelope().disclosures()
    }

    /// What the holder signed when showing it.
    pub fn binding(&self) -> Option<&Binding> {
        self.authentic.envelope().binding()
    }

    /// Checks a statement against the signer's scope.
    ///
    /// # Errors
    /// [`Fault::TrustTypeUnauthorised`], [`Fault::TrustRegionUnauthorised`],
    /// [`Fault::TrustKeyExpired`], [`Fault::TrustKeyNotYetValid`].
    pub fn grant(&self, statement: &Statement) -> Result<Granted, Fault> {
        self.anchor.in_force(statement.issued)?;
        if !self.anchor.allows_type(&statement.types) {
            return Err(Fault::TrustTypeUnauthorised);
        }
        if !self.anchor.allows_region(statement.region.as_deref()) {
            return Err(Fault::TrustRegionUnauthorised);
        }
        Ok(Granted(()))
    }
}
