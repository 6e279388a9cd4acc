//! The command line of the issuing kit.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use arguments::{Arguments, Misused};
use forge::anchor::Anchor;
use forge::code::{self, Credential};
use forge::demo::Demo;
use forge::key::{DEMO_SEED, Key};
use forge::qr::Qr;
use forge::time::{DAY, parse};
use forge::vectors;
use forge::world::World;
use serde_json::{Value as Json, json};

mod arguments;

const USAGE: &str = "\
forge: makes credentials, codes and test vectors. Its keys are for pilots and tests; the default seed is public.

forge key [--name NAME] [--seed SEED] [--kid ID]
      a key pair as JSON: private key, public key, anchor record
forge issue code (--key FILE | [--seed SEED] [--name NAME]) --type CODE --claims FILE.json
      [--issuer ID] [--kid ID] [--at TIME] [--days N]
      the text of a credential code; --key reads PEM or what `forge key` printed
forge qr TEXT|@FILE [--format svg|png|terminal] [-o FILE]
      a text as a QR code
forge vectors [--check] [FOLDER]
      writes the test vectors (tests/vectors), or says which of them differ
forge demo --out FOLDER [--at TIME] [--seed SEED] [--european FILE...]
      demo.json and pictures, freshly signed

TIME: seconds since 1970, 2026-06-01 or 2026-06-01T08:00:00+08:00; without it, now.";

type Outcome = Result<ExitCode, Box<dyn Error>>;

fn main() -> ExitCode {
    if std::env::args().any(|word| word == "--help" || word == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let outcome =
        Arguments::read(std::env::args().skip(1)).map_err(Into::into).and_then(|line| run(&line));
    outcome.unwrap_or_else(|error| {
        eprintln!("forge: {error}");
        ExitCode::from(if error.is::<Misused>() { 64 } else { 1 })
    })
}

fn run(line: &Arguments) -> Outcome {
    let words: Vec<_> = line.words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["key"] => key(line),
        ["issue", "code"] => issue(line),
        ["qr", text] => qr(line, text),
        ["vectors"] => write_vectors(line, Path::new("tests/vectors")),
        ["vectors", folder] => write_vectors(line, Path::new(folder)),
        ["demo"] => demo(line),
        _ => {
            eprintln!("{USAGE}");
            Ok(ExitCode::from(64))
        }
    }
}

/// A key, and the names it goes by.
struct Named {
    key: Key,
    name: String,
    kid: String,
}

impl Named {
    /// The key of a seed and a name.
    fn seeded(line: &Arguments) -> Self {
        let name = line.get("--name").unwrap_or("demo.region-a").to_owned();
        let key = Key::from_seed(line.get("--seed").unwrap_or(DEMO_SEED), &name);
        let kid = line.get("--kid").map_or_else(|| short(&key), str::to_owned);
        Self { key, name, kid }
    }

    /// The key in a file: PEM, or the JSON that `forge key` prints.
    fn read(line: &Arguments, file: &str) -> Result<Self, Box<dyn Error>> {
        let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        let record: Json =
            serde_json::from_str(&text).unwrap_or_else(|_| json!({ "private": text }));
        let member = |name: &str| record[name].as_str().map(str::to_owned);
        let key = Key::from_pem(&member("private").unwrap_or_default())
            .map_err(|error| format!("{file}: {error}"))?;
        let kid =
            line.get("--kid").map(str::to_owned).or(member("kid")).unwrap_or_else(|| short(&key));
        Ok(Self { name: member("name").unwrap_or_default(), key, kid })
    }
}

/// A key id that is short and says nothing: the first characters of the thumbprint.
fn short(key: &Key) -> String {
    key.thumbprint().chars().take(8).collect()
}

fn key(line: &Arguments) -> Outcome {
    line.only(&["--name", "--seed", "--kid"])?;
    let Named { key, name, kid } = Named::seeded(line);
    let record = json!({
        "name": name,
        "kid": kid,
        "private": key.to_pem()?,
        "jwk": key.jwk(),
        "anchor": Anchor::of_key(&name, &kid, &key),
    });
    println!("{}", serde_json::to_string_pretty(&record)?);
    Ok(ExitCode::SUCCESS)
}

fn issue(line: &Arguments) -> Outcome {
    line.only(&[
        "--key", "--seed", "--name", "--kid", "--issuer", "--type", "--claims", "--at", "--days",
    ])?;
    let Named { key, name, kid } = match line.get("--key") {
        Some(file) => Named::read(line, file)?,
        None => Named::seeded(line),
    };
    let issuer = line.get("--issuer").unwrap_or(&name);
    if issuer.is_empty() {
        line.required("--issuer")?;
    }
    let issued = time(line)?;
    let days: i64 = line.get("--days").unwrap_or("365").parse()?;
    let credential = Credential {
        issuer: issuer.to_owned(),
        kid,
        type_code: line.required("--type")?.to_owned(),
        issued,
        expires: issued + days * DAY,
        elements: claims(line.required("--claims")?)?,
    };
    let bytes = credential.issue(&key)?;
    let text = code::scan(&bytes);
    eprintln!(
        "{} bytes, {} digits, QR version {}",
        bytes.len(),
        text.len(),
        Qr::new(&text)?.version
    );
    println!("{text}");
    Ok(ExitCode::SUCCESS)
}

/// Elements from a JSON object of texts.
fn claims(file: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let claims: std::collections::BTreeMap<String, String> =
        serde_json::from_str(&text).map_err(|error| format!("{file}: {error}"))?;
    Ok(claims.into_iter().collect())
}

fn qr(line: &Arguments, text: &str) -> Outcome {
    line.only(&["--format", "-o"])?;
    let text = match text.strip_prefix('@') {
        Some(file) => {
            fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?.trim().to_owned()
        }
        None => text.to_owned(),
    };
    let code = Qr::new(&text)?;
    let picture = match line.get("--format").unwrap_or("terminal") {
        "svg" => code.svg().into_bytes(),
        "png" => code.png(),
        "terminal" => code.terminal().into_bytes(),
        other => return Err(format!("unknown format {other}: svg, png or terminal").into()),
    };
    match line.get("-o") {
        Some(file) => fs::write(file, picture)?,
        None => std::io::stdout().write_all(&picture)?,
    }
    eprintln!("QR version {}", code.version);
    Ok(ExitCode::SUCCESS)
}

fn write_vectors(line: &Arguments, folder: &Path) -> Outcome {
    line.only(&["--check"])?;
    if !line.has("--check") {
        vectors::write(folder)?;
        return Ok(ExitCode::SUCCESS);
    }
    let differing = vectors::differing(folder);
    for name in &differing {
        eprintln!("{} is not what the kit writes", folder.join(name).display());
    }
    Ok(ExitCode::from(u8::from(!differing.is_empty())))
}

fn demo(line: &Arguments) -> Outcome {
    line.only(&["--out", "--at", "--seed", "--european"])?;
    let world = World::new(line.get("--seed").unwrap_or(DEMO_SEED), time(line)?);
    let european =
        line.all("--european").iter().map(|file| european(file)).collect::<Result<Vec<_>, _>>()?;
    Demo::new(&world, &european)?.write(Path::new(line.required("--out")?))?;
    Ok(ExitCode::SUCCESS)
}

/// A file of the public test data, named by its country and number.
fn european(file: &str) -> Result<(String, Json), Box<dyn Error>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let json = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("{file}: {error}"))?;
    let path = PathBuf::from(file);
    let number = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let country = path.iter().filter_map(|part| part.to_str()).rfind(|part| part.len() == 2);
    let country = country.filter(|part| part.bytes().all(|byte| byte.is_ascii_uppercase()));
    Ok((country.map_or_else(|| number.clone(), |country| format!("{country} {number}")), json))
}

/// The time on the command line, or now.
fn time(line: &Arguments) -> Result<i64, Box<dyn Error>> {
    match line.get("--at") {
        Some(text) => Ok(parse(text)?),
        None => Ok(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?),
    }
}
