//! The elements of GB/T 36903 that a credential code can state: one table, for code, documents,
//! messages and page alike.

use crate::encoding::date::day;
use crate::encoding::value::Value;

/// The form of an element's value. No text is empty.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Shape {
    /// Any text.
    Text,
    /// A text, or a list of 2 to 16 where a credential has several holders.
    Texts,
    /// `YYYY-MM-DD`.
    Date,
    /// `YYYY-MM-DD`, or 长期 for a document without end.
    DateOrPerpetual,
    /// Three digits, GB/T 36903 appendix A; a list of them beside a list of holders.
    HolderType,
    /// Six digits, GB/T 2260.
    Division,
    /// One or two digits, meant as the credential's type says.
    Status,
    /// Three digits.
    Version,
    /// 32 bytes.
    Digest,
    /// A truth value.
    Bool,
    /// A map from texts to texts.
    Extension,
}

/// One element.
#[derive(Clone, Copy, Debug)]
pub struct Element {
    /// The key in the code.
    pub key: u8,
    /// The English key, and the claim's name on a receipt.
    pub name: &'static str,
    /// The form of its value.
    pub shape: Shape,
}

/// What people call an element. The module that verifies has no use for these words, so they stand
/// apart from what it reads, row by row.
#[derive(Clone, Copy, Debug)]
pub struct Label {
    /// The pinyin key of issuers' own systems, where one is known.
    pub pinyin: &'static str,
    /// The Chinese label.
    pub zh: &'static str,
    /// The English label.
    pub en: &'static str,
}

/// Writes each row once, into the table that is read and the table that is shown.
macro_rules! elements {
    ($($key:literal, $name:literal, $pinyin:literal, $zh:literal, $en:literal, $shape:ident;)*) => {
        /// The elements, in the order in which they are shown. Keys below 24 take one byte; those
        /// are the ones that codes hold.
        pub const TABLE: [Element; 42] =
            [$(Element { key: $key, name: $name, shape: Shape::$shape }),*];
        /// Their labels, in the same order.
        pub const LABELS: [Label; 42] = [$(Label { pinyin: $pinyin, zh: $zh, en: $en }),*];
    };
}

#[rustfmt::skip]
elements! {
    1,  "certificateName",                 "ZZMC",       "证照名称",                "Credential",                Text;
    25, "certificateTypeName",             "",           "证照类型名称",            "Type of credential",        Text;
    2,  "certificateNumber",               "ZZBH",       "证照编号",                "Credential number",         Text;
    3,  "certificateIdentifier",           "ZZBS",       "证照标识",                "Credential identifier",     Text;
    26, "certificateVersion",              "",           "证照版本号",              "Version",                   Version;
    13, "certificateStatus",               "",           "证照状态",                "Status when issued",        Status;
    4,  "certificateIssuingAuthorityName", "ZZBFJG",     "证照颁发机构",            "Issuing authority",         Text;
    5,  "certificateIssuingAuthorityCode", "ZZBFJGDM",   "证照颁发机构代码",        "Issuing authority code",    Text;
    29, "certificateDefineAuthorityName",  "",           "证照定义机构",            "Defining authority",        Text;
    30, "certificateDefineAuthorityCode",  "",           "证照定义机构代码",        "Defining authority code",   Text;
    6,  "certificateIssuedDate",           "ZZBFRQ",     "证照颁发日期",            "Issued on",                 Date;
    7,  "certificateHolderName",           "CZZT",       "持证主体",                "Holder",                    Texts;
    15, "holderSurname",                   "",           "姓氏",                    "Surname",                   Text;
    9,  "certificateHolderTypeCode",       "CZZTDMLXDM", "持证主体代码类型代码",    "Kind of holder's document",  HolderType;
    27, "certificateHolderTypeName",       "CZZTDMLX",   "持证主体代码类型",        "Holder's document",         Text;
    8,  "certificateHolderCode",           "CZZTDM",     "持证主体代码",            "Holder's document number",  Texts;
    14, "holderPhotoHash",                 "",           "持证人照片摘要",          "Digest of the photo",       Digest;
    19, "holderSex",                       "",           "性别",                    "Sex",                       Text;
    20, "holderNationality",               "",           "国籍",                    "Nationality",               Text;
    21, "holderEthnicity",                 "",           "民族",                    "Ethnicity",                 Text;
    16, "holderBirthDate",                 "",           "出生日期",                "Date of birth",             Date;
    17, "holderOver18",                    "",           "年满十八周岁",            "18 or older",               Bool;
    18, "holderOver14",                    "",           "年满十四周岁",            "14 or older",               Bool;
    22, "holderAddressProvince",           "",           "住址（省级）",            "Address: province",         Text;
    23, "holderAddressCounty",             "",           "住址（县级）",            "Address: county",           Text;
    24, "holderAddress",                   "",           "住址",                    "Address",                   Text;
    10, "certificateEffectiveDate",        "ZZYXQQSRQ",  "证照有效期起始日期",      "Valid from",                Date;
    11, "certificateExpiringDate",         "ZZYXQJZRQ",  "证照有效期截止日期",      "Valid until",               DateOrPerpetual;
    28, "certificateValidityRange",        "",           "证照有效期范围",          "Validity",                  Text;
    12, "certificateAreaCode",             "",           "证照所属管辖属地编码",    "Division code",             Division;
    31, "certificateSealSigner",           "ZZQZR",      "证照签章人",              "Sealed by",                 Text;
    32, "certificateSealTime",             "ZZQZSJ",     "证照签章时间",            "Sealed at",                 Text;
    33, "certificateSealName",             "ZZQZMC",     "证照签章名称",            "Seal",                      Text;
    34, "certificateCreatedTime",          "CJSJ",       "创建时间",                "Made at",                   Text;
    35, "certificateCopyCreator",          "JZJZZZ",     "加注件制作者",            "Annotated copy by",         Text;
    36, "certificateCopyCause",            "JZJZZSY",    "加注件制作事由",          "Annotated copy for",        Text;
    37, "certificateCopyCreationTime",     "JZJZZSJ",    "加注件制作时间",          "Annotated copy made at",    Text;
    38, "certificateCopyExpiringTime",     "JZJYXQJZSJ", "加注件有效期截止时间",    "Annotated copy until",      Text;
    39, "relatedItemName",                 "",           "关联事项名称",            "Related matter",            Text;
    40, "relatedItemCode",                 "",           "关联事项代码",            "Related matter code",       Text;
    41, "associatedCertificateIdentifier", "",           "关联证照标识",            "Related credential",        Text;
    42, "extendInfo",                      "KZ_",        "扩展业务信息",            "More, by type",             Extension;
}

impl Element {
    /// Whether a paper credential must have it: what it is, who issued it, whose it is.
    pub fn is_required(&self) -> bool {
        matches!(self.key, 1 | 4 | 7)
    }
}

impl Shape {
    /// Whether a value has this form.
    pub fn fits(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Bool, Value::Bool(_)) => true,
            (Self::Digest, Value::Bytes(bytes)) => bytes.len() == 32,
            (Self::Extension, Value::Map(entries)) => {
                entries.iter().all(|(key, value)| key.text().is_some() && value.text().is_some())
            }
            (Self::Texts | Self::HolderType, Value::Array(texts)) => {
                let fits = |text: &Value| text.text().is_some_and(|text| self.fits_text(text));
                (2..=16).contains(&texts.len()) && texts.iter().all(fits)
            }
            (Self::Bool | Self::Digest | Self::Extension, _) => false,
            (_, Value::Text(text)) => self.fits_text(text),
            _ => false,
        }
    }

    fn fits_text(self, text: &str) -> bool {
        let digits = || text.bytes().all(|c| c.is_ascii_digit());
        match self {
            Self::Date => day(text).is_some(),
            Self::DateOrPerpetual => day(text).is_some() || text == "长期",
            Self::HolderType | Self::Version => text.len() == 3 && digits(),
            Self::Division => text.len() == 6 && digits(),
            Self::Status => (1..=2).contains(&text.len()) && digits(),
            _ => !text.is_empty(),
        }
    }
}
