//! From the crate to the npm package and the page.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;
use wasm_bindgen_cli_support::Bindgen;
use yanzheng::credential::elements::{LABELS, TABLE};

use crate::shell::{cargo, output, program, root, run, say};

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the npm package, `pkg/dist` and `pkg/miniprogram_dist`, and the page, `www/dist`.
pub(crate) fn build() -> Result<()> {
    wasm()?;
    modules()?;
    say("pkg: optimising and bundling");
    run(program("node").arg("pkg/build.mjs"))?;
    say("www: bundling the page");
    run(program("node").arg("www/build.mjs"))
}

/// Compiles the crate and writes the module, its glue and the element table to `target/wasm`.
fn wasm() -> Result<()> {
    target()?;
    say("compiling the crate for wasm");
    let mut compile = cargo();
    compile.args(["build", "--release", "--lib", "--locked", "--package", "yanzheng"]);
    // Without reference types wasm-bindgen takes a module that has no symbols only.
    compile.args(["--target", TARGET, "--config", "profile.release.strip=true"]);
    run(compile.env("CARGO_ENCODED_RUSTFLAGS", flags()?))?;
    let out = root().join("target/wasm");
    Bindgen::new()
        .input_path(compiled().join(TARGET).join("release/yanzheng.wasm"))
        .bundler(true)
        .context("wasm-bindgen: bundler")?
        .typescript(true)
        .generate(&out)
        .context("wasm-bindgen")?;
    fs::write(out.join("elements.json"), elements()).context("elements.json")
}

/// Where cargo puts what it compiles.
fn compiled() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// The oldest instructions that a host with WebAssembly has, and mutable globals: mini-programs and old
/// browsers have no others. The standard library comes with newer ones, which pkg/build.mjs lowers.
///
/// Names the sources in the module the same on every machine: a path in it would tell where it was
/// built, and make its hash another one there. SHA-256 goes over a few hundred bytes a scan: its
/// compact form, a loop instead of 64 steps written out, saves 1.1 KB after brotli. SM2 goes by the big
/// numbers that P-256 goes by and not by a field of its own: 5 KB less after brotli and an eighth less of
/// the translated engine, for a third more time a signature.
fn flags() -> Result<String> {
    let home = std::env::home_dir().context("no home directory")?;
    let cargo = std::env::var_os("CARGO_HOME").map_or(home.join(".cargo"), PathBuf::from);
    let sources = fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten();
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let crates = sources.map(|folder| remap(&folder.path(), "crates"));
    let oldest = ["-Ctarget-cpu=mvp", "-Ctarget-feature=+mutable-globals"];
    let compact = ["--cfg", "sha2_backend_soft=\"compact\"", "--cfg", "sm2_backend=\"bigint\""];
    let fixed = oldest.into_iter().chain(compact).map(str::to_owned);
    let all = fixed.chain([remap(&root(), ".")]).chain(crates);
    Ok(all.collect::<Vec<_>>().join("\u{1f}"))
}

/// The one table of elements, for the messages that label claims.
fn elements() -> String {
    let rows = TABLE.iter().zip(&LABELS).map(|(element, label)| {
        json!({
            "key": element.key,
            "name": element.name,
            "pinyin": label.pinyin,
            "zh": label.zh,
            "en": label.en,
        })
    });
    serde_json::Value::from(rows.collect::<Vec<_>>()).to_string()
}

/// Adds the wasm target where the toolchain lacks it; rustup also does so by `rust-toolchain.toml`.
fn target() -> Result<()> {
    let sysroot = output(program("rustc").args(["--print", "sysroot"]))?;
    let sysroot = String::from_utf8_lossy(&sysroot.stdout).trim().to_owned();
    if Path::new(&sysroot).join("lib/rustlib").join(TARGET).exists() {
        return Ok(());
    }
    say("adding the wasm target");
    run(program("rustup").args(["target", "add", TARGET]))
}

/// Installs the npm modules that the lock file names, when they are not there yet.
fn modules() -> Result<()> {
    let installed = root().join("pkg/node_modules/.package-lock.json");
    let lock = root().join("pkg/package-lock.json");
    let age = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
    if age(&installed) >= age(&lock) && installed.exists() {
        return Ok(());
    }
    say("installing npm modules");
    run(program("npm").args(["ci", "--prefix", "pkg", "--no-audit", "--no-fund"]))
}
