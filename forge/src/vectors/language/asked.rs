//! What a counter asks for, as a code, and what a wallet reads in it.

use serde_json::{Value as Json, json};

use super::decided::policy;
use super::digest;
use super::ground::HOLDER;
use crate::base64::hex;
use crate::cbor::Value;
use crate::packs::pack;
use crate::regions::{DRIVING, IDENTITY, PROPERTY};
use crate::request::{Request, Types, scan};
use crate::vectors::bench::AT;
use crate::vectors::showing::CHALLENGE;

const NUMBER: &str = "certificateNumber";
const LIBRARY: &str = "library.card";

/// What a verifier makes of a policy.
pub(super) fn cases() -> Vec<Json> {
    let [name, ..] = HOLDER;
    let plain = policy(json!({ "claims": HOLDER, "optional": ["holderSex", "nam"] }));
    let live = policy(json!({
        "types": [IDENTITY.kind], "claims": HOLDER, "assurance": "live",
        "retention": { "days": 30, "claims": [name] },
    }));
    let all = policy(json!({
        "types": { "all": [[PROPERTY.kind], [IDENTITY.kind, DRIVING.kind]] }, "same": [name],
        "claims_by_type": { PROPERTY.kind: [NUMBER] }, "values": { "holderOver18": [true] },
        "assurance": "device",
    }));
    let least = policy(json!({}));
    let showing = json!({ "challenge": CHALLENGE });
    let with = |edit: fn(&mut Request), policy| {
        let mut request = asked(policy);
        edit(&mut request);
        request
    };
    let challenged = |request: &mut Request| request.challenge = Some(CHALLENGE.to_owned());
    let purpose = with(|request| request.purpose = Some("开户".to_owned()), &plain);
    let audience = with(|request| request.audience = Some("counter.example".to_owned()), &plain);
    let fewer = with(|request| request.claims.truncate(1), &plain);
    let (live_asked, all_asked) = (with(challenged, &live), with(challenged, &all));
    let for_purpose = json!({ "purpose": "开户" });
    let for_audience = json!({ "audience": "counter.example" });
    let more = json!({ "claims": [name, NUMBER] });
    let refused = json!({ "code": "policy.claim_unauthorised", "detail": { "claim": NUMBER } });
    vec![
        made(["least", "a policy that asks for nothing"], &least, &json!({}), &asked(&least)),
        made(["paper", "claims, and no challenge for paper"], &plain, &showing, &asked(&plain)),
        made(["live", "a challenge, types, what is kept"], &live, &showing, &live_asked),
        made(["all", "groups of types"], &all, &showing, &all_asked),
        made(["purpose", "a purpose"], &plain, &for_purpose, &purpose),
        made(["audience", "an audience"], &plain, &for_audience, &audience),
        made(["fewer", "fewer claims than it has"], &plain, &json!({ "claims": [name] }), &fewer),
        case(["more", "a claim that it does not have"], &plain, &more, &refused),
    ]
}

/// What a wallet reads.
pub(super) fn readings() -> Vec<Json> {
    let whole = asked(&pack(LIBRARY));
    [known(&whole), unknown(&whole), unreadable(&whole)].concat()
}

fn reading([id, change]: [&str; 2], verifier: &str, text: &str, expect: &Json) -> Json {
    json!({
        "id": format!("language::reading-{id}"), "about": change, "verifier": verifier,
        "text": text, "expect": expect,
    })
}

/// Requests by a policy of the bundle, as it is and otherwise.
fn known(whole: &Request) -> Vec<Json> {
    let text = whole.write();
    let wide: String = text.chars().map(wide).collect();
    let more = Request { claims: vec![HOLDER[0].to_owned()], ..whole.clone() };
    let older = Request { policy: vec![7; 32], ..whole.clone() };
    let row = |words, text: &str, request: &Request, same: bool| {
        let expect = json!({ "request": said(request), "known": true, "same": same });
        reading(words, "bundle", text, &expect)
    };
    let too_much = json!({
        "request": said(&more), "known": true, "same": true,
        "code": "policy.claim_unauthorised", "detail": { "claim": HOLDER[0] },
    });
    vec![
        row(["known", "the policy of that name is held"], &text, whole, true),
        row(["older", "the policy has changed"], &older.write(), &older, false),
        row(["wide", "digits as an input method writes them"], &wide, whole, true),
        reading(
            ["more", "it asks for more than the policy has"],
            "bundle",
            &more.write(),
            &too_much,
        ),
    ]
}

/// Requests by policies that are not held.
fn unknown(whole: &Request) -> Vec<Json> {
    let everything = Request {
        challenge: Some(CHALLENGE.to_owned()),
        claims: vec![HOLDER[0].to_owned(), "nam".to_owned()],
        optional: vec![NUMBER.to_owned()],
        purpose: Some("开户".to_owned()),
        retention: Some(30),
        audience: Some("counter.example".to_owned()),
        maker: Some("演示柜台（虚构）".to_owned()),
        types: Some(Types::All(vec![vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned()]])),
        assurance: 2,
        scenario: "x".to_owned(),
        ..whole.clone()
    };
    let row = |words, request: &Request| {
        let expect = json!({ "request": said(request), "known": false });
        reading(words, "anchors", &request.write(), &expect)
    };
    vec![
        row(["unknown", "no policy is held"], whole),
        row(["everything", "every member"], &everything),
    ]
}

/// What is none.
fn unreadable(whole: &Request) -> Vec<Json> {
    let text = whole.write();
    let row = |words, text: &str, expect: Json| reading(words, "anchors", text, &expect);
    let changed = |words, key: i64, value: Option<Value>| {
        let mut map = whole.value();
        match value {
            Some(value) => map.set(key, value),
            None => map.remove(key),
        }
        row(words, &scan(&map), json!({ "code": "envelope.malformed" }))
    };
    let other = json!({ "code": "envelope.unknown" });
    let cut = json!({ "code": "encoding.cbor_malformed", "detail": { "offset": 0 } });
    vec![
        row(["empty", "no text"], "", other.clone()),
        row(["other", "another text"], "https://example.org/", other),
        row(
            ["credential", "a credential code"],
            "36904110",
            json!({ "code": "envelope.unsupported" }),
        ),
        row(
            ["digits", "digits that are no bytes"],
            "36904141",
            json!({ "code": "encoding.digits_malformed" }),
        ),
        row(["cut", "all but the first group is missing"], &text[..7 + 17], cut),
        changed(["member", "a member that nobody knows"], 13, Some(1.into())),
        changed(["scenario", "no scenario"], 1, None),
        changed(["assurance", "an assurance that is none"], 10, Some(3.into())),
        changed(["element", "a claim that is no element"], 3, Some(Value::array([99]))),
        changed(["digest", "a digest that is too short"], 11, Some(vec![7_u8; 31].into())),
        changed(["moment", "no moment"], 12, None),
    ]
}

/// What a policy asks for, when the counter adds nothing.
fn asked(policy: &Json) -> Request {
    let texts = |list: &Json| -> Vec<String> {
        let texts = list.as_array().into_iter().flatten().filter_map(Json::as_str);
        texts.map(str::to_owned).collect()
    };
    let by_type = policy["claims_by_type"].as_object().into_iter().flatten();
    let by_type = by_type.flat_map(|(_, claims)| texts(claims));
    let values = policy["values"].as_object().into_iter().flatten().map(|(claim, _)| claim.clone());
    let mut claims: Vec<String> = Vec::new();
    for claim in texts(&policy["claims"])
        .into_iter()
        .chain(by_type)
        .chain(values)
        .chain(texts(&policy["same"]))
    {
        if !claims.contains(&claim) {
            claims.push(claim);
        }
    }
    let groups = |all: &Vec<Json>| Types::All(all.iter().map(texts).collect());
    let any = policy.get("types").map(|types| Types::Any(texts(types)));
    Request {
        scenario: policy["scenario"].as_str().unwrap_or_default().to_owned(),
        claims,
        optional: texts(&policy["optional"]),
        retention: policy["retention"]["days"].as_i64(),
        types: policy["types"]["all"].as_array().map(groups).or(any),
        assurance: match policy["assurance"].as_str() {
            Some("device") => 1,
            Some("live") => 2,
            _ => 0,
        },
        policy: digest(policy),
        at: AT,
        ..Request::default()
    }
}

/// A request as data.
fn said(request: &Request) -> Json {
    let assurance = match request.assurance {
        0 => "paper",
        1 => "device",
        _ => "live",
    };
    let mut json = json!({
        "scenario": request.scenario,
        "claims": request.claims,
        "optional": request.optional,
        "assurance": assurance,
        "policy_sha256": hex(&request.policy),
        "at": request.at,
    });
    let mut put = |name: &str, value: Option<Json>| {
        if let Some(value) = value {
            json[name] = value;
        }
    };
    let text = |text: &Option<String>| text.clone().map(Json::from);
    put("challenge", text(&request.challenge));
    put("purpose", text(&request.purpose));
    put("retention_days", request.retention.map(Json::from));
    put("audience", text(&request.audience));
    put("maker", text(&request.maker));
    put(
        "types",
        request.types.as_ref().map(|types| match types {
            Types::Any(types) => json!(types),
            Types::All(groups) => json!({ "all": groups }),
        }),
    );
    json
}

fn made(words: [&str; 2], policy: &Json, options: &Json, request: &Request) -> Json {
    let mut expect = json!({ "text": request.write(), "request": said(request) });
    if let Some(challenge) = &request.challenge {
        expect["challenge"] = challenge.as_str().into();
    }
    case(words, policy, options, &expect)
}

fn case([id, change]: [&str; 2], policy: &Json, options: &Json, expect: &Json) -> Json {
    json!({
        "id": format!("language::request-{id}"), "about": change, "verifier": "anchors", "at": AT,
        "policy": policy, "options": options, "expect": expect,
    })
}

/// A digit in full width.
fn wide(digit: char) -> char {
    char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０')).unwrap_or(digit)
}
