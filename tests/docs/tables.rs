//! The tables of the specification, in both languages: 0 is English, 1 is Chinese.

use std::fmt::Write;

use forge::docs::{alternatives, hotel};
use yanzheng::credential::elements::{Element, LABELS, Label, Shape, TABLE};

/// A table of these columns and rows.
pub(super) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(head.len()));
    for row in rows {
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
    text.replace("|  |", "| |").replace("|  |", "| |")
}

/// The form of a value, in both languages.
fn form(shape: Shape) -> [&'static str; 2] {
    match shape {
        Shape::Text => ["text", "文本"],
        Shape::Texts => ["text, or a list of 2 to 16", "文本，或 2 至 16 个文本的数组"],
        Shape::Date => ["YYYY-MM-DD"; 2],
        Shape::DateOrPerpetual => ["YYYY-MM-DD, or 长期", "YYYY-MM-DD，或 长期"],
        Shape::HolderType => {
            ["three digits, or a list of 2 to 16", "三位数字，或 2 至 16 个的数组"]
        }
        Shape::Division => ["six digits", "六位数字"],
        Shape::Status => ["one or two digits", "一至两位数字"],
        Shape::Version => ["three digits", "三位数字"],
        Shape::Digest => ["32 bytes", "32 字节"],
        Shape::Bool => ["true or false", "真或假"],
        Shape::Extension => ["map from text to text", "文本到文本的映射"],
    }
}

/// The elements by their keys, and the order in which they are shown.
pub(super) fn elements(language: usize) -> String {
    let mut rows: Vec<(Element, Label)> = TABLE.into_iter().zip(LABELS).collect();
    let order: Vec<_> = rows.iter().map(|(element, _)| element.key.to_string()).collect();
    rows.sort_by_key(|(element, _)| element.key);
    let rows: Vec<_> = rows
        .iter()
        .map(|(element, label)| {
            let required =
                if element.is_required() { ["required", "必填"][language] } else { "" };
            let form = form(element.shape)[language];
            let [zh, pinyin, name] = [label.zh, label.pinyin, element.name];
            vec![element.key.to_string()]
                .into_iter()
                .chain([zh, pinyin, name, form, required].map(str::to_owned))
                .collect()
        })
        .collect();
    let head = [
        ["key", "Chinese label", "pinyin key", "English key", "form", "kind 1"],
        ["键", "中文名称", "拼音键", "英文键", "形式", "第 1 类"],
    ];
    let shown = ["Shown in this order:", "显示顺序："][language];
    format!("{}\n{shown} {}.\n", table(&head[language], &rows), order.join(", "))
}

/// Where the bytes of the hotel's presentation go.
pub(super) fn sizes(language: usize) -> String {
    let parts = hotel().unwrap();
    let sum: usize = parts.iter().map(|part| part.bytes).sum();
    let mut rows: Vec<_> = parts
        .iter()
        .map(|part| vec![named(&part.name, language), part.bytes.to_string()])
        .collect();
    rows.push(vec![["**all**", "**合计**"][language].to_owned(), format!("**{sum}**")]);
    table([&["part", "bytes"], &["部分", "字节"]][language], &rows)
}

/// The name of a part in a language.
fn named(name: &str, language: usize) -> String {
    const NAMES: [[&str; 2]; 19] = [
        ["issuer's header", "发证机构的头"],
        ["issuer id", "发证机构标识"],
        ["type code", "证照类型代码"],
        ["issued at", "签发时刻"],
        ["not before", "生效时刻"],
        ["expires", "失效时刻"],
        ["status entry", "状态列表位置"],
        ["holder's key", "持证人公钥"],
        ["key of the elements", "元数据项映射的键"],
        ["element ", "元数据项 "],
        ["digests of what is redacted", "隐藏部分的摘要"],
        ["disclosure of ", "披露 "],
        ["issuer's signature", "发证机构的签名"],
        ["holder's header", "持证人的头"],
        ["audience", "受众"],
        ["time shown", "出示时刻"],
        ["challenge", "挑战值"],
        ["holder's signature", "持证人的签名"],
        ["arrays, maps and tags around them", "外围的数组、映射和标签"],
    ];
    let known = NAMES.iter().find(|[english, _]| match english.ends_with(' ') {
        true => name.starts_with(english),
        false => name == *english,
    });
    let [english, chinese] = known.unwrap_or_else(|| panic!("no name for {name}"));
    match language {
        0 => name.to_owned(),
        _ => name.replace(english, chinese).replace("group ", "组 "),
    }
}

/// What other choices come to.
pub(super) fn choices(language: usize) -> String {
    let none = ["none: a code holds 992", "无：上限 992"][language];
    let rows: Vec<_> = alternatives()
        .unwrap()
        .iter()
        .map(|size| {
            let version = match size.bytes > forge::code::LIMIT {
                true => none.to_owned(),
                false => size.version.to_string(),
            };
            vec![size.what[language].to_owned(), size.bytes.to_string(), version]
        })
        .collect();
    let head = [["choice", "bytes", "QR version at L"], ["做法", "字节", "L 级二维码版本"]];
    table(&head[language], &rows)
}
