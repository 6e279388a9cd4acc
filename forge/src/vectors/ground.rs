//! The ground that bundles are changed on: a small repository with one region and one issuer, and
//! what a receipt says by it.

use std::sync::OnceLock;

use serde_json::{Map, Value as Json, json};

use crate::key::{DEMO_SEED, Key};
use crate::public_key::Algorithm;
use crate::regions::{Words, region};
use crate::time::{DAY, parse};
use crate::trust::carrier::bundle;
use crate::trust::metadata::{Quorum, Role};
use crate::trust::publish::Files;
use crate::trust::records::{Authority, KeyRecord, issuers_file};
use crate::trust::repository::{Quorums, Repository};
use crate::trust::world::role_key;
use crate::vectors::bench::{AT, Bench};
use crate::vectors::case::Case;
use crate::vectors::issued::Issued;
use crate::vectors::told::Trust;
use crate::world::{REGION, World};

/// Where the issuers of the one region are.
pub const ISSUERS: &str = "issuers/990000/agencies.json";
/// The role that names them.
pub const REGION_ROLE: &str = "region/990000";
/// A later moment, at which everything is published anew.
pub const LATER: i64 = AT + DAY;

/// One region by a role of its own, one issuer with one key. The root is signed by a key of each
/// algorithm, everything else by one key. Signed once: every case begins with it.
pub fn small() -> Repository {
    static SMALL: OnceLock<Repository> = OnceLock::new();
    let signed = SMALL.get_or_init(|| {
        let mut repository = Repository::new(AT, &quorums());
        repository.delegate_region(REGION, &Quorum::all([key("region", 1)]));
        repository.add(ISSUERS, issuers_file(&[authority()]));
        repository.publish(AT);
        repository
    });
    signed.clone()
}

/// The keys of its four roles.
pub fn quorums() -> Quorums {
    Quorums {
        root: Quorum::all([key("root", 1), sm2_key("root", 2)]),
        timestamp: Quorum::all([key("timestamp", 1)]),
        snapshot: Quorum::all([key("snapshot", 1)]),
        targets: Quorum::all([key("targets", 1)]),
    }
}

/// A role's key by its number; the repository has the first ones.
pub fn key(role: &str, number: usize) -> Key {
    role_key(Algorithm::Es256, DEMO_SEED, role, number)
}

/// The same of SM2.
pub fn sm2_key(role: &str, number: usize) -> Key {
    role_key(Algorithm::Sm2, DEMO_SEED, role, number)
}

/// The one issuer.
pub fn authority() -> Authority {
    let issuer = World::new(DEMO_SEED, AT).region;
    Authority::new(issuer.id, name(), &[World::identity_type()], REGION)
        .at_most(400 * DAY)
        .keyed([KeyRecord::new(&issuer.kid, &issuer.key, (AT - 400 * DAY, AT + 600 * DAY))])
}

fn name() -> Words {
    Words { zh: "甲省（虚构）".to_owned(), en: "Province A (invented)".to_owned() }
}

/// What changed, published a day later.
pub fn changed(edit: impl FnOnce(&mut Repository)) -> Repository {
    let mut repository = small();
    edit(&mut repository);
    repository.publish(LATER);
    lean(&mut repository);
    repository
}

/// Signs snapshot and timestamp, which list the versions of what is below and nothing else, so that
/// many bundles share them.
pub fn lean(repository: &mut Repository) {
    let version = |role: &Role| json!({ "version": role.signed["version"] });
    let roles = repository.target_roles();
    let meta: Map<_, _> =
        roles.map(|(name, role)| (format!("{name}.json"), version(role))).collect();
    repository.snapshot.signed["meta"] = meta.into();
    repository.snapshot.sign();
    repository.timestamp.signed["meta"]["snapshot.json"] = version(&repository.snapshot);
    repository.timestamp.sign();
}

/// The small repository a day later, and a layer of it changed after it was sealed.
pub fn bent(edit: impl FnOnce(&mut Repository)) -> Repository {
    let mut repository = changed(|_| {});
    edit(&mut repository);
    repository
}

/// A verifier that has pinned the root of the small repository.
pub fn pinned() -> Trust {
    Trust::pinned(&small().roots[0].bytes())
}

/// The carrier of the small repository, as JSON.
pub fn carrier() -> Json {
    serde_json::from_slice(&bundle(&small().files())).unwrap_or_default()
}

/// A case of the small identity credential a day later; what its verifier is told is still to be set.
pub fn case(b: &Bench, [id, about, change]: [&str; 3]) -> Case {
    let issued = Issued::of(&region(&b.world.seed, 'a'), World::identity_type());
    Case::new([&format!("bundle::{id}"), about, change], "bundle::small", LATER)
        .scan(issued.scan())
        .releasing(issued.claims())
}

/// A bundle that is refused when nothing is held: the receipt has its code.
pub fn refused(b: &Bench, words: [&str; 3], code: &str, detail: Json, files: &Files) -> Case {
    case(b, words)
        .trust(pinned().refuses(files, LATER, code).detail(detail.clone()))
        .fault(code)
        .detail(detail)
        .high()
}

/// A bundle that is refused over the small one, which stays. Nothing is scanned.
pub fn withstood(b: &Bench, words: [&str; 3], code: &str, detail: Json, files: &Files) -> Case {
    let trust = pinned().takes(&small().files(), LATER).refuses(files, LATER, code);
    let versions = backing(&small(), LATER)["versions"].clone();
    case(b, words).unscanned().trust(trust.detail(detail).holding(versions)).high()
}

/// The credential is accepted by what is held, and the receipt names what was refused.
pub fn held(b: &Bench, words: [&str; 3], repository: &Repository, code: &str) -> Case {
    let mut backing = backing(repository, LATER);
    backing["refused"] = code.into();
    case(b, words).accept().backed(backing).high()
}

/// What a receipt says of a bundle by which a credential of the one issuer was accepted.
pub fn backing(repository: &Repository, at: i64) -> Json {
    let Repository { roots, timestamp, snapshot, targets, .. } = repository;
    let Some(root) = roots.last() else { return Json::Null };
    let roles = [root, timestamp, snapshot, targets];
    let moment = |text: &Json| parse(text.as_str().unwrap_or_default()).unwrap_or_default();
    let expires = roles.map(|role| moment(&role.signed["expires"]));
    let [root, timestamp, snapshot, targets] = roles.map(|role| role.signed["version"].clone());
    json!({
        "source": "bundle",
        "issuer": name(),
        "versions": {
            "root": root, "timestamp": timestamp, "snapshot": snapshot, "targets": targets,
        },
        "expires": expires.into_iter().min(),
        "age": at - moment(&repository.timestamp.signed["issued"]),
    })
}
