//! Revocation packs that were changed, and that the bundle names as they are then: what is taken says
//! what an independent reader finds in it.

use std::collections::BTreeMap;

use forge::cbor::encode;
use forge::regions::IDENTITY;
use forge::status::pack::{File, Kind, Pack, padded, place};
use forge::status::simulation::Chance;
use forge::trust::publish::Files;
use yanzheng::host::Verifier;

use crate::edits::{self, below};
use crate::ground::{AT, Ground, LIST, PLACES, code_of, delta, snapshot, without_packs};
use crate::{Ended, Victim, chance, is_ok, same};

/// The files of one stream: the last one is changed.
struct Changed {
    what: &'static str,
    files: Vec<File>,
}

/// A verifier whose bundle names the changed packs of a batch.
pub(crate) struct Named {
    packs: BTreeMap<usize, Changed>,
    bundle: Files,
    verifier: Verifier,
}

impl Victim for Named {
    fn begin(ground: &Ground, numbers: &[usize]) -> Self {
        let mut repository = ground.repository.clone();
        let before: Vec<String> = repository.contents.keys().cloned().collect();
        for path in before.iter().filter(|path| path.starts_with("revocation/")) {
            repository.remove(path);
        }
        let packs = numbers.iter().map(|number| (*number, changed(*number)));
        let packs: BTreeMap<usize, Changed> = packs.collect();
        for file in packs.values().flat_map(|changed| &changed.files) {
            repository.add(&file.target("990000"), file.bytes.clone());
        }
        let bundle = without_packs(repository.publish(AT + 60));
        let verifier = ground.verifier(&bundle, &[]);
        Self { packs, bundle, verifier }
    }

    fn change(&mut self, ground: &Ground, number: usize) -> Ended {
        let Changed { what, files } = &self.packs[&number];
        let (last, before) = files.split_last().unwrap();
        for file in before {
            self.verifier.update_status(&file.bytes, AT + 60, None).unwrap();
        }
        let answer = self.verifier.update_status(&last.bytes, AT + 60, None).unwrap();
        let taken = is_ok(&answer);
        if taken || !before.is_empty() {
            let read = if taken { files.as_slice() } else { before };
            let read: Option<Vec<Pack>> = read.iter().map(|file| Pack::read(&file.bytes)).collect();
            let read = read.ok_or_else(|| format!("{what}: taken, and no pack to its maker"))?;
            for (probe, index) in PLACES.into_iter().enumerate() {
                let code = code_of(&ground.receipt(&self.verifier, probe));
                same(&format!("{what} {index}"), &code, expected(&read, index))?;
            }
            self.verifier = ground.verifier(&self.bundle, &[]);
        } else {
            let code = code_of(&ground.receipt(&self.verifier, number % 3));
            same(what, &code, "status.missing")?;
        }
        Ok(format!("{what} {}", if taken { "taken" } else { "refused" }))
    }
}

/// What the files of a stream come to for an index of the list.
fn expected(packs: &[Pack], index: u64) -> &'static str {
    let head = packs.last().unwrap();
    if !head.types.contains(&IDENTITY.code()) {
        return "status.coverage_missing";
    }
    let Some(place) = place(&head.rows, LIST, index) else {
        // A list that is covered has at least its first entry.
        let covered = place(&head.rows, LIST, 0).is_some();
        return if covered { "status.index_too_large" } else { "status.coverage_missing" };
    };
    if packs.iter().any(|pack| pack.revoked.contains(&place)) {
        return "status.revoked";
    }
    let suspended = packs.iter().rev().find_map(|pack| match &pack.kind {
        Kind::Snapshot => Some(pack.suspended.contains(&place)),
        Kind::Delta { .. } if pack.suspended.contains(&place) => Some(true),
        Kind::Delta { resumed, .. } if resumed.contains(&place) => Some(false),
        Kind::Delta { .. } => None,
    });
    match (suspended, head.period) {
        (Some(true), _) => "status.suspended",
        (_, period) if AT + 120 >= period.expires => "status.expired",
        (_, period) if AT + 120 > period.fresh_until => "status.stale",
        _ => "ok",
    }
}

fn changed(number: usize) -> Changed {
    let mut chance = chance("pack", number);
    let stream = format!("m{number}");
    // Each has its own end, so that no two are the same file.
    let first = snapshot(i64::try_from(number).unwrap());
    let (pack, before) = if below(&mut chance, 2) == 0 {
        (first, vec![])
    } else {
        let file = first.file(&stream);
        (delta(&file), vec![file])
    };
    let name = pack.file(&stream).name;
    let (what, bytes) = bytes_of(&mut chance, &pack);
    let files = before.into_iter().chain([File { name, bytes }]).collect();
    Changed { what, files }
}

fn bytes_of(chance: &mut Chance, pack: &Pack) -> (&'static str, Vec<u8>) {
    let mut bytes = pack.encode();
    if below(chance, 4) == 0 {
        // The first part: the rest is padding.
        let mut start = bytes[..400].to_vec();
        edits::bytes(chance, &mut start, &bytes);
        bytes.splice(..400, start);
        return ("pack-bytes", bytes);
    }
    let mut members = pack.members();
    for _ in 0..=below(chance, 2) {
        edits::cbor(chance, &mut members);
    }
    match below(chance, 4) {
        0 => ("pack-bare", encode(&members)),
        _ => ("pack", padded(members)),
    }
}
