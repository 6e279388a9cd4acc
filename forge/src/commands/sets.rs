//! `forge vectors` and `forge demo`: whole sets of files.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use forge::demo::Demo;
use forge::key::DEMO_SEED;
use forge::vectors;
use forge::world::World;
use serde_json::Value as Json;

use super::{Outcome, file, time};
use crate::arguments::Arguments;

/// Writes the test vectors into a folder, or says which of them differ.
pub(crate) fn vectors(line: &Arguments, folder: &str) -> Outcome {
    line.only(&["--check"])?;
    let folder = Path::new(folder);
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

/// Writes the demonstration.
pub(crate) fn demo(line: &Arguments) -> Outcome {
    line.only(&["--out", "--at", "--seed", "--european"])?;
    let world = World::new(line.get("--seed").unwrap_or(DEMO_SEED), time(line)?);
    let european =
        line.all("--european").iter().map(|file| european(file)).collect::<Result<Vec<_>, _>>()?;
    Demo::new(&world, &european)?.write(Path::new(line.required("--out")?))?;
    Ok(ExitCode::SUCCESS)
}

/// A file of the public test data, named by its country and number.
fn european(name: &str) -> Result<(String, Json), Box<dyn Error>> {
    let json = serde_json::from_str(file(name)?.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("{name}: {error}"))?;
    let path = PathBuf::from(name);
    let number = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let country = path.iter().filter_map(|part| part.to_str()).rfind(|part| part.len() == 2);
    let country = country.filter(|part| part.bytes().all(|byte| byte.is_ascii_uppercase()));
    Ok((country.map_or_else(|| number.clone(), |country| format!("{country} {number}")), json))
}
