//! What a guest shows at a hotel: the presentation whose size decides whether the credential code
//! fits a screen, and its paper form.
//!
//! Rules: issuer and holder sign with SM2; shown are name, document, validity, status and the
//! digest of the photo, and everything else about the person stays redacted. All of it is
//! invented, see `statements`.

use crate::bound::{Bound, Held};
use crate::code::Credential;
use crate::key::Key;
use crate::plan::Plan;
use crate::present::Presentation;
use crate::refused::Refused;
use crate::regions::region;
use crate::statements::identity;

/// The scenario of a hotel's counter.
pub const AUDIENCE: &str = "hotel.check-in";
/// A challenge of 16 bytes, as a counter's page shows it.
pub const CHALLENGE: &str = "2WbFUzSUGTnbN2nUzvZKDg";
/// What a hotel's counter needs, besides what stands in the clear.
pub const SHOWN: [&str; 4] = [
    "certificateHolderName",
    "certificateHolderCode",
    "certificateHolderTypeCode",
    "holderPhotoHash",
];
/// What stands in the clear: the certificate, who issued it, its validity and its status.
const CLEAR: [&str; 5] = [
    "certificateName",
    "certificateIssuingAuthorityName",
    "certificateEffectiveDate",
    "certificateExpiringDate",
    "certificateStatus",
];

/// A guest with a resident identity card.
#[derive(Clone, Debug)]
pub struct Hotel {
    /// Now, in seconds since the Unix epoch.
    pub at: i64,
    /// The issuer's key.
    pub issuer: Key,
    /// The guest's key.
    pub holder: Key,
    /// What the issuer states to the guest.
    pub bound: Bound,
}

impl Hotel {
    /// The guest that a seed gives at a moment, with a card of the third region.
    pub fn new(seed: &str, at: i64) -> Self {
        let region = region(seed, 'c');
        let holder = Key::sm2_from_seed(seed, "guest");
        let credential = identity(&region, at);
        let plan = Plan::personal();
        let seed = seed.to_owned();
        let bound = Bound { credential, holder: holder.public(), plan, seed };
        Self { at, issuer: region.issuer.key, holder, bound }
    }

    /// The credential in the guest's hands.
    ///
    /// # Errors
    /// A [`Refused`] that says what is wrong with it.
    pub fn held(&self) -> Result<Held, Refused> {
        self.bound.issue(&self.issuer)
    }

    /// What the guest shows, in answer to a challenge or without one, before it is signed.
    ///
    /// # Errors
    /// A [`Refused`] that says what is wrong with the credential.
    pub fn presentation(&self, challenge: Option<&str>) -> Result<Presentation, Refused> {
        Ok(Presentation {
            held: self.held()?.choose(&SHOWN)?,
            audience: AUDIENCE.to_owned(),
            at: self.at,
            challenge: challenge.map(str::to_owned),
        })
    }

    /// The bytes of what the guest shows.
    ///
    /// # Errors
    /// A [`Refused`] that says what is wrong with it.
    pub fn present(&self, challenge: Option<&str>) -> Result<Vec<u8>, Refused> {
        self.presentation(challenge)?.sign(&self.holder)
    }

    /// The statement of the paper form: what a hotel is shown, and nothing else.
    pub fn printed(&self) -> Credential {
        let mut credential = self.bound.credential.clone();
        let on_paper = |name: &str| SHOWN.contains(&name) || CLEAR.contains(&name);
        credential.elements.retain(|(name, _)| on_paper(name));
        credential
    }

    /// The bytes of the paper form.
    ///
    /// # Errors
    /// A [`Refused`] that says what is wrong with it.
    pub fn paper(&self) -> Result<Vec<u8>, Refused> {
        self.printed().issue(&self.issuer)
    }
}

#[cfg(test)]
mod tests {
    use super::{CHALLENGE, Hotel};
    use crate::code::{Kind, claim, scan_as};
    use crate::key::DEMO_SEED;
    use crate::qr::Qr;

    fn hotel() -> Hotel {
        Hotel::new(DEMO_SEED, 1_780_272_000)
    }

    /// The sizes that the credential code is designed for.
    #[test]
    fn a_presentation_fits_a_screen_and_the_paper_form_a_corner() {
        let shown = hotel().present(Some(CHALLENGE)).unwrap();
        assert!(shown.len() <= 900, "{}", shown.len());
        assert!(Qr::new(&scan_as(Kind::Bound, &shown)).unwrap().version <= 22);
        let paper = hotel().paper().unwrap();
        assert!(paper.len() <= 620, "{}", paper.len());
        let all = hotel().bound.credential.issue(&hotel().issuer).unwrap();
        assert!(all.len() <= 620, "{}", all.len());
    }

    #[test]
    fn seven_digests_stay_and_three_disclosures_are_shown() {
        let hotel = hotel();
        let held = hotel.held().unwrap();
        let payload = held.payload().unwrap();
        let map = payload.get(claim::ELEMENTS).unwrap();
        let crate::cbor::Value::Array(digests) = map.get(crate::sd_cwt::REDACTED_KEYS).unwrap()
        else {
            panic!("no digests")
        };
        assert_eq!((digests.len(), map.entries().len()), (7, 6));
        assert_eq!(held.disclosures.len(), 13);
        assert_eq!(hotel.presentation(None).unwrap().held.disclosures.len(), 3);
    }
}
