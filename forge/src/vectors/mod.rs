//! Test vectors: one file a room, one fault a vector, each a valid case with one named change.
//!
//! A vector says what a verifier must answer: verdict, code, the outcome of every step, and on an
//! accept exactly what it releases. What the policy language means is a file of its own. The files are
//! committed; the same kit writes the same files.

use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::language::Language;

pub mod bench;
pub mod case;
pub mod codes;
pub mod expect;
pub mod forgeries;
pub mod ground;
pub mod issued;
mod shelf;
pub mod showing;
pub mod sm2_forgeries;
pub mod tokens;
pub mod told;

pub mod authority;
pub mod bundle;
pub mod credential;
pub mod encoding;
pub mod envelope;
pub mod holder;
pub mod hub;
mod language;
pub mod policy;
pub mod signature;
pub mod signature_checks;
pub mod status;
pub mod trust;

/// The cases of a room.
type Room = fn(&Bench) -> Vec<Case>;

/// Every room: its file and its cases.
const ROOMS: [(&str, Room); 11] = [
    ("envelope.json", envelope::cases),
    ("encoding.json", encoding::cases),
    ("signature.json", signature::cases),
    ("trust.json", trust::cases),
    ("bundle.json", bundle::cases),
    ("authority.json", authority::cases),
    ("credential.json", credential::cases),
    ("status.json", status::cases),
    ("holder.json", holder::cases),
    ("policy.json", policy::cases),
    ("hub.json", hub::cases),
];

/// Every file: its name and its text.
pub fn files() -> Vec<(&'static str, String)> {
    let b = Bench::default();
    let rooms = ROOMS.map(|(name, cases)| (name, cases(&b)));
    let language = Language::new();
    let told = rooms.iter().flat_map(|(_, cases)| cases).filter_map(Case::told);
    let contents = text(&shelf::shelf(told.chain(language.told())));
    let files = rooms.into_iter().map(|(name, cases)| (name, text(&cases)));
    let others = [
        ("policy-language.json", text(&language)),
        ("trust-files.json", contents),
        ("signature-checks.json", text(&signature_checks::checks())),
    ];
    files.chain(others).collect()
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
fn text<T: Serialize + ?Sized>(cases: &T) -> String {
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
    use super::language::Language;
    use super::told::Trust;
    use super::{ROOMS, codes, files, signature_checks};

    fn all() -> Vec<Case> {
        let b = Bench::default();
        ROOMS.into_iter().flat_map(|(_, cases)| cases(&b)).collect()
    }

    #[test]
    fn no_id_stands_twice() {
        let mut ids: Vec<_> = all().into_iter().map(|case| case.id).collect();
        ids.extend(signature_checks::checks().into_iter().map(|check| check.id));
        ids.extend(Language::new().ids());
        ids.sort();
        let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    /// Every case is a case of its own or says which one it differs from.
    #[test]
    fn what_a_case_differs_from_is_a_case() {
        let cases = all();
        let ids: BTreeSet<_> = cases.iter().map(|case| case.id.as_str()).collect();
        for case in &cases {
            let json = serde_json::to_value(case).unwrap();
            let base = json["differs"].as_str().and_then(|text| text.split_once(": "));
            assert!(base.is_none_or(|(base, _)| ids.contains(base)), "{}: {base:?}", case.id);
        }
    }

    #[test]
    fn every_code_has_a_vector() {
        let of_offers = |case: &Case| {
            case.told().into_iter().flat_map(Trust::codes).map(str::to_owned).collect::<Vec<_>>()
        };
        let cases = all();
        let offered = cases.iter().flat_map(of_offers);
        let scanned = cases.iter().map(|case| case.expect.code.clone());
        let scanned = scanned.chain(Language::new().codes());
        let met: BTreeSet<_> = offered.chain(scanned).filter(|code| !code.is_empty()).collect();
        let known = codes::OF_SCANS.iter().chain(&codes::OF_OFFERS).chain(&["ok"]);
        let known: BTreeSet<_> = known.map(ToString::to_string).collect();
        assert_eq!(met, known);
    }

    #[test]
    fn all_files_together_are_small_and_the_same_again() {
        let (first, second) = (files(), files());
        assert_eq!(first, second);
        // Two million more than the credentials' own: bundles with their metadata, and status lists.
        assert!(first.iter().map(|(_, text)| text.len()).sum::<usize>() < 6_000_000);
    }
}
