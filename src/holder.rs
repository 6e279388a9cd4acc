//! Whether whoever shows a credential is its holder. The formats of this version bind no key, so
//! nobody can prove it.
//!
//! Rules: requiring what cannot be checked is `indeterminate`, never a silent pass; not requiring
//! it stands on the receipt as `not_required`.

use crate::credential::Credential;
use crate::error::Fault;

/// Proof that the holder is present, or that nobody asked. Made by [`check`] and
/// [`Bound::not_required`] only.
#[derive(Debug)]
pub struct Bound(());

impl Bound {
    /// For a policy that does not ask, where no challenge was shown.
    pub fn not_required() -> Self {
        Self(())
    }
}

/// Checks that the holder is present.
///
/// # Errors
/// [`Fault::HolderUnsupported`], always: no format of this version binds a key.
pub fn check(_credential: &Credential) -> Result<Bound, Fault> {
    Err(Fault::HolderUnsupported)
}
