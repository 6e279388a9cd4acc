//! A plain JSON Web Token as a credential: a compact JWS whose payload is its claims, RFC 7519.

use crate::budget::Budget;
use crate::envelope::{Dialect, Disclosures, Envelope, Format, jws};
use crate::error::Fault;

/// Opens three base64url parts.
///
/// # Errors
/// As [`jws::open`]; [`Fault::EnvelopeHeaderMismatch`] for the type of another kind of token, the
/// JSON faults.
pub fn open(text: &str, budget: &Budget) -> Result<Envelope, Fault> {
    let jws = jws::open(text, budget)?;
    // RFC 8725 §3.11: a key binding or a status list is not a credential, whoever signed it.
    match jws.get("typ").map(|typ| typ.text().unwrap_or_default().to_ascii_lowercase()) {
        None => {}
        Some(typ) if typ == "jwt" || typ.ends_with("vc+jwt") => {}
        Some(_) => return Err(Fault::EnvelopeHeaderMismatch { header: "typ" }),
    }
    let mut envelope = jws.seal(Format::Jwt, None, budget)?;
    // Digests of what nobody discloses are taken out like any others.
    envelope.disclosures =
        Some(Disclosures { dialect: Dialect::Json, hash: None, items: Vec::new() });
    Ok(envelope)
}
