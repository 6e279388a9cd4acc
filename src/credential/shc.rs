//! The claims of a SMART Health Card: its framework, "Modeling Verifiable Credentials in FHIR".
//!
//! The card's content is HL7 FHIR. Checked are the rules that the framework itself sets: the
//! bundle's shape, `meta` with security labels only, nothing empty, events that took place.

use crate::credential::{Reading, Validity, required, text, time};
use crate::encoding::value::Value;
use crate::error::Fault;
use crate::gather::Gather;

/// The type that every card has.
const CARD: &str = "https://smarthealth.cards#health-card";

/// A resource that records an event.
struct Event {
    resource: &'static str,
    /// The states in which it took place.
    done: &'static [&'static str],
    /// The members that say when, of which it has exactly one; none where it may be left out.
    when: &'static [&'static str],
}

/// FHIR R4: Immunization, Observation.
const EVENTS: [Event; 2] = [
    Event {
        resource: "Immunization",
        done: &["completed"],
        when: &["occurrenceDateTime", "occurrenceString"],
    },
    Event { resource: "Observation", done: &["final", "amended", "corrected"], when: &[] },
];

pub(super) fn read(payload: &Value) -> Result<Reading, Fault> {
    let malformed = |claim| Fault::CredentialClaimMalformed { claim };
    let issuer = text(payload.get("iss"), "iss")?;
    if !issuer.starts_with("https://") || issuer.ends_with('/') {
        return Err(malformed("iss"));
    }
    let not_before = time(required(payload.get("nbf"), "nbf")?, "nbf", true)?;
    let credential = required(payload.get("vc"), "vc")?;
    let types = required(credential.get("type"), "type")?
        .elements()
        .and_then(|types| types.iter().map(|kind| kind.text().map(str::to_owned)).gather())
        .filter(|types: &Vec<String>| types.iter().any(|kind| kind == CARD))
        .ok_or(malformed("type"))?;
    let subject = required(credential.get("credentialSubject"), "credentialSubject")?;
    text(subject.get("fhirVersion"), "fhirVersion")?;
    let bundle = required(subject.get("fhirBundle"), "fhirBundle")?;
    check(bundle)?;
    Ok(Reading {
        issuer: Some(issuer.to_owned()),
        region: None,
        types,
        validity: Validity {
            issued: not_before,
            not_before,
            // The framework lets a card have no end.
            not_after: payload.get("exp").map(|exp| time(exp, "exp", true)).transpose()?,
        },
        confirmation: None,
        status: None,
        claims: vec![("fhirBundle".to_owned(), bundle.clone())],
    })
}

fn check(bundle: &Value) -> Result<(), Fault> {
    let malformed = |claim| Fault::CredentialClaimMalformed { claim };
    if bundle.get("resourceType").and_then(Value::text) != Some("Bundle") {
        return Err(malformed("resourceType"));
    }
    if bundle.get("type").and_then(Value::text) != Some("collection") {
        return Err(malformed("type"));
    }
    if has_empty(bundle) {
        return Err(malformed("fhirBundle"));
    }
    let entries = required(bundle.get("entry"), "entry")?.elements().ok_or(malformed("entry"))?;
    for entry in entries {
        text(entry.get("fullUrl"), "fullUrl")?;
        resource(required(entry.get("resource"), "resource")?)?;
    }
    Ok(())
}

fn resource(resource: &Value) -> Result<(), Fault> {
    let kind = text(resource.get("resourceType"), "resourceType")?;
    if resource.get("meta").is_some_and(|meta| !has_labels_only(meta)) {
        return Err(Fault::CredentialClaimMalformed { claim: "meta" });
    }
    let Some(event) = EVENTS.iter().find(|event| event.resource == kind) else { return Ok(()) };
    if !event.done.contains(&text(resource.get("status"), "status")?) {
        return Err(Fault::CredentialClaimUnknown { claim: "status" });
    }
    let stated = event.when.iter().filter(|member| resource.get(member).is_some()).count();
    match event.when.is_empty() || stated == 1 {
        true => Ok(()),
        false => Err(Fault::CredentialClaimMalformed { claim: "occurrence" }),
    }
}

/// Whether `meta` holds nothing but security labels, each with a code.
fn has_labels_only(meta: &Value) -> bool {
    let coded = |label: &Value| label.get("code").and_then(Value::text).is_some();
    match meta.entries() {
        Some([(Value::Text(name), Value::Array(labels))]) => {
            name == "security" && labels.iter().all(coded)
        }
        _ => false,
    }
}

/// FHIR §2.6.2: no empty string, array or object, at any level.
fn has_empty(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty() || elements.iter().any(has_empty),
        Value::Map(entries) => entries.is_empty() || entries.iter().any(|(_, v)| has_empty(v)),
        _ => false,
    }
}
