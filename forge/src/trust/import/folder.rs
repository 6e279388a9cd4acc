//! Folders of key sets and of certificates.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::certificate::Signer;
use super::key_sets::Terms;
use super::{Candidate, Imported, certified};

/// The key sets of a folder, each a name and a text: `<name>/jwks.json`,
/// `<name>/.well-known/jwks.json` or `<name>.json`.
///
/// # Errors
/// What the file system answers.
pub fn key_sets(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut sets = Vec::new();
    for path in entries(folder)? {
        let inside = ["jwks.json", ".well-known/jwks.json"].map(|name| path.join(name));
        let file = match path.is_dir() {
            true => inside.into_iter().find(|file| file.is_file()),
            false => {
                Some(path.clone()).filter(|path| path.extension().is_some_and(|end| end == "json"))
            }
        };
        if let Some(file) = file {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            sets.push((name, fs::read_to_string(file)?));
        }
    }
    Ok(sets)
}

/// The keys of the certificates of a folder, in DER or PEM, under the first eight bytes of the
/// certificate's SHA-256. Their issuer is what `issuers` says for the file's name without its
/// ending, else the subject's name.
///
/// # Errors
/// What the file system answers.
pub fn certificates(folder: &Path, terms: &Terms) -> io::Result<Imported> {
    let mut imported = Imported::default();
    for path in entries(folder)?.into_iter().filter(|path| path.is_file()) {
        let bytes = fs::read(&path)?;
        let text = || str::from_utf8(&bytes).ok().and_then(Signer::of_text);
        let signer = Signer::of_der(&bytes).or_else(text);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        imported.take(signer.ok_or("not a certificate".to_owned()).and_then(|signer| {
            let issuer = terms.issuers.get(&*stem).or(signer.name.as_ref()).ok_or("no issuer")?;
            let name = signer.name.as_ref().unwrap_or(issuer);
            let authority = terms.scope.authority(issuer, name);
            let key = certified(&signer.kid, &signer)?;
            Ok(Candidate { directory: terms.directory.to_owned(), authority, key })
        }));
    }
    Ok(imported)
}

/// In the order of their names.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    entries.sort();
    Ok(entries)
}
