//! yanzheng (验证) verifies an electronic credential (电子证照) from its QR code, in the page.
//!
//! # Bird's eye
//!
//! ```text
//! scan ─envelope::open→ Envelope… ─signature::check→ Authentic ─trust::anchor→ Trusted
//!      ─credential::read→ Stated ─valid→ Credential ┬─status::check──→ Current   ┐
//!                                                   ├─holder::check──→ Bound     │
//!                                                   ├─policy::decide─→ Permitted ├─release→ Claims
//!                                                   └─replay::check──→ Fresh     ┘
//! ```
//!
//! Every arrow's result is a value that only that check can make, and the next check demands it.
//! The order stands in [`verify`], on one screen; a [`receipt::Recorder`] writes every outcome. One
//! code may hold several credentials: each goes this way alone as far as `Credential`; what is shown
//! together is then decided together, and each has its own part of the receipt.
//!
//! Whom to believe comes in a file, ahead of every scan: a trust bundle ([`trust::bundle`]), whose
//! metadata [`trust::tuf`] verifies and whose records, agreements, types and policies are then at
//! hand. What was withdrawn comes the same way: packs that the bundle names, and signed lists
//! ([`status`]), which go along the first two arrows themselves. A [`host::Verifier`] holds both
//! between scans, and gives out what has to survive a restart.
//!
//! A terminal may keep its verdicts: [`receipt::journal`] says what is to be written, and only when
//! the caller has written it the verdict is given out and its showing remembered ([`replay`]).
//!
//! What a holder added travels along untouched until somebody may read it: disclosures until
//! [`credential::read`] has a payload that trust vouches for, the key binding until
//! [`holder::check`] has the key that the issuer named. A pointer has nothing of all this; where the
//! caller's own [`hub`] connection has answered for it, that word takes the place of a signature, and
//! the receipt says so.
//!
//! # Rooms, in reading order
//!
//! [`verify`], then along the arrows [`envelope`], [`signature`], [`trust`], [`credential`],
//! [`status`], [`holder`], [`policy`], [`replay`], and beside it [`hub`]; [`request`] for what a counter
//! shows first, [`receipt`] for what comes out, [`host`] for how callers come in; below them [`encoding`], [`budget`], [`time`], [`error`].
//! Imports go downward only; `tests/house.rs` holds the table.
//!
//! # Invariants, mostly things that are absent
//!
//! - No clock, network, file, randomness, log, global or async: the same request gives the same
//!   receipt, byte for byte. Chance is called for in the boundary only: challenges, salts and a
//!   terminal's key, which come in as arguments.
//! - No claim outside an `accept`: a payload is sealed until trust vouches for it, and claims
//!   leave through one function that takes every proof.
//! - No `unsafe`, and no indexing, conversion by `as` or unchecked arithmetic in this crate: what
//!   a scan holds cannot make it panic.
//! - No `none`, no shared secret that could sign, no way to say that an algorithm does not matter. The
//!   one secret is a terminal's own, and makes names ([`replay::Terminal`]).
//! - No text from a scan in a fault: a code, numbers, and names from our own tables or the bundle's.
//! - Nothing that was offered and refused leaves a trace but its code: a bundle, a list or a pack is
//!   taken as a whole, or what was held stays.
//! - "Not on the list" is never read out of a list that is not there: each way of not knowing has its
//!   own code, and none of them accepts.
//!
//! # Where this differs from the first sketch of it, and why
//!
//! - A payload is decoded in `envelope`, once, because a hint (the issuer) lies in it; it stays
//!   sealed. So every `encoding.*` fault is answered by the step `envelope`.
//! - When no key is known, `signature` is `not_reached` and `trust` is `undecided`: nothing could
//!   be tried, which is another thing than a signature that failed.
//! - `credential` has two halves, [`credential::read`] and [`credential::Stated::valid`], so that
//!   the receipt of an expired credential can say whose it was and when it ended.
//! - Requests and receipts cross the wasm boundary as JSON text; serde-wasm-bindgen carries only the
//!   small answers, without a number: its reader brought the formatting of floats along, 12 KB after
//!   brotli, and its numbers 64-bit integers, which hosts without `BigInt` have not.
//! - `envelope` opens disclosures and key bindings, `credential` and `holder` judge them: what is
//!   malformed in itself is one step's answer, what does not belong is another's.
//! - TUF's signatures are over the canonical form of a file, not over its bytes, so that is what is
//!   verified: written from the one strict reading from which everything else is taken. Target files
//!   and packs are compared by digest as they came.
//! - A role that is delegated and has ended does not refuse a bundle: its own issuers are undecided,
//!   and one region that is late does not stop the others.
//! - A record's point is looked at when its key is used. A bundle of a country has thousands, and a
//!   page waits for it.
//! - A pack is chained by the digests of its files; there is no digest of the resulting set, which
//!   nobody could check without unpacking it.
//! - Replay memory and journal are one: an entry holds the showing that it accepted, so that one write
//!   keeps both. A memory says from when on it knows, and what is older is undecided; so a lost one needs
//!   no second store to be noticed.
//! - Checkpoints are not signed. A key that lies beside the log would prove nothing to whoever can read
//!   it; a checkpoint counts because it has left the machine.
//! - A policy's hash is of all its members as they were read, those for people too.
//! - In a code, elements may lie in groups (negative keys), so that one digest of 34 bytes stands
//!   for several elements that nobody needs apart.
//! - A challenge goes into a code as the bytes of its text, so that every wallet and every verifier
//!   means the same by it whatever it looks like.
//! - The closed list of reasons has two more words, `duplicate` and `noncanonical`: both are
//!   attack classes of their own, and no other word says them.

pub mod verify;

pub mod credential;
pub mod envelope;
pub mod holder;
pub mod hub;
pub mod policy;
pub mod replay;
pub mod request;
pub mod signature;
pub mod status;
pub mod trust;

pub mod host;
pub mod receipt;

pub mod budget;
pub mod encoding;
pub mod error;
mod gather;
pub mod time;
