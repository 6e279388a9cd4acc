//! Which reader a scan goes to, by its first characters: one, or none.

use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;
use crate::{hcert, shc};

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [named(b), unknown(b), polyglots(b)].concat()
}

/// What is empty, too long, or of another version.
fn named(b: &Bench) -> Vec<Case> {
    let plain = |base, id: &str, about: &str, scan: &str| b.case(base, [id, about, ""]).scan(scan);
    let code = b.text(Base::Code);
    let other = |id: &str, head: &str| {
        b.case(
            Base::Code,
            [
                id,
                "Another kind or version of the credential code is named, not guessed at.",
                "another kind or version after the marker",
            ],
        )
        .scan(format!("{head}{}", &code[7..]))
        .fault("envelope.unsupported")
    };
    vec![
        plain(Base::Code, "envelope::empty", "Nothing was scanned.", "").fault("envelope.missing"),
        plain(Base::Code, "envelope::white-space", "White space is nothing.", " \r\n\t\u{3000}")
            .fault("envelope.missing"),
        b.case(
            Base::Code,
            ["envelope::too-large", "A scan has a limit before anything reads it.", ""],
        )
        .attack("D8")
        .scan_repeated("A", 1_048_577)
        .fault("envelope.too_large")
        .high(),
        other("envelope::code-kind-0", "3690410"),
        other("envelope::code-kind-4", "3690414"),
        other("envelope::code-kind-9", "3690419"),
        other("envelope::code-version-0", "3690401"),
        other("envelope::code-version-2", "3690421"),
        other("envelope::code-version-2-bound", "3690422"),
        plain(
            Base::Hcert,
            "envelope::hcert-version-2",
            "Another version is named, not guessed at.",
            "HC2:6BFOXN",
        )
        .fault("envelope.unsupported"),
        plain(
            Base::Nzcp,
            "envelope::nzcp-version-2",
            "Another version is named, not guessed at.",
            &b.text(Base::Nzcp).replacen("/1/", "/2/", 1),
        )
        .fault("envelope.unsupported"),
    ]
}

/// What is nothing that is known.
fn unknown(b: &Bench) -> Vec<Case> {
    let unknown = |id: &str, about: &str, scan: &str| {
        b.case(Base::Code, [id, about, ""]).scan(scan).fault("envelope.unknown")
    };
    vec![
        unknown("envelope::unknown-text", "A text that is none of the formats.", "hello, world"),
        unknown(
            "envelope::unknown-lower-case",
            "The marker is upper case.",
            &b.text(Base::Hcert).replacen("HC1", "hc1", 1),
        ),
        unknown(
            "envelope::unknown-upper-case",
            "The marker is lower case.",
            &b.text(Base::Shc).replacen("shc", "SHC", 1),
        )
        .low(),
        unknown("envelope::unknown-marker-alone", "A marker needs its colon.", "HC1").low(),
        unknown(
            "envelope::unknown-jws",
            "A JWS begins with a JSON object; this one's header is an array.",
            "W10.e30.AAAA",
        )
        .attack("D15"),
        unknown(
            "envelope::unknown-jwe",
            "Five parts with dots are encrypted, and no credential.",
            "eyJhbGciOiJkaXIifQ..AAAA.AAAA.AAAA",
        )
        .attack("D15"),
        unknown("envelope::unknown-array", "A JSON text of a credential is an object.", "[]"),
        unknown("envelope::unknown-host", "A host alone is no address.", "www.gsxt.gov.cn"),
        unknown("envelope::unknown-scheme", "Only web addresses are.", "ftp://www.gsxt.gov.cn/")
            .attack("D14"),
        unknown("envelope::unknown-9-digits", "A hub's code has ten digits.", "464208799"),
        unknown("envelope::unknown-11-digits", "A hub's code has ten digits.", "46420879961"),
        unknown(
            "envelope::unknown-auth-code-short",
            "A licence's code begins with a time of 17 digits.",
            "2026060108000000NC0001_99000000_DEMO",
        ),
        unknown(
            "envelope::unknown-auth-code-mark",
            "A licence's code has letters, digits and underscores.",
            "20260601080000000NC0001_99000000-DEMO",
        ),
        unknown(
            "envelope::unknown-script",
            "No address is opened, and this is not one.",
            "javascript:alert(document.domain)",
        )
        .attack("D14")
        .high(),
        unknown(
            "envelope::unknown-markup",
            "What was scanned is text, whatever it looks like.",
            "<img src=x onerror=alert(1)>",
        )
        .attack("D14")
        .high(),
    ]
}

/// One format behind the marker of another.
fn polyglots(b: &Bench) -> Vec<Case> {
    let about = "One reader is chosen by the first characters, and no other is tried.";
    let case = |base: Base, id, change, scan: String, code| {
        b.case(base, [id, about, change]).scan(scan).fault(code).attack("D15")
    };
    let (certificate, card) = (b.text(Base::Hcert), b.text(Base::Shc));
    let bare = b.world.card().sign(b.key(Base::Shc)).text();
    vec![
        case(
            Base::Hcert,
            "envelope::polyglot-hcert-shc",
            "a health card behind `HC1:`",
            format!("{}{card}", hcert::PREFIX),
            "encoding.base45_malformed",
        ),
        case(
            Base::Shc,
            "envelope::polyglot-shc-hcert",
            "a European certificate behind `shc:/`",
            format!("{}{certificate}", shc::PREFIX),
            "encoding.numeric_malformed",
        ),
        case(
            Base::Nzcp,
            "envelope::polyglot-nzcp-hcert",
            "a European certificate behind `NZCP:/1/`",
            format!("{}{certificate}", crate::nzcp::PREFIX),
            "encoding.base32_malformed",
        ),
        case(
            Base::Code,
            "envelope::polyglot-code-hcert",
            "a European certificate behind the marker",
            format!("{}{certificate}", crate::code::PREFIX),
            "encoding.digits_malformed",
        ),
        case(
            Base::Code,
            "envelope::polyglot-hcert-code",
            "a European certificate's bytes behind the marker, as digits",
            crate::code::scan(&b.message(Base::Hcert).sign(b.key(Base::Hcert)).encode()),
            "envelope.header_missing",
        ),
        case(
            Base::Shc,
            "envelope::polyglot-jwt-shc",
            "the card without `shc:/`, as a JWT: its payload is compressed",
            bare.clone(),
            "encoding.utf8_malformed",
        ),
        case(
            Base::Shc,
            "envelope::polyglot-sd-jwt-shc",
            "the card as an SD-JWT without disclosures",
            format!("{bare}~"),
            "encoding.utf8_malformed",
        ),
        case(
            Base::Code,
            "envelope::polyglot-code-jwt",
            "a JWT's bytes behind the marker, as digits",
            crate::code::scan(bare.as_bytes()),
            "encoding.cbor_malformed",
        ),
        case(
            Base::Code,
            "envelope::polyglot-code-sd-jwt",
            "a tilde behind the code",
            format!("{}~", b.text(Base::Code)),
            "encoding.digits_malformed",
        ),
        case(
            Base::Hcert,
            "envelope::polyglot-json-hcert",
            "a European certificate inside a JSON object",
            format!("{{\"scan\":\"{certificate}\"}}"),
            "envelope.malformed",
        ),
    ]
}
