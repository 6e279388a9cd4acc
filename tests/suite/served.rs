//! A repository on a local address: what the files are may change between requests, and which were
//! asked for is written down.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use forge::trust::publish::Files;

/// Files behind an address.
pub(crate) struct Served {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    files: Files,
    asked: Vec<String>,
}

impl Served {
    /// Serves files until the process ends.
    pub(crate) fn new(files: &Files) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State { files: files.clone(), asked: Vec::new() }));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that breaks off has what it wanted.
                let _ = answer(&stream, &shared);
            }
        });
        Self { address, state }
    }

    /// Where they are.
    pub(crate) fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves other files from here on.
    pub(crate) fn serve(&self, files: &Files) {
        self.state.lock().unwrap().files.clone_from(files);
    }

    /// What was asked for since this was last called.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().asked)
    }
}

fn answer(mut stream: &TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let name = first.split(' ').nth(1).unwrap_or_default().trim_start_matches('/').to_owned();
    let found = {
        let mut state = state.lock().unwrap();
        state.asked.push(name.clone());
        state.files.get(&name).cloned()
    };
    let status = if found.is_some() { "200 OK" } else { "404 Not Found" };
    let body = found.unwrap_or_default();
    let length = body.len();
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n")?;
    stream.write_all(&body)
}
