//! The package in the hands of its consumers: bundlers, test runners and runtimes, with the network off.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value as Json;

use crate::shell::{offline, output, program, root, run, say};
use crate::{browser, build};

/// What the columns are called; in the last one stands what came of a page whose policy refuses WebAssembly.
const HEADS: [&str; 6] = ["Consumer", "Version", "Accept", "Reject", "Engine", "Strict CSP"];

/// How the rows are printed.
enum Form {
    Json,
    Markdown,
    Text,
}

/// Builds the package, runs the consumers whose names begin with one of `words` (all where there is none)
/// and prints a row for each. True when all of them gave the right verdicts and fetched nothing.
pub(crate) fn matrix(words: &[&str]) -> Result<bool> {
    let (flags, names): (Vec<&str>, Vec<&str>) =
        words.iter().partition(|word| word.starts_with("--"));
    let form = match flags.as_slice() {
        [] => Form::Text,
        ["--json"] => Form::Json,
        ["--markdown"] => Form::Markdown,
        _ => anyhow::bail!("matrix: takes --json or --markdown, not {}", flags.join(" ")),
    };
    build::build()?;
    let tools = tools()?;
    say("running the consumers");
    let mut consumers = browser::told(offline("node"));
    consumers.args(["tests/consumers/run.mjs", "--tools"]).arg(tools).args(names);
    let done = output(&mut consumers)?;
    let text = String::from_utf8(done.stdout).context("the rows are no text")?;
    match form {
        _ if text.is_empty() => {}
        Form::Json => print!("{text}"),
        Form::Markdown => print!("{}", markdown(&rows(&text)?)),
        Form::Text => print!("{}", table(&rows(&text)?)),
    }
    Ok(done.status.success())
}

/// Installs the consumers' tools at the versions of their manifest, once for each state of it, outside of
/// what git keeps. No lock file is kept: npm writes one for the system that it runs on, and skips the
/// binaries of all others. Of the install scripts those two are run that put a program in its place.
fn tools() -> Result<PathBuf> {
    let manifest = root().join("tests/consumers/package.json");
    let home = root().join("target/consumers");
    let wanted = fs::read(&manifest).context("package.json")?;
    let mark = home.join("installed.json");
    if fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(home);
    }
    say("installing the bundlers, test runners and runtimes (about 1 GB)");
    if home.exists() {
        fs::remove_dir_all(&home).with_context(|| home.display().to_string())?;
    }
    fs::create_dir_all(&home).with_context(|| home.display().to_string())?;
    fs::write(home.join("package.json"), &wanted).context("package.json")?;
    // The lock file that npm leaves there tells Turbopack how far up it may look for what it needs.
    let arguments = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"];
    run(program("npm").args(arguments).arg(&home))?;
    for (package, script) in [("bun", "install.js"), ("deno", "install.cjs")] {
        run(program("node").arg(script).current_dir(home.join("node_modules").join(package)))?;
    }
    fs::write(&mark, wanted).context("installed.json")?;
    Ok(home)
}

/// The rows that the runner printed, one line of JSON each.
fn rows(text: &str) -> Result<Vec<Json>> {
    text.lines().map(|line| serde_json::from_str(line).context("a row that is no JSON")).collect()
}

fn table(rows: &[Json]) -> String {
    let mut lines = vec![line(HEADS.map(str::to_lowercase).each_ref().map(String::as_str))];
    lines.extend(rows.iter().map(|row| line(cells(row).each_ref().map(String::as_str))));
    let failed = rows.iter().filter(|row| !holds(row)).count();
    lines.push(format!("{} passed, {failed} failed", rows.len().saturating_sub(failed)));
    lines.extend(circumstances(rows));
    lines.join("\n") + "\n"
}

fn line([consumer, version, accept, reject, engine, strict]: [&str; 6]) -> String {
    format!("{consumer:<42} {version:<14} {accept:<8} {reject:<8} {engine:<8} {strict}")
}

/// The table as the READMEs carry it.
fn markdown(rows: &[Json]) -> String {
    let mut lines =
        vec![format!("| {} |", HEADS.join(" | ")), format!("|{}", "---|".repeat(HEADS.len()))];
    lines.extend(rows.iter().map(|row| format!("| {} |", cells(row).join(" | "))));
    lines.push(String::new());
    lines.extend(circumstances(rows));
    lines.join("\n") + "\n"
}

fn cells(row: &Json) -> [String; 6] {
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let right = |name: &str| match row[name].as_bool() {
        None => "-".to_owned(),
        Some(true) => "ok".to_owned(),
        Some(false) => "FAILED".to_owned(),
    };
    let [accept, reject, strict] = ["accept", "reject", "strict"].map(right);
    [text("consumer"), text("version"), accept, reject, text("engine"), strict]
}

/// Whether everything about a row was right.
fn holds(row: &Json) -> bool {
    row["faults"].as_array().is_some_and(Vec::is_empty)
}

/// What is true of all rows: the browser, and how the network was off.
fn circumstances(rows: &[Json]) -> Vec<String> {
    let first = |name: &str| rows.iter().find_map(|row| row[name].as_str());
    let browser =
        first("browser").map(|version| format!("Pages were opened in Chromium {version}."));
    let network = first("network").map(|how| match how {
        "namespace" => "Everything was built and run in a network namespace with no interface but the loopback.",
        _ => "Everything was built and run with dead proxies: this system has no network namespaces to run in.",
    });
    browser.into_iter().chain(network.map(str::to_owned)).collect()
}
