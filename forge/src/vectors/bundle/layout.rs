//! What is signed is the canonical form (G14): how a file is laid out does not count, and what has no
//! canonical form is refused (G13).

use serde_json::{Value as Json, json};

use super::{bad, good, malformed};
use crate::trust::metadata::Layout;
use crate::trust::publish::Files;
use crate::trust::repository::Repository;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::ground::{LATER, bent, case, changed, lean, pinned, small, withstood};

const TIMESTAMP: &str = "metadata/timestamp.json";

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [equal(b), strict(b), forms(b), supported(b)].concat()
}

/// The bundle of a day later, whose timestamp is written in another way.
fn written(edit: impl FnOnce(String) -> String) -> Files {
    let mut files = changed(|r| {
        r.timestamp.signed["note"] = "a \"quoted\" back\\slash, 中文 and a\ttab".into();
    })
    .files();
    if let Some(bytes) = files.get_mut(TIMESTAMP) {
        *bytes = edit(String::from_utf8_lossy(bytes).into_owned()).into_bytes();
    }
    files
}

fn equal(b: &Bench) -> Vec<Case> {
    let about = "The signature is over the canonical form, however the file is laid out.";
    let case = |name: &str, change, files: &Files| {
        let id = format!("layout-{name}");
        case(b, [&id, about, change])
            .unscanned()
            .trust(pinned().takes(&small().files(), LATER).takes(files, LATER))
            .attack("G14")
    };
    let indented = |r: &mut Repository| {
        for role in [&mut r.timestamp, &mut r.snapshot, &mut r.targets] {
            role.layout = Layout::Indented;
        }
        r.next_root(LATER).layout = Layout::Indented;
        r.root().sign();
        r.seal();
    };
    let reordered = |text: String| {
        let json: Json = serde_json::from_str(&text).unwrap_or_default();
        let members = |json: &Json| {
            let members = json.as_object().into_iter().flatten().rev();
            let members = members.map(|(name, value)| format!("{}:{value}", json!(name)));
            members.collect::<Vec<_>>().join(",")
        };
        format!(
            "{{\"signed\":{{{}}},\"signatures\":{}}}",
            members(&json["signed"]),
            json["signatures"]
        )
    };
    vec![
        case("plain", "a member with quotes, a tab and Chinese", &written(|text| text)),
        case("indented", "every file is indented", &bent(indented).files()),
        case("reordered", "the members in the other order", &written(reordered)),
        case(
            "escaped",
            "Chinese as escapes",
            &written(|text| text.replace("中文", "\\u4e2d\\u6587")),
        ),
        case(
            "slash",
            "escapes for letters that need none",
            &written(|text| text.replace("quoted", "\\u0071uoted").replace("slash", "sl\\u0061sh")),
        ),
        case("behind", "white space and a line break behind it", &written(|text| text + " \r\n\t")),
        case(
            "unknown",
            "a member that nobody knows, outside what is signed",
            &written(|text| text.replacen('{', "{\"unknown\":[1,{}],", 1)),
        ),
    ]
}

fn strict(b: &Bench) -> Vec<Case> {
    let about = "What has no canonical form, or two readings, is refused.";
    let detail = || json!({ "file": "timestamp" });
    let case = |name: &str, change, edit: &dyn Fn(String) -> String| {
        let id = format!("layout-{name}");
        let files = written(edit);
        withstood(b, [&id, about, change], "trust.bundle_malformed", detail(), &files).attack("G14")
    };
    let in_signed = |member: &str| {
        let member = member.to_owned();
        move |text: String| text.replacen("\"signed\":{", &format!("\"signed\":{{{member},"), 1)
    };
    vec![
        case("fraction", "a fraction in what is signed", &in_signed("\"x\":1.5")),
        case("fraction-whole", "a number with a fraction of zero", &in_signed("\"x\":1.0")),
        case("exponent", "a number with an exponent", &in_signed("\"x\":1e2")),
        case("name-twice", "a name twice in what is signed", &in_signed("\"version\":3")),
        case(
            "name-twice-escaped",
            "a name twice, once as an escape",
            &in_signed("\"v\\u0065rsion\":3"),
        ),
        case("signed-twice", "two members that are signed", &|text| {
            text.replacen('{', "{\"signed\":{},", 1)
        }),
        case("not-json", "no JSON", &|text| text[1..].to_owned()),
        case("mark", "a byte order mark before it", &|text| format!("\u{feff}{text}")),
        case("trailing", "something behind it", &|text| text + "{}"),
        case("surrogate", "half of a surrogate pair", &in_signed("\"x\":\"\\ud800\"")),
        case("array", "a list", &|text| format!("[{text}]")),
        case(
            "deep",
            "a list in 64 lists",
            &in_signed(&format!("\"x\":{}{}", "[".repeat(64), "]".repeat(64))),
        ),
    ]
}

/// Members of the roles that have another form.
fn forms(b: &Bench) -> Vec<Case> {
    let about = "Every member has the form that the specification gives it.";
    let case = |name: &str, change, member: &[&str], value: Json| {
        let repository = bent(|r| {
            let place = member.iter().fold(&mut r.timestamp.signed, |json, name| &mut json[*name]);
            *place = value;
            r.timestamp.sign();
        });
        let id = format!("form-{name}");
        malformed(b, [&id, about, change], "timestamp", &repository).attack("G13")
    };
    let snapshot = ["meta", "snapshot.json"];
    let listed = |member| [snapshot.as_slice(), &[member]].concat();
    let targets = |name: &str, change, edit: &dyn Fn(&mut Json)| {
        let repository = bent(|r| {
            edit(&mut r.targets.signed);
            r.targets.sign();
            lean(r);
        });
        let id = format!("form-{name}");
        malformed(b, [&id, about, change], "targets", &repository).attack("G13")
    };
    vec![
        case("version-0", "version 0", &["version"], 0.into()),
        case("version-negative", "version -1", &["version"], json!(-1)),
        case("version-text", "a version that is a text", &["version"], "3".into()),
        case("expires-number", "an end that is a number", &["expires"], 0.into()),
        case("expires-day", "an end without a time of day", &["expires"], "2026-06-09".into()),
        case("expires-offset", "an end with an offset", &["expires"], {
            "2026-06-09T00:00:00+08:00".into()
        }),
        case("expires-february", "an end on the 30th of February", &["expires"], {
            "2027-02-30T00:00:00Z".into()
        }),
        case("type", "the type of another role", &["_type"], "snapshot".into()).attack("A15"),
        case("type-missing", "no type", &["_type"], Json::Null),
        case("meta", "a list in the place of the files", &["meta"], json!([])),
        case("snapshot", "no snapshot", &snapshot, Json::Null),
        case("length-negative", "a negative length", &listed("length"), json!(-1)),
        case("digest-other", "only a digest that is not computed", &listed("hashes"), {
            json!({ "sha512": "00" })
        }),
        case("digest-short", "a digest of one byte", &listed("hashes"), json!({ "sha256": "00" })),
        case("issued", "a moment of issue that is none", &["issued"], "yesterday".into()),
        targets("delegation-paths", "a delegation without paths", &|signed| {
            signed["delegations"]["roles"][0]["paths"] = Json::Null;
        }),
        targets("delegation-both", "a delegation by paths and by digests", &|signed| {
            signed["delegations"]["roles"][0]["path_hash_prefixes"] = json!(["00"]);
        }),
        targets(
            "delegation-terminating",
            "a delegation that does not say if it ends the search",
            &|signed| signed["delegations"]["roles"][0]["terminating"] = Json::Null,
        ),
        targets("target-digest", "a target without a digest", &|signed| {
            signed["targets"]["x"] = json!({ "length": 0 });
        }),
    ]
}

fn supported(b: &Bench) -> Vec<Case> {
    let about = "What is made for a later version is refused, not guessed at.";
    let code = "trust.bundle_unsupported";
    let case = |name: &str, change, repository: &Repository| {
        let id = format!("unsupported-{name}");
        bad(b, [&id, about, change], code, Json::Null, repository).attack("G11")
    };
    let spec = |version: &'static str| {
        bent(move |r| {
            r.timestamp.signed["spec_version"] = version.into();
            r.timestamp.sign();
        })
    };
    let sdk =
        |version: &'static str| changed(move |r| r.targets.signed["min_sdk"] = version.into());
    let kept = |name: &str, change, repository: &Repository| {
        let id = format!("supported-{name}");
        good(b, [&id, about, change], repository).attack("G11")
    };
    vec![
        case("spec", "the specification's version 2.0", &spec("2.0.0")),
        kept("spec", "the specification's version 1.1.99", &spec("1.1.99")),
        malformed(
            b,
            ["unsupported-spec-text", about, "a version of the specification that is none"],
            "timestamp",
            &spec("one"),
        )
        .attack("G11"),
        case("sdk", "a bundle for version 99.0.0 of this package", &sdk("99.0.0")),
        case("sdk-text", "a bundle for a version that is none", &sdk("latest")),
        kept("sdk", "a bundle for version 0.0.9 of this package", &sdk("0.0.9")),
    ]
}
