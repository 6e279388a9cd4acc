//! The issuing kit of yanzheng: makes credentials, codes, keys and test vectors.
//!
//! An encoder of its own: nothing here uses the verifier, so that each checks the other. Keys
//! made here are for pilots and tests unless the caller brings them; the default seed is public.
//!
//! Rooms, in reading order:
//! - [`cbor`], [`base32`], [`base45`], [`base64`], [`digits`], [`numeric`], [`deflate`], [`der`]:
//!   values to bytes to text.
//! - [`key`], [`certificate`], [`anchor`]: who signs, and what a verifier is told of it.
//! - [`cose`], [`jws`]: what is signed.
//! - [`code`], [`hcert`], [`shc`], [`nzcp`]: the four envelopes and the credentials inside.
//! - [`qr`], [`png`]: codes as pictures.
//! - [`identifiers`], [`time`]: check characters and the calendar.
//! - [`world`], [`demo`], [`vectors`]: invented issuers and what they issued, right and wrong.

pub mod base32;
pub mod base45;
pub mod base64;
pub mod cbor;
pub mod deflate;
pub mod der;
pub mod digits;
pub mod numeric;

pub mod anchor;
pub mod certificate;
pub mod key;

pub mod cose;
pub mod jws;

pub mod code;
pub mod hcert;
pub mod nzcp;
pub mod shc;

pub mod png;
pub mod qr;

pub mod identifiers;
pub mod refused;
pub mod time;

pub mod demo;
pub mod vectors;
pub mod world;
