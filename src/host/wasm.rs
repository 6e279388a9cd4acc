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
    /// `{ anchors?: AnchorRecord[], types?: TypeRecord[], audience?, region? }` as JSON text, and the
    /// pinned root, empty where there is none.
    ///
    /// # Errors
    /// A `TypeError` that names the option.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &str, root: &[u8]) -> Result<Core, TypeError> {
        let root = Some(root).filter(|root| !root.is_empty());
        Ok(Self(Verifier::new(from_json(config)?, root)?))
    }

    /// Takes up what an earlier run kept in its two slots; answers as JSON text.
    ///
    /// # Errors
    /// A `TypeError` that names the option.
    pub fn restore(&mut self, first: &[u8], second: &[u8]) -> Result<String, TypeError> {
        Ok(json::encode(&self.0.restore([first, second])?))
    }

    /// Offers a trust bundle at a moment in seconds; answers as JSON text.
    ///
    /// # Errors
    /// A `TypeError` that names the option.
    #[wasm_bindgen(js_name = updateTrust)]
    pub fn update_trust(&mut self, bundle: &[u8], at: f64) -> Result<String, TypeError> {
        Ok(json::encode(&self.0.update_trust(bundle, whole(at)?)?))
    }

    /// What is to be kept of the bundle that is held: a byte with the number of the slot, and then the
    /// line to write into it before the bundle's own bytes.
    ///
    /// # Errors
    /// A `TypeError` when no bundle is held.
    pub fn slot(&mut self) -> Result<Vec<u8>, TypeError> {
        let (place, line) = self.0.slot()?;
        Ok([[u8::from(place == 1)].as_slice(), &line].concat())
    }

    /// Notes a moment by a clock that the caller trusts.
    ///
    /// # Errors
    /// A `TypeError` for a moment that is none.
    pub fn saw(&mut self, at: f64) -> Result<(), TypeError> {
        Ok(self.0.saw(whole(at)?)?)
    }

    /// Offers a status list token or a revocation pack at a moment in seconds; `uri` is where it came
    /// from, empty where that is not known. Answers as JSON text.
    ///
    /// # Errors
    /// A `TypeError` that names the option.
    #[wasm_bindgen(js_name = updateStatus)]
    pub fn update_status(&mut self, file: &[u8], at: f64, uri: &str) -> Result<String, TypeError> {
        let uri = Some(uri).filter(|uri| !uri.is_empty());
        Ok(json::encode(&self.0.update_status(file, whole(at)?, uri)?))
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

/// Whole seconds of a number: 64-bit integers would cross the boundary as a `BigInt`, which old hosts
/// have not.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "saturates at both ends, and what is out of range is refused"
)]
fn whole(at: f64) -> Result<i64, TypeError> {
    match at.is_finite() {
        true => Ok(at.floor() as i64),
        false => Err(TypeError::new("at: is not a moment in seconds")),
    }
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
