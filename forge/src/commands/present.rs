//! `forge present` and `forge join`: what a holder shows, one credential or several.

use std::error::Error;

use forge::base64::from_url;
use forge::bound::Held;
use forge::code::{self, Kind};
use forge::present::Presentation;
use forge::refused::Refused;
use forge::sd_jwt::Token;
use forge::sd_jwt_vc;

use super::keys::{self, Named};
use super::{Outcome, file, print_code, print_token, text, time};
use crate::arguments::{Arguments, Misused};

/// The options besides those of the key.
const OPTIONS: [&str; 5] = ["--credential", "--audience", "--challenge", "--disclose", "--at"];

/// Prints what a holder shows of the credential that `forge issue --holder` printed.
pub(crate) fn present(line: &Arguments) -> Outcome {
    line.only(&[OPTIONS.as_slice(), keys::OPTIONS.as_slice()].concat())?;
    let (name, audience) = (line.required("--credential")?, line.required("--audience")?);
    let credential = file(name)?.trim().to_owned();
    let holder = Named::of(line)?.key;
    let (shown, at) = (line.list("--disclose"), time(line)?);
    if credential.contains('~') {
        let token = Token::read(&credential).ok_or(Refused::Credential)?;
        let asked = (audience, at, line.required("--challenge")?);
        let chosen = sd_jwt_vc::choose(&token, &shown)?;
        return Ok(print_token(&sd_jwt_vc::present(&chosen, asked, &holder)?));
    }
    let bytes = from_url(&credential).ok_or(Refused::Credential)?;
    let presentation = Presentation {
        held: Held::decode(&bytes)?.choose(&shown)?,
        audience: audience.to_owned(),
        at,
        challenge: line.get("--challenge").map(str::to_owned),
    };
    print_code(Kind::Bound, &presentation.sign(&holder)?)
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
