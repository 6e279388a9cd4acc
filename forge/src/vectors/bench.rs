//! The bench that vectors are made on: the four valid cases, and one way to change each.

use serde_json::{Value as Json, json};

use crate::anchor::Anchor;
use crate::cbor::Value;
use crate::code::Credential;
use crate::cose::{Sign1, Signed};
use crate::jws::Compact;
use crate::key::{DEMO_SEED, Key};
use crate::time::DAY;
use crate::vectors::case::Case;
use crate::world::{Issuer, World};
use crate::{code, deflate, elements, hcert, nzcp, shc};

/// The clock of the vectors: 2026-06-01T00:00:00Z.
pub const AT: i64 = 1_780_272_000;

/// The valid case that a vector differs from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Base {
    /// A credential code.
    Code,
    /// A European certificate.
    Hcert,
    /// A pass.
    Nzcp,
    /// A health card in one code.
    Shc,
}

/// The bench.
#[derive(Clone, Debug)]
pub struct Bench {
    /// Who issues what.
    pub world: World,
}

impl Base {
    /// The three that are COSE.
    pub const COSE: [Self; 3] = [Self::Code, Self::Hcert, Self::Nzcp];

    /// The id of the valid case.
    pub fn id(self) -> &'static str {
        match self {
            Self::Code => "envelope::code",
            Self::Hcert => "envelope::hcert",
            Self::Nzcp => "envelope::nzcp",
            Self::Shc => "envelope::shc",
        }
    }

    /// The envelope's name, as part of an id.
    pub fn name(self) -> &'static str {
        self.id().split("::").last().unwrap_or_default()
    }
}

impl Default for Bench {
    fn default() -> Self {
        Self { world: World::new(DEMO_SEED, AT) }
    }
}

impl Bench {
    /// A case that differs from a valid one, under the same anchors; its scan is still to be set.
    pub fn case(&self, base: Base, words: [&str; 3]) -> Case {
        Case::new(words, base.id(), AT).anchors([self.anchor(base)]).releasing(self.claims(base))
    }

    /// A COSE envelope whose message was changed before it was signed.
    pub fn cwt(&self, base: Base, words: [&str; 3], edit: impl FnOnce(&mut Sign1)) -> Case {
        let mut message = self.message(base);
        edit(&mut message);
        self.case(base, words).scan(cwt_scan(base, &message.sign(self.key(base)).encode()))
    }

    /// A COSE envelope that was changed after it was signed.
    pub fn cwt_signed(&self, base: Base, words: [&str; 3], edit: impl FnOnce(&mut Signed)) -> Case {
        let mut signed = self.message(base).sign(self.key(base));
        edit(&mut signed);
        self.case(base, words).scan(cwt_scan(base, &signed.encode()))
    }

    /// A COSE envelope whose bytes were changed after all.
    pub fn cwt_bytes(&self, base: Base, words: [&str; 3], edit: impl FnOnce(&mut Vec<u8>)) -> Case {
        let mut bytes = self.message(base).sign(self.key(base)).encode();
        edit(&mut bytes);
        self.case(base, words).scan(cwt_scan(base, &bytes))
    }

    /// A credential code of a type, with the three elements that every one has and some more, by
    /// their numbers; it is expected to release them.
    pub fn stating(&self, words: [&str; 3], type_code: &str, more: &[(i64, Value)]) -> Case {
        let mut statement = self.world.short_identity();
        let first = ["certificateName", "certificateIssuingAuthorityName", "certificateHolderName"];
        statement.elements.retain(|(name, _)| first.contains(&name.as_str()));
        for (key, value) in more {
            let name = elements::name((*key).into()).unwrap_or_default();
            statement.elements.retain(|(known, _)| known != name);
            statement.elements.push((name.to_owned(), value.clone()));
        }
        type_code.clone_into(&mut statement.type_code);
        let scan = code::scan(&statement.message().sign(self.key(Base::Code)).encode());
        self.case(Base::Code, words)
            .anchors([self.world.region.anchor()])
            .scan(scan)
            .releasing(statement.elements.into_iter().collect())
    }

    /// A health card whose payload is another JSON text.
    pub fn card(&self, words: [&str; 3], edit: impl FnOnce(&mut Json)) -> Case {
        let mut payload = self.world.card().payload();
        edit(&mut payload);
        self.card_text(words, payload.to_string().as_bytes())
    }

    /// A health card whose payload is these bytes, compressed.
    pub fn card_text(&self, words: [&str; 3], payload: &[u8]) -> Case {
        self.card_compressed(words, &deflate::raw(payload))
    }

    /// A health card whose payload is these bytes, as they are.
    pub fn card_compressed(&self, words: [&str; 3], payload: &[u8]) -> Case {
        let key = self.key(Base::Shc);
        self.case(Base::Shc, words).scan(card_scan(&Compact::sign(&shc::header(key), payload, key)))
    }

    /// A health card under another header.
    pub fn card_header(&self, words: [&str; 3], edit: impl FnOnce(String) -> String) -> Case {
        let key = self.key(Base::Shc);
        let payload = deflate::raw(self.world.card().payload().to_string().as_bytes());
        let compact = Compact::sign(&edit(shc::header(key)), &payload, key);
        self.case(Base::Shc, words).scan(card_scan(&compact))
    }

    /// A health card that was changed after it was signed.
    pub fn card_signed(&self, words: [&str; 3], edit: impl FnOnce(&mut Compact)) -> Case {
        let mut compact = self.world.card().sign(self.key(Base::Shc));
        edit(&mut compact);
        self.case(Base::Shc, words).scan(card_scan(&compact))
    }

    /// The text of a valid case.
    pub fn text(&self, base: Base) -> String {
        match base {
            Base::Shc => shc::scan(&self.world.card().sign(self.key(base)).text()),
            _ => cwt_scan(base, &self.message(base).sign(self.key(base)).encode()),
        }
    }

    /// The message of a valid case that is COSE.
    pub fn message(&self, base: Base) -> Sign1 {
        match base {
            Base::Hcert => self.world.vaccination().message(),
            Base::Nzcp => self.world.pass().message(),
            _ => self.world.short_identity().message(),
        }
    }

    /// The key that signed a valid case.
    pub fn key(&self, base: Base) -> &Key {
        match base {
            Base::Code => &self.world.region.key,
            Base::Hcert => &self.world.health_office.key,
            Base::Nzcp => &self.world.ministry.key,
            Base::Shc => &self.world.clinic.key,
        }
    }

    /// The anchor that a valid case is verified with.
    pub fn anchor(&self, base: Base) -> Anchor {
        match base {
            Base::Code => self.world.region_anchor(),
            Base::Hcert => Anchor { issuer: None, ..self.world.health_office.anchor() },
            Base::Nzcp => self.world.ministry.anchor(),
            Base::Shc => self.world.clinic.anchor(),
        }
    }

    /// What a valid case releases.
    pub fn claims(&self, base: Base) -> Json {
        match base {
            Base::Code => self.world.short_identity().elements.into_iter().collect(),
            Base::Hcert => to_json(&self.world.vaccination().content),
            Base::Nzcp => self.world.pass().subject.into_iter().collect(),
            Base::Shc => json!({ "fhirBundle": self.world.card().bundle }),
        }
    }
}

/// Changes the elements of a credential code.
pub fn elements(message: &mut Sign1, edit: impl FnOnce(&mut Value)) {
    message.payload.edit(code::claim::ELEMENTS, edit);
}

/// Changes the certificate inside a European certificate.
pub fn certificate(message: &mut Sign1, edit: impl FnOnce(&mut Value)) {
    message.payload.edit(hcert::HCERT, |hcert| hcert.edit(1, edit));
}

/// The text of a COSE envelope's bytes.
pub fn cwt_scan(base: Base, bytes: &[u8]) -> String {
    match base {
        Base::Hcert => hcert::scan(bytes),
        Base::Nzcp => nzcp::scan(bytes),
        _ => code::scan(bytes),
    }
}

/// The text of a health card, in one code.
pub fn card_scan(compact: &Compact) -> String {
    shc::scan(&compact.text())
}

/// CBOR as JSON, for what is released: texts, whole numbers, lists and maps with text keys.
fn to_json(value: &Value) -> Json {
    match value {
        Value::Integer(number) => i64::try_from(*number).unwrap_or_default().into(),
        Value::Text(text) => text.clone().into(),
        Value::Array(elements) => elements.iter().map(to_json).collect(),
        Value::Map(entries) => entries
            .iter()
            .filter_map(|(key, value)| match key {
                Value::Text(name) => Some((name.clone(), to_json(value))),
                _ => None,
            })
            .collect(),
        _ => Json::Null,
    }
}

/// What an issuer states in a small credential of any envelope: two claims about its holder, and what
/// it is.
pub fn stated(issuer: &Issuer, at: i64) -> Credential {
    Credential {
        issuer: issuer.id.to_owned(),
        kid: issuer.kid.clone(),
        type_code: World::identity_type(),
        issued: at - 30 * DAY,
        expires: Some(at + 335 * DAY),
        status: None,
        elements: vec![
            ("certificateName".to_owned(), "演示凭证".into()),
            ("certificateHolderName".to_owned(), "张伟（演示）".into()),
            ("holderOver18".to_owned(), true.into()),
        ],
    }
}
