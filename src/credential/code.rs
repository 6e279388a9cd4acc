//! The claims of a credential code (`docs/code.md` §4), kind 1: a paper credential, with no holder.

use crate::credential::elements::TABLE;
use crate::credential::{Reading, Validity, required, text, time};
use crate::encoding::value::Value;
use crate::envelope::cwt::{AUD, EXP, IAT, ISS, NBF};
use crate::error::Fault;

/// SD-CWT `vct`; Token Status List `status`; the elements' map.
const VCT: i128 = 11;
const STATUS: i128 = 65535;
const ELEMENTS: i128 = -369_041;

const CLAIMS: [i128; 7] = [ISS, EXP, NBF, IAT, VCT, STATUS, ELEMENTS];

pub(super) fn read(payload: &Value) -> Result<Reading, Fault> {
    let entries = payload.entries().ok_or(Fault::CredentialClaimMalformed { claim: "payload" })?;
    if payload.at(AUD).is_some() {
        return Err(Fault::CredentialAudienceUnsupported);
    }
    // A signed claim that nobody here knows could limit the others: it is not passed over.
    let known = CLAIMS.map(Value::Integer);
    if entries.iter().any(|(key, _)| !known.contains(key)) {
        return Err(Fault::CredentialClaimUnknown { claim: "payload" });
    }
    let claims = elements(required(payload.at(ELEMENTS), "elements")?)?;
    let exp = payload.at(EXP).ok_or(Fault::CredentialExpiryMissing)?;
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
        types: vec![text(payload.at(VCT), "vct")?.to_owned()],
        validity: Validity { issued, not_before, not_after: Some(time(exp, "exp", false)?) },
        claims,
    })
}

/// The elements by their names, in the order of the table; one that a later table adds follows
/// under its number, so that nothing which was signed is lost.
fn elements(map: &Value) -> Result<Vec<(String, Value)>, Fault> {
    let malformed = |claim| Fault::CredentialClaimMalformed { claim };
    let entries = map.entries().ok_or(malformed("elements"))?;
    let mut claims = Vec::with_capacity(entries.len());
    for element in &TABLE {
        match map.at(element.key) {
            Some(Value::Text(value)) if element.shape.fits(value) => {
                claims.push((element.name.to_owned(), Value::Text(value.clone())));
            }
            Some(_) => return Err(malformed(element.name)),
            None if element.required => {
                return Err(Fault::CredentialClaimMissing { claim: element.name });
            }
            None => {}
        }
    }
    for (key, value) in entries {
        let number = key.integer().filter(|number| *number > 0).ok_or(malformed("elements"))?;
        if TABLE.iter().all(|element| element.key != number) {
            claims.push((format!("element{number}"), value.clone()));
        }
    }
    Ok(claims)
}
