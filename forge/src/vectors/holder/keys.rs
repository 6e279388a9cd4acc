//! The key that a credential code is bound to: one, of a form and a curve that is known.

use serde_json::json;

use crate::bound::Draft;
use crate::cbor::Value;
use crate::code::claim::CNF;
use crate::cose::ALG;
use crate::key::Key;
use crate::public_key::{PublicKey, Y};
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::showing::{Showing, payload};

/// Labels of a COSE key: type, curve, coordinates.
const KTY: i64 = 1;
const CRV: i64 = -1;
const X: i64 = -2;
const Y_: i64 = -3;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [right(b), absent(b), members(b), points(b), foreign(b)].concat()
}

/// A credential whose claim `cnf` is another.
fn confirmed(showing: &Showing, words: [&str; 3], cnf: Option<Value>) -> Case {
    let id = format!("holder::{}-cnf-{}", showing.name(), words[0]);
    showing.draft([&id, words[1], words[2]], |d| set(d, cnf))
}

fn set(draft: &mut Draft, cnf: Option<Value>) {
    payload(draft, |p| match cnf {
        Some(cnf) => p.set(CNF, cnf),
        None => p.remove(CNF),
    });
}

fn key_of(key: &PublicKey, y: Y) -> Value {
    Value::map([(1, key.cose_key(y))])
}

fn right(b: &Bench) -> Vec<Case> {
    let about = "A key has its second coordinate, or the sign of it.";
    [Showing::es256(b).live(), Showing::sm2(b).live()]
        .map(|showing| {
            let cnf = key_of(&showing.holder.public(), Y::Whole);
            confirmed(&showing, ["whole", about, "both coordinates"], Some(cnf)).accept()
        })
        .to_vec()
}

/// No key, or none in its place.
fn absent(b: &Bench) -> Vec<Case> {
    let about = "A credential that a holder shows names the holder's key, once, in the open.";
    let showing = Showing::es256(b).live();
    let own = || key_of(&showing.holder.public(), Y::Sign);
    let case = |name: &str, change: &str, cnf: Option<Value>, code: &str| {
        confirmed(&showing, [name, about, change], cnf).fault(code).attack("E10").critical()
    };
    let malformed = |name: &str, change: &str, cnf: Value| {
        case(name, change, Some(cnf), "holder.key_malformed")
    };
    vec![
        case("missing", "no `cnf`", None, "holder.key_missing"),
        malformed("empty", "an empty map", Value::Map(Vec::new())),
        malformed("null", "null", Value::NULL),
        malformed("array", "the key in an array", Value::array([own()])),
        malformed("bytes", "the key as bytes", vec![7; 32].into()),
        malformed("kid", "a key id in place of a key", Value::map([(3, vec![7; 8])])),
        malformed("text-label", "the key under a text", Value::map([("jwk", 1)])),
        malformed("key-and-kid", "a key and a key id", {
            let mut cnf = own();
            cnf.set(3, vec![7; 8]);
            cnf
        }),
        malformed("two-keys", "two keys in an array", {
            let key = showing.holder.public().cose_key(Y::Sign);
            Value::map([(1, Value::Array(vec![key.clone(), key]))])
        }),
        showing
            .draft(["holder::presentation-cnf-hidden", about, "the claim is redacted"], |d| {
                let mut redactor = crate::sd_cwt::Redactor::new(showing.hash, "holder::cnf-hidden");
                redactor.redact(&mut d.message.payload, CNF, "cnf");
                d.disclosures.extend(redactor.disclosures);
            })
            .fault("credential.digest_malformed")
            .attack("E10")
            .critical(),
        showing
            .draft(
                ["holder::presentation-cnf-member-hidden", about, "the key inside it is redacted"],
                |d| {
                    let mut redactor =
                        crate::sd_cwt::Redactor::new(showing.hash, "holder::cnf-member-hidden");
                    d.message.payload.edit(CNF, |cnf| redactor.redact(cnf, 1, "key"));
                    d.disclosures.extend(redactor.disclosures);
                },
            )
            .fault("credential.digest_malformed")
            .attack("E10")
            .critical(),
        showing
            .shown(
                [
                    "holder::presentation-own-key",
                    "The key comes from the credential, never from the presentation.",
                    "a key in the presentation's header",
                ],
                |m| m.unprotected.set(-1, showing.holder.public().cose_key(Y::Sign)),
            )
            .fault("envelope.key_unauthorised")
            .attack("H5")
            .critical(),
        showing
            .issued(
                [
                    "holder::presentation-cnf-exchanged",
                    "The key comes from what the issuer signed.",
                    "another key, put in after the issuer signed",
                ],
                |s| {
                    let mut payload = s.inside(2).unwrap_or(Value::NULL);
                    payload.set(CNF, key_of(&Key::from_seed("other", "key").public(), Y::Sign));
                    s.parts[2] = Value::Bytes(crate::cbor::encode(&payload));
                },
            )
            .fault("signature.invalid")
            .attack("H5")
            .critical(),
    ]
}

/// A key in another form.
fn members(b: &Bench) -> Vec<Case> {
    let about = "A holder's key has four members: type, curve and two coordinates.";
    let showing = Showing::es256(b).live();
    let case = |name: &str, change: &str, edit: &dyn Fn(&mut Value)| {
        let mut key = showing.holder.public().cose_key(Y::Whole);
        edit(&mut key);
        confirmed(&showing, [name, about, change], Some(Value::map([(1, key)])))
    };
    let malformed = |name: &str, change: &str, edit: &dyn Fn(&mut Value)| {
        case(name, change, edit).fault("holder.key_malformed").attack("B4")
    };
    vec![
        malformed("no-type", "no key type", &|k| k.remove(KTY)),
        malformed("okp", "the key type of Edwards curves", &|k| k.set(KTY, 1)),
        malformed("symmetric", "the key type of shared secrets", &|k| k.set(KTY, 4)).critical(),
        malformed("no-curve", "no curve", &|k| k.remove(CRV)),
        malformed("curve-unknown", "a curve that nobody has registered", &|k| k.set(CRV, -65_000)),
        malformed("no-y", "no second coordinate", &|k| k.remove(Y_)),
        malformed("y-number", "a number as sign", &|k| k.set(Y_, 1)),
        malformed("alg", "an algorithm besides", &|k| k.set(3, -7)),
        malformed("secret", "the secret besides", &|k| k.set(-4, vec![7; 32])).high(),
        case("p384", "a key over P-384, under ES256", &|k| {
            k.set(CRV, 2);
            k.set(X, vec![7; 48]);
            k.set(Y_, true);
        })
        .fault("holder.key_unsupported")
        .attack("A3"),
        showing
            .both(
                ["holder::presentation-cnf-es384", about, "a key over P-384, under ES384"],
                |d| {
                    let members = [
                        (KTY, Value::from(2)),
                        (CRV, Value::from(2)),
                        (X, Value::Bytes(vec![7; 48])),
                        (Y_, Value::Bytes(vec![7; 48])),
                    ];
                    set(d, Some(Value::map([(1, Value::map(members))])));
                },
                |m| m.protected.set(ALG, -35),
            )
            .fault("holder.key_unsupported")
            .attack("A3"),
    ]
}

/// A point that is none, or none of this curve.
fn points(b: &Bench) -> Vec<Case> {
    let about = "A key is a point on its curve.";
    let both = [Showing::es256(b).live(), Showing::sm2(b).live()];
    let each = both.iter().flat_map(|showing| {
        let own = showing.holder.public();
        let case = move |name: &str, change: &str, edit: &dyn Fn(&mut Value)| {
            let mut key = own.cose_key(Y::Whole);
            edit(&mut key);
            confirmed(showing, [name, about, change], Some(Value::map([(1, key)])))
                .fault("holder.key_malformed")
                .attack("B4")
                .critical()
        };
        let other = if showing.holder.algorithm().cose_curve() == 1 { -132_918 } else { 1 };
        vec![
            case("other-curve", "the point under the number of the other curve", &|k| {
                k.set(CRV, other);
            }),
            case("off-curve", "a second coordinate that is not this point's", &|k| {
                let x = k.get(X).cloned().unwrap_or(Value::NULL);
                k.set(Y_, x);
            }),
            case("zeros", "both coordinates zero", &|k| {
                k.set(X, vec![0; 32]);
                k.set(Y_, vec![0; 32]);
            }),
            case("zero-sign", "a first coordinate of zero, and a sign", &|k| {
                k.set(X, vec![0xff; 32]);
                k.set(Y_, true);
            }),
            case("short", "a first coordinate of 31 bytes", &|k| {
                shorten(k, X);
            }),
            case("short-sign", "a first coordinate of 31 bytes, and a sign", &|k| {
                shorten(k, X);
                k.set(Y_, true);
            }),
            case("short-y", "a second coordinate of 31 bytes", &|k| {
                shorten(k, Y_);
            }),
            case("shifted", "the border between both coordinates a byte too early", &|k| {
                let point = showing.holder.point();
                k.set(X, point[1..32].to_vec());
                k.set(Y_, point[32..].to_vec());
            }),
            case("no-bytes", "coordinates of no bytes", &|k| {
                k.set(X, Vec::new());
                k.set(Y_, Vec::new());
            }),
        ]
    });
    // What is tried in full on P-256 is tried with these on SM2's curve.
    let few = ["other-curve", "off-curve", "zeros", "short"].map(|name| format!("sm2-cnf-{name}"));
    let chosen =
        |case: &Case| !case.id.contains("-sm2-") || few.iter().any(|name| case.id.ends_with(name));
    each.filter(chosen).collect()
}

fn shorten(key: &mut Value, label: i64) {
    key.edit(label, |coordinate| {
        if let Value::Bytes(bytes) = coordinate {
            bytes.pop();
        }
    });
}

/// The key of somebody else.
fn foreign(b: &Bench) -> Vec<Case> {
    let about = "Who shows a credential has the key that it is bound to.";
    let case = |showing: &Showing, name: &str, change: &str, key: &Key, code: &str| {
        let cnf = key_of(&key.public(), Y::Sign);
        confirmed(showing, [name, about, change], Some(cnf)).fault(code).attack("H5").critical()
    };
    let (es256, sm2) = (Showing::es256(b).live(), Showing::sm2(b).live());
    let stranger = Key::sm2_from_seed("other", "key");
    vec![
        case(
            &es256,
            "of-another",
            "bound to another key",
            &b.world.stranger.key,
            "holder.signature_invalid",
        ),
        case(&sm2, "of-another", "bound to another key", &stranger, "holder.signature_invalid"),
        case(
            &es256,
            "of-other-algorithm",
            "bound to an SM2 key, signed with one over P-256",
            &stranger,
            "holder.alg_mismatch",
        )
        .attack("A3"),
        case(
            &sm2,
            "of-other-algorithm",
            "bound to a key over P-256, signed with an SM2 key",
            &b.world.stranger.key,
            "holder.alg_mismatch",
        )
        .attack("A3"),
        case(
            &es256,
            "of-issuer",
            "bound to the issuer's key",
            &es256.issuer.key,
            "holder.signature_invalid",
        ),
        sm2_id(&sm2, "empty-id", "signed with the empty signer id", ""),
        sm2_id(&sm2, "other-id", "signed with another signer id", "ALICE123@YAHOO.COM"),
        sm2.signed(
            [
                "holder::presentation-sm2-no-id",
                "A holder's signer id is the default one.",
                "signed over the bare digest",
            ],
            |s| {
                let message = sm2.message().to_be_signed("Signature1", b"");
                s.set_signature(sm2.holder.sign_without_id(&message));
            },
        )
        .fault("holder.signature_invalid")
        .attack("B5")
        .critical(),
    ]
}

fn sm2_id(showing: &Showing, name: &str, change: &str, signer_id: &str) -> Case {
    let id = format!("holder::presentation-sm2-{name}");
    showing
        .signed([&id, "A holder's signer id is the default one.", change], |s| {
            *s = showing.message().sign(&showing.holder.with_signer_id(signer_id));
        })
        .fault("holder.signature_invalid")
        .notes(json!({}))
        .attack("B6")
        .critical()
}
