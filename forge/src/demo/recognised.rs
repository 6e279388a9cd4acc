//! What only a trust bundle knows: which region takes another's credentials, and which key was
//! lost or is no longer used.

use super::Sample;
use crate::code::{Credential, Kind, scan, scan_as};
use crate::hotel::{AUDIENCE, CHALLENGE, Hotel};
use crate::refused::Refused;
use crate::regions::region;
use crate::statements::identity;
use crate::time::DAY;
use crate::trust::world::{compromised_key, retired_key};
use crate::world::World;

/// One guest in three regions, and a region's other keys.
pub(super) fn samples(world: &World) -> Result<Vec<Sample>, Refused> {
    Ok([elsewhere(world)?, by_other_keys(world)?].concat())
}

/// The third region's guest at hotels of the second, the sixth and the fifth.
fn elsewhere(world: &World) -> Result<Vec<Sample>, Refused> {
    let guest = Hotel::new(&world.seed, world.at).present(Some(CHALLENGE))?;
    let at_hotel = |id, title, about, letter| {
        Sample::new(id, title, about, scan_as(Kind::Bound, &guest))
            .by_bundle()
            .desk(AUDIENCE)
            .within(region(&world.seed, letter).code)
            .asked(world.at, Some(CHALLENGE))
    };
    Ok(vec![
        at_hotel(
            "recognised",
            ("异地酒店入住：乙省认可丙省的凭证", "A hotel in B takes a credential of C"),
            (
                "两省有互认协议，写明了这种凭证和酒店入住。",
                "An agreement between the two names this type and this scenario.",
            ),
            'b',
        ),
        at_hotel(
            "not-recognised",
            ("异地酒店入住：己省没有互认协议", "A hotel in F: there is no agreement"),
            (
                "同一位客人，同一个凭证；丙省和己省之间没有协议。",
                "The same guest and credential; between C and F there is no agreement.",
            ),
            'f',
        )
        .wrong("trust.recognition_missing"),
        at_hotel(
            "not-recognised-type",
            ("异地酒店入住：戊省只认可驾驶凭证", "A hotel in E: the agreement is about driving"),
            (
                "丙省和戊省有协议，但只包括驾驶凭证。",
                "C and E have an agreement, about driving credentials and nothing else.",
            ),
            'e',
        )
        .wrong("trust.recognition_type_unauthorised"),
    ])
}

/// The first region's keys beside the one that is used.
fn by_other_keys(world: &World) -> Result<Vec<Sample>, Refused> {
    let a = region(&world.seed, 'a');
    let (lost, retired) = (compromised_key(&a, &world.seed), retired_key(&a, &world.seed));
    let under = |number: &str, days: i64| Credential {
        kid: format!("region-a-{number}"),
        issued: world.at - days * DAY,
        ..identity(&a, world.at)
    };
    let sample = |id, title, about, stated: Credential, key| {
        Ok::<_, Refused>(Sample::new(id, title, about, scan(&stated.issue(key)?)).by_bundle())
    };
    Ok(vec![
        sample(
            "retired-key",
            ("停用的密钥，停用以前签发", "A retired key, issued before it was retired"),
            (
                "密钥四十天前停用，凭证是在那以前签发的，仍然有效。",
                "The key was retired forty days ago; what it issued before stays good.",
            ),
            under("0", 60),
            &retired,
        )?,
        sample(
            "retired-key-after",
            ("停用的密钥，停用以后签发", "A retired key, issued after it was retired"),
            (
                "同一把密钥，凭证写明是停用以后签发的。",
                "The same key, and a credential that was issued after its end.",
            ),
            under("0", 30),
            &retired,
        )?
        .wrong("trust.key_expired"),
        sample(
            "compromised-key",
            ("泄露的密钥签发的凭证", "A credential under a key that was lost"),
            (
                "签名正确，但信任包写明这把密钥已泄露。",
                "Correctly signed, under a key of which the bundle says that others may have it.",
            ),
            under("x", 30),
            &lost,
        )?
        .wrong("trust.key_revoked"),
    ])
}
