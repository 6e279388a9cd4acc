//! The invented world of the demonstration: every sample answers what it says it shows.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod suite;

use forge::demo::Demo;
use forge::key::DEMO_SEED;
use forge::world::World;
use serde_json::{Map, Value as Json, json};

use suite::Suite;
use yanzheng::host::{Verifier, from_json};

/// 2026-06-01T08:00:00Z.
const AT: i64 = 1_780_300_800;

#[test]
fn samples() {
    let world = World::new(DEMO_SEED, AT);
    let demo = serde_json::to_value(Demo::new(&world, &[]).unwrap()).unwrap();
    let config = json!({
        "anchors": demo["anchors"], "types": demo["types"], "audience": demo["audience"]
    });
    let verifier = Verifier::new(from_json(&config.to_string()).unwrap()).unwrap();
    let mut suite = Suite::new("demo");
    for sample in demo["samples"].as_array().unwrap() {
        let mut ask: Map<String, Json> = ["at", "challenge", "audience", "expected", "scenario"]
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), sample.get(name)?.clone())))
            .collect();
        ask.entry("at").or_insert(AT.into());
        let ask = from_json(&Json::from(ask).to_string()).unwrap();
        let receipt = verifier.verify(sample["scan"].as_str().unwrap().as_bytes(), ask).unwrap();
        let receipt: Json =
            serde_json::from_str(&serde_json::to_string(&receipt).unwrap()).unwrap();
        let (expected, actual) = (&sample["code"], &receipt["code"]);
        suite.case(
            sample["id"].as_str().unwrap(),
            &expected.to_string(),
            &actual.to_string(),
            expected == actual,
        );
    }
    suite.end();
}
