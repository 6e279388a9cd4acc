//! Before anything is held: no bundle, or one that was refused, and whom the caller trusts besides.

use serde_json::{Value as Json, json};

use super::alone;
use crate::trust::repository::Repository;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::ground::{
    ISSUERS, LATER, REGION_ROLE, authority, bent, case, changed, pinned, small,
};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [missing(b), refusals(b), besides(b)].concat()
}

fn missing(b: &Bench) -> Vec<Case> {
    let about = "A verifier that is to have a bundle decides nothing without one.";
    vec![
        case(b, ["first-missing", about, "no bundle has come"])
            .trust(pinned())
            .fault("trust.bundle_missing")
            .backed(json!({ "source": "bundle" }))
            .high(),
        case(b, ["first-other", "Nobody is known whom the bundle does not name.", "no issuers"])
            .trust(pinned().takes(
                &changed(|r| r.add(ISSUERS, json!({ "issuers": [] }).to_string())).files(),
                LATER,
            ))
            .fault("trust.issuer_unknown")
            .high(),
    ]
}

/// The first bundle was refused: its code is on the receipt, with what stands with it.
fn refusals(b: &Bench) -> Vec<Case> {
    let about = "A first bundle that was refused is why nothing is decided.";
    let case = |name: &str, change, code: &str, detail: Json, repository: &Repository| {
        let id = format!("first-{name}");
        alone(b, [&id, about, change], &format!("trust.bundle_{code}"), detail, repository)
    };
    let file = |file: &str| json!({ "file": file });
    let role = |role: &str| json!({ "role": role });
    let mut without = small();
    without.contents.clear();
    let mut other = small();
    other.contents.insert(ISSUERS.to_owned(), b"{}".to_vec());
    let stamped = |edit: &dyn Fn(&mut Repository)| {
        bent(|r| {
            edit(r);
            r.timestamp.sign();
        })
    };
    let twice = json!({ "issuers": [authority(), authority()] }).to_string();
    let path = "issuers/980000/agencies.json";
    let deep = changed(|r| {
        let quorum = crate::trust::metadata::Quorum::all([crate::vectors::ground::key("city", 1)]);
        r.delegate(REGION_ROLE, "city", &quorum, &["issuers/990000/*".to_owned()]);
        r.delegate("city", "office", &quorum, &["issuers/990000/*".to_owned()]);
    });
    vec![
        case(
            "missing-file",
            "a file is missing",
            "file_missing",
            {
                let digest =
                    &small().delegated[REGION_ROLE].signed["targets"][ISSUERS]["hashes"]["sha256"];
                let digest = digest.as_str().unwrap_or_default();
                file(&format!("targets/issuers/990000/{digest}.agencies.json"))
            },
            &without,
        ),
        case("mismatch", "other issuers than listed", "file_mismatch", file(ISSUERS), &other),
        case(
            "malformed",
            "no type",
            "malformed",
            file("timestamp"),
            &stamped(&|r| r.timestamp.signed["_type"] = Json::Null),
        ),
        case(
            "unsupported",
            "version 2 of the specification",
            "unsupported",
            Json::Null,
            &stamped(&|r| r.timestamp.signed["spec_version"] = "2.0.0".into()),
        ),
        case(
            "version",
            "another version of the snapshot",
            "version_mismatch",
            role("snapshot"),
            &{ stamped(&|r| r.timestamp.signed["meta"]["snapshot.json"]["version"] = 9.into()) },
        ),
        case(
            "expired",
            "it has ended",
            "expired",
            json!({ "role": "timestamp", "not_after": LATER }),
            &stamped(&|r| r.timestamp.expire(LATER)),
        ),
        case(
            "signature",
            "no signature",
            "signature_missing",
            json!({ "role": "timestamp", "have": 0, "of": 1 }),
            &bent(|r| r.timestamp.signatures.clear()),
        ),
        case(
            "key",
            "a key of another kind",
            "key_unsupported",
            json!({ "role": "timestamp", "scheme": "ed25519" }),
            &bent(|r| {
                let next = r.next_root(LATER);
                next.signed["keys"]["00"] = json!({ "keytype": "ed25519", "scheme": "ed25519", "keyval": { "public": "00" } });
                next.signed["roles"]["timestamp"] = json!({ "keyids": ["00"], "threshold": 1 });
                next.sign();
                r.timestamp.signatures[0]["keyid"] = "00".into();
            }),
        ),
        case("path", "another region's issuers", "path_unauthorised", file(path), &{
            changed(|r| r.add_to(REGION_ROLE, path, json!({ "issuers": [] }).to_string()))
        }),
        case(
            "duplicate",
            "a record twice",
            "key_duplicate",
            file("issuers/990000"),
            &changed(|r| r.add(ISSUERS, twice)),
        ),
        case("deep", "three levels of delegation", "too_deep", json!({ "limit": 2 }), &deep),
        case(
            "large",
            "a long timestamp",
            "too_large",
            json!({ "size": (16 << 10) + 1, "limit": 16 << 10 }),
            &small(),
        )
        .trust({
            let mut files = small().files();
            if let Some(bytes) = files.get_mut("metadata/timestamp.json") {
                bytes.resize((16 << 10) + 1, b' ');
            }
            pinned().refuses(&files, LATER, "trust.bundle_too_large")
        }),
    ]
}

/// Anchors of the caller's own beside a bundle.
fn besides(b: &Bench) -> Vec<Case> {
    let about = "Whom the bundle names, the bundle decides about; for others there are anchors.";
    let anchor = b.world.region.anchor();
    let nobody = || changed(|r| r.add(ISSUERS, json!({ "issuers": [] }).to_string()));
    let narrowed = changed(|r| {
        let narrow = crate::trust::records::Authority { types: Vec::new(), ..authority() };
        r.add(ISSUERS, crate::trust::records::issuers_file(&[narrow]));
    });
    let with = |name: &str, change, trust| {
        let id = format!("anchors-{name}");
        case(b, [&id, about, change]).anchors([anchor.clone()]).trust(trust)
    };
    vec![
        with("other", "an anchor for an issuer that the bundle does not name", {
            pinned().takes(&nobody().files(), LATER)
        })
        .accept()
        .source("anchors"),
        with("denied", "an anchor for an issuer to whom the bundle grants no type", {
            pinned().takes(&narrowed.files(), LATER)
        })
        .fault("trust.type_unauthorised")
        .attack("A10")
        .critical(),
        with("before", "an anchor, before any bundle has come", pinned())
            .accept()
            .source("anchors"),
        with("ended", "an anchor for an issuer whose bundle has ended", {
            pinned().takes(&small().files(), LATER)
        })
        .at(LATER + 30 * crate::time::DAY)
        .fault("trust.bundle_expired")
        .high(),
    ]
}
