//! The claims of a credential code (`docs/code.md` §4): on paper, or presented by its holder.

use crate::credential::elements::TABLE;
use crate::credential::{Catalogue, Reading, Validity, required, text, time};
use crate::encoding::value::Value;
use crate::envelope::cwt::{AUD, CNF, EXP, IAT, ISS, NBF, VCT};
use crate::error::Fault;

/// Token Status List `status`; the elements' map.
const STATUS: i64 = 65535;
const ELEMENTS: i64 = -369_041;

const CLAIMS: [i64; 8] = [ISS, EXP, NBF, IAT, CNF, VCT, STATUS, ELEMENTS];

/// Whether nothing is redacted but elements.
pub(super) fn is_open(payload: &Value) -> bool {
    payload.entries().is_some_and(|entries| {
        entries.iter().all(|(key, value)| match key {
            Value::Integer(ELEMENTS) => true,
            Value::Simple(_) => false,
            _ => !has_digests(value),
        })
    })
}

fn has_digests(value: &Value) -> bool {
    match value {
        Value::Tag(..) | Value::Simple(_) => true,
        Value::Array(elements) => elements.iter().any(has_digests),
        Value::Map(entries) => entries.iter().any(|(k, v)| has_digests(k) || has_digests(v)),
        _ => false,
    }
}

pub(super) fn read(
    payload: &Value,
    presented: bool,
    catalogue: &Catalogue,
) -> Result<Reading, Fault> {
    let entries = payload.entries().ok_or(Fault::CredentialClaimMalformed { claim: "payload" })?;
    if payload.at(AUD).is_some() {
        return Err(Fault::CredentialAudienceUnsupported);
    }
    // A signed claim that nobody here knows could limit the others: it is not passed over. On paper
    // a holder's key is such a claim: nobody could use it.
    let unknown = |key: &Value| match key {
        Value::Integer(CNF) => !presented,
        Value::Integer(known) => !CLAIMS.contains(known),
        _ => true,
    };
    if entries.iter().any(|(key, _)| unknown(key)) {
        return Err(Fault::CredentialClaimUnknown { claim: "payload" });
    }
    let claims = elements(required(payload.at(ELEMENTS), "elements")?, presented)?;
    let kind = text(payload.at(VCT), "vct")?;
    let perpetual = catalogue.find(kind).is_some_and(|kind| kind.perpetual);
    let not_after = match payload.at(EXP) {
        None if !perpetual => return Err(Fault::CredentialExpiryMissing),
        exp => exp.map(|exp| time(exp, "exp", false)).transpose()?,
    };
    let issued = time(required(payload.at(IAT), "iat")?, "iat", false)?;
    let not_before = time(required(payload.at(NBF), "nbf")?, "nbf", false)?;
    // draft-ietf-spice-sd-cwt: nbf ≤ iat < exp; the end is compared for every format.
    if not_before > issued {
        return Err(Fault::CredentialValidityMismatch);
    }
    Ok(Reading {
        issuer: Some(text(payload.at(ISS), "iss")?.to_owned()),
        region: claims.iter().find_map(|(name, value)| {
            (name == "certificateAreaCode").then(|| value.text().map(str::to_owned)).flatten()
        }),
        types: vec![kind.to_owned()],
        validity: Validity { issued, not_before, not_after },
        confirmation: payload.at(CNF).cloned(),
        status: payload.at(STATUS).cloned(),
        claims,
    })
}

/// The elements by their names, in the order of the table; one that a later table adds follows
/// under its number, so that nothing which was signed is lost.
fn elements(map: &Value, presented: bool) -> Result<Vec<(String, Value)>, Fault> {
    let malformed = |claim| Fault::CredentialClaimMalformed { claim };
    let mut entries = Vec::new();
    ungroup(map, &mut entries)?;
    let mut claims = Vec::with_capacity(entries.len());
    for element in &TABLE {
        let mut found = entries.iter().filter(|(key, _)| *key == i64::from(element.key));
        match (found.next(), found.next()) {
            (Some(_), Some(_)) => return Err(Fault::CredentialClaimDuplicate),
            (Some((_, value)), None) if element.shape.fits(value) => {
                claims.push((element.name.to_owned(), (*value).clone()));
            }
            (Some(_), None) => return Err(malformed(element.name)),
            // A holder may keep back what paper must show.
            (None, _) if element.is_required() && !presented => {
                return Err(Fault::CredentialClaimMissing { claim: element.name });
            }
            (None, _) => {}
        }
    }
    for (key, value) in entries {
        if TABLE.iter().any(|element| i64::from(element.key) == key) {
            continue;
        }
        let name = format!("element{key}");
        if claims.iter().any(|(known, _)| *known == name) {
            return Err(Fault::CredentialClaimDuplicate);
        }
        claims.push((name, value.clone()));
    }
    Ok(claims)
}

/// Takes elements out of their groups: a map under a negative key holds elements that a holder shows
/// or keeps back together.
fn ungroup<'v>(map: &'v Value, found: &mut Vec<(i64, &'v Value)>) -> Result<(), Fault> {
    let malformed = Fault::CredentialClaimMalformed { claim: "elements" };
    for (key, value) in map.entries().ok_or(malformed.clone())? {
        match key.integer() {
            Some(group) if group < 0 => ungroup(value, found)?,
            Some(key) if key > 0 => found.push((key, value)),
            _ => return Err(malformed),
        }
    }
    Ok(())
}
