//! From a fresh clone to a first verdict, and the page on a local address.

use std::fs;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use serde_json::Value as Json;

use crate::build;
use crate::shell::{cargo, program, root, run, say};

/// European certificates that the demo shows where the public vectors are there.
const EUROPEAN: [&str; 3] =
    ["AT/2DCode/raw/1.json", "SE/2DCode/raw/1.json", "PL/1.3.0/2DCode/raw/3.json"];

/// Builds everything, signs a demo world, prints first verdicts, and serves the page.
pub(crate) fn demo(port: Option<&str>) -> Result<()> {
    build::build()?;
    sign(FOLDER)?;
    verdicts()?;
    say("serving the page; Ctrl+C ends it");
    let mut serve = program("node");
    serve.arg("www/serve.mjs");
    if let Some(port) = port {
        serve.args(["--port", port]);
    }
    run(&mut serve)
}

/// Where the page finds the demo.
const FOLDER: &str = "www/dist";

/// Signs the demo world with the time of this moment into a folder of the repository.
pub(crate) fn sign(folder: &str) -> Result<()> {
    say("signing the demo credentials");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock is before 1970")?;
    let mut forge = cargo();
    forge.args([
        "run",
        "--quiet",
        "--locked",
        "--package",
        "forge",
        "--",
        "demo",
        "--out",
        folder,
        "--at",
    ]);
    forge.arg(now.as_secs().to_string());
    let european = european();
    if european.is_empty() {
        say(
            "no public vectors at YANZHENG_VECTORS or ../shared/vectors: no European certificates in the demo",
        );
    } else {
        forge.arg("--european").args(european);
    }
    run(&mut forge)
}

fn european() -> Vec<PathBuf> {
    let vectors = std::env::var_os("YANZHENG_VECTORS").map(PathBuf::from);
    let folder = vectors.unwrap_or_else(|| root().join("../shared/vectors")).join("hcert/raw");
    EUROPEAN.iter().map(|file| folder.join(file)).filter(|file| file.exists()).collect()
}

/// Prints what the command line says of the first sample, and of the first that answers a challenge.
fn verdicts() -> Result<()> {
    let file = root().join(FOLDER).join("demo.json");
    let demo: Json = serde_json::from_str(&fs::read_to_string(&file).context("demo.json")?)?;
    let samples = demo["samples"].as_array().context("demo.json has no samples")?;
    let live = samples.iter().find(|sample| sample["challenge"].is_string());
    for sample in samples.first().into_iter().chain(live) {
        println!("\n{}", sample["title"]["en"].as_str().unwrap_or_default());
        verdict(&demo, sample)?;
    }
    println!();
    Ok(())
}

/// Verifies a sample as it asks to be, by the trust bundle: its clock, its policy, its challenge, its region.
fn verdict(demo: &Json, sample: &Json) -> Result<()> {
    let mut verify = program("node");
    verify.args(["pkg/bin/yanzheng.js", "verify"]);
    for (flag, path) in trusted(&demo["trust"]) {
        verify.arg(format!("--{flag}")).arg(root().join(FOLDER).join(path));
    }
    // The bundle has these too, for the verifier; here they name types and states for people.
    verify.arg("--types").arg(kept("types", &demo["types"])?);
    match &sample["scenario"] {
        Json::Null => {}
        Json::String(name) => {
            verify.arg(format!("--scenario={name}"));
        }
        policy => {
            verify.arg("--scenario").arg(kept("scenario", policy)?);
        }
    }
    for flag in ["challenge", "audience", "region"] {
        if let Some(text) = sample[flag].as_str() {
            verify.arg(format!("--{flag}={text}"));
        }
    }
    if let Some(at) = sample["at"].as_i64() {
        verify.args(["--at", &at.to_string()]);
    }
    run(verify.arg(sample["scan"].as_str().context("a sample without a scan")?))
}

/// The files of the demo's trust, each under the flag that takes it.
fn trusted(trust: &Json) -> Vec<(&'static str, &str)> {
    let path = |flag, value: &'static str| (flag, trust[value].as_str().unwrap_or_default());
    let packs = trust["packs"].as_array().into_iter().flatten();
    let lists = trust["lists"].as_array().into_iter().flatten().map(|list| &list["file"]);
    let statuses = packs.chain(lists).filter_map(|file| Some(("status", file.as_str()?)));
    [path("root", "root"), path("trust", "bundle")].into_iter().chain(statuses).collect()
}

/// Writes a part of the demo to a file of its own, for the command line to read.
fn kept(name: &str, json: &Json) -> Result<PathBuf> {
    let file = root().join(format!("target/demo-{name}.json"));
    fs::write(&file, json.to_string()).with_context(|| file.display().to_string())?;
    Ok(file)
}
