//! `forge issue`: what an issuer states, on paper or to a holder.

use std::collections::BTreeMap;
use std::error::Error;
use std::process::ExitCode;

use forge::base64::url;
use forge::bound::Bound;
use forge::cbor::Value;
use forge::code::{Credential, Kind, StatusEntry};
use forge::elements;
use forge::key::{DEMO_SEED, Key};
use forge::plan::Plan;
use forge::sd_jwt_vc::SdJwt;
use forge::time::DAY;
use serde_json::Value as Json;

use super::keys::{self, Named, holder};
use super::{Outcome, file, print_code, print_token, time};
use crate::arguments::{Arguments, Misused};

/// The options besides those of the key.
const OPTIONS: [&str; 9] = [
    "--issuer",
    "--type",
    "--claims",
    "--at",
    "--days",
    "--perpetual",
    "--status",
    "--holder",
    "--plan",
];

/// Prints a credential code, or the credential that a holder presents.
pub(crate) fn code(line: &Arguments) -> Outcome {
    let (credential, key) = credential(line)?;
    let Some(holder_file) = line.get("--holder") else {
        return print_code(Kind::Paper, &credential.issue(&key)?);
    };
    let bound =
        Bound { credential, holder: holder(holder_file)?, plan: plan(line)?, seed: seed(line) };
    let held = bound.issue(&key)?;
    let size = held.encode().len();
    eprintln!("{size} bytes, {} disclosures: for the holder, no code", held.disclosures.len());
    println!("{}", url(&held.encode()));
    Ok(ExitCode::SUCCESS)
}

/// Prints a credential as an SD-JWT.
pub(crate) fn sd_jwt(line: &Arguments) -> Outcome {
    let (credential, key) = credential(line)?;
    let holder = line.get("--holder").map(holder).transpose()?;
    let redacted = plan(line)?.names().cloned().collect();
    let token = SdJwt { credential, holder, redacted, seed: seed(line) }.issue(&key)?;
    Ok(print_token(&token.text()))
}

fn credential(line: &Arguments) -> Result<(Credential, Key), Box<dyn Error>> {
    line.only(&[OPTIONS.as_slice(), keys::OPTIONS.as_slice()].concat())?;
    let Named { key, name, kid } = Named::of(line)?;
    let issuer = line.get("--issuer").unwrap_or(&name);
    if issuer.is_empty() {
        line.required("--issuer")?;
    }
    let issued = time(line)?;
    let days: i64 =
        line.get("--days").unwrap_or("365").parse().map_err(|_| "--days: not a number of days")?;
    let credential = Credential {
        issuer: issuer.to_owned(),
        kid,
        type_code: line.required("--type")?.to_owned(),
        issued,
        expires: (!line.has("--perpetual")).then_some(issued + days * DAY),
        status: line.get("--status").map(status).transpose()?,
        elements: claims(line.required("--claims")?)?,
    };
    Ok((credential, key))
}

/// Elements from a JSON object.
fn claims(name: &str) -> Result<Vec<(String, Value)>, Box<dyn Error>> {
    let claims: BTreeMap<String, Json> =
        serde_json::from_str(&file(name)?).map_err(|error| format!("{name}: {error}"))?;
    let read = |(name, json): (String, Json)| {
        let value = elements::from_json(&name, &json)?;
        Ok((name, value))
    };
    claims.into_iter().map(read).collect()
}

fn status(text: &str) -> Result<StatusEntry, Misused> {
    let entry = text.rsplit_once('#').and_then(|(uri, index)| {
        Some(StatusEntry { index: index.parse().ok()?, uri: uri.to_owned() })
    });
    entry.ok_or_else(|| Misused::new("--status is an address, # and a number"))
}

fn plan(line: &Arguments) -> Result<Plan, Box<dyn Error>> {
    match line.get("--plan") {
        Some(name) => {
            Ok(serde_json::from_str(&file(name)?).map_err(|error| format!("{name}: {error}"))?)
        }
        None => Ok(Plan::personal()),
    }
}

/// What the salts follow from: a secret of the issuer in earnest, the public seed otherwise.
fn seed(line: &Arguments) -> String {
    line.get("--seed").unwrap_or(DEMO_SEED).to_owned()
}
