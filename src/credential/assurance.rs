//! How well a holder is known to be present: what a policy asks for, and what a receipt says.

/// How well a holder is known to be present, from not at all.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Assurance {
    /// Not at all: a copy is as good as the original.
    Paper,
    /// The holder's device signed within the last minute.
    Device,
    /// The holder's device answered this counter's challenge.
    Live,
}

/// Each assurance, in the order of their numbers in a request, and its name.
pub const ASSURANCES: [(Assurance, &str); 3] =
    [(Assurance::Paper, "paper"), (Assurance::Device, "device"), (Assurance::Live, "live")];

impl Assurance {
    /// Its name in policies and on receipts.
    pub fn name(self) -> &'static str {
        ASSURANCES.iter().find(|(known, _)| *known == self).map_or("", |(_, name)| *name)
    }

    /// The assurance of this name.
    pub fn named(name: &str) -> Option<Self> {
        ASSURANCES.iter().find(|(_, known)| *known == name).map(|(assurance, _)| *assurance)
    }
}
