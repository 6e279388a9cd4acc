//! What the page is tested with besides the vectors, in `target/material`: a demo of this moment, and the
//! trust bundle of a whole country.

use std::fs;

use anyhow::{Context, Result};
use forge::key::DEMO_SEED;
use forge::trust::carrier::bundle;
use forge::trust::world::large;

use crate::demo;
use crate::shell::{root, say};

const FOLDER: &str = "target/material";
/// 2026-06-01T00:00:00Z.
const AT: i64 = 1_780_272_000;

/// Makes both.
pub(crate) fn make() -> Result<()> {
    demo::sign(&format!("{FOLDER}/demo"))?;
    say("signing the trust bundle of a country: 32 regions of 60 authorities of two keys each");
    let files = large(DEMO_SEED, AT, 32, 60, 2).files();
    let folder = root().join(FOLDER).join("country");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let pinned = files.get("metadata/1.root.json").context("a repository without a root")?;
    let about = format!("{{\"at\":{AT},\"keys\":3840}}");
    let written = [
        ("root.json", pinned.as_slice()),
        ("bundle.json", &bundle(&files)),
        ("about.json", about.as_bytes()),
    ];
    for (name, bytes) in written {
        fs::write(folder.join(name), bytes).context(name)?;
    }
    Ok(())
}
