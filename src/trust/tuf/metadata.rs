//! The four roles' files, parsed once into what cannot be wrong in form.
//!
//! Rules:
//! - One strict reading: no name twice, no fraction, no negative version, no threshold of none.
//! - Members that are not known are passed over, as TUF asks (§4.1), but they are signed.
//! - Does not check a signature: [`Unverified`] gives its body to nobody but [`Unverified::signed_by`].

use sha2::{Digest, Sha256};

use crate::budget::Budget;
use crate::encoding::value::{Value, any_twice};
use crate::encoding::{canonical, date, json};
use crate::error::Fault;
use crate::gather::Gather;
use crate::time::Time;
use crate::trust::tuf::keys::{Keys, Role};

/// What a kind of metadata says.
pub trait Body: Sized {
    /// The value of `_type`.
    const TYPE: &'static str;

    /// Reads `signed`; nothing when a member is missing or of another form.
    fn read(signed: &Value) -> Option<Self>;
}

/// A metadata file whose signatures nobody has looked at.
#[derive(Debug)]
pub struct Unverified<T>(Signed<T>);

/// A metadata file that was signed by enough keys of its role. Made by [`Unverified::signed_by`].
#[derive(Clone, Debug)]
pub struct Signed<T> {
    /// Its version.
    pub version: u64,
    /// First second at which it no longer counts.
    pub expires: Time,
    /// What it says.
    pub body: T,
    bytes: Vec<u8>,
    signatures: Vec<(String, Vec<u8>)>,
}

impl<T: Body> Unverified<T> {
    /// Reads a file; `file` is what refusals call it, `limit` the bytes it may have.
    ///
    /// # Errors
    /// [`Fault::BundleTooLarge`], [`Fault::BundleMalformed`], [`Fault::BundleUnsupported`].
    pub fn read(bytes: &[u8], file: &str, limit: usize) -> Result<Self, Fault> {
        let (signed, frame) = frame(bytes, T::TYPE, file, limit)?;
        match T::read(&signed) {
            Some(body) => Ok(Self(frame.around(body))),
            None => Err(Fault::BundleMalformed { file: file.to_owned() }),
        }
    }

    /// Checks the signatures by a role.
    ///
    /// # Errors
    /// [`Fault::BundleSignatureMissing`], [`Fault::BundleKeyUnsupported`].
    pub fn signed_by(self, name: &str, role: &Role, keys: &Keys) -> Result<Signed<T>, Fault> {
        role.check(name, keys, &self.0.bytes, &self.0.signatures)?;
        Ok(self.0)
    }

    /// What it says, for a file that names its own keys: the root alone.
    pub(super) fn claimed(&self) -> &T {
        &self.0.body
    }

    /// Checks the signatures by a role, and keeps the file unverified for the next one.
    pub(super) fn also_signed_by(&self, name: &str, role: &Role, keys: &Keys) -> Result<(), Fault> {
        role.check(name, keys, &self.0.bytes, &self.0.signatures)
    }
}

impl<T> Signed<T> {
    fn around<B>(self, body: B) -> Signed<B> {
        let Self { version, expires, bytes, signatures, .. } = self;
        Signed { version, expires, body, bytes, signatures }
    }

    /// Whether another file says the same, whoever has signed it.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }

    /// Whether another delegator's keys stand behind it as well.
    ///
    /// # Errors
    /// [`Fault::BundleSignatureMissing`], [`Fault::BundleKeyUnsupported`].
    pub(super) fn still_by(&self, name: &str, role: &Role, keys: &Keys) -> Result<(), Fault> {
        role.check(name, keys, &self.bytes, &self.signatures)
    }
}

/// What `signed` says, and what is the same for every kind of metadata.
fn frame(bytes: &[u8], kind: &str, file: &str, limit: usize) -> Result<(Value, Signed<()>), Fault> {
    if bytes.len() > limit {
        return Err(Fault::BundleTooLarge { size: bytes.len(), limit });
    }
    let malformed = || Fault::BundleMalformed { file: file.to_owned() };
    let mut value = json::decode(bytes, &FILE).map_err(|_| malformed())?;
    let signed = value.take("signed").ok_or_else(malformed)?;
    match signed.get("spec_version").and_then(Value::text).map(is_supported) {
        Some(Some(true)) => {}
        Some(Some(false)) => return Err(Fault::BundleUnsupported),
        _ => return Err(malformed()),
    }
    let parts = || {
        let typed = signed.get("_type")?.text()? == kind;
        typed.then_some(Signed {
            version: version(&signed)?,
            expires: instant(signed.get("expires")?)?,
            body: (),
            bytes: canonical::encode(&signed)?,
            signatures: signatures(value.get("signatures")?)?,
        })
    };
    let frame = parts().ok_or_else(malformed)?;
    Ok((signed, frame))
}

/// What a role says of another file: its version, and where it says so its length and digest.
#[derive(Clone, Debug)]
pub struct Meta {
    /// The version.
    pub version: u64,
    length: Option<u64>,
    sha256: Option<[u8; 32]>,
}

impl Meta {
    fn read(value: &Value) -> Option<Self> {
        let (length, sha256) = length_and_digest(value)?;
        Some(Self { version: version(value)?, length, sha256 })
    }

    /// Compares a file's bytes with what was said of them.
    ///
    /// # Errors
    /// [`Fault::BundleFileMismatch`].
    pub fn check(&self, bytes: &[u8], file: &str) -> Result<(), Fault> {
        check(bytes, self.length, self.sha256.as_ref(), file)
    }
}

/// What a role says of a target file.
#[derive(Clone, Debug)]
pub struct Target {
    /// Its bytes.
    pub length: u64,
    /// Its digest.
    pub sha256: [u8; 32],
}

impl Target {
    fn read(value: &Value) -> Option<Self> {
        match length_and_digest(value)? {
            (Some(length), Some(sha256)) => Some(Self { length, sha256 }),
            _ => None,
        }
    }

    /// Compares a file's bytes with what was said of them.
    ///
    /// # Errors
    /// [`Fault::BundleFileMismatch`].
    pub fn check(&self, bytes: &[u8], file: &str) -> Result<(), Fault> {
        check(bytes, Some(self.length), Some(&self.sha256), file)
    }
}

/// The root: who signs for every role.
#[derive(Clone, Debug)]
pub struct Root {
    /// Every key.
    pub keys: Keys,
    /// The root's own.
    pub root: Role,
    /// The snapshot's.
    pub snapshot: Role,
    /// The top targets'.
    pub targets: Role,
    /// The timestamp's.
    pub timestamp: Role,
    /// Whether files are named by their version and digest.
    pub consistent: bool,
}

impl Body for Root {
    const TYPE: &'static str = "root";

    fn read(signed: &Value) -> Option<Self> {
        let roles = signed.get("roles")?;
        let role = |name| Role::read(roles.get(name)?);
        Some(Self {
            keys: Keys::read(signed.get("keys")?)?,
            root: role("root")?,
            snapshot: role("snapshot")?,
            targets: role("targets")?,
            timestamp: role("timestamp")?,
            consistent: match signed.get("consistent_snapshot") {
                None => false,
                Some(Value::Bool(value)) => *value,
                Some(_) => return None,
            },
        })
    }
}

/// The timestamp: which snapshot is the newest.
#[derive(Clone, Debug)]
pub struct Timestamp {
    /// What it says of `snapshot.json`.
    pub snapshot: Meta,
    /// When it was made, where it says so: a member of ours, `issued`.
    pub issued: Option<Time>,
}

impl Body for Timestamp {
    const TYPE: &'static str = "timestamp";

    fn read(signed: &Value) -> Option<Self> {
        let issued = signed.get("issued");
        Some(Self {
            snapshot: Meta::read(signed.get("meta")?.get("snapshot.json")?)?,
            issued: match issued {
                None => None,
                Some(issued) => Some(instant(issued)?),
            },
        })
    }
}

/// The snapshot: which version of every role belongs together.
#[derive(Clone, Debug)]
pub struct Snapshot {
    files: Vec<(String, Meta)>,
}

impl Snapshot {
    /// What it says of a file.
    pub fn file(&self, name: &str) -> Option<&Meta> {
        self.files.iter().find(|(known, _)| known == name).map(|(_, meta)| meta)
    }

    /// Every file that it names, in its order.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Meta)> {
        self.files.iter().map(|(name, meta)| (name.as_str(), meta))
    }
}

impl Body for Snapshot {
    const TYPE: &'static str = "snapshot";

    fn read(signed: &Value) -> Option<Self> {
        named(signed.get("meta")?, Meta::read).map(|files| Self { files })
    }
}

/// The top targets, or a role that they delegate to.
#[derive(Clone, Debug)]
pub struct Targets {
    /// Target files by their paths.
    pub files: Vec<(String, Target)>,
    /// Roles that it delegates to, in order.
    pub delegations: Vec<Delegation>,
    /// Their keys.
    pub keys: Keys,
    /// The oldest version of this package that may read them, where it says so: a member of ours.
    pub min_sdk: Option<String>,
}

impl Body for Targets {
    const TYPE: &'static str = "targets";

    fn read(signed: &Value) -> Option<Self> {
        let (keys, delegations) = match signed.get("delegations") {
            None => (Keys::default(), Vec::new()),
            Some(value) => {
                let roles = value.get("roles")?.elements()?.iter().map(Delegation::read);
                let roles: Vec<Delegation> = roles.gather::<Option<_>>()?;
                let twice = any_twice(roles.iter().map(|role| role.name.as_bytes()).gather());
                (!twice).then_some((Keys::read(value.get("keys")?)?, roles))?
            }
        };
        let min_sdk = signed.get("min_sdk");
        Some(Self {
            files: named(signed.get("targets")?, Target::read)?,
            delegations,
            keys,
            min_sdk: match min_sdk {
                None => None,
                Some(version) => Some(version.text()?.to_owned()),
            },
        })
    }
}

/// A role that targets delegate to, and for which paths.
#[derive(Clone, Debug)]
pub struct Delegation {
    /// The role's name.
    pub name: String,
    /// Its keys.
    pub role: Role,
    /// Whether nobody else is asked for its paths.
    pub terminating: bool,
    paths: Paths,
}

#[derive(Clone, Debug)]
enum Paths {
    Patterns(Vec<String>),
    HashPrefixes(Vec<String>),
}

impl Delegation {
    fn read(value: &Value) -> Option<Self> {
        let paths = match (value.get("paths"), value.get("path_hash_prefixes")) {
            (Some(list), None) => Paths::Patterns(list.all_texts()?),
            (None, Some(list)) => Paths::HashPrefixes(list.all_texts()?),
            _ => return None,
        };
        let Value::Bool(terminating) = value.get("terminating")? else { return None };
        let name = value.get("name")?.text().filter(|name| !name.is_empty())?;
        Some(Self {
            name: name.to_owned(),
            role: Role::read(value)?,
            terminating: *terminating,
            paths,
        })
    }

    /// Whether a path is one of those that are delegated, §4.5.
    pub fn covers(&self, path: &str) -> bool {
        match &self.paths {
            Paths::Patterns(patterns) => patterns.iter().any(|pattern| {
                let (mut parts, mut wanted) = (path.split('/'), pattern.split('/'));
                loop {
                    match (parts.next(), wanted.next()) {
                        (None, None) => return true,
                        (Some(part), Some(wanted)) if glob(part.as_bytes(), wanted.as_bytes()) => {}
                        _ => return false,
                    }
                }
            }),
            Paths::HashPrefixes(prefixes) => {
                let digest = base16ct::lower::encode_string(&Sha256::digest(path));
                prefixes.iter().any(|prefix| digest.starts_with(prefix.as_str()))
            }
        }
    }
}

/// Whether a part of a path is what a pattern says: `*` any bytes, `?` one. The last star is the one
/// place to come back to, so this takes no more than length times length steps.
fn glob(mut text: &[u8], mut pattern: &[u8]) -> bool {
    let mut star: Option<(&[u8], &[u8])> = None;
    loop {
        match (text, pattern) {
            (_, [b'*', rest @ ..]) => {
                star = Some((text, rest));
                pattern = rest;
            }
            ([one, text_rest @ ..], [wanted, rest @ ..]) if wanted == one || *wanted == b'?' => {
                (text, pattern) = (text_rest, rest);
            }
            ([], []) => return true,
            _ => match star {
                Some(([_, text_rest @ ..], rest)) => {
                    star = Some((text_rest, rest));
                    (text, pattern) = (text_rest, rest);
                }
                _ => return false,
            },
        }
    }
}

/// `length` and the SHA-256 of `hashes`, where they are there; nothing when they have another form,
/// or digests and none that is computed here.
fn length_and_digest(value: &Value) -> Option<(Option<u64>, Option<[u8; 32]>)> {
    let length = match value.get("length") {
        None => None,
        Some(length) => Some(u64::try_from(length.integer()?).ok()?),
    };
    let sha256 = match value.get("hashes") {
        None => None,
        Some(hashes) => {
            let digest = base16ct::lower::decode_vec(hashes.get("sha256")?.text()?).ok()?;
            Some(digest.try_into().ok()?)
        }
    };
    Some((length, sha256))
}

fn check(
    bytes: &[u8],
    length: Option<u64>,
    sha256: Option<&[u8; 32]>,
    file: &str,
) -> Result<(), Fault> {
    let right = length.is_none_or(|length| u64::try_from(bytes.len()) == Ok(length));
    let digest = |expected: &[u8; 32]| Sha256::digest(bytes).as_slice() == expected.as_slice();
    match right && sha256.is_none_or(digest) {
        true => Ok(()),
        false => Err(Fault::BundleFileMismatch { file: file.to_owned() }),
    }
}

/// `MAJOR.MINOR(.PATCH)`: whether it is one that is read; nothing when it is no version.
fn is_supported(version: &str) -> Option<bool> {
    let parts: Vec<&str> = version.split('.').gather();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit());
    let whole = (2..=3).contains(&parts.len()) && parts.iter().all(digits);
    whole.then(|| parts.first() == Some(&"1"))
}

fn signatures(value: &Value) -> Option<Vec<(String, Vec<u8>)>> {
    let mut read: Vec<(String, Vec<u8>)> = Vec::new();
    for signature in value.elements()? {
        let (id, sig) = (signature.get("keyid")?.text()?, signature.get("sig")?.text()?);
        // One signature a key id: two are a trick, whatever the second one says.
        if read.iter().any(|(known, _)| known == id) {
            return None;
        }
        read.push((id.to_owned(), base16ct::mixed::decode_vec(sig).unwrap_or_default()));
    }
    Some(read)
}

fn named<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<(String, T)>> {
    let entries = value.entries()?.iter();
    entries.map(|(name, value)| Some((name.text()?.to_owned(), read(value)?))).gather()
}

fn version(value: &Value) -> Option<u64> {
    u64::try_from(value.get("version")?.integer()?).ok().filter(|version| *version > 0)
}

fn instant(value: &Value) -> Option<Time> {
    Time::new(date::instant(value.text()?)?)
}

/// Limits of one metadata file beside its bytes: no text in one is longer than a key.
const FILE: Budget = Budget { items: 1 << 17, ..Budget::DEFAULT };
