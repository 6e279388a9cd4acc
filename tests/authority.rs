//! Who may sign what, and where it counts: every cell of the invented world against an oracle that is
//! written here, from the kit's own records and in another way.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod suite;

use forge::cbor::Value;
use forge::code::{Credential, scan};
use forge::key::{DEMO_SEED, Key};
use forge::regions::{TYPES, Type, regions};
use forge::time::DAY;
use forge::trust::carrier::bundle;
use forge::trust::records::{Agreement, Authority, State};
use forge::trust::repository::Repository;
use forge::trust::world::{agreements, demo};
use forge::world::World;
use serde_json::{Value as Json, json};
use yanzheng::host::{Verifier, from_json};

use suite::{Suite, answer};

const AT: i64 = 1_780_272_000;
/// Where counters stand: the six regions, a county and a city of the first, one of no division.
const COUNTERS: [&str; 9] =
    ["990000", "980000", "970000", "960000", "950000", "940000", "990101", "980100", "BV"];
/// What they ask for; without one nothing is agreed on.
const SCENARIOS: [Option<&str>; 4] =
    [None, Some("hotel.check-in"), Some("bank.account-opening"), Some("health.entry")];
/// What a credential says of where it is from.
const AREAS: [Option<&str>; 5] =
    [None, Some("990000"), Some("990101"), Some("980000"), Some("100000")];

/// An authority, where its file lies, and the key that it signs with.
struct Issuer {
    home: String,
    record: Authority,
    kid: String,
    key: Key,
}

/// One credential that might be shown.
struct Shown<'a> {
    issuer: &'a Issuer,
    kind: &'a str,
    area: Option<&'a str>,
    scan: String,
}

#[test]
fn authority_matrix() {
    let repository = demo(DEMO_SEED, AT);
    let verifier = told(&repository);
    let (issuers, agreements) = (issuers(&repository), agreements(AT));
    let mut suite = Suite::new("authority-matrix");
    let (mut granted, mut refused) = (0, 0);
    for shown in issuers.iter().flat_map(credentials) {
        for counter in [None].into_iter().chain(COUNTERS.map(Some)) {
            for scenario in SCENARIOS {
                let expected = oracle(&shown, counter, scenario, &agreements);
                let mut ask = json!({ "at": AT });
                if let Some(counter) = counter {
                    ask["region"] = counter.into();
                }
                if let Some(scenario) = scenario {
                    ask["scenario"] = json!({ "scenario": scenario });
                }
                let actual = judged(&verifier, &shown.scan, &ask);
                let Shown { issuer, kind, area, .. } = &shown;
                let id =
                    format!("{}/{kind}/{area:?}/{counter:?}/{scenario:?}", issuer.record.issuer);
                suite.case(&id, &expected, &actual, actual == expected);
                match expected.starts_with("accept") {
                    true => granted += 1,
                    false => refused += 1,
                }
            }
        }
    }
    println!("authority-matrix: {granted} granted, {refused} not granted");
    assert!(granted > 300 && refused > 3000, "the matrix is not the one that was meant");
    suite.end();
}

/// What must be answered: the first scope, in this order, in which it is not granted.
fn oracle(
    shown: &Shown<'_>,
    counter: Option<&str>,
    scenario: Option<&str>,
    agreements: &[Agreement],
) -> String {
    let Shown { issuer, kind, area, .. } = shown;
    let Issuer { home, record, .. } = issuer;
    let denied = |reason: &str| format!("reject trust.{reason} trust");
    if !record.types.iter().any(|allowed| allowed == kind) {
        return denied("type_unauthorised");
    }
    let inside = |area: &&str| record.regions.iter().any(|region| lies_in(area, region));
    if record.regions.is_empty() || !area.is_none_or(|area| inside(&area)) {
        return denied("region_unauthorised");
    }
    let Some(counter) = counter.filter(|counter| !is_home(home, counter)) else {
        return "accept ok".to_owned();
    };
    let pairs: Vec<_> = agreements
        .iter()
        .flat_map(|agreement| &agreement.pairs)
        .filter(|pair| lies_in(home, &pair.from) && lies_in(counter, &pair.to))
        .collect();
    let of_type: Vec<_> =
        pairs.iter().filter(|pair| pair.types.iter().any(|one| one == kind)).collect();
    let named = |scenarios: &[String]| scenarios.iter().any(|one| Some(one.as_str()) == scenario);
    let of_scenario: Vec<_> = of_type.iter().filter(|pair| named(&pair.scenarios)).collect();
    if of_scenario.iter().any(|pair| pair.not_before <= AT && AT <= pair.not_after) {
        return "accept ok".to_owned();
    }
    denied(match (pairs.len(), of_type.len(), of_scenario.len()) {
        (0, ..) => "recognition_missing",
        (_, 0, _) => "recognition_type_unauthorised",
        (_, _, 0) => "recognition_scenario_unauthorised",
        _ if of_scenario.iter().any(|pair| AT < pair.not_before) => "recognition_not_yet_valid",
        _ => "recognition_expired",
    })
}

/// Whether an area is a region or a part of it: of six digits, zeros at the end stand for everything.
fn lies_in(area: &str, region: &str) -> bool {
    let digits = |code: &str| code.len() == 6 && code.bytes().all(|c| c.is_ascii_digit());
    if !digits(area) || !digits(region) {
        return area == region;
    }
    let significant = match (region, &region[2..], &region[4..]) {
        ("100000", ..) => 0,
        (_, "0000", _) => 2,
        (_, _, "00") => 4,
        _ => 6,
    };
    area[..significant] == region[..significant]
}

/// Whether no agreement is needed: one province, the country's own office, or the same place.
fn is_home(home: &str, counter: &str) -> bool {
    let digits = |code: &str| code.len() == 6 && code.bytes().all(|c| c.is_ascii_digit());
    home == counter
        || (digits(home) && digits(counter) && (home == "100000" || home[..2] == counter[..2]))
}

/// Every authority that could sign a credential code, with the key that it uses.
fn issuers(repository: &Repository) -> Vec<Issuer> {
    let mut known: Vec<(String, Key)> = regions(DEMO_SEED)
        .into_iter()
        .map(|region| (region.issuer.id.to_owned(), region.issuer.key))
        .collect();
    known.extend([
        ("demo.city-a".to_owned(), Key::from_seed(DEMO_SEED, "demo.city-a")),
        ("demo.national".to_owned(), Key::sm2_from_seed(DEMO_SEED, "demo.national")),
        ("demo.status".to_owned(), Key::from_seed(DEMO_SEED, "demo.status")),
    ]);
    let mut issuers = Vec::new();
    for (path, bytes) in &repository.contents {
        let Some(home) = path.strip_prefix("issuers/").and_then(|path| path.split('/').next())
        else {
            continue;
        };
        let file: Json = serde_json::from_slice(bytes).unwrap();
        let records: Vec<Authority> = serde_json::from_value(file["issuers"].clone()).unwrap();
        for record in records {
            let Some((_, key)) = known.iter().find(|(id, _)| *id == record.issuer) else {
                continue;
            };
            let active = record.keys.iter().find(|key| key.state == State::Active).unwrap();
            let (home, kid, key) = (home.to_owned(), active.kid.clone().unwrap(), key.clone());
            issuers.push(Issuer { home, record, kid, key });
        }
    }
    assert_eq!(issuers.len(), known.len());
    issuers
}

/// What an issuer might sign: every type of the invented catalogue, for every area.
fn credentials(issuer: &Issuer) -> Vec<Shown<'_>> {
    static KINDS: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    let kinds = KINDS.get_or_init(|| {
        let vendors = ["101", "102"].map(World::type_code);
        TYPES.iter().map(Type::code).chain(vendors).collect()
    });
    let each = kinds.iter().flat_map(|kind| AREAS.map(|area| (kind, area)));
    each.map(|(kind, area)| Shown { issuer, kind, area, scan: issue(issuer, kind, area) }).collect()
}

fn issue(issuer: &Issuer, kind: &str, area: Option<&str>) -> String {
    let mut elements: Vec<(String, Value)> = [
        ("certificateName", "演示凭证"),
        ("certificateIssuingAuthorityName", "演示机构（虚构）"),
        ("certificateHolderName", "张伟（演示）"),
    ]
    .map(|(name, value)| (name.to_owned(), value.into()))
    .to_vec();
    elements.extend(area.map(|area| ("certificateAreaCode".to_owned(), area.into())));
    let credential = Credential {
        issuer: issuer.record.issuer.clone(),
        kid: issuer.kid.clone(),
        type_code: kind.to_owned(),
        issued: AT - 30 * DAY,
        expires: Some(AT + 335 * DAY),
        status: None,
        elements,
    };
    scan(&credential.message_for(issuer.key.algorithm()).sign(&issuer.key).encode())
}

/// A verifier that has a repository's bundle.
fn told(repository: &Repository) -> Verifier {
    let root = repository.roots[0].bytes();
    let mut verifier = Verifier::new(from_json("{}").unwrap(), Some(&root)).unwrap();
    let answer = verifier.update_trust(&bundle(&repository.files()), AT).unwrap();
    assert_eq!(serde_json::to_value(&answer).unwrap()["ok"], true);
    verifier
}

/// The receipt in three words. Claims are there exactly on accept.
fn judged(verifier: &Verifier, scan: &str, ask: &Json) -> String {
    let ask = from_json(&ask.to_string()).unwrap();
    let receipt = verifier.verify(scan.as_bytes(), ask).unwrap();
    let receipt: Json = serde_json::from_str(&serde_json::to_string(&receipt).unwrap()).unwrap();
    assert_eq!(receipt["verdict"] == "accept", receipt.get("claims").is_some());
    answer(&receipt)
}
