//! A Status List Token (draft-ietf-oauth-status-list §5): a JWS or a COSE_Sign1 with a type of its
//! own. Nobody scans one; it is fetched, or comes with a trust bundle.
//!
//! The hint has the list's address in the place of an issuer: who may sign a list is asked by that.

use crate::budget::Budget;
use crate::encoding::cbor::Form;
use crate::encoding::utf8;
use crate::encoding::value::Value;
use crate::envelope::cose::{self, Profile, TYP};
use crate::envelope::{Envelope, Format, jws};
use crate::error::Fault;

/// As the draft's own tokens are: maps in any order, the key id in the unprotected header.
const PROFILE: Profile = Profile {
    format: Format::StatusList,
    form: Form::Definite,
    loose_tags: true,
    loose_headers: true,
    loose_end: false,
    headers: None,
    tags: &[],
};

/// `sub` of a CWT: the address of the list.
const SUB: i64 = 2;

/// Opens a token, by its first byte.
///
/// # Errors
/// As [`jws::open`] and [`cose::read`]; [`Fault::EnvelopeHeaderMismatch`] for another type of token.
pub fn open(token: &[u8], budget: &Budget) -> Result<Envelope, Fault> {
    let (typ, mut envelope) = if token.first() == Some(&b'e') {
        let jws = jws::open(utf8::decode(token)?.trim(), budget)?;
        let typ = jws.get("typ").and_then(Value::text) == Some("statuslist+jwt");
        (typ, jws.seal(Format::StatusList, None, budget)?)
    } else {
        let sign1 = cose::read(token, &PROFILE, budget)?;
        let typ = sign1.protected(TYP).and_then(Value::text) == Some("application/statuslist+cwt");
        (typ, sign1.seal(&PROFILE, None, budget)?)
    };
    if !typ {
        return Err(Fault::EnvelopeHeaderMismatch { header: "typ" });
    }
    let claims = &envelope.payload.0;
    let address = claims.at(SUB).or_else(|| claims.get("sub"));
    envelope.hint.issuer = address.and_then(Value::text).map(str::to_owned);
    Ok(envelope)
}
