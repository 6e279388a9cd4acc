//! New Zealand COVID pass (NZCP): base32 → COSE_Sign1 → CWT.
//!
//! Rules: NZ COVID Pass technical specification, version 1.

use crate::budget::Budget;
use crate::encoding::base32;
use crate::encoding::cbor::Form;
use crate::envelope::cose::{self, Profile};
use crate::envelope::{Envelope, Format};
use crate::error::Fault;

const PROFILE: Profile = Profile {
    format: Format::Nzcp,
    form: Form::Definite,
    loose_tags: false,
    loose_headers: false, // §2.2: `alg` and `kid` are protected
    loose_end: false,
    headers: None,
    tags: &[],
};

/// Opens what follows `NZCP:/`: the version and the base32 text (§4).
///
/// # Errors
/// [`Fault::EnvelopeUnsupported`] for another version, [`Fault::Base32Malformed`], and those of
/// [`cose::open`].
pub fn open(body: &str, budget: &Budget) -> Result<Envelope, Fault> {
    let Some((version, text)) = body.split_once('/') else {
        return Err(Fault::EnvelopeMalformed);
    };
    match version {
        "1" => cose::open(&base32::decode(text)?, &PROFILE, budget),
        _ => Err(Fault::EnvelopeUnsupported),
    }
}
