//! Lists of the signers of European certificates, in the JSON forms that member states publish:
//! `[{ "kid", "country", "rawData" | "certificate" }]` as of the gateway, alone or below
//! `certificates`, and `{ kid: [certificate] }`.

use serde_json::Value as Json;

use super::certificate::Signer;
use super::{Candidate, Imported, Issuers, Scope, certified};
use crate::trust::{Objection, objection};

/// One row of a list.
struct Row<'a> {
    country: Option<&'a str>,
    kind: Option<&'a str>,
    certificate: &'a str,
}

/// The signers of the countries that the scope names as its regions, each in its country's file.
/// Their issuer is the country, unless `issuers` says another id for it.
///
/// # Errors
/// An [`Objection`] when the text is not such a list.
pub fn import(text: &str, scope: &Scope, issuers: &Issuers) -> Result<Imported, Objection> {
    let json: Json = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| Objection(format!("the list is not JSON: {error}")))?;
    let mut imported = Imported::default();
    for row in rows(&json)? {
        imported.take(candidate(&row, scope, issuers));
    }
    Ok(imported)
}

fn rows(json: &Json) -> Result<Vec<Row<'_>>, Objection> {
    let list = json.get("certificates").unwrap_or(json);
    match list {
        Json::Array(rows) => Ok(rows.iter().map(row).collect()),
        Json::Object(kids) => Ok(kids
            .values()
            .flat_map(|list| {
                list.as_array().map_or_else(|| vec![list], |list| list.iter().collect())
            })
            .map(row)
            .collect()),
        _ => objection(
            "the list is neither `[{ kid, country, rawData }]` nor `{ kid: [certificate] }`",
        ),
    }
}

fn row(json: &Json) -> Row<'_> {
    let text = |name: &str| json[name].as_str();
    Row {
        country: text("country"),
        kind: text("certificateType"),
        certificate: text("rawData").or(text("certificate")).or(json.as_str()).unwrap_or_default(),
    }
}

fn candidate(row: &Row, scope: &Scope, issuers: &Issuers) -> Result<Candidate, String> {
    if row.kind.is_some_and(|kind| kind != "DSC") {
        return Err("not a document signer".to_owned());
    }
    let signer = Signer::of_text(row.certificate).ok_or("not a certificate")?;
    let country = row.country.or(signer.country.as_deref()).ok_or("no country")?;
    if !scope.regions.iter().any(|region| region == country) {
        return Err("another country".to_owned());
    }
    let key = certified(&signer.kid, &signer)?;
    let issuer = issuers.get(country).map_or(country, String::as_str);
    let mut authority = scope.authority(issuer, country);
    authority.regions = vec![country.to_owned()];
    let allowed =
        |kind: &String| signer.health.is_empty() || signer.health.contains(&kind.as_str());
    authority.types.retain(allowed);
    if authority.types.is_empty() {
        return Err("not for these types".to_owned());
    }
    Ok(Candidate { directory: country.to_owned(), authority, key })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::import;
    use crate::base64::standard;
    use crate::certificate::{FOR_TESTS, FOR_VACCINATIONS};
    use crate::trust::import::{Imported, Issuers, Scope};
    use crate::world::World;

    fn of(list: &serde_json::Value, types: &[&str], countries: &[&str]) -> Imported {
        let scope = Scope::new(types, countries, None).unwrap();
        import(&list.to_string(), &scope, &Issuers::new()).unwrap()
    }

    #[test]
    fn both_forms_hold_the_same_signer() {
        let certificate = standard(&World::new("a", 1_780_272_000).vaccination_signer());
        let gateway = json!([{ "kid": "x", "country": "BV", "certificateType": "DSC", "rawData": certificate }]);
        for list in
            [gateway.clone(), json!({ "certificates": gateway }), json!({ "x": [certificate] })]
        {
            let imported = of(&list, &["vaccination", "test"], &["BV", "AT"]);
            assert_eq!((imported.taken, imported.skipped.len()), (1, 0));
            let authority = &imported.authorities["BV"][0];
            assert_eq!(authority.types, ["vaccination"]);
            assert_eq!(authority.regions, ["BV"]);
            let kid = World::new("a", 1_780_272_000).vaccination().kid;
            assert_eq!(authority.keys[0].kid_hex, Some(crate::base64::hex(&kid)));
        }
    }

    #[test]
    fn what_is_left_out_is_counted_by_its_reason() {
        let world = World::new("a", 1_780_272_000);
        let certificate = |usage| standard(&world.signer_certificate(&[usage]));
        let list = json!([
            { "rawData": certificate(FOR_TESTS) },
            { "rawData": certificate(FOR_VACCINATIONS), "certificateType": "UPLOAD" },
            { "rawData": certificate(FOR_VACCINATIONS), "country": "AT" },
            { "rawData": "AA==" },
        ]);
        let imported = of(&list, &["vaccination"], &["BV"]);
        let reasons: Vec<_> = imported.skipped.keys().map(String::as_str).collect();
        let expected = [
            "another country",
            "not a certificate",
            "not a document signer",
            "not for these types",
        ];
        assert_eq!((imported.taken, reasons), (0, expected.to_vec()));
        let scope = Scope::new(&["t"], &["BV"], None).unwrap();
        assert!(import("7", &scope, &Issuers::new()).is_err());
    }

    #[test]
    fn a_country_may_have_another_id() {
        let certificate = standard(&World::new("a", 0).vaccination_signer());
        let scope = Scope::new(&["vaccination"], &["BV"], None).unwrap();
        let issuers = [("BV".to_owned(), "Office".to_owned())].into();
        let imported =
            import(&json!({ "k": [certificate] }).to_string(), &scope, &issuers).unwrap();
        assert_eq!(imported.authorities["BV"][0].issuer, "Office");
    }
}
