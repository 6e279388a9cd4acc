//! Reads the files of a repository as a client of The Update Framework does, with the curve crates'
//! own readers of keys and signatures, and checks every signature, length and hash on the way.

use std::collections::BTreeSet;

use forge::base64::{from_hex, hex};
use forge::trust::canonical::canonical;
use forge::trust::publish::{Files, metadata_name, target_name};
use p256::ecdsa::signature::Verifier;
use p256::pkcs8::DecodePublicKey;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

/// What a client ends with.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Taken {
    /// How many target files.
    pub(crate) targets: usize,
    /// Versions of root, timestamp, snapshot and targets.
    pub(crate) versions: [u64; 4],
}

/// Walks the whole repository.
pub(crate) fn take(files: &Files) -> Result<Taken, String> {
    let root = root(files)?;
    let roles = &root["signed"];
    let timestamp = read(files, &metadata_name("timestamp", None))?;
    quorum(&timestamp, roles, "timestamp")?;
    let snapshot = listed(files, "snapshot", &timestamp)?;
    quorum(&snapshot, roles, "snapshot")?;
    let targets = listed(files, "targets", &snapshot)?;
    quorum(&targets, roles, "targets")?;
    let mut taken = contents(files, &targets)?;
    let delegations = &targets["signed"]["delegations"];
    for role in delegations["roles"].as_array().into_iter().flatten() {
        let name = role["name"].as_str().unwrap_or_default();
        let delegated = listed(files, name, &snapshot)?;
        signed_by(&delegated, &delegations["keys"], role)
            .map_err(|why| format!("{name}: {why}"))?;
        taken += contents(files, &delegated)?;
    }
    let versions = [&root, &timestamp, &snapshot, &targets].map(version);
    Ok(Taken { targets: taken, versions })
}

/// The newest root, from the first one on.
pub(crate) fn root(files: &Files) -> Result<Json, String> {
    let mut root = read(files, &metadata_name("root", Some(1)))?;
    quorum(&root, &root["signed"], "root")?;
    while let Ok(next) = read(files, &metadata_name("root", Some(version(&root) + 1))) {
        quorum(&next, &root["signed"], "root")?;
        quorum(&next, &next["signed"], "root")?;
        if version(&next) != version(&root) + 1 {
            return Err("root: version".to_owned());
        }
        root = next;
    }
    Ok(root)
}

fn version(file: &Json) -> u64 {
    file["signed"]["version"].as_u64().unwrap_or_default()
}

/// A file of metadata.
pub(crate) fn read(files: &Files, name: &str) -> Result<Json, String> {
    let bytes = files.get(name).ok_or(format!("{name}: missing"))?;
    serde_json::from_slice(bytes).map_err(|error| format!("{name}: {error}"))
}

/// A role's file, of the length, hash and version that the metadata above it says.
fn listed(files: &Files, name: &str, above: &Json) -> Result<Json, String> {
    let entry = &above["signed"]["meta"][format!("{name}.json")];
    let file = metadata_name(name, entry["version"].as_u64());
    measured(files, &file, entry)?;
    let role = read(files, &file)?;
    let same = role["signed"]["version"] == entry["version"];
    same.then_some(role).ok_or(format!("{file}: version"))
}

fn contents(files: &Files, role: &Json) -> Result<usize, String> {
    let listed = role["signed"]["targets"].as_object().ok_or("no targets")?;
    for (path, entry) in listed {
        measured(files, &target_name(path, entry["hashes"]["sha256"].as_str()), entry)?;
    }
    Ok(listed.len())
}

fn measured(files: &Files, name: &str, entry: &Json) -> Result<(), String> {
    let bytes = files.get(name).ok_or(format!("{name}: missing"))?;
    let hash = hex(&Sha256::digest(bytes));
    let fits = entry["length"] == bytes.len() && entry["hashes"]["sha256"] == hash;
    fits.then_some(()).ok_or(format!("{name}: length or hash"))
}

fn quorum(file: &Json, root: &Json, role: &str) -> Result<(), String> {
    signed_by(file, &root["keys"], &root["roles"][role]).map_err(|why| format!("{role}: {why}"))
}

/// Every signature by a key of the role holds, and there are as many as are needed.
fn signed_by(file: &Json, keys: &Json, role: &Json) -> Result<(), String> {
    let (ids, message) = (role["keyids"].as_array().unwrap(), canonical(&file["signed"]));
    let mut signers = BTreeSet::new();
    let signatures = file["signatures"].as_array().unwrap();
    for signature in signatures.iter().filter(|signature| ids.contains(&signature["keyid"])) {
        let key = &keys[signature["keyid"].as_str().unwrap()];
        let id = hex(&Sha256::digest(canonical(key)));
        let bytes = from_hex(signature["sig"].as_str().unwrap()).unwrap();
        verified(key, message.as_bytes(), &bytes).ok_or(format!("signature of {id}"))?;
        signers.insert(id);
    }
    let enough = u64::try_from(signers.len()).unwrap() >= role["threshold"].as_u64().unwrap();
    enough.then_some(()).ok_or("too few signatures".to_owned())
}

fn verified(key: &Json, message: &[u8], signature: &[u8]) -> Option<()> {
    let pem = key["keyval"]["public"].as_str()?;
    match (key["keytype"].as_str()?, key["scheme"].as_str()?) {
        ("ecdsa", "ecdsa-sha2-nistp256") => {
            let key = p256::ecdsa::VerifyingKey::from_public_key_pem(pem).ok()?;
            key.verify(message, &p256::ecdsa::Signature::from_der(signature).ok()?).ok()
        }
        ("sm2", "sm2-sm3") => {
            let key = sm2::PublicKey::from_public_key_pem(pem).ok()?;
            let key = sm2::dsa::VerifyingKey::new("1234567812345678", key).ok()?;
            key.verify(message, &sm2::dsa::Signature::from_der(signature).ok()?).ok()
        }
        _ => None,
    }
}
