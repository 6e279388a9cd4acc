//! What a hub's answer means: the result codes of GB/T 36906 as this receipt's outcomes.
//!
//! For callers who have a connection of their own to the system behind a pointer. Nothing is asked
//! here and nothing is sent; an answer comes in as an argument, and the receipt says `hub`.
//!
//! Rules: a hub's word stands in the place of a signature, not beside one, so it is only ever taken
//! for a pointer. A code that the table does not have says nothing, and nothing is accepted on it.

use crate::error::Fault;

/// What a caller's own connection answered, in the numbers of GB/T 36906.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// `head.status`: whether the request could be answered at all. Absent: 0.
    pub status: Option<i64>,
    /// The result of `verifyCertInfo`.
    pub result: Option<i64>,
    /// 证照类型代码, where the hub says it.
    pub kind: Option<String>,
    /// Who issued it, where the hub says it.
    pub issuer: Option<String>,
    /// What the hub says of the credential, by element names.
    pub claims: Vec<(String, String)>,
}

/// A hub's word that a credential is right and in force. Made by [`Answer::confirm`] only.
#[derive(Clone, Debug)]
pub struct Confirmed(Answer);

impl Answer {
    /// Whether the hub answered that the credential is right and in force.
    ///
    /// # Errors
    /// Every `hub.*` fault: those of the status, then those of the result.
    pub fn confirm(self) -> Result<Confirmed, Fault> {
        match self.status.unwrap_or(0) {
            0 => {}
            2 => return Err(Fault::HubUnsupported),
            10 => return Err(Fault::HubUnknown),
            11 | 100 => return Err(Fault::HubUnauthorised),
            12 | 102 | 103 | 109..=111 => return Err(Fault::HubMalformed),
            _ => return Err(Fault::HubMissing),
        }
        match self.result {
            Some(0) => Ok(Confirmed(self)),
            Some(1) => Err(Fault::HubNotYetValid),
            Some(2) => Err(Fault::HubSuspended),
            Some(3) => Err(Fault::HubExpired),
            Some(5) => Err(Fault::HubUnknown),
            Some(6) => Err(Fault::HubMalformed),
            Some(7) => Err(Fault::HubMismatch),
            // 4 is "not enough to tell".
            _ => Err(Fault::HubMissing),
        }
    }
}

impl Confirmed {
    /// What the hub said.
    pub fn answer(&self) -> &Answer {
        &self.0
    }
}
