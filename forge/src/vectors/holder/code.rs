//! Presentations of a credential code that are right, and those whose binding nobody asks about.

use serde_json::json;

use crate::code::claim::{AUD, CNONCE, EXP, IAT, NBF};
use crate::public_key::Algorithm::{Es256, Sm2};
use crate::vectors::bench::{AT, Bench};
use crate::vectors::case::Case;
use crate::vectors::showing::{AUDIENCE, Showing, holder_required, payload};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [live(b), device(b), dates(b), not_asked(b)].concat()
}

fn live(b: &Bench) -> Vec<Case> {
    let about = "The holder's device answers the challenge that was shown.";
    let rows = [
        (Showing::es256(b), "both keys over P-256"),
        (Showing::sm2(b), "both keys of SM2, digests with SM3"),
        (Showing::new(b, [Es256, Sm2], "presentation-es256-sm2"), "a holder with an SM2 key"),
        (Showing::new(b, [Sm2, Es256], "presentation-sm2-es256"), "an issuer with an SM2 key"),
    ];
    let case = |(showing, keys): (Showing, &str)| {
        let (id, about) = (format!("holder::{}", showing.name()), format!("{about} {keys}."));
        showing.live().shown([&id, &about, ""], |_| {}).accept().age(0).high()
    };
    let mut cases: Vec<_> = rows.into_iter().map(case).collect();
    cases.push(
        Showing::es256(b)
            .live()
            .shown(
                ["holder::presentation-live-policy", about, "a policy asks for the holder too"],
                |_| {},
            )
            .policy(holder_required())
            .accept(),
    );
    cases
}

fn device(b: &Bench) -> Vec<Case> {
    let about = "Without a challenge, what a device signs within the last minute for this verifier is a device's word.";
    let showing = Showing::es256(b);
    let case = |id: &str, change: &str, audience: &'static str| {
        showing
            .shown([id, about, change], |m| m.payload.set(AUD, audience))
            .policy(holder_required())
    };
    vec![
        case("holder::presentation-device", "a policy asks for the holder", AUDIENCE)
            .audience(AUDIENCE)
            .accept()
            .age(0)
            .high(),
        case(
            "holder::presentation-scenario",
            "addressed to the class of the scenario, the verifier has no name",
            "hotel.check-in",
        )
        .accept(),
        case(
            "holder::presentation-scenario-or-name",
            "addressed to the class of the scenario, the verifier has a name",
            "hotel.check-in",
        )
        .audience(AUDIENCE)
        .accept(),
        case(
            "holder::presentation-other-scenario",
            "addressed to the class of another scenario",
            "bank.account-opening",
        )
        .audience(AUDIENCE)
        .fault("holder.audience_mismatch")
        .attack("H4")
        .critical(),
        showing
            .shown(
                [
                    "holder::presentation-unasked-nonce",
                    about,
                    "an answer to a challenge that this counter has not shown",
                ],
                |m| {
                    m.payload.set(CNONCE, vec![7; 16]);
                },
            )
            .policy(holder_required())
            .audience(AUDIENCE)
            .accept(),
    ]
}

/// The minute in which a presentation is fresh, and the dates of the credential around it.
fn dates(b: &Bench) -> Vec<Case> {
    let about = "A presentation is fresh for a minute; a holder's clock may be ten seconds ahead.";
    let inside = "A presentation lies between the credential's dates.";
    let showing = Showing::es256(b).live();
    let aged = |id: &str, change: &str, age: i64| {
        showing.shown([id, about, change], |m| m.payload.set(IAT, AT - age))
    };
    let within = |id: &str, change: &str, [issued, expires, presented]: [i64; 3]| {
        showing.both(
            [id, inside, change],
            |d| {
                payload(d, |p| {
                    p.set(NBF, AT + issued);
                    p.set(IAT, AT + issued);
                    p.set(EXP, AT + expires);
                });
            },
            |m| m.payload.set(IAT, AT + presented),
        )
    };
    let mismatch = |case: Case| case.fault("holder.validity_mismatch").high();
    vec![
        aged("holder::presentation-60-seconds", "made 60 seconds ago", 60).accept().age(60),
        aged("holder::presentation-61-seconds", "made 61 seconds ago", 61)
            .fault("holder.stale")
            .detail(json!({ "age": 61, "limit": 60 }))
            .attack("H2")
            .critical(),
        aged("holder::presentation-a-day", "made a day ago", 86_400)
            .fault("holder.stale")
            .detail(json!({ "age": 86_400, "limit": 60 }))
            .attack("H1")
            .critical(),
        aged("holder::presentation-10-ahead", "made in ten seconds", -10).accept().age(-10),
        aged("holder::presentation-11-ahead", "made in eleven seconds", -11)
            .fault("holder.not_yet_valid")
            .detail(json!({ "ahead": 11 }))
            .attack("C6")
            .high(),
        aged("holder::presentation-a-year-ahead", "made in a year", -86_400 * 300)
            .fault("holder.not_yet_valid")
            .attack("C6")
            .critical(),
        within("holder::presentation-when-issued", "made when the credential was", [-10, 100, -10])
            .accept()
            .age(10),
        mismatch(within(
            "holder::presentation-before-issuing",
            "made a second before the credential",
            [-10, 100, -11],
        )),
        within(
            "holder::presentation-before-end",
            "made in the credential's last second",
            [-10, 5, 4],
        )
        .accept()
        .age(-4),
        mismatch(within(
            "holder::presentation-at-end",
            "made in the first second after the credential's end",
            [-10, 5, 5],
        )),
        mismatch(showing.both(
            ["holder::presentation-between", inside, "made between `nbf` and `iat`"],
            |d| {
                payload(d, |p| {
                    p.set(NBF, AT - 50);
                    p.set(IAT, AT - 5);
                });
            },
            |m| m.payload.set(IAT, AT - 20),
        )),
    ]
}

/// Where nobody asks for the holder, for whom and when is nobody's matter; what was signed is.
fn not_asked(b: &Bench) -> Vec<Case> {
    let about = "Where nobody asks for the holder a presentation is worth what paper is, and the receipt says so.";
    let intact = "What a holder signed is what was signed, also where nobody asks for the holder.";
    let showing = Showing::es256(b);
    let words = |name: &'static str, change: &'static str| [name, about, change];
    vec![
        showing
            .shown(words("holder::presentation-unasked-old", "made a year ago"), |m| {
                m.payload.set(IAT, AT - 365 * 86_400);
            })
            .accept()
            .attack("H1"),
        showing
            .shown(words("holder::presentation-unasked-ahead", "made in a day"), |m| {
                m.payload.set(IAT, AT + 86_400);
            })
            .accept()
            .attack("H1"),
        showing
            .shown(
                words(
                    "holder::presentation-unasked-aud",
                    "made for another verifier, a policy that asks for a type",
                ),
                |m| {
                    m.payload.set(AUD, "somebody else");
                },
            )
            .policy(json!({ "scenario": "desk", "types": [crate::world::World::identity_type()] }))
            .audience(AUDIENCE)
            .accept()
            .attack("H4"),
        showing
            .signed(["holder::presentation-unasked-forged", intact, "another signature"], |s| {
                s.set_signature(vec![1; 64]);
            })
            .fault("holder.signature_invalid")
            .attack("H5")
            .high(),
        showing
            .signed(
                [
                    "holder::presentation-unasked-none",
                    intact,
                    "`alg` is none and the signature has no bytes",
                ],
                |s| {
                    *s = {
                        let mut message = showing.message();
                        message.protected.set(crate::cose::ALG, "none");
                        message.sign(&showing.holder)
                    };
                    s.set_signature(Vec::new());
                },
            )
            .fault("holder.alg_unauthorised")
            .attack("E9")
            .high(),
        showing
            .draft(["holder::presentation-unasked-cnf-missing", intact, "no `cnf`"], |d| {
                payload(d, |p| p.remove(crate::code::claim::CNF));
            })
            .fault("holder.key_missing")
            .attack("E10")
            .high(),
        showing
            .shown(
                [
                    "holder::presentation-unasked-claim",
                    intact,
                    "an end, which is no claim of a presentation",
                ],
                |m| {
                    m.payload.set(EXP, AT - 1);
                },
            )
            .fault("holder.claim_unknown")
            .high(),
    ]
}
