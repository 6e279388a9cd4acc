//! The demonstration: samples of what a counter meets, right and wrong, freshly signed, with the
//! trust bundle, packs and status lists to verify them by, or anchors and types, and their codes as
//! pictures.
//!
//! Rules: every sample says what a verifier answers (`code`); one that is bound to a holder has
//! its own clock, because it is stale a minute later.

use std::error::Error;
use std::fs;
use std::path::Path;

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::anchor::Anchor;
use crate::hotel::AUDIENCE;
use crate::qr::Qr;
use crate::refused::Refused;
use crate::regions::{
    BUSINESS, DRIVING, IDENTITY, PROPERTY, RESIDENCE, Region, TYPES, Type, VENDORS, Words, regions,
};
use crate::time;
use crate::trust::carrier;
use crate::vectors::codes;
use crate::world::World;

mod counters;
mod foreign;
mod paper;
mod recognised;
mod shown;
mod status;
mod tokens;
mod trust;
mod withdrawn;

pub use trust::{List, Material};

/// The scenario of a bank's counter.
const BANK: &str = "bank.account-opening";

/// What the page and the command line show.
#[derive(Clone, Debug, Serialize)]
pub struct Demo {
    /// Who the counter is.
    pub audience: &'static str,
    /// What the demonstration is trusted by: root, bundle, packs and status lists.
    pub trust: Material,
    /// The other way to trust it, without a bundle.
    pub anchors: Vec<Anchor>,
    /// The types that it knows besides the built-in ones.
    pub types: Vec<Json>,
    /// The invented regions.
    pub regions: Vec<Json>,
    /// The vendors of their systems.
    pub vendors: Vec<Json>,
    /// What is shown.
    pub samples: Vec<Sample>,
}

/// One sample. What is not there is not asked for.
#[derive(Clone, Debug, Serialize)]
pub struct Sample {
    /// Its name in addresses and files.
    pub id: String,
    title: Words,
    about: Words,
    /// The text of its code.
    pub scan: String,
    qr: String,
    /// The verdict that a verifier answers with.
    verdict: &'static str,
    /// And the code.
    code: &'static str,
    /// Whether it does by bundle, packs and lists, without a network.
    trust: bool,
    /// Whether it does by the anchors.
    anchors: bool,
    /// The region where the counter stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'static str>,
    /// Its own clock, in seconds since the Unix epoch; without one it is judged now.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<i64>,
    /// The challenge that the verifier shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    challenge: Option<String>,
    /// Who the verifier is.
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<String>,
    /// The claims that the verifier asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    asks: Option<Json>,
    /// How it matched the person with the credential.
    #[serde(skip_serializing_if = "Option::is_none")]
    matched: Option<&'static str>,
    /// What the verifier knows already, by the names of elements.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<Json>,
    /// The verifier's policy, or the name of one in the bundle.
    #[serde(skip_serializing_if = "Option::is_none")]
    scenario: Option<Json>,
}

impl Demo {
    /// The demonstration of a world, with public European certificates besides: each a name and
    /// the JSON of its file.
    ///
    /// # Errors
    /// A [`Refused`] when something does not fit its code.
    pub fn new(world: &World, european: &[(String, Json)]) -> Result<Self, Refused> {
        let regions = regions(&world.seed);
        let mut anchors = vec![
            world.region_anchor(),
            Anchor::of_certificate(&world.vaccination_signer()),
            world.clinic.anchor(),
        ];
        anchors.extend(region_anchors(&regions));
        let samples = [
            paper::samples(world)?,
            shown::samples(world)?,
            tokens::samples(world)?,
            withdrawn::samples(world)?,
            recognised::samples(world)?,
            counters::samples(world)?,
            foreign::samples(world),
        ];
        let mut demo = Self {
            audience: AUDIENCE,
            trust: Material::new(world)?,
            anchors,
            types: TYPES.iter().map(Type::record).collect(),
            regions: regions.iter().map(Region::record).collect(),
            vendors: VENDORS.iter().map(vendor).collect(),
            samples: samples.concat(),
        };
        for (name, file) in european {
            demo.add(name, file);
        }
        Ok(demo)
    }

    /// Writes `demo.json`, what it is trusted by, and a picture of every code below `demo/`.
    ///
    /// # Errors
    /// What the file system answers, or [`Refused::Picture`].
    pub fn write(&self, folder: &Path) -> Result<(), Box<dyn Error>> {
        fs::create_dir_all(folder.join("demo"))?;
        for sample in &self.samples {
            fs::write(folder.join(&sample.qr), Qr::new(&sample.scan)?.svg())?;
        }
        carrier::write(&self.trust.files, folder)?;
        fs::write(folder.join("demo.json"), serde_json::to_string_pretty(self)? + "\n")?;
        Ok(())
    }

    /// Adds a certificate of the public test data, with its signer and its clock. A file of
    /// another shape is passed over.
    fn add(&mut self, name: &str, file: &Json) {
        let context = |member: &str| file["TESTCTX"][member].as_str();
        let (Some(scan), Some(certificate)) = (file["PREFIX"].as_str(), context("CERTIFICATE"))
        else {
            return;
        };
        let zh = format!("欧洲证书：公开测试数据 {name}");
        let en = format!("European certificate: public test data {name}");
        let about = (
            "其他国家公开的测试证书，按测试数据自带的时间核验。",
            "A certificate from public test data, verified at the time that the data names.",
        );
        let id = format!(
            "european-{}",
            name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-")
        );
        // The bundle has no such signer, and none of these is of its time.
        let mut sample =
            Sample { trust: false, ..Sample::new(&id, (&zh, &en), about, scan.to_owned()) };
        sample.at = context("VALIDATIONCLOCK").and_then(|clock| time::parse(clock).ok());
        self.anchors
            .push(Anchor { certificate: Some(certificate.to_owned()), ..Anchor::default() });
        self.samples.push(sample);
    }
}

impl Sample {
    /// A sample that is right; titles and descriptions in Chinese and in English.
    fn new(id: &str, title: (&str, &str), about: (&str, &str), scan: String) -> Self {
        let words = |(zh, en): (&str, &str)| Words { zh: zh.to_owned(), en: en.to_owned() };
        Self {
            id: id.to_owned(),
            title: words(title),
            about: words(about),
            scan,
            qr: format!("demo/{id}.svg"),
            verdict: "accept",
            code: "ok",
            trust: true,
            anchors: true,
            region: None,
            at: None,
            challenge: None,
            audience: None,
            asks: None,
            matched: None,
            expected: None,
            scenario: None,
        }
    }

    /// The same, which a verifier answers with a code.
    fn wrong(self, code: &'static str) -> Self {
        let verdict = if codes::is_against(code) { "reject" } else { "indeterminate" };
        Self { verdict, code, ..self }
    }

    /// The same, of which the anchors do not tell enough.
    fn by_bundle(self) -> Self {
        Self { anchors: false, ..self }
    }

    /// The same, at a counter with a policy of the bundle.
    fn desk(self, scenario: &str) -> Self {
        Self { audience: Some(scenario.to_owned()), scenario: Some(scenario.into()), ..self }
    }

    /// The same, in a region.
    fn within(self, region: &'static str) -> Self {
        Self { region: Some(region), ..self }
    }

    /// The same, at a counter with a policy, which is who the verifier is.
    fn counter(self, scenario: Json) -> Self {
        let audience = scenario["scenario"].as_str().map(str::to_owned);
        Self { audience, scenario: Some(scenario), ..self }
    }

    /// The same, at a moment and under a challenge or none.
    fn asked(self, at: i64, challenge: Option<&str>) -> Self {
        Self { at: Some(at), challenge: challenge.map(str::to_owned), ..self }
    }
}

/// The first region's anchor is the world's own.
fn region_anchors(regions: &[Region]) -> Vec<Anchor> {
    let types: [&[Type]; 5] =
        [&[BUSINESS], &[IDENTITY, DRIVING], &[PROPERTY, RESIDENCE], &[IDENTITY], &[IDENTITY]];
    let mut anchors: Vec<_> =
        regions.iter().skip(1).zip(types).map(|(region, types)| region.anchor(types)).collect();
    // What these two issue names its region, so that their anchors can be held to it.
    for (place, region) in [(0, 1), (2, 3)] {
        anchors[place] = anchors[place].clone().for_regions([regions[region].code]);
    }
    anchors
}

fn vendor([id, zh, en]: &[&str; 3]) -> Json {
    json!({ "id": id, "name": { "zh-Hans": zh, "en": en } })
}

/// What a hotel's counter asks for that has its own, shorter rules, and no bundle.
fn hotel() -> Json {
    json!({
        "scenario": AUDIENCE,
        "types": [IDENTITY.kind],
        "claims": ["certificateHolderName", "certificateHolderCode"],
        "assurance": "device",
        "not_covered": ["police.upload"],
    })
}

/// What a bank's counter asks for that has its own, shorter rules, and no bundle.
fn bank(scenario: &str, types: &[Type], assurance: &str) -> Json {
    json!({
        "scenario": scenario,
        "types": types.iter().map(|kind| kind.kind).collect::<Vec<_>>(),
        "claims": ["certificateHolderName", "certificateHolderCode"],
        "assurance": assurance,
        "not_covered": ["identity.online_check", "aml.screening"],
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Demo, Material, Sample};
    use crate::key::DEMO_SEED;
    use crate::qr::Qr;
    use crate::world::World;
    use serde_json::json;

    const AT: i64 = 1_780_272_000;

    fn demo() -> Demo {
        let file = json!({ "PREFIX": "HC1:TEST", "TESTCTX": { "CERTIFICATE": "AA==", "VALIDATIONCLOCK": "2021-05-18T20:00:00+02:00" } });
        let european = [("AT 1".to_owned(), file), ("none".to_owned(), json!({}))];
        Demo::new(&World::new(DEMO_SEED, AT), &european).unwrap()
    }

    #[test]
    fn every_sample_has_a_name_and_a_code_that_fits() {
        let samples = demo().samples;
        let ids: BTreeSet<_> = samples.iter().map(|sample| &sample.id).collect();
        assert_eq!(ids.len(), samples.len());
        for sample in &samples {
            assert!(Qr::new(&sample.scan).is_ok(), "{}", sample.id);
        }
        // What is judged by another policy or clock may show the same code.
        let asked = |sample: &Sample| {
            (
                sample.scan.clone(),
                sample.at,
                sample.region,
                sample.challenge.clone(),
                format!("{:?}", sample.scenario),
                format!("{:?} {:?} {:?}", sample.expected, sample.asks, sample.matched),
            )
        };
        let asked: BTreeSet<_> = samples.iter().map(asked).collect();
        assert_eq!(asked.len(), samples.len());
    }

    #[test]
    fn one_credential_is_one_code_of_a_screen() {
        for sample in demo().samples.iter().filter(|sample| sample.scan.starts_with("369041")) {
            let several = sample.scan.starts_with("3690413");
            let version = Qr::new(&sample.scan).unwrap().version;
            assert!(several || version <= 22, "{} {version}", sample.id);
        }
    }

    #[test]
    fn a_european_certificate_brings_its_clock() {
        let demo = demo();
        let last = demo.samples.last().unwrap();
        assert_eq!((last.id.as_str(), last.at), ("european-at-1", Some(1_621_360_800)));
    }

    #[test]
    fn what_is_bound_has_its_own_clock() {
        for sample in demo().samples.iter().filter(|sample| sample.challenge.is_some()) {
            assert!(sample.at.is_some() && sample.audience.is_some(), "{}", sample.id);
        }
    }

    #[test]
    fn what_it_is_trusted_by_lies_beside_it() {
        let Material { root, bundle, packs, lists, files, .. } = demo().trust;
        let lists = lists.iter().map(|list| list.file.as_str());
        let named: BTreeSet<_> = [root, bundle]
            .into_iter()
            .chain(packs.iter().map(String::as_str))
            .chain(lists)
            .collect();
        assert_eq!((named.len(), files.len()), (12, 12));
        assert!(named.iter().all(|name| files.contains_key(*name)));
        let withdrawn = files.iter().filter(|(name, _)| name.contains('/'));
        assert!(withdrawn.map(|(_, bytes)| bytes.len()).sum::<usize>() < 40_000);
        assert_eq!(files, demo().trust.files);
    }

    #[test]
    fn each_kind_of_wrong_is_there_once_at_least() {
        let demo = demo();
        let codes: BTreeSet<_> = demo.samples.iter().map(|sample| sample.code).collect();
        let expected = [
            "ok",
            "credential.disclosure_unknown",
            "credential.expired",
            "envelope.online_only",
            "holder.audience_mismatch",
            "holder.nonce_mismatch",
            "holder.nonce_missing",
            "holder.required",
            "holder.signature_invalid",
            "holder.stale",
            "policy.challenge_missing",
            "policy.claim_mismatch",
            "policy.claim_unauthorised",
            "policy.match_unauthorised",
            "policy.region_unauthorised",
            "policy.together_mismatch",
            "policy.type_missing",
            "policy.type_unauthorised",
            "policy.value_unauthorised",
            "signature.invalid",
            "status.coverage_missing",
            "status.revoked",
            "status.stale",
            "status.suspended",
            "trust.issuer_unknown",
            "trust.key_expired",
            "trust.key_revoked",
            "trust.recognition_missing",
            "trust.recognition_type_unauthorised",
            "trust.type_unauthorised",
        ];
        assert_eq!(codes, expected.into_iter().collect());
        assert_eq!((demo.regions.len(), demo.vendors.len(), demo.types.len()), (6, 2, 5));
    }
}
