//! Pointers: codes that hold no statement, only a reference that the system behind them resolves.
//!
//! Rules: named, never followed. No request is sent, no verdict is guessed; the answer is
//! `envelope.online_only` with the channel's id. Shapes are data, one row each; a shape that is
//! not in the table is `envelope.unknown`.

use crate::error::Fault;

/// A channel's id and the shape of its codes.
struct Channel {
    id: &'static str,
    is: fn(text: &str, digits: &str) -> bool,
}

/// In the order in which they are tried: the narrower shape first.
const CHANNELS: [Channel; 4] = [
    Channel { id: "shlink", is: |text, _| text.contains("shlink:/") },
    Channel { id: "url", is: |text, _| starts(text, "https://") || starts(text, "http://") },
    Channel { id: "hub_code", is: |_, digits| digits.len() == 10 && numeric(digits) },
    Channel { id: "licence_auth_code", is: |text, _| authorisation(text) },
];

/// Names the channel of a scan that is no envelope.
pub fn recognise(text: &str, digits: &str) -> Fault {
    CHANNELS
        .iter()
        .find(|channel| (channel.is)(text, digits))
        .map_or(Fault::EnvelopeUnknown, |channel| Fault::EnvelopeOnlineOnly { channel: channel.id })
}

fn starts(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn numeric(digits: &str) -> bool {
    digits.bytes().all(|c| c.is_ascii_digit())
}

/// Guangdong's 用证码: a time of 17 digits, letters, a division code, joined by underscores.
fn authorisation(text: &str) -> bool {
    let plain = text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
    plain && text.contains('_') && text.get(..17).is_some_and(numeric)
}
