//! The wasm-bindgen boundary, and nothing else.
//!
//! Requests and receipts cross it as JSON text: the caller's getters and proxies stay on their side,
//! a claim called `__proto__` stays data, and the text is the same in every host.

use js_sys::TypeError;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::encoding::value::Value;
use crate::encoding::{base64url, json};
use crate::host::{self, Misuse, Verifier, from_json};

/// A verifier inside one wasm instance.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Core(Verifier);

#[wasm_bindgen]
impl Core {
    /// `{ anchors: AnchorRecord[], types?: TypeRecord[], audience? }` as JSON text.
    ///
    /// # Errors
    /// A `TypeError` that names the option.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &str) -> Result<Core, TypeError> {
        Ok(Self(Verifier::new(from_json(config)?)?))
    }

    /// Verifies a scan, UTF-8, by a request as JSON text, and answers the receipt as JSON text.
    ///
    /// # Errors
    /// A `TypeError` that names the option; nothing in `scan` can cause one.
    pub fn verify(&self, scan: &[u8], request: &str) -> Result<String, TypeError> {
        Ok(json::encode(&self.0.verify(scan, from_json(request)?)?.value()))
    }
}

/// Runs the signature primitive alone; answers `{ valid, code? }`.
///
/// # Errors
/// A `TypeError` that names the field.
#[wasm_bindgen(js_name = checkSignature)]
pub fn check_signature(request: &str) -> Result<JsValue, TypeError> {
    let checked = host::check_signature(from_json(request)?)?;
    let valid = Value::Bool(checked.is_ok());
    answer([("valid", Some(valid)), ("code", checked.err().map(|fault| fault.code().into()))])
}

/// Computes a digest alone; answers `{ digest }`.
///
/// # Errors
/// A `TypeError` that names the field.
#[wasm_bindgen]
pub fn digest(request: &str) -> Result<JsValue, TypeError> {
    answer([("digest", Some(Value::Text(host::digest(from_json(request)?)?)))])
}

/// A challenge to show: 16 bytes from the platform's own source, in base64url. Nothing else here
/// needs chance.
///
/// # Errors
/// A `TypeError` where the platform has no source.
#[wasm_bindgen]
pub fn challenge() -> Result<String, TypeError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|_| TypeError::new("challenge: this host has no source of random numbers"))?;
    Ok(base64url::encode(&bytes))
}

/// An object of these members.
fn answer<const N: usize>(members: [(&str, Option<Value>); N]) -> Result<JsValue, TypeError> {
    Value::object(members)
        .serialize(&Serializer::json_compatible())
        .map_err(|_| TypeError::new("answer: cannot be written"))
}

impl From<Misuse> for TypeError {
    fn from(misuse: Misuse) -> Self {
        Self::new(&misuse.to_string())
    }
}
