//! `forge size` and `forge qr`: where a code's bytes go, and its picture.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::process::ExitCode;

use forge::cbor::{Value, encode};
use forge::cbor_read::decode;
use forge::code::{self, Kind};
use forge::qr::Qr;
use forge::refused::Refused;
use forge::size::{Part, parts};
use serde_json::json;

use super::{Outcome, text};
use crate::arguments::Arguments;

/// Prints the parts of a code and their bytes.
pub(crate) fn size(line: &Arguments, word: &str) -> Outcome {
    line.only(&["--json"])?;
    let text = text(word)?;
    let (kind, bytes) = code::read(&text)?;
    let table = table(kind, &bytes)?;
    let width = table.iter().map(|part| part.name.chars().count()).max().unwrap_or_default();
    for Part { name, bytes } in &table {
        match line.has("--json") {
            true => println!("{}", json!({ "part": name, "bytes": bytes })),
            false => println!("{name:width$} {bytes:>5}"),
        }
    }
    let version = Qr::new(&text)?.version;
    eprintln!("{} bytes, {} digits, QR version {version}", bytes.len(), text.len());
    Ok(ExitCode::SUCCESS)
}

/// The parts of one credential, or of each of several, numbered.
fn table(kind: Kind, bytes: &[u8]) -> Result<Vec<Part>, Refused> {
    if kind != Kind::Together {
        return parts(bytes);
    }
    let Some(Value::Array(credentials)) = decode(bytes) else { return Err(Refused::Credential) };
    let mut table = Vec::new();
    for (number, credential) in (1..).zip(&credentials) {
        let numbered = |part: Part| Part { name: format!("{number}: {}", part.name), ..part };
        table.extend(parts(&encode(credential))?.into_iter().map(numbered));
    }
    table.push(Part { name: "the array".to_owned(), bytes: 1 });
    Ok(table)
}

/// Prints or writes a text as a QR code.
pub(crate) fn qr(line: &Arguments, word: &str) -> Outcome {
    line.only(&["--format", "-o"])?;
    let code = Qr::new(&text(word)?)?;
    let picture = picture(&code, line.get("--format").unwrap_or("terminal"))?;
    match line.get("-o") {
        Some(file) => fs::write(file, picture)?,
        None => std::io::stdout().write_all(&picture)?,
    }
    eprintln!("QR version {}", code.version);
    Ok(ExitCode::SUCCESS)
}

fn picture(code: &Qr, format: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    match format {
        "svg" => Ok(code.svg().into_bytes()),
        "png" => Ok(code.png()),
        "terminal" => Ok(code.terminal().into_bytes()),
        other => Err(format!("unknown format {other}: svg, png or terminal").into()),
    }
}
