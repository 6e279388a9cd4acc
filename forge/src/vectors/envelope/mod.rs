//! Room `envelope`: what is recognised, under which header, in which shape, whole or in parts.

use serde_json::json;

use crate::anchor::Anchor;
use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::showing::Showing;
use crate::world::World;
use crate::{code, shc};

mod headers;
mod jwt;
mod kinds;
mod parts;
mod pointers;
mod presentation;
mod recognition;
mod sd_jwt;
mod shapes;
mod together;

/// The cases of this room.
pub fn cases(b: &Bench) -> Vec<Case> {
    [
        valid(b),
        folded(b),
        pointers::cases(b),
        recognition::cases(b),
        shapes::cases(b),
        headers::cases(b),
        parts::cases(b),
        presentation::cases(b),
        together::cases(b),
        sd_jwt::cases(b),
        jwt::cases(b),
        kinds::cases(b),
    ]
    .concat()
}

/// One valid case an envelope; every other vector differs from one of them.
fn valid(b: &Bench) -> Vec<Case> {
    let (issued, expires) = (b.world.at - 30 * 86_400, b.world.at + 335 * 86_400);
    let summary = |envelope: &str, format: &str, issuer: &str, kind: &str| json!({ "envelope": envelope, "format": format, "issuer": issuer, "type": kind, "not_before": issued });
    let ending = |mut summary: serde_json::Value| {
        summary["not_after"] = expires.into();
        summary
    };
    let kinds = b.world.card().types.join(" ");
    let valid =
        |base: Base, about| b.case(base, [base.id(), about, ""]).scan(b.text(base)).accept().high();
    let long = b.world.long_card();
    let parts = shc::parts(&long.sign(b.key(Base::Shc)).text()).join("\n");
    let whole = b.world.identity();
    vec![
        b.case(
            Base::Code,
            [
                "envelope::code-all-elements",
                "A credential code with all elements of the table.",
                "",
            ],
        )
        .scan(code::scan(&whole.message().sign(b.key(Base::Code)).encode()))
        .releasing(whole.elements.into_iter().collect())
        .accept()
        .high(),
        valid(Base::Code, "A credential code of an identity credential.").summary(ending(summary(
            "code",
            "CWT",
            b.world.region.id,
            &World::identity_type(),
        ))),
        valid(Base::Hcert, "A European certificate of a vaccination.")
            .anchors([Anchor::of_certificate(&b.world.vaccination_signer())])
            .summary(ending(summary("hcert", "CWT", b.world.health_office.id, "vaccination"))),
        valid(Base::Nzcp, "A pass after New Zealand's specification.").summary(ending(summary(
            "nzcp",
            "CWT",
            b.world.ministry.id,
            "PublicCovidPass",
        ))),
        valid(Base::Shc, "A SMART Health Card in one code.").summary(summary(
            "shc",
            "JWS",
            b.world.clinic.id,
            &kinds,
        )),
        b.case(
            Base::Shc,
            [
                "envelope::shc-parts",
                "A SMART Health Card in three codes, scanned one after the other.",
                "",
            ],
        )
        .scan(parts)
        .releasing(json!({ "fhirBundle": long.bundle }))
        .accept()
        .high()
        .summary(summary("shc", "JWS", b.world.clinic.id, &kinds)),
    ]
}

/// What scanner guns, input methods and copy and paste add around a code.
fn folded(b: &Bench) -> Vec<Case> {
    let code = b.text(Base::Code);
    let spaced: Vec<_> = code.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
    let wide: String = code.chars().map(full_width).collect();
    let half = code.len() / 2;
    let folded = |id, about, change, text: String| {
        b.case(Base::Code, [id, about, change]).scan(text).accept()
    };
    let strange = |id, change, text: String| {
        b.case(Base::Code, [id, "Nothing but white space and full-width digits is folded.", change])
            .scan(text)
            .fault("encoding.digits_malformed")
    };
    vec![
        folded(
            "envelope::code-white-space-around",
            "A scanner gun ends a code with a line break.",
            "white space before and after",
            format!(" \t{code}\r\n"),
        ),
        folded(
            "envelope::code-white-space-inside",
            "A code typed or pasted may be broken into groups and lines.",
            "a space after every fourth digit, and a line break",
            spaced.join(" ").replacen(' ', "\r\n", 1),
        ),
        folded(
            "envelope::code-ideographic-space",
            "A Chinese input method writes U+3000.",
            "an ideographic space in the middle",
            format!("{}\u{3000}{}", &code[..half], &code[half..]),
        ),
        folded(
            "envelope::code-full-width",
            "A Chinese input method writes full-width digits.",
            "all digits full-width",
            wide,
        ),
        strange(
            "envelope::code-hyphens",
            "a hyphen in the middle",
            format!("{}-{}", &code[..half], &code[half..]),
        ),
        strange(
            "envelope::code-other-digits",
            "an Arabic-Indic digit in the middle",
            format!("{}\u{0663}{}", &code[..half], &code[half + 1..]),
        ),
        strange(
            "envelope::code-letters",
            "a letter O for a zero",
            format!("{}{}", &code[..7], code[7..].replacen('0', "O", 1)),
        ),
        b.case(
            Base::Hcert,
            [
                "envelope::hcert-line-break",
                "A scanner gun ends a code with a line break.",
                "a line break at the end",
            ],
        )
        .scan(format!("{}\r\n", b.text(Base::Hcert)))
        .accept(),
        shown_folded(b),
        b.case(
            Base::Code,
            [
                "envelope::code-byte-order-mark",
                "A byte order mark is no white space.",
                "U+FEFF before it",
            ],
        )
        .scan(format!("\u{feff}{code}"))
        .fault("envelope.unknown")
        .low(),
    ]
}

/// The same around a presentation.
fn shown_folded(b: &Bench) -> Case {
    let showing = Showing::es256(b);
    let code = code::scan_as(code::Kind::Bound, &showing.bytes());
    let (one, two) = code.split_at(500);
    let about = "A Chinese input method writes full-width digits and U+3000.";
    let wide: String = two.chars().map(full_width).collect();
    showing
        .case([
            "envelope::presentation-folded",
            about,
            "the second half full-width, broken into lines",
        ])
        .scan(format!(" {one}\u{3000}\r\n{wide}\n"))
        .accept()
}

fn full_width(digit: char) -> char {
    digit.to_digit(10).and_then(|value| char::from_u32(0xff10 + value)).unwrap_or(digit)
}
