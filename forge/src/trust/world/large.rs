//! A repository of the size of a country, to measure by.

use super::super::metadata::Quorum;
use super::super::records::{Authority, KeyRecord, issuers_file, types_file};
use super::super::repository::Repository;
use super::{quorums, republish, role_key, term, words};
use crate::key::Key;
use crate::public_key::Algorithm;
use crate::regions::{TYPES, Type};

/// So many regions (at most 99) of so many authorities of so many keys each, algorithms in turn.
/// The codes are prefectures of a province that does not exist.
pub fn large(seed: &str, at: i64, regions: u32, authorities: u32, keys: u32) -> Repository {
    let mut repository = Repository::new(at, &quorums(seed, Algorithm::Sm2));
    for (number, algorithm) in (1..=regions).zip(Algorithm::ALL.into_iter().cycle()) {
        let code = format!("99{number:02}00");
        let role = role_key(algorithm, seed, &format!("region/{code}"), 1);
        repository.delegate_region(&code, &Quorum::all([role]));
        let file: Vec<_> =
            (1..=authorities).map(|one| authority(&code, one, (seed, at), keys)).collect();
        repository.add(&format!("issuers/{code}/agencies.json"), issuers_file(&file));
    }
    let types: Vec<_> = TYPES.iter().map(Type::record).collect();
    repository.add("types.json", types_file(&types));
    republish(repository, at)
}

fn authority(code: &str, number: u32, (seed, at): (&str, i64), keys: u32) -> Authority {
    let id = format!("demo.{code}.{number}");
    let name = words(&format!("演示机构{number}（虚构）"), &format!("Office {number} (invented)"));
    let types: Vec<_> = TYPES.iter().map(Type::code).collect();
    let record = |(place, algorithm): (u32, Algorithm)| {
        let kid = format!("{number}-{place}");
        KeyRecord::new(&kid, &Key::seeded(algorithm, seed, &format!("{id} {place}")), term(at))
    };
    let algorithms = Algorithm::ALL.into_iter().cycle();
    Authority::new(&id, name, &types, code).keyed((1..=keys).zip(algorithms).map(record))
}
