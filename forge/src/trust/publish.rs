//! From a repository to its files.
//!
//! Each seal computes what one layer says of the layer below, and signs it:
//! [`seal_targets`](Repository::seal_targets) the listed files' lengths and hashes,
//! [`seal_snapshot`](Repository::seal_snapshot) those of the roles of targets,
//! [`seal_timestamp`](Repository::seal_timestamp) those of the snapshot. To make something wrong in
//! a layer: seal, change the layer, sign it, and seal the layers above it only.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::metadata::{Role, listing, moment};
use super::repository::{Repository, SNAPSHOT_LIFE, TARGETS_LIFE, TIMESTAMP_LIFE};

/// Files by their names below a repository's address, with `/` between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

impl Repository {
    /// Publishes at a moment: roles of targets that changed since the last time get the next
    /// version, and snapshot and timestamp too; all of these get a new expiry; everything below
    /// the root is sealed. Returns the files.
    pub fn publish(&mut self, at: i64) -> Files {
        self.draft(at);
        self.snapshot.renew(self.snapshot.version() + 1, at + SNAPSHOT_LIFE);
        self.timestamp.renew(self.timestamp.version() + 1, at + TIMESTAMP_LIFE);
        self.timestamp.signed["issued"] = moment(at).into();
        self.seal_snapshot();
        self.seal_timestamp();
        self.keep_as_published();
        self.files()
    }

    /// Gives every role of targets that changed since it was published the next version and a
    /// new expiry, and seals it. Returns the names of those roles.
    pub fn draft(&mut self, at: i64) -> Vec<String> {
        self.measure();
        let published = &self.published;
        let roles = std::iter::once(("targets".to_owned(), &mut self.targets))
            .chain(self.delegated.iter_mut().map(|(name, role)| (name.clone(), role)));
        let mut drafted = Vec::new();
        for (name, role) in roles {
            let before = published.get(&name);
            if before != Some(&role.signed) {
                let version = before.map_or(0, |before| before["version"].as_u64().unwrap_or(0));
                role.renew(version + 1, at + TARGETS_LIFE);
                role.sign();
                drafted.push(name);
            }
        }
        drafted
    }

    /// Computes and signs everything below the root, without a new version or expiry.
    pub fn seal(&mut self) {
        self.seal_targets();
        self.seal_snapshot();
        self.seal_timestamp();
    }

    /// Computes lengths and hashes of the listed target files, and signs every role of targets.
    pub fn seal_targets(&mut self) {
        self.measure();
        self.targets.sign();
        self.delegated.values_mut().for_each(Role::sign);
    }

    /// Computes version, length and hash of every role of targets, and signs the snapshot.
    pub fn seal_snapshot(&mut self) {
        let entry = |(name, role): (&str, &Role)| (format!("{name}.json"), listed(role));
        let meta: serde_json::Map<_, _> = self.target_roles().map(entry).collect();
        self.snapshot.signed["meta"] = meta.into();
        self.snapshot.sign();
    }

    /// Computes version, length and hash of the snapshot, and signs the timestamp.
    pub fn seal_timestamp(&mut self) {
        self.timestamp.signed["meta"]["snapshot.json"] = listed(&self.snapshot);
        self.timestamp.sign();
    }

    /// The files as they are now. With consistent snapshots a file is named as the metadata above
    /// it names it; what is not listed there is named by its own version.
    pub fn files(&self) -> Files {
        let mut files = Files::new();
        for root in &self.roots {
            files.insert(metadata_name("root", Some(root.version())), root.bytes());
        }
        files.insert(metadata_name("timestamp", None), self.timestamp.bytes());
        let mut put = |name: &str, role: &Role, listed: &Json| {
            let version = listed["version"].as_u64().unwrap_or_else(|| role.version());
            let version = self.consistent().then_some(version);
            files.insert(metadata_name(name, version), role.bytes());
        };
        put("snapshot", &self.snapshot, &self.timestamp.signed["meta"]["snapshot.json"]);
        for (name, role) in self.target_roles() {
            put(name, role, &self.snapshot.signed["meta"][format!("{name}.json")]);
        }
        for (_, role) in self.target_roles() {
            self.put_contents(role, &mut files);
        }
        files
    }

    /// Adds the target files that a role lists to files.
    pub fn put_contents(&self, role: &Role, files: &mut Files) {
        for (path, entry) in role.signed["targets"].as_object().into_iter().flatten() {
            let hash = entry["hashes"]["sha256"].as_str().filter(|_| self.consistent());
            if let Some(bytes) = self.contents.get(path) {
                files.insert(target_name(path, hash), bytes.clone());
            }
        }
    }

    fn consistent(&self) -> bool {
        self.roots.last().is_some_and(|root| root.signed["consistent_snapshot"] == true)
    }

    /// Writes the lengths and hashes of the contents that are here.
    fn measure(&mut self) {
        let contents = &self.contents;
        let roles = std::iter::once(&mut self.targets).chain(self.delegated.values_mut());
        for targets in roles.filter_map(|role| role.signed["targets"].as_object_mut()) {
            for (path, entry) in targets {
                if let Some(bytes) = contents.get(path) {
                    *entry = listing(bytes);
                }
            }
        }
    }
}

/// The name of a metadata file: the role's with `/` quoted, and its version before it.
pub fn metadata_name(role: &str, version: Option<u64>) -> String {
    let role = role.replace('%', "%25").replace('/', "%2F");
    match version {
        Some(version) => format!("metadata/{version}.{role}.json"),
        None => format!("metadata/{role}.json"),
    }
}

/// The name of a target file, with its hash before the last part.
pub fn target_name(path: &str, hash: Option<&str>) -> String {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    match hash {
        Some(hash) => format!("targets/{folder}{hash}.{name}"),
        None => format!("targets/{folder}{name}"),
    }
}

fn listed(role: &Role) -> Json {
    let mut entry = listing(&role.bytes());
    entry["version"] = role.signed["version"].clone();
    entry
}
