//! Types and regions (A10): what is not granted is refused, and what is not written is not granted.

use serde_json::json;

use super::{case, of, world};
use crate::key::{DEMO_SEED, Key};
use crate::regions::{DRIVING, IDENTITY, RESIDENCE};
use crate::vectors::bench::{AT, Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::ground::{ISSUERS, LATER, authority, carrier, changed, pinned, small};
use crate::vectors::issued::Issued;
use crate::world::World;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [types(), regions(), absent(), health(b), metadata(b)].concat()
}

fn city(kind: String) -> Issued {
    Issued::by("demo.city-a", "city-a-1", &Key::from_seed(DEMO_SEED, "demo.city-a"), kind)
}

fn national(kind: String) -> Issued {
    let key = Key::sm2_from_seed(DEMO_SEED, "demo.national");
    Issued::by("demo.national", "national-1", &key, kind)
}

fn types() -> Vec<Case> {
    let about = "An issuer signs the types that its record names.";
    let row = |name: &str, change, issued: &Issued| {
        let id = format!("type-{name}");
        case([&id, about, change], issued).fault("trust.type_unauthorised").attack("A10").critical()
    };
    let keeper = Key::from_seed(DEMO_SEED, "demo.status");
    let own = |letter, number| Issued::of(&of(letter), World::type_code(number));
    vec![
        row("other", "another type", &Issued::of(&of('a'), RESIDENCE.code())),
        row("nobody", "a type that nobody may sign", &Issued::of(&of('a'), "x".to_owned())),
        row("vendor", "another vendor's type", &own('e', "102")),
        row("city", "an identity credential of a city's office", &city(IDENTITY.code())),
        row("national", "a driving credential of the national office", &national(DRIVING.code())),
        row(
            "keeper",
            "an identity credential of an office that may sign lists only",
            &Issued::by("demo.status", "status-1", &keeper, IDENTITY.code()),
        ),
        case(["type-own", about, "a type of its vendor"], &own('e', "101")).accept(),
    ]
}

fn regions() -> Vec<Case> {
    let about = "An issuer signs for the regions that its record names, and for what lies in them.";
    let row = |name: &str, change, issued: &Issued| {
        let id = format!("area-{name}");
        case([&id, about, change], issued).attack("A10")
    };
    let denied = |name: &str, change, issued: &Issued| {
        row(name, change, issued).fault("trust.region_unauthorised").critical()
    };
    let a = || Issued::of(&of('a'), IDENTITY.code());
    let city = || city(RESIDENCE.code());
    vec![
        row("own", "its region", &a().area("990000")).accept(),
        row("county", "a county in its region", &a().area("990101")).accept(),
        denied("other", "another region", &a().area("980000")),
        denied("country", "the whole country", &a().area("100000")),
        row("city", "a city's office for its city", &city().area("990100")).accept(),
        denied("city-province", "a city's office for the province", &city().area("990000")),
        denied("city-other", "a city's office for another city", &city().area("990200")),
        row(
            "national",
            "the national office for a county",
            &national(IDENTITY.code()).area("980101"),
        )
        .accept(),
    ]
}

/// Records that do not say what they grant.
fn absent() -> Vec<Case> {
    let about = "What a record does not name it does not grant.";
    let row = |name: &str, change, member: &str, value: Option<serde_json::Value>, code: &str| {
        let mut issuer = json!(authority());
        match value {
            Some(value) => issuer[member] = value,
            None => drop(issuer.as_object_mut().and_then(|members| members.remove(member))),
        }
        let file = json!({ "issuers": [issuer] }).to_string();
        let repository = changed(|r| r.add(ISSUERS, file));
        case([name, about, change], &Issued::of(&of('a'), IDENTITY.code()))
            .trust(pinned().takes(&repository.files(), LATER))
            .at(LATER)
            .answer(code)
            .attack("A10")
            .critical()
    };
    let (kind, area) = ("trust.type_unauthorised", "trust.region_unauthorised");
    vec![
        row("types-absent", "a record without types", "types", None, kind),
        row("types-none", "a record with no type", "types", Some(json!([])), kind),
        row("regions-absent", "a record without regions", "regions", None, area),
        row("regions-none", "a record with no region", "regions", Some(json!([])), area),
        row("name-absent", "a record without a name for people", "name", None, "ok"),
    ]
}

/// Certificates and cards from abroad, by records instead of anchors.
fn health(b: &Bench) -> Vec<Case> {
    let about = "Records know the envelopes of others as well.";
    let row = |base: Base| {
        let id = format!("authority::abroad-{}", base.name());
        b.case(base, [&id, about, "a bundle in the place of its anchor"])
            .scan(b.text(base))
            .anchors([])
            .trust(world())
    };
    let entry = json!({ "scenario": "health.entry" });
    let shown = |base: Base, name: &str| {
        let id = format!("authority::abroad-{}-{name}", base.name());
        b.case(base, [&id, about, "a bundle, a counter and a scenario"])
            .scan(b.text(base))
            .anchors([])
            .trust(world())
            .region("990000")
    };
    let foreign = [Base::Hcert, Base::Nzcp, Base::Shc];
    let at_home = foreign.map(|base| row(base).accept());
    let entering = foreign.map(|base| shown(base, "entry").policy(entry.clone()).accept());
    let lodging = foreign.map(|base| {
        shown(base, "hotel")
            .policy(json!({ "scenario": "hotel.check-in" }))
            .fault("trust.recognition_scenario_unauthorised")
            .attack("G12")
            .high()
    });
    at_home.into_iter().chain(entering).chain(lodging).collect()
}

/// What is signed by roles is no credential, and no credential is a bundle.
fn metadata(b: &Bench) -> Vec<Case> {
    let about = "Each kind of object is one kind: no metadata is a credential.";
    let row = |name: &str, change, text: String, code: &str| {
        let id = format!("authority::scanned-{name}");
        b.case(Base::Code, [&id, about, change])
            .scan(text)
            .anchors([])
            .trust(world())
            .at(AT)
            .fault(code)
            .attack("A15")
            .high()
    };
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    vec![
        row("timestamp", "a timestamp", text(small().timestamp.bytes()), "envelope.malformed"),
        row("root", "a root", text(small().roots[0].bytes()), "envelope.malformed"),
        row("bundle", "a whole bundle", carrier().to_string(), "envelope.malformed"),
        b.case(Base::Code, ["authority::offered-code", about, "a credential in place of a bundle"])
            .scan(b.text(Base::Code))
            .anchors([])
            .trust(world().refuses_bytes(
                b.text(Base::Code).as_bytes(),
                AT,
                "trust.bundle_malformed",
            ))
            .accept()
            .attack("A15"),
    ]
}
