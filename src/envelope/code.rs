//! 证照码, the credential code of `docs/code.md`, version 1: one credential on paper (kind 1), one
//! presented by its holder (kind 2), or several of both (kind 3), in decimal digits.

use crate::budget::Budget;
use crate::encoding::cbor::{self, Form, Rules};
use crate::encoding::digits;
use crate::encoding::value::Value;
use crate::envelope::cose::{self, CWT, Headers, PLAIN, Profile, SIGN1};
use crate::envelope::{Envelope, Format, sd_cwt};
use crate::error::Fault;
use crate::gather::Gather;

/// GB/T 36904, then the version of the code.
pub const MARKER: &str = "36904";

/// Bytes of one credential: with the seven digits in front, a QR code of version 23 at level L, which
/// a phone's screen shows large enough for any camera. Version 22 holds three bytes less.
const LIMIT: usize = 992;
/// Bytes that one QR code holds at all: version 40 at level L, 7,089 digits.
const LIMIT_SEVERAL: usize = 2916;
/// Credentials in one code.
const SEVERAL: core::ops::RangeInclusive<usize> = 2..=8;

/// A paper credential: deterministic, and what decides stands in the protected header.
const PAPER: Profile = Profile {
    format: Format::Code,
    form: Form::Deterministic,
    loose_tags: false,
    loose_headers: false,
    loose_end: false,
    headers: Some(Headers { typ: 61, protected: PLAIN, unprotected: &[] }),
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
/// [`Fault::EnvelopeTooLarge`], and those of [`cose::read`].
pub fn open(body: &str, budget: &Budget) -> Result<Vec<Envelope>, Fault> {
    if !body.bytes().all(|c| c.is_ascii_digit()) {
        return Err(Fault::DigitsMalformed);
    }
    let (Some("1"), Some(kind), Some(code)) = (body.get(..1), body.get(1..2), body.get(2..)) else {
        return Err(Fault::EnvelopeUnsupported);
    };
    let limit = match kind {
        "1" | "2" => LIMIT,
        "3" => LIMIT_SEVERAL,
        _ => return Err(Fault::EnvelopeUnsupported),
    };
    let bytes = digits::decode(code)?;
    if bytes.len() > limit {
        return Err(Fault::EnvelopeTooLarge { size: bytes.len(), limit });
    }
    let rules = Rules { form: Form::Deterministic, tags: &[SIGN1, CWT] };
    let item = cbor::decode(&bytes, rules, budget)?;
    match kind {
        "1" => Ok(vec![paper(&item, budget)?]),
        "2" => Ok(vec![sd_cwt::open(&item, &sd_cwt::CODE, budget)?]),
        _ => several(&item, budget),
    }
}

fn paper(item: &Value, budget: &Budget) -> Result<Envelope, Fault> {
    cose::read_item(item, &PAPER, budget)?.seal(&PAPER, None, budget)
}

/// Each credential is what it would be alone; its `typ` says which of the two.
fn several(item: &Value, budget: &Budget) -> Result<Vec<Envelope>, Fault> {
    let items = item.elements().ok_or(Fault::EnvelopeMalformed)?;
    if !SEVERAL.contains(&items.len()) {
        return Err(Fault::EnvelopeMalformed);
    }
    let loose = Profile { headers: None, ..PAPER };
    let open = |item| match cose::read_item(item, &loose, budget)?.protected(cose::TYP) {
        Some(Value::Integer(sd_cwt::TOKEN)) => sd_cwt::open(item, &sd_cwt::CODE, budget),
        _ => paper(item, budget),
    };
    items.iter().map(open).gather()
}
