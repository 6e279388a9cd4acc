//! `forge key`, and the keys that other commands are given.

use std::error::Error;
use std::process::ExitCode;

use forge::anchor::Anchor;
use forge::key::{DEMO_SEED, Key};
use forge::public_key::{Algorithm, Jwk, PublicKey};
use serde_json::{Value as Json, json};

use super::{Outcome, file};
use crate::arguments::Arguments;

/// The options that name a key.
pub(crate) const OPTIONS: [&str; 6] = ["--key", "--alg", "--seed", "--name", "--kid", "--sm2-id"];

/// A key, and the names it goes by.
pub(crate) struct Named {
    /// The key.
    pub(crate) key: Key,
    /// Its owner's id, when one is known.
    pub(crate) name: String,
    /// Its own id.
    pub(crate) kid: String,
}

impl Named {
    /// The key in the file that the command line names, or the one of a seed and a name.
    pub(crate) fn of(line: &Arguments) -> Result<Self, Box<dyn Error>> {
        match line.get("--key") {
            Some(file) => Self::read(line, file),
            None => Self::seeded(line),
        }
    }

    fn seeded(line: &Arguments) -> Result<Self, Box<dyn Error>> {
        let name = line.get("--name").unwrap_or("demo.region-a").to_owned();
        let algorithm = Algorithm::of_jose(line.get("--alg").unwrap_or("ES256"))?;
        let key = Key::seeded(algorithm, line.get("--seed").unwrap_or(DEMO_SEED), &name);
        Ok(Self::new(line, key, name, None, None))
    }

    /// PEM, or the JSON that `forge key` prints.
    fn read(line: &Arguments, name: &str) -> Result<Self, Box<dyn Error>> {
        let text = file(name)?;
        let record: Json =
            serde_json::from_str(&text).unwrap_or_else(|_| json!({ "private": text }));
        let member = |name: &str| record[name].as_str().map(str::to_owned);
        let key = Key::from_pem(&member("private").unwrap_or_default())
            .map_err(|error| format!("{name}: {error}"))?;
        let owner = member("name").unwrap_or_default();
        Ok(Self::new(line, key, owner, member("kid"), member("sm2_id")))
    }

    fn new(
        line: &Arguments,
        key: Key,
        name: String,
        kid: Option<String>,
        sm2_id: Option<String>,
    ) -> Self {
        let kid = line.get("--kid").map(str::to_owned).or(kid).unwrap_or_else(|| short(&key));
        let key = match line.get("--sm2-id").map(str::to_owned).or(sm2_id) {
            Some(id) => key.with_signer_id(&id),
            None => key,
        };
        Self { key, name, kid }
    }
}

/// Prints a key pair.
pub(crate) fn key(line: &Arguments) -> Outcome {
    line.only(&OPTIONS[1..])?;
    let Named { key, name, kid } = Named::seeded(line)?;
    let mut record = json!({
        "name": name,
        "kid": kid,
        "private": key.to_pem()?,
        "jwk": key.jwk(),
        "anchor": Anchor::of_key(&name, &kid, &key),
    });
    if let Some(id) = key.other_signer_id() {
        record["sm2_id"] = id.into();
    }
    println!("{}", serde_json::to_string_pretty(&record)?);
    Ok(ExitCode::SUCCESS)
}

/// A holder's public key in a file: a JWK, what `forge key` prints, or PEM.
pub(crate) fn holder(name: &str) -> Result<PublicKey, Box<dyn Error>> {
    let text = file(name)?;
    let key = match serde_json::from_str::<Json>(&text) {
        Ok(mut json) => {
            let jwk = json.get_mut("jwk").map(Json::take).unwrap_or(json);
            let jwk: Jwk =
                serde_json::from_value(jwk).map_err(|error| format!("{name}: {error}"))?;
            PublicKey::from_jwk(&jwk)
        }
        Err(_) => {
            PublicKey::from_pem(&text).or_else(|_| Key::from_pem(&text).map(|key| key.public()))
        }
    };
    key.map_err(|error| format!("{name}: {error}").into())
}

/// A key id that is short and says nothing: the first characters of the thumbprint.
fn short(key: &Key) -> String {
    key.thumbprint().chars().take(8).collect()
}
