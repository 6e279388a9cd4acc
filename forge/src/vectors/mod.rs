//! Test vectors: one file a room, one fault a vector, each a valid case with one named change.
//!
//! A vector says what a verifier must answer: verdict, code, the outcome of every step, and on an
//! accept exactly what it releases. The files are committed; the same kit writes the same files.

use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::vectors::bench::Bench;

pub mod bench;
pub mod case;
pub mod codes;
pub mod forgeries;

pub mod credential;
pub mod encoding;
pub mod envelope;
pub mod policies;
pub mod signature;
pub mod signature_checks;
pub mod trust;

/// Every file: its name and its text.
pub fn files() -> Vec<(&'static str, String)> {
    let b = Bench::default();
    vec![
        ("envelope.json", text(&envelope::cases(&b))),
        ("encoding.json", text(&encoding::cases(&b))),
        ("signature.json", text(&signature::cases(&b))),
        ("trust.json", text(&trust::cases(&b))),
        ("credential.json", text(&credential::cases(&b))),
        ("status.json", text(&policies::status(&b))),
        ("holder.json", text(&policies::holder(&b))),
        ("policy.json", text(&policies::policy(&b))),
        ("signature-checks.json", text(&signature_checks::checks())),
    ]
}

/// Writes every file into a folder, which is made when it is not there.
///
/// # Errors
/// What the file system answers.
pub fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    files().iter().try_for_each(|(name, text)| fs::write(folder.join(name), text))
}

/// The names of the files in a folder that are not what would be written.
pub fn differing(folder: &Path) -> Vec<&'static str> {
    let same = |name: &str, text: &String| {
        fs::read_to_string(folder.join(name)).is_ok_and(|found| found == *text)
    };
    files().into_iter().filter(|(name, text)| !same(name, text)).map(|(name, _)| name).collect()
}

/// JSON with one line for each member of a case, and a line break at the end.
fn text<T: Serialize>(cases: &[T]) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, Lines { depth: 0 });
    // What is written here has no map with keys that are not texts: it cannot fail.
    let _ = cases.serialize(&mut serializer);
    bytes.push(b'\n');
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Breaks lines in the list of cases and in each case, and nowhere deeper.
struct Lines {
    depth: usize,
}

impl Lines {
    const LEVELS: usize = 2;

    fn next<W: io::Write + ?Sized>(&self, writer: &mut W, first: bool) -> io::Result<()> {
        let comma = if first { "" } else { "," };
        match self.depth {
            0..=Self::LEVELS => write!(writer, "{comma}\n{}", " ".repeat(self.depth)),
            _ if first => Ok(()),
            _ => write!(writer, "{comma}"),
        }
    }

    fn end<W: io::Write + ?Sized>(&mut self, writer: &mut W, bracket: char) -> io::Result<()> {
        self.depth -= 1;
        match self.depth {
            0..Self::LEVELS => write!(writer, "\n{}{bracket}", " ".repeat(self.depth)),
            _ => write!(writer, "{bracket}"),
        }
    }
}

impl Formatter for Lines {
    fn begin_array<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"[")
    }

    fn end_array<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, ']')
    }

    fn begin_array_value<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.next(writer, first)
    }

    fn begin_object<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"{")
    }

    fn end_object<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, '}')
    }

    fn begin_object_key<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.next(writer, first)
    }

    fn begin_object_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(if self.depth > Self::LEVELS { b":" } else { b": " })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::bench::Bench;
    use super::case::Case;
    use super::{
        codes, credential, encoding, envelope, files, policies, signature, signature_checks, trust,
    };

    fn all() -> Vec<Case> {
        let b = Bench::default();
        let rooms =
            [envelope::cases, encoding::cases, signature::cases, trust::cases, credential::cases];
        let more = [policies::status, policies::holder, policies::policy];
        rooms.into_iter().chain(more).flat_map(|room| room(&b)).collect()
    }

    #[test]
    fn no_id_stands_twice() {
        let mut ids: Vec<_> = all().into_iter().map(|case| case.id).collect();
        ids.extend(signature_checks::checks().into_iter().map(|check| check.id));
        ids.sort();
        let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn every_code_has_a_vector() {
        let met: BTreeSet<_> = all().into_iter().map(|case| case.expect.code).collect();
        let known: BTreeSet<_> =
            codes::OF_SCANS.iter().map(ToString::to_string).chain(["ok".to_owned()]).collect();
        assert_eq!(met, known);
    }

    #[test]
    fn all_files_together_are_small_and_the_same_again() {
        let (first, second) = (files(), files());
        assert_eq!(first, second);
        assert!(first.iter().map(|(_, text)| text.len()).sum::<usize>() < 1_500_000);
    }
}
