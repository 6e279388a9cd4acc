//! Counters with the policies that are shipped: what each takes, and one of each kind of refusal by
//! a policy.

use serde_json::json;

use super::shown::Showing;
use super::{BANK, Sample};
use crate::code::{self, Credential, Kind, join, scan_as};
use crate::hotel::{AUDIENCE, CHALLENGE};
use crate::key::Key;
use crate::refused::Refused;
use crate::regions::{IDENTITY, Region, region};
use crate::statements::{driving, identity, property, with};
use crate::world::{World, resident_number};

const AGE: &str = "age.gate";
const COMMUNITY: &str = "community.counter";
const LETTING: &str = "letting.flat";
const LIBRARY: &str = "library.card";
const ROADSIDE: &str = "traffic.roadside";

/// What the police are told, and the surname for the hotel's own book.
const FOR_HOTEL: [&str; 4] = [
    "certificateHolderName",
    "certificateHolderTypeCode",
    "certificateHolderCode",
    "holderSurname",
];
/// Whose it is.
const HOLDER: [&str; 2] = ["certificateHolderName", "certificateHolderCode"];

/// Who shows what: a guest with an SM2 key, a landlord with another one, and their regions.
struct Ground<'w> {
    world: &'w World,
    a: Region,
    b: Region,
    c: Region,
    guest: Key,
    landlord: Key,
}

/// Counter by counter.
pub(super) fn samples(world: &World) -> Result<Vec<Sample>, Refused> {
    let ground = Ground {
        world,
        a: region(&world.seed, 'a'),
        b: region(&world.seed, 'b'),
        c: region(&world.seed, 'c'),
        guest: Key::sm2_from_seed(&world.seed, "guest"),
        landlord: Key::from_seed(&world.seed, "customer"),
    };
    Ok([
        ground.hotel()?,
        ground.bank()?,
        ground.letting()?,
        ground.doors()?,
        ground.streets()?,
        ground.windows()?,
    ]
    .concat())
}

impl Ground<'_> {
    fn guest(&self) -> Showing<'_> {
        Showing { world: self.world, region: &self.c, holder: &self.guest }
    }

    fn card(&self) -> Credential {
        identity(&self.c, self.world.at)
    }

    /// A sample at a counter of the bundle, in answer to its challenge.
    fn live(
        &self,
        scenario: &str,
        id: &str,
        title: (&str, &str),
        about: (&str, &str),
        scan: String,
    ) -> Sample {
        self.dynamic(scenario, id, title, about, scan).asked(self.world.at, Some(CHALLENGE))
    }

    /// The same at a counter that has not shown a challenge.
    fn dynamic(
        &self,
        scenario: &str,
        id: &str,
        title: (&str, &str),
        about: (&str, &str),
        scan: String,
    ) -> Sample {
        let sample = Sample::new(id, title, about, scan).by_bundle().desk(scenario);
        sample.asked(self.world.at, None)
    }

    fn hotel(&self) -> Result<Vec<Sample>, Refused> {
        let shown = self.guest().code(self.card(), AUDIENCE, &FOR_HOTEL)?;
        let asks = json!([FOR_HOTEL[0], FOR_HOTEL[2], "holderEthnicity"]);
        let asked = self.live(
            AUDIENCE,
            "hotel-over-asked",
            ("酒店入住：前台多问了民族", "Hotel check-in: the desk also asks for the ethnicity"),
            (
                "规则没有这一项，柜台不能要求；证件本身没有问题。",
                "The policy does not have it, so the counter may not ask; nothing is wrong with the credential.",
            ),
            shown.clone(),
        );
        Ok(vec![
            self.live(
                AUDIENCE,
                "hotel-outputs",
                (
                    "酒店入住：报送公安的和酒店自己留的",
                    "Hotel check-in: what the police get and what the hotel keeps",
                ),
                (
                    "报送公安的是姓名和证件号码；酒店自己只留姓氏和一个代号。",
                    "The police get name and document; the hotel keeps the surname and a pseudonym.",
                ),
                shown,
            ),
            Sample { asks: Some(asks), ..asked }.wrong("policy.claim_unauthorised"),
        ])
    }

    fn bank(&self) -> Result<Vec<Sample>, Refused> {
        let a = Showing { region: &self.a, holder: &self.landlord, ..self.guest() };
        let names = &FOR_HOTEL[..3];
        let card = identity(&self.a, self.world.at);
        Ok(vec![
            self.live(
                BANK,
                "bank-account",
                ("银行开户：按发布的规则", "Opening an account: by the published policy"),
                (
                    "写明了这次核验不包括的：联网核查、反洗钱名单筛查等。",
                    "What this check does not cover stands on the receipt: the online identity check, screening and more.",
                ),
                a.code(card.clone(), BANK, names)?,
            ),
            self.live(
                BANK,
                "bank-refused",
                ("银行开户：出示了驾驶凭证", "Opening an account with a driving credential"),
                (
                    "凭证没有问题，但不在开户规则里；收据写明是哪一条、哪些证件可以。",
                    "Nothing is wrong with it, but the account rules do not have it; the receipt names the rule and what would do.",
                ),
                self.guest().code(driving(&self.c, self.world.at), BANK, &HOLDER)?,
            )
            .wrong("policy.type_unauthorised"),
            self.dynamic(
                BANK,
                "bank-paper",
                ("银行开户：打印的凭证", "Opening an account with a print"),
                (
                    "开户要求本人设备当场回答随机数，纸质码谁都可以复印。",
                    "For an account the holder's device has to answer; anybody can copy paper.",
                ),
                code::scan(&card.issue(&self.a.issuer.key)?),
            )
            .wrong("holder.required"),
            self.dynamic(
                BANK,
                "bank-unasked",
                ("银行开户：柜台没有出示随机数", "Opening an account: no challenge was shown"),
                (
                    "规则要求回答随机数，而柜台没有出示：不能判断，请柜台重做。",
                    "The policy wants an answer, and the counter has not asked: undecided, and for the counter to repeat.",
                ),
                a.dynamic(card, BANK, names)?,
            )
            .wrong("policy.challenge_missing"),
        ])
    }

    fn letting(&self) -> Result<Vec<Sample>, Refused> {
        let from = |region| Showing { region, holder: &self.landlord, ..self.guest() };
        let title = from(&self.b).bytes(property(&self.b, self.world.at), LETTING, &HOLDER)?;
        let landlord = |stated| from(&self.a).bytes(stated, LETTING, &HOLDER);
        let card = identity(&self.a, self.world.at);
        let other = with(card.clone(), HOLDER[0], "王强（演示）");
        let other = with(other, HOLDER[1], &resident_number("99010119850303003"));
        let both = |stated| {
            let parts = [title.clone(), landlord(stated)?];
            Ok::<_, Refused>(scan_as(Kind::Together, &join(&parts)?))
        };
        Ok(vec![
            self.live(
                LETTING,
                "letting",
                ("租房：身份和不动产权一次出示", "Letting: identity and title in one code"),
                (
                    "两个凭证的权利人是同一个人；共有人是否同意不在核验之内。",
                    "Both name the same person; whether the co-owner agrees is not covered.",
                ),
                both(card.clone())?,
            ),
            self.live(
                LETTING,
                "letting-other",
                ("租房：出租人不是权利人", "Letting: the landlord is not an owner"),
                (
                    "两个凭证都是真的，但不动产权上没有这个人。",
                    "Both are genuine, but the title does not name this person.",
                ),
                both(other)?,
            )
            .wrong("policy.together_mismatch"),
            self.live(
                LETTING,
                "letting-incomplete",
                ("租房：只出示了身份凭证", "Letting: the identity credential alone"),
                (
                    "规则要求两个凭证一起出示，还缺不动产权证书。",
                    "The policy wants two credentials in one code, and the title is missing.",
                ),
                from(&self.a).code(card, LETTING, &HOLDER)?,
            )
            .wrong("policy.type_missing"),
        ])
    }

    /// Where nobody need know who it is.
    fn doors(&self) -> Result<Vec<Sample>, Refused> {
        let of_age = ["holderOver18"];
        let mut child = with(self.card(), "holderBirthDate", "2012-01-01");
        for (name, value) in &mut child.elements {
            if name == of_age[0] {
                *value = false.into();
            }
        }
        let at_home = json!({
            "scenario": LIBRARY, "types": [IDENTITY.kind], "assurance": "device",
            "regions": [self.a.code],
        });
        let reader = self.guest().dynamic(self.card(), LIBRARY, &[])?;
        Ok(vec![
            self.dynamic(
                LIBRARY,
                "library",
                ("图书馆：有效证件和一个代号", "Library: a valid card and a pseudonym"),
                (
                    "没有出示姓名和号码；图书馆得到的只是本机算出的代号。",
                    "Neither name nor number is shown: the library gets a pseudonym of this terminal's making.",
                ),
                reader.clone(),
            ),
            Sample { scenario: Some(at_home), ..self.dynamic(
                LIBRARY,
                "library-region",
                ("图书馆：只收本省证件", "Library: cards of its own region only"),
                (
                    "证件没有问题，但这家图书馆自己的规则只收甲省签发的。",
                    "Nothing is wrong with it, but this library's own rules take cards of province A.",
                ),
                reader,
            ) }
            .wrong("policy.region_unauthorised"),
            self.live(
                AGE,
                "age-gate",
                ("成年核验：只回答是否满十八周岁", "Age gate: eighteen or not, and nothing else"),
                (
                    "没有出示姓名、号码和出生日期，什么都不留存。",
                    "Name, number and date of birth are not shown, and nothing is kept.",
                ),
                self.guest().code(self.card(), AGE, &of_age)?,
            ),
            self.live(
                AGE,
                "age-gate-minor",
                ("成年核验：未满十八周岁", "Age gate: not yet eighteen"),
                (
                    "凭证没有问题，但写明未满十八周岁。",
                    "Nothing is wrong with the credential; it says that its holder is younger.",
                ),
                self.guest().code(child, AGE, &of_age)?,
            )
            .wrong("policy.value_unauthorised"),
        ])
    }

    fn streets(&self) -> Result<Vec<Sample>, Refused> {
        let licence = driving(&self.c, self.world.at);
        let shown = self.guest().dynamic(licence, ROADSIDE, &HOLDER[..1])?;
        let at_roadside =
            |id, title, about| self.dynamic(ROADSIDE, id, title, about, shown.clone());
        let by_face = at_roadside(
            "roadside-face",
            ("路面检查：只用刷脸核对", "Roadside check: the face recognised"),
            (
                "规则要求民警看照片核对，不用人脸识别。",
                "By the policy an officer compares the photo; no face is recognised.",
            ),
        );
        Ok(vec![
            at_roadside(
                "roadside",
                ("路面检查：驾驶凭证", "Roadside check: a driving credential"),
                (
                    "动态码；准驾车型可见，状态已在本机查过，记分不在核验之内。",
                    "A dynamic code; the class of vehicle is shown, its status was looked up here, points are not covered.",
                ),
            ),
            Sample { matched: Some("face_external"), ..by_face }.wrong("policy.match_unauthorised"),
        ])
    }

    fn windows(&self) -> Result<Vec<Sample>, Refused> {
        let paper = identity(&self.a, self.world.at);
        let window = self.dynamic(
            COMMUNITY,
            "community-paper",
            ("社区窗口：老人带来的纸质凭证", "Community counter: a print that an old man brings"),
            (
                "纸质码也收，由窗口看照片核对本人。",
                "Prints are taken too; the window compares the person with the photo.",
            ),
            code::scan(&paper.issue(&self.a.issuer.key)?),
        );
        Ok(vec![Sample { matched: Some("staff_photo"), ..window }])
    }
}
