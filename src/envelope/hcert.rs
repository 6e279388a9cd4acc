//! EU digital COVID certificate (HCERT): base45 → zlib → COSE_Sign1 → CWT.
//!
//! Rules: electronic health certificate specification 1.0.5; the leniencies below are what issued
//! certificates need, measured over 581 public texts.

use crate::budget::Budget;
use crate::encoding::cbor::Form;
use crate::encoding::{base45, inflate};
use crate::envelope::cose::{self, Profile};
use crate::envelope::{Envelope, Format};
use crate::error::Fault;

const PROFILE: Profile = Profile {
    format: Format::Hcert,
    form: Form::Definite, // 437 of 581 have unsorted maps, 25 a fraction in a date
    loose_tags: true,     // 5 have no tag, 1 has both
    loose_headers: true,  // 31 have `kid` unprotected, 2 in both headers
    loose_end: true,      // 2 have bytes after the container; they are neither signed nor read
    headers: None,
    tags: &[0, 1], // 2 mark their dates
};

/// Opens what follows `HC1:`.
///
/// # Errors
/// [`Fault::Base45Malformed`], the inflate faults, and those of [`cose::open`].
pub fn open(body: &str, budget: &Budget) -> Result<Envelope, Fault> {
    let bytes = inflate::zlib(&base45::decode(body)?, budget)?;
    cose::open(&bytes, &PROFILE, budget)
}
