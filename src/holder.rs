//! Whether whoever shows a credential holds the key that its issuer bound it to, now, and shows it
//! to this verifier.
//!
//! Rules:
//! - Required and not there is a refusal; there is no "bound if it happens to be". Not required
//!   stands on the receipt as `not_required`, and what is accepted then is no better than paper.
//! - What a holder signed is never passed over, asked for or not: a presentation that was changed is
//!   refused, and only whom it is for, and when, is the asking counter's matter.
//! - The key comes from the credential, never from the presentation.
//! - The presentation names this verifier, is at most a minute old, answers the challenge where one
//!   was shown, and is over exactly the disclosures that arrived.
//! - Does not know the person: whoever can use the phone can present.

use sha2::{Digest, Sha256};

use crate::credential::{Assurance, Credential, Presented};
use crate::encoding::base64url;
use crate::encoding::value::Value;
use crate::envelope::cwt::{AUD, CNONCE, IAT};
use crate::envelope::{Binding, Dialect};
use crate::error::Fault;
use crate::gather::Gather;
use crate::signature::jwk::{Jwk, cose_key};
use crate::signature::key::DEFAULT_ID;
use crate::signature::{Algorithm, Key};
use crate::time::Time;

/// Seconds for which a presentation is fresh: a dynamic code is signed anew each minute.
const FRESH: i64 = 60;
/// Seconds by which a holder's clock may be ahead of the counter's.
const AHEAD: i64 = 10;
/// Bytes of a challenge's answer in a code: fewer can be guessed, more is no nonce.
const NONCE: core::ops::RangeInclusive<usize> = 16..=64;

/// What the counter asks of a presentation.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Names under which presentations may be addressed here; none when nobody has said.
    pub audiences: &'a [&'a str],
    /// The challenge that was shown.
    pub challenge: Option<&'a str>,
}

/// Proof that the holder is present, or that nobody asked. Made by [`check`] and
/// [`Bound::not_required`] only.
#[derive(Clone, Debug)]
pub struct Bound {
    assurance: Assurance,
    age: Option<i64>,
    showings: Vec<Showing>,
}

/// What makes one showing of a credential another than the next.
#[derive(Clone, Copy, Debug)]
pub struct Showing {
    /// SHA-256 of everything that the holder signed, or of the challenge that it answers.
    pub digest: [u8; 32],
    /// When the holder signed it.
    pub at: Time,
}

impl Bound {
    /// For a policy that does not ask, where no challenge was shown.
    pub fn not_required() -> Self {
        Self { assurance: Assurance::Paper, age: None, showings: Vec::new() }
    }

    /// How well the holder is known to be present.
    pub fn assurance(&self) -> Assurance {
        self.assurance
    }

    /// By what this showing is known, where the holder was asked: any one of them again is the same.
    pub fn showings(&self) -> &[Showing] {
        &self.showings
    }

    /// Seconds since the presentation; negative when the holder's clock is ahead.
    pub fn age(&self) -> Option<i64> {
        self.age
    }
}

/// Checks that the holder presents the credential, here and now.
///
/// # Errors
/// Every `holder.*` fault.
pub fn check(credential: &Credential, asked: &Asked<'_>, at: Time) -> Result<Bound, Fault> {
    let presented = credential.presented().ok_or(Fault::HolderRequired)?;
    let said = intact(presented)?;
    answers(&said, asked)?;
    let age = age(&said, credential, at)?;
    let assurance = match asked.challenge {
        Some(_) => Assurance::Live,
        None => Assurance::Device,
    };
    // What was asked once is answered once, and what was signed once is shown once.
    let challenge = said.nonce.filter(|_| asked.challenge.is_some());
    let known = core::iter::once(presented.binding.signed.as_slice()).chain(challenge);
    let showings = known.map(|by| Showing { digest: Sha256::digest(by).into(), at: said.at });
    Ok(Bound { assurance, age: Some(age), showings: showings.gather() })
}

/// For a counter that does not ask: whatever its holder signed must still be what was signed.
///
/// Does not check for whom the presentation is, nor when it was made.
///
/// # Errors
/// The `holder.*` faults of a presentation that is not in order in itself.
pub fn unasked(credential: &Credential) -> Result<(), Fault> {
    credential.presented().map_or(Ok(()), |presented| intact(presented).map(|_| ()))
}

/// What a presentation states, when the holder's key signed it over these disclosures.
fn intact(presented: &Presented) -> Result<Said<'_>, Fault> {
    let binding = &presented.binding;
    let algorithm = Algorithm::of(&binding.algorithm).map_err(|fault| match fault {
        Fault::SignatureUnsupported => Fault::HolderKeyUnsupported,
        _ => Fault::HolderAlgUnauthorised,
    })?;
    let key = key(presented)?;
    if key.algorithm() != algorithm {
        return Err(Fault::HolderAlgMismatch);
    }
    key.verify(&binding.signed, &binding.signature).map_err(|_| Fault::HolderSignatureInvalid)?;
    let said = Said::read(binding)?;
    let stated = binding.presented.as_ref().map(|bytes| presented.hash.digest(bytes));
    if said.digest != stated {
        return Err(Fault::HolderDisclosureMismatch);
    }
    Ok(said)
}

/// The one key of the claim `cnf`, RFC 7800 §3.2, RFC 8747 §3.2.
fn key(presented: &Presented) -> Result<Key, Fault> {
    let confirmation = presented.confirmation.as_ref().ok_or(Fault::HolderKeyMissing)?;
    let members = confirmation.entries().ok_or(Fault::HolderKeyMalformed)?;
    let key = match (presented.binding.dialect, members) {
        (Dialect::Cbor, [(Value::Integer(1), key)]) => {
            cose_key(key).map_err(|fault| match fault {
                Fault::SignatureUnsupported => Fault::HolderKeyUnsupported,
                _ => Fault::HolderKeyMalformed,
            })?
        }
        (Dialect::Json, [(Value::Text(name), key)]) if name == "jwk" => Jwk::of(key)
            .and_then(|jwk| jwk.key(DEFAULT_ID).ok())
            .ok_or(Fault::HolderKeyMalformed)?,
        _ => return Err(Fault::HolderKeyMalformed),
    };
    match Algorithm::is_checked(key.algorithm()) {
        true => Ok(key),
        false => Err(Fault::HolderKeyUnsupported),
    }
}

/// What a presentation states.
struct Said<'b> {
    audience: &'b str,
    at: Time,
    begins: Option<Time>,
    ends: Option<Time>,
    nonce: Option<&'b [u8]>,
    digest: Option<Vec<u8>>,
}

impl<'b> Said<'b> {
    fn read(binding: &'b Binding) -> Result<Self, Fault> {
        let payload = &binding.payload;
        let malformed = |claim| Fault::HolderClaimMalformed { claim };
        let missing = |claim| Fault::HolderClaimMissing { claim };
        let (audience, at, nonce, digest) = match binding.dialect {
            Dialect::Cbor => {
                let entries = payload.entries().ok_or(malformed("payload"))?;
                let known = [AUD, IAT, CNONCE].map(Value::Integer);
                // A signed claim that nobody here knows could limit the others.
                if entries.iter().any(|(key, _)| !known.contains(key)) {
                    return Err(Fault::HolderClaimUnknown);
                }
                let nonce = payload.at(CNONCE).map(|nonce| {
                    let bytes = nonce.bytes().filter(|bytes| NONCE.contains(&bytes.len()));
                    bytes.ok_or(malformed("cnonce"))
                });
                (payload.at(AUD), payload.at(IAT), nonce.transpose()?, None)
            }
            Dialect::Json => {
                let nonce = payload.get("nonce").ok_or(missing("nonce"))?;
                let nonce = nonce.text().map(str::as_bytes).ok_or(malformed("nonce"))?;
                let digest = payload.get("sd_hash").ok_or(missing("sd_hash"))?;
                let digest = digest.text().and_then(|text| base64url::decode(text).ok());
                let digest = digest.ok_or(malformed("sd_hash"))?;
                (payload.get("aud"), payload.get("iat"), Some(nonce), Some(digest))
            }
        };
        let time =
            |value: &Value, claim| value.integer().and_then(Time::new).ok_or(malformed(claim));
        // RFC 7519 §4.1.4 and §4.1.5; a code has neither.
        let limit = |claim| payload.get(claim).map(|value| time(value, claim)).transpose();
        Ok(Self {
            audience: audience.ok_or(missing("aud"))?.text().ok_or(malformed("aud"))?,
            at: time(at.ok_or(missing("iat"))?, "iat")?,
            begins: limit("nbf")?,
            ends: limit("exp")?,
            nonce,
            digest,
        })
    }
}

/// Whether a presentation is for this verifier, and answers its challenge.
fn answers(said: &Said<'_>, asked: &Asked<'_>) -> Result<(), Fault> {
    if asked.audiences.is_empty() {
        return Err(Fault::HolderAudienceUnknown);
    }
    if !asked.audiences.contains(&said.audience) {
        return Err(Fault::HolderAudienceMismatch);
    }
    match (asked.challenge, said.nonce) {
        (None, _) => Ok(()),
        (Some(_), None) => Err(Fault::HolderNonceMissing),
        (Some(challenge), Some(nonce)) if challenge.as_bytes() == nonce => Ok(()),
        (Some(_), Some(_)) => Err(Fault::HolderNonceMismatch),
    }
}

/// Seconds since the presentation, when it is fresh and lies inside the credential's dates.
fn age(said: &Said<'_>, credential: &Credential, at: Time) -> Result<i64, Fault> {
    let validity = credential.validity();
    let ended = validity.not_after.is_some_and(|end| said.at >= end);
    if ended || said.at < validity.issued || said.at < validity.not_before {
        return Err(Fault::HolderValidityMismatch);
    }
    let since = |then: Time| at.seconds().saturating_sub(then.seconds());
    let age = since(said.at);
    if let Some(end) = said.ends.filter(|end| at >= *end) {
        return Err(Fault::HolderStale { age, limit: age.saturating_sub(since(end)) });
    }
    if let Some(begin) = said.begins.filter(|begin| since(*begin) < -AHEAD) {
        return Err(Fault::HolderNotYetValid { ahead: since(begin).saturating_neg() });
    }
    match age {
        age if age > FRESH => Err(Fault::HolderStale { age, limit: FRESH }),
        age if age < -AHEAD => Err(Fault::HolderNotYetValid { ahead: age.saturating_neg() }),
        age => Ok(age),
    }
}
