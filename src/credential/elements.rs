//! The elements of GB/T 36903 that a credential code can state: one table, for code, documents,
//! messages and page alike.

use crate::credential::is_date;

/// The form of an element's value. Every value is a text that is not empty.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Shape {
    /// Any text.
    Text,
    /// `YYYY-MM-DD`.
    Date,
    /// `YYYY-MM-DD`, or 长期 for a document without end.
    DateOrPerpetual,
    /// Three digits, GB/T 36903 appendix A.
    HolderType,
    /// Six digits, GB/T 2260.
    Division,
}

/// One element.
#[derive(Clone, Copy, Debug)]
pub struct Element {
    /// The key in the code.
    pub key: i128,
    /// The English key, and the claim's name on a receipt.
    pub name: &'static str,
    /// The pinyin key of issuers' own systems, where one is known.
    pub pinyin: &'static str,
    /// The Chinese label.
    pub zh: &'static str,
    /// The English label.
    pub en: &'static str,
    /// The form of its value.
    pub shape: Shape,
    /// Whether a credential code must have it.
    pub required: bool,
}

use Shape::{Date, DateOrPerpetual, Division, HolderType, Text};

const fn element(
    key: i128,
    (name, pinyin): (&'static str, &'static str),
    (zh, en): (&'static str, &'static str),
    shape: Shape,
) -> Element {
    Element { key, name, pinyin, zh, en, shape, required: matches!(key, 1 | 4 | 7) }
}

/// The elements, in the order in which they are shown.
#[rustfmt::skip]
pub const TABLE: [Element; 12] = [
    element(1,  ("certificateName", "ZZMC"),                     ("证照名称", "Credential"),                        Text),
    element(2,  ("certificateNumber", "ZZBH"),                   ("证照编号", "Credential number"),                 Text),
    element(3,  ("certificateIdentifier", "ZZBS"),               ("证照标识", "Credential identifier"),             Text),
    element(4,  ("certificateIssuingAuthorityName", "ZZBFJG"),   ("证照颁发机构", "Issuing authority"),             Text),
    element(5,  ("certificateIssuingAuthorityCode", "ZZBFJGDM"), ("证照颁发机构代码", "Issuing authority code"),    Text),
    element(6,  ("certificateIssuedDate", "ZZBFRQ"),             ("证照颁发日期", "Issued on"),                     Date),
    element(7,  ("certificateHolderName", "CZZT"),               ("持证主体", "Holder"),                            Text),
    element(8,  ("certificateHolderCode", "CZZTDM"),             ("持证主体代码", "Holder's document number"),      Text),
    element(9,  ("certificateHolderTypeCode", "CZZTDMLXDM"),     ("持证主体代码类型代码", "Kind of that document"), HolderType),
    element(10, ("certificateEffectiveDate", "ZZYXQQSRQ"),       ("证照有效期起始日期", "Valid from"),              Date),
    element(11, ("certificateExpiringDate", "ZZYXQJZRQ"),        ("证照有效期截止日期", "Valid until"),             DateOrPerpetual),
    element(12, ("certificateAreaCode", ""),                     ("证照所属管辖属地编码", "Division code"),         Division),
];

impl Shape {
    /// Whether a value has this form.
    pub fn fits(self, value: &str) -> bool {
        let digits = |size| value.len() == size && value.bytes().all(|c| c.is_ascii_digit());
        match self {
            Text => !value.is_empty(),
            Date => is_date(value),
            DateOrPerpetual => is_date(value) || value == "长期",
            HolderType => digits(3),
            Division => digits(6),
        }
    }
}
