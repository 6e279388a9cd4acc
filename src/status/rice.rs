//! A set of places as Golomb–Rice codes of the gaps between them (S. Golomb 1966, R. Rice 1971): the
//! shortest form for the few changes of a day. It can only be read from the front, so a mark is kept
//! for every 32nd code.

use crate::encoding::value::Value;
use crate::status::bits::{bit, bits, is_exactly};

/// Codes between two marks.
const STEP: u64 = 32;
/// Low bits of a code at most.
const WIDEST: u32 = 40;

/// A set in its packed form, and marks to begin reading at.
#[derive(Clone, Debug)]
pub(super) struct Rice {
    count: u64,
    width: u32,
    codes: Vec<u8>,
    marks: Vec<Mark>,
}

/// Before a code: the place that its gap is counted from, its number, and the bit where it begins.
#[derive(Clone, Copy, Debug)]
struct Mark {
    from: u64,
    index: u64,
    at: u64,
}

impl Rice {
    /// Reads `[count, low bits, codes]` over places below `universe`; nothing unless the codes fill
    /// the bytes exactly.
    pub(super) fn read(value: Value, universe: u64) -> Option<Self> {
        let Value::Array(parts) = value else { return None };
        let Ok([Value::Integer(count), Value::Integer(width), Value::Bytes(codes)]) =
            <[Value; 3]>::try_from(parts)
        else {
            return None;
        };
        let (count, width) = (u64::try_from(count).ok()?, u32::try_from(width).ok()?);
        let mut set = Self { count, width, codes, marks: Vec::new() };
        let mut mark = Mark { from: 0, index: 0, at: 0 };
        while mark.index < count && width <= WIDEST {
            if mark.index.is_multiple_of(STEP) {
                set.marks.push(mark);
            }
            let (place, next) = set.decode(mark)?;
            (place < universe).then_some(())?;
            mark = next;
        }
        let whole = mark.index == count && (count > 0 || width == 0);
        (whole && is_exactly(&set.codes, mark.at)).then_some(set)
    }

    /// Whether the set has a place.
    pub(super) fn contains(&self, place: u64) -> bool {
        // The first place after a mark is at least the one that the mark counts from.
        let after = self.marks.partition_point(|mark| mark.from <= place);
        let Some(mark) = after.checked_sub(1).and_then(|last| self.marks.get(last)) else {
            return false;
        };
        let mut mark = *mark;
        for _ in 0..STEP {
            if mark.index >= self.count {
                return false;
            }
            match self.decode(mark) {
                Some((found, next)) if found < place => mark = next,
                Some((found, _)) => return found == place,
                None => return false,
            }
        }
        false
    }

    /// The place of the code at a mark, and the mark of the next one: ones, a zero, low bits.
    fn decode(&self, mark: Mark) -> Option<(u64, Mark)> {
        let end = u64::try_from(self.codes.len()).ok()?.checked_mul(8)?;
        let mut at = mark.at;
        while bit(&self.codes, at) {
            at = at.checked_add(1)?;
        }
        let ones = at.checked_sub(mark.at)?;
        let low = at.checked_add(1)?;
        let next = low.checked_add(u64::from(self.width))?;
        (next <= end).then_some(())?;
        let value = ones.checked_mul(1_u64.checked_shl(self.width)?)?;
        let value = value.checked_add(bits(&self.codes, low, self.width))?;
        let place = mark.from.checked_add(value)?;
        let index = mark.index.checked_add(1)?;
        Some((place, Mark { from: place.checked_add(1)?, index, at: next }))
    }
}
