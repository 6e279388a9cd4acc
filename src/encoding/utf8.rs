//! UTF-8, RFC 3629: the one text encoding of a scan.

use crate::error::Fault;

/// Reads bytes as text.
///
/// # Errors
/// [`Fault::Utf8Malformed`] for anything that is not UTF-8: overlong forms, surrogates, loose
/// continuation bytes. A byte order mark is UTF-8; no format here begins with one.
pub fn decode(bytes: &[u8]) -> Result<&str, Fault> {
    core::str::from_utf8(bytes).map_err(|_| Fault::Utf8Malformed)
}
