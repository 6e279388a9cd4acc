//! Measures natively what `cargo xtask bench status` and `cargo xtask bench bundle` report, one line of
//! JSON a row, and writes what node measures next to `target/bench`.
//!
//! A status query is a few hundred nanoseconds of a verification that takes a thousand times that. So
//! it is measured as a slope: the same credentials with no pack and with sixteen, each of the whole
//! country's size and asked every time, and a sixteenth of the difference of the medians.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a measurement that cannot go on stops"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use forge::code::{self, StatusEntry};
use forge::key::DEMO_SEED;
use forge::public_key::Algorithm;
use forge::regions::{IDENTITY, Region, region};
use forge::statements::identity;
use forge::status::list::{StatusList, Token};
use forge::status::pack::{File, Pack, member, padded};
use forge::status::simulation::{Chance, Simulated, Simulation};
use forge::time::DAY;
use forge::trust::carrier::bundle;
use forge::trust::metadata::Quorum;
use forge::trust::publish::Files;
use forge::trust::records::{Authority, KeyRecord, issuers_file, types_file};
use forge::trust::repository::Repository;
use forge::trust::world::{large, quorums};
use serde_json::{Value as Json, json};
use yanzheng::encoding::value::Value;
use yanzheng::host::{Verifier, from_json};

const AT: i64 = 1_780_272_000;
const PREFIX: &str = "https://status.region-a.example/identity/";
/// Packs of a whole country that are asked at once.
const PACKS: i64 = 16;
/// Credentials, each at a random place, and how often each is verified.
const CREDENTIALS: usize = 128;
const ROUNDS: usize = 20;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().find(|word| !word.starts_with("--")).map(String::as_str) {
        Some("status") => status(),
        Some("bundle") => loading(),
        other => panic!("status or bundle, not {other:?}"),
    }
}

fn row(what: &str, ours: f64, peer: Option<f64>, unit: &str) {
    println!("{}", json!({ "what": what, "ours": ours, "peer": peer, "unit": unit }));
}

fn status() {
    let Simulated { snapshot, delta, bounds } = Simulation::national(DEMO_SEED).run(AT).unwrap();
    let bytes = |file: &File| file.bytes.len() as f64;
    row("snapshot of 1.4e9, against its entropy", bytes(&snapshot), Some(bounds[0]), "bytes");
    row("delta of a day, against its entropy", bytes(&delta), Some(bounds[1]), "bytes");
    let region = region(DEMO_SEED, 'a');
    let list = list(&region);
    let lists = list.len() as f64 * 1400.0;
    row("snapshot, against 1,400 status lists", bytes(&snapshot), Some(lists), "bytes");
    let packs = copies(&snapshot);
    let files = repository(&region, &packs);
    let (spread, listed) = (scans(&region, 1400), scans(&region, 1));
    let begin = |status: &[&[u8]]| {
        let mut verifier = verifier(&files);
        for file in status {
            let taken = verifier.update_status(file, AT, None).unwrap();
            assert_eq!(taken.get("ok"), Some(&Value::Bool(true)), "{taken:?}");
        }
        verifier
    };
    let all: Vec<&[u8]> = packs.iter().map(|file| file.bytes.as_slice()).collect();
    let pair = [begin(&[]), begin(&all)];
    let query = slope(&pair, &spread) / PACKS as f64;
    let pair = [begin(&[]), begin(&[&list])];
    let listed_query = slope(&pair, &listed);
    row("status query natively, against a status list", query, Some(listed_query), "µs");
    let taking = median((0..5).map(|_| {
        let mut verifier = verifier(&files);
        timed(|| drop(verifier.update_status(all[0], AT, None).unwrap()))
    }));
    row("taking the snapshot in natively", taking / 1000.0, None, "ms");
    let folder = folder("status");
    write(&folder, "root.json", &files["metadata/1.root.json"]);
    write(&folder, "bundle.json", &bundle(&files));
    write(&folder, "list.jwt", &list);
    for (number, file) in packs.iter().enumerate() {
        write(&folder, &format!("pack-{number}.snapshot"), &file.bytes);
    }
    let scans = json!({ "at": AT + 60, "spread": spread, "listed": listed });
    write(&folder, "scans.json", scans.to_string().as_bytes());
}

/// Median verification with the second verifier less that with the first, in µs; in turn, so that
/// what else the machine does meets both.
fn slope(pair: &[Verifier; 2], scans: &[String]) -> f64 {
    let mut times = [Vec::new(), Vec::new()];
    let mut good = 0;
    for round in 0..=ROUNDS {
        for scan in scans {
            for (verifier, times) in pair.iter().zip(&mut times) {
                let ask = from_json(&json!({ "at": AT + 60 }).to_string()).unwrap();
                let begin = Instant::now();
                let receipt = verifier.verify(scan.as_bytes(), ask).unwrap();
                let took = begin.elapsed();
                // The first round warms up, and shows that what is measured is what is meant.
                match round {
                    0 => good += usize::from(code_of(&receipt) == "ok"),
                    _ => times.push(took),
                }
            }
        }
    }
    assert!(good > scans.len() * 19 / 10, "{good} of {} are good", scans.len() * 2);
    let [without, with] = times.map(|times| median(times.into_iter()));
    with - without
}

fn code_of(receipt: &impl serde::Serialize) -> String {
    let receipt: Json = serde_json::to_value(receipt).unwrap();
    receipt["code"].as_str().unwrap().to_owned()
}

fn timed(what: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    what();
    begin.elapsed()
}

/// The middle one, in µs.
fn median(times: impl Iterator<Item = Duration>) -> f64 {
    let mut times: Vec<Duration> = times.collect();
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e6
}

/// The same snapshot so many times, each with an end of its own, so that each is another file.
fn copies(snapshot: &File) -> Vec<File> {
    let mut pack = Pack::read(&snapshot.bytes).unwrap();
    pack.types = vec![IDENTITY.code()];
    let mut members = pack.members();
    let file = |number: i64| {
        members.set(member::EXPIRES, pack.period.expires + number);
        File { name: format!("copy-{number}.1.snapshot"), bytes: padded(members.clone()) }
    };
    (0..PACKS).map(file).collect()
}

/// A status list of a million entries with 0.1 % of them revoked.
fn list(region: &Region) -> Vec<u8> {
    let mut list = StatusList::new(2, 1_000_000).unwrap();
    let mut chance = Chance::new("list");
    for place in chance.places(1020, 1_000_000, |_| true) {
        list.set(place, if place % 50 == 0 { 2 } else { 1 }).unwrap();
    }
    let token = Token::new(&region.issuer.kid, &format!("{PREFIX}0"), AT, &list);
    token.sign_jwt(&region.issuer.key).into_bytes()
}

/// Credentials at random places of so many lists.
fn scans(region: &Region, lists: u64) -> Vec<String> {
    let mut chance = Chance::new("places");
    let scan = |_| {
        let mut credential = identity(region, AT);
        let uri = format!("{PREFIX}{}", chance.below(lists));
        let index = i64::try_from(chance.below(1_000_000)).unwrap();
        credential.status = Some(StatusEntry { index, uri });
        code::scan(&credential.issue(&region.issuer.key).unwrap())
    };
    (0..CREDENTIALS).map(scan).collect()
}

fn repository(region: &Region, packs: &[File]) -> Files {
    let mut repository = Repository::new(AT, &quorums(DEMO_SEED, Algorithm::Es256));
    let role = Quorum::all([region.issuer.key.clone()]);
    repository.delegate_region("990000", &role);
    let key = KeyRecord::new(&region.issuer.kid, &region.issuer.key, (0, AT + 4000 * DAY));
    let authority =
        Authority::new(region.issuer.id, region.name.clone(), &[IDENTITY.code()], "990000");
    let authority = authority.listing(PREFIX).keyed([key]);
    repository.add("issuers/990000/office.json", issuers_file(&[authority]));
    repository.add("types.json", types_file(&[IDENTITY.record()]));
    for file in packs {
        repository.add(&file.target("990000"), file.bytes.clone());
    }
    let mut files = repository.publish(AT);
    // Packs come by themselves.
    files.retain(|name, _| !name.starts_with("targets/revocation/"));
    files
}

fn verifier(files: &Files) -> Verifier {
    let root = &files["metadata/1.root.json"];
    let mut verifier = Verifier::new(from_json("{}").unwrap(), Some(root)).unwrap();
    let taken = verifier.update_trust(&bundle(files), AT).unwrap();
    assert_eq!(taken.get("ok"), Some(&Value::Bool(true)), "{taken:?}");
    verifier
}

/// Loading the keys of a whole country: 32 regions of 60 authorities of two keys each.
fn loading() {
    let files = large(DEMO_SEED, AT, 32, 60, 2).files();
    let carried = bundle(&files);
    let root = &files["metadata/1.root.json"];
    let once = || {
        let mut verifier = Verifier::new(from_json("{}").unwrap(), Some(root)).unwrap();
        timed(|| {
            let taken = verifier.update_trust(&carried, AT).unwrap();
            assert_eq!(taken.get("keys"), Some(&Value::Integer(3840)), "{taken:?}");
        })
    };
    row("bundle of 3,840 keys", carried.len() as f64, None, "bytes");
    row("loading it natively", median((0..15).map(|_| once())) / 1000.0, None, "ms");
    let folder = folder("bundle");
    write(&folder, "root.json", root);
    write(&folder, "bundle.json", &carried);
    write(&folder, "about.json", json!({ "at": AT, "keys": 3840 }).to_string().as_bytes());
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench").join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder.join(name), bytes).unwrap();
}
