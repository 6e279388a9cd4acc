//! The wasm-bindgen boundary, and nothing else.

use js_sys::TypeError;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::encoding::json;
use crate::encoding::value::Value;
use crate::host::{self, Misuse, OPTIONS, Verifier};

/// A verifier inside one wasm instance.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Core(Verifier);

#[wasm_bindgen]
impl Core {
    /// `{ anchors: AnchorRecord[] }`.
    ///
    /// # Errors
    /// A `TypeError` that names the option.
    #[wasm_bindgen(constructor)]
    pub fn new(config: JsValue) -> Result<Core, TypeError> {
        Verifier::new(data(config)?).map(Self).map_err(refusal)
    }

    /// Verifies a scan, UTF-8, and answers the receipt as JSON text.
    ///
    /// # Errors
    /// A `TypeError` that names the option; nothing in `scan` can cause one.
    pub fn verify(&self, scan: &[u8], request: JsValue) -> Result<String, TypeError> {
        let receipt = self.0.verify(scan, data(request)?).map_err(refusal)?;
        serde_json::to_string(&receipt).map_err(|error| TypeError::new(&error.to_string()))
    }
}

/// Runs the signature primitive alone; answers JSON text.
///
/// # Errors
/// A `TypeError` that names the field.
#[wasm_bindgen(js_name = checkSignature)]
pub fn check_signature(request: JsValue) -> Result<String, TypeError> {
    Ok(match host::check_signature(data(request)?).map_err(refusal)? {
        Ok(()) => "{\"valid\":true}".to_owned(),
        Err(fault) => format!("{{\"valid\":false,\"code\":\"{}\"}}", fault.code()),
    })
}

/// Options as plain data: each property is read once, so that a getter cannot answer twice.
fn data(value: JsValue) -> Result<Value, TypeError> {
    json::read(serde_wasm_bindgen::Deserializer::from(value), &OPTIONS)
        .map_err(|_| TypeError::new("options: must be plain data, as JSON has it"))
}

fn refusal(misuse: Misuse) -> TypeError {
    TypeError::new(&misuse.to_string())
}
