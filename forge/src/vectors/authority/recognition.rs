//! Recognition between regions (G12): explicit pairs in one direction, each with its types, scenarios
//! and dates.

use serde_json::{Value as Json, json};

use super::{backed, case, of};
use crate::key::{DEMO_SEED, Key};
use crate::regions::{BUSINESS, DRIVING, IDENTITY, PROPERTY, Region, Type};
use crate::time::DAY;
use crate::trust::world::agreements;
use crate::vectors::bench::{AT, Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::ground::{LATER, changed, pinned};
use crate::vectors::issued::Issued;

const HOTEL: Option<&str> = Some("hotel.check-in");
const BANK: Option<&str> = Some("bank.account-opening");

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [home(), agreed(), refused(), dates(), anchors(b)].concat()
}

/// A credential of a region's issuer, shown at a counter in another.
fn shown(
    name: &str,
    change: &str,
    (from, kind): (&Region, Type),
    (counter, scenario): (&str, Option<&str>),
) -> Case {
    let about = "What is issued in one region counts in another by an agreement that says so.";
    let case = case([name, about, change], &Issued::of(from, kind.code())).region(counter);
    let case = match scenario {
        Some(scenario) => case.policy(json!({ "scenario": scenario })),
        None => case,
    };
    case.attack("G12")
}

/// An agreement of the invented world, as receipts name it.
fn agreement(id: &str) -> Json {
    let all = agreements(AT);
    let name = all.iter().find(|agreement| agreement.id == id).map(|agreement| &agreement.name);
    json!({ "id": id, "name": name })
}

fn home() -> Vec<Case> {
    let a = of('a');
    let at = |name: &str, change, counter: &str| {
        shown(name, change, (&a, IDENTITY), (counter, None))
            .accept()
            .backed(backed(&a.name, &[("region", counter.into())]))
    };
    let office = Key::sm2_from_seed(DEMO_SEED, "demo.national");
    let national = Issued::by("demo.national", "national-1", &office, IDENTITY.code());
    let about = "What is at home needs no agreement.";
    vec![
        at("home", "shown where it was issued", "990000"),
        at("home-county", "shown in a county of its region", "990101"),
        case(["home-national", about, "by the national office, shown anywhere"], &national)
            .region("940000")
            .accept()
            .attack("G12"),
    ]
}

fn agreed() -> Vec<Case> {
    let row = |name: &str, change, from: char, kind, counter: char, scenario, agreement: &str| {
        let (from, to) = (of(from), of(counter));
        let more = [("region", to.code.into()), ("agreement", self::agreement(agreement))];
        shown(name, change, (&from, kind), (to.code, scenario))
            .accept()
            .backed(backed(&from.name, &more))
    };
    vec![
        row("agreed-a-b", "A at B", 'a', IDENTITY, 'b', HOTEL, "demo-neighbours"),
        row("agreed-b-a", "B at A", 'b', BUSINESS, 'a', BANK, "demo-neighbours"),
        row("agreed-b-c", "B at C", 'b', BUSINESS, 'c', BANK, "demo-neighbours"),
        row("agreed-f-b", "F at B, a hotel", 'f', IDENTITY, 'b', HOTEL, "demo-one-scenario"),
        row("agreed-c-e", "C at E, driving", 'c', DRIVING, 'e', BANK, "demo-one-type"),
    ]
}

fn refused() -> Vec<Case> {
    let row = |name: &str, change, from: char, kind, counter: char, scenario, code: &str| {
        let id = format!("refused-{name}");
        shown(&id, change, (&of(from), kind), (of(counter).code, scenario))
            .fault(&format!("trust.recognition_{code}"))
            .critical()
    };
    vec![
        row("a-c", "A at C, between which there is B", 'a', IDENTITY, 'c', HOTEL, "missing"),
        row("b-f", "B at F, where F at B is agreed", 'b', BUSINESS, 'f', HOTEL, "missing"),
        row("a-e", "A at E", 'a', IDENTITY, 'e', HOTEL, "missing"),
        row("c-e", "C at E, identity", 'c', IDENTITY, 'e', HOTEL, "type_unauthorised"),
        row("d-b", "D at B, nothing named", 'd', PROPERTY, 'b', HOTEL, "type_unauthorised"),
        row("f-b", "F at B, a bank", 'f', IDENTITY, 'b', BANK, "scenario_unauthorised"),
        row(
            "a-b-none",
            "A at B without a scenario",
            'a',
            IDENTITY,
            'b',
            None,
            "scenario_unauthorised",
        ),
        row(
            "a-b-case",
            "A at B, the scenario in upper case",
            'a',
            IDENTITY,
            'b',
            Some("Hotel.check-in"),
            "scenario_unauthorised",
        ),
        row("c-d", "C at D, which is over", 'c', IDENTITY, 'd', HOTEL, "expired")
            .detail(json!({ "not_after": AT - 10 * DAY })),
        row("e-b", "E at B, which is to come", 'e', IDENTITY, 'b', HOTEL, "not_yet_valid")
            .detail(json!({ "not_before": AT + 10 * DAY })),
    ]
}

/// The first and the last second of an agreement.
fn dates() -> Vec<Case> {
    let row = |name: &str, change, not_before: i64, not_after: i64| {
        let pair = json!({
            "from": "990000", "to": "980000", "types": [IDENTITY.code()], "scenarios": ["x"],
            "not_before": not_before, "not_after": not_after,
        });
        let file = json!({ "agreements": [{ "id": "pair", "pairs": [pair] }] }).to_string();
        let repository = changed(|r| r.add("recognition.json", file));
        let id = format!("agreement-{name}");
        shown(&id, change, (&of('a'), IDENTITY), ("980101", Some("x")))
            .trust(pinned().takes(&repository.files(), LATER))
            .at(LATER)
    };
    vec![
        row("first", "its first second", LATER, LATER + 1).accept(),
        row("last", "its last second", LATER - 1, LATER).accept(),
        row("early", "the second before its first", LATER + 1, LATER + 2)
            .fault("trust.recognition_not_yet_valid")
            .detail(json!({ "not_before": LATER + 1 }))
            .high(),
        row("late", "the second behind its last", LATER - 2, LATER - 1)
            .fault("trust.recognition_expired")
            .detail(json!({ "not_after": LATER - 1 }))
            .high(),
    ]
}

/// The caller's own word knows no regions.
fn anchors(b: &Bench) -> Vec<Case> {
    let words = [
        "authority::anchors-elsewhere",
        "For whom the caller vouches, no agreement is asked.",
        "an anchor in place of a bundle, shown in another region",
    ];
    vec![b.case(Base::Code, words).scan(b.text(Base::Code)).region("970000").accept()]
}
