//! The wasm-bindgen boundary, and nothing else.
//!
//! Requests and receipts cross it as JSON text: the caller's getters and proxies stay on their side,
//! a claim called `__proto__` stays data, and the text is the same in every host.

use js_sys::TypeError;
use serde::{Serialize, Serializer as _};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::encoding::value::Value;
use crate::encoding::{base64url, json};
use crate::host::{self, Misuse, Record, Verifier, checkpoint, from_json};
use crate::receipt::journal::{self, Chain, Entry};

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

    /// Begins to keep verdicts, under the terminal's own key of 32 bytes.
    ///
    /// # Errors
    /// A `TypeError` for a key of another length.
    pub fn terminal(&mut self, key: &[u8]) -> Result<(), TypeError> {
        Ok(self.0.terminal(key)?)
    }

    /// Goes on to a record that was written; answers as JSON text.
    ///
    /// # Errors
    /// A `TypeError` without a terminal's key.
    pub fn follow(&mut self, record: &str) -> Result<String, TypeError> {
        Ok(json::encode(&self.0.follow(record)?))
    }

    /// Takes up what an earlier record remembers; answers as JSON text.
    ///
    /// # Errors
    /// A `TypeError` without a terminal's key.
    pub fn recall(&mut self, record: &str) -> Result<String, TypeError> {
        Ok(json::encode(&self.0.recall(record)?))
    }

    /// Verifies a scan as `verify` does, and answers `{ receipt, sequence, record }`: what has to be
    /// written before the receipt may be given out.
    ///
    /// # Errors
    /// A `TypeError` that names the option.
    #[wasm_bindgen(js_name = verifyKept)]
    pub fn verify_kept(&self, scan: &[u8], request: &str, salt: &str) -> Result<String, TypeError> {
        let receipt = self.0.verify(scan, from_json(request)?)?;
        let (receipt, record) = self.0.keep(receipt, salt)?;
        Ok(json::encode(&written(record, ("receipt", receipt.value()))))
    }

    /// Any other entry; answers `{ sequence, record, sha256 }`.
    ///
    /// # Errors
    /// A `TypeError` that names the option.
    pub fn enter(&self, entry: &str) -> Result<String, TypeError> {
        let record = self.0.enter(from_json(entry)?)?;
        let sha256 = Value::Text(journal::hex(&record.head.sha256));
        Ok(json::encode(&written(record, ("sha256", sha256))))
    }

    /// The last entry, as a checkpoint; `null` where there is none.
    ///
    /// # Errors
    /// A `TypeError` without a terminal's key.
    pub fn head(&self) -> Result<String, TypeError> {
        Ok(json::encode(&self.0.head()?.unwrap_or(Value::Null)))
    }

    /// Says whether what somebody holds will do; answers as JSON text.
    ///
    /// # Errors
    /// A `TypeError` that names the option.
    pub fn precheck(&self, ask: &str) -> Result<String, TypeError> {
        Ok(json::encode(&self.0.precheck(from_json(ask)?)?))
    }

    /// Makes the request that a counter shows; answers as JSON text.
    ///
    /// # Errors
    /// A `TypeError` that names the option.
    pub fn request(&self, ask: &str) -> Result<String, TypeError> {
        Ok(json::encode(&self.0.request(from_json(ask)?)?))
    }

    /// Reads a counter's request; answers as JSON text.
    #[wasm_bindgen(js_name = readRequest)]
    pub fn read_request(&self, text: &str) -> String {
        json::encode(&self.0.read_request(text))
    }

    /// Verifies a scan, UTF-8, by a request as JSON text, and answers the receipt as JSON text.
    ///
    /// # Errors
    /// A `TypeError` that names the option; nothing in `scan` can cause one.
    pub fn verify(&self, scan: &[u8], request: &str) -> Result<String, TypeError> {
        Ok(json::encode(&self.0.verify(scan, from_json(request)?)?.value()))
    }
}

/// Follows the lines of a journal from its first one.
#[wasm_bindgen(js_name = Chain)]
#[derive(Debug, Default)]
pub struct Lines(Chain);

#[wasm_bindgen(js_class = Chain)]
impl Lines {
    /// A chain of which nothing was read yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes one record further; answers nothing, or the code of what is wrong with it.
    pub fn follow(&mut self, record: &str) -> String {
        let followed = Entry::read(record).and_then(|entry| self.0.follow(&entry));
        followed.err().map(|broken| broken.code().to_owned()).unwrap_or_default()
    }

    /// The last entry, as a checkpoint without its journal's name; `null` where there is none.
    pub fn head(&self) -> String {
        let head = self.0.head().map(|head| checkpoint(&head, None));
        json::encode(&head.unwrap_or(Value::Null))
    }
}

/// Checks the text of a policy; answers as JSON text.
#[wasm_bindgen(js_name = checkPolicy)]
pub fn check_policy(text: &str) -> String {
    json::encode(&host::check_policy(text))
}

/// Runs the signature primitive alone; answers `{ valid, code? }`.
///
/// # Errors
/// A `TypeError` that names the field.
#[wasm_bindgen(js_name = checkSignature)]
pub fn check_signature(request: &str) -> Result<JsValue, TypeError> {
    let checked = host::check_signature(from_json(request)?)?;
    let valid = Word::Truth(checked.is_ok());
    answer([("valid", Some(valid)), ("code", checked.err().map(|fault| Word::Name(fault.code())))])
}

/// Computes a digest alone; answers `{ digest }`.
///
/// # Errors
/// A `TypeError` that names the field.
#[wasm_bindgen]
pub fn digest(request: &str) -> Result<JsValue, TypeError> {
    answer([("digest", Some(Word::Text(host::digest(from_json(request)?)?)))])
}

/// A challenge to show, or a salt: 16 bytes of chance in base64url.
///
/// # Errors
/// A `TypeError` where the platform has no source.
#[wasm_bindgen]
pub fn challenge() -> Result<String, TypeError> {
    Ok(base64url::encode(&chance::<16>()?))
}

/// A new key for a terminal: 32 bytes of chance.
///
/// # Errors
/// A `TypeError` where the platform has no source.
#[wasm_bindgen(js_name = terminalKey)]
pub fn terminal_key() -> Result<Vec<u8>, TypeError> {
    Ok(chance::<32>()?.to_vec())
}

/// Bytes from the platform's own source: a challenge, a salt and a terminal's key need them, and no
/// verification does.
fn chance<const N: usize>() -> Result<[u8; N], TypeError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|_| TypeError::new("challenge: this host has no source of random numbers"))?;
    Ok(bytes)
}

/// A record that is to be written, and what is said beside it.
fn written(Record { head, text }: Record, (name, beside): (&str, Value)) -> Value {
    Value::object([
        (name, Some(beside)),
        ("sequence", i64::try_from(head.sequence).ok().map(Value::Integer)),
        ("record", Some(Value::Text(text))),
    ])
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

/// What a small answer holds. No number: 64-bit integers would come into the module's imports with it,
/// which hosts without `BigInt` cannot meet.
enum Word {
    Truth(bool),
    Name(&'static str),
    Text(String),
}

impl Serialize for Word {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::Name(name) => serializer.serialize_str(name),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// An object of the members that are there.
fn answer<const N: usize>(members: [(&str, Option<Word>); N]) -> Result<JsValue, TypeError> {
    let present = members.into_iter().filter_map(|(name, word)| Some((name, word?)));
    Serializer::json_compatible()
        .collect_map(present)
        .map_err(|_| TypeError::new("answer: cannot be written"))
}

impl From<Misuse> for TypeError {
    fn from(misuse: Misuse) -> Self {
        Self::new(&misuse.to_string())
    }
}
