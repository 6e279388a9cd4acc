//! What an X.509 certificate (RFC 5280) says of its key, its subject and its validity.
//!
//! Does not check its signature: whoever imports it vouches for it.

use sha2::{Digest, Sha256};

use crate::base64::from_standard;
use crate::der::{oid, tag};
use crate::public_key::{Algorithm, PublicKey};
use crate::time::parse;

/// What a certificate says.
#[derive(Clone, Debug)]
pub struct Signer {
    /// Its key, or the name of the key's kind when it is none that is checked here.
    pub key: Result<PublicKey, &'static str>,
    /// The first eight bytes of its SHA-256: how a European certificate names it.
    pub kid: Vec<u8>,
    /// The subject's country.
    pub country: Option<String>,
    /// The subject's name.
    pub name: Option<String>,
    /// First second of validity, since the Unix epoch.
    pub not_before: i64,
    /// Last second of validity, since the Unix epoch.
    pub not_after: i64,
    /// Which health certificates it is for; none: it does not say.
    pub health: Vec<&'static str>,
}

/// One element, read: its tag and its content.
type Element<'a> = (u8, &'a [u8]);

impl Signer {
    /// Reads a certificate in DER; nothing when it is something else.
    pub fn of_der(der: &[u8]) -> Option<Self> {
        let (certificate, rest) = element(der)?;
        let whole = rest.is_empty() && certificate.0 == tag::SEQUENCE;
        let body = elements(elements(certificate.1).filter(|_| whole)?.first()?.1)?;
        // The version comes first and may be left out: [0] EXPLICIT, RFC 5280 §4.1.
        let skipped = usize::from(body.first()?.0 == 0xa0);
        let [_serial, _algorithm, _issuer, validity, subject, key, more @ ..] = &body[skipped..]
        else {
            return None;
        };
        let [not_before, not_after] = elements(validity.1)?[..] else { return None };
        Some(Self {
            key: public_key(key.1),
            kid: Sha256::digest(der)[..8].to_vec(),
            country: attribute(subject.1, "2.5.4.6"),
            name: attribute(subject.1, "2.5.4.3"),
            not_before: time(not_before)?,
            not_after: time(not_after)?,
            health: health(more).unwrap_or_default(),
        })
    }

    /// Reads a certificate in base64 of its DER, with or without the lines of PEM.
    pub fn of_text(text: &str) -> Option<Self> {
        let lines = text.lines().filter(|line| !line.starts_with("-----"));
        let base64: String = lines.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
        Self::of_der(&from_standard(&base64)?)
    }
}

/// The key of a `SubjectPublicKeyInfo`.
fn public_key(info: &[u8]) -> Result<PublicKey, &'static str> {
    const RSA: [&str; 2] = ["1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10"];
    const CURVES: [(&str, &str); 2] = [("1.3.132.0.34", "P-384"), ("1.3.132.0.35", "P-521")];
    let parts = elements(info).unwrap_or_default();
    let [algorithm, (tag::BIT_STRING, [0, bits @ ..])] = parts[..] else { return Err("malformed") };
    let names = elements(algorithm.1).unwrap_or_default();
    let is = |place: usize, dotted: &str| {
        names.get(place).is_some_and(|(_, content)| oid(dotted)[2..] == **content)
    };
    if RSA.iter().any(|rsa| is(0, rsa)) {
        return Err("RSA");
    }
    if let Some((_, name)) = CURVES.iter().find(|(curve, _)| is(1, curve)) {
        return Err(name);
    }
    let known = Algorithm::ALL.into_iter().find(|one| is(1, one.curve_identifier()));
    let algorithm = known.ok_or("other algorithms")?;
    PublicKey::from_point(algorithm, bits).map_err(|_| "malformed")
}

/// An attribute of a name, as text.
fn attribute(name: &[u8], dotted: &str) -> Option<String> {
    let sets = elements(name)?.into_iter().filter_map(|(_, set)| elements(set)).flatten();
    let mut pairs = sets.filter_map(|(_, pair)| elements(pair));
    let pair = pairs.find(|pair| pair.first().is_some_and(|(_, id)| oid(dotted)[2..] == **id))?;
    String::from_utf8(pair.get(1)?.1.to_vec()).ok()
}

/// `UTCTime` or `GeneralizedTime`, RFC 5280 §4.1.2.5.
fn time((kind, content): Element) -> Option<i64> {
    const GENERALIZED_TIME: u8 = 0x18;
    let text = str::from_utf8(content).ok()?.strip_suffix('Z')?;
    let (century, text) = match kind {
        tag::UTC_TIME if text.len() == 12 => (if text < "50" { "20" } else { "19" }, text),
        GENERALIZED_TIME if text.len() == 14 => ("", text),
        _ => return None,
    };
    let digits = format!("{century}{text}");
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let date = format!("{}-{}-{}", part(0, 4), part(4, 6), part(6, 8));
    parse(&format!("{date}T{}:{}:{}Z", part(8, 10), part(10, 12), part(12, 14))).ok()
}

/// The extended key usages of health certificates: 1.3.6.1.4.1.1847.2021.1 as specified, and
/// 1.3.6.1.4.1.0.1847.2021.1 as many member states wrote it.
fn health(more: &[Element]) -> Option<Vec<&'static str>> {
    const TYPES: [(&str, &str); 3] = [("1", "test"), ("2", "vaccination"), ("3", "recovery")];
    const ARCS: [&str; 2] = ["1.3.6.1.4.1.1847.2021.1", "1.3.6.1.4.1.0.1847.2021.1"];
    let (_, extensions) = more.iter().find(|(kind, _)| *kind == 0xa3)?;
    let (list, _) = element(extensions)?;
    let extensions = elements(list.1)?.into_iter().filter_map(|(_, one)| elements(one));
    let mut usages =
        extensions.filter(|one| one.first().is_some_and(|(_, id)| oid("2.5.29.37")[2..] == **id));
    let usages = usages.next()?;
    let usages = elements(element(usages.last()?.1)?.0.1)?;
    let is = |last: &str| {
        let wanted = ARCS.map(|arc| oid(&format!("{arc}.{last}")));
        usages.iter().any(|(_, id)| wanted.iter().any(|wanted| wanted[2..] == **id))
    };
    Some(TYPES.iter().filter(|(last, _)| is(last)).map(|(_, name)| *name).collect())
}

/// All elements of a content.
fn elements(mut bytes: &[u8]) -> Option<Vec<Element<'_>>> {
    let mut elements = Vec::new();
    while !bytes.is_empty() {
        let (one, rest) = element(bytes)?;
        elements.push(one);
        bytes = rest;
    }
    Some(elements)
}

/// The first element, and what follows it.
fn element(bytes: &[u8]) -> Option<(Element<'_>, &[u8])> {
    let (&kind, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81..=0x84 => {
            let (length, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some(((kind, content), rest))
}

#[cfg(test)]
mod tests {
    use super::Signer;
    use crate::base64::standard;
    use crate::certificate::{Certificate, FOR_RECOVERIES, FOR_VACCINATIONS, key_id};
    use crate::key::Key;

    #[test]
    fn what_is_certified_is_read() {
        let key = Key::from_seed("a", "b");
        let usages = [FOR_VACCINATIONS, FOR_RECOVERIES];
        let der = Certificate {
            country: "BV",
            name: "Invented",
            not_before: 1_780_272_000,
            not_after: 1_780_272_001,
            usages: &usages,
        }
        .sign(&key);
        let signer = Signer::of_der(&der).unwrap();
        assert_eq!(signer.key, Ok(key.public()));
        assert_eq!(signer.kid, key_id(&der));
        assert_eq!(
            (signer.country.as_deref(), signer.name.as_deref()),
            (Some("BV"), Some("Invented"))
        );
        assert_eq!((signer.not_before, signer.not_after), (1_780_272_000, 1_780_272_001));
        assert_eq!(signer.health, ["vaccination", "recovery"]);
        let base64 = standard(&der);
        let pem = format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n");
        assert!(Signer::of_text(&base64).is_some() && Signer::of_text(&pem).is_some());
        for length in 0..der.len() {
            assert!(Signer::of_der(&der[..length]).is_none(), "{length}");
        }
    }
}
