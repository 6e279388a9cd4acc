//! Every fault, alphabetically.

/// One thing that is wrong with a scan, a credential or what is known about it.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fault {
    /// A `base32` text has a character, length or trailing bits that RFC 4648 §6 does not allow.
    Base32Malformed,
    /// A `base45` text has a character, length or value that RFC 9285 §4 does not allow.
    Base45Malformed,
    /// A `base64url` text has padding, another alphabet, white space or loose trailing bits.
    Base64UrlMalformed,
    /// A role of the trust bundle is past its end.
    BundleExpired {
        /// The role.
        role: String,
        /// First second at which it no longer counts, since the Unix epoch.
        not_after: i64,
    },
    /// A file of the trust bundle has another length or digest than the role above it says.
    BundleFileMismatch {
        /// The file's name.
        file: String,
    },
    /// The trust bundle does not hold a file that its roles name.
    BundleFileMissing {
        /// The file's name.
        file: String,
    },
    /// Two records of the trust bundle are for the same issuer, key id and algorithm.
    BundleKeyDuplicate {
        /// The file with the second one.
        file: String,
    },
    /// A key of the trust bundle is not a point on its curve.
    BundleKeyInvalid {
        /// The file that holds it.
        file: String,
    },
    /// Too few signatures count, and keys of a kind that is not checked here are among the role's.
    BundleKeyUnsupported {
        /// The role.
        role: String,
        /// The scheme, where it is one that TUF names.
        scheme: &'static str,
    },
    /// A file of the trust bundle does not have the form that its role or its name asks for.
    BundleMalformed {
        /// The file's name.
        file: String,
    },
    /// There is no trust bundle yet.
    BundleMissing,
    /// A role names what it may not: a target outside its paths, a region outside its folder.
    BundlePathUnauthorised {
        /// The file's name.
        file: String,
    },
    /// A role or a pack is older than the one that was already accepted, or one has gone.
    BundleReplayed {
        /// The role or the stream.
        role: String,
    },
    /// Too few distinct keys of a role have signed it.
    BundleSignatureMissing {
        /// The role.
        role: String,
        /// Distinct keys that have signed.
        have: usize,
        /// Distinct keys that must.
        of: usize,
    },
    /// Roles delegate to roles deeper than the limit.
    BundleTooDeep {
        /// Levels allowed.
        limit: usize,
    },
    /// A file of the trust bundle is longer than its role may be.
    BundleTooLarge {
        /// Bytes.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The trust bundle has more roots, roles or files than the limit.
    BundleTooMany {
        /// How many are allowed.
        limit: usize,
    },
    /// The trust bundle is of a version that this package does not read.
    BundleUnsupported,
    /// A role's version is not the one that the role above it names.
    BundleVersionMismatch {
        /// The role.
        role: String,
    },
    /// The same key stands twice in one CBOR map.
    CborDuplicate,
    /// The bytes are not one well-formed CBOR item of the types that are read.
    CborMalformed {
        /// Bytes from the start of the item to where reading stopped.
        offset: usize,
    },
    /// Well-formed CBOR, not in the encoding its format requires (length, order, width).
    CborNoncanonical {
        /// Bytes from the start of the item to the deviation.
        offset: usize,
    },
    /// The payload has an audience; a credential on its own has none.
    CredentialAudienceUnsupported,
    /// A claim that is disclosed, or an element in a group, stands there already.
    CredentialClaimDuplicate,
    /// A claim has another type or form than its format says.
    CredentialClaimMalformed {
        /// The claim's name in its format's table.
        claim: &'static str,
    },
    /// A claim that the format requires is not there.
    CredentialClaimMissing {
        /// The claim's name in its format's table.
        claim: &'static str,
    },
    /// A claim has a value that is not in its format's value set.
    CredentialClaimUnknown {
        /// The claim's name in its format's table.
        claim: &'static str,
    },
    /// The place of a digest has another form, or a digest stands where none may.
    CredentialDigestMalformed,
    /// The digests are by an algorithm that is not known or not sound.
    CredentialDigestUnauthorised,
    /// The digests are by a sound algorithm that this build does not compute.
    CredentialDigestUnsupported,
    /// A digest or a disclosure stands there twice.
    CredentialDisclosureDuplicate,
    /// A disclosure is not a salt, a value and, in a map, a name.
    CredentialDisclosureMalformed,
    /// A disclosure has a name that no disclosure may have.
    CredentialDisclosureNameUnauthorised,
    /// Disclosures lie inside disclosures deeper than the limit.
    CredentialDisclosureTooDeep {
        /// Levels allowed.
        limit: usize,
    },
    /// A credential has more digests than the limit.
    CredentialDisclosureTooMany {
        /// Digests allowed.
        limit: usize,
    },
    /// A disclosure belongs to no digest of the credential.
    CredentialDisclosureUnknown,
    /// The credential's validity has ended.
    CredentialExpired {
        /// First second at which it is no longer valid, since the Unix epoch.
        not_after: i64,
    },
    /// The credential has no end of validity and its type is not known to be perpetual.
    CredentialExpiryMissing,
    /// The credential is not valid yet.
    CredentialNotYetValid {
        /// First second at which it is valid, since the Unix epoch.
        not_before: i64,
    },
    /// The credential's own dates contradict each other.
    CredentialValidityMismatch,
    /// The digits of a credential code are not the encoding of bytes.
    DigitsMalformed,
    /// The parts scanned are not one set: other total, same place twice, out of range.
    EnvelopeChunkMismatch,
    /// Some parts of a code that comes in parts are not here yet.
    EnvelopeChunkMissing {
        /// Parts present.
        have: usize,
        /// Parts in the set.
        of: usize,
    },
    /// A part of a code that comes in parts is too long, or a single part is.
    EnvelopeChunkTooLarge {
        /// Characters of the part.
        size: usize,
        /// Characters allowed in a part.
        limit: usize,
    },
    /// A critical header is marked that this format does not know.
    EnvelopeCriticalUnsupported,
    /// A header has another type than its standard says.
    EnvelopeHeaderMalformed {
        /// The header's name.
        header: &'static str,
    },
    /// A header has a value that contradicts another or the format.
    EnvelopeHeaderMismatch {
        /// The header's name.
        header: &'static str,
    },
    /// A required header (`alg`, `kid`, `typ`, `zip`) is not where it must be.
    EnvelopeHeaderMissing {
        /// The header's name.
        header: &'static str,
    },
    /// The envelope brings its own key or certificate.
    EnvelopeKeyUnauthorised,
    /// The signed container does not have the shape of a COSE_Sign1 or a compact JWS.
    EnvelopeMalformed,
    /// Nothing was scanned: an empty text, or a picture without a code.
    EnvelopeMissing,
    /// A code that only the system that issued it can resolve; nothing in it can be checked here.
    EnvelopeOnlineOnly {
        /// The channel's id in the table of pointers.
        channel: &'static str,
    },
    /// The scan is longer than any format allows.
    EnvelopeTooLarge {
        /// Bytes scanned.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The scan begins like no format that is known.
    EnvelopeUnknown,
    /// A known format, of a version or kind that this verifier does not read.
    EnvelopeUnsupported,
    /// The key binding names another algorithm than the holder's key has.
    HolderAlgMismatch,
    /// The key binding names `none`, a shared-secret algorithm, or one that is not known.
    HolderAlgUnauthorised,
    /// The presentation is addressed to another verifier.
    HolderAudienceMismatch,
    /// Nobody has said which audience this verifier is.
    HolderAudienceUnknown,
    /// A claim of the key binding has another type or form.
    HolderClaimMalformed {
        /// The claim's name.
        claim: &'static str,
    },
    /// A claim that the key binding requires is not there.
    HolderClaimMissing {
        /// The claim's name.
        claim: &'static str,
    },
    /// The key binding of a code has a claim that the code does not define.
    HolderClaimUnknown,
    /// The key binding is over another choice of disclosures.
    HolderDisclosureMismatch,
    /// The holder's key is not one public key on its curve.
    HolderKeyMalformed,
    /// The credential does not name the holder's key.
    HolderKeyMissing,
    /// The holder's key is of a sound kind that this build does not check.
    HolderKeyUnsupported,
    /// The presentation answers another challenge.
    HolderNonceMismatch,
    /// The presentation answers no challenge, and one was shown.
    HolderNonceMissing,
    /// The presentation was made in the future.
    HolderNotYetValid {
        /// Seconds from the moment of the check to the presentation.
        ahead: i64,
    },
    /// Proof that the holder is present is required, and nothing here is bound to a holder.
    HolderRequired,
    /// The key binding is not signed by the key that the credential names.
    HolderSignatureInvalid,
    /// The presentation is too old.
    HolderStale {
        /// Seconds since the presentation.
        age: i64,
        /// Seconds allowed.
        limit: i64,
    },
    /// The presentation lies outside the credential's dates.
    HolderValidityMismatch,
    /// The hub says that the credential is no longer valid.
    HubExpired,
    /// The hub was asked in a way that it does not accept.
    HubMalformed,
    /// The hub says that something in the credential is wrong.
    HubMismatch,
    /// The hub gave no answer that says anything.
    HubMissing,
    /// The hub says that the credential is not in use yet.
    HubNotYetValid,
    /// The hub says that the credential is out of force for now.
    HubSuspended,
    /// The hub does not let this caller see the credential.
    HubUnauthorised,
    /// The hub knows no such credential.
    HubUnknown,
    /// The source behind the hub does not offer this check.
    HubUnsupported,
    /// A compressed payload is not one zlib or DEFLATE stream that ends where the data ends.
    InflateMalformed,
    /// A decompressed payload would be larger than its limit.
    InflateTooLarge {
        /// Bytes allowed after inflation.
        limit: usize,
    },
    /// The same name stands twice in one JSON object.
    JsonDuplicate,
    /// The bytes are not one JSON text.
    JsonMalformed,
    /// The digits of a SMART Health Card are not pairs of its alphabet.
    NumericMalformed,
    /// The policy does not name the agreement that let a credential of another region in.
    PolicyAgreementUnauthorised,
    /// The policy asks for an answer to a challenge, and the counter showed none.
    PolicyChallengeMissing,
    /// A claim is another than the one that the counter expects.
    PolicyClaimMismatch {
        /// The claim's name, as the caller writes it.
        claim: String,
    },
    /// The policy requires a claim that the credential does not have.
    PolicyClaimRequired {
        /// The claim's name, as the policy writes it.
        claim: String,
    },
    /// The counter asked for a claim that the policy does not let it ask for.
    PolicyClaimUnauthorised {
        /// The claim's name, as the caller writes it.
        claim: String,
    },
    /// The verdict could not be kept, and so it is none.
    PolicyJournalMissing,
    /// The person was matched with the credential in a way that the policy does not name.
    PolicyMatchUnauthorised,
    /// The replay memory does not reach back to when this was shown: it cannot be told whether it was shown
    /// before.
    PolicyMemoryMissing,
    /// The policy names regions, and nobody vouches for the one of the issuer or says where the counter is.
    PolicyRegionMissing,
    /// The policy does not name the issuer's region.
    PolicyRegionUnauthorised,
    /// The same presentation was accepted here before.
    PolicyReplayed {
        /// Seconds since then.
        age: i64,
    },
    /// The credentials of one code are not about the same.
    PolicyTogetherMismatch {
        /// The claim's name, as the policy writes it.
        claim: String,
    },
    /// The policy asks for several credentials in one code, and one of them is not there.
    PolicyTypeMissing,
    /// The policy does not accept credentials of this type.
    PolicyTypeUnauthorised,
    /// A claim says something that the policy does not accept.
    PolicyValueUnauthorised {
        /// The claim's name, as the policy writes it.
        claim: String,
    },
    /// The header names another algorithm than the key's.
    SignatureAlgMismatch,
    /// `none`, a shared-secret algorithm, or one that is not known at all.
    SignatureAlgUnauthorised,
    /// The signature is in DER form; only the raw form r‖s is defined here.
    SignatureDerUnsupported,
    /// The signature is not by this key over these bytes. There is no detail, on purpose.
    SignatureInvalid {
        /// Whether it would be right under another SM2 signer id that is common.
        sm2_id: bool,
    },
    /// A key is not a point on its curve.
    SignatureKeyInvalid,
    /// A key is not in the encoding of its type.
    SignatureKeyMalformed,
    /// The signature has another length than its algorithm's.
    SignatureMalformed {
        /// Bytes of the signature.
        size: usize,
    },
    /// A sound algorithm that this build does not check.
    SignatureUnsupported,
    /// Packs of this issuer's region are here, and none covers the credential's list and type.
    StatusCoverageMissing,
    /// A delta does not continue what is here: it has another base, or one between them is missing.
    StatusDeltaMismatch,
    /// The list or pack that answers is past its end.
    StatusExpired {
        /// Seconds since the moment for which it answers.
        age: i64,
        /// First second at which it no longer counts, since the Unix epoch.
        not_after: i64,
    },
    /// The credential's place lies past the end of its list.
    StatusIndexTooLarge {
        /// Entries of the list.
        limit: usize,
    },
    /// A status list or a pack does not have its form.
    StatusMalformed,
    /// Neither the list that the credential names nor a pack is at hand.
    StatusMissing,
    /// The place and list that the credential names do not have their form.
    StatusReferenceMalformed,
    /// The credential names no list on which its withdrawal would stand.
    StatusReferenceMissing,
    /// The status list or pack is older than the one that is here.
    StatusReplayed,
    /// The credential is withdrawn, by its list or by its own word.
    StatusRevoked {
        /// The state, in the words of the catalogue.
        state: &'static str,
    },
    /// The list or pack that answers is too old.
    StatusStale {
        /// Seconds since the moment for which it answers.
        age: i64,
        /// Seconds allowed.
        limit: i64,
    },
    /// The status list is about another address than the one it was fetched from.
    StatusSubjectMismatch,
    /// The credential is suspended, by its list or by its own word.
    StatusSuspended,
    /// The list was signed by a key that may not sign it, or the pack is not one that the bundle names.
    StatusUnauthorised,
    /// The list gives the credential a state that has no meaning here.
    StatusUnknown {
        /// Seconds since the moment for which the list answers.
        age: i64,
        /// The state's number.
        state: i64,
    },
    /// The credential's status is kept in a way that this version does not read.
    StatusUnsupported,
    /// Values are nested deeper than the limit.
    TooDeep {
        /// Levels allowed.
        limit: usize,
    },
    /// A text or byte string is longer than the limit.
    TooLarge {
        /// Bytes allowed.
        limit: usize,
    },
    /// There are more values than the limit.
    TooMany {
        /// Values allowed.
        limit: usize,
    },
    /// The clock is behind what was already seen, so that no date can be judged.
    TrustClockMismatch {
        /// Seconds by which it is behind.
        behind: i64,
    },
    /// Neither the trust bundle nor an anchor is for this issuer and key.
    TrustIssuerUnknown,
    /// The signer's key was no longer in force.
    TrustKeyExpired {
        /// Last second at which the key is in force, since the Unix epoch.
        not_after: i64,
    },
    /// The signer's key was not yet in force.
    TrustKeyNotYetValid {
        /// First second at which the key is in force, since the Unix epoch.
        not_before: i64,
    },
    /// The signer's key is in other hands, and this credential is not among those that stay good.
    TrustKeyRevoked,
    /// More keys answer to one key id than are tried.
    TrustKeyTooMany {
        /// Keys that are tried.
        limit: usize,
    },
    /// The credential is to last longer than its signer may promise.
    TrustLifetimeUnauthorised {
        /// Seconds allowed.
        limit: i64,
    },
    /// The agreement between the two regions has ended.
    TrustRecognitionExpired {
        /// Last second of the agreement, since the Unix epoch.
        not_after: i64,
    },
    /// No agreement lets credentials of the signer's region in here.
    TrustRecognitionMissing,
    /// The agreement between the two regions has not begun.
    TrustRecognitionNotYetValid {
        /// First second of the agreement, since the Unix epoch.
        not_before: i64,
    },
    /// The agreement between the two regions is not for this scenario.
    TrustRecognitionScenarioUnauthorised,
    /// The agreement between the two regions is not for credentials of this type.
    TrustRecognitionTypeUnauthorised,
    /// The signer may not issue for this region.
    TrustRegionUnauthorised,
    /// The signer may not issue credentials of this type.
    TrustTypeUnauthorised,
    /// A text is not UTF-8, or holds a character that no credential needs.
    Utf8Malformed,
}
