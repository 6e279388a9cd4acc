//! The client workflow (TUF §5.3 to §5.7): what is fetched, in which order, and what is kept.
//!
//! Rules:
//! - The root that is kept is trusted; everything else that is kept is verified again.
//! - A file is kept as soon as it was verified, and not asked for again while it is the one that the
//!   metadata above it means.
//! - Nothing goes back: against the last whole set by the rules, and against a timestamp that was
//!   kept before its snapshot came, which is in no whole set, here.

use std::cmp::Ordering;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value as Json;
use yanzheng::error::Fault;
use yanzheng::time::Time;
use yanzheng::trust::tuf::metadata::Target;
use yanzheng::trust::tuf::{Found, Rooted, Snapped, Stamped, TOP, Targeted, Terms, limit};

use super::folder::{self, Folder, TIMELESS};
use super::mirror::{Mirror, quoted};

/// A client of one repository.
pub(crate) struct Client {
    folder: Folder,
    metadata: Mirror,
    terms: Terms,
}

/// Takes a trusted root.
pub(crate) fn init(folder: &Folder, root: &[u8]) -> Result<()> {
    Rooted::pinned(root, TIMELESS).map_err(refused)?;
    folder.keep("root", root)
}

impl Client {
    /// A client of the repository at an address, at a moment.
    pub(crate) fn new(folder: Folder, metadata: Mirror, at: Time) -> Self {
        Self { folder, metadata, terms: Terms { at: Some(at), ..TIMELESS } }
    }

    /// Takes the newest root, timestamp, snapshot and targets.
    pub(crate) fn refresh(&self) -> Result<Targeted> {
        let held = self.folder.whole();
        let rooted = self.root()?;
        let stamped = self.timestamp(&rooted, held.as_ref())?;
        let snapped = self.snapshot(&stamped, held.as_ref())?;
        let targeted = self.targets(&snapped, stamped.is_consistent())?;
        self.folder.keep_whole()?;
        Ok(targeted)
    }

    /// Takes the newest metadata and a target into a folder, unless it is there already.
    pub(crate) fn download(&self, path: &str, targets: &Mirror, into: &Path) -> Result<()> {
        let mut targeted = self.refresh()?;
        loop {
            let (delegator, name) = match targeted.find(path).map_err(refused)? {
                Found::Target(target, _) => {
                    let name = target_name(path, target, targeted.is_consistent());
                    return take(path, target, &into.join(quoted(path)), || {
                        targets.required(&name, target.length)
                    });
                }
                Found::Unread { delegator, name } => (delegator.to_owned(), name.to_owned()),
                Found::Nowhere => bail!("{path} is listed by nobody who may"),
            };
            targeted = self.delegated(&targeted, [&delegator, &name], path)?;
        }
    }

    /// §5.3: one root after the other. What a root says is kept even where it has expired (§5.3.10).
    fn root(&self) -> Result<Rooted> {
        let mut kept = self.folder.role("root")?.context("no root was taken: init comes first")?;
        let mut rooted = Rooted::pinned(&kept, self.terms).map_err(refused)?;
        for _ in 0..limit::ROOTS {
            let name = format!("{}.root.json", rooted.version().saturating_add(1));
            let Some(bytes) = self.metadata.file(&name, bytes(limit::ROOT))? else {
                return Ok(rooted);
            };
            rooted = rooted.follow(&bytes).map_err(refused)?;
            // §5.3.11: what was signed with a key that is no longer the role's holds nothing back.
            if changed(&kept, &bytes) {
                self.folder.forget("timestamp")?;
                self.folder.forget("snapshot")?;
            }
            self.folder.keep("root", &bytes)?;
            kept = bytes;
        }
        bail!("more than {} roots", limit::ROOTS)
    }

    /// §5.4.
    fn timestamp(&self, rooted: &Rooted, held: Option<&Targeted>) -> Result<Stamped> {
        let fetched = self.metadata.required("timestamp.json", bytes(limit::TIMESTAMP))?;
        let stamped = rooted.clone().timestamp(&fetched, held).map_err(refused)?;
        if let Some((kept, before)) = self.kept_timestamp()? {
            match version(&fetched).cmp(&version(&kept)) {
                Ordering::Less => return Err(refused(replayed())),
                // §5.4.3.1: the same version again is nothing new, whatever else it says.
                Ordering::Equal => return rooted.clone().timestamp(&kept, held).map_err(refused),
                Ordering::Greater if stamped.snapshot_version() < before.snapshot_version() => {
                    return Err(refused(replayed()));
                }
                Ordering::Greater => {}
            }
        }
        self.folder.keep("timestamp", &fetched)?;
        Ok(stamped)
    }

    /// The timestamp that is kept, if the newest root still stands behind it.
    fn kept_timestamp(&self) -> Result<Option<(Vec<u8>, Stamped)>> {
        let (Some(root), Some(kept)) = (self.folder.role("root")?, self.folder.role("timestamp")?)
        else {
            return Ok(None);
        };
        let rooted = Rooted::pinned(&root, TIMELESS).map_err(refused)?;
        Ok(rooted.timestamp(&kept, None).ok().map(|stamped| (kept, stamped)))
    }

    /// §5.5.
    fn snapshot(&self, stamped: &Stamped, held: Option<&Targeted>) -> Result<Snapped> {
        let (version, consistent) = (stamped.snapshot_version(), stamped.is_consistent());
        let name = metadata_name("snapshot", version, consistent);
        self.role("snapshot", (&name, limit::SNAPSHOT), |bytes| {
            stamped.clone().snapshot(bytes, held)
        })
    }

    /// §5.6.
    fn targets(&self, snapped: &Snapped, consistent: bool) -> Result<Targeted> {
        let version = snapped.version_of(TOP).context("the snapshot names no targets")?;
        let name = metadata_name(TOP, version, consistent);
        self.role(TOP, (&name, limit::TARGETS), |bytes| snapped.clone().targets(bytes))
    }

    /// §5.6.7, one role further, by the keys of the delegator through which it is reached: a file that
    /// is kept may have come through another one.
    fn delegated(
        &self,
        targeted: &Targeted,
        [delegator, name]: [&str; 2],
        path: &str,
    ) -> Result<Targeted> {
        let version = targeted.version_of(name);
        let version = version.with_context(|| format!("the snapshot does not name {name}"))?;
        let file = metadata_name(name, version, targeted.is_consistent());
        self.role(name, (&file, limit::DELEGATED), |bytes| {
            let mut further = targeted.clone();
            further.delegate(delegator, name, bytes)?;
            // What has expired is refused by the search, and before it is kept.
            further.find(path).map(|_| ())?;
            Ok(further)
        })
    }

    /// A role's file as it is kept, where it is the right one, or else as it is fetched.
    fn role<T>(
        &self,
        role: &str,
        (name, limit): (&str, usize),
        verify: impl Fn(&[u8]) -> Result<T, Fault>,
    ) -> Result<T> {
        if let Some(Ok(verified)) = self.folder.role(role)?.map(|kept| verify(&kept)) {
            return Ok(verified);
        }
        let fetched = self.metadata.required(name, bytes(limit))?;
        let verified = verify(&fetched).map_err(refused)?;
        self.folder.keep(role, &fetched)?;
        Ok(verified)
    }
}

/// Takes a target from where it is kept, or else fetches it; keeps it when it is the right one.
fn take(
    path: &str,
    target: &Target,
    file: &Path,
    fetch: impl Fn() -> Result<Vec<u8>>,
) -> Result<()> {
    if folder::read(file)?.is_some_and(|kept| target.check(&kept, path).is_ok()) {
        return Ok(());
    }
    let fetched = fetch()?;
    target.check(&fetched, path).map_err(refused)?;
    folder::write(file, &fetched)
}

fn metadata_name(role: &str, version: u64, consistent: bool) -> String {
    match consistent {
        true => format!("{version}.{}.json", quoted(role)),
        false => format!("{}.json", quoted(role)),
    }
}

/// The name of a target's file, with its digest before the last part of its path.
fn target_name(path: &str, target: &Target, consistent: bool) -> String {
    let mut parts: Vec<String> = path.split('/').map(quoted).collect();
    if let Some(last) = parts.last_mut().filter(|_| consistent) {
        *last = format!("{}.{last}", forge::base64::hex(&target.sha256));
    }
    parts.join("/")
}

/// Whether two roots give the timestamp or the snapshot other keys.
fn changed(before: &[u8], after: &[u8]) -> bool {
    let keys = |root: &[u8]| {
        let root: Json = serde_json::from_slice(root).unwrap_or_default();
        ["timestamp", "snapshot"].map(|role| root["signed"]["roles"][role]["keyids"].clone())
    };
    keys(before) != keys(after)
}

/// The version that a verified file states.
fn version(verified: &[u8]) -> Option<u64> {
    serde_json::from_slice::<Json>(verified).ok()?["signed"]["version"].as_u64()
}

fn bytes(limit: usize) -> u64 {
    u64::try_from(limit).unwrap_or(u64::MAX)
}

fn replayed() -> Fault {
    Fault::BundleReplayed { role: "timestamp".to_owned() }
}

#[allow(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn refused(fault: Fault) -> anyhow::Error {
    anyhow!("{} {:?}", fault.code(), fault.detail())
}
