//! SD-JWT, RFC 9901, with or without a key binding JWT: compact (§4) or as JSON (§8).

use crate::budget::Budget;
use crate::encoding::value::Value;
use crate::encoding::{base64url, json};
use crate::envelope::jws::{self, Jws};
use crate::envelope::{Binding, Dialect, Disclosure, Disclosures, Envelope, Format};
use crate::error::Fault;
use crate::gather::Gather;

/// The parts of a presentation, wherever they stood.
struct Parts<'t> {
    jws: [&'t str; 3],
    unprotected: Option<&'t Value>,
    disclosures: Vec<&'t str>,
    key_binding: Option<&'t str>,
}

/// Opens the compact form: a JWS, its disclosures, and a key binding or nothing, joined by `~`.
///
/// # Errors
/// [`Fault::EnvelopeMalformed`], the header, base64url and JSON faults, [`Fault::TooMany`].
pub fn open(text: &str, budget: &Budget) -> Result<Envelope, Fault> {
    let (credential, rest) = text.split_once('~').ok_or(Fault::EnvelopeMalformed)?;
    let mut disclosures: Vec<_> = rest.split('~').gather();
    let key_binding = disclosures.pop().filter(|last| !last.is_empty());
    let mut parts = credential.split('.');
    let (Some(header), Some(payload), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Fault::EnvelopeMalformed);
    };
    let jws = [header, payload, signature];
    seal(&Parts { jws, unprotected: None, disclosures, key_binding }, budget)
}

/// Opens the JSON form, flattened or general. Of several signatures the first counts: with it stand
/// the disclosures (§8).
///
/// # Errors
/// As [`open`].
pub fn open_json(text: &str, budget: &Budget) -> Result<Envelope, Fault> {
    // The payload and a key binding are single strings here, as long as whole presentations.
    let outer = Budget { string: budget.inflated, ..*budget };
    let whole = json::decode(text.as_bytes(), &outer)?;
    let signature = signature(&whole)?;
    let member = |object: &Value, name| {
        object.get(name).and_then(Value::text).map(str::to_owned).ok_or(Fault::EnvelopeMalformed)
    };
    let jws = [
        member(signature, "protected")?,
        member(&whole, "payload")?,
        member(signature, "signature")?,
    ];
    let empty = Value::Map(Vec::new());
    let header = signature.get("header").unwrap_or(&empty);
    jws::check(header)?;
    let disclosures = match header.get("disclosures") {
        Some(list) => list.elements().and_then(|list| list.iter().map(Value::text).gather()),
        None => Some(Vec::new()),
    };
    let key_binding = match header.get("kb_jwt") {
        Some(token) => Some(token.text().ok_or(Fault::EnvelopeMalformed)?),
        None => None,
    };
    let [protected, payload, signature] = &jws;
    let parts = Parts {
        jws: [protected, payload, signature],
        unprotected: Some(header),
        disclosures: disclosures.ok_or(Fault::EnvelopeMalformed)?,
        key_binding,
    };
    seal(&parts, budget)
}

/// The signature that counts, RFC 7515 §7.2: the object itself, or the first of its list. One text
/// has one reading, so both at once are refused, and so are disclosures with another signature.
fn signature(whole: &Value) -> Result<&Value, Fault> {
    let Some(signatures) = whole.get("signatures") else { return Ok(whole) };
    let signatures = signatures.elements().unwrap_or_default();
    let (first, others) = signatures.split_first().ok_or(Fault::EnvelopeMalformed)?;
    let has = |object: &Value, names: &[&str]| names.iter().any(|name| object.get(name).is_some());
    let flattened = has(whole, &["signature", "protected", "header"]);
    let shows = |other: &Value| {
        other.get("header").is_some_and(|header| has(header, &["disclosures", "kb_jwt"]))
    };
    match flattened || others.iter().any(shows) {
        true => Err(Fault::EnvelopeMalformed),
        false => Ok(first),
    }
}

fn seal(parts: &Parts<'_>, budget: &Budget) -> Result<Envelope, Fault> {
    if parts.disclosures.len() > budget.disclosures {
        return Err(Fault::TooMany { limit: budget.disclosures });
    }
    let credential = jws::assemble(parts.jws, budget)?;
    check_typ(&credential)?;
    let kid = match parts.unprotected {
        Some(header) => {
            check_disjoint(&credential, header)?;
            header.get("kid")
        }
        None => None,
    };
    let mut presented = parts.jws.join(".") + "~";
    for disclosure in &parts.disclosures {
        presented.extend([disclosure, "~"]);
    }
    let binding = match parts.key_binding {
        Some(token) => Some(key_binding(token, presented, budget)?),
        None => None,
    };
    let read = |text: &&str| {
        let value = json::decode(&base64url::decode(text)?, budget)?;
        Ok(Disclosure { hashed: text.as_bytes().to_vec(), value })
    };
    let items = parts.disclosures.iter().map(read).gather::<Result<_, _>>()?;
    let mut envelope = credential.seal(Format::SdJwt, kid, budget)?;
    envelope.disclosures = Some(Disclosures { dialect: Dialect::Json, hash: None, items });
    envelope.binding = binding;
    Ok(envelope)
}

/// RFC 7515 §4: no name stands in both headers, and what decides stands in the one that is signed.
fn check_disjoint(credential: &Jws, unprotected: &Value) -> Result<(), Fault> {
    for (name, _) in unprotected.entries().unwrap_or_default() {
        let name = name.text().unwrap_or_default();
        let header = ["alg", "kid", "typ"].into_iter().find(|known| *known == name);
        if name == "alg" || credential.get(name).is_some() {
            return Err(Fault::EnvelopeHeaderMismatch { header: header.unwrap_or("other") });
        }
    }
    Ok(())
}

/// RFC 8725 §3.11: a token of another kind is not a credential, whoever signed it.
fn check_typ(credential: &Jws) -> Result<(), Fault> {
    match credential.get("typ").map(|typ| typ.text().unwrap_or_default()) {
        None => Ok(()),
        Some(typ) if typ.to_ascii_lowercase().ends_with("sd-jwt") => Ok(()),
        Some(_) => Err(Fault::EnvelopeHeaderMismatch { header: "typ" }),
    }
}

/// §4.3: the token by which the holder signs what is presented.
fn key_binding(token: &str, presented: String, budget: &Budget) -> Result<Binding, Fault> {
    let token = jws::open(token, budget)?;
    if token.text("typ")? != "kb+jwt" {
        return Err(Fault::EnvelopeHeaderMismatch { header: "typ" });
    }
    Ok(Binding {
        dialect: Dialect::Json,
        algorithm: token.algorithm()?,
        payload: json::decode(&token.payload, budget)?,
        signed: token.signed,
        signature: token.signature,
        presented: Some(presented.into_bytes()),
    })
}
