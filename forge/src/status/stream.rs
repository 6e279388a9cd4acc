//! A stream of packs: the true state of a region's lists, day after day, and the files that tell
//! it, chained by sequence and hash.
//!
//! Rules:
//! - A delta has the next sequence and names the hash of the file before it, be it a snapshot or a
//!   delta. A later snapshot has the sequence of the delta whose state it repeats.
//! - Revoked is for good: what follows it changes nothing.
//! - A delta states how the day ended: what was suspended and resumed on one day is not in it.

use std::collections::BTreeMap;

use crate::refused::Refused;
use crate::status::State;
use crate::status::pack::{File, Kind, Pack, Period, Row, universe};

/// What happens to a credential.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Event {
    /// It is revoked.
    Revoke,
    /// It is suspended.
    Suspend,
    /// It is no longer suspended.
    Resume,
}

/// The state of some lists, and what of it was told.
#[derive(Clone, Debug)]
pub struct Stream {
    /// Its name, the first part of its files' names.
    pub name: String,
    /// Whose lists.
    pub region: String,
    /// The types of their credentials.
    pub types: Vec<String>,
    /// The lists; only ever more.
    pub rows: Vec<Row>,
    /// The sequence of the last file; of a stream without files the one of its first.
    pub sequence: u64,
    /// The second up to which the last file tells; 0 without files.
    pub covered_until: i64,
    states: BTreeMap<u64, State>,
    base: Vec<u8>,
}

impl Event {
    /// The state after it.
    pub fn on(self, state: State) -> State {
        match (state, self) {
            (State::Revoked, _) | (_, Self::Revoke) => State::Revoked,
            (_, Self::Suspend) => State::Suspended,
            (_, Self::Resume) => State::Valid,
        }
    }
}

impl Stream {
    /// A stream without files, in which everything is valid; its first file has sequence 1.
    pub fn new(name: &str, region: &str, types: &[&str], rows: &[Row]) -> Self {
        Self {
            name: name.to_owned(),
            region: region.to_owned(),
            types: types.iter().map(|name| (*name).to_owned()).collect(),
            rows: rows.to_vec(),
            sequence: 1,
            covered_until: 0,
            states: BTreeMap::new(),
            base: Vec::new(),
        }
    }

    /// The stream that files tell, given in any order: the newest snapshot among them, and every
    /// delta after it.
    ///
    /// # Errors
    /// [`Refused::Pack`] for what is no pack; [`Refused::PackOrder`] without a snapshot, and where
    /// a file does not continue the one before it.
    pub fn of(files: &[File]) -> Result<Self, Refused> {
        let mut packs = files.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        packs.sort_by_key(|(_, pack)| (pack.sequence, pack.kind == Kind::Snapshot));
        let newest = packs.iter().rposition(|(_, pack)| pack.kind == Kind::Snapshot);
        let newest = newest.ok_or_else(|| Refused::PackOrder("the first delta".to_owned()))?;
        let (file, snapshot) = &packs[newest];
        let mut deltas = packs.iter().skip(newest + 1);
        deltas.try_fold(Self::started(file, snapshot), |stream, (file, pack)| {
            stream.continued(file, pack)
        })
    }

    /// Entries of all lists.
    pub fn universe(&self) -> u64 {
        universe(&self.rows)
    }

    /// The state at a place.
    pub fn state(&self, place: u64) -> State {
        self.states.get(&place).copied().unwrap_or_default()
    }

    /// The places in a state, ascending; only those that are not valid are known.
    pub fn places(&self, state: State) -> Vec<u64> {
        self.states.iter().filter(|(_, of)| **of == state).map(|(place, _)| *place).collect()
    }

    /// Applies events to the state without telling of them: what was before the first file.
    ///
    /// # Errors
    /// [`Refused::StatusIndex`] for a place outside the lists.
    pub fn apply(&mut self, events: &[(u64, Event)]) -> Result<(), Refused> {
        let size = self.universe();
        match events.iter().find(|(place, _)| *place >= size) {
            Some((index, _)) => return Err(Refused::StatusIndex { index: *index, size }),
            None => events.iter().for_each(|(place, event)| self.change(*place, *event)),
        }
        Ok(())
    }

    /// A snapshot of the state.
    pub fn snapshot(&mut self, period: Period) -> File {
        let [revoked, suspended] =
            [State::Revoked, State::Suspended].map(|state| self.places(state));
        let pack = self.pack(Kind::Snapshot, period, revoked, suspended);
        self.tell(&pack)
    }

    /// Applies a day's events, and the delta of what they changed.
    ///
    /// # Errors
    /// [`Refused::StatusIndex`] for a place outside the lists, [`Refused::PackOrder`] where there
    /// is no file to continue.
    pub fn delta(&mut self, events: &[(u64, Event)], period: Period) -> Result<File, Refused> {
        let pack = self.changes(events, period)?;
        Ok(self.tell(&pack))
    }

    /// The same delta before it is written, to make wrong ones from; the state has changed, and
    /// [`Stream::tell`] writes it.
    ///
    /// # Errors
    /// Those of [`Stream::delta`].
    pub fn changes(&mut self, events: &[(u64, Event)], period: Period) -> Result<Pack, Refused> {
        if self.base.is_empty() {
            return Err(Refused::PackOrder("the first delta".to_owned()));
        }
        let before: BTreeMap<u64, State> =
            events.iter().map(|(place, _)| (*place, self.state(*place))).collect();
        self.apply(events)?;
        self.sequence += 1;
        let now = |state: State| -> Vec<u64> {
            let changed = before.iter().filter(|(_, was)| **was != state);
            changed.map(|(place, _)| *place).filter(|place| self.state(*place) == state).collect()
        };
        let kind = Kind::Delta { base: self.base.clone(), resumed: now(State::Valid) };
        Ok(self.pack(kind, period, now(State::Revoked), now(State::Suspended)))
    }

    /// Writes a pack as the file that the next one continues.
    pub fn tell(&mut self, pack: &Pack) -> File {
        let file = pack.file(&self.name);
        (self.base, self.covered_until) = (file.hash(), pack.period.covered_until);
        file
    }

    fn pack(&self, kind: Kind, period: Period, revoked: Vec<u64>, suspended: Vec<u64>) -> Pack {
        Pack {
            kind,
            region: self.region.clone(),
            types: self.types.clone(),
            rows: self.rows.clone(),
            sequence: self.sequence,
            period,
            revoked,
            suspended,
        }
    }

    fn change(&mut self, place: u64, event: Event) {
        match event.on(self.state(place)) {
            State::Valid => self.states.remove(&place),
            state => self.states.insert(place, state),
        };
    }

    fn started(file: &File, pack: &Pack) -> Self {
        let types: Vec<_> = pack.types.iter().map(String::as_str).collect();
        let name = file.name.split('.').next().unwrap_or_default();
        let mut stream = Self::new(name, &pack.region, &types, &pack.rows);
        stream.sequence = pack.sequence;
        stream.learn(file, pack);
        stream
    }

    fn continued(mut self, file: &File, pack: &Pack) -> Result<Self, Refused> {
        let base = matches!(&pack.kind, Kind::Delta { base, .. } if *base == self.base);
        let next = pack.sequence == self.sequence + 1 && pack.rows.starts_with(&self.rows);
        if !base || !next || pack.region != self.region || pack.types != self.types {
            return Err(Refused::PackOrder(file.name.clone()));
        }
        (self.sequence, self.rows) = (pack.sequence, pack.rows.clone());
        self.learn(file, pack);
        Ok(self)
    }

    fn learn(&mut self, file: &File, pack: &Pack) {
        (self.base, self.covered_until) = (file.hash(), pack.period.covered_until);
        let resumed: &[u64] = match &pack.kind {
            Kind::Snapshot => &[],
            Kind::Delta { resumed, .. } => resumed,
        };
        let sets: [(&[u64], Event); 3] = [
            (resumed, Event::Resume),
            (&pack.suspended, Event::Suspend),
            (&pack.revoked, Event::Revoke),
        ];
        for (places, event) in sets {
            for place in places {
                self.change(*place, event);
            }
        }
    }
}

/// A file and what it states.
fn read(file: &File) -> Result<(&File, Pack), Refused> {
    let pack = Pack::read(&file.bytes).ok_or_else(|| Refused::Pack(file.name.clone()))?;
    Ok((file, pack))
}

#[cfg(test)]
mod tests {
    use super::{Event, Stream};
    use crate::refused::Refused;
    use crate::status::State;
    use crate::status::pack::{File, Kind, Pack, Period, Row};
    use crate::status::simulation::Chance;

    const DAYS: usize = 20;

    fn period(day: i64) -> Period {
        Period { covered_until: day, fresh_until: day + 1, expires: day + 7 }
    }

    fn row(first: u64) -> Row {
        Row { prefix: "https://status.example/".to_owned(), first, count: 3, size: 100 }
    }

    fn stream() -> Stream {
        Stream::new("identity", "990000", &["t"], &[row(0)])
    }

    /// What a verifier answers from files: revoked if any says so, else what the newest one says.
    fn asked(files: &[File], place: u64) -> State {
        let packs: Vec<Pack> = files.iter().filter_map(|file| Pack::read(&file.bytes)).collect();
        if packs.iter().any(|pack| pack.revoked.contains(&place)) {
            return State::Revoked;
        }
        let named = packs.iter().rev().find_map(|pack| match &pack.kind {
            _ if pack.suspended.contains(&place) => Some(State::Suspended),
            Kind::Delta { resumed, .. } if resumed.contains(&place) => Some(State::Valid),
            _ => None,
        });
        named.unwrap_or_default()
    }

    fn events(chance: &mut Chance, universe: u64) -> Vec<(u64, Event)> {
        let kinds = [Event::Revoke, Event::Suspend, Event::Suspend, Event::Resume, Event::Resume];
        let event = |_| (chance.below(universe), kinds[usize::try_from(chance.below(5)).unwrap()]);
        (0..40).map(event).collect()
    }

    /// Twenty days of random events against a plain list of states.
    #[test]
    fn a_chain_tells_the_state() {
        let mut chance = Chance::new("days");
        let mut model = vec![State::Valid; 600];
        let mut stream = stream();
        let mut files = vec![stream.snapshot(period(0))];
        for day in 1..=DAYS {
            if day == 10 {
                stream.rows.push(row(7));
            }
            let events = events(&mut chance, stream.universe());
            for (place, event) in &events {
                let state = &mut model[usize::try_from(*place).unwrap()];
                *state = event.on(*state);
            }
            files.push(stream.delta(&events, period(i64::try_from(day).unwrap())).unwrap());
            for (place, state) in (0..600).zip(&model) {
                assert_eq!((asked(&files, place), stream.state(place)), (*state, *state), "{day}");
            }
        }
        assert_eq!(files.last().unwrap().name, "identity.21.delta");
        assert!(model.contains(&State::Suspended) && model.contains(&State::Revoked));

        let mut read = Stream::of(&files).unwrap();
        let next = [(1, Event::Revoke)];
        assert_eq!(read.delta(&next, period(30)), stream.delta(&next, period(30)));
        let later = stream.snapshot(period(30));
        assert_eq!(later.name, "identity.22.snapshot");
        assert_eq!(asked(&[later], 1), State::Revoked);
    }

    #[test]
    fn every_file_names_the_one_before_it() {
        let mut stream = stream();
        let mut files = vec![stream.snapshot(period(0))];
        files.push(stream.delta(&[(5, Event::Suspend)], period(1)).unwrap());
        files.push(stream.delta(&[], period(2)).unwrap());
        files.push(stream.snapshot(period(2)));
        files.push(stream.delta(&[(5, Event::Resume)], period(3)).unwrap());
        let packs: Vec<Pack> = files.iter().filter_map(|file| Pack::read(&file.bytes)).collect();
        assert_eq!(packs.iter().map(|pack| pack.sequence).collect::<Vec<_>>(), [1, 2, 3, 3, 4]);
        for (before, pack) in files.iter().zip(&packs[1..]) {
            match &pack.kind {
                Kind::Snapshot => assert_eq!(pack.suspended, [5]),
                Kind::Delta { base, .. } => assert_eq!(*base, before.hash()),
            }
        }
        files.reverse();
        let whole = Stream::of(&files).unwrap();
        assert_eq!(
            (whole.sequence, whole.state(5), &whole.base),
            (4, State::Valid, &files[0].hash())
        );
        assert_eq!(whole.covered_until, 3);
        let old = Stream::of(&files[2..]).unwrap();
        assert_eq!(
            (old.sequence, old.state(5), &old.base),
            (3, State::Suspended, &files[2].hash())
        );
        let order = |files: &[File], name: &str| {
            assert_eq!(Stream::of(files).err(), Some(Refused::PackOrder(name.to_owned())));
        };
        order(&[files[4].clone(), files[2].clone()], "identity.3.delta");
        order(&files[2..4], "the first delta");
        order(&[], "the first delta");
        let broken = File { name: "x".to_owned(), bytes: vec![0] };
        assert_eq!(Stream::of(&[broken]).err(), Some(Refused::Pack("x".to_owned())));
    }

    /// Seven ways a day can treat one credential.
    #[test]
    fn a_delta_states_how_the_day_ended() {
        use Event::{Resume, Revoke, Suspend};
        let rows: [(&[Event], &[Event], [usize; 3]); 7] = [
            (&[], &[Suspend, Resume], [0, 0, 0]),
            (&[], &[Suspend, Revoke], [1, 0, 0]),
            (&[], &[Resume], [0, 0, 0]),
            (&[Suspend], &[Resume], [0, 0, 1]),
            (&[Suspend], &[Resume, Suspend], [0, 0, 0]),
            (&[Suspend], &[Revoke, Resume], [1, 0, 0]),
            (&[Revoke], &[Suspend, Resume, Revoke], [0, 0, 0]),
        ];
        for (before, day, expected) in rows {
            let at =
                |events: &[Event]| -> Vec<_> { events.iter().map(|event| (9, *event)).collect() };
            let mut stream = stream();
            stream.apply(&at(before)).unwrap();
            stream.snapshot(period(0));
            let Pack { revoked, suspended, kind, .. } =
                stream.changes(&at(day), period(1)).unwrap();
            let Kind::Delta { resumed, .. } = kind else { panic!("no delta") };
            assert_eq!(
                [revoked.len(), suspended.len(), resumed.len()],
                expected,
                "{before:?} {day:?}"
            );
        }
    }

    #[test]
    fn what_cannot_be_told_is_refused() {
        let mut stream = stream();
        let first = Refused::PackOrder("the first delta".to_owned());
        assert_eq!(stream.delta(&[], period(1)), Err(first));
        stream.snapshot(period(0));
        let outside = Refused::StatusIndex { index: 300, size: 300 };
        assert_eq!(
            stream.delta(&[(0, Event::Revoke), (300, Event::Revoke)], period(1)),
            Err(outside)
        );
        assert_eq!((stream.state(0), stream.sequence), (State::Valid, 1));
    }
}
