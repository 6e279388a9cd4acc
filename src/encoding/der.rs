//! DER, ITU-T X.690 §10: one element at a time, definite and shortest lengths only.
//!
//! A whole ASN.1 library took 50 KB of the module before compression; certificates need this much
//! of one.

/// Tags that are read, X.690 §8.
pub mod tag {
    /// `BOOLEAN`.
    pub const BOOLEAN: u8 = 0x01;
    /// `INTEGER`.
    pub const INTEGER: u8 = 0x02;
    /// `BIT STRING`.
    pub const BIT_STRING: u8 = 0x03;
    /// `OCTET STRING`.
    pub const OCTET_STRING: u8 = 0x04;
    /// `OBJECT IDENTIFIER`.
    pub const OBJECT_IDENTIFIER: u8 = 0x06;
    /// `UTCTime`.
    pub const UTC_TIME: u8 = 0x17;
    /// `GeneralizedTime`.
    pub const GENERALIZED_TIME: u8 = 0x18;
    /// `SEQUENCE`.
    pub const SEQUENCE: u8 = 0x30;
    /// `[3] EXPLICIT`.
    pub const CONTEXT_3: u8 = 0xa3;
    /// `[0] EXPLICIT`.
    pub const CONTEXT_0: u8 = 0xa0;
}

/// What is left to read of some DER.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'d>(&'d [u8]);

impl<'d> Reader<'d> {
    /// Reads from the start of some bytes.
    pub fn new(bytes: &'d [u8]) -> Self {
        Self(bytes)
    }

    /// Whether everything was read.
    pub fn is_done(self) -> bool {
        self.0.is_empty()
    }

    /// The tag of the next element.
    pub fn next_tag(self) -> Option<u8> {
        self.0.first().copied()
    }

    /// The contents of the next element, when it has this tag.
    pub fn read(&mut self, tag: u8) -> Option<&'d [u8]> {
        let (found, contents) = self.element()?;
        (found == tag).then_some(contents)
    }

    /// The contents of the next element, when it has this tag, to read in turn.
    pub fn enter(&mut self, tag: u8) -> Option<Self> {
        self.read(tag).map(Self)
    }

    /// Passes over the next element.
    pub fn skip(&mut self) -> Option<()> {
        self.element().map(|_| ())
    }

    fn element(&mut self) -> Option<(u8, &'d [u8])> {
        let (tag, rest) = self.0.split_first()?;
        let (first, rest) = rest.split_first()?;
        // The shortest form only: one byte below 128, then one or two bytes after 0x81 or 0x82.
        let (length, least, rest) = match *first {
            short @ 0..=0x7f => (usize::from(short), 0, rest),
            0x81 => {
                let (length, rest) = rest.split_first()?;
                (usize::from(*length), 0x80, rest)
            }
            0x82 => {
                let (length, rest) = rest.split_first_chunk::<2>()?;
                (usize::from(u16::from_be_bytes(*length)), 0x100, rest)
            }
            _ => return None,
        };
        if length < least {
            return None;
        }
        let (contents, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some((*tag, contents))
    }
}

/// The raw form r‖s, 64 bytes, of a signature over a 256-bit curve that is a DER `SEQUENCE` of two
/// `INTEGER`s (RFC 3279 §2.2.3); nothing for any longer spelling of the same.
pub fn raw_signature(der: &[u8]) -> Option<Vec<u8>> {
    let mut file = Reader::new(der);
    let mut numbers = file.enter(tag::SEQUENCE)?;
    let (r, s) = (unsigned(&mut numbers)?, unsigned(&mut numbers)?);
    (file.is_done() && numbers.is_done()).then(|| [r, s].concat())
}

/// A whole number above zero in 32 bytes, written with a leading zero byte only where its first bit
/// would be a sign.
fn unsigned(reader: &mut Reader<'_>) -> Option<[u8; 32]> {
    let digits = match reader.read(tag::INTEGER)? {
        [0, rest @ ..] if rest.first().is_some_and(|first| *first >= 0x80) => rest,
        plain if plain.first().is_some_and(|first| (1..0x80).contains(first)) => plain,
        _ => return None,
    };
    let mut number = [0; 32];
    let start = number.len().checked_sub(digits.len())?;
    number.get_mut(start..)?.copy_from_slice(digits);
    Some(number)
}
