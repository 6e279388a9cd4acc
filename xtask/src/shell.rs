//! Running other programs, and where things lie.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail};

/// The repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_owned()
}

/// Says on stderr what is being done: stdout belongs to the command's answer.
pub(crate) fn say(what: &str) {
    eprintln!("xtask: {what}");
}

/// A program in the repository. On Windows npm and npx are scripts, which need their ending.
pub(crate) fn program(name: &str) -> Command {
    let name = match (cfg!(windows), name) {
        (true, "npm" | "npx") => format!("{name}.cmd"),
        _ => name.to_owned(),
    };
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// A program that finds no network: in a namespace that has the loopback alone, where the system lets us make
/// one. Where it does not, the program itself has to see that nothing is fetched.
pub(crate) fn offline(name: &str) -> Command {
    let enter = ["-rn", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"];
    let mut probe = program("unshare");
    probe.args(enter).arg("true").stdout(Stdio::null()).stderr(Stdio::null());
    if !probe.status().is_ok_and(|status| status.success()) {
        return program(name);
    }
    let mut command = program("unshare");
    command.args(enter).arg(name);
    command
}

/// Runs a program to its end, its output going where ours goes, and fails when it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().display().to_string();
    let status = command.status().with_context(|| format!("cannot start {name}"))?;
    if !status.success() {
        bail!("{name} failed ({status})");
    }
    Ok(())
}

/// Runs a program and hands back what it printed, whether or not it succeeded; its stderr is ours.
pub(crate) fn output(command: &mut Command) -> Result<Output> {
    let name = command.get_program().display().to_string();
    command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {name}"))
}

/// The cargo that runs this.
pub(crate) fn cargo() -> Command {
    program(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}
