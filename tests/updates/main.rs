//! Random sequences of trust bundles, honest and not, against a model of plain numbers: what the
//! model refuses is never taken, what it takes is never refused, and what is held is never lost.
//!
//! The seed is fixed, so a failure repeats: its line names the sequence and the offer.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod history;
mod model;
#[path = "../suite/mod.rs"]
mod suite;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use forge::code;
use forge::key::DEMO_SEED;
use forge::regions::{Region, region};
use forge::statements::identity;
use forge::status::simulation::Chance;
use forge::time::DAY;
use serde_json::{Value as Json, json};
use yanzheng::encoding::value::Value;
use yanzheng::host::{Verifier, from_json};

use history::{History, Names};
use model::{Model, Verdict, name};
use suite::Suite;

const START: i64 = 1_780_272_000;
/// Sequences, repositories that they are about, and days of each.
const SEQUENCES: usize = 10_000;
const HISTORIES: usize = 12;
const DAYS: usize = 8;

/// A sequence by its number, how it ended, and how often each thing happened in it.
type Played = (usize, Result<(), String>, BTreeMap<String, usize>);

/// A verifier, its model, and what happens to both.
struct Run<'h> {
    history: &'h History,
    scan: &'h [u8],
    chance: Chance,
    verifier: Verifier,
    model: Model,
    slots: [Vec<u8>; 2],
    clock: i64,
    /// The bundle that was offered last.
    last: Option<(Names, Vec<u8>)>,
    counts: BTreeMap<String, usize>,
}

/// What is offered, and when.
struct Offered {
    what: &'static str,
    names: Names,
    at: i64,
    /// Bytes that are cut off at the end.
    cut: usize,
}

#[test]
fn nothing_is_taken_that_should_not_be_and_nothing_is_lost() {
    let region = region(DEMO_SEED, 'a');
    let scan = code::scan(&identity(&region, START).issue(&region.issuer.key).unwrap());
    let histories: Vec<History> = {
        let region: &Region = &region;
        let made = |number| move || History::new(&format!("{number}"), region, START, DAYS);
        thread::scope(|scope| {
            let made: Vec<_> = (0..HISTORIES).map(|number| scope.spawn(made(number))).collect();
            made.into_iter().map(|one| one.join().unwrap()).collect()
        })
    };
    let (next, histories) = (AtomicUsize::new(0), &histories);
    let work = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= SEQUENCES {
                return done;
            }
            let history = &histories[number % HISTORIES];
            let mut run = Run::new(history, scan.as_bytes(), number);
            done.push((number, run.play(), run.counts));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let done = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|one| one.join().unwrap()).collect::<Vec<_>>()
    });
    count(done);
}

/// Counts the sequences, and sees to it that every kind of offer has come and was decided as such.
fn count(done: Vec<Played>) {
    let mut suite = Suite::new("updates");
    let mut sum: BTreeMap<String, usize> = BTreeMap::new();
    for (number, ended, counts) in done {
        let actual = ended.err().unwrap_or_default();
        suite.case(&number.to_string(), "", &actual, actual.is_empty());
        for (what, count) in counts {
            *sum.entry(what).or_default() += count;
        }
    }
    println!("{sum:?}");
    for what in ["next/new", "again/same", "old/refused", "mixed/refused", "joined/new"] {
        suite.case(what, "often", "never", sum.get(what).is_some_and(|count| *count > 100));
    }
    suite.end();
}

impl<'h> Run<'h> {
    fn new(history: &'h History, scan: &'h [u8], number: usize) -> Self {
        Self {
            history,
            scan,
            chance: Chance::new(&format!("sequence {number}")),
            verifier: verifier(history),
            model: Model::new(history.root()),
            slots: [Vec::new(), Vec::new()],
            clock: START,
            last: None,
            counts: BTreeMap::new(),
        }
    }

    /// Two or three things that happen, one after another; every tenth time eight.
    fn play(&mut self) -> Result<(), String> {
        let length = if self.below(10) == 0 { 8 } else { 2 + self.chance.below(2) };
        for place in 0..length {
            let told = |error: String| format!("{place}: {error}");
            match self.chance.below(12) {
                0 => self.restart("restart").map_err(told)?,
                1 => self.clock += self.days() - 2 * DAY,
                _ => {
                    let offered = self.offer();
                    self.take(&offered)
                        .map_err(|error| told(format!("{}: {error}", offered.what)))?;
                }
            }
        }
        Ok(())
    }

    fn count(&mut self, what: &str) {
        *self.counts.entry(what.to_owned()).or_default() += 1;
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.chance.below(u64::try_from(bound).unwrap())).unwrap()
    }

    /// None to nine days.
    fn days(&mut self) -> i64 {
        i64::try_from(self.chance.below(10)).unwrap() * DAY
    }

    /// The step that is next by the clock: somebody who looks every day or two.
    fn today(&mut self) -> usize {
        let day = usize::try_from((self.clock - START).max(0) / DAY).unwrap();
        (day + self.below(2)).min(DAYS - 1)
    }

    fn offer(&mut self) -> Offered {
        let history = self.history;
        let today = self.today();
        let (one, other) = (self.below(DAYS), self.below(DAYS));
        let next = &history.steps[today];
        self.clock = self.clock.max(next.at + 60);
        let (mut names, mut at, mut cut) = (next.names.clone(), self.clock, 0);
        let what = match self.below(16) {
            0..=3 => "next",
            4 => match &self.last {
                Some((last, _)) => {
                    names.clone_from(last);
                    "again"
                }
                None => "next",
            },
            5 => {
                names.clone_from(&history.steps[one.min(today)].names);
                "old"
            }
            6 => self.mixed(&mut names, &history.steps[other].names),
            7 => {
                // Whatever else lies beside it, what the timestamp means is what counts.
                for (name, id) in &history.steps[other].names {
                    names.entry(name.clone()).or_insert(*id);
                }
                "joined"
            }
            8 | 9 => {
                let forged = &history.steps[one].forged;
                let (what, forged) = &forged[self.below(forged.len())];
                names.clone_from(forged);
                what
            }
            10 => {
                cut = 1 + self.below(2000);
                "cut"
            }
            11 => {
                at += self.days() * 12;
                "late"
            }
            12 => {
                let gone = self.model.root() + 1 + self.chance.below(2);
                names.remove(&name("root", gone));
                "skipped"
            }
            13 => {
                at -= self.days();
                "early"
            }
            14 => {
                names.remove(&name("root", 2 + self.chance.below(self.model.root())));
                "short"
            }
            _ => {
                let spoiled = name("root", 2 + self.chance.below(self.model.root()));
                let other = names["metadata/timestamp.json"];
                names.entry(spoiled).and_modify(|id| *id = other);
                "spoiled"
            }
        };
        Offered { what, names, at, cut }
    }

    /// Puts one file of another publication in the place of this one's.
    fn mixed(&mut self, names: &mut Names, other: &Names) -> &'static str {
        let of = |names: &Names| -> Vec<(String, usize)> {
            let below = names.iter().filter(|(name, _)| !name.contains("root"));
            below.map(|(name, id)| (name.clone(), *id)).collect()
        };
        let (these, those) = (of(names), of(other));
        let place = self.below(these.len());
        names.insert(these[place].0.clone(), those[place.min(those.len() - 1)].1);
        "mixed"
    }

    /// Offers a bundle to both, and compares.
    fn take(&mut self, offered: &Offered) -> Result<(), String> {
        let Offered { what, names, at, cut } = offered;
        let mut bytes = self.bundle(names);
        bytes.truncate(bytes.len().saturating_sub(*cut));
        let verdict = match cut {
            0 => {
                let says = |id: usize| (id, &self.history.files[id].says);
                let files = names.iter().map(|(name, id)| (name.as_str(), says(*id)));
                self.model.judge(&files.collect(), *at)
            }
            _ => Verdict::Refused,
        };
        let answer = self.verifier.update_trust(&bytes, *at).unwrap();
        let ok = answer.get("ok") == Some(&Value::Bool(true));
        let changed = answer.get("changed") == Some(&Value::Bool(true));
        let (word, expected) = match &verdict {
            Verdict::Refused => ("refused", (false, false)),
            Verdict::Unchanged => ("same", (true, false)),
            Verdict::New(_) => ("new", (true, true)),
        };
        self.count(&format!("{what}/{word}"));
        if (ok, changed) != expected {
            let said = [answer.get("code"), answer.get("versions")];
            return Err(format!(
                "expected {word} of {names:?} at {at}, answered {ok} {changed} {said:?}"
            ));
        }
        let refused = matches!(verdict, Verdict::Refused);
        let held = match verdict {
            Verdict::New(held) => Some(*held),
            Verdict::Unchanged | Verdict::Refused => None,
        };
        if !refused {
            self.model.take(held, *at);
        }
        self.versions(&answer)?;
        if refused {
            return self.credential();
        }
        if changed {
            self.last = Some((names.clone(), bytes.clone()));
            self.keep(&bytes)?;
        }
        Ok(())
    }

    /// Writes the slot that is next, perhaps only a part of it: then the page has crashed.
    fn keep(&mut self, bytes: &[u8]) -> Result<(), String> {
        let (place, line) = self.verifier.slot().map_err(|error| error.to_string())?;
        let mut slot = [&line, bytes].concat();
        let torn = self.below(12) == 0;
        if torn {
            slot.truncate(self.below(slot.len()));
        }
        self.slots[place] = slot;
        let expected = self.model.keep(torn);
        if place != expected {
            return Err(format!("slot {place} for {expected}"));
        }
        if torn { self.restart("torn") } else { Ok(()) }
    }

    /// Begins again with what the slots hold.
    fn restart(&mut self, what: &str) -> Result<(), String> {
        self.verifier = verifier(self.history);
        let [one, other] = &self.slots;
        let answer = self.verifier.restore([one, other]).unwrap();
        let expected = match self.model.restart() {
            true => "held",
            false if self.slots.iter().all(Vec::is_empty) => "first",
            false => "lost",
        };
        self.count(&format!("{what}/{expected}"));
        if answer.get("state").and_then(Value::text) != Some(expected) {
            return Err(format!("{what}: expected {expected}, answered {answer:?}"));
        }
        self.versions(&answer)?;
        self.credential()
    }

    /// Compares the versions that are held.
    fn versions(&self, answer: &Value) -> Result<(), String> {
        let held = answer.get("versions").map(|versions| {
            ["root", "timestamp", "snapshot", "targets"]
                .map(|role| u64::try_from(versions.get(role).unwrap().integer().unwrap()).unwrap())
        });
        match held == self.model.versions() {
            true => Ok(()),
            false => Err(format!("holds {held:?} instead of {:?}", self.model.versions())),
        }
    }

    /// Asks for the good credential, by the clock.
    fn credential(&mut self) -> Result<(), String> {
        let expected = self.model.credential(self.clock);
        let ask = from_json(&json!({ "at": self.clock }).to_string()).unwrap();
        let receipt = self.verifier.verify(self.scan, ask).unwrap();
        let receipt: Json = serde_json::to_value(&receipt).unwrap();
        let code = match self.model.held {
            Some(_) => &receipt["code"],
            None => &receipt["verdict"],
        };
        self.count(expected);
        match code == expected {
            true => Ok(()),
            false => Err(format!("a good credential: expected {expected}, answered {code}")),
        }
    }

    /// The bundle of these files.
    fn bundle(&self, names: &Names) -> Vec<u8> {
        let file = |(name, id): (&String, &usize)| {
            format!(r#""{name}":"{}""#, self.history.files[*id].base64)
        };
        let files: Vec<String> = names.iter().map(file).collect();
        format!(r#"{{"bundle":1,"files":{{{}}}}}"#, files.join(",")).into_bytes()
    }
}

fn verifier(history: &History) -> Verifier {
    Verifier::new(from_json("{}").unwrap(), Some(&history.pinned)).unwrap()
}
