//! Where in a JSON text each value stands: for whoever wrote it by hand and made a mistake.

use core::iter::Peekable;
use core::str::Bytes;

use crate::budget::Budget;
use crate::encoding::json;
use crate::encoding::value::Value;

/// The path of every value, as refusals write it (`types.all[0][1]`), and the line, from 1, on which it
/// or its name begins. The text must be JSON; of any other, what was read until then.
pub fn places(text: &str) -> Vec<(String, usize)> {
    let mut walk = Walk { rest: text.bytes().peekable(), line: 1, places: Vec::new() };
    walk.skip();
    walk.value("");
    walk.places
}

/// The line of a path, or of the nearest value around it.
pub fn line_of(text: &str, path: &str) -> usize {
    let inside = |around: &str| {
        path.strip_prefix(around).is_some_and(|rest| {
            around.is_empty() || rest.is_empty() || rest.starts_with(['.', '['])
        })
    };
    let places = places(text);
    let around = places.iter().filter(|(place, _)| inside(place));
    around.max_by_key(|(place, _)| place.len()).map_or(1, |(_, line)| *line)
}

/// The line of the first name that stands twice in one object.
pub fn second(text: &str) -> usize {
    let mut known: Vec<String> = Vec::new();
    for (place, line) in places(text) {
        if known.contains(&place) {
            return line;
        }
        known.push(place);
    }
    1
}

struct Walk<'t> {
    rest: Peekable<Bytes<'t>>,
    line: usize,
    places: Vec<(String, usize)>,
}

impl Walk<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = self.rest.next();
        if byte == Some(b'\n') {
            self.line = self.line.saturating_add(1);
        }
        byte
    }

    fn skip(&mut self) {
        while self.rest.peek().is_some_and(u8::is_ascii_whitespace) {
            self.next();
        }
    }

    /// What a string says.
    fn string(&mut self) -> String {
        let mut bytes = vec![b'"'];
        self.next();
        while let Some(byte) = self.next() {
            bytes.push(byte);
            match byte {
                b'"' => break,
                b'\\' => bytes.extend(self.next()),
                _ => {}
            }
        }
        let said = json::decode(&bytes, &Budget::DEFAULT).ok();
        said.as_ref().and_then(Value::text).unwrap_or_default().to_owned()
    }

    fn value(&mut self, path: &str) {
        if path.is_empty() {
            self.places.push((String::new(), self.line));
        }
        match self.rest.peek() {
            Some(b'{') => self.members(path),
            Some(b'[') => self.elements(path),
            Some(b'"') => drop(self.string()),
            _ => {
                while self.rest.peek().is_some_and(|byte| !b",]} \t\r\n".contains(byte)) {
                    self.next();
                }
            }
        }
    }

    fn members(&mut self, path: &str) {
        loop {
            self.next();
            self.skip();
            if self.rest.peek() != Some(&b'"') {
                break;
            }
            let line = self.line;
            let name = self.string();
            let dot = if path.is_empty() { "" } else { "." };
            let place = format!("{path}{dot}{name}");
            self.places.push((place.clone(), line));
            self.skip();
            self.next();
            self.skip();
            self.value(&place);
            self.skip();
            if self.rest.peek() != Some(&b',') {
                break;
            }
        }
        self.next();
    }

    fn elements(&mut self, path: &str) {
        let mut count = 0_usize;
        loop {
            self.next();
            self.skip();
            if matches!(self.rest.peek(), None | Some(b']')) {
                break;
            }
            let place = format!("{path}[{count}]");
            self.places.push((place.clone(), self.line));
            self.value(&place);
            count = count.saturating_add(1);
            self.skip();
            if self.rest.peek() != Some(&b',') {
                break;
            }
        }
        self.next();
    }
}
