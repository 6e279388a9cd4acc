//! The issuing kit of yanzheng: makes credentials, codes, keys and test vectors.
//!
//! An encoder of its own: nothing here uses the verifier, so that each checks the other. Keys
//! made here are for pilots and tests unless the caller brings them; the default seed is public.
//!
//! Rooms, in reading order:
//! - [`cbor`], [`cbor_read`], [`base32`], [`base45`], [`base64`], [`digits`], [`numeric`],
//!   [`deflate`], [`der`]: values to bytes to text.
//! - [`hash`], [`public_key`], [`key`], [`certificate`], [`anchor`]: who signs, under which of two
//!   algorithms, and what a verifier is told of it.
//! - [`cose`], [`jws`]: what is signed. [`sd_cwt`], [`sd_jwt`]: what is signed and not shown.
//! - [`elements`], [`code`], [`plan`], [`bound`], [`present`], [`sd_jwt_vc`]: Chinese credentials,
//!   on paper and in their holder's hands. [`hcert`], [`shc`], [`nzcp`]: those from elsewhere.
//! - [`status`]: status lists and revocation packs.
//! - [`qr`], [`png`], [`size`]: codes as pictures, and where their bytes go.
//! - [`identifiers`], [`time`]: check characters and the calendar.
//! - [`trust`]: who may issue what, signed, as one bundle.
//! - [`request`]: what a counter asks for, as a holder reads it. [`packs`]: the policies that are
//!   shipped.
//! - [`world`], [`regions`], [`statements`], [`hotel`], [`demo`], [`vectors`]: invented issuers and
//!   what they issued, right and wrong.
//! - [`docs`]: the worked examples of the specification.

pub mod base32;
pub mod base45;
pub mod base64;
pub mod cbor;
pub mod cbor_read;
pub mod deflate;
pub mod der;
pub mod digits;
pub mod numeric;

pub mod anchor;
pub mod certificate;
pub mod hash;
pub mod key;
pub mod public_key;

pub mod cose;
pub mod jws;
pub mod sd_cwt;
pub mod sd_jwt;

pub mod bound;
pub mod code;
pub mod elements;
pub mod plan;
pub mod present;
pub mod sd_jwt_vc;

pub mod hcert;
pub mod nzcp;
pub mod shc;

pub mod packs;
pub mod request;

pub mod status;

pub mod png;
pub mod qr;
pub mod size;

pub mod identifiers;
pub mod refused;
pub mod time;

pub mod trust;

pub mod demo;
pub mod docs;
pub mod hotel;
pub mod regions;
pub mod statements;
pub mod vectors;
pub mod world;
