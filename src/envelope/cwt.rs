//! Keys of the registered claims of a CBOR Web Token, RFC 8392 §3.1.

/// `iss`: the issuer.
pub const ISS: i128 = 1;
/// `aud`: for whom it is.
pub const AUD: i128 = 3;
/// `exp`: the first second after validity.
pub const EXP: i128 = 4;
/// `nbf`: the first second of validity.
pub const NBF: i128 = 5;
/// `iat`: when it was issued.
pub const IAT: i128 = 6;
/// `cti`: its id.
pub const CTI: i128 = 7;
