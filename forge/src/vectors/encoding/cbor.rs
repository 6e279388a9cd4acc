//! CBOR in another encoding than the one: twice the same key, lengths that are not the shortest,
//! no length at all, another order, bytes behind the end.

use crate::cbor::{Value, encode, head, wide_head};
use crate::code::claim;
use crate::cose::{ALG, ES256, Sign1};
use crate::hcert::HCERT;
use crate::vectors::bench::{Base, Bench, certificate, elements};
use crate::vectors::case::Case;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    let each = Base::COSE.iter().flat_map(|base| {
        [duplicates(b, *base), indefinite(b, *base), long(b, *base), ends(b, *base)].concat()
    });
    [each.collect(), inner_duplicates(b), order(b), kinds(b), floats(b), tags(b)].concat()
}

type Row<'a> = (&'a str, &'a str, fn(&mut Sign1));

fn duplicates(b: &Bench, base: Base) -> Vec<Case> {
    let rows: [Row; 4] = [
        ("protected", "`alg` twice in the protected header", |m| m.protected.add(ALG, ES256)),
        ("protected-none", "`alg` twice in the protected header, once none", |m| {
            m.protected.add(ALG, "none");
        }),
        ("unprotected", "a label twice in the unprotected header", |m| {
            m.unprotected = Value::map([(99, 1), (99, 2)]);
        }),
        ("payload", "`iss` twice", |m| m.payload.add(claim::ISS, "demo.stranger")),
    ];
    let case = |(name, change, edit): Row| duplicate(b, base, name, change, edit);
    rows.into_iter().map(case).collect()
}

fn duplicate(b: &Bench, base: Base, name: &str, change: &str, edit: fn(&mut Sign1)) -> Case {
    let id = format!("encoding::{}-duplicate-{name}", base.name());
    b.cwt(base, [&id, "No key stands twice in a map, at any level.", change], edit)
        .fault("encoding.cbor_duplicate")
        .attack("D1")
        .critical()
}

fn inner_duplicates(b: &Bench) -> Vec<Case> {
    let with = |base, name, change, edit: fn(&mut Sign1)| duplicate(b, base, name, change, edit);
    vec![
        with(Base::Code, "expiry", "`exp` twice", |m| m.payload.add(claim::EXP, 9_999_999_999)),
        with(Base::Code, "element", "the holder's name twice", |m| {
            elements(m, |e| e.add(7, "李娜（演示）"));
        }),
        with(Base::Hcert, "expiry", "`exp` twice", |m| m.payload.add(claim::EXP, 9_999_999_999)),
        with(Base::Hcert, "certificate", "the birth date twice", |m| {
            certificate(m, |c| c.add("dob", "2000-01-01"));
        }),
        with(Base::Hcert, "name", "the family name twice", |m| {
            certificate(m, |c| c.edit("nam", |n| n.add("fn", "Other")));
        }),
        with(Base::Hcert, "event", "the date of a vaccination twice", |m| {
            certificate(m, |c| {
                c.edit("v", |v| {
                    if let Value::Array(events) = v {
                        events[0].add("dt", "2026-01-01");
                    }
                });
            });
        }),
        with(Base::Hcert, "unsorted", "`exp` twice, with other keys between", |m| {
            m.payload = Value::Unsorted(
                [m.payload.entries(), &[(Value::from(claim::EXP), Value::from(9_999_999_999))]]
                    .concat(),
            );
        }),
        with(Base::Nzcp, "subject", "the given name twice", |m| {
            m.payload
                .edit("vc", |vc| vc.edit("credentialSubject", |s| s.add("givenName", "Other")));
        }),
    ]
}

fn noncanonical(
    b: &Bench,
    base: Base,
    [name, about, change]: [&str; 3],
    edit: fn(&mut Sign1),
) -> Case {
    let id = format!("encoding::{}-{name}", base.name());
    b.cwt(base, [&id, about, change], edit).fault("encoding.cbor_noncanonical").attack("D2").high()
}

fn reverse(map: &mut Value) {
    *map = Value::Unsorted(map.entries().iter().rev().cloned().collect());
}

/// No length at all, RFC 8949 §3.2.
fn indefinite(b: &Bench, base: Base) -> Vec<Case> {
    let about = "Lengths are definite.";
    let inside = |name, change, edit| noncanonical(b, base, [name, about, change], edit);
    let id = format!("encoding::{}-indefinite-container", base.name());
    let container =
        b.cwt_bytes(base, [&id, about, "the container of indefinite length"], |bytes| {
            bytes[1] = 0x9f;
            bytes.push(0xff);
        });
    vec![
        container.fault("encoding.cbor_noncanonical").attack("D2").high(),
        inside("indefinite-payload", "the payload's map of indefinite length", |m| {
            m.payload = Value::Raw([&[0xbf], &encode(&m.payload)[1..], &[0xff]].concat());
        }),
        inside("indefinite-header", "the protected header of indefinite length", |m| {
            m.protected = Value::Raw([&[0xbf], &encode(&m.protected)[1..], &[0xff]].concat());
        }),
        inside("indefinite-text", "the issuer in two chunks", |m| {
            m.payload.edit(claim::ISS, |iss| {
                *iss = Value::Raw([&[0x7f], &encode(iss)[..], &[0x60, 0xff]].concat());
            });
        }),
        inside("indefinite-bytes", "`kid` in one chunk", |m| {
            m.protected
                .edit(4, |kid| *kid = Value::Raw([&[0x5f], &encode(kid)[..], &[0xff]].concat()));
        }),
    ]
}

/// More bytes for a number or a length than it needs, RFC 8949 §4.2.1.
fn long(b: &Bench, base: Base) -> Vec<Case> {
    let about = "Numbers and lengths are in their shortest form.";
    let inside = |name, change, edit| noncanonical(b, base, [name, about, change], edit);
    let id = format!("encoding::{}-long-signature", base.name());
    let signature = b
        .cwt_signed(base, [&id, about, "the signature's length in two bytes"], |s| {
            s.parts[3] = Value::Raw([wide_head(2, 64, 2), s.signature()].concat());
        })
        .fault("encoding.cbor_noncanonical")
        .attack("D2")
        .high();
    let id = format!("encoding::{}-long-tag", base.name());
    let tag = b
        .cwt_bytes(base, [&id, about, "the tag in two bytes"], |bytes| {
            bytes.splice(..1, wide_head(6, 18, 1)).for_each(drop);
        })
        .fault("encoding.cbor_noncanonical")
        .attack("D2");
    let rows = [
        inside("long-integer", "`exp` in eight bytes", |m| {
            m.payload.edit(claim::EXP, |exp| {
                if let Value::Integer(seconds) = exp {
                    *exp = Value::Raw(wide_head(0, u64::try_from(*seconds).unwrap_or(0), 8));
                }
            });
        }),
        inside("long-text", "the issuer's length in one byte more", |m| {
            m.payload.edit(claim::ISS, |iss| {
                if let Value::Text(text) = iss {
                    let width = if text.len() < 24 { 1 } else { 2 };
                    let length = u64::try_from(text.len()).unwrap_or(0);
                    *iss = Value::Raw(
                        [wide_head(3, length, width), text.clone().into_bytes()].concat(),
                    );
                }
            });
        }),
        inside("long-map", "the payload's size in one byte more", |m| {
            let entries = encode(&m.payload);
            m.payload = Value::Raw(
                [wide_head(5, u64::from(entries[0] & 0x1f), 1), entries[1..].to_vec()].concat(),
            );
        }),
        inside("long-header", "`alg` in one byte more", |m| {
            m.protected.set(ALG, Value::Raw(wide_head(1, 6, 1)));
        }),
    ];
    rows.into_iter().chain([signature, tag]).collect()
}

/// Keys in another order than that of their bytes: refused where the format asks for it.
fn order(b: &Bench) -> Vec<Case> {
    let about = "Keys are sorted by their bytes.";
    let refused = |name, change, edit| noncanonical(b, Base::Code, [name, about, change], edit);
    let lenient = |base: Base, edit: fn(&mut Sign1)| {
        let id = format!("encoding::{}-unsorted", base.name());
        b.cwt(
            base,
            [
                &id,
                "Issued credentials of this format are not sorted.",
                "the payload's keys in reverse",
            ],
            edit,
        )
        .accept()
    };
    let id = "encoding::hcert-unsorted-header";
    vec![
        refused("unsorted-payload", "the payload's keys in reverse", |m| reverse(&mut m.payload)),
        refused("unsorted-header", "the protected header's keys in reverse", |m| {
            reverse(&mut m.protected);
        }),
        refused("unsorted-elements", "the elements' keys in reverse", |m| elements(m, reverse)),
        lenient(Base::Hcert, |m| reverse(&mut m.payload)),
        lenient(Base::Nzcp, |m| reverse(&mut m.payload)),
        b.cwt(
            Base::Hcert,
            [
                id,
                "Issued credentials of this format are not sorted.",
                "the protected header's keys in reverse",
            ],
            |m| reverse(&mut m.protected),
        )
        .accept(),
    ]
}

/// Bytes behind the end, and an end too soon.
fn ends(b: &Bench, base: Base) -> Vec<Case> {
    let about = "An item ends where its bytes end.";
    let id = |name: &str| format!("encoding::{}-{name}", base.name());
    let trailing =
        b.cwt_bytes(base, [&id("trailing-byte"), about, "a byte behind the container"], |bytes| {
            bytes.push(0);
        });
    let trailing = match base {
        Base::Hcert => trailing.accept(),
        _ => trailing.fault("encoding.cbor_malformed").high(),
    };
    let inside: [Row; 2] = [
        ("trailing-payload", "a byte behind the payload's map", |m| {
            m.payload = Value::Raw([encode(&m.payload), vec![0]].concat());
        }),
        ("trailing-header", "a byte behind the protected header's map", |m| {
            m.protected = Value::Raw([encode(&m.protected), vec![0]].concat());
        }),
    ];
    let inside = inside.into_iter().map(|(name, change, edit)| {
        b.cwt(base, [&id(name), about, change], edit).fault("encoding.cbor_malformed").high()
    });
    let short = b
        .cwt_bytes(base, [&id("truncated"), about, "the last byte missing"], |bytes| {
            bytes.pop();
        })
        .fault("encoding.cbor_malformed");
    [trailing, short].into_iter().chain(inside).collect()
}

/// Items that no credential has, RFC 8949 §3.
fn kinds(b: &Bench) -> Vec<Case> {
    let about = "Keys are integers or texts; values are of the kinds that credentials have.";
    let value = |base: Base, name: &str, change: &str, bytes: &[u8]| {
        let id = format!("encoding::{}-{name}", base.name());
        let raw = Value::Raw(bytes.to_vec());
        b.cwt(base, [&id, about, change], |m| m.payload.set(-70_001, raw))
            .fault("encoding.cbor_malformed")
            .attack("D5")
    };
    let key = |base: Base, name: &str, change: &str, key: Value| {
        let id = format!("encoding::{}-key-{name}", base.name());
        b.cwt(base, [&id, about, change], |m| m.payload.add(key, 1))
            .fault("encoding.cbor_malformed")
            .attack("D7")
    };
    // What is the same for all three is tried in two.
    let each = [Base::Code, Base::Hcert].into_iter().flat_map(|base| {
        [
            value(base, "reserved-28", "an integer with the reserved length 28", &[0x1c]),
            value(base, "reserved-30", "a text with the reserved length 30", &[0x7e]),
            value(base, "reserved-31", "an integer without a length", &[0x1f]).low(),
            value(base, "stray-break", "the end of something that did not begin", &[0xff]).low(),
            value(base, "simple-16", "an unassigned simple value", &[0xf0]),
            value(base, "simple-255", "a simple value in two bytes", &[0xf8, 0xff]),
            value(base, "simple-short", "false as a simple value in two bytes", &[0xf8, 0x14]),
            key(base, "bytes", "a byte string as key", Value::Bytes(b"iss".to_vec())),
            key(base, "array", "an array as key", Value::array([1])),
            key(
                base,
                "simple",
                "a simple value as key, where redacted claims would stand",
                Value::Raw(vec![0xf8, 0x3b]),
            ),
        ]
    });
    each.chain([value(Base::Code, "undefined", "the value undefined", &[0xf7])]).collect()
}

/// Fractions: none in a credential code, finite ones elsewhere.
fn floats(b: &Bench) -> Vec<Case> {
    let case = |base: Base, name: &str, change: &str, bytes: &[u8]| {
        let id = format!("encoding::{}-float-{name}", base.name());
        let raw = Value::Raw(bytes.to_vec());
        b.cwt(base, [&id, "A number is whole, or at least a number.", change], |m| {
            m.payload.set(-70_001, raw);
        })
        .attack("D7")
    };
    let code = |name, change, bytes: &[u8]| {
        case(Base::Code, name, change, bytes).fault("encoding.cbor_noncanonical")
    };
    let finite = |base: Base, name, change, bytes: &[u8]| {
        case(base, name, change, bytes).fault("encoding.cbor_malformed")
    };
    let lenient = [Base::Hcert, Base::Nzcp].into_iter().flat_map(|base| {
        [
            finite(base, "nan", "NaN", &[0xf9, 0x7e, 0x00]),
            finite(
                base,
                "infinity",
                "infinity, in eight bytes",
                &[0xfb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0],
            ),
            finite(
                base,
                "minus-infinity",
                "minus infinity, in four bytes",
                &[0xfa, 0xff, 0x80, 0, 0],
            ),
        ]
    });
    let key = b
        .cwt(
            Base::Hcert,
            ["encoding::hcert-key-float", "Keys are integers or texts.", "a float as key"],
            |m| m.payload.add(Value::Float(4.0), 1),
        )
        .fault("encoding.cbor_malformed")
        .attack("D7");
    lenient
        .chain([
            code("half", "1.5 in two bytes", &[0xf9, 0x3e, 0x00]),
            code("nan", "NaN", &[0xf9, 0x7e, 0x00]),
            code("minus-zero", "minus zero", &[0xf9, 0x80, 0x00]),
            code(
                "double",
                "1.1 in eight bytes",
                &[0xfb, 0x3f, 0xf1, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a],
            ),
            key,
        ])
        .collect()
}

/// Tags: around the container, and dates in European certificates.
fn tags(b: &Bench) -> Vec<Case> {
    let about = "The only tags are those that a format names.";
    let value = |base: Base, name: &str, change: &str, value: Value| {
        let id = format!("encoding::{}-tag-{name}", base.name());
        b.cwt(base, [&id, about, change], |m| m.payload.set(-70_001, value))
            .fault("encoding.cbor_malformed")
            .attack("D6")
    };
    let outer = |base: Base, tag: u64| {
        let id = format!("encoding::{}-tag-{tag}", base.name());
        b.cwt_bytes(base, [&id, about, &format!("tag {tag} around the container")], |bytes| {
            bytes.splice(..0, head(6, tag)).for_each(drop);
        })
        .fault("encoding.cbor_malformed")
        .attack("D6")
    };
    let other = |base: Base, tag: u64, name: &str| {
        let id = format!("encoding::{}-tag-{name}", base.name());
        b.cwt_signed(base, [&id, about, &format!("tag {tag} in place of tag 18")], |s| {
            s.tags = vec![tag];
        })
        .fault("encoding.cbor_malformed")
        .attack("A15")
    };
    let bignum = || Value::Bytes(vec![1; 9]).tagged(2);
    let each = Base::COSE.into_iter().flat_map(|base| {
        [
            value(base, "bignum", "a bignum", bignum()),
            value(base, "sign1", "a COSE_Sign1 as a claim", Value::Array(Vec::new()).tagged(18)),
            outer(base, 55_799),
            other(base, 17, "mac0"),
            other(base, 98, "sign"),
        ]
    });
    each.chain([value(
        Base::Code,
        "date",
        "a date under tag 0",
        Value::from("2026-06-01").tagged(0),
    )])
    .chain([b
        .cwt(
            Base::Hcert,
            [
                "encoding::hcert-tag-date",
                "Issued certificates mark their dates.",
                "the date of a claim that nobody knows under tag 0",
            ],
            |m| {
                m.payload.set(-70_001, Value::from("2026-06-01T00:00:00Z").tagged(0));
            },
        )
        .accept()])
    .chain([b
        .cwt(
            Base::Hcert,
            [
                "encoding::hcert-tag-hcert",
                "The certificate's map itself is not marked.",
                "tag 18 inside the payload's claim",
            ],
            |m| {
                m.payload.edit(HCERT, |hcert| *hcert = hcert.clone().tagged(18));
            },
        )
        .fault("encoding.cbor_malformed")
        .attack("D6")])
    .collect()
}
