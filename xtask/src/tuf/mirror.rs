//! An address that files are fetched from, and how the metadata names them.

use std::io::Read;

use anyhow::{Context, Result, bail};

/// Seconds that one file may take.
const PATIENCE: u64 = 30;

/// The address of a repository's metadata, or of its targets.
pub(crate) struct Mirror(String);

impl Mirror {
    /// An address, with or without a slash at its end.
    pub(crate) fn new(address: &str) -> Self {
        Self(address.trim_end_matches('/').to_owned())
    }

    /// A file of at most so many bytes; nothing where there is none. No more is read than that.
    pub(crate) fn file(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>> {
        let request = minreq::get(format!("{}/{name}", self.0));
        let request = request.with_timeout(PATIENCE).with_follow_redirects(false);
        let answer = request.send_lazy().with_context(|| format!("{name}: no answer"))?;
        match answer.status_code {
            200 => {}
            // As other clients have it: what may not be read is not there.
            403 | 404 => return Ok(None),
            other => bail!("{name}: HTTP status {other}"),
        }
        let mut bytes = Vec::new();
        let past = answer.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        let past = u64::try_from(past.with_context(|| format!("{name}: broke off"))?)? > limit;
        if past {
            bail!("{name} has more than {limit} bytes");
        }
        Ok(Some(bytes))
    }

    /// A file that must be there.
    pub(crate) fn required(&self, name: &str, limit: u64) -> Result<Vec<u8>> {
        self.file(name, limit)?.with_context(|| format!("{name} is not there"))
    }
}

/// A text with everything quoted but letters, digits and `_.-~`.
pub(crate) fn quoted(text: &str) -> String {
    let quote = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' | b'-' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(quote).collect()
}
