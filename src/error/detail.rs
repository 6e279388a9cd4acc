//! What a fault carries beside its code: numbers, and names that did not come out of the scan.

use crate::error::Fault;

/// A number or a name that a fault carries.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Detail {
    /// A number, in the unit that the fault's field documents.
    Number(i64),
    /// A name from our tables or from the caller's policy.
    Name(String),
}

impl Fault {
    /// The numbers and names that the fault carries, by name, for the receipt.
    pub fn detail(&self) -> Vec<(&'static str, Detail)> {
        let size = |value: &usize| Detail::Number(i64::try_from(*value).unwrap_or(i64::MAX));
        let name = |what, text: &str| (what, Detail::Name(text.to_owned()));
        match self {
            Self::CborMalformed { offset } | Self::CborNoncanonical { offset } => {
                vec![("offset", size(offset))]
            }
            Self::CredentialClaimMalformed { claim }
            | Self::CredentialClaimMissing { claim }
            | Self::CredentialClaimUnknown { claim }
            | Self::HolderClaimMalformed { claim }
            | Self::HolderClaimMissing { claim } => {
                vec![("claim", Detail::Name((*claim).to_owned()))]
            }
            Self::BundleExpired { role, not_after } => {
                vec![name("role", role), ("not_after", Detail::Number(*not_after))]
            }
            Self::BundleFileMismatch { file }
            | Self::BundleFileMissing { file }
            | Self::BundleKeyDuplicate { file }
            | Self::BundleKeyInvalid { file }
            | Self::BundleMalformed { file }
            | Self::BundlePathUnauthorised { file } => vec![name("file", file)],
            Self::BundleKeyUnsupported { role, scheme } => {
                vec![name("role", role), name("scheme", scheme)]
            }
            Self::BundleReplayed { role } | Self::BundleVersionMismatch { role } => {
                vec![name("role", role)]
            }
            Self::BundleSignatureMissing { role, have, of } => {
                vec![name("role", role), ("have", size(have)), ("of", size(of))]
            }
            Self::CredentialExpired { not_after }
            | Self::TrustKeyExpired { not_after }
            | Self::TrustRecognitionExpired { not_after } => {
                vec![("not_after", Detail::Number(*not_after))]
            }
            Self::CredentialNotYetValid { not_before }
            | Self::TrustKeyNotYetValid { not_before }
            | Self::TrustRecognitionNotYetValid { not_before } => {
                vec![("not_before", Detail::Number(*not_before))]
            }
            Self::EnvelopeHeaderMalformed { header }
            | Self::EnvelopeHeaderMismatch { header }
            | Self::EnvelopeHeaderMissing { header } => {
                vec![("header", Detail::Name((*header).to_owned()))]
            }
            Self::EnvelopeChunkMissing { have, of } => vec![("have", size(have)), ("of", size(of))],
            Self::EnvelopeChunkTooLarge { size: chars, limit }
            | Self::EnvelopeTooLarge { size: chars, limit }
            | Self::BundleTooLarge { size: chars, limit } => {
                vec![("size", size(chars)), ("limit", size(limit))]
            }
            Self::CredentialDisclosureTooDeep { limit }
            | Self::CredentialDisclosureTooMany { limit }
            | Self::InflateTooLarge { limit }
            | Self::BundleTooDeep { limit }
            | Self::BundleTooMany { limit }
            | Self::StatusIndexTooLarge { limit }
            | Self::TooDeep { limit }
            | Self::TooLarge { limit }
            | Self::TooMany { limit }
            | Self::TrustKeyTooMany { limit } => vec![("limit", size(limit))],
            Self::EnvelopeOnlineOnly { channel } => {
                vec![("channel", Detail::Name((*channel).to_owned()))]
            }
            Self::HolderNotYetValid { ahead } => vec![("ahead", Detail::Number(*ahead))],
            Self::HolderStale { age, limit } | Self::StatusStale { age, limit } => {
                vec![("age", Detail::Number(*age)), ("limit", Detail::Number(*limit))]
            }
            Self::StatusExpired { age, not_after } => {
                vec![("age", Detail::Number(*age)), ("not_after", Detail::Number(*not_after))]
            }
            Self::StatusUnknown { age, state } => {
                vec![("age", Detail::Number(*age)), ("state", Detail::Number(*state))]
            }
            Self::TrustClockMismatch { behind } => vec![("behind", Detail::Number(*behind))],
            Self::TrustLifetimeUnauthorised { limit } => vec![("limit", Detail::Number(*limit))],
            Self::StatusRevoked { state } => vec![("state", Detail::Name((*state).to_owned()))],
            Self::PolicyClaimMismatch { claim }
            | Self::PolicyClaimRequired { claim }
            | Self::PolicyClaimUnauthorised { claim }
            | Self::PolicyTogetherMismatch { claim }
            | Self::PolicyValueUnauthorised { claim } => {
                vec![("claim", Detail::Name(claim.clone()))]
            }
            Self::PolicyReplayed { age } => vec![("age", Detail::Number(*age))],
            Self::SignatureMalformed { size: bytes } => vec![("size", size(bytes))],
            _ => Vec::new(),
        }
    }
}
