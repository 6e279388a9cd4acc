//! Anchors: keys that the caller trusts, as plain records. The second way in beside a trust
//! bundle, for interop formats, tests and pilots.

use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::encoding::x509;
use crate::envelope::Hint;
use crate::error::Fault;
use crate::gather::Gather;
use crate::signature::jwk::Refusal;
use crate::signature::key::DEFAULT_ID;
use crate::signature::{Algorithm, Jwk, Key};
use crate::time::Time;
use crate::trust::records::may_list;
use crate::trust::region::covers;

/// One key that the caller trusts, as the caller writes it.
#[derive(Clone, Debug)]
pub struct AnchorRecord {
    /// The issuer, compared byte for byte with what the payload states. Absent: any issuer.
    pub issuer: Option<String>,
    /// The key id. Absent: with a certificate the first 8 bytes of its SHA-256, else any key id.
    pub kid: Option<String>,
    /// The algorithm's JOSE name. Absent: the one that the key itself tells.
    pub alg: Option<String>,
    /// A public key, RFC 7517.
    pub jwk: Option<Jwk>,
    /// An X.509 certificate: base64 of its DER.
    pub certificate: Option<String>,
    /// The signer id of an SM2 key. Absent: `1234567812345678`; the empty id must be written.
    pub sm2_id: Option<String>,
    /// Types that the key may sign. Absent: what the certificate's key usage says, else all.
    pub types: Option<Vec<String>>,
    /// Regions that the key may sign for. Absent: all.
    pub regions: Option<Vec<String>>,
    /// Status lists that the key may sign: addresses, or what they begin with when it ends in a slash.
    /// Absent: all.
    pub lists: Option<Vec<String>>,
    /// First second at which the key is in force. Absent: the certificate's.
    pub not_before: Option<i64>,
    /// Last second at which the key is in force. Absent: the certificate's.
    pub not_after: Option<i64>,
}

/// One key that the caller trusts, checked.
#[derive(Clone, Debug)]
pub struct Anchor {
    issuer: Option<String>,
    kids: Vec<Vec<u8>>,
    key: Key,
    types: Option<Vec<String>>,
    regions: Option<Vec<String>>,
    lists: Option<Vec<String>>,
    not_before: Option<i64>,
    not_after: Option<i64>,
}

/// All keys that the caller trusts.
#[derive(Clone, Debug, Default)]
pub struct Anchors(Vec<Anchor>);

impl Anchors {
    /// Checks the caller's records.
    ///
    /// # Errors
    /// The place of the first record that is wrong, its member, and a sentence.
    pub fn new(records: Vec<AnchorRecord>) -> Result<Self, (usize, Refusal)> {
        records
            .into_iter()
            .enumerate()
            .map(|(place, record)| Anchor::new(record).map_err(|refusal| (place, refusal)))
            .gather::<Result<_, _>>()
            .map(Self)
    }

    /// The anchors that may sign the status list at an address.
    pub fn listing(&self, uri: &str, kid: Option<&[u8]>) -> Vec<&Anchor> {
        let named = |anchor: &Anchor| {
            let is_one = |kid: &[u8]| anchor.kids.iter().any(|known| known == kid);
            anchor.kids.is_empty() || kid.is_none_or(is_one)
        };
        self.0.iter().filter(|anchor| named(anchor) && anchor.lists(uri)).gather()
    }

    /// Whether there is an anchor of this key id, whatever it may sign.
    pub fn knows(&self, kid: Option<&[u8]>) -> bool {
        let named = |anchor: &Anchor| anchor.kids.iter().any(|known| Some(known.as_slice()) == kid);
        self.0.iter().any(named)
    }

    /// The anchors for a hint: issuer and key id equal where the anchor has them. A token that names
    /// no key id is for any key that is known to be its issuer's.
    pub fn matching(&self, hint: &Hint) -> impl Iterator<Item = &Anchor> {
        self.0.iter().filter(|anchor| {
            let issuer = anchor.issuer.is_none() || anchor.issuer == hint.issuer;
            let kid = match &hint.kid {
                Some(kid) => anchor.kids.contains(kid),
                None => anchor.issuer.is_some(),
            };
            issuer && (anchor.kids.is_empty() || kid)
        })
    }
}

impl Anchor {
    fn new(record: AnchorRecord) -> Result<Self, Refusal> {
        let sm2_id = record.sm2_id.as_deref().unwrap_or(DEFAULT_ID);
        let (key, certificate) = match (&record.jwk, &record.certificate) {
            (Some(jwk), None) => (jwk.key(sm2_id)?, None),
            (None, Some(text)) => {
                let certificate = decode_certificate(text)
                    .ok_or(("certificate", "is not base64 of an X.509 certificate in DER"))?;
                (Key::of_info(&certificate.key, sm2_id)?, Some(certificate))
            }
            (None, None) => return Err(("jwk", "or `certificate` is needed")),
            (Some(_), Some(_)) => return Err(("jwk", "and `certificate` exclude each other")),
        };
        if record.alg.as_deref().is_some_and(|name| Algorithm::named(name) != Some(key.algorithm()))
        {
            return Err(("alg", "is not the algorithm of this key"));
        }
        let kid = record.kid.or(record.jwk.and_then(|jwk| jwk.kid));
        let certified = certificate.as_ref();
        Ok(Self {
            issuer: record.issuer,
            kids: match (kid, certified) {
                (Some(kid), _) => spellings(&kid),
                // How a DCC names its signer: the first eight bytes of the certificate's digest.
                (None, Some(signer)) => vec![signer.fingerprint.iter().copied().take(8).gather()],
                (None, None) => Vec::new(),
            },
            key,
            types: record.types.or_else(|| certified.and_then(|signer| dcc_types(&signer.usages))),
            regions: record.regions,
            lists: record.lists,
            not_before: record.not_before.or(certified.map(|signer| signer.not_before)),
            not_after: record.not_after.or(certified.map(|signer| signer.not_after)),
        })
    }

    /// The key.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Whether it may sign the status list at an address.
    pub(super) fn lists(&self, uri: &str) -> bool {
        self.lists.as_ref().is_none_or(|lists| may_list(lists, uri))
    }

    pub(super) fn in_force(&self, at: Time) -> Result<(), Fault> {
        match (self.not_before, self.not_after) {
            (Some(not_before), _) if at.seconds() < not_before => {
                Err(Fault::TrustKeyNotYetValid { not_before })
            }
            (_, Some(not_after)) if at.seconds() > not_after => {
                Err(Fault::TrustKeyExpired { not_after })
            }
            _ => Ok(()),
        }
    }

    pub(super) fn allows_type(&self, types: &[String]) -> bool {
        self.types.as_ref().is_none_or(|allowed| types.iter().any(|kind| allowed.contains(kind)))
    }

    pub(super) fn allows_region(&self, region: Option<&str>) -> bool {
        let inside = |allowed: &String| region.is_some_and(|region| covers(allowed, region));
        self.regions.as_ref().is_none_or(|regions| regions.iter().any(inside))
    }
}

/// A key id as text and, where the text is base64, as the bytes it stands for: COSE key ids are
/// bytes, and every list of them is written in base64.
fn spellings(kid: &str) -> Vec<Vec<u8>> {
    const URL: GeneralPurpose = GeneralPurpose::new(
        &alphabet::URL_SAFE,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let mut spellings = vec![kid.as_bytes().to_vec()];
    spellings.extend(STANDARD.decode(kid).or_else(|_| URL.decode(kid)));
    spellings
}

fn decode_certificate(text: &str) -> Option<x509::Signer> {
    let base64: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    x509::decode(&STANDARD.decode(base64).ok()?)
}

/// The types that a DCC signer certificate is limited to; `None` when it is not limited.
fn dcc_types(usages: &[Vec<u8>]) -> Option<Vec<String>> {
    let types: Vec<String> = usages
        .iter()
        .filter_map(|usage| DCC_ARCS.iter().find_map(|arc| usage.strip_prefix(*arc)))
        .filter_map(|last| match last {
            [1] => Some("test".to_owned()),
            [2] => Some("vaccination".to_owned()),
            [3] => Some("recovery".to_owned()),
            _ => None,
        })
        .gather();
    (!types.is_empty()).then_some(types)
}

/// The arcs of DCC key usages, less their last number: 1.3.6.1.4.1.1847.2021.1 as specified, and
/// 1.3.6.1.4.1.0.1847.2021.1 as many member states wrote it.
const DCC_ARCS: [&[u8]; 2] = [
    &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x8e, 0x37, 0x8f, 0x65, 0x01],
    &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x00, 0x8e, 0x37, 0x8f, 0x65, 0x01],
];
