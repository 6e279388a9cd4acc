//! What the issuer stated: where each claim of a format lives, and whether the statement is whole
//! and inside its dates.
//!
//! Rules:
//! - Reads only what trust has vouched for.
//! - A date of the wrong type is an error, never an absent date; a missing end of validity is
//!   refused unless the format says that there may be none.
//! - The end is exact: a credential is expired at its `exp`. The beginning has 60 seconds of
//!   tolerance, for the counter's clock that is behind the issuer's.
//! - A type or region beyond its signer's scope is trust's fault, found here because only here is
//!   the statement read.
//! - Claims leave only through `verify::release`; `tests/house.rs` holds that.

use std::borrow::Cow;

use crate::budget::Budget;
use crate::encoding::digest::Hash;
use crate::encoding::value::Value;
use crate::envelope::{Binding, Format};
use crate::error::Fault;
use crate::gather::Gather;
use crate::hub::Confirmed;
use crate::time::Time;
use crate::trust::{Agreement, Counter, Granted, Statement, Trust, Trusted};

pub mod code;
pub mod hcert;
pub mod jwt;
pub mod nzcp;
pub mod shc;

mod assurance;
pub mod catalogue;
mod claims;
pub mod disclosure;
pub mod elements;
pub mod identifiers;
pub mod names;
mod notes;

pub use assurance::{ASSURANCES, Assurance};
pub use catalogue::{Catalogue, State};
pub use claims::{Claims, Term};

/// Seconds by which a counter's clock may be behind the issuer's.
const TOLERANCE: i64 = 60;

/// SHA-256.
pub type Digest = [u8; 32];

/// When a credential is valid.
#[derive(Clone, Copy, Debug)]
pub struct Validity {
    /// When it was issued.
    pub issued: Time,
    /// First second of validity.
    pub not_before: Time,
    /// First second after validity; `None` where the format allows no end.
    pub not_after: Option<Time>,
}

/// What one format's reader finds in a payload.
struct Reading {
    issuer: Option<String>,
    region: Option<String>,
    types: Vec<String>,
    validity: Validity,
    confirmation: Option<Value>,
    status: Option<Value>,
    claims: Vec<(String, Value)>,
}

/// What a credential is read among.
#[derive(Clone, Copy, Debug)]
pub struct Among<'a> {
    /// Whom the verifier trusts.
    pub trust: &'a Trust,
    /// What is known of types.
    pub catalogue: &'a Catalogue,
    /// Where it is shown, when that is to be judged.
    pub counter: Option<Counter<'a>>,
}

/// A whole statement by someone who may make it, its dates not yet looked at.
#[derive(Debug)]
pub struct Stated {
    format: Format,
    issuer: Option<String>,
    id: Option<Digest>,
    types: Vec<String>,
    kinds: Vec<String>,
    validity: Validity,
    state: Option<State>,
    status: Option<Value>,
    notes: Vec<&'static str>,
    presented: Option<Presented>,
    claims: Claims,
    vouched: Vouched,
}

/// By whose word a credential states what it states.
#[derive(Debug)]
enum Vouched {
    /// A signer who may.
    Signer(Granted),
    /// A hub that answered for a pointer.
    Hub { _confirmed: Confirmed },
}

/// What the holder signed when showing a credential, and the key that it must be signed with.
#[derive(Debug)]
pub struct Presented {
    /// What the holder signed.
    pub binding: Binding,
    /// The claim `cnf`, as the issuer signed it; `None` where the credential names no key.
    pub confirmation: Option<Value>,
    /// The digest that the credential uses.
    pub hash: Hash,
}

/// A whole statement by someone who may make it, inside its dates. Made by [`Stated::valid`] only.
#[derive(Debug)]
pub struct Credential(Stated);

/// Reads the payload by its format, and asks trust whether its signer may state that.
///
/// # Errors
/// `credential.claim_*`, `credential.digest_*`, `credential.disclosure_*`,
/// `credential.expiry_missing`, `credential.validity_mismatch`, `credential.audience_unsupported`,
/// and those of [`Trusted::grant`].
pub fn read(trusted: &Trusted<'_>, among: Among<'_>, budget: &Budget) -> Result<Stated, Fault> {
    let Among { trust, catalogue, counter } = among;
    let format = trusted.format();
    let (payload, hash) = disclosed(trusted, budget)?;
    let reading = match format {
        Format::Code | Format::Presentation => {
            code::read(&payload, format == Format::Presentation, catalogue)
        }
        Format::Hcert => hcert::read(&payload),
        Format::Jwt | Format::SdJwt => jwt::read(&payload, catalogue),
        Format::Nzcp => nzcp::read(&payload),
        Format::Pointer | Format::StatusList => Err(Fault::EnvelopeUnsupported),
        Format::Shc => shc::read(&payload),
    }?;
    let Reading { issuer, region, types, validity, confirmation, status: reference, claims } =
        reading;
    let known = types.first().and_then(|kind| catalogue.find(kind));
    let statement = Statement {
        types: types.clone(),
        region,
        issued: validity.issued,
        ends: validity.not_after,
        shell: known.is_some_and(|kind| kind.shell),
    };
    let granted = trusted.grant(&statement, trust, counter)?;
    let claims = Claims::new(claims);
    // A state that cannot be read is not one that nobody stated.
    let unreadable = Fault::CredentialClaimMalformed { claim: "certificateStatus" };
    let status = claims.get("certificateStatus");
    let status = status.map(|status| status.text().ok_or(unreadable)).transpose()?;
    Ok(Stated {
        format,
        issuer,
        state: status.map(|code| known.and_then(|kind| kind.state(code)).unwrap_or(State::Other)),
        status: reference,
        notes: notes::of(&claims, known),
        id: Some(trusted.id()),
        kinds: types.iter().filter_map(|kind| catalogue.find(kind)?.kind.clone()).gather(),
        types,
        validity,
        presented: trusted.binding().map(|binding| Presented {
            binding: binding.clone(),
            confirmation,
            hash,
        }),
        claims,
        vouched: Vouched::Signer(granted),
    })
}

/// The credential that a hub confirmed, as far as the hub says what it is. A hub answers for the
/// moment in which it is asked.
pub fn confirmed(confirmed: Confirmed, at: Time) -> Credential {
    let answer = confirmed.answer();
    let claims = answer.claims.iter();
    Credential(Stated {
        format: Format::Pointer,
        issuer: answer.issuer.clone(),
        id: None,
        types: answer.kind.iter().cloned().gather(),
        kinds: Vec::new(),
        validity: Validity { issued: at, not_before: at, not_after: None },
        state: None,
        status: None,
        notes: Vec::new(),
        presented: None,
        claims: Claims::new(
            claims.map(|(name, text)| (name.clone(), Value::Text(text.clone()))).gather(),
        ),
        vouched: Vouched::Hub { _confirmed: confirmed },
    })
}

/// The payload with what the holder disclosed, and the digest that it uses.
fn disclosed<'t>(
    trusted: &'t Trusted<'_>,
    budget: &Budget,
) -> Result<(Cow<'t, Value>, Hash), Fault> {
    let payload = trusted.payload();
    let Some(disclosures) = trusted.disclosures() else {
        return Ok((Cow::Borrowed(payload), Hash::Sha256));
    };
    // In a code, digests stand among the elements only: the claims of the token are in the open.
    if trusted.format() == Format::Presentation && !code::is_open(payload) {
        return Err(Fault::CredentialDigestMalformed);
    }
    let disclosed = disclosure::apply(payload, disclosures, budget)?;
    Ok((Cow::Owned(disclosed.payload), disclosed.hash))
}

impl Stated {
    /// Which format it came in.
    pub fn format(&self) -> Format {
        self.format
    }

    /// SHA-256 of what its issuer signed: the same whatever the holder shows of it, and however the
    /// signature is written. A hub's word has none.
    pub fn id(&self) -> Option<&Digest> {
        self.id.as_ref()
    }

    /// Who issued it; `None` where the format lets an issuer leave that to its key.
    pub fn issuer(&self) -> Option<&str> {
        self.issuer.as_deref()
    }

    /// What it is: its types, joined by a space where a format has several.
    pub fn kind(&self) -> String {
        self.types.join(" ")
    }

    /// What somebody should look at, and what changes no verdict.
    pub fn notes(&self) -> &[&'static str] {
        &self.notes
    }

    /// When it is valid.
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// The agreement that let it in, where it came from another region.
    pub fn agreement(&self) -> Option<&Agreement> {
        match &self.vouched {
            Vouched::Signer(granted) => granted.agreement(),
            Vouched::Hub { .. } => None,
        }
    }

    /// Checks the dates.
    ///
    /// # Errors
    /// [`Fault::CredentialValidityMismatch`], [`Fault::CredentialNotYetValid`],
    /// [`Fault::CredentialExpired`].
    pub fn valid(self, at: Time) -> Result<Credential, Fault> {
        let Validity { issued, not_before, not_after } = self.validity;
        if not_after.is_some_and(|end| end <= not_before || end <= issued) {
            return Err(Fault::CredentialValidityMismatch);
        }
        let begin = not_before.max(issued);
        if at.plus(TOLERANCE) < begin {
            return Err(Fault::CredentialNotYetValid { not_before: begin.seconds() });
        }
        match not_after {
            Some(end) if at >= end => Err(Fault::CredentialExpired { not_after: end.seconds() }),
            _ => Ok(Credential(self)),
        }
    }
}

impl Credential {
    /// The statement.
    pub fn stated(&self) -> &Stated {
        &self.0
    }

    /// Whether one of its types is among these, by its code or by its kind.
    pub fn is_any_of(&self, types: &[String]) -> bool {
        self.0.types.iter().chain(&self.0.kinds).any(|kind| types.contains(kind))
    }

    /// The agreement that let it in, by its id.
    pub fn agreement(&self) -> Option<&str> {
        self.0.agreement().map(|agreement| agreement.id.as_str())
    }

    /// What it is.
    pub fn types(&self) -> &[String] {
        &self.0.types
    }

    /// The region of its signer, by the bundle.
    pub fn signer_region(&self) -> Option<&str> {
        match &self.0.vouched {
            Vouched::Signer(granted) => granted.region(),
            Vouched::Hub { .. } => None,
        }
    }

    /// The claim `status`: where its withdrawal would stand.
    pub fn status(&self) -> Option<&Value> {
        self.0.status.as_ref()
    }

    /// Whether it has a claim of this name.
    pub fn has(&self, name: &str) -> bool {
        self.0.claims.get(name).is_some()
    }

    /// Whether a claim, where it is there at all, is this text, spelt as it may be.
    pub fn matches(&self, name: &str, text: &str) -> bool {
        let same = |known: &str| names::comparable(known) == names::comparable(text);
        self.0.claims.texts(name).any(same)
    }

    /// Whether a claim of two credentials is the same, or where there are several holders, has one of
    /// them in common. Two that neither has agree.
    pub fn agrees(&self, other: &Self, name: &str) -> bool {
        match (self.0.claims.get(name), other.0.claims.get(name)) {
            (Some(one), Some(another)) => {
                one == another || other.0.claims.texts(name).any(|text| self.matches(name, text))
            }
            (one, another) => one == another,
        }
    }

    /// Whether a claim says exactly this.
    pub fn says(&self, name: &str, term: &Term) -> bool {
        match (self.0.claims.get(name), term) {
            (Some(Value::Bool(value)), Term::Bool(term)) => value == term,
            (Some(_), Term::Text(term)) => self.0.claims.texts(name).any(|text| text == term),
            _ => false,
        }
    }

    /// The state that it states of itself.
    pub fn state(&self) -> Option<State> {
        self.0.state
    }

    /// When it is valid.
    pub fn validity(&self) -> Validity {
        self.0.validity
    }

    /// What its holder signed when showing it.
    pub fn presented(&self) -> Option<&Presented> {
        self.0.presented.as_ref()
    }

    pub(crate) fn surrender(self) -> Claims {
        self.0.claims
    }
}

/// A date claim: whole seconds since the epoch, or a fraction that is floored where the format
/// allows one.
fn time(value: &Value, claim: &'static str, fraction: bool) -> Result<Time, Fault> {
    let malformed = Fault::CredentialClaimMalformed { claim };
    match value {
        Value::Integer(seconds) => Time::new(*seconds),
        Value::Float(seconds) if fraction => Time::new(floor(*seconds)),
        _ => None,
    }
    .filter(|time| time.seconds() >= 0)
    .ok_or(malformed)
}

/// The whole seconds of a finite number.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "saturates at both ends, and Time::new refuses what is out of range"
)]
fn floor(seconds: f64) -> i64 {
    seconds.floor() as i64
}

fn required<'v>(value: Option<&'v Value>, claim: &'static str) -> Result<&'v Value, Fault> {
    value.ok_or(Fault::CredentialClaimMissing { claim })
}

fn text<'v>(value: Option<&'v Value>, claim: &'static str) -> Result<&'v str, Fault> {
    required(value, claim)?
        .text()
        .filter(|text| !text.is_empty())
        .ok_or(Fault::CredentialClaimMalformed { claim })
}
