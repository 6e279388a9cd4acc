//! The carrier of a trust bundle: one JSON file with all the files of a repository, each in base64.
//!
//! The loose files are the other carrier of the same bytes; what is signed is inside the files.

use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::error::Fault;

/// Bytes that a carrier may have: twenty times the demo's, five times a country's.
const LIMIT: usize = 8 << 20;
/// Files in one.
const FILES: usize = 4096;
/// The version that is read.
const VERSION: u64 = 1;

/// The files of a bundle by name, still in base64 and still in the bytes that were handed over.
#[derive(Clone, Debug)]
pub struct Carrier<'b> {
    version: u64,
    files: Files<'b>,
}

#[derive(Clone, Debug, Default)]
struct Files<'b>(Vec<(&'b str, &'b str)>);

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
        let mut carrier: Self = serde_json::from_slice(bytes).map_err(|_| malformed())?;
        if carrier.version != VERSION {
            return Err(Fault::BundleUnsupported);
        }
        let files = &mut carrier.files.0;
        if files.len() > FILES {
            return Err(Fault::BundleTooMany { limit: FILES });
        }
        files.sort_unstable();
        let twice = files.windows(2).any(|pair| match pair {
            [(one, _), (other, _)] => one == other,
            _ => false,
        });
        match twice {
            true => Err(malformed()),
            false => Ok(carrier),
        }
    }

    /// A file's bytes.
    ///
    /// # Errors
    /// [`Fault::BundleMalformed`] for what is not base64.
    pub fn file(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let files = &self.files.0;
        let place = files.binary_search_by_key(&name, |(known, _)| *known).ok();
        let malformed = |_| Fault::BundleMalformed { file: name.to_owned() };
        place
            .and_then(|place| files.get(place))
            .map(|(_, text)| STANDARD.decode(text).map_err(malformed))
            .transpose()
    }

    /// The bytes of a file that must be there.
    ///
    /// # Errors
    /// [`Fault::BundleFileMissing`], and as [`Carrier::file`].
    pub fn required(&self, name: &str) -> Result<Vec<u8>, Fault> {
        self.file(name)?.ok_or_else(|| Fault::BundleFileMissing { file: name.to_owned() })
    }
}

impl<'de> Deserialize<'de> for Carrier<'de> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_map(Outer)
    }
}

impl<'de> Deserialize<'de> for Files<'de> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_map(Inner)
    }
}

struct Outer;

impl<'de> Visitor<'de> for Outer {
    type Value = Carrier<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a trust bundle")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Self::Value, A::Error> {
        let (mut version, mut files) = (None, None);
        while let Some(name) = source.next_key::<&str>()? {
            match name {
                "bundle" if version.is_none() => version = Some(source.next_value()?),
                "files" if files.is_none() => files = Some(source.next_value()?),
                _ => return Err(A::Error::custom("refused")),
            }
        }
        match (version, files) {
            (Some(version), Some(files)) => Ok(Carrier { version, files }),
            _ => Err(A::Error::custom("refused")),
        }
    }
}

struct Inner;

impl<'de> Visitor<'de> for Inner {
    type Value = Files<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("files by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Self::Value, A::Error> {
        let mut files = Vec::new();
        while let Some(file) = source.next_entry()? {
            files.push(file);
        }
        Ok(Files(files))
    }
}
