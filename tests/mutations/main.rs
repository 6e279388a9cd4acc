//! Bundles, packs and status lists that were changed in every way that comes to mind: no panic,
//! nothing taken that decides otherwise than what was signed, and what was held stays as it was.
//!
//! 20,000 changes, or as many as `YANZHENG_MUTATIONS` says. Each follows from its number, so a failure
//! repeats: its line names the number and the edit.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod bundles;
mod edits;
mod ground;
mod lists;
mod packs;
#[path = "../suite/mod.rs"]
mod suite;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use forge::status::simulation::Chance;
use yanzheng::encoding::value::Value;

use ground::Ground;
use suite::Suite;

/// Changes that are made together, on what was made once for all of them.
const BATCH: usize = 50;

/// How a change ended: a word for the count, or what is wrong.
type Ended = Result<String, String>;

/// One kind of thing that is changed.
trait Victim {
    /// Makes what a batch of changes needs; the numbers are those of the batch.
    fn begin(ground: &Ground, numbers: &[usize]) -> Self;

    /// Makes a change, offers it, and compares.
    fn change(&mut self, ground: &Ground, number: usize) -> Ended;
}

/// All changes; a twentieth of them is the smallest part.
fn total() -> usize {
    std::env::var("YANZHENG_MUTATIONS").map_or(20_000, |count| count.parse().unwrap())
}

#[test]
fn bundles_that_nobody_signed() {
    run::<bundles::Unsigned>("mutations-bundles", total() * 9 / 20);
}

#[test]
fn bundles_that_were_signed_again() {
    run::<bundles::Signed>("mutations-signed", total() * 3 / 20);
}

#[test]
fn packs_that_the_bundle_names() {
    run::<packs::Named>("mutations-packs", total() * 6 / 20);
}

#[test]
fn lists() {
    run::<lists::Tokens>("mutations-lists", total() * 2 / 20);
}

/// Makes so many changes on all processors, and counts them.
fn run<V: Victim>(name: &'static str, count: usize) {
    let ground = &Ground::new();
    let next = &AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let start = next.fetch_add(BATCH, Ordering::Relaxed);
            if start >= count {
                return done;
            }
            let numbers: Vec<usize> = (start..count.min(start + BATCH)).collect();
            let mut victim = V::begin(ground, &numbers);
            for (place, number) in numbers.iter().enumerate() {
                let ended = catch_unwind(AssertUnwindSafe(|| victim.change(ground, *number)));
                let ended = ended.unwrap_or_else(|_| {
                    victim = V::begin(ground, &numbers[place..]);
                    Err("a panic".to_owned())
                });
                done.push((*number, ended));
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let done = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|one| one.join().unwrap()).collect::<Vec<_>>()
    });
    let (mut suite, mut words) = (Suite::new(name), BTreeMap::<String, usize>::new());
    for (number, ended) in done {
        let actual = ended.as_ref().err().cloned().unwrap_or_default();
        suite.case(&number.to_string(), "", &actual, actual.is_empty());
        *words.entry(ended.unwrap_or_default()).or_default() += 1;
    }
    println!("{words:?}");
    // A run in which nothing, or everything, was taken has not looked.
    let taken: usize = words.iter().filter(|one| one.0.ends_with("taken")).map(|one| one.1).sum();
    suite.case("taken", "some", &taken.to_string(), taken > 0 && taken < count);
    suite.end();
}

/// The chance of a number, and of a kind.
fn chance(kind: &str, number: usize) -> Chance {
    Chance::new(&format!("{kind} {number}"))
}

fn is_ok(answer: &Value) -> bool {
    answer.get("ok") == Some(&Value::Bool(true))
}

/// Compares, and says what is otherwise.
fn same(what: &str, actual: &str, expected: &str) -> Result<(), String> {
    match actual == expected {
        true => Ok(()),
        false => Err(format!("{what}: {actual} instead of {expected}")),
    }
}
