//! Where callers come in: a request as data, a receipt as JSON text.
//!
//! Rules:
//! - Three faults, three channels: the credential's are on the receipt; the caller's are
//!   [`Misuse`], a `TypeError` in JavaScript, which names the option; ours are traps, which the
//!   JavaScript around this answers by starting a new instance.
//! - Receipts leave as text, not as objects: `JSON.parse` keeps a claim called `__proto__` as
//!   data, and the text is the same in every host.
//! - Decides nothing.

use core::fmt;

use sha2::{Digest, Sha256};

use crate::budget::Budget;
use crate::encoding::json;
use crate::encoding::value::Value;
use crate::error::Fault;
use crate::host::options::Options;
use crate::policy::Policy;
use crate::receipt::{Context, PolicyUsed, Receipt, Recorder};
use crate::signature::{Algorithm, Key};
use crate::time::Time;
use crate::trust::Anchors;
use crate::verify::{Request, verify};

mod options;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

/// What a caller did wrong: the option and a sentence.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Misuse {
    option: String,
    sentence: String,
}

impl Misuse {
    fn new(option: &str, sentence: &str) -> Self {
        Self { option: option.to_owned(), sentence: sentence.to_owned() }
    }
}

impl fmt::Display for Misuse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.option, self.sentence)
    }
}

/// Anchors that were checked, ready to verify with.
#[derive(Debug)]
pub struct Verifier {
    anchors: Anchors,
}

impl Verifier {
    /// Checks the configuration: `{ anchors: [AnchorRecord] }`. An empty list trusts nobody.
    ///
    /// # Errors
    /// [`Misuse`] naming the option.
    pub fn new(config: Value) -> Result<Self, Misuse> {
        let mut options = Options::new(config, "")?;
        let anchors = options.list("anchors")?;
        let anchors = options.required("anchors", anchors)?;
        options.end()?;
        let records = anchors.into_iter().enumerate();
        let records = records.map(|(place, value)| options::anchor(value, place));
        let anchors = Anchors::new(records.collect::<Result<_, _>>()?).map_err(
            |(place, (member, sentence))| {
                Misuse::new(&format!("anchors[{place}].{member}"), sentence)
            },
        )?;
        Ok(Self { anchors })
    }

    /// Verifies a scan: `{ at, scenario?, challenge?, purpose? }`, `at` in seconds since the epoch.
    ///
    /// # Errors
    /// [`Misuse`] naming the option. Nothing in `scan` can cause one.
    pub fn verify(&self, scan: &[u8], ask: Value) -> Result<Receipt, Misuse> {
        let mut options = Options::new(ask, "")?;
        let at = options.seconds("at")?;
        let at = Time::new(options.required("at", at)?)
            .ok_or_else(|| Misuse::new("at", "is not a moment in seconds"))?;
        let challenged = options.text("challenge")?.is_some();
        let purpose = options.text("purpose")?;
        let scenario: Option<(String, Policy)> = options
            .any("scenario")
            .map(|value| options::policy(value).map(|policy| (digest(&policy), policy)))
            .transpose()?;
        options.end()?;
        let mut run = Recorder::default();
        let request = Request {
            at,
            anchors: &self.anchors,
            policy: scenario.as_ref().map(|(_, policy)| policy),
            challenged,
            budget: &Budget::DEFAULT,
        };
        let claims = verify(scan, &request, &mut run);
        let policy = scenario.map(|(sha256, policy)| PolicyUsed {
            scenario: policy.scenario,
            sha256,
            not_covered: policy.not_covered,
        });
        Ok(run.close(claims, Context { policy, purpose, at: at.seconds() }))
    }
}

/// Runs the signature primitive alone: `{ alg, key, msg, sig }` in hex, for diagnosis and for
/// outside test suites. A fault of algorithm, key or signature is an answer, not an error.
///
/// # Errors
/// [`Misuse`] for a field that is missing or is not hex.
pub fn check_signature(ask: Value) -> Result<Result<(), Fault>, Misuse> {
    let mut options = Options::new(ask, "")?;
    let alg = options.text("alg")?;
    let alg = options.required("alg", alg)?;
    let (key, message, signature) =
        (hex(&mut options, "key")?, hex(&mut options, "msg")?, hex(&mut options, "sig")?);
    options.text("sm2_id")?;
    options.end()?;
    Ok(Algorithm::of_name(&alg)
        .and_then(|_| Key::es256(&key))
        .and_then(|key| key.verify(&message, &signature)))
}

fn hex(options: &mut Options, name: &str) -> Result<Vec<u8>, Misuse> {
    let text = options.text(name)?;
    base16ct::mixed::decode_vec(options.required(name, text)?)
        .map_err(|_| Misuse::new(name, "is not hex"))
}

/// SHA-256 of a policy as JSON: names sorted, no white space, nothing that is absent. The same
/// policy has the same hash however it was written down.
fn digest(policy: &Policy) -> String {
    let json = serde_json::to_string(policy).unwrap_or_default();
    base16ct::lower::encode_string(&Sha256::digest(json))
}

/// Reads options that come as JSON text.
///
/// # Errors
/// [`Misuse`] when the text is not JSON.
pub fn from_json(text: &str) -> Result<Value, Misuse> {
    json::decode(text.as_bytes(), &OPTIONS).map_err(|_| Misuse::new("options", "is not JSON"))
}

/// Limits on what a caller passes in: the lists of a whole country fit, a runaway does not.
pub(crate) const OPTIONS: Budget = Budget { items: 1 << 20, string: 1 << 16, ..Budget::DEFAULT };
