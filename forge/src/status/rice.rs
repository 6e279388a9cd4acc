//! Golomb–Rice: the gaps of a sorted set of places, short ones in few bits.
//!
//! Each number `v`, the first place and then each gap less one, is `v >> k` one-bits, a zero-bit
//! and the low `k` bits of `v`.

use crate::cbor::Value;
use crate::status::bits::{Bits, bit, low};

/// The widest remainder.
const WIDEST: u32 = 40;

/// A set as it is written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Rice {
    /// Places in it.
    pub count: u64,
    /// Bits of each remainder.
    pub remainder_bits: u32,
    /// The numbers, one after the other.
    pub bytes: Vec<u8>,
}

impl Rice {
    /// Writes ascending places with the remainder that takes the fewest bits.
    pub fn of(places: &[u64]) -> Self {
        let numbers = numbers(places);
        let bits = |width: &u32| {
            let number_bits = |number: &u64| u128::from((number >> width) + 1 + u64::from(*width));
            numbers.iter().map(number_bits).sum::<u128>()
        };
        let width = (0..=WIDEST).min_by_key(bits).filter(|_| !places.is_empty());
        Self::with_remainder_bits(places, width.unwrap_or_default())
    }

    /// The same with another remainder.
    pub fn with_remainder_bits(places: &[u64], remainder_bits: u32) -> Self {
        let mut bits = Bits::default();
        for number in numbers(places) {
            (0..number >> remainder_bits).for_each(|_| bits.push(true));
            bits.push(false);
            bits.push_low(number, remainder_bits);
        }
        let count = u64::try_from(places.len()).unwrap_or(u64::MAX);
        Self { count, remainder_bits, bytes: bits.into_bytes() }
    }

    /// The places; nothing where the bytes end before the last one.
    pub fn places(&self) -> Option<Vec<u64>> {
        let end = u64::try_from(self.bytes.len()).ok()? * 8;
        let (mut at, mut next) = (0, 0);
        let mut place = || {
            let ones = (at..end).find(|place| bit(&self.bytes, *place) == Some(false))? - at;
            let rest = low(&self.bytes, at + ones + 1, self.remainder_bits)?;
            at += ones + 1 + u64::from(self.remainder_bits);
            let place = next + (ones << self.remainder_bits | rest);
            next = place + 1;
            Some(place)
        };
        (0..self.count).map(|_| place()).collect()
    }

    /// The set as a member of a pack.
    pub fn value(&self) -> Value {
        Value::Array(vec![
            Value::Integer(self.count.into()),
            Value::Integer(self.remainder_bits.into()),
            Value::Bytes(self.bytes.clone()),
        ])
    }

    /// The set that a member of a pack is; nothing when it has another shape.
    pub fn read(value: &Value) -> Option<Self> {
        let Value::Array(parts) = value else { return None };
        let [Value::Integer(count), Value::Integer(remainder_bits), Value::Bytes(bytes)] =
            parts.as_slice()
        else {
            return None;
        };
        Some(Self {
            count: (*count).try_into().ok()?,
            remainder_bits: (*remainder_bits).try_into().ok().filter(|bits| *bits <= WIDEST)?,
            bytes: bytes.clone(),
        })
    }
}

/// The first place, then the gaps less one.
fn numbers(places: &[u64]) -> Vec<u64> {
    let gaps = places.iter().zip(places.iter().skip(1)).map(|(place, next)| next - place - 1);
    places.first().copied().into_iter().chain(gaps).collect()
}

#[cfg(test)]
mod tests {
    use super::Rice;
    use crate::cbor::encode;
    use crate::cbor_read::decode;
    use crate::status::simulation::Chance;

    #[test]
    fn what_is_written_is_read() {
        let mut chance = Chance::new("rice");
        let sizes: [(u64, &[u64]); 6] = [
            (1, &[0, 1]),
            (2, &[1, 2]),
            (100, &[0, 1, 7, 50, 99, 100]),
            (1000, &[1, 3, 125, 999, 1000]),
            (1_000_003, &[1, 1000, 70_000]),
            ((1 << 40) - 1, &[1, 2, 5000]),
        ];
        for (universe, counts) in sizes {
            for count in counts {
                let places = chance.places(*count, universe, |_| true);
                let set = Rice::of(&places);
                assert_eq!(set.places().as_ref(), Some(&places), "{count} of {universe}");
                assert_eq!(Rice::read(&decode(&encode(&set.value())).unwrap()), Some(set));
            }
        }
    }

    #[test]
    fn a_set_by_hand() {
        // 1; 5 − 1 − 1 = 3; 14 − 5 − 1 = 8 with k = 2: 0 10, 0 11, 110 00.
        let set = Rice::with_remainder_bits(&[1, 5, 14], 2);
        assert_eq!(set.bytes, [0b1111_0010, 0]);
        assert_eq!(set.places(), Some(vec![1, 5, 14]));
        let none = Rice { count: 0, remainder_bits: 0, bytes: vec![] };
        assert_eq!(Rice::of(&[]), none);
        assert_eq!(Rice::of(&[(1 << 40) - 1]).bytes.len(), 6);
    }

    #[test]
    fn no_other_remainder_is_shorter() {
        let places = Chance::new("widths").places(300, 100_000, |_| true);
        let best = Rice::of(&places);
        for width in 0..20 {
            let other = Rice::with_remainder_bits(&places, width);
            assert_eq!(other.places().as_ref(), Some(&places));
            assert!(other.bytes.len() >= best.bytes.len());
        }
    }

    #[test]
    fn bytes_that_end_early_are_nothing() {
        let set = Rice::of(&[1, 5, 14]);
        assert_eq!(Rice { bytes: vec![], ..set.clone() }.places(), None);
        assert_eq!(Rice { bytes: vec![0xff], ..set }.places(), None);
    }
}
