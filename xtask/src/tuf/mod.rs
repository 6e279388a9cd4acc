//! A client of The Update Framework on the command line: `init`, `refresh` and `download`, in the
//! words of the public conformance suite (theupdateframework/tuf-conformance, `CLIENT-CLI.md`).
//!
//! What may be believed is decided by `yanzheng::trust::tuf` alone; here are the folder, the address
//! and the order in which they are asked. Only the key types that yanzheng checks are known.

mod client;
mod folder;
mod mirror;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use yanzheng::time::Time;

use client::Client;
use folder::Folder;
use mirror::Mirror;

/// How it is called.
pub(crate) const USAGE: &str = "\
cargo xtask tuf-client OPTIONS init ROOT | refresh | download
                             a TUF client: takes a trusted root, the newest metadata, or a target
                             --metadata-dir DIR  --metadata-url URL
                             --target-name NAME  --target-base-url URL  --target-dir DIR";

/// The options, before the verb and in any order.
#[derive(Default)]
struct Options<'w> {
    metadata_dir: Option<&'w str>,
    metadata_url: Option<&'w str>,
    target_name: Option<&'w str>,
    target_base_url: Option<&'w str>,
    target_dir: Option<&'w str>,
}

/// Does what the words say, at a moment.
pub(crate) fn run(words: &[&str], at: Time) -> Result<()> {
    let (options, verb) = Options::read(words)?;
    let folder = Folder::new(required(options.metadata_dir, "--metadata-dir")?);
    if let ["init", root] = verb {
        let root = fs::read(root).with_context(|| (*root).to_owned())?;
        return client::init(&folder, &root);
    }
    let metadata = Mirror::new(required(options.metadata_url, "--metadata-url")?);
    let client = Client::new(folder, metadata, at);
    match verb {
        ["refresh"] => client.refresh().map(|_| ()),
        ["download"] => {
            let targets = Mirror::new(required(options.target_base_url, "--target-base-url")?);
            let into = Path::new(required(options.target_dir, "--target-dir")?);
            client.download(required(options.target_name, "--target-name")?, &targets, into)
        }
        _ => bail!("the verbs are: init ROOT, refresh, download"),
    }
}

impl<'w> Options<'w> {
    /// The options, and the words after them.
    fn read<'a>(mut words: &'a [&'w str]) -> Result<(Self, &'a [&'w str])> {
        let mut options = Self::default();
        while let [flag, rest @ ..] = words
            && flag.starts_with("--")
        {
            let slot = match *flag {
                "--metadata-dir" => &mut options.metadata_dir,
                "--metadata-url" => &mut options.metadata_url,
                "--target-name" => &mut options.target_name,
                "--target-base-url" => &mut options.target_base_url,
                "--target-dir" => &mut options.target_dir,
                other => bail!("{other} is no option"),
            };
            let [value, rest @ ..] = rest else { bail!("{flag} needs a value") };
            *slot = Some(value);
            words = rest;
        }
        Ok((options, words))
    }
}

fn required<'w>(option: Option<&'w str>, name: &str) -> Result<&'w str> {
    option.with_context(|| format!("{name} is required"))
}
