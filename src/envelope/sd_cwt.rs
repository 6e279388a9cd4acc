//! SD-CWT and its key binding token, draft-ietf-spice-sd-cwt as of 2026-04.
//!
//! The credential lies in the protected header of the token that the holder signs: whoever changes
//! a disclosure breaks the holder's signature. A profile says what is allowed beside that.

use crate::budget::Budget;
use crate::encoding::cbor::{self, Form, REDACTED_ELEMENT, Rules};
use crate::encoding::value::Value;
use crate::envelope::cose::{self, ALG, Headers, KID, Profile, Sign1, TYP};
use crate::envelope::{Binding, Dialect, Disclosure, Disclosures, Envelope, Format};
use crate::error::Fault;
use crate::gather::Gather;

/// Header labels: the presented credential, the disclosures, the digest.
const KCWT: i64 = 13;
const SD_CLAIMS: i64 = 17;
const SD_ALG: i64 = 170;

/// Content types `application/kb+cwt` and `application/sd-cwt`.
pub const TOKEN: i64 = 294;
const CREDENTIAL: i64 = 293;

/// What is allowed of the token and of the credential inside.
#[derive(Clone, Copy, Debug)]
pub struct Profiles {
    token: Profile,
    credential: Profile,
}

/// The credential code: deterministic, and no header that the code does not need.
pub const CODE: Profiles = Profiles {
    token: Profile {
        headers: Some(Headers {
            typ: TOKEN,
            protected: &[(ALG, "alg"), (KCWT, "kcwt"), (TYP, "typ")],
            unprotected: &[],
        }),
        tags: &[],
        ..BASE
    },
    credential: Profile {
        headers: Some(Headers {
            typ: CREDENTIAL,
            protected: &[(ALG, "alg"), (KID, "kid"), (TYP, "typ"), (SD_ALG, "sd_alg")],
            unprotected: &[SD_CLAIMS],
        }),
        ..BASE
    },
};

/// The draft itself, which asks only for definite lengths.
pub const DRAFT: Profiles = Profiles {
    token: Profile { form: Form::Definite, ..BASE },
    credential: Profile { form: Form::Definite, ..BASE },
};

const BASE: Profile = Profile {
    format: Format::Presentation,
    form: Form::Deterministic,
    loose_tags: false,
    loose_headers: false,
    loose_end: false,
    headers: None,
    tags: &[REDACTED_ELEMENT],
};

/// Opens a key binding token with the credential inside.
///
/// Does not check either signature, nor that the disclosures belong to the credential.
///
/// # Errors
/// As [`cose::read`], and [`Fault::EnvelopeHeaderMissing`] without a credential.
pub fn open(item: &Value, profiles: &Profiles, budget: &Budget) -> Result<Envelope, Fault> {
    let token = cose::read_item(item, &profiles.token, budget)?;
    let inner = token.protected(KCWT).ok_or(Fault::EnvelopeHeaderMissing { header: "kcwt" })?;
    let mut envelope = credential(inner, profiles, budget)?;
    let rules = Rules { form: profiles.token.form, tags: &[] };
    envelope.binding = Some(Binding {
        dialect: Dialect::Cbor,
        algorithm: token.algorithm()?,
        payload: cbor::decode(&token.payload, rules, budget)?,
        signed: token.signed,
        signature: token.signature,
        presented: None,
    });
    Ok(envelope)
}

/// Opens a credential that nobody presents.
///
/// # Errors
/// As [`cose::read`]; [`Fault::TooMany`] past the limit of disclosures.
pub fn credential(item: &Value, profiles: &Profiles, budget: &Budget) -> Result<Envelope, Fault> {
    let profile = &profiles.credential;
    let container = cose::read_item(item, profile, budget)?;
    let disclosures = disclosures(&container, profile, budget)?;
    container.seal(profile, Some(disclosures), budget)
}

fn disclosures(
    container: &Sign1,
    profile: &Profile,
    budget: &Budget,
) -> Result<Disclosures, Fault> {
    let malformed = |header| Fault::EnvelopeHeaderMalformed { header };
    let hash = match container.protected(SD_ALG) {
        Some(value) => Some(value.integer().ok_or(malformed("sd_alg"))?),
        None => None,
    };
    let items = match container.unprotected(SD_CLAIMS) {
        // Nothing is disclosed by leaving the header out, never by an empty list.
        Some(Value::Array(items)) if !items.is_empty() => items.as_slice(),
        Some(_) => return Err(malformed("sd_claims")),
        None => &[],
    };
    if items.len() > budget.disclosures {
        return Err(Fault::TooMany { limit: budget.disclosures });
    }
    let rules = Rules { form: profile.form, tags: profile.tags };
    let read = |item: &Value| {
        let bytes = item.bytes().ok_or(malformed("sd_claims"))?;
        // The digest is over the byte string as CBOR, its head included.
        let mut hashed = Vec::new();
        cose::byte_string(bytes, &mut hashed);
        Ok(Disclosure { hashed, value: cbor::decode(bytes, rules, budget)? })
    };
    let items = items.iter().map(read).gather::<Result<_, _>>()?;
    Ok(Disclosures { dialect: Dialect::Cbor, hash, items })
}
