//! Exchanging keys: a new root signed by the old keys and the new ones, and new keys for the roles
//! below it.

use serde_json::Value as Json;

use super::keys::id_of;
use super::metadata::{Quorum, Role};
use super::repository::{ROOT_LIFE, Repository, assign};
use crate::key::Key;

impl Repository {
    /// Appends the next root, as the newest one with the next version: not signed yet.
    pub fn next_root(&mut self, at: i64) -> &mut Role {
        let mut next = self.root().clone();
        next.signatures.clear();
        next.renew(next.version() + 1, at + ROOT_LIFE);
        self.roots.push(next);
        self.root()
    }

    /// Gives a role other keys by the next root: `root`, `timestamp`, `snapshot` or `targets`. The
    /// new root is signed by all keys of the root before it and all of its own.
    ///
    /// What is signed with the exchanged key is signed anew by the next
    /// [`publish`](Repository::publish) or seal.
    pub fn rotate(&mut self, role: &str, quorum: &Quorum, at: i64) {
        let before = self.root().keys.clone();
        let next = self.next_root(at);
        assign(&mut next.signed, role, quorum);
        let keys = quorum.keys.clone();
        match role {
            "root" => next.keys = keys,
            "timestamp" => self.timestamp.keys = keys,
            "snapshot" => self.snapshot.keys = keys,
            _ => {
                self.targets.keys = keys;
                self.resign("targets");
            }
        }
        let next = self.root();
        let signers = together(&before, &next.keys);
        next.sign_with(&signers);
    }

    /// Gives a delegated role other keys, in the delegation and for the role itself.
    pub fn rotate_delegated(&mut self, name: &str, quorum: &Quorum) {
        let Some((from, paths)) = self.delegation(name) else { return };
        self.delegate(&from, name, quorum, &paths);
        self.resign(name);
    }

    /// Who delegates to a role, and which paths.
    pub fn delegation(&self, name: &str) -> Option<(String, Vec<String>)> {
        self.target_roles().find_map(|(from, role)| {
            let mut entries = role.signed["delegations"]["roles"].as_array()?.iter();
            let paths = entries.find(|entry| entry["name"] == name)?["paths"].as_array()?;
            let paths = paths.iter().filter_map(Json::as_str).map(str::to_owned).collect();
            Some((from.to_owned(), paths))
        })
    }

    /// Marks a role of targets to be given a new version and expiry by the next publication,
    /// although nothing in it changes.
    pub fn resign(&mut self, name: &str) {
        if let Some(published) = self.published.get_mut(name) {
            published["expires"] = Json::Null;
        }
    }
}

/// The keys of both, each once.
fn together(before: &[Key], after: &[Key]) -> Vec<Key> {
    let mut keys = before.to_vec();
    let known: Vec<_> = before.iter().map(id_of).collect();
    keys.extend(after.iter().filter(|key| !known.contains(&id_of(key))).cloned());
    keys
}
