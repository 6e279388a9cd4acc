//! Trust bundles: who may issue what, signed as The Update Framework's metadata (TUF 1.0).
//!
//! In reading order:
//! - [`canonical`], [`keys`], [`metadata`]: what is signed, by which keys, and one role.
//! - [`repository`], [`rotation`], [`publish`], [`standing`]: a whole repository in memory, its keys
//!   exchanged, its files, and who has signed.
//! - [`carrier`], [`folder`]: those files as one `bundle.json`, or loose in a folder.
//! - [`records`], [`check`]: what the targets say, and whether they may. [`import`]: other parties'
//!   lists as records.
//! - [`world`]: the repository of the invented regions.
//!
//! Rules:
//! - Everything is open to be changed and signed again: what is wrong on purpose is made here too.
//! - Nothing is read from a clock: a moment is an argument.

use std::error::Error;
use std::fmt;

pub mod canonical;
pub mod keys;
pub mod metadata;

pub mod publish;
pub mod repository;
pub mod rotation;
pub mod standing;

pub mod carrier;
pub mod folder;

pub mod check;
pub mod import;
pub mod records;
pub mod world;

/// What cannot be used, and what to change, in a sentence.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Objection(pub String);

impl fmt::Display for Objection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Objection {}

/// An objection with its sentence.
pub(crate) fn objection<T>(sentence: impl Into<String>) -> Result<T, Objection> {
    Err(Objection(sentence.into()))
}
