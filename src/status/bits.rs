//! Bits in a byte string, least significant first, as packs and status lists have them.

/// The bit at a place; past the end there are only zeros.
pub(super) fn bit(bytes: &[u8], place: u64) -> bool {
    let byte = usize::try_from(place >> 3).ok().and_then(|place| bytes.get(place));
    byte.is_some_and(|byte| byte >> (place & 7) & 1 == 1)
}

/// `width` bits from a place, at most 56 of them; past the end there are only zeros.
pub(super) fn bits(bytes: &[u8], place: u64, width: u32) -> u64 {
    let start = usize::try_from(place >> 3).unwrap_or(usize::MAX);
    let mut window = [0; 8];
    for (slot, byte) in window.iter_mut().zip(bytes.get(start..).unwrap_or_default()) {
        *slot = *byte;
    }
    let mask = 1_u64.checked_shl(width).map_or(u64::MAX, |end| end.saturating_sub(1));
    (u64::from_le_bytes(window) >> (place & 7)) & mask
}

/// Whether a byte string is as long as so many bits need, and what is left over is zero.
pub(super) fn is_exactly(bytes: &[u8], length: u64) -> bool {
    let whole = u64::try_from(bytes.len()).is_ok_and(|size| size == length.div_ceil(8));
    let spare = bytes.last().copied().unwrap_or_default();
    whole && (length.is_multiple_of(8) || spare >> (length & 7) == 0)
}
