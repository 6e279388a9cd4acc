//! Other parties' lists of keys as records of authorities: a step that an operator takes, looks at
//! and signs.
//!
//! Rules:
//! - What the keys may sign is the operator's word, by a [`Scope`]; a list never widens it, and a
//!   certificate that is for fewer types narrows it.
//! - What cannot be used is left out and counted by the name of its reason. Nothing is fetched.

use std::collections::BTreeMap;

use super::records::{Authority, KeyRecord, issuers_file};
use super::{Objection, objection};
use crate::public_key::PublicKey;
use crate::regions::Words;

pub mod certificate;
pub mod european;
pub mod folder;
pub mod key_sets;

/// What imported keys may sign.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The types.
    pub types: Vec<String>,
    /// The regions.
    pub regions: Vec<String>,
    /// The longest validity of what they sign, in seconds.
    pub max_lifetime: Option<i64>,
}

/// Who a name in a list is: the issuer's id in its credentials, by country, folder or file.
pub type Issuers = BTreeMap<String, String>;

/// What came of a list.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The authorities, by the region of their file.
    pub authorities: BTreeMap<String, Vec<Authority>>,
    /// How many keys were taken.
    pub taken: usize,
    /// How many were left out, by the reason.
    pub skipped: BTreeMap<String, usize>,
}

/// One key of a list, before it is taken.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The region of its file.
    pub directory: String,
    /// Its authority, without keys.
    pub authority: Authority,
    /// Its record.
    pub key: KeyRecord,
}

impl Scope {
    /// A scope that says something.
    ///
    /// # Errors
    /// An [`Objection`] when there is no type or no region.
    pub fn new(types: &[&str], regions: &[&str], max: Option<i64>) -> Result<Self, Objection> {
        if types.is_empty() || regions.is_empty() {
            return objection(
                "name what these keys may sign, with --types and --regions: without them they \
                 have no authority",
            );
        }
        let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Ok(Self { types: texts(types), regions: texts(regions), max_lifetime: max })
    }

    /// An authority with this scope and no keys.
    pub fn authority(&self, issuer: &str, name: &str) -> Authority {
        Authority {
            issuer: issuer.to_owned(),
            name: Words { zh: name.to_owned(), en: name.to_owned() },
            types: self.types.clone(),
            regions: self.regions.clone(),
            lists: None,
            max_lifetime: self.max_lifetime,
            keys: Vec::new(),
        }
    }
}

impl Imported {
    /// Takes a key or counts why not. A second one of the same issuer, key id and algorithm is
    /// left out: nobody could tell them apart.
    pub fn take(&mut self, candidate: Result<Candidate, String>) {
        let refused = match candidate {
            Ok(candidate) => self.insert(candidate),
            Err(reason) => Err(reason),
        };
        match refused {
            Ok(()) => self.taken += 1,
            Err(reason) => *self.skipped.entry(reason).or_default() += 1,
        }
    }

    fn insert(&mut self, Candidate { directory, authority, key }: Candidate) -> Result<(), String> {
        let all = self.authorities.values().flatten();
        let same = all.filter(|known| known.issuer == authority.issuer);
        if same.flat_map(|known| &known.keys).any(|known| named_alike(known, &key)) {
            return Err("key id twice".to_owned());
        }
        let list = self.authorities.entry(directory).or_default();
        let same = list.iter_mut().find(|known| {
            known.issuer == authority.issuer
                && known.types == authority.types
                && known.regions == authority.regions
        });
        match same {
            Some(known) => known.keys.push(key),
            None => list.push(authority.keyed([key])),
        }
        Ok(())
    }

    /// The target files under a name: `issuers/<region>/<name>.json`.
    pub fn files(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let file = |(region, list): (&String, &Vec<Authority>)| {
            (format!("issuers/{region}/{name}.json"), issuers_file(list))
        };
        self.authorities.iter().map(file).collect()
    }
}

fn named_alike(one: &KeyRecord, other: &KeyRecord) -> bool {
    (&one.kid, &one.kid_hex, &one.alg) == (&other.kid, &other.kid_hex, &other.alg)
}

/// The record of a key that a certificate holds, under a key id of bytes.
///
/// # Errors
/// The name of the key's kind when it is none that is checked here.
pub(crate) fn certified(kid: &[u8], signer: &certificate::Signer) -> Result<KeyRecord, String> {
    let key: &PublicKey = signer.key.as_ref().map_err(|kind| (*kind).to_owned())?;
    Ok(KeyRecord::of_public("", key, (signer.not_before, signer.not_after)).under(kid))
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Imported, Scope};
    use crate::key::Key;
    use crate::trust::records::KeyRecord;

    fn candidate(issuer: &str, kid: &str) -> Candidate {
        let scope = Scope::new(&["t"], &["BV"], None).unwrap();
        let key = KeyRecord::new(kid, &Key::from_seed("a", issuer), (1, 2));
        Candidate { directory: "BV".to_owned(), authority: scope.authority(issuer, issuer), key }
    }

    #[test]
    fn without_a_scope_nothing_is_imported() {
        assert!(Scope::new(&[], &["BV"], None).is_err());
        assert!(Scope::new(&["t"], &[], None).is_err());
    }

    #[test]
    fn keys_are_gathered_by_their_issuer_and_told_apart_by_their_ids() {
        let mut imported = Imported::default();
        for (issuer, kid) in [("a", "1"), ("a", "2"), ("b", "1"), ("a", "1")] {
            imported.take(Ok(candidate(issuer, kid)));
        }
        imported.take(Err("RSA".to_owned()));
        let counts: Vec<_> = imported.authorities["BV"].iter().map(|one| one.keys.len()).collect();
        assert_eq!((counts, imported.taken), (vec![2, 1], 3));
        assert_eq!(
            imported.skipped,
            [("RSA".to_owned(), 1), ("key id twice".to_owned(), 1)].into()
        );
        assert!(imported.files("list").contains_key("issuers/BV/list.json"));
    }
}
