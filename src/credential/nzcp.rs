//! The claims of a New Zealand COVID pass: NZ COVID Pass technical specification §2.

use crate::credential::{Reading, Validity, required, text, time};
use crate::encoding::date::day;
use crate::encoding::value::Value;
use crate::envelope::cwt::{CTI, EXP, ISS, NBF};
use crate::error::Fault;
use crate::gather::Gather;

pub(super) fn read(payload: &Value) -> Result<Reading, Fault> {
    let malformed = |claim| Fault::CredentialClaimMalformed { claim };
    let not_before = time(required(payload.at(NBF), "nbf")?, "nbf", false)?;
    let exp = payload.at(EXP).ok_or(Fault::CredentialExpiryMissing)?;
    // §2.1: `cti` is a UUID.
    let cti = required(payload.at(CTI), "cti")?.bytes().ok_or(malformed("cti"))?;
    if cti.len() != 16 {
        return Err(malformed("cti"));
    }
    let credential = required(payload.get("vc"), "vc")?;
    let first = |member| credential.get(member).and_then(Value::elements).unwrap_or_default();
    let texts = |member| first(member).iter().filter_map(Value::text).gather::<Vec<_>>();
    if texts("@context").first() != Some(&"https://www.w3.org/2018/credentials/v1") {
        return Err(malformed("@context"));
    }
    if texts("type") != ["VerifiableCredential", "PublicCovidPass"] {
        return Err(malformed("type"));
    }
    if text(credential.get("version"), "version")? != "1.0.0" {
        return Err(Fault::CredentialClaimUnknown { claim: "version" });
    }
    Ok(Reading {
        issuer: Some(text(payload.at(ISS), "iss")?.to_owned()),
        region: None,
        types: vec!["PublicCovidPass".to_owned()],
        validity: Validity {
            issued: not_before,
            not_before,
            not_after: Some(time(exp, "exp", false)?),
        },
        confirmation: None,
        status: None,
        claims: subject(required(credential.get("credentialSubject"), "credentialSubject")?)?,
    })
}

/// §2.4: a given name, a family name that may be missing, a date of birth.
fn subject(subject: &Value) -> Result<Vec<(String, Value)>, Fault> {
    text(subject.get("givenName"), "givenName")?;
    if day(text(subject.get("dob"), "dob")?).is_none() {
        return Err(Fault::CredentialClaimMalformed { claim: "dob" });
    }
    if subject.get("familyName").is_some_and(|name| name.text().is_none()) {
        return Err(Fault::CredentialClaimMalformed { claim: "familyName" });
    }
    let claim = |name: &str| Some((name.to_owned(), subject.get(name)?.clone()));
    Ok(["givenName", "familyName", "dob"].into_iter().filter_map(claim).gather())
}
