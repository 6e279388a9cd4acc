//! What one reading has used of its budget: the same count for CBOR and for JSON.

use crate::budget::Budget;
use crate::error::Fault;

/// Counts values, levels and bytes against a budget.
#[derive(Debug)]
pub(super) struct Meter<'b> {
    budget: &'b Budget,
    items: usize,
}

impl<'b> Meter<'b> {
    pub(super) fn new(budget: &'b Budget) -> Self {
        Self { budget, items: 0 }
    }

    /// Counts one more value.
    pub(super) fn item(&mut self) -> Result<(), Fault> {
        self.items = self.items.saturating_add(1);
        match self.items > self.budget.items {
            true => Err(Fault::TooMany { limit: self.budget.items }),
            false => Ok(()),
        }
    }

    /// The depth of what lies inside a container at `depth`.
    pub(super) fn enter(&self, depth: usize) -> Result<usize, Fault> {
        match depth < self.budget.depth {
            true => Ok(depth.saturating_add(1)),
            false => Err(Fault::TooDeep { limit: self.budget.depth }),
        }
    }

    /// Allows one text or byte string of this many bytes.
    pub(super) fn string(&self, bytes: usize) -> Result<(), Fault> {
        match bytes > self.budget.string {
            true => Err(Fault::TooLarge { limit: self.budget.string }),
            false => Ok(()),
        }
    }
}
