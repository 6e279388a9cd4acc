//! The codes that a verifier answers with: which step each belongs to, and whether it speaks
//! against the credential. Written down a second time, so that the verifier's own table is
//! checked by the vectors and not by itself.

/// The seven steps, in order.
pub const STEPS: [&str; 7] =
    ["envelope", "signature", "trust", "credential", "status", "holder", "policy"];

/// Codes that leave the question open, beside those of the trust bundle; every other one is evidence
/// against.
const UNDECIDED: [&str; 27] = [
    "credential.digest_unsupported",
    "envelope.chunk_missing",
    "envelope.missing",
    "envelope.online_only",
    "envelope.unsupported",
    "holder.audience_unknown",
    "holder.key_unsupported",
    "hub.malformed",
    "hub.missing",
    "hub.unauthorised",
    "hub.unsupported",
    "policy.challenge_missing",
    "policy.journal_missing",
    "policy.memory_missing",
    "policy.region_missing",
    "signature.unsupported",
    "status.coverage_missing",
    "status.expired",
    "status.index_too_large",
    "status.missing",
    "status.reference_missing",
    "status.stale",
    "status.unknown",
    "status.unsupported",
    "trust.clock_mismatch",
    "trust.issuer_unknown",
    "trust.key_too_many",
];

/// Codes of keys and not of scans: they are in `signature-checks.json`.
pub const OF_KEYS: [&str; 2] = ["signature.key_invalid", "signature.key_malformed"];

/// Codes after which no signature was tried, because there was no key to try; beside those of the
/// trust bundle.
const WITHOUT_KEY: [&str; 3] =
    ["trust.clock_mismatch", "trust.issuer_unknown", "trust.key_too_many"];

/// Codes of status files that are refused when they are offered, and of no scan.
pub const OF_OFFERS: [&str; 5] = [
    "status.delta_mismatch",
    "status.malformed",
    "status.replayed",
    "status.subject_mismatch",
    "status.unauthorised",
];

/// Every code that a scan can bring about.
pub const OF_SCANS: [&str; 137] = [
    "credential.audience_unsupported",
    "credential.claim_duplicate",
    "credential.claim_malformed",
    "credential.claim_missing",
    "credential.claim_unknown",
    "credential.digest_malformed",
    "credential.digest_unauthorised",
    "credential.digest_unsupported",
    "credential.disclosure_duplicate",
    "credential.disclosure_malformed",
    "credential.disclosure_name_unauthorised",
    "credential.disclosure_too_deep",
    "credential.disclosure_too_many",
    "credential.disclosure_unknown",
    "credential.expired",
    "credential.expiry_missing",
    "credential.not_yet_valid",
    "credential.validity_mismatch",
    "encoding.base32_malformed",
    "encoding.base45_malformed",
    "encoding.base64url_malformed",
    "encoding.cbor_duplicate",
    "encoding.cbor_malformed",
    "encoding.cbor_noncanonical",
    "encoding.digits_malformed",
    "encoding.inflate_malformed",
    "encoding.inflate_too_large",
    "encoding.json_duplicate",
    "encoding.json_malformed",
    "encoding.numeric_malformed",
    "encoding.too_deep",
    "encoding.too_large",
    "encoding.too_many",
    "encoding.utf8_malformed",
    "envelope.chunk_mismatch",
    "envelope.chunk_missing",
    "envelope.chunk_too_large",
    "envelope.critical_unsupported",
    "envelope.header_malformed",
    "envelope.header_mismatch",
    "envelope.header_missing",
    "envelope.key_unauthorised",
    "envelope.malformed",
    "envelope.missing",
    "envelope.online_only",
    "envelope.too_large",
    "envelope.unknown",
    "envelope.unsupported",
    "holder.alg_mismatch",
    "holder.alg_unauthorised",
    "holder.audience_mismatch",
    "holder.audience_unknown",
    "holder.claim_malformed",
    "holder.claim_missing",
    "holder.claim_unknown",
    "holder.disclosure_mismatch",
    "holder.key_malformed",
    "holder.key_missing",
    "holder.key_unsupported",
    "holder.nonce_mismatch",
    "holder.nonce_missing",
    "holder.not_yet_valid",
    "holder.required",
    "holder.signature_invalid",
    "holder.stale",
    "holder.validity_mismatch",
    "hub.expired",
    "hub.malformed",
    "hub.mismatch",
    "hub.missing",
    "hub.not_yet_valid",
    "hub.suspended",
    "hub.unauthorised",
    "hub.unknown",
    "hub.unsupported",
    "policy.agreement_unauthorised",
    "policy.challenge_missing",
    "policy.claim_mismatch",
    "policy.claim_required",
    "policy.claim_unauthorised",
    "policy.journal_missing",
    "policy.match_unauthorised",
    "policy.memory_missing",
    "policy.region_missing",
    "policy.region_unauthorised",
    "policy.replayed",
    "policy.together_mismatch",
    "policy.type_missing",
    "policy.type_unauthorised",
    "policy.value_unauthorised",
    "signature.alg_mismatch",
    "signature.alg_unauthorised",
    "signature.der_unsupported",
    "signature.invalid",
    "signature.malformed",
    "signature.unsupported",
    "status.coverage_missing",
    "status.expired",
    "status.index_too_large",
    "status.missing",
    "status.reference_malformed",
    "status.reference_missing",
    "status.revoked",
    "status.stale",
    "status.suspended",
    "status.unknown",
    "status.unsupported",
    "trust.bundle_expired",
    "trust.bundle_file_mismatch",
    "trust.bundle_file_missing",
    "trust.bundle_key_duplicate",
    "trust.bundle_key_invalid",
    "trust.bundle_key_unsupported",
    "trust.bundle_malformed",
    "trust.bundle_missing",
    "trust.bundle_path_unauthorised",
    "trust.bundle_replayed",
    "trust.bundle_signature_missing",
    "trust.bundle_too_deep",
    "trust.bundle_too_large",
    "trust.bundle_too_many",
    "trust.bundle_unsupported",
    "trust.bundle_version_mismatch",
    "trust.clock_mismatch",
    "trust.issuer_unknown",
    "trust.key_expired",
    "trust.key_not_yet_valid",
    "trust.key_revoked",
    "trust.key_too_many",
    "trust.lifetime_unauthorised",
    "trust.recognition_expired",
    "trust.recognition_missing",
    "trust.recognition_not_yet_valid",
    "trust.recognition_scenario_unauthorised",
    "trust.recognition_type_unauthorised",
    "trust.region_unauthorised",
    "trust.type_unauthorised",
];

/// The step that a code belongs to. What bytes are wrong with, the envelope answers for; what a
/// hub says, the step that asks the same of a signed credential.
pub fn step(code: &str) -> &str {
    match code {
        "hub.mismatch" | "hub.unknown" => "credential",
        "hub.expired" | "hub.not_yet_valid" | "hub.suspended" => "status",
        _ if code.starts_with("hub.") => "trust",
        _ if code.starts_with("encoding.") => "envelope",
        _ => code.split('.').next().unwrap_or_default(),
    }
}

/// Whether a code speaks against the credential.
pub fn is_against(code: &str) -> bool {
    !UNDECIDED.contains(&code) && !is_of_bundle(code)
}

/// Whether no signature was tried, because there was no key to try.
pub fn is_without_key(code: &str) -> bool {
    WITHOUT_KEY.contains(&code) || is_of_bundle(code)
}

/// Whether a code is of the trust bundle and of no credential.
fn is_of_bundle(code: &str) -> bool {
    code.starts_with("trust.bundle_")
}
