//! What stands on the command line: options by name, the rest in order.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

/// Options that stand alone.
const ALONE: [&str; 5] = ["--check", "--cwt", "--json", "--jwt", "--perpetual"];
/// Options that take every word up to the next option.
const LISTS: [&str; 3] = ["--after", "--european", "--tokens"];

/// A command line that is not as the usage says.
#[derive(Debug)]
pub(crate) struct Misused(String);

impl Misused {
    /// What is wrong with it, in a sentence.
    pub(crate) fn new(sentence: &str) -> Self {
        Self(sentence.to_owned())
    }
}

impl fmt::Display for Misused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Misused {}

/// A command line, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// Words that belong to no option.
    pub(crate) words: Vec<String>,
    options: BTreeMap<String, Vec<String>>,
}

impl Arguments {
    /// Takes a command line apart.
    pub(crate) fn read(line: impl Iterator<Item = String>) -> Result<Self, Misused> {
        let mut arguments = Self::default();
        let mut line = line.peekable();
        while let Some(word) = line.next() {
            if !word.starts_with('-') || word == "-" {
                arguments.words.push(word);
                continue;
            }
            let values = arguments.options.entry(word.clone()).or_default();
            if LISTS.contains(&word.as_str()) {
                values.extend(std::iter::from_fn(|| line.next_if(|next| !next.starts_with("--"))));
            } else if !ALONE.contains(&word.as_str()) {
                values.push(line.next().ok_or(Misused(format!("{word} needs a value")))?);
            }
        }
        Ok(arguments)
    }

    /// Refuses options that a command does not have.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Misused> {
        match self.options.keys().find(|option| !known.contains(&option.as_str())) {
            Some(option) => Err(Misused(format!("unknown option {option}"))),
            None => Ok(()),
        }
    }

    /// Whether an option is there.
    pub(crate) fn has(&self, option: &str) -> bool {
        self.options.contains_key(option)
    }

    /// The value of an option.
    pub(crate) fn get(&self, option: &str) -> Option<&str> {
        self.options.get(option)?.last().map(String::as_str)
    }

    /// The texts of an option that takes a list joined by commas.
    pub(crate) fn list(&self, option: &str) -> Vec<&str> {
        let names = self.get(option).unwrap_or_default().split(',').map(str::trim);
        names.filter(|name| !name.is_empty()).collect()
    }

    /// The values of an option.
    pub(crate) fn all(&self, option: &str) -> &[String] {
        self.options.get(option).map_or(&[], Vec::as_slice)
    }

    /// The value of an option that must be there.
    pub(crate) fn required(&self, option: &str) -> Result<&str, Misused> {
        self.get(option).ok_or(Misused(format!("{option} is missing")))
    }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Misused};

    fn read(line: &str) -> Result<Arguments, Misused> {
        Arguments::read(line.split(' ').map(str::to_owned))
    }

    #[test]
    fn words_and_options() {
        let line = read("qr text --format svg --european a b --check -o file").unwrap();
        assert_eq!(line.words, ["qr", "text"]);
        assert_eq!((line.get("--format"), line.get("-o")), (Some("svg"), Some("file")));
        assert_eq!(line.all("--european"), ["a", "b"]);
        assert!(line.has("--check") && line.only(&["--check"]).is_err());
        assert!(read("qr --format").is_err());
        assert_eq!(read("present --disclose a,b,").unwrap().list("--disclose"), ["a", "b"]);
        assert!(read("present").unwrap().list("--disclose").is_empty());
    }
}
