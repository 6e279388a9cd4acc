//! A policy as its author writes it: read member by member, with a path to every mistake.
//!
//! Rules:
//! - A member that is not in the language is refused: a misspelt `types` must not become "every type".
//! - What contradicts itself is refused: a claim that is kept and must not be, a face as the only way to
//!   match a person.

use sha2::{Digest, Sha256};

use crate::credential::{Assurance, Term};
use crate::encoding::value::Value;
use crate::encoding::{canonical, json, places};
use crate::error::Fault;
use crate::gather::Gather;
use crate::host::options::Options;
use crate::host::{Misuse, OPTIONS};
use crate::policy::{Policy, Requirement, Retention, Types};
use crate::receipt::PolicyUsed;
use crate::receipt::form::REFERENCE;
use crate::receipt::journal::hex;

/// How a person may be matched with a credential.
const WAYS: [&str; 3] = ["staff_photo", "face_external", "none"];

/// Longest retention, in days: a hundred years.
const DAYS: core::ops::RangeInclusive<i64> = 1..=36500;

/// Reads a policy, and what a receipt says of it. `source` is on whose word it is in use.
pub(super) fn read(value: &Value, source: &'static str) -> Result<PolicyUsed, Misuse> {
    // One hash, one policy, one receipt: however its author ordered it.
    let value = canonical::sorted(value);
    let policy = members(value.clone())?;
    let unwritable =
        || Misuse::new("scenario", "must hold whole numbers, texts, lists and objects");
    let bytes = canonical::encode(&value).ok_or_else(unwritable)?;
    let words =
        ["version", "title", "instead"].map(|name| (name, value.get(name).cloned())).to_vec();
    Ok(PolicyUsed { policy, digest: Sha256::digest(bytes).into(), source, words })
}

/// Checks the text of a policy. Answers `{ ok: true, scenario, sha256 }`, or `{ ok: false, option, line,
/// sentence }`, with the line on which the mistake stands.
pub fn check(text: &str) -> Value {
    let checked = match decode(text) {
        Ok(value) => read(&value, "local").map_err(|misuse| {
            let option = misuse.option.strip_prefix("scenario").unwrap_or(&misuse.option);
            let option = option.strip_prefix('.').unwrap_or(option).to_owned();
            (places::line_of(text, &option), Misuse { option, ..misuse })
        }),
        Err(fault) => Err((fault, Misuse::new("", "is not JSON, or a name stands twice in it"))),
    };
    match checked {
        Ok(used) => Value::object([
            ("ok", Some(Value::Bool(true))),
            ("scenario", Some(Value::Text(used.policy.scenario))),
            ("sha256", Some(Value::Text(hex(&used.digest)))),
        ]),
        Err((line, Misuse { option, sentence })) => Value::object([
            ("ok", Some(Value::Bool(false))),
            ("option", Some(Value::Text(option))),
            ("line", i64::try_from(line).ok().map(Value::Integer)),
            ("sentence", Some(Value::Text(sentence))),
        ]),
    }
}

/// The value of a text; of one that has none, the line on which it stops being JSON.
fn decode(text: &str) -> Result<Value, usize> {
    json::locate(text, &OPTIONS).map_err(|(fault, line)| match fault {
        Fault::JsonDuplicate => places::second(text),
        _ => line.max(1),
    })
}

fn members(value: Value) -> Result<Policy, Misuse> {
    // Elsewhere null is absent; here that could turn "these types" into every type.
    let null = value.entries().unwrap_or_default().iter().find(|(_, value)| *value == Value::Null);
    if let Some(name) = null.and_then(|(name, _)| name.text()) {
        return Err(Misuse::new(&format!("scenario.{name}"), "must not be null"));
    }
    let mut options = Options::new(value, "scenario")?;
    let scenario = options.word("scenario")?;
    let policy = Policy {
        scenario: options.required("scenario", scenario)?,
        types: types(&mut options)?,
        claims: options.names("claims")?.unwrap_or_default(),
        claims_by_type: options.names_by("claims_by_type")?,
        optional: options.names("optional")?.unwrap_or_default(),
        values: values(&mut options)?,
        same: options.names("same")?.unwrap_or_default(),
        assurance: options.assurance("assurance")?.unwrap_or(Assurance::Paper),
        holder_match: ways(&mut options)?,
        status: required(&mut options, "status")?,
        max_status_age: options.age("max_status_age")?,
        regions: options.names("regions")?,
        agreements: options.names("agreements")?,
        review: indeterminate(&mut options)?,
        retention: retention(&mut options)?,
        never_keep: options.names("never_keep")?.unwrap_or_default(),
        outputs: options.names_by("outputs")?,
        not_covered: options.names("not_covered")?.unwrap_or_default(),
    };
    for_people(&mut options)?;
    options.end()?;
    consistent(&policy)?;
    Ok(policy)
}

fn types(options: &mut Options) -> Result<Option<Types>, Misuse> {
    if !options.holds("types", |value| value.entries().is_some()) {
        return Ok(options.names("types")?.map(Types::Any));
    }
    let Some(mut inner) = options.inner("types")? else { return Ok(None) };
    let groups = inner.list("all")?;
    let groups = inner.required("all", groups)?;
    if groups.is_empty() {
        return Err(inner.misuse("all", "must not be empty"));
    }
    let names = |(place, group)| {
        let at = format!("all[{place}]");
        match inner.names_of(&at, group)? {
            names if names.is_empty() => Err(inner.misuse(&at, "must not be empty")),
            names => Ok(names),
        }
    };
    let groups = groups.into_iter().enumerate().map(names).gather::<Result<_, _>>()?;
    inner.end()?;
    Ok(Some(Types::All(groups)))
}

fn values(options: &mut Options) -> Result<Vec<(String, Vec<Term>)>, Misuse> {
    let Some(inner) = options.inner("values")? else { return Ok(Vec::new()) };
    inner.each(|inner, claim, value| {
        let Value::Array(terms) = value else {
            return Err(inner.misuse(claim, "must be a list of texts, true and false"));
        };
        if terms.is_empty() {
            return Err(inner.misuse(claim, "must not be empty"));
        }
        let mut known = Vec::with_capacity(terms.len());
        for (place, term) in terms.into_iter().enumerate() {
            let refuse = |sentence| Err(inner.misuse(&format!("{claim}[{place}]"), sentence));
            let term = match term {
                Value::Bool(value) => Term::Bool(value),
                Value::Text(text) if text.is_empty() => return refuse("must not be empty"),
                Value::Text(text) => Term::Text(text),
                _ => return refuse("must be text, true or false"),
            };
            if known.contains(&term) {
                return refuse("stands there twice");
            }
            known.push(term);
        }
        Ok(known)
    })
}

fn ways(options: &mut Options) -> Result<Vec<String>, Misuse> {
    let Some(ways) = options.names("holder_match")? else { return Ok(Vec::new()) };
    let refuse = |sentence| Err(options.misuse("holder_match", sentence));
    if let Some(place) = ways.iter().position(|way| !WAYS.contains(&way.as_str())) {
        let sentence = "must be \"staff_photo\", \"face_external\" or \"none\"";
        return Err(options.misuse(&format!("holder_match[{place}]"), sentence));
    }
    match ways.iter().map(String::as_str).gather::<Vec<_>>().as_slice() {
        [] => refuse("must not be empty"),
        ["face_external"] => refuse("must name another way beside a face"),
        [_] => Ok(ways),
        several if several.contains(&"none") => refuse("must name \"none\" alone"),
        _ => Ok(ways),
    }
}

fn required(options: &mut Options, name: &str) -> Result<Option<Requirement>, Misuse> {
    let required = |value: Value| (value.text()? == "required").then_some(Requirement::Required);
    options.take(name, "must be \"required\" or absent", required)
}

/// Whether a person may decide what the check cannot.
fn indeterminate(options: &mut Options) -> Result<bool, Misuse> {
    let review = |value: Value| match value.text()? {
        "refuse" => Some(false),
        "review" => Some(true),
        _ => None,
    };
    let review = options.take("indeterminate", "must be \"refuse\" or \"review\"", review)?;
    Ok(review.unwrap_or_default())
}

fn retention(options: &mut Options) -> Result<Option<Retention>, Misuse> {
    let Some(mut inner) = options.inner("retention")? else { return Ok(None) };
    let days = |value: Value| value.integer().filter(|days| DAYS.contains(days));
    let days = inner.take("days", "must be a whole number of days, 1 to 36500", days)?;
    let claims = inner.names("claims")?;
    let retention = Retention {
        days: inner.required("days", days)?,
        claims: inner.required("claims", claims)?,
    };
    inner.end()?;
    Ok(Some(retention))
}

/// What is for people, and only has to have its form: `title`, `limits`, `instead`, `sources`, `version`.
fn for_people(options: &mut Options) -> Result<(), Misuse> {
    for name in ["title", "limits", "instead"] {
        options.pairs(name)?;
    }
    let version = |value: Value| value.integer().filter(|version| *version >= 1);
    options.take("version", "must be a whole number, 1 or more", version)?;
    for (place, source) in options.list("sources")?.unwrap_or_default().into_iter().enumerate() {
        let mut source = Options::new(source, &options.member(&format!("sources[{place}]")))?;
        let title = source.word("title")?;
        source.required("title", title)?;
        source.text("ref")?;
        source.text("date")?;
        source.flag("checked")?;
        source.end()?;
    }
    Ok(())
}

/// What a policy must not say at once: what is kept or handed on must be asked for.
fn consistent(policy: &Policy) -> Result<(), Misuse> {
    let asked = |claim: &String| policy.asks().any(|known| known == claim);
    let kept = policy.retention.iter().flat_map(|retention| retention.claims.iter().enumerate());
    for (place, claim) in kept {
        let refuse =
            |sentence| Err(Misuse::new(&format!("scenario.retention.claims[{place}]"), sentence));
        if policy.never_keep.contains(claim) {
            return refuse("must not be in never_keep");
        }
        if !asked(claim) {
            return refuse("must be a claim that the policy asks for");
        }
    }
    for (name, claims) in &policy.outputs {
        let stray = claims.iter().position(|claim| claim != REFERENCE && !asked(claim));
        if let Some(place) = stray {
            let option = format!("scenario.outputs.{name}[{place}]");
            return Err(Misuse::new(
                &option,
                "must be a claim that the policy asks for, or reference",
            ));
        }
    }
    Ok(())
}
