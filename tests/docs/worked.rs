//! The worked examples of `docs/policy.md` and `docs/journal.md`: a policy with its hash and a counter's
//! request, and the records of a short journal.

use std::fmt::Write;

use forge::base64::hex;
use forge::digits;
use forge::docs::{AT, examples};
use forge::hash::Hash;
use serde_json::{Value as Json, json};
use yanzheng::encoding::json::encode;
use yanzheng::host::{Record, Verifier, from_json};

use super::tables::table;

/// Characters of a block in one line.
const WIDTH: usize = 85;
/// Who asks, and what for.
const MAKER: &str = "示例酒店前台";
const PURPOSE: &str = "入住登记";
/// A salt, in the place of chance.
const SALT: &str = "mB1FZ1yTq0Yb3m0m1cVh4A";
const DAY: i64 = 86_400;

fn told(ask: &Json) -> yanzheng::encoding::value::Value {
    from_json(&ask.to_string()).unwrap()
}

fn title(what: &str, of: &str) -> String {
    format!(
        "# {what}\n\nAn example of {of}. Everything in it is invented. `YANZHENG_WRITE=1 cargo test --test docs`\n\
         writes this file anew.\n\n"
    )
}

fn block(name: &str, text: &str) -> String {
    format!("## {name}\n\n```\n{}\n```\n\n", text.trim_end())
}

/// A text in lines of one length.
fn lines(text: &str) -> String {
    let rows: Vec<_> = text.as_bytes().chunks(WIDTH).map(String::from_utf8_lossy).collect();
    rows.join("\n")
}

/// What a hotel might ask, shorter than the policy that is shipped.
fn policy() -> Json {
    json!({
        "scenario": "hotel.check-in",
        "version": 1,
        "types": ["resident_id_card", "11990000990000017W001"],
        "claims": ["certificateHolderName", "certificateHolderCode"],
        "optional": ["holderPhotoHash"],
        "assurance": "live",
        "retention": { "days": 90, "claims": ["certificateHolderName"] },
        "never_keep": ["certificateHolderCode"],
    })
}

/// A policy, its hash, and the request that a counter makes of it.
pub(super) fn request() -> String {
    let config = json!({ "anchors": [], "maker": MAKER });
    let verifier = Verifier::new(told(&config), None).unwrap();
    let ask = json!({
        "scenario": policy(), "purpose": PURPOSE, "challenge": "2WbFUzSUGTnbN2nUzvZKDg", "at": AT,
    });
    let answer = verifier.request(told(&ask)).unwrap();
    let answer: Json = serde_json::from_str(&encode(&answer)).unwrap();
    let scan = answer["text"].as_str().unwrap();
    let canonical = policy().to_string();
    let sha256 = hex(&Hash::Sha256.digest(canonical.as_bytes()));
    assert_eq!(answer["request"]["policy_sha256"], sha256.as_str());
    let read: Json = serde_json::from_str(&encode(&verifier.read_request(scan))).unwrap();
    assert_eq!(read, json!({ "request": answer["request"], "known": false }));
    let (front, code) = scan.split_at("3690414".len());
    let bytes = digits::decode(code).unwrap();
    [
        title("A counter's request, version 1, kind 4", "docs/policy.md §4 and §8"),
        block("The policy, as JSON with sorted names", &canonical),
        block("SHA-256 of it", &sha256),
        block("What is asked", &serde_json::to_string_pretty(&answer["request"]).unwrap()),
        block(&format!("Its {} bytes", bytes.len()), &lines(&hex(&bytes))),
        block(&format!("The code, {} digits", scan.len()), &format!("{front}\n{}", lines(code))),
    ]
    .concat()
}

/// The records of a journal: its beginning, an accept, the same code again, and what is left when the
/// term of the accept is over.
struct Journal {
    verifier: Verifier,
    records: Vec<([&'static str; 2], Record)>,
}

/// The terminal's key: 00, 01, 02 …
fn key() -> Vec<u8> {
    (0..32).collect()
}

impl Journal {
    fn new() -> Self {
        let example = examples().unwrap().into_iter().find(|one| one.file == "kind-2.txt").unwrap();
        let config = json!({ "anchors": example.anchors, "maker": MAKER });
        let mut verifier = Verifier::new(told(&config), None).unwrap();
        verifier.terminal(&key()).unwrap();
        let mut journal = Self { verifier, records: Vec::new() };
        journal.enter(["the beginning", "开头"], &json!({ "at": AT - 3600, "journal": true }));
        let mut ask = example.ask.clone();
        ask["scenario"] = policy();
        ask["purpose"] = PURPOSE.into();
        for (at, what) in
            [(20, ["an accept", "通过"]), (40, ["the same code again", "同一个码再来"])]
        {
            ask["at"] = (AT + at).into();
            let receipt = journal.verifier.verify(example.scan.as_bytes(), told(&ask)).unwrap();
            let (_, record) = journal.verifier.keep(receipt, SALT).unwrap();
            journal.follow(what, record);
        }
        let purge = json!({ "at": AT + 91 * DAY, "purge": { "entries": 1 } });
        journal.enter(["a deletion", "删除"], &purge);
        journal
    }

    fn enter(&mut self, what: [&'static str; 2], entry: &Json) {
        let record = self.verifier.enter(told(entry)).unwrap();
        self.follow(what, record);
    }

    /// The verifier goes on from a record that was written.
    fn follow(&mut self, what: [&'static str; 2], record: Record) {
        let line = record.text.split('\n').next().unwrap();
        assert_eq!(hex(&record.head.sha256), hex(&Hash::Sha256.digest(line.as_bytes())));
        let followed = encode(&self.verifier.follow(&record.text).unwrap());
        assert!(followed.starts_with("{\"ok\":true"), "{followed}");
        self.records.push((what, record));
    }
}

/// The records under their keys, each with the digest of its line, and the checkpoint behind them.
pub(super) fn journal() -> String {
    let journal = Journal::new();
    let mut text = [
        title("A journal", "docs/journal.md §2"),
        "It is a whole one, as it stood before the deletion: the deletion takes the second line of record 1\n\
         away, and changes no other byte.\n\n"
            .to_owned(),
        block("The terminal's key, terminal/key", &hex(&key())),
    ]
    .concat();
    for ([what, _], Record { head, text: record }) in &journal.records {
        text.push_str(&block(&format!("journal/{:012}: {what}", head.sequence), record));
        let _ = write!(text, "SHA-256 of its first line:\n\n```\n{}\n```\n\n", hex(&head.sha256));
    }
    let head = journal.verifier.head().unwrap().unwrap();
    text.push_str(&block("A checkpoint", &encode(&head)));
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// How long each record is.
pub(super) fn records(language: usize) -> String {
    let rows = Journal::new().records.into_iter().map(|(what, record)| {
        let (line, kept) = record.text.split_once('\n').unwrap_or((&record.text, ""));
        let kept = if kept.is_empty() { String::new() } else { kept.len().to_string() };
        vec![what[language].to_owned(), line.len().to_string(), kept]
    });
    let head =
        [["record", "bytes of its line", "of the second"], ["记录", "第一行字节数", "第二行"]];
    table(&head[language], &rows.collect::<Vec<_>>())
}
