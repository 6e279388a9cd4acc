//! What callers pass in, read member by member, so that every refusal names the option.

use crate::credential::Assurance;
use crate::credential::catalogue::TypeRecord;
use crate::encoding::value::Value;
use crate::gather::Gather;
use crate::host::Misuse;
use crate::hub;
use crate::signature::Jwk;
use crate::time::Time;
use crate::trust::anchors::AnchorRecord;

/// One object of options and where it lies.
pub(super) struct Options {
    path: String,
    members: Vec<(Value, Value)>,
}

impl Options {
    /// Takes an object; `path` is what refusals call it, empty for the options themselves.
    pub(super) fn new(value: Value, path: &str) -> Result<Self, Misuse> {
        match value {
            Value::Map(members) => Ok(Self { path: path.to_owned(), members }),
            _ if path.is_empty() => Err(Misuse::new("options", "must be an object")),
            _ => Err(Misuse::new(path, "must be an object")),
        }
    }

    /// Refuses what was not taken: a misspelt `types` must not become "all types".
    pub(super) fn end(self) -> Result<(), Misuse> {
        match self.members.first().and_then(|(name, _)| name.text()) {
            Some(name) => Err(Misuse::new(&self.member(name), "is not an option")),
            None => Ok(()),
        }
    }

    /// An option of any type. Null is absent.
    pub(super) fn any(&mut self, name: &str) -> Option<Value> {
        let place = self.members.iter().position(|(known, _)| known.text() == Some(name))?;
        let (_, value) = self.members.swap_remove(place);
        (value != Value::Null).then_some(value)
    }

    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Misuse> {
        self.take(name, "must be text", text)
    }

    /// A text that is not empty: an empty challenge or audience is one that got lost.
    pub(super) fn word(&mut self, name: &str) -> Result<Option<String>, Misuse> {
        let word = |value| text(value).filter(|text| !text.is_empty());
        self.take(name, "must be text, and not empty", word)
    }

    pub(super) fn texts(&mut self, name: &str) -> Result<Option<Vec<String>>, Misuse> {
        let texts = |value| elements(value)?.into_iter().map(text).gather();
        self.take(name, "must be a list of texts", texts)
    }

    pub(super) fn seconds(&mut self, name: &str) -> Result<Option<i64>, Misuse> {
        self.take(name, "must be a whole number of seconds", |value| value.integer())
    }

    /// A moment that must be there, in seconds since the Unix epoch.
    pub(super) fn moment(&mut self, name: &str) -> Result<Time, Misuse> {
        let seconds = self.seconds(name)?;
        Time::new(self.required(name, seconds)?)
            .ok_or_else(|| self.misuse(name, "is not a moment in seconds"))
    }

    /// A number of seconds, none or more.
    pub(super) fn age(&mut self, name: &str) -> Result<Option<i64>, Misuse> {
        let age = |value: Value| value.integer().filter(|age| *age >= 0);
        self.take(name, "must be a whole number of seconds, 0 or more", age)
    }

    pub(super) fn flag(&mut self, name: &str) -> Result<bool, Misuse> {
        let flag = |value| match value {
            Value::Bool(value) => Some(value),
            _ => None,
        };
        Ok(self.take(name, "must be true or false", flag)?.unwrap_or_default())
    }

    pub(super) fn number(&mut self, name: &str) -> Result<Option<i64>, Misuse> {
        self.take(name, "must be a whole number", |value| value.integer())
    }

    /// How well a holder must be, or can be, known to be present.
    pub(super) fn assurance(&mut self, name: &str) -> Result<Option<Assurance>, Misuse> {
        let named = |value: Value| Assurance::named(value.text()?);
        self.take(name, "must be \"paper\", \"device\" or \"live\"", named)
    }

    /// Texts by name, in the order in which they stand.
    pub(super) fn pairs(&mut self, name: &str) -> Result<Vec<(String, String)>, Misuse> {
        let pairs = |value| match value {
            Value::Map(members) => {
                members.into_iter().map(|(name, value)| Some((text(name)?, text(value)?))).gather()
            }
            _ => None,
        };
        Ok(self.take(name, "must be an object of texts", pairs)?.unwrap_or_default())
    }

    pub(super) fn list(&mut self, name: &str) -> Result<Option<Vec<Value>>, Misuse> {
        self.take(name, "must be a list", elements)
    }

    /// Names, each once and none of them empty.
    pub(super) fn names(&mut self, name: &str) -> Result<Option<Vec<String>>, Misuse> {
        self.any(name).map(|value| self.names_of(name, value)).transpose()
    }

    /// The names of a list that stands at a place below this object.
    pub(super) fn names_of(&self, place: &str, value: Value) -> Result<Vec<String>, Misuse> {
        let Value::Array(elements) = value else {
            return Err(self.misuse(place, "must be a list of texts"));
        };
        let mut names = Vec::with_capacity(elements.len());
        for (number, element) in elements.into_iter().enumerate() {
            let refuse = |sentence| Err(self.misuse(&format!("{place}[{number}]"), sentence));
            match element {
                Value::Text(name) if name.is_empty() => return refuse("must not be empty"),
                Value::Text(name) if names.contains(&name) => return refuse("stands there twice"),
                Value::Text(name) => names.push(name),
                _ => return refuse("must be text"),
            }
        }
        Ok(names)
    }

    /// Lists of names, by name.
    pub(super) fn names_by(&mut self, name: &str) -> Result<Vec<(String, Vec<String>)>, Misuse> {
        match self.inner(name)? {
            Some(inner) => inner.each(Self::names_of),
            None => Ok(Vec::new()),
        }
    }

    /// An object inside this one.
    pub(super) fn inner(&mut self, name: &str) -> Result<Option<Self>, Misuse> {
        self.any(name).map(|value| Self::new(value, &self.member(name))).transpose()
    }

    /// What `read` makes of every member, by its name.
    pub(super) fn each<T>(
        mut self,
        read: impl Fn(&Self, &str, Value) -> Result<T, Misuse>,
    ) -> Result<Vec<(String, T)>, Misuse> {
        let members = core::mem::take(&mut self.members);
        let member = |(name, value): (Value, Value)| {
            let name = text(name).unwrap_or_default();
            let value = read(&self, &name, value)?;
            Ok((name, value))
        };
        members.into_iter().map(member).gather()
    }

    /// Whether an option is there and is like this.
    pub(super) fn holds(&self, name: &str, is_like: impl Fn(&Value) -> bool) -> bool {
        self.members.iter().any(|(known, value)| known.text() == Some(name) && is_like(value))
    }

    /// What is wrong at a place below this object.
    pub(super) fn misuse(&self, place: &str, sentence: &str) -> Misuse {
        Misuse::new(&self.member(place), sentence)
    }

    /// An option that must be there.
    pub(super) fn required<T>(&self, name: &str, value: Option<T>) -> Result<T, Misuse> {
        value.ok_or_else(|| Misuse::new(&self.member(name), "is required"))
    }

    pub(super) fn take<T>(
        &mut self,
        name: &str,
        sentence: &'static str,
        read: impl FnOnce(Value) -> Option<T>,
    ) -> Result<Option<T>, Misuse> {
        match self.any(name) {
            Some(value) => match read(value) {
                Some(value) => Ok(Some(value)),
                None => Err(Misuse::new(&self.member(name), sentence)),
            },
            None => Ok(None),
        }
    }

    pub(super) fn member(&self, name: &str) -> String {
        match self.path.as_str() {
            "" => name.to_owned(),
            path => format!("{path}.{name}"),
        }
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn elements(value: Value) -> Option<Vec<Value>> {
    match value {
        Value::Array(elements) => Some(elements),
        _ => None,
    }
}

pub(super) fn anchor(value: Value, place: usize) -> Result<AnchorRecord, Misuse> {
    let mut options = Options::new(value, &format!("anchors[{place}]"))?;
    let record = AnchorRecord {
        issuer: options.text("issuer")?,
        kid: options.text("kid")?,
        alg: options.text("alg")?,
        jwk: options.any("jwk").map(|value| jwk(value, place)).transpose()?,
        certificate: options.text("certificate")?,
        sm2_id: options.text("sm2_id")?,
        types: options.texts("types")?,
        regions: options.texts("regions")?,
        lists: options.texts("lists")?,
        not_before: options.seconds("not_before")?,
        not_after: options.seconds("not_after")?,
    };
    options.end()?;
    Ok(record)
}

/// A JWK. Members that are not read are passed over, as RFC 7517 §4 asks.
fn jwk(value: Value, place: usize) -> Result<Jwk, Misuse> {
    let mut options = Options::new(value, &format!("anchors[{place}].jwk"))?;
    let kty = options.text("kty")?;
    Ok(Jwk {
        kty: options.required("kty", kty)?,
        usage: options.text("use")?,
        key_ops: options.texts("key_ops")?,
        alg: options.text("alg")?,
        kid: options.text("kid")?,
        crv: options.text("crv")?,
        x: options.text("x")?,
        y: options.text("y")?,
    })
}

/// Rows of the catalogue.
pub(super) fn type_records(rows: Vec<Value>) -> Result<Vec<TypeRecord>, Misuse> {
    rows.into_iter().enumerate().map(|(place, row)| type_record(row, place)).gather()
}

/// A row of the catalogue. Names, category, source and date are for people; they are not read here.
fn type_record(value: Value, place: usize) -> Result<TypeRecord, Misuse> {
    let mut options = Options::new(value, &format!("types[{place}]"))?;
    for shown in ["name", "category", "source", "date"] {
        options.any(shown);
    }
    let (code, kind) = (options.text("type")?, options.word("kind")?);
    let (perpetual, shell) = (options.flag("perpetual")?, options.flag("shell")?);
    let statuses = options.take(
        "statuses",
        "must map status codes to valid, suspended, withdrawn, cancelled, expired, revoked, \
         transferred or other",
        |value| TypeRecord::statuses(&value),
    )?;
    let record = TypeRecord {
        code: options.required("type", code)?,
        kind,
        perpetual,
        shell,
        statuses: statuses.unwrap_or_default(),
    };
    options.end()?;
    Ok(record)
}

/// What the caller's own hub connection answered.
pub(super) fn hub(value: Value) -> Result<hub::Answer, Misuse> {
    let mut options = Options::new(value, "hub")?;
    let answer = hub::Answer {
        status: options.number("status")?,
        result: options.number("result")?,
        kind: options.text("type")?,
        issuer: options.text("issuer")?,
        claims: options.pairs("claims")?,
    };
    options.end()?;
    Ok(answer)
}
