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

use crate::budget::Budget;
use crate::credential::Catalogue;
use crate::credential::catalogue::{BUILT_IN, TypeRecord};
use crate::encoding::digest::{Hash, Meaning};
use crate::encoding::json;
use crate::encoding::value::Value;
use crate::error::Fault;
use crate::gather::Gather;
use crate::holder::Asked;
use crate::host::journal::Journal;
use crate::host::options::Options;
use crate::host::trust::Slots;
use crate::policy::Counter;
use crate::receipt::{PolicyUsed, Receipt, Recorder, Said};
use crate::replay::Kept;
use crate::signature::key::DEFAULT_ID;
use crate::signature::{Algorithm, Key};
use crate::status::Statuses;
use crate::time::Time;
use crate::trust::{Anchors, Standing, Trust, bundle};
use crate::verify::{Request, verify};

mod counter;
mod journal;
mod options;
mod policy;
mod trust;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use journal::Record;
#[cfg(target_arch = "wasm32")]
use journal::checkpoint;
pub use policy::check as check_policy;

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
    policies: Vec<(String, PolicyUsed)>,
    audience: Option<String>,
    region: Option<String>,
    maker: Option<String>,
    wasm_sha256: Option<String>,
    journal: Option<Journal>,
    refused: Option<&'static str>,
    slots: Slots,
}

impl Verifier {
    /// Checks the configuration: `{ anchors?: [AnchorRecord], types?: [TypeRecord], audience?,
    /// region?, maker?, wasm_sha256? }`, and the pinned root where a trust bundle is to come. One of anchors and root must be
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
        let (maker, wasm_sha256) = (options.word("maker")?, options.word("wasm_sha256")?);
        options.end()?;
        if let Some(Err(fault)) = root.map(bundle::check_root) {
            let sentence = format!("is not a root that can be pinned: {}", fault.code());
            return Err(Misuse::new("root", &sentence));
        }
        let built_in = from_json(BUILT_IN)?.elements().unwrap_or_default().to_vec();
        let types = [options::type_records(built_in)?, options::type_records(types)?];
        let records = anchors.into_iter().enumerate();
        let records = records.map(|(place, value)| options::anchor(value, place));
        let anchors = Anchors::new(records.gather::<Result<_, _>>()?).map_err(
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
            maker,
            wasm_sha256,
            journal: None,
            refused: None,
            slots: Slots::default(),
        })
    }

    /// Verifies a scan: `{ at, scenario?, challenge?, audience?, region?, expected?, asks?, matched?,
    /// purpose?, hub?, unkept? }`, `at` in seconds since the epoch; the scenario is a policy, or the name
    /// of one of the bundle's. With a journal, what was shown before is looked at; `unkept` says that
    /// nothing can be kept now.
    ///
    /// # Errors
    /// [`Misuse`] naming the option. Nothing in `scan` can cause one.
    pub fn verify(&self, scan: &[u8], ask: Value) -> Result<Receipt, Misuse> {
        let mut options = Options::new(ask, "")?;
        let at = options.moment("at")?;
        let challenge = options.word("challenge")?;
        let (audience, region) = (options.word("audience")?, options.word("region")?);
        let expected = options.pairs("expected")?;
        let asks = options.names("asks")?.unwrap_or_default();
        let hub = options.any("hub").map(options::hub).transpose()?;
        let (purpose, matched) = (options.text("purpose")?, options.word("matched")?);
        let unkept = options.flag("unkept")?;
        let scenario = options.any("scenario");
        options.end()?;
        let said = Said { maker: self.maker.clone(), purpose, matched };
        let scenario = match scenario.map(|scenario| self.policy(&scenario)).transpose()? {
            Some(Err(fault)) => return Ok(self.undecided(fault, said, at)),
            Some(Ok(policy)) => Some(policy),
            None => None,
        };
        let policy = scenario.as_ref().map(|used| &used.policy);
        // Who this verifier is: by name, and by the class of what it is asked for.
        let class = policy.map(|policy| policy.scenario.as_str());
        let named = audience.as_deref().or(self.audience.as_deref());
        let audiences: Vec<&str> = named.into_iter().chain(class).gather();
        let region = region.as_deref().or(self.region.as_deref());
        let journal = self.journal.as_ref();
        let kept = (unkept || journal.is_some()).then(|| Kept {
            terminal: journal.map(Journal::terminal),
            memory: journal.map(Journal::memory).filter(|_| !unkept),
        });
        let request = Request {
            at,
            trust: &self.trust,
            statuses: &self.statuses,
            region,
            catalogue: &self.catalogue,
            policy,
            counter: Counter {
                expected: &expected,
                asks: &asks,
                matched: said.matched.as_deref(),
                challenged: challenge.is_some(),
                located: region.is_some(),
            },
            asked: Asked { audiences: &audiences, challenge: challenge.as_deref() },
            hub: hub.as_ref(),
            kept,
            budget: &Budget::DEFAULT,
        };
        let parts = verify(scan, &request);
        Ok(Receipt::of(parts, self.context(scenario, said, at)))
    }

    /// The policy of a request: written out, or by name; the fault is why no name can be looked up.
    fn policy(&self, scenario: &Value) -> Result<Result<PolicyUsed, Fault>, Misuse> {
        let Some(name) = scenario.text() else { return policy::read(scenario, "local").map(Ok) };
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
    fn undecided(&self, fault: Fault, said: Said, at: Time) -> Receipt {
        let (run, _) = Recorder::run(self.trust.source(), |run| run.admit::<()>(Err(fault)));
        Receipt::of(vec![run.close(None)], self.context(None, said, at))
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

/// Reads options that come as JSON text.
///
/// # Errors
/// [`Misuse`] when the text is not JSON.
pub fn from_json(text: &str) -> Result<Value, Misuse> {
    json::decode(text.as_bytes(), &OPTIONS).map_err(|_| Misuse::new("options", "is not JSON"))
}

/// Limits on what a caller passes in: the lists of a whole country fit, a runaway does not.
const OPTIONS: Budget = Budget { items: 1 << 20, string: 1 << 16, ..Budget::DEFAULT };
