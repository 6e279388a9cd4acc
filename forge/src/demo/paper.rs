//! Paper codes (kind 1) and the pointer: of both algorithms, for a hotel and for a bank, and one
//! of each kind of wrong.

use super::{Sample, bank, hotel};
use crate::code::{self, Credential};
use crate::hotel::Hotel;
use crate::refused::Refused;
use crate::regions::{BUSINESS, PROPERTY, region};
use crate::statements::{INDEX, business, driving, identity, property, with};
use crate::time::DAY;
use crate::world::World;

/// Those of the first region come first; they need no policy to be judged.
pub(super) fn samples(world: &World) -> Result<Vec<Sample>, Refused> {
    Ok([first_region(world)?, elsewhere(world)?, refused(world)?].concat())
}

fn first_region(world: &World) -> Result<Vec<Sample>, Refused> {
    let good = Credential { status: region(&world.seed, 'a').status(INDEX), ..world.identity() };
    let (region, stranger) = (&world.region, &world.stranger);
    let bytes = good.issue(&region.key)?;
    let expired =
        Credential { issued: world.at - 400 * DAY, expires: Some(world.at - DAY), ..good.clone() };
    let unknown =
        Credential { issuer: stranger.id.to_owned(), kid: stranger.kid.clone(), ..good.clone() };
    let residence = residence(&good);
    Ok(vec![
        Sample::new(
            "hotel-guest",
            ("酒店入住：身份凭证（演示）", "Hotel check-in: identity credential (demonstration)"),
            (
                "由虚构的地区签发，在有效期内。",
                "Issued by an invented region and inside its validity.",
            ),
            code::scan(&bytes),
        ),
        Sample::new(
            "expired",
            ("已过期的身份凭证", "An expired identity credential"),
            ("签名正确，昨天到期。", "Correctly signed; it ended yesterday."),
            code::scan(&expired.issue(&region.key)?),
        )
        .wrong("credential.expired"),
        Sample::new(
            "changed-digit",
            ("被改动一位数字的凭证", "A credential with one digit changed"),
            (
                "签发后改动了一位数字，内容仍可读，签名不再成立。",
                "One digit was changed after signing: still readable, no longer signed.",
            ),
            code::with_changed_digit(&bytes),
        )
        .wrong("signature.invalid"),
        Sample::new(
            "unknown-issuer",
            ("未知签发者的凭证", "A credential by an unknown issuer"),
            (
                "签发者不在信任名单里，无法判断真伪。",
                "Its issuer is not among those that are trusted: nothing can be decided.",
            ),
            code::scan(&unknown.issue(&stranger.key)?),
        )
        .wrong("trust.issuer_unknown"),
        Sample::new(
            "type-not-allowed",
            ("签发者无权签发的居住凭证", "A residence credential that its issuer may not issue"),
            (
                "签名正确，但该签发者只能签发身份凭证。",
                "Correctly signed, by an issuer that may issue identity credentials only.",
            ),
            code::scan(&residence.issue(&region.key)?),
        )
        .wrong("trust.type_unauthorised"),
        Sample::new(
            "pointer",
            ("政务 App 的十位亮证码", "A government app's ten-digit code"),
            (
                "只是一个编号，要由签发它的系统联网解析，本机无法核验。",
                "A number that only the system behind it can resolve; nothing in it can be checked here.",
            ),
            "4642087996".to_owned(),
        )
        .wrong("envelope.online_only"),
    ])
}

/// The same guest's residence credential.
fn residence(identity: &Credential) -> Credential {
    let mut residence = Credential { type_code: World::residence_type(), ..identity.clone() };
    residence.elements.retain(|(name, _)| name != "certificateIdentifier");
    with(residence, "certificateName", "居住凭证（演示）")
}

/// What the other regions issue on paper.
fn elsewhere(world: &World) -> Result<Vec<Sample>, Refused> {
    let of = |letter| region(&world.seed, letter);
    let (b, d, f) = (of('b'), of('d'), of('f'));
    let hotel = Hotel::new(&world.seed, world.at);
    Ok(vec![
        Sample::new(
            "hotel-paper",
            ("酒店入住：纸质身份凭证（国密）", "Hotel check-in: a paper credential under SM2"),
            (
                "打印件，用 SM2 签名，只写酒店需要的内容。",
                "A print, signed with SM2, with what a hotel needs and nothing else.",
            ),
            code::scan(&hotel.paper()?),
        ),
        Sample::new(
            "empty-signer-id",
            (
                "SM2 签名者标识为空的身份凭证",
                "An identity credential under the empty SM2 signer id",
            ),
            (
                "该地区的系统用空的签名者标识签名，信任名单里写明了这一点。",
                "This region's system signs with the empty signer id, and its anchor says so.",
            ),
            code::scan(&identity(&f, world.at).issue(&f.issuer.key)?),
        ),
        Sample::new(
            "bank-business",
            ("银行开户：营业凭证", "Opening an account: a business credential"),
            (
                "由另一家厂商的系统签发，长期有效。",
                "Issued by another vendor's system, without end.",
            ),
            code::scan(&business(&b, world.at).issue(&b.issuer.key)?),
        )
        .counter(bank("bank.company-account", &[BUSINESS], "paper")),
        Sample::new(
            "bank-property",
            ("银行贷款：两人共有的不动产权凭证", "A loan: a real estate credential of two holders"),
            ("用 SM2 签名，两位持证人，长期有效。", "Signed with SM2, two holders, without end."),
            code::scan(&property(&d, world.at).issue(&d.issuer.key)?),
        )
        .counter(bank("bank.pledge", &[PROPERTY], "paper")),
    ])
}

/// What is signed and in force and still no good.
fn refused(world: &World) -> Result<Vec<Sample>, Refused> {
    let c = region(&world.seed, 'c');
    let hotel_paper = Hotel::new(&world.seed, world.at);
    let (key, driving) = (&c.issuer.key, driving(&c, world.at));
    let withdrawn = with(hotel_paper.printed(), "certificateStatus", "03");
    let suspended = with(driving.clone(), "certificateStatus", "02");
    Ok(vec![
        Sample::new(
            "withdrawn",
            ("已撤销的身份凭证", "A withdrawn identity credential"),
            (
                "签名正确，证照状态一栏写明已撤销。",
                "Correctly signed; its own status says that it was withdrawn.",
            ),
            code::scan(&withdrawn.issue(key)?),
        )
        .wrong("status.revoked"),
        Sample::new(
            "suspended",
            ("被暂扣的驾驶凭证", "A suspended driving credential"),
            (
                "签名正确，证照状态一栏写明暂扣。",
                "Correctly signed; its own status says that it is suspended.",
            ),
            code::scan(&suspended.issue(key)?),
        )
        .wrong("status.suspended"),
        Sample::new(
            "wrong-type",
            ("在酒店出示驾驶凭证", "A driving credential at a hotel"),
            (
                "凭证本身没有问题，但酒店需要的是身份凭证。",
                "Nothing is wrong with it, but a hotel needs an identity credential.",
            ),
            code::scan(&driving.issue(key)?),
        )
        .counter(without_holder(hotel()))
        .wrong("policy.type_unauthorised"),
        Sample::new(
            "paper-copy",
            ("翻拍的纸质凭证", "A photo of a paper credential"),
            (
                "内容和签名都对，但纸质码谁都可以复印，酒店要求本人手机当场出示。",
                "Content and signature are right, but anybody can copy paper: this hotel asks for the holder's own device.",
            ),
            code::scan(&hotel_paper.paper()?),
        )
        .counter(hotel())
        .wrong("holder.required"),
        Sample::new(
            "signer-id",
            ("SM2 签名者标识不符的凭证", "A credential under another SM2 signer id"),
            (
                "签发系统用了空的签名者标识，与信任名单不符，需要签发方更正。",
                "The issuing system used the empty signer id, and its anchor names the default one: for the issuer to put right.",
            ),
            code::scan(&hotel_paper.printed().issue(&key.with_signer_id(""))?),
        )
        .wrong("signature.invalid"),
    ])
}

/// A policy at a counter that looks at the person instead.
fn without_holder(mut policy: serde_json::Value) -> serde_json::Value {
    if let Some(members) = policy.as_object_mut() {
        members.remove("assurance");
    }
    policy
}
