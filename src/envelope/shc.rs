//! SMART Health Card (SHC): pairs of digits, in one part or several → JWS → raw DEFLATE → JSON.
//!
//! Rules: SMART Health Cards framework, "Health Cards as QR codes" and "Signing Health Cards".
//! Several parts are scanned as one text, with white space between them, in any order.

use crate::budget::Budget;
use crate::encoding::{inflate, json, numeric};
use crate::envelope::{Envelope, Format, Hint, Sealed, jws};
use crate::error::Fault;
use crate::gather::Gather;

/// Characters of a JWS that one QR code of version 22 holds, alone and as a part of several.
const ALONE: usize = 1195;
const PART: usize = 1191;

/// Opens one card from all the parts that were scanned.
///
/// # Errors
/// The part faults, [`Fault::NumericMalformed`], [`Fault::Base64UrlMalformed`], the header, inflate
/// and JSON faults.
pub fn open(text: &str, budget: &Budget) -> Result<Envelope, Fault> {
    let jws = jws::open(&join(text, budget)?, budget)?;
    if jws.text("zip")? != "DEF" {
        return Err(Fault::EnvelopeHeaderMismatch { header: "zip" });
    }
    let claims = json::decode(&inflate::deflate(&jws.payload, budget)?, budget)?;
    let hint = Hint::new(Some(jws.text("kid")?.as_bytes()), claims.get("iss"), budget)?;
    Ok(Envelope {
        format: Format::Shc,
        algorithm: jws.algorithm()?,
        hint,
        signed: jws.signed,
        signature: jws.signature,
        payload: Sealed(claims),
        disclosures: None,
        binding: None,
    })
}

/// One part: its place and how many there are, where it says so, and its digits.
struct Part<'t> {
    place: Option<(u64, u64)>,
    digits: &'t str,
}

fn join(text: &str, budget: &Budget) -> Result<String, Fault> {
    let parts = text
        .split_whitespace()
        .map(|scan| part(scan).ok_or(Fault::NumericMalformed))
        .gather::<Result<Vec<_>, _>>()?;
    match parts.as_slice() {
        [Part { place: None, digits }] => characters(digits, ALONE),
        parts => assemble(parts, budget),
    }
}

fn part(scan: &str) -> Option<Part<'_>> {
    let body = scan.strip_prefix("shc:/")?;
    let Some((counter, digits)) = body.rsplit_once('/') else {
        return Some(Part { place: None, digits: body });
    };
    let (index, total) = counter.split_once('/')?;
    Some(Part { place: Some((number(index)?, number(total)?)), digits })
}

/// A counter: decimal digits without a sign or a leading zero. As wide on every machine: what a
/// number means must not depend on where it is read.
fn number(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|c| c.is_ascii_digit()) && !text.starts_with('0');
    plain.then(|| text.parse().ok()).flatten()
}

fn assemble(parts: &[Part<'_>], budget: &Budget) -> Result<String, Fault> {
    let total = match parts.first() {
        Some(Part { place: Some((_, total)), .. }) => *total,
        _ => return Err(Fault::EnvelopeChunkMismatch),
    };
    let of = usize::try_from(total)
        .ok()
        .filter(|of| *of <= budget.chunks)
        .ok_or(Fault::TooMany { limit: budget.chunks })?;
    let mut places: Vec<Option<&str>> = vec![None; of];
    for part in parts {
        let place = part
            .place
            .filter(|(_, its_total)| *its_total == total)
            .and_then(|(index, _)| places.get_mut(usize::try_from(index).ok()?.checked_sub(1)?))
            .ok_or(Fault::EnvelopeChunkMismatch)?;
        // The same part scanned twice is one part; another part in its place is another card's.
        if place.is_some_and(|known| known != part.digits) {
            return Err(Fault::EnvelopeChunkMismatch);
        }
        *place = Some(part.digits);
    }
    let have = places.iter().flatten().count();
    let jws = places
        .iter()
        .flatten()
        .map(|digits| characters(digits, PART))
        .collect::<Result<String, _>>()?;
    if have < of {
        return Err(Fault::EnvelopeChunkMissing { have, of });
    }
    // A card is split only when it must be, and into as few parts as hold it.
    match jws.len() > ALONE && jws.len().div_ceil(PART) == of {
        true => Ok(jws),
        false => Err(Fault::EnvelopeChunkMismatch),
    }
}

fn characters(digits: &str, limit: usize) -> Result<String, Fault> {
    let characters = numeric::decode(digits)?;
    match characters.len() > limit {
        true => Err(Fault::EnvelopeChunkTooLarge { size: characters.len(), limit }),
        false => Ok(characters),
    }
}
