//! A repository that lives in a folder: `metadata/` and `targets/` as they are published, `keys/`
//! with the private keys that are at hand.
//!
//! Rules:
//! - A role that was changed is signed at once, under its next version; the next publication takes
//!   it in. Whoever publishes needs the timestamp's key and the snapshot's, and no others.
//! - Files of earlier versions stay, for those who are reading them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::carrier::{bundle, write};
use super::keys::id_of;
use super::metadata::{Layout, Role};
use super::publish::{Files, metadata_name, target_name};
use super::repository::Repository;
use super::{Objection, objection};
use crate::key::Key;

/// What the files of a folder hold.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    keys: BTreeMap<String, Key>,
    /// The repository.
    pub repository: Repository,
}

impl Folder {
    /// Writes a new repository into a folder that has none.
    ///
    /// # Errors
    /// An [`Objection`] that names the file.
    pub fn create(path: &Path, repository: Repository) -> Result<Self, Objection> {
        if path.join("metadata").exists() {
            return objection(format!("{} has a repository already", path.display()));
        }
        let folder = Self { path: path.to_owned(), keys: BTreeMap::new(), repository };
        folder.write(&folder.repository.files())?;
        Ok(folder)
    }

    /// Reads the repository of a folder.
    ///
    /// # Errors
    /// An [`Objection`] that names the file that is missing or wrong.
    pub fn open(path: &Path) -> Result<Self, Objection> {
        let keys = keys(&path.join("keys"))?;
        let repository = Reader { path, keys: &keys }.repository()?;
        Ok(Self { path: path.to_owned(), keys, repository })
    }

    /// Puts a private key into `keys/`, under a role's name and the next number.
    ///
    /// # Errors
    /// An [`Objection`] that names the file.
    pub fn keep(&mut self, role: &str, key: &Key) -> Result<(), Objection> {
        let number = self.next_number(role);
        let name = format!("keys/{}-{number}.pem", role.replace('/', "%2F"));
        let pem = key.to_pem().map_err(|why| Objection(why.to_string()))?;
        self.write(&Files::from([(name, pem.into_bytes())]))?;
        self.keys.insert(id_of(key), key.clone());
        Ok(())
    }

    /// The number of a role's next key.
    pub fn next_number(&self, role: &str) -> usize {
        let name = |number: usize| format!("keys/{}-{number}.pem", role.replace('/', "%2F"));
        (1..=usize::MAX).find(|number| !self.path.join(name(*number)).exists()).unwrap_or_default()
    }

    /// Signs and writes what was changed: roots, and roles of targets under their next versions.
    ///
    /// # Errors
    /// An [`Objection`] that names the role whose keys are not at hand, or the file.
    pub fn save(&mut self, at: i64) -> Result<(), Objection> {
        let mut files = Files::new();
        for root in &self.repository.roots {
            files.insert(metadata_name("root", Some(root.version())), root.bytes());
        }
        let drafted = self.repository.draft(at);
        for name in drafted {
            self.signable(&name)?;
            let Some(role) = self.repository.role(&name).map(|role| role.clone()) else { continue };
            files.insert(metadata_name(&name, Some(role.version())), role.bytes());
            self.repository.put_contents(&role, &mut files);
        }
        self.write(&files)
    }

    /// Publishes: a new snapshot and timestamp over what was saved, `bundle.json`, and `root.json`,
    /// the root that a verifier is given. Returns the length of the bundle.
    ///
    /// # Errors
    /// An [`Objection`] that names the role whose keys are not at hand, or the file.
    pub fn publish(&mut self, at: i64) -> Result<usize, Objection> {
        for name in ["snapshot", "timestamp"] {
            self.signable(name)?;
        }
        self.vouched()?;
        self.repository.keep_as_published();
        let files = self.repository.publish(at);
        self.write(&files)?;
        let bundle = bundle(&files);
        let length = bundle.len();
        let root = files.get(&metadata_name("root", Some(1))).cloned().unwrap_or_default();
        self.write(&[("bundle.json".to_owned(), bundle), ("root.json".to_owned(), root)].into())?;
        Ok(length)
    }

    /// Whether every role of targets has as many signatures that hold as it needs.
    fn vouched(&self) -> Result<(), Objection> {
        for (name, _) in self.repository.target_roles() {
            let (_, threshold) = self.repository.quorum(name).unwrap_or_default();
            let signers = self.repository.signers(name);
            if signers < threshold.max(1) {
                return objection(format!(
                    "{name} has {signers} signatures that hold and needs {threshold}: sign it with \
                     `forge bundle renew {} {name}`",
                    self.path.display()
                ));
            }
        }
        Ok(())
    }

    /// Whether enough of a role's keys are at hand.
    ///
    /// # Errors
    /// An [`Objection`] that names the keys that are missing.
    pub fn signable(&self, name: &str) -> Result<(), Objection> {
        let Some((ids, threshold)) = self.repository.quorum(name) else {
            return objection(format!("there is no role {name}: delegate it first"));
        };
        let missing: Vec<_> = ids.iter().filter(|id| !self.keys.contains_key(*id)).collect();
        if ids.len() - missing.len() >= threshold {
            return Ok(());
        }
        objection(format!(
            "{name} is signed by {threshold} keys: put more of these into {} as PEM: {}",
            self.path.join("keys").display(),
            missing.into_iter().cloned().collect::<Vec<_>>().join(", ")
        ))
    }

    fn write(&self, files: &Files) -> Result<(), Objection> {
        write(files, &self.path).map_err(|why| Objection(format!("{}: {why}", self.path.display())))
    }
}

/// Every private key of a folder, by its id.
fn keys(folder: &Path) -> Result<BTreeMap<String, Key>, Objection> {
    let mut keys = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|end| end == "pem") {
            let name =
                |why: &dyn std::fmt::Display| Objection(format!("{}: {why}", path.display()));
            let text = fs::read_to_string(&path).map_err(|why| name(&why))?;
            let key = Key::from_pem(&text).map_err(|why| name(&why))?;
            keys.insert(id_of(&key), key);
        }
    }
    Ok(keys)
}

/// Reads files into a repository.
struct Reader<'a> {
    path: &'a Path,
    keys: &'a BTreeMap<String, Key>,
}

impl Reader<'_> {
    fn repository(&self) -> Result<Repository, Objection> {
        let mut roots = Vec::new();
        while let Some(root) =
            self.optional(&metadata_name("root", Some(roots.len() as u64 + 1)))?
        {
            roots.push(root);
        }
        if roots.is_empty() {
            return objection(format!(
                "{}: no repository; `forge bundle create` makes one",
                self.path.display()
            ));
        }
        let timestamp = self.role(&metadata_name("timestamp", None))?;
        let version = timestamp.signed["meta"]["snapshot.json"]["version"].as_u64();
        let snapshot = self.role(&metadata_name("snapshot", version))?;
        let targets = self.newest("targets")?;
        let mut repository = Repository::of(roots, [timestamp, snapshot, targets]);
        self.delegated(&mut repository, "targets")?;
        self.published(&mut repository)?;
        self.contents(&mut repository)?;
        repository.entrust_keys(self.keys);
        Ok(repository)
    }

    /// The roles that a role delegates to, and those that they delegate to.
    fn delegated(&self, repository: &mut Repository, from: &str) -> Result<(), Objection> {
        for name in repository.delegates(from) {
            if !repository.delegated.contains_key(&name) {
                repository.delegated.insert(name.clone(), self.newest(&name)?);
                self.delegated(repository, &name)?;
            }
        }
        Ok(())
    }

    /// What the snapshot lists, as it was published.
    fn published(&self, repository: &mut Repository) -> Result<(), Objection> {
        let names: Vec<_> = repository.target_roles().map(|(name, _)| name.to_owned()).collect();
        for name in names {
            let listed = &repository.snapshot.signed["meta"][format!("{name}.json")]["version"];
            if let Some(version) = listed.as_u64() {
                let signed = self.role(&metadata_name(&name, Some(version)))?.signed;
                repository.set_published(&name, signed);
            }
        }
        Ok(())
    }

    fn contents(&self, repository: &mut Repository) -> Result<(), Objection> {
        let mut contents = BTreeMap::new();
        for (_, role) in repository.target_roles() {
            for (path, entry) in role.signed["targets"].as_object().into_iter().flatten() {
                let name = target_name(path, entry["hashes"]["sha256"].as_str());
                contents.insert(path.clone(), self.file(&name)?);
            }
        }
        repository.contents = contents;
        Ok(())
    }

    /// The file of a role with the highest version.
    fn newest(&self, name: &str) -> Result<Role, Objection> {
        let ending = metadata_name(name, None).replacen("metadata/", ".", 1);
        let versions = fs::read_dir(self.path.join("metadata")).into_iter().flatten().flatten();
        let versions = versions.filter_map(|entry| {
            entry.file_name().to_str()?.strip_suffix(&ending)?.parse::<u64>().ok()
        });
        self.role(&metadata_name(name, versions.max().or(Some(1))))
    }

    fn role(&self, name: &str) -> Result<Role, Objection> {
        let bytes = self.file(name)?;
        let wrong = |why: &dyn std::fmt::Display| {
            Objection(format!("{}: {why}", self.path.join(name).display()))
        };
        let mut json: Json = serde_json::from_slice(&bytes).map_err(|why| wrong(&why))?;
        let signatures = json["signatures"].as_array().cloned();
        let signatures = signatures.ok_or_else(|| wrong(&"no metadata: it has no signatures"))?;
        let layout = if bytes.contains(&b'\n') { Layout::Indented } else { Layout::Compact };
        Ok(Role { signed: json["signed"].take(), signatures, keys: Vec::new(), layout })
    }

    fn optional(&self, name: &str) -> Result<Option<Role>, Objection> {
        self.path.join(name).exists().then(|| self.role(name)).transpose()
    }

    fn file(&self, name: &str) -> Result<Vec<u8>, Objection> {
        let path = self.path.join(name);
        fs::read(&path).map_err(|why| Objection(format!("{}: {why}", path.display())))
    }
}
