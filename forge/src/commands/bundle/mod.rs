//! `forge bundle`: a trust repository in a folder, from its first root to its `bundle.json`.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use forge::base64::hex;
use forge::key::Key;
use forge::public_key::Algorithm;
use forge::trust::check::check;
use forge::trust::folder::Folder;
use forge::trust::metadata::Quorum;
use forge::trust::repository::{Quorums, Repository, owner};

use super::{Outcome, time};
use crate::arguments::{Arguments, Misused};

mod import;
mod show;

/// The options of commands that make keys.
const KEYS: [&str; 4] = ["--keys", "--threshold", "--seed", "--at"];
/// The roles that the root names.
const TOP: [&str; 4] = ["root", "timestamp", "snapshot", "targets"];

/// One command on a repository.
pub(crate) fn run(line: &Arguments, words: &[&str]) -> Outcome {
    match words {
        ["create", folder] => create(line, Path::new(folder)),
        ["delegate", folder, role] => delegate(line, Path::new(folder), role),
        ["rotate", folder, role] => rotate(line, Path::new(folder), role),
        ["renew", folder, role] => renew(line, Path::new(folder), role),
        ["add", folder, path, file] => add(line, Path::new(folder), path, file),
        ["remove", folder, path] => remove(line, Path::new(folder), path),
        ["publish", folder] => publish(line, Path::new(folder)),
        ["show", name] => show::show(line, Path::new(name)),
        ["import", kind, from] => import::run(line, kind, from),
        _ => Err(Misused::new(
            "bundle create, delegate, rotate, renew, add, remove, publish, show or import: see --help",
        )
        .into()),
    }
}

fn create(line: &Arguments, path: &Path) -> Outcome {
    let own = ["--root-keys", "--targets-keys", "--threshold", "--seed", "--at"];
    line.only(&own)?;
    let at = time(line)?;
    let root = algorithms(line.get("--root-keys").unwrap_or("ES256,SGD_SM3_SM2,ES256"))?;
    let targets = algorithms(line.get("--targets-keys").unwrap_or("ES256"))?;
    let threshold = threshold(line, 2)?;
    if threshold < 2 || threshold > root.len() {
        let many = root.len();
        let why = format!("--threshold is 2 to {many}: one lost key must not be enough for a root");
        return Err(Misused::new(&why).into());
    }
    let maker = Maker::new(line)?;
    let one = [Algorithm::Es256];
    let made = |role, algorithms: &[Algorithm]| maker.keys(role, 1, algorithms);
    let quorums = Quorums {
        root: Quorum::of(threshold, made("root", &root)),
        timestamp: Quorum::all(made("timestamp", &one)),
        snapshot: Quorum::all(made("snapshot", &one)),
        targets: Quorum::all(made("targets", &targets)),
    };
    let mut folder = Folder::create(path, Repository::new(at, &quorums))?;
    let Quorums { root, timestamp, snapshot, targets } = &quorums;
    for (role, quorum) in TOP.into_iter().zip([root, timestamp, snapshot, targets]) {
        keep(&mut folder, role, &quorum.keys)?;
    }
    eprintln!(
        "made; next: keep keys/root-*.pem offline, `forge bundle delegate`, `add`, `publish`, and \
         give metadata/1.root.json to the verifiers"
    );
    Ok(ExitCode::SUCCESS)
}

fn delegate(line: &Arguments, path: &Path, role: &str) -> Outcome {
    line.only(&KEYS)?;
    let mut folder = Folder::open(path)?;
    folder.signable("targets")?;
    let quorum = made(line, &folder, role)?;
    match role.split_once('/') {
        _ if folder.repository.delegated.contains_key(role) => {
            let why =
                format!("{role} is delegated already: `forge bundle rotate` gives it other keys");
            return Err(Misused::new(&why).into());
        }
        Some(("region", region)) if plain(region) => {
            folder.repository.delegate_region(region, &quorum);
        }
        Some(("vendor", vendor)) if plain(vendor) => {
            folder.repository.delegate_vendor(vendor, &quorum);
        }
        _ => return Err(Misused::new("a delegated role is region/CODE or vendor/NAME").into()),
    }
    keep(&mut folder, role, &quorum.keys)?;
    saved(&mut folder, line)
}

fn rotate(line: &Arguments, path: &Path, role: &str) -> Outcome {
    line.only(&KEYS)?;
    let mut folder = Folder::open(path)?;
    let quorum = made(line, &folder, role)?;
    if TOP.contains(&role) {
        folder.signable("root")?;
        if role == "root" && quorum.threshold < 2 {
            return Err(
                Misused::new("a root needs --threshold 2 or more, and as many --keys").into()
            );
        }
        folder.repository.rotate(role, &quorum, time(line)?);
    } else if let Some((from, _)) = folder.repository.delegation(role) {
        folder.signable(&from)?;
        folder.repository.rotate_delegated(role, &quorum);
    } else {
        let why = format!(
            "there is no role {role}: root, timestamp, snapshot, targets or a delegated one"
        );
        return Err(Misused::new(&why).into());
    }
    keep(&mut folder, role, &quorum.keys)?;
    saved(&mut folder, line)
}

fn renew(line: &Arguments, path: &Path, role: &str) -> Outcome {
    line.only(&["--at"])?;
    let mut folder = Folder::open(path)?;
    folder.signable(role)?;
    if role == "root" {
        let keys = folder.repository.root().keys.clone();
        folder.repository.next_root(time(line)?).sign_with(&keys);
    }
    folder.repository.resign(role);
    saved(&mut folder, line)
}

fn add(line: &Arguments, path: &Path, target: &str, file: &str) -> Outcome {
    line.only(&["--at"])?;
    let bytes = std::fs::read(file).map_err(|error| format!("{file}: {error}"))?;
    check(target, &bytes)?;
    let mut folder = Folder::open(path)?;
    folder.signable(&owner(target))?;
    folder.repository.add(target, bytes);
    folder.repository.told_apart()?;
    saved(&mut folder, line)
}

fn remove(line: &Arguments, path: &Path, target: &str) -> Outcome {
    line.only(&["--at"])?;
    let mut folder = Folder::open(path)?;
    if !folder.repository.contents.contains_key(target) {
        let why = format!("{target} is not there: `forge bundle show` lists what is");
        return Err(Misused::new(&why).into());
    }
    folder.signable(&owner(target))?;
    folder.repository.remove(target);
    saved(&mut folder, line)
}

fn publish(line: &Arguments, path: &Path) -> Outcome {
    line.only(&["--at"])?;
    let length = Folder::open(path)?.publish(time(line)?)?;
    eprintln!("bundle.json: {length} bytes; root.json: what verifiers are given once");
    Ok(ExitCode::SUCCESS)
}

/// Signs what was changed.
fn saved(folder: &mut Folder, line: &Arguments) -> Outcome {
    folder.save(time(line)?)?;
    eprintln!("signed; `forge bundle publish` brings it into the bundle");
    Ok(ExitCode::SUCCESS)
}

/// A part of a role's name and of its paths.
fn plain(name: &str) -> bool {
    let plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.');
    !name.is_empty() && name.bytes().all(plain)
}

fn keep(folder: &mut Folder, role: &str, keys: &[Key]) -> Result<(), Box<dyn Error>> {
    for key in keys {
        folder.keep(role, key)?;
    }
    Ok(())
}

/// New keys for a role of a repository: as many as the role has, all of ES256, unless the command
/// line says which.
fn made(line: &Arguments, folder: &Folder, role: &str) -> Result<Quorum, Box<dyn Error>> {
    let (ids, before) = folder.repository.quorum(role).unwrap_or((vec![String::new()], 1));
    let algorithms = match line.get("--keys") {
        Some(names) => algorithms(names)?,
        None => vec![Algorithm::Es256; ids.len()],
    };
    let threshold = threshold(line, before.min(algorithms.len()))?;
    if threshold == 0 || threshold > algorithms.len() {
        let why = format!("--threshold is 1 to {}, the number of --keys", algorithms.len());
        return Err(Misused::new(&why).into());
    }
    let keys = Maker::new(line)?.keys(role, folder.next_number(role), &algorithms);
    Ok(Quorum::of(threshold, keys))
}

fn algorithms(names: &str) -> Result<Vec<Algorithm>, Box<dyn Error>> {
    names.split(',').map(|name| Ok(Algorithm::of_jose(name.trim())?)).collect()
}

fn threshold(line: &Arguments, otherwise: usize) -> Result<usize, Misused> {
    match line.get("--threshold").map(str::parse) {
        None => Ok(otherwise),
        Some(Ok(threshold)) => Ok(threshold),
        Some(Err(_)) => Err(Misused::new("--threshold is a number of keys")),
    }
}

/// Makes keys: from the seed on the command line, else by chance.
struct Maker(String);

impl Maker {
    fn new(line: &Arguments) -> Result<Self, Box<dyn Error>> {
        if let Some(seed) = line.get("--seed") {
            return Ok(Self(seed.to_owned()));
        }
        let mut chance = [0; 32];
        getrandom::fill(&mut chance).map_err(|error| format!("no random numbers: {error}"))?;
        Ok(Self(hex(&chance)))
    }

    /// A role's keys, from a number on.
    fn keys(&self, role: &str, first: usize, algorithms: &[Algorithm]) -> Vec<Key> {
        let key = |(number, algorithm): (usize, &Algorithm)| {
            Key::seeded(*algorithm, &self.0, &format!("trust {role} {number}"))
        };
        (first..).zip(algorithms).map(key).collect()
    }
}
