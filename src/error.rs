//! Faults: everything that can be wrong with what was scanned, one row each.
//!
//! Rules:
//! - A fault carries numbers and names from our own tables or from the caller's policy, never a
//!   string that came out of the scan: no fault can hold personal data.
//! - A code is `<room>.<reason>`; codes are never renamed or reused. The reason ends in one of
//!   `duplicate expired invalid malformed mismatch missing noncanonical not_yet_valid online_only
//!   replayed required revoked stale suspended too_deep too_large too_many unauthorised unknown
//!   unsupported`.
//! - A fault either speaks against the credential (`Failed`) or says what could not be decided
//!   (`Undecided`); the row says which, so that no caller can soften one into the other.

/// The seven steps of a verification, in pipeline order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Step {
    /// What was scanned is one known, well-formed envelope.
    Envelope,
    /// The signed bytes were signed by the key that was tried.
    Signature,
    /// That key may sign this, by the caller's anchors.
    Trust,
    /// The payload is a credential of its format, inside its dates.
    Credential,
    /// It was not withdrawn.
    Status,
    /// Whoever shows it is its holder.
    Holder,
    /// This counter accepts it for this purpose.
    Policy,
}

/// Whether a fault speaks against the credential or says what could not be decided.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Severity {
    /// Evidence against the credential: the verdict is `reject`.
    Failed,
    /// Evidence missing, none against: the verdict is `indeterminate`.
    Undecided,
}

mod detail;
mod fault;
mod table;

pub use detail::Detail;
pub use fault::Fault;
