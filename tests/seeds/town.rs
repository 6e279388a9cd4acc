//! The invented town: counters with the bundle, packs and lists, those who come to them, and what they show.

use forge::bound::Bound;
use forge::code::{Credential, Kind, scan as digits, scan_as};
use forge::demo::Demo;
use forge::hotel::CHALLENGE;
use forge::key::{DEMO_SEED, Key};
use forge::plan::Plan;
use forge::present::Presentation;
use forge::regions::{Region, region};
use forge::statements::{driving, identity};
use forge::world::World;
use serde::Serialize;
use serde_json::{Value as Json, json};
use yanzheng::host::{Verifier, from_json};

use crate::suite;

/// 2026-06-01T08:00:00Z.
pub(crate) const AT: i64 = 1_780_300_800;
pub(crate) const NAME: &str = "certificateHolderName";
/// Whose it is.
pub(crate) const HOLDER: [&str; 3] = [NAME, "certificateHolderTypeCode", "certificateHolderCode"];

/// The bundle, packs and lists; a guest with an SM2 key, and a landlord with another one.
pub(crate) struct Town {
    pub(crate) demo: Demo,
    pub(crate) guest: Key,
    pub(crate) landlord: Key,
}

/// Who shows what of which, and when.
#[derive(Clone)]
pub(crate) struct Shown<'t> {
    pub(crate) stated: Credential,
    pub(crate) region: Region,
    pub(crate) holder: &'t Key,
    pub(crate) names: &'t [&'t str],
    pub(crate) at: i64,
}

impl Town {
    pub(crate) fn new() -> Self {
        Self {
            demo: Demo::new(&World::new(DEMO_SEED, AT), &[]).unwrap(),
            guest: Key::sm2_from_seed(DEMO_SEED, "guest"),
            landlord: Key::from_seed(DEMO_SEED, "customer"),
        }
    }

    /// A counter that pinned the root and was given everything else.
    pub(crate) fn counter(&self) -> Verifier {
        let material = &self.demo.trust;
        let file = |name: &str| material.files[name].as_slice();
        let config = from_json(r#"{"maker":"演示窗口（虚构）"}"#).unwrap();
        let mut counter = Verifier::new(config, Some(file(material.root))).unwrap();
        let taken = data(&counter.update_trust(file(material.bundle), material.at).unwrap());
        assert_eq!(taken["ok"], true, "{taken}");
        for pack in &material.packs {
            counter.update_status(file(pack), material.at, None).unwrap();
        }
        for list in &material.lists {
            counter.update_status(file(&list.file), material.at, Some(&list.uri)).unwrap();
        }
        counter
    }

    pub(crate) fn guest(&self) -> Shown<'_> {
        let region = region(DEMO_SEED, 'c');
        let stated = identity(&region, AT);
        Shown { stated, region, holder: &self.guest, names: &HOLDER, at: AT }
    }

    pub(crate) fn citizen(&self) -> Shown<'_> {
        let region = region(DEMO_SEED, 'a');
        let stated = identity(&region, AT);
        Shown { stated, region, holder: &self.landlord, ..self.guest() }
    }

    pub(crate) fn licence(&self) -> Shown<'_> {
        let guest = self.guest();
        Shown { stated: driving(&guest.region, AT), ..guest }
    }

    /// What somebody is told before the trip.
    pub(crate) fn told(&self, scenario: &str, held: &Json) -> Json {
        let ask = json!({ "scenario": scenario, "held": held, "at": AT }).to_string();
        data(&self.counter().precheck(from_json(&ask).unwrap()).unwrap())
    }

    /// A receipt of a counter of its own.
    pub(crate) fn receipt(&self, scenario: &str, scan: &str, more: &Json) -> Json {
        receipt(&self.counter(), scenario, scan, more)
    }
}

impl Shown<'_> {
    /// In answer to the challenge.
    pub(crate) fn live(&self, audience: &str) -> String {
        scan_as(Kind::Bound, &self.bytes(audience, Some(CHALLENGE)))
    }

    /// Without any challenge.
    pub(crate) fn dynamic(&self, audience: &str) -> String {
        scan_as(Kind::Bound, &self.bytes(audience, None))
    }

    /// Printed.
    pub(crate) fn paper(&self) -> String {
        digits(&self.stated.issue(&self.region.issuer.key).unwrap())
    }

    pub(crate) fn bytes(&self, audience: &str, challenge: Option<&str>) -> Vec<u8> {
        let (credential, holder) = (self.stated.clone(), self.holder.public());
        let bound = Bound { credential, holder, plan: Plan::personal(), seed: "seeds".to_owned() };
        let held = bound.issue(&self.region.issuer.key).unwrap().choose(self.names).unwrap();
        let (audience, challenge) = (audience.to_owned(), challenge.map(str::to_owned));
        Presentation { held, audience, at: self.at, challenge }.sign(self.holder).unwrap()
    }
}

pub(crate) fn receipt(counter: &Verifier, scenario: &str, scan: &str, more: &Json) -> Json {
    let mut ask = json!({ "at": AT, "scenario": scenario });
    ask.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    suite::receipt(counter, scan.as_bytes(), &ask)
}

/// A counter that keeps its verdicts, from a minute ago on.
pub(crate) fn keeping(town: &Town, key: [u8; 32]) -> Verifier {
    let mut counter = town.counter();
    counter.terminal(&key).unwrap();
    let begins = json!({ "at": AT - 60, "journal": true }).to_string();
    let record = counter.enter(from_json(&begins).unwrap()).unwrap();
    counter.follow(&record.text).unwrap();
    counter
}

/// The receipt of what was verified and kept.
pub(crate) fn kept(counter: &mut Verifier, scenario: &str, scan: &str, more: &Json) -> Json {
    let mut ask = json!({ "at": AT, "scenario": scenario });
    ask.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let receipt = counter.verify(scan.as_bytes(), from_json(&ask.to_string()).unwrap()).unwrap();
    let (receipt, record) = counter.keep(receipt, "salt").unwrap();
    let followed = data(&counter.follow(&record.text).unwrap());
    assert_eq!(followed["ok"], true, "{followed}");
    data(&receipt)
}

pub(crate) fn data<T: Serialize>(answer: &T) -> Json {
    serde_json::from_str(&serde_json::to_string(answer).unwrap()).unwrap()
}
