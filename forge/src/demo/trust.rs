//! What the demonstration is trusted by: a pinned root, a bundle, and what was withdrawn.
//!
//! Rules: everything is there for a verifier that never goes online; nobody publishes a next
//! bundle, so this one holds as long as the credentials do.

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::status::{lists, packs};
use crate::refused::Refused;
use crate::regions::{BUSINESS, DRIVING, PROPERTY, Type};
use crate::time::DAY;
use crate::trust::carrier::bundle;
use crate::trust::metadata::Role;
use crate::trust::publish::Files;
use crate::trust::repository::Repository;
use crate::world::World;

/// Where the files lie, beside `demo.json`.
#[derive(Clone, Debug, Serialize)]
pub struct Material {
    /// When it was made: the moment at which it is to be taken, in seconds since the Unix epoch.
    pub at: i64,
    /// The root that is pinned.
    pub root: &'static str,
    /// The trust bundle, without the packs that it names.
    pub bundle: &'static str,
    /// The packs, in the order in which they continue each other.
    pub packs: Vec<String>,
    /// The status lists.
    pub lists: Vec<List>,
    /// The files by these paths.
    #[serde(skip)]
    pub files: Files,
}

/// A status list that was fetched.
#[derive(Clone, Debug, Serialize)]
pub struct List {
    /// From which address.
    pub uri: String,
    /// Its file.
    pub file: String,
}

impl Material {
    /// That of a world.
    pub(super) fn new(world: &World) -> Result<Self, Refused> {
        let mut material = Self {
            at: world.at,
            root: "root.json",
            bundle: "bundle.json",
            packs: Vec::new(),
            lists: Vec::new(),
            files: Files::new(),
        };
        let mut repository = world.trust();
        for (region, pack) in packs(world)? {
            repository.add(&pack.target(region.code), pack.bytes.clone());
            material.packs.push(format!("packs/{}", pack.name));
            material.files.insert(format!("packs/{}", pack.name), pack.bytes);
        }
        for list in lists(world)? {
            let file = format!("lists/{}", list.name);
            material.files.insert(file.clone(), list.bytes);
            material.lists.push(List { uri: list.uri, file });
        }
        for policy in counters() {
            let name = policy["scenario"].as_str().unwrap_or_default();
            repository.add(&format!("policy/{name}.json"), policy.to_string());
        }
        let files = published(&mut repository, world.at);
        let root = repository.roots.first().map(Role::bytes).unwrap_or_default();
        material.files.insert(material.root.to_owned(), root);
        material.files.insert(material.bundle.to_owned(), bundle(&files));
        Ok(material)
    }
}

/// The files of the repository, good for as long as the credentials.
fn published(repository: &mut Repository, at: i64) -> Files {
    repository.publish(at);
    let Repository { timestamp, snapshot, targets, delegated, .. } = repository;
    for role in [timestamp, snapshot, targets].into_iter().chain(delegated.values_mut()) {
        role.expire(at + 335 * DAY);
    }
    repository.seal();
    repository.files()
}

/// Counters with rules of their own that ask for the status: a car rental, a bank that lends, and one
/// that opens accounts for companies.
fn counters() -> [Json; 3] {
    let claims = ["certificateHolderName", "certificateHolderCode"];
    let counter = |scenario: &str, kind: Type, days: i64, not_covered: &str| {
        json!({
            "scenario": scenario,
            "types": [kind.kind],
            "claims": claims,
            "status": "required",
            "max_status_age": days * DAY,
            "not_covered": [not_covered],
        })
    };
    [
        counter("car.rental", DRIVING, 2, "driving.points"),
        counter("bank.loan", PROPERTY, 7, "property.mortgage"),
        counter("bank.company-account", BUSINESS, 7, "aml.screening"),
    ]
}
