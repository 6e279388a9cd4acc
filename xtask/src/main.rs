//! The commands of this repository: `cargo xtask build`, `demo`, `test`, `matrix`, `bench`,
//! `tuf-client`.
//!
//! Each does its own set-up (the wasm target, npm modules, a browser), says what it is doing, and
//! takes nothing from the network that is already there.

mod bench;
mod browser;
mod build;
mod demo;
mod material;
mod matrix;
mod shell;
mod test;
mod tuf;

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use yanzheng::time::Time;

const USAGE: &str = "\
cargo xtask build            the npm package into pkg/dist and the page into www/dist
cargo xtask demo [--port N]  a first verdict on a fresh credential, then the page on a local address
cargo xtask test [--json]    every suite: Rust, node, headless browser
cargo xtask matrix [--json|--markdown] [NAME…]
                             the package in every bundler, test runner and runtime, with the network off
cargo xtask bench status|bundle [--json]
                             what a status query, packs and loading a bundle cost, natively and in node";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["build"] => build::build().map(|()| true),
        ["demo"] => demo::demo(None).map(|()| true),
        ["demo", "--port", port] => demo::demo(Some(port)).map(|()| true),
        ["test"] => test::test(false),
        ["test", "--json"] => test::test(true),
        ["matrix", words @ ..] => matrix::matrix(words),
        ["bench", what @ ("status" | "bundle")] => bench::bench(what, false).map(|()| true),
        ["bench", what @ ("status" | "bundle"), "--json"] => {
            bench::bench(what, true).map(|()| true)
        }
        ["tuf-client", words @ ..] => now().and_then(|at| tuf::run(words, at)).map(|()| true),
        _ => {
            eprintln!("{USAGE}\n{}", tuf::USAGE);
            return ExitCode::from(64);
        }
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// This moment by the system's clock.
fn now() -> Result<Time> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock is before 1970")?;
    Time::new(since.as_secs().try_into()?).context("the clock shows no moment")
}
