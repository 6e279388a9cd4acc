//! Keys of the registered claims of a CBOR Web Token, RFC 8392 §3.1.

/// `iss`: the issuer.
pub const ISS: i64 = 1;
/// `aud`: for whom it is.
pub const AUD: i64 = 3;
/// `exp`: the first second after validity.
pub const EXP: i64 = 4;
/// `nbf`: the first second of validity.
pub const NBF: i64 = 5;
/// `iat`: when it was issued.
pub const IAT: i64 = 6;
/// `cti`: its id.
pub const CTI: i64 = 7;
/// `cnf`: the key of its holder, RFC 8747.
pub const CNF: i64 = 8;
/// `vct`: its type, draft-ietf-spice-sd-cwt.
pub const VCT: i64 = 11;
/// `cnonce`: the verifier's challenge.
pub const CNONCE: i64 = 39;
