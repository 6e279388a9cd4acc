//! A repository's life: honest steps, and at each of them what someone with an old key, or with a key
//! that was stolen, would make of it. Every file is made once and signed once.

use std::collections::BTreeMap;

use forge::base64::standard;
use forge::key::Key;
use forge::public_key::Algorithm;
use forge::regions::{IDENTITY, Region, Words};
use forge::status::simulation::Chance;
use forge::time::DAY;
use forge::trust::metadata::{Quorum, Role};
use forge::trust::publish::{metadata_name, target_name};
use forge::trust::records::{Authority, KeyRecord, issuers_file, types_file};
use forge::trust::repository::{Quorums, Repository};
use forge::trust::world::role_key;
use serde_json::Value as Json;

use crate::model::{Id, Root, SNAP, STAMP, Says, Snap, Stamp, TOP, Top, name};

/// Names of the roles below the root, in the model's order.
const ROLES: [&str; 3] = ["timestamp", "snapshot", "targets"];
const ISSUERS: &str = "issuers/990000/office.json";

/// A file: in base64 for the carrier, and what it says.
pub(crate) struct File {
    pub(crate) base64: String,
    pub(crate) says: Says,
}

/// Files by name.
pub(crate) type Names = BTreeMap<String, Id>;

/// One publication.
pub(crate) struct Step {
    pub(crate) at: i64,
    pub(crate) names: Names,
    /// The same with something forged, and what it is called.
    pub(crate) forged: Vec<(&'static str, Names)>,
}

/// A repository from its first publication to its last.
pub(crate) struct History {
    pub(crate) files: Vec<File>,
    pub(crate) steps: Vec<Step>,
    /// The first root's bytes.
    pub(crate) pinned: Vec<u8>,
}

/// Where a history is while it is made.
struct Maker {
    seed: String,
    files: Vec<File>,
    repository: Repository,
    /// Generations of the root's keys and of the roles'.
    own: usize,
    keys: [usize; 3],
    roots: Vec<Id>,
    made: usize,
}

impl History {
    /// So many steps, a day apart, with keys exchanged at some of them.
    pub(crate) fn new(seed: &str, region: &Region, start: i64, steps: usize) -> Self {
        let mut chance = Chance::new(seed);
        let mut maker = Maker::new(seed, start);
        let pinned = maker.repository.root().bytes();
        let steps =
            (0_i64..).take(steps).map(|day| maker.step(region, start + day * DAY, &mut chance));
        let steps = steps.collect();
        Self { files: maker.files, steps, pinned }
    }

    /// The pinned root in numbers.
    pub(crate) fn root(&self) -> &Root {
        let first = self.steps[0].names[&name("root", 1)];
        match &self.files[first].says {
            Says::Root(root) => root,
            other => panic!("{other:?} is no root"),
        }
    }
}

impl Maker {
    fn new(seed: &str, start: i64) -> Self {
        let quorum = |role, count| quorum(seed, role, 0, count);
        let [timestamp, snapshot, targets] = ROLES.map(|role| quorum(role, 1));
        let quorums = Quorums { root: quorum("root", 2), timestamp, snapshot, targets };
        let mut repository = Repository::new(start, &quorums);
        repository.add_to("targets", "types.json", types_file(&[IDENTITY.record()]));
        let seed = seed.to_owned();
        let (files, roots) = (Vec::new(), Vec::new());
        let mut maker = Self { seed, files, repository, own: 0, keys: [0; 3], roots, made: 0 };
        maker.root(vec![0]);
        maker
    }

    /// One day: perhaps other keys, perhaps other contents, a publication, and its forgeries.
    fn step(&mut self, region: &Region, at: i64, chance: &mut Chance) -> Step {
        let before = (self.own, self.keys);
        if self.made > 0 {
            for place in 0..4 {
                if chance.below(10) == 0 {
                    self.rotate(place, at, chance);
                }
            }
        }
        if self.made == 0 || chance.below(2) == 0 {
            let file = issuers_file(&[office(region, self.made, at)]);
            self.repository.add_to("targets", ISSUERS, file);
        }
        self.made += 1;
        self.repository.publish(at);
        let life = [2, 10, 30][usize::try_from(chance.below(3)).unwrap()];
        self.repository.snapshot.expire(at + life * DAY);
        self.repository.seal_snapshot();
        self.repository.seal_timestamp();
        let names = self.names(&self.repository.clone(), self.keys);
        let forged = self.forge(&names, before, at);
        Step { at, names, forged }
    }

    /// Gives a role its next generation of keys; 3 is the root.
    fn rotate(&mut self, place: usize, at: i64, chance: &mut Chance) {
        let by = vec![self.own];
        let Some(role) = ROLES.get(place) else {
            let before = self.repository.root().keys.clone();
            self.own += 1;
            let quorum = quorum(&self.seed, "root", self.own, 2);
            self.repository.rotate("root", &quorum, at);
            let life = [20, 400][usize::try_from(chance.below(2)).unwrap()];
            self.repository.root().expire(at + life * DAY);
            self.repository.root().sign_with(before.iter().chain(&quorum.keys));
            self.root([by, vec![self.own]].concat());
            return;
        };
        self.keys[place] += 1;
        let quorum = quorum(&self.seed, role, self.keys[place], 1);
        self.repository.rotate(role, &quorum, at);
        self.root(by);
    }

    /// Adds the newest root, signed by these generations.
    fn root(&mut self, by: Vec<usize>) {
        let says = self.root_says(&self.repository.roots.last().unwrap().clone(), by);
        let bytes = self.repository.root().bytes();
        let id = self.file(&bytes, says);
        self.roots.push(id);
    }

    fn root_says(&self, role: &Role, by: Vec<usize>) -> Says {
        let (version, expires) = (role.version(), ends(role));
        Says::Root(Root { version, expires, own: self.own, keys: self.keys, by })
    }

    fn file(&mut self, bytes: &[u8], says: Says) -> Id {
        self.files.push(File { base64: standard(bytes), says });
        self.files.len() - 1
    }

    /// A file that was made before, if there is one with these bytes.
    fn once(&mut self, bytes: &[u8], says: Says) -> Id {
        let base64 = standard(bytes);
        match self.files.iter().position(|file| file.base64 == base64) {
            Some(id) => id,
            None => self.file(bytes, says),
        }
    }

    /// The files of a repository whose roles were signed by these generations.
    fn names(&mut self, repository: &Repository, by: [usize; 3]) -> Names {
        let mut names = Names::new();
        for (version, id) in (1..).zip(&self.roots) {
            names.insert(name("root", version), *id);
        }
        let mut files = Vec::new();
        for (path, entry) in repository.targets.signed["targets"].as_object().unwrap() {
            let named = target_name(path, entry["hashes"]["sha256"].as_str());
            let id = self.once(&repository.contents[path], Says::Target);
            files.push((named.clone(), id));
            names.insert(named, id);
        }
        let Repository { timestamp, snapshot, targets, .. } = repository;
        let (version, expires) = (targets.version(), ends(targets));
        let top = Top { version, expires, by: by[TOP], files };
        let top = (version, self.once(&targets.bytes(), Says::Top(top)));
        let (version, expires) = (snapshot.version(), ends(snapshot));
        let snap = Snap { version, expires, by: by[SNAP], top };
        let snap = (version, self.once(&snapshot.bytes(), Says::Snap(snap)));
        let (version, expires, issued) =
            (timestamp.version(), ends(timestamp), moment(&timestamp.signed["issued"]));
        let stamp = Stamp { version, expires, issued, by: by[STAMP], snap };
        let stamp = self.once(&timestamp.bytes(), Says::Stamp(stamp));
        names.insert(name("targets", top.0), top.1);
        names.insert(name("snapshot", snap.0), snap.1);
        names.insert(metadata_name("timestamp", None), stamp);
        names
    }

    /// What somebody makes of a step: with keys that no longer count, or with those that do.
    fn forge(
        &mut self,
        honest: &Names,
        (own, before): (usize, [usize; 3]),
        at: i64,
    ) -> Vec<(&'static str, Names)> {
        let mut forged = Vec::new();
        let keys = self.keys;
        for place in (0..3).filter(|place| before[*place] != keys[*place]) {
            let mut repository = self.repository.clone();
            let mut by = self.keys;
            by[place] = before[place];
            run_up(&mut repository, place, 50);
            let old = quorum(&self.seed, ROLES[place], before[place], 1).keys;
            [&mut repository.timestamp, &mut repository.snapshot, &mut repository.targets][place]
                .keys = old;
            seal(&mut repository);
            forged.push((["old-stamp", "old-snap", "old-top"][place], self.names(&repository, by)));
        }
        for place in 0..3 {
            let mut repository = self.repository.clone();
            run_up(&mut repository, place, 1000);
            seal(&mut repository);
            let names = self.names(&repository, self.keys);
            forged.push((["high-stamp", "high-snap", "high-top"][place], names));
        }
        for (what, generation) in [("old-root", own), ("own-root", self.own + 1)] {
            if generation == self.own {
                continue;
            }
            let mut repository = self.repository.clone();
            let keys = quorum(&self.seed, "root", generation, 2).keys;
            let mut says = self.root_says(repository.next_root(at), vec![generation]);
            if let (Says::Root(root), true) = (&mut says, what == "own-root") {
                root.own = generation;
                repository.roots.pop();
                repository.rotate("root", &Quorum::all(keys.clone()), at);
            }
            repository.root().sign_with(&keys);
            let version = repository.root().version();
            let id = self.file(&repository.root().bytes(), says);
            let mut names = honest.clone();
            names.insert(name("root", version), id);
            forged.push((what, names));
        }
        forged
    }
}

/// Raises a role's version, and that of every role above it by one.
fn run_up(repository: &mut Repository, place: usize, by: u64) {
    let Repository { timestamp, snapshot, targets, .. } = repository;
    for (above, role) in [timestamp, snapshot, targets].into_iter().enumerate().take(place + 1) {
        let more = if above == place { by } else { 1 };
        role.signed["version"] = (role.version() + more).into();
    }
}

/// Signs from the targets up, and states what each says of the one below.
fn seal(repository: &mut Repository) {
    repository.targets.sign();
    repository.seal_snapshot();
    repository.seal_timestamp();
}

fn quorum(seed: &str, role: &str, generation: usize, count: usize) -> Quorum {
    let key = |number| role_key(Algorithm::Es256, seed, role, generation * count + number + 1);
    Quorum::all((0..count).map(key).collect::<Vec<Key>>())
}

/// The office that signs the credential, under another name at every step.
fn office(region: &Region, made: usize, at: i64) -> Authority {
    let name = Words { zh: format!("演示{made}"), en: format!("Office {made}") };
    let key = KeyRecord::new(&region.issuer.kid, &region.issuer.key, (0, at + 4000 * DAY));
    Authority::new(region.issuer.id, name, &[IDENTITY.code()], "990000").keyed([key])
}

fn ends(role: &Role) -> i64 {
    moment(&role.signed["expires"])
}

fn moment(value: &Json) -> i64 {
    forge::time::parse(value.as_str().unwrap()).unwrap()
}
