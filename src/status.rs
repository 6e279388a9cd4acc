//! Whether a credential was withdrawn. This version has no source to ask.
//!
//! Rules: requiring what cannot be checked is `indeterminate`, never a silent pass; not requiring
//! it stands on the receipt as `not_required`.

use crate::credential::Credential;
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
}

/// Checks that a credential is not withdrawn.
///
/// # Errors
/// [`Fault::StatusUnsupported`], always: there is no status source yet.
pub fn check(_credential: &Credential) -> Result<Current, Fault> {
    Err(Fault::StatusUnsupported)
}
