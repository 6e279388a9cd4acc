//! Keys in use, retired and lost (A8, A9, A12), and in whose name they sign.

use serde_json::json;

use super::{backed, case, of};
use crate::key::{DEMO_SEED, Key};
use crate::regions::{BUSINESS, IDENTITY, PROPERTY, Region};
use crate::time::DAY;
use crate::trust::world::{compromised_key, retired_key, spared};
use crate::vectors::bench::AT;
use crate::vectors::case::Case;
use crate::vectors::issued::Issued;

pub(super) fn cases() -> Vec<Case> {
    [in_use(), retired(), lost(), named()].concat()
}

fn in_use() -> Vec<Case> {
    let about = "An issuer of the bundle is believed in its own types.";
    let rows = [
        ('a', IDENTITY),
        ('b', BUSINESS),
        ('c', IDENTITY),
        ('d', PROPERTY),
        ('e', IDENTITY),
        ('f', IDENTITY),
    ];
    rows.map(|(letter, kind)| {
        let region = of(letter);
        let id = format!("region-{letter}");
        let change = if letter == 'a' { "" } else { "another region's issuer" };
        case([&id, about, change], &Issued::of(&region, kind.code()))
            .accept()
            .backed(backed(&region.name, &[]))
    })
    .into()
}

fn retired() -> Vec<Case> {
    let about = "What a key issued before it was retired stays good.";
    let cut_off = AT - 40 * DAY;
    let issued = |region: &Region, at: i64| {
        let kid = region.issuer.kid.replace("-1", "-0");
        let issued = Issued::of(region, IDENTITY.code()).from_to(at, at + 365 * DAY);
        issued.under(&kid, &retired_key(region, DEMO_SEED))
    };
    let each = ['a', 'c'].into_iter().flat_map(|letter| {
        let at = |name: &str, change, at: i64| {
            let id = format!("retired-{name}-{letter}");
            case([&id, about, change], &issued(&of(letter), at)).attack("A12")
        };
        let late = |case: Case| {
            case.fault("trust.key_expired").detail(json!({ "not_after": cut_off })).critical()
        };
        [
            at("before", "issued in the second before the cut-off", cut_off - 1).accept(),
            late(at("at", "issued in the second of the cut-off", cut_off)),
            late(at("after", "issued a day behind the cut-off", cut_off + DAY)),
        ]
    });
    each.collect()
}

fn lost() -> Vec<Case> {
    let about =
        "What was signed with a key that others may have is refused, but for what is named.";
    let each = ['a', 'c', 'f'].into_iter().flat_map(|letter| {
        let region = of(letter);
        let key = compromised_key(&region, DEMO_SEED);
        let kid = region.issuer.kid.replace("-1", "-x");
        let good = Issued { key: key.clone(), credential: spared(&region, AT) };
        let mut changed = good.clone();
        changed.credential.expires = Some(AT + 336 * DAY);
        let old = Issued::of(&region, IDENTITY.code()).under(&kid, &key);
        let old = old.from_to(AT - 390 * DAY, AT + DAY);
        let made = |name: &str, change, issued: &Issued| {
            let id = format!("lost-{name}-{letter}");
            case([&id, about, change], issued).attack("A12")
        };
        let mut spared = made("spared", "the credential that is named", &good).accept();
        spared = spared.releasing(good.credential.elements.iter().cloned().collect()).accept();
        [
            spared,
            made("changed", "the credential that is named, for a day more", &changed)
                .fault("trust.key_revoked")
                .critical(),
            made("old", "a credential from long before", &old)
                .fault("trust.key_revoked")
                .critical(),
        ]
    });
    each.collect()
}

/// The issuer comes first, and then its key.
fn named() -> Vec<Case> {
    let about = "A key is looked for in the issuer that is stated, and nowhere else.";
    let (a, b, f) = (of('a'), of('b'), of('f'));
    let issued = || Issued::of(&a, IDENTITY.code());
    let stranger = Key::from_seed(DEMO_SEED, "demo.stranger");
    let row = |name: &str, change, row, issued: &Issued, code: &str| {
        case([name, about, change], issued).fault(code).attack(row).critical()
    };
    let mut others = issued();
    b.issuer.id.clone_into(&mut others.credential.issuer);
    let mut unknown = Issued::by("demo.stranger", "stranger-1", &stranger, IDENTITY.code());
    let strange = unknown.clone();
    unknown.credential.kid.clone_from(&a.issuer.kid);
    let default_id = Key::sm2_from_seed(DEMO_SEED, f.issuer.id);
    vec![
        row(
            "kid-other",
            "another issuer's key id",
            "A9",
            &issued().under(&b.issuer.kid, &b.issuer.key),
            "trust.issuer_unknown",
        ),
        row("kid-of-issuer", "another issuer's name", "A9", &others, "trust.issuer_unknown"),
        row(
            "kid-unknown",
            "a key id that nobody has",
            "A9",
            &issued().under("x", &a.issuer.key),
            "trust.issuer_unknown",
        ),
        row(
            "key-other",
            "another issuer's key under its name and key id",
            "A9",
            &{ issued().under(&a.issuer.kid, &b.issuer.key) },
            "signature.invalid",
        ),
        row(
            "key-stranger",
            "a stranger's key under its name and key id",
            "A9",
            &{ issued().under(&a.issuer.kid, &stranger) },
            "signature.invalid",
        ),
        row("stranger", "a stranger", "A9", &strange, "trust.issuer_unknown"),
        row(
            "stranger-kid",
            "a stranger under a known key id",
            "A8",
            &unknown,
            "trust.issuer_unknown",
        ),
        row(
            "sm2-default-id",
            "the default signer id, where the record names the empty one",
            "B6",
            &{ Issued::of(&f, IDENTITY.code()).under(&f.issuer.kid, &default_id) },
            "signature.invalid",
        ),
    ]
}
