//! How a repository stands that is read again: who must sign what, who did, which of the keys are at
//! hand, and whether its authorities are told apart.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::keys::holds;
use super::metadata::Role;
use super::repository::Repository;
use super::{Objection, objection};
use crate::base64::from_hex;
use crate::key::Key;
use crate::public_key::PublicKey;

impl Repository {
    /// A repository of roots, and of timestamp, snapshot and targets.
    pub(super) fn of(roots: Vec<Role>, [timestamp, snapshot, targets]: [Role; 3]) -> Self {
        let (delegated, contents, published) = Default::default();
        Self { roots, timestamp, snapshot, targets, delegated, contents, published }
    }

    /// The names of those to whom a role delegates.
    pub(super) fn delegates(&self, from: &str) -> Vec<String> {
        let role = self.target_roles().find(|(name, _)| *name == from);
        let entries = role.and_then(|(_, role)| role.signed["delegations"]["roles"].as_array());
        let names = entries.into_iter().flatten().filter_map(|entry| entry["name"].as_str());
        names.map(str::to_owned).collect()
    }

    /// The key ids of a role, and how many of them must sign.
    pub fn quorum(&self, name: &str) -> Option<(Vec<String>, usize)> {
        let (_, entry) = self.entrusted(name)?;
        let ids = entry["keyids"].as_array()?.iter().filter_map(Json::as_str).map(str::to_owned);
        Some((ids.collect(), usize::try_from(entry["threshold"].as_u64()?).ok()?))
    }

    /// How many of its keys have signed a role of targets as it is.
    pub fn signers(&self, name: &str) -> usize {
        let role = self.target_roles().find(|(known, _)| *known == name);
        let (Some((_, role)), Some((keys, entry))) = (role, self.entrusted(name)) else { return 0 };
        let ids = entry["keyids"].as_array().into_iter().flatten().filter_map(Json::as_str);
        let signed = |id: &str| {
            let made = role.signatures.iter().find(|made| made["keyid"] == id)?;
            let key = PublicKey::from_pem(keys[id]["keyval"]["public"].as_str()?).ok()?;
            Some(holds(&key, &role.signed, &from_hex(made["sig"].as_str()?)?))
        };
        ids.filter(|id| signed(id) == Some(true)).count()
    }

    /// The table of keys and the entry by which a role is entrusted to its keys.
    fn entrusted(&self, name: &str) -> Option<(&Json, &Json)> {
        let root = &self.roots.last()?.signed;
        if root["roles"][name].is_object() {
            return Some((&root["keys"], &root["roles"][name]));
        }
        self.target_roles().find_map(|(_, role)| {
            let delegations = &role.signed["delegations"];
            let mut entries = delegations["roles"].as_array()?.iter();
            Some((&delegations["keys"], entries.find(|entry| entry["name"] == name)?))
        })
    }

    /// Gives every role those of its keys that are at hand.
    pub(super) fn entrust_keys(&mut self, keys: &BTreeMap<String, Key>) {
        let at_hand = |repository: &Self, name: &str| -> Vec<Key> {
            let (ids, _) = repository.quorum(name).unwrap_or_default();
            ids.iter().filter_map(|id| keys.get(id)).cloned().collect()
        };
        let found = ["root", "timestamp", "snapshot", "targets"].map(|name| at_hand(self, name));
        [self.root().keys, self.timestamp.keys, self.snapshot.keys, self.targets.keys] = found;
        let names: Vec<_> = self.delegated.keys().cloned().collect();
        for name in names {
            let found = at_hand(self, &name);
            if let Some(role) = self.role(&name) {
                role.keys = found;
            }
        }
    }

    /// Whether every key of all authorities is told apart from the others.
    ///
    /// # Errors
    /// An [`Objection`] that names the issuer and key id that stand twice.
    pub fn told_apart(&self) -> Result<(), Objection> {
        let mut known = BTreeMap::new();
        for (path, bytes) in self.contents.iter().filter(|(path, _)| path.starts_with("issuers/")) {
            let file: Json = serde_json::from_slice(bytes).unwrap_or_default();
            for authority in file["issuers"].as_array().into_iter().flatten() {
                for key in authority["keys"].as_array().into_iter().flatten() {
                    let named = [&authority["issuer"], &key["kid"], &key["kid_hex"], &key["alg"]];
                    let named = named.map(Json::to_string);
                    if let Some(other) = known.insert(named.clone(), path) {
                        let [issuer, ..] = named;
                        return objection(format!(
                            "{path} and {other} have a key of {issuer} under the same key id: \
                             take one out"
                        ));
                    }
                }
            }
        }
        Ok(())
    }

    /// Remembers what a role was when it was published.
    pub(super) fn set_published(&mut self, name: &str, signed: Json) {
        self.published.insert(name.to_owned(), signed);
    }

    /// Takes the roles of targets as they are, with the signatures that they have, into the next
    /// publication.
    pub(super) fn keep_as_published(&mut self) {
        let signed = |(name, role): (&str, &Role)| (name.to_owned(), role.signed.clone());
        self.published = self.target_roles().map(signed).collect();
    }
}
