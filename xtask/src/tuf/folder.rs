//! What the client keeps: each role's newest verified file, byte for byte, and the last set that was
//! whole.
//!
//! Rules:
//! - A file is written beside its place and then moved there: it is the old one or the new one.
//! - Nothing is kept that was not verified. What cannot be read again is not there.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use forge::trust::carrier::bundle;
use forge::trust::publish::Files;
use yanzheng::trust::carrier::Carrier;
use yanzheng::trust::tuf::{Rooted, Targeted, Terms};

use super::mirror::quoted;

/// Without a moment: for what was accepted before.
pub(crate) const TIMELESS: Terms = Terms { at: None, root_threshold: 1 };

/// The roles of a whole set.
const SET: [&str; 4] = ["root", "timestamp", "snapshot", "targets"];
/// The set that was whole, in one file. Its ending tells it from the metadata.
const WHOLE: &str = "whole.bundle";

/// A folder of metadata.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(path: &str) -> Self {
        Self(path.into())
    }

    /// A role's file; nothing where none was kept.
    pub(crate) fn role(&self, name: &str) -> Result<Option<Vec<u8>>> {
        read(&self.file(name))
    }

    /// Keeps a role's file.
    pub(crate) fn keep(&self, name: &str, bytes: &[u8]) -> Result<()> {
        write(&self.file(name), bytes)
    }

    /// Lets go of a role's file.
    pub(crate) fn forget(&self, name: &str) -> Result<()> {
        match fs::remove_file(self.file(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).context("cannot forget")
            }
            _ => Ok(()),
        }
    }

    /// Keeps the four roles as they are now as the last set that was whole.
    pub(crate) fn keep_whole(&self) -> Result<()> {
        let mut files = Files::new();
        for role in SET {
            files.insert(role.to_owned(), self.role(role)?.context("a role is gone")?);
        }
        write(&self.0.join(WHOLE), &bundle(&files))
    }

    /// The last set that was whole, under the root that it was verified with: what a newer root no
    /// longer stands behind is for the rules to say.
    pub(crate) fn whole(&self) -> Option<Targeted> {
        let bytes = read(&self.0.join(WHOLE)).ok()??;
        let carrier = Carrier::read(&bytes).ok()?;
        let [root, timestamp, snapshot, targets] = SET.map(|role| carrier.required(role).ok());
        let stamped = Rooted::pinned(&root?, TIMELESS).ok()?.timestamp(&timestamp?, None).ok()?;
        stamped.snapshot(&snapshot?, None).ok()?.targets(&targets?).ok()
    }

    fn file(&self, role: &str) -> PathBuf {
        self.0.join(format!("{}.json", quoted(role)))
    }
}

/// Reads a file; nothing where there is none.
pub(crate) fn read(file: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| file.display().to_string()),
    }
}

/// Writes a file as a whole.
pub(crate) fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    let beside = file.with_extension("part");
    let named = || file.display().to_string();
    fs::write(&beside, bytes).with_context(named)?;
    fs::rename(&beside, file).with_context(named)
}
