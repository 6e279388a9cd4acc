//! Pointers: codes that hold no statement, only a reference that the system behind them resolves.
//!
//! Rules: named, never followed. No request is sent, no verdict is guessed; the answer is
//! `envelope.online_only` with the channel's id. Shapes are data, one row each; a shape that is
//! not in the table is `envelope.unknown`.

use crate::error::Fault;

/// The shape of a channel's codes.
enum Shape {
    /// Holds this anywhere.
    Holds(&'static str),
    /// Begins like this, in either case.
    Begins(&'static [&'static str]),
    /// A web address whose host is one of these, or lies below it.
    Host(&'static [&'static str]),
    /// So many digits.
    Digits(usize),
    /// Guangdong's 用证码: a time of 17 digits, letters, a division code, joined by underscores.
    Authorisation,
}

use Shape::{Authorisation, Begins, Digits, Holds, Host};

/// A channel's id and the shape of its codes.
struct Channel {
    id: &'static str,
    shape: Shape,
}

/// In the order in which they are tried: the narrower shape first. What is known of them comes from
/// public documents and public code; none of them can be checked without the system behind it.
#[rustfmt::skip]
const CHANNELS: [Channel; 14] = [
    Channel { id: "shlink",              shape: Holds("shlink:/") },
    Channel { id: "business_licence",    shape: Host(&["gsxt.gov.cn", "samr.gov.cn"]) },
    Channel { id: "driving_licence",     shape: Host(&["122.gov.cn"]) },
    Channel { id: "social_security",     shape: Host(&["12333.gov.cn", "mohrss.gov.cn"]) },
    Channel { id: "ctid",                shape: Host(&["anicert.cn", "anicert.com.cn", "ctid.cn"]) },
    Channel { id: "ctid",                shape: Begins(&["CTID"]) },
    Channel { id: "government",          shape: Host(&["gov.cn"]) },
    Channel { id: "wechat",              shape: Host(&["weixin.qq.com", "u.wechat.com"]) },
    Channel { id: "wechat",              shape: Begins(&["wxp://", "weixin://"]) },
    Channel { id: "alipay",              shape: Host(&["alipay.com"]) },
    Channel { id: "alipay",              shape: Begins(&["alipays://"]) },
    Channel { id: "url",                 shape: Begins(&["https://", "http://"]) },
    Channel { id: "hub_code",            shape: Digits(10) },
    Channel { id: "licence_auth_code",   shape: Authorisation },
];

/// Names the channel of a scan that is no envelope.
pub fn recognise(text: &str, digits: &str) -> Fault {
    CHANNELS
        .iter()
        .find(|channel| channel.shape.fits(text, digits))
        .map_or(Fault::EnvelopeUnknown, |channel| Fault::EnvelopeOnlineOnly { channel: channel.id })
}

impl Shape {
    fn fits(&self, text: &str, digits: &str) -> bool {
        match self {
            Holds(part) => {
                text.as_bytes().windows(part.len()).any(|found| found == part.as_bytes())
            }
            Begins(beginnings) => beginnings.iter().any(|beginning| starts(text, beginning)),
            Host(hosts) => host(text).is_some_and(|found| {
                hosts.iter().any(|host| {
                    let above = found.len().checked_sub(host.len());
                    let tail = above.and_then(|above| found.get(above..));
                    let edge = above == Some(0)
                        || above
                            .and_then(|above| found.get(..above))
                            .is_some_and(|sub| sub.ends_with('.'));
                    edge && tail.is_some_and(|tail| tail.eq_ignore_ascii_case(host))
                })
            }),
            Digits(size) => digits.len() == *size && numeric(digits),
            Authorisation => {
                let plain = text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
                plain && text.bytes().any(|c| c == b'_') && text.get(..17).is_some_and(numeric)
            }
        }
    }
}

/// The host of a web address, without who is logged in and without a port.
fn host(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| starts(text, scheme))?;
    let authority = text.get(scheme.len()..)?.split(['/', '?', '#', '\\']).next()?;
    authority.split('@').next_back()?.split(':').next()
}

fn starts(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
}

fn numeric(digits: &str) -> bool {
    digits.bytes().all(|c| c.is_ascii_digit())
}
