//! Streams of packs: a snapshot and the deltas that continue it, each by the digest and the number
//! of the file before.

use super::ground::{NOW, bare, case, entry, files, good, missing, repository, revoked, suspended};
use super::packed::{list, row, snapshot};
use crate::status::pack::{File, Kind, Pack};
use crate::vectors::bench::Bench;
use crate::vectors::case::Case;
use crate::vectors::ground::pinned;
use crate::vectors::told::Trust;
use crate::world::World;

/// Snapshot 1.
fn first() -> File {
    bare("t", &snapshot())
}

/// Delta 2: 8 is revoked, 10 is suspended, 9 is resumed.
fn second() -> Pack {
    Pack { revoked: vec![8], suspended: vec![10], ..delta(2, &first(), vec![9]) }
}

/// Delta 3: 9 is suspended again, 7 and 10 are resumed, of which 7 is revoked.
fn third() -> Pack {
    Pack { suspended: vec![9], ..delta(3, &bare("t", &second()), vec![7, 10]) }
}

/// Snapshot 3, which repeats the state of delta 3.
fn later() -> Pack {
    Pack { sequence: 3, revoked: vec![7, 8, 150], suspended: vec![9, 11], ..snapshot() }
}

/// A delta that continues a file, with nothing in it but what is resumed.
fn delta(sequence: u64, after: &File, resumed: Vec<u64>) -> Pack {
    let kind = Kind::Delta { base: after.hash(), resumed };
    Pack { kind, sequence, revoked: Vec::new(), suspended: Vec::new(), ..snapshot() }
}

/// A verifier whose bundle names these files, and that is told them with what is answered.
fn told(files_told: &[(File, &str)]) -> Trust {
    let mut packs: Vec<File> = Vec::new();
    for (file, _) in files_told {
        if !packs.contains(file) {
            packs.push(file.clone());
        }
    }
    let trust = pinned().takes(&files(&repository(&packs, &[])), NOW);
    files_told.iter().fold(trust, |trust, (file, expect)| {
        trust.status((&file.name, &file.bytes), NOW, None, expect)
    })
}

/// Streams that go on, and files that do not continue them.
pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [continued(b), compacted(b), out_of_order(b), other_deltas(b), grown(b)].concat()
}

fn at(b: &Bench, words: [&str; 3], index: i64, trust: Trust) -> Case {
    case(b, "pack", words, entry(list("1"), index)).trust(trust)
}

/// F11: what is revoked stays so; suspension is as the newest file says that names the place.
fn continued(b: &Bench) -> Vec<Case> {
    let about = "Revoked is for good; suspended is what the newest file says that names the place.";
    let two = || told(&[(first(), "pack"), (bare("t", &second()), "pack")]);
    let three = || {
        told(&[(first(), "pack"), (bare("t", &second()), "pack"), (bare("t", &third()), "pack")])
    };
    let at = |id: &str, change: &str, index: i64, trust: Trust| {
        at(b, [id, about, change], index, trust).attack("F11")
    };
    vec![
        good(at("chain-kept", "named by no file", 5, three())),
        revoked(at("chain-revoked", "revoked by the delta", 8, two())),
        revoked(at("chain-revoked-before", "revoked by the snapshot", 7, two())),
        suspended(at("chain-suspended", "suspended by the delta", 10, two())),
        suspended(at("chain-suspended-before", "suspended by the snapshot", 11, two())),
        good(at("chain-resumed", "suspended by the snapshot, resumed by the delta", 9, two())),
        suspended(at("chain-suspended-again", "resumed, and suspended by the next", 9, three())),
        good(at("chain-resumed-next", "suspended by a delta, resumed by the next", 10, three())),
        revoked(at("chain-resumed-revoked", "revoked by the snapshot, then resumed", 7, three())),
        revoked(at("chain-revoked-two-before", "revoked two files before", 8, three())),
    ]
}

/// A later snapshot repeats a delta's state and number, and the next delta continues it.
fn compacted(b: &Bench) -> Vec<Case> {
    let about = "A later snapshot has the number of the delta whose state it repeats.";
    let compact = || bare("t", &later());
    let fourth = |after: &File| bare("t", &Pack { revoked: vec![12], ..delta(4, after, vec![9]) });
    let chain = |more: &[(File, &str)]| {
        let start = [
            (first(), "pack"),
            (bare("t", &second()), "pack"),
            (bare("t", &third()), "pack"),
            (compact(), "pack"),
        ];
        told(&[&start, more].concat())
    };
    let at = |id: &str, change: &str, index: i64, trust: Trust| {
        at(b, [id, about, change], index, trust).attack("F10")
    };
    let of_delta = fourth(&bare("t", &third()));
    let refused = [(of_delta, "status.delta_mismatch")];
    vec![
        revoked(at("chain-compacted", "the snapshot after all deltas", 8, chain(&[]))),
        good(at("chain-compacted-alone", "the later snapshot alone", 10, {
            told(&[(compact(), "pack")])
        })),
        revoked(at("chain-compacted-next", "the delta behind the snapshot", 12, {
            chain(&[(fourth(&compact()), "pack")])
        })),
        good(at("chain-compacted-fork", "a delta that continues the old delta", 12, {
            chain(&refused)
        })),
    ]
}

/// F10: gaps, replays, and what comes before its beginning.
fn out_of_order(b: &Bench) -> Vec<Case> {
    let about = "A file that does not continue what is held is not taken, and changes nothing.";
    let (two, three) = (|| bare("t", &second()), || bare("t", &third()));
    let at = |id: &str, change: &str, index: i64, trust: Trust| {
        at(b, [id, about, change], index, trust).attack("F10")
    };
    let (mismatch, replayed) = ("status.delta_mismatch", "status.replayed");
    let started = |more: &[(File, &str)]| told(&[&[(first(), "pack")], more].concat());
    vec![
        missing(at("delta-alone", "a delta without its snapshot", 5, {
            told(&[(two(), mismatch), (first(), "pack")][..1])
        })),
        good(at("delta-gap", "the delta after the next", 10, started(&[(three(), mismatch)]))),
        revoked(at("delta-again", "the delta again", 8, {
            started(&[(two(), "pack"), (two(), replayed)])
        })),
        revoked(at("delta-earlier", "the delta before the last again", 8, {
            started(&[(two(), "pack"), (three(), "pack"), (two(), replayed)])
        })),
        revoked(at("snapshot-earlier", "the first snapshot again, after the delta", 8, {
            started(&[(two(), "pack"), (first(), replayed)])
        })),
        suspended(at("delta-late", "the right ones after a gap", 9, {
            started(&[(three(), mismatch), (two(), "pack"), (three(), "pack")])
        })),
        revoked(at("snapshot-again", "the snapshot again", 7, started(&[(first(), "pack")]))),
    ]
}

/// F10: deltas that continue the snapshot in every way but one.
fn other_deltas(b: &Bench) -> Vec<Case> {
    let about = "A delta continues one file, with its lists and types, and no other.";
    let mismatch = "status.delta_mismatch";
    let not = |id: &str, change: &str, expect: &str, file: File| {
        let trust = told(&[(first(), "pack"), (file, expect)]);
        good(at(b, [id, about, change], 5, trust)).attack("F10").critical()
    };
    let edited = |id: &str, change: &str, edit: &dyn Fn(&mut Pack)| {
        let mut pack = Pack { revoked: vec![5], ..second() };
        edit(&mut pack);
        not(id, change, mismatch, bare("t", &pack))
    };
    let based = |pack: &mut Pack, base: Vec<u8>| {
        pack.kind = Kind::Delta { base, resumed: Vec::new() };
    };
    let mut bent = first().hash();
    bent[31] ^= 1;
    let renamed = |name: &str, pack: &Pack| File {
        name: name.to_owned(),
        ..bare("t", &Pack { revoked: vec![5], ..pack.clone() })
    };
    vec![
        edited("delta-base", "another base", &|pack| based(pack, vec![0; 32])),
        edited("delta-base-bit", "a bit of its base is another", &|pack| based(pack, bent.clone())),
        edited("delta-skips", "the base of the next, and the number after it", &|pack| {
            pack.sequence = 3;
        }),
        edited("delta-row-first", "another first list", &|pack| pack.rows = vec![row(0, 2, 100)]),
        edited("delta-row-size", "larger lists", &|pack| pack.rows = vec![row(1, 2, 101)]),
        edited("delta-row-count", "a list more in the same row", &|pack| {
            pack.rows = vec![row(1, 3, 100)];
        }),
        edited("delta-row-before", "a row before the others", &|pack| {
            pack.rows.insert(0, row(9, 1, 100));
        }),
        edited("delta-row-fewer", "no row", &|pack| {
            pack.rows = vec![row(1, 1, 100)];
        }),
        edited("delta-types", "other types", &|pack| pack.types = vec![World::residence_type()]),
        edited("delta-time", "an earlier end of what it covers", &|pack| {
            pack.period.covered_until -= 1;
        }),
        not(
            "delta-named-later",
            "under the name of the next number",
            "status.malformed",
            renamed("t.3.delta", &second()),
        ),
        not(
            "delta-named-snapshot",
            "under the name of a snapshot",
            "status.malformed",
            renamed("t.2.snapshot", &second()),
        ),
        not(
            "snapshot-named-delta",
            "a snapshot under the name of a delta",
            "status.malformed",
            renamed("t.2.delta", &Pack { sequence: 2, ..snapshot() }),
        ),
    ]
}

/// A delta may add lists behind those that are there.
fn grown(b: &Bench) -> Vec<Case> {
    let about = "A delta may add lists behind those that its base has.";
    let mut more = second();
    more.rows.push(row(9, 1, 50));
    more.revoked.push(205);
    let grown = || told(&[(first(), "pack"), (bare("t", &more), "pack")]);
    let at = |id: &str, change: &str, number: &str, index: i64, trust: Trust| {
        case(b, "pack", [id, about, change], entry(list(number), index)).trust(trust)
    };
    vec![
        revoked(at("delta-adds-revoked", "a place of the list that it adds", "9", 5, grown())),
        good(at("delta-adds", "another place of it", "9", 6, grown())),
        revoked(at("delta-adds-before", "a place of a list before it", "2", 50, grown())),
        at("delta-adds-not-yet", "before the delta", "9", 6, told(&[(first(), "pack")]))
            .fault("status.coverage_missing")
            .critical(),
    ]
}
