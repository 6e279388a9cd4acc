//! Revocation packs through the front door: random streams against a plain list of states, files in
//! random orders, and sizes beside the entropy bound.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod suite;

use std::collections::BTreeMap;

use forge::cbor::encode;
use forge::code::{self, Credential, StatusEntry};
use forge::key::DEMO_SEED;
use forge::public_key::Algorithm;
use forge::regions::{IDENTITY, region};
use forge::statements::identity;
use forge::status::State;
use forge::status::pack::{File, Pack, Period, Row, universe};
use forge::status::simulation::{Chance, Simulation};
use forge::status::stream::{Event, Stream};
use forge::time::DAY;
use forge::trust::carrier::bundle;
use forge::trust::metadata::Quorum;
use forge::trust::records::issuers_file;
use forge::trust::repository::Repository;
use forge::trust::world::{authorities, quorums, role_key};
use serde_json::{Value as Json, json};
use yanzheng::host::{Verifier, from_json};

use suite::Suite;

/// 2026-06-01T00:00:00Z.
const AT: i64 = 1_780_272_000;
const PERIOD: Period =
    Period { covered_until: AT - 60, fresh_until: AT + DAY, expires: AT + 7 * DAY };
/// The type of the simulation's credentials.
const SIMULATED: &str = "demo.identity";

/// Streams with every kind of file; after each file the verifier says what the list of states says.
#[test]
fn streams_tell_the_state() {
    let mut suite = Suite::new("status-streams");
    for number in 0..40 {
        let mut chance = Chance::new(&format!("stream {number}"));
        let told = Told::random(&mut chance);
        let mut verifier = Naming::new(&told.files).verifier();
        for (file, day) in told.files.iter().zip(&told.days) {
            assert_eq!(offer(&mut verifier, file), "ok", "{number} {}", file.name);
            day.ask(&mut suite, &verifier, &mut chance, &format!("{number}/{}", file.name));
        }
    }
    suite.end();
}

/// A thousand orders of a stream's files, some of them twice and some not at all: taken is what
/// continues what is held, and what is held answers as it did on its day.
#[test]
fn files_in_any_order() {
    let mut suite = Suite::new("status-orders");
    for number in 0..25 {
        let mut chance = Chance::new(&format!("order {number}"));
        let told = Told::random(&mut chance);
        let naming = Naming::new(&told.files);
        for order in 0..40 {
            let (mut verifier, mut held) = (naming.verifier(), None);
            for turn in 0..told.files.len() + 3 {
                let place = below(&mut chance, told.files.len());
                let (expected, file) = (told.answer(held, place), &told.files[place]);
                let actual = offer(&mut verifier, file);
                let id = format!("{number}/{order}/{turn}/{}", file.name);
                suite.case(&id, expected, &actual, expected == actual);
                held = if expected == "ok" { Some(place) } else { held };
            }
            if let (Some(place), 0) = (held, order % 10) {
                let id = format!("{number}/{order}/held");
                told.days[place].ask(&mut suite, &verifier, &mut chance, &id);
            }
        }
    }
    suite.end();
}

/// Ten million entries of which one in a thousand is revoked: before it is filled up, the snapshot
/// is within a tenth of what telling them takes at least; the core finds its way in both files.
#[test]
fn sizes_are_near_the_bound() {
    let (seed, day) = ("sizes".to_owned(), [274, 5, 5]);
    let simulation = Simulation { seed, lists: 10, revoked: 10_000, suspended: 200, day };
    let simulated = simulation.run(AT).unwrap();
    let [snapshot, delta] = [simulated.snapshot, simulated.delta];
    let [before, since] = [&snapshot, &delta].map(|file| Pack::read(&file.bytes).unwrap());
    let size = f64::from(u32::try_from(encode(&before.members()).len()).unwrap());
    let bound = simulated.bounds[0];
    println!("snapshot {size} bytes, at least {bound:.0}");
    assert!((14_000.0..16_000.0).contains(&bound) && size < bound * 1.1, "{size} {bound}");
    assert_eq!(delta.bytes.len(), 4096);

    let mut verifier = Naming::new(&[snapshot.clone(), delta.clone()]).verifier();
    assert_eq!([&snapshot, &delta].map(|file| offer(&mut verifier, file)), ["ok", "ok"]);
    let answer = |place: u64| {
        let (uri, index) = entry(&before.rows, place);
        ask(&verifier, SIMULATED, &uri, index)
    };
    let known = |place: &u64| [&before, &since].iter().any(|pack| names(pack, *place));
    let near = before.revoked.iter().flat_map(|place| [place.saturating_sub(1), place + 1]);
    for place in near.filter(|place| !known(place)).step_by(500) {
        assert_eq!(answer(place), "ok", "{place}");
    }
    for place in before.revoked.iter().step_by(500).chain(&since.revoked) {
        assert_eq!(answer(*place), "status.revoked", "{place}");
    }
    for place in &since.suspended {
        assert_eq!(answer(*place), "status.suspended", "{place}");
    }
}

/// The files of a stream, and the state on the day of each.
struct Told {
    files: Vec<File>,
    days: Vec<Day>,
}

/// What holds when a file was told.
#[derive(Clone)]
struct Day {
    sequence: u64,
    is_delta: bool,
    rows: Vec<Row>,
    states: BTreeMap<u64, State>,
}

impl Told {
    fn random(chance: &mut Chance) -> Self {
        let rows: Vec<_> = (0..=chance.below(3)).map(|number| row(chance, number)).collect();
        let mut stream = Stream::new("t", "990000", &[&IDENTITY.code(), SIMULATED], &rows);
        let mut states = BTreeMap::new();
        let count = density(chance, universe(&rows));
        let before = events(chance, count, universe(&rows));
        stream.apply(&before).unwrap();
        live(&mut states, &before);
        let mut told = Self { files: Vec::new(), days: Vec::new() };
        let first = stream.snapshot(PERIOD);
        told.push(first, &stream, &states);
        for _ in 0..chance.below(8) {
            let last_is_delta = told.days.last().is_some_and(|day| day.is_delta);
            let file = if last_is_delta && chance.below(4) == 0 {
                stream.snapshot(PERIOD)
            } else {
                if chance.below(5) == 0 {
                    let number = u64::try_from(stream.rows.len()).unwrap();
                    stream.rows.push(row(chance, number));
                }
                let count = chance.below(60);
                let today = events(chance, count, stream.universe());
                live(&mut states, &today);
                stream.delta(&today, PERIOD).unwrap()
            };
            told.push(file, &stream, &states);
        }
        told
    }

    fn push(&mut self, file: File, stream: &Stream, states: &BTreeMap<u64, State>) {
        let is_delta = file.name.rsplit('.').next() == Some("delta");
        let (rows, states) = (stream.rows.clone(), states.clone());
        self.days.push(Day { sequence: stream.sequence, is_delta, rows, states });
        self.files.push(file);
    }

    /// What a verifier answers that holds one of the files and is offered another.
    fn answer(&self, held: Option<usize>, place: usize) -> &'static str {
        let day = &self.days[place];
        let before = held.map(|held| (held, self.days[held].sequence));
        match before {
            Some((_, sequence)) if day.sequence < sequence => "status.replayed",
            _ if !day.is_delta => "ok",
            Some((_, sequence)) if day.sequence == sequence => "status.replayed",
            Some((held, _)) if held + 1 == place => "ok",
            _ => "status.delta_mismatch",
        }
    }
}

impl Day {
    /// Asks a verifier about what is withdrawn, about anything else, and about what is not there.
    fn ask(&self, suite: &mut Suite, verifier: &Verifier, chance: &mut Chance, id: &str) {
        let universe = universe(&self.rows);
        let withdrawn: Vec<_> = self.states.keys().copied().collect();
        let mut places = vec![0, universe - 1];
        places.extend((0..4).map(|_| chance.below(universe)));
        if !withdrawn.is_empty() {
            places.extend((0..6).map(|_| withdrawn[below(chance, withdrawn.len())]));
        }
        let mut asked: Vec<_> = places
            .into_iter()
            .map(|place| {
                let state = self.states.get(&place).copied().unwrap_or_default();
                (entry(&self.rows, place), code_of(state))
            })
            .collect();
        let row = &self.rows[below(chance, self.rows.len())];
        let uri = |number: u64| format!("{}{number}", row.prefix);
        asked.push(((uri(row.first), row.size), "status.index_too_large"));
        asked.push(((uri(row.first + row.count), 0), "status.coverage_missing"));
        asked.push(((format!("{}0{}", row.prefix, row.first), 0), "status.coverage_missing"));
        for ((uri, index), expected) in asked {
            let actual = ask(verifier, &IDENTITY.code(), &uri, index);
            suite.case(&format!("{id}/{uri}/{index}"), expected, &actual, expected == actual);
        }
    }
}

fn row(chance: &mut Chance, number: u64) -> Row {
    let first = [0, 1, 9, 1 << 40][below(chance, 4)];
    let (count, size) = (1 + chance.below(4), 1 + chance.below(2000));
    Row { prefix: format!("https://s.example/{number}/"), first, count, size }
}

/// None, one, a few, many, all.
fn density(chance: &mut Chance, universe: u64) -> u64 {
    [0, 1, universe / 1000, universe / 20, universe / 2, universe * 3][below(chance, 6)]
}

fn events(chance: &mut Chance, count: u64, universe: u64) -> Vec<(u64, Event)> {
    let kinds = [Event::Revoke, Event::Suspend, Event::Suspend, Event::Resume];
    (0..count).map(|_| (chance.below(universe), kinds[below(chance, kinds.len())])).collect()
}

/// The list of states, by the rules of §7.1 and no code of the kit's.
fn live(states: &mut BTreeMap<u64, State>, events: &[(u64, Event)]) {
    for (place, event) in events {
        match (states.get(place), event) {
            (Some(State::Revoked), _) => {}
            (_, Event::Revoke) => drop(states.insert(*place, State::Revoked)),
            (_, Event::Suspend) => drop(states.insert(*place, State::Suspended)),
            (_, Event::Resume) => drop(states.remove(place)),
        }
    }
}

fn names(pack: &Pack, place: u64) -> bool {
    pack.revoked.contains(&place) || pack.suspended.contains(&place)
}

fn code_of(state: State) -> &'static str {
    match state {
        State::Valid => "ok",
        State::Revoked => "status.revoked",
        State::Suspended => "status.suspended",
    }
}

/// The list and the index of a place.
fn entry(rows: &[Row], mut place: u64) -> (String, u64) {
    for row in rows {
        if place < row.count * row.size {
            let number = row.first + place / row.size;
            return (format!("{}{number}", row.prefix), place % row.size);
        }
        place -= row.count * row.size;
    }
    panic!("{place} places behind the last")
}

fn below(chance: &mut Chance, bound: usize) -> usize {
    usize::try_from(chance.below(u64::try_from(bound).unwrap())).unwrap()
}

/// A bundle of one region that names packs, and its root.
struct Naming {
    root: Vec<u8>,
    bundle: Vec<u8>,
}

impl Naming {
    fn new(packs: &[File]) -> Self {
        let region = region(DEMO_SEED, 'a');
        let mut repository = Repository::new(AT, &quorums(DEMO_SEED, Algorithm::Es256));
        let key = role_key(Algorithm::Es256, DEMO_SEED, "region", 1);
        repository.delegate_region(region.code, &Quorum::all([key]));
        let mut issuer = authorities(&region, DEMO_SEED, AT).swap_remove(0);
        issuer.types.push(SIMULATED.to_owned());
        repository.add("issuers/990000/agencies.json", issuers_file(&[issuer]));
        for pack in packs {
            repository.add(&pack.target(region.code), pack.bytes.clone());
        }
        let mut files = repository.publish(AT);
        files.retain(|name, _| !name.starts_with("targets/revocation/"));
        Self { root: repository.roots[0].bytes(), bundle: bundle(&files) }
    }

    fn verifier(&self) -> Verifier {
        let none = from_json("{}").unwrap();
        let mut verifier = Verifier::new(none, Some(self.root.as_slice())).unwrap();
        let taken = verifier.update_trust(&self.bundle, AT).unwrap();
        assert_eq!(serde_json::to_value(&taken).unwrap()["ok"], true, "{taken:?}");
        verifier
    }
}

/// Offers a file; what was answered.
fn offer(verifier: &mut Verifier, file: &File) -> String {
    let taken = verifier.update_status(&file.bytes, AT, None).unwrap();
    let taken = serde_json::to_value(&taken).unwrap();
    match taken["ok"] == true {
        true => {
            assert_eq!(taken["path"], file.target("990000"));
            "ok".to_owned()
        }
        false => taken["code"].as_str().unwrap().to_owned(),
    }
}

/// Verifies a credential of a type at an entry of a list, by a policy that asks for its status.
fn ask(verifier: &Verifier, kind: &str, uri: &str, index: u64) -> String {
    let region = region(DEMO_SEED, 'a');
    let entry = StatusEntry { index: i64::try_from(index).unwrap(), uri: uri.to_owned() };
    let mut stated =
        Credential { status: Some(entry), type_code: kind.to_owned(), ..identity(&region, AT) };
    stated.elements.retain(|(name, _)| {
        ["certificateName", "certificateIssuingAuthorityName", "certificateHolderName"]
            .contains(&name.as_str())
    });
    let scan = code::scan(&stated.issue(&region.issuer.key).unwrap());
    let ask = json!({ "at": AT, "scenario": { "scenario": "desk", "status": "required" } });
    let receipt = verifier.verify(scan.as_bytes(), from_json(&ask.to_string()).unwrap()).unwrap();
    let receipt: Json = serde_json::from_str(&serde_json::to_string(&receipt).unwrap()).unwrap();
    receipt["code"].as_str().unwrap().to_owned()
}
