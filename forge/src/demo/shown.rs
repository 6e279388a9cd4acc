//! Codes that a holder shows (kinds 2 and 3): bound to the holder's key, to a counter and to a
//! moment, and one of each kind of wrong.

use serde_json::json;

use super::{BANK, Sample, bank, hotel};
use crate::bound::Bound;
use crate::code::{Credential, Kind, join, scan_as};
use crate::hotel::{CHALLENGE, Hotel};
use crate::key::Key;
use crate::plan::Plan;
use crate::present::Presentation;
use crate::refused::Refused;
use crate::regions::{IDENTITY, RESIDENCE, Region, region};
use crate::statements::{identity, residence, with};
use crate::world::World;

/// The challenge of another counter.
const OTHER_CHALLENGE: &str = "kR0pXcV4QmW1n8sHf3yT6g";
/// What a bank's counter is shown.
const FOR_BANK: [&str; 5] = [
    "certificateHolderName",
    "certificateHolderCode",
    "certificateHolderTypeCode",
    "holderPhotoHash",
    "holderSex",
];

/// What is right first.
pub(super) fn samples(world: &World) -> Result<Vec<Sample>, Refused> {
    Ok([right(world)?, shown_again(world)?, mistaken(world)?, several(world)?].concat())
}

fn right(world: &World) -> Result<Vec<Sample>, Refused> {
    let hotel_guest = Hotel::new(&world.seed, world.at);
    let e = region(&world.seed, 'e');
    let customer = Key::from_seed(&world.seed, "customer");
    let shown = Showing { world, region: &e, holder: &customer };
    Ok(vec![
        Sample::new(
            "hotel-presentation",
            (
                "酒店入住：本人手机当场出示（国密）",
                "Hotel check-in: shown by the holder's device under SM2",
            ),
            (
                "回答了柜台的随机数；只出示姓名、证件号码、状态和照片摘要，其余内容没有出示。",
                "It answers the counter's challenge; name, document, status and the photo's digest are shown, and nothing else.",
            ),
            scan_as(Kind::Bound, &hotel_guest.present(Some(CHALLENGE))?),
        )
        .counter(hotel())
        .asked(world.at, Some(CHALLENGE)),
        Sample::new(
            "hotel-dynamic",
            ("酒店入住：动态码", "Hotel check-in: a dynamic code"),
            (
                "没有随机数，每分钟更新一次，写明是给酒店看的。",
                "Without a challenge: signed anew every minute, and made out to hotels.",
            ),
            scan_as(Kind::Bound, &hotel_guest.present(None)?),
        )
        .counter(hotel())
        .asked(world.at + 20, None),
        Sample::new(
            "bank-presentation",
            ("银行开户：本人手机当场出示", "Opening an account: shown by the holder's device"),
            (
                "同一种凭证，多出示了性别和民族，没有出示出生日期和住址。",
                "The same kind of credential: sex and ethnicity are shown too, date of birth and address are not.",
            ),
            shown.code(identity(&e, world.at), BANK, &FOR_BANK)?,
        )
        .counter(bank(BANK, &[IDENTITY], "live"))
        .asked(world.at, Some(CHALLENGE)),
    ])
}

/// What the holder did show, at another time or to another challenge.
fn shown_again(world: &World) -> Result<Vec<Sample>, Refused> {
    let guest = Hotel::new(&world.seed, world.at);
    let dynamic = scan_as(Kind::Bound, &guest.present(None)?);
    let live = scan_as(Kind::Bound, &guest.present(Some(CHALLENGE))?);
    Ok(vec![
        at_hotel(
            "stale",
            ("五分钟前的动态码", "A dynamic code of five minutes ago"),
            ("动态码只在一分钟内有效。", "A dynamic code holds for one minute."),
            dynamic.clone(),
        )
        .asked(world.at + 300, None)
        .wrong("holder.stale"),
        at_hotel(
            "screenshot",
            ("别人手机动态码的截屏", "A screenshot of somebody's dynamic code"),
            (
                "截屏还没过期，但它回答不了柜台刚显示的随机数。",
                "Still fresh, but a picture cannot answer the challenge that the counter has just shown.",
            ),
            dynamic,
        )
        .asked(world.at + 20, Some(OTHER_CHALLENGE))
        .wrong("holder.nonce_missing"),
        at_hotel(
            "replayed-challenge",
            ("重放：回答的是别处的随机数", "Replayed: it answers another challenge"),
            (
                "码是本人手机签的，但随机数不是本柜台的。",
                "Signed by the holder's device, in answer to a challenge that this counter did not show.",
            ),
            live,
        )
        .asked(world.at, Some(OTHER_CHALLENGE))
        .wrong("holder.nonce_mismatch"),
    ])
}

/// What is fresh, and not for this counter or not this guest's.
fn mistaken(world: &World) -> Result<Vec<Sample>, Refused> {
    let guest = Hotel::new(&world.seed, world.at);
    let live = guest.presentation(Some(CHALLENGE))?;
    let to_bank = Presentation { audience: BANK.to_owned(), ..live.clone() };
    let thief = Key::sm2_from_seed(&world.seed, "thief");
    let stolen = live.message(thief.algorithm()).sign(&thief).encode();
    Ok(vec![
        at_hotel(
            "wrong-audience",
            ("出示给银行的码", "A code that was made out to a bank"),
            (
                "写明给银行看的码，不能在酒店使用。",
                "What was made out to a bank is not for a hotel.",
            ),
            scan_as(Kind::Bound, &to_bank.sign(&guest.holder)?),
        )
        .asked(world.at, Some(CHALLENGE))
        .wrong("holder.audience_mismatch"),
        at_hotel(
            "stolen",
            ("用别人的凭证冒充", "Somebody else's credential"),
            (
                "凭证是真的，但签名的手机不是持证人的。",
                "The credential is real, but the device that signed is not its holder's.",
            ),
            scan_as(Kind::Bound, &stolen),
        )
        .asked(world.at, Some(CHALLENGE))
        .wrong("holder.signature_invalid"),
        Sample {
            expected: Some(json!({ "certificateHolderName": "李娜（演示）" })),
            ..at_hotel(
                "booking-name",
                ("与预订姓名不符", "Not the name of the booking"),
                (
                    "凭证没有问题，但姓名和预订不同。",
                    "Nothing is wrong with it, but the booking has another name.",
                ),
                scan_as(Kind::Bound, &live.sign(&guest.holder)?),
            )
        }
        .asked(world.at, Some(CHALLENGE))
        .wrong("policy.claim_mismatch"),
    ])
}

fn at_hotel(id: &str, title: (&str, &str), about: (&str, &str), scan: String) -> Sample {
    Sample::new(id, title, about, scan).counter(hotel())
}

/// Two credentials of one person in one code.
fn several(world: &World) -> Result<Vec<Sample>, Refused> {
    let (e, d) = (region(&world.seed, 'e'), region(&world.seed, 'd'));
    let customer = Key::from_seed(&world.seed, "customer");
    let from = |region| Showing { world, region, holder: &customer };
    let card = from(&e).bytes(identity(&e, world.at), BANK, &FOR_BANK[..3])?;
    let home = |status| {
        let stated = with(residence(&d, world.at), "certificateStatus", status);
        from(&d).bytes(stated, BANK, &["certificateHolderName", "certificateHolderCode"])
    };
    let both =
        |status| Ok::<_, Refused>(scan_as(Kind::Together, &join(&[card.clone(), home(status)?])?));
    let at_bank = |id, title, about, scan| {
        Sample::new(id, title, about, scan)
            .counter(bank(BANK, &[IDENTITY, RESIDENCE], "live"))
            .asked(world.at, Some(CHALLENGE))
    };
    Ok(vec![
        at_bank(
            "several",
            ("一码通行：身份凭证和居住凭证", "One code for both: identity and residence"),
            (
                "两个地区、两种算法签发的凭证，由同一部手机一次出示。",
                "Credentials of two regions under two algorithms, shown at once by one device.",
            ),
            both("01")?,
        ),
        at_bank(
            "several-cancelled",
            ("一码通行：其中一个已注销", "One code for both: one of them is cancelled"),
            (
                "其中一个凭证已注销，整个码不被接受。",
                "One of the two was cancelled, and so the whole is refused.",
            ),
            both("02")?,
        )
        .wrong("status.revoked"),
    ])
}

/// A credential that a region issues to a holder, who shows it at once.
pub(super) struct Showing<'a> {
    pub(super) world: &'a World,
    pub(super) region: &'a Region,
    pub(super) holder: &'a Key,
}

impl Showing<'_> {
    /// Shown alone, in answer to the challenge.
    pub(super) fn code(
        &self,
        stated: Credential,
        to: &str,
        names: &[&str],
    ) -> Result<String, Refused> {
        Ok(scan_as(Kind::Bound, &self.bytes(stated, to, names)?))
    }

    /// Shown alone, without any challenge.
    pub(super) fn dynamic(
        &self,
        stated: Credential,
        to: &str,
        names: &[&str],
    ) -> Result<String, Refused> {
        let presentation =
            Presentation { challenge: None, ..self.presentation(stated, to, names)? };
        Ok(scan_as(Kind::Bound, &presentation.sign(self.holder)?))
    }

    /// The bytes of what is shown in answer to the challenge.
    pub(super) fn bytes(
        &self,
        stated: Credential,
        to: &str,
        names: &[&str],
    ) -> Result<Vec<u8>, Refused> {
        self.presentation(stated, to, names)?.sign(self.holder)
    }

    fn presentation(
        &self,
        stated: Credential,
        to: &str,
        names: &[&str],
    ) -> Result<Presentation, Refused> {
        let bound = Bound {
            credential: stated,
            holder: self.holder.public(),
            plan: Plan::personal(),
            seed: self.world.seed.clone(),
        };
        Ok(Presentation {
            held: bound.issue(&self.region.issuer.key)?.choose(names)?,
            audience: to.to_owned(),
            at: self.world.at,
            challenge: Some(CHALLENGE.to_owned()),
        })
    }
}
