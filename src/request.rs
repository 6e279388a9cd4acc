//! What a counter shows before anything is shown to it: for which scenario and purpose it asks, which
//! claims it wants, how long it keeps them, and the challenge that is to be answered (`docs/policy.md`
//! §8).
//!
//! Rules:
//! - Digits, as every other code of this kind, so that any camera and any wallet that reads credential
//!   codes reads it: kind 4, a map in deterministic CBOR.
//! - Not signed: it says who asks, and nobody vouches for that. What a wallet can check is whether the
//!   policy that it knows by that name lets a counter ask so much.

use crate::budget::Budget;
use crate::credential::elements::TABLE;
use crate::credential::{ASSURANCES, Assurance, Digest};
use crate::encoding::cbor::{self, Form, Rules};
use crate::encoding::digits;
use crate::encoding::value::Value;
use crate::envelope::code::{MARKER, fold};
use crate::error::Fault;
use crate::gather::Gather;
use crate::policy::Types;

/// Version and kind.
const KIND: &str = "14";

/// The last key that this version knows.
const LAST: i64 = 12;

/// A counter's request.
#[derive(Clone, Debug)]
pub struct Request {
    /// The scenario.
    pub scenario: String,
    /// The challenge that is to be answered.
    pub challenge: Option<String>,
    /// Claims that are wanted.
    pub claims: Vec<String>,
    /// Claims that may be kept back.
    pub optional: Vec<String>,
    /// What for.
    pub purpose: Option<String>,
    /// Days for which something of it is kept; `None` when nothing is.
    pub retention: Option<i64>,
    /// For whom a presentation is to be made.
    pub audience: Option<String>,
    /// Who asks, in their own words.
    pub maker: Option<String>,
    /// Types that are accepted.
    pub types: Option<Types>,
    /// How well the holder must be known to be present.
    pub assurance: Assurance,
    /// SHA-256 of the policy.
    pub policy: Digest,
    /// When it was made, in seconds since the Unix epoch.
    pub at: i64,
}

impl Request {
    /// Writes it as the digits of a code.
    pub fn write(&self) -> String {
        let some = |claims: &[String]| (!claims.is_empty()).then(|| keys(claims));
        let text = |text: &Option<String>| text.as_deref().map(Value::from);
        let groups = |groups: &Vec<Vec<String>>| {
            Value::Array(groups.iter().map(|types| Value::texts(types)).gather())
        };
        let types = self.types.as_ref().map(|types| match types {
            Types::Any(types) => Value::texts(types),
            Types::All(all) => groups(all),
        });
        let place = ASSURANCES.iter().position(|(known, _)| *known == self.assurance);
        let members = [
            Some(self.scenario.as_str().into()),
            self.challenge.as_ref().map(|text| Value::Bytes(text.as_bytes().to_vec())),
            some(&self.claims),
            some(&self.optional),
            text(&self.purpose),
            self.retention.map(Value::Integer),
            text(&self.audience),
            text(&self.maker),
            types,
            place.and_then(|place| i64::try_from(place).ok()).map(Value::Integer),
            Some(Value::Bytes(self.policy.to_vec())),
            Some(Value::Integer(self.at)),
        ];
        let members =
            (1..).zip(members).filter_map(|(key, value)| Some((Value::Integer(key), value?)));
        [MARKER, KIND, &digits::encode(&cbor::encode(&Value::Map(members.gather())))].concat()
    }

    /// Reads one.
    ///
    /// # Errors
    /// [`Fault::EnvelopeUnknown`] for what is no code of this format, [`Fault::EnvelopeUnsupported`] for
    /// a code of another kind, [`Fault::DigitsMalformed`], the `encoding.cbor_*` faults, and
    /// [`Fault::EnvelopeMalformed`].
    pub fn read(text: &str, budget: &Budget) -> Result<Self, Fault> {
        let digits = fold(text.get(..budget.scan).unwrap_or(text));
        let body = digits.strip_prefix(MARKER).ok_or(Fault::EnvelopeUnknown)?;
        let body = body.strip_prefix(KIND).ok_or(Fault::EnvelopeUnsupported)?;
        let rules = Rules { form: Form::Deterministic, tags: &[] };
        let map = cbor::decode(&digits::decode(body)?, rules, budget)?;
        Self::of(&map).ok_or(Fault::EnvelopeMalformed)
    }

    fn of(map: &Value) -> Option<Self> {
        let known = |key: &Value| key.integer().is_some_and(|key| (1..=LAST).contains(&key));
        if !map.entries()?.iter().all(|(key, _)| known(key)) {
            return None;
        }
        let text = |key| match map.at(key) {
            None => Some(None),
            Some(value) => Some(Some(value.text().filter(|text| !text.is_empty())?.to_owned())),
        };
        let number = |key| match map.at(key) {
            None => Some(None),
            Some(value) => Some(Some(value.integer()?)),
        };
        let claims = |key| map.at(key).map_or(Some(Vec::new()), names);
        let challenge = match map.at(2) {
            None => None,
            Some(bytes) => Some(String::from_utf8(bytes.bytes()?.to_vec()).ok()?),
        };
        let types = match map.at(9) {
            None => None,
            Some(types) => Some(match types.all_texts() {
                Some(types) => Types::Any(types),
                None => Types::All(
                    types.elements()?.iter().map(Value::all_texts).gather::<Option<_>>()?,
                ),
            }),
        };
        let place = usize::try_from(number(10)??).ok()?;
        Some(Self {
            scenario: text(1)??,
            challenge,
            claims: claims(3)?,
            optional: claims(4)?,
            purpose: text(5)?,
            retention: number(6)?,
            audience: text(7)?,
            maker: text(8)?,
            types,
            assurance: ASSURANCES.get(place)?.0,
            policy: map.at(11)?.bytes()?.try_into().ok()?,
            at: number(12)??,
        })
    }
}

/// Claims by the keys of the elements' table, or by their names where they are none.
fn keys(claims: &[String]) -> Value {
    let key = |claim: &String| {
        let element = TABLE.iter().find(|element| element.name == claim);
        element.map_or_else(|| claim.as_str().into(), |element| Value::Integer(element.key.into()))
    };
    Value::Array(claims.iter().map(key).gather())
}

fn names(keys: &Value) -> Option<Vec<String>> {
    let name = |key: &Value| match key {
        Value::Integer(key) => {
            let element = TABLE.iter().find(|element| i64::from(element.key) == *key)?;
            Some(element.name.to_owned())
        }
        key => Some(key.text()?.to_owned()),
    };
    keys.elements()?.iter().map(name).gather()
}
