//! What a verifier may take, in plain numbers: versions, generations of keys, moments, and which file
//! another one means. It shares nothing with what it judges.

use std::collections::BTreeMap;

/// Seconds by which a clock may be behind what was seen.
const CLOCK: i64 = 300;

/// A file by its number among all that were ever made: the same number is the same bytes.
pub(crate) type Id = usize;

/// What a file says.
#[derive(Clone, Debug)]
pub(crate) enum Says {
    Root(Root),
    Stamp(Stamp),
    Snap(Snap),
    Top(Top),
    Target,
}

/// The roles below the root, as places in [`Root::keys`].
pub(crate) const STAMP: usize = 0;
pub(crate) const SNAP: usize = 1;
pub(crate) const TOP: usize = 2;

#[derive(Clone, Debug)]
pub(crate) struct Root {
    pub(crate) version: u64,
    pub(crate) expires: i64,
    /// The generation of its own keys, and of those of the three roles.
    pub(crate) own: usize,
    pub(crate) keys: [usize; 3],
    /// The generations that signed it.
    pub(crate) by: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct Stamp {
    pub(crate) version: u64,
    pub(crate) expires: i64,
    pub(crate) issued: i64,
    pub(crate) by: usize,
    pub(crate) snap: (u64, Id),
}

#[derive(Clone, Debug)]
pub(crate) struct Snap {
    pub(crate) version: u64,
    pub(crate) expires: i64,
    pub(crate) by: usize,
    pub(crate) top: (u64, Id),
}

#[derive(Clone, Debug)]
pub(crate) struct Top {
    pub(crate) version: u64,
    pub(crate) expires: i64,
    pub(crate) by: usize,
    /// Every target file by its name.
    pub(crate) files: Vec<(String, Id)>,
}

/// Files under names, as a bundle carries them.
pub(crate) type Offer<'f> = BTreeMap<&'f str, (Id, &'f Says)>;

/// A state that may be held.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    root: Root,
    stamp: Stamp,
    snap: Snap,
    top: Top,
}

/// What is to come of an offer.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    Refused,
    Unchanged,
    New(Box<Held>),
}

/// A verifier in numbers, and its two slots.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pinned: Root,
    pub(crate) held: Option<Held>,
    seen: i64,
    slots: [Option<(u64, i64, Held)>; 2],
    next: usize,
    sequence: u64,
}

impl Model {
    pub(crate) fn new(pinned: &Root) -> Self {
        let (held, slots) = (None, [None, None]);
        Self { pinned: pinned.clone(), held, seen: i64::MIN, slots, next: 0, sequence: 0 }
    }

    /// What an offer is to come to.
    pub(crate) fn judge(&self, offer: &Offer<'_>, at: i64) -> Verdict {
        self.walk(offer, at).unwrap_or(Verdict::Refused)
    }

    fn walk(&self, offer: &Offer<'_>, at: i64) -> Option<Verdict> {
        let held = self.held.as_ref();
        // From the pinned root on: a bundle must be able to stand alone after a restart.
        let mut root = &self.pinned;
        while let Some((_, says)) = offer.get(name("root", root.version + 1).as_str()) {
            let Says::Root(next) = says else { return None };
            let signed = next.by.contains(&root.own) && next.by.contains(&next.own);
            root = (signed && next.version == root.version + 1).then_some(next)?;
        }
        if held.is_some_and(|held| root.version < held.root.version) {
            return None;
        }
        let Says::Stamp(stamp) = offer.get("metadata/timestamp.json")?.1 else { return None };
        let mut stamp = stamp.clone();
        if at >= root.expires || stamp.by != root.keys[STAMP] {
            return None;
        }
        // When either key was changed, what was signed with them no longer holds anything back.
        let by = [root.keys[STAMP], root.keys[SNAP]];
        let back = held.filter(|held| [held.stamp.by, held.snap.by] == by);
        if let Some(held) = back {
            if stamp.version == held.stamp.version {
                stamp = held.stamp.clone();
            }
            if stamp.version < held.stamp.version || stamp.snap.0 < held.stamp.snap.0 {
                return None;
            }
        }
        if at >= stamp.expires {
            return None;
        }
        let same =
            |held: &Held| (held.stamp.version, held.root.version) == (stamp.version, root.version);
        if held.is_some_and(same) {
            return Some(Verdict::Unchanged);
        }
        let Says::Snap(snap) = meant(offer, "snapshot", stamp.snap)? else { return None };
        let back = back.is_some_and(|held| snap.top.0 < held.snap.top.0);
        if snap.by != root.keys[SNAP] || snap.version != stamp.snap.0 || back || at >= snap.expires
        {
            return None;
        }
        let Says::Top(top) = meant(offer, "targets", snap.top)? else { return None };
        let whole = top
            .files
            .iter()
            .all(|(name, id)| offer.get(name.as_str()).is_some_and(|file| file.0 == *id));
        let right = top.by == root.keys[TOP] && top.version == snap.top.0 && at < top.expires;
        (whole && right).then(|| {
            let (root, snap, top) = (root.clone(), snap.clone(), top.clone());
            Verdict::New(Box::new(Held { root, stamp, snap, top }))
        })
    }

    /// Takes what was accepted at a moment.
    pub(crate) fn take(&mut self, held: Option<Held>, at: i64) {
        self.held = held.or(self.held.take());
        let issued = self.held.as_ref().map_or(at, |held| held.stamp.issued);
        self.seen = self.seen.max(at).max(issued);
    }

    /// Keeps what is held; answers in which slot. A torn one is none.
    pub(crate) fn keep(&mut self, torn: bool) -> usize {
        let place = self.next;
        self.sequence += 1;
        let kept = self.held.clone().map(|held| (self.sequence, self.seen, held));
        self.slots[place] = kept.filter(|_| !torn);
        self.next = 1 - place;
        place
    }

    /// Begins again from the slots; answers whether something is held.
    pub(crate) fn restart(&mut self) -> bool {
        let newest = (0..2).max_by_key(|place| self.slots[*place].as_ref().map(|slot| slot.0));
        let newest = newest.filter(|place| self.slots[*place].is_some());
        (self.held, self.seen, self.next, self.sequence) = (None, i64::MIN, 0, 0);
        if let Some((place, (sequence, seen, held))) =
            newest.and_then(|place| Some((place, self.slots[place].clone()?)))
        {
            (self.held, self.seen, self.next, self.sequence) =
                (Some(held), seen, 1 - place, sequence);
        }
        self.held.is_some()
    }

    /// What a good credential is to be answered at a moment.
    pub(crate) fn credential(&self, at: i64) -> &'static str {
        let Some(held) = &self.held else { return "indeterminate" };
        let ends = [held.root.expires, held.stamp.expires, held.snap.expires, held.top.expires];
        match () {
            () if at + CLOCK < self.seen.max(held.stamp.issued) => "trust.clock_mismatch",
            () if ends.into_iter().any(|end| at >= end) => "trust.bundle_expired",
            () => "ok",
        }
    }

    /// The versions that are held.
    pub(crate) fn versions(&self) -> Option<[u64; 4]> {
        let Held { root, stamp, snap, top } = self.held.as_ref()?;
        Some([root.version, stamp.version, snap.version, top.version])
    }

    /// The version of the root that is held, or pinned.
    pub(crate) fn root(&self) -> u64 {
        self.held.as_ref().map_or(self.pinned.version, |held| held.root.version)
    }
}

/// The file that another one means: of this version by name, and these very bytes.
fn meant<'f>(offer: &Offer<'f>, role: &str, (version, id): (u64, Id)) -> Option<&'f Says> {
    let (found, says) = offer.get(name(role, version).as_str())?;
    (*found == id).then_some(*says)
}

pub(crate) fn name(role: &str, version: u64) -> String {
    format!("metadata/{version}.{role}.json")
}
