//! The issuing kit's command line from end to end: an issuer's key, a holder's key, a credential,
//! a presentation, and the verifier's answer to it.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod suite;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value as Json, json};
use yanzheng::host::from_json;

use suite::{answer, told, verify};

/// 2026-06-01T08:00:00Z, in both ways of writing it.
const AT: i64 = 1_780_300_800;
const WRITTEN: &str = "2026-06-01T08:00:00Z";
const TYPE: &str = "11990000990000017W001";
const CHALLENGE: &str = "2WbFUzSUGTnbN2nUzvZKDg";

/// A folder of this test's own, with the files that the commands hand to each other.
struct Kit(PathBuf);

impl Kit {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let kit = Self(folder);
        let claims = json!({
            "certificateName": "居民身份凭证（演示）",
            "certificateIssuingAuthorityName": "演示市公安局（虚构）",
            "certificateHolderName": "欧阳·示例",
            "certificateHolderTypeCode": "999",
            "certificateHolderCode": "DEMO-0001",
            "holderOver18": true,
        });
        kit.file("claims.json", &claims.to_string());
        kit
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    /// Runs a command of the kit: what it printed, or what it refused.
    fn run(arguments: &[&str]) -> Result<String, String> {
        let output = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--package", "forge", "--"])
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().trim().to_owned();
        match output.status.success() {
            true => Ok(text(output.stdout)),
            false => Err(text(output.stderr)),
        }
    }

    /// Makes a key, keeps it in a file, and says what the command printed.
    fn key(&self, name: &str, alg: &str) -> Json {
        let printed = Self::run(&["key", "--alg", alg, "--name", name]).unwrap();
        self.file(name, &printed);
        serde_json::from_str(&printed).unwrap()
    }

    fn issue(&self, form: &str, more: &[&str]) -> Result<String, String> {
        let (key, claims) = (self.path("kit.issuer"), self.path("claims.json"));
        let common = [
            "issue",
            form,
            "--key",
            &key,
            "--issuer",
            "kit.issuer",
            "--type",
            TYPE,
            "--claims",
            &claims,
            "--at",
            WRITTEN,
        ];
        Self::run(&[&common[..], more].concat())
    }

    fn present(&self, credential: &str, more: &[&str]) -> Result<String, String> {
        self.show(credential, &[&["--audience", "kit.counter"], more].concat())
    }

    fn show(&self, credential: &str, more: &[&str]) -> Result<String, String> {
        let (key, credential) = (self.path("kit.holder"), self.file("credential", credential));
        let common = ["present", "--credential", &credential, "--key", &key, "--at", WRITTEN];
        Self::run(&[&common[..], more].concat())
    }
}

fn check(anchor: &Json, scan: &str, more: Json) -> Json {
    let mut ask = more;
    ask["at"] = AT.into();
    ask["audience"] = "kit.counter".into();
    verify(&json!([anchor]), scan.as_bytes(), &ask)
}

#[test]
fn issue_present_verify() {
    for alg in ["ES256", "SGD_SM3_SM2"] {
        let kit = Kit::new(alg);
        let anchor = kit.key("kit.issuer", alg)["anchor"].clone();
        kit.key("kit.holder", alg);
        let holder = kit.path("kit.holder");

        let paper = kit.issue("code", &[]).unwrap();
        assert!(paper.starts_with("3690411"), "{paper}");
        let receipt = check(&anchor, &paper, json!({}));
        assert_eq!(answer(&receipt), "accept ok");
        assert_eq!(receipt["claims"]["holderOver18"], true);

        for form in ["code", "sd-jwt"] {
            let credential = kit.issue(form, &["--holder", &holder]).unwrap();
            let names = "certificateHolderName,certificateHolderCode";
            let shown =
                kit.present(&credential, &["--challenge", CHALLENGE, "--disclose", names]).unwrap();
            let receipt = check(&anchor, &shown, json!({ "challenge": CHALLENGE }));
            assert_eq!(answer(&receipt), "accept ok", "{form}");
            assert_eq!(receipt["assurance"], "live");
            assert_eq!(receipt["claims"]["certificateHolderName"], "欧阳·示例");
            assert!(receipt["claims"].get("holderOver18").is_none(), "{form}: shown unasked");
            let other = check(&anchor, &shown, json!({ "challenge": "another challenge" }));
            assert_eq!(answer(&other), "reject holder.nonce_mismatch holder");
            if form == "code" {
                let both = Kit::run(&["join", &paper, &shown]).unwrap();
                assert!(both.starts_with("3690413"), "{both}");
                let receipt = check(&anchor, &both, json!({}));
                assert_eq!(answer(&receipt), "accept ok");
                assert_eq!(receipt["parts"].as_array().unwrap().len(), 2);
                let sizes = Kit::run(&["size", &shown, "--json"]).unwrap();
                assert!(sizes.contains("signature"), "{sizes}");
                assert!(Kit::run(&["qr", &shown, "--format", "svg"]).unwrap().starts_with("<svg"));
            }
        }
    }
}

/// A counter asks, the holder shows what it asks for and no more, and the counter accepts it.
#[test]
fn what_a_counter_asks_for_is_shown() {
    let kit = Kit::new("asked");
    let anchor = kit.key("kit.issuer", "ES256")["anchor"].clone();
    kit.key("kit.holder", "ES256");
    let counter = told(&json!({ "anchors": [anchor], "types": null, "maker": null }));
    let policy = json!({
        "scenario": "kit.desk", "types": [TYPE], "claims": ["certificateHolderName"],
        "optional": ["holderOver18"], "assurance": "live",
    });
    let ask = json!({ "scenario": policy, "challenge": CHALLENGE, "at": AT }).to_string();
    let request = serde_json::to_value(counter.request(from_json(&ask).unwrap()).unwrap()).unwrap();
    let request = request["text"].as_str().unwrap();
    for form in ["code", "sd-jwt"] {
        let credential = kit.issue(form, &["--holder", &kit.path("kit.holder")]).unwrap();
        let shown = kit.show(&credential, &["--request", request]).unwrap();
        let ask = json!({ "scenario": policy, "challenge": CHALLENGE, "at": AT });
        let receipt = suite::receipt(&counter, shown.as_bytes(), &ask);
        assert_eq!(answer(&receipt), "accept ok", "{form}");
        let claims = receipt["claims"].as_object().unwrap();
        assert_eq!(claims["certificateHolderName"], "欧阳·示例");
        assert!(
            !claims.contains_key("holderOver18") && !claims.contains_key("certificateHolderCode")
        );
        let twice = kit.show(&credential, &["--request", request, "--disclose", "holderOver18"]);
        assert!(twice.unwrap_err().contains("--request"));
        assert!(kit.show(&credential, &["--request", "3690411"]).unwrap_err().contains("request"));
    }
}

#[test]
fn what_a_verifier_refuses_is_not_made() {
    let kit = Kit::new("refused");
    kit.key("kit.issuer", "ES256");
    kit.key("kit.holder", "ES256");
    let short = kit.issue("code", &["--holder", &kit.path("kit.holder")]).unwrap();
    for (refusal, made) in [
        ("challenge", kit.present(&short, &["--challenge", "short"])),
        ("nickname", kit.present(&short, &["--disclose", "nickname"])),
        ("--days", kit.issue("code", &["--days", "soon"])),
        ("no such file", kit.issue("code", &["--holder", "no such file"])),
    ] {
        let said = made.unwrap_err();
        assert!(said.contains(refusal) && !said.contains("panicked"), "{refusal}: {said}");
    }
}
