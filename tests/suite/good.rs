//! One good credential of every format, for tests that change it: what is signed, how it is written
//! as a scan, and what is asked so that every part of it counts.

#![allow(dead_code, reason = "each test binary uses its part of this module")]

use forge::bound::Bound;
use forge::code::{self, Kind};
use forge::hotel::{AUDIENCE, CHALLENGE, Hotel, SHOWN};
use forge::jws::Compact;
use forge::key::{DEMO_SEED, Key};
use forge::plan::Plan;
use forge::present::Presentation;
use forge::regions::{TYPES, Type, region};
use forge::sd_jwt_vc::{SdJwt, choose, present};
use forge::statements;
use forge::world::{Issuer, World};
use forge::{deflate, hcert, nzcp};
use serde_json::{Value as Json, json};
use yanzheng::host::{Verifier, from_json};

pub(crate) const AT: i64 = 1_780_000_000;

/// A good credential.
pub(crate) struct Good {
    pub(crate) name: &'static str,
    /// The signed container.
    pub(crate) bytes: Vec<u8>,
    /// How a container is written as a scan.
    pub(crate) write: fn(&[u8]) -> Vec<u8>,
    /// The request under which it is accepted and every byte of it is checked.
    pub(crate) ask: Json,
}

impl Good {
    pub(crate) fn scan(&self) -> Vec<u8> {
        (self.write)(&self.bytes)
    }
}

pub(crate) fn world() -> World {
    World::new(DEMO_SEED, AT)
}

/// A verifier that trusts every issuer of the invented world and calls itself a hotel.
pub(crate) fn verifier() -> Verifier {
    let world = world();
    let others = [&world.health_office, &world.clinic, &world.ministry];
    let anchors = others.map(Issuer::anchor).into_iter();
    let regions = ['a', 'c', 'e'].map(|letter| region(DEMO_SEED, letter).issuer.anchor());
    let anchors: Vec<_> = anchors.chain(regions).collect();
    let types = TYPES.map(|kind: Type| kind.record());
    let config = json!({ "anchors": anchors, "types": types, "audience": AUDIENCE });
    Verifier::new(from_json(&config.to_string()).unwrap(), None).unwrap()
}

/// The whole receipt, as text.
pub(crate) fn receipt(verifier: &Verifier, scan: &[u8], ask: &Json) -> String {
    let receipt = verifier.verify(scan, from_json(&ask.to_string()).unwrap()).unwrap();
    serde_json::to_string(&receipt).unwrap()
}

/// The receipt in three words. Holds that claims are there exactly on accept.
pub(crate) fn answer(verifier: &Verifier, scan: &[u8], ask: &Json) -> String {
    let receipt: Json = serde_json::from_str(&receipt(verifier, scan, ask)).unwrap();
    let accepted = receipt["verdict"] == "accept";
    match receipt["parts"].as_array() {
        Some(parts) => {
            assert!(parts.iter().all(|part| part.get("claims").is_some() == accepted));
            assert!(receipt.get("claims").is_none());
        }
        None => assert_eq!(receipt.get("claims").is_some(), accepted),
    }
    crate::suite::answer(&receipt)
}

/// Nothing but the moment is asked.
pub(crate) fn plainly() -> Json {
    json!({ "at": AT })
}

/// The holder must answer the counter's challenge.
pub(crate) fn live() -> Json {
    json!({
        "at": AT,
        "challenge": CHALLENGE,
        "scenario": { "scenario": AUDIENCE, "assurance": "device" },
    })
}

/// All of them.
pub(crate) fn good() -> Vec<Good> {
    health().into_iter().chain(codes()).chain(tokens()).collect()
}

fn health() -> [Good; 4] {
    let world = world();
    let certificate = world.vaccination().message().sign(&world.health_office.key).encode();
    let compressed = deflate::zlib(&certificate);
    let pass = world.pass().message().sign(&world.ministry.key).encode();
    let card = world.card().sign(&world.clinic.key).text().into_bytes();
    let good = |name, bytes, write| Good { name, bytes, write, ask: plainly() };
    [
        good("hcert", certificate, |bytes| hcert::scan(bytes).into()),
        good("hcert-compressed", compressed, |bytes| hcert::scan_compressed(bytes).into()),
        good("nzcp", pass, |bytes| nzcp::scan(bytes).into()),
        good("shc", card, |bytes| {
            let pair = |byte: &u8| format!("{:02}", byte.wrapping_sub(45) % 100);
            format!("shc:/{}", bytes.iter().map(pair).collect::<String>()).into()
        }),
    ]
}

/// The three kinds of credential code: on paper under ES256, shown by a holder under SM2, and two
/// holders' credentials of different algorithms in one.
pub(crate) fn codes() -> [Good; 3] {
    let world = world();
    let paper = world.identity().issue(&world.region.key).unwrap();
    let guest = Hotel::new(DEMO_SEED, AT).present(Some(CHALLENGE)).unwrap();
    let several = code::join(&[guest.clone(), shown_under_es256()]).unwrap();
    [
        Good {
            name: "code",
            bytes: paper,
            write: |bytes| code::scan(bytes).into(),
            ask: plainly(),
        },
        Good {
            name: "code-presented",
            bytes: guest,
            write: |bytes| code::scan_as(Kind::Bound, bytes).into(),
            ask: live(),
        },
        Good {
            name: "code-several",
            bytes: several,
            write: |bytes| code::scan_as(Kind::Together, bytes).into(),
            ask: live(),
        },
    ]
}

/// A residence credential under ES256, of which the holder shows no more than must be shown.
fn shown_under_es256() -> Vec<u8> {
    let (region, holder) = (region(DEMO_SEED, 'e'), Key::from_seed(DEMO_SEED, "customer"));
    let bound = Bound {
        credential: statements::residence(&region, AT),
        holder: holder.public(),
        plan: Plan::personal(),
        seed: DEMO_SEED.to_owned(),
    };
    let held = bound.issue(&region.issuer.key).unwrap().choose(&["certificateHolderName"]).unwrap();
    let (audience, challenge) = (AUDIENCE.to_owned(), Some(CHALLENGE.to_owned()));
    Presentation { held, audience, at: AT, challenge }.sign(&holder).unwrap()
}

fn tokens() -> [Good; 2] {
    let (region, guest) = (region(DEMO_SEED, 'e'), Key::from_seed(DEMO_SEED, "customer"));
    let sd_jwt = SdJwt {
        credential: statements::identity(&region, AT),
        holder: Some(guest.public()),
        redacted: Plan::personal().names().cloned().collect(),
        seed: DEMO_SEED.to_owned(),
    };
    let token = choose(&sd_jwt.issue(&region.issuer.key).unwrap(), &SHOWN).unwrap();
    let shown = present(&token, (AUDIENCE, AT, CHALLENGE), &guest).unwrap();
    let header = json!({ "alg": "ES256", "kid": region.issuer.kid, "typ": "JWT" });
    let payload = json!({
        "iss": region.issuer.id, "iat": AT, "exp": AT + 60, "vct": "demo", "name": "演示"
    });
    let payload = payload.to_string();
    let jwt = Compact::sign(&header.to_string(), payload.as_bytes(), &region.issuer.key).text();
    [
        Good { name: "sd-jwt", bytes: shown.into_bytes(), write: <[u8]>::to_vec, ask: live() },
        Good { name: "jwt", bytes: jwt.into_bytes(), write: <[u8]>::to_vec, ask: plainly() },
    ]
}
