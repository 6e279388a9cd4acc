//! Six invented regions, the two invented vendors whose systems they run, and the types that they
//! issue. No division code of GB/T 2260 begins with 94 to 99.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::anchor::Anchor;
use crate::code::StatusEntry;
use crate::key::Key;
use crate::public_key::Algorithm;
use crate::world::{Issuer, World};

/// A text in both languages.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// In Chinese, simplified characters.
    #[serde(rename = "zh-Hans")]
    pub zh: String,
    /// In English.
    pub en: String,
}

/// A region whose government issues credentials.
#[derive(Clone, Debug)]
pub struct Region {
    /// Its division code.
    pub code: &'static str,
    /// Its name.
    pub name: Words,
    /// The vendor of its system.
    pub vendor: &'static str,
    /// Its issuer.
    pub issuer: Issuer,
}

/// One type of the invented catalogue, as a verifier's configuration takes it.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// The last three digits of its code.
    pub number: &'static str,
    zh: &'static str,
    en: &'static str,
    category: &'static str,
    /// The word by which policies name such a type wherever it comes from.
    pub kind: &'static str,
    /// Whether it has no end (长期).
    pub perpetual: bool,
    /// What the codes of element 13 mean for it: each type has its own table.
    statuses: &'static [(&'static str, &'static str)],
}

/// The vendors: id, name in Chinese and in English.
pub const VENDORS: [[&str; 3]; 2] = [
    ["vendor-1", "甲系统（虚构）", "System One (invented)"],
    ["vendor-2", "乙系统（虚构）", "System Two (invented)"],
];

/// Proof of identity.
pub const IDENTITY: Type = Type {
    number: "001",
    zh: "居民身份凭证（演示）",
    en: "Resident identity credential (demonstration)",
    category: "identity",
    kind: "resident_id_card",
    perpetual: false,
    statuses: &[("01", "valid"), ("02", "suspended"), ("03", "withdrawn"), ("04", "cancelled")],
};
/// Proof of residence.
pub const RESIDENCE: Type = Type {
    number: "002",
    zh: "居住凭证（演示）",
    en: "Residence credential (demonstration)",
    category: "identity",
    kind: "residence_permit",
    perpetual: false,
    statuses: &[("01", "valid"), ("02", "cancelled"), ("03", "expired")],
};
/// Proof of a business, which a bank asks for. The codes mean other things than elsewhere.
pub const BUSINESS: Type = Type {
    number: "003",
    zh: "营业凭证（演示）",
    en: "Business credential (demonstration)",
    category: "business",
    kind: "business_licence",
    perpetual: true,
    statuses: &[("01", "valid"), ("02", "cancelled"), ("03", "revoked"), ("99", "other")],
};
/// Proof of ownership, also by several, without end.
pub const PROPERTY: Type = Type {
    number: "004",
    zh: "不动产权凭证（演示）",
    en: "Real estate credential (demonstration)",
    category: "property",
    kind: "property_certificate",
    perpetual: true,
    statuses: &[("1", "valid"), ("2", "cancelled")],
};
/// Permission to drive.
pub const DRIVING: Type = Type {
    number: "005",
    zh: "驾驶凭证（演示）",
    en: "Driving credential (demonstration)",
    category: "transport",
    kind: "driving_licence",
    perpetual: false,
    statuses: &[("01", "valid"), ("02", "suspended"), ("03", "revoked"), ("06", "transferred")],
};
/// All types.
pub const TYPES: [Type; 5] = [IDENTITY, RESIDENCE, BUSINESS, PROPERTY, DRIVING];

impl Region {
    /// The anchor of its issuer, for some types.
    pub fn anchor(&self, types: &[Type]) -> Anchor {
        self.issuer.anchor().for_types(types.iter().map(Type::code))
    }

    /// An entry of its status list. The first and the third publish packs of theirs, the second
    /// signs its list itself, for the fourth the national office does; the last two have none.
    pub fn status(&self, index: i64) -> Option<StatusEntry> {
        let uri = match self.code {
            "990000" => "https://s.example/1",
            "980000" => "https://region-b.example/status/2",
            "970000" => "https://s.example/3",
            "960000" => "https://s.example/4",
            _ => return None,
        };
        Some(StatusEntry { index, uri: uri.to_owned() })
    }

    /// What the demonstration says of it.
    pub fn record(&self) -> Json {
        json!({
            "code": self.code,
            "name": self.name,
            "vendor": self.vendor,
            "issuer": self.issuer.id,
            "alg": self.issuer.key.algorithm().jose(),
        })
    }
}

impl Type {
    /// The type code: definer and number.
    pub fn code(&self) -> String {
        World::type_code(self.number)
    }

    /// The name in Chinese, as a certificate is headed.
    pub fn title(&self) -> &'static str {
        self.zh
    }

    /// The row of a verifier's catalogue.
    pub fn record(&self) -> Json {
        let statuses: serde_json::Map<_, _> = self
            .statuses
            .iter()
            .map(|(code, state)| ((*code).to_owned(), (*state).into()))
            .collect();
        let mut record = json!({
            "type": self.code(),
            "name": { "zh": self.zh, "en": self.en },
            "category": self.category,
            "kind": self.kind,
            "statuses": statuses,
            "source": "invented for the demonstration",
            "date": "2026-06-01",
        });
        if self.perpetual {
            record["perpetual"] = true.into();
        }
        record
    }
}

/// The six regions that a seed gives. The first two are those of [`World`]; the last one signs
/// with the empty signer id, as systems in the field do.
pub fn regions(seed: &str) -> Vec<Region> {
    let [one, two] = VENDORS.map(|[id, ..]| id);
    let row = |code, id, [zh, letter]: [&str; 2], vendor, algorithm| {
        let kid = format!("{}-1", id_tail(id));
        let key = Key::seeded(algorithm, seed, id);
        let name = Words {
            zh: format!("{zh}省（虚构）"),
            en: format!("Province {letter} (invented)"),
        };
        Region { code, name, vendor, issuer: Issuer { id, kid, key } }
    };
    let mut regions = vec![
        row("990000", "demo.region-a", ["甲", "A"], one, Algorithm::Es256),
        row("980000", "demo.region-b", ["乙", "B"], two, Algorithm::Es256),
        row("970000", "demo.region-c", ["丙", "C"], one, Algorithm::Sm2),
        row("960000", "demo.region-d", ["丁", "D"], two, Algorithm::Sm2),
        row("950000", "demo.region-e", ["戊", "E"], one, Algorithm::Es256),
        row("940000", "demo.region-f", ["己", "F"], two, Algorithm::Sm2),
    ];
    if let Some(last) = regions.last_mut() {
        last.issuer.key = last.issuer.key.with_signer_id("");
    }
    regions
}

/// One of them, by the last letter of its issuer's id; another letter is the first one.
pub fn region(seed: &str, letter: char) -> Region {
    let mut regions = regions(seed);
    let place = regions.iter().position(|region| region.issuer.id.ends_with(letter));
    regions.swap_remove(place.unwrap_or_default())
}

fn id_tail(id: &str) -> &str {
    id.trim_start_matches("demo.")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{TYPES, region, regions};
    use crate::key::DEMO_SEED;
    use crate::public_key::Algorithm;
    use crate::world::World;

    #[test]
    fn six_regions_of_two_vendors_and_two_algorithms() {
        let regions = regions(DEMO_SEED);
        let set =
            |of: fn(&super::Region) -> String| regions.iter().map(of).collect::<BTreeSet<_>>();
        assert_eq!(set(|region| region.code.to_owned()).len(), 6);
        assert_eq!(set(|region| region.issuer.id.to_owned()).len(), 6);
        assert_eq!(set(|region| region.vendor.to_owned()).len(), 2);
        assert!(regions.iter().all(|region| region.code.starts_with('9')));
        let sm2 = |region: &&super::Region| region.issuer.key.algorithm() == Algorithm::Sm2;
        assert_eq!(regions.iter().filter(sm2).count(), 3);
        assert_eq!(region(DEMO_SEED, 'f').issuer.key.other_signer_id(), Some(""));
    }

    #[test]
    fn the_first_two_are_those_of_the_world() {
        let world = World::new(DEMO_SEED, 0);
        for (region, issuer) in regions(DEMO_SEED).iter().zip([&world.region, &world.neighbour]) {
            assert_eq!((region.issuer.id, &region.issuer.kid), (issuer.id, &issuer.kid));
            assert_eq!(region.issuer.key.point(), issuer.key.point());
        }
        assert_eq!(super::IDENTITY.code(), World::identity_type());
        assert_eq!(super::RESIDENCE.code(), World::residence_type());
    }

    #[test]
    fn every_type_has_a_table_of_its_own() {
        for one in TYPES {
            let record = one.record();
            assert_eq!(record["type"].as_str().map(str::len), Some(21));
            assert!(record["statuses"].as_object().is_some_and(|table| table.len() > 1));
        }
        assert_ne!(
            super::IDENTITY.record()["statuses"]["03"],
            super::BUSINESS.record()["statuses"]["03"]
        );
    }
}
