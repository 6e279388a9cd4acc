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
forge present --credential FILE KEY --request CODE [--at TIME]
      the same for a counter's request (kind 4): the claims that it wants and no others, for its audience, in answer
      to its challenge
forge join CODE CODE [CODE...]
      several codes of kinds 1 and 2 as one (kind 3)
forge bundle create FOLDER [--root-keys ALG,ALG,ALG] [--threshold K] [--targets-keys ALG,...] [--seed SEED]
      a trust repository (TUF) in a folder: metadata/, targets/, and its private keys in keys/; the keys are
      made by chance, or from a seed for tests
forge bundle delegate FOLDER region/CODE|vendor/NAME [--keys ALG,...] [--threshold K] [--seed SEED]
      a role of its own for a region's issuers, or for a vendor's types
forge bundle rotate FOLDER root|timestamp|snapshot|targets|ROLE [--keys ALG,...] [--threshold K] [--seed SEED]
      other keys for a role; forge bundle renew FOLDER ROLE: the same keys, another expiry
forge bundle add FOLDER PATH FILE, forge bundle remove FOLDER PATH
      a target file: issuers/CODE/NAME.json, types.json, types/VENDOR/NAME.json, recognition.json,
      policy/SCENARIO.json, revocation/CODE/STREAM.N.snapshot or .delta; checked before it is signed
forge bundle publish FOLDER
      a new snapshot and timestamp, bundle.json, and root.json for those who verify; each takes --at TIME
forge bundle show FOLDER|FILE
      the roles and target files of a bundle
forge bundle import european FILE --types TYPE,TYPE --regions COUNTRY,COUNTRY [--max-days N] --out FOLDER
forge bundle import jwks|certificates FOLDER --types ... --regions ... --directory CODE [--issuers FILE.json]
      [--from TIME --until TIME] [--max-days N] [--name NAME] --out FOLDER
      other parties' lists of keys as files to add; --issuers: {\"NAME\": \"issuer\"}
forge status list FILE --uri URI KEY [--jwt | --cwt] [--bits 1|2|4|8] [--size N] [--at TIME] [--expires TIME]
      [--ttl SECONDS] [--aggregation URI] [-o FILE]
      a signed status list; lines of FILE: INDEX valid|revoked|suspended|NUMBER (or a JSON object)
forge status pack FILE --stream NAME --region CODE --types TYPE,TYPE --lists PREFIX,FIRST,COUNT,SIZE [--lists ...]
      [--sequence N] [--at TIME] [--fresh TIME] [--expires TIME] [--out FOLDER]
      a snapshot, NAME.N.snapshot; lines of FILE: URI#INDEX revoked|suspended, or a place in all lists
      instead of FILE and --lists: --tokens FILE [FILE...], all status lists of a region and type, whose
      signatures are not checked here; instead of all: --after FILE [FILE...], what other packs tell
forge status delta FILE --after FILE [FILE...] [--lists PREFIX,FIRST,COUNT,SIZE] [--at TIME] [--fresh TIME]
      [--expires TIME] [--out FOLDER]
      the delta after a snapshot and its deltas; lines of FILE: URI#INDEX revoked|suspended|resumed
forge status simulate [--seed SEED] [--at TIME] [--out FOLDER]
      a snapshot and a delta of 1,400,000,000 credentials, and how few bytes they could have
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
        ["bundle", words @ ..] => commands::bundle::run(line, words),
        ["status", "list", entries] => commands::status::list(line, entries),
        ["status", "pack"] => commands::status::pack(line, None),
        ["status", "pack", entries] => commands::status::pack(line, Some(entries)),
        ["status", "delta", entries] => commands::status::delta(line, entries),
        ["status", "simulate"] => commands::status::simulate(line),
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
