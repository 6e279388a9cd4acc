//! One yes or no: were these bytes signed by this key.
//!
//! Rules:
//! - The algorithm comes from the key; a header that names another is refused, and a header that
//!   names none, a shared secret, or something unknown is refused before any key is looked up.
//! - Signatures are raw r‖s. There is no "try the other encoding" and no "try another signer id":
//!   that another common id would have fitted is a note for whoever keeps the key records.
//! - A failure says nothing else about why.
//! - Does not know who the key belongs to; see `trust::anchor`.

use crate::envelope::Envelope;
use crate::error::Fault;

pub mod algorithm;
pub mod jwk;
pub mod key;

pub use algorithm::Algorithm;
pub use jwk::Jwk;
pub use key::Key;

/// An envelope whose signature verified under the key at [`Authentic::signer`]. Made by [`check`]
/// only.
#[derive(Clone, Debug)]
pub struct Authentic {
    envelope: Envelope,
    signer: usize,
}

impl Authentic {
    /// The place, among the keys that were tried, of the one that signed.
    pub fn signer(&self) -> usize {
        self.signer
    }

    /// The envelope.
    pub fn envelope(&self) -> &Envelope {
        &self.envelope
    }
}

/// Checks an envelope's signature with the keys that its hint led to.
///
/// Does not check whose keys they are; see `trust::anchor`.
///
/// # Errors
/// [`Fault::SignatureAlgMismatch`] when no key is of the header's algorithm,
/// [`Fault::SignatureMalformed`], [`Fault::SignatureDerUnsupported`],
/// [`Fault::SignatureInvalid`], [`Fault::SignatureUnsupported`].
pub fn check(envelope: Envelope, algorithm: Algorithm, keys: &[&Key]) -> Result<Authentic, Fault> {
    if keys.iter().all(|key| key.algorithm() != algorithm) {
        return Err(Fault::SignatureAlgMismatch);
    }
    let mut outcome = Err(Fault::SignatureInvalid { sm2_id: false });
    for (signer, key) in keys.iter().enumerate().filter(|(_, key)| key.algorithm() == algorithm) {
        match key.verify(envelope.signed(), envelope.signature()) {
            Ok(()) => return Ok(Authentic { envelope, signer }),
            Err(fault) => outcome = Err(fault),
        }
    }
    outcome
}
