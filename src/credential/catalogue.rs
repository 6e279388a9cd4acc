//! The catalogue of types: what the rules of one type of credential say, as data.
//!
//! Rules: a row says where it comes from and when it was read. What is not in the catalogue is not
//! refused. An integrator's row takes the place of one with the same type.

use crate::encoding::value::Value;
use crate::gather::Gather;

/// What a state of a credential means, whatever code its type gives it: the same code is another
/// state in another type.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State {
    /// 有效.
    Valid,
    /// 暂扣.
    Suspended,
    /// Out of force for good, in one of five ways.
    Ended(&'static str),
    /// 其他, or a state that the type's table does not name.
    Other,
}

/// The names of states in a catalogue: 有效 暂扣 撤销 注销 失效 吊销 转出 其他.
const STATES: [(&str, State); 8] = [
    ("valid", State::Valid),
    ("suspended", State::Suspended),
    ("withdrawn", State::Ended("withdrawn")),
    ("cancelled", State::Ended("cancelled")),
    ("expired", State::Ended("expired")),
    ("revoked", State::Ended("revoked")),
    ("transferred", State::Ended("transferred")),
    ("other", State::Other),
];

impl State {
    /// The state of this name.
    pub fn named(name: &str) -> Option<Self> {
        STATES.iter().find(|(known, _)| *known == name).map(|(_, state)| *state)
    }
}

/// What is known of one type.
#[derive(Clone, Debug)]
pub struct TypeRecord {
    /// 证照类型代码.
    pub code: String,
    /// What kind of credential it is, in the word that policies use for the types of all regions.
    pub kind: Option<String>,
    /// Whether a credential of this type may have no end.
    pub perpetual: bool,
    /// Whether the signer's key must be in force whenever it is shown, not only when it was issued.
    pub shell: bool,
    /// Status codes of this type and what they mean.
    pub statuses: Vec<(String, State)>,
}

/// Everything that is known of types.
#[derive(Clone, Debug, Default)]
pub struct Catalogue(Vec<TypeRecord>);

/// The rows that come with this crate: what public sources confirm, and no more.
pub const BUILT_IN: &str = include_str!("catalogue.json");

impl Catalogue {
    /// A catalogue of these rows; of two rows for one type the later counts.
    pub fn new(rows: Vec<TypeRecord>) -> Self {
        Self(rows)
    }

    /// What is known of a type.
    pub fn find(&self, code: &str) -> Option<&TypeRecord> {
        self.0.iter().rev().find(|row| row.code == code)
    }

    /// The codes of a kind of types; a code is its own.
    pub fn types_of(&self, kind: &str) -> Vec<String> {
        let of_kind = self.0.iter().filter(|row| row.kind.as_deref() == Some(kind));
        let codes: Vec<_> = of_kind.map(|row| row.code.clone()).gather();
        if codes.is_empty() { vec![kind.to_owned()] } else { codes }
    }
}

impl TypeRecord {
    /// The state that a status code stands for in this type.
    pub fn state(&self, code: &str) -> Option<State> {
        self.statuses.iter().find(|(known, _)| known == code).map(|(_, state)| *state)
    }

    /// Reads the statuses of a row: a map from codes to names of states.
    pub fn statuses(value: &Value) -> Option<Vec<(String, State)>> {
        let entries = value.entries()?.iter();
        entries
            .map(|(code, name)| Some((code.text()?.to_owned(), State::named(name.text()?)?)))
            .gather()
    }
}
