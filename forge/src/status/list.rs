//! Token Status List (draft-ietf-oauth-status-list): statuses of 1, 2, 4 or 8 bits, compressed,
//! in a signed JWT or CWT.
//!
//! [`Token`] checks nothing and every member of it may be wrong; what it becomes before it is
//! signed, a [`Jwt`] or a [`Sign1`], is open to change as well.

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use serde_json::{Value as Json, json};

use crate::base64::{from_url, url};
use crate::cbor::Value;
use crate::cbor_read::decode;
use crate::code::claim::{EXP, IAT};
use crate::cose::{ALG, KID, Sign1, Signed, TYP};
use crate::deflate::zlib;
use crate::jws::Compact;
use crate::key::Key;
use crate::public_key::Algorithm;
use crate::refused::Refused;

/// The type of a JWT, §5.1.
pub const JWT_TYPE: &str = "statuslist+jwt";
/// The type of a CWT, §5.2.
pub const CWT_TYPE: &str = "application/statuslist+cwt";
/// The claim label `sub`, RFC 8392 §4.
pub const SUB: i64 = 2;
/// The claim label `status_list`, §5.2.
pub const STATUS_LIST: i64 = 65533;
/// The claim label `ttl`, §5.2.
pub const TTL: i64 = 65534;
/// Bytes of statuses that a verifier unpacks, and so the most that are written.
pub const LIMIT: usize = 2 << 20;

/// Statuses before they are compressed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StatusList {
    bits: u8,
    bytes: Vec<u8>,
}

/// What a token states.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Token {
    /// The id of the key that signs it.
    pub kid: String,
    /// Its address.
    pub subject: String,
    /// The second from which it is told, since the Unix epoch.
    pub issued: i64,
    /// First second at which it is no longer valid.
    pub expires: Option<i64>,
    /// Seconds that it may be kept.
    pub ttl: Option<i64>,
    /// The address of the list of all lists.
    pub aggregation: Option<String>,
    /// Bits of each status.
    pub bits: i64,
    /// The compressed statuses.
    pub lst: Vec<u8>,
}

/// A token in JSON before it is signed.
#[derive(Clone, Debug)]
pub struct Jwt {
    /// The header.
    pub header: Json,
    /// The claims.
    pub claims: Json,
}

impl StatusList {
    /// So many statuses of so many bits, all valid.
    ///
    /// # Errors
    /// [`Refused::StatusBits`] unless there are 1, 2, 4 or 8; [`Refused::StatusSize`] for none and
    /// for more than a verifier unpacks.
    pub fn new(bits: u8, size: u64) -> Result<Self, Refused> {
        if ![1, 2, 4, 8].contains(&bits) {
            return Err(Refused::StatusBits(bits));
        }
        let limit = 8 * LIMIT / usize::from(bits);
        match usize::try_from(size) {
            Ok(size @ 1..) if size <= limit => {
                Ok(Self { bits, bytes: vec![0; (size * usize::from(bits)).div_ceil(8)] })
            }
            _ => Err(Refused::StatusSize { size, limit }),
        }
    }

    /// The list that a token states; nothing when it is none.
    pub fn of(token: &Token) -> Option<Self> {
        let bits = u8::try_from(token.bits).ok().filter(|bits| [1, 2, 4, 8].contains(bits))?;
        let bytes = decompress_to_vec_zlib_with_limit(&token.lst, LIMIT).ok()?;
        Some(Self { bits, bytes })
    }

    /// Bits of each status.
    pub fn bits(&self) -> u8 {
        self.bits
    }

    /// Statuses in it: those that whole bytes have.
    pub fn size(&self) -> u64 {
        let size = self.bytes.len() * 8 / usize::from(self.bits);
        u64::try_from(size).unwrap_or(u64::MAX)
    }

    /// The status at an index.
    pub fn get(&self, index: u64) -> Option<u8> {
        let (byte, shift) = self.place(index)?;
        Some(self.bytes[byte] >> shift & self.mask())
    }

    /// Writes the status at an index.
    ///
    /// # Errors
    /// [`Refused::StatusIndex`] behind the last one; [`Refused::StatusValue`] where the bits do
    /// not hold it.
    pub fn set(&mut self, index: u64, status: u8) -> Result<(), Refused> {
        let size = self.size();
        let (byte, shift) = self.place(index).ok_or(Refused::StatusIndex { index, size })?;
        let mask = self.mask();
        if status > mask {
            return Err(Refused::StatusValue { status, bits: self.bits });
        }
        self.bytes[byte] = self.bytes[byte] & !(mask << shift) | status << shift;
        Ok(())
    }

    /// The statuses as they are, §4.1.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The statuses compressed, §4.1.
    pub fn lst(&self) -> Vec<u8> {
        zlib(&self.bytes)
    }

    /// §4.1: the first status of a byte has its least significant bits.
    fn place(&self, index: u64) -> Option<(usize, u8)> {
        let each = 8 / self.bits;
        let byte = usize::try_from(index / u64::from(each)).ok()?;
        let within = u8::try_from(index % u64::from(each)).ok()?;
        (byte < self.bytes.len()).then_some((byte, within * self.bits))
    }

    fn mask(&self) -> u8 {
        u8::MAX >> (8 - self.bits)
    }
}

impl Token {
    /// A token of a list, without an end and without a time to live.
    pub fn new(kid: &str, subject: &str, issued: i64, list: &StatusList) -> Self {
        Self {
            kid: kid.to_owned(),
            subject: subject.to_owned(),
            issued,
            expires: None,
            ttl: None,
            aggregation: None,
            bits: list.bits.into(),
            lst: list.lst(),
        }
    }

    /// Header and claims in JSON, §5.1.
    pub fn jwt(&self, algorithm: Algorithm) -> Jwt {
        let mut list = json!({ "bits": self.bits, "lst": url(&self.lst) });
        if let Some(uri) = &self.aggregation {
            list["aggregation_uri"] = uri.as_str().into();
        }
        let mut claims = json!({ "sub": self.subject, "iat": self.issued, "status_list": list });
        let dates = [("exp", self.expires), ("ttl", self.ttl)];
        for (name, seconds) in dates.into_iter().filter_map(|(name, date)| Some((name, date?))) {
            claims[name] = seconds.into();
        }
        let header = json!({ "alg": algorithm.jose(), "kid": self.kid, "typ": JWT_TYPE });
        Jwt { header, claims }
    }

    /// The message in CBOR, §5.2.
    pub fn cwt(&self, algorithm: Algorithm) -> Sign1 {
        let mut list = Value::map([("bits", self.bits)]);
        list.add("lst", self.lst.clone());
        if let Some(uri) = &self.aggregation {
            list.add("aggregation_uri", uri.as_str());
        }
        let mut claims = Value::map([(SUB, self.subject.as_str())]);
        claims.add(IAT, self.issued);
        let dates = [(EXP, self.expires), (TTL, self.ttl)];
        for (label, seconds) in dates.into_iter().filter_map(|(label, date)| Some((label, date?))) {
            claims.add(label, seconds);
        }
        claims.add(STATUS_LIST, list);
        let protected = Value::map([
            (ALG, Value::from(algorithm.cose())),
            (KID, Value::Bytes(self.kid.clone().into_bytes())),
            (TYP, Value::from(CWT_TYPE)),
        ]);
        Sign1::new(protected, claims)
    }

    /// The signed JWT.
    pub fn sign_jwt(&self, key: &Key) -> String {
        self.jwt(key.algorithm()).sign(key).text()
    }

    /// The signed CWT.
    pub fn sign_cwt(&self, key: &Key) -> Vec<u8> {
        self.cwt(key.algorithm()).sign(key).encode()
    }

    /// What a JWT or CWT states; nothing when it is neither. Does not check its signature.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        Self::read_jwt(bytes).or_else(|| Self::read_cwt(bytes))
    }

    fn read_jwt(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?.trim();
        let [header, claims, _] = text.split('.').collect::<Vec<_>>().try_into().ok()?;
        let json = |part| serde_json::from_slice::<Json>(&from_url(part)?).ok();
        let (header, claims) = (json(header)?, json(claims)?);
        let list = &claims["status_list"];
        let text = |value: &Json| value.as_str().map(str::to_owned);
        Some(Self {
            kid: text(&header["kid"]).unwrap_or_default(),
            subject: text(&claims["sub"])?,
            issued: claims["iat"].as_i64()?,
            expires: claims["exp"].as_i64(),
            ttl: claims["ttl"].as_i64(),
            aggregation: text(&list["aggregation_uri"]),
            bits: list["bits"].as_i64()?,
            lst: from_url(list["lst"].as_str()?)?,
        })
    }

    fn read_cwt(bytes: &[u8]) -> Option<Self> {
        let signed = Signed::of(decode(bytes)?)?;
        let claims = signed.inside(2)?;
        let list = claims.get(STATUS_LIST)?;
        let outside = signed.parts.get(1).and_then(|header| header.get(KID)).cloned();
        let kid = signed.inside(0)?.get(KID).cloned().or(outside);
        Some(Self {
            kid: kid.and_then(text).unwrap_or_default(),
            subject: text(claims.get(SUB)?.clone())?,
            issued: number(claims.get(IAT))?,
            expires: number(claims.get(EXP)),
            ttl: number(claims.get(TTL)),
            aggregation: list.get("aggregation_uri").cloned().and_then(text),
            bits: number(list.get("bits"))?,
            lst: match list.get("lst")? {
                Value::Bytes(lst) => lst.clone(),
                _ => return None,
            },
        })
    }
}

impl Jwt {
    /// Signs with a key.
    pub fn sign(&self, key: &Key) -> Compact {
        Compact::sign(&self.header.to_string(), self.claims.to_string().as_bytes(), key)
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text),
        Value::Bytes(bytes) => String::from_utf8(bytes).ok(),
        _ => None,
    }
}

fn number(value: Option<&Value>) -> Option<i64> {
    match value? {
        Value::Integer(number) => i64::try_from(*number).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{STATUS_LIST, SUB, StatusList, TTL, Token};
    use crate::base64::{from_url, hex, url};
    use crate::cbor::{Value, encode};
    use crate::key::Key;
    use crate::refused::Refused;

    fn list(bits: u8, statuses: &[u8]) -> StatusList {
        let mut list = StatusList::new(bits, u64::try_from(statuses.len()).unwrap()).unwrap();
        for (index, status) in (0..).zip(statuses) {
            list.set(index, *status).unwrap();
        }
        list
    }

    /// The examples of §4.2 and §4.3.
    #[test]
    fn the_examples_of_the_draft() {
        let one = list(1, &[1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]);
        assert_eq!((one.bytes(), url(&one.lst()).as_str()), (&[0xb9, 0xa3][..], "eNrbuRgAAhcBXQ"));
        let two = list(2, &[1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]);
        let expected = (&[0xc9, 0x44, 0xf9][..], "eNo76fITAAPfAgc");
        assert_eq!((two.bytes(), url(&two.lst()).as_str()), expected);
    }

    #[test]
    fn every_width_holds_its_statuses() {
        for bits in [1, 2, 4, 8] {
            let top = u8::MAX >> (8 - bits);
            let statuses: Vec<u8> =
                (0..=255).map(|index: u8| index.wrapping_mul(37) & top).collect();
            let mut list = list(bits, &statuses);
            let read: Vec<u8> = (0..256).filter_map(|index| list.get(index)).collect();
            assert_eq!(read, statuses, "{bits}");
            assert_eq!((list.size(), list.get(256)), (256, None));
            list.set(7, top).unwrap();
            list.set(7, 0).unwrap();
            assert_eq!(
                (list.get(6), list.get(7), list.get(8)),
                (Some(statuses[6]), Some(0), Some(statuses[8]))
            );
        }
    }

    #[test]
    fn what_a_list_does_not_hold_is_refused() {
        let mut list = StatusList::new(2, 8).unwrap();
        assert_eq!(list.set(8, 1), Err(Refused::StatusIndex { index: 8, size: 8 }));
        assert_eq!(list.set(7, 4), Err(Refused::StatusValue { status: 4, bits: 2 }));
        assert_eq!(StatusList::new(3, 8), Err(Refused::StatusBits(3)));
        assert!(StatusList::new(8, 2 << 20).is_ok());
        let refused = Refused::StatusSize { size: (2 << 20) + 1, limit: 2 << 20 };
        assert_eq!(StatusList::new(8, (2 << 20) + 1), Err(refused));
        assert!(StatusList::new(1, 0).is_err());
    }

    fn token() -> Token {
        let list = list(2, &[0, 1, 2, 3, 0, 0, 0, 1]);
        Token {
            expires: Some(2_000),
            ttl: Some(60),
            aggregation: Some("https://status.example/all".to_owned()),
            ..Token::new("12", "https://status.example/1", 1_000, &list)
        }
    }

    #[test]
    fn what_is_signed_is_read() {
        for key in [Key::from_seed("a", "b"), Key::sm2_from_seed("a", "b")] {
            for token in [token(), Token { expires: None, ttl: None, aggregation: None, ..token() }]
            {
                assert_eq!(Token::read(token.sign_jwt(&key).as_bytes()), Some(token.clone()));
                assert_eq!(Token::read(&token.sign_cwt(&key)), Some(token));
            }
        }
        assert_eq!(Token::read(b"a.b.c"), None);
        let list = StatusList::of(&token()).unwrap();
        assert_eq!((list.bits(), list.size(), list.get(3)), (2, 8, Some(3)));
        assert_eq!(StatusList::of(&Token { bits: 3, ..token() }), None);
        assert_eq!(StatusList::of(&Token { lst: vec![0], ..token() }), None);
    }

    /// The claims of the CWT example in §5.2, in the bytes of the draft.
    #[test]
    fn the_claims_of_the_draft() {
        let token = Token {
            expires: Some(2_291_720_170),
            ttl: Some(43_200),
            bits: 1,
            lst: from_url("eNrbuRgAAhcBXQ").unwrap(),
            ..Token::new(
                "12",
                "https://example.com/statuslists/1",
                1_686_920_170,
                &list(1, &[0; 8]),
            )
        };
        let mut message = token.cwt(crate::public_key::Algorithm::Es256);
        let expected = "a502782168747470733a2f2f6578616d706c652e636f6d2f7374617475736c697374732f31\
                        061a648c5bea041a8898dfea19fffe19a8c019fffda2646269747301636c73744a78dadbb9\
                        18000217015d";
        // The draft does not sort its keys: 2, 6, 4, 65534, 65533, and `bits` before `lst`.
        message.payload.edit(STATUS_LIST, |list| *list = Value::Unsorted(list.entries().to_vec()));
        let claim = |label| (Value::from(label), message.payload.get(label).unwrap().clone());
        message.payload = Value::Unsorted([SUB, 6, 4, TTL, STATUS_LIST].map(claim).to_vec());
        assert_eq!(hex(&encode(&message.payload)), expected);
        assert_eq!(Token::read(&message.sign(&Key::from_seed("a", "b")).encode()), Some(token));
    }
}
