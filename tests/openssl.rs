//! SM2 with SM3 against OpenSSL's command line: what it signs verifies here, and what is signed here
//! verifies there, under the default signer id and under the empty one.
//!
//! Where there is no `openssl`, or one without SM2, one line says so.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

#[path = "suite/der.rs"]
mod der;
mod suite;

use std::path::PathBuf;
use std::process::Command;

use forge::base64::hex;
use forge::key::{Key, SM2_ID};
use serde_json::json;

use suite::Suite;

/// Messages each way and under each id.
const MESSAGES: u64 = 24;

/// A folder of this run, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("yanzheng-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let file = self.0.join(name);
        std::fs::write(&file, content).unwrap();
        file
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays behind in a temporary folder does no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs OpenSSL; what it printed, when it succeeded.
fn openssl(folder: &Folder, words: &[&str]) -> Option<Vec<u8>> {
    let done = Command::new("openssl").args(words).current_dir(&folder.0).output().ok()?;
    done.status.success().then_some(done.stdout)
}

fn signs(folder: &Folder, key: &str, id: &str) -> Option<Vec<u8>> {
    let id = format!("distid:{id}");
    let words = ["pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-in", "message"];
    openssl(folder, &[&words[..], &["-inkey", key, "-pkeyopt", &id]].concat())
}

fn verifies(folder: &Folder, key: &str, id: &str) -> bool {
    let id = format!("distid:{id}");
    let words = ["pkeyutl", "-verify", "-rawin", "-digest", "sm3", "-in", "message"];
    let rest = ["-sigfile", "signature", "-inkey", key, "-pkeyopt", &id];
    openssl(folder, &[&words[..], &rest].concat()).is_some()
}

/// What is answered here.
fn check(key: &Key, id: &str, message: &[u8], signature: &[u8]) -> &'static str {
    let ask = json!({
        "alg": "SGD_SM3_SM2",
        "key": hex(&key.point()),
        "sm2_id": id,
        "msg": hex(message),
        "sig": hex(signature),
    });
    let ask = yanzheng::host::from_json(&ask.to_string()).unwrap();
    match yanzheng::host::check_signature(ask).unwrap() {
        Ok(()) => "valid",
        Err(fault) => fault.code(),
    }
}

/// A message of some length from 0 to 700 bytes: with Z before it, SM3 takes one to twelve blocks.
fn message(round: u64) -> Vec<u8> {
    let mut state = round.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let length = usize::try_from(round * 31 % 701).unwrap();
    let byte = |_| {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
        state.to_be_bytes()[0]
    };
    (0..length).map(byte).collect()
}

/// Makes a key with OpenSSL, which also tells whether it can do all this.
fn key(folder: &Folder) -> Option<Key> {
    folder.file("message", b"");
    let pem = openssl(folder, &["genpkey", "-algorithm", "SM2"])?;
    folder.file("theirs.pem", &pem);
    signs(folder, "theirs.pem", SM2_ID)?;
    Some(Key::from_pem(&String::from_utf8(pem).unwrap()).unwrap())
}

#[test]
fn sm2_both_ways() {
    let folder = Folder::new();
    let Some(theirs) = key(&folder) else {
        println!("\nsuite openssl-sm2: absent, no openssl command with SM2");
        return;
    };
    let ours = Key::sm2_from_seed("openssl", "ours");
    folder.file("ours.pem", ours.to_pem().unwrap());
    let mut suite = Suite::new("openssl-sm2");
    for (named, id) in [("default id", SM2_ID), ("empty id", "")] {
        let other = if id.is_empty() { SM2_ID } else { "" };
        for round in 0..MESSAGES {
            let message = message(round);
            folder.file("message", &message);
            let signature = der::raw(&signs(&folder, "theirs.pem", id).unwrap());
            for (what, id, expected) in
                [("", id, "valid"), (" under another", other, "signature.invalid")]
            {
                let actual = check(&theirs, id, &message, &signature);
                let case = format!("theirs/{named}{what}/{round}");
                suite.case(&case, expected, actual, actual == expected);
            }
            let signature = ours.with_signer_id(id).sign_der(&message);
            folder.file("signature", &signature);
            for (what, id, expected) in [("", id, true), (" under another", other, false)] {
                let actual = verifies(&folder, "ours.pem", id);
                let case = format!("ours/{named}{what}/{round}");
                suite.case(&case, &expected.to_string(), &actual.to_string(), actual == expected);
            }
            let actual = check(&ours, id, &message, &der::raw(&signature));
            let case = format!("ours/{named}/{round}/here");
            suite.case(&case, "valid", actual, actual == "valid");
        }
    }
    suite.end();
}
