//! Who recognises whom in the invented world.
//!
//! A and B, and B and C, in both directions; F by B in one scenario only; C by E for one type only;
//! C and D until ten days ago; E by B from ten days on; D by B with nothing named; abroad everywhere
//! for health. Every other pair has no agreement.

use super::super::records::{Agreement, Pair};
use super::{ABROAD, COUNTRY, words};
use crate::regions::{BUSINESS, DRIVING, IDENTITY, PROPERTY, RESIDENCE, Type};
use crate::time::DAY;

const HOTEL: &str = "hotel.check-in";
const BANK: &str = "bank.account-opening";

/// The agreements at a moment.
pub fn agreements(at: i64) -> Vec<Agreement> {
    let in_force = (at - 100 * DAY, at + 265 * DAY);
    let over = (at - 375 * DAY, at - 10 * DAY);
    let to_come = (at + 10 * DAY, at + 375 * DAY);
    let of = |letters: &str, types: &[Type], scenarios: &[&str], between| {
        pair(codes(letters), types.iter().map(Type::code).collect(), scenarios, between)
    };
    let neighbours = [IDENTITY, DRIVING, BUSINESS];
    let both = [HOTEL, BANK];
    vec![
        agreement(
            "demo-neighbours",
            ["甲乙丙互认（虚构）", "Neighbours A, B and C (invented)"],
            ["ab", "ba", "bc", "cb"].map(|pair| of(pair, &neighbours, &both, in_force)),
        ),
        agreement(
            "demo-one-scenario",
            ["酒店互认（虚构）", "Hotels only (invented)"],
            [of("fb", &[IDENTITY], &[HOTEL], in_force)],
        ),
        agreement(
            "demo-one-type",
            ["驾驶凭证互认（虚构）", "Driving only (invented)"],
            [of("ce", &[DRIVING], &both, in_force)],
        ),
        agreement(
            "demo-over",
            ["丙丁互认（虚构，已到期）", "C and D, expired (invented)"],
            [
                of("cd", &[IDENTITY, DRIVING], &both, over),
                of("dc", &[PROPERTY, RESIDENCE], &both, over),
            ],
        ),
        agreement(
            "demo-to-come",
            ["戊乙互认（虚构，未生效）", "E and B, not yet (invented)"],
            [of("eb", &[IDENTITY], &both, to_come)],
        ),
        agreement(
            "demo-nothing-named",
            ["丁乙协议（虚构，未列类型）", "D and B, nothing named (invented)"],
            [of("db", &[], &[], in_force)],
        ),
        agreement(
            "demo-health",
            ["卫生凭证互认（虚构）", "Health certificates (invented)"],
            [pair([ABROAD, COUNTRY], health(), &["health.entry"], in_force)],
        ),
    ]
}

/// The codes of two regions by their letters.
fn codes(letters: &str) -> [&'static str; 2] {
    let code = |letter| match letter {
        b'a' => "990000",
        b'b' => "980000",
        b'c' => "970000",
        b'd' => "960000",
        b'e' => "950000",
        _ => "940000",
    };
    let (first, second) = letters.split_at(1);
    [first, second].map(|letter| code(letter.as_bytes()[0]))
}

fn health() -> Vec<String> {
    ["vaccination", "https://smarthealth.cards#immunization", "PublicCovidPass"]
        .map(str::to_owned)
        .to_vec()
}

fn agreement<const N: usize>(id: &str, [zh, en]: [&str; 2], pairs: [Pair; N]) -> Agreement {
    Agreement {
        id: id.to_owned(),
        name: words(zh, en),
        source: "invented for the demonstration".to_owned(),
        pairs: pairs.into(),
    }
}

fn pair(
    [from, to]: [&str; 2],
    types: Vec<String>,
    scenarios: &[&str],
    (not_before, not_after): (i64, i64),
) -> Pair {
    Pair {
        from: from.to_owned(),
        to: to.to_owned(),
        types,
        scenarios: scenarios.iter().map(|name| (*name).to_owned()).collect(),
        not_before,
        not_after,
    }
}
