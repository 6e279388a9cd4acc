//! What people complain of in the news that this answers, row by row: the complaint, what is done at a
//! counter, and what the receipt says. The counters have the policies that are shipped, the invented
//! world's bundle, its packs and its lists.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

#[path = "../suite/mod.rs"]
mod suite;
mod town;

use std::collections::BTreeSet;

use forge::code::{Kind, join, scan_as};
use forge::hotel::CHALLENGE;
use forge::key::DEMO_SEED;
use forge::packs::{PACKS, pack};
use forge::regions::{IDENTITY, PROPERTY, region};
use forge::statements::{identity, property, with};
use serde_json::{Value as Json, json};
use yanzheng::host::{check_policy, from_json};

use suite::{Suite, read};
use town::{AT, HOLDER, NAME, Shown, Town, data, keeping, kept, receipt};

const DAY: i64 = 86_400;
const AGE: &str = "age.gate";
const BANK: &str = "bank.account-opening";
const COMMUNITY: &str = "community.counter";
const HOTEL: &str = "hotel.check-in";
const LETTING: &str = "letting.flat";
const LIBRARY: &str = "library.card";
const VEHICLES: &str = "traffic.vehicle-counter";

/// What was expected and what was found, with a word for it.
type Seen = (&'static str, Json, Json);
/// A complaint by its number, in its own words, and what is seen at the counter.
type Row = (&'static str, &'static str, fn(&Town) -> Vec<Seen>);

const ROWS: [Row; 19] = [
    ("Q1", "a bank takes originals only", originals_only),
    ("Q2", "a rule is given and nobody can read it", published_rules),
    ("Q3", "the household register must be stamped", stamps),
    ("Q4", "two detachments of the police differ", two_detachments),
    ("Q5", "people fear to come in vain", in_vain),
    ("Q8", "rules of risk control stand against it", risk_control),
    ("Q9", "after a refusal nobody trusts it", refused_without_words),
    ("Q11", "it covers too few scenes", a_new_scene),
    ("Q14", "showing is a beginning, using is the end", used_after_shown),
    ("Q16", "wrong data, and nobody corrects them", objected),
    ("Q17", "whole, right and of today", of_today),
    ("Q18", "who issues, holds, uses and keeps", named_roles),
    ("Q20", "the old and the disabled have no smartphone", without_a_smartphone),
    ("Q23", "one technique and one vendor for all", two_vendors),
    ("Q24", "walls between regions", between_regions),
    ("Q27", "personal data leak, and codes are stolen", stolen),
    ("Q30", "a library need not know who reads", a_pseudonym),
    ("Q36", "departments explain nothing", every_refusal_explains),
    ("Q38", "holders of the right household register only", of_one_region),
];

#[test]
fn seeds() {
    let town = Town::new();
    let mut suite = Suite::new("seeds");
    for (number, complaint, row) in ROWS {
        for (what, expected, found) in row(&town) {
            let id = format!("{number} {complaint}: {what}");
            suite.case(&id, &expected.to_string(), &found.to_string(), expected == found);
        }
    }
    suite.end();
}

fn live() -> Json {
    json!({ "challenge": CHALLENGE })
}

/// The check that a receipt's code comes from, with its rule and what would do.
fn cause(receipt: &Json) -> Json {
    let checks = receipt["checks"].as_array().unwrap();
    let cause = checks.iter().find(|check| check["code"] == receipt["code"]).unwrap();
    json!([receipt["code"], cause["rule"], cause["instead"]])
}

fn outcome(receipt: &Json) -> Json {
    json!([receipt["verdict"], receipt["code"]])
}

fn accepted() -> Json {
    json!(["accept", "ok"])
}

/// Q1: the bank takes the electronic credential, says what it has still to do, and keeps what it must; what
/// it does not take it refuses by a rule.
fn originals_only(town: &Town) -> Vec<Seen> {
    let taken = town.receipt(BANK, &town.citizen().live(BANK), &live());
    let refused = town.receipt(BANK, &town.licence().live(BANK), &live());
    let paper = town.receipt(BANK, &town.citizen().paper(), &json!({}));
    let policy = pack(BANK);
    vec![
        ("taken", accepted(), outcome(&taken)),
        ("duties", policy["not_covered"].clone(), taken["policy"]["not_covered"].clone()),
        ("kept until", json!(AT + 3650 * DAY), taken["policy"]["retention"]["until"].clone()),
        (
            "refused by a rule",
            json!(["policy.type_unauthorised", "types", { "types": policy["types"] }]),
            cause(&refused),
        ),
        (
            "paper refused by a rule",
            json!(["holder.required", "assurance", { "assurance": "live" }]),
            cause(&paper),
        ),
        ("in words", policy["instead"].clone(), refused["policy"]["instead"].clone()),
    ]
}

/// Q2: whoever has the published text can name the rules by which a counter decided.
fn published_rules(town: &Town) -> Vec<Seen> {
    let text = PACKS.iter().find(|(name, _)| *name == HOTEL).unwrap().1;
    let receipt = town.receipt(HOTEL, &town.guest().live(HOTEL), &live());
    vec![
        (
            "its digest",
            data(&check_policy(text))["sha256"].clone(),
            receipt["policy"]["sha256"].clone(),
        ),
        ("whose it is", json!("bundle"), receipt["policy"]["source"].clone()),
    ]
}

/// Q3: the register is taken, and that a rule may still want a stamp is said and not passed over.
fn stamps(town: &Town) -> Vec<Seen> {
    let told = town.told(COMMUNITY, &json!(["household_register"]));
    let duties = told["policy"]["not_covered"].as_array().unwrap();
    vec![
        ("the register", json!("accept"), told["verdict"].clone()),
        ("the stamp", json!(true), duties.contains(&json!("paper.stamp")).into()),
    ]
}

/// Q4: two windows with one policy, however it was written down, give one receipt.
fn two_detachments(town: &Town) -> Vec<Seen> {
    let card = Shown { stated: identity(&region(DEMO_SEED, 'c'), AT), ..town.guest() };
    let parts = [card, town.licence()].map(|shown| shown.bytes(VEHICLES, None));
    let scan = scan_as(Kind::Together, &join(&parts).unwrap());
    let text = PACKS.iter().find(|(name, _)| *name == VEHICLES).unwrap().1;
    let short = pack(VEHICLES).to_string();
    let window = |policy: &str| {
        let ask = format!(r#"{{"at":{AT},"scenario":{policy}}}"#);
        let receipt = town.counter().verify(scan.as_bytes(), from_json(&ask).unwrap()).unwrap();
        serde_json::to_string(&receipt).unwrap()
    };
    let [first, second, spelt] = [text, text, &short].map(window);
    let seen: Json = serde_json::from_str(&first).unwrap();
    let by_name = town.receipt(VEHICLES, &scan, &json!({}));
    vec![
        ("taken", accepted(), outcome(&seen)),
        ("byte for byte", first.clone().into(), second.into()),
        ("however it is written", first.into(), spelt.into()),
        ("by name", seen["policy"]["sha256"].clone(), by_name["policy"]["sha256"].clone()),
    ]
}

/// Q5: what is told before the trip is what happens at the counter.
fn in_vain(town: &Town) -> Vec<Seen> {
    let told = |held: Json| town.told(LETTING, &held);
    let (b, citizen) = (region(DEMO_SEED, 'b'), town.citizen());
    let title = Shown { stated: property(&b, AT), region: b, ..citizen.clone() };
    let both = scan_as(
        Kind::Together,
        &join(&[citizen.bytes(LETTING, Some(CHALLENGE)), title.bytes(LETTING, Some(CHALLENGE))])
            .unwrap(),
    );
    let (alone, together) = (
        town.receipt(LETTING, &citizen.live(LETTING), &live()),
        town.receipt(LETTING, &both, &live()),
    );
    let half = told(json!([IDENTITY.kind]));
    let whole = told(json!([IDENTITY.kind, PROPERTY.kind]));
    vec![
        ("half is told", json!("reject"), half["verdict"].clone()),
        ("half happens", json!("policy.type_missing"), alone["code"].clone()),
        ("what is missing", half["asks"]["types"].clone(), cause(&alone)[2]["types"].clone()),
        ("whole is told", json!("accept"), whole["verdict"].clone()),
        ("whole happens", accepted(), outcome(&together)),
    ]
}

/// Q8: a bank may ask for the most that there is, and says what no check of this kind can do.
fn risk_control(town: &Town) -> Vec<Seen> {
    let unasked = town.receipt(BANK, &town.citizen().dynamic(BANK), &json!({}));
    let asked = town.receipt(BANK, &town.citizen().live(BANK), &live());
    let duties = asked["policy"]["not_covered"].as_array().unwrap();
    let says = |duty: &str| Json::from(duties.contains(&json!(duty)));
    vec![
        (
            "a device is not enough",
            json!(["policy.challenge_missing", "assurance", { "assurance": "live" }]),
            cause(&unasked),
        ),
        ("not a refusal", json!("indeterminate"), unasked["verdict"].clone()),
        ("an answer is", json!("live"), asked["assurance"].clone()),
        ("online check", json!(true), says("identity.online_check")),
        ("screening", json!(true), says("aml.screening")),
    ]
}

/// Q9: four refusals, four codes, and four sentences for each side in each language.
fn refused_without_words(town: &Town) -> Vec<Seen> {
    let later = Shown { at: AT + DAY, ..town.guest() };
    let asks = ["certificateHolderName", "holderEthnicity"];
    let over = json!({ "challenge": CHALLENGE, "asks": asks });
    let receipts = [
        town.receipt(BANK, &town.licence().live(BANK), &live()),
        town.receipt(HOTEL, &town.guest().live(HOTEL), &over),
        town.receipt(HOTEL, &town.guest().paper(), &json!({})),
        town.receipt(HOTEL, &later.dynamic(HOTEL), &json!({ "at": AT + DAY })),
    ];
    let codes: Vec<_> = receipts.iter().map(|receipt| receipt["code"].clone()).collect();
    let messages = read("pkg/js/messages.json");
    let sentences = |language: &str, of: &str| {
        let all = &messages[language][of];
        let sentence = |code: &Json| {
            let code = code.as_str().unwrap();
            let room = code.split('.').next().unwrap();
            all.get(code).or(all.get(room)).and_then(Json::as_str).unwrap_or_default().to_owned()
        };
        codes.iter().map(sentence).filter(|text| !text.is_empty()).collect::<BTreeSet<_>>().len()
    };
    vec![
        (
            "codes",
            json!([
                "policy.type_unauthorised",
                "policy.claim_unauthorised",
                "holder.required",
                "status.stale"
            ]),
            codes.clone().into(),
        ),
        ("sentences in Chinese", json!(4), sentences("zh-Hans", "codes").into()),
        ("sentences in English", json!(4), sentences("en", "codes").into()),
        ("advice in Chinese", json!(4), sentences("zh-Hans", "advice").into()),
        ("advice in English", json!(4), sentences("en", "advice").into()),
    ]
}

/// Q11: a new scene is a text that somebody writes.
fn a_new_scene(town: &Town) -> Vec<Seen> {
    let text = r#"{
      "scenario": "museum.youth-ticket",
      "types": ["resident_id_card"],
      "values": { "holderOver18": [false] },
      "assurance": "device"
    }"#;
    let scene: Json = serde_json::from_str(text).unwrap();
    let grown = Shown { names: &["holderOver18"], ..town.guest() };
    let ask = json!({ "scenario": scene });
    let refused = town.receipt("", &grown.dynamic("museum.youth-ticket"), &ask);
    vec![
        ("is a policy", json!(true), data(&check_policy(text))["ok"].clone()),
        (
            "decides",
            json!(["policy.value_unauthorised", "values", { "values": [false] }]),
            cause(&refused),
        ),
    ]
}

/// Q14: after the check each reader gets its own part.
fn used_after_shown(town: &Town) -> Vec<Seen> {
    let names = [&HOLDER[..], &["holderSurname"]].concat();
    let guest = Shown { names: &names, ..town.guest() };
    let receipt = town.receipt(HOTEL, &guest.live(HOTEL), &live());
    let read: Vec<_> = receipt["outputs"]["police_upload"].as_object().unwrap().keys().collect();
    let mut police = HOLDER.to_vec();
    police.sort_unstable();
    vec![
        ("the police", json!(police), json!(read)),
        ("the hotel", json!({ "holderSurname": "张" }), receipt["outputs"]["hotel_record"].clone()),
    ]
}

/// Q16: an objection stands in the journal, behind the receipt that it is about.
fn objected(town: &Town) -> Vec<Seen> {
    let mut counter = keeping(town, [7; 32]);
    let receipt = kept(&mut counter, COMMUNITY, &town.citizen().paper(), &json!({}));
    let sequence = receipt["entry"]["sequence"].clone();
    let ask = json!({ "at": AT, "objection": { "of": sequence, "sha256": "00" } }).to_string();
    let record = counter.enter(from_json(&ask).unwrap()).unwrap();
    let entry: Json = serde_json::from_str(record.text.lines().next().unwrap()).unwrap();
    vec![
        ("is kept", json!(1), sequence),
        ("behind it", json!(2), entry["sequence"].clone()),
        ("linked to it", receipt["entry"]["sha256"].clone(), entry["previous"].clone()),
        ("about it", json!(1), entry["objection"]["of"].clone()),
    ]
}

/// Q17: what is missing is said, and an answer of twenty-five hours is too old where a day is allowed.
fn of_today(town: &Town) -> Vec<Seen> {
    let later = Shown { at: AT + DAY, ..town.guest() };
    let stale = town.receipt(HOTEL, &later.dynamic(HOTEL), &json!({ "at": AT + DAY }));
    let checks = stale["checks"].as_array().unwrap();
    let status = checks.iter().find(|check| check["step"] == "status").unwrap();
    let partial = Shown { names: &[NAME], ..town.guest() };
    let partial = town.receipt(HOTEL, &partial.live(HOTEL), &live());
    vec![
        (
            "too old",
            json!(["status.stale", "max_status_age", { "max_status_age": DAY }]),
            cause(&stale),
        ),
        ("by an hour", json!({ "age": 25 * 3600, "limit": DAY }), status["detail"].clone()),
        ("not a refusal", json!("indeterminate"), stale["verdict"].clone()),
        ("and a person may decide", json!("review"), stale["policy"]["indeterminate"].clone()),
        (
            "missing",
            json!(["policy.claim_required", "claims", { "claims": ["certificateHolderTypeCode"] }]),
            cause(&partial),
        ),
    ]
}

/// Q18: the receipt names each: who issued, who checked, for what, and until when it is kept.
fn named_roles(town: &Town) -> Vec<Seen> {
    let more = json!({ "challenge": CHALLENGE, "purpose": "开户", "matched": "staff_photo" });
    let receipt = town.receipt(BANK, &town.citizen().live(BANK), &more);
    let retention = &receipt["policy"]["retention"];
    vec![
        ("who issued", json!("demo.region-a"), receipt["credential"]["issuer"].clone()),
        ("who checked", json!("演示窗口（虚构）"), receipt["maker"].clone()),
        ("for what", json!("开户"), receipt["purpose"].clone()),
        ("how matched", json!("staff_photo"), receipt["matched"].clone()),
        ("when", json!(AT), receipt["at"].clone()),
        ("until when", json!(AT + 3650 * DAY), retention["until"].clone()),
        ("what is kept", pack(BANK)["retention"]["claims"].clone(), retention["claims"].clone()),
        ("what is not", pack(BANK)["never_keep"].clone(), receipt["policy"]["never_keep"].clone()),
    ]
}

/// Q20: a print is taken where a person looks at the person, and no policy can want the face alone.
fn without_a_smartphone(town: &Town) -> Vec<Seen> {
    let more = json!({ "matched": "staff_photo" });
    let taken = town.receipt(COMMUNITY, &town.citizen().paper(), &more);
    let by_face = json!({ "matched": "face_external" });
    let by_face = town.receipt(COMMUNITY, &town.citizen().paper(), &by_face);
    let alone = check_policy(r#"{"scenario":"a","holder_match":["face_external"]}"#);
    let others = PACKS.iter().all(|(name, _)| pack(name)["instead"]["zh"].is_string());
    vec![
        ("taken", accepted(), outcome(&taken)),
        ("as paper", json!("paper"), taken["assurance"].clone()),
        (
            "not by the face",
            json!(["policy.match_unauthorised", "holder_match", { "holder_match": ["staff_photo"] }]),
            cause(&by_face),
        ),
        ("no policy", json!("holder_match"), data(&alone)["option"].clone()),
        ("every counter has another way", json!(true), others.into()),
    ]
}

/// Q23: two vendors' systems and two algorithms, under one policy.
fn two_vendors(town: &Town) -> Vec<Seen> {
    let seen = |shown: Shown<'_>| {
        let scan = shown.dynamic(LIBRARY);
        outcome(&town.receipt(LIBRARY, &scan, &json!({})))
    };
    vec![
        ("ES256", accepted(), seen(Shown { names: &[], ..town.citizen() })),
        ("SM2", accepted(), seen(Shown { names: &[], ..town.guest() })),
    ]
}

/// Q24: a resident of another region comes in by a named agreement, and not without it.
fn between_regions(town: &Town) -> Vec<Seen> {
    let scan = town.guest().live(HOTEL);
    let at = |agreements: &[&str], region: &str| {
        let policy = json!({ "scenario": HOTEL, "agreements": agreements });
        let more = json!({ "scenario": policy, "challenge": CHALLENGE, "region": region });
        town.receipt(HOTEL, &scan, &more)
    };
    let named = at(&["demo-neighbours"], "980000");
    let unnamed = at(&["demo-health"], "980000");
    let nowhere = at(&["demo-neighbours"], "940000");
    vec![
        ("let in", accepted(), outcome(&named)),
        ("by it", json!("demo-neighbours"), named["trust"]["agreement"]["id"].clone()),
        (
            "not without",
            json!(["policy.agreement_unauthorised", "agreements", { "agreements": ["demo-health"] }]),
            cause(&unnamed),
        ),
        ("nor where there is none", json!("trust.recognition_missing"), nowhere["code"].clone()),
    ]
}

/// Q27: a code counts once and for one counter, and what is not asked for is not kept.
fn stolen(town: &Town) -> Vec<Seen> {
    let mut counter = keeping(town, [7; 32]);
    let scan = town.guest().live(HOTEL);
    let first = kept(&mut counter, HOTEL, &scan, &live());
    let again = receipt(&counter, HOTEL, &scan, &live());
    let elsewhere = receipt(&counter, BANK, &scan, &live());
    let over = json!({ "challenge": CHALLENGE, "asks": ["holderAddress"] });
    let over = town.receipt(HOTEL, &scan, &over);
    vec![
        ("once", accepted(), outcome(&first)),
        ("twice", json!(["reject", "policy.replayed"]), outcome(&again)),
        ("elsewhere", json!(["reject", "holder.audience_mismatch"]), outcome(&elsewhere)),
        ("asked for too much", json!("policy.claim_unauthorised"), over["code"].clone()),
        ("nothing then", json!(null), over["claims"].clone()),
    ]
}

/// Q30: what the library has of a reader is a name that only its own terminal can make.
fn a_pseudonym(town: &Town) -> Vec<Seen> {
    let reader = Shown { names: &[], ..town.guest() };
    let scan = reader.dynamic(LIBRARY);
    let later = Shown { at: AT + 30, ..reader }.dynamic(LIBRARY);
    let reference = |receipt: &Json| receipt["outputs"]["reader_record"]["reference"].clone();
    let mut counter = keeping(town, [7; 32]);
    let first = kept(&mut counter, LIBRARY, &scan, &json!({}));
    let second = kept(&mut counter, LIBRARY, &later, &json!({ "at": AT + 30 }));
    let other = kept(&mut keeping(town, [8; 32]), LIBRARY, &scan, &json!({}));
    vec![
        ("nobody's name", json!(null), first["claims"][NAME].clone()),
        ("64 characters", json!(64), reference(&first).as_str().map(str::len).into()),
        ("the same again", reference(&first), reference(&second)),
        ("another elsewhere", json!(true), (reference(&first) != reference(&other)).into()),
        ("on the receipt", reference(&first), first["credential"]["id"].clone()),
    ]
}

/// Q36: whatever a policy refuses, the receipt has the rule and what would do.
fn every_refusal_explains(town: &Town) -> Vec<Seen> {
    let minor = {
        let mut card = identity(&region(DEMO_SEED, 'c'), AT);
        for (name, value) in &mut card.elements {
            if name == "holderOver18" {
                *value = false.into();
            }
        }
        Shown { stated: card, names: &["holderOver18"], ..town.guest() }
    };
    let stranger = with(identity(&region(DEMO_SEED, 'a'), AT), NAME, "王强（演示）");
    let (b, citizen) = (region(DEMO_SEED, 'b'), town.citizen());
    let title = Shown { stated: property(&b, AT), region: b, ..citizen.clone() };
    let stranger = Shown { stated: stranger, ..citizen };
    let parts = [stranger, title].map(|shown| shown.bytes(LETTING, Some(CHALLENGE)));
    let strangers = scan_as(Kind::Together, &join(&parts).unwrap());
    let receipts = [
        ("a minor", town.receipt(AGE, &minor.live(AGE), &live())),
        ("another's title", town.receipt(LETTING, &strangers, &live())),
        (
            "a licence at a library",
            town.receipt(LIBRARY, &town.licence().dynamic(LIBRARY), &json!({})),
        ),
        ("a print at a hotel", town.receipt(HOTEL, &town.guest().paper(), &json!({}))),
    ];
    let explained = |(what, receipt): (&'static str, Json)| {
        let cause = cause(&receipt);
        let rule = cause[1].as_str().unwrap_or_default().to_owned();
        let would = cause[2].as_object().is_some_and(|instead| !instead.is_empty());
        let words = receipt["policy"]["instead"]["zh"].is_string();
        (what, json!([true, true, true]), json!([!rule.is_empty(), would, words]))
    };
    receipts.map(explained).to_vec()
}

/// Q38: a counter that takes one region's holders says so, by its rule.
fn of_one_region(town: &Town) -> Vec<Seen> {
    let at = |regions: &[&str]| {
        let policy = json!({ "scenario": LIBRARY, "regions": regions, "assurance": "device" });
        let scan = Shown { names: &[], ..town.guest() }.dynamic(LIBRARY);
        town.receipt(LIBRARY, &scan, &json!({ "scenario": policy }))
    };
    vec![
        ("its own", accepted(), outcome(&at(&["970000"]))),
        (
            "others",
            json!(["policy.region_unauthorised", "regions", { "regions": ["990000"] }]),
            cause(&at(&["990000"])),
        ),
        ("two", accepted(), outcome(&at(&["990000", "970000"]))),
    ]
}
