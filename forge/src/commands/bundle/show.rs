//! `forge bundle show`: what a repository or a bundle holds.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use forge::trust::carrier::open;
use serde_json::Value as Json;

use crate::arguments::Arguments;
use crate::commands::Outcome;

/// Prints the roles with their versions and expiries, and the target files: of a `bundle.json`, or
/// of the one in a folder.
pub(super) fn show(line: &Arguments, path: &Path) -> Outcome {
    line.only(&[])?;
    let file = if path.is_dir() { path.join("bundle.json") } else { path.to_owned() };
    let missing = |error| format!("{}: {error}; `forge bundle publish` writes one", file.display());
    let bytes = std::fs::read(&file).map_err(missing)?;
    let files = open(&bytes)?;
    for (name, content) in files {
        match name.strip_prefix("metadata/") {
            Some(role) => role_line(role, &content)?,
            None => println!("{:>8}  {}", content.len(), name.trim_start_matches("targets/")),
        }
    }
    println!("{:>8}  bundle.json", bytes.len());
    Ok(ExitCode::SUCCESS)
}

fn role_line(name: &str, content: &[u8]) -> Result<(), Box<dyn Error>> {
    let json: Json = serde_json::from_slice(content).map_err(|why| format!("{name}: {why}"))?;
    let signed = &json["signed"];
    let signatures = json["signatures"].as_array().map_or(0, Vec::len);
    let expires = signed["expires"].as_str().unwrap_or("?");
    let (length, version) = (content.len(), &signed["version"]);
    println!("{length:>8}  {name}: version {version}, until {expires}, {signatures} signatures");
    Ok(())
}
