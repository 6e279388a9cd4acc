//! A browser for the headless suite: the one that is there, or the distribution's own package.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{program, run, say};

/// Names on the search path.
const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
];

/// Where macOS and Windows keep theirs.
const PLACES: [&str; 7] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
];

/// A browser: `YANZHENG_BROWSER`, one that is installed, or one that Debian's packages install.
fn find() -> Option<PathBuf> {
    installed().or_else(|| {
        install()?;
        installed()
    })
}

/// Tells a program which browser there is.
pub(crate) fn told(mut command: Command) -> Command {
    if let Some(found) = find() {
        command.env("YANZHENG_BROWSER", found);
    }
    command
}

fn installed() -> Option<PathBuf> {
    let named = std::env::var_os("YANZHENG_BROWSER").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let on_path = NAMES.iter().flat_map(|name| {
        let ending = if cfg!(windows) { ".exe" } else { "" };
        folders.iter().map(move |folder| folder.join(format!("{name}{ending}")))
    });
    let places = PLACES.iter().map(PathBuf::from);
    named.into_iter().chain(on_path).chain(places).find(|file| file.is_file())
}

/// As root on a system with apt, its package; elsewhere the suite says that it is absent.
fn install() -> Option<()> {
    let apt = Path::new("/usr/bin/apt-get").exists();
    let root = std::env::var("USER").is_ok_and(|user| user == "root")
        || std::env::var("HOME").is_ok_and(|home| home == "/root");
    if !(apt && root) {
        return None;
    }
    say("installing a browser (apt-get install chromium)");
    run(program("apt-get").args(["update", "-qq"])).ok()?;
    run(program("apt-get").args(["install", "-y", "-qq", "--no-install-recommends", "chromium"]))
        .ok()
}
