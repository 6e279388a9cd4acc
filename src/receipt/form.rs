//! A receipt as data: the members that callers see, in one order.

use serde::ser::{Serialize, Serializer};

use crate::encoding::value::Value;
use crate::error::{Detail, Fault};
use crate::holder::Assurance;
use crate::receipt::{
    Backing, BundleUsed, Check, Context, Outcome, Part, PolicyUsed, Receipt, Summary, Verdict,
};

impl Receipt {
    /// The receipt as data. With one credential it is that credential's part. With several it shows
    /// the part that decides, and then all of them.
    pub fn value(&self) -> Value {
        let Context { policy, bundle, purpose, at } = &self.context;
        let several = self.parts.len() > 1;
        let decides = self.parts.get(self.deciding);
        let mut members = decides.map(|part| part.members(!several)).unwrap_or_default();
        let trust = decides.map(|part| part.backing.value(bundle.as_ref()));
        let parts = || self.parts.iter().map(|part| Value::object(part.members(true))).collect();
        members.extend([
            ("parts", several.then(|| Value::Array(parts()))),
            ("trust", trust),
            ("policy", policy.as_ref().map(PolicyUsed::value)),
            ("purpose", purpose.as_deref().map(Value::from)),
            ("at", Some(Value::Integer(*at))),
            ("sdk", Some(env!("CARGO_PKG_VERSION").into())),
        ]);
        Value::object(members)
    }
}

impl Serialize for Receipt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

type Members = Vec<(&'static str, Option<Value>)>;

impl Part {
    /// What this part says; claims and assurance only when it is all that there is.
    fn members(&self, whole: bool) -> Members {
        let claims = self.claims.as_ref().map(|claims| {
            let named = claims.0.iter().map(|(name, value)| (name.as_str().into(), value.clone()));
            Value::Map(named.collect())
        });
        let verdict = match self.verdict {
            Verdict::Accept => "accept",
            Verdict::Reject => "reject",
            Verdict::Indeterminate => "indeterminate",
        };
        let assurance = self.assurance.map(|assurance| match assurance {
            Assurance::Paper => "paper",
            Assurance::Device => "device",
            Assurance::Live => "live",
        });
        vec![
            ("verdict", Some(verdict.into())),
            ("code", Some(self.code.into())),
            ("checks", Some(Value::Array(self.checks.iter().map(Check::value).collect()))),
            ("credential", self.credential.as_ref().map(Summary::value)),
            ("claims", claims.filter(|_| whole)),
            ("assurance", assurance.filter(|_| whole).map(Value::from)),
        ]
    }
}

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
            ("not_before", Some(Value::Integer(self.not_before))),
            ("not_after", self.not_after.map(Value::Integer)),
        ])
    }
}

impl Check {
    fn value(&self) -> Value {
        let found = match &self.outcome {
            Outcome::Found(fault) => Some(fault),
            _ => None,
        };
        let notes = Some(self.notes.join(" ")).filter(|notes| !notes.is_empty());
        Value::object([
            ("step", Some(self.name().into())),
            ("outcome", Some(self.outcome().into())),
            ("code", found.map(|fault| fault.code().into())),
            ("spec", found.map(|fault| fault.spec().into())),
            ("detail", found.and_then(detail)),
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

impl PolicyUsed {
    fn value(&self) -> Value {
        Value::object([
            ("scenario", Some(self.scenario.as_str().into())),
            ("sha256", Some(self.sha256.as_str().into())),
            ("not_covered", Some(Value::texts(&self.not_covered))),
        ])
    }
}
