//! Status lists of a region and type, compiled into what a pack states.
//!
//! Takes lists as they are: whoever compiles them has checked who signed them.

use std::collections::BTreeMap;

use crate::refused::Refused;
use crate::status::State;
use crate::status::list::{StatusList, Token};
use crate::status::pack::{Row, place};
use crate::status::stream::Event;

/// The lists of a pack, and what is said in them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Compiled {
    /// The lists: those with consecutive numbers and one size are one row.
    pub rows: Vec<Row>,
    /// What brings a stream without files to the state of the lists.
    pub events: Vec<(u64, Event)>,
    /// The second from which the oldest of them tells.
    pub issued: i64,
}

/// Compiles lists.
///
/// # Errors
/// [`Refused::List`] for a token without a list, an address that does not end in a number, two
/// tokens of one address and no token at all; [`Refused::StatusUnknown`] for a status that a pack
/// cannot state.
pub fn compile(tokens: &[Token]) -> Result<Compiled, Refused> {
    let mut lists = BTreeMap::new();
    for token in tokens {
        let refused = || Refused::List(token.subject.clone());
        let list = StatusList::of(token).ok_or_else(refused)?;
        let address = split(&token.subject).ok_or_else(refused)?;
        if lists.insert(address, (&token.subject, list)).is_some() {
            return Err(refused());
        }
    }
    let rows = rows(lists.iter().map(|(address, (_, list))| (*address, list.size())));
    let mut events = Vec::new();
    for (uri, list) in lists.values() {
        for index in 0..list.size() {
            let value = list.get(index).unwrap_or_default();
            let event = match State::of_value(value) {
                Some(State::Valid) => continue,
                Some(State::Revoked) => Event::Revoke,
                Some(State::Suspended) => Event::Suspend,
                None => {
                    return Err(Refused::StatusUnknown {
                        status: value,
                        uri: (*uri).clone(),
                        index,
                    });
                }
            };
            events.extend(place(&rows, uri, index).map(|place| (place, event)));
        }
    }
    let issued = tokens.iter().map(|token| token.issued).min();
    let issued = issued.ok_or_else(|| Refused::List("no list".to_owned()))?;
    Ok(Compiled { rows, events, issued })
}

/// Rows of addresses in their order.
fn rows<'a>(lists: impl Iterator<Item = ((&'a str, u64), u64)>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for ((prefix, number), size) in lists {
        match rows.last_mut() {
            Some(row)
                if row.prefix == prefix && row.size == size && row.first + row.count == number =>
            {
                row.count += 1;
            }
            _ => rows.push(Row { prefix: prefix.to_owned(), first: number, count: 1, size }),
        }
    }
    rows
}

/// An address before and in the number that it ends in; zeros before the number stay before it.
fn split(uri: &str) -> Option<(&str, u64)> {
    let before = uri.trim_end_matches(|last: char| last.is_ascii_digit());
    let digits = uri.strip_prefix(before)?;
    let number = digits.trim_start_matches('0');
    let length = number.len().max(1);
    let (prefix, number) = uri.split_at_checked(uri.len().checked_sub(length)?)?;
    Some((prefix, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{compile, split};
    use crate::refused::Refused;
    use crate::status::list::{StatusList, Token};
    use crate::status::pack::Row;
    use crate::status::stream::Event;

    fn token(uri: &str, size: u64, statuses: &[(u64, u8)]) -> Token {
        let mut list = StatusList::new(4, size).unwrap();
        for (index, status) in statuses {
            list.set(*index, *status).unwrap();
        }
        Token::new("k", uri, 1_000, &list)
    }

    fn row(prefix: &str, first: u64, count: u64, size: u64) -> Row {
        Row { prefix: prefix.to_owned(), first, count, size }
    }

    #[test]
    fn lists_become_rows_and_events() {
        let tokens = [
            token("https://a.example/10", 100, &[(3, 2)]),
            token("https://a.example/9", 100, &[(99, 1)]),
            token("https://a.example/11", 50, &[]),
            Token { issued: 900, ..token("https://b.example/0", 2, &[(1, 1)]) },
        ];
        let compiled = compile(&tokens).unwrap();
        let rows = [
            row("https://a.example/", 9, 2, 100),
            row("https://a.example/", 11, 1, 50),
            row("https://b.example/", 0, 1, 2),
        ];
        assert_eq!((compiled.rows.as_slice(), compiled.issued), (&rows[..], 900));
        let events = [(99, Event::Revoke), (103, Event::Suspend), (251, Event::Revoke)];
        assert_eq!(compiled.events, events);
    }

    #[test]
    fn what_a_pack_cannot_state_is_refused() {
        let unknown = token("https://a.example/1", 10, &[(4, 3)]);
        let uri = unknown.subject.clone();
        let refused = Refused::StatusUnknown { status: 3, uri, index: 4 };
        assert_eq!(compile(&[unknown]), Err(refused));
        let list = |uri: &str| Err(Refused::List(uri.to_owned()));
        assert_eq!(
            compile(&[token("https://a.example/list", 2, &[])]),
            list("https://a.example/list")
        );
        let twice = token("https://a.example/1", 2, &[]);
        assert_eq!(compile(&[twice.clone(), twice.clone()]), list("https://a.example/1"));
        assert_eq!(compile(&[Token { lst: vec![], ..twice }]), list("https://a.example/1"));
        assert_eq!(compile(&[]), list("no list"));
    }

    #[test]
    fn an_address_ends_in_a_number() {
        let rows = [
            ("a/1", Some(("a/", 1))),
            ("a/0", Some(("a/", 0))),
            ("a/00", Some(("a/0", 0))),
            ("a/0120", Some(("a/0", 120))),
            ("17", Some(("", 17))),
            ("a/", None),
            ("", None),
            ("a/99999999999999999999", None),
        ];
        for (uri, expected) in rows {
            assert_eq!(split(uri), expected, "{uri}");
        }
    }
}
