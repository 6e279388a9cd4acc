//! A whole repository in memory: root chain, timestamp, snapshot, targets, delegated roles, and the
//! contents of the target files.
//!
//! Rules:
//! - A member that is changed by hand stays as it is until something is sealed above it; see
//!   [`publish`](super::publish) for what each seal computes.
//! - A delegated role signs what its name says: `region/<r>` and `vendor/<v>`, both terminating.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::keys::{id_of, object};
use super::metadata::{Quorum, Role, listing};
use crate::key::Key;
use crate::time::DAY;

/// Seconds for which a root is valid.
pub const ROOT_LIFE: i64 = 400 * DAY;
/// Seconds for which a timestamp is valid.
pub const TIMESTAMP_LIFE: i64 = 7 * DAY;
/// Seconds for which a snapshot is valid.
pub const SNAPSHOT_LIFE: i64 = 30 * DAY;
/// Seconds for which targets are valid, delegated or not.
pub const TARGETS_LIFE: i64 = 90 * DAY;

/// The keys of the four roles that every repository has.
#[derive(Clone, Debug)]
pub struct Quorums {
    /// Those of the root.
    pub root: Quorum,
    /// Those of the timestamp.
    pub timestamp: Quorum,
    /// Those of the snapshot.
    pub snapshot: Quorum,
    /// Those of the targets.
    pub targets: Quorum,
}

/// A repository. Every member may be changed.
#[derive(Clone, Debug)]
pub struct Repository {
    /// All roots, from version 1.
    pub roots: Vec<Role>,
    /// The timestamp.
    pub timestamp: Role,
    /// The snapshot.
    pub snapshot: Role,
    /// The targets.
    pub targets: Role,
    /// The delegated roles by their names.
    pub delegated: BTreeMap<String, Role>,
    /// The contents of target files by their paths.
    pub contents: BTreeMap<String, Vec<u8>>,
    /// What was signed when each of the targets' roles was last published.
    pub(super) published: BTreeMap<String, Json>,
}

impl Repository {
    /// An empty repository, made at a moment and published.
    pub fn new(at: i64, quorums: &Quorums) -> Self {
        let root = json!({ "consistent_snapshot": true, "keys": {}, "roles": {} });
        let targets = json!({ "targets": {} });
        let meta = json!({ "meta": {} });
        let Quorums { root: by_root, timestamp, snapshot, targets: by_targets } = quorums;
        let mut root = Role::new("root", at + ROOT_LIFE, &by_root.keys, &root);
        for (name, quorum) in [
            ("root", by_root),
            ("timestamp", timestamp),
            ("snapshot", snapshot),
            ("targets", by_targets),
        ] {
            assign(&mut root.signed, name, quorum);
        }
        root.sign();
        let mut repository = Self {
            roots: vec![root],
            timestamp: Role::new("timestamp", at, &timestamp.keys, &meta),
            snapshot: Role::new("snapshot", at, &snapshot.keys, &meta),
            targets: Role::new("targets", at, &by_targets.keys, &targets),
            delegated: BTreeMap::new(),
            contents: BTreeMap::new(),
            published: BTreeMap::new(),
        };
        for role in [&mut repository.timestamp, &mut repository.snapshot] {
            role.signed["version"] = 0.into();
        }
        repository.publish(at);
        repository
    }

    /// The newest root.
    ///
    /// # Panics
    /// When all roots were taken out.
    pub fn root(&mut self) -> &mut Role {
        self.roots.last_mut().expect("a repository has a root")
    }

    /// A role of targets by its name: `targets`, or a delegated one.
    pub fn role(&mut self, name: &str) -> Option<&mut Role> {
        match name {
            "targets" => Some(&mut self.targets),
            _ => self.delegated.get_mut(name),
        }
    }

    /// The roles of targets with their names, `targets` first.
    pub fn target_roles(&self) -> impl Iterator<Item = (&str, &Role)> {
        let delegated = self.delegated.iter().map(|(name, role)| (name.as_str(), role));
        std::iter::once(("targets", &self.targets)).chain(delegated)
    }

    /// Delegates a region's issuers and revocation packs.
    pub fn delegate_region(&mut self, region: &str, quorum: &Quorum) {
        let paths = [format!("issuers/{region}/*"), format!("revocation/{region}/*")];
        self.delegate("targets", &format!("region/{region}"), quorum, &paths);
    }

    /// Delegates a vendor's types.
    pub fn delegate_vendor(&mut self, vendor: &str, quorum: &Quorum) {
        let paths = [format!("types/{vendor}/*")];
        self.delegate("targets", &format!("vendor/{vendor}"), quorum, &paths);
    }

    /// Delegates paths from a role to another, terminating. A role of that name that is there
    /// keeps what it lists and gets the keys.
    pub fn delegate(&mut self, from: &str, name: &str, quorum: &Quorum, paths: &[String]) {
        let Some(delegator) = self.role(from) else { return };
        let mut entry = quorum.entry();
        entry["name"] = name.into();
        entry["terminating"] = true.into();
        entry["paths"] = paths.into();
        entrust(&mut delegator.signed, name, Some(entry), &quorum.keys);
        let empty = json!({ "targets": {} });
        let role = Role::new("targets", 0, &quorum.keys, &empty);
        self.delegated.entry(name.to_owned()).or_insert(role).keys.clone_from(&quorum.keys);
    }

    /// Takes back what a role delegated to another, and takes the other out.
    pub fn undelegate(&mut self, from: &str, name: &str) {
        if let Some(delegator) = self.role(from) {
            entrust(&mut delegator.signed, name, None, &[]);
        }
        self.delegated.remove(name);
        self.published.remove(name);
    }

    /// Lists a target file where its path belongs: `issuers/<r>/…` and `revocation/<r>/…` with
    /// the region's role, `types/<v>/…` with the vendor's, everything else with the targets.
    pub fn add(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.add_to(&owner(path), path, bytes);
    }

    /// Lists a target file with a role, also one that may not list it. A role that is not there
    /// lists nothing.
    pub fn add_to(&mut self, role: &str, path: &str, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        if let Some(role) = self.role(role) {
            role.signed["targets"][path] = listing(&bytes);
        }
        self.contents.insert(path.to_owned(), bytes);
    }

    /// Takes a target file out of every role.
    pub fn remove(&mut self, path: &str) {
        let roles = std::iter::once(&mut self.targets).chain(self.delegated.values_mut());
        for targets in roles.filter_map(|role| role.signed["targets"].as_object_mut()) {
            targets.remove(path);
        }
        self.contents.remove(path);
    }
}

/// The role that lists a path.
pub fn owner(path: &str) -> String {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["issuers" | "revocation", region, _] => format!("region/{region}"),
        ["types", vendor, _] => format!("vendor/{vendor}"),
        _ => "targets".to_owned(),
    }
}

/// Writes a role's keys into a root, and takes out those that no role has any more.
pub(super) fn assign(root: &mut Json, role: &str, quorum: &Quorum) {
    root["roles"][role] = quorum.entry();
    let entries: Vec<_> = members(&root["roles"]).map(|(_, entry)| entry.clone()).collect();
    hold(&mut root["keys"], &quorum.keys, &entries);
}

/// Writes a delegation's entry and keys into a role of targets; without one, takes it out.
fn entrust(signed: &mut Json, name: &str, entry: Option<Json>, keys: &[Key]) {
    if signed.get("delegations").is_none() {
        signed["delegations"] = json!({ "keys": {}, "roles": [] });
    }
    let delegations = &mut signed["delegations"];
    let mut roles = delegations["roles"].as_array().cloned().unwrap_or_default();
    let place = roles.iter().position(|role| role["name"] == name);
    match (place, entry) {
        (Some(place), Some(entry)) => roles[place] = entry,
        (None, Some(entry)) => roles.push(entry),
        (Some(place), None) => drop(roles.remove(place)),
        (None, None) => {}
    }
    hold(&mut delegations["keys"], keys, &roles);
    delegations["roles"] = roles.into();
}

/// Adds keys to a table of them, and keeps of it what the entries name.
fn hold(table: &mut Json, keys: &[Key], entries: &[Json]) {
    let mut held: Map<String, Json> = table.as_object().cloned().unwrap_or_default();
    held.extend(keys.iter().map(|key| (id_of(key), object(&key.public()))));
    let named = |id: &str| {
        let mut keyids = entries.iter().filter_map(|entry| entry["keyids"].as_array()).flatten();
        keyids.any(|keyid| keyid == id)
    };
    held.retain(|id, _| named(id));
    *table = held.into();
}

fn members(json: &Json) -> impl Iterator<Item = (&String, &Json)> {
    json.as_object().into_iter().flatten()
}
