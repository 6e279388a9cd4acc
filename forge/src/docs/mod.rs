//! The worked examples of the specification of the credential code: whole texts, written anew from
//! a public seed, so that what the specification shows is what the kit makes.
//!
//! Rules:
//! - Everything follows from [`DEMO_SEED`] and [`AT`]. The keys are printed in full: they are test
//!   keys, and nobody may trust them.
//! - Bytes are taken apart where they lie and never put together again, so that a listing adds up
//!   to its code.

use serde_json::{Value as Json, json};

use crate::anchor::Anchor;
use crate::code::{Credential, Kind, join, scan_as};
use crate::hotel::{AUDIENCE, CHALLENGE, Hotel};
use crate::key::DEMO_SEED;
use crate::refused::Refused;
use crate::regions::{IDENTITY, RESIDENCE, Region, region};
use crate::statements::residence;

mod listing;
mod names;
mod sizes;
mod text;
mod token;

pub use sizes::{Size, alternatives, hotel};

/// 2026-06-01T00:00:00Z: the moment of all examples.
pub const AT: i64 = 1_780_272_000;

/// One example: its text, and what a verifier is asked about it.
#[derive(Clone, Debug)]
pub struct Example {
    /// The name of its file.
    pub file: &'static str,
    /// The text of the file.
    pub text: String,
    /// What is scanned.
    pub scan: String,
    /// The keys to trust.
    pub anchors: Vec<Anchor>,
    /// What the counter asks besides the time: challenge and audience, where it asks.
    pub ask: Json,
    /// What an accepting verifier shows, one object for each credential.
    pub claims: Vec<Json>,
}

/// All examples, in the order of the kinds.
///
/// # Errors
/// A [`Refused`] that says what is wrong with one, which with this seed nothing is.
pub fn examples() -> Result<Vec<Example>, Refused> {
    Ok(vec![paper()?, bound()?, together()?, token::example()?])
}

/// A residence credential of the first region, on paper, under ES256.
fn paper() -> Result<Example, Refused> {
    let (region, credential) = on_paper();
    let bytes = credential.issue(&region.issuer.key)?;
    let scan = scan_as(Kind::Paper, &bytes);
    let anchors = vec![region.anchor(&[RESIDENCE])];
    let claims = vec![claims(&credential)];
    let text = [
        text::title("kind 1", "a credential on paper, ES256"),
        text::key("issuer", &region.issuer.key, Some(&region)),
        text::anchors(&anchors),
        text::code(&scan, &bytes),
        text::signed("the issuer", &bytes, &region.issuer.key),
        text::listing(&bytes, &[]),
        text::answer(&json!({ "at": AT }), &claims),
    ];
    let ask = json!({});
    Ok(Example { file: "kind-1.txt", text: text.concat(), scan, anchors, ask, claims })
}

/// The identity credential of the third region as a hotel is shown it, under SM2.
fn bound() -> Result<Example, Refused> {
    let (hotel, region) = at_hotel();
    let presentation = hotel.presentation(Some(CHALLENGE))?;
    let bytes = presentation.sign(&hotel.holder)?;
    let credential = presentation.held.encode();
    let scan = scan_as(Kind::Bound, &bytes);
    let anchors = vec![region.anchor(&[IDENTITY])];
    let ask = json!({ "challenge": CHALLENGE, "audience": AUDIENCE });
    let claims = vec![claims(&hotel.printed())];
    let all = hotel.held()?.disclosures;
    let text = [
        text::title("kind 2", "a credential presented by its holder, SM2 with SM3"),
        text::key("issuer", &region.issuer.key, Some(&region)),
        text::key("holder", &hotel.holder, None),
        text::anchors(&anchors),
        text::code(&scan, &bytes),
        text::signed("the issuer", &credential, &region.issuer.key),
        text::signed("the holder", &bytes, &hotel.holder),
        text::disclosures(&all, &presentation.held.disclosures),
        text::listing(&bytes, &all),
        text::answer(&text::asked(&ask), &claims),
    ];
    Ok(Example { file: "kind-2.txt", text: text.concat(), scan, anchors, ask, claims })
}

/// Both in one code.
fn together() -> Result<Example, Refused> {
    let (region, credential) = on_paper();
    let (hotel, other) = at_hotel();
    let parts = [credential.issue(&region.issuer.key)?, hotel.present(Some(CHALLENGE))?];
    let bytes = join(&parts)?;
    let scan = scan_as(Kind::Together, &bytes);
    let anchors = vec![region.anchor(&[RESIDENCE]), other.anchor(&[IDENTITY])];
    let ask = json!({ "audience": AUDIENCE });
    let claims = vec![claims(&credential), claims(&hotel.printed())];
    let text = [
        text::title("kind 3", "the credentials of kind-1.txt and kind-2.txt in one code"),
        text::anchors(&anchors),
        text::code(&scan, &bytes),
        format!(
            "## Bytes\n\n82, the head of an array of two; the {} bytes of kind-1.txt; the {} bytes of \
             kind-2.txt.\n\n",
            parts[0].len(),
            parts[1].len()
        ),
        text::answer(&text::asked(&ask), &claims),
    ];
    Ok(Example { file: "kind-3.txt", text: text.concat(), scan, anchors, ask, claims })
}

fn on_paper() -> (Region, Credential) {
    let region = region(DEMO_SEED, 'a');
    let credential = residence(&region, AT);
    (region, credential)
}

fn at_hotel() -> (Hotel, Region) {
    (Hotel::new(DEMO_SEED, AT), region(DEMO_SEED, 'c'))
}

/// The elements as a receipt shows them.
fn claims(credential: &Credential) -> Json {
    let elements = credential.elements.iter();
    Json::Object(elements.map(|(name, value)| (name.clone(), value.clone().into())).collect())
}

#[cfg(test)]
mod tests {
    use super::{at_hotel, examples};
    use crate::code::read;

    #[test]
    fn a_listing_adds_up_to_its_code() {
        for example in &examples().unwrap()[..2] {
            let (_, bytes) = read(&example.scan).unwrap();
            let listing = example.text.split("## Byte by byte").nth(1).unwrap();
            let block = listing.split("```").nth(1).unwrap();
            let hex: String = block
                .lines()
                .map(|line| line.split('#').next().unwrap().replace(' ', ""))
                .collect();
            assert_eq!(hex, crate::base64::hex(&bytes), "{}", example.file);
        }
    }

    #[test]
    fn what_is_printed_of_sm2_is_what_is_signed() {
        let (hotel, _) = at_hotel();
        let digest = super::text::sm2_digest(&hotel.holder, b"x");
        assert_eq!(hotel.holder.sign_digest(&digest), hotel.holder.sign(b"x"));
    }
}
