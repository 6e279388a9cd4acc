//! Seconds since the Unix epoch, and nothing that could read a clock.

/// A moment, in whole seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Time(i64);

impl Time {
    /// Largest distance from the epoch that is read as a moment, in seconds: 2^40 is the year
    /// 36812; a larger number is milliseconds in the wrong place, or an attack.
    pub const LIMIT: i64 = 1 << 40;

    /// The moment `seconds` after the epoch, when it is inside [`Time::LIMIT`].
    pub fn new(seconds: i64) -> Option<Self> {
        (-Self::LIMIT..=Self::LIMIT).contains(&seconds).then_some(Self(seconds))
    }

    /// Seconds since the Unix epoch.
    pub fn seconds(self) -> i64 {
        self.0
    }

    /// Seconds from an earlier moment to this one; below zero from a later one.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The moment `seconds` later.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }
}
