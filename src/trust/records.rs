//! Key records: who may sign what, for where, from when, as a trust bundle says it.
//!
//! Rules:
//! - A key is found by (issuer, key id, algorithm), compared byte for byte; the same one twice refuses
//!   the bundle.
//! - Scope is written or absent, and absent is none: no types, no credentials; no regions, no
//!   credentials; no lists, no status lists. A limit that must be written and is not is malformed.
//! - The dates bound the moment of issuance: what a key signed in its time outlives it. A type that
//!   asks for the shell model is bound now as well.
//! - Retired: what was issued from the cut-off on is refused. Compromised: everything is, but for the
//!   signed bytes that are named.

use std::sync::Arc;

use crate::encoding::base64url;
use crate::encoding::value::Value;
use crate::envelope::Hint;
use crate::error::Fault;
use crate::gather::Gather;
use crate::signature::key::DEFAULT_ID;
use crate::signature::{Algorithm, Key};
use crate::time::Time;
use crate::trust::region::covers;

/// An issuer of one region, and what all its keys may sign.
#[derive(Clone, Debug)]
pub struct Authority {
    /// The issuer's id.
    pub issuer: String,
    /// What people call it, as the bundle has it: texts by language.
    pub name: Option<Value>,
    /// The region whose folder names it.
    pub region: String,
    types: Vec<String>,
    regions: Vec<String>,
    lists: Vec<String>,
    max_lifetime: Option<i64>,
    /// The role that names it, and when that role ends.
    role: (String, Time),
}

/// One key of an issuer.
#[derive(Clone, Debug)]
pub struct Record {
    authority: Arc<Authority>,
    kid: Vec<u8>,
    algorithm: Algorithm,
    /// The point as it is written, x and then y. It is looked at when the key is: three and a half
    /// thousand of them take longer than everything else in a bundle together.
    point: [u8; 64],
    sm2_id: Option<String>,
    not_before: i64,
    not_after: i64,
    state: State,
}

#[derive(Clone, Debug)]
enum State {
    Active,
    Retired { cut_off: i64 },
    Compromised { except: Vec<[u8; 32]> },
}

/// All keys of a bundle, in the order in which they are looked for.
#[derive(Clone, Debug, Default)]
pub struct Records(Vec<Record>);

impl Records {
    /// Adds the authorities of one file; `region` is its folder, `role` who names it and until when.
    ///
    /// # Errors
    /// [`Fault::BundleMalformed`], and [`Fault::BundlePathUnauthorised`] for a region outside the
    /// folder's.
    pub(super) fn add(
        &mut self,
        value: &Value,
        file: &str,
        region: &str,
        role: (&str, Time),
    ) -> Result<(), Fault> {
        let malformed = || Fault::BundleMalformed { file: file.to_owned() };
        let issuers = value.get("issuers").and_then(Value::elements).ok_or_else(malformed)?;
        for issuer in issuers {
            let authority = Authority::read(issuer, region, role).ok_or_else(malformed)?;
            if !authority.regions.iter().all(|one| covers(region, one)) {
                return Err(Fault::BundlePathUnauthorised { file: file.to_owned() });
            }
            let authority = Arc::new(authority);
            for key in issuer.get("keys").and_then(Value::elements).ok_or_else(malformed)? {
                self.0.push(Record::read(key, &authority).ok_or_else(malformed)?);
            }
        }
        Ok(())
    }

    /// Puts them in order.
    ///
    /// # Errors
    /// [`Fault::BundleKeyDuplicate`].
    pub(super) fn sorted(mut self) -> Result<Self, Fault> {
        self.0.sort_unstable_by(|one, other| one.name().cmp(&other.name()));
        let twice = self.0.windows(2).find_map(|pair| match pair {
            [one, other] if one.name() == other.name() => Some(one.authority.region.clone()),
            _ => None,
        });
        match twice {
            Some(region) => Err(Fault::BundleKeyDuplicate { file: format!("issuers/{region}") }),
            None => Ok(self),
        }
    }

    /// The keys for a hint.
    pub fn matching(&self, hint: &Hint) -> impl Iterator<Item = &Record> {
        let wanted = hint.issuer.as_deref().zip(hint.kid.as_deref());
        let start = match wanted {
            Some(wanted) => self.0.partition_point(|record| record.address() < wanted),
            None => self.0.len(),
        };
        let records = self.0.get(start..).unwrap_or_default().iter();
        records.take_while(move |record| Some(record.address()) == wanted)
    }

    /// The keys that may sign the status list at an address.
    pub fn listing(&self, uri: &str, kid: Option<&[u8]>) -> Vec<&Record> {
        let named = |record: &&Record| kid.is_none_or(|kid| record.kid == kid);
        self.0.iter().filter(named).filter(|record| record.may_list(uri)).gather()
    }

    /// Whether there is a key of this id, whatever it may sign.
    pub fn knows(&self, kid: Option<&[u8]>) -> bool {
        self.0.iter().any(|record| kid == Some(record.kid.as_slice()))
    }

    /// How many issuers and keys there are.
    pub fn count(&self) -> (usize, usize) {
        let mut issuers: Vec<&str> =
            self.0.iter().map(|one| one.authority.issuer.as_str()).gather();
        issuers.dedup();
        (issuers.len(), self.0.len())
    }
}

impl Authority {
    fn read(value: &Value, region: &str, (role, expires): (&str, Time)) -> Option<Self> {
        let list = |name| value.get(name).map_or(Some(Vec::new()), Value::all_texts);
        let name = value.get("name").cloned();
        Some(Self {
            issuer: value.get("issuer")?.text().filter(|issuer| !issuer.is_empty())?.to_owned(),
            name: name.filter(|name| name.entries().is_some()),
            region: region.to_owned(),
            types: list("types")?,
            regions: list("regions")?,
            lists: list("lists")?,
            max_lifetime: match value.get("max_lifetime")? {
                Value::Null => None,
                limit => Some(limit.integer().filter(|limit| *limit > 0)?),
            },
            role: (role.to_owned(), expires),
        })
    }
}

impl Record {
    fn read(value: &Value, authority: &Arc<Authority>) -> Option<Self> {
        let text = |name| value.get(name).and_then(Value::text);
        let kid = match (text("kid"), text("kid_hex")) {
            (Some(kid), None) => kid.as_bytes().to_vec(),
            (None, Some(hex)) => base16ct::lower::decode_vec(hex).ok()?,
            _ => return None,
        };
        let coordinate = |name| base64url::decode(text(name)?).ok().filter(|one| one.len() == 32);
        let point = [coordinate("x")?, coordinate("y")?].concat().try_into().ok()?;
        let sm2_id = match value.get("sm2_id") {
            None => None,
            Some(id) => Some(id.text()?.to_owned()),
        };
        let algorithm = Algorithm::named(text("alg")?)?;
        if !matches!(algorithm, Algorithm::Es256 | Algorithm::Sm2Sm3) {
            return None;
        }
        let (not_before, not_after) =
            (value.get("not_before")?.integer()?, value.get("not_after")?.integer()?);
        let state = State::read(value)?;
        let authority = Arc::clone(authority);
        let whole = (1..=64).contains(&kid.len());
        whole.then_some(Self {
            authority,
            kid,
            algorithm,
            point,
            sm2_id,
            not_before,
            not_after,
            state,
        })
    }

    /// The issuer.
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// The key.
    ///
    /// # Errors
    /// [`Fault::BundleKeyInvalid`] for a point that is not on its curve.
    pub fn key(&self) -> Result<Key, Fault> {
        let point = [[4].as_slice(), &self.point].concat();
        let key = match self.algorithm {
            Algorithm::Sm2Sm3 => Key::sm2(&point, self.sm2_id.as_deref().unwrap_or(DEFAULT_ID)),
            _ => Key::es256(&point),
        };
        let file = || format!("issuers/{}", self.authority.region);
        key.map_err(|_| Fault::BundleKeyInvalid { file: file() })
    }

    /// Whether the role that names this key still counts.
    pub(super) fn role_in_force(&self, at: Time) -> Result<(), Fault> {
        let (role, expires) = &self.authority.role;
        match at >= *expires {
            true => Err(Fault::BundleExpired { role: role.clone(), not_after: expires.seconds() }),
            false => Ok(()),
        }
    }

    /// Whether the key is in nobody else's hands, or these signed bytes were named as good.
    pub(super) fn is_sound_for(&self, digest: [u8; 32]) -> bool {
        match &self.state {
            State::Compromised { except } => except.contains(&digest),
            State::Active | State::Retired { .. } => true,
        }
    }

    /// Whether the key was in force at a moment: of issuance, or under the shell model now.
    pub(super) fn in_force(&self, at: Time) -> Result<(), Fault> {
        let (not_before, not_after, at) = (self.not_before, self.not_after, at.seconds());
        match self.state {
            _ if at < not_before => Err(Fault::TrustKeyNotYetValid { not_before }),
            _ if at > not_after => Err(Fault::TrustKeyExpired { not_after }),
            State::Retired { cut_off } if at >= cut_off => {
                Err(Fault::TrustKeyExpired { not_after: cut_off })
            }
            _ => Ok(()),
        }
    }

    pub(super) fn allows_type(&self, types: &[String]) -> bool {
        types.iter().any(|kind| self.authority.types.contains(kind))
    }

    /// What states no region cannot overstep one; where it is at home is its signer's region.
    pub(super) fn allows_region(&self, region: Option<&str>) -> bool {
        let regions = &self.authority.regions;
        !regions.is_empty()
            && region.is_none_or(|region| regions.iter().any(|one| covers(one, region)))
    }

    pub(super) fn allows_lifetime(&self, issued: Time, end: Option<Time>) -> Result<(), Fault> {
        let Some(limit) = self.authority.max_lifetime else { return Ok(()) };
        match end {
            Some(end) if end <= issued.plus(limit) => Ok(()),
            _ => Err(Fault::TrustLifetimeUnauthorised { limit }),
        }
    }

    /// Whether it may sign the status list at an address.
    pub(super) fn may_list(&self, uri: &str) -> bool {
        may_list(&self.authority.lists, uri)
    }

    fn address(&self) -> (&str, &[u8]) {
        (&self.authority.issuer, &self.kid)
    }

    fn name(&self) -> (&str, &[u8], Algorithm) {
        let (issuer, kid) = self.address();
        (issuer, kid, self.algorithm)
    }
}

/// Whether an address is one of these: written out, or below one that ends in a slash.
pub(super) fn may_list(lists: &[String], uri: &str) -> bool {
    lists.iter().any(|list| match list.ends_with('/') {
        true => uri.starts_with(list.as_str()),
        false => uri == list,
    })
}

impl State {
    fn read(value: &Value) -> Option<Self> {
        match (value.get("state")?.text()?, value.get("cut_off"), value.get("except")) {
            ("active", None, None) => Some(Self::Active),
            ("retired", Some(cut_off), None) => Some(Self::Retired { cut_off: cut_off.integer()? }),
            ("compromised", None, except) => {
                let digests = except.map_or(Some(Vec::new()), Value::all_texts)?;
                let digest = |hex: &String| base16ct::lower::decode_vec(hex).ok()?.try_into().ok();
                let except = digests.iter().map(digest).gather::<Option<_>>()?;
                Some(Self::Compromised { except })
            }
            _ => None,
        }
    }
}
