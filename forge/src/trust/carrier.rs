//! `bundle.json`, which carries a repository's files in one, and the same files loose in a folder.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::publish::Files;
use super::{Objection, objection};
use crate::base64::{from_standard, standard};

/// The version of the carrier.
pub const VERSION: u64 = 1;

/// The files in one, but for revocation packs: these are handed over on their own, because a
/// country's are larger than all the rest and change every day.
pub fn bundle(files: &Files) -> Vec<u8> {
    let carried = files.iter().filter(|(name, _)| !name.starts_with("targets/revocation/"));
    let texts: serde_json::Map<String, Json> =
        carried.map(|(name, bytes)| (name.clone(), standard(bytes).into())).collect();
    json!({ "bundle": VERSION, "files": texts }).to_string().into_bytes()
}

/// The files that a bundle carries.
///
/// # Errors
/// An [`Objection`] that says what is wrong with it.
pub fn open(bytes: &[u8]) -> Result<Files, Objection> {
    let json: Json = serde_json::from_slice(bytes)
        .map_err(|error| Objection(format!("the bundle is not JSON: {error}")))?;
    if json["bundle"] != VERSION {
        return objection("the bundle's version is not 1");
    }
    let Some(files) = json["files"].as_object() else {
        return objection("the bundle has no `files`");
    };
    let read = |(name, text): (&String, &Json)| {
        let bytes = text.as_str().and_then(from_standard);
        let bytes =
            bytes.ok_or_else(|| Objection(format!("{name} is not base64 in the bundle")))?;
        Ok((name.clone(), bytes))
    };
    files.iter().map(read).collect()
}

/// Writes the files below a folder.
///
/// # Errors
/// What the file system answers.
pub fn write(files: &Files, folder: &Path) -> io::Result<()> {
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{bundle, open};
    use crate::trust::publish::Files;

    #[test]
    fn what_a_bundle_carries_is_read_again() {
        let files: Files = [
            ("metadata/1.root.json".to_owned(), b"{}".to_vec()),
            ("targets/a".to_owned(), vec![0, 255]),
        ]
        .into();
        assert_eq!(open(&bundle(&files)), Ok(files));
    }

    #[test]
    fn what_is_no_bundle_is_refused() {
        for wrong in [
            "",
            "{}",
            r#"{"bundle":2,"files":{}}"#,
            r#"{"bundle":1}"#,
            r#"{"bundle":1,"files":{"a":"b"}}"#,
        ] {
            assert!(open(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
