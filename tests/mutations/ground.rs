//! What is changed: a small repository in two publications, packs and lists, and the credentials that
//! tell whether a decision has changed.

use forge::code;
use forge::code::StatusEntry;
use forge::key::{DEMO_SEED, Key};
use forge::public_key::Algorithm;
use forge::regions::{IDENTITY, Region, Words, region};
use forge::statements::identity;
use forge::status::list::{StatusList, Token};
use forge::status::pack::{File, Kind, Pack, Period, Row};
use forge::time::DAY;
use forge::trust::carrier::bundle;
use forge::trust::metadata::Quorum;
use forge::trust::publish::Files;
use forge::trust::records::{
    Agreement, Authority, KeyRecord, Pair, issuers_file, recognition_file, types_file,
};
use forge::trust::repository::{Quorums, Repository};
use forge::trust::world::role_key;
use serde_json::json;
use yanzheng::host::{Verifier, from_json};

pub(crate) const AT: i64 = 1_780_272_000;
pub(crate) const LIST: &str = "https://s.example/1";
/// Places in the list: nothing is said of the first, then one that is revoked, one suspended.
pub(crate) const PLACES: [u64; 3] = [10, 20, 30];
const SEED: &str = DEMO_SEED;

/// Everything that is made once.
pub(crate) struct Ground {
    pub(crate) repository: Repository,
    /// Two publications: what is held, and what is offered.
    pub(crate) held: Files,
    pub(crate) next: Files,
    /// One credential a place, and one that nobody signed who may.
    pub(crate) scans: Vec<Vec<u8>>,
    pub(crate) region: Region,
}

impl Ground {
    pub(crate) fn new() -> Self {
        let region = region(SEED, 'a');
        let mut repository = repository(&region);
        let held = without_packs(repository.publish(AT));
        repository.add("issuers/990000/office.json", office(&region, "Other"));
        let next = without_packs(repository.publish(AT + 60));
        let scans = PLACES.map(|place| scan(&region, place, &region.issuer.key));
        let stranger = scan(&region, PLACES[0], &Key::from_seed(SEED, "a stranger"));
        let scans = scans.into_iter().chain([stranger]).collect();
        Self { repository, held, next, scans, region }
    }

    /// A verifier that holds a bundle and what came with it.
    pub(crate) fn verifier(&self, files: &Files, status: &[Vec<u8>]) -> Verifier {
        let root = &self.held["metadata/1.root.json"];
        let mut verifier = Verifier::new(from_json("{}").unwrap(), Some(root)).unwrap();
        let taken = verifier.update_trust(&bundle(files), AT + 60).unwrap();
        assert_eq!(taken.get("ok").map(|ok| format!("{ok:?}")), Some("Bool(true)".to_owned()));
        for file in status {
            verifier.update_status(file, AT + 60, None).unwrap();
        }
        verifier
    }

    /// The receipt of one of the credentials, as text.
    pub(crate) fn receipt(&self, verifier: &Verifier, place: usize) -> String {
        let ask = json!({
            "at": AT + 120,
            "scenario": { "scenario": "probe", "status": "required" },
        });
        let ask = from_json(&ask.to_string()).unwrap();
        let receipt = verifier.verify(&self.scans[place], ask).unwrap();
        serde_json::to_string(&receipt).unwrap()
    }

    pub(crate) fn receipts(&self, verifier: &Verifier) -> Vec<String> {
        (0..self.scans.len()).map(|place| self.receipt(verifier, place)).collect()
    }
}

/// A bundle's files, the packs aside: these come by themselves.
pub(crate) fn without_packs(mut files: Files) -> Files {
    files.retain(|name, _| !name.starts_with("targets/revocation/"));
    files
}

/// The code of a receipt.
pub(crate) fn code_of(receipt: &str) -> String {
    let receipt: serde_json::Value = serde_json::from_str(receipt).unwrap();
    receipt["code"].as_str().unwrap().to_owned()
}

fn scan(region: &Region, place: u64, key: &Key) -> Vec<u8> {
    let mut credential = identity(region, AT);
    let index = i64::try_from(place).unwrap();
    credential.status = Some(StatusEntry { index, uri: LIST.to_owned() });
    code::scan(&credential.issue(key).unwrap()).into_bytes()
}

fn repository(region: &Region) -> Repository {
    let quorum = |role: &str, count: usize| {
        let key = |number| role_key(Algorithm::Es256, SEED, role, number);
        Quorum::all((1..=count).map(key).collect::<Vec<_>>())
    };
    let [root, timestamp, snapshot, targets] =
        [("root", 2), ("timestamp", 1), ("snapshot", 1), ("targets", 1)]
            .map(|(role, count)| quorum(role, count));
    let mut repository = Repository::new(AT, &Quorums { root, timestamp, snapshot, targets });
    repository.delegate_region("990000", &quorum("region/990000", 1));
    repository.add("issuers/990000/office.json", office(region, "Office"));
    repository.add("types.json", types_file(&[IDENTITY.record()]));
    repository.add("recognition.json", recognition_file(&[agreement()]));
    let policy = json!({ "scenario": "a", "types": [IDENTITY.code()], "status": "required" });
    repository.add("policy/a.json", policy.to_string().into_bytes());
    for file in packs() {
        repository.add(&file.target("990000"), file.bytes);
    }
    repository
}

fn office(region: &Region, name: &str) -> Vec<u8> {
    let name = Words { zh: "演示".to_owned(), en: name.to_owned() };
    let key = |kid: &str| KeyRecord::new(kid, &region.issuer.key, (0, AT + 4000 * DAY));
    let (new, old) = (key(&region.issuer.kid), key("old").retired(AT));
    let authority = Authority::new(region.issuer.id, name, &[IDENTITY.code()], "990000");
    let authority = authority.at_most(4000 * DAY).listing("https://s.example/");
    issuers_file(&[authority.keyed([new, old, key("lost").compromised(vec![])])])
}

fn agreement() -> Agreement {
    let name = Words { zh: "演示".to_owned(), en: "Demo".to_owned() };
    let pair = Pair {
        from: "990000".to_owned(),
        to: "980000".to_owned(),
        types: vec![IDENTITY.code()],
        scenarios: vec!["a".to_owned()],
        not_before: AT,
        not_after: AT + DAY,
    };
    let (id, source) = ("a".to_owned(), "https://a.example/".to_owned());
    Agreement { id, name, source, pairs: vec![pair] }
}

/// A snapshot and a delta that state nothing of the first place, and the other two as they are.
pub(crate) fn packs() -> [File; 2] {
    let snapshot = snapshot(0).file("identity");
    let delta = delta(&snapshot).file("identity");
    [snapshot, delta]
}

/// The snapshot, with an end that tells it from the others.
pub(crate) fn snapshot(number: i64) -> Pack {
    let rows = [("https://s.example/", 1, 3, 1000), ("https://t.example/", 0, 1, 64)];
    Pack {
        kind: Kind::Snapshot,
        region: "990000".to_owned(),
        types: vec![IDENTITY.code()],
        rows: rows.map(|(prefix, first, count, size)| row(prefix, [first, count, size])).into(),
        sequence: 1,
        period: Period { covered_until: AT, fresh_until: AT + DAY, expires: AT + 9 * DAY + number },
        revoked: vec![3, PLACES[1], 21, 999, 1500],
        suspended: vec![PLACES[2], 2000, 3063],
    }
}

/// What a day changes after a snapshot.
pub(crate) fn delta(base: &File) -> Pack {
    let read = Pack::read(&base.bytes).unwrap();
    Pack {
        kind: Kind::Delta { base: base.hash(), resumed: vec![2000] },
        sequence: 2,
        revoked: vec![5, 700, 3000],
        suspended: vec![9, 1001],
        ..read
    }
}

fn row(prefix: &str, [first, count, size]: [u64; 3]) -> Row {
    Row { prefix: prefix.to_owned(), first, count, size }
}

/// The same as a status list, for the same places.
pub(crate) fn token(region: &Region) -> Token {
    let mut list = StatusList::new(2, 1000).unwrap();
    list.set(PLACES[1], 1).unwrap();
    list.set(PLACES[2], 2).unwrap();
    Token::new(&region.issuer.kid, LIST, AT, &list)
}
