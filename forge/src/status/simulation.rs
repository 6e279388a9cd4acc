//! Packs at the size of a country: so many credentials, of which a few are revoked or suspended at
//! random indices that do not depend on each other, and the changes of one day.
//!
//! The sizes stand beside the entropy bound: `n` places among `N` cannot be told in fewer than
//! `log2 C(N, n)` bits on average, where `C(N, n) = N! / (n! (N − n)!)` and `ln x!` is Stirling's
//! series `x ln x − x + ½ ln 2πx + 1/12x − 1/360x³`.

use std::f64::consts::{LN_2, TAU};

use sha2::{Digest, Sha256};

use crate::refused::Refused;
use crate::status::State;
use crate::status::pack::{File, Period, Row};
use crate::status::stream::{Event, Stream};
use crate::time::DAY;

/// Entries of each list.
const LIST: u64 = 1_000_000;
/// Days of a year.
const YEAR: u64 = 365;

/// What is simulated.
#[derive(Clone, Debug)]
pub struct Simulation {
    /// What chance follows from.
    pub seed: String,
    /// Lists of a million entries each.
    pub lists: u64,
    /// Entries that are revoked before the day.
    pub revoked: u64,
    /// Entries that are suspended before the day.
    pub suspended: u64,
    /// How many the day revokes, suspends and resumes.
    pub day: [u64; 3],
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Simulated {
    /// The state before the day.
    pub snapshot: File,
    /// The day.
    pub delta: File,
    /// Fewest bytes of both, on average.
    pub bounds: [f64; 2],
}

impl Simulation {
    /// 1.4 thousand million credentials, 0.1 % of them revoked, a fiftieth of that suspended; a
    /// day of a year that revokes 1 %, and that suspends and resumes a fiftieth of what it revokes.
    pub fn national(seed: &str) -> Self {
        let credentials = 1_400 * LIST;
        let day = credentials / 100 / YEAR;
        Self {
            seed: seed.to_owned(),
            lists: credentials / LIST,
            revoked: credentials / 1000,
            suspended: credentials / 1000 / 50,
            day: [day, day / 50, day / 50],
        }
    }

    /// The files of a snapshot at a moment and of the day after it.
    ///
    /// # Errors
    /// [`Refused::StatusIndex`] where more is to happen than there are entries for.
    pub fn run(&self, at: i64) -> Result<Simulated, Refused> {
        let (mut chance, mut stream) = (Chance::new(&self.seed), self.stream());
        let asked = self.revoked + self.suspended + self.day[0] + self.day[1];
        if asked > stream.universe() || self.day[2] > self.suspended {
            return Err(Refused::StatusIndex { index: asked, size: stream.universe() });
        }
        stream.apply(&happen(&mut chance, &stream, self.revoked, Event::Revoke))?;
        stream.apply(&happen(&mut chance, &stream, self.suspended, Event::Suspend))?;
        let snapshot = stream.snapshot(period(at));
        let events = self.events(&mut chance, &stream)?;
        let delta = stream.delta(&events, period(at + DAY))?;
        Ok(Simulated { snapshot, delta, bounds: self.bounds(stream.universe()) })
    }

    /// Fewest bytes of the snapshot and of the delta, on average.
    pub fn bounds(&self, universe: u64) -> [f64; 2] {
        let rest = universe - self.revoked - self.suspended;
        let snapshot =
            entropy(universe, self.revoked) + entropy(universe - self.revoked, self.suspended);
        let delta = entropy(rest, self.day[0])
            + entropy(rest - self.day[0], self.day[1])
            + entropy(self.suspended, self.day[2]);
        [snapshot / 8.0, delta / 8.0]
    }

    /// What a day brings: who is resumed was suspended before it.
    fn events(&self, chance: &mut Chance, stream: &Stream) -> Result<Vec<(u64, Event)>, Refused> {
        let mut day = stream.clone();
        let revoked = happen(chance, &day, self.day[0], Event::Revoke);
        day.apply(&revoked)?;
        let suspended = happen(chance, &day, self.day[1], Event::Suspend);
        let resumed = happen(chance, stream, self.day[2], Event::Resume);
        Ok([revoked, suspended, resumed].concat())
    }

    fn stream(&self) -> Stream {
        let prefix = "https://status.region-a.example/identity/".to_owned();
        let row = Row { prefix, first: 0, count: self.lists, size: LIST };
        Stream::new("identity", "990000", &["demo.identity"], &[row])
    }
}

/// Events at places that are valid, or suspended where they are to be resumed.
fn happen(chance: &mut Chance, stream: &Stream, count: u64, event: Event) -> Vec<(u64, Event)> {
    let places = match event {
        Event::Resume => {
            let suspended = stream.places(State::Suspended);
            let among = u64::try_from(suspended.len()).unwrap_or(u64::MAX);
            let chosen = chance.places(count, among, |_| true);
            chosen
                .iter()
                .filter_map(|place| suspended.get(usize::try_from(*place).ok()?))
                .copied()
                .collect()
        }
        _ => chance.places(count, stream.universe(), |place| stream.state(place) == State::Valid),
    };
    places.into_iter().map(|place| (place, event)).collect()
}

/// Two days of freshness and a month until the end.
fn period(at: i64) -> Period {
    Period { covered_until: at, fresh_until: at + 2 * DAY, expires: at + 31 * DAY }
}

/// `log2 C(all, chosen)`: the bits that telling a random choice takes on average.
pub fn entropy(all: u64, chosen: u64) -> f64 {
    (ln_factorial(all) - ln_factorial(chosen) - ln_factorial(all - chosen)) / LN_2
}

/// `ln x!`: a sum for small numbers, Stirling's series above, where it is off by less than 1e-9.
fn ln_factorial(number: u64) -> f64 {
    if number < 32 {
        return (2..=number).map(|factor| real(factor).ln()).sum();
    }
    let x = real(number);
    x * x.ln() - x + (TAU * x).ln() / 2.0 + 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3))
}

#[allow(clippy::cast_precision_loss, reason = "no number here reaches 2^53")]
fn real(number: u64) -> f64 {
    number as f64
}

/// Chance that follows from a seed: `SplitMix64`. For simulations; never for keys or salts.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The chance of a seed.
    pub fn new(seed: &str) -> Self {
        let digest = Sha256::digest(format!("forge chance\n{seed}"));
        Self(digest[..8].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }

    /// A number below a bound; even up to one part in 2^64 / bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        let product = u128::from(self.next()) * u128::from(bound);
        u64::try_from(product >> 64).unwrap_or_default()
    }

    /// So many ascending places below a bound that are free, each choice as likely as any other.
    /// There have to be as many.
    pub fn places(&mut self, count: u64, bound: u64, free: impl Fn(u64) -> bool) -> Vec<u64> {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let mut places = Vec::with_capacity(count);
        while places.len() < count {
            let missing = count - places.len();
            let drawn = (0..missing).map(|_| self.below(bound)).filter(|place| free(*place));
            places.extend(drawn.collect::<Vec<_>>());
            places.sort_unstable();
            places.dedup();
        }
        places
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }
}

#[cfg(test)]
mod tests {
    use super::{Chance, Simulation, entropy};
    use crate::status::State;
    use crate::status::pack::Pack;
    use crate::status::stream::Stream;

    fn small() -> Simulation {
        Simulation {
            seed: "small".to_owned(),
            lists: 10,
            revoked: 10_000,
            suspended: 200,
            day: [274, 5, 5],
        }
    }

    #[test]
    fn a_seed_gives_the_same_files() {
        let [one, two] = [small(), small()].map(|simulation| simulation.run(0).unwrap());
        assert_eq!((one.snapshot, one.delta), (two.snapshot, two.delta.clone()));
        let other = Simulation { seed: "other".to_owned(), ..small() }.run(0).unwrap();
        assert_ne!(other.delta, two.delta);
    }

    /// 10 million entries, 0.1 % revoked: within 6 % of the bound before padding.
    #[test]
    fn the_files_are_near_the_bound() {
        let simulated = small().run(0).unwrap();
        let sizes = [&simulated.snapshot, &simulated.delta].map(|file| file.bytes.len());
        println!(
            "snapshot {} bytes, delta {} bytes, at least {:.0?}",
            sizes[0], sizes[1], simulated.bounds
        );
        assert_eq!(sizes, [16_384, 4096]);
        assert!((14_500.0..14_900.0).contains(&simulated.bounds[0]), "{:?}", simulated.bounds);
    }

    #[test]
    fn everything_asked_for_happens() {
        let simulated = small().run(0).unwrap();
        let before = Pack::read(&simulated.snapshot.bytes).unwrap();
        assert_eq!((before.revoked.len(), before.suspended.len()), (10_000, 200));
        let after = Stream::of(&[simulated.snapshot, simulated.delta]).unwrap();
        let counts = [State::Revoked, State::Suspended].map(|state| after.places(state).len());
        assert_eq!(counts, [10_274, 200]);
        assert!(Simulation { revoked: 20_000_000, ..small() }.run(0).is_err());
        assert!(Simulation { day: [0, 0, 201], ..small() }.run(0).is_err());
    }

    #[test]
    fn chance_chooses_evenly() {
        let mut chance = Chance::new("even");
        let mut counts = [0; 10];
        for place in chance.places(5_000, 10_000, |place| place % 2 == 0) {
            assert_eq!(place % 2, 0);
            counts[usize::try_from(place / 1000).unwrap()] += 1;
        }
        assert_eq!(counts, [500; 10]);
        let drawn = (0..10_000).map(|_| chance.below(4)).filter(|number| *number == 3).count();
        assert!((2_350..2_650).contains(&drawn), "{drawn}");
    }

    #[test]
    fn the_bound_is_the_logarithm_of_the_choices() {
        // C(10, 3) = 120, C(52, 5) = 2,598,960, C(64, 32) = 1,832,624,140,942,590,534.
        let rows = [(10, 3, 120.0), (52, 5, 2_598_960.0), (64, 32, 1.832_624_140_942_590_5e18)];
        for (all, chosen, choices) in rows {
            assert!((entropy(all, chosen) - f64::log2(choices)).abs() < 1e-6, "{all} {chosen}");
        }
        assert!(entropy(10, 0).abs() < 1e-9 && entropy(40, 40).abs() < 1e-9);
    }
}
