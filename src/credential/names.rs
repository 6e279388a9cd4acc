//! Names as they are compared. What is shown is what was signed; this is only for telling whether
//! two spellings are one name.
//!
//! Systems disagree on the dot inside a name, on full-width letters and on white space, and some
//! rare characters still travel as the private-use code points that GB 18030 gave them before
//! Unicode had them. Everything else must be equal: a look-alike is another name.

/// A name without what systems disagree on.
pub fn comparable(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).map(|c| one(c).to_ascii_uppercase()).collect()
}

fn one(c: char) -> char {
    match c {
        // The dots that stand between the parts of a name.
        '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}' | '\u{ff65}'
        | '\u{ff0e}' | '\u{fe52}' | '.' => '·',
        // Full-width forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
        }
        _ => PRIVATE.iter().find(|(private, _)| *private == c).map_or(c, |(_, known)| *known),
    }
}

/// Characters that GB 18030-2005 and earlier mapped to the private use area, and the code points
/// that GB 18030-2022 gives them.
const PRIVATE: [(char, char); 14] = [
    ('\u{e816}', '\u{20087}'),
    ('\u{e817}', '\u{20089}'),
    ('\u{e818}', '\u{200cc}'),
    ('\u{e81e}', '\u{9fb4}'),
    ('\u{e826}', '\u{9fb5}'),
    ('\u{e82b}', '\u{9fb6}'),
    ('\u{e82c}', '\u{9fb7}'),
    ('\u{e831}', '\u{215d7}'),
    ('\u{e832}', '\u{9fb8}'),
    ('\u{e83b}', '\u{2298f}'),
    ('\u{e843}', '\u{9fb9}'),
    ('\u{e854}', '\u{9fba}'),
    ('\u{e855}', '\u{241fe}'),
    ('\u{e864}', '\u{9fbb}'),
];
