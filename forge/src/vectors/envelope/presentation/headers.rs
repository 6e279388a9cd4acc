//! The headers of both containers of a presentation: what the holder signs, and the credential
//! inside it, each with its own and no other.

use serde_json::json;

use crate::cbor::Value;
use crate::cose::{ALG, CRIT, KID, TYP};
use crate::present::KCWT;
use crate::sd_cwt::{SD_ALG, SD_CLAIMS};
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::showing::Showing;

/// Which of the two containers is changed.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Place {
    Token,
    Credential,
}

/// A change of the protected header and of the one that nobody signs.
type Edit = fn(&mut Value, &mut Value);

/// The end of the id, what is changed, the header that is named, the change.
type Row = (&'static str, &'static str, &'static str, Edit);

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    let showing = Showing::es256(b);
    let both = [Place::Token, Place::Credential].into_iter().flat_map(|place| {
        let rows = match place {
            Place::Token => [token_missing(&showing), token_other(&showing)].concat(),
            Place::Credential => {
                [credential_missing(&showing), credential_other(&showing)].concat()
            }
        };
        let shared = [algorithms(&showing, place), types(&showing, place), other(&showing, place)];
        [shared.concat(), rows, critical(&showing, place), embedded(&showing, place)].concat()
    });
    both.collect()
}

impl Place {
    fn case(
        self,
        showing: &Showing,
        [name, change]: [&str; 2],
        edit: impl Fn(&mut Value, &mut Value),
    ) -> Case {
        match self {
            Self::Token => {
                let id = format!("envelope::presentation-token-{name}");
                let about = "What the holder signs has three protected headers and no other.";
                showing.shown([&id, about, change], |m| edit(&mut m.protected, &mut m.unprotected))
            }
            Self::Credential => {
                let id = format!("envelope::presentation-{name}");
                let about =
                    "A credential in a presentation has four protected headers and no other.";
                let mut outside = Value::Map(Vec::new());
                let mut draft = showing.bound().draft(showing.issuer.key.algorithm());
                edit(&mut draft.message.protected, &mut outside);
                let mut signed = draft.sign(&showing.issuer.key).signed();
                // Beside the disclosures, as anyone could add it.
                for (label, value) in outside.entries() {
                    signed.parts[1].set(label.clone(), value.clone());
                }
                let message = showing.token(signed.value());
                showing.case([&id, about, change]).scan(showing.scan(&message))
            }
        }
    }

    /// Rows of one code.
    fn rows(self, showing: &Showing, code: &str, rows: &[Row]) -> Vec<Case> {
        let case = |(name, change, header, edit): &Row| {
            let case = self.case(showing, [name, change], edit);
            case.fault(&format!("envelope.header_{code}")).detail(json!({ "header": header }))
        };
        rows.iter().map(case).collect()
    }
}

fn moved(inside: &mut Value, outside: &mut Value, label: i64) {
    let value = inside.get(label).cloned().unwrap_or(Value::NULL);
    inside.remove(label);
    outside.set(label, value);
}

/// The algorithm: in the protected header, and nowhere else.
fn algorithms(showing: &Showing, place: Place) -> Vec<Case> {
    let missing =
        place.rows(showing, "missing", &[("alg-missing", "no `alg`", "alg", |p, _| p.remove(ALG))]);
    let malformed = place.rows(
        showing,
        "malformed",
        &[("alg-bytes", "`alg` as bytes", "alg", |p, _| p.set(ALG, vec![0x26]))],
    );
    let rows: [Row; 3] = [
        ("alg-unprotected", "`alg` in the unprotected header only", "alg", |p, u| moved(p, u, ALG)),
        ("alg-both", "`alg` in both headers, none outside", "alg", |_, u| u.set(ALG, "none")),
        ("kid-unprotected", "a key id in the unprotected header", "kid", |_, u| {
            u.set(KID, vec![7]);
        }),
    ];
    let mismatch =
        place.rows(showing, "mismatch", &rows).into_iter().map(|case| case.attack("A4").high());
    let missing = missing.into_iter().map(|case| case.attack("A1").critical());
    missing.chain(malformed).chain(mismatch).collect()
}

/// What it says that it is.
fn types(showing: &Showing, place: Place) -> Vec<Case> {
    let missing =
        place.rows(showing, "missing", &[("typ-missing", "no `typ`", "typ", |p, _| p.remove(TYP))]);
    let rows: [Row; 3] = [
        ("typ-unprotected", "`typ` in both headers", "typ", |_, u| u.set(TYP, 294)),
        ("typ-text", "`typ` as text", "typ", |p, _| p.set(TYP, "application/kb+cwt")),
        ("typ-unknown", "a `typ` that nobody has registered", "typ", |p, _| p.set(TYP, 65_000)),
    ];
    let mismatch = place.rows(showing, "mismatch", &rows);
    missing.into_iter().chain(mismatch).map(|case| case.attack("A15").high()).collect()
}

/// Headers that neither has.
fn other(showing: &Showing, place: Place) -> Vec<Case> {
    let rows: [Row; 5] = [
        ("label-unknown", "a header that nobody knows", "other", |p, _| p.set(-70_001, 1)),
        ("label-text", "a header named by a text", "other", |p, _| p.set("alg", "none")),
        ("label-unprotected", "an unprotected header", "other", |_, u| u.set(-70_001, 1)),
        ("content-type", "a content type", "other", |p, _| p.set(3, 61)),
        ("claims", "claims in the header", "other", |p, _| {
            p.set(15, Value::map([(1, "demo.stranger")]));
        }),
    ];
    place.rows(showing, "mismatch", &rows)
}

fn critical(showing: &Showing, place: Place) -> Vec<Case> {
    let rows: [(&str, &str, Edit); 3] = [
        ("crit", "`crit` naming a header that is there", |p, _| p.set(CRIT, Value::array([ALG]))),
        ("crit-empty", "`crit` naming nothing", |p, _| p.set(CRIT, Value::Array(Vec::new()))),
        ("crit-unprotected", "`crit` in the unprotected header", |_, u| {
            u.set(CRIT, Value::array([ALG]));
        }),
    ];
    let case = |(name, change, edit): (&str, &str, Edit)| {
        place
            .case(showing, [name, change], edit)
            .fault("envelope.critical_unsupported")
            .attack("A5")
            .high()
    };
    rows.map(case).to_vec()
}

fn embedded(showing: &Showing, place: Place) -> Vec<Case> {
    let rows = [("cose-key", -1), ("x5chain", 33)];
    let case = |(name, label): (&str, i64)| {
        let change = format!("`{name}` in the unprotected header");
        let point = showing.holder.point();
        place
            .case(showing, [name, &change], |_, outside| {
                outside.set(label, Value::Bytes(point.clone()));
            })
            .fault("envelope.key_unauthorised")
            .attack("A6")
            .critical()
    };
    rows.map(case).to_vec()
}

fn token_missing(showing: &Showing) -> Vec<Case> {
    let rows: [Row; 2] = [
        ("kcwt-missing", "no credential", "kcwt", |p, _| p.remove(KCWT)),
        ("kcwt-unprotected", "the credential in the unprotected header", "kcwt", |p, u| {
            moved(p, u, KCWT);
        }),
    ];
    let cases = Place::Token.rows(showing, "missing", &rows).into_iter();
    cases.map(|case| case.attack("E8").high()).collect()
}

fn token_other(showing: &Showing) -> Vec<Case> {
    let rows: [Row; 2] = [
        ("kid", "a key id", "other", |p, _| p.set(KID, vec![7])),
        ("disclosures", "disclosures beside the credential", "other", |_, u| {
            u.set(SD_CLAIMS, Value::array([vec![0x80]]));
        }),
    ];
    Place::Token.rows(showing, "mismatch", &rows)
}

fn credential_missing(showing: &Showing) -> Vec<Case> {
    let rows: [Row; 2] = [
        ("kid-missing", "no `kid`", "kid", |p, _| p.remove(KID)),
        ("sd-alg-missing", "no `sd_alg`", "sd_alg", |p, _| p.remove(SD_ALG)),
    ];
    Place::Credential.rows(showing, "missing", &rows)
}

fn credential_other(showing: &Showing) -> Vec<Case> {
    let malformed: [Row; 5] = [
        ("kid-text", "`kid` as text", "kid", |p, _| p.set(KID, "region-a-1")),
        ("kid-empty", "`kid` of no bytes", "kid", |p, _| p.set(KID, Vec::new())),
        ("kid-long", "`kid` of 65 bytes", "kid", |p, _| p.set(KID, vec![7; 65])),
        ("sd-alg-text", "`sd_alg` as text", "sd_alg", |p, _| p.set(SD_ALG, "sha-256")),
        ("sd-alg-null", "`sd_alg` is null", "sd_alg", |p, _| p.set(SD_ALG, Value::NULL)),
    ];
    let mismatch: [Row; 2] = [
        ("sd-alg-both", "`sd_alg` in both headers", "other", |_, u| u.set(SD_ALG, -16)),
        ("encrypted", "encrypted disclosures", "other", |_, u| {
            u.set(171, Value::array([vec![0x80]]));
        }),
    ];
    let attack =
        |case: Case| if case.id.contains("sd-alg") { case.attack("E6") } else { case.attack("A7") };
    let malformed = Place::Credential.rows(showing, "malformed", &malformed);
    let mismatch = Place::Credential.rows(showing, "mismatch", &mismatch);
    malformed.into_iter().chain(mismatch).map(attack).collect()
}
