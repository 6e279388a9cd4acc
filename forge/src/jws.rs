//! Compact JWS, RFC 7515 §3.1: signed over header and payload as they were given, open to change
//! after.

use crate::base64::url;
use crate::key::Key;

/// The parts of a compact JWS, as text.
#[derive(Clone, Debug)]
pub struct Compact {
    /// Header, payload and signature in base64url.
    pub parts: Vec<String>,
}

impl Compact {
    /// Signs a header text and payload bytes with a key.
    pub fn sign(header: &str, payload: &[u8], key: &Key) -> Self {
        let input = format!("{}.{}", url(header.as_bytes()), url(payload));
        let signature = key.sign(input.as_bytes());
        Self { parts: vec![url(header.as_bytes()), url(payload), url(&signature)] }
    }

    /// The JWS as text.
    pub fn text(&self) -> String {
        self.parts.join(".")
    }
}
