//! The claims of a JSON credential, with or without disclosures: RFC 7519, and the type of SD-JWT VC
//! where it has one.
//!
//! Every claim is released as it stands; what decides (dates, issuer, type) is read strictly. An end
//! of validity is required unless the type is known to have none, though RFC 7519 lets it be absent:
//! a missing date is not eternity.

use crate::credential::{Catalogue, Reading, Validity, text, time};
use crate::encoding::value::Value;
use crate::error::Fault;
use crate::gather::Gather;

pub(super) fn read(payload: &Value, catalogue: &Catalogue) -> Result<Reading, Fault> {
    let entries = payload.entries().ok_or(Fault::CredentialClaimMalformed { claim: "payload" })?;
    if payload.get("aud").is_some() {
        return Err(Fault::CredentialAudienceUnsupported);
    }
    let date = |claim| payload.get(claim).map(|value| time(value, claim, false)).transpose();
    let (iat, nbf) = (date("iat")?, date("nbf")?);
    let issued = iat.or(nbf).ok_or(Fault::CredentialClaimMissing { claim: "iat" })?;
    let kind = payload.get("vct").map(|vct| text(Some(vct), "vct")).transpose()?;
    let perpetual = kind.and_then(|kind| catalogue.find(kind)).is_some_and(|kind| kind.perpetual);
    let not_after = match date("exp")? {
        None if !perpetual => return Err(Fault::CredentialExpiryMissing),
        end => end,
    };
    let named = entries.iter().filter_map(|(name, value)| Some((name.text()?, value)));
    Ok(Reading {
        issuer: payload
            .get("iss")
            .map(|iss| text(Some(iss), "iss").map(str::to_owned))
            .transpose()?,
        region: payload.get("certificateAreaCode").and_then(Value::text).map(str::to_owned),
        types: kind.into_iter().map(str::to_owned).gather(),
        validity: Validity { issued, not_before: nbf.unwrap_or(issued), not_after },
        confirmation: payload.get("cnf").cloned(),
        status: payload.get("status").cloned(),
        claims: named.map(|(name, value)| (name.to_owned(), value.clone())).gather(),
    })
}
