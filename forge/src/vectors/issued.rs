//! The smallest credential code that can be issued: by whom, of which type, from when to when.

use serde_json::Value as Json;

use crate::cbor::Value;
use crate::code::{Credential, scan};
use crate::key::Key;
use crate::regions::Region;
use crate::time::DAY;
use crate::vectors::bench::AT;

/// A small credential of a type, issued thirty days ago for a year.
#[derive(Clone, Debug)]
pub struct Issued {
    /// The key that signs it.
    pub key: Key,
    /// What is stated.
    pub credential: Credential,
}

impl Issued {
    /// By an issuer with a key, of a type.
    pub fn by(issuer: &str, kid: &str, key: &Key, kind: String) -> Self {
        let elements = [
            ("certificateName", "演示"),
            ("certificateIssuingAuthorityName", "演示"),
            ("certificateHolderName", "演示"),
        ];
        let credential = Credential {
            issuer: issuer.to_owned(),
            kid: kid.to_owned(),
            type_code: kind,
            issued: AT - 30 * DAY,
            expires: Some(AT + 335 * DAY),
            status: None,
            elements: elements.map(|(name, value)| (name.to_owned(), value.into())).to_vec(),
        };
        Self { key: key.clone(), credential }
    }

    /// By a region's issuer.
    pub fn of(region: &Region, kind: String) -> Self {
        Self::by(region.issuer.id, &region.issuer.kid, &region.issuer.key, kind)
    }

    /// The same, which says for which area it is.
    #[must_use]
    pub fn area(mut self, area: &str) -> Self {
        self.credential.elements.push(("certificateAreaCode".to_owned(), area.into()));
        self
    }

    /// The same, from one second to another.
    #[must_use]
    pub fn from_to(mut self, issued: i64, expires: i64) -> Self {
        (self.credential.issued, self.credential.expires) = (issued, Some(expires));
        self
    }

    /// The same under another key.
    #[must_use]
    pub fn under(mut self, kid: &str, key: &Key) -> Self {
        kid.clone_into(&mut self.credential.kid);
        self.key = key.clone();
        self
    }

    /// The text of its code.
    pub fn scan(&self) -> String {
        let message = self.credential.message_for(self.key.algorithm());
        scan(&message.sign(&self.key).encode())
    }

    /// What it releases.
    pub fn claims(&self) -> Json {
        let text = |value: &Value| match value {
            Value::Text(text) => Json::from(text.as_str()),
            _ => Json::Null,
        };
        let elements = self.credential.elements.iter();
        elements.map(|(name, value)| (name.clone(), text(value))).collect()
    }
}
