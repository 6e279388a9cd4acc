//! base64url without padding, RFC 7515 §2, as every part of a JWS is written.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::Fault;

/// Reads base64url without padding.
///
/// # Errors
/// [`Fault::Base64UrlMalformed`] for padding, `+`, `/`, white space, an impossible length or
/// trailing bits: verifiers that let these through accept one signature under many texts.
pub fn decode(text: &str) -> Result<Vec<u8>, Fault> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Fault::Base64UrlMalformed)
}

/// Writes base64url without padding.
pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
