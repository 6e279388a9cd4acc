//! The Update Framework 1.0, client side: which metadata may be believed, and in which order.
//!
//! Rules, after the client workflow of the specification (§5) and python-tuf's trusted metadata set:
//! - Nothing here reads a file, a network or a clock: bytes come in, and what is handed over may be
//!   believed. Each step consumes the one before it, so that a wrong order does not compile: of the
//!   two families of error, bad data is a [`Fault`], and the other is the compiler's.
//! - [`Rooted::pinned`] takes the root that the caller has pinned; [`Rooted::follow`] one after
//!   another the roots after it, each signed by the old keys and by its own (§5.3).
//! - Then exactly one timestamp (§5.4), one snapshot (§5.5), the top targets (§5.6), and the roles
//!   that they delegate to, each verified with the keys of the delegator through which it is reached,
//!   whoever else has already reached it.
//! - Versions never go down against what is held: timestamp, snapshot, and every file of the
//!   snapshot. What is held counts only as far as the new root's keys still stand behind it: that is
//!   how a root takes back a version that an attacker has run up (fast-forward, §5.3.11).
//! - A root that is not the last one may have expired, and so may what is held. Everything that is to
//!   be used must not; without a moment ([`Terms::at`]) nobody asks, for what was accepted before.
//!   A delegated role's end is looked at when something is looked for through it ([`Targeted::find`]):
//!   one region that is late does not keep the others from being updated.
//! - The caller keeps nothing of what was refused, and whatever it had.

use crate::error::Fault;
use crate::time::Time;

pub mod keys;
pub mod metadata;

use keys::{Keys, Role};
use metadata::{Body, Root, Signed, Snapshot, Target, Targets, Timestamp, Unverified};

/// Bytes that a role's file may have (design limits; the largest demo file has a tenth of them).
pub mod limit {
    /// A root.
    pub const ROOT: usize = 64 << 10;
    /// The timestamp.
    pub const TIMESTAMP: usize = 16 << 10;
    /// The snapshot.
    pub const SNAPSHOT: usize = 512 << 10;
    /// The top targets.
    pub const TARGETS: usize = 1 << 20;
    /// A delegated role.
    pub const DELEGATED: usize = 256 << 10;
    /// Roots after the pinned one, in number.
    pub const ROOTS: usize = 64;
    /// Delegated roles, in number.
    pub const ROLES: usize = 128;
}

/// On which terms metadata is taken.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// The moment for which it must not have expired; `None` for what was accepted before.
    pub at: Option<Time>,
    /// Distinct keys that must sign a root at least. TUF asks for one.
    pub root_threshold: usize,
}

/// A chain of roots up to the newest one that is known.
#[derive(Clone, Debug)]
pub struct Rooted {
    root: Signed<Root>,
    terms: Terms,
}

/// A root and the timestamp that it stands behind.
#[derive(Clone, Debug)]
pub struct Stamped {
    root: Signed<Root>,
    timestamp: Signed<Timestamp>,
    terms: Terms,
}

/// A snapshot besides.
#[derive(Clone, Debug)]
pub struct Snapped {
    stamped: Stamped,
    snapshot: Signed<Snapshot>,
}

/// Everything from root to targets, and the delegated roles that were asked for.
#[derive(Clone, Debug)]
pub struct Targeted {
    snapped: Snapped,
    targets: Signed<Targets>,
    delegated: Vec<Delegated>,
}

/// A role as it is reached through one of its delegators.
#[derive(Clone, Debug)]
struct Delegated {
    delegator: String,
    name: String,
    targets: Signed<Targets>,
}

/// Where a target is.
#[derive(Debug)]
pub enum Found<'t> {
    /// Here, by the word of this role.
    Target(&'t Target, &'t str),
    /// Nowhere before this role has been read.
    Unread {
        /// Through whom it is reached.
        delegator: &'t str,
        /// The role.
        name: &'t str,
    },
    /// Nowhere.
    Nowhere,
}

/// The name of the role at the top of all targets.
pub const TOP: &str = "targets";

impl Rooted {
    /// Takes the pinned root: whoever calls says that it is the right one, and it must be signed by
    /// its own keys all the same.
    ///
    /// # Errors
    /// The faults of [`Unverified`]; [`Fault::BundleSignatureMissing`] for a threshold below the terms'.
    pub fn pinned(bytes: &[u8], terms: Terms) -> Result<Self, Fault> {
        let root = Unverified::<Root>::read(bytes, "root", limit::ROOT)?;
        Ok(Self { root: own(root, terms)?, terms })
    }

    /// Takes the next root.
    ///
    /// # Errors
    /// As [`Rooted::pinned`]; [`Fault::BundleVersionMismatch`] unless it is the very next version.
    pub fn follow(self, bytes: &[u8]) -> Result<Self, Fault> {
        let next = Unverified::<Root>::read(bytes, "root", limit::ROOT)?;
        let Root { root, keys, .. } = &self.root.body;
        next.also_signed_by("root", root, keys)?;
        let next = own(next, self.terms)?;
        match self.root.version.checked_add(1) == Some(next.version) {
            true => Ok(Self { root: next, ..self }),
            false => Err(Fault::BundleVersionMismatch { role: "root".to_owned() }),
        }
    }

    /// The newest version that is known.
    pub fn version(&self) -> u64 {
        self.root.version
    }

    /// Takes the timestamp. One with the version that is held changes nothing: the held one stays.
    ///
    /// # Errors
    /// [`Fault::BundleExpired`] for the root or the timestamp, the faults of [`Unverified`],
    /// [`Fault::BundleReplayed`].
    pub fn timestamp(self, bytes: &[u8], held: Option<&Targeted>) -> Result<Stamped, Fault> {
        let Self { root, terms } = self;
        fresh(&root, "root", terms)?;
        let Root { timestamp: role, keys, .. } = &root.body;
        let new = Unverified::<Timestamp>::read(bytes, "timestamp", limit::TIMESTAMP)?;
        let mut new = new.signed_by("timestamp", role, keys)?;
        if let Some(held) = held.and_then(|held| held.before(&root)) {
            let held = &held.stamped.timestamp;
            if new.version == held.version {
                new = held.clone();
            }
            let lower = new.body.snapshot.version < held.body.snapshot.version;
            if new.version < held.version || lower {
                return Err(Fault::BundleReplayed { role: "timestamp".to_owned() });
            }
        }
        fresh(&new, "timestamp", terms)?;
        Ok(Stamped { root, timestamp: new, terms })
    }
}

impl Stamped {
    /// What the timestamp says of the snapshot's version.
    pub fn snapshot_version(&self) -> u64 {
        self.timestamp.body.snapshot.version
    }

    /// Whether files are named by their version and digest.
    pub fn is_consistent(&self) -> bool {
        self.root.body.consistent
    }

    /// Whether the timestamp is the one that is held.
    pub fn is_held(&self, held: &Targeted) -> bool {
        self.timestamp.version == held.snapped.stamped.timestamp.version
            && self.root.version == held.snapped.stamped.root.version
    }

    /// Takes the snapshot.
    ///
    /// # Errors
    /// [`Fault::BundleFileMismatch`], the faults of [`Unverified`],
    /// [`Fault::BundleVersionMismatch`], [`Fault::BundleReplayed`], [`Fault::BundleExpired`].
    pub fn snapshot(self, bytes: &[u8], held: Option<&Targeted>) -> Result<Snapped, Fault> {
        let meta = &self.timestamp.body.snapshot;
        meta.check(bytes, "snapshot")?;
        let Root { snapshot: role, keys, .. } = &self.root.body;
        let new = Unverified::<Snapshot>::read(bytes, "snapshot", limit::SNAPSHOT)?;
        let new = new.signed_by("snapshot", role, keys)?;
        if new.version != meta.version {
            return Err(Fault::BundleVersionMismatch { role: "snapshot".to_owned() });
        }
        let held = held.and_then(|held| held.before(&self.root)).map(|held| &held.snapshot.body);
        for (file, before) in held.into_iter().flat_map(Snapshot::files) {
            if new.body.file(file).is_none_or(|now| now.version < before.version) {
                let role = file.strip_suffix(".json").unwrap_or(file).to_owned();
                return Err(Fault::BundleReplayed { role });
            }
        }
        fresh(&new, "snapshot", self.terms)?;
        Ok(Snapped { stamped: self, snapshot: new })
    }
}

impl Snapped {
    /// The version of a role, where the snapshot names it.
    pub fn version_of(&self, role: &str) -> Option<u64> {
        self.snapshot.body.file(&format!("{role}.json")).map(|meta| meta.version)
    }

    /// Takes the top targets.
    ///
    /// # Errors
    /// As [`Targeted::delegate`], and [`Fault::BundleExpired`].
    pub fn targets(self, bytes: &[u8]) -> Result<Targeted, Fault> {
        let Root { targets: role, keys, .. } = &self.stamped.root.body;
        let targets = self.role(bytes, TOP, (role, keys), limit::TARGETS)?;
        fresh(&targets, TOP, self.stamped.terms)?;
        Ok(Targeted { snapped: self, targets, delegated: Vec::new() })
    }

    fn role(
        &self,
        bytes: &[u8],
        name: &str,
        (role, keys): (&Role, &Keys),
        limit: usize,
    ) -> Result<Signed<Targets>, Fault> {
        let named = || name.to_owned();
        let meta = self.snapshot.body.file(&format!("{name}.json"));
        let meta = meta.ok_or_else(|| Fault::BundleFileMissing { file: named() })?;
        meta.check(bytes, name)?;
        let targets = Unverified::<Targets>::read(bytes, name, limit)?;
        let targets = targets.signed_by(name, role, keys)?;
        if targets.version != meta.version {
            return Err(Fault::BundleVersionMismatch { role: named() });
        }
        Ok(targets)
    }
}

impl Targeted {
    /// Takes a role that another one delegates to.
    ///
    /// # Errors
    /// [`Fault::BundleFileMissing`] when the snapshot or the delegator does not name it,
    /// [`Fault::BundleFileMismatch`], the faults of [`Unverified`],
    /// [`Fault::BundleVersionMismatch`], [`Fault::BundleTooMany`].
    pub fn delegate(&mut self, delegator: &str, name: &str, bytes: &[u8]) -> Result<(), Fault> {
        if self.delegated.len() >= limit::ROLES {
            return Err(Fault::BundleTooMany { limit: limit::ROLES });
        }
        let missing = || Fault::BundleFileMissing { file: name.to_owned() };
        let above = &self.role(delegator).ok_or_else(missing)?.body;
        let delegation = above.delegations.iter().find(|delegation| delegation.name == name);
        let role = &delegation.ok_or_else(missing)?.role;
        let targets = self.snapped.role(bytes, name, (role, &above.keys), limit::DELEGATED)?;
        let (delegator, name) = (delegator.to_owned(), name.to_owned());
        self.delegated.push(Delegated { delegator, name, targets });
        Ok(())
    }

    /// Looks for a target as the specification does (§5.6.7): a role before those it delegates to,
    /// these in their order, none twice, and nobody after a terminating one.
    ///
    /// # Errors
    /// [`Fault::BundleExpired`] for a role on the way.
    pub fn find(&self, path: &str) -> Result<Found<'_>, Fault> {
        self.walk(path, self.snapped.stamped.terms)
    }

    /// The role whose word on a path counts, expired or not: what it says may be used until it ends.
    pub fn speaker(&self, path: &str) -> Option<&str> {
        match self.walk(path, Terms { at: None, ..self.snapped.stamped.terms }) {
            Ok(Found::Target(_, name)) => Some(name),
            _ => None,
        }
    }

    fn walk(&self, path: &str, terms: Terms) -> Result<Found<'_>, Fault> {
        let mut waiting = vec![(TOP, TOP)];
        let mut visited: Vec<&str> = Vec::new();
        while let Some((delegator, name)) = waiting.pop() {
            if visited.contains(&name) {
                continue;
            }
            let Some(role) = self.through(delegator, name) else {
                return Ok(Found::Unread { delegator, name });
            };
            fresh(role, name, terms)?;
            visited.push(name);
            let Targets { files, delegations, .. } = &role.body;
            if let Some((_, target)) = files.iter().find(|(known, _)| known == path) {
                return Ok(Found::Target(target, name));
            }
            let mut below = Vec::new();
            for delegation in delegations.iter().filter(|one| one.covers(path)) {
                below.push((name, delegation.name.as_str()));
                if delegation.terminating {
                    waiting.clear();
                    break;
                }
            }
            waiting.extend(below.into_iter().rev());
            if waiting.len().max(visited.len()) > limit::ROLES {
                break;
            }
        }
        Ok(Found::Nowhere)
    }

    /// Every role that has been read, the top first: through whom it was reached, its name, what it
    /// says.
    pub fn roles(&self) -> impl Iterator<Item = (&str, &str, &Signed<Targets>)> {
        let below = self.delegated.iter();
        let below = below.map(|one| (one.delegator.as_str(), one.name.as_str(), &one.targets));
        core::iter::once((TOP, TOP, &self.targets)).chain(below)
    }

    /// The version of the root that is behind all this.
    pub fn root_version(&self) -> u64 {
        self.snapped.stamped.root.version
    }

    /// Whether a root has the version of this one's and says something else.
    pub fn has_another(&self, rooted: &Rooted) -> bool {
        let own = &self.snapped.stamped.root;
        own.version == rooted.root.version && !own.is_same(&rooted.root)
    }

    /// The versions of root, timestamp, snapshot and top targets.
    pub fn versions(&self) -> [u64; 4] {
        let Snapped { stamped, snapshot } = &self.snapped;
        let Stamped { root, timestamp, .. } = stamped;
        [root.version, timestamp.version, snapshot.version, self.targets.version]
    }

    /// The first of root, timestamp, snapshot and top targets to expire, and when.
    pub fn expires(&self) -> (&'static str, Time) {
        let Snapped { stamped, snapshot } = &self.snapped;
        let Stamped { root, timestamp, .. } = stamped;
        let ends = [
            ("root", root.expires),
            ("timestamp", timestamp.expires),
            ("snapshot", snapshot.expires),
            (TOP, self.targets.expires),
        ];
        ends.into_iter().min_by_key(|(_, end)| *end).unwrap_or((TOP, self.targets.expires))
    }

    /// When the timestamp was made, where it says so.
    pub fn issued(&self) -> Option<Time> {
        self.snapped.stamped.timestamp.body.issued
    }

    /// Whether files are named by their version and digest.
    pub fn is_consistent(&self) -> bool {
        self.snapped.stamped.is_consistent()
    }

    /// The version of a role, where the snapshot names it.
    pub fn version_of(&self, role: &str) -> Option<u64> {
        self.snapped.version_of(role)
    }

    /// Timestamp and snapshot, where a root's keys still stand behind both: when either key was
    /// changed, neither version counts any more (§5.3.11).
    fn before(&self, root: &Signed<Root>) -> Option<&Snapped> {
        let Root { timestamp, snapshot, keys, .. } = &root.body;
        let Snapped { stamped, snapshot: held } = &self.snapped;
        let stamped = stamped.timestamp.still_by("timestamp", timestamp, keys);
        let both = stamped.is_ok() && held.still_by("snapshot", snapshot, keys).is_ok();
        both.then_some(&self.snapped)
    }

    fn role(&self, name: &str) -> Option<&Signed<Targets>> {
        self.roles().find(|(_, known, _)| *known == name).map(|(_, _, targets)| targets)
    }

    fn through(&self, delegator: &str, name: &str) -> Option<&Signed<Targets>> {
        let mut roles = self.roles();
        roles.find(|(by, known, _)| (*by, *known) == (delegator, name)).map(|(_, _, found)| found)
    }
}

/// A root that its own keys have signed, as many of them as the terms ask for.
fn own(root: Unverified<Root>, terms: Terms) -> Result<Signed<Root>, Fault> {
    let Root { root: role, keys, .. } = root.claimed().clone();
    if role.threshold() < terms.root_threshold {
        let (have, of) = (role.threshold(), terms.root_threshold);
        return Err(Fault::BundleSignatureMissing { role: "root".to_owned(), have, of });
    }
    root.signed_by("root", &role, &keys)
}

/// Checks that a file has not expired, where somebody asks.
fn fresh<T: Body>(file: &Signed<T>, role: &str, terms: Terms) -> Result<(), Fault> {
    match terms.at.is_some_and(|at| at >= file.expires) {
        true => {
            let not_after = file.expires.seconds();
            Err(Fault::BundleExpired { role: role.to_owned(), not_after })
        }
        false => Ok(()),
    }
}
