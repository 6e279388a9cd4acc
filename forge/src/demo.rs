//! The demonstration: samples of what a counter meets, right and wrong, freshly signed, with the
//! anchors to verify them by and their codes as pictures.

use std::error::Error;
use std::fs;
use std::path::Path;

use serde::Serialize;
use serde_json::Value as Json;

use crate::anchor::Anchor;
use crate::code::{self, Credential};
use crate::qr::Qr;
use crate::refused::Refused;
use crate::time::{self, DAY};
use crate::world::World;
use crate::{hcert, shc};

/// What the page and the command line show.
#[derive(Clone, Debug, Serialize)]
pub struct Demo {
    /// Whom the demonstration trusts.
    pub anchors: Vec<Anchor>,
    /// What is shown.
    pub samples: Vec<Sample>,
}

/// One sample.
#[derive(Clone, Debug, Serialize)]
pub struct Sample {
    /// Its name in addresses and files.
    pub id: String,
    title: Words,
    about: Words,
    /// The text of its code.
    pub scan: String,
    qr: String,
    /// Its own clock, in seconds since the Unix epoch; without one it is judged now.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<i64>,
}

/// A text in both languages.
#[derive(Clone, Debug, Serialize)]
struct Words {
    #[serde(rename = "zh-Hans")]
    zh: String,
    en: String,
}

impl Demo {
    /// The demonstration of a world, with public European certificates besides: each a name and
    /// the JSON of its file.
    ///
    /// # Errors
    /// A [`Refused`] when something does not fit its code.
    pub fn new(world: &World, european: &[(String, Json)]) -> Result<Self, Refused> {
        let mut demo = Self {
            anchors: vec![
                world.region_anchor(),
                Anchor::of_certificate(&world.vaccination_signer()),
                world.clinic.anchor(),
            ],
            samples: [codes(world)?, foreign(world)].concat(),
        };
        for (name, file) in european {
            demo.add(name, file);
        }
        Ok(demo)
    }

    /// Writes `demo.json`, and a picture of every code below `demo/`.
    ///
    /// # Errors
    /// What the file system answers, or [`Refused::Picture`].
    pub fn write(&self, folder: &Path) -> Result<(), Box<dyn Error>> {
        fs::create_dir_all(folder.join("demo"))?;
        for sample in &self.samples {
            fs::write(folder.join(&sample.qr), Qr::new(&sample.scan)?.svg())?;
        }
        fs::write(folder.join("demo.json"), serde_json::to_string_pretty(self)? + "\n")?;
        Ok(())
    }

    /// Adds a certificate of the public test data, with its signer and its clock. A file of
    /// another shape is passed over.
    fn add(&mut self, name: &str, file: &Json) {
        let context = |member: &str| file["TESTCTX"][member].as_str();
        let (Some(scan), Some(certificate)) = (file["PREFIX"].as_str(), context("CERTIFICATE"))
        else {
            return;
        };
        let zh = format!("欧洲证书：公开测试数据 {name}");
        let en = format!("European certificate: public test data {name}");
        let about = (
            "其他国家公开的测试证书，按测试数据自带的时间核验。",
            "A certificate from public test data, verified at the time that the data names.",
        );
        let id = format!(
            "european-{}",
            name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-")
        );
        let mut sample = sample(&id, (&zh, &en), about, scan.to_owned());
        sample.at = context("VALIDATIONCLOCK").and_then(|clock| time::parse(clock).ok());
        self.anchors
            .push(Anchor { certificate: Some(certificate.to_owned()), ..Anchor::default() });
        self.samples.push(sample);
    }
}

fn sample(id: &str, title: (&str, &str), about: (&str, &str), scan: String) -> Sample {
    let words = |(zh, en): (&str, &str)| Words { zh: zh.to_owned(), en: en.to_owned() };
    Sample {
        id: id.to_owned(),
        title: words(title),
        about: words(about),
        scan,
        qr: format!("demo/{id}.svg"),
        at: None,
    }
}

/// Credential codes: one that is right and one of each kind of wrong.
fn codes(world: &World) -> Result<Vec<Sample>, Refused> {
    let good = world.identity();
    let (region, stranger) = (&world.region, &world.stranger);
    let bytes = good.issue(&region.key)?;
    let expired =
        Credential { issued: world.at - 400 * DAY, expires: world.at - DAY, ..good.clone() };
    let unknown =
        Credential { issuer: stranger.id.to_owned(), kid: stranger.kid.clone(), ..good.clone() };
    let residence = residence(&good);
    Ok(vec![
        sample(
            "hotel-guest",
            ("酒店入住：身份凭证（演示）", "Hotel check-in: identity credential (demonstration)"),
            (
                "由虚构的地区签发，在有效期内。",
                "Issued by an invented region and inside its validity.",
            ),
            code::scan(&bytes),
        ),
        sample(
            "expired",
            ("已过期的身份凭证", "An expired identity credential"),
            ("签名正确，昨天到期。", "Correctly signed; it ended yesterday."),
            code::scan(&expired.issue(&region.key)?),
        ),
        sample(
            "changed-digit",
            ("被改动一位数字的凭证", "A credential with one digit changed"),
            (
                "签发后改动了一位数字，内容仍可读，签名不再成立。",
                "One digit was changed after signing: still readable, no longer signed.",
            ),
            code::with_changed_digit(&bytes),
        ),
        sample(
            "unknown-issuer",
            ("未知签发者的凭证", "A credential by an unknown issuer"),
            (
                "签发者不在信任名单里，无法判断真伪。",
                "Its issuer is not among those that are trusted: nothing can be decided.",
            ),
            code::scan(&unknown.issue(&stranger.key)?),
        ),
        sample(
            "type-not-allowed",
            ("签发者无权签发的居住凭证", "A residence credential that its issuer may not issue"),
            (
                "签名正确，但该签发者只能签发身份凭证。",
                "Correctly signed, by an issuer that may issue identity credentials only.",
            ),
            code::scan(&residence.issue(&region.key)?),
        ),
        sample(
            "pointer",
            ("政务 App 的十位亮证码", "A government app's ten-digit code"),
            (
                "只是一个编号，要由签发它的系统联网解析，本机无法核验。",
                "A number that only the system behind it can resolve; nothing in it can be checked here.",
            ),
            "4642087996".to_owned(),
        ),
    ])
}

/// The same guest's residence credential.
fn residence(identity: &Credential) -> Credential {
    let mut residence = Credential { type_code: World::residence_type(), ..identity.clone() };
    residence.elements.retain(|(name, _)| name != "certificateIdentifier");
    for (name, value) in &mut residence.elements {
        if name == "certificateName" {
            "居住凭证（演示）".clone_into(value);
        }
    }
    residence
}

/// What guests from elsewhere show.
fn foreign(world: &World) -> Vec<Sample> {
    let certificate = world.vaccination().message().sign(&world.health_office.key).encode();
    let card = world.card().sign(&world.clinic.key).text();
    vec![
        sample(
            "european",
            (
                "欧盟格式的疫苗接种证书（演示）",
                "A vaccination certificate in the European format (demonstration)",
            ),
            (
                "由虚构的机构签发，格式与欧盟数字证书相同。",
                "Issued by an invented office, in the format of the European digital certificate.",
            ),
            hcert::scan(&certificate),
        ),
        sample(
            "health-card",
            ("SMART 健康卡（演示）", "A SMART Health Card (demonstration)"),
            ("由虚构的诊所签发。", "Issued by an invented clinic."),
            shc::scan(&card),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::Demo;
    use crate::key::DEMO_SEED;
    use crate::qr::Qr;
    use crate::world::World;
    use serde_json::json;

    #[test]
    fn every_sample_has_a_code_of_its_own() {
        let file = json!({ "PREFIX": "HC1:TEST", "TESTCTX": { "CERTIFICATE": "AA==", "VALIDATIONCLOCK": "2021-05-18T20:00:00+02:00" } });
        let european = [("AT 1".to_owned(), file), ("none".to_owned(), json!({}))];
        let demo = Demo::new(&World::new(DEMO_SEED, 1_780_272_000), &european).unwrap();
        assert_eq!(demo.samples.len(), 9);
        assert_eq!(
            (demo.samples[8].id.as_str(), demo.samples[8].at),
            ("european-at-1", Some(1_621_360_800))
        );
        for sample in &demo.samples {
            assert!(Qr::new(&sample.scan).unwrap().version <= 22, "{}", sample.id);
        }
        let texts: std::collections::BTreeSet<_> =
            demo.samples.iter().map(|sample| &sample.scan).collect();
        assert_eq!(texts.len(), 9);
    }
}
