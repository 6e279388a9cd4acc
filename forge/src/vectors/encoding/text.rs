//! base45, base32, base64url, digits, pairs of digits, UTF-8: one text for one sequence of bytes.

use crate::cose::Sign1;
use crate::vectors::bench::{Base, Bench, elements};
use crate::vectors::case::Case;
use crate::{code, digits};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [base45(b), base32(b), base64url(b), digit_groups(b), pairs(b), utf8(b)].concat()
}

fn base45(b: &Bench) -> Vec<Case> {
    let text = b.text(Base::Hcert);
    let head = &text[..text.len() - 1];
    let groups = (text.len() - 4) / 3;
    let case = |name: &str, change, scan: String| {
        let id = format!("encoding::base45-{name}");
        let about = "Base45 is upper case, in groups of three characters or two, each with a value that fits.";
        b.case(Base::Hcert, [&id, about, change])
            .scan(scan)
            .fault("encoding.base45_malformed")
            .attack("B9")
    };
    // Whole groups of three, so that what is put behind them is a group of its own.
    let whole = &text[..4 + groups * 3];
    vec![
        case("lower-case", "all in lower case", format!("HC1:{}", text[4..].to_lowercase())).high(),
        case("one-lower-case", "the last letter in lower case", lower_last(&text)),
        case("character", "an underscore at the end", format!("{head}_")),
        case(
            "not-ascii",
            "a full-width digit in the middle",
            format!("{}５{}", &text[..40], &text[41..]),
        ),
        case("length", "one character too many for its group", format!("{whole}0")),
        case("triple-overflow", "three characters of 65536", format!("{whole}GGW")).high(),
        case("triple-largest", "three characters of 91124", format!("{whole}:::")).high(),
        case("pair-overflow", "two characters of 256", format!("{whole}V5")).high(),
        case(
            "line-break",
            "a line break in the middle",
            format!("{}\n{}", &text[..40], &text[40..]),
        ),
    ]
}

fn lower_last(text: &str) -> String {
    let place = text.rfind(|c: char| c.is_ascii_uppercase()).unwrap_or(0);
    format!("{}{}{}", &text[..place], text[place..=place].to_lowercase(), &text[place + 1..])
}

fn base32(b: &Bench) -> Vec<Case> {
    // A name that leaves loose bits in the last character.
    let loose = |m: &mut Sign1| {
        let name = (1..6).map(|extra| "Invented".to_owned() + &"d".repeat(extra)).find(|name| {
            rename(m, name);
            m.sign(b.key(Base::Nzcp)).encode().len() % 5 == 1
        });
        rename(m, &name.unwrap_or_default());
    };
    let mut message = b.message(Base::Nzcp);
    loose(&mut message);
    let text = crate::nzcp::scan(&message.sign(b.key(Base::Nzcp)).encode());
    let case = |name: &str, change, scan: String| {
        let id = format!("encoding::base32-{name}");
        let about = "Base32 is upper case, without padding, white space or loose bits.";
        b.case(Base::Nzcp, [&id, about, change])
            .scan(scan)
            .fault("encoding.base32_malformed")
            .attack("B8")
    };
    let (head, last) = text.split_at(text.len() - 1);
    let next = char::from(last.as_bytes()[0] + 1);
    vec![
        case("lower-case", "all in lower case", format!("NZCP:/1/{}", text[8..].to_lowercase())),
        case("padding", "padding at the end", format!("{text}======")),
        case("loose-bits", "a loose bit set in the last character", format!("{head}{next}")).high(),
        case("length", "a last group of one character", head.to_owned()),
        case("digit", "a 1 for an I", format!("{head}1")),
        case("space-inside", "a space in the middle", format!("{} {}", &text[..40], &text[40..])),
    ]
}

fn rename(message: &mut Sign1, name: &str) {
    message
        .payload
        .edit("vc", |vc| vc.edit("credentialSubject", |subject| subject.set("familyName", name)));
}

fn base64url(b: &Bench) -> Vec<Case> {
    let case = |name: &str, change, edit: fn(&mut Vec<String>)| {
        let id = format!("encoding::base64url-{name}");
        let about = "Base64url has no padding, no second alphabet and no loose bits: one text for one signature.";
        b.card_signed([&id, about, change], |compact| edit(&mut compact.parts))
            .fault("encoding.base64url_malformed")
            .attack("B8")
            .high()
    };
    vec![
        case("padding", "padding behind the signature", |parts| parts[2].push_str("==")),
        case("padding-header", "padding behind the header", |parts| parts[0].push('=')),
        case("alphabet", "a slash in the signature", |parts| parts[2].replace_range(10..11, "/")),
        case("loose-bits", "a loose bit set behind the signature", |parts| loosen(&mut parts[2])),
        case("length", "a last group of one character", |parts| parts[2].truncate(85)),
        case("character", "a colon in the payload", |parts| parts[1].replace_range(10..11, ":")),
    ]
}

/// Sets the last of the four loose bits of a text over 64 bytes: the next character.
fn loosen(text: &mut String) {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let next = text
        .pop()
        .and_then(|last| ALPHABET.find(last))
        .and_then(|place| ALPHABET.chars().nth(place + 1));
    text.extend(next);
}

fn digit_groups(b: &Bench) -> Vec<Case> {
    let bytes = b.message(Base::Code).sign(b.key(Base::Code)).encode();
    // Whole groups of seven bytes, so that what is put behind them is a group of its own.
    let whole = code::scan(&bytes[..bytes.len() / 7 * 7]);
    let case = |name: &str, change: &str, tail: &str| {
        let id = format!("encoding::digits-{name}");
        let about = "Seven bytes stand in seventeen digits, and every group has a value that fits.";
        b.case(Base::Code, [&id, about, change])
            .scan(format!("{whole}{tail}"))
            .fault("encoding.digits_malformed")
    };
    let tails = digits::WIDTHS[1..7].iter().zip(1_u32..).map(|(width, size)| {
        let value = 1_u64 << (8 * size);
        case(
            &format!("overflow-{size}"),
            &format!("a last group of {size} bytes with the value 2^{}", 8 * size),
            &format!("{value:0width$}"),
        )
        .attack("B9")
    });
    let lengths = [1, 2, 7, 12, 16].map(|length| {
        case(
            &format!("length-{length}"),
            &format!("a last group of {length} digits"),
            &"0".repeat(length),
        )
    });
    let groups = [
        case("overflow-7", "a group with the value 2^56", "72057594037927936").attack("B9").high(),
        case("overflow-largest", "a group of nines", &"9".repeat(17)).attack("B9"),
    ];
    tails.chain(lengths).chain(groups).collect()
}

fn pairs(b: &Bench) -> Vec<Case> {
    let text = b.text(Base::Shc);
    let case = |name: &str, change, scan: String| {
        let id = format!("encoding::numeric-{name}");
        b.case(Base::Shc, [&id, "A card's digits are pairs from 00 to 77.", change])
            .scan(scan)
            .fault("encoding.numeric_malformed")
    };
    vec![
        case("odd", "one digit less", text[..text.len() - 1].to_owned()),
        case("pair-78", "a pair of 78", format!("{text}78")),
        case("pair-99", "a pair of 99", format!("{text}99")).attack("B9"),
        case("letter", "a letter in the middle", format!("{}A{}", &text[..40], &text[41..])),
        case(
            "full-width",
            "a full-width digit in the middle",
            format!("{}５{}", &text[..40], &text[41..]),
        ),
    ]
}

fn utf8(b: &Bench) -> Vec<Case> {
    let text = b.text(Base::Code);
    let case = |name: &str, change, bytes: &[u8]| {
        let id = format!("encoding::utf8-{name}");
        b.case(Base::Code, [&id, "A scan is UTF-8.", change])
            .scan_bytes(bytes)
            .fault("encoding.utf8_malformed")
            .attack("D12")
    };
    let with = |tail: &[u8]| [text.as_bytes(), tail].concat();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let inside = |name: &str, change, bytes: &[u8]| {
        let id = format!("encoding::utf8-claim-{name}");
        let raw = crate::cbor::Value::Raw([&crate::cbor::head(3, 3)[..], bytes].concat());
        b.cwt(Base::Code, [&id, "A text in a credential is UTF-8.", change], |m| {
            elements(m, |e| e.set(7, raw));
        })
        .fault("encoding.utf8_malformed")
        .attack("D12")
    };
    vec![
        case("loose-byte", "the byte FF at the end", &with(&[0xff])),
        case("overlong", "an overlong NUL at the end", &with(&[0xc0, 0x80])),
        case("surrogate", "a surrogate at the end", &with(&[0xed, 0xa0, 0x80])),
        case("gbk", "full-width digits in GBK", &[0xa3, 0xb3, 0xa3, 0xb6, 0xa3, 0xb9]),
        case("utf-16", "in UTF-16 with a byte order mark", &[&[0xff, 0xfe], &wide[..]].concat()),
        inside("overlong", "a name with an overlong slash", &[0x41, 0xc0, 0xaf]).high(),
        inside("surrogate", "a name that is a surrogate", &[0xed, 0xa0, 0x80]),
        inside("truncated", "a name that ends inside a character", &[0x41, 0xe5, 0xbc]),
    ]
}
