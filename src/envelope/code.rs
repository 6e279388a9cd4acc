//! 证照码, the credential code of `docs/code.md`, version 1, kind 1: a plain CWT for paper.

use crate::budget::Budget;
use crate::encoding::cbor::Form;
use crate::encoding::digits;
use crate::envelope::cose::{self, Profile};
use crate::envelope::{Envelope, Format};
use crate::error::Fault;

/// GB/T 36904, then the version of the code.
pub const MARKER: &str = "36904";

/// Bytes that a QR code of version 22 at level L holds in digits, less the seven in front.
const LIMIT: usize = 992;

/// Deterministic throughout; what decides stands in the protected header and nowhere else.
const PROFILE: Profile = Profile {
    format: Format::Code,
    form: Form::Deterministic,
    loose_tags: false,
    loose_headers: false,
    loose_end: false,
    typ: Some(61),
    tags: &[],
};

/// Folds what a keyboard wedge and an input method add: full-width digits and white space.
/// Nothing else is changed; text that is no digits comes back as it is, without white space.
pub fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '０'..='９' => u32::from(c)
                .checked_sub(u32::from('０'))
                .and_then(|digit| char::from_digit(digit, 10))
                .unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// Opens what follows the marker: version, kind, digits.
///
/// # Errors
/// [`Fault::EnvelopeUnsupported`] for another version or kind, [`Fault::DigitsMalformed`],
/// [`Fault::EnvelopeTooLarge`], and those of [`cose::open`].
pub fn open(body: &str, budget: &Budget) -> Result<Envelope, Fault> {
    if !body.bytes().all(|c| c.is_ascii_digit()) {
        return Err(Fault::DigitsMalformed);
    }
    let Some(code) = body.strip_prefix("11") else {
        return Err(Fault::EnvelopeUnsupported);
    };
    let bytes = digits::decode(code)?;
    if bytes.len() > LIMIT {
        return Err(Fault::EnvelopeTooLarge { size: bytes.len(), limit: LIMIT });
    }
    cose::open(&bytes, &PROFILE, budget)
}
