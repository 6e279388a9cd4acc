//! Bundles: changed after they were signed, and changed and signed again.

use forge::base64::standard;
use forge::status::simulation::Chance;
use forge::trust::carrier::bundle;
use forge::trust::publish::Files;
use serde_json::Value as Json;
use yanzheng::host::Verifier;

use crate::edits::{self, below};
use crate::ground::{AT, Ground, code_of, packs};
use crate::{Ended, Victim, chance, is_ok, same};

/// A verifier that holds the first publication and its packs, and what is decided then.
struct Holder {
    verifier: Verifier,
    receipts: Vec<String>,
    versions: String,
}

impl Holder {
    fn new(ground: &Ground) -> Self {
        let status = packs().map(|file| file.bytes);
        let mut verifier = ground.verifier(&ground.held, &status);
        let receipts = ground.receipts(&verifier);
        let again = verifier.update_trust(&bundle(&ground.held), AT + 60).unwrap();
        let versions = format!("{:?}", again.get("versions"));
        Self { verifier, receipts, versions }
    }

    /// What is decided after a refusal is what was decided before it, but that it was refused.
    fn stays(&self, ground: &Ground, number: usize) -> Result<(), String> {
        let place = number % ground.scans.len();
        let receipt = ground.receipt(&self.verifier, place);
        let [now, before] = [&receipt, &self.receipts[place]].map(|one| without_refusal(one));
        same("after a refusal", &now, &before)
    }
}

/// A receipt without the code of the bundle that was refused.
fn without_refusal(receipt: &str) -> String {
    let mut receipt: Json = serde_json::from_str(receipt).unwrap();
    receipt["trust"].as_object_mut().unwrap().remove("refused");
    receipt.to_string()
}

/// A bundle that was changed after it was signed.
pub(crate) struct Unsigned {
    holder: Holder,
    /// What is decided by the second publication as it was signed, and its versions.
    receipts: Vec<String>,
    versions: String,
}

impl Victim for Unsigned {
    fn begin(ground: &Ground, _: &[usize]) -> Self {
        let mut next = Holder::new(ground);
        let taken = next.verifier.update_trust(&bundle(&ground.next), AT + 60).unwrap();
        let versions = format!("{:?}", taken.get("versions"));
        Self { holder: Holder::new(ground), receipts: ground.receipts(&next.verifier), versions }
    }

    fn change(&mut self, ground: &Ground, number: usize) -> Ended {
        let (what, bytes) = changed(ground, &mut chance("unsigned", number));
        let answer = self.holder.verifier.update_trust(&bytes, AT + 60).unwrap();
        let versions = format!("{:?}", answer.get("versions"));
        let Holder { verifier, receipts, versions: held } = &self.holder;
        if !is_ok(&answer) {
            same(what, &versions, held)?;
            self.holder.stays(ground, number)?;
            return Ok(format!("{what} refused"));
        }
        let now = ground.receipts(verifier);
        // What was taken is the one publication or the other, as it was signed.
        let (expected, expected_versions) = match versions == *held {
            true => (receipts, held),
            false => (&self.receipts, &self.versions),
        };
        same(what, &versions, expected_versions)?;
        for (now, expected) in now.iter().zip(expected) {
            same(what, &without_refusal(now), &without_refusal(expected))?;
        }
        self.holder = Holder::new(ground);
        Ok(format!("{what} taken"))
    }
}

/// The second publication with something changed in it.
fn changed(ground: &Ground, chance: &mut Chance) -> (&'static str, Vec<u8>) {
    let mut files = ground.next.clone();
    match below(chance, 10) {
        0 => {
            let (mut bytes, other) = (bundle(&files), bundle(&ground.held));
            edits::bytes(chance, &mut bytes, &other);
            ("carrier", bytes)
        }
        1 => {
            let (what, bytes) = in_base64(chance, &files);
            (what, bytes)
        }
        2 => {
            let mut bytes = bundle(&files);
            edits::twice(chance, &mut bytes);
            ("carrier-twice", bytes)
        }
        3 => {
            // A file of the one publication under a name of the other, or gone.
            let names: Vec<String> = files.keys().cloned().collect();
            let name = &names[below(chance, names.len())];
            let held: Vec<&Vec<u8>> = ground.held.values().collect();
            match below(chance, 3) {
                0 => drop(files.remove(name)),
                1 => drop(files.insert(name.clone(), held[below(chance, held.len())].clone())),
                _ => drop(files.insert(format!("{name}x"), files[name].clone())),
            }
            ("names", bundle(&files))
        }
        kind => {
            let what = in_file(ground, chance, &mut files, kind);
            (what, bundle(&files))
        }
    }
}

/// Changes the base64 of one file.
fn in_base64(chance: &mut Chance, files: &Files) -> (&'static str, Vec<u8>) {
    let chosen = below(chance, files.len());
    let texts = files.iter().enumerate().map(|(place, (name, bytes))| {
        let mut text = standard(bytes);
        if place == chosen {
            edits::base64(chance, &mut text);
        }
        format!(r#""{name}":"{text}""#)
    });
    let texts: Vec<String> = texts.collect();
    ("base64", format!(r#"{{"bundle":1,"files":{{{}}}}}"#, texts.join(",")).into_bytes())
}

/// Changes one file; metadata more often than targets.
fn in_file(ground: &Ground, chance: &mut Chance, files: &mut Files, kind: usize) -> &'static str {
    let part = if below(chance, 4) == 0 { "targets/" } else { "metadata/" };
    let names: Vec<String> = files.keys().filter(|name| name.starts_with(part)).cloned().collect();
    let name = &names[below(chance, names.len())];
    let other: Vec<&Vec<u8>> = ground.held.values().collect();
    let other = other[below(chance, other.len())];
    let bytes = files.get_mut(name).unwrap();
    match (kind, serde_json::from_slice::<Json>(bytes)) {
        (4 | 5, Ok(mut json)) => {
            edits::json(chance, &mut json);
            *bytes = json.to_string().into_bytes();
            "json"
        }
        (6, Ok(json)) => {
            // What is signed is the canonical form: white space is nobody's.
            *bytes = format!("{json:#}").into_bytes();
            if below(chance, 2) == 0 {
                edits::digit(chance, bytes);
            }
            "white-space"
        }
        (7, Ok(_)) => {
            edits::twice(chance, bytes);
            "twice"
        }
        _ => {
            edits::bytes(chance, bytes, other);
            "bytes"
        }
    }
}

/// A bundle that was changed and signed again, by the right keys: it may say anything, but it must not
/// let anybody in whose key it does not name.
pub(crate) struct Signed(Holder);

impl Victim for Signed {
    fn begin(ground: &Ground, _: &[usize]) -> Self {
        Self(Holder::new(ground))
    }

    fn change(&mut self, ground: &Ground, number: usize) -> Ended {
        let (what, files) = signed(ground, &mut chance("signed", number));
        let answer = self.0.verifier.update_trust(&bundle(&files), AT + 60).unwrap();
        if !is_ok(&answer) {
            same(what, &format!("{:?}", answer.get("versions")), &self.0.versions)?;
            self.0.stays(ground, number)?;
            return Ok(format!("{what} refused"));
        }
        let receipts = ground.receipts(&self.0.verifier);
        let stranger = code_of(receipts.last().unwrap());
        if stranger == "ok" {
            return Err(format!("{what}: a stranger was let in"));
        }
        self.0 = Holder::new(ground);
        Ok(format!("{what} taken"))
    }
}

/// The second publication with something changed in it, and everything above it signed again.
fn signed(ground: &Ground, chance: &mut Chance) -> (&'static str, Files) {
    let mut repository = ground.repository.clone();
    let what = ["root", "timestamp", "snapshot", "targets", "region/990000", "file"];
    let what = what[below(chance, what.len())];
    match what {
        "root" => {
            let keys = repository.root().keys.clone();
            let root = repository.next_root(AT);
            change(chance, &mut root.signed);
            root.sign_with(&keys);
        }
        "timestamp" => {
            change(chance, &mut repository.timestamp.signed);
            repository.timestamp.sign();
        }
        "snapshot" => {
            change(chance, &mut repository.snapshot.signed);
            repository.snapshot.sign();
            repository.seal_timestamp();
        }
        "file" => {
            let json = repository.contents.values_mut().filter(|bytes| bytes.starts_with(b"{"));
            let mut json: Vec<_> = json.collect();
            let place = below(chance, json.len());
            let mut value: Json = serde_json::from_slice(json[place]).unwrap();
            change(chance, &mut value);
            *json[place] = value.to_string().into_bytes();
            repository.seal();
        }
        name => {
            let role = repository.role(name).unwrap();
            change(chance, &mut role.signed);
            role.sign();
            repository.seal_snapshot();
            repository.seal_timestamp();
        }
    }
    (what, repository.files())
}

/// One to three changes.
fn change(chance: &mut Chance, json: &mut Json) {
    for _ in 0..=below(chance, 3) {
        edits::json(chance, json);
    }
}
