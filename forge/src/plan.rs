//! Which elements of a credential code are redacted, and which of them go together.

use serde::Deserialize;

use crate::cbor::Value;
use crate::elements;
use crate::refused::Refused;
use crate::sd_cwt::Redactor;

/// What is redacted, and what goes together.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Plan {
    /// Elements that are redacted by themselves.
    pub alone: Vec<String>,
    /// Groups, under the keys −1, −2, … in this order.
    pub groups: Vec<Group>,
    /// Digests that no element stands behind.
    pub decoys: usize,
}

/// Elements that are redacted as one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Group {
    /// Their names.
    pub names: Vec<String>,
    /// Whether each is redacted inside the group as well.
    pub each: bool,
}

impl Plan {
    /// A plan of elements that are redacted alone and of groups, with `each` or without.
    pub fn new(alone: &[&str], groups: &[(&[&str], bool)]) -> Self {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let group =
            |(members, each): &(&[&str], bool)| Group { names: names(members), each: *each };
        Self { alone: names(alone), groups: groups.iter().map(group).collect(), decoys: 0 }
    }

    /// Every element about a person, grouped where nobody needs the members apart: name and
    /// surname by themselves, the document, the photo, three grains of age, three of address.
    pub fn personal() -> Self {
        Self::new(
            &["certificateHolderName", "holderSurname", "holderPhotoHash"],
            &[
                (&["certificateHolderCode", "certificateHolderTypeCode"], false),
                (&["holderBirthDate", "holderOver18", "holderOver14"], true),
                (&["holderAddressProvince", "holderAddressCounty", "holderAddress"], true),
                (&["holderSex", "holderNationality", "holderEthnicity"], false),
            ],
        )
    }

    /// All names in it.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.alone.iter().chain(self.groups.iter().flat_map(|group| &group.names))
    }

    /// Checks that every name is an element's and stands once.
    ///
    /// # Errors
    /// [`Refused::ClaimUnknown`], [`Refused::ClaimDuplicate`].
    pub fn check(&self) -> Result<(), Refused> {
        let names: Vec<_> = self.names().collect();
        for (place, name) in names.iter().enumerate() {
            elements::key(name)?;
            if names[..place].contains(name) {
                return Err(Refused::ClaimDuplicate((*name).clone()));
            }
        }
        Ok(())
    }

    /// Takes what it names out of a map of elements; what does not stand there is passed over.
    pub fn apply(&self, map: &mut Value, redactor: &mut Redactor) {
        for name in &self.alone {
            if let Ok(key) = elements::key(name) {
                redactor.redact(map, key, name);
            }
        }
        for (key, group) in (1..).map(|place: i64| -place).zip(&self.groups) {
            let Some(mut members) = group.gather(map) else { continue };
            if group.each {
                for key in group.keys() {
                    redactor.redact(&mut members, key, &format!("{key}"));
                }
            }
            map.set(key, members);
            redactor.redact(map, key, &format!("{key}"));
        }
        for place in 0..self.decoys {
            redactor.decoy(map, &format!("decoy {place}"));
        }
    }
}

impl Group {
    fn keys(&self) -> impl Iterator<Item = i64> {
        self.names.iter().filter_map(|name| elements::key(name).ok())
    }

    /// Moves the members out of a map; nothing when it has none of them.
    fn gather(&self, map: &mut Value) -> Option<Value> {
        let entries: Vec<_> =
            self.keys().filter_map(|key| Some((key, map.get(key).cloned()?))).collect();
        for (key, _) in &entries {
            map.remove(*key);
        }
        (!entries.is_empty()).then(|| Value::map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::Plan;
    use crate::cbor::Value;
    use crate::hash::Hash;
    use crate::refused::Refused;
    use crate::sd_cwt::{REDACTED_KEYS, Redactor};

    #[test]
    fn groups_are_counted_and_decoys_added() {
        let mut plan = Plan::new(
            &["certificateHolderName"],
            &[(&["holderSex"], false), (&["holderOver18", "holderOver14"], true)],
        );
        plan.decoys = 2;
        let mut map = Value::map([(1, "a"), (7, "b"), (18, "c")]);
        let mut redactor = Redactor::new(Hash::Sha256, "a");
        plan.apply(&mut map, &mut redactor);
        let keys: Vec<_> =
            redactor.disclosures.iter().filter_map(|one| Some(one.named()?.0)).collect();
        // The first group has no member here, and the second keeps its number.
        assert_eq!(keys, [Value::from(7), Value::from(18), Value::from(-2)]);
        let Some(Value::Array(digests)) = map.get(REDACTED_KEYS) else { panic!("no digests") };
        assert_eq!((map.entries().len(), digests.len()), (2, 4));
    }

    #[test]
    fn a_plan_names_elements_once() {
        let twice = Plan::new(&["holderSex"], &[(&["holderSex"], true)]);
        assert_eq!(twice.check(), Err(Refused::ClaimDuplicate("holderSex".to_owned())));
        let unknown = Plan::new(&["nickname"], &[]);
        assert_eq!(unknown.check(), Err(Refused::ClaimUnknown("nickname".to_owned())));
        assert_eq!(Plan::personal().check(), Ok(()));
    }
}
