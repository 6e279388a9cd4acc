//! The policies that are shipped (`pkg/policies`), for the bundles of the invented world and for the
//! cases about them.

use serde_json::Value as Json;

/// Writes each scenario once, into the table of their files.
macro_rules! packs {
    ($($scenario:literal,)*) => {
        /// Every scenario and the text of its policy.
        pub const PACKS: [(&str, &str); 15] =
            [$(($scenario, include_str!(concat!("../../pkg/policies/", $scenario, ".json")))),*];
    };
}

packs! {
    "age.gate",
    "bank.account-opening",
    "bank.change-details",
    "business.agent",
    "community.counter",
    "contract.signing",
    "hotel.check-in",
    "hotel.check-in.foreign",
    "hotel.check-in.hmt",
    "kiosk.self-service",
    "letting.flat",
    "library.card",
    "recruitment",
    "traffic.roadside",
    "traffic.vehicle-counter",
}

/// The policy of a scenario; null for another name.
pub fn pack(scenario: &str) -> Json {
    let text = PACKS.iter().find(|(known, _)| *known == scenario).map(|(_, text)| *text);
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::{PACKS, pack};

    #[test]
    fn every_file_is_there_under_its_own_name() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pkg/policies");
        let files = std::fs::read_dir(folder).unwrap();
        let files: BTreeSet<_> =
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        let named: BTreeSet<_> =
            PACKS.iter().map(|(scenario, _)| format!("{scenario}.json")).collect();
        assert_eq!(files, named);
        for (scenario, _) in PACKS {
            assert_eq!(pack(scenario)["scenario"], scenario);
        }
        assert!(pack("none").is_null());
    }
}
