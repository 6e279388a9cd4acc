//! The carrier of a trust bundle: one JSON file with all the files of a repository, each in base64.
//!
//! The loose files are the other carrier of the same bytes; what is signed is inside the files.

use core::fmt;
use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::encoding::value::any_twice;
use crate::error::Fault;
use crate::gather::Gather;

/// Bytes that a carrier may have: a hundred times the demo's, four times a country's.
const LIMIT: usize = 8 << 20;
/// Files in one.
const FILES: usize = 4096;
/// The version that is read.
const VERSION: u64 = 1;

/// The files of a bundle by name, still in base64 and still in the bytes that were handed over.
#[derive(Clone, Debug)]
pub struct Carrier<'b>(Vec<(Cow<'b, str>, Cow<'b, str>)>);

impl<'b> Carrier<'b> {
    /// Reads `{ "bundle": 1, "files": { name: base64 } }`.
    ///
    /// # Errors
    /// [`Fault::BundleTooLarge`], [`Fault::BundleMalformed`], [`Fault::BundleUnsupported`],
    /// [`Fault::BundleTooMany`].
    pub fn read(bytes: &'b [u8]) -> Result<Self, Fault> {
        if bytes.len() > LIMIT {
            return Err(Fault::BundleTooLarge { size: bytes.len(), limit: LIMIT });
        }
        let malformed = || Fault::BundleMalformed { file: "bundle.json".to_owned() };
        let Ok(Item::Object(members)) = serde_json::from_slice(bytes) else {
            return Err(malformed());
        };
        let (mut version, mut files) = (None, None);
        for (name, member) in members {
            match (&*name, member) {
                ("bundle", Item::Number(number)) if version.is_none() => version = Some(number),
                ("files", Item::Object(found)) if files.is_none() => files = Some(found),
                _ => return Err(malformed()),
            }
        }
        let (Some(version), Some(files)) = (version, files) else { return Err(malformed()) };
        if version != VERSION {
            return Err(Fault::BundleUnsupported);
        }
        if files.len() > FILES {
            return Err(Fault::BundleTooMany { limit: FILES });
        }
        let text = |(name, item)| match item {
            Item::Text(text) => Some((name, text)),
            _ => None,
        };
        let files: Option<Vec<_>> = files.into_iter().map(text).gather();
        let files = files.ok_or_else(malformed)?;
        match any_twice(files.iter().map(|(name, _)| name.as_bytes()).gather()) {
            true => Err(malformed()),
            false => Ok(Self(files)),
        }
    }

    /// A file's bytes.
    ///
    /// # Errors
    /// [`Fault::BundleMalformed`] for what is not base64.
    pub fn file(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let found = self.0.iter().find(|(known, _)| known == name);
        let malformed = |_| Fault::BundleMalformed { file: name.to_owned() };
        found.map(|(_, text)| STANDARD.decode(&**text).map_err(malformed)).transpose()
    }

    /// The bytes of a file that must be there.
    ///
    /// # Errors
    /// [`Fault::BundleFileMissing`], and as [`Carrier::file`].
    pub fn required(&self, name: &str) -> Result<Vec<u8>, Fault> {
        self.file(name)?.ok_or_else(|| Fault::BundleFileMissing { file: name.to_owned() })
    }
}

/// What of JSON a carrier has. Texts are borrowed but where they have an escape, as some writers of
/// JSON put one before every slash.
enum Item<'b> {
    Number(u64),
    Object(Vec<(Cow<'b, str>, Item<'b>)>),
    Text(Cow<'b, str>),
}

impl<'de> Deserialize<'de> for Item<'de> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(Reading)
    }
}

struct Reading;

/// What is not visited here is refused by `visit_f64` and its like, in words of our own: serde's own
/// refusals print what they met, and that brings the printing of floats into the module.
impl<'de> Visitor<'de> for Reading {
    type Value = Item<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a trust bundle")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Item<'de>, E> {
        refuse()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Item<'de>, E> {
        refuse()
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Item<'de>, E> {
        Ok(Item::Number(number))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Item<'de>, E> {
        refuse()
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Item<'de>, E> {
        Ok(Item::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Item<'de>, E> {
        Ok(Item::Text(Cow::Borrowed(text)))
    }

    fn visit_unit<E: Error>(self) -> Result<Item<'de>, E> {
        refuse()
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, _: A) -> Result<Item<'de>, A::Error> {
        refuse()
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Item<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = source.next_key()? {
            let Item::Text(name) = name else { return refuse() };
            members.push((name, source.next_value()?));
        }
        Ok(Item::Object(members))
    }
}

fn refuse<T, E: Error>() -> Result<T, E> {
    Err(E::custom("refused"))
}
