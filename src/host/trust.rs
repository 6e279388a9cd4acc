//! What a verifier is told between verifications: trust bundles, status lists, packs, and what was
//! kept of an earlier run.
//!
//! Rules:
//! - A bundle is taken as a whole or not at all: its metadata, its keys, and every type and policy in
//!   it. What is refused is said, and what was held stays.
//! - Whoever calls keeps the bytes and writes the slots; what goes into a slot, and into which, is said
//!   here, and only for a bundle that was taken.

use sha2::{Digest, Sha256};

use crate::credential::Catalogue;
use crate::encoding::value::Value;
use crate::error::Fault;
use crate::gather::Gather;
use crate::host::{Misuse, Verifier, options, policy};
use crate::receipt::form::{detail, versions};
use crate::receipt::{BundleHeld, BundleUsed, Context, PolicyUsed, Said};
use crate::time::Time;
use crate::trust::Standing;
use crate::trust::bundle::{self, Bundle, Loaded, PackFile};
use crate::trust::state::Slot;

/// Which slot is to be written next, and what the last one had.
#[derive(Debug, Default)]
pub(super) struct Slots {
    next: usize,
    sequence: i64,
    lost: bool,
}

impl Verifier {
    /// Takes up what an earlier run kept in its two slots, empty where nothing was kept. Answers
    /// `{ state: "first" | "held" | "lost", slot?, versions? }`, with the slot that was taken, 0 or 1.
    ///
    /// # Errors
    /// [`Misuse`] without a pinned root.
    pub fn restore(&mut self, slots: [&[u8]; 2]) -> Result<Value, Misuse> {
        let root = self.pinned()?;
        let mut kept: Vec<_> = slots
            .into_iter()
            .enumerate()
            .filter_map(|(place, bytes)| Some((Slot::read(bytes)?, place)))
            .gather();
        if let [((one, _), _), ((other, _), _)] = kept.as_slice()
            && one.sequence < other.sequence
        {
            kept.reverse();
        }
        let taken = kept.into_iter().find_map(|((slot, bytes), place)| {
            let loaded = bundle::load(&root, None, bytes, None);
            let Ok(Loaded::New(bundle)) = loaded else { return None };
            let named = *bundle.sha256() == slot.bundle;
            named.then(|| self.adopt(*bundle).ok())?.map(|()| (slot, place))
        });
        let place = taken.as_ref().map(|(_, place)| i64::from(*place == 1));
        let state = match taken {
            Some((slot, place)) => {
                self.trust.seen = Some(slot.seen);
                self.statuses.remember(&slot.lists);
                self.slots = Slots {
                    next: 1_usize.saturating_sub(place),
                    sequence: slot.sequence,
                    lost: self.slots.lost,
                };
                "held"
            }
            None if slots.iter().all(|slot| slot.is_empty()) => "first",
            None => {
                self.slots.lost = true;
                "lost"
            }
        };
        Ok(Value::object([
            ("state", Some(state.into())),
            ("slot", place.map(Value::Integer)),
            ("versions", self.versions()),
        ]))
    }

    /// Offers a trust bundle at a moment. Answers `{ ok: true, changed, … }`, or `{ ok: false, code,
    /// … }` and what is held stays.
    ///
    /// # Errors
    /// [`Misuse`] without a pinned root, or for a moment that is none.
    pub fn update_trust(&mut self, bytes: &[u8], at: i64) -> Result<Value, Misuse> {
        let root = self.pinned()?;
        let at = moment(at)?;
        let loaded = bundle::load(&root, self.trust.held(), bytes, Some(at));
        let changed = match loaded {
            Ok(Loaded::New(bundle)) => self.adopt(*bundle).map(|()| true),
            Ok(Loaded::Held) => Ok(false),
            Err(fault) => Err(fault),
        };
        let changed = match changed {
            Ok(changed) => changed,
            Err(fault) => {
                self.refused = Some(fault.code());
                let answer = refusal(&fault, self.versions());
                if self.trust.held().is_none() {
                    self.trust.bundle = Standing::Refused(fault);
                }
                return Ok(answer);
            }
        };
        self.refused = None;
        self.see(at);
        Ok(self.summary(changed, at))
    }

    /// What is to be kept of the bundle that is held: the slot, 0 or 1, and the line to write into it
    /// before the bundle's own bytes. Writing is the caller's; the next call is about the other slot.
    ///
    /// # Errors
    /// [`Misuse`] when no bundle is held.
    pub fn slot(&mut self) -> Result<(usize, Vec<u8>), Misuse> {
        let held = self.trust.held().map(Bundle::sha256);
        let (Some(bundle), Some(seen)) = (held, self.trust.seen) else {
            return Err(Misuse::new("trust", "has no bundle to keep"));
        };
        let sequence = self.slots.sequence.saturating_add(1);
        let slot = Slot { sequence, seen, bundle: *bundle, lists: self.statuses.newest() };
        let place = self.slots.next;
        let next = 1_usize.saturating_sub(place);
        self.slots = Slots { next, sequence, lost: self.slots.lost };
        Ok((place, slot.write()))
    }

    /// Notes a moment by the caller's clock, so that it cannot go back behind it. A clock that is past
    /// the bundle's end is not believed that far: it would keep the right one out afterwards.
    ///
    /// # Errors
    /// [`Misuse`] for a moment that is none.
    pub fn saw(&mut self, at: i64) -> Result<(), Misuse> {
        let at = moment(at)?;
        if self.trust.held().is_some_and(|bundle| bundle.in_force(at).is_ok()) {
            self.see(at);
        }
        Ok(())
    }

    /// Offers a status list token that was received at a moment, from the address `uri` where that is
    /// known, or a revocation pack. Answers `{ ok: true, kind, … }`, or `{ ok: false, code, … }`.
    ///
    /// # Errors
    /// [`Misuse`] for a moment that is none.
    pub fn update_status(
        &mut self,
        file: &[u8],
        at: i64,
        uri: Option<&str>,
    ) -> Result<Value, Misuse> {
        let at = moment(at)?;
        let digest: [u8; 32] = Sha256::digest(file).into();
        let packs = self.trust.held().map(Bundle::packs).unwrap_or_default();
        if let Some(pack) = packs.iter().find(|pack| pack.target.sha256 == digest) {
            let taken = self.statuses.take_pack(pack, file);
            return Ok(match taken {
                Ok(covered_until) => pack_taken(pack, covered_until),
                Err(fault) => refusal(&fault, None),
            });
        }
        Ok(match self.statuses.take_list(file, &self.trust, at, uri) {
            Ok((uri, region)) => Value::object([
                ("ok", Some(Value::Bool(true))),
                ("kind", Some("list".into())),
                ("uri", Some(Value::Text(uri))),
                ("region", region.map(Value::Text)),
            ]),
            Err(fault) => refusal(&fault, None),
        })
    }

    /// Takes a bundle whose types and policies can be read, with everything that depends on it.
    fn adopt(&mut self, bundle: Bundle) -> Result<(), Fault> {
        let malformed = |file: &str| Fault::BundleMalformed { file: file.to_owned() };
        let types = options::type_records(bundle.types().to_vec());
        let types = types.map_err(|_| malformed("types.json"))?;
        let policy = |(name, value): &(String, Value)| match policy::read(value, "bundle") {
            Ok(policy) => Ok((name.clone(), policy)),
            Err(_) => Err(malformed(&format!("policy/{name}.json"))),
        };
        let policies = bundle.policies().iter().map(policy).gather::<Result<Vec<_>, _>>()?;
        self.policies = policies;
        // The bundle's word before what is built in, and before both the caller's own.
        let [built_in, own] = self.types.clone();
        self.catalogue = Catalogue::new([built_in, types, own].concat());
        self.statuses.keep_named(bundle.packs());
        self.trust.bundle = Standing::Held(Box::new(bundle));
        Ok(())
    }

    /// What a receipt repeats of the request and of the bundle.
    pub(super) fn context(&self, policy: Option<PolicyUsed>, said: Said, at: Time) -> Context {
        let held = self.trust.held().map(|bundle| BundleHeld {
            versions: bundle.versions(),
            expires: bundle.expires().seconds(),
            age: bundle.issued().map(|issued| at.since(issued).max(0)),
        });
        let bundle = BundleUsed { held, refused: self.refused, lost: self.slots.lost };
        let bundle = self.root.is_some().then_some(bundle);
        let wasm_sha256 = self.wasm_sha256.clone();
        Context { policy, bundle, said, at, wasm_sha256 }
    }

    fn pinned(&self) -> Result<Vec<u8>, Misuse> {
        self.root.clone().ok_or_else(|| Misuse::new("root", "is required for a trust bundle"))
    }

    fn see(&mut self, at: Time) {
        let issued = self.trust.held().and_then(Bundle::issued);
        self.trust.seen = self.trust.seen.max(Some(at)).max(issued);
    }

    fn versions(&self) -> Option<Value> {
        self.trust.held().map(|bundle| versions(bundle.versions()))
    }

    fn summary(&self, changed: bool, at: Time) -> Value {
        let Some(bundle) = self.trust.held() else { return Value::Null };
        let count = |count: usize| Some(Value::Integer(i64::try_from(count).unwrap_or(i64::MAX)));
        let (issuers, keys) = bundle.count();
        let names: Vec<String> = self.policies.iter().map(|(name, _)| name.clone()).gather();
        let age = bundle.issued().map(|issued| Value::Integer(at.since(issued).max(0)));
        Value::object([
            ("ok", Some(Value::Bool(true))),
            ("changed", Some(Value::Bool(changed))),
            ("sha256", Some(hex(bundle.sha256()))),
            ("versions", self.versions()),
            ("expires", Some(Value::Integer(bundle.expires().seconds()))),
            ("issued", bundle.issued().map(|issued| Value::Integer(issued.seconds()))),
            ("age", age),
            ("issuers", count(issuers)),
            ("keys", count(keys)),
            ("types", count(bundle.types().len())),
            ("agreements", count(bundle.agreements().len())),
            ("policies", Some(Value::texts(&names))),
            ("revocation", Some(Value::Array(bundle.packs().iter().map(pack_named).gather()))),
        ])
    }
}

/// Why something that was offered was not taken, and what is held instead.
fn refusal(fault: &Fault, versions: Option<Value>) -> Value {
    Value::object([
        ("ok", Some(Value::Bool(false))),
        ("code", Some(fault.code().into())),
        ("spec", Some(fault.spec().into())),
        ("detail", detail(fault)),
        ("versions", versions),
    ])
}

fn moment(at: i64) -> Result<Time, Misuse> {
    Time::new(at).ok_or_else(|| Misuse::new("at", "is not a moment in seconds"))
}

/// What a page needs to know to fetch a pack.
fn pack_named(pack: &PackFile) -> Value {
    Value::object([
        ("path", Some(pack.path.as_str().into())),
        ("length", i64::try_from(pack.target.length).ok().map(Value::Integer)),
        ("sha256", Some(hex(&pack.target.sha256))),
    ])
}

fn pack_taken(pack: &PackFile, covered_until: Time) -> Value {
    Value::object([
        ("ok", Some(Value::Bool(true))),
        ("kind", Some("pack".into())),
        ("path", Some(pack.path.as_str().into())),
        ("sequence", i64::try_from(pack.sequence).ok().map(Value::Integer)),
        ("covered_until", Some(Value::Integer(covered_until.seconds()))),
    ])
}

fn hex(digest: &[u8; 32]) -> Value {
    Value::Text(base16ct::lower::encode_string(digest))
}
