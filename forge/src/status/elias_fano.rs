//! Elias–Fano: a sorted set of places that is asked without being unpacked.
//!
//! The low `l` bits of each place stand one after the other; the rest of place `i` is the bit
//! `(place >> l) + i` of `high`.

use crate::cbor::Value;
use crate::status::bits::{Bits, bit, low, set};

/// A set as it is written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EliasFano {
    /// Places in it.
    pub count: u64,
    /// Low bits of each.
    pub low_bits: u32,
    /// The low bits.
    pub low: Vec<u8>,
    /// The rest of them, in unary.
    pub high: Vec<u8>,
}

impl EliasFano {
    /// Writes ascending places below `universe`, with ⌊log2(universe / count)⌋ low bits.
    pub fn of(places: &[u64], universe: u64) -> Self {
        let ratio = universe / length(places).max(1);
        Self::with_low_bits(places, universe, ratio.max(1).ilog2())
    }

    /// The same with another number of low bits.
    pub fn with_low_bits(places: &[u64], universe: u64, low_bits: u32) -> Self {
        let count = length(places);
        if count == 0 {
            return Self { count, low_bits: 0, low: Vec::new(), high: Vec::new() };
        }
        let mut low = Bits::default();
        for place in places {
            low.push_low(*place, low_bits);
        }
        let rests = places.iter().zip(0..).map(|(place, number)| (place >> low_bits) + number);
        let high = set(rests, count + (universe >> low_bits) + 1);
        Self { count, low_bits, low: low.into_bytes(), high }
    }

    /// The places; nothing where the parts do not fit each other.
    pub fn places(&self) -> Option<Vec<u64>> {
        let ones =
            (0..length(&self.high) * 8).filter(|place| bit(&self.high, *place) == Some(true));
        let place = |(number, one): (u64, u64)| {
            let low = low(&self.low, number * u64::from(self.low_bits), self.low_bits)?;
            Some((one - number) << self.low_bits | low)
        };
        let places: Vec<u64> = (0..).zip(ones).map(place).collect::<Option<_>>()?;
        (length(&places) == self.count).then_some(places)
    }

    /// The set as a member of a pack.
    pub fn value(&self) -> Value {
        Value::Array(vec![
            Value::Integer(self.count.into()),
            Value::Integer(self.low_bits.into()),
            Value::Bytes(self.low.clone()),
            Value::Bytes(self.high.clone()),
        ])
    }

    /// The set that a member of a pack is; nothing when it has another shape.
    pub fn read(value: &Value) -> Option<Self> {
        let Value::Array(parts) = value else { return None };
        let [
            Value::Integer(count),
            Value::Integer(low_bits),
            Value::Bytes(low),
            Value::Bytes(high),
        ] = parts.as_slice()
        else {
            return None;
        };
        Some(Self {
            count: (*count).try_into().ok()?,
            low_bits: (*low_bits).try_into().ok().filter(|bits| *bits <= 40)?,
            low: low.clone(),
            high: high.clone(),
        })
    }
}

fn length<T>(things: &[T]) -> u64 {
    u64::try_from(things.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::EliasFano;
    use crate::cbor::encode;
    use crate::cbor_read::decode;
    use crate::status::simulation::Chance;

    /// Universes, also those that are no power of two, and how many places of each are taken.
    const SIZES: [(u64, &[u64]); 7] = [
        (1, &[0, 1]),
        (2, &[1, 2]),
        (100, &[0, 1, 7, 50, 99, 100]),
        (1000, &[1, 3, 125, 999, 1000]),
        (4096, &[1, 64, 4095]),
        (1_000_003, &[1, 1000, 70_000]),
        ((1 << 40) - 1, &[1, 2, 5000]),
    ];

    #[test]
    fn what_is_written_is_read() {
        let mut chance = Chance::new("elias-fano");
        for (universe, counts) in SIZES {
            for count in counts {
                let places = chance.places(*count, universe, |_| true);
                let set = EliasFano::of(&places, universe);
                assert_eq!(set.places().as_ref(), Some(&places), "{count} of {universe}");
                assert_eq!(EliasFano::read(&decode(&encode(&set.value())).unwrap()), Some(set));
            }
        }
    }

    /// The lengths and the width that the format asks for, exactly.
    #[test]
    fn the_parts_have_their_lengths() {
        let mut chance = Chance::new("lengths");
        for (universe, counts) in SIZES {
            for count in counts.iter().copied().filter(|count| *count > 0) {
                let set = EliasFano::of(&chance.places(count, universe, |_| true), universe);
                assert!(
                    count << set.low_bits <= universe && universe < count << (set.low_bits + 1)
                );
                let low = (count * u64::from(set.low_bits)).div_ceil(8);
                let high = (count + (universe >> set.low_bits) + 1).div_ceil(8);
                let lengths = [&set.low, &set.high].map(|part| u64::try_from(part.len()).unwrap());
                assert_eq!(lengths, [low, high], "{count} of {universe}");
            }
        }
    }

    #[test]
    fn a_set_by_hand() {
        // 0 = 0·4+0, 5 = 1·4+1, 18 = 4·4+2, 19 = 4·4+3; low 00 01 10 11; high bits 0, 2, 6, 7.
        let set = EliasFano::with_low_bits(&[0, 5, 18, 19], 20, 2);
        assert_eq!(set.low, [0b1110_0100]);
        assert_eq!(set.high, [0b1100_0101, 0]);
        assert_eq!(EliasFano::of(&[0, 5, 18, 19], 20), set);
        let none = EliasFano { count: 0, low_bits: 0, low: vec![], high: vec![] };
        assert_eq!(EliasFano::of(&[], 20), none);
    }

    #[test]
    fn the_last_place_is_in() {
        for universe in [1, 2, 3, 64, 65, 1_000_003] {
            let set = EliasFano::of(&[universe - 1], universe);
            assert_eq!(set.places(), Some(vec![universe - 1]));
            let all: Vec<u64> = (0..universe).collect();
            assert_eq!(EliasFano::of(&all, universe).places(), Some(all));
        }
    }

    #[test]
    fn parts_that_do_not_fit_are_nothing() {
        let set = EliasFano::of(&[0, 5, 18, 19], 20);
        assert_eq!(EliasFano { count: 5, ..set.clone() }.places(), None);
        assert_eq!(EliasFano { low: vec![], ..set }.places(), None);
    }
}
