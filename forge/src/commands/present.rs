//! `forge present` and `forge join`: what a holder shows, one credential or several.

use std::error::Error;

use forge::base64::from_url;
use forge::bound::Held;
use forge::code::{self, Kind};
use forge::present::Presentation;
use forge::refused::Refused;
use forge::request::Request;
use forge::sd_jwt::Token;
use forge::sd_jwt_vc;

use super::keys::{self, Named};
use super::{Outcome, file, print_code, print_token, text, time};
use crate::arguments::{Arguments, Misused};

/// The options besides those of the key.
const OPTIONS: [&str; 6] =
    ["--credential", "--request", "--audience", "--challenge", "--disclose", "--at"];

/// What is shown, to whom, and in answer to what.
struct Wanted {
    names: Vec<String>,
    audience: String,
    challenge: Option<String>,
}

/// Prints what a holder shows of the credential that `forge issue --holder` printed.
pub(crate) fn present(line: &Arguments) -> Outcome {
    line.only(&[OPTIONS.as_slice(), keys::OPTIONS.as_slice()].concat())?;
    let credential = file(line.required("--credential")?)?.trim().to_owned();
    let (holder, at) = (Named::of(line)?.key, time(line)?);
    if credential.contains('~') {
        let token = Token::read(&credential).ok_or(Refused::Credential)?;
        let stated = |name: &str| sd_jwt_vc::choose(&token, &[name]).is_ok();
        let Wanted { names, audience, challenge } = wanted(line, stated)?;
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let challenge = challenge.ok_or_else(|| Misused::new("--challenge is missing"))?;
        let chosen = sd_jwt_vc::choose(&token, &names)?;
        let shown = sd_jwt_vc::present(&chosen, (&audience, at, &challenge), &holder)?;
        return Ok(print_token(&shown));
    }
    let held = Held::decode(&from_url(&credential).ok_or(Refused::Credential)?)?;
    let Wanted { names, audience, challenge } = wanted(line, |name| held.choose(&[name]).is_ok())?;
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let presentation = Presentation { held: held.choose(&names)?, audience, at, challenge };
    print_code(Kind::Bound, &presentation.sign(&holder)?)
}

/// What the options say; or a counter's request, which says all of it, and the options nothing.
fn wanted(line: &Arguments, stated: impl Fn(&str) -> bool) -> Result<Wanted, Box<dyn Error>> {
    let Some(asking) = line.get("--request") else {
        return Ok(Wanted {
            names: line.list("--disclose").into_iter().map(str::to_owned).collect(),
            audience: line.required("--audience")?.to_owned(),
            challenge: line.get("--challenge").map(str::to_owned),
        });
    };
    if ["--audience", "--challenge", "--disclose"].iter().any(|option| line.has(option)) {
        let sentence =
            "--request says what is shown, to whom and in answer to what: no other option does";
        return Err(Misused::new(sentence).into());
    }
    let request = Request::read(&text(asking)?)?;
    let audience = request.audience().to_owned();
    // A request may be about several types, and so name what this credential does not have.
    let (names, absent): (Vec<_>, Vec<_>) =
        request.claims.into_iter().partition(|name| stated(name));
    for name in absent {
        eprintln!("asked for, and not stated: {name}");
    }
    Ok(Wanted { names, audience, challenge: request.challenge })
}

/// Prints several codes as one.
pub(crate) fn join(line: &Arguments, codes: &[&str]) -> Outcome {
    line.only(&[])?;
    let bytes = codes.iter().map(|word| single(word)).collect::<Result<Vec<_>, _>>()?;
    print_code(Kind::Together, &code::join(&bytes)?)
}

fn single(word: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    match code::read(&text(word)?)? {
        (Kind::Paper | Kind::Bound, bytes) => Ok(bytes),
        (Kind::Together, _) => {
            Err(Misused::new("a code of several does not go into another").into())
        }
    }
}
