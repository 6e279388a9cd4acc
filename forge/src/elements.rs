//! The elements of GB/T 36903 that a credential states: key in the code, English name, form.
//!
//! Values are CBOR values, so that a vector can state what no issuer would; [`check`] says what
//! every verifier will say of them.

use serde_json::{Map, Value as Json};

use crate::base64::url;
use crate::cbor::Value;
use crate::refused::Refused;
use crate::time;

/// The form of an element's value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Form {
    /// A text that is not empty.
    Text,
    /// Such a text, or one for each of 2 to 16 co-holders.
    Holders,
    /// `YYYY-MM-DD`.
    Date,
    /// `YYYY-MM-DD`, or 长期.
    DateOrPerpetual,
    /// Three digits, GB/T 36903 appendix A, or one such text for each co-holder.
    HolderType,
    /// Six digits, GB/T 2260.
    Division,
    /// One or two digits, by the type's own table.
    Status,
    /// Three digits.
    Version,
    /// A digest of 32 bytes.
    Digest,
    /// True or false.
    Flag,
    /// Texts under texts.
    Extension,
}

use Form::{
    Date, DateOrPerpetual, Digest, Division, Extension, Flag, HolderType, Holders, Status, Text,
    Version,
};

/// Key, English name and form, in the order in which they are shown.
pub const TABLE: [(i64, &str, Form); 42] = [
    (1, "certificateName", Text),
    (2, "certificateNumber", Text),
    (3, "certificateIdentifier", Text),
    (4, "certificateIssuingAuthorityName", Text),
    (5, "certificateIssuingAuthorityCode", Text),
    (6, "certificateIssuedDate", Date),
    (7, "certificateHolderName", Holders),
    (8, "certificateHolderCode", Holders),
    (9, "certificateHolderTypeCode", HolderType),
    (10, "certificateEffectiveDate", Date),
    (11, "certificateExpiringDate", DateOrPerpetual),
    (12, "certificateAreaCode", Division),
    (13, "certificateStatus", Status),
    (14, "holderPhotoHash", Digest),
    (15, "holderSurname", Text),
    (16, "holderBirthDate", Date),
    (17, "holderOver18", Flag),
    (18, "holderOver14", Flag),
    (19, "holderSex", Text),
    (20, "holderNationality", Text),
    (21, "holderEthnicity", Text),
    (22, "holderAddressProvince", Text),
    (23, "holderAddressCounty", Text),
    (24, "holderAddress", Text),
    (25, "certificateTypeName", Text),
    (26, "certificateVersion", Version),
    (27, "certificateHolderTypeName", Text),
    (28, "certificateValidityRange", Text),
    (29, "certificateDefineAuthorityName", Text),
    (30, "certificateDefineAuthorityCode", Text),
    (31, "certificateSealSigner", Text),
    (32, "certificateSealTime", Text),
    (33, "certificateSealName", Text),
    (34, "certificateCreatedTime", Text),
    (35, "certificateCopyCreator", Text),
    (36, "certificateCopyCause", Text),
    (37, "certificateCopyCreationTime", Text),
    (38, "certificateCopyExpiringTime", Text),
    (39, "relatedItemName", Text),
    (40, "relatedItemCode", Text),
    (41, "associatedCertificateIdentifier", Text),
    (42, "extendInfo", Extension),
];

/// The co-holders that one element names, GB/T 36903.
const HOLDERS: std::ops::RangeInclusive<usize> = 2..=16;

/// The key of an element.
///
/// # Errors
/// [`Refused::ClaimUnknown`] when no element has that name.
pub fn key(name: &str) -> Result<i64, Refused> {
    let row = TABLE.iter().find(|(_, known, _)| *known == name);
    row.map(|(key, ..)| *key).ok_or_else(|| Refused::ClaimUnknown(name.to_owned()))
}

/// The English name of the element under a key, when there is one.
pub fn name(key: i128) -> Option<&'static str> {
    TABLE.iter().find(|(known, ..)| i128::from(*known) == key).map(|(_, name, _)| *name)
}

/// Checks the form of an element's value.
///
/// # Errors
/// [`Refused::ClaimUnknown`], [`Refused::ClaimMalformed`].
pub fn check(name: &str, value: &Value) -> Result<(), Refused> {
    let row = TABLE.iter().find(|(_, known, _)| *known == name);
    let (.., form) = row.ok_or_else(|| Refused::ClaimUnknown(name.to_owned()))?;
    match fits(*form, value) {
        true => Ok(()),
        false => Err(Refused::ClaimMalformed(name.to_owned())),
    }
}

/// Reads an element from JSON, as claims are handed to the command line: a digest is base64url.
///
/// # Errors
/// [`Refused::ClaimUnknown`], [`Refused::ClaimMalformed`].
pub fn from_json(name: &str, json: &Json) -> Result<Value, Refused> {
    let malformed = || Refused::ClaimMalformed(name.to_owned());
    let row = TABLE.iter().find(|(_, known, _)| *known == name);
    let (.., form) = row.ok_or_else(|| Refused::ClaimUnknown(name.to_owned()))?;
    let text = |json: &Json| json.as_str().map(Value::from).ok_or_else(malformed);
    let value = match json {
        Json::String(digest) if *form == Digest => {
            Value::Bytes(crate::base64::from_url(digest).ok_or_else(malformed)?)
        }
        Json::Bool(flag) => Value::from(*flag),
        Json::Array(texts) => Value::Array(texts.iter().map(text).collect::<Result<_, _>>()?),
        Json::Object(members) => {
            let pairs =
                members.iter().map(|(name, json)| Ok((Value::from(name.as_str()), text(json)?)));
            Value::Map(pairs.collect::<Result<_, Refused>>()?)
        }
        _ => text(json)?,
    };
    check(name, &value).map(|()| value)
}

fn fits(form: Form, value: &Value) -> bool {
    match (form, value) {
        (Holders | HolderType, Value::Array(texts)) => {
            HOLDERS.contains(&texts.len())
                && texts.iter().all(|text| !matches!(text, Value::Array(_)) && fits(form, text))
        }
        (Digest, Value::Bytes(bytes)) => bytes.len() == 32,
        (Flag, value) => [Value::TRUE, Value::FALSE].contains(value),
        (Extension, Value::Map(pairs)) => {
            let text = |value: &Value| matches!(value, Value::Text(_));
            pairs.iter().all(|(name, value)| text(name) && text(value))
        }
        (_, Value::Text(text)) => text_fits(form, text),
        _ => false,
    }
}

fn text_fits(form: Form, text: &str) -> bool {
    let is_date = text.len() == 10 && time::parse(text).is_ok();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match form {
        Text | Holders => !text.is_empty(),
        Date => is_date,
        DateOrPerpetual => is_date || text == "长期",
        HolderType | Version => digits && text.len() == 3,
        Division => digits && text.len() == 6,
        Status => digits && matches!(text.len(), 1 | 2),
        Digest | Flag | Extension => false,
    }
}

/// As a receipt shows it: bytes as base64url, truth values as such.
impl From<Value> for Json {
    fn from(value: Value) -> Self {
        match value {
            Value::Text(text) => Self::from(text),
            Value::Bytes(bytes) => Self::from(url(&bytes)),
            Value::Simple(20) => Self::from(false),
            Value::Simple(21) => Self::from(true),
            Value::Integer(number) => i64::try_from(number).map_or(Self::Null, Self::from),
            Value::Array(elements) => elements.into_iter().map(Self::from).collect(),
            Value::Map(pairs) => Self::Object(members(pairs)),
            _ => Self::Null,
        }
    }
}

fn members(pairs: Vec<(Value, Value)>) -> Map<String, Json> {
    let named = pairs.into_iter().filter_map(|(name, value)| match name {
        Value::Text(name) => Some((name, value.into())),
        _ => None,
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::{TABLE, check, from_json, key, name};
    use crate::cbor::Value;
    use crate::refused::Refused;

    #[test]
    fn keys_count_up_and_names_stand_once() {
        for (place, (number, called, _)) in (1..).zip(TABLE) {
            assert_eq!(
                (number, key(called), name(place)),
                (key(called).unwrap(), Ok(number), Some(called))
            );
            assert_eq!(i128::from(number), place);
        }
        assert_eq!(name(43), None);
    }

    #[test]
    fn forms() {
        let digest = Json::from(crate::base64::url(&[7; 32]));
        let right = [
            ("certificateHolderName", json!("甲")),
            ("certificateHolderName", json!(["甲", "乙"])),
            ("certificateHolderTypeCode", json!(["111", "414"])),
            ("certificateExpiringDate", json!("长期")),
            ("certificateStatus", json!("01")),
            ("holderPhotoHash", digest),
            ("holderOver18", json!(true)),
            ("certificateVersion", json!("001")),
            ("extendInfo", json!({ "KZ_A": "1" })),
        ];
        for (name, json) in right {
            assert_eq!(Json::from(from_json(name, &json).unwrap()), json, "{name}");
        }
        let wrong = [
            ("certificateHolderName", json!(["甲"])),
            ("certificateHolderName", json!(["甲", ["乙", "丙"]])),
            ("certificateHolderTypeCode", json!("11")),
            ("certificateNumber", json!(["1", "2"])),
            ("certificateStatus", json!("001")),
            ("holderPhotoHash", json!("AAAA")),
            ("holderOver18", json!("true")),
            ("holderBirthDate", json!("1990-02-30")),
            ("extendInfo", json!({ "KZ_A": 1 })),
        ];
        for (name, json) in wrong {
            assert_eq!(from_json(name, &json), Err(Refused::ClaimMalformed(name.to_owned())));
        }
    }

    #[test]
    fn a_name_that_is_not_in_the_table() {
        let unknown = Err(Refused::ClaimUnknown("nickname".to_owned()));
        assert_eq!(check("nickname", &Value::from("x")), unknown);
    }
}
