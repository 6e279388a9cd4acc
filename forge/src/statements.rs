//! What the invented regions state about nobody: the elements of each type, as an issuer would
//! fill them in.
//!
//! Rules: names say that they are demonstrations, resident numbers and
//! organisations lie in a province that does not exist, and no photo is a photo of anyone.

use crate::cbor::Value;
use crate::code::Credential;
use crate::hash::Hash;
use crate::identifiers::{certificate_identifier, social_credit_code};
use crate::regions::{BUSINESS, DRIVING, IDENTITY, PROPERTY, RESIDENCE, Region, Type};
use crate::time::{DAY, date};
use crate::world::resident_number;

/// The place of what is good in its status list.
pub const INDEX: i64 = 4711;

/// Elements by their names.
pub type Elements = Vec<(String, Value)>;

/// A statement of a region's issuer, made thirty days ago: for a year, or without end where the
/// type has none.
pub fn statement(region: &Region, kind: Type, at: i64, elements: Elements) -> Credential {
    Credential {
        issuer: region.issuer.id.to_owned(),
        kid: region.issuer.kid.clone(),
        type_code: kind.code(),
        issued: at - 30 * DAY,
        expires: (!kind.perpetual).then_some(at + 335 * DAY),
        status: region.status(INDEX),
        elements,
    }
}

/// A resident identity card: eighteen elements, for ten years.
pub fn identity(region: &Region, at: i64) -> Credential {
    let photo = Hash::Sm3.digest(b"no photo: nobody has this card");
    let of_person = [
        ("certificateHolderName", "张伟（演示）".into()),
        ("certificateHolderCode", resident_number("99010119900101001").into()),
        ("certificateHolderTypeCode", "111".into()),
        ("holderPhotoHash", photo.into()),
        ("holderSurname", "张".into()),
        ("holderBirthDate", "1990-01-01".into()),
        ("holderOver18", true.into()),
        ("holderOver14", true.into()),
        ("holderSex", "男".into()),
        ("holderEthnicity", "汉".into()),
        ("holderAddressProvince", "演示省（虚构）".into()),
        ("holderAddressCounty", "演示市演示区（虚构）".into()),
        ("holderAddress", "演示省演示市演示区虚构路1号".into()),
    ];
    let of_card = [
        ("certificateName", IDENTITY.title().into()),
        ("certificateIssuingAuthorityName", "演示市公安局（虚构）".into()),
        ("certificateEffectiveDate", date(at - 30 * DAY).into()),
        ("certificateExpiringDate", date(at + 3620 * DAY).into()),
        ("certificateStatus", "01".into()),
    ];
    statement(region, IDENTITY, at, named(of_card.into_iter().chain(of_person)))
}

/// A residence credential of the same person.
pub fn residence(region: &Region, at: i64) -> Credential {
    let elements = [
        ("certificateName", RESIDENCE.title().into()),
        ("certificateIssuingAuthorityName", "演示市演示区政府（虚构）".into()),
        ("certificateHolderName", "张伟（演示）".into()),
        ("certificateHolderCode", resident_number("99010119900101001").into()),
        ("certificateHolderTypeCode", "111".into()),
        ("certificateAreaCode", region.code.into()),
        ("certificateStatus", "01".into()),
        ("holderAddress", "演示省演示市演示区虚构路1号".into()),
    ];
    statement(region, RESIDENCE, at, named(elements))
}

/// A business credential of a company that does not exist.
pub fn business(region: &Region, at: i64) -> Credential {
    let authority = social_credit_code("11990000", "99000003");
    let company = social_credit_code("91990000", "99000101");
    let type_code = BUSINESS.code();
    let identifier = certificate_identifier([&type_code, &authority, "20260101", "001"]);
    let elements = [
        ("certificateName", BUSINESS.title().into()),
        ("certificateNumber", company.clone().into()),
        ("certificateIdentifier", identifier.into()),
        ("certificateIssuingAuthorityName", "演示市市场监管局（虚构）".into()),
        ("certificateIssuingAuthorityCode", authority.into()),
        ("certificateIssuedDate", date(at - 30 * DAY).into()),
        ("certificateHolderName", "演示贸易公司（虚构）".into()),
        ("certificateHolderCode", company.into()),
        ("certificateHolderTypeCode", "001".into()),
        ("certificateExpiringDate", "长期".into()),
        ("certificateAreaCode", region.code.into()),
        ("certificateStatus", "01".into()),
        ("extendInfo", Value::map([("KZ_FDDBR", "李娜（演示）"), ("KZ_ZCZB", "一百万元（演示）")])),
    ];
    statement(region, BUSINESS, at, named(elements))
}

/// A real estate credential of two co-holders, without end.
pub fn property(region: &Region, at: i64) -> Credential {
    let numbers = ["99010119900101001", "99010119910202002"].map(resident_number);
    let elements = [
        ("certificateName", PROPERTY.title().into()),
        ("certificateNumber", "虚构(2026)演示市不动产权第0000001号".into()),
        ("certificateIssuingAuthorityName", "演示市自然资源局（虚构）".into()),
        ("certificateHolderName", Value::array(["张伟（演示）", "李娜（演示）"])),
        ("certificateHolderCode", Value::array(numbers)),
        ("certificateHolderTypeCode", Value::array(["111", "111"])),
        ("certificateExpiringDate", "长期".into()),
        ("certificateAreaCode", region.code.into()),
        ("certificateStatus", "1".into()),
        ("certificateVersion", "001".into()),
    ];
    statement(region, PROPERTY, at, named(elements))
}

/// A driving credential of the same person, for cars.
pub fn driving(region: &Region, at: i64) -> Credential {
    let elements = [
        ("certificateName", DRIVING.title().into()),
        ("certificateIssuingAuthorityName", "演示市交警支队（虚构）".into()),
        ("certificateHolderName", "张伟（演示）".into()),
        ("certificateHolderCode", resident_number("99010119900101001").into()),
        ("certificateHolderTypeCode", "111".into()),
        ("certificateAreaCode", region.code.into()),
        ("certificateStatus", "01".into()),
        ("extendInfo", Value::map([("KZ_ZJCX", "C1")])),
    ];
    statement(region, DRIVING, at, named(elements))
}

/// The same statement with another value for one element.
#[must_use]
pub fn with(mut credential: Credential, name: &str, value: &str) -> Credential {
    if let Some((_, stated)) = credential.elements.iter_mut().find(|(known, _)| known == name) {
        *stated = value.into();
    }
    credential
}

fn named<'a>(rows: impl IntoIterator<Item = (&'a str, Value)>) -> Elements {
    rows.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::{business, driving, identity, property, residence, with};
    use crate::cbor::Value;
    use crate::identifiers::resident_check;
    use crate::key::DEMO_SEED;
    use crate::regions::region;

    #[test]
    fn every_statement_can_be_issued() {
        for state in [identity, residence, business, property, driving] {
            let region = region(DEMO_SEED, 'd');
            let credential = state(&region, 1_780_272_000);
            let bytes = credential.issue(&region.issuer.key).unwrap();
            assert!(bytes.len() <= 700, "{} {}", credential.type_code, bytes.len());
        }
    }

    #[test]
    fn nobody_has_these_numbers() {
        let numbers = |value: &Value| match value {
            Value::Text(text) => vec![text.clone()],
            Value::Array(texts) => texts
                .iter()
                .filter_map(|one| match one {
                    Value::Text(text) => Some(text.clone()),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        for state in [identity, residence, property, driving] {
            let credential = state(&region(DEMO_SEED, 'c'), 0);
            let codes =
                credential.elements.iter().find(|(name, _)| name == "certificateHolderCode");
            for number in numbers(&codes.unwrap().1) {
                assert!(number.starts_with("99") && number.len() == 18);
                assert!(number.ends_with(resident_check(&number[..17])), "{number}");
            }
        }
    }

    #[test]
    fn one_element_is_changed() {
        let changed = with(driving(&region(DEMO_SEED, 'c'), 0), "certificateStatus", "03");
        let stated = changed.elements.iter().find(|(name, _)| name == "certificateStatus");
        assert_eq!(stated.unwrap().1, Value::from("03"));
    }
}
