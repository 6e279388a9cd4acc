//! The command line of the issuing kit.

use std::process::ExitCode;

use arguments::{Arguments, Misused};
use commands::Outcome;

mod arguments;
mod commands;

const USAGE: &str = "\
forge: makes credentials, codes and test vectors. Its keys are for pilots and tests; the default seed is public.

forge key [--alg ES256|SGD_SM3_SM2] [--name NAME] [--seed SEED] [--kid ID] [--sm2-id ID]
      a key pair as JSON: private key, public key, anchor record
forge issue code KEY --type CODE --claims FILE.json [--issuer ID] [--at TIME] [--days N | --perpetual]
      [--status URI#INDEX] [--holder FILE [--plan FILE.json]]
      the text of a paper code (kind 1); with --holder (a JWK, PEM or what `forge key` printed) the
      bound credential in base64url, for its holder to present
forge issue sd-jwt KEY --type CODE --claims FILE.json [the same options]
      the same as an SD-JWT
forge present --credential FILE KEY --audience NAME [--challenge TEXT] [--disclose NAME,NAME] [--at TIME]
      what the holder shows: the text of a code (kind 2), or an SD-JWT with its key binding
forge join CODE CODE [CODE...]
      several codes of kinds 1 and 2 as one (kind 3)
forge size CODE [--json]
      where the bytes of a code go
forge qr TEXT [--format svg|png|terminal] [-o FILE]
      a text as a QR code
forge vectors [--check] [FOLDER]
      writes the test vectors (tests/vectors), or says which of them differ
forge demo --out FOLDER [--at TIME] [--seed SEED] [--european FILE...]
      demo.json and pictures, freshly signed

KEY:  --key FILE (PEM, or what `forge key` printed), or [--alg ALG] [--seed SEED] [--name NAME]; [--kid ID]
CODE, TEXT: the text itself, or @FILE
TIME: seconds since 1970, 2026-06-01 or 2026-06-01T08:00:00+08:00; without it, now
plan: {\"alone\": [NAME...], \"groups\": [{\"names\": [NAME...], \"each\": true}], \"decoys\": 0};
      without it, every element about a person";

fn main() -> ExitCode {
    if std::env::args().any(|word| word == "--help" || word == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let outcome =
        Arguments::read(std::env::args().skip(1)).map_err(Into::into).and_then(|line| run(&line));
    outcome.unwrap_or_else(|error| {
        eprintln!("forge: {error}");
        ExitCode::from(if error.is::<Misused>() { 64 } else { 1 })
    })
}

fn run(line: &Arguments) -> Outcome {
    let words: Vec<_> = line.words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["key"] => commands::keys::key(line),
        ["issue", "code"] => commands::issue::code(line),
        ["issue", "sd-jwt"] => commands::issue::sd_jwt(line),
        ["present"] => commands::present::present(line),
        ["join", codes @ ..] => commands::present::join(line, codes),
        ["size", code] => commands::show::size(line, code),
        ["qr", text] => commands::show::qr(line, text),
        ["vectors"] => commands::sets::vectors(line, "tests/vectors"),
        ["vectors", folder] => commands::sets::vectors(line, folder),
        ["demo"] => commands::sets::demo(line),
        _ => {
            eprintln!("{USAGE}");
            Ok(ExitCode::from(64))
        }
    }
}
