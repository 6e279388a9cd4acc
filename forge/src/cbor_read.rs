//! Reads the CBOR that this kit writes: definite lengths, no floats. A holder takes its own
//! credential apart with it; verifying is not its business.

use crate::cbor::Value;

/// Levels of nesting, so that hostile bytes cannot exhaust the stack.
const DEPTH: usize = 32;

/// The one item that some bytes are, or nothing.
pub fn decode(bytes: &[u8]) -> Option<Value> {
    let mut rest = bytes;
    let value = item(&mut rest, DEPTH)?;
    rest.is_empty().then_some(value)
}

fn item(rest: &mut &[u8], depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    let (major, argument) = head(rest)?;
    let length = usize::try_from(argument).ok()?;
    Some(match major {
        0 => Value::Integer(argument.into()),
        1 => Value::Integer(-1 - i128::from(argument)),
        2 => Value::Bytes(take(rest, length)?.to_vec()),
        3 => Value::Text(String::from_utf8(take(rest, length)?.to_vec()).ok()?),
        4 => Value::Array((0..argument).map(|_| item(rest, depth)).collect::<Option<_>>()?),
        5 => {
            let pairs = (0..argument).map(|_| Some((item(rest, depth)?, item(rest, depth)?)));
            Value::Map(pairs.collect::<Option<_>>()?)
        }
        6 => item(rest, depth)?.tagged(argument),
        _ => Value::Simple(u8::try_from(argument).ok()?),
    })
}

/// Major type and argument; a float or an indefinite length is nothing here.
fn head(rest: &mut &[u8]) -> Option<(u8, u64)> {
    let first = *take(rest, 1)?.first()?;
    let (major, info) = (first >> 5, first & 0x1f);
    let width = match info {
        0..24 => return Some((major, info.into())),
        24 => 1,
        25 if major != 7 => 2,
        26 if major != 7 => 4,
        27 if major != 7 => 8,
        _ => return None,
    };
    let bytes = take(rest, width)?;
    Some((major, bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))))
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::cbor::{Value, encode};

    #[test]
    fn what_is_written_is_read() {
        let map = Value::map([
            (Value::from(-1), Value::array([Value::from("水"), Value::TRUE])),
            (Value::Simple(59), Value::Bytes(vec![7; 300]).tagged(60)),
            (Value::from(100_000), Value::Integer(-(1 << 64))),
        ]);
        // In the order of the encoded keys, as they are written.
        let Value::Map(entries) = &map else { unreachable!() };
        let ordered = Value::Map(vec![entries[2].clone(), entries[0].clone(), entries[1].clone()]);
        assert_eq!(decode(&encode(&map)), Some(ordered));
    }

    #[test]
    fn what_is_no_item_is_nothing() {
        let deep = [vec![0x81; 40], vec![0]].concat();
        let cases: [&[u8]; 7] =
            [&[], &[0x41], &[0, 0], &[0x9f, 0xff], &[0xf9, 0, 0], &[0x61, 0xff], &deep];
        for bytes in cases {
            assert_eq!(decode(bytes), None, "{bytes:?}");
        }
        assert_eq!(decode(&[0x9b, 255, 255, 255, 255, 255, 255, 255, 255]), None);
    }
}
