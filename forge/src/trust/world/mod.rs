//! The repository of the invented world: six regions with roles of their own, two vendors, a
//! national office, a country abroad, and agreements that leave every kind of refusal open.
//!
//! Rules:
//! - Everything follows from a seed and a moment.
//! - Each region's issuer has three keys: `…-1` in use, `…-0` retired forty days ago, `…-x`
//!   compromised, with one credential spared; see [`spared`].

use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::metadata::Quorum;
use super::records::{Authority, KeyRecord, issuers_file, recognition_file, types_file};
use super::repository::{Quorums, Repository};
use crate::base64::hex;
use crate::code::Credential;
use crate::key::Key;
use crate::packs::{PACKS, pack};
use crate::public_key::Algorithm;
use crate::regions::{
    BUSINESS, DRIVING, IDENTITY, PROPERTY, RESIDENCE, Region, TYPES, Type, VENDORS, Words, regions,
};
use crate::statements::identity;
use crate::time::DAY;
use crate::world::World;

mod agreements;
mod large;

pub use agreements::agreements;
pub use large::large;

/// The code that stands for the whole country.
pub const COUNTRY: &str = "100000";
/// The invented country abroad.
pub const ABROAD: &str = "BV";
/// Types that vendors define: number, names, and whose.
pub const VENDOR_TYPES: [(&str, [&str; 2], &str); 2] = [
    ("101", ["访客凭证（演示）", "Visitor pass (demonstration)"], "vendor-1"),
    ("102", ["停车凭证（演示）", "Parking permit (demonstration)"], "vendor-2"),
];

impl World {
    /// Its repository at its moment.
    pub fn trust(&self) -> Repository {
        demo(&self.seed, self.at)
    }
}

/// The repository of the invented world, published once: root 2 of 3 and targets 2 of 2, by keys
/// of both algorithms.
pub fn demo(seed: &str, at: i64) -> Repository {
    signed_with(seed, at, Algorithm::Sm2)
}

/// The same with roles that sign with ES256 and with this algorithm in turn.
pub fn signed_with(seed: &str, at: i64, second: Algorithm) -> Repository {
    let mut repository = Repository::new(at, &quorums(seed, second));
    let regions = regions(seed);
    let codes = regions.iter().map(|region| region.code).chain([COUNTRY, ABROAD]);
    for (code, algorithm) in codes.zip([Algorithm::Es256, second].into_iter().cycle()) {
        let key = role_key(algorithm, seed, &format!("region/{code}"), 1);
        repository.delegate_region(code, &Quorum::all([key]));
    }
    for ([vendor, ..], algorithm) in VENDORS.into_iter().zip([Algorithm::Es256, second]) {
        let key = role_key(algorithm, seed, &format!("vendor/{vendor}"), 1);
        repository.delegate_vendor(vendor, &Quorum::all([key]));
    }
    for region in &regions {
        let path = format!("issuers/{}/agencies.json", region.code);
        repository.add(&path, issuers_file(&authorities(region, seed, at)));
    }
    repository.add("issuers/100000/agencies.json", issuers_file(&national(seed, at)));
    repository.add("issuers/BV/agencies.json", issuers_file(&abroad(&World::new(seed, at))));
    let types: Vec<_> = TYPES.iter().map(Type::record).collect();
    repository.add("types.json", types_file(&types));
    for (number, names, vendor) in VENDOR_TYPES {
        let path = format!("types/{vendor}/types.json");
        repository.add(&path, types_file(&[vendor_type(number, names)]));
    }
    repository.add("recognition.json", recognition_file(&agreements(at)));
    for policy in policies() {
        let name = policy["scenario"].as_str().unwrap_or_default();
        repository.add(&format!("policy/{name}.json"), policy.to_string());
    }
    republish(repository, at)
}

/// The keys of the four roles: root 2 of 3, targets 2 of 2, timestamp and snapshot 1 of 1.
pub fn quorums(seed: &str, second: Algorithm) -> Quorums {
    let key = |algorithm, role, number| role_key(algorithm, seed, role, number);
    let es256 = Algorithm::Es256;
    Quorums {
        root: Quorum::of(2, [key(es256, "root", 1), key(second, "root", 2), key(es256, "root", 3)]),
        timestamp: Quorum::all([key(es256, "timestamp", 1)]),
        snapshot: Quorum::all([key(second, "snapshot", 1)]),
        targets: Quorum::all([key(es256, "targets", 1), key(second, "targets", 2)]),
    }
}

/// A role's key by its number; numbers that the repository does not use are for its next keys.
pub fn role_key(algorithm: Algorithm, seed: &str, role: &str, number: usize) -> Key {
    Key::seeded(algorithm, seed, &format!("trust {role} {number}"))
}

/// The authorities of a region: its issuer, and in the first region a city's office.
pub fn authorities(region: &Region, seed: &str, at: i64) -> Vec<Authority> {
    let types: Vec<_> =
        region_types(region.code).iter().map(Type::code).chain(own(region)).collect();
    let issuer = Authority::new(region.issuer.id, region.name.clone(), &types, region.code)
        .listing(&format!("https://{}.example/status/", tail(region)))
        .keyed(region_keys(region, seed, at));
    let mut authorities =
        vec![if region.code == "990000" { issuer.at_most(400 * DAY) } else { issuer }];
    if region.code == "990000" {
        let key = Key::from_seed(seed, "demo.city-a");
        let name = words("甲市（虚构）", "City A (invented)");
        let city = Authority::new("demo.city-a", name, &[RESIDENCE.code()], "990100");
        authorities.push(city.keyed([KeyRecord::new("city-a-1", &key, term(at))]));
    }
    authorities
}

/// The keys of a region's issuer: in use, retired, compromised.
fn region_keys(region: &Region, seed: &str, at: i64) -> [KeyRecord; 3] {
    let record =
        |key: &Key, number| KeyRecord::new(&format!("{}-{number}", tail(region)), key, term(at));
    let good = spared(region, at);
    let message = good.message_for(region.issuer.key.algorithm());
    let digest = hex(&Sha256::digest(message.to_be_signed("Signature1", b"")));
    [
        record(&region.issuer.key, "1"),
        record(&retired_key(region, seed), "0").retired(at - 40 * DAY),
        record(&compromised_key(region, seed), "x").compromised(vec![digest]),
    ]
}

/// The key that a region's issuer retired.
pub fn retired_key(region: &Region, seed: &str) -> Key {
    other_key(region, seed, "retired")
}

/// The key that a region's issuer lost.
pub fn compromised_key(region: &Region, seed: &str) -> Key {
    other_key(region, seed, "compromised")
}

/// The credential under the compromised key that stays good, to be signed with
/// [`compromised_key`].
pub fn spared(region: &Region, at: i64) -> Credential {
    Credential { kid: format!("{}-x", tail(region)), status: None, ..identity(region, at) }
}

fn other_key(region: &Region, seed: &str, what: &str) -> Key {
    let key =
        Key::seeded(region.issuer.key.algorithm(), seed, &format!("{} {what}", region.issuer.id));
    match region.issuer.key.other_signer_id() {
        Some(id) => key.with_signer_id(id),
        None => key,
    }
}

/// The national office: identity credentials for everywhere, and the lists of another one.
fn national(seed: &str, at: i64) -> [Authority; 2] {
    let (office, lists) =
        (Key::sm2_from_seed(seed, "demo.national"), Key::from_seed(seed, "demo.status"));
    let name = words("国家证照机构（虚构）", "National office (invented)");
    let keeper = words("国家状态名单机构（虚构）", "National status office (invented)");
    [
        Authority::new("demo.national", name, &[IDENTITY.code()], COUNTRY).keyed([KeyRecord::new(
            "national-1",
            &office,
            term(at),
        )]),
        Authority::new("demo.status", keeper, &[], COUNTRY)
            .listing("https://s.example/")
            .keyed([KeyRecord::new("status-1", &lists, term(at))]),
    ]
}

/// Those abroad: a health office by its certificate's key, a clinic, a ministry.
fn abroad(world: &World) -> [Authority; 3] {
    let (office, clinic, ministry) = (&world.health_office, &world.clinic, &world.ministry);
    let texts = |types: &[&str]| types.iter().map(|kind| (*kind).to_owned()).collect::<Vec<_>>();
    let kid = world.vaccination().kid;
    let certified = (world.at - 100 * DAY, world.at + 600 * DAY);
    let name = words("虚构卫生局", "Invented health office");
    let cards = ["https://smarthealth.cards#health-card", "https://smarthealth.cards#immunization"];
    [
        Authority::new(office.id, name, &texts(&["vaccination"]), ABROAD)
            .at_most(400 * DAY)
            .keyed([KeyRecord::new(&office.kid, &office.key, certified).under(&kid)]),
        Authority::new(clinic.id, words("虚构诊所", "Invented clinic"), &texts(&cards), ABROAD)
            .keyed([KeyRecord::new(&clinic.kid, &clinic.key, term(world.at))]),
        Authority::new(
            ministry.id,
            words("虚构卫生部", "Invented ministry"),
            &texts(&["PublicCovidPass"]),
            ABROAD,
        )
        .at_most(400 * DAY)
        .keyed([KeyRecord::new(&ministry.kid, &ministry.key, term(world.at))]),
    ]
}

/// What counters ask for: every policy that is shipped, and that of a post at the border.
pub fn policies() -> Vec<Json> {
    let health = serde_json::json!({
        "scenario": "health.entry",
        "types": ["vaccination", "https://smarthealth.cards#immunization", "PublicCovidPass"],
        "not_covered": ["identity.photo"],
    });
    PACKS.iter().map(|(scenario, _)| pack(scenario)).chain([health]).collect()
}

/// The types that a region's issuer may issue, as the demonstration's anchors say.
pub fn region_types(code: &str) -> &'static [Type] {
    match code {
        "980000" => &[BUSINESS, PROPERTY],
        "970000" => &[IDENTITY, DRIVING],
        "960000" => &[PROPERTY, RESIDENCE],
        _ => &[IDENTITY],
    }
}

/// The vendor's type that a region issues besides: the fifth region's and the sixth's.
fn own(region: &Region) -> Option<String> {
    match region.code {
        "950000" => Some(World::type_code("101")),
        "940000" => Some(World::type_code("102")),
        _ => None,
    }
}

/// The visitor pass is good only while its signer's key is.
fn vendor_type(number: &str, [zh, en]: [&str; 2]) -> Json {
    let mut record = RESIDENCE.record();
    record["type"] = World::type_code(number).into();
    record["name"] = serde_json::json!({ "zh": zh, "en": en });
    if let Some(members) = record.as_object_mut() {
        members.remove("kind");
    }
    if number == "101" {
        record["shell"] = true.into();
    }
    record
}

/// What is published first is version 1 of everything.
fn republish(mut repository: Repository, at: i64) -> Repository {
    repository.published.clear();
    for role in [&mut repository.timestamp, &mut repository.snapshot] {
        role.signed["version"] = 0.into();
    }
    repository.publish(at);
    repository
}

/// From 400 days ago for another 600.
fn term(at: i64) -> (i64, i64) {
    (at - 400 * DAY, at + 600 * DAY)
}

fn tail(region: &Region) -> &str {
    region.issuer.id.trim_start_matches("demo.")
}

fn words(zh: &str, en: &str) -> Words {
    Words { zh: zh.to_owned(), en: en.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value as Json;

    use super::{agreements, compromised_key, demo, large, spared};
    use crate::base64::hex;
    use crate::hash::Hash;
    use crate::key::DEMO_SEED;
    use crate::regions::regions;
    use crate::trust::check::check;
    use crate::trust::records::{Authority, State};
    use crate::world::World;

    const AT: i64 = 1_780_272_000;

    fn authorities() -> Vec<Authority> {
        let repository = demo(DEMO_SEED, AT);
        let files = repository.contents.iter().filter(|(path, _)| path.starts_with("issuers/"));
        let issuers = |(_, bytes): (&String, &Vec<u8>)| {
            let file: Json = serde_json::from_slice(bytes).unwrap();
            serde_json::from_value::<Vec<Authority>>(file["issuers"].clone()).unwrap()
        };
        files.flat_map(issuers).collect()
    }

    #[test]
    fn everybody_who_signs_in_the_demonstration_is_there() {
        let (world, authorities) = (World::new(DEMO_SEED, AT), authorities());
        let regions = regions(DEMO_SEED);
        let of_regions = regions.iter().map(|region| &region.issuer);
        for issuer in of_regions.chain([&world.health_office, &world.clinic, &world.ministry]) {
            let authority = authorities.iter().find(|one| one.issuer == issuer.id).unwrap();
            let active = authority.keys.iter().find(|key| key.state == State::Active).unwrap();
            assert_eq!(active.public(), Some(issuer.key.public()));
            assert_eq!(active.sm2_id.as_deref(), issuer.key.other_signer_id());
            let bytes = active.kid_hex.as_deref().and_then(crate::base64::from_hex);
            let kid = bytes.map_or(issuer.kid.clone(), |kid| crate::base64::standard(&kid));
            assert_eq!(active.kid.as_ref().unwrap_or(&kid), &issuer.kid);
        }
        assert!(authorities.iter().all(|one| one.issuer != world.stranger.id));
    }

    #[test]
    fn a_lost_key_spares_one_credential() {
        let authorities = authorities();
        for region in regions(DEMO_SEED) {
            let authority = authorities.iter().find(|one| one.issuer == region.issuer.id).unwrap();
            let lost = authority.keys.iter().find(|key| key.state == State::Compromised).unwrap();
            let credential = spared(&region, AT);
            assert_eq!(lost.kid.as_ref(), Some(&credential.kid));
            assert_eq!(lost.public(), Some(compromised_key(&region, DEMO_SEED).public()));
            let message = credential.message_for(region.issuer.key.algorithm());
            let digest = hex(&Hash::Sha256.digest(&message.to_be_signed("Signature1", b"")));
            assert_eq!(lost.except, Some(vec![digest]));
        }
    }

    #[test]
    fn every_kind_of_agreement_is_there_once_at_least() {
        let pairs: Vec<_> = agreements(AT).into_iter().flat_map(|one| one.pairs).collect();
        let directions: BTreeSet<_> = pairs.iter().map(|pair| (&pair.from, &pair.to)).collect();
        assert_eq!(directions.len(), pairs.len());
        let in_force = |not_before, not_after| not_before <= AT && AT <= not_after;
        let count = |of: fn(i64, i64) -> bool| {
            pairs.iter().filter(|pair| of(pair.not_before, pair.not_after)).count()
        };
        assert_eq!(
            (count(|_, end| end < AT), count(|begin, _| begin > AT), count(in_force)),
            (2, 1, 8)
        );
        let named = |types: usize, scenarios: usize| {
            pairs.iter().any(|pair| (pair.types.len(), pair.scenarios.len()) == (types, scenarios))
        };
        assert!(named(0, 0) && named(1, 1) && named(1, 2) && named(3, 2));
    }

    #[test]
    fn a_large_repository_is_as_it_must_be() {
        let repository = large(DEMO_SEED, AT, 2, 2, 2);
        assert!(repository.contents.iter().all(|(path, bytes)| check(path, bytes).is_ok()));
        assert_eq!(repository.told_apart(), Ok(()));
    }
}
