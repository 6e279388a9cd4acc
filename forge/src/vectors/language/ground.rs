//! What the cases of the policy language are decided about: codes of the invented world, and verifiers
//! that know it by anchors or by its bundle.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::bound::Bound;
use crate::code::{self, Credential, Kind, join, scan_as};
use crate::hotel::{Hotel, SHOWN};
use crate::key::{DEMO_SEED, Key};
use crate::plan::Plan;
use crate::present::Presentation;
use crate::regions::{BUSINESS, DRIVING, IDENTITY, PROPERTY, Region, TYPES, Type, region};
use crate::statements::{business, driving, identity, property, with};
use crate::status::list::{StatusList, Token};
use crate::time::DAY;
use crate::trust::world::demo;
use crate::vectors::bench::AT;
use crate::vectors::case::Case;
use crate::vectors::showing::CHALLENGE;
use crate::vectors::told::Trust;
use crate::world::resident_number;

use super::used;

/// The scenario of most cases, for which everything is shown.
pub(super) const DESK: &str = "desk";
/// Whose it is, in the three elements that go together.
pub(super) const HOLDER: [&str; 3] =
    ["certificateHolderName", "certificateHolderTypeCode", "certificateHolderCode"];
/// Seconds since the second region's list was signed.
pub(super) const LISTED: i64 = 25 * 3600;

/// A verifier: by anchors, or by what it was told.
pub(super) struct Verifier {
    config: Json,
    pub(super) trust: Option<Trust>,
}

impl Verifier {
    pub(super) fn json(&self) -> Json {
        let mut json = self.config.clone();
        if let Some(trust) = &self.trust {
            json["trust"] = json!(trust);
        }
        json
    }
}

/// One that trusts four regions by anchors and knows kinds of types; one that says who it is; one with the
/// world's bundle and a list of yesterday; one that waits for a bundle.
pub(super) fn verifiers() -> Vec<(&'static str, Verifier)> {
    let issued: [(char, &[Type]); 4] = [
        ('a', &[IDENTITY]),
        ('b', &[BUSINESS, PROPERTY]),
        ('c', &[IDENTITY, DRIVING]),
        ('e', &[IDENTITY]),
    ];
    let anchors = issued.map(|(letter, types)| region(DEMO_SEED, letter).anchor(types));
    let types = TYPES.map(|kind: Type| kind.record());
    let by_anchors = json!({ "anchors": anchors, "types": types });
    let mut named = by_anchors.clone();
    named["maker"] = "演示柜台（虚构）".into();
    let repository = demo(DEMO_SEED, AT);
    let root = repository.roots[0].bytes();
    let (uri, list) = list();
    let told = Trust::pinned(&root).takes(&repository.files(), AT);
    let told = told.status(("region-b.jwt", &list), AT, Some(&uri), "list");
    let nobody = json!({ "anchors": [] });
    vec![
        ("anchors", Verifier { config: by_anchors, trust: None }),
        ("maker", Verifier { config: named, trust: None }),
        ("bundle", Verifier { config: nobody.clone(), trust: Some(told) }),
        ("waiting", Verifier { config: nobody, trust: Some(Trust::pinned(&root)) }),
    ]
}

/// The second region's list of a day and an hour ago, in which nothing is withdrawn.
fn list() -> (String, Vec<u8>) {
    let b = region(DEMO_SEED, 'b');
    let uri = b.status(0).map(|entry| entry.uri).unwrap_or_default();
    let list = StatusList::new(1, 1 << 13).ok();
    let token = list.map(|list| Token::new(&b.issuer.kid, &uri, AT - LISTED, &list));
    let token = token.map(|token| Token { ttl: Some(7 * DAY), ..token });
    let signed = token.map(|token| token.sign_jwt(&b.issuer.key).into_bytes());
    (uri, signed.unwrap_or_default())
}

/// What is scanned, and what it releases.
pub(super) struct Ground {
    shown: BTreeMap<&'static str, Seen>,
}

/// A code, what each credential in it releases, and whether it answers the challenge.
struct Seen {
    scan: String,
    claims: Json,
    live: bool,
}

impl Ground {
    pub(super) fn new() -> Self {
        let (a, b, c) = (of('a'), of('b'), of('c'));
        let landlord = Key::from_seed(DEMO_SEED, "customer");
        let guest = Key::sm2_from_seed(DEMO_SEED, "guest");
        let names = [&HOLDER[..], &["holderOver18"]].concat();
        let card = Shown { stated: identity(&a, AT), region: &a, holder: &landlord, names };
        let of_card = |stated| Shown { stated, ..card.clone() };
        let other = with(card.stated.clone(), HOLDER[0], "王强（演示）");
        let other = with(other, HOLDER[2], &resident_number("99010119850303003"));
        let namesake = with(other.clone(), HOLDER[0], "张伟（演示）");
        let bare = Shown { names: Vec::new(), ..card.clone() };
        let title = property(&b, AT);
        let title = Shown { stated: title, region: &b, names: HOLDER.to_vec(), ..card.clone() };
        let of_title = |stated| Shown { stated, ..title.clone() };
        let over = Credential { expires: Some(AT - 1), ..title.stated.clone() };
        let strange = Credential { issuer: "demo.stranger".to_owned(), ..title.stated.clone() };
        let licence = driving(&c, AT);
        let licence = Shown { stated: licence, region: &c, holder: &guest, names: HOLDER.to_vec() };
        let shown = [
            ("card", card.alone(Some(CHALLENGE))),
            ("card-dynamic", card.alone(None)),
            ("card-bare", bare.alone(Some(CHALLENGE))),
            ("minor", of_card(minor(card.stated.clone())).alone(Some(CHALLENGE))),
            ("licence", licence.alone(Some(CHALLENGE))),
            ("paper", paper(&identity(&a, AT), &a)),
            ("shop", paper(&business(&b, AT), &b)),
            ("guest", guest_of(&licence)),
            ("both", card.with(&title)),
            ("both-reversed", title.with(&card)),
            ("both-other", of_card(other).with(&title)),
            ("both-namesake", of_card(namesake).with(&title)),
            ("both-expired", card.with(&of_title(over))),
            ("both-unknown", card.with(&of_title(strange))),
            ("both-licence", card.with(&licence)),
        ];
        Self { shown: shown.into() }
    }

    pub(super) fn scans(&self) -> Json {
        let scan =
            |(name, seen): (&&'static str, &Seen)| ((*name).to_owned(), seen.scan.as_str().into());
        Json::Object(self.shown.iter().map(scan).collect())
    }

    /// A case about one of them under a policy, and under the anchors.
    pub(super) fn case(
        &self,
        [id, about, change]: [&str; 3],
        scan: &'static str,
        policy: Json,
    ) -> Row {
        let seen = self.shown.get(scan);
        let id = format!("language::{id}");
        let case = Case::new([&id, about, change], "language::nothing", AT);
        let case = case.releasing(seen.map(|seen| seen.claims.clone()).unwrap_or_default());
        let case = case.policy(policy.clone());
        let case =
            if seen.is_some_and(|seen| seen.live) { case.challenge(CHALLENGE) } else { case };
        Row { case, scan, verifier: "anchors", policy, kept: None }
    }
}

/// A case that names its scan and its verifier.
pub(super) struct Row {
    case: Case,
    scan: &'static str,
    verifier: &'static str,
    policy: Json,
    kept: Option<&'static str>,
}

impl Row {
    /// The same, of a verifier.
    pub(super) fn by(self, verifier: &'static str) -> Self {
        Self { verifier, ..self }
    }

    /// The same, of one that keeps its verdicts: `twice` when it is shown a second time, `late` when
    /// the journal begins after it was signed, `failing` when nothing can be kept.
    pub(super) fn kept(self, how: &'static str) -> Self {
        Self { kept: Some(how), ..self }
    }

    /// The same, changed.
    pub(super) fn with(self, change: impl FnOnce(Case) -> Case) -> Self {
        Self { case: change(self.case), ..self }
    }

    /// Accepted.
    pub(super) fn accept(self) -> Json {
        self.with(Case::accept).json(json!({}))
    }

    /// Accepted, and the receipt has these members.
    pub(super) fn saying(self, members: Json) -> Json {
        self.with(Case::accept).json(members)
    }

    /// Not accepted, by a rule, with what would do.
    pub(super) fn fault(self, code: &str, rule: &'static str, instead: Json) -> Json {
        self.with(|case| case.fault(code).rule(rule, instead)).json(json!({}))
    }

    /// The same, and the receipt has a detail.
    pub(super) fn detail(
        self,
        code: &str,
        detail: Json,
        rule: &'static str,
        instead: Json,
    ) -> Json {
        self.with(|case| case.fault(code).detail(detail).rule(rule, instead)).json(json!({}))
    }

    /// As it is expected already.
    pub(super) fn told(self) -> Json {
        self.json(json!({}))
    }

    /// As it stands in the file: the scan and the verifier by their names.
    fn json(self, mut members: Json) -> Json {
        members["policy"] = used(&self.policy, AT, "local");
        let mut json = json!(self.case.saying(members));
        if let Some(members) = json.as_object_mut() {
            members.remove("anchors");
            members.insert("scan".to_owned(), self.scan.into());
            members.insert("verifier".to_owned(), self.verifier.into());
            members.extend(self.kept.map(|how| ("kept".to_owned(), how.into())));
        }
        json
    }
}

/// What is printed.
fn paper(stated: &Credential, region: &Region) -> Seen {
    let bytes = stated.issue(&region.issuer.key).unwrap_or_default();
    let claims = stated.elements.clone().into_iter().collect();
    Seen { scan: code::scan(&bytes), claims, live: false }
}

/// What a guest shows at a hotel, made out to hotels.
fn guest_of(licence: &Shown<'_>) -> Seen {
    let bytes = Hotel::new(DEMO_SEED, AT).present(Some(CHALLENGE)).unwrap_or_default();
    let stated = identity(licence.region, AT);
    let claims = Shown { names: SHOWN.to_vec(), stated, ..licence.clone() }.claims();
    Seen { scan: scan_as(Kind::Bound, &bytes), claims, live: true }
}

/// A credential, and what its holder shows of it at the desk.
#[derive(Clone)]
struct Shown<'g> {
    stated: Credential,
    region: &'g Region,
    holder: &'g Key,
    names: Vec<&'static str>,
}

impl Shown<'_> {
    fn alone(&self, challenge: Option<&str>) -> Seen {
        let scan = scan_as(Kind::Bound, &self.bytes(challenge));
        Seen { scan, claims: self.claims(), live: challenge.is_some() }
    }

    /// Both in one code; what each releases, in order.
    fn with(&self, other: &Self) -> Seen {
        let bytes = [self, other].map(|shown| shown.bytes(Some(CHALLENGE)));
        let scan = scan_as(Kind::Together, &join(&bytes).unwrap_or_default());
        Seen { scan, claims: json!([self.claims(), other.claims()]), live: true }
    }

    fn bytes(&self, challenge: Option<&str>) -> Vec<u8> {
        let plan = Plan::personal();
        let seed = "language".to_owned();
        let bound =
            Bound { credential: self.stated.clone(), holder: self.holder.public(), plan, seed };
        let key = &self.region.issuer.key;
        let held = bound.draft(key.algorithm()).sign(key);
        let held = held.choose(&self.names).unwrap_or(held);
        let challenge = challenge.map(str::to_owned);
        let presentation = Presentation { held, audience: DESK.to_owned(), at: AT, challenge };
        presentation.message(self.holder.algorithm()).sign(self.holder).encode()
    }

    /// What stands in the clear, and what is disclosed.
    fn claims(&self) -> Json {
        let plan = Plan::personal();
        let is_shown = |name: &String| {
            self.names.contains(&name.as_str()) || !plan.names().any(|redacted| redacted == name)
        };
        let elements = self.stated.elements.iter().filter(|(name, _)| is_shown(name)).cloned();
        elements.collect()
    }
}

/// The same person, sixteen years younger.
fn minor(mut card: Credential) -> Credential {
    for (name, value) in &mut card.elements {
        if name == "holderOver18" {
            *value = false.into();
        }
    }
    card
}

fn of(letter: char) -> Region {
    region(DEMO_SEED, letter)
}
