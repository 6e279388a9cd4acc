//! What status and trust cost, measured natively and in node, beside what they are compared with: the
//! entropy for sizes, a Token Status List for a query.

use anyhow::{Context, Result, bail};
use serde_json::{Value as Json, json};

use crate::build;
use crate::shell::{cargo, output, program, say};

/// One row: what was measured, the number, and what it is compared with.
struct Row {
    what: String,
    ours: f64,
    peer: Option<f64>,
    unit: String,
}

/// Measures `status` or `bundle` and prints the rows.
pub(crate) fn bench(what: &str, as_json: bool) -> Result<()> {
    build::build()?;
    say("measuring natively");
    let mut native = cargo();
    native.args([
        "bench",
        "--quiet",
        "--locked",
        "--package",
        "yanzheng",
        "--bench",
        "trust",
        "--",
    ]);
    let mut rows = rows(native.arg(what))?;
    say("measuring in node");
    rows.extend(self::rows(program("node").arg(format!("xtask/bench/{what}.mjs")))?);
    for row in &rows {
        row.print(as_json);
    }
    Ok(())
}

/// The rows that a program prints, one line of JSON each.
fn rows(command: &mut std::process::Command) -> Result<Vec<Row>> {
    let done = output(command)?;
    if !done.status.success() {
        bail!("a measurement failed ({})", done.status);
    }
    let text = String::from_utf8(done.stdout).context("a measurement that is no text")?;
    text.lines().filter(|line| line.starts_with('{')).map(Row::read).collect()
}

impl Row {
    fn read(line: &str) -> Result<Self> {
        let row: Json = serde_json::from_str(line).context("a row that is no JSON")?;
        let text = |name: &str| row[name].as_str().map(str::to_owned).context("a row lacks a text");
        Ok(Self {
            what: text("what")?,
            ours: row["ours"].as_f64().context("a row lacks its number")?,
            peer: row["peer"].as_f64(),
            unit: text("unit")?,
        })
    }

    fn print(&self, as_json: bool) {
        let Self { what, ours, peer, unit } = self;
        let ratio = peer.map(|peer| ours / peer);
        if as_json {
            let row =
                json!({ "what": what, "ours": ours, "peer": peer, "ratio": ratio, "unit": unit });
            println!("{row}");
            return;
        }
        let number = |number: Option<f64>| number.map_or_else(String::new, number_text);
        let (ours, peer, ratio) = (number_text(*ours), number(*peer), number(ratio));
        println!("{what:<52} {ours:>12} {unit:<5} {peer:>12} {ratio:>9}");
    }
}

/// Whole numbers where the rest says nothing, else three decimals.
fn number_text(number: f64) -> String {
    if number.abs() >= 1000.0 { format!("{number:.0}") } else { format!("{number:.3}") }
}
