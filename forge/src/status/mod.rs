//! Status of credentials: lists and revocation packs.
//!
//! Rules:
//! - 0 is valid, 1 is revoked, 2 is suspended; revoked is for good.
//! - A list is a Token Status List, in JSON or CBOR, and states up to 8 bits of each place.
//! - A pack states for all lists of a region and a type which places are revoked or suspended: a
//!   snapshot once in a while, and a delta a day that continues it by sequence and hash.
//! - Nothing here checks a signature, and a pack has none: the trust bundle names its hash.
//!
//! Rooms, in reading order: [`list`]; [`bits`], [`elias_fano`], [`rice`]: sets of places as bytes;
//! [`pack`], [`stream`], [`compile`]: packs, their chain, and where they come from;
//! [`simulation`]: both at the size of a country.

pub mod list;

pub mod bits;
pub mod elias_fano;
pub mod rice;

pub mod compile;
pub mod pack;
pub mod stream;

pub mod simulation;

/// What a credential's issuer says of it, Token Status List §7.1.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum State {
    /// Nothing against it, 0.
    #[default]
    Valid,
    /// Never good again, 1.
    Revoked,
    /// Not good for now, 2.
    Suspended,
}

impl State {
    /// The state of a value in a list; nothing for one without a meaning here.
    pub fn of_value(value: u8) -> Option<Self> {
        match value {
            0 => Some(Self::Valid),
            1 => Some(Self::Revoked),
            2 => Some(Self::Suspended),
            _ => None,
        }
    }

    /// The value in a list.
    pub fn value(self) -> u8 {
        match self {
            Self::Valid => 0,
            Self::Revoked => 1,
            Self::Suspended => 2,
        }
    }
}
