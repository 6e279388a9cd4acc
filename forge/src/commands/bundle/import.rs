//! `forge bundle import`: other parties' lists of keys as files ready to add.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use forge::time::{DAY, parse};
use forge::trust::carrier::write;
use forge::trust::check::check;
use forge::trust::import::key_sets::{self, Terms};
use forge::trust::import::{Imported, Issuers, Scope, european, folder};

use crate::arguments::{Arguments, Misused};
use crate::commands::{Outcome, file};

const OPTIONS: [&str; 9] = [
    "--types",
    "--regions",
    "--max-days",
    "--directory",
    "--issuers",
    "--from",
    "--until",
    "--name",
    "--out",
];

/// Writes files of records, and says how many keys were left out and why.
pub(super) fn run(line: &Arguments, kind: &str, from: &str) -> Outcome {
    line.only(&OPTIONS)?;
    let scope = Scope::new(&line.list("--types"), &line.list("--regions"), lifetime(line)?)?;
    let issuers = issuers(line)?;
    let terms = || -> Result<Terms, Box<dyn Error>> {
        let (directory, between) = (line.required("--directory")?, between(line)?);
        Ok(Terms { directory, scope: &scope, issuers: &issuers, between })
    };
    let named = |error| format!("{from}: {error}");
    let imported = match kind {
        "european" => european::import(&file(from)?, &scope, &issuers)?,
        "jwks" => {
            let sets = folder::key_sets(Path::new(from)).map_err(named)?;
            key_sets::import(&sets, &terms()?)?
        }
        "certificates" => folder::certificates(Path::new(from), &terms()?).map_err(named)?,
        _ => return Err(Misused::new("import european, jwks or certificates").into()),
    };
    save(line, &imported)
}

fn save(line: &Arguments, imported: &Imported) -> Outcome {
    let out = Path::new(line.required("--out")?);
    let files = imported.files(line.get("--name").unwrap_or("imported"));
    for (path, bytes) in &files {
        check(path, bytes)?;
        println!("forge bundle add FOLDER {path} {}", out.join(path).display());
    }
    write(&files, out).map_err(|error| format!("{}: {error}", out.display()))?;
    eprintln!("{} keys taken", imported.taken);
    for (reason, count) in &imported.skipped {
        eprintln!("{count} left out: {reason}");
    }
    Ok(ExitCode::SUCCESS)
}

fn lifetime(line: &Arguments) -> Result<Option<i64>, Misused> {
    let days = line.get("--max-days").map(|days| days.parse::<i64>().ok().filter(|days| *days > 0));
    match days {
        Some(None) => Err(Misused::new("--max-days is a number of days")),
        Some(Some(days)) => Ok(Some(days * DAY)),
        None => Ok(None),
    }
}

fn between(line: &Arguments) -> Result<Option<(i64, i64)>, Box<dyn Error>> {
    match (line.get("--from"), line.get("--until")) {
        (Some(from), Some(until)) => Ok(Some((parse(from)?, parse(until)?))),
        (None, None) => Ok(None),
        _ => Err(Misused::new("--from and --until come together").into()),
    }
}

fn issuers(line: &Arguments) -> Result<Issuers, Box<dyn Error>> {
    match line.get("--issuers") {
        Some(name) => {
            Ok(serde_json::from_str(&file(name)?).map_err(|error| format!("{name}: {error}"))?)
        }
        None => Ok(Issuers::new()),
    }
}
