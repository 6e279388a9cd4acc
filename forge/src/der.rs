//! The little DER (ITU-T X.690 §10) that a certificate is written in.

/// Tag numbers that are used here.
pub mod tag {
    /// BOOLEAN.
    pub const BOOLEAN: u8 = 0x01;
    /// INTEGER.
    pub const INTEGER: u8 = 0x02;
    /// BIT STRING.
    pub const BIT_STRING: u8 = 0x03;
    /// OCTET STRING.
    pub const OCTET_STRING: u8 = 0x04;
    /// OBJECT IDENTIFIER.
    pub const OBJECT_IDENTIFIER: u8 = 0x06;
    /// `UTF8String`.
    pub const UTF8_STRING: u8 = 0x0c;
    /// `PrintableString`.
    pub const PRINTABLE_STRING: u8 = 0x13;
    /// `UTCTime`.
    pub const UTC_TIME: u8 = 0x17;
    /// SEQUENCE.
    pub const SEQUENCE: u8 = 0x30;
    /// SET.
    pub const SET: u8 = 0x31;
}

/// One element: tag, length, content.
pub fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let significant = length.iter().skip_while(|byte| **byte == 0).copied();
    let mut element = vec![tag];
    if content.len() >= 0x80 {
        let count = u8::try_from(significant.clone().count()).unwrap_or(8);
        element.push(0x80 | count);
        element.extend(significant);
    } else {
        element.extend(u8::try_from(content.len()));
    }
    element.extend_from_slice(content);
    element
}

/// A SEQUENCE of elements.
pub fn sequence(elements: &[Vec<u8>]) -> Vec<u8> {
    element(tag::SEQUENCE, &elements.concat())
}

/// An OBJECT IDENTIFIER from its dotted form.
pub fn oid(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u32> = dotted.split('.').filter_map(|arc| arc.parse().ok()).collect();
    let first = arcs[0] * 40 + arcs[1];
    let content: Vec<u8> =
        std::iter::once(first).chain(arcs[2..].iter().copied()).flat_map(arc).collect();
    element(tag::OBJECT_IDENTIFIER, &content)
}

/// A BIT STRING of whole bytes.
pub fn bit_string(bytes: &[u8]) -> Vec<u8> {
    element(tag::BIT_STRING, &[&[0], bytes].concat())
}

/// Seven bits a byte, the most significant first, all but the last marked.
fn arc(number: u32) -> Vec<u8> {
    let groups = (0..5_u8).rev().map(|place| number.checked_shr(u32::from(place) * 7).unwrap_or(0));
    let significant: Vec<u32> = groups.skip_while(|group| *group == 0).collect();
    let last = significant.len().saturating_sub(1);
    match number {
        0 => vec![0],
        _ => significant
            .iter()
            .enumerate()
            .filter_map(|(place, group)| {
                u8::try_from(group & 0x7f)
                    .ok()
                    .map(|byte| if place == last { byte } else { byte | 0x80 })
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{element, oid};

    #[test]
    fn object_identifiers() {
        assert_eq!(oid("1.2.840.10045.4.3.2"), [6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]);
        assert_eq!(oid("2.5.29.37"), [6, 3, 0x55, 0x1d, 0x25]);
    }

    #[test]
    fn lengths_are_shortest() {
        assert_eq!(element(4, &[7]), [4, 1, 7]);
        assert_eq!(element(4, &[0; 128])[..3], [4, 0x81, 0x80]);
        assert_eq!(element(4, &[0; 256])[..4], [4, 0x82, 1, 0]);
    }
}
