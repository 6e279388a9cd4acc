//! What a verifier is told before it verifies: a pinned root, bundles that are offered to it, status
//! files, and restarts in between. Each is told with what must be answered.
//!
//! Rules:
//! - Contents are named and stand once, in `trust-files.json`; see [`shelf`](super::shelf).
//! - A name is what the content is and the beginning of its digest, so that the same content has the
//!   same name in every case.
//! - White space behind a file is not written out: `padded` says how long it is with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::ser::{Serialize, Serializer};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::base64::hex;
use crate::trust::publish::Files;
use crate::vectors::shelf;

/// White space that is worth saying instead of writing.
const PADDING: usize = 1024;

/// What a case's verifier is told, in order.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    root: Option<File>,
    offers: Vec<Offer>,
    status: Vec<Status>,
}

/// A content and its name.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) bytes: Arc<[u8]>,
    /// Its length with the spaces behind it.
    padded: Option<usize>,
}

#[derive(Clone, Debug)]
struct Offer {
    carrier: Carrier,
    at: i64,
    expect: Json,
    restart: Option<Json>,
}

#[derive(Clone, Debug)]
enum Carrier {
    Bundle(BTreeMap<String, File>),
    Bytes(File),
}

#[derive(Clone, Debug)]
struct Status {
    file: File,
    at: i64,
    uri: Option<String>,
    /// After so many offers.
    after: usize,
    expect: Json,
}

impl Trust {
    /// A verifier with a pinned root.
    pub fn pinned(root: &[u8]) -> Self {
        Self { root: Some(File::new("root", root)), ..Self::default() }
    }

    /// Offers a bundle that must be taken.
    #[must_use]
    pub fn takes(self, files: &Files, at: i64) -> Self {
        self.offers(Carrier::of(files), at, json!({ "ok": true, "changed": true }))
    }

    /// Offers a bundle that is right and nothing new.
    #[must_use]
    pub fn keeps(self, files: &Files, at: i64) -> Self {
        self.offers(Carrier::of(files), at, json!({ "ok": true, "changed": false }))
    }

    /// Offers a bundle that must be refused.
    #[must_use]
    pub fn refuses(self, files: &Files, at: i64, code: &str) -> Self {
        self.offers(Carrier::of(files), at, json!({ "code": code }))
    }

    /// Offers the bytes of a carrier, as they are, that must be taken.
    #[must_use]
    pub fn takes_bytes(self, bytes: &[u8], at: i64) -> Self {
        let carrier = Carrier::Bytes(File::new("bundle.json", bytes));
        self.offers(carrier, at, json!({ "ok": true, "changed": true }))
    }

    /// Offers the bytes of a carrier, as they are, that must be refused.
    #[must_use]
    pub fn refuses_bytes(self, bytes: &[u8], at: i64, code: &str) -> Self {
        let carrier = Carrier::Bytes(File::new("bundle.json", bytes));
        self.offers(carrier, at, json!({ "code": code }))
    }

    /// The numbers and names that stand with the code of the last refusal, of a bundle; null for none.
    #[must_use]
    pub fn detail(mut self, detail: Json) -> Self {
        if let Some(offer) = self.offers.last_mut().filter(|_| !detail.is_null()) {
            offer.expect["detail"] = detail;
        }
        self
    }

    /// The versions of what is held after the last refusal.
    #[must_use]
    pub fn holding(mut self, versions: Json) -> Self {
        if let Some(offer) = self.offers.last_mut() {
            offer.expect["versions"] = versions;
        }
        self
    }

    /// After the last offer the host starts again, from what it has kept.
    #[must_use]
    pub fn restart(self) -> Self {
        self.restarts(true.into())
    }

    /// The same, and the slot that was written last has lost its last byte.
    #[must_use]
    pub fn restart_torn(self) -> Self {
        self.restarts("torn".into())
    }

    /// The same, and both slots have.
    #[must_use]
    pub fn restart_lost(self) -> Self {
        self.restarts("lost".into())
    }

    /// Offers a status file after the offers so far: `expect` is the kind that is taken (`list`,
    /// `pack`) or the code of the refusal. `label` is how its content is called.
    #[must_use]
    pub fn status(
        mut self,
        (label, bytes): (&str, &[u8]),
        at: i64,
        uri: Option<&str>,
        expect: &str,
    ) -> Self {
        let expect = match expect {
            "list" | "pack" => json!({ "ok": true, "kind": expect }),
            code => json!({ "code": code }),
        };
        let (file, uri) = (File::new(label, bytes), uri.map(str::to_owned));
        self.status.push(Status { file, at, uri, after: self.offers.len(), expect });
        self
    }

    /// Every code that something is refused with.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        let offers = self.offers.iter().map(|offer| &offer.expect);
        let all = offers.chain(self.status.iter().map(|status| &status.expect));
        all.filter_map(|expect| expect["code"].as_str())
    }

    /// Every content.
    pub(super) fn files(&self) -> impl Iterator<Item = &File> {
        let bundles = self.offers.iter().flat_map(|offer| match &offer.carrier {
            Carrier::Bundle(files) => files.values().collect::<Vec<_>>(),
            Carrier::Bytes(file) => vec![file],
        });
        self.root.iter().chain(bundles).chain(self.status.iter().map(|status| &status.file))
    }

    fn offers(mut self, carrier: Carrier, at: i64, expect: Json) -> Self {
        self.offers.push(Offer { carrier, at, expect, restart: None });
        self
    }

    fn restarts(mut self, how: Json) -> Self {
        if let Some(offer) = self.offers.last_mut() {
            offer.restart = Some(how);
        }
        self
    }
}

impl File {
    pub(super) fn new(label: &str, bytes: &[u8]) -> Self {
        let end = bytes.iter().rposition(|byte| *byte != b' ').map_or(0, |place| place + 1);
        let padded = (bytes.len() - end > PADDING).then_some(bytes.len());
        let bytes = if padded.is_some() { &bytes[..end] } else { bytes };
        let digest = hex(&Sha256::digest(bytes));
        let name = format!("{}@{}", known_as(label, bytes), &digest[..8]);
        Self { name, bytes: bytes.into(), padded }
    }

    /// How a case refers to it.
    pub(super) fn reference(&self) -> Json {
        match self.padded {
            Some(length) => json!({ "file": self.name, "padded": length }),
            None => self.name.as_str().into(),
        }
    }
}

/// What a content is called: metadata by type and version, since a role's name is not in it; else
/// the file's own name, without the digest before it.
fn known_as(label: &str, bytes: &[u8]) -> String {
    let name = label.rsplit('/').next().unwrap_or(label);
    let json: Json = serde_json::from_slice(bytes).unwrap_or_default();
    match (json["signed"]["_type"].as_str(), &json["signed"]["version"]) {
        (Some(kind), Json::Number(version)) => format!("{version}.{kind}"),
        _ => match name.split_once('.') {
            Some((digest, rest)) if digest.len() == 64 => rest.to_owned(),
            _ => name.to_owned(),
        },
    }
}

impl Carrier {
    fn of(files: &Files) -> Self {
        let file = |(name, bytes): (&String, &Vec<u8>)| (name.clone(), File::new(name, bytes));
        Self::Bundle(files.iter().map(file).collect())
    }
}

impl Serialize for Trust {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = json!({});
        if let Some(root) = &self.root {
            json["root"] = root.reference();
            json["offers"] = self.offers.iter().map(Offer::value).collect();
        }
        if !self.status.is_empty() {
            let value = |status: &Status| status.value(self.offers.len());
            json["status"] = self.status.iter().map(value).collect();
        }
        json.serialize(serializer)
    }
}

impl Offer {
    fn value(&self) -> Json {
        let mut json = json!({ "at": self.at, "expect": self.expect });
        match &self.carrier {
            Carrier::Bundle(files) => json["bundle"] = shelf::map(files),
            Carrier::Bytes(file) => json["carrier"] = file.reference(),
        }
        if let Some(how) = &self.restart {
            json["restart"] = how.clone();
        }
        json
    }
}

impl Status {
    fn value(&self, offers: usize) -> Json {
        let mut json =
            json!({ "file": self.file.reference(), "at": self.at, "expect": self.expect });
        if let Some(uri) = &self.uri {
            json["uri"] = uri.as_str().into();
        }
        if self.after != offers {
            json["after"] = self.after.into();
        }
        json
    }
}
