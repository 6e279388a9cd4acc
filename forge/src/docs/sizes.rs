//! The sizes that the specification shows: where the bytes of a hotel's presentation go, and what
//! other choices would cost.

use crate::bound::Held;
use crate::cbor::Value;
use crate::code::{Kind, claim, scan_as};
use crate::docs::AT;
use crate::hotel::{CHALLENGE, Hotel, SHOWN};
use crate::key::DEMO_SEED;
use crate::plan::{Group, Plan};
use crate::present::Presentation;
use crate::public_key::Y;
use crate::qr::Qr;
use crate::refused::Refused;
use crate::size::{Part, parts};

/// A choice, what it comes to, and the QR code that holds it.
#[derive(Clone, Debug)]
pub struct Size {
    /// What is another way, in English and in Chinese.
    pub what: [&'static str; 2],
    /// Bytes, also more than a code may hold.
    pub bytes: usize,
    /// The QR version at level L.
    pub version: i16,
}

/// The parts of the presentation of `kind-2.txt`.
///
/// # Errors
/// A [`Refused`] that says what is wrong with it.
pub fn hotel() -> Result<Vec<Part>, Refused> {
    parts(&guest().present(Some(CHALLENGE))?)
}

/// The same presentation, made otherwise in one respect each.
///
/// # Errors
/// A [`Refused`] that says what is wrong with one.
pub fn alternatives() -> Result<Vec<Size>, Refused> {
    let also = [&SHOWN[..], &["holderOver18"]].concat();
    let is_named = |name: &str| NAMED.contains(&name);
    Ok(vec![
        shown(["as it is", "现状"], &SHOWN)?,
        size(["no challenge was shown", "没有出示挑战值"], Kind::Bound, &guest().present(None)?)?,
        shown(["element 14 is kept back", "不披露第 14 项"], &SHOWN[..3])?,
        shown(["element 17 is shown as well", "另外披露第 17 项"], &also)?,
        shown(["element 17 alone is shown", "只披露第 17 项"], &["holderOver18"])?,
        changed(["no `status`", "没有 `status`"], |hotel| hotel.bound.credential.status = None)?,
        changed(["elements 1 and 4 are left out", "省去第 1、4 项"], |hotel| {
            hotel.bound.credential.elements.retain(|(name, _)| !is_named(name));
        })?,
        changed(
            ["one group for 15, 16–18, 19–21, 22–24", "第 15、16–18、19–21、22–24 项合为一组"],
            |hotel| hotel.bound.plan = gathered(),
        )?,
        changed(["no groups: thirteen digests", "不分组：十三个摘要"], |hotel| {
            let names: Vec<_> = hotel.bound.plan.names().map(String::as_str).collect();
            hotel.bound.plan = Plan::new(&names, &[]);
        })?,
        size(["the holder's y in full", "持证人公钥写全 y"], Kind::Bound, &with_whole_y()?)?,
        size(["the paper form, kind 1", "纸质形式，第 1 类"], Kind::Paper, &guest().paper()?)?,
    ])
}

/// What the type and the issuer's id say already.
const NAMED: [&str; 2] = ["certificateName", "certificateIssuingAuthorityName"];

fn guest() -> Hotel {
    Hotel::new(DEMO_SEED, AT)
}

fn size(what: [&'static str; 2], kind: Kind, bytes: &[u8]) -> Result<Size, Refused> {
    let version = Qr::new(&scan_as(kind, bytes))?.version;
    Ok(Size { what, bytes: bytes.len(), version })
}

fn shown(what: [&'static str; 2], names: &[&str]) -> Result<Size, Refused> {
    let held = guest().held()?.choose(names)?;
    signed(what, &guest(), &Presentation { held, ..guest().presentation(Some(CHALLENGE))? })
}

fn changed(what: [&'static str; 2], change: impl FnOnce(&mut Hotel)) -> Result<Size, Refused> {
    let mut hotel = guest();
    change(&mut hotel);
    signed(what, &hotel, &hotel.presentation(Some(CHALLENGE))?)
}

/// Signed without the check of the limit, which two of them break.
fn signed(what: [&'static str; 2], hotel: &Hotel, one: &Presentation) -> Result<Size, Refused> {
    let message = one.message(hotel.holder.algorithm());
    size(what, Kind::Bound, &message.sign(&hotel.holder).encode())
}

fn with_whole_y() -> Result<Vec<u8>, Refused> {
    let hotel = guest();
    let mut draft = hotel.bound.draft(hotel.issuer.algorithm());
    let whole = hotel.holder.public().cose_key(Y::Whole);
    draft.message.payload.set(claim::CNF, Value::map([(1, whole)]));
    let presentation = hotel.presentation(Some(CHALLENGE))?;
    let held =
        Held { disclosures: presentation.held.disclosures.clone(), ..draft.sign(&hotel.issuer) };
    Presentation { held, ..presentation }.sign(&hotel.holder)
}

/// What no hotel asks for, in one group.
fn gathered() -> Plan {
    let Plan { mut alone, mut groups, decoys } = Plan::personal();
    alone.retain(|name| name != "holderSurname");
    let rest = groups.split_off(1).into_iter().flat_map(|group| group.names);
    let names = rest.chain(["holderSurname".to_owned()]).collect();
    groups.push(Group { names, each: false });
    Plan { alone, groups, decoys }
}
