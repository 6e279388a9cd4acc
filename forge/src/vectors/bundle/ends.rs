//! Everything ends (G4), and clocks are wrong (C4).

use serde_json::json;

use super::{bad, good};
use crate::time::DAY;
use crate::trust::metadata::moment;
use crate::trust::repository::Repository;
use crate::vectors::bench::{AT, Bench};
use crate::vectors::case::Case;
use crate::vectors::ground::{LATER, REGION_ROLE, backing, bent, case, held, pinned, small};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [offered(b), later(b), clocks(b)].concat()
}

/// The small bundle with one of its four roles at an end.
fn ended(role: &str, end: i64) -> Repository {
    bent(|r| {
        match role {
            "root" => {
                r.next_root(LATER).expire(end);
                r.root().sign();
            }
            "timestamp" => r.timestamp.expire(end),
            "snapshot" => r.snapshot.expire(end),
            _ => r.targets.expire(end),
        }
        r.seal();
    })
}

fn offered(b: &Bench) -> Vec<Case> {
    let about = "What has ended when it is offered is not taken.";
    let case = |role: &str, change: &str, end: i64| {
        let detail = json!({ "role": role, "not_after": end });
        let id = format!("ended-{role}{}", if end == LATER { "" } else { "-long" });
        bad(b, [&id, about, change], "trust.bundle_expired", detail, &ended(role, end)).attack("G4")
    };
    let seconds = ["root", "timestamp", "snapshot", "targets"];
    let all = seconds.map(|role| case(role, "one of its files ends in this second", LATER));
    let region = bent(|r| {
        if let Some(role) = r.role(REGION_ROLE) {
            role.expire(LATER);
        }
        r.seal();
    });
    let detail = json!({ "role": REGION_ROLE, "not_after": LATER });
    let late = case_of_region(b, &region).fault("trust.bundle_expired").detail(detail).high();
    all.into_iter()
        .chain([
            good(
                b,
                ["ended-not", "The last second counts.", "it ends in the next second"],
                &ended("timestamp", LATER + 1),
            )
            .attack("G4"),
            late.attack("G4"),
        ])
        .collect()
}

/// A region that is late does not keep the others from being updated; its issuers are not believed.
fn case_of_region(b: &Bench, repository: &Repository) -> Case {
    let about = "A region's role that has ended refuses no bundle; nobody is believed by it.";
    case(b, ["ended-region", about, "the region's role ends in this second"])
        .trust(pinned().takes(&repository.files(), LATER))
}

fn later(b: &Bench) -> Vec<Case> {
    let about = "A bundle that has ended since it was taken decides nothing.";
    let end = AT + 7 * DAY;
    let at = |name: &str, change, at: i64| {
        let id = format!("stale-{name}");
        case(b, [&id, about, change]).trust(pinned().takes(&small().files(), LATER)).at(at)
    };
    let code = "trust.bundle_expired";
    let detail = json!({ "role": "timestamp", "not_after": end });
    let offered_late = pinned().takes(&small().files(), LATER);
    let offered_late = offered_late.refuses(&small().files(), end, code).detail(detail.clone());
    vec![
        at("last", "verified in the last second", end - 1)
            .accept()
            .backed(backing(&small(), end - 1))
            .attack("G4"),
        at("first", "verified in the first second behind it", end)
            .fault(code)
            .detail(detail.clone())
            .high()
            .attack("G4"),
        at("year", "verified a year later", end + 365 * DAY)
            .fault(code)
            .detail(detail.clone())
            .high()
            .attack("G4"),
        at("offered", "offered again behind its end", end)
            .trust(offered_late)
            .fault(code)
            .detail(detail)
            .high()
            .attack("G4"),
    ]
}

/// Seconds by which a clock may be behind.
const CLOCK: i64 = 300;

fn clocks(b: &Bench) -> Vec<Case> {
    let about = "A clock behind what was already seen judges nothing by the bundle.";
    let taken = || pinned().takes(&small().files(), LATER);
    let at = |name: &str, change, at: i64| {
        let id = format!("clock-{name}");
        case(b, [&id, about, change]).trust(taken()).at(at).attack("C4")
    };
    let behind = |name: &str, change, by: i64| {
        at(name, change, LATER - by)
            .fault("trust.clock_mismatch")
            .detail(json!({ "behind": by }))
            .high()
    };
    let year = 365 * DAY;
    let within = |name: &str, change, by: i64| {
        let mut trust = backing(&small(), LATER - by);
        trust["age"] = (LATER - by - AT).into();
        at(name, change, LATER - by).accept().backed(trust)
    };
    let issued = bent(|r| {
        r.timestamp.signed["issued"] = moment(LATER + DAY).into();
        r.timestamp.sign();
    });
    let restarted = pinned().takes(&small().files(), LATER).restart();
    vec![
        within("300", "the clock is 300 seconds behind", CLOCK),
        behind("301", "the clock is 301 seconds behind", CLOCK + 1),
        behind("hour", "the clock is an hour behind", 3600),
        behind("day", "the clock is a day behind", DAY),
        behind("400-days", "the clock is 400 days behind", 400 * DAY),
        behind("1970", "the clock says 1970", LATER),
        at("2038", "the clock says 2038", 2_147_483_648)
            .fault("trust.bundle_expired")
            .detail(json!({ "role": "timestamp", "not_after": AT + 7 * DAY }))
            .high(),
        at("2106", "the clock says 2106", 4_294_967_296)
            .fault("trust.bundle_expired")
            .detail(json!({ "role": "timestamp", "not_after": AT + 7 * DAY }))
            .high(),
        case(b, ["clock-issued", about, "the bundle was made a day after what the clock says"])
            .trust(pinned().takes(&issued.files(), LATER))
            .fault("trust.clock_mismatch")
            .detail(json!({ "behind": DAY }))
            .high()
            .attack("C4"),
        case(b, ["clock-restart", about, "an hour behind, after a restart"])
            .trust(restarted)
            .at(LATER - 3600)
            .fault("trust.clock_mismatch")
            .detail(json!({ "behind": 3600 }))
            .high()
            .attack("C4"),
        held(b, ["clock-first", about, "a bundle that is offered a year early"], &small(), "")
            .trust(pinned().takes(&small().files(), AT - year))
            .backed(backing(&small(), LATER))
            .attack("C4"),
    ]
}
