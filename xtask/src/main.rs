//! The commands of this repository: `cargo xtask build`, `demo`, `test`.
//!
//! Each does its own set-up (the wasm target, npm modules, a browser), says what it is doing, and
//! takes nothing from the network that is already there.

mod browser;
mod build;
mod demo;
mod shell;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask build            the npm package into pkg/dist and the page into www/dist
cargo xtask demo [--port N]  a first verdict on a fresh credential, then the page on a local address
cargo xtask test [--json]    every suite: Rust, node, headless browser";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["build"] => build::build().map(|()| true),
        ["demo"] => demo::demo(None).map(|()| true),
        ["demo", "--port", port] => demo::demo(Some(port)).map(|()| true),
        ["test"] => test::test(false),
        ["test", "--json"] => test::test(true),
        _ => {
            eprintln!("{USAGE}");
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
