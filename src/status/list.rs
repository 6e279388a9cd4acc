//! Token Status List (draft-ietf-oauth-status-list): a signed list of states, as a JWT or a CWT.
//!
//! Rules:
//! - A list is about one address (`sub`), and counts for credentials that name that address.
//! - Its signer need not be the credential's issuer; it must be one who may sign this list, for the
//!   region of the credential's signer.
//! - Kept compressed; asked by inflating it to the place that is asked for, never above the limit.
//! - `exp` is an end; `ttl` counts from the moment at which the list was received (§13.7).

use crate::budget::Budget;
use crate::encoding::base64url;
use crate::encoding::inflate;
use crate::encoding::value::Value;
use crate::envelope::status_list;
use crate::error::Fault;
use crate::signature::{self, Algorithm};
use crate::status::bits::bits;
use crate::status::{Answer, Reference, State};
use crate::time::Time;
use crate::trust::{self, Candidates, Trust};

/// Bytes of a list after inflation: the largest of the draft's has 2^20 entries of eight bits.
const INFLATED: usize = 2 << 20;
/// Bytes of a token.
const SIZE: usize = 4 << 20;
/// Seconds by which a signer's clock may be ahead.
const AHEAD: i64 = 60;

/// A status list that was verified. Made by [`List::open`] only.
#[derive(Clone, Debug)]
pub(super) struct List {
    /// The address that it is about.
    pub(super) uri: String,
    /// The region for which its signer may speak; `None` by the caller's word.
    pub(super) region: Option<String>,
    /// When it was issued.
    pub(super) issued: Time,
    expires: Option<Time>,
    fresh_until: Option<Time>,
    width: u32,
    size: usize,
    compressed: Vec<u8>,
}

impl List {
    /// Verifies a status list token that was received at `at`.
    ///
    /// # Errors
    /// The faults of its envelope, signature and signer; [`Fault::StatusMalformed`],
    /// [`Fault::StatusUnauthorised`], [`Fault::StatusExpired`], the inflate faults.
    pub(super) fn open(
        token: &[u8],
        trust: &Trust,
        at: Time,
        budget: &Budget,
    ) -> Result<Self, Fault> {
        if token.len() > SIZE {
            return Err(Fault::EnvelopeTooLarge { size: token.len(), limit: SIZE });
        }
        let wide = Budget { string: SIZE, inflated: SIZE, ..*budget };
        let envelope = status_list::open(token, &wide)?;
        let algorithm = Algorithm::of(envelope.algorithm())?;
        let candidates = Candidates::listing(trust, envelope.hint(), at, budget.keys)?;
        let authentic = signature::check(envelope, algorithm, &candidates.keys())?;
        let trusted = trust::anchor(authentic, &candidates, at)?;
        let claims = Claims::read(trusted.payload()).ok_or(Fault::StatusMalformed)?;
        let region = trusted.grant_list(&claims.uri, claims.issued)?;
        let list = claims.list(region, at);
        if at.plus(AHEAD) < list.issued {
            return Err(Fault::StatusMalformed);
        }
        if let Some(end) = list.expires.filter(|end| at >= *end) {
            let age = at.since(list.issued).max(0);
            return Err(Fault::StatusExpired { age, not_after: end.seconds() });
        }
        let size = list.inflate(INFLATED)?.len();
        Ok(Self { size, ..list })
    }

    /// What it says of a place.
    ///
    /// # Errors
    /// [`Fault::StatusIndexTooLarge`].
    pub(super) fn answer(&self, reference: &Reference<'_>) -> Result<Answer, Fault> {
        let statuses = self.inflate(self.size)?;
        let width = usize::try_from(self.width).unwrap_or(1);
        let entries = self.size.saturating_mul(8).checked_div(width).unwrap_or(0);
        if u64::try_from(entries).is_ok_and(|entries| reference.index >= entries) {
            return Err(Fault::StatusIndexTooLarge { limit: entries });
        }
        let place = reference.index.saturating_mul(u64::from(self.width));
        Ok(Answer {
            // §7.1: valid, invalid, suspended; the rest is the application's own.
            state: match bits(&statuses, place, self.width) {
                0 => State::Good,
                1 => State::Revoked,
                2 => State::Suspended,
                other => State::Unknown(i64::try_from(other).unwrap_or(i64::MAX)),
            },
            as_of: self.issued,
            fresh_until: self.fresh_until,
            expires: self.expires,
        })
    }

    fn inflate(&self, limit: usize) -> Result<Vec<u8>, Fault> {
        // A list without a withdrawal compresses a thousand times: the bytes bound it, no ratio.
        let budget = Budget { inflated: limit, ratio: usize::MAX, ..Budget::DEFAULT };
        inflate::zlib(&self.compressed, &budget)
    }
}

/// The claims of a token, with the names and numbers of its two forms.
struct Claims {
    uri: String,
    issued: Time,
    expires: Option<Time>,
    ttl: Option<i64>,
    width: u32,
    compressed: Vec<u8>,
}

impl Claims {
    fn read(payload: &Value) -> Option<Self> {
        let claim = |number, name| payload.at(number).or_else(|| payload.get(name));
        let moment =
            |value: &Value| value.integer().filter(|seconds| *seconds >= 0).and_then(Time::new);
        let list = claim(65533, "status_list")?;
        let optional = |value: Option<&Value>, read: &dyn Fn(&Value) -> Option<i64>| match value {
            None => Some(None),
            Some(value) => read(value).map(Some),
        };
        let expires = optional(claim(4, "exp"), &|value| Some(moment(value)?.seconds()))?;
        let ttl = optional(claim(65534, "ttl"), &|value| value.integer().filter(|ttl| *ttl > 0))?;
        Some(Self {
            uri: claim(2, "sub")?.text()?.to_owned(),
            issued: moment(claim(6, "iat")?)?,
            expires: expires.and_then(Time::new),
            ttl,
            width: match list.get("bits")?.integer()? {
                1 => 1,
                2 => 2,
                4 => 4,
                8 => 8,
                _ => return None,
            },
            compressed: match list.get("lst")? {
                Value::Bytes(bytes) => bytes.clone(),
                Value::Text(text) => base64url::decode(text).ok()?,
                _ => return None,
            },
        })
    }

    fn list(self, region: Option<String>, received: Time) -> List {
        let Self { uri, issued, expires, ttl, width, compressed } = self;
        let fresh_until = ttl.map(|ttl| received.plus(ttl));
        List { uri, region, issued, expires, fresh_until, width, size: 0, compressed }
    }
}
