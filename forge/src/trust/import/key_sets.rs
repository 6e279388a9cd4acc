//! Key sets (RFC 7517 §5) as issuers of SMART Health Cards and of JWT publish them.

use serde_json::Value as Json;

use super::certificate::Signer;
use super::{Candidate, Imported, Issuers, Scope};
use crate::public_key::{Algorithm, Jwk, PublicKey};
use crate::trust::records::KeyRecord;
use crate::trust::{Objection, objection};

/// What is said of all keys of an import that do not say it themselves.
#[derive(Clone, Debug)]
pub struct Terms<'a> {
    /// The region of the file.
    pub directory: &'a str,
    /// What the keys may sign.
    pub scope: &'a Scope,
    /// The issuer's id of each key set.
    pub issuers: &'a Issuers,
    /// First and last second at which a key issues that has no certificate, since the Unix epoch.
    pub between: Option<(i64, i64)>,
}

/// The keys of key sets, each a name and a text.
///
/// # Errors
/// An [`Objection`] when a name has no issuer.
pub fn import(sets: &[(String, String)], terms: &Terms) -> Result<Imported, Objection> {
    let mut imported = Imported::default();
    for (name, text) in sets {
        let Some(issuer) = terms.issuers.get(name) else {
            return objection(format!(
                "{name} has no issuer: add \"{name}\": \"https://…\" to --issuers"
            ));
        };
        match serde_json::from_str::<Json>(text) {
            Ok(Json::Object(set)) if set.get("keys").is_some_and(Json::is_array) => {
                for key in set["keys"].as_array().into_iter().flatten() {
                    imported.take(candidate(key, issuer, terms));
                }
            }
            _ => imported.take(Err("not a key set".to_owned())),
        }
    }
    Ok(imported)
}

fn candidate(json: &Json, issuer: &str, terms: &Terms) -> Result<Candidate, String> {
    if json["use"].as_str().is_some_and(|usage| usage != "sig") {
        return Err("not for signatures".to_owned());
    }
    let kid =
        json["kid"].as_str().filter(|kid| (1..=64).contains(&kid.len())).ok_or("no key id")?;
    let signer = json["x5c"][0].as_str().and_then(Signer::of_text);
    let key = public_key(json, signer.as_ref())?;
    let certified = signer.map(|signer| (signer.not_before, signer.not_after));
    let between = certified.or(terms.between).ok_or("no dates: name --from and --until")?;
    let authority = terms.scope.authority(issuer, issuer);
    let key = KeyRecord::of_public(kid, &key, between);
    Ok(Candidate { directory: terms.directory.to_owned(), authority, key })
}

/// The key of a JWK, which is that of its certificate if it has one.
fn public_key(json: &Json, signer: Option<&Signer>) -> Result<PublicKey, String> {
    let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
    let (kty, crv) = (text("kty"), text("crv"));
    let known = Algorithm::ALL.iter().any(|algorithm| algorithm.curve() == crv);
    let certified = signer.map(|signer| signer.key.clone().map_err(str::to_owned));
    match (kty.as_str(), known) {
        ("EC", true) => {
            let jwk = Jwk { kty, crv, x: text("x"), y: text("y") };
            let key = PublicKey::from_jwk(&jwk).map_err(|_| "malformed")?;
            match certified {
                Some(other) if other != Ok(key.clone()) => {
                    Err("certificate of another key".to_owned())
                }
                _ => Ok(key),
            }
        }
        ("EC", false) if crv.is_empty() => certified.unwrap_or_else(|| Err("malformed".to_owned())),
        ("EC", false) => Err(crv),
        _ => Err(kty),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Terms, import};
    use crate::key::Key;
    use crate::trust::import::{Issuers, Scope};

    #[test]
    fn keys_of_other_kinds_are_counted() {
        let jwk = |name: &str| {
            let mut jwk = serde_json::to_value(Key::from_seed("a", name).jwk()).unwrap();
            jwk["kid"] = name.into();
            jwk
        };
        let mut enciphering = jwk("c");
        enciphering["use"] = "enc".into();
        let set = json!({ "keys": [
            jwk("a"), jwk("b"), enciphering, jwk("a"),
            { "kty": "RSA", "kid": "r" }, { "kty": "EC", "crv": "P-384", "kid": "p" }, { "kty": "EC" },
        ] });
        let scope = Scope::new(&["t"], &["BV"], Some(9)).unwrap();
        let issuers: Issuers = ["clinic", "other"]
            .map(|name| (name.to_owned(), format!("https://{name}.example")))
            .into();
        let terms =
            Terms { directory: "BV", scope: &scope, issuers: &issuers, between: Some((1, 2)) };
        let sets = [("clinic", set.to_string()), ("other", "no set".to_owned())]
            .map(|(name, text)| (name.to_owned(), text));
        let imported = import(&sets, &terms).unwrap();
        assert_eq!(imported.taken, 2);
        let skipped: Vec<_> =
            imported.skipped.iter().map(|(why, count)| format!("{why} {count}")).collect();
        let expected = [
            "P-384 1",
            "RSA 1",
            "key id twice 1",
            "no key id 1",
            "not a key set 1",
            "not for signatures 1",
        ];
        assert_eq!(skipped, expected);
        assert_eq!(imported.authorities["BV"][0].issuer, "https://clinic.example");
        let undated = import(&sets[..1], &Terms { between: None, ..terms.clone() }).unwrap();
        assert_eq!(undated.taken, 0);
        assert!(import(&sets, &Terms { issuers: &Issuers::new(), ..terms }).is_err());
    }
}
