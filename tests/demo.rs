//! The invented world of the demonstration: every sample answers what it says it shows, by the trust
//! bundle with its packs and lists, and by the anchors.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod suite;

use forge::demo::{Demo, Material};
use forge::key::DEMO_SEED;
use forge::world::World;
use serde_json::{Map, Value as Json, json};

use suite::Suite;
use yanzheng::host::{Verifier, from_json};

/// 2026-06-01T08:00:00Z.
const AT: i64 = 1_780_300_800;

/// What every sample is asked by: root, bundle, packs and lists, and nothing else.
#[test]
fn by_bundle() {
    let demo = demo();
    let mut suite = Suite::new("demo-bundle");
    let verifier = trusting(&demo.trust);
    for sample in samples(&demo, "trust") {
        let receipt = judge(&verifier, &sample);
        expect(&mut suite, &sample, &receipt);
    }
    suite.end();
}

/// The other way, for those that ask for nothing that only a bundle has.
#[test]
fn by_anchors() {
    let demo = demo();
    let config = json!({
        "anchors": demo.anchors, "types": demo.types, "audience": demo.audience
    });
    let verifier = Verifier::new(from_json(&config.to_string()).unwrap(), None).unwrap();
    let mut suite = Suite::new("demo");
    for sample in samples(&demo, "anchors") {
        let receipt = judge(&verifier, &sample);
        expect(&mut suite, &sample, &receipt);
    }
    suite.end();
}

/// What a receipt says of where its answers come from.
#[test]
fn receipts_say_by_whose_word() {
    let demo = demo();
    let verifier = trusting(&demo.trust);
    let of = |id: &str| {
        let all = samples(&demo, "trust");
        judge(&verifier, all.iter().find(|sample| sample["id"] == id).unwrap())
    };
    let recognised = of("recognised");
    assert_eq!(recognised["trust"]["source"], "bundle");
    assert_eq!(recognised["trust"]["region"], "980000");
    assert_eq!(recognised["trust"]["agreement"]["id"], "demo-neighbours");
    assert_eq!(recognised["trust"]["agreement"]["name"]["en"], "Neighbours A, B and C (invented)");
    assert_eq!(recognised["trust"]["issuer"]["en"], "Province C (invented)");
    let status = |receipt: &Json| {
        let checks = receipt["checks"].as_array().unwrap();
        checks.iter().find(|check| check["step"] == "status").unwrap().clone()
    };
    assert_eq!(status(&of("status-good"))["age"], 3600);
    assert_eq!(status(&of("resumed-by-delta"))["age"], 3600);
    let stale = status(&of("status-stale"));
    assert_eq!(stale["detail"], json!({ "age": 864_000, "limit": 604_800 }));
}

/// What the packs say is said by them, and the bundle alone does not say it.
#[test]
fn the_bundle_alone_knows_no_withdrawal() {
    let demo = demo();
    let material = Material { packs: Vec::new(), lists: Vec::new(), ..demo.trust.clone() };
    let verifier = trusting(&material);
    let answers = |id: &str| {
        let all = samples(&demo, "trust");
        judge(&verifier, all.iter().find(|sample| sample["id"] == id).unwrap())["code"].clone()
    };
    assert_eq!(answers("revoked-by-pack"), "ok");
    assert_eq!(answers("suspended-by-list"), "ok");
    assert_eq!(answers("status-good"), "status.missing");
}

fn demo() -> Demo {
    Demo::new(&World::new(DEMO_SEED, AT), &[]).unwrap()
}

/// Those samples that are for a way to trust.
fn samples(demo: &Demo, way: &str) -> Vec<Json> {
    let samples = demo.samples.iter().map(|sample| serde_json::to_value(sample).unwrap());
    samples.filter(|sample| sample[way] == true).collect()
}

/// A verifier with a pinned root that was given everything else, as a page does.
fn trusting(material: &Material) -> Verifier {
    let file = |name: &str| material.files[name].as_slice();
    let none = from_json("{}").unwrap();
    let mut verifier = Verifier::new(none, Some(file(material.root))).unwrap();
    let taken = json(&verifier.update_trust(file(material.bundle), material.at).unwrap());
    assert_eq!(taken["ok"], true, "{taken}");
    for pack in &material.packs {
        let taken = json(&verifier.update_status(file(pack), material.at, None).unwrap());
        assert_eq!(taken["kind"], "pack", "{pack}: {taken}");
    }
    for list in &material.lists {
        let taken = verifier.update_status(file(&list.file), material.at, Some(&list.uri)).unwrap();
        assert_eq!(json(&taken)["kind"], "list", "{taken:?}");
    }
    verifier
}

fn judge(verifier: &Verifier, sample: &Json) -> Json {
    let names =
        ["at", "asks", "challenge", "audience", "expected", "matched", "region", "scenario"];
    let mut ask: Map<String, Json> = names
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), sample.get(name)?.clone())))
        .collect();
    ask.entry("at").or_insert(AT.into());
    let ask = from_json(&Json::from(ask).to_string()).unwrap();
    let receipt = verifier.verify(sample["scan"].as_str().unwrap().as_bytes(), ask).unwrap();
    json(&receipt)
}

fn json<T: serde::Serialize>(answer: &T) -> Json {
    serde_json::from_str(&serde_json::to_string(answer).unwrap()).unwrap()
}

fn expect(suite: &mut Suite, sample: &Json, receipt: &Json) {
    let answer = |of: &Json| format!("{} {}", of["verdict"], of["code"]);
    let (expected, actual) = (answer(sample), answer(receipt));
    suite.case(sample["id"].as_str().unwrap(), &expected, &actual, expected == actual);
}
