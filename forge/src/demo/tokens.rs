//! The same statements as SD-JWT: compact and in JSON, under both algorithms.

use super::{BANK, Sample, bank, hotel};
use crate::hotel::{AUDIENCE, CHALLENGE, SHOWN};
use crate::key::Key;
use crate::plan::Plan;
use crate::refused::Refused;
use crate::regions::{IDENTITY, Region, region};
use crate::sd_jwt::{Disclosure, Token};
use crate::sd_jwt_vc::{SdJwt, choose, present};
use crate::statements::identity;
use crate::world::World;

/// What is right first.
pub(super) fn samples(world: &World) -> Result<Vec<Sample>, Refused> {
    let (e, f) = (region(&world.seed, 'e'), region(&world.seed, 'f'));
    let guest = Key::sm2_from_seed(&world.seed, "guest");
    let customer = Key::from_seed(&world.seed, "customer");
    let to_hotel = shown(world, &f, &guest, (AUDIENCE, &SHOWN))?;
    let to_bank = shown(world, &e, &customer, (BANK, &SHOWN[..3]))?;
    let mut changed = to_hotel.clone();
    change(&mut changed);
    let changed = changed.bound(&changed.binding(AUDIENCE, world.at, CHALLENGE), &guest);
    let at_hotel = |id, title, about, scan| {
        Sample::new(id, title, about, scan).counter(hotel()).asked(world.at, Some(CHALLENGE))
    };
    Ok(vec![
        at_hotel(
            "sd-jwt-hotel",
            ("酒店入住：SD-JWT（国密）", "Hotel check-in: an SD-JWT under SM2"),
            (
                "同样的内容，用 SD-JWT 写成，签发者和持证人都用 SM2 签名。",
                "The same statement as an SD-JWT; issuer and holder sign with SM2.",
            ),
            to_hotel.text(),
        ),
        Sample::new(
            "sd-jwt-bank",
            ("银行开户：SD-JWT（JSON 写法）", "Opening an account: an SD-JWT in JSON"),
            (
                "ES256 签名，用 JSON 写法，从文件读入也一样核验。",
                "Signed with ES256 and written as JSON; read from a file it is checked in the same way.",
            ),
            to_bank.flattened().to_string(),
        )
        .counter(bank(BANK, &[IDENTITY], "live"))
        .asked(world.at, Some(CHALLENGE)),
        at_hotel(
            "sd-jwt-changed",
            ("被改动姓名的 SD-JWT", "An SD-JWT with another name"),
            (
                "出示的姓名被改动，与签发者签下的摘要不符。",
                "The name that is shown was changed: the issuer signed no digest of it.",
            ),
            changed.text(),
        )
        .wrong("credential.disclosure_unknown"),
    ])
}

fn shown(
    world: &World,
    region: &Region,
    holder: &Key,
    (audience, names): (&str, &[&str]),
) -> Result<Token, Refused> {
    let sd_jwt = SdJwt {
        credential: identity(region, world.at),
        holder: Some(holder.public()),
        redacted: Plan::personal().names().cloned().collect(),
        seed: world.seed.clone(),
    };
    let token = choose(&sd_jwt.issue(&region.issuer.key)?, names)?;
    let text = present(&token, (audience, world.at, CHALLENGE), holder)?;
    Token::read(&text).ok_or(Refused::Credential)
}

/// Writes another name into the disclosure of the holder's name.
fn change(token: &mut Token) {
    for disclosure in &mut token.disclosures {
        if disclosure.name().as_deref() == Some("certificateHolderName")
            && let Some(mut content) = disclosure.content()
        {
            content[2] = "李伟（演示）".into();
            *disclosure = Disclosure::of(&content);
        }
    }
}
