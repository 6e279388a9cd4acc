//! PNG (ISO/IEC 15948) of two colours, one bit a pixel.

use crate::deflate;

/// Writes a square picture; `dark` says which pixels are black.
pub fn write(side: usize, dark: impl Fn(usize, usize) -> bool) -> Vec<u8> {
    let mut lines = Vec::new();
    for y in 0..side {
        lines.push(0); // no filter
        for x in (0..side).step_by(8) {
            // In grey of one bit, 1 is white; what lies beyond the edge is not shown.
            lines.push((x..x + 8).fold(0, |byte, x| (byte << 1) | u8::from(!dark(x, y))));
        }
    }
    let width = u32::try_from(side).unwrap_or(u32::MAX).to_be_bytes();
    let header = [&width[..], &width, &[1, 0, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(*b"IHDR", &header),
        chunk(*b"IDAT", &deflate::zlib(&lines)),
        chunk(*b"IEND", &[]),
    ]
    .concat()
}

fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
    let named = [&name, content].concat();
    [&length.to_be_bytes()[..], &named, &crc32(&named).to_be_bytes()].concat()
}

/// The checksum of ISO/IEC 15948 annex D.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::crc32;

    #[test]
    fn the_check_value_of_crc_32() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }
}
