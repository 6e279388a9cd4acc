//! Anchor records: what a verifier is told about an issuer's key.

use serde::Serialize;

use crate::base64::standard;
use crate::key::Key;
use crate::public_key::Jwk;

/// One anchor, in the form that the verifier reads. What is absent is not restricted.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Anchor {
    /// The issuer's id, as it stands in its credentials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The key's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// The algorithm, by its JOSE name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alg: Option<String>,
    /// The public key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jwk: Option<Jwk>,
    /// The SM2 signer id, where it is not the default one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sm2_id: Option<String>,
    /// The signer's certificate in DER, as base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
    /// The types that the issuer may issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub types: Option<Vec<String>>,
    /// The regions that the issuer may issue for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regions: Option<Vec<String>>,
    /// The status lists that the key may sign: whole addresses, or what they begin with up to a `/`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lists: Option<Vec<String>>,
    /// First second at which the key is in force, since the Unix epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_before: Option<i64>,
    /// Last second at which the key is in force, since the Unix epoch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_after: Option<i64>,
}

impl Anchor {
    /// The anchor of an issuer's key.
    pub fn of_key(issuer: &str, kid: &str, key: &Key) -> Self {
        Self {
            issuer: Some(issuer.to_owned()),
            kid: Some(kid.to_owned()),
            alg: Some(key.algorithm().jose().to_owned()),
            jwk: Some(key.jwk()),
            sm2_id: key.other_signer_id().map(str::to_owned),
            ..Self::default()
        }
    }

    /// The anchor of a signer's certificate in DER.
    pub fn of_certificate(der: &[u8]) -> Self {
        Self { certificate: Some(standard(der)), ..Self::default() }
    }

    /// The same, restricted to types.
    #[must_use]
    pub fn for_types<T: Into<String>>(mut self, types: impl IntoIterator<Item = T>) -> Self {
        self.types = Some(types.into_iter().map(Into::into).collect());
        self
    }

    /// The same, restricted to regions.
    #[must_use]
    pub fn for_regions<T: Into<String>>(mut self, regions: impl IntoIterator<Item = T>) -> Self {
        self.regions = Some(regions.into_iter().map(Into::into).collect());
        self
    }

    /// The same, in force from one second to another.
    #[must_use]
    pub fn in_force(mut self, not_before: i64, not_after: i64) -> Self {
        self.not_before = Some(not_before);
        self.not_after = Some(not_after);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Anchor;
    use crate::key::Key;

    #[test]
    fn an_anchor_says_what_its_key_signs_with() {
        let json = |key: &Key| serde_json::to_value(Anchor::of_key("i", "k", key)).unwrap();
        let es256 = json(&Key::from_seed("a", "b"));
        assert_eq!((&es256["alg"], &es256["jwk"]["crv"]), (&"ES256".into(), &"P-256".into()));
        let sm2 = Key::sm2_from_seed("a", "b");
        let default = json(&sm2);
        assert_eq!(default["alg"], "SGD_SM3_SM2");
        assert_eq!(default["jwk"]["crv"], "SM2-P-256");
        assert!(default.get("sm2_id").is_none());
        assert_eq!(json(&sm2.with_signer_id(""))["sm2_id"], "");
    }
}
