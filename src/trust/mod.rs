//! Who may sign what: a trust bundle, the caller's anchors, and nothing that a scan brings along.
//!
//! Rules:
//! - A key is found by (issuer, key id); both are compared byte for byte. Where the bundle has the
//!   key, the bundle decides, and no anchor is asked.
//! - No key, no decision: an unknown issuer is `indeterminate`, told apart from a bad signature. So is
//!   a bundle that is not there, that could not be taken, or that has ended: three answers.
//! - A key signs only the types and regions of its scope. In a bundle, what is not written is not
//!   granted; an anchor without a scope may sign everything: that is the caller's word, and the
//!   receipt says `trust: "anchors"`.
//! - What was issued in one region counts in another only by an agreement that says so.
//! - A clock that is behind what was already seen judges nothing by the bundle.
//! - Does not know claims; the credential room states what it found, and [`Trusted::grant`] decides.

use sha2::{Digest, Sha256};

use crate::encoding::value::Value;
use crate::envelope::{Binding, Disclosures, Format, Hint};
use crate::error::Fault;
use crate::gather::Gather;
use crate::signature::{Authentic, Key};
use crate::time::Time;

pub mod anchors;
pub mod bundle;
pub mod carrier;
pub mod recognition;
pub mod records;
pub mod region;
pub mod state;
pub mod tuf;

pub use anchors::{Anchor, Anchors};
pub use bundle::Bundle;
pub use recognition::{Agreement, Counter};
use records::Record;

/// Seconds by which a clock may be behind what was already seen: two clocks differ by less.
const CLOCK: i64 = 300;

/// Everything that a verifier goes by.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// The caller's own keys.
    pub anchors: Anchors,
    /// The bundle, or why there is none.
    pub bundle: Standing,
    /// The highest time that was seen, by any clock that was trusted.
    pub seen: Option<Time>,
}

/// Where a verifier stands with its trust bundle.
#[derive(Clone, Debug, Default)]
pub enum Standing {
    /// It was never to have one.
    #[default]
    NotAsked,
    /// It is to have one, and none has come.
    Missing,
    /// The one that came could not be taken, and none was held before.
    Refused(Fault),
    /// This one.
    Held(Box<Bundle>),
}

impl Trust {
    /// The bundle, when there is one.
    pub fn held(&self) -> Option<&Bundle> {
        match &self.bundle {
            Standing::Held(bundle) => Some(bundle),
            _ => None,
        }
    }

    /// On whose word everything rests before anybody is found: the bundle's where there is to be one.
    pub fn source(&self) -> &'static str {
        match self.bundle {
            Standing::NotAsked => "anchors",
            _ => "bundle",
        }
    }

    /// The agreement by which credentials of these types count at a counter; nothing where it is at home
    /// in the region of their issuer and needs none.
    ///
    /// # Errors
    /// The `trust.recognition_*` faults.
    pub fn recognise(
        &self,
        issuer: &str,
        counter: Counter<'_>,
        types: &[String],
        at: Time,
    ) -> Result<Option<&Agreement>, Fault> {
        if region::is_home(issuer, counter.region) {
            return Ok(None);
        }
        let agreements = self.held().map(Bundle::agreements).unwrap_or_default();
        recognition::recognise(agreements, issuer, counter, types, at).map(Some)
    }

    /// Checks that the bundle may be used at a moment.
    ///
    /// # Errors
    /// [`Fault::TrustClockMismatch`], [`Fault::BundleExpired`].
    fn in_force(&self, at: Time) -> Result<(), Fault> {
        let Some(bundle) = self.held() else { return Ok(()) };
        let seen = self.seen.max(bundle.issued());
        match seen.filter(|seen| at.plus(CLOCK) < *seen) {
            Some(seen) => Err(Fault::TrustClockMismatch { behind: seen.since(at) }),
            None => bundle.in_force(at),
        }
    }

    /// Why nobody is known for a key.
    fn absence(&self, at: Time) -> Fault {
        match &self.bundle {
            Standing::NotAsked => Fault::TrustIssuerUnknown,
            Standing::Missing => Fault::BundleMissing,
            Standing::Refused(fault) => fault.clone(),
            Standing::Held(_) => self.in_force(at).err().unwrap_or(Fault::TrustIssuerUnknown),
        }
    }
}

/// Someone who may sign something.
#[derive(Clone, Copy, Debug)]
enum Signer<'a> {
    Anchor(&'a Anchor),
    Record(&'a Record),
}

impl Signer<'_> {
    fn key(self) -> Result<Key, Fault> {
        match self {
            Self::Anchor(anchor) => Ok(anchor.key().clone()),
            Self::Record(record) => record.key(),
        }
    }
}

/// The signers that a hint led to and their keys, before any of them has signed anything.
#[derive(Debug)]
pub struct Candidates<'a>(Vec<(Signer<'a>, Key)>);

impl<'a> Candidates<'a> {
    /// Finds who may have signed a credential.
    ///
    /// # Errors
    /// [`Fault::TrustIssuerUnknown`] when there is none, or why the bundle cannot say;
    /// [`Fault::TrustKeyTooMany`] past `limit`.
    pub fn find(trust: &'a Trust, hint: &Hint, at: Time, limit: usize) -> Result<Self, Fault> {
        let records = trust.held().into_iter().flat_map(|bundle| bundle.matching(hint));
        let records: Vec<_> = records.gather();
        if !records.is_empty() {
            trust.in_force(at)?;
        }
        Self::among(trust, records, trust.anchors.matching(hint), at, limit)
    }

    /// Finds who may have signed a status list. Its address stands in the hint's place of an issuer.
    ///
    /// # Errors
    /// As [`Candidates::find`]; [`Fault::StatusUnauthorised`] when the key is known and may not sign
    /// this list.
    pub fn listing(trust: &'a Trust, hint: &Hint, at: Time, limit: usize) -> Result<Self, Fault> {
        let (uri, kid) = (hint.issuer.as_deref().unwrap_or_default(), hint.kid.as_deref());
        let records = trust.held().map(|bundle| bundle.listing(uri, kid)).unwrap_or_default();
        let anchors = trust.anchors.listing(uri, kid);
        let known =
            trust.held().is_some_and(|bundle| bundle.knows(kid)) || trust.anchors.knows(kid);
        if records.is_empty() && anchors.is_empty() && known {
            return Err(Fault::StatusUnauthorised);
        }
        // A list is received when it is received: the clock is asked when it is used.
        if let Some(bundle) = trust.held().filter(|_| !records.is_empty()) {
            bundle.in_force(at)?;
        }
        Self::among(trust, records, anchors.into_iter(), at, limit)
    }

    fn among(
        trust: &Trust,
        records: Vec<&'a Record>,
        anchors: impl Iterator<Item = &'a Anchor>,
        at: Time,
        limit: usize,
    ) -> Result<Self, Fault> {
        for record in &records {
            record.role_in_force(at)?;
        }
        let found: Vec<_> = match records.is_empty() {
            false => records.into_iter().map(Signer::Record).gather(),
            true => anchors.map(Signer::Anchor).gather(),
        };
        match found.len() {
            0 => Err(trust.absence(at)),
            more if more > limit => Err(Fault::TrustKeyTooMany { limit }),
            _ => {
                let keyed = found.into_iter().map(|signer| Ok((signer, signer.key()?)));
                keyed.gather::<Result<_, _>>().map(Self)
            }
        }
    }

    /// Their keys, in order.
    pub fn keys(&self) -> Vec<&Key> {
        self.0.iter().map(|(_, key)| key).gather()
    }
}

/// A payload whose signer is trusted, with the signer's scope. Made by [`anchor`] only.
#[derive(Debug)]
pub struct Trusted<'a> {
    authentic: Authentic,
    signer: Signer<'a>,
    at: Time,
}

/// Takes the signer's record or anchor and checks that its key may be relied on.
///
/// Does not check when the credential was issued, nor what it is; see [`Trusted::grant`].
///
/// # Errors
/// [`Fault::TrustKeyExpired`], [`Fault::TrustKeyNotYetValid`], [`Fault::TrustKeyRevoked`].
pub fn anchor<'a>(
    authentic: Authentic,
    candidates: &Candidates<'a>,
    at: Time,
) -> Result<Trusted<'a>, Fault> {
    let (signer, _) = candidates.0.get(authentic.signer()).ok_or(Fault::TrustIssuerUnknown)?;
    let signer = *signer;
    match signer {
        Signer::Anchor(anchor) => anchor.in_force(at)?,
        Signer::Record(record) => {
            // Named by what was signed, never by the signature: that one can be rewritten.
            if !record.is_sound_for(Sha256::digest(authentic.envelope().signed()).into()) {
                return Err(Fault::TrustKeyRevoked);
            }
        }
    }
    Ok(Trusted { authentic, signer, at })
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
    /// First second after validity.
    pub ends: Option<Time>,
    /// Whether its type asks that the signer's key is in force now as well.
    pub shell: bool,
}

/// Proof that a signer may state what it stated. Made by [`Trusted::grant`] only.
#[derive(Debug)]
pub struct Granted {
    region: Option<String>,
    agreement: Option<Agreement>,
}

impl Granted {
    /// The region of the signer, by the bundle.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The agreement that let it in, where it came from another region.
    pub fn agreement(&self) -> Option<&Agreement> {
        self.agreement.as_ref()
    }
}

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

    /// SHA-256 of what was signed.
    pub fn id(&self) -> [u8; 32] {
        Sha256::digest(self.authentic.envelope().signed()).into()
    }

    /// What the holder signed when showing it.
    pub fn binding(&self) -> Option<&Binding> {
        self.authentic.envelope().binding()
    }

    /// Whether the bundle vouches for the signer; else it is the caller.
    pub fn is_by_bundle(&self) -> bool {
        matches!(self.signer, Signer::Record(_))
    }

    /// What people call the signer, by the bundle.
    pub fn name(&self) -> Option<&Value> {
        match self.signer {
            Signer::Anchor(_) => None,
            Signer::Record(record) => record.authority().name.as_ref(),
        }
    }

    /// Checks a statement against the signer's scope, and that it counts at a counter, where one is
    /// named.
    ///
    /// # Errors
    /// [`Fault::TrustKeyExpired`], [`Fault::TrustKeyNotYetValid`], [`Fault::TrustTypeUnauthorised`],
    /// [`Fault::TrustRegionUnauthorised`], [`Fault::TrustLifetimeUnauthorised`], and the
    /// `trust.recognition_*` faults.
    pub fn grant(
        &self,
        statement: &Statement,
        trust: &Trust,
        counter: Option<Counter<'_>>,
    ) -> Result<Granted, Fault> {
        let Statement { types, region, issued, ends, shell } = statement;
        let (type_allowed, region_allowed) = match self.signer {
            Signer::Anchor(anchor) => {
                anchor.in_force(*issued)?;
                (anchor.allows_type(types), anchor.allows_region(region.as_deref()))
            }
            Signer::Record(record) => {
                record.in_force(*issued)?;
                if *shell {
                    record.in_force(self.at)?;
                }
                (record.allows_type(types), record.allows_region(region.as_deref()))
            }
        };
        if !type_allowed {
            return Err(Fault::TrustTypeUnauthorised);
        }
        if !region_allowed {
            return Err(Fault::TrustRegionUnauthorised);
        }
        let Signer::Record(record) = self.signer else {
            return Ok(Granted { region: None, agreement: None });
        };
        record.allows_lifetime(*issued, *ends)?;
        let home = &record.authority().region;
        let agreement = counter
            .map(|counter| trust.recognise(home, counter, types, self.at))
            .transpose()?
            .flatten();
        let agreement = agreement.cloned();
        Ok(Granted { region: Some(home.clone()), agreement })
    }

    /// Checks that the signer may sign the status list at an address, and answers for which region;
    /// `None` where the caller vouches for it.
    ///
    /// # Errors
    /// [`Fault::StatusUnauthorised`], [`Fault::TrustKeyExpired`], [`Fault::TrustKeyNotYetValid`].
    pub fn grant_list(&self, uri: &str, issued: Time) -> Result<Option<String>, Fault> {
        match self.signer {
            Signer::Anchor(anchor) => {
                anchor.in_force(issued)?;
                anchor.lists(uri).then_some(None)
            }
            Signer::Record(record) => {
                record.in_force(issued)?;
                record.may_list(uri).then(|| Some(record.authority().region.clone()))
            }
        }
        .ok_or(Fault::StatusUnauthorised)
    }
}

/// Whether what is said for one region speaks for the credentials of another: both by the caller's
/// word, or the first covering the second.
pub fn speaks_for(region: Option<&str>, issuer: Option<&str>) -> bool {
    match (region, issuer) {
        (None, None) => true,
        (Some(region), Some(issuer)) => region::covers(region, issuer),
        _ => false,
    }
}
