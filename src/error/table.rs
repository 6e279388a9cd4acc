//! The table of faults: code, the step that answers, whether it speaks against the credential, and
//! the section that is enforced.

use crate::error::Fault;
use crate::error::Severity::{self, Failed, Undecided};
use crate::error::Step::{self, Credential, Envelope, Holder, Policy, Signature, Status, Trust};

/// What the table says of one fault.
struct Row {
    code: &'static str,
    step: Step,
    severity: Severity,
    spec: &'static str,
}

const fn row(code: &'static str, step: Step, severity: Severity, spec: &'static str) -> Row {
    Row { code, step, severity, spec }
}

impl Fault {
    /// The stable code, `<room>.<reason>`.
    pub fn code(&self) -> &'static str {
        self.row().code
    }

    /// The step that answers for this fault.
    pub fn step(&self) -> Step {
        self.row().step
    }

    /// Whether it speaks against the credential or says what could not be decided.
    pub fn severity(&self) -> Severity {
        self.row().severity
    }

    /// The section that is enforced, for example `RFC 9285 §4`.
    pub fn spec(&self) -> &'static str {
        self.row().spec
    }

    /// A hint beside the code, for whoever can mend what is wrong. It changes no verdict.
    pub fn note(&self) -> Option<&'static str> {
        match self {
            Self::SignatureInvalid { sm2_id: true } => Some("sm2_id"),
            _ => None,
        }
    }

    /// The table: one row a fault.
    #[expect(clippy::too_many_lines, reason = "one row a fault, read as a table")]
    #[rustfmt::skip]
    fn row(&self) -> Row {
        match self {
            Self::Base32Malformed                       => row("encoding.base32_malformed",               Envelope,   Failed,    "RFC 4648 §6"),
            Self::Base45Malformed                       => row("encoding.base45_malformed",               Envelope,   Failed,    "RFC 9285 §4"),
            Self::Base64UrlMalformed                    => row("encoding.base64url_malformed",            Envelope,   Failed,    "RFC 7515 §2"),
            Self::BundleExpired { .. }                  => row("trust.bundle_expired",                   Trust,      Undecided, "TUF 1.0 §5.4.4"),
            Self::BundleFileMismatch { .. }             => row("trust.bundle_file_mismatch",             Trust,      Undecided, "TUF 1.0 §5.5.2"),
            Self::BundleFileMissing { .. }              => row("trust.bundle_file_missing",              Trust,      Undecided, "docs/trust.md §2"),
            Self::BundleKeyDuplicate { .. }             => row("trust.bundle_key_duplicate",             Trust,      Undecided, "docs/trust.md §3"),
            Self::BundleKeyInvalid { .. }               => row("trust.bundle_key_invalid",               Trust,      Undecided, "SEC 1 §3.2.2"),
            Self::BundleKeyUnsupported { .. }           => row("trust.bundle_key_unsupported",           Trust,      Undecided, "TUF 1.0 §4.2.1"),
            Self::BundleMalformed { .. }                => row("trust.bundle_malformed",                 Trust,      Undecided, "TUF 1.0 §4"),
            Self::BundleMissing                         => row("trust.bundle_missing",                   Trust,      Undecided, "docs/trust.md §2"),
            Self::BundlePathUnauthorised { .. }         => row("trust.bundle_path_unauthorised",         Trust,      Undecided, "TUF 1.0 §4.5"),
            Self::BundleReplayed { .. }                 => row("trust.bundle_replayed",                  Trust,      Undecided, "TUF 1.0 §5.4.3"),
            Self::BundleSignatureMissing { .. }         => row("trust.bundle_signature_missing",         Trust,      Undecided, "TUF 1.0 §5.3.4"),
            Self::BundleTooDeep { .. }                  => row("trust.bundle_too_deep",                  Trust,      Undecided, "TUF 1.0 §5.6.7"),
            Self::BundleTooLarge { .. }                 => row("trust.bundle_too_large",                 Trust,      Undecided, "TUF 1.0 §5.3.3"),
            Self::BundleTooMany { .. }                  => row("trust.bundle_too_many",                  Trust,      Undecided, "TUF 1.0 §5.3.3"),
            Self::BundleUnsupported                     => row("trust.bundle_unsupported",               Trust,      Undecided, "TUF 1.0 §4.3"),
            Self::BundleVersionMismatch { .. }          => row("trust.bundle_version_mismatch",          Trust,      Undecided, "TUF 1.0 §5.3.5"),
            Self::CborDuplicate                         => row("encoding.cbor_duplicate",                 Envelope,   Failed,    "RFC 8949 §5.6"),
            Self::CborMalformed { .. }                  => row("encoding.cbor_malformed",                 Envelope,   Failed,    "RFC 8949 §3"),
            Self::CborNoncanonical { .. }               => row("encoding.cbor_noncanonical",              Envelope,   Failed,    "RFC 8949 §4.2.1"),
            Self::CredentialAudienceUnsupported         => row("credential.audience_unsupported",         Credential, Failed,    "RFC 8392 §3.1.3"),
            Self::CredentialClaimDuplicate              => row("credential.claim_duplicate",              Credential, Failed,    "RFC 9901 §7.1"),
            Self::CredentialClaimMalformed { .. }       => row("credential.claim_malformed",              Credential, Failed,    "RFC 8392 §3.1"),
            Self::CredentialClaimMissing { .. }         => row("credential.claim_missing",                Credential, Failed,    "RFC 8392 §3.1"),
            Self::CredentialClaimUnknown { .. }         => row("credential.claim_unknown",                Credential, Failed,    "DCC schema 1.3.0"),
            Self::CredentialDigestMalformed             => row("credential.digest_malformed",             Credential, Failed,    "RFC 9901 §7.1"),
            Self::CredentialDigestUnauthorised          => row("credential.digest_unauthorised",          Credential, Failed,    "RFC 9901 §4.1.1"),
            Self::CredentialDigestUnsupported           => row("credential.digest_unsupported",           Credential, Undecided, "RFC 9901 §4.1.1"),
            Self::CredentialDisclosureDuplicate         => row("credential.disclosure_duplicate",         Credential, Failed,    "RFC 9901 §7.1"),
            Self::CredentialDisclosureMalformed         => row("credential.disclosure_malformed",         Credential, Failed,    "RFC 9901 §4.2"),
            Self::CredentialDisclosureNameUnauthorised  => row("credential.disclosure_name_unauthorised", Credential, Failed,    "RFC 9901 §7.1"),
            Self::CredentialDisclosureTooDeep { .. }    => row("credential.disclosure_too_deep",          Credential, Failed,    "RFC 9901 §10"),
            Self::CredentialDisclosureTooMany { .. }    => row("credential.disclosure_too_many",          Credential, Failed,    "RFC 9901 §10"),
            Self::CredentialDisclosureUnknown           => row("credential.disclosure_unknown",           Credential, Failed,    "RFC 9901 §7.1"),
            Self::CredentialExpired { .. }              => row("credential.expired",                      Credential, Failed,    "RFC 8392 §3.1.4"),
            Self::CredentialExpiryMissing               => row("credential.expiry_missing",               Credential, Failed,    "RFC 8392 §3.1.4"),
            Self::CredentialNotYetValid { .. }          => row("credential.not_yet_valid",                Credential, Failed,    "RFC 8392 §3.1.5"),
            Self::CredentialValidityMismatch            => row("credential.validity_mismatch",            Credential, Failed,    "RFC 8392 §3.1"),
            Self::DigitsMalformed                       => row("encoding.digits_malformed",               Envelope,   Failed,    "CTAP 2.2 §11.5.1"),
            Self::EnvelopeChunkMismatch                 => row("envelope.chunk_mismatch",                 Envelope,   Failed,    "SMART Health Cards: chunking"),
            Self::EnvelopeChunkMissing { .. }           => row("envelope.chunk_missing",                  Envelope,   Undecided, "SMART Health Cards: chunking"),
            Self::EnvelopeChunkTooLarge { .. }          => row("envelope.chunk_too_large",                Envelope,   Failed,    "SMART Health Cards: chunking"),
            Self::EnvelopeCriticalUnsupported           => row("envelope.critical_unsupported",           Envelope,   Failed,    "RFC 9052 §3.1"),
            Self::EnvelopeHeaderMalformed { .. }        => row("envelope.header_malformed",               Envelope,   Failed,    "RFC 9052 §3.1"),
            Self::EnvelopeHeaderMismatch { .. }         => row("envelope.header_mismatch",                Envelope,   Failed,    "RFC 9052 §3"),
            Self::EnvelopeHeaderMissing { .. }          => row("envelope.header_missing",                 Envelope,   Failed,    "RFC 9052 §3.1"),
            Self::EnvelopeKeyUnauthorised               => row("envelope.key_unauthorised",               Envelope,   Failed,    "RFC 8725 §3.10"),
            Self::EnvelopeMalformed                     => row("envelope.malformed",                      Envelope,   Failed,    "RFC 9052 §4.2"),
            Self::EnvelopeMissing                       => row("envelope.missing",                        Envelope,   Undecided, "docs/code.md §1"),
            Self::EnvelopeOnlineOnly { .. }             => row("envelope.online_only",                    Envelope,   Undecided, "GB/T 36906"),
            Self::EnvelopeTooLarge { .. }               => row("envelope.too_large",                      Envelope,   Failed,    "ISO/IEC 18004 §7.4"),
            Self::EnvelopeUnknown                       => row("envelope.unknown",                        Envelope,   Failed,    "docs/code.md §1"),
            Self::EnvelopeUnsupported                   => row("envelope.unsupported",                    Envelope,   Undecided, "docs/code.md §1"),
            Self::HolderAlgMismatch                     => row("holder.alg_mismatch",                     Holder,     Failed,    "RFC 9901 §7.3"),
            Self::HolderAlgUnauthorised                 => row("holder.alg_unauthorised",                 Holder,     Failed,    "RFC 9901 §7.3"),
            Self::HolderAudienceMismatch                => row("holder.audience_mismatch",                Holder,     Failed,    "RFC 9901 §7.3"),
            Self::HolderAudienceUnknown                 => row("holder.audience_unknown",                 Holder,     Undecided, "RFC 9901 §7.3"),
            Self::HolderClaimMalformed { .. }           => row("holder.claim_malformed",                  Holder,     Failed,    "RFC 9901 §4.3"),
            Self::HolderClaimMissing { .. }             => row("holder.claim_missing",                    Holder,     Failed,    "RFC 9901 §4.3"),
            Self::HolderClaimUnknown                    => row("holder.claim_unknown",                    Holder,     Failed,    "docs/code.md §7"),
            Self::HolderDisclosureMismatch              => row("holder.disclosure_mismatch",              Holder,     Failed,    "RFC 9901 §7.3"),
            Self::HolderKeyMalformed                    => row("holder.key_malformed",                    Holder,     Failed,    "RFC 7800 §3"),
            Self::HolderKeyMissing                      => row("holder.key_missing",                      Holder,     Failed,    "RFC 7800 §3"),
            Self::HolderKeyUnsupported                  => row("holder.key_unsupported",                  Holder,     Undecided, "RFC 7800 §3"),
            Self::HolderNonceMismatch                   => row("holder.nonce_mismatch",                   Holder,     Failed,    "RFC 9901 §7.3"),
            Self::HolderNonceMissing                    => row("holder.nonce_missing",                    Holder,     Failed,    "RFC 9901 §7.3"),
            Self::HolderNotYetValid { .. }              => row("holder.not_yet_valid",                    Holder,     Failed,    "RFC 9901 §7.3"),
            Self::HolderRequired                        => row("holder.required",                         Holder,     Failed,    "RFC 9901 §7.3"),
            Self::HolderSignatureInvalid                => row("holder.signature_invalid",                Holder,     Failed,    "RFC 9901 §7.3"),
            Self::HolderStale { .. }                    => row("holder.stale",                            Holder,     Failed,    "docs/code.md §7"),
            Self::HolderValidityMismatch                => row("holder.validity_mismatch",                Holder,     Failed,    "draft-ietf-spice-sd-cwt §8"),
            Self::HubExpired                            => row("hub.expired",                             Status,     Failed,    "GB/T 36906"),
            Self::HubMalformed                          => row("hub.malformed",                           Trust,      Undecided, "GB/T 36906"),
            Self::HubMismatch                           => row("hub.mismatch",                            Credential, Failed,    "GB/T 36906"),
            Self::HubMissing                            => row("hub.missing",                             Trust,      Undecided, "GB/T 36906"),
            Self::HubNotYetValid                        => row("hub.not_yet_valid",                       Status,     Failed,    "GB/T 36906"),
            Self::HubSuspended                          => row("hub.suspended",                           Status,     Failed,    "GB/T 36906"),
            Self::HubUnauthorised                       => row("hub.unauthorised",                        Trust,      Undecided, "GB/T 36906"),
            Self::HubUnknown                            => row("hub.unknown",                             Credential, Failed,    "GB/T 36906"),
            Self::HubUnsupported                        => row("hub.unsupported",                         Trust,      Undecided, "GB/T 36906"),
            Self::InflateMalformed                      => row("encoding.inflate_malformed",              Envelope,   Failed,    "RFC 1950 §2.2"),
            Self::InflateTooLarge { .. }                => row("encoding.inflate_too_large",              Envelope,   Failed,    "RFC 8725 §3.6"),
            Self::JsonDuplicate                         => row("encoding.json_duplicate",                 Envelope,   Failed,    "RFC 8259 §4"),
            Self::JsonMalformed                         => row("encoding.json_malformed",                 Envelope,   Failed,    "RFC 8259 §2"),
            Self::NumericMalformed                      => row("encoding.numeric_malformed",              Envelope,   Failed,    "SMART Health Cards: numeric"),
            Self::PolicyAgreementUnauthorised           => row("policy.agreement_unauthorised",         Policy,     Failed,    "docs/policy.md §3"),
            Self::PolicyChallengeMissing                => row("policy.challenge_missing",              Policy,     Undecided, "docs/policy.md §3"),
            Self::PolicyClaimMismatch { .. }            => row("policy.claim_mismatch",                 Policy,     Failed,    "docs/policy.md §6"),
            Self::PolicyClaimRequired { .. }            => row("policy.claim_required",                 Policy,     Failed,    "docs/policy.md §3"),
            Self::PolicyClaimUnauthorised { .. }        => row("policy.claim_unauthorised",             Policy,     Failed,    "docs/policy.md §3"),
            Self::PolicyJournalMissing                  => row("policy.journal_missing",                Policy,     Undecided, "docs/journal.md §3"),
            Self::PolicyMatchUnauthorised               => row("policy.match_unauthorised",             Policy,     Failed,    "docs/policy.md §3"),
            Self::PolicyMemoryMissing                   => row("policy.memory_missing",                 Policy,     Undecided, "docs/journal.md §4"),
            Self::PolicyRegionMissing                   => row("policy.region_missing",                 Policy,     Undecided, "docs/policy.md §3"),
            Self::PolicyRegionUnauthorised              => row("policy.region_unauthorised",            Policy,     Failed,    "docs/policy.md §3"),
            Self::PolicyReplayed { .. }                 => row("policy.replayed",                       Policy,     Failed,    "docs/journal.md §4"),
            Self::PolicyTogetherMismatch { .. }         => row("policy.together_mismatch",              Policy,     Failed,    "docs/policy.md §3"),
            Self::PolicyTypeMissing                     => row("policy.type_missing",                   Policy,     Failed,    "docs/policy.md §3"),
            Self::PolicyTypeUnauthorised                => row("policy.type_unauthorised",              Policy,     Failed,    "docs/policy.md §3"),
            Self::PolicyValueUnauthorised { .. }        => row("policy.value_unauthorised",             Policy,     Failed,    "docs/policy.md §3"),
            Self::SignatureAlgMismatch                  => row("signature.alg_mismatch",                  Signature,  Failed,    "RFC 8725 §3.1"),
            Self::SignatureAlgUnauthorised              => row("signature.alg_unauthorised",              Signature,  Failed,    "RFC 8725 §3.2"),
            Self::SignatureDerUnsupported               => row("signature.der_unsupported",               Signature,  Failed,    "RFC 9053 §2.1"),
            Self::SignatureInvalid { .. }               => row("signature.invalid",                       Signature,  Failed,    "FIPS 186-5 §6.4.2"),
            Self::SignatureKeyInvalid                   => row("signature.key_invalid",                   Signature,  Failed,    "SEC 1 §3.2.2"),
            Self::SignatureKeyMalformed                 => row("signature.key_malformed",                 Signature,  Failed,    "SEC 1 §2.3.4"),
            Self::SignatureMalformed { .. }             => row("signature.malformed",                     Signature,  Failed,    "RFC 9053 §2.1"),
            Self::SignatureUnsupported                  => row("signature.unsupported",                   Signature,  Undecided, "RFC 9053 §2"),
            Self::StatusCoverageMissing                 => row("status.coverage_missing",               Status,     Undecided, "docs/status.md §3"),
            Self::StatusDeltaMismatch                   => row("status.delta_mismatch",                 Status,     Undecided, "docs/status.md §3"),
            Self::StatusExpired { .. }                  => row("status.expired",                        Status,     Undecided, "draft-ietf-oauth-status-list §8.3"),
            Self::StatusIndexTooLarge { .. }            => row("status.index_too_large",                Status,     Undecided, "draft-ietf-oauth-status-list §8.3"),
            Self::StatusMalformed                       => row("status.malformed",                      Status,     Undecided, "draft-ietf-oauth-status-list §4"),
            Self::StatusMissing                         => row("status.missing",                        Status,     Undecided, "draft-ietf-oauth-status-list §8.3"),
            Self::StatusReferenceMalformed              => row("status.reference_malformed",            Status,     Failed,    "draft-ietf-oauth-status-list §6"),
            Self::StatusReferenceMissing                => row("status.reference_missing",              Status,     Undecided, "docs/policy.md §2"),
            Self::StatusReplayed                        => row("status.replayed",                       Status,     Undecided, "docs/status.md §2"),
            Self::StatusRevoked { .. }                  => row("status.revoked",                          Status,     Failed,    "GB/T 36903"),
            Self::StatusStale { .. }                    => row("status.stale",                          Status,     Undecided, "draft-ietf-oauth-status-list §13.7"),
            Self::StatusSubjectMismatch                 => row("status.subject_mismatch",               Status,     Undecided, "draft-ietf-oauth-status-list §8.3"),
            Self::StatusSuspended                       => row("status.suspended",                        Status,     Failed,    "GB/T 36903"),
            Self::StatusUnauthorised                    => row("status.unauthorised",                   Status,     Undecided, "docs/status.md §2"),
            Self::StatusUnknown { .. }                  => row("status.unknown",                        Status,     Undecided, "draft-ietf-oauth-status-list §7"),
            Self::StatusUnsupported                     => row("status.unsupported",                      Status,     Undecided, "docs/policy.md §2"),
            Self::TooDeep { .. }                        => row("encoding.too_deep",                       Envelope,   Failed,    "RFC 8949 §10"),
            Self::TooLarge { .. }                       => row("encoding.too_large",                      Envelope,   Failed,    "RFC 8949 §10"),
            Self::TooMany { .. }                        => row("encoding.too_many",                       Envelope,   Failed,    "RFC 8949 §10"),
            Self::TrustClockMismatch { .. }             => row("trust.clock_mismatch",                  Trust,      Undecided, "docs/trust.md §5"),
            Self::TrustIssuerUnknown                    => row("trust.issuer_unknown",                    Trust,      Undecided, "RFC 8725 §3.8"),
            Self::TrustKeyExpired { .. }                => row("trust.key_expired",                       Trust,      Failed,    "RFC 5280 §4.1.2.5"),
            Self::TrustKeyNotYetValid { .. }            => row("trust.key_not_yet_valid",                 Trust,      Failed,    "RFC 5280 §4.1.2.5"),
            Self::TrustKeyRevoked                       => row("trust.key_revoked",                     Trust,      Failed,    "docs/trust.md §3"),
            Self::TrustKeyTooMany { .. }                => row("trust.key_too_many",                      Trust,      Undecided, "RFC 8725 §3.8"),
            Self::TrustLifetimeUnauthorised { .. }      => row("trust.lifetime_unauthorised",           Trust,      Failed,    "docs/trust.md §3"),
            Self::TrustRecognitionExpired { .. }        => row("trust.recognition_expired",             Trust,      Failed,    "docs/trust.md §4"),
            Self::TrustRecognitionMissing               => row("trust.recognition_missing",             Trust,      Failed,    "docs/trust.md §4"),
            Self::TrustRecognitionNotYetValid { .. }    => row("trust.recognition_not_yet_valid",       Trust,      Failed,    "docs/trust.md §4"),
            Self::TrustRecognitionScenarioUnauthorised  => row("trust.recognition_scenario_unauthorised",Trust,      Failed,    "docs/trust.md §4"),
            Self::TrustRecognitionTypeUnauthorised      => row("trust.recognition_type_unauthorised",   Trust,      Failed,    "docs/trust.md §4"),
            Self::TrustRegionUnauthorised               => row("trust.region_unauthorised",               Trust,      Failed,    "docs/trust.md §1"),
            Self::TrustTypeUnauthorised                 => row("trust.type_unauthorised",                 Trust,      Failed,    "docs/trust.md §1"),
            Self::Utf8Malformed                         => row("encoding.utf8_malformed",                 Envelope,   Failed,    "RFC 3629 §3"),
        }
    }
}
