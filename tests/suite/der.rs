//! Signatures as other software writes them: DER, `SEQUENCE { r INTEGER, s INTEGER }`.

/// The raw form, r‖s in 64 bytes. Stops at what is not the shortest form of two numbers above zero.
pub(crate) fn raw(der: &[u8]) -> Vec<u8> {
    let (tag, inside, rest) = element(der);
    assert!(tag == 0x30 && rest.is_empty(), "one sequence");
    let (r, rest) = integer(inside);
    let (s, rest) = integer(rest);
    assert!(rest.is_empty(), "two numbers");
    [r, s].concat()
}

fn integer(bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let (tag, digits, rest) = element(bytes);
    let shortest = digits[0] < 0x80 && (digits[0] != 0 || digits[1] >= 0x80);
    assert!(tag == 2 && shortest, "a number above zero");
    let digits = digits.strip_prefix(&[0]).unwrap_or(digits);
    ([vec![0; 32 - digits.len()], digits.to_vec()].concat(), rest)
}

/// Tag, contents and what follows. Everything here is shorter than 128 bytes.
fn element(bytes: &[u8]) -> (u8, &[u8], &[u8]) {
    let (head, rest) = bytes.split_at(2);
    let (inside, rest) = rest.split_at(head[1].into());
    (head[0], inside, rest)
}
