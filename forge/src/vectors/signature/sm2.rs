//! SM2: paper codes by an SM2 key, what is no signature by it, and signer ids.

use serde_json::json;

use crate::anchor::Anchor;
use crate::code;
use crate::cose::{ALG, Sign1, Signed};
use crate::key::Key;
use crate::regions::region;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::forgeries::{Forgery, of};
use crate::vectors::sm2_forgeries;
use crate::world::Issuer;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [forged(b), ids(b), algorithms(b), keys(b)].concat()
}

fn issuer(b: &Bench) -> Issuer {
    region(&b.world.seed, 'c').issuer
}

fn message(b: &Bench) -> Sign1 {
    let issuer = issuer(b);
    let mut credential = b.world.short_identity();
    issuer.id.clone_into(&mut credential.issuer);
    credential.kid = issuer.kid;
    credential.message_for(issuer.key.algorithm())
}

/// A paper code by an SM2 key that was changed after it was signed.
fn signed(b: &Bench, words: [&str; 3], edit: impl FnOnce(&mut Signed)) -> Case {
    let issuer = issuer(b);
    let mut signed = message(b).sign(&issuer.key);
    edit(&mut signed);
    let claims = b.world.short_identity().elements.into_iter().collect();
    Case::new(words, "signature::code-sm2", b.world.at)
        .anchors([issuer.anchor()])
        .releasing(claims)
        .scan(code::scan(&signed.encode()))
}

fn forged(b: &Bench) -> Vec<Case> {
    let about =
        "SM2 is over the signer's id, the signer's key and the message, by SM3, in 64 bytes.";
    let key = issuer(b).key;
    let bytes = message(b).to_be_signed("Signature1", b"");
    let stranger = Key::sm2_from_seed("other", "key");
    let case = |Forgery { name, change, row, signature, code }: Forgery| {
        // The receipt hints at an id that other software signs with unasked.
        let hint = ["empty-id", "standard-id"].contains(&name);
        let notes = if hint { json!({ "signature": "sm2_id" }) } else { json!({}) };
        signed(b, [&format!("signature::code-sm2-{name}"), about, change], |s| {
            s.set_signature(signature);
        })
        .answer(code)
        .notes(notes)
        .attack(row)
        .critical()
    };
    // Numbers and lengths are tried in full where the primitive is asked alone.
    let few = [
        "zeros",
        "r-order",
        "s-order",
        "sum-order",
        "63-bytes",
        "der",
        "swapped",
        "stranger",
        "negated",
    ];
    let mut forgeries = of(&key, &stranger, &bytes);
    forgeries.retain(|forgery| few.contains(&forgery.name));
    forgeries.extend(sm2_forgeries::of(&key, &bytes));
    let valid = signed(b, ["signature::code-sm2", "A paper code by an SM2 key.", ""], |_| {});
    [vec![valid.accept().high()], forgeries.into_iter().map(case).collect()].concat()
}

/// The signer id of the anchor's record.
fn ids(b: &Bench) -> Vec<Case> {
    let about = "The signer id stands in the key's record, and no other is tried.";
    let key = issuer(b).key;
    let with = |name: &str, change: &str, recorded: Option<&str>, id: &str| {
        let anchor = Anchor { sm2_id: recorded.map(str::to_owned), ..issuer(b).anchor() };
        signed(b, [&format!("signature::code-sm2-{name}"), about, change], |s| {
            *s = message(b).sign(&key.with_signer_id(id));
        })
        .anchors([anchor])
        .attack("B6")
    };
    let wrong = |case: Case, notes| case.fault("signature.invalid").notes(notes).critical();
    let hint = || json!({ "signature": "sm2_id" });
    let default = crate::key::SM2_ID;
    let two =
        [Some(""), None].map(|id| Anchor { sm2_id: id.map(str::to_owned), ..issuer(b).anchor() });
    vec![
        with("id-named", "the default id is named", Some(default), default).accept(),
        with("id-empty", "the empty id is named, and was signed with", Some(""), "").accept(),
        with("id-other", "another id is named, and was signed with", Some("demo"), "demo").accept(),
        wrong(
            with(
                "id-empty-for-default",
                "the empty id is named, signed with the default one",
                Some(""),
                default,
            ),
            hint(),
        ),
        wrong(
            with(
                "id-other-for-default",
                "another id is named, signed with the default one",
                Some("demo"),
                default,
            ),
            hint(),
        ),
        wrong(
            with(
                "id-other-for-empty",
                "another id is named, signed with the empty one",
                Some("demo"),
                "",
            ),
            hint(),
        ),
        wrong(
            with(
                "id-uncommon",
                "the default id is named, signed with one that nobody uses",
                None,
                "demo",
            ),
            json!({}),
        ),
        with(
            "id-of-two",
            "two records of one key, of which the second has the default id",
            None,
            default,
        )
        .anchors(two)
        .accept(),
    ]
}

/// What the header says, and what the key is.
fn algorithms(b: &Bench) -> Vec<Case> {
    let about = "The key's algorithm counts, and the header names the same.";
    let (issuer, world) = (issuer(b), &b.world);
    let under = |name: &str, change: &str, alg: i64, code: &str| {
        let mut message = message(b);
        message.protected.set(ALG, alg);
        signed(b, [&format!("signature::code-sm2-{name}"), about, change], |s| {
            *s = message.sign(&issuer.key);
        })
        .fault(code)
        .attack("A3")
        .critical()
    };
    let words = |name: &'static str, change: &'static str| [name, about, change];
    let sm2_anchor =
        Anchor { alg: None, ..Anchor::of_key(world.region.id, &world.region.kid, &issuer.key) };
    let by_es256 = {
        let key = &world.region.key;
        let mut message = message(b);
        message.protected.set(ALG, -7);
        signed(
            b,
            words(
                "signature::code-sm2-key-over-p256",
                "signed under ES256 by a key over P-256, the record has an SM2 key",
            ),
            |s| {
                *s = message.sign(key);
            },
        )
    };
    vec![
        under(
            "alg-es256",
            "`alg` is ES256, the key and the signature are SM2's",
            -7,
            "signature.alg_mismatch",
        ),
        under("alg-ml-dsa", "`alg` is -48, which is not SM2's", -48, "signature.unsupported"),
        under("alg-positive", "`alg` is 132918", 132_918, "signature.alg_unauthorised"),
        by_es256.fault("signature.alg_mismatch").attack("A3").critical(),
        b.case(
            crate::vectors::bench::Base::Code,
            words("signature::code-key-of-sm2", "the record has an SM2 key"),
        )
        .scan(b.text(crate::vectors::bench::Base::Code))
        .anchors([sm2_anchor])
        .fault("signature.alg_mismatch")
        .attack("A3")
        .critical(),
    ]
}

/// Keys of both algorithms under one id.
fn keys(b: &Bench) -> Vec<Case> {
    let about = "Of several keys under one id those of the header's algorithm are tried.";
    let good = issuer(b).anchor();
    let es256 = Anchor { jwk: Some(b.world.stranger.key.jwk()), alg: None, ..good.clone() };
    let case = |name: &str, change: &str, anchors: Vec<Anchor>| {
        signed(b, [&format!("signature::code-sm2-{name}"), about, change], |_| {}).anchors(anchors)
    };
    vec![
        case(
            "two-algorithms",
            "a key over P-256 under the same id before it",
            vec![es256.clone(), good.clone()],
        )
        .accept()
        .attack("A8"),
        case(
            "two-algorithms-reversed",
            "a key over P-256 under the same id behind it",
            vec![good, es256],
        )
        .accept()
        .attack("A8"),
        case(
            "another-key",
            "another SM2 key under the issuer's id",
            vec![Anchor {
                jwk: Some(Key::sm2_from_seed("other", "key").jwk()),
                ..issuer(b).anchor()
            }],
        )
        .fault("signature.invalid")
        .notes(json!({}))
        .attack("A9")
        .critical(),
    ]
}
