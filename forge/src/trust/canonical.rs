//! Canonical JSON as The Update Framework signs it: OLPC's form, as securesystemslib writes it.
//!
//! Rules:
//! - Members in the order of their code points, no white space.
//! - In texts only `"` and `\` are escaped; every other character stands for itself.
//! - Numbers are integers. Another number has no canonical form; it is written as JSON has it, so
//!   that metadata which is wrong in this way can be made and signed.

use std::collections::BTreeMap;

use serde_json::Value as Json;

/// The canonical form of a value.
pub fn canonical(value: &Json) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Json, out: &mut String) {
    match value {
        Json::Null | Json::Bool(_) | Json::Number(_) => out.push_str(&value.to_string()),
        Json::String(text) => quote(text, out),
        Json::Array(items) => {
            listed(out, ('[', ']'), items.iter(), write);
        }
        Json::Object(members) => {
            // Texts compare byte by byte, which in UTF-8 is the order of their code points.
            let sorted: BTreeMap<_, _> = members.iter().collect();
            listed(out, ('{', '}'), sorted.into_iter(), |(name, value), out| {
                quote(name, out);
                out.push(':');
                write(value, out);
            });
        }
    }
}

fn listed<T>(
    out: &mut String,
    (open, close): (char, char),
    items: impl Iterator<Item = T>,
    write: impl Fn(T, &mut String),
) {
    out.push(open);
    for (place, item) in items.enumerate() {
        if place > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::canonical;

    /// As `securesystemslib.formats.encode_canonical` writes the same values.
    #[test]
    fn as_securesystemslib_writes_it() {
        let value = json!({
            "b": [1, -2, true, null, {}, []],
            "a": { "é": "line\nquote\" back\\slash", "z": "\u{1f600}", "\u{ffff}": 0 },
            "": "",
        });
        assert_eq!(
            canonical(&value),
            "{\"\":\"\",\"a\":{\"z\":\"\u{1f600}\",\"é\":\"line\nquote\\\" back\\\\slash\",\
             \"\u{ffff}\":0},\"b\":[1,-2,true,null,{},[]]}"
        );
    }

    #[test]
    fn members_stand_in_the_order_of_code_points_and_not_of_utf_16() {
        assert_eq!(
            canonical(&json!({ "\u{1f600}": 1, "\u{ffff}": 2 })),
            "{\"\u{ffff}\":2,\"\u{1f600}\":1}"
        );
    }
}
