//! The claims of an EU digital COVID certificate: DCC schema 1.3.0, read as its own guidance for
//! verifiers says: names, dates and numbers of doses as issuers wrote them, `null` as absent.

use crate::credential::{Reading, Validity, required, text, time};
use crate::encoding::value::Value;
use crate::envelope::cwt::{EXP, IAT, ISS, NBF};
use crate::error::Fault;
use crate::gather::Gather;

/// The claim `hcert` and the certificate in it.
const HCERT: i64 = -260;
const DCC: i64 = 1;

/// One kind of event: its member, its type, and the texts that it must state.
const EVENTS: [(&str, &str, &[&str]); 3] = [
    ("v", "vaccination", &["tg", "vp", "mp", "ma", "dt", "co", "is", "ci"]),
    ("t", "test", &["tg", "tt", "sc", "tr", "co", "is", "ci"]),
    ("r", "recovery", &["tg", "fr", "co", "is", "df", "du", "ci"]),
];

/// ISO 3166-1 alpha-2, and what issuers write besides: EL and UK (the EU's own for GR and GB), EU,
/// XK (Kosovo, user-assigned).
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI \
BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE \
DJ DK DM DO DZ EC EE EG EH EL ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ \
GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP \
KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU \
MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA \
RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK \
TL TM TN TO TR TT TV TW TZ UA UG UK UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

pub(super) fn read(payload: &Value) -> Result<Reading, Fault> {
    // The specification lets `iss` be absent: then the key alone says who.
    let issuer =
        payload.at(ISS).map(|iss| text(Some(iss), "iss").map(str::to_owned)).transpose()?;
    let issued = time(required(payload.at(IAT), "iat")?, "iat", true)?;
    let not_before = payload.at(NBF).map_or(Ok(issued), |nbf| time(nbf, "nbf", true))?;
    let exp = payload.at(EXP).ok_or(Fault::CredentialExpiryMissing)?;
    let certificate = required(payload.at(HCERT).and_then(|hcert| hcert.at(DCC)), "hcert")?;
    if certificate.entries().is_none() {
        return Err(Fault::CredentialClaimMalformed { claim: "hcert" });
    }
    let kind = check(certificate)?;
    Ok(Reading {
        region: issuer.clone(),
        issuer,
        types: vec![kind.to_owned()],
        validity: Validity { issued, not_before, not_after: Some(time(exp, "exp", true)?) },
        confirmation: None,
        status: None,
        claims: named(certificate)?,
    })
}

/// Checks that a certificate is about one event of one person, and finds its type.
fn check(certificate: &Value) -> Result<&'static str, Fault> {
    text(certificate.get("ver"), "ver")?;
    let name = required(certificate.get("nam"), "nam")?;
    if ["fnt", "gnt", "fn", "gn"].iter().all(|part| name.get(part).and_then(Value::text).is_none())
    {
        return Err(Fault::CredentialClaimMalformed { claim: "nam" });
    }
    required(certificate.get("dob"), "dob")?;
    let mut found = None;
    for (member, kind, texts) in EVENTS {
        let events = match certificate.get(member) {
            None | Some(Value::Null) => continue,
            Some(value) => value.elements(),
        };
        // One certificate, one event: two in one would let the weaker ride on the stronger.
        match (events, found) {
            (Some([event]), None) => event_is_whole(event, texts)?,
            _ => return Err(Fault::CredentialClaimMalformed { claim: member }),
        }
        found = Some(kind);
    }
    found.ok_or(Fault::CredentialClaimMissing { claim: "v, t or r" })
}

fn event_is_whole(event: &Value, texts: &[&'static str]) -> Result<(), Fault> {
    for claim in texts {
        match event.get(claim) {
            None | Some(Value::Null) => return Err(Fault::CredentialClaimMissing { claim }),
            // Dates may stand under a CBOR tag.
            Some(Value::Text(_) | Value::Tag(..)) => {}
            Some(_) => return Err(Fault::CredentialClaimMalformed { claim }),
        }
    }
    let value = |claim| event.get(claim).and_then(Value::text).map(str::trim);
    if value("co").is_none_or(|co| !COUNTRIES.split(' ').any(|known| known == co)) {
        return Err(Fault::CredentialClaimUnknown { claim: "co" });
    }
    // Vaccine makers that are organisations of the European Medicines Agency have nine digits.
    let maker = value("ma").and_then(|ma| ma.strip_prefix("ORG-"));
    if maker.is_some_and(|id| id.len() != 9 || !id.bytes().all(|c| c.is_ascii_digit())) {
        return Err(Fault::CredentialClaimUnknown { claim: "ma" });
    }
    Ok(())
}

/// The certificate's members as claims, in the order in which they are shown, then whatever else
/// it has.
fn named(certificate: &Value) -> Result<Vec<(String, Value)>, Fault> {
    const ORDER: [&str; 6] = ["nam", "dob", "v", "t", "r", "ver"];
    let entries = certificate.entries().unwrap_or_default();
    if entries.iter().any(|(name, _)| name.text().is_none()) {
        return Err(Fault::CredentialClaimMalformed { claim: "hcert" });
    }
    let known = ORDER.iter().filter_map(|name| Some((*name, certificate.get(name)?)));
    let others = entries.iter().filter_map(|(name, value)| Some((name.text()?, value)));
    let others = others.filter(|(name, _)| !ORDER.contains(name));
    let present = known.chain(others).filter(|(_, value)| **value != Value::Null);
    Ok(present.map(|(name, value)| (name.to_owned(), value.clone())).gather())
}
