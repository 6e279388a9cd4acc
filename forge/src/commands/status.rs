//! `forge status`: status lists, revocation packs, and packs at the size of a country.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use forge::base64::{hex, url};
use forge::key::DEMO_SEED;
use forge::status::State;
use forge::status::compile::compile;
use forge::status::list::{StatusList, Token};
use forge::status::pack::{File, Period, Row, place, universe};
use forge::status::simulation::Simulation;
use forge::status::stream::{Event, Stream};
use forge::time::{DAY, parse};
use serde_json::Value as Json;

use super::keys::{self, Named};
use super::{Outcome, file, time};
use crate::arguments::{Arguments, Misused};

/// The options of a list besides those of the key.
const OF_LIST: [&str; 10] = [
    "--uri",
    "--bits",
    "--size",
    "--at",
    "--expires",
    "--ttl",
    "--aggregation",
    "--jwt",
    "--cwt",
    "-o",
];
/// The options of every pack.
const OF_PACK: [&str; 6] = ["--after", "--lists", "--at", "--fresh", "--expires", "--out"];
/// The options of the first pack of a stream.
const OF_STREAM: [&str; 5] = ["--stream", "--region", "--types", "--sequence", "--tokens"];
/// Entries of a list when nothing else is said: 2^20.
const SIZE: u64 = 1 << 20;
/// Entries that the lists of a pack have fewer of.
const UNIVERSE: u64 = 1 << 40;

/// A line of a file: where it stands, which entry it is about, and what it says.
struct Entry {
    at: String,
    of: String,
    says: String,
}

/// Writes a status list.
pub(crate) fn list(line: &Arguments, entries: &str) -> Outcome {
    line.only(&[OF_LIST.as_slice(), keys::OPTIONS.as_slice()].concat())?;
    let bits = number(line, "--bits")?.unwrap_or(1);
    let mut list = StatusList::new(bits, number(line, "--size")?.unwrap_or(SIZE))?;
    for Entry { at, of, says } in self::entries(entries)? {
        let index = of.parse().map_err(|_| format!("{at}: {of} is not an index"))?;
        list.set(index, status(&says).ok_or_else(|| format!("{at}: {says} is not a status"))?)
            .map_err(|error| format!("{at}: {error}"))?;
    }
    let Named { key, kid, .. } = Named::of(line)?;
    let token = Token {
        expires: line.get("--expires").map(parse).transpose()?,
        ttl: number(line, "--ttl")?,
        aggregation: line.get("--aggregation").map(str::to_owned),
        ..Token::new(&kid, line.required("--uri")?, time(line)?, &list)
    };
    match (line.has("--jwt"), line.has("--cwt")) {
        (true, true) => Err(Misused::new("--jwt or --cwt, not both").into()),
        (_, false) => {
            let text = token.sign_jwt(&key);
            written(line, text.as_bytes(), &text)
        }
        (false, true) => {
            let bytes = token.sign_cwt(&key);
            written(line, &bytes, &url(&bytes))
        }
    }
}

/// Writes a snapshot: of entries in a file, of status lists, or of what other packs tell.
pub(crate) fn pack(line: &Arguments, entries: Option<&str>) -> Outcome {
    line.only(&[OF_PACK.as_slice(), OF_STREAM.as_slice()].concat())?;
    let (mut stream, known) = match (entries, line.has("--tokens"), line.has("--after")) {
        (Some(entries), false, false) => (counted(line, entries)?, None),
        (None, true, false) => {
            let (stream, issued) = compiled(line)?;
            (stream, Some(issued))
        }
        (None, false, true) => {
            let stream = told(line)?;
            let covered_until = stream.covered_until;
            (stream, Some(covered_until))
        }
        _ => return Err(Misused::new("a snapshot is of FILE, of --tokens or of --after").into()),
    };
    let snapshot = stream.snapshot(period(line, known)?);
    kept(line, &stream, &snapshot)
}

/// Writes a delta: events in a file, after other packs.
pub(crate) fn delta(line: &Arguments, entries: &str) -> Outcome {
    line.only(&OF_PACK)?;
    line.required("--after")?;
    let mut stream = told(line)?;
    stream.rows.extend(rows(line, &stream.rows)?);
    let events = events(entries, &stream.rows)?;
    let period = period(line, None)?;
    if period.covered_until < stream.covered_until {
        return Err(format!("--at: the files before it tell up to {}", stream.covered_until).into());
    }
    let delta = stream.delta(&events, period)?;
    kept(line, &stream, &delta)
}

/// Writes a snapshot and a delta at the size of a country, and what they need at least.
pub(crate) fn simulate(line: &Arguments) -> Outcome {
    line.only(&["--seed", "--at", "--out"])?;
    let simulation = Simulation::national(line.get("--seed").unwrap_or(DEMO_SEED));
    let simulated = simulation.run(time(line)?)?;
    let folder = Path::new(line.get("--out").unwrap_or("."));
    fs::create_dir_all(folder)?;
    for (file, bound) in [simulated.snapshot, simulated.delta].iter().zip(simulated.bounds) {
        fs::write(folder.join(&file.name), &file.bytes)?;
        println!("{} {} bytes, at least {bound:.0}", file.name, file.bytes.len());
    }
    Ok(ExitCode::SUCCESS)
}

/// The stream whose entries a file states.
fn counted(line: &Arguments, entries: &str) -> Result<Stream, Box<dyn Error>> {
    line.required("--lists")?;
    let rows = rows(line, &[])?;
    let mut stream = stream(line, &rows)?;
    stream.apply(&events(entries, &rows)?)?;
    Ok(stream)
}

/// The stream that status lists make, and the second from which the oldest of them tells.
fn compiled(line: &Arguments) -> Result<(Stream, i64), Box<dyn Error>> {
    let token = |name: &String| {
        let bytes = fs::read(name).map_err(|error| format!("{name}: {error}"))?;
        Token::read(&bytes).ok_or_else(|| format!("{name}: not a status list token"))
    };
    let tokens = line.all("--tokens").iter().map(token).collect::<Result<Vec<_>, _>>()?;
    let compiled = compile(&tokens)?;
    let mut stream = stream(line, &compiled.rows)?;
    stream.apply(&compiled.events)?;
    Ok((stream, compiled.issued))
}

/// The stream that other packs tell.
fn told(line: &Arguments) -> Result<Stream, Box<dyn Error>> {
    let pack = |path: &String| {
        let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(path).map_err(|error| format!("{path}: {error}"))?;
        Ok(File { name, bytes })
    };
    let files = line.all("--after").iter().map(pack).collect::<Result<Vec<_>, String>>()?;
    Ok(Stream::of(&files)?)
}

fn stream(line: &Arguments, rows: &[Row]) -> Result<Stream, Box<dyn Error>> {
    let [name, region] = [part(line, "--stream")?, part(line, "--region")?];
    line.required("--types")?;
    let mut stream = Stream::new(name, region, &line.list("--types"), rows);
    stream.sequence = number(line, "--sequence")?.unwrap_or(1);
    Ok(stream)
}

/// A part of a target's path.
fn part<'a>(line: &'a Arguments, option: &str) -> Result<&'a str, Misused> {
    let text = line.required(option)?;
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    match !text.is_empty() && text.chars().all(plain) {
        true => Ok(text),
        false => Err(Misused::new(&format!("{option} has letters, digits, - and _ only"))),
    }
}

/// The rows on the command line, which come after others.
fn rows(line: &Arguments, before: &[Row]) -> Result<Vec<Row>, Misused> {
    let misused = |text: &str| Misused::new(&format!("--lists {text}: PREFIX,FIRST,COUNT,SIZE"));
    let row = |text: &String| row(text).ok_or_else(|| misused(text));
    let rows = line.all("--lists").iter().map(row).collect::<Result<Vec<_>, _>>()?;
    let entries = rows.iter().try_fold(universe(before), |sum, row| sum.checked_add(row.entries()));
    match entries {
        Some(..UNIVERSE) => Ok(rows),
        _ => Err(Misused::new("--lists: the lists of a pack have fewer than 2^40 entries")),
    }
}

fn row(text: &str) -> Option<Row> {
    let mut parts = text.rsplitn(4, ',');
    let mut number = || parts.next()?.parse::<u64>().ok();
    let (size, count, first) = (number()?, number()?, number()?);
    first.checked_add(count)?;
    count.checked_mul(size).filter(|entries| *entries > 0)?;
    Some(Row { prefix: parts.next()?.to_owned(), first, count, size })
}

/// What a file says of places, or of entries of lists.
fn events(name: &str, rows: &[Row]) -> Result<Vec<(u64, Event)>, Box<dyn Error>> {
    let event = |Entry { at, of, says }: Entry| {
        let entry = of.rsplit_once('#').and_then(|(uri, index)| Some((uri, index.parse().ok()?)));
        let place = match entry {
            Some((uri, index)) => place(rows, uri, index),
            None => of.parse().ok().filter(|place| *place < universe(rows)),
        };
        let place = place.ok_or_else(|| format!("{at}: no list of the pack has {of} (--lists)"))?;
        match says.as_str() {
            "revoked" => Ok((place, Event::Revoke)),
            "suspended" => Ok((place, Event::Suspend)),
            "resumed" => Ok((place, Event::Resume)),
            _ => Err(format!("{at}: {says} is none of revoked, suspended, resumed").into()),
        }
    };
    entries(name)?.into_iter().map(event).collect()
}

/// The entries of a file: lines of two words, or the members of a JSON object.
fn entries(name: &str) -> Result<Vec<Entry>, Box<dyn Error>> {
    let text = file(name)?;
    if text.trim_start().starts_with('{') {
        let json: serde_json::Map<String, Json> =
            serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
        let word = |json: &Json| json.as_str().map_or_else(|| json.to_string(), str::to_owned);
        let entry = |(of, says): (&String, &Json)| Entry {
            at: format!("{name}: {of}"),
            of: of.clone(),
            says: word(says),
        };
        return Ok(json.iter().map(entry).collect());
    }
    let lines = text.lines().zip(1..).map(|(line, number)| (line.trim(), number));
    let lines = lines.filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
    let entry = |(line, number): (&str, i32)| {
        let at = format!("{name}:{number}");
        let parts = line.rsplit_once(|between: char| between.is_whitespace() || between == ':');
        let (of, says) = parts.ok_or_else(|| format!("{at}: INDEX STATUS is expected"))?;
        let of = of.trim_end_matches(|between: char| between.is_whitespace() || between == ':');
        Ok(Entry { at, of: of.to_owned(), says: says.to_owned() })
    };
    lines.map(entry).collect()
}

/// A status by its name or number.
fn status(text: &str) -> Option<u8> {
    match text {
        "valid" => Some(State::Valid.value()),
        "revoked" => Some(State::Revoked.value()),
        "suspended" => Some(State::Suspended.value()),
        number => number.parse().ok(),
    }
}

/// When a pack counts; one that is made of others tells no more than they do.
fn period(line: &Arguments, known: Option<i64>) -> Result<Period, Box<dyn Error>> {
    let covered_until = match known {
        Some(known) if !line.has("--at") => known,
        Some(known) if time(line)? > known => {
            return Err(format!("--at: what it is made of tells up to {known} only").into());
        }
        _ => time(line)?,
    };
    let moment = |option, days| line.get(option).map_or(Ok(covered_until + days * DAY), parse);
    let (fresh_until, expires) = (moment("--fresh", 2)?, moment("--expires", 31)?);
    match covered_until <= fresh_until && fresh_until <= expires {
        true => Ok(Period { covered_until, fresh_until, expires }),
        false => Err("--at, --fresh and --expires follow each other in this order".into()),
    }
}

fn number<T: std::str::FromStr>(line: &Arguments, option: &str) -> Result<Option<T>, Misused> {
    let read = |text: &str| {
        text.parse().map_err(|_| Misused::new(&format!("{option}: not a number that it takes")))
    };
    line.get(option).map(read).transpose()
}

/// Bytes into a file, or as text.
fn written(line: &Arguments, bytes: &[u8], text: &str) -> Outcome {
    eprintln!("{} bytes", bytes.len());
    match line.get("-o") {
        Some(name) => fs::write(name, bytes).map_err(|error| format!("{name}: {error}"))?,
        None => println!("{text}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// A pack into a folder, and the target that it is in a trust bundle.
fn kept(line: &Arguments, stream: &Stream, file: &File) -> Outcome {
    let folder = Path::new(line.get("--out").unwrap_or("."));
    fs::create_dir_all(folder)?;
    fs::write(folder.join(&file.name), &file.bytes)?;
    println!("{}", file.target(&stream.region));
    eprintln!("{} bytes, SHA-256 {}", file.bytes.len(), hex(&file.hash()));
    Ok(ExitCode::SUCCESS)
}
