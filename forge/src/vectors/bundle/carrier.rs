//! The carrier around the files, and how much of everything there may be (G7, G13).

use serde_json::{Value as Json, json};

use crate::trust::metadata::listing;
use crate::trust::publish::Files;
use crate::trust::repository::Repository;
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::ground::{
    ISSUERS, LATER, REGION_ROLE, carrier, case, changed, pinned, small, withstood,
};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [faults(b), missing(b), sizes(b)].concat()
}

/// A carrier that is refused over the small bundle.
fn refused(b: &Bench, words: [&str; 3], code: &str, detail: Json, bytes: &[u8]) -> Case {
    let trust = pinned().takes(&small().files(), LATER).refuses_bytes(bytes, LATER, code);
    case(b, words).unscanned().trust(trust.detail(detail)).high()
}

/// A small carrier, which holds next to nothing.
fn little() -> Json {
    json!({ "bundle": 1, "files": { "metadata/timestamp.json": "e30=" } })
}

fn faults(b: &Bench) -> Vec<Case> {
    let about = "A carrier is one JSON object of files in base64, each name once.";
    let text = || little().to_string();
    let root = "metadata/timestamp.json";
    let case = |name: &str, change, file: &str, bytes: &[u8]| {
        let (id, detail) = (format!("carrier-{name}"), json!({ "file": file }));
        refused(b, [&id, about, change], "trust.bundle_malformed", detail, bytes).attack("G13")
    };
    let whole = |name: &str, change, bytes: &[u8]| case(name, change, "bundle.json", bytes);
    let with = |name: &str, value: Json| {
        let mut json = little();
        json["files"][name] = value;
        json.to_string().into_bytes()
    };
    let timestamp = "metadata/timestamp.json";
    let twice = text().replacen("\"files\":{", &format!("\"files\":{{\"{root}\":\"\","), 1);
    let mut other = little();
    other["bundle"] = 2.into();
    let mut fraction = little();
    fraction["bundle"] = json!(1.0);
    vec![
        whole("nothing", "no bytes", b""),
        whole("text", "a text that is no JSON", b"bundle"),
        whole("list", "a list", b"[]"),
        whole("truncated", "its last byte is missing", &text().as_bytes()[..text().len() - 1]),
        whole("trailing", "something behind it", format!("{}{{}}", text()).as_bytes()),
        whole(
            "member",
            "a member that nobody knows",
            text().replacen('{', "{\"x\":1,", 1).as_bytes(),
        ),
        whole("files-twice", "files twice", text().replacen('{', "{\"files\":{},", 1).as_bytes()),
        whole("name-twice", "the name of a file twice", twice.as_bytes()),
        whole("version-missing", "no version", text().replace("\"bundle\":1,", "").as_bytes()),
        whole("version-fraction", "the version 1.0", fraction.to_string().as_bytes()),
        whole("file-number", "a file that is a number", &with(timestamp, 1.into())),
        case("base64", "a file that is not base64", timestamp, &with(timestamp, "*".into())),
        case("base64-padding", "base64 without padding", timestamp, &with(timestamp, "QQ".into())),
        case(
            "base64-bits",
            "base64 with bits behind the last byte",
            timestamp,
            &with(timestamp, "QR==".into()),
        ),
        case(
            "base64-space",
            "a space in the base64 of a file",
            timestamp,
            &with(timestamp, "e3 0=".into()),
        ),
        refused(
            b,
            ["carrier-version", about, "version 2 of the carrier"],
            "trust.bundle_unsupported",
            Json::Null,
            other.to_string().as_bytes(),
        )
        .attack("G11"),
        crate::vectors::ground::case(b, ["carrier-indented", about, "a carrier with white space"])
            .trust(pinned().takes_bytes(format!("{:#}\n", carrier()).as_bytes(), LATER))
            .accept(),
        crate::vectors::ground::case(
            b,
            ["carrier-escaped", about, "a carrier with escaped slashes"],
        )
        .trust(pinned().takes_bytes(carrier().to_string().replace('/', "\\/").as_bytes(), LATER))
        .accept(),
    ]
}

fn missing(b: &Bench) -> Vec<Case> {
    let about = "Every file that is listed is in the bundle.";
    let without = |name: &str, change, part: &str, file: &str| {
        let mut files = changed(|r| r.resign(REGION_ROLE)).files();
        files.retain(|name, _| !name.contains(part));
        let (id, code) = (format!("missing-{name}"), "trust.bundle_file_missing");
        withstood(b, [&id, about, change], code, json!({ "file": file }), &files).attack("G13")
    };
    let digest =
        small().delegated[REGION_ROLE].signed["targets"][ISSUERS]["hashes"]["sha256"].clone();
    let issuers =
        format!("targets/issuers/990000/{}.agencies.json", digest.as_str().unwrap_or_default());
    vec![
        without("timestamp", "no timestamp", "timestamp", "metadata/timestamp.json"),
        without("snapshot", "no snapshot", "snapshot", "metadata/3.snapshot.json"),
        without("targets", "no targets", ".targets.json", "metadata/2.targets.json"),
        without("region", "no role of the region", "region", "metadata/2.region%2F990000.json"),
        without("issuers", "no issuers", "agencies", &issuers),
        withstood(
            b,
            ["missing-all", about, "no files"],
            "trust.bundle_file_missing",
            json!({ "file": "metadata/timestamp.json" }),
            &Files::new(),
        ),
        case(b, ["missing-unlisted", "What nobody lists is not looked at.", "a file besides"])
            .trust(pinned().takes(
                &{
                    let mut files = small().files();
                    files.insert("metadata/x.json".to_owned(), b"x".to_vec());
                    files.insert("targets/issuers/990000/x.json".to_owned(), b"x".to_vec());
                    files
                },
                LATER,
            ))
            .accept(),
    ]
}

/// What a file has with spaces behind it.
fn padded(mut bytes: Vec<u8>, length: usize) -> Vec<u8> {
    bytes.resize(length, b' ');
    bytes
}

/// A bundle with one file of this length, and what lists it adapted.
fn long(role: &str, length: usize) -> Files {
    let mut r = changed(|r| r.resign(REGION_ROLE));
    let entry = |bytes: &[u8], version: &Json| {
        let mut entry = listing(bytes);
        entry["version"] = version.clone();
        entry
    };
    let content = |r: &Repository| match role {
        "timestamp" => r.timestamp.bytes(),
        "snapshot" => r.snapshot.bytes(),
        "targets" => r.targets.bytes(),
        _ => r.delegated[REGION_ROLE].bytes(),
    };
    let bytes = padded(content(&r), length);
    if role == "snapshot" {
        let version = r.snapshot.signed["version"].clone();
        r.timestamp.signed["meta"]["snapshot.json"] = entry(&bytes, &version);
        r.timestamp.sign();
    } else if role != "timestamp" {
        let name = format!("{role}.json");
        let version = r.snapshot.signed["meta"][&name]["version"].clone();
        r.snapshot.signed["meta"][&name] = entry(&bytes, &version);
        r.snapshot.sign();
        r.seal_timestamp();
    }
    let mut files = r.files();
    let quoted = format!("{}.json", role.replace('/', "%2F"));
    for (name, content) in &mut files {
        if name.ends_with(&quoted) {
            content.clone_from(&bytes);
        }
    }
    files
}

fn sizes(b: &Bench) -> Vec<Case> {
    let about = "A file has as many bytes as its role may have, and no more are read.";
    let code = "trust.bundle_too_large";
    let too_large = |name: &str, change, limit: usize, files: &Files| {
        let (id, detail) = (format!("size-{name}"), json!({ "size": limit + 1, "limit": limit }));
        withstood(b, [&id, about, change], code, detail, files).attack("G7").high()
    };
    let fits = |name: &str, change, files: &Files| {
        let id = format!("size-{name}-limit");
        case(b, [&id, about, change]).unscanned().trust(pinned().takes(files, LATER)).attack("G7")
    };
    let rows = [
        ("timestamp", "timestamp", 16 << 10),
        ("snapshot", "snapshot", 512 << 10),
        ("targets", "targets", 1 << 20),
        ("region", REGION_ROLE, 256 << 10),
    ];
    let pairs = rows.into_iter().flat_map(|(name, role, limit)| {
        [
            too_large(name, "one byte more than it may have", limit, &long(role, limit + 1)),
            fits(name, "as many bytes as it may have", &long(role, limit)),
        ]
    });
    let mut root = small();
    root.next_root(LATER);
    root.root().sign();
    let with_root = |length| {
        let mut files = root.files();
        if let Some(bytes) = files.get_mut("metadata/2.root.json") {
            *bytes = padded(bytes.clone(), length);
        }
        files
    };
    let issuers = |length: usize| {
        let bytes = padded(small().contents[ISSUERS].clone(), length);
        changed(|r| r.add(ISSUERS, bytes)).files()
    };
    let (kib64, mib, limit) = (64 << 10, 1 << 20, 8 << 20);
    let carrier = |length| padded(carrier().to_string().into_bytes(), length);
    let detail = json!({ "size": limit + 1, "limit": limit });
    let whole = ["size-carrier", "A bundle has at most 8 MiB.", "one byte more than it may have"];
    let whole_limit =
        ["size-carrier-limit", "A bundle has at most 8 MiB.", "as many as it may have"];
    pairs
        .chain([
            too_large("root", "one byte more than it may have", kib64, &with_root(kib64 + 1)),
            fits("root", "as many bytes as it may have", &with_root(kib64)),
            too_large("issuers", "one byte more than a target may have", mib, &issuers(mib + 1)),
            fits("issuers", "as many bytes as a target may have", &issuers(mib)),
            refused(b, whole, code, detail, &carrier(limit + 1)).attack("G7").high(),
            case(b, whole_limit).trust(pinned().takes_bytes(&carrier(limit), LATER)).accept(),
        ])
        .collect()
}
