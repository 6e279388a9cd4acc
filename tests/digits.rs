//! The digits of a credential code on their way through scanner guns, input methods and hands: what
//! these add changes nothing, and a digit that is wrong is never accepted.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

#[path = "suite/good.rs"]
mod good;
mod suite;

use good::{Good, answer, codes, plainly, receipt, verifier};
use serde_json::Value as Json;
use suite::Suite;

type Way = fn(&str) -> String;

/// What is done to the digits on the way, by name.
const WAYS: [(&str, Way); 12] = [
    ("full width", |text| text.chars().map(full_width).collect()),
    ("every other full width", |text| {
        let other = |(place, c)| if place % 2 == 0 { c } else { full_width(c) };
        text.chars().enumerate().map(other).collect()
    }),
    ("groups of four", |text| grouped(text, 4, " ")),
    ("a space after every digit", |text| grouped(text, 1, " ")),
    ("lines of 40", |text| grouped(text, 40, "\r\n")),
    ("CR LF behind", |text| format!("{text}\r\n")),
    ("LF behind", |text| format!("{text}\n")),
    ("CR behind", |text| format!("{text}\r")),
    ("a tab before and behind", |text| format!("\t{text}\t")),
    ("tabs inside", |text| grouped(text, 17, "\t")),
    ("ideographic spaces", |text| format!("\u{3000}{}\u{3000}", grouped(text, 5, "\u{3000}"))),
    ("no-break spaces, full width", |text| {
        grouped(&text.chars().map(full_width).collect::<String>(), 3, "\u{a0}")
    }),
];

fn full_width(c: char) -> char {
    char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap()
}

fn grouped(text: &str, size: usize, between: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = characters.chunks(size).map(|group| group.iter().collect()).collect();
    groups.join(between)
}

/// The receipt of what arrives is that of what was sent, byte for byte.
#[test]
fn what_is_added_on_the_way_changes_nothing() {
    let verifier = verifier();
    let mut suite = Suite::new("digits-survive");
    for good in codes() {
        let text = String::from_utf8(good.scan()).unwrap();
        let sent = receipt(&verifier, text.as_bytes(), &good.ask);
        assert!(sent.contains("\"verdict\":\"accept\""), "{}: {sent}", good.name);
        for (way, change) in WAYS {
            let arrived = receipt(&verifier, change(&text).as_bytes(), &good.ask);
            suite.case(&format!("{}/{way}", good.name), &sent, &arrived, sent == arrived);
        }
        for place in 0..=text.len() {
            let (before, behind) = text.split_at(place);
            let spaced = format!("{before} {behind}");
            let arrived = receipt(&verifier, spaced.as_bytes(), &good.ask);
            let id = format!("{}/a space at {place}", good.name);
            suite.case(&id, &sent, &arrived, sent == arrived);
        }
    }
    suite.end();
}

/// All nine changes of every digit.
fn changed(name: &'static str, good: &Good, ask: &Json) {
    let verifier = verifier();
    let mut suite = Suite::new(name);
    let scan = good.scan();
    for place in 0..scan.len() {
        for digit in (b'0'..=b'9').filter(|digit| *digit != scan[place]) {
            let mut changed = scan.clone();
            changed[place] = digit;
            let answer = answer(&verifier, &changed, ask);
            let id = format!("{place}/{}", digit - b'0');
            suite.case(&id, "no accept", &answer, !answer.starts_with("accept"));
        }
    }
    suite.end();
}

#[test]
fn a_changed_digit_on_paper_is_never_accepted() {
    let [paper, ..] = codes();
    changed("digits-paper", &paper, &paper.ask);
}

#[test]
fn a_changed_digit_of_a_presentation_is_never_accepted() {
    let [_, presented, _] = codes();
    changed("digits-presented", &presented, &presented.ask);
}

#[test]
fn a_changed_digit_of_a_presentation_that_nobody_asked_for_is_never_accepted() {
    let [_, presented, _] = codes();
    changed("digits-presented-unasked", &presented, &plainly());
}

#[test]
fn a_changed_digit_of_several_is_never_accepted() {
    let [_, _, several] = codes();
    changed("digits-several", &several, &several.ask);
}
