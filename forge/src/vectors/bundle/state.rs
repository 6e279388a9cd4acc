//! What survives (G10): slots written in turn, one of them torn, and nothing that was refused.

use super::good;
use crate::trust::repository::Repository;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::ground::{LATER, backing, bent, case, changed, held, pinned, small};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    let about =
        "A host that starts again has what was accepted last, and nothing that was refused.";
    let (first, second) = (small(), changed(|_| {}));
    let third = later(&second);
    let forged = bent(|r| {
        r.timestamp.signed["version"] = 9.into();
        r.timestamp.signatures.clear();
    });
    let code = "trust.bundle_signature_missing";
    let taken = || pinned().takes(&first.files(), LATER);
    let accepted = |name: &str, change, trust, repository: &Repository| {
        let id = format!("restart-{name}");
        case(b, [&id, about, change])
            .trust(trust)
            .accept()
            .backed(backing(repository, LATER))
            .attack("G10")
    };
    let two = || taken().takes(&second.files(), LATER);
    let refused = |trust: crate::vectors::told::Trust| trust.refuses(&forged.files(), LATER, code);
    let mut lost = serde_json::json!({ "source": "bundle" });
    lost["state"] = "lost".into();
    vec![
        accepted("first", "after one bundle", taken().restart(), &first),
        accepted("second", "after two bundles", two().restart(), &second),
        accepted(
            "torn",
            "after two bundles, and the second slot is torn",
            two().restart_torn(),
            &first,
        ),
        accepted(
            "torn-again",
            "after two bundles, the second slot torn, and the second bundle again",
            two().restart_torn().takes(&second.files(), LATER).restart(),
            &second,
        ),
        accepted(
            "third",
            "after three bundles, and the third slot is torn",
            two().takes(&third.files(), LATER).restart_torn(),
            &second,
        ),
        accepted("refused", "after a bundle that was refused", refused(taken()).restart(), &first),
        accepted(
            "unchanged",
            "after the same bundle twice",
            taken().keeps(&first.files(), LATER).restart(),
            &first,
        ),
        held(b, ["restart-back", about, "an older bundle after a restart"], &second, {
            "trust.bundle_replayed"
        })
        .trust(two().restart().refuses(&first.files(), LATER, "trust.bundle_replayed"))
        .attack("G3")
        .critical(),
        case(b, ["restart-lost", about, "after both slots were torn"])
            .trust(two().restart_lost())
            .fault("trust.bundle_missing")
            .backed(lost)
            .high()
            .attack("G10"),
        case(b, ["restart-lost-again", about, "after both slots were torn, and a bundle again"])
            .trust(two().restart_lost().takes(&second.files(), LATER))
            .accept()
            .attack("G10"),
        held(
            b,
            ["refused-mended", "A bundle that is taken ends a refusal.", "refused, then taken"],
            &second,
            "",
        )
        .trust(refused(taken()).takes(&second.files(), LATER))
        .backed(backing(&second, LATER)),
        good(b, ["refused-not", "What is right is no refusal.", "two bundles"], &second),
    ]
}

/// What follows, published once more.
fn later(repository: &Repository) -> Repository {
    let mut later = repository.clone();
    later.publish(LATER);
    later
}
