//! The ground of lists and packs: a bundle of two regions in which one issuer signs lists of its own,
//! an office signs one list and nothing else, and a city signs credentials and no list.

use std::sync::LazyLock;

use serde_json::{Value as Json, json};

use crate::cbor::{Value, encode};
use crate::code::{Credential, claim};
use crate::key::{DEMO_SEED, Key};
use crate::regions::{Words, region};
use crate::status::list::{StatusList, Token};
use crate::status::pack::{File, Pack};
use crate::time::DAY;
use crate::trust::metadata::Quorum;
use crate::trust::publish::Files;
use crate::trust::records::{Authority, KeyRecord, issuers_file};
use crate::trust::repository::Repository;
use crate::vectors::bench::{AT, Base, Bench, cwt_scan};
use crate::vectors::case::Case;
use crate::vectors::ground::{ISSUERS, LATER, authority, key, pinned, small};
use crate::vectors::told::Trust;
use crate::world::{REGION, World};

/// The clock of these cases.
pub(super) const NOW: i64 = LATER;
/// The issuer's own list.
pub(super) const LIST: &str = "https://a.example/1";
/// The one list that the office signs.
pub(super) const OFFICE_LIST: &str = "https://s.example/1";
/// The other region.
pub(super) const OTHER_REGION: &str = "980000";
/// Places of the list.
pub(super) const SIZE: u64 = 64;

/// The bundle, naming packs of the one region and of the other.
pub(super) fn repository(packs: &[File], others: &[File]) -> Repository {
    let mut repository = small();
    let neighbour = region(DEMO_SEED, 'b').issuer;
    repository.delegate_region(OTHER_REGION, &Quorum::all([key("region", 2)]));
    let identity = [World::identity_type()];
    let mut issuer = authority().listing("https://a.example/").listing("https://p.example/");
    issuer.types.push(World::residence_type());
    issuer.keys.push(record("region-a-x", &lost()).compromised(Vec::new()));
    let office = named("demo.office", &[], REGION).listing(OFFICE_LIST);
    let office = office.keyed([record("office-1", &office_key())]);
    let city = named("demo.city-a", &identity, REGION).keyed([record("city-1", &city_key())]);
    repository.add(ISSUERS, issuers_file(&[issuer, office, city]));
    let other = named(neighbour.id, &identity, OTHER_REGION).listing("https://a.example/");
    let other = other.keyed([record(&neighbour.kid, &neighbour.key)]);
    repository.add("issuers/980000/agencies.json", issuers_file(&[other]));
    for (code, packs) in [(REGION, packs), (OTHER_REGION, others)] {
        for pack in packs {
            repository.add(&pack.target(code), pack.bytes.clone());
        }
    }
    repository.publish(NOW);
    repository
}

/// Its files without the packs, which come by themselves.
pub(super) fn files(repository: &Repository) -> Files {
    let mut files = repository.files();
    files.retain(|name, _| !name.starts_with("targets/revocation/"));
    files
}

/// A verifier that holds the bundle without any pack.
pub(super) fn holding() -> Trust {
    static LISTED: LazyLock<Files> = LazyLock::new(|| files(&repository(&[], &[])));
    pinned().takes(&LISTED, NOW)
}

fn named(id: &str, types: &[String], region: &str) -> Authority {
    let name = Words { zh: "机构（虚构）".to_owned(), en: "Office (invented)".to_owned() };
    Authority::new(id, name, types, region)
}

fn record(kid: &str, key: &Key) -> KeyRecord {
    KeyRecord::new(kid, key, (AT - 400 * DAY, AT + 600 * DAY))
}

/// The key that signs one list and nothing else.
pub(super) fn office_key() -> Key {
    Key::from_seed(DEMO_SEED, "demo.office")
}

/// The key that signs credentials and no list.
pub(super) fn city_key() -> Key {
    Key::from_seed(DEMO_SEED, "demo.city-a")
}

/// The issuer's key that others may have.
pub(super) fn lost() -> Key {
    Key::from_seed(DEMO_SEED, "demo.region-a lost")
}

/// A policy that does not ask for the status.
pub(super) fn unasked() -> Json {
    json!({ "scenario": "desk" })
}

/// A policy that does.
pub(super) fn required() -> Json {
    json!({ "scenario": "desk", "status": "required" })
}

/// A policy that takes an answer of at most so many seconds.
pub(super) fn within(seconds: i64) -> Json {
    json!({ "scenario": "desk", "status": "required", "max_status_age": seconds })
}

/// A list and a place in it, as a credential names them.
pub(super) fn entry(uri: impl Into<Value>, index: impl Into<Value>) -> Value {
    Value::Map(vec![("idx".into(), index.into()), ("uri".into(), uri.into())])
}

/// A place, also one that is larger than any list.
pub(super) fn place(index: u64) -> Value {
    Value::Integer(index.into())
}

/// The claim of a list and a place.
pub(super) fn claim_of(entry: Value) -> Value {
    Value::map([("status_list", entry)])
}

/// What the one issuer states: the three elements that every credential has.
fn stated(b: &Bench) -> Credential {
    let mut stated = b.world.short_identity();
    let kept = ["certificateName", "certificateIssuingAuthorityName", "certificateHolderName"];
    stated.elements.retain(|(name, _)| kept.contains(&name.as_str()));
    stated
}

/// The text of the one issuer's credential of a type, with any claim `status`.
pub(super) fn scan(b: &Bench, kind: &str, status: Value) -> String {
    let mut message = stated(b).message();
    message.payload.set(claim::VCT, kind);
    message.payload.set(claim::STATUS, status);
    cwt_scan(Base::Code, &message.sign(b.key(Base::Code)).encode())
}

/// A case of an identity credential that names a list and a place; its status is asked for.
pub(super) fn case(b: &Bench, base: &str, words: [&str; 3], entry: Value) -> Case {
    claiming(b, base, words, claim_of(entry))
}

/// The same with any claim `status`.
pub(super) fn claiming(
    b: &Bench,
    base: &str,
    [id, about, change]: [&str; 3],
    status: Value,
) -> Case {
    Case::new([&format!("status::{id}"), about, change], &format!("status::{base}"), NOW)
        .scan(scan(b, &World::identity_type(), status))
        .releasing(stated(b).elements.into_iter().collect())
        .policy(required())
}

/// Accepted, after its status was looked up.
pub(super) fn good(case: Case) -> Case {
    case.accept().but("status", "passed")
}

/// Refused, because it is revoked.
pub(super) fn revoked(case: Case) -> Case {
    case.fault("status.revoked").detail(json!({ "state": "revoked" })).critical()
}

/// Refused, because it is suspended.
pub(super) fn suspended(case: Case) -> Case {
    case.fault("status.suspended").critical()
}

/// Open, because nobody says anything.
pub(super) fn missing(case: Case) -> Case {
    case.fault("status.missing").high()
}

/// Open, because what is said is so many seconds old, and so many are taken.
pub(super) fn stale(case: Case, age: i64, limit: i64) -> Case {
    case.fault("status.stale").detail(json!({ "age": age, "limit": limit })).critical()
}

/// Open, because the place is past the end of a list of so many.
pub(super) fn beyond(case: Case, limit: u64) -> Case {
    case.fault("status.index_too_large").detail(json!({ "limit": limit })).attack("F1").critical()
}

/// The list in which 1 is revoked, 2 is suspended and 3 has a state without a meaning; made an
/// hour ago.
pub(super) fn token(b: &Bench) -> Token {
    let list = list(2, SIZE, &[(1, 1), (2, 2), (3, 3)]);
    Token::new(&b.world.region.kid, LIST, NOW - 3600, &list)
}

/// A list of so many bits with some states that are not 0.
pub(super) fn list(bits: u8, size: u64, states: &[(u64, u8)]) -> StatusList {
    let mut list = StatusList::new(bits, size).expect("a list that a verifier unpacks");
    for (index, state) in states {
        list.set(*index, *state).expect("a state that fits");
    }
    list
}

/// Told a list of the one issuer, with what is answered: `list`, or a code.
pub(super) fn offered(trust: Trust, b: &Bench, token: &Token, expect: &str) -> Trust {
    let jwt = token.sign_jwt(&b.world.region.key);
    trust.status(("list.jwt", jwt.as_bytes()), NOW, Some(&token.subject), expect)
}

/// Told a list that is taken.
pub(super) fn told(trust: Trust, b: &Bench, token: &Token) -> Trust {
    offered(trust, b, token, "list")
}

/// A pack as a file without padding: what is padded is larger and says the same.
pub(super) fn bare(stream: &str, pack: &Pack) -> File {
    File { bytes: encode(&pack.members()), ..pack.file(stream) }
}
