//! Who has signed a role, and how many of those who must (G1, G2).

use serde_json::{Value as Json, json};

use super::{bad, good, malformed, unsigned};
use crate::base64::{from_hex, hex};
use crate::hash::Hash;
use crate::trust::canonical::canonical;
use crate::trust::keys::id_of;
use crate::trust::metadata::Quorum;
use crate::trust::repository::Repository;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::ground::{REGION_ROLE, bent, changed, key, lean, sm2_key};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [missing(b), forms(b), twice(b), thresholds(b), kinds(b)]
        .concat()
        .into_iter()
        .map(|(row, case)| case.attack(row))
        .collect()
}

type Rows = Vec<(&'static str, Case)>;

/// The small bundle a day later, whose timestamp is signed otherwise.
fn stamped(edit: impl FnOnce(&mut Repository)) -> Repository {
    bent(edit)
}

fn missing(b: &Bench) -> Rows {
    let about = "A role counts when as many of its own keys have signed as it takes.";
    let stranger = key("stranger", 1);
    let case = |name: &str, change, role, repository: &Repository| {
        let id = format!("signature-{name}");
        ("G1", unsigned(b, [&id, about, change], (role, 0, 1), repository))
    };
    let strange = |sign: &dyn Fn(&mut Repository)| bent(|r| sign(r));
    vec![
        case(
            "timestamp-none",
            "the timestamp has no signature",
            "timestamp",
            &strange(&|r| {
                r.timestamp.signatures.clear();
            }),
        ),
        case(
            "timestamp-stranger",
            "a stranger signed the timestamp",
            "timestamp",
            &strange(&|r| {
                r.timestamp.sign_with([&stranger]);
            }),
        ),
        case(
            "timestamp-stranger-named",
            "a stranger signed the timestamp under the id of its key",
            "timestamp",
            &strange(&|r| {
                r.timestamp.sign_with([&stranger]);
                r.timestamp.signatures[0]["keyid"] = id_of(&key("timestamp", 1)).into();
            }),
        ),
        case(
            "timestamp-by-snapshot",
            "the snapshot's key signed the timestamp",
            "timestamp",
            &strange(&|r| r.timestamp.sign_with([&key("snapshot", 1)])),
        ),
        case(
            "timestamp-changed",
            "the timestamp was changed after signing",
            "timestamp",
            &strange(&|r| r.timestamp.signed["issued"] = "2026-06-02T00:00:01Z".into()),
        ),
        case(
            "snapshot-stranger",
            "a stranger signed the snapshot",
            "snapshot",
            &strange(&|r| {
                r.snapshot.sign_with([&stranger]);
                r.seal_timestamp();
            }),
        ),
        case(
            "targets-stranger",
            "a stranger signed the targets",
            "targets",
            &strange(&|r| {
                r.targets.sign_with([&stranger]);
                lean(r);
            }),
        ),
        case(
            "region-stranger",
            "a stranger signed the region's role",
            REGION_ROLE,
            &strange(&|r| {
                if let Some(role) = r.role(REGION_ROLE) {
                    role.sign_with([&stranger]);
                }
                lean(r);
            }),
        ),
        case(
            "region-by-targets",
            "the targets' key signed the region's role",
            REGION_ROLE,
            &strange(&|r| {
                if let Some(role) = r.role(REGION_ROLE) {
                    role.sign_with([&key("targets", 1)]);
                }
                lean(r);
            }),
        ),
    ]
}

/// The timestamp with its signature written in another way.
fn written(edit: impl FnOnce(&[u8]) -> String) -> Repository {
    stamped(|r| {
        let signature = r.timestamp.signatures[0]["sig"].as_str().and_then(from_hex);
        r.timestamp.signatures[0]["sig"] = edit(&signature.unwrap_or_default()).into();
    })
}

fn forms(b: &Bench) -> Rows {
    let about = "A signature is DER in hex; anything else is no vote, and no error.";
    let raw = || {
        let text = canonical(&bent(|_| {}).timestamp.signed);
        hex(&key("timestamp", 1).sign_digest(&Hash::Sha256.digest(text.as_bytes())))
    };
    let case = |name: &str, change, repository: &Repository| {
        let id = format!("signature-{name}");
        ("G1", unsigned(b, [&id, about, change], ("timestamp", 0, 1), repository))
    };
    let about_form = "A signature is made of texts.";
    vec![
        case("empty", "an empty signature", &written(|_| String::new())),
        case("not-hex", "a signature that is not hex", &written(|_| "zz".to_owned())),
        case("odd-hex", "a signature of half a byte more", &written(|der| hex(der) + "0")),
        case("raw", "a signature of r and s in 64 bytes", &written(|_| raw())),
        case("trailing", "a byte behind the signature", &written(|der| hex(der) + "00")),
        case(
            "truncated",
            "a signature without its last byte",
            &written(|der| hex(&der[..der.len() - 1])),
        ),
        case(
            "ber",
            "a length of the signature in two bytes",
            &written(|der| hex(&[&der[..1], &[0x81], &der[1..]].concat())),
        ),
        (
            "G1",
            good(
                b,
                ["signature-upper-case", about, "a signature in upper-case hex"],
                &written(|der| hex(der).to_uppercase()),
            ),
        ),
        (
            "G13",
            malformed(
                b,
                ["signature-number", about_form, "a signature that is a number"],
                "timestamp",
                &stamped(|r| r.timestamp.signatures[0]["sig"] = 1.into()),
            ),
        ),
        (
            "G13",
            malformed(
                b,
                ["signature-without-keyid", about_form, "a signature without a key id"],
                "timestamp",
                &stamped(|r| r.timestamp.signatures[0] = json!({ "sig": "" })),
            ),
        ),
        (
            "G1",
            good(
                b,
                ["signature-unknown-besides", about, "a stranger's signature before the right one"],
                &stamped(|r| {
                    let stranger = key("stranger", 1);
                    r.timestamp.sign_with([&stranger, &key("timestamp", 1)]);
                }),
            ),
        ),
    ]
}

/// Targets that take two of two, one of which is SM2.
fn pair(edit: impl FnOnce(&mut Repository)) -> Repository {
    let mut repository = changed(|r| {
        let keys = [key("targets", 1), sm2_key("targets", 2)];
        r.rotate("targets", &Quorum::all(keys), crate::vectors::ground::LATER);
    });
    edit(&mut repository);
    lean(&mut repository);
    repository
}

/// The next root with another key table or entry for the targets, signed by everybody who must.
fn next_root(edit: impl FnOnce(&mut Json)) -> Repository {
    bent(|r| {
        let next = r.next_root(crate::vectors::ground::LATER);
        edit(&mut next.signed);
        next.sign();
    })
}

fn twice(b: &Bench) -> Rows {
    let about = "One key is one vote, however often and by whatever name.";
    let id = id_of(&key("timestamp", 1));
    let alias = "00".repeat(32);
    let named_twice = |threshold: u64| {
        let (id, alias) = (id.clone(), alias.clone());
        bent(|r| {
            let next = r.next_root(crate::vectors::ground::LATER);
            next.signed["keys"][&alias] = next.signed["keys"][&id].clone();
            next.signed["roles"]["timestamp"] =
                json!({ "keyids": [id, alias], "threshold": threshold });
            next.sign();
            let mut second = r.timestamp.signatures[0].clone();
            second["keyid"] = alias.as_str().into();
            r.timestamp.signatures.push(second);
        })
    };
    vec![
        (
            "G2",
            unsigned(
                b,
                ["key-under-two-ids", about, "two of two, which are one key under two ids"],
                ("timestamp", 1, 2),
                &named_twice(2),
            ),
        ),
        (
            "G2",
            good(
                b,
                ["key-under-two-ids-one", about, "one of two, which are one key under two ids"],
                &named_twice(1),
            ),
        ),
        (
            "G2",
            malformed(
                b,
                ["signature-twice", about, "two signatures of one key id"],
                "targets",
                &pair(|r| {
                    r.targets.sign_with([&key("targets", 1), &key("targets", 1)]);
                }),
            )
            .critical(),
        ),
        (
            "G2",
            unsigned(
                b,
                ["signature-once-of-two", about, "one signature where it takes two"],
                ("targets", 1, 2),
                &pair(|r| r.targets.sign_with([&key("targets", 1)])),
            ),
        ),
        (
            "G2",
            unsigned(
                b,
                ["signature-copied", about, "one key's signature under both ids"],
                ("targets", 1, 2),
                &pair(|r| {
                    let mut copy = r.targets.signatures[0].clone();
                    copy["keyid"] = id_of(&sm2_key("targets", 2)).into();
                    r.targets.signatures[1] = copy;
                }),
            ),
        ),
        (
            "G2",
            malformed(
                b,
                ["keyid-twice", about, "one key id twice in a role"],
                "root",
                &next_root(|signed| {
                    signed["roles"]["timestamp"] = json!({ "keyids": [id, id], "threshold": 1 });
                }),
            )
            .critical(),
        ),
        (
            "G1",
            good(b, ["signature-sm2", about, "targets by a key of each algorithm"], &pair(|_| {})),
        ),
    ]
}

fn thresholds(b: &Bench) -> Rows {
    let about = "A threshold is at least one and at most as many as there are keys.";
    let case = |name: &str, change, threshold: Json| {
        let repository = delegated(|delegations| delegations["roles"][0]["threshold"] = threshold);
        let id = format!("threshold-{name}");
        ("G1", malformed(b, [&id, about, change], "targets", &repository).critical())
    };
    let of_root = |name: &str, change, threshold: Json| {
        let repository = next_root(|signed| signed["roles"]["timestamp"]["threshold"] = threshold);
        let id = format!("threshold-root-{name}");
        ("G1", malformed(b, [&id, about, change], "root", &repository).critical())
    };
    vec![
        case("0", "a threshold of 0", 0.into()),
        case("negative", "a threshold of -1", json!(-1)),
        case("2-32", "a threshold of 2^32", json!(1_u64 << 32)),
        case("2-64", "a threshold of 2^64 - 1", json!(u64::MAX)),
        case("fraction", "a threshold of 1.0", json!(1.0)),
        case("text", "a threshold of \"1\"", json!("1")),
        case("many", "a threshold of 2 with one key", 2.into()),
        case("missing", "no threshold", Json::Null),
        of_root("0", "a threshold of 0 in a root", 0.into()),
        of_root("negative", "a threshold of -1 in a root", json!(-1)),
        of_root("many", "a threshold of 2 with one key in a root", 2.into()),
    ]
}

/// Other delegations, signed by the targets' key.
fn delegated(edit: impl FnOnce(&mut Json)) -> Repository {
    bent(|r| {
        edit(&mut r.targets.signed["delegations"]);
        r.targets.sign();
    })
}

/// A key of another kind in the place of the region's.
fn of_kind(object: &Json) -> Repository {
    let id = crate::trust::keys::id(object);
    let mut repository = delegated(|delegations| {
        delegations["keys"] = json!({});
        delegations["keys"][&id] = object.clone();
        delegations["roles"][0]["keyids"] = json!([id]);
    });
    if let Some(role) = repository.role(REGION_ROLE) {
        role.signatures[0]["keyid"] = id.as_str().into();
    }
    repository
}

fn kinds(b: &Bench) -> Rows {
    let about = "A key of a kind that is not checked never counts, and is named.";
    let public = |text: &str| json!({ "public": text });
    let case = |name: &str, change, kind: [&str; 2], named: &str, value: Json| {
        let [keytype, scheme] = kind;
        let object = json!({ "keytype": keytype, "scheme": scheme, "keyval": value });
        let detail = json!({ "role": REGION_ROLE, "scheme": named });
        let (id, code) = (format!("key-{name}"), "trust.bundle_key_unsupported");
        ("G1", bad(b, [&id, about, change], code, detail, &of_kind(&object)))
    };
    let pem = |key: &crate::key::Key| key.public().to_pem();
    let broken = |name: &str, change, kind: [&str; 2], value: Json| {
        let [keytype, scheme] = kind;
        let object = json!({ "keytype": keytype, "scheme": scheme, "keyval": value });
        let (id, about) = (format!("key-{name}"), "A key is what its scheme says, on its curve.");
        ("G13", malformed(b, [&id, about, change], "targets", &of_kind(&object)))
    };
    let (ecdsa, sm2) = (["ecdsa", "ecdsa-sha2-nistp256"], ["sm2", "sm2-sm3"]);
    let (p256, sm2_pem) = (pem(&key("region", 1)), pem(&sm2_key("region", 1)));
    vec![
        case("ed25519", "an Ed25519 key", ["ed25519", "ed25519"], "ed25519", public("00")),
        case(
            "rsa",
            "an RSA key",
            ["rsa", "rsassa-pss-sha256"],
            "rsassa-pss-sha256",
            public("-----BEGIN PUBLIC KEY-----"),
        ),
        case("unknown", "a key of a scheme that nobody knows", ["x", "y"], "other", public("")),
        case(
            "p384",
            "a key over P-384",
            ["ecdsa", "ecdsa-sha2-nistp384"],
            "ecdsa-sha2-nistp384",
            public(&p256),
        ),
        (
            "G1",
            good(
                b,
                [
                    "key-legacy",
                    "The key type's old name is read.",
                    "a key type `ecdsa-sha2-nistp256`",
                ],
                &of_kind(&json!({
                    "keytype": "ecdsa-sha2-nistp256",
                    "scheme": "ecdsa-sha2-nistp256",
                    "keyval": public(&p256),
                })),
            ),
        ),
        broken("sm2-as-ecdsa", "an SM2 key under the scheme of P-256", ecdsa, public(&sm2_pem)),
        broken("ecdsa-as-sm2", "a key over P-256 under the scheme of SM2", sm2, public(&p256)),
        broken("not-pem", "a key that is no PEM", ecdsa, public("MFkw")),
        broken("private", "a key without a public part", ecdsa, json!({ "private": p256 })),
        broken("off-curve", "a point that is not on the curve", ecdsa, public(&off_curve(&p256))),
    ]
}

/// The same PEM with another last byte of the point.
fn off_curve(pem: &str) -> String {
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let mut der = crate::base64::from_standard(&body).unwrap_or_default();
    if let Some(last) = der.last_mut() {
        *last ^= 1;
    }
    let body = crate::base64::standard(&der);
    format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n")
}
