//! Mutual recognition: which region's credentials are let in by which other, and by what agreement.
//!
//! Rules:
//! - Explicit pairs in one direction. Nothing follows from two of them: recognition is not transitive
//!   and not mutual unless both pairs are written.
//! - A pair names its types, its scenarios and its dates; what it does not name it does not grant.

use crate::encoding::value::Value;
use crate::error::Fault;
use crate::gather::Gather;
use crate::time::Time;
use crate::trust::region::covers;

/// One agreement between regions (长三角, 川渝, …).
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Its id.
    pub id: String,
    /// What people call it: texts by language.
    pub name: Option<Value>,
    pairs: Vec<Pair>,
}

#[derive(Clone, Debug)]
struct Pair {
    from: String,
    to: String,
    types: Vec<String>,
    scenarios: Vec<String>,
    not_before: i64,
    not_after: i64,
}

/// Where a credential is shown, and for what.
#[derive(Clone, Copy, Debug)]
pub struct Counter<'c> {
    /// The region in which the counter stands.
    pub region: &'c str,
    /// The scenario; without one no agreement grants anything.
    pub scenario: Option<&'c str>,
}

/// Reads `{ agreements: [ { id, name?, pairs: [...] } ] }`. Sources are for people.
pub(super) fn read(value: &Value) -> Option<Vec<Agreement>> {
    let agreements = value.get("agreements")?.elements()?.iter();
    agreements
        .map(|agreement| {
            let pairs = agreement.get("pairs")?.elements()?.iter().map(Pair::read);
            let id = agreement.get("id")?.text().filter(|id| !id.is_empty())?.to_owned();
            let name = agreement.get("name").filter(|name| name.entries().is_some()).cloned();
            Some(Agreement { id, name, pairs: pairs.gather::<Option<_>>()? })
        })
        .gather()
}

impl Pair {
    fn read(value: &Value) -> Option<Self> {
        let text = |name| value.get(name)?.text().map(str::to_owned);
        let list = |name| value.get(name).map_or(Some(Vec::new()), Value::all_texts);
        Some(Self {
            from: text("from")?,
            to: text("to")?,
            types: list("types")?,
            scenarios: list("scenarios")?,
            not_before: value.get("not_before")?.integer()?,
            not_after: value.get("not_after")?.integer()?,
        })
    }
}

/// Finds the agreement that lets credentials of these types, issued by `issuer`, in at a counter.
///
/// # Errors
/// What the nearest pairs lack: [`Fault::TrustRecognitionMissing`],
/// [`Fault::TrustRecognitionTypeUnauthorised`], [`Fault::TrustRecognitionScenarioUnauthorised`],
/// [`Fault::TrustRecognitionNotYetValid`], [`Fault::TrustRecognitionExpired`].
pub(super) fn recognise<'a>(
    agreements: &'a [Agreement],
    issuer: &str,
    counter: Counter<'_>,
    types: &[String],
    at: Time,
) -> Result<&'a Agreement, Fault> {
    let all = agreements.iter().flat_map(|one| one.pairs.iter().map(move |pair| (one, pair)));
    let between = |pair: &Pair| covers(&pair.from, issuer) && covers(&pair.to, counter.region);
    let mut pairs: Vec<_> = all.filter(|(_, pair)| between(pair)).gather();
    let mut keep = |fault, is_kept: &dyn Fn(&Pair) -> bool| {
        pairs.retain(|(_, pair)| is_kept(pair));
        match pairs.is_empty() {
            true => Err(fault),
            false => Ok(()),
        }
    };
    keep(Fault::TrustRecognitionMissing, &|_| true)?;
    keep(Fault::TrustRecognitionTypeUnauthorised, &|pair| {
        types.iter().any(|kind| pair.types.contains(kind))
    })?;
    keep(Fault::TrustRecognitionScenarioUnauthorised, &|pair| {
        pair.scenarios.iter().any(|scenario| Some(scenario.as_str()) == counter.scenario)
    })?;
    let now = at.seconds();
    let in_force = pairs.iter().find(|(_, pair)| (pair.not_before..=pair.not_after).contains(&now));
    match (in_force, pairs.iter().map(|(_, pair)| pair.not_before).find(|begin| now < *begin)) {
        (Some((agreement, _)), _) => Ok(agreement),
        (None, Some(not_before)) => Err(Fault::TrustRecognitionNotYetValid { not_before }),
        (None, None) => Err(Fault::TrustRecognitionExpired {
            not_after: pairs.iter().map(|(_, pair)| pair.not_after).max().unwrap_or_default(),
        }),
    }
}
