//! What is withdrawn in the demonstration: revocation packs of two regions, and a status list of
//! each of two others.
//!
//! Rules: what [`INDEX`](crate::statements::INDEX) names is good everywhere; the places here are
//! what their names say, and everything else that is withdrawn lies above [`OTHERS`].

use crate::key::Key;
use crate::refused::Refused;
use crate::regions::{DRIVING, IDENTITY, Region, Type, region};
use crate::status::State;
use crate::status::list::{StatusList, Token};
use crate::status::pack::{File, Period, Row};
use crate::status::simulation::Chance;
use crate::status::stream::{Event, Stream};
use crate::time::DAY;
use crate::world::World;

/// The place of what is revoked.
pub(super) const REVOKED: i64 = 4712;
/// The place of what is suspended.
pub(super) const SUSPENDED: i64 = 4713;
/// The place of what was suspended and is not any more.
pub(super) const RESUMED: i64 = 4714;
/// Seconds for which the fourth region has not said anything new.
const SILENT: i64 = 10 * DAY;
/// First place of everything else.
const OTHERS: u64 = 5000;
/// Entries of a list in packs.
const ENTRIES: u64 = 1 << 20;
/// Entries of a list in a token.
const FEW: u64 = 1 << 13;

/// A status list as it is fetched.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) uri: String,
    /// The name of its file.
    pub(super) name: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// The packs of the first region and of the third, each with its region.
pub(super) fn packs(world: &World) -> Result<Vec<(Region, File)>, Refused> {
    let rows: [(char, u64, &[Type]); 2] = [('a', 1, &[IDENTITY]), ('c', 3, &[IDENTITY, DRIVING])];
    let mut packs = Vec::new();
    for (letter, number, types) in rows {
        let region = region(&world.seed, letter);
        let files = stream(world, &region, number, types)?;
        packs.extend(files.into_iter().map(|file| (region.clone(), file)));
    }
    Ok(packs)
}

/// A snapshot of three days ago, and what has changed on two days since.
fn stream(
    world: &World,
    region: &Region,
    number: u64,
    types: &[Type],
) -> Result<Vec<File>, Refused> {
    let row =
        Row { prefix: "https://s.example/".to_owned(), first: number, count: 1, size: ENTRIES };
    let types: Vec<_> = types.iter().map(Type::code).collect();
    let types: Vec<_> = types.iter().map(String::as_str).collect();
    let name = region.issuer.id.trim_start_matches("demo.");
    let mut stream = Stream::new(name, region.code, &types, &[row]);
    let mut chance = Chance::new(&format!("{} {name}", world.seed));
    let mut some = |count, event| others(&mut chance, count, event);
    let place = i64::unsigned_abs;
    stream.apply(&some(1000, Event::Revoke))?;
    stream.apply(&some(20, Event::Suspend))?;
    stream.apply(&[(place(REVOKED), Event::Revoke), (place(RESUMED), Event::Suspend)])?;
    let until = |covered_until: i64| Period {
        covered_until,
        fresh_until: covered_until + 2 * DAY,
        expires: covered_until + 31 * DAY,
    };
    let snapshot = stream.snapshot(until(world.at - 3 * DAY));
    let of_day = [
        some(3, Event::Revoke),
        vec![(place(SUSPENDED), Event::Suspend), (place(RESUMED), Event::Resume)],
    ];
    let first = stream.delta(&of_day.concat(), until(world.at - 2 * DAY))?;
    let second = stream.delta(&some(2, Event::Revoke), until(world.at - DAY))?;
    let last = stream.delta(&some(4, Event::Suspend), until(world.at - 3600))?;
    Ok(vec![snapshot, first, second, last])
}

fn others(chance: &mut Chance, count: u64, event: Event) -> Vec<(u64, Event)> {
    let places = chance.places(count, ENTRIES, |place| place >= OTHERS);
    places.into_iter().map(|place| (place, event)).collect()
}

/// The second region's list, a JWT of its issuer an hour old, and the fourth's, a CWT of the
/// national status office that is older than a bank takes.
pub(super) fn lists(world: &World) -> Result<[Listed; 2], Refused> {
    let (b, d) = (region(&world.seed, 'b'), region(&world.seed, 'd'));
    let own = list(world, &b, 1, &[(REVOKED, State::Revoked)])?;
    let own = Token { ttl: Some(DAY), ..token(&b.issuer.kid, &b, world.at - 3600, &own) };
    let office = Key::from_seed(&world.seed, "demo.status");
    let states = [(REVOKED, State::Revoked), (SUSPENDED, State::Suspended)];
    let kept = list(world, &d, 2, &states)?;
    let kept = token("status-1", &d, world.at - SILENT, &kept);
    Ok([
        Listed {
            uri: own.subject.clone(),
            name: "region-b.jwt",
            bytes: own.sign_jwt(&b.issuer.key).into_bytes(),
        },
        Listed { uri: kept.subject.clone(), name: "region-d.cwt", bytes: kept.sign_cwt(&office) },
    ])
}

fn token(kid: &str, region: &Region, issued: i64, list: &StatusList) -> Token {
    let uri = region.status(0).map(|entry| entry.uri).unwrap_or_default();
    Token::new(kid, &uri, issued, list)
}

fn list(
    world: &World,
    region: &Region,
    bits: u8,
    states: &[(i64, State)],
) -> Result<StatusList, Refused> {
    let mut list = StatusList::new(bits, FEW)?;
    for (index, state) in states {
        list.set(index.unsigned_abs(), state.value())?;
    }
    let mut chance = Chance::new(&format!("{} {}", world.seed, region.code));
    for place in chance.places(8, FEW, |place| place >= OTHERS) {
        list.set(place, State::Revoked.value())?;
    }
    Ok(list)
}
