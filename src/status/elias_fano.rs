//! A set of places in Elias–Fano form (P. Elias 1974, R. Fano 1971): asked without being unpacked.
//!
//! `low` holds the low bits of every place one after another. `high` has, for the i-th place p, a one
//! at (p >> low bits) + i: the ones between two zeros are the places of one bucket.

use crate::encoding::value::Value;
use crate::status::bits::{bit, bits, is_exactly};

/// Zeros of `high` between two marks: a mark is four bytes, and between two lie some 64 bytes.
const STEP: usize = 256;
/// Low bits at most: more than any list has places.
const WIDEST: u32 = 40;

/// A set in its packed form, and marks to find one's way in it.
#[derive(Clone, Debug)]
pub(super) struct EliasFano {
    count: u64,
    width: u32,
    low: Vec<u8>,
    high: Vec<u8>,
    /// Where every 256th zero of `high` stands.
    marks: Vec<u64>,
}

impl EliasFano {
    /// Reads `[count, low bits, low, high]` over places below `universe`; nothing unless every length
    /// is exact and the places ascend.
    pub(super) fn read(value: Value, universe: u64) -> Option<Self> {
        let Value::Array(parts) = value else { return None };
        let Ok(
            [Value::Integer(count), Value::Integer(width), Value::Bytes(low), Value::Bytes(high)],
        ) = <[Value; 4]>::try_from(parts)
        else {
            return None;
        };
        let (count, width) = (u64::try_from(count).ok()?, u32::try_from(width).ok()?);
        let mut set = Self { count, width, low, high, marks: Vec::new() };
        if count == 0 {
            return (width == 0 && set.low.is_empty() && set.high.is_empty()).then_some(set);
        }
        let last_bucket = universe.checked_sub(1)?.checked_shr(width.min(WIDEST))?;
        let length = count.checked_add(universe.checked_shr(width)?)?.checked_add(1)?;
        let lengths = width <= WIDEST
            && is_exactly(&set.low, count.checked_mul(u64::from(width))?)
            && is_exactly(&set.high, length);
        (lengths && set.is_ascending(universe, last_bucket)).then_some(())?;
        set.mark();
        Some(set)
    }

    /// Whether the set has a place.
    pub(super) fn contains(&self, place: u64) -> bool {
        if self.count == 0 {
            return false;
        }
        let bucket = place.checked_shr(self.width).unwrap_or(0);
        let Some((mut at, mut index)) = self.bucket(bucket) else { return false };
        let wanted = bits(&place.to_le_bytes(), 0, self.width);
        while bit(&self.high, at) {
            match self.low_bits(index).cmp(&wanted) {
                core::cmp::Ordering::Less => {}
                core::cmp::Ordering::Equal => return true,
                core::cmp::Ordering::Greater => return false,
            }
            at = at.saturating_add(1);
            index = index.saturating_add(1);
        }
        false
    }

    /// Where a bucket's ones begin in `high`, and how many ones are before them.
    fn bucket(&self, bucket: u64) -> Option<(u64, u64)> {
        let Some(zero) = bucket.checked_sub(1) else { return Some((0, 0)) };
        let mark = usize::try_from(zero).ok()?.checked_div(STEP)?;
        let mut at = *self.marks.get(mark)?;
        let passed = u64::try_from(mark.checked_mul(STEP)?).ok()?;
        let mut left = zero.checked_sub(passed)?;
        // Whole bytes first, then bit by bit: to the zero after `left` more zeros.
        at = at.saturating_add(1);
        while left > 0 {
            if at.is_multiple_of(8) {
                let byte = *self.high.get(usize::try_from(at >> 3).ok()?)?;
                let zeros = u64::from(byte.count_zeros());
                if zeros < left {
                    left = left.saturating_sub(zeros);
                    at = at.saturating_add(8);
                    continue;
                }
            }
            if !bit(&self.high, at) {
                left = left.saturating_sub(1);
            }
            at = at.saturating_add(1);
        }
        Some((at, at.checked_sub(bucket)?))
    }

    fn low_bits(&self, index: u64) -> u64 {
        bits(&self.low, index.saturating_mul(u64::from(self.width)), self.width)
    }

    /// Goes through the whole set once: that many ones, each place above the one before it, all of
    /// them below the universe.
    fn is_ascending(&self, universe: u64, last_bucket: u64) -> bool {
        let (mut bucket, mut index) = (0_u64, 0_u64);
        let mut before: Option<u64> = None;
        for byte in &self.high {
            for shift in 0..8 {
                if byte >> shift & 1 == 0 {
                    bucket = bucket.saturating_add(1);
                    continue;
                }
                let place =
                    bucket.checked_shl(self.width).unwrap_or(u64::MAX) | self.low_bits(index);
                if bucket > last_bucket
                    || place >= universe
                    || before.is_some_and(|one| place <= one)
                {
                    return false;
                }
                before = Some(place);
                index = index.saturating_add(1);
            }
        }
        index == self.count
    }

    fn mark(&mut self) {
        let (mut zeros, mut place) = (0_usize, 0_u64);
        for byte in &self.high {
            for shift in 0..8 {
                if byte >> shift & 1 == 0 {
                    if zeros.is_multiple_of(STEP) {
                        self.marks.push(place);
                    }
                    zeros = zeros.saturating_add(1);
                }
                place = place.saturating_add(1);
            }
        }
    }
}
