//! Who may sign a status list, for whom it speaks, and that a list is no credential and a credential
//! no list.

use serde_json::{Value as Json, json};

use super::ground::{
    LIST, NOW, OFFICE_LIST, SIZE, case, city_key, entry, files, good, holding, list, lost, missing,
    office_key, repository, revoked, token, told,
};
use crate::anchor::Anchor;
use crate::code::{self, Credential};
use crate::cose::{Sign1, TYP};
use crate::key::{DEMO_SEED, Key};
use crate::public_key::Algorithm;
use crate::regions::region;
use crate::status::list::Token;
use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::ground::pinned;
use crate::vectors::tokens::{Plain, Tokens, remove};
use crate::vectors::told::Trust;

/// Lists of others, lists that are none, and credentials that are lists.
pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [signers(b), addresses(b), anchors(b), types(b), confused(b)].concat()
}

/// A case of what is told at the list's address, and is answered with this; nothing is said of the
/// credential.
fn open(b: &Bench, words: [&str; 3], file: &[u8], expect: &str) -> Case {
    let trust = holding().status(("list.jwt", file), NOW, Some(LIST), expect);
    missing(case(b, "list", words, entry(LIST, 0)).trust(trust))
}

fn signers(b: &Bench) -> Vec<Case> {
    let about = "A list is signed by a key whose record names the list, and by no other.";
    let by = |id: &str, change: &str, (kid, key): (&str, &Key), expect: &str| {
        let jwt = Token { kid: kid.to_owned(), ..token(b) }.sign_jwt(key);
        open(b, [id, about, change], jwt.as_bytes(), expect).attack("F4").critical()
    };
    let (own, stranger, other) =
        (&b.world.region.kid, &b.world.stranger, region(DEMO_SEED, 'b').issuer);
    let no = "status.unauthorised";
    let sign = |token: Token| token.jwt(Algorithm::Es256).sign(&b.world.region.key);
    let mut forged = sign(Token { lst: list(2, SIZE, &[]).lst(), ..token(b) });
    forged.parts[2].clone_from(&sign(token(b)).parts[2]);
    let forged = forged.text();
    let (kid, subject) = ("office-1".to_owned(), OFFICE_LIST.to_owned());
    let jwt = Token { kid, subject, ..token(b) }.sign_jwt(&office_key());
    let at_office = |id: &str, change: &str, index: i64| {
        let trust = holding().status(("list.jwt", jwt.as_bytes()), NOW, Some(OFFICE_LIST), "list");
        case(b, "list", [id, about, change], entry(OFFICE_LIST, index)).trust(trust)
    };
    let apart =
        "by another region's issuer whose record names the list: it speaks for its region only";
    vec![
        good(at_office("list-by-office", "an office that only signs this list", 0)),
        revoked(at_office("list-by-office-revoked", "the office says that it is revoked", 1)),
        by("list-by-credential-key", "by a key for credentials only", ("city-1", &city_key()), no),
        by("list-by-other-address", "by the key of another list", ("office-1", &office_key()), no),
        by(
            "list-by-stranger",
            "by a key that nobody knows",
            (&stranger.kid, &stranger.key),
            "trust.issuer_unknown",
        ),
        by(
            "list-by-wrong-key",
            "under the issuer's key id, by another key",
            (own, &office_key()),
            "signature.invalid",
        ),
        by(
            "list-by-lost-key",
            "by a key that others may have",
            ("region-a-x", &lost()),
            "trust.key_revoked",
        ),
        by("list-by-other-region", apart, (&other.kid, &other.key), "list"),
        open(
            b,
            ["list-forged", about, "a clean list under the signature of the one that is not"],
            forged.as_bytes(),
            "signature.invalid",
        )
        .critical(),
    ]
}

/// F4: a list is about one address.
fn addresses(b: &Bench) -> Vec<Case> {
    let about = "A list speaks of the address that it names itself.";
    let subject = "https://a.example/2".to_owned();
    let second = Token { subject, lst: list(2, SIZE, &[]).lst(), ..token(b) };
    let jwt = |token: &Token| token.sign_jwt(&b.world.region.key);
    let from = |trust: Trust, token: &Token, uri: Option<&str>, expect: &str| {
        trust.status(("list.jwt", jwt(token).as_bytes()), NOW, uri, expect)
    };
    let case = |id: &str, change: &str, index: i64, trust: Trust| {
        case(b, "list", [id, about, change], entry(LIST, index)).trust(trust).attack("F4")
    };
    let wrong = from(holding(), &second, Some(LIST), "status.subject_mismatch");
    let anywhere = |token: &Token| from(holding(), token, None, "list");
    let both = from(anywhere(&token(b)), &second, None, "list");
    vec![
        missing(case("list-other-subject", "fetched from its address, about another", 0, wrong))
            .critical(),
        missing(case("list-other", "about another, from nobody says where", 0, anywhere(&second))),
        revoked(case("list-other-beside", "beside a clean one about another", 1, both)),
        good(case("list-from-nowhere", "nobody says from where", 0, anywhere(&token(b)))),
    ]
}

/// The caller's own keys, for the caller's own credentials.
fn anchors(b: &Bench) -> Vec<Case> {
    let about =
        "A list by an anchor speaks for what anchors sign, one by the bundle for the bundle's.";
    let jwt = token(b).sign_jwt(&b.world.region.key);
    let told =
        |trust: Trust, expect: &str| trust.status(("list.jwt", jwt.as_bytes()), NOW, None, expect);
    let lists = |lists: &[&str]| Anchor {
        lists: Some(lists.iter().map(|uri| (*uri).to_owned()).collect()),
        ..b.world.region.anchor()
    };
    let by = |id: &str, change: &str, anchor: Anchor, index: i64, expect: &str| {
        case(b, "list", [id, about, change], entry(LIST, index))
            .anchors([anchor])
            .trust(told(Trust::default(), expect))
    };
    let (any, no) = (b.world.region.anchor(), "status.unauthorised");
    let others = ["https://a.example/2", "https://a.example/1/", "https://a.exampl"];
    let beside = Anchor::of_key("demo.office", "office-2", &office_key());
    let strange = Token { kid: "office-2".to_owned(), ..token(b) }.sign_jwt(&office_key());
    let strange = holding().status(("list.jwt", strange.as_bytes()), NOW, None, "list");
    let early = told(pinned(), "trust.bundle_missing");
    let early = early.takes(&files(&repository(&[], &[])), NOW);
    let in_bundle = |id: &str, change: &str, trust| {
        missing(case(b, "list", [id, about, change], entry(LIST, 0)).trust(trust)).attack("F4")
    };
    vec![
        good(by("list-by-anchor", "by an anchor", any.clone(), 0, "list")),
        revoked(by("list-by-anchor-revoked", "by an anchor, revoked", any, 1, "list")),
        good(by("list-by-anchor-of-it", "by an anchor for it", lists(&[LIST]), 0, "list")),
        good(by(
            "list-by-anchor-of-its-folder",
            "by an anchor for what begins like it",
            lists(&["https://a.example/"]),
            0,
            "list",
        )),
        missing(by(
            "list-by-anchor-of-others",
            "by an anchor for other lists",
            lists(&others),
            0,
            no,
        ))
        .critical(),
        missing(by("list-by-anchor-of-none", "by an anchor for no list", lists(&[]), 0, no)),
        in_bundle("list-by-anchor-beside", "by an anchor beside the bundle", strange)
            .anchors([beside])
            .critical(),
        in_bundle("list-before-bundle", "before the bundle has come", early),
    ]
}

/// What is no list is not taken for one.
fn types(b: &Bench) -> Vec<Case> {
    let about = "A list says by its type that it is one.";
    let key = &b.world.region.key;
    let open = |id: &str, change: &str, file: &[u8]| {
        open(b, [id, about, change], file, "envelope.header_mismatch").attack("A9").high()
    };
    let jwt = |id: &str, change: &str, edit: &dyn Fn(&mut Json)| {
        let mut jwt = token(b).jwt(Algorithm::Es256);
        edit(&mut jwt.header);
        open(id, change, jwt.sign(key).text().as_bytes())
    };
    let cwt = |id: &str, change: &str, edit: &dyn Fn(&mut Sign1)| {
        let mut message = token(b).cwt(Algorithm::Es256);
        edit(&mut message);
        open(id, change, &message.sign(key).encode())
    };
    vec![
        jwt("list-untyped", "no type", &|header| remove(header, "typ")),
        jwt("list-typed-jwt", "the type of any JWT", &|header| header["typ"] = "JWT".into()),
        jwt("list-typed-kb", "the type of a key binding", &|header| {
            header["typ"] = "kb+jwt".into();
        }),
        cwt("list-cwt-untyped", "in CBOR without a type", &|m| m.protected.remove(TYP)),
        cwt("list-cwt-typed-outside", "in CBOR, its type not signed", &|m| {
            m.protected.remove(TYP);
            m.unprotected.set(TYP, "application/statuslist+cwt");
        }),
        cwt("list-cwt-typed-jwt", "in CBOR, the type of a list in JSON", &|m| {
            m.protected.set(TYP, "statuslist+jwt");
        }),
    ]
}

/// A token of one kind is never one of another, though one key may sign both.
fn confused(b: &Bench) -> Vec<Case> {
    let about = "A list is no credential, and a credential or key binding is no list.";
    let key = &b.world.region.key;
    let header = "envelope.header_mismatch";
    let scanned = |id: &str, change: &str, text: String| {
        case(b, "list", [id, about, change], entry(LIST, 0))
            .scan(text)
            .trust(told(holding(), b, &token(b)))
            .fault(header)
            .detail(json!({ "header": "typ" }))
            .attack("A9")
            .critical()
    };
    let offered = |id: &str, change: &str, file: &[u8]| {
        open(b, [id, about, change], file, header).attack("A9").critical()
    };
    let jwt = Plain::es256(b).compact().text();
    let bound = Tokens::bound(b, [Algorithm::Es256; 2], "sd-jwt-bound");
    let binding = bound.show(&bound.issued()).key_binding.map(|jws| jws.text()).unwrap_or_default();
    let credential = b.message(Base::Code).sign(key).encode();
    let (issuer, kid) = ("demo.office".to_owned(), "office-1".to_owned());
    let by_office = Credential { issuer, kid, ..b.world.short_identity() };
    let by_office = code::scan(&by_office.message().sign(&office_key()).encode());
    let change = "a credential by a key that only signs a list";
    vec![
        scanned("scan-list-jwt", "a list in JSON is scanned", token(b).sign_jwt(key)),
        scanned("scan-list-cwt", "a list in CBOR is scanned", code::scan(&token(b).sign_cwt(key))),
        offered("offer-jwt", "a credential in JSON is offered as a list", jwt.as_bytes()),
        offered("offer-binding", "a key binding is offered as a list", binding.as_bytes()),
        offered("offer-code", "a credential in CBOR is offered as a list", &credential),
        case(b, "list", ["credential-by-list-key", about, change], entry(OFFICE_LIST, 0))
            .scan(by_office)
            .trust(holding())
            .fault("trust.type_unauthorised")
            .critical(),
    ]
}
