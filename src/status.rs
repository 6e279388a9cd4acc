//! Whether a credential was withdrawn: what it states of itself. This version has no other source
//! to ask.
//!
//! Rules: a credential whose own state is not in force is refused, whether or not anybody asked;
//! requiring what cannot be checked is `indeterminate`, never a silent pass; not requiring it stands
//! on the receipt as `not_required`.

use crate::credential::{Credential, State};
use crate::error::Fault;

/// Proof that a credential is not withdrawn, or that nobody asked. Made by [`check`] and
/// [`Current::not_required`] only.
#[derive(Debug)]
pub struct Current(());

impl Current {
    /// For a policy that does not ask.
    pub fn not_required() -> Self {
        Self(())
    }

    /// For a credential that a hub has just answered for.
    pub fn by_hub(_: &crate::hub::Confirmed) -> Self {
        Self(())
    }
}

/// Reads the state that a credential states of itself, by the table of its type.
///
/// # Errors
/// [`Fault::StatusSuspended`], [`Fault::StatusRevoked`].
pub fn stated(credential: &Credential) -> Result<(), Fault> {
    match credential.state() {
        Some(State::Suspended) => Err(Fault::StatusSuspended),
        Some(State::Ended(state)) => Err(Fault::StatusRevoked { state }),
        Some(State::Valid | State::Other) | None => Ok(()),
    }
}

/// Checks that a credential is not withdrawn.
///
/// # Errors
/// Those of [`stated`], and else [`Fault::StatusUnsupported`]: there is no status source yet.
pub fn check(credential: &Credential) -> Result<Current, Fault> {
    stated(credential)?;
    Err(Fault::StatusUnsupported)
}
