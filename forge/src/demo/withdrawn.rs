//! What a status list or a revocation pack says, and what none of them can say.

use super::Sample;
use super::status::{RESUMED, REVOKED, SUSPENDED};
use crate::code::{self, Credential, StatusEntry};
use crate::refused::Refused;
use crate::regions::{Region, region};
use crate::statements::{business, driving, identity, property, residence};
use crate::world::World;

/// A counter that asks for the status of a driving credential.
const RENTAL: &str = "car.rental";

/// What is good first.
pub(super) fn samples(world: &World) -> Result<Vec<Sample>, Refused> {
    Ok([by_pack(world)?, by_list(world)?, unsaid(world)?].concat())
}

/// What the packs of the first and the third region say.
fn by_pack(world: &World) -> Result<Vec<Sample>, Refused> {
    let (a, c) = (region(&world.seed, 'a'), region(&world.seed, 'c'));
    let card = scan(identity(&a, world.at), &a, REVOKED)?;
    let licence = |index| scan(driving(&c, world.at), &c, index);
    Ok(vec![
        by_bundle(
            "status-good",
            ("租车：驾驶凭证，状态已查", "Car rental: a driving credential, its status looked up"),
            (
                "在本机的吊销包里查过，没有吊销，也没有暂扣；没有联网。",
                "Looked up in the packs that are here, without a network: neither revoked nor suspended.",
            ),
            code::scan(&driving(&c, world.at).issue(&c.issuer.key)?),
        )
        .desk(RENTAL)
        .asked(world.at, None),
        by_bundle(
            "revoked-by-pack",
            ("吊销包里的身份凭证", "An identity credential that a pack lists"),
            (
                "凭证上没有写，但签发地区的吊销包里有它。",
                "It does not say so itself: its region's pack says that it was revoked.",
            ),
            card,
        )
        .wrong("status.revoked"),
        by_bundle(
            "suspended-by-pack",
            ("租车：前天被暂扣的驾驶凭证", "Car rental: suspended the day before yesterday"),
            (
                "快照里还没有它，前天的增量包写明已暂扣。",
                "The snapshot does not list it yet; a delta since then says that it is suspended.",
            ),
            licence(SUSPENDED)?,
        )
        .desk(RENTAL)
        .wrong("status.suspended"),
        by_bundle(
            "resumed-by-delta",
            ("租车：已恢复的驾驶凭证", "Car rental: no longer suspended"),
            (
                "快照里是暂扣，前天的增量包写明已恢复。",
                "Suspended by the snapshot, and resumed by a delta since then.",
            ),
            licence(RESUMED)?,
        )
        .desk(RENTAL)
        .asked(world.at, None),
    ])
}

/// What the lists of the second and the fourth region say.
fn by_list(world: &World) -> Result<Vec<Sample>, Refused> {
    let (b, d) = (region(&world.seed, 'b'), region(&world.seed, 'd'));
    Ok(vec![
        by_bundle(
            "revoked-by-list",
            ("银行开户：状态列表里的营业凭证", "Opening an account: a business that a list names"),
            (
                "签发者签名的状态列表写明已吊销。",
                "Revoked, says the status list that its issuer signed.",
            ),
            scan(business(&b, world.at), &b, REVOKED)?,
        )
        .desk("bank.company-account")
        .wrong("status.revoked"),
        by_bundle(
            "suspended-by-list",
            ("状态列表里的居住凭证", "A residence credential that a list names"),
            (
                "状态列表由另一家机构签名，写明已暂停；列表虽旧，不利的内容照样算数。",
                "Suspended, says a list that another office signed: an old one, but what speaks against a credential counts.",
            ),
            scan(residence(&d, world.at), &d, SUSPENDED)?,
        )
        .wrong("status.suspended"),
    ])
}

/// What asks for the status and gets no answer that would do.
fn unsaid(world: &World) -> Result<Vec<Sample>, Refused> {
    let (c, d) = (region(&world.seed, 'c'), region(&world.seed, 'd'));
    let elsewhere = StatusEntry { index: REVOKED, uri: "https://s.example/9".to_owned() };
    let outside = Credential { status: Some(elsewhere), ..driving(&c, world.at) };
    Ok(vec![
        by_bundle(
            "status-stale",
            ("银行贷款：状态列表太旧", "A loan: the status list is too old"),
            (
                "手头的状态列表是十天前的，银行要求七天以内。",
                "The list at hand was made ten days ago, and this bank takes none older than seven.",
            ),
            code::scan(&property(&d, world.at).issue(&d.issuer.key)?),
        )
        .desk("bank.loan")
        .wrong("status.stale"),
        by_bundle(
            "status-not-covered",
            ("租车：吊销包没有覆盖的凭证", "Car rental: a place that no pack covers"),
            (
                "它的状态在另一份列表里，手头的吊销包不包括那份列表，不能当作没有吊销。",
                "Its status is kept in a list that the packs at hand do not cover: that is not the same as good.",
            ),
            code::scan(&outside.issue(&c.issuer.key)?),
        )
        .desk(RENTAL)
        .wrong("status.coverage_missing"),
    ])
}

fn by_bundle(id: &str, title: (&str, &str), about: (&str, &str), scan: String) -> Sample {
    Sample::new(id, title, about, scan).by_bundle()
}

/// A statement of a region at a place in its list.
fn scan(stated: Credential, region: &Region, index: i64) -> Result<String, Refused> {
    let stated = Credential { status: region.status(index), ..stated };
    Ok(code::scan(&stated.issue(&region.issuer.key)?))
}
