//! The journal and the replay memory: what was kept stands, what was changed is seen, and nothing is
//! accepted twice, however often whoever keeps it starts anew.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

#[path = "suite/good.rs"]
mod good;
mod suite;

use forge::hotel::{AUDIENCE, SHOWN};
use forge::key::{DEMO_SEED, Key};
use forge::plan::Plan;
use forge::regions::region;
use forge::sd_jwt::Token;
use forge::sd_jwt_vc::{SdJwt, choose, present};
use forge::statements;
use good::{AT, verifier};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use yanzheng::encoding::value::Value;
use yanzheng::host::{Verifier, from_json};
use yanzheng::receipt::journal::{Broken, Chain, Entry, Head};

/// Records in the order of their places, as a store keeps them.
type Store = Vec<String>;

/// A terminal that keeps its verdicts in a store that others may write as well.
struct Terminal {
    verifier: Verifier,
    followed: usize,
}

const KEY: [u8; 32] = [7; 32];

impl Terminal {
    /// Opens a journal as a page does: the newest record, what the memory still needs, and nothing else.
    fn open(store: &mut Store) -> Self {
        let mut verifier = verifier();
        verifier.terminal(&KEY).unwrap();
        if store.is_empty() {
            let first = verifier
                .enter(from_json(&json!({ "at": AT, "journal": true }).to_string()).unwrap());
            store.push(first.unwrap().text);
        }
        let mut said = told(&verifier.follow(store.last().unwrap()).unwrap());
        while let Some(last) = said["last"].as_u64() {
            said = told(&verifier.recall(&store[usize::try_from(last).unwrap()]).unwrap());
        }
        Self { verifier, followed: store.len() }
    }

    /// Verifies, keeps, and only then answers.
    fn verify(&mut self, store: &mut Store, scan: &str, ask: &Json) -> Json {
        loop {
            let receipt =
                self.verifier.verify(scan.as_bytes(), from_json(&ask.to_string()).unwrap());
            let (receipt, record) = self.verifier.keep(receipt.unwrap(), "salt").unwrap();
            let place = usize::try_from(record.head.sequence).unwrap();
            let mine = place == store.len();
            if mine {
                store.push(record.text);
            }
            assert_eq!(told(&self.verifier.follow(&store[place]).unwrap())["ok"], true);
            self.followed = place + 1;
            if mine {
                return serde_json::to_value(&receipt).unwrap();
            }
        }
    }
}

fn told(value: &Value) -> Json {
    serde_json::to_value(value).unwrap()
}

/// A guest's presentation at a moment.
fn shown(at: i64, challenge: &str) -> String {
    thread_local! {
        static HELD: (Token, Key) = {
            let (region, guest) = (region(DEMO_SEED, 'e'), Key::from_seed(DEMO_SEED, "customer"));
            let issued = SdJwt {
                credential: statements::identity(&region, AT),
                holder: Some(guest.public()),
                redacted: Plan::personal().names().cloned().collect(),
                seed: DEMO_SEED.to_owned(),
            };
            (choose(&issued.issue(&region.issuer.key).unwrap(), &SHOWN).unwrap(), guest)
        };
    }
    HELD.with(|(token, guest)| present(token, (AUDIENCE, at, challenge), guest).unwrap())
}

fn ask(at: i64, challenge: &str) -> Json {
    json!({ "at": at, "challenge": challenge, "scenario": {
        "scenario": AUDIENCE, "assurance": "live", "claims": ["certificateHolderName"],
        "retention": { "days": 30, "claims": ["certificateHolderName"] },
    } })
}

fn challenge(number: usize) -> String {
    format!("challenge-number-{number:06}")
}

#[test]
fn what_is_shown_twice_is_accepted_once() {
    let mut store = Store::new();
    let mut terminal = Terminal::open(&mut store);
    let (scan, asked) = (shown(AT + 5, &challenge(1)), ask(AT + 10, &challenge(1)));
    let first = terminal.verify(&mut store, &scan, &asked);
    assert_eq!(first["code"], "ok");
    assert_eq!(first["entry"]["sequence"], 1);
    let second = terminal.verify(&mut store, &scan, &asked);
    assert_eq!(
        (&second["verdict"], &second["code"]),
        (&json!("reject"), &json!("policy.replayed"))
    );
    assert_eq!(second["checks"][6]["detail"]["age"], 5);
    assert!(second.get("claims").is_none());
    // The holder answers the same challenge anew: it is still the same challenge.
    let again = shown(AT + 9, &challenge(1));
    assert_eq!(terminal.verify(&mut store, &again, &asked)["code"], "policy.replayed");
    // Nor does it count anew where nobody asks for an answer to it.
    let unasked =
        json!({ "at": AT + 10, "scenario": { "scenario": AUDIENCE, "assurance": "device" } });
    assert_eq!(terminal.verify(&mut store, &scan, &unasked)["code"], "policy.replayed");
    // Another process over the same store remembers it as well.
    let mut other = Terminal::open(&mut store);
    assert_eq!(other.verify(&mut store, &scan, &asked)["code"], "policy.replayed");
    // Without a challenge each signature is a showing of its own, and each counts once.
    let plain =
        json!({ "at": AT + 10, "scenario": { "scenario": AUDIENCE, "assurance": "device" } });
    let fresh = shown(AT + 7, "a nonce that the wallet chose");
    assert_eq!(other.verify(&mut store, &fresh, &plain)["code"], "ok");
    assert_eq!(other.verify(&mut store, &fresh, &plain)["code"], "policy.replayed");
    let newer = shown(AT + 8, "a nonce that the wallet chose");
    assert_eq!(other.verify(&mut store, &newer, &plain)["code"], "ok");
}

#[test]
fn a_refusal_is_not_a_showing() {
    let mut store = Store::new();
    let mut terminal = Terminal::open(&mut store);
    let scan = shown(AT + 5, &challenge(1));
    let mut refused = ask(AT + 10, &challenge(1));
    refused["scenario"]["types"] = json!(["another type"]);
    assert_eq!(terminal.verify(&mut store, &scan, &refused)["code"], "policy.type_unauthorised");
    assert_eq!(terminal.verify(&mut store, &scan, &ask(AT + 10, &challenge(1)))["code"], "ok");
}

#[test]
fn a_memory_that_began_later_does_not_guess() {
    let mut store = Store::new();
    let mut terminal = Terminal::open(&mut store);
    let before = shown(AT - 1, &challenge(1));
    let answer = terminal.verify(&mut store, &before, &ask(AT + 10, &challenge(1)));
    assert_eq!(
        (&answer["verdict"], &answer["code"]),
        (&json!("indeterminate"), &json!("policy.memory_missing"))
    );
    let since = shown(AT, &challenge(1));
    assert_eq!(terminal.verify(&mut store, &since, &ask(AT + 10, &challenge(1)))["code"], "ok");
    // An hour later, and with the clock put back again: what was forgotten is not new.
    let later = AT + 3600;
    assert_eq!(
        terminal.verify(&mut store, &shown(later, &challenge(2)), &ask(later, &challenge(2)))["code"],
        "ok"
    );
    for mut terminal in [terminal, Terminal::open(&mut store)] {
        let answer = terminal.verify(&mut store, &since, &ask(AT + 10, &challenge(1)));
        assert_eq!(answer["code"], "policy.memory_missing");
    }
}

#[test]
fn a_clock_that_ran_ahead_does_not_lock_the_right_one_out() {
    let mut store = Store::new();
    let mut terminal = Terminal::open(&mut store);
    // Nobody's presentation is fresh there, so nothing is remembered and nothing forgotten.
    let ahead = ask(AT + 400 * 24 * 3600, &challenge(1));
    assert_ne!(terminal.verify(&mut store, &shown(AT + 5, &challenge(1)), &ahead)["code"], "ok");
    assert_eq!(
        terminal.verify(&mut store, &shown(AT + 5, &challenge(1)), &ask(AT + 6, &challenge(1)))["code"],
        "ok"
    );
}

#[test]
fn where_nothing_can_be_kept_nothing_is_accepted() {
    let mut asked = ask(AT + 6, &challenge(1));
    asked["unkept"] = json!(true);
    let mut keyed = verifier();
    keyed.terminal(&KEY).unwrap();
    // Also where the store could not even give the terminal's key.
    for verifier in [verifier(), keyed] {
        let scan = shown(AT + 5, &challenge(1));
        let receipt = verifier.verify(scan.as_bytes(), from_json(&asked.to_string()).unwrap());
        let receipt = serde_json::to_value(receipt.unwrap()).unwrap();
        let said = (receipt["verdict"].as_str().unwrap(), receipt["code"].as_str().unwrap());
        assert_eq!(said, ("indeterminate", "policy.journal_missing"));
        assert!(receipt.get("claims").is_none());
    }
}

/// Eight terminals over one store, the same hundred nonces each, in an order of chance, and every one of
/// them opened anew now and then.
#[test]
fn a_hundred_nonces_at_eight_terminals_are_a_hundred_accepts() {
    let mut store = Store::new();
    let mut terminals: Vec<_> = (0..8).map(|_| Terminal::open(&mut store)).collect();
    let scans: Vec<_> = (0..100).map(|number| shown(AT + 5, &challenge(number))).collect();
    let mut chance = Chance(41);
    let mut due: Vec<_> = (0..8).flat_map(|who| (0..100).map(move |what| (who, what))).collect();
    let mut accepts = [0; 100];
    while !due.is_empty() {
        let (who, what) = due.swap_remove(chance.below(due.len()));
        if chance.below(20) == 0 {
            terminals[who] = Terminal::open(&mut store);
        }
        let receipt =
            terminals[who].verify(&mut store, &scans[what], &ask(AT + 10, &challenge(what)));
        match receipt["code"].as_str().unwrap() {
            "ok" => accepts[what] += 1,
            code => assert_eq!(code, "policy.replayed"),
        }
    }
    assert_eq!(accepts, [1; 100]);
    assert_eq!(follow(&store).unwrap().unwrap().sequence, 800);
}

#[test]
fn what_is_retained_stands_apart_and_can_go() {
    let mut store = Store::new();
    let mut terminal = Terminal::open(&mut store);
    let scan = shown(AT + 5, &challenge(1));
    let receipt = terminal.verify(&mut store, &scan, &ask(AT + 10, &challenge(1)));
    let name = receipt["claims"]["certificateHolderName"].as_str().unwrap().to_owned();
    let (entry, kept) = store[1].split_once('\n').unwrap();
    assert!(!entry.contains(&name) && kept.contains(&name));
    let entry: Json = serde_json::from_str(entry).unwrap();
    assert_eq!(entry["until"], AT + 10 + 30 * 24 * 3600);
    assert_eq!(entry["receipt"]["policy"]["retention"]["until"], entry["until"]);
    assert_eq!(entry["kept"], base16ct::lower::encode_string(&Sha256::digest(kept)));
    follow(&store).unwrap();
    store[1] = store[1].replace(&name, "another");
    assert_eq!(follow(&store), Err(Broken::Kept));
    store[1] = store[1].split_once('\n').unwrap().0.to_owned();
    follow(&store).unwrap();
    terminal = Terminal::open(&mut store);
    assert_eq!(
        terminal.verify(&mut store, &scan, &ask(AT + 10, &challenge(1)))["code"],
        "policy.replayed"
    );
}

#[test]
fn a_credential_has_one_name_at_a_terminal_and_another_elsewhere() {
    let names = |key: [u8; 32]| {
        let mut verifier = verifier();
        verifier.terminal(&key).unwrap();
        [(5, 1), (6, 2)].map(|(since, number)| {
            let scan = shown(AT + since, &challenge(number));
            let asked = from_json(&ask(AT + 10, &challenge(number)).to_string()).unwrap();
            let receipt =
                serde_json::to_value(verifier.verify(scan.as_bytes(), asked).unwrap()).unwrap();
            receipt["credential"]["id"].as_str().unwrap().to_owned()
        })
    };
    let ([one, again], [other, _]) = (names([1; 32]), names([2; 32]));
    assert_eq!(one, again);
    assert_ne!(one, other);
    assert_eq!(one.len(), 64);
}

/// Ten thousand tamperings of chance with a journal of which a checkpoint has left the machine.
#[test]
fn every_tampering_before_the_checkpoint_is_found() {
    let mut store = Store::new();
    let mut terminal = Terminal::open(&mut store);
    for number in 0..60 {
        let at = AT + 10 + i64::try_from(number).unwrap() * 7;
        let code = terminal.verify(
            &mut store,
            &shown(at - 1, &challenge(number)),
            &ask(at, &challenge(number)),
        );
        assert_eq!(code["code"], "ok");
    }
    let checkpoint = follow(&store).unwrap().unwrap();
    let mut chance = Chance(1);
    for round in 0..10_000 {
        let mut changed = store.clone();
        let place = chance.below(changed.len());
        match round % 6 {
            0 => changed[place] = edited(&changed[place], &mut chance),
            1 => {
                let other = store[chance.below(store.len())].clone();
                changed.insert(place, other);
            }
            2 => drop(changed.remove(place)),
            3 => {
                let other = (place + 1 + chance.below(changed.len() - 1)) % changed.len();
                changed.swap(place, other);
            }
            4 => changed.truncate(place),
            _ => changed = relinked(changed, place, &mut chance),
        }
        let found = match follow(&changed) {
            Ok(head) => head != Some(checkpoint),
            Err(_) => true,
        };
        assert!(found, "round {round}, place {place}");
    }
}

/// Follows a whole journal.
fn follow(store: &Store) -> Result<Option<Head>, Broken> {
    let mut chain = Chain::default();
    for record in store {
        chain.follow(&Entry::read(record)?)?;
    }
    Ok(chain.head())
}

/// One byte of the entry or of what is kept is another.
fn edited(record: &str, chance: &mut Chance) -> String {
    let mut bytes = record.as_bytes().to_vec();
    loop {
        let place = chance.below(bytes.len());
        let fresh = b' ' + u8::try_from(chance.below(94)).unwrap();
        if bytes[place].is_ascii() && bytes[place] != b'\n' && bytes[place] != fresh {
            bytes[place] = fresh;
            return String::from_utf8(bytes).unwrap();
        }
    }
}

/// One entry says something else, and every digest after it is made again: only a checkpoint tells.
fn relinked(mut store: Store, place: usize, chance: &mut Chance) -> Store {
    let digest = |record: &str| {
        let line = record.split('\n').next().unwrap();
        base16ct::lower::encode_string(&Sha256::digest(line))
    };
    let mut before: Vec<_> = store.iter().map(|record| digest(record)).collect();
    let moment = format!("\"at\":{}", AT - 1 - i64::try_from(chance.below(1000)).unwrap());
    let (head, rest) = store[place].split_once("\"at\":").unwrap();
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    store[place] = format!("{head}{moment}{rest}");
    for next in place + 1..store.len() {
        let fresh = digest(&store[next - 1]);
        store[next] = store[next].replacen(&before[next - 1], &fresh, 1);
        before[next - 1] = fresh;
    }
    store
}

/// Numbers that look like chance and are the same in every run: xorshift64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }
}
