//! Status lists: changed after they were signed, and changed and signed again.

use forge::key::Key;
use forge::public_key::Algorithm;
use forge::status::list::{StatusList, Token};
use forge::status::simulation::Chance;
use forge::trust::publish::Files;
use yanzheng::host::Verifier;

use crate::edits::{self, below};
use crate::ground::{AT, Ground, LIST, PLACES, code_of, token};
use crate::{Ended, Victim, chance, is_ok, same};

/// A verifier that holds a list and nothing else that speaks of the credentials.
pub(crate) struct Tokens {
    verifier: Verifier,
    receipts: Vec<String>,
    list: Vec<u8>,
}

impl Victim for Tokens {
    fn begin(ground: &Ground, _: &[usize]) -> Self {
        let list = token(&ground.region).sign_jwt(&ground.region.issuer.key).into_bytes();
        let verifier = ground.verifier(&files(ground), std::slice::from_ref(&list));
        let receipts = ground.receipts(&verifier);
        assert_eq!(
            receipts.iter().map(|one| code_of(one)).collect::<Vec<_>>()[..3],
            ["ok", "status.revoked", "status.suspended"]
        );
        Self { verifier, receipts, list }
    }

    fn change(&mut self, ground: &Ground, number: usize) -> Ended {
        let mut chance = chance("list", number);
        let (what, again, bytes) = changed(ground, &mut chance);
        let taken = is_ok(&self.verifier.update_status(&bytes, AT + 60, None).unwrap());
        let said = Token::read(&bytes).filter(|said| taken && again && said.subject == LIST);
        if let Some(said) = said {
            for (place, index) in PLACES.into_iter().enumerate() {
                let code = code_of(&ground.receipt(&self.verifier, place));
                agrees(what, &said, index, &code)?;
            }
        } else {
            let place = number % ground.scans.len();
            let receipt = ground.receipt(&self.verifier, place);
            same(what, &receipt, &self.receipts[place])?;
        }
        if taken {
            self.verifier = ground.verifier(&files(ground), std::slice::from_ref(&self.list));
        }
        Ok(format!("{what} {}", if taken { "taken" } else { "refused" }))
    }
}

fn files(ground: &Ground) -> Files {
    ground.held.clone()
}

/// What is answered is what an independent reader finds in the list.
fn agrees(what: &str, said: &Token, index: u64, code: &str) -> Result<(), String> {
    let list = StatusList::of(said).ok_or_else(|| format!("{what}: taken, and no list"))?;
    let expected: &[&str] = match list.get(index) {
        None => &["status.index_too_large"],
        Some(0) => &["ok", "status.stale", "status.expired"],
        Some(1) => &["status.revoked"],
        Some(2) => &["status.suspended"],
        Some(_) => &["status.unknown"],
    };
    match expected.contains(&code) {
        true => Ok(()),
        false => Err(format!("{what} {index}: {code} instead of {expected:?}")),
    }
}

/// A list that was changed: what was done, whether it was signed again, and its bytes.
fn changed(ground: &Ground, chance: &mut Chance) -> (&'static str, bool, Vec<u8>) {
    let (token, key) = (token(&ground.region), &ground.region.issuer.key);
    let mut jwt = token.jwt(Algorithm::Es256);
    let mut cwt = token.cwt(Algorithm::Es256);
    match below(chance, 5) {
        0 => ("jwt-bytes", false, flipped(chance, jwt.sign(key).text().into_bytes())),
        1 => ("cwt-bytes", false, flipped(chance, cwt.sign(key).encode())),
        2 => {
            edits::json(chance, &mut jwt.claims);
            ("jwt-claims", true, jwt.sign(key).text().into_bytes())
        }
        3 => {
            edits::json(chance, &mut jwt.header);
            ("jwt-header", true, jwt.sign(key).text().into_bytes())
        }
        _ => ("cwt-claims", true, claims(chance, &mut cwt, key)),
    }
}

fn flipped(chance: &mut Chance, mut bytes: Vec<u8>) -> Vec<u8> {
    let other = bytes.clone();
    edits::bytes(chance, &mut bytes, &other);
    bytes
}

fn claims(chance: &mut Chance, cwt: &mut forge::cose::Sign1, key: &Key) -> Vec<u8> {
    edits::cbor(chance, &mut cwt.payload);
    cwt.sign(key).encode()
}
