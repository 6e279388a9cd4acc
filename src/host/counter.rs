//! Before anything is scanned: what a holder is told of a counter's policy, and what a counter asks for.

use crate::budget::Budget;
use crate::credential::Assurance;
use crate::encoding::value::Value;
use crate::error::Fault;
use crate::gather::Gather;
use crate::host::options::Options;
use crate::host::{Misuse, Verifier};
use crate::policy::precheck::{Held, Place, consider, is_complete};
use crate::policy::{Policy, Types, asked};
use crate::receipt::PolicyUsed;
use crate::receipt::form::{detail, groups_of, instead};
use crate::receipt::journal::hex;
use crate::request::Request;

impl Verifier {
    /// Says whether what somebody holds will do: `{ scenario, held, at }`. Answers `{ verdict, held, asks,
    /// policy }`, or `{ verdict, code }` where no policy can be looked up.
    ///
    /// # Errors
    /// [`Misuse`] naming the option.
    pub fn precheck(&self, ask: Value) -> Result<Value, Misuse> {
        let mut options = Options::new(ask, "")?;
        let at = options.moment("at")?;
        let used = match self.scenario(&mut options)? {
            Ok(used) => used,
            Err(fault) => {
                return Ok(Value::object([
                    ("verdict", Some("indeterminate".into())),
                    ("code", Some(fault.code().into())),
                ]));
            }
        };
        let held = options.list("held")?;
        let held = options.required("held", held)?.into_iter().enumerate();
        let held: Vec<Held> =
            held.map(|(place, value)| read(value, place)).gather::<Result<_, _>>()?;
        options.end()?;
        let place = Place {
            region: self.region.as_deref(),
            trust: &self.trust,
            catalogue: &self.catalogue,
            at,
        };
        let judged: Vec<_> =
            held.iter().map(|held| (held, consider(&used.policy, held, &place))).gather();
        let good = |is_good: &dyn Fn(&Result<(), Fault>) -> bool| {
            let held: Vec<&Held> =
                judged.iter().filter(|(_, fault)| is_good(fault)).map(|(held, _)| *held).gather();
            is_complete(&used.policy, &held, &self.catalogue)
        };
        let verdict = match (good(&Result::is_ok), good(&|fault| outcome(fault) != "reject")) {
            (true, _) => "accept",
            (false, true) => "indeterminate",
            (false, false) => "reject",
        };
        let line = |(held, fault): &(&Held, Result<(), Fault>)| line(held, fault, &used.policy);
        Ok(Value::object([
            ("verdict", Some(verdict.into())),
            ("held", Some(Value::Array(judged.iter().map(line).gather()))),
            ("asks", Some(asks(&used.policy))),
            ("policy", Some(used.value(at))),
        ]))
    }

    /// Makes the request that a counter shows: `{ scenario, purpose?, claims?, challenge?, audience?, at }`.
    /// Answers `{ text, challenge?, request }`, or `{ code, … }`.
    ///
    /// # Errors
    /// [`Misuse`] naming the option.
    pub fn request(&self, ask: Value) -> Result<Value, Misuse> {
        let mut options = Options::new(ask, "")?;
        let at = options.moment("at")?;
        let used = match self.scenario(&mut options)? {
            Ok(used) => used,
            Err(fault) => return Ok(refused(&fault)),
        };
        let (purpose, audience) = (options.word("purpose")?, options.word("audience")?);
        let (claims, challenge) = (options.names("claims")?, options.word("challenge")?);
        options.end()?;
        let policy = &used.policy;
        if let Err(fault) = asked(policy, claims.as_deref().unwrap_or_default()) {
            return Ok(refused(&fault));
        }
        let claims = claims.unwrap_or_else(|| wanted(policy));
        let optional = policy.optional.iter().filter(|claim| !claims.contains(claim));
        let request = Request {
            scenario: policy.scenario.clone(),
            challenge: challenge.filter(|_| policy.assurance > Assurance::Paper),
            optional: optional.cloned().gather(),
            claims,
            purpose,
            retention: policy.retention.as_ref().map(|retention| retention.days),
            audience: audience.or_else(|| self.audience.clone()),
            maker: self.maker.clone(),
            types: policy.types.clone(),
            assurance: policy.assurance,
            policy: used.digest,
            at: at.seconds(),
        };
        Ok(Value::object([
            ("text", Some(Value::Text(request.write()))),
            ("challenge", request.challenge.as_deref().map(Value::from)),
            ("request", Some(value(&request))),
        ]))
    }

    /// Reads a request as a wallet does, and compares it with the policy of its name where that is held.
    /// Answers `{ request, known, same?, code?, … }`, or `{ code }` for what is none.
    pub fn read_request(&self, text: &str) -> Value {
        let request = match Request::read(text, &Budget::DEFAULT) {
            Ok(request) => request,
            Err(fault) => return refused(&fault),
        };
        let known = self.policies.iter().find(|(name, _)| *name == request.scenario);
        let known = known.map(|(_, used)| used);
        let wanted: Vec<_> = request.claims.iter().chain(&request.optional).cloned().gather();
        let fault = known.and_then(|used| asked(&used.policy, &wanted).err());
        let same = known.map(|used| Value::Bool(used.digest == request.policy));
        Value::object([
            ("request", Some(value(&request))),
            ("known", Some(Value::Bool(known.is_some()))),
            ("same", same),
            ("code", fault.as_ref().map(|fault| fault.code().into())),
            ("detail", fault.as_ref().and_then(detail)),
        ])
    }

    fn scenario(&self, options: &mut Options) -> Result<Result<PolicyUsed, Fault>, Misuse> {
        let scenario = options.any("scenario");
        self.policy(&options.required("scenario", scenario)?)
    }
}

/// Reads what somebody holds: a type, or `{ type, region?, claims?, assurance? }`.
fn read(value: Value, place: usize) -> Result<Held, Misuse> {
    if let Value::Text(kind) = value {
        return Ok(Held { kind, region: None, claims: None, assurance: None });
    }
    let mut options = Options::new(value, &format!("held[{place}]"))?;
    let kind = options.word("type")?;
    let held = Held {
        kind: options.required("type", kind)?,
        region: options.word("region")?,
        claims: options.names("claims")?,
        assurance: options.assurance("assurance")?,
    };
    options.end()?;
    Ok(held)
}

fn outcome(judged: &Result<(), Fault>) -> &'static str {
    match judged {
        Ok(()) => "accept",
        Err(Fault::PolicyRegionMissing) => "indeterminate",
        Err(_) => "reject",
    }
}

fn line(held: &Held, judged: &Result<(), Fault>, policy: &Policy) -> Value {
    let fault = judged.as_ref().err();
    let rule = fault.and_then(|fault| policy.rule(fault));
    Value::object([
        ("type", Some(held.kind.as_str().into())),
        ("verdict", Some(outcome(judged).into())),
        ("code", fault.map(|fault| fault.code().into())),
        ("rule", rule.as_ref().map(|rule| rule.name.into())),
        ("instead", rule.map(|rule| instead(&rule))),
    ])
}

/// What the counter will ask of whoever comes.
fn asks(policy: &Policy) -> Value {
    let by_type = policy.claims_by_type.iter();
    let by_type = by_type.map(|(kind, claims)| (kind.as_str(), Some(Value::texts(claims))));
    let by_type = (!policy.claims_by_type.is_empty()).then(|| Value::object(by_type));
    let values = policy.values.iter().map(|(claim, _)| claim);
    let claims = each_once(policy.claims.iter().chain(values).chain(&policy.same));
    Value::object([
        ("claims", Some(Value::texts(&claims))),
        ("claims_by_type", by_type),
        ("optional", Some(Value::texts(&policy.optional))),
        ("assurance", Some(policy.assurance.name().into())),
        ("status", Some(Value::Bool(policy.status.is_some()))),
        ("types", policy.types.as_ref().map(types)),
    ])
}

/// Every claim that must be there, of whatever type, each once.
fn wanted(policy: &Policy) -> Vec<String> {
    each_once(policy.asks().filter(|claim| !policy.optional.contains(claim)))
}

/// Claims in the order in which they come first.
fn each_once<'c>(claims: impl Iterator<Item = &'c String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for claim in claims {
        if !once.contains(claim) {
            once.push(claim.clone());
        }
    }
    once
}

fn types(types: &Types) -> Value {
    match types {
        Types::Any(types) => Value::texts(types),
        Types::All(groups) => groups_of(groups),
    }
}

fn value(request: &Request) -> Value {
    let text = |text: &Option<String>| text.as_deref().map(Value::from);
    Value::object([
        ("scenario", Some(request.scenario.as_str().into())),
        ("challenge", text(&request.challenge)),
        ("claims", Some(Value::texts(&request.claims))),
        ("optional", Some(Value::texts(&request.optional))),
        ("purpose", text(&request.purpose)),
        ("retention_days", request.retention.map(Value::Integer)),
        ("audience", text(&request.audience)),
        ("maker", text(&request.maker)),
        ("types", request.types.as_ref().map(types)),
        ("assurance", Some(request.assurance.name().into())),
        ("policy_sha256", Some(Value::Text(hex(&request.policy)))),
        ("at", Some(Value::Integer(request.at))),
    ])
}

fn refused(fault: &Fault) -> Value {
    Value::object([("code", Some(fault.code().into())), ("detail", detail(fault))])
}
