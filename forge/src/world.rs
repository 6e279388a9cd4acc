//! An invented world: issuers that do not exist and what they issued to nobody.
//!
//! Rules:
//! - Region 990000 is not in GB/T 2260, country BV is an island without people, and addresses end
//!   in `.example`.
//! - Names say that they are demonstrations; resident numbers have a wrong check digit.
//! - Everything follows from a seed and a moment.

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::anchor::Anchor;
use crate::cbor::Value;
use crate::certificate::{Certificate, FOR_VACCINATIONS, key_id};
use crate::code::Credential;
use crate::identifiers::{certificate_identifier, resident_check, social_credit_code};
use crate::key::Key;
use crate::time::{DAY, date};
use crate::{base64, hcert, nzcp, shc};

/// The invented region.
pub const REGION: &str = "990000";

/// An issuer with one key.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// The id in its credentials.
    pub id: &'static str,
    /// The id of its key.
    pub kid: String,
    /// Its key.
    pub key: Key,
}

/// The invented world at one moment.
#[derive(Clone, Debug)]
pub struct World {
    /// What everything follows from.
    pub seed: String,
    /// Now, in seconds since the Unix epoch.
    pub at: i64,
    /// A region's government that issues credential codes.
    pub region: Issuer,
    /// Another region's government.
    pub neighbour: Issuer,
    /// An issuer that no verifier knows.
    pub stranger: Issuer,
    /// A signer of European certificates.
    pub health_office: Issuer,
    /// An issuer of SMART Health Cards.
    pub clinic: Issuer,
    /// An issuer of passes after New Zealand's specification.
    pub ministry: Issuer,
    /// The certificate of the European signer for vaccinations, in DER.
    signer: Vec<u8>,
}

impl Issuer {
    fn new(seed: &str, id: &'static str, kid: &str) -> Self {
        Self { id, kid: kid.to_owned(), key: Key::from_seed(seed, id) }
    }

    /// The anchor of this issuer, without any restriction.
    pub fn anchor(&self) -> Anchor {
        Anchor::of_key(self.id, &self.kid, &self.key)
    }
}

impl World {
    /// The world that a seed gives at a moment.
    pub fn new(seed: &str, at: i64) -> Self {
        let mut clinic = Issuer::new(seed, "https://clinic.example/cards", "");
        clinic.kid = clinic.key.thumbprint();
        let mut health_office = Issuer::new(seed, "BV", "");
        let signer = signer_certificate(&health_office.key, at, &[FOR_VACCINATIONS]);
        health_office.kid = base64::standard(&key_id(&signer));
        Self {
            seed: seed.to_owned(),
            at,
            region: Issuer::new(seed, "demo.region-a", "region-a-1"),
            neighbour: Issuer::new(seed, "demo.region-b", "region-b-1"),
            stranger: Issuer::new(seed, "demo.stranger", "stranger-1"),
            health_office,
            clinic,
            ministry: Issuer::new(seed, "did:web:ministry.example", "key-1"),
            signer,
        }
    }

    /// The type code of an invented certificate: definer and three digits.
    pub fn type_code(number: &str) -> String {
        format!("{}{number}", social_credit_code("11990000", "99000001"))
    }

    /// The type code of 居民身份凭证（演示）.
    pub fn identity_type() -> String {
        Self::type_code("001")
    }

    /// The type code of 居住凭证（演示）.
    pub fn residence_type() -> String {
        Self::type_code("002")
    }

    /// The identity credential of an invented guest, issued thirty days ago for a year.
    pub fn identity(&self) -> Credential {
        let issued = self.at - 30 * DAY;
        let expires = self.at + 335 * DAY;
        let number = wrong_resident_number("99010119900101001");
        let authority = social_credit_code("11990000", "99000002");
        let type_code = Self::identity_type();
        let identifier = certificate_identifier([&type_code, &authority, "20260001", "001"]);
        let elements = [
            ("certificateName", "居民身份凭证（演示）".to_owned()),
            ("certificateNumber", "99000020260001".to_owned()),
            ("certificateIdentifier", identifier),
            ("certificateIssuingAuthorityName", "演示市公安局（虚构）".to_owned()),
            ("certificateIssuingAuthorityCode", authority),
            ("certificateIssuedDate", date(issued)),
            ("certificateHolderName", "张伟（演示）".to_owned()),
            ("certificateHolderCode", number),
            ("certificateHolderTypeCode", "111".to_owned()),
            ("certificateEffectiveDate", date(issued)),
            ("certificateExpiringDate", date(expires)),
            ("certificateAreaCode", REGION.to_owned()),
        ];
        Credential {
            issuer: self.region.id.to_owned(),
            kid: self.region.kid.clone(),
            type_code,
            issued,
            expires: Some(expires),
            status: None,
            elements: elements.map(|(name, value)| (name.to_owned(), value.into())).to_vec(),
        }
    }

    /// The same with the elements that a counter needs, for small codes.
    pub fn short_identity(&self) -> Credential {
        let kept = [
            "certificateName",
            "certificateIssuingAuthorityName",
            "certificateHolderName",
            "certificateHolderCode",
            "certificateAreaCode",
        ];
        let mut credential = self.identity();
        credential.elements.retain(|(name, _)| kept.contains(&name.as_str()));
        credential
    }

    /// The anchor of the region: it may issue identity credentials for itself.
    pub fn region_anchor(&self) -> Anchor {
        self.region.anchor().for_types([Self::identity_type()]).for_regions([REGION])
    }

    /// The certificate of the European signer, for some of its uses.
    pub fn signer_certificate(&self, usages: &[&str]) -> Vec<u8> {
        signer_certificate(&self.health_office.key, self.at, usages)
    }

    /// The certificate of the European signer, for vaccinations.
    pub fn vaccination_signer(&self) -> Vec<u8> {
        self.signer.clone()
    }

    /// A vaccination certificate, issued thirty days ago for a year.
    pub fn vaccination(&self) -> hcert::Certificate {
        let dose = Value::map([
            ("tg", Value::from("840539006")),
            ("vp", Value::from("1119349007")),
            ("mp", Value::from("EU/1/20/1528")),
            ("ma", Value::from("ORG-100030215")),
            ("dn", Value::from(2)),
            ("sd", Value::from(2)),
            ("dt", Value::from(date(self.at - 60 * DAY))),
            ("co", Value::from(self.health_office.id)),
            ("is", Value::from("Invented health office")),
            ("ci", Value::from("URN:UVCI:01:BV:DEMONSTRATION-0001")),
        ]);
        self.certificate("v", dose)
    }

    /// A certificate with one event in one group.
    pub fn certificate(&self, group: &str, event: Value) -> hcert::Certificate {
        let name = [
            ("fn", "Musterfrau"),
            ("fnt", "MUSTERFRAU"),
            ("gn", "Demonstration"),
            ("gnt", "DEMONSTRATION"),
        ];
        hcert::Certificate {
            issuer: self.health_office.id.to_owned(),
            kid: key_id(&self.signer),
            issued: self.at - 30 * DAY,
            expires: self.at + 335 * DAY,
            content: Value::map([
                ("ver", Value::from("1.3.0")),
                ("nam", Value::map(name)),
                ("dob", Value::from("1980-02-29")),
                (group, Value::array([event])),
            ]),
        }
    }

    /// A health card with one vaccination.
    pub fn card(&self) -> shc::Card {
        let types = ["#health-card", "#immunization"];
        shc::Card {
            issuer: self.clinic.id.to_owned(),
            not_before: self.at - 30 * DAY,
            types: types.map(|name| format!("https://smarthealth.cards{name}")).to_vec(),
            bundle: self.bundle(&[]),
        }
    }

    /// A health card whose JWS needs three codes.
    pub fn long_card(&self) -> shc::Card {
        let text = filler("long card", 1900);
        let note = json!({
            "fullUrl": "resource:2",
            "resource": { "resourceType": "Basic", "code": { "text": text } },
        });
        shc::Card { bundle: self.bundle(&[note]), ..self.card() }
    }

    fn bundle(&self, more: &[Json]) -> Json {
        let mut entries = vec![
            json!({ "fullUrl": "resource:0", "resource": {
                "resourceType": "Patient",
                "name": [{ "family": "Demonstration", "given": ["Invented"] }],
                "birthDate": "1980-02-29",
            }}),
            json!({ "fullUrl": "resource:1", "resource": {
                "resourceType": "Immunization",
                "status": "completed",
                "occurrenceDateTime": date(self.at - 60 * DAY),
                "lotNumber": "DEMO-0001",
            }}),
        ];
        entries.extend_from_slice(more);
        json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
    }

    /// A pass, issued thirty days ago for a year.
    pub fn pass(&self) -> nzcp::Pass {
        let subject =
            [("givenName", "Demonstration"), ("familyName", "Invented"), ("dob", "1980-02-29")];
        nzcp::Pass {
            issuer: self.ministry.id.to_owned(),
            kid: self.ministry.kid.clone(),
            not_before: self.at - 30 * DAY,
            expires: self.at + 335 * DAY,
            id: (0..16).collect(),
            subject: subject.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        }
    }
}

fn signer_certificate(key: &Key, at: i64, usages: &[&str]) -> Vec<u8> {
    let certificate = Certificate {
        country: "BV",
        name: "Invented health office",
        not_before: at - 100 * DAY,
        not_after: at + 600 * DAY,
        usages,
    };
    certificate.sign(key)
}

/// Seventeen digits and a check digit that is wrong: the number is nobody's.
pub fn wrong_resident_number(digits: &str) -> String {
    let wrong = if resident_check(digits) == '0' { '1' } else { '0' };
    format!("{digits}{wrong}")
}

/// Seventeen digits and their check digit. With a province of 99, which there is not, the number is
/// nobody's all the same.
pub fn resident_number(digits: &str) -> String {
    format!("{digits}{}", resident_check(digits))
}

/// So many characters that do not compress well, always the same for one name.
pub fn filler(name: &str, length: usize) -> String {
    let mut digest = Sha256::digest(name);
    let mut text = String::new();
    while text.len() < length {
        text.push_str(&base64::url(&digest));
        digest = Sha256::digest(digest);
    }
    text.truncate(length);
    text
}

#[cfg(test)]
mod tests {
    use super::World;
    use crate::cbor::Value;
    use crate::identifiers::resident_check;
    use crate::key::DEMO_SEED;

    #[test]
    fn the_guest_is_nobody() {
        let credential = World::new(DEMO_SEED, 1_780_272_000).identity();
        let (_, number) =
            credential.elements.iter().find(|(name, _)| name == "certificateHolderCode").unwrap();
        let Value::Text(number) = number else { panic!("not a text") };
        assert_eq!(number.len(), 18);
        assert!(!number.ends_with(resident_check(&number[..17])));
        assert_eq!(credential.type_code.len(), 21);
        assert_eq!(&credential.type_code[2..8], "990000");
    }

    #[test]
    fn the_long_card_needs_three_codes() {
        let world = World::new(DEMO_SEED, 1_780_272_000);
        let jws = world.long_card().sign(&world.clinic.key).text();
        assert_eq!(crate::shc::parts(&jws).len(), 3);
        assert!(world.card().sign(&world.clinic.key).text().len() < crate::shc::SINGLE);
    }
}
