//! The example of the same credential as an SD-JWT.

use serde_json::{Value as Json, json};

use crate::base64::{from_url, hex};
use crate::docs::{AT, Example, at_hotel, text};
use crate::hash::Hash;
use crate::hotel::{AUDIENCE, CHALLENGE, Hotel, SHOWN};
use crate::jws::Compact;
use crate::key::DEMO_SEED;
use crate::refused::Refused;
use crate::regions::IDENTITY;
use crate::sd_jwt::{Disclosure, Token};
use crate::sd_jwt_vc::{SdJwt, choose};

/// The identity credential of the third region as an SD-JWT, shown to the same hotel.
pub(super) fn example() -> Result<Example, Refused> {
    let (hotel, region) = at_hotel();
    let token = issued(&hotel)?;
    let shown = choose(&token, &SHOWN)?;
    let binding = shown.binding(AUDIENCE, AT, CHALLENGE);
    let bound = shown.bound(&binding, &hotel.holder);
    let scan = bound.text();
    let anchors = vec![region.anchor(&[IDENTITY])];
    let ask = json!({ "challenge": CHALLENGE, "audience": AUDIENCE });
    let claims = vec![processed(&shown).ok_or(Refused::Credential)?];
    let text = [
        text::title("as an SD-JWT", "the credential of kind-2.txt, SM2 with SM3"),
        format!(
            "The keys are those of kind-2.txt. JSON is printed as it is signed, so white space counts.\n\n\
             ## Text\n\n{} characters:\n\n```\n{scan}\n```\n\n",
            scan.len()
        ),
        jws("What the issuer signs", &token.jws),
        disclosures(&token, &shown),
        format!(
            "## What `sd_hash` is over\n\nThe {} characters of the text up to and with the last `~`; their SM3:\n\n```\n{}\n```\n\n",
            shown.unbound().len(),
            hex(&Hash::Sm3.digest(shown.unbound().as_bytes()))
        ),
        bound.key_binding.as_ref().map(|one| jws("What the holder signs", one)).unwrap_or_default(),
        text::answer(&text::asked(&ask), &claims),
    ];
    Ok(Example { file: "sd-jwt.txt", text: text.concat(), scan, anchors, ask, claims })
}

fn issued(hotel: &Hotel) -> Result<Token, Refused> {
    let redacted = hotel.bound.plan.names().cloned().collect();
    let sd_jwt = SdJwt {
        credential: hotel.bound.credential.clone(),
        holder: Some(hotel.holder.public()),
        redacted,
        seed: DEMO_SEED.to_owned(),
    };
    sd_jwt.issue(&hotel.issuer)
}

/// The payload with what is shown, RFC 9901 §7.1.
fn processed(token: &Token) -> Option<Json> {
    let mut payload = token.payload()?;
    let members = payload.as_object_mut()?;
    members.retain(|name, _| !name.starts_with("_sd"));
    for one in &token.disclosures {
        members.insert(one.name()?, one.content()?.get(2)?.clone());
    }
    Some(payload)
}

fn jws(what: &str, jws: &Compact) -> String {
    let part = |place: usize| from_url(jws.parts.get(place)?);
    let written = |place| String::from_utf8(part(place)?).ok();
    format!(
        "## {what}\n\nHeader:\n\n```json\n{}\n```\n\nPayload:\n\n```json\n{}\n```\n\nThe signature, r and s:\n\n```\n{}\n```\n\n",
        written(0).unwrap_or_default(),
        written(1).unwrap_or_default(),
        hex(&part(2).unwrap_or_default())
    )
}

/// All disclosures, those that are shown marked.
fn disclosures(token: &Token, shown: &Token) -> String {
    let all = token.disclosures.iter();
    let rows: Vec<_> = all.map(|one| disclosure(one, shown.disclosures.contains(one))).collect();
    format!(
        "## Disclosures\n\nThe issuer made {}; the holder shows {}. The digest is the SM3 of the characters, in base64url.\n\n```\n{}```\n\n",
        token.disclosures.len(),
        shown.disclosures.len(),
        rows.concat()
    )
}

fn disclosure(one: &Disclosure, is_shown: bool) -> String {
    let choice = if is_shown { "shown" } else { "kept back" };
    format!(
        "{}, {choice}\n  {}\n  {}\n  digest {}\n",
        one.name().unwrap_or_default(),
        one.content().unwrap_or_default(),
        one.0,
        one.digest(Hash::Sm3)
    )
}
