//! A receipt as data: the members that callers see, in one order.

use serde::ser::{Serialize, Serializer};

use crate::credential::{Claims, Term};
use crate::encoding::value::Value;
use crate::error::{Detail, Fault};
use crate::gather::Gather;
use crate::policy::rule::{Instead, Rule};
use crate::policy::{Policy, Retention};
use crate::receipt::journal::hex;
use crate::receipt::{
    Backing, BundleUsed, Check, Context, Outcome, Part, Place, PolicyUsed, Receipt, Summary,
    Verdict,
};
use crate::time::Time;

impl Receipt {
    /// The receipt as data. With one credential it is that credential's part. With several it shows
    /// the part that decides, and then all of them.
    pub fn value(&self) -> Value {
        self.form(true)
    }

    /// The receipt without what came out of the credential: as a journal keeps it.
    pub fn bare(&self) -> Value {
        self.form(false)
    }

    /// The claims that its policy retains, of each credential, and until when.
    pub fn retained(&self) -> Option<(Value, i64)> {
        let retention = self.context.policy.as_ref()?.policy.retention.as_ref()?;
        let claims = self.parts.iter().filter_map(|part| part.claims.as_ref());
        let mut kept: Vec<_> = claims.map(|claims| map(claims.only(&retention.claims))).gather();
        let kept = match kept.len() {
            0 => return None,
            1 => kept.pop()?,
            _ => Value::Array(kept),
        };
        Some((kept, until(retention.days, self.context.at)))
    }

    fn form(&self, full: bool) -> Value {
        let Context { policy, bundle, said, at, wasm_sha256 } = &self.context;
        let policy = policy.as_ref();
        let several = self.parts.len() > 1;
        let decides = self.parts.get(self.deciding);
        let mut members = decides
            .map(|part| part.members(full && !several, !several, policy))
            .unwrap_or_default();
        let trust = decides.map(|part| part.backing.value(bundle.as_ref()));
        let part = |part: &Part| Value::object(part.members(full, true, policy));
        let parts = || self.parts.iter().map(part).gather();
        let text = |text: &Option<String>| text.as_deref().map(Value::from);
        members.extend([
            ("parts", several.then(|| Value::Array(parts()))),
            ("trust", trust),
            ("policy", policy.map(|policy| policy.value(*at))),
            ("maker", text(&said.maker)),
            ("purpose", text(&said.purpose)),
            ("matched", text(&said.matched)),
            ("at", Some(Value::Integer(at.seconds()))),
            ("sdk", Some(env!("CARGO_PKG_VERSION").into())),
            ("wasm_sha256", text(wasm_sha256)),
            ("entry", self.entry.as_ref().map(Place::value)),
        ]);
        Value::object(members)
    }
}

/// The last second of a retention that begins at a moment.
fn until(days: i64, at: Time) -> i64 {
    at.plus(days.saturating_mul(24 * 3600)).seconds()
}

fn map(members: Vec<(String, Value)>) -> Value {
    Value::Map(members.into_iter().map(|(name, value)| (Value::Text(name), value)).gather())
}

impl Place {
    fn value(&self) -> Value {
        Value::object([
            ("journal", Some(self.journal.as_str().into())),
            ("sequence", i64::try_from(self.head.sequence).ok().map(Value::Integer)),
            ("sha256", Some(Value::Text(hex(&self.head.sha256)))),
        ])
    }
}

impl Serialize for Receipt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

type Members = Vec<(&'static str, Option<Value>)>;

impl Part {
    /// What this part says; claims only in `full`, assurance only when it is all that there is.
    fn members(&self, full: bool, whole: bool, policy: Option<&PolicyUsed>) -> Members {
        let claims = self.claims.as_ref().filter(|_| full);
        let verdict = match self.verdict {
            Verdict::Accept => "accept",
            Verdict::Reject => "reject",
            Verdict::Indeterminate => "indeterminate",
        };
        let rules = policy.map(|policy| &policy.policy);
        let checks = self.checks.iter().map(|check| check.value(rules)).gather();
        vec![
            ("verdict", Some(verdict.into())),
            ("code", Some(self.code.into())),
            ("checks", Some(Value::Array(checks))),
            ("credential", self.credential.as_ref().map(Summary::value)),
            ("claims", claims.map(|claims| map(claims.0.clone()))),
            ("outputs", claims.and_then(|claims| self.outputs(claims, rules?))),
            (
                "assurance",
                self.assurance.filter(|_| whole).map(|assurance| assurance.name().into()),
            ),
        ]
    }

    /// What each reader gets. The name `reference` stands for the credential's name at this terminal.
    fn outputs(&self, claims: &Claims, policy: &Policy) -> Option<Value> {
        let id = self.credential.as_ref().and_then(|credential| credential.id.as_deref());
        let output = |(name, wanted): &(String, Vec<String>)| {
            let mut members = claims.only(wanted);
            let reference = id.filter(|_| wanted.iter().any(|name| name == REFERENCE));
            members.extend(reference.map(|id| (REFERENCE.to_owned(), id.into())));
            (name.clone(), map(members))
        };
        let outputs: Vec<_> = policy.outputs.iter().map(output).gather();
        (!outputs.is_empty()).then(|| map(outputs))
    }
}

/// In an output: the credential's name at this terminal.
pub const REFERENCE: &str = "reference";

impl Backing {
    /// On whose word, and by which bundle: what a bundle says of itself only where it decided.
    fn value(&self, bundle: Option<&BundleUsed>) -> Value {
        let held = bundle.and_then(|bundle| bundle.held).filter(|_| self.source == "bundle");
        let lost = bundle.is_some_and(|bundle| bundle.lost);
        Value::object([
            ("source", Some(self.source.into())),
            ("issuer", self.issuer.clone()),
            ("region", self.region.as_deref().map(Value::from)),
            ("agreement", self.agreement.clone()),
            ("versions", held.map(|held| versions(held.versions))),
            ("expires", held.map(|held| Value::Integer(held.expires))),
            ("age", held.and_then(|held| held.age).map(Value::Integer)),
            ("refused", bundle.and_then(|bundle| bundle.refused).map(Value::from)),
            ("state", lost.then(|| "lost".into())),
        ])
    }
}

/// The versions of root, timestamp, snapshot and top targets, by name.
pub fn versions(versions: [u64; 4]) -> Value {
    let names = ["root", "timestamp", "snapshot", "targets"];
    let number = |version| Value::Integer(i64::try_from(version).unwrap_or(i64::MAX));
    Value::object(names.into_iter().zip(versions.map(|version| Some(number(version)))))
}

impl Summary {
    fn value(&self) -> Value {
        let kind = Some(self.kind.as_str()).filter(|kind| !kind.is_empty());
        Value::object([
            ("envelope", Some(self.envelope.into())),
            ("format", Some(self.format.into())),
            ("issuer", self.issuer.as_deref().map(Value::from)),
            ("type", kind.map(Value::from)),
            ("id", self.id.as_deref().map(Value::from)),
            ("not_before", Some(Value::Integer(self.not_before))),
            ("not_after", self.not_after.map(Value::Integer)),
        ])
    }
}

impl Check {
    fn value(&self, policy: Option<&Policy>) -> Value {
        let found = match &self.outcome {
            Outcome::Found(fault) => Some(fault),
            _ => None,
        };
        let rule = found.zip(policy).and_then(|(fault, policy)| policy.rule(fault));
        let notes = Some(self.notes.join(" ")).filter(|notes| !notes.is_empty());
        Value::object([
            ("step", Some(self.name().into())),
            ("outcome", Some(self.outcome().into())),
            ("code", found.map(|fault| fault.code().into())),
            ("spec", found.map(|fault| fault.spec().into())),
            ("detail", found.and_then(detail)),
            ("rule", rule.as_ref().map(|rule| rule.name.into())),
            ("instead", rule.map(|rule| instead(&rule))),
            ("age", self.age.map(Value::Integer)),
            ("note", notes.map(Value::Text)),
        ])
    }
}

/// What a fault carries beside its code; nothing when it carries nothing.
pub fn detail(fault: &Fault) -> Option<Value> {
    let detail = Some(fault.detail()).filter(|detail| !detail.is_empty())?;
    Some(Value::object(detail.into_iter().map(|(name, detail)| {
        let value = match detail {
            Detail::Number(number) => Value::Integer(number),
            Detail::Name(text) => Value::Text(text),
        };
        (name, Some(value))
    })))
}

/// What would do, under the name of what it is: `{ types: [...] }`.
pub fn instead(rule: &Rule<'_>) -> Value {
    let what = match (rule.name, &rule.instead) {
        ("claims_by_type" | "same", _) | ("values", Instead::Names(_)) => "claims",
        (name, _) => name,
    };
    let wanted = match &rule.instead {
        Instead::Names(names) => Value::Array(names.iter().map(|name| (*name).into()).gather()),
        Instead::Groups(groups) => groups_of(groups),
        Instead::Number(number) => Value::Integer(*number),
        Instead::Word(word) => (*word).into(),
        Instead::Terms(terms) => Value::Array(terms.iter().map(term).gather()),
    };
    Value::object([(what, Some(wanted))])
}

/// Types of which one of each group must be there.
pub fn groups_of(groups: &[Vec<String>]) -> Value {
    let all = groups.iter().map(|types| Value::texts(types)).gather();
    Value::object([("all", Some(Value::Array(all)))])
}

fn term(term: &Term) -> Value {
    match term {
        Term::Bool(value) => Value::Bool(*value),
        Term::Text(text) => Value::Text(text.clone()),
    }
}

impl PolicyUsed {
    /// What a receipt says of the policy: what was decided by, what remains to be done, what may be
    /// kept, counted from `at`.
    pub fn value(&self, at: Time) -> Value {
        let Policy { scenario, not_covered, holder_match, review, retention, never_keep, .. } =
            &self.policy;
        let some = |texts: &Vec<String>| (!texts.is_empty()).then(|| Value::texts(texts));
        let retention = retention.as_ref().map(|Retention { days, claims }| {
            Value::object([
                ("days", Some(Value::Integer(*days))),
                ("until", Some(Value::Integer(until(*days, at)))),
                ("claims", Some(Value::texts(claims))),
            ])
        });
        let mut members = vec![("scenario", Some(scenario.as_str().into()))];
        members.extend(self.words.clone());
        members.extend([
            ("sha256", Some(Value::Text(hex(&self.digest)))),
            ("source", Some(self.source.into())),
            ("not_covered", Some(Value::texts(not_covered))),
            ("holder_match", some(holder_match)),
            ("indeterminate", Some(if *review { "review" } else { "refuse" }.into())),
            ("retention", retention),
            ("never_keep", some(never_keep)),
        ]);
        Value::object(members)
    }
}
