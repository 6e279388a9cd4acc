//! What the counter knows already: a booking's name, for one, in one of its spellings.

use serde_json::{Value as Json, json};

use crate::cbor::Value;
use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;
use crate::vectors::showing::Showing;
use crate::vectors::tokens::Tokens;
use crate::world::World;

/// The claim that most counters know, and its value in the bench's credentials.
const NAME: &str = "certificateHolderName";
const NUMBER: &str = "certificateHolderCode";
const RIGHT: &str = "张伟（演示）";
const OTHER: &str = "李娜（演示）";
const ABOUT: &str = "A credential is the one that the counter expects, or it is refused.";

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [equal(b), different(b), absent(b), holders(b), shown(b), spellings(b), others(b)].concat()
}

fn case(b: &Bench, [name, change]: [&str; 2], expected: Json) -> Case {
    let id = format!("policy::expected{name}");
    b.case(Base::Code, [&id, ABOUT, change]).scan(b.text(Base::Code)).expected(expected)
}

fn mismatch(case: Case, claim: &str) -> Case {
    case.fault("policy.claim_mismatch").detail(json!({ "claim": claim })).critical()
}

fn equal(b: &Bench) -> Vec<Case> {
    let number = b.claims(Base::Code)[NUMBER].clone();
    let policy = |kind: &str| json!({ "scenario": "desk", "types": [kind] });
    let name = || json!({ NAME: RIGHT });
    let two = json!({ NAME: RIGHT, NUMBER: number });
    vec![
        case(b, ["", "the name that the counter expects"], name()).accept(),
        case(b, ["-two", "the name and the number that the counter expects"], two).accept(),
        case(b, ["-none", "the counter expects nothing"], json!({}))
            .accept()
            .but("policy", "not_required"),
        case(b, ["-and-policy", "the name, and a policy that names its type"], name())
            .policy(policy(&World::identity_type()))
            .accept(),
        case(
            b,
            ["-after-type", "another name, and a policy of another type"],
            json!({ NAME: OTHER }),
        )
        .policy(policy(&World::residence_type()))
        .fault("policy.type_unauthorised"),
    ]
}

fn different(b: &Bench) -> Vec<Case> {
    let name = |kind: &str, change: &str, expected: &str| {
        mismatch(case(b, [kind, change], json!({ NAME: expected })), NAME)
    };
    let second = json!({ NAME: RIGHT, NUMBER: "99010119900101002X" });
    vec![
        name("-other", "another name than the counter expects", OTHER),
        name("-prefix", "the beginning of the name", "张伟"),
        name("-longer", "the name and something behind it", "张伟（演示）二"),
        name("-empty", "a name of no characters", ""),
        mismatch(case(b, ["-one-of-two", "the right name and another number"], second), NUMBER),
    ]
}

fn absent(b: &Bench) -> Vec<Case> {
    let absent = |kind: &str, change: &str, claim: &str| {
        case(b, [kind, change], json!({ claim: RIGHT }))
            .fault("policy.claim_required")
            .detail(json!({ "claim": claim }))
            .high()
    };
    vec![
        absent("-absent", "an element that is not there", "holderSurname"),
        absent("-lower-case", "an element's name in lower case", "certificateholdername"),
    ]
}

/// Two holders of one credential.
fn holders(b: &Bench) -> Vec<Case> {
    let case = |kind: &str, change: &str, expected: &str| {
        let names = [(7, Value::array([RIGHT, OTHER]))];
        b.stating(
            [&format!("policy::expected-{kind}"), ABOUT, change],
            &World::identity_type(),
            &names,
        )
        .expected(json!({ NAME: expected }))
    };
    vec![
        case("first-holder", "two holders, the first is expected", RIGHT).accept(),
        case("second-holder", "two holders, the second is expected", OTHER).accept(),
        mismatch(
            case("both-holders", "two holders, and a name of both", "张伟（演示）李娜（演示）"),
            NAME,
        ),
    ]
}

/// The same of what a holder discloses.
fn shown(b: &Bench) -> Vec<Case> {
    let (showing, tokens) = (Showing::es256(b), Tokens::es256(b));
    let token = |kind: &str, change: &str, expected: &str| {
        tokens
            .token([&format!("policy::expected-{kind}"), ABOUT, change], |_| {})
            .expected(json!({ NAME: expected }))
    };
    let truth = ["policy::expected-truth", ABOUT, "a text, where the element is a truth value"];
    let kept_back = ["policy::expected-kept-back", ABOUT, "the name, which is not disclosed"];
    vec![
        token("sd-jwt", "the name that the counter expects", RIGHT).accept(),
        mismatch(token("sd-jwt-other", "another name", OTHER), NAME),
        mismatch(
            showing.held(truth, |_| {}).expected(json!({ "holderOver18": "true" })),
            "holderOver18",
        ),
        showing
            .held(kept_back, |held| held.disclosures.clear())
            .expected(json!({ NAME: RIGHT }))
            .fault("policy.claim_required")
            .detail(json!({ "claim": NAME }))
            .critical(),
    ]
}

/// Spellings of one name that systems disagree on: the end of the id, what it is, as it stands in
/// the credential, as the counter has it.
const SPELLINGS: [[&str; 4]; 13] = [
    ["bullet", "a bullet for the middle dot", "阿依古丽·买买提", "阿依古丽•买买提"],
    ["katakana-dot", "a katakana dot for the middle dot", "阿依古丽·买买提", "阿依古丽・买买提"],
    ["half-width-dot", "a half-width katakana dot", "阿依古丽·买买提", "阿依古丽\u{ff65}买买提"],
    ["full-stop", "a full stop", "阿依古丽·买买提", "阿依古丽.买买提"],
    ["full-width-stop", "a full-width full stop", "阿依古丽·买买提", "阿依古丽．买买提"],
    [
        "small-stop",
        "a small full stop in the credential",
        "阿依古丽\u{fe52}买买提",
        "阿依古丽·买买提",
    ],
    [
        "dot-operator",
        "a dot operator in the credential",
        "阿依古丽\u{22c5}买买提",
        "阿依古丽\u{2027}买买提",
    ],
    ["bullet-operator", "a bullet operator", "阿依古丽·买买提", "阿依古丽\u{2219}买买提"],
    ["brackets", "brackets of ASCII", "张伟（演示）", "张伟(演示)"],
    ["full-width-letters", "full-width letters in lower case", "ZHANG WEI", "ｚｈａｎｇ　ｗｅｉ"],
    ["white-space", "white space around and inside", "张伟（演示）", " 张 伟（演示）\u{3000}"],
    ["private-use", "a rare character as GB 18030-2005 had it", "王\u{9fb4}", "王\u{e81e}"],
    ["private-use-signed", "the same in the credential", "王\u{e831}", "王\u{215d7}"],
];

/// Names that look alike and are others.
const OTHERS: [[&str; 4]; 6] = [
    ["no-dot", "no dot", "阿依古丽·买买提", "阿依古丽买买提"],
    ["dash", "a dash for the dot", "阿依古丽·买买提", "阿依古丽-买买提"],
    ["traditional", "another form of a character", "张伟（演示）", "張偉（演示）"],
    ["compatibility", "a compatibility ideograph", "李更", "李\u{f901}"],
    ["cyrillic", "a Cyrillic letter", "ZHANG", "ZH\u{410}NG"],
    ["private-use-other", "another private-use character", "王\u{9fb4}", "王\u{e81f}"],
];

fn spelt(b: &Bench, about: &str, [name, change, signed, known]: [&str; 4]) -> Case {
    let id = format!("policy::expected-{name}");
    b.stating([&id, about, change], &World::identity_type(), &[(7, signed.into())])
        .expected(json!({ NAME: known }))
}

fn spellings(b: &Bench) -> Vec<Case> {
    let about = "Two spellings of one name are one name; what is released is what was signed.";
    SPELLINGS.map(|row| spelt(b, about, row).accept()).to_vec()
}

fn others(b: &Bench) -> Vec<Case> {
    let about = "A name that looks alike is another name.";
    let other = |row| {
        spelt(b, about, row)
            .fault("policy.claim_mismatch")
            .detail(json!({ "claim": NAME }))
            .attack("I3")
            .high()
    };
    OTHERS.map(other).to_vec()
}
