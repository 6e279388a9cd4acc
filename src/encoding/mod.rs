//! Bytes to values and back, in the one form each standard allows.
//!
//! Rules:
//! - Strict: one text for one value. No padding that the standard does not ask for, no loose bits,
//!   no second alphabet, no trailing bytes.
//! - Every reader is bounded by the [`crate::budget::Budget`] it is given, before it allocates.
//! - Nothing here knows credentials, keys or time.

pub mod value;

pub mod base32;
pub mod base45;
pub mod base64url;
pub mod digits;
pub mod numeric;

pub mod canonical;
pub mod cbor;
pub mod date;
pub mod der;
pub mod digest;
pub mod inflate;
pub mod json;
mod meter;
pub mod places;
pub mod utf8;
pub mod x509;
