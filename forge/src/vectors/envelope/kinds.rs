//! Every kind of signed token in the place of every other: what it says that it is decides, whoever
//! signed it.

use serde_json::{Value as Json, json};

use crate::cbor::Value;
use crate::code::{Kind, joined, scan_as};
use crate::cose::{Sign1, TYP};
use crate::jws::Compact;
use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::showing::Showing;
use crate::vectors::tokens::{Plain, Tokens, remove};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [cbor(b), inner(b), json_types(b), binding_as_credential(b)].concat()
}

/// What a place takes.
const ABOUT: &str =
    "A token of another kind is not taken for what belongs in its place, whoever signed it.";

fn refused(case: Case) -> Case {
    case.fault("envelope.header_mismatch")
        .detail(json!({ "header": "typ" }))
        .attack("A15")
        .critical()
}

/// The kinds in CBOR, each with its own `typ` and signed by the issuer or the holder.
fn kinds(b: &Bench) -> [(&'static str, &'static str, Value); 4] {
    let showing = Showing::es256(b);
    let paper = b.message(Base::Code).sign(b.key(Base::Code));
    let status = {
        let list = Value::map([("bits", Value::from(1)), ("lst", Value::Bytes(vec![0; 8]))]);
        let protected = b.message(Base::Code).protected;
        let payload = Value::map([(1, Value::from(b.world.region.id)), (65533, list)]);
        let mut message = Sign1::new(protected, payload);
        message.protected.set(TYP, "application/statuslist+cwt");
        message.sign(b.key(Base::Code))
    };
    [
        ("cwt", "a paper credential", paper.value()),
        ("sd-cwt", "a credential that nobody presents", showing.credential().signed().value()),
        ("kb-cwt", "a presentation", showing.message().sign(&showing.holder).value()),
        ("status-list", "a status list", status.value()),
    ]
}

/// Every kind in every place of a code.
fn cbor(b: &Bench) -> Vec<Case> {
    let good = b.message(Base::Code).sign(b.key(Base::Code)).encode();
    let cases = kinds(b).into_iter().flat_map(|(name, what, value)| {
        let bytes = crate::cbor::encode(&value);
        let case = |place: &str, change: String, scan: String| {
            let id = format!("envelope::kind-{place}-{name}");
            refused(b.case(Base::Code, [&id, ABOUT, &change]).scan(scan))
        };
        let paper = (name != "cwt").then(|| {
            case(
                "paper",
                format!("{what} in the place of a paper credential"),
                scan_as(Kind::Paper, &bytes),
            )
        });
        let bound = (name != "kb-cwt").then(|| {
            case(
                "bound",
                format!("{what} in the place of a presentation"),
                scan_as(Kind::Bound, &bytes),
            )
        });
        let together = ["sd-cwt", "status-list"].contains(&name).then(|| {
            let all = joined(&[good.clone(), bytes.clone()]);
            case(
                "together",
                format!("{what} beside a paper credential"),
                scan_as(Kind::Together, &all),
            )
        });
        [paper, bound, together]
    });
    cases.flatten().collect()
}

/// Every kind in the place of the credential inside a presentation.
fn inner(b: &Bench) -> Vec<Case> {
    let showing = Showing::es256(b);
    let others = kinds(b).into_iter().filter(|(name, ..)| *name != "sd-cwt");
    let case = |(name, what, value): (&str, &str, Value)| {
        let id = format!("envelope::kind-inner-{name}");
        let change = format!("{what} in the place of the credential inside a presentation");
        refused(showing.case([&id, ABOUT, &change]).scan(showing.scan(&showing.token(value))))
    };
    others.map(case).collect()
}

/// Types of JSON tokens: the end of the id, the type, whether a JWT and an SD-JWT may have it.
fn types() -> [(&'static str, Json, bool, bool); 11] {
    [
        ("jwt", json!("JWT"), true, false),
        ("vc-jwt", json!("vc+jwt"), true, false),
        ("vc-jwt-upper-case", json!("VC+JWT"), true, false),
        ("sd-jwt", json!("dc+sd-jwt"), false, true),
        ("sd-jwt-older", json!("vc+sd-jwt"), false, true),
        ("sd-jwt-media-type", json!("application/dc+sd-jwt"), false, true),
        ("sd-jwt-bare", json!("sd-jwt"), false, true),
        ("kb-jwt", json!("kb+jwt"), false, false),
        ("status-list", json!("statuslist+jwt"), false, false),
        ("number", json!(61), false, false),
        ("null", json!(null), false, false),
    ]
}

fn json_types(b: &Bench) -> Vec<Case> {
    let (tokens, plain) = (Tokens::es256(b), Plain::es256(b));
    let about = "What a token says that it is fits where it stands, or it says nothing.";
    let answer = |case: Case, fits: bool| if fits { case.accept() } else { refused(case) };
    let each = types().into_iter().flat_map(|(name, typ, jwt, sd_jwt)| {
        let change = format!("`typ` is {typ}");
        let plain =
            plain.token([&format!("envelope::kind-jwt-{name}"), about, &change], |header, _| {
                header["typ"] = typ.clone();
            });
        let token = tokens.draft([&format!("envelope::kind-sd-jwt-{name}"), about, &change], |d| {
            d.header["typ"] = typ.clone();
        });
        [answer(plain, jwt), answer(token, sd_jwt)]
    });
    let without = |header: &mut Json| remove(header, "typ");
    let absent = [
        plain
            .token(["envelope::kind-jwt-absent", about, "no `typ`"], |header, _| without(header))
            .accept(),
        tokens
            .draft(["envelope::kind-sd-jwt-absent", about, "no `typ`"], |d| without(&mut d.header))
            .accept(),
    ];
    each.chain(absent).collect()
}

/// What the holder signs, shown as if it were the credential; and a credential as what the holder
/// signs.
fn binding_as_credential(b: &Bench) -> Vec<Case> {
    let tokens = Tokens::bound(b, [crate::public_key::Algorithm::Es256; 2], "sd-jwt-bound");
    let shown = tokens.show(&tokens.issued());
    let binding = shown.key_binding.as_ref().map(Compact::text).unwrap_or_default();
    let case = |name: &str, change: &str, scan: String| {
        tokens.unasked().case([&format!("envelope::kind-{name}"), ABOUT, change]).scan(scan)
    };
    let anchored = |case: Case| {
        let holder = tokens.holder.as_ref().map(crate::key::Key::jwk);
        case.anchors([crate::anchor::Anchor { jwk: holder, ..crate::anchor::Anchor::default() }])
    };
    vec![
        refused(anchored(case(
            "binding-as-jwt",
            "a key binding as a credential, under the holder's key",
            binding.clone(),
        ))),
        refused(anchored(case(
            "binding-as-sd-jwt",
            "a key binding as a token without disclosures",
            format!("{binding}~"),
        ))),
        refused(case(
            "token-as-binding",
            "the token itself in the place of the key binding",
            format!("{}{}", shown.unbound(), tokens.issued().jws.text()),
        )),
    ]
}
