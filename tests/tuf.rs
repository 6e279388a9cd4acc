//! The Update Framework against others: the client of `cargo xtask tuf-client` with repositories that
//! `forge` makes, served on a local address; what python-tuf writes, read here, and what `forge`
//! writes, read by python-tuf.
//!
//! Where there is no Python with the package `tuf` (`YANZHENG_TUF_PYTHON`, or `python3`), one line
//! says so.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

#[path = "suite/served.rs"]
mod served;
mod suite;
#[allow(dead_code, reason = "the usage text is printed by xtask")]
#[path = "../xtask/src/tuf/mod.rs"]
mod tuf;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use forge::key::{DEMO_SEED, Key};
use forge::public_key::Algorithm;
use forge::time::DAY;
use forge::trust::carrier::{bundle, write};
use forge::trust::metadata::Quorum;
use forge::trust::publish::Files;
use forge::trust::repository::Repository;
use forge::trust::world::{role_key, signed_with};
use serde_json::{Value as Json, json};
use yanzheng::host::{Verifier, from_json};
use yanzheng::time::Time;

use served::Served;
use suite::Suite;

const AT: i64 = 1_780_272_000;
const REGION: &str = "region/990000";
const ISSUERS: &str = "issuers/990000/agencies.json";

/// A folder of this run, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("yanzheng-tuf-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// A folder below it.
    fn below(&self, name: &str) -> PathBuf {
        let folder = self.0.join(name);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays behind in a temporary folder does no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A client with its folders, the repository that it reads, and the suite that counts.
struct Play<'s> {
    suite: &'s mut Suite,
    name: &'static str,
    folder: Folder,
    served: Served,
    at: i64,
}

impl<'s> Play<'s> {
    /// Serves a repository and takes its first root.
    fn new(suite: &'s mut Suite, name: &'static str, files: &Files) -> Self {
        let mut play =
            Self { suite, name, folder: Folder::new(name), served: Served::new(files), at: AT };
        let root = play.folder.0.join("pinned.json");
        std::fs::write(&root, &files["metadata/1.root.json"]).unwrap();
        play.expect("init", &["init", root.to_str().unwrap()], "");
        play
    }

    /// Runs the client; the code of why it refused, empty when it did not.
    fn run(&self, words: &[&str]) -> String {
        let address = |folder: &str| format!("{}/{folder}", self.served.address());
        let [metadata, targets] = ["kept", "got"].map(|name| self.folder.below(name));
        let [from, base] = [address("metadata"), address("targets")];
        let options = [
            ["--metadata-dir", metadata.to_str().unwrap()],
            ["--metadata-url", &from],
            ["--target-base-url", &base],
            ["--target-dir", targets.to_str().unwrap()],
        ];
        let words = [options.as_flattened(), words].concat();
        match tuf::run(&words, Time::new(self.at).unwrap()) {
            Ok(()) => String::new(),
            Err(error) => format!("{error:#}"),
        }
    }

    /// Counts a run that must end as it should.
    fn expect(&mut self, what: &str, words: &[&str], expected: &str) {
        let actual = self.run(words);
        let agrees = actual.starts_with(expected) && (actual.is_empty() == expected.is_empty());
        self.suite.case(&format!("{}/{what}", self.name), expected, &actual, agrees);
    }

    fn refresh(&mut self, what: &str, expected: &str) {
        self.expect(what, &["refresh"], expected);
    }

    fn download(&mut self, what: &str, path: &str, expected: &str) {
        self.expect(what, &["--target-name", path, "download"], expected);
    }

    /// Counts something that must be so.
    fn same<T: std::fmt::Debug + PartialEq>(&mut self, what: &str, actual: T, expected: T) {
        let agrees = actual == expected;
        let [expected, actual] = [expected, actual].map(|one| format!("{one:?}"));
        self.suite.case(&format!("{}/{what}", self.name), &expected, &actual, agrees);
    }

    /// Every file that the client keeps.
    fn kept(&self) -> Files {
        let folder = self.folder.below("kept");
        let files = suite::files(&folder, "").into_iter();
        let name = |file: &Path| file.file_name().unwrap().to_string_lossy().into_owned();
        files.map(|file| (name(&file), std::fs::read(&file).unwrap())).collect()
    }

    /// The versions of the roles that are kept.
    fn versions(&self) -> [Option<u64>; 4] {
        let kept = self.kept();
        ["root", "timestamp", "snapshot", "targets"].map(|role| {
            let json: Json = serde_json::from_slice(kept.get(&format!("{role}.json"))?).unwrap();
            json["signed"]["version"].as_u64()
        })
    }

    fn got(&self, path: &str) -> Option<Vec<u8>> {
        std::fs::read(self.folder.below("got").join(path.replace('/', "%2F"))).ok()
    }
}

fn repository() -> Repository {
    signed_with(DEMO_SEED, AT, Algorithm::Es256)
}

/// Other keys for a role than those it has.
fn others(role: &str, count: usize) -> Quorum {
    let key = |number: usize| -> Key { role_key(Algorithm::Sm2, DEMO_SEED, role, 20 + number) };
    Quorum::all((0..count).map(key).collect::<Vec<_>>())
}

const SIGNATURES: &str = "trust.bundle_signature_missing";
const REPLAYED: &str = "trust.bundle_replayed";
const EXPIRED: &str = "trust.bundle_expired";

#[test]
fn the_client_takes_what_it_should() {
    let mut suite = Suite::new("tuf-client");
    first(&mut suite);
    roots(&mut suite);
    rolled_back(&mut suite);
    half_way(&mut suite);
    ended(&mut suite);
    recovered(&mut suite);
    downloaded(&mut suite);
    delegated(&mut suite);
    endless(&mut suite);
    suite.end();
}

fn first(suite: &mut Suite) {
    let mut repository = repository();
    let mut play = Play::new(suite, "first", &repository.files());
    play.same("init-asks-nobody", play.served.asked(), vec![]);
    play.refresh("refresh", "");
    let order = ["2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"];
    let order: Vec<String> = order.map(|name| format!("metadata/{name}")).into();
    play.same("order", play.served.asked(), order.clone());
    play.same("versions", play.versions(), [Some(1); 4]);
    let files = repository.files();
    play.same("as-received", &play.kept()["snapshot.json"], &files["metadata/1.snapshot.json"]);
    play.refresh("again", "");
    play.same("nothing-twice", play.served.asked(), order[..2].to_vec());
    // The same version with other words: what is kept stays, and is enough.
    let before = play.kept();
    repository.timestamp.signed["meta"]["snapshot.json"]["version"] = 100.into();
    repository.timestamp.sign();
    play.served.serve(&repository.files());
    play.refresh("equal-version", "");
    play.same("equal-version-kept", play.kept(), before);
}

fn roots(suite: &mut Suite) {
    let mut repository = repository();
    let mut play = Play::new(suite, "roots", &repository.files());
    play.refresh("refresh", "");
    repository.rotate("root", &others("root", 2), AT);
    repository.rotate("timestamp", &others("timestamp", 1), AT);
    play.served.serve(&repository.publish(AT + 60));
    play.refresh("rotated", "");
    play.same("versions", play.versions(), [Some(3), Some(2), Some(2), Some(1)]);
    // The next root by the old keys alone.
    let old = role_key(Algorithm::Es256, DEMO_SEED, "root", 1);
    repository.next_root(AT).sign_with([&old]);
    play.served.serve(&repository.files());
    let before = play.kept();
    play.refresh("old-keys", SIGNATURES);
    play.same("old-keys-kept", play.kept(), before);
    // One that has expired is kept, and nothing is taken under it.
    repository.roots.pop();
    repository.next_root(AT).expire(AT);
    repository.root().sign();
    play.served.serve(&repository.publish(AT + 120));
    play.refresh("expired", EXPIRED);
    play.same("expired-kept", play.versions(), [Some(4), Some(2), Some(2), Some(1)]);
}

fn rolled_back(suite: &mut Suite) {
    let mut repository = repository();
    let old = repository.files();
    let mut play = Play::new(suite, "rolled-back", &old);
    play.served.serve(&repository.publish(AT + 60));
    play.refresh("refresh", "");
    let before = play.kept();
    play.served.serve(&old);
    play.refresh("timestamp", REPLAYED);
    play.same("timestamp-kept", play.kept(), before.clone());
    // A newer timestamp for an older snapshot.
    repository.snapshot.signed["version"] = 1.into();
    repository.snapshot.sign();
    repository.timestamp.renew(9, AT + DAY);
    repository.seal_timestamp();
    play.served.serve(&repository.files());
    play.refresh("snapshot", REPLAYED);
    play.same("snapshot-kept", play.kept(), before);
    // A newer snapshot for older targets.
    repository.targets.renew(3, AT + DAY);
    repository.targets.sign();
    repository.snapshot.renew(3, AT + DAY);
    repository.seal_snapshot();
    repository.timestamp.renew(10, AT + DAY);
    repository.seal_timestamp();
    play.served.serve(&repository.files());
    play.refresh("newer", "");
    repository.targets.renew(2, AT + DAY);
    repository.targets.sign();
    repository.snapshot.renew(4, AT + DAY);
    repository.seal_snapshot();
    repository.timestamp.renew(11, AT + DAY);
    repository.seal_timestamp();
    play.served.serve(&repository.files());
    play.refresh("targets", REPLAYED);
    play.same("targets-kept", play.versions(), [Some(1), Some(11), Some(3), Some(3)]);
    play.refresh("targets-again", REPLAYED);
}

/// A timestamp whose snapshot never comes counts all the same.
fn half_way(suite: &mut Suite) {
    let mut repository = repository();
    let mut play = Play::new(suite, "half-way", &repository.files());
    play.refresh("refresh", "");
    let second = repository.publish(AT + 60);
    let mut third = repository.publish(AT + 120);
    third.remove("metadata/3.snapshot.json");
    play.served.serve(&third);
    play.refresh("no-snapshot", "3.snapshot.json is not there");
    play.same("timestamp-is-kept", play.versions(), [Some(1), Some(3), Some(1), Some(1)]);
    play.served.serve(&second);
    play.refresh("back", REPLAYED);
    play.served.serve(&repository.files());
    play.refresh("on", "");
    play.same("versions", play.versions(), [Some(1), Some(3), Some(3), Some(1)]);
}

fn ended(suite: &mut Suite) {
    let mut repository = repository();
    let mut play = Play::new(suite, "ended", &repository.files());
    play.refresh("refresh", "");
    let before = play.kept();
    play.at = AT + 8 * DAY;
    play.refresh("timestamp", EXPIRED);
    play.same("timestamp-kept", play.kept(), before);
    // What is kept has expired, what comes has not.
    play.served.serve(&repository.publish(AT + 7 * DAY));
    play.refresh("renewed", "");
    play.same("versions", play.versions(), [Some(1), Some(2), Some(2), Some(1)]);
}

/// A version that was run up with a stolen key is taken back with another key (§5.3.11).
fn recovered(suite: &mut Suite) {
    let mut repository = repository();
    let mut play = Play::new(suite, "recovered", &repository.files());
    repository.snapshot.renew(99_998, AT + DAY);
    repository.timestamp.renew(99_998, AT + DAY);
    play.served.serve(&repository.publish(AT + 60));
    play.refresh("run-up", "");
    play.same("run-up-versions", play.versions(), [Some(1), Some(99_999), Some(99_999), Some(1)]);
    repository.snapshot.renew(1, AT + DAY);
    repository.timestamp.renew(1, AT + DAY);
    play.served.serve(&repository.publish(AT + 120));
    play.refresh("same-keys", REPLAYED);
    repository.rotate("snapshot", &others("snapshot", 1), AT);
    play.served.serve(&repository.publish(AT + 180));
    play.refresh("other-keys", "");
    play.same("versions", play.versions(), [Some(2), Some(3), Some(3), Some(1)]);
}

fn downloaded(suite: &mut Suite) {
    let mut repository = repository();
    let mut play = Play::new(suite, "downloaded", &repository.files());
    play.download("nobody", "issuers/990000/other.json", "issuers/990000/other.json is listed by");
    play.same("refreshed", play.versions(), [Some(1); 4]);
    play.download("delegated", ISSUERS, "");
    play.same("content", play.got(ISSUERS), repository.contents.get(ISSUERS).cloned());
    play.served.asked();
    play.download("again", ISSUERS, "");
    let order = ["metadata/2.root.json", "metadata/timestamp.json"].map(str::to_owned);
    play.same("not-again", play.served.asked(), order.into());
    // Another content under the name of the right one.
    let before = play.got("types.json");
    let mut files = repository.files();
    for (_, bytes) in files.iter_mut().filter(|(name, _)| name.ends_with(".types.json")) {
        bytes[0] ^= 1;
    }
    play.served.serve(&files);
    play.download("changed", "types.json", "trust.bundle_file_mismatch");
    play.same("changed-kept", play.got("types.json"), before);
    // A changed target is taken again, under the same name.
    repository.add(ISSUERS, b"{\"issuers\":[]}".to_vec());
    play.served.serve(&repository.publish(AT + 60));
    play.download("renewed", ISSUERS, "");
    play.same("renewed-content", play.got(ISSUERS), Some(b"{\"issuers\":[]}".to_vec()));
}

/// A role that is kept is verified by whoever delegates to it now.
fn delegated(suite: &mut Suite) {
    let mut repository = repository();
    let mut play = Play::new(suite, "delegated", &repository.files());
    play.download("first", ISSUERS, "");
    let (from, paths) = repository.delegation(REGION).unwrap();
    let signatures = repository.delegated[REGION].signatures.clone();
    repository.delegate(&from, REGION, &others(REGION, 1), &paths);
    play.served.serve(&repository.publish(AT + 60));
    play.same("same-signatures", &repository.delegated[REGION].signatures, &signatures);
    std::fs::remove_dir_all(play.folder.below("got")).unwrap();
    play.download("other-keys", ISSUERS, SIGNATURES);
    play.same("nothing-got", play.got(ISSUERS), None);
    repository.resign(REGION);
    play.served.serve(&repository.publish(AT + 120));
    play.download("resigned", ISSUERS, "");
    // An expired role is neither used nor kept.
    repository.delegated.get_mut(REGION).unwrap().renew(9, AT);
    repository.seal_targets();
    repository.snapshot.renew(8, AT + DAY);
    repository.seal_snapshot();
    repository.timestamp.renew(8, AT + DAY);
    repository.seal_timestamp();
    play.served.serve(&repository.files());
    let before = play.kept()["region%2F990000.json"].clone();
    play.download("expired", ISSUERS, EXPIRED);
    play.same("expired-not-kept", &play.kept()["region%2F990000.json"], &before);
}

/// No more is read than a role may have.
fn endless(suite: &mut Suite) {
    let mut files = repository().files();
    let mut play = Play::new(suite, "endless", &files);
    files.insert("metadata/timestamp.json".to_owned(), vec![b' '; 1 << 20]);
    play.served.serve(&files);
    play.refresh("timestamp", "timestamp.json has more than 16384 bytes");
    play.same("nothing-kept", play.versions(), [Some(1), None, None, None]);
}

/// A Python that has the package `tuf`.
fn python() -> Option<String> {
    let python = std::env::var("YANZHENG_TUF_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let check = Command::new(&python).args(["-c", "import tuf"]).output().ok()?;
    check.status.success().then_some(python)
}

/// Runs `tests/interop/tuf.py`; what it printed, or what it complained of.
fn exchange(python: &str, verb: &str, folder: &Path) -> Result<String, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/tuf.py");
    let done = Command::new(python).arg(script).arg(verb).arg(folder).output().unwrap();
    match done.status.success() {
        true => Ok(String::from_utf8_lossy(&done.stdout).into_owned()),
        false => Err(String::from_utf8_lossy(&done.stderr).into_owned()),
    }
}

#[test]
fn python_tuf_both_ways() {
    let Some(python) = python() else {
        println!("\nsuite tuf-python: absent, no Python with the package tuf");
        return;
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let now = i64::try_from(now).unwrap();
    let mut suite = Suite::new("tuf-python");
    written(&mut suite, &python, now);
    handed_over(&mut suite, &python, now);
    suite.end();
}

/// What python-tuf writes is read here: by the client, and as a bundle.
fn written(suite: &mut Suite, python: &str, now: i64) {
    let folder = Folder::new("python");
    exchange(python, "write", &folder.0).unwrap();
    let below = |file: &Path| {
        let name = file.strip_prefix(&folder.0).unwrap().to_string_lossy().replace('\\', "/");
        (name, std::fs::read(file).unwrap())
    };
    let files: Files = suite::files(&folder.0, ".json").iter().map(|file| below(file)).collect();
    let mut play = Play::new(suite, "python-written", &files);
    play.at = now;
    for path in ["types.json", ISSUERS] {
        play.download(path, path, "");
        let content = files.iter().find(|(name, _)| {
            name.starts_with("targets/") && name.ends_with(path.rsplit('/').next().unwrap())
        });
        play.same(&format!("{path}-content"), play.got(path).as_ref(), content.map(|one| one.1));
    }
    play.same("versions", play.versions(), [Some(2), Some(4), Some(3), Some(2)]);
    let root = &files["metadata/1.root.json"];
    let mut verifier = Verifier::new(from_json("{}").unwrap(), Some(root)).unwrap();
    let answer = verifier.update_trust(&bundle(&files), now).unwrap();
    let answer = serde_json::to_value(&answer).unwrap();
    let versions = json!({ "root": 2, "timestamp": 4, "snapshot": 3, "targets": 2 });
    play.same("bundle", (&answer["ok"], &answer["versions"]), (&json!(true), &versions));
}

/// What `forge` writes is read by python-tuf's own client.
fn handed_over(suite: &mut Suite, python: &str, now: i64) {
    let mut repository = signed_with(DEMO_SEED, now, Algorithm::Es256);
    let folder = Folder::new("forge");
    let more = role_key(Algorithm::Es256, DEMO_SEED, "timestamp", 20);
    for (name, expected) in [("first", [1, 1]), ("rotated", [2, 2])] {
        write(&repository.files(), &folder.0).unwrap();
        let taken = exchange(python, "read", &folder.0);
        let taken = taken.and_then(|text| {
            serde_json::from_str::<Json>(&text).map_err(|error| error.to_string())
        });
        let (expected, actual) = match taken {
            Ok(taken) => {
                let versions = &taken["versions"];
                let listed = repository.target_roles().map(|(_, role)| {
                    role.signed["targets"].as_object().map_or(0, serde_json::Map::len)
                });
                let count = taken["targets"].as_object().map_or(0, serde_json::Map::len);
                (
                    format!("{expected:?} {}", listed.sum::<usize>()),
                    format!("[{}, {}] {count}", versions["root"], versions["timestamp"]),
                )
            }
            Err(error) => (format!("{expected:?}"), error),
        };
        suite.case(&format!("forge-written/{name}"), &expected, &actual, expected == actual);
        repository.rotate("timestamp", &Quorum::all([more.clone()]), now);
        repository.publish(now);
    }
}
