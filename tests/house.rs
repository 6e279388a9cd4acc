//! The architecture as a test: who may know whom, and what may be said only once.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod suite;

use std::collections::BTreeSet;
use std::path::Path;

/// Room, and the rooms that it may import. Downward only; siblings never meet.
const MAY_IMPORT: [(&str, &[&str]); 17] = [
    ("error", &[]),
    ("time", &[]),
    ("budget", &[]),
    ("encoding", &["error", "budget"]),
    ("envelope", &["error", "budget", "encoding"]),
    ("signature", &["error", "encoding", "envelope"]),
    ("trust", &["error", "time", "budget", "encoding", "envelope", "signature"]),
    ("hub", &["error"]),
    ("credential", &["error", "time", "budget", "encoding", "envelope", "trust", "hub"]),
    (
        "status",
        &[
            "error",
            "time",
            "budget",
            "encoding",
            "envelope",
            "signature",
            "trust",
            "hub",
            "credential",
        ],
    ),
    ("holder", &["error", "time", "encoding", "envelope", "signature", "credential"]),
    ("policy", &["error", "time", "credential", "trust"]),
    ("replay", &["error", "time", "credential", "holder"]),
    ("request", &["error", "budget", "encoding", "envelope", "credential", "policy"]),
    (
        "receipt",
        &["error", "time", "budget", "encoding", "credential", "holder", "policy", "replay"],
    ),
    (
        "verify",
        &[
            "error",
            "time",
            "budget",
            "envelope",
            "signature",
            "trust",
            "hub",
            "credential",
            "status",
            "holder",
            "policy",
            "replay",
            "receipt",
        ],
    ),
    (
        "host",
        &[
            "error",
            "time",
            "budget",
            "encoding",
            "signature",
            "trust",
            "hub",
            "credential",
            "status",
            "holder",
            "policy",
            "replay",
            "request",
            "receipt",
            "verify",
        ],
    ),
];

/// Every source file: its room, its path, its text without what tests and comments say.
fn sources() -> Vec<(String, String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let source = |path: std::path::PathBuf| {
        let name = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        let room = name.split(['/', '.']).next().unwrap().to_owned();
        let code: Vec<_> = std::fs::read_to_string(&path)
            .unwrap()
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .map(str::to_owned)
            .collect();
        (room, name, code.join("\n"))
    };
    suite::files(&src, ".rs").into_iter().map(source).collect()
}

#[test]
fn rooms_import_downward_only() {
    let mut seen = BTreeSet::new();
    for (room, name, code) in sources() {
        if room == "lib" || room == "gather" {
            continue;
        }
        let (_, allowed) = MAY_IMPORT
            .iter()
            .find(|(known, _)| *known == room)
            .unwrap_or_else(|| panic!("{name}: room `{room}` is not in the table"));
        for import in code.split("crate::").skip(1) {
            let other = import.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
            // How a list is gathered is the language's own matter, and no room's.
            if other == "gather" {
                continue;
            }
            assert!(
                other == room || allowed.contains(&other),
                "{name}: `{room}` must not know `{other}`"
            );
            seen.insert((room.clone(), other.to_owned()));
        }
    }
    for (room, allowed) in MAY_IMPORT {
        for other in allowed {
            let edge = (room.to_owned(), (*other).to_owned());
            assert!(
                seen.contains(&edge),
                "the table lets `{room}` know `{other}`, and it does not"
            );
        }
    }
}

/// A payload is read only once someone vouched for it; claims leave through one door.
#[test]
fn seals_are_opened_in_one_place() {
    for (word, place) in [
        (".unseal()", "trust/mod.rs"),
        (".surrender()", "verify.rs"),
        ("Granted {", "trust/mod.rs"),
        ("Confirmed(self)", "hub.rs"),
        ("Claims(", "credential/claims.rs"),
        ("Bound {", "holder.rs"),
        ("Current {", "status/mod.rs"),
        ("Permitted(())", "policy/mod.rs"),
        ("Fresh {", "replay.rs"),
    ] {
        let found: Vec<_> = sources()
            .into_iter()
            .filter(|(_, _, code)| code.contains(word))
            .map(|(_, name, _)| name)
            .collect();
        assert_eq!(found, [place], "{word}");
    }
}

/// The core is pure: nothing that reads a clock, a file, a network or chance, and nothing global.
#[test]
fn the_core_reads_nothing() {
    const ABSENT: [&str; 16] = [
        "std::time",
        "SystemTime",
        "Instant::",
        "std::fs",
        "std::net",
        "std::env",
        "std::io",
        "std::thread",
        "static mut",
        "thread_local",
        "OnceLock",
        "println!",
        "eprintln!",
        "getrandom",
        "async ",
        "unsafe",
    ];
    // A challenge needs chance, and is made where the host is, never where something is checked.
    const CHALLENGES: (&str, &str) = ("host/wasm.rs", "getrandom");
    for (_, name, code) in sources() {
        for word in ABSENT.into_iter().filter(|word| (name.as_str(), *word) != CHALLENGES) {
            assert!(!code.contains(word), "{name}: {word}");
        }
    }
}

/// Nothing that is not ours to check, a secret in one place and for names only, and chance only in the
/// module.
#[test]
fn the_core_depends_on_little() {
    const WASM: &str = "[target.'cfg(target_arch = \"wasm32\")'.dependencies]";
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let mut section = String::new();
    for line in std::fs::read_to_string(manifest).unwrap().lines() {
        if line.starts_with('[') {
            line.clone_into(&mut section);
        }
        let name = line.split([' ', '.', '=']).next().unwrap();
        assert!(name != "rsa", "Cargo.toml: {name}");
        assert!(name != "getrandom" || section == WASM, "Cargo.toml: {name} in {section}");
    }
    for (_, name, code) in sources() {
        assert!(name == "replay.rs" || !code.contains("hmac::"), "{name}: hmac");
    }
}

/// A file does one thing: above 500 lines, ask what the second thing is.
#[test]
fn files_are_short() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["src", "forge/src", "xtask/src", "tests"] {
        for path in suite::files(&root.join(folder), ".rs") {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            let limit = match name.as_str() {
                "src/lib.rs" => 120,
                "src/verify.rs" => 200,
                _ => 500,
            };
            assert!(lines <= limit, "{name}: {lines} lines, {limit} allowed");
        }
    }
}
