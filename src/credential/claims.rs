//! The claims of a credential, and what may be asked of one.
//!
//! Does not know whether anybody may see them: they leave through `verify::release` only.

use crate::encoding::value::Value;
use crate::gather::Gather;

/// Claims by name, in the order of their format's table.
#[derive(Clone, Debug)]
pub struct Claims(pub(crate) Vec<(String, Value)>);

/// What a policy accepts as a claim's value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Term {
    /// This truth value.
    Bool(bool),
    /// This text.
    Text(String),
}

impl Claims {
    /// The claims of one reading.
    pub(super) fn new(claims: Vec<(String, Value)>) -> Self {
        Self(claims)
    }

    /// The claim of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find_map(|(known, value)| (known == name).then_some(value))
    }

    /// The texts of this claim: one, or those of a list.
    pub(super) fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        let value =
            self.get(name).map(|value| value.elements().unwrap_or(core::slice::from_ref(value)));
        value.unwrap_or_default().iter().filter_map(Value::text)
    }

    /// The claims of these names, in their order, that are there.
    pub fn only(&self, names: &[String]) -> Vec<(String, Value)> {
        let named = |name: &String| Some((name.clone(), self.get(name)?.clone()));
        names.iter().filter_map(named).gather()
    }

    /// The claim of this name, when it is text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }
}
