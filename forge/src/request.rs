//! A counter's request, the code of kind 4: which claims it asks for, for what, and which challenge is
//! to be answered. Read by a holder's side; written here for the cases that say how.
//!
//! Rules: not signed, so nothing in it is believed; it only says what to show, and to whom. A member
//! that this kit does not know makes the whole unreadable.

use crate::cbor::{Value, encode};
use crate::cbor_read::decode;
use crate::refused::Refused;
use crate::{digits, elements};

/// Marker of the format, version and kind.
const KIND: &str = "3690414";

/// A counter's request.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Request {
    /// The scenario.
    pub scenario: String,
    /// The challenge, as the counter shows it.
    pub challenge: Option<String>,
    /// Claims that are wanted.
    pub claims: Vec<String>,
    /// Claims that may be kept back.
    pub optional: Vec<String>,
    /// What for.
    pub purpose: Option<String>,
    /// Days for which something of it is kept.
    pub retention: Option<i64>,
    /// For whom a presentation is to be made.
    pub audience: Option<String>,
    /// Who asks, in their own words.
    pub maker: Option<String>,
    /// Types that are accepted.
    pub types: Option<Types>,
    /// 0 paper, 1 device, 2 live.
    pub assurance: i64,
    /// SHA-256 of the policy.
    pub policy: Vec<u8>,
    /// When it was made, in seconds since the Unix epoch.
    pub at: i64,
}

/// Types that are accepted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Types {
    /// One of these.
    Any(Vec<String>),
    /// One of each, in one code.
    All(Vec<Vec<String>>),
}

impl Request {
    /// The digits of its code.
    pub fn write(&self) -> String {
        scan(&self.value())
    }

    /// Its map.
    pub fn value(&self) -> Value {
        let text = |text: &Option<String>| text.as_deref().map(Value::from);
        let claims = |names: &[String]| {
            let key = |name: &String| {
                elements::key(name).map_or_else(|_| name.as_str().into(), Value::from)
            };
            (!names.is_empty()).then(|| Value::array(names.iter().map(key)))
        };
        let texts = |texts: &Vec<String>| Value::array(texts.iter().map(String::as_str));
        let members = [
            Some(self.scenario.as_str().into()),
            self.challenge.as_ref().map(|text| text.clone().into_bytes().into()),
            claims(&self.claims),
            claims(&self.optional),
            text(&self.purpose),
            self.retention.map(Value::from),
            text(&self.audience),
            text(&self.maker),
            self.types.as_ref().map(|types| match types {
                Types::Any(types) => texts(types),
                Types::All(groups) => Value::array(groups.iter().map(texts)),
            }),
            Some(self.assurance.into()),
            Some(self.policy.clone().into()),
            Some(self.at.into()),
        ];
        let mut map = Value::Map(Vec::new());
        for (key, member) in (1_i64..).zip(members) {
            if let Some(member) = member {
                map.set(key, member);
            }
        }
        map
    }

    /// Reads the digits of one.
    ///
    /// # Errors
    /// [`Refused::Request`] for every other text.
    pub fn read(text: &str) -> Result<Self, Refused> {
        let body = text.trim().strip_prefix(KIND).and_then(digits::decode);
        let map = body.and_then(|bytes| decode(&bytes)).ok_or(Refused::Request)?;
        Self::of(&map).ok_or(Refused::Request)
    }

    /// Who is asked to be named in the presentation: the audience, or the scenario's name.
    pub fn audience(&self) -> &str {
        self.audience.as_deref().unwrap_or(&self.scenario)
    }

    fn of(map: &Value) -> Option<Self> {
        let mut request = Self::default();
        let Value::Map(entries) = map else { return None };
        for (key, value) in entries {
            let Value::Integer(key) = key else { return None };
            match key {
                1 => request.scenario = text(value)?,
                2 => request.challenge = Some(String::from_utf8(bytes(value)?).ok()?),
                3 => request.claims = names(value)?,
                4 => request.optional = names(value)?,
                5 => request.purpose = Some(text(value)?),
                6 => request.retention = Some(number(value)?),
                7 => request.audience = Some(text(value)?),
                8 => request.maker = Some(text(value)?),
                9 => request.types = Some(types(value)?),
                10 => {
                    request.assurance = number(value).filter(|number| (0..=2).contains(number))?;
                }
                11 => request.policy = bytes(value).filter(|bytes| bytes.len() == 32)?,
                12 => request.at = number(value)?,
                _ => return None,
            }
        }
        let required = [1, 10, 11, 12].iter().all(|key| map.get(*key).is_some());
        required.then_some(request)
    }
}

/// The digits of a code of this kind with any map.
pub fn scan(map: &Value) -> String {
    [KIND, &digits::encode(&encode(map))].concat()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    }
}

fn bytes(value: &Value) -> Option<Vec<u8>> {
    match value {
        Value::Bytes(bytes) => Some(bytes.clone()),
        _ => None,
    }
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => i64::try_from(*number).ok(),
        _ => None,
    }
}

fn list<T>(value: &Value, one: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    match value {
        Value::Array(values) => values.iter().map(one).collect(),
        _ => None,
    }
}

/// Claims: elements by their keys, others by name.
fn names(value: &Value) -> Option<Vec<String>> {
    list(value, |name| match name {
        Value::Integer(key) => elements::name(*key).map(str::to_owned),
        name => text(name),
    })
}

fn types(value: &Value) -> Option<Types> {
    let any = list(value, text).map(Types::Any);
    any.or_else(|| list(value, |group| list(group, text)).map(Types::All))
}

#[cfg(test)]
mod tests {
    use super::{Request, Types, scan};
    use crate::cbor::Value;
    use crate::refused::Refused;

    fn request() -> Request {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Request {
            scenario: "letting.flat".to_owned(),
            challenge: Some("2WbFUzSUGTnbN2nUzvZKDg".to_owned()),
            claims: texts(&["certificateHolderName", "nam"]),
            types: Some(Types::All(vec![texts(&["a", "b"]), texts(&["c"])])),
            assurance: 2,
            policy: vec![7; 32],
            at: 1,
            ..Request::default()
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let all = request();
        assert_eq!(Request::read(&all.write()), Ok(all.clone()));
        assert_eq!(all.value().get(3), Some(&Value::Array(vec![7.into(), "nam".into()])));
        assert_eq!(all.audience(), "letting.flat");
        let named = Request { audience: Some("us".to_owned()), ..request() };
        assert_eq!(named.audience(), "us");
        let any = Request { types: Some(Types::Any(vec!["a".to_owned()])), ..request() };
        assert_eq!(Request::read(&any.write()), Ok(any));
    }

    #[test]
    fn another_text_is_refused() {
        let changed = |key: i64, value: Option<Value>| {
            let mut map = request().value();
            match value {
                Some(value) => map.set(key, value),
                None => map.remove(key),
            }
            Request::read(&scan(&map))
        };
        assert!(changed(5, Some("for".into())).is_ok());
        for (key, value) in [
            (1, None),
            (1, Some("".into())),
            (2, Some("text".into())),
            (3, Some(Value::array([99]))),
            (9, Some(Value::array([1]))),
            (10, Some(3.into())),
            (11, Some(vec![0_u8; 31].into())),
            (12, None),
            (13, Some(1.into())),
        ] {
            assert_eq!(changed(key, value), Err(Refused::Request), "{key}");
        }
        for text in ["", "3690411", "3690414", "36904141"] {
            assert_eq!(Request::read(text), Err(Refused::Request), "{text}");
        }
    }
}
