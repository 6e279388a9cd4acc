//! Versions never go back, and belong together (G3, G5, G6).

use serde_json::{Value as Json, json};

use super::{bad, good};
use crate::trust::metadata::{Quorum, listing};
use crate::trust::publish::Files;
use crate::trust::repository::Repository;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::ground::{
    LATER, REGION_ROLE, backing, bent, case, changed, held, key, pinned, small,
};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [back(b), same(b), forward(b), mixed(b)].concat()
}

/// Something is offered over the small bundle of a day later, by which the credential is accepted.
fn over(b: &Bench, words: [&str; 3], code: &str, detail: Json, files: &Files) -> Case {
    let now = changed(|_| {});
    let trust = pinned().takes(&now.files(), LATER).refuses(files, LATER, code).detail(detail);
    held(b, words, &now, code).trust(trust)
}

/// Above the lower layer everything is newer.
fn newer(edit: impl FnOnce(&mut Repository)) -> Repository {
    let mut repository = changed(|_| {});
    repository.timestamp.signed["version"] = 9.into();
    repository.snapshot.signed["version"] = 9.into();
    edit(&mut repository);
    repository
}

fn back(b: &Bench) -> Vec<Case> {
    let about = "No version goes back behind the one that is held.";
    let case = |name: &str, change, role: &str, repository: &Repository| {
        let (id, detail) = (format!("back-{name}"), json!({ "role": role }));
        over(b, [&id, about, change], "trust.bundle_replayed", detail, &repository.files())
            .attack("G3")
            .critical()
    };
    let snapshot = newer(|r| {
        r.snapshot.signed["version"] = 2.into();
        r.seal_snapshot();
        r.seal_timestamp();
    });
    let targets = newer(|r| {
        r.targets.signed["version"] = 1.into();
        r.seal();
    });
    let gone = newer(|r| {
        r.seal_snapshot();
        if let Some(meta) = r.snapshot.signed["meta"].as_object_mut() {
            meta.remove("region/990000.json");
        }
        r.snapshot.sign();
        r.seal_timestamp();
    });
    let twice = changed(|r| r.resign(REGION_ROLE));
    let mut region = twice.clone();
    if let Some(role) = region.role(REGION_ROLE) {
        role.signed["version"] = 1.into();
    }
    region.timestamp.signed["version"] = 9.into();
    region.snapshot.signed["version"] = 9.into();
    region.seal();
    let code = "trust.bundle_replayed";
    let delegated =
        held(b, ["back-region", about, "an older version of the region's role"], &twice, code)
            .trust(
                pinned()
                    .takes(&twice.files(), LATER)
                    .refuses(&region.files(), LATER, code)
                    .detail(json!({ "role": REGION_ROLE })),
            )
            .attack("G3")
            .critical();
    vec![
        case("timestamp", "an older bundle", "timestamp", &small()),
        case("snapshot", "an older version of the snapshot", "timestamp", &snapshot),
        case("targets", "an older version of the targets", "targets", &targets),
        case("role-gone", "a snapshot without the region's role", REGION_ROLE, &gone),
        delegated,
    ]
}

fn same(b: &Bench) -> Vec<Case> {
    let about = "A version is one content: what is held stays what it is.";
    let mut other = changed(|_| {});
    other.timestamp.signed["issued"] = "2026-06-02T00:00:01Z".into();
    other.timestamp.sign();
    let now = changed(|_| {});
    let again = |name: &str, change, files: &Files| {
        let id = format!("same-{name}");
        case(b, [&id, about, change])
            .trust(pinned().takes(&now.files(), LATER).keeps(files, LATER))
            .accept()
            .backed(backing(&now, LATER))
    };
    let mut without = now.files();
    without.retain(|name, _| name.contains("root") || name.contains("timestamp"));
    let mismatch = |name: &str, change, role: &str, repository: &Repository| {
        let (id, detail) = (format!("version-{name}"), json!({ "role": role }));
        let about = "A file has the version that the one above it says.";
        bad(b, [&id, about, change], "trust.bundle_version_mismatch", detail, repository)
            .attack("G6")
            .high()
    };
    let listed = |file: &'static str| {
        move |r: &mut Repository| {
            r.snapshot.signed["meta"][file]["version"] = 9.into();
            r.snapshot.sign();
            r.seal_timestamp();
        }
    };
    let snapshot = bent(|r| {
        r.timestamp.signed["meta"]["snapshot.json"]["version"] = 9.into();
        r.timestamp.sign();
    });
    vec![
        again("bundle", "the same bundle twice", &now.files()).attack("G3"),
        again("other-bytes", "another timestamp of the version that is held", &other.files())
            .attack("G3")
            .critical(),
        again("nothing-else", "the timestamp that is held, and nothing below it", &without),
        mismatch("snapshot", "another version of the snapshot", "snapshot", &snapshot),
        mismatch(
            "targets",
            "another version of the targets",
            "targets",
            &bent(listed("targets.json")),
        ),
        mismatch(
            "region",
            "another version of the region's role",
            REGION_ROLE,
            &bent(listed("region/990000.json")),
        ),
    ]
}

/// A version that was run up by whoever had the key, and the next root that takes the key away.
fn forward(b: &Bench) -> Vec<Case> {
    let about = "A version that was run up counts until a root exchanges the key.";
    let far = |snapshot: bool| {
        let mut far = changed(|_| {});
        far.timestamp.signed["version"] = 1_000_000.into();
        if snapshot {
            far.snapshot.signed["version"] = 1_000_000.into();
        }
        far.seal_timestamp();
        if snapshot {
            far.snapshot.sign();
            far.seal_timestamp();
        }
        far
    };
    let taken = |words: [&str; 3], far: &Repository, repaired: &Repository| {
        case(b, words)
            .trust(pinned().takes(&far.files(), LATER).takes(&repaired.files(), LATER))
            .accept()
            .backed(backing(repaired, LATER))
            .attack("G5")
    };
    let refused = |words: [&str; 3], far: &Repository, repaired: &Repository| {
        let code = "trust.bundle_replayed";
        let trust = pinned().takes(&far.files(), LATER);
        let trust = trust.refuses(&repaired.files(), LATER, code);
        let trust = trust.detail(json!({ "role": "timestamp" }));
        held(b, words, far, code).trust(trust).attack("G5").critical()
    };
    let rotated = |roles: &[&str]| {
        changed(|r| {
            for role in roles {
                r.rotate(role, &Quorum::all([key(role, 2)]), LATER);
            }
        })
    };
    let mut ran = changed(|_| {});
    ran.snapshot.signed["meta"]["targets.json"]["version"] = 1_000_000.into();
    ran.targets.signed["version"] = 1_000_000.into();
    ran.seal();
    let both = rotated(&["timestamp", "snapshot"]);
    vec![
        taken(
            [
                "forward-timestamp",
                about,
                "a lower version of the timestamp after its key's rotation",
            ],
            &far(false),
            &rotated(&["timestamp"]),
        ),
        refused(
            ["forward-timestamp-held", about, "a lower version of the timestamp by the same key"],
            &far(false),
            &changed(|_| {}),
        ),
        taken(
            [
                "forward-snapshot",
                about,
                "a lower version of the snapshot after both keys' rotation",
            ],
            &far(true),
            &both,
        ),
        refused(
            [
                "forward-snapshot-held",
                about,
                "a lower version of the snapshot after another key's rotation",
            ],
            &far(true),
            &{
                let mut other = rotated(&["targets"]);
                other.timestamp.signed["version"] = 1_000_001.into();
                other.timestamp.sign();
                other
            },
        ),
        taken(
            [
                "forward-targets",
                about,
                "a lower version of the targets after the snapshot's rotation",
            ],
            &ran,
            &both,
        ),
    ]
}

/// Parts of two bundles, each rightly signed.
fn mixed(b: &Bench) -> Vec<Case> {
    let about = "One snapshot says which files belong together.";
    let code = "trust.bundle_file_mismatch";
    let other = || {
        changed(|r| {
            let mut authority = crate::vectors::ground::authority();
            authority.max_lifetime = None;
            let file = crate::trust::records::issuers_file(&[authority]);
            r.add(crate::vectors::ground::ISSUERS, file);
            r.resign("targets");
        })
    };
    let now = || {
        let mut now = changed(|r| {
            r.resign("targets");
            r.resign(REGION_ROLE);
        });
        now.seal();
        now
    };
    let case = |name: &str, change, file: &str, repository: &Repository| {
        let (id, detail) = (format!("mixed-{name}"), json!({ "file": file }));
        bad(b, [&id, about, change], code, detail, repository).attack("G6").critical()
    };
    let mut snapshot = now();
    snapshot.snapshot = other().snapshot;
    let mut region = now();
    region.delegated = other().delegated;
    let mut target = now();
    target.contents = other().contents;
    let mut targets = now();
    targets.targets = changed(|r| r.targets.signed["min_sdk"] = "0.0.1".into()).targets;
    let mut longer = now();
    longer.snapshot.signed["meta"]["targets.json"]["length"] = 9.into();
    longer.snapshot.sign();
    longer.seal_timestamp();
    let mut hashed = now();
    let mut entry = listing(b"");
    entry["version"] = hashed.snapshot.version().into();
    hashed.timestamp.signed["meta"]["snapshot.json"] = entry;
    hashed.timestamp.sign();
    vec![
        case("snapshot", "another bundle's snapshot of the same version", "snapshot", &snapshot),
        case("targets", "other targets of the same version", "targets", &targets),
        case("region", "another bundle's region role of the same version", REGION_ROLE, &region),
        case("issuers", "another bundle's issuers", crate::vectors::ground::ISSUERS, &target),
        case("length", "another length of the targets", "targets", &longer),
        case("digest", "the digest of nothing for the snapshot", "snapshot", &hashed),
        good(
            b,
            [
                "mixed-listed",
                "Lengths and digests of metadata are compared where they are.",
                "both",
            ],
            &now(),
        ),
    ]
}
