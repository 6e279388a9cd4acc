//! Bits in bytes, the least significant bit of each byte first, and zero bits after the last one.

/// Bits that are written one after the other.
#[derive(Clone, Debug, Default)]
pub struct Bits {
    bytes: Vec<u8>,
    length: u64,
}

impl Bits {
    /// Adds one bit.
    pub fn push(&mut self, bit: bool) {
        let within = self.length % 8;
        if within == 0 {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << within;
        }
        self.length += 1;
    }

    /// Adds the lowest bits of a number, least significant first.
    pub fn push_low(&mut self, number: u64, width: u32) {
        (0..width).for_each(|place| self.push(number >> place & 1 == 1));
    }

    /// The bits as whole bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// The bytes in which only some bits are set, among so many.
pub fn set(places: impl Iterator<Item = u64>, length: u64) -> Vec<u8> {
    let mut bytes = vec![0; index(length.div_ceil(8))];
    places.for_each(|place| bytes[index(place / 8)] |= 1_u8 << (place % 8));
    bytes
}

/// The bit at a place; nothing behind the last byte.
pub fn bit(bytes: &[u8], place: u64) -> Option<bool> {
    Some(bytes.get(index(place / 8))? >> (place % 8) & 1 == 1)
}

/// The number that so many bits from a place on are, least significant first.
pub fn low(bytes: &[u8], place: u64, width: u32) -> Option<u64> {
    (0..width).try_fold(0, |sum, shift| {
        Some(sum | u64::from(bit(bytes, place + u64::from(shift))?) << shift)
    })
}

/// A place in memory: what does not fit one is behind every last byte.
fn index(place: u64) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Bits, bit, low, set};

    #[test]
    fn the_least_significant_bit_is_the_first() {
        let mut bits = Bits::default();
        bits.push(true);
        bits.push_low(0b1001, 5);
        bits.push_low(0b111, 3);
        assert_eq!(bits.into_bytes(), [0b1101_0011, 0b1]);
        assert_eq!(set([0, 1, 4, 6, 7, 8].into_iter(), 9), [0b1101_0011, 0b1]);
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = [0b1101_0011, 0b1];
        assert_eq!(
            (low(&bytes, 1, 5), low(&bytes, 6, 3), low(&bytes, 0, 0)),
            (Some(9), Some(7), Some(0))
        );
        assert_eq!(
            (bit(&bytes, 8), bit(&bytes, 9), bit(&bytes, 16)),
            (Some(true), Some(false), None)
        );
        assert_eq!(low(&bytes, 15, 2), None);
    }
}
