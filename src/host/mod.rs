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
use crate::credential::Catalogue;
use crate::credential::catalogue::{BUILT_IN, TypeRecord};
use crate::encoding::digest::{Hash, Meaning};
use crate::encoding::json;
use crate::encoding::value::Value;
use crate::error::Fault;
use crate::holder::Asked;
use crate::host::options::Options;
use crate::host::trust::Slots;
use crate::policy::{Policy, Requirement};
use crate::receipt::{PolicyUsed, Receipt, Recorder};
use crate::signature::key::DEFAULT_ID;
use crate::signature::{Algorithm, Key};
use crate::status::Statuses;
use crate::time::Time;
use crate::trust::{Anchors, Standing, Trust, bundle};
use crate::verify::{Request, verify};

mod options;
mod trust;
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

/// A verifier for one configuration, and what it was told since: its trust, and what was withdrawn.
#[derive(Debug)]
pub struct Verifier {
    root: Option<Vec<u8>>,
    trust: Trust,
    statuses: Statuses,
    /// Rows of the catalogue: those that are built in, and the caller's own.
    types: [Vec<TypeRecord>; 2],
    catalogue: Catalogue,
    policies: Vec<(String, Policy)>,
    audience: Option<String>,
    region: Option<String>,
    refused: Option<&'static str>,
    slots: Slots,
}

impl Verifier {
    /// Checks the configuration: `{ anchors?: [AnchorRecord], types?: [TypeRecord], audience?,
    /// region? }`, and the pinned root where a trust bundle is to come. One of anchors and root must be
    /// there; an empty list of anchors trusts nobody. Types are added to those that are built in.
    ///
    /// # Errors
    /// [`Misuse`] naming the option.
    pub fn new(config: Value, root: Option<&[u8]>) -> Result<Self, Misuse> {
        let mut options = Options::new(config, "")?;
        let anchors = options.list("anchors")?;
        let anchors = match root {
            Some(_) => anchors.unwrap_or_default(),
            None => options.required("anchors", anchors)?,
        };
        let types = options.list("types")?.unwrap_or_default();
        let (audience, region) = (options.word("audience")?, options.word("region")?);
        options.end()?;
        if let Some(Err(fault)) = root.map(bundle::check_root) {
            let sentence = format!("is not a root that can be pinned: {}", fault.code());
            return Err(Misuse::new("root", &sentence));
        }
        let built_in = from_json(BUILT_IN)?.elements().unwrap_or_default().to_vec();
        let types = [options::type_records(built_in)?, options::type_records(types)?];
        let records = anchors.into_iter().enumerate();
        let records = records.map(|(place, value)| options::anchor(value, place));
        let anchors = Anchors::new(records.collect::<Result<_, _>>()?).map_err(
            |(place, (member, sentence))| {
                Misuse::new(&format!("anchors[{place}].{member}"), sentence)
            },
        )?;
        let bundle = if root.is_some() { Standing::Missing } else { Standing::NotAsked };
        Ok(Self {
            root: root.map(<[u8]>::to_vec),
            trust: Trust { anchors, bundle, seen: None },
            statuses: Statuses::default(),
            catalogue: Catalogue::new(types.concat()),
            types,
            policies: Vec::new(),
            audience,
            region,
            refused: None,
            slots: Slots::default(),
        })
    }

    /// Verifies a scan: `{ at, scenario?, challenge?, audience?, region?, expected?, purpose?, hub? }`,
    /// `at` in seconds since the epoch; the scenario is a policy, or the name of one of the bundle's.
    ///
    /// # Errors
    /// [`Misuse`] naming the option. Nothing in `scan` can cause one.
    pub fn verify(&self, scan: &[u8], ask: Value) -> Result<Receipt, Misuse> {
        let mut options = Options::new(ask, "")?;
        let at = options.seconds("at")?;
        let at = Time::new(options.required("at", at)?)
            .ok_or_else(|| Misuse::new("at", "is not a moment in seconds"))?;
        let challenge = options.word("challenge")?;
        let (audience, region) = (options.word("audience")?, options.word("region")?);
        let expected = options.pairs("expected")?;
        let hub = options.any("hub").map(options::hub).transpose()?;
        let purpose = options.text("purpose")?;
        let scenario = options.any("scenario");
        options.end()?;
        let scenario = match scenario.map(|scenario| self.policy(scenario)).transpose()? {
            Some(Err(fault)) => return Ok(self.undecided(fault, purpose, at)),
            Some(Ok(policy)) => Some(policy),
            None => None,
        };
        let policy = scenario.as_ref();
        // Who this verifier is: by name, and by the class of what it is asked for.
        let class = policy.map(|policy| policy.scenario.as_str());
        let named = audience.as_deref().or(self.audience.as_deref());
        let audiences: Vec<&str> = named.into_iter().chain(class).collect();
        let request = Request {
            at,
            trust: &self.trust,
            statuses: &self.statuses,
            region: region.as_deref().or(self.region.as_deref()),
            catalogue: &self.catalogue,
            policy,
            expected: &expected,
            asked: Asked { audiences: &audiences, challenge: challenge.as_deref() },
            hub: hub.as_ref(),
            budget: &Budget::DEFAULT,
        };
        let parts = verify(scan, &request);
        let policy = scenario.map(|policy| PolicyUsed {
            sha256: policy_digest(&policy),
            scenario: policy.scenario,
            not_covered: policy.not_covered,
        });
        Ok(Receipt::of(parts, self.context(policy, purpose, at)))
    }

    /// The policy of a request: written out, or by name; the fault is why no name can be looked up.
    fn policy(&self, scenario: Value) -> Result<Result<Policy, Fault>, Misuse> {
        let Some(name) = scenario.text() else { return options::policy(scenario).map(Ok) };
        if let Some((_, policy)) = self.policies.iter().find(|(known, _)| known == name) {
            return Ok(Ok(policy.clone()));
        }
        match &self.trust.bundle {
            Standing::Missing => Ok(Err(Fault::BundleMissing)),
            Standing::Refused(fault) => Ok(Err(fault.clone())),
            Standing::Held(_) => Err(Misuse::new("scenario", "is no policy of the trust bundle")),
            Standing::NotAsked => Err(Misuse::new(
                "scenario",
                "must be a policy; without a trust bundle none has a name",
            )),
        }
    }

    /// The receipt of a scan that nothing was judged of.
    fn undecided(&self, fault: Fault, purpose: Option<String>, at: Time) -> Receipt {
        let part = Recorder::run(self.trust.source(), |run| run.admit(Err(fault)));
        Receipt::of(vec![part], self.context(None, purpose, at))
    }
}

/// Runs the signature primitive alone: `{ alg, key, msg, sig, sm2_id? }`, all but two in hex, for diagnosis and for
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
    let id = options.text("sm2_id")?;
    options.end()?;
    let id = id.as_deref().unwrap_or(DEFAULT_ID);
    Ok(Algorithm::of_name(&alg)
        .and_then(|algorithm| match algorithm {
            Algorithm::Sm2Sm3 => Key::sm2(&key, id),
            _ => Key::es256(&key),
        })
        .and_then(|key| key.verify(&message, &signature)))
}

/// Computes a digest alone, for the same: `{ alg, msg }`, by the names of the IANA registry of hash
/// names in either case; answers in hex.
///
/// # Errors
/// [`Misuse`] for a field that is missing or is not hex, or another digest.
pub fn digest(ask: Value) -> Result<String, Misuse> {
    let mut options = Options::new(ask, "")?;
    let alg = options.text("alg")?;
    let alg = options.required("alg", alg)?.to_ascii_lowercase();
    let message = hex(&mut options, "msg")?;
    options.end()?;
    match Hash::of_name(&alg) {
        Some(Meaning::Is(hash)) => Ok(base16ct::lower::encode_string(&hash.digest(&message))),
        _ => Err(Misuse::new("alg", "is not `SHA-256` or `SM3`")),
    }
}

fn hex(options: &mut Options, name: &str) -> Result<Vec<u8>, Misuse> {
    let text = options.text(name)?;
    base16ct::mixed::decode_vec(options.required(name, text)?)
        .map_err(|_| Misuse::new(name, "is not hex"))
}

/// SHA-256 of a policy as JSON: names sorted, no white space, nothing that is absent. The same
/// policy has the same hash however it was written down.
fn policy_digest(policy: &Policy) -> String {
    let required = |requirement: Option<Requirement>| requirement.map(|_| Value::from("required"));
    let texts = |texts: &[String]| (!texts.is_empty()).then(|| Value::texts(texts));
    let value = Value::object([
        ("claims", texts(&policy.claims)),
        ("holder", required(policy.holder)),
        ("max_status_age", policy.max_status_age.map(Value::Integer)),
        ("not_covered", texts(&policy.not_covered)),
        ("scenario", Some(policy.scenario.as_str().into())),
        ("status", required(policy.status)),
        ("types", policy.types.as_deref().map(Value::texts)),
    ]);
    base16ct::lower::encode_string(&Sha256::digest(json::encode(&value)))
}

/// Reads options that come as JSON text.
///
/// # Errors
/// [`Misuse`] when the text is not JSON.
pub fn from_json(text: &str) -> Result<Value, Misuse> {
    json::decode(text.as_bytes(), &OPTIONS).map_err(|_| Misuse::new("options", "is not JSON"))
}

/// Limits on what a caller passes in: the lists of a whole country fit, a runaway does not.
const OPTIONS: Budget = Budget { items: 1 << 20, string: 1 << 16, ..Budget::DEFAULT };
