//! The commands, and what several of them read and print.

use std::error::Error;
use std::fs;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use forge::code::{Kind, scan_as};
use forge::qr::Qr;
use forge::time::parse;

use crate::arguments::Arguments;

pub(crate) mod bundle;
pub(crate) mod issue;
pub(crate) mod keys;
pub(crate) mod present;
pub(crate) mod sets;
pub(crate) mod show;
pub(crate) mod status;

/// What a command leaves: an exit code, or what went wrong.
pub(crate) type Outcome = Result<ExitCode, Box<dyn Error>>;

/// The time on the command line, or now.
fn time(line: &Arguments) -> Result<i64, Box<dyn Error>> {
    match line.get("--at") {
        Some(text) => Ok(parse(text)?),
        None => Ok(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?),
    }
}

/// A file's text; an error names the file.
fn file(name: &str) -> Result<String, Box<dyn Error>> {
    fs::read_to_string(name).map_err(|error| format!("{name}: {error}").into())
}

/// A text on the command line, or the text of the file that `@` names.
fn text(word: &str) -> Result<String, Box<dyn Error>> {
    match word.strip_prefix('@') {
        Some(name) => Ok(file(name)?.trim().to_owned()),
        None => Ok(word.to_owned()),
    }
}

/// Prints a code, and its sizes beside it.
fn print_code(kind: Kind, bytes: &[u8]) -> Outcome {
    let text = scan_as(kind, bytes);
    let version = Qr::new(&text)?.version;
    eprintln!("{} bytes, {} digits, QR version {version}", bytes.len(), text.len());
    println!("{text}");
    Ok(ExitCode::SUCCESS)
}

/// Prints a token, and its sizes beside it.
fn print_token(text: &str) -> ExitCode {
    match Qr::new(text) {
        Ok(code) => eprintln!("{} characters, QR version {}", text.len(), code.version),
        Err(_) => eprintln!("{} characters, more than one QR code holds", text.len()),
    }
    println!("{text}");
    ExitCode::SUCCESS
}
