//! The trust bundle: one signed file that says whom to believe, for what, where and until when.
//!
//! The order of [`load`], each line of which refuses the whole and leaves what is held as it was:
//! 1. The carrier's size and form.
//! 2. From the pinned root, one after another the roots that follow (`tuf`), through the one that is
//!    held.
//! 3. The timestamp. With the version that is held nothing is new, and nothing else is read.
//! 4. The snapshot, the top targets, and every delegated role to two levels, each by its delegator.
//! 5. Every target is named by the role whose word on its path counts, and by no other.
//! 6. Every target file by length and digest, and only then by its contents: key records inside their
//!    folder's region, recognition, types, policies. A point is looked at when its key is used.
//! 7. No stream of revocation packs has gone back.
//!
//! Does not know what a type or a policy says: it hands these out as data. Does not keep the bytes.

use sha2::{Digest, Sha256};

use crate::budget::Budget;
use crate::encoding::json;
use crate::encoding::value::Value;
use crate::envelope::Hint;
use crate::error::Fault;
use crate::gather::Gather;
use crate::time::Time;
use crate::trust::carrier::Carrier;
use crate::trust::recognition::{self, Agreement};
use crate::trust::records::{Record, Records};
use crate::trust::tuf::metadata::Target;
use crate::trust::tuf::{Rooted, TOP, Targeted, Terms, limit};

/// The file that says which is the newest of everything.
const TIMESTAMP: &str = "metadata/timestamp.json";
/// Distinct keys that a root must have been signed by: one key that is lost must not be enough.
const ROOT_THRESHOLD: usize = 2;
/// Levels of delegation: a region, and what a region delegates.
const LEVELS: usize = 2;
/// Bytes of one target file in a bundle.
const TARGET: usize = 1 << 20;
/// Limits of one target file beside its bytes.
const FILE: Budget = Budget { items: 1 << 18, ..Budget::DEFAULT };

/// A trust bundle that was verified as a whole. Made by [`load`] only.
#[derive(Clone, Debug)]
pub struct Bundle {
    metadata: Targeted,
    timestamp: [u8; 32],
    records: Records,
    agreements: Vec<Agreement>,
    types: Vec<Value>,
    policies: Vec<(String, Value)>,
    packs: Vec<PackFile>,
}

/// A revocation pack that the bundle names: where it belongs, and its digest.
#[derive(Clone, Debug)]
pub struct PackFile {
    /// Its path.
    pub path: String,
    /// The region whose folder names it.
    pub region: String,
    /// The stream that it is a part of.
    pub stream: String,
    /// Its place in the stream.
    pub sequence: u64,
    /// Whether it continues another one.
    pub is_delta: bool,
    /// Its length and digest.
    pub target: Target,
}

/// What offering a bundle came to.
#[derive(Debug)]
pub enum Loaded {
    /// It is the one that is held.
    Held,
    /// It is newer.
    New(Box<Bundle>),
}

/// Verifies a bundle against the pinned root and what is held. Without a moment no end is looked at:
/// that is for taking up what was accepted before.
///
/// # Errors
/// Every `trust.bundle_*` fault; what is held stays as it is.
pub fn load(
    root: &[u8],
    held: Option<&Bundle>,
    bytes: &[u8],
    at: Option<Time>,
) -> Result<Loaded, Fault> {
    let carrier = Carrier::read(bytes)?;
    let terms = Terms { at, root_threshold: ROOT_THRESHOLD };
    let held_metadata = held.map(|held| &held.metadata);
    let rooted = follow(Rooted::pinned(root, terms)?, &carrier, held_metadata)?;
    let timestamp = carrier.required(TIMESTAMP)?;
    let stamped = rooted.timestamp(&timestamp, held_metadata)?;
    if held_metadata.is_some_and(|held| stamped.is_held(held)) {
        return Ok(Loaded::Held);
    }
    let consistent = stamped.is_consistent();
    let file = |role: &str, version| carrier.required(&metadata_name(role, version, consistent));
    let snapshot = file("snapshot", stamped.snapshot_version())?;
    let snapped = stamped.snapshot(&snapshot, held_metadata)?;
    let version = |version: Option<u64>, role: &str| {
        version.ok_or_else(|| Fault::BundleFileMissing { file: role.to_owned() })
    };
    let top = file(TOP, version(snapped.version_of(TOP), TOP)?)?;
    let mut metadata = snapped.targets(&top)?;
    let mut waiting = delegations(&metadata, 0)?;
    while let Some((level, delegator, name)) = waiting.pop() {
        let bytes = file(&name, version(metadata.version_of(&name), &name)?)?;
        metadata.delegate(&delegator, &name, &bytes)?;
        waiting.extend(delegations_of(&metadata, &name, level)?);
    }
    let timestamp = Sha256::digest(timestamp).into();
    let bundle = Contents::of(&metadata, &carrier)?.bundle(metadata, timestamp)?;
    match held.and_then(|held| bundle.goes_back(held)) {
        Some(stream) => Err(Fault::BundleReplayed { role: stream }),
        None => Ok(Loaded::New(Box::new(bundle))),
    }
}

/// Checks that some bytes are a root that can be pinned.
///
/// # Errors
/// As [`Rooted::pinned`].
pub fn check_root(root: &[u8]) -> Result<(), Fault> {
    Rooted::pinned(root, Terms { at: None, root_threshold: ROOT_THRESHOLD }).map(|_| ())
}

/// Takes every root after the pinned one. The chain leads through the root that is held, whatever
/// else is trusted already: what is accepted must be one that can be taken up again from the pinned
/// root alone.
fn follow(
    mut rooted: Rooted,
    carrier: &Carrier<'_>,
    held: Option<&Targeted>,
) -> Result<Rooted, Fault> {
    let root = || "root".to_owned();
    for _ in 0..=limit::ROOTS {
        if held.is_some_and(|held| held.has_another(&rooted)) {
            return Err(Fault::BundleVersionMismatch { role: root() });
        }
        let next = rooted.version().saturating_add(1);
        match carrier.file(&format!("metadata/{next}.root.json"))? {
            Some(bytes) => rooted = rooted.follow(&bytes)?,
            None if held.is_some_and(|held| rooted.version() < held.root_version()) => {
                return Err(Fault::BundleReplayed { role: root() });
            }
            None => return Ok(rooted),
        }
    }
    Err(Fault::BundleTooMany { limit: limit::ROOTS })
}

type Waiting = Vec<(usize, String, String)>;

fn delegations(metadata: &Targeted, level: usize) -> Result<Waiting, Fault> {
    delegations_of(metadata, TOP, level)
}

/// The roles that a role delegates to, one level below it.
fn delegations_of(metadata: &Targeted, name: &str, level: usize) -> Result<Waiting, Fault> {
    let found = metadata.roles().filter(|(_, known, _)| *known == name).last();
    let delegations = found.map(|(_, _, role)| role.body.delegations.as_slice());
    let delegations = delegations.unwrap_or_default();
    if level >= LEVELS && !delegations.is_empty() {
        return Err(Fault::BundleTooDeep { limit: LEVELS });
    }
    let below = level.saturating_add(1);
    Ok(delegations.iter().map(|one| (below, name.to_owned(), one.name.clone())).gather())
}

/// The name of a role's file: a role's name may have a slash, a file's may not.
fn metadata_name(role: &str, version: u64, consistent: bool) -> String {
    let mut quoted = String::new();
    for byte in role.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                quoted.push(char::from(byte));
            }
            _ => {
                quoted.push('%');
                quoted.push_str(&base16ct::upper::encode_string(&[byte]));
            }
        }
    }
    match consistent {
        true => format!("metadata/{version}.{quoted}.json"),
        false => format!("metadata/{quoted}.json"),
    }
}

/// The name of a target's file.
fn target_name(path: &str, target: &Target, consistent: bool) -> String {
    let (folder, name) = match path.rsplit_once('/') {
        Some((folder, name)) => (format!("{folder}/"), name),
        None => (String::new(), path),
    };
    match consistent {
        true => {
            let digest = base16ct::lower::encode_string(&target.sha256);
            format!("targets/{folder}{digest}.{name}")
        }
        false => format!("targets/{path}"),
    }
}

/// Reads a target file, after its length and digest.
fn read(
    path: &str,
    target: &Target,
    consistent: bool,
    carrier: &Carrier<'_>,
) -> Result<Value, Fault> {
    let bytes = carrier.required(&target_name(path, target, consistent))?;
    if bytes.len() > TARGET {
        return Err(Fault::BundleTooLarge { size: bytes.len(), limit: TARGET });
    }
    target.check(&bytes, path)?;
    json::decode(&bytes, &FILE).map_err(|_| Fault::BundleMalformed { file: path.to_owned() })
}

/// What the target files hold, while they are read one after another.
#[derive(Default)]
struct Contents {
    records: Records,
    agreements: Vec<Agreement>,
    types: Vec<Value>,
    policies: Vec<(String, Value)>,
    packs: Vec<PackFile>,
}

impl Contents {
    fn of(metadata: &Targeted, carrier: &Carrier<'_>) -> Result<Self, Fault> {
        let mut contents = Self::default();
        let consistent = metadata.is_consistent();
        for (_, role, targets) in metadata.roles() {
            if !targets.body.min_sdk.as_deref().is_none_or(is_new_enough) {
                return Err(Fault::BundleUnsupported);
            }
            for (path, target) in &targets.body.files {
                if metadata.speaker(path) != Some(role) {
                    return Err(Fault::BundlePathUnauthorised { file: path.clone() });
                }
                let read = || read(path, target, consistent, carrier);
                contents.take(path, target, (role, targets.expires), read)?;
            }
        }
        Ok(contents)
    }

    fn take(
        &mut self,
        path: &str,
        target: &Target,
        role: (&str, Time),
        read: impl Fn() -> Result<Value, Fault>,
    ) -> Result<(), Fault> {
        let malformed = || Fault::BundleMalformed { file: path.to_owned() };
        let parts: Vec<&str> = path.split('/').gather();
        match parts.as_slice() {
            ["issuers", region, _] => self.records.add(&read()?, path, region, role)?,
            ["types.json"] | ["types", _, _] => {
                let value = read()?;
                let rows = value.get("types").and_then(Value::elements).ok_or_else(malformed)?;
                self.types.extend_from_slice(rows);
            }
            ["recognition.json"] => {
                self.agreements = recognition::read(&read()?).ok_or_else(malformed)?;
            }
            ["policy", file] => {
                let policy = read()?;
                let name = policy.get("scenario").and_then(Value::text).ok_or_else(malformed)?;
                if file.strip_suffix(".json") != Some(name) {
                    return Err(malformed());
                }
                self.policies.push((name.to_owned(), policy));
            }
            ["revocation", region, file] => {
                let pack = PackFile::of(path, [region, file], target).ok_or_else(malformed)?;
                self.packs.push(pack);
            }
            // What a later version names is not ours to read; it is signed all the same.
            _ => {}
        }
        Ok(())
    }

    fn bundle(self, metadata: Targeted, timestamp: [u8; 32]) -> Result<Bundle, Fault> {
        let Self { records, agreements, types, policies, packs } = self;
        let records = records.sorted()?;
        Ok(Bundle { metadata, timestamp, records, agreements, types, policies, packs })
    }
}

impl PackFile {
    /// Reads `<stream>.<sequence>.snapshot` or `.delta`.
    fn of(path: &str, [region, file]: [&str; 2], target: &Target) -> Option<Self> {
        let mut parts = file.split('.');
        let (stream, sequence) = (parts.next()?, parts.next()?);
        let is_delta = match parts.next()? {
            "delta" => true,
            "snapshot" => false,
            _ => return None,
        };
        let plain = sequence.bytes().all(|c| c.is_ascii_digit()) && !sequence.starts_with('0');
        (plain && parts.next().is_none()).then_some(Self {
            path: path.to_owned(),
            region: region.to_owned(),
            stream: stream.to_owned(),
            sequence: sequence.parse().ok()?,
            is_delta,
            target: target.clone(),
        })
    }
}

impl Bundle {
    /// The keys for a hint.
    pub fn matching(&self, hint: &Hint) -> impl Iterator<Item = &Record> {
        self.records.matching(hint)
    }

    /// The keys that may sign the status list at an address.
    pub fn listing(&self, uri: &str, kid: Option<&[u8]>) -> Vec<&Record> {
        self.records.listing(uri, kid)
    }

    /// Whether it has a key of this id at all.
    pub fn knows(&self, kid: Option<&[u8]>) -> bool {
        self.records.knows(kid)
    }

    /// How many issuers and keys it has.
    pub fn count(&self) -> (usize, usize) {
        self.records.count()
    }

    /// The agreements between regions.
    pub fn agreements(&self) -> &[Agreement] {
        &self.agreements
    }

    /// Rows of the catalogue of types, as data.
    pub fn types(&self) -> &[Value] {
        &self.types
    }

    /// Policies by scenario, as data.
    pub fn policies(&self) -> &[(String, Value)] {
        &self.policies
    }

    /// The revocation packs that it names.
    pub fn packs(&self) -> &[PackFile] {
        &self.packs
    }

    /// SHA-256 of its timestamp, by which everything in it is named: the same for either carrier.
    pub fn sha256(&self) -> &[u8; 32] {
        &self.timestamp
    }

    /// The versions of root, timestamp, snapshot and top targets.
    pub fn versions(&self) -> [u64; 4] {
        self.metadata.versions()
    }

    /// When the first of these four ends.
    pub fn expires(&self) -> Time {
        self.metadata.expires().1
    }

    /// When it was made, where it says so.
    pub fn issued(&self) -> Option<Time> {
        self.metadata.issued()
    }

    /// Checks that none of its roles has ended.
    ///
    /// # Errors
    /// [`Fault::BundleExpired`].
    pub fn in_force(&self, at: Time) -> Result<(), Fault> {
        let (role, end) = self.metadata.expires();
        match at >= end {
            true => Err(Fault::BundleExpired { role: role.to_owned(), not_after: end.seconds() }),
            false => Ok(()),
        }
    }

    /// The stream whose newest pack is older here than in what is held.
    fn goes_back(&self, held: &Self) -> Option<String> {
        let newest = |packs: &[PackFile], of: &PackFile| {
            let same = packs.iter().filter(|one| one.is_with(of));
            same.map(|one| one.sequence).max()
        };
        let back = |pack: &&PackFile| {
            newest(&self.packs, pack).is_some_and(|now| Some(now) < newest(&held.packs, pack))
        };
        held.packs.iter().find(back).map(|pack| format!("{}/{}", pack.region, pack.stream))
    }
}

impl PackFile {
    /// Whether two packs are of one stream.
    pub fn is_with(&self, other: &Self) -> bool {
        (&self.region, &self.stream) == (&other.region, &other.stream)
    }
}

/// Whether this package is as new as a bundle asks: numbers compared one by one.
fn is_new_enough(wanted: &str) -> bool {
    let numbers =
        |version: &str| version.split('.').map(|n| n.parse().ok()).gather::<Option<Vec<u32>>>();
    numbers(wanted).is_some_and(|wanted| Some(wanted) <= numbers(env!("CARGO_PKG_VERSION")))
}
