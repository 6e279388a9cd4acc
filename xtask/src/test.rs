//! Every suite, and one table of what ran.

use std::process::Command;

use anyhow::Result;
use serde_json::{Value as Json, json};

use crate::shell::{cargo, offline, output, program, say};
use crate::{browser, build, material};

/// What one suite did.
struct Row {
    suite: String,
    ran: u64,
    passed: u64,
    diverged: u64,
    skipped: u64,
}

/// The table while it grows, and whether everything has held so far.
struct Table {
    rows: Vec<Row>,
    absent: Vec<String>,
    sound: bool,
}

/// Builds, runs every suite, prints the table. True when nothing failed.
pub(crate) fn test(as_json: bool) -> Result<bool> {
    build::build()?;
    let mut table = Table { rows: Vec::new(), absent: Vec::new(), sound: true };
    table.step("the format of the source", cargo().args(["fmt", "--all", "--check"]))?;
    table.step(
        "the lints",
        cargo().args([
            "clippy",
            "--quiet",
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
    )?;
    table.step(
        "the Rust suites",
        cargo().args([
            "test",
            "--quiet",
            "--locked",
            "--workspace",
            "--no-fail-fast",
            "--",
            "--nocapture",
        ]),
    )?;
    // ES384 belongs to one draft's examples and to no module, so it is built for them alone.
    let es384 = ["--quiet", "--locked", "--features", "es384", "--test", "sd_cwt", "--"];
    table.step("the lints of ES384", cargo().arg("clippy").args(es384).args(["-D", "warnings"]))?;
    table.step("the suite of ES384", cargo().arg("test").args(es384).arg("--nocapture"))?;
    table.step("node", program("node").args(["tests/node/run.mjs", "--json"]))?;
    material::make()?;
    let mut page = browser::told(program("node"));
    page.args(["tests/browser/run.mjs", "--json"]);
    table.step("the page in a headless browser", &mut page)?;
    let mut consumers = browser::told(offline("node"));
    consumers.args(["tests/consumers/quick.mjs", "--json"]);
    table.step("the package in the quick consumers", &mut consumers)?;
    let mut realms = program("node");
    realms.args(["tests/miniprogram/run.mjs", "--json"]);
    table.step("the runtimes of mini-programs", &mut realms)?;
    table.print(as_json);
    Ok(table.sound)
}

impl Table {
    /// Runs one program, keeps the rows it prints, and shows the rest of its output.
    fn step(&mut self, what: &str, command: &mut Command) -> Result<()> {
        say(what);
        let done = output(command)?;
        for line in String::from_utf8_lossy(&done.stdout).lines() {
            match row(line) {
                Some(row) => self.rows.push(row),
                None if line.contains(": absent, ") => self.absent.push(line.to_owned()),
                None if line.trim().is_empty() => {}
                None => eprintln!("{line}"),
            }
        }
        if !done.status.success() {
            eprintln!("xtask: FAILED: {what}");
            self.sound = false;
        }
        Ok(())
    }

    fn print(&self, as_json: bool) {
        for Row { suite, ran, passed, diverged, skipped } in &self.rows {
            if as_json {
                let row = json!({ "suite": suite, "ran": ran, "passed": passed, "diverged": diverged, "skipped": skipped });
                println!("{row}");
            } else {
                println!(
                    "{suite:<24} {ran:>6} ran {passed:>6} passed {diverged:>4} diverged {skipped:>4} skipped"
                );
            }
        }
        for line in &self.absent {
            if as_json { eprintln!("{line}") } else { println!("{line}") }
        }
        let sum = |part: fn(&Row) -> u64| self.rows.iter().map(part).sum::<u64>();
        let failed = sum(|row| row.ran) - sum(|row| row.passed) - sum(|row| row.diverged);
        let failed = if self.sound { failed } else { failed.max(1) };
        let total = format!("{} passed, {failed} failed", sum(|row| row.passed));
        if as_json { eprintln!("{total}") } else { println!("{total}") }
    }
}

/// A line that reports a suite: JSON from node, `suite NAME: …` from Rust, and Rust's own totals.
fn row(line: &str) -> Option<Row> {
    if let Ok(Json::Object(row)) = serde_json::from_str::<Json>(line) {
        let number = |name: &str| row.get(name).and_then(Json::as_u64);
        return Some(Row {
            suite: row.get("suite")?.as_str()?.to_owned(),
            ran: number("ran")?,
            passed: number("passed")?,
            diverged: number("diverged")?,
            skipped: number("skipped")?,
        });
    }
    let (suite, counts) = line.strip_prefix("suite ")?.split_once(": ")?;
    let mut numbers = counts.split(", ").map(|part| part.split(' ').next()?.parse().ok());
    let mut next = || numbers.next().flatten();
    Some(Row {
        suite: suite.to_owned(),
        ran: next()?,
        passed: next()?,
        diverged: next()?,
        skipped: next()?,
    })
}
