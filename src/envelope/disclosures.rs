//! Disclosures and key bindings as they arrive: what a holder added to a credential, unverified.
//!
//! Does not check that a disclosure belongs to its credential; see `credential::read`. Does not
//! check who made a key binding; see `holder::check`.

use crate::encoding::value::Value;
use crate::envelope::AlgorithmId;

/// In which of the two languages something is written. The rules are one set; the spelling differs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Dialect {
    /// draft-ietf-spice-sd-cwt.
    Cbor,
    /// RFC 9901.
    Json,
}

/// One disclosure.
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// The bytes whose digest stands in the credential.
    pub hashed: Vec<u8>,
    /// The salt, and what is disclosed.
    pub value: Value,
}

/// What the holder chose to show.
#[derive(Clone, Debug)]
pub struct Disclosures {
    /// How they are written.
    pub dialect: Dialect,
    /// The digest's COSE number, where a header names it. In JSON the payload does.
    pub hash: Option<i64>,
    /// The disclosures, in the order in which they stand.
    pub items: Vec<Disclosure>,
}

/// What the holder signed when showing the credential.
#[derive(Clone, Debug)]
pub struct Binding {
    /// How it is written.
    pub dialect: Dialect,
    /// The algorithm that its header names.
    pub algorithm: AlgorithmId,
    /// The bytes that were signed.
    pub signed: Vec<u8>,
    /// The signature over them.
    pub signature: Vec<u8>,
    /// What it states.
    pub payload: Value,
    /// The bytes whose digest it must state, where the presentation does not lie inside what was
    /// signed.
    pub presented: Option<Vec<u8>>,
}
