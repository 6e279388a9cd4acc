//! The tables of the policies that are shipped, in both languages, out of the policies themselves: 0 is
//! English, 1 is Chinese.

use forge::packs::{PACKS, pack};
use serde_json::Value as Json;
use yanzheng::credential::elements::{LABELS, TABLE};

use super::suite::read;
use super::tables::table;

/// The words of one language.
struct Words {
    language: usize,
    messages: Json,
}

impl Words {
    fn new(language: usize) -> Self {
        let messages = read("pkg/js/messages.json")[["en", "zh-Hans"][language]].clone();
        Self { language, messages }
    }

    fn pick(&self, words: [&'static str; 2]) -> &'static str {
        words[self.language]
    }

    /// What a text by language says in this one.
    fn said(&self, texts: &Json) -> String {
        texts[self.pick(["en", "zh"])].as_str().unwrap().to_owned()
    }

    /// A word of the messages, which have one for every name that a policy uses.
    fn known(&self, table: &str, name: &str) -> String {
        let word = self.messages[table][name].as_str();
        word.unwrap_or_else(|| panic!("{table} has no {name}")).to_owned()
    }

    /// A claim: by its key in English, which has words in it, and by its label in Chinese.
    fn claim(&self, name: &str) -> String {
        let place = TABLE.iter().position(|element| element.name == name);
        match place {
            Some(place) if self.language == 1 => LABELS[place].zh.to_owned(),
            None if name != "reference" => panic!("no element {name}"),
            None if self.language == 1 => "代号".to_owned(),
            _ => format!("`{name}`"),
        }
    }

    /// A kind: likewise. The English names stand in a table of their own.
    fn kind(&self, kind: &str) -> String {
        let name = self.known("kinds", kind);
        if self.language == 1 { name } else { format!("`{kind}`") }
    }

    fn claims(&self, names: &Json) -> String {
        self.joined(names, &|name| self.claim(name))
    }

    fn kinds(&self, names: &Json) -> String {
        self.joined(names, &|name| self.kind(name))
    }

    fn joined(&self, names: &Json, word: &dyn Fn(&str) -> String) -> String {
        let words = texts(names).map(word).collect::<Vec<_>>();
        words.join(self.pick([", ", "、"]))
    }

    /// One or several clauses of a cell.
    fn clauses(&self, clauses: &[String]) -> String {
        clauses.join(self.pick(["; ", "；"]))
    }

    fn days(&self, seconds: &Json) -> String {
        let days = seconds.as_i64().unwrap() / 86_400;
        let word = if days == 1 { "day" } else { "days" };
        [format!("{days} {word}"), format!("{days} 天")][self.language].clone()
    }
}

fn texts(names: &Json) -> impl Iterator<Item = &str> {
    names.as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(Json::as_str)
}

/// The members of an object with their names.
fn members(object: &Json) -> impl Iterator<Item = (&String, &Json)> {
    object.as_object().into_iter().flatten()
}

fn rows(row: &dyn Fn(&Json) -> Vec<String>) -> Vec<Vec<String>> {
    let row = |(scenario, _): &(&str, _)| {
        let first = format!("`{scenario}`");
        std::iter::once(first).chain(row(&pack(scenario))).collect()
    };
    PACKS.iter().map(row).collect()
}

/// The kinds of types that have names.
pub(super) fn kinds(language: usize) -> String {
    let [english, chinese] = [0, 1].map(|language| Words::new(language).messages["kinds"].clone());
    let rows = members(&chinese).map(|(kind, name)| {
        let name = name.as_str().unwrap().to_owned();
        vec![format!("`{kind}`"), name, english[kind].as_str().unwrap().to_owned()]
    });
    let head = [["kind", "Chinese", "English"], ["种类", "中文", "英文"]];
    table(&head[language], &rows.collect::<Vec<_>>())
}

/// What each is for, and what it accepts and asks.
pub(super) fn asks(language: usize) -> String {
    let words = Words::new(language);
    let rows = rows(&|pack| {
        let types = match &pack["types"]["all"] {
            Json::Array(groups) => {
                let one = words.pick(["of each one, in one code: ", "一个码里各一份："]);
                let groups = groups.iter().map(|group| group_of(group, &words));
                format!("{one}{}", groups.collect::<Vec<_>>().join(words.pick([" + ", "＋"])))
            }
            _ => words.kinds(&pack["types"]),
        };
        vec![
            words.said(&pack["title"]),
            types,
            wanted(pack, &words),
            words.claims(&pack["optional"]),
        ]
    });
    let head = [
        ["policy", "for", "accepts", "asks for", "may ask for"],
        ["策略", "用途", "接受", "要求", "可以问"],
    ];
    table(&head[language], &rows)
}

/// Types of which one will do.
fn group_of(group: &Json, words: &Words) -> String {
    match texts(group).count() {
        1 => words.kinds(group),
        _ => words.pick(["(|)", "（|）"]).replace('|', &words.kinds(group)),
    }
}

/// The claims that must be there, of all and of some types, and what they must say.
fn wanted(pack: &Json, words: &Words) -> String {
    let mut clauses = vec![words.claims(&pack["claims"])];
    clauses.extend(members(&pack["claims_by_type"]).map(|(kind, claims)| {
        let (kind, claims) = (words.kind(kind), words.claims(claims));
        [format!("{kind} also: {claims}"), format!("{kind}另要：{claims}")][words.language].clone()
    }));
    clauses.extend(members(&pack["values"]).map(|(claim, values)| {
        let values = values.as_array().unwrap().iter().map(Json::to_string).collect::<Vec<_>>();
        let (claim, values) = (words.claim(claim), values.join(words.pick([" or ", " 或 "])));
        [format!("{claim} must be {values}"), format!("{claim}须为 {values}")][words.language]
            .clone()
    }));
    if pack["same"].is_array() {
        let same = words.claims(&pack["same"]);
        clauses.push(
            [format!("the same in all: {same}"), format!("各份一致：{same}")][words.language]
                .clone(),
        );
    }
    clauses.retain(|clause| !clause.is_empty());
    words.clauses(&clauses)
}

/// How each is to be shown, and what is done where it cannot be told.
pub(super) fn shows(language: usize) -> String {
    let words = Words::new(language);
    let rows = rows(&|pack| {
        let assurance = pack["assurance"].as_str().unwrap_or("paper");
        let age = match pack["status"].as_str() {
            Some(_) => words.days(&pack["max_status_age"]),
            None => words.pick(["not asked for", "不要求"]).to_owned(),
        };
        let way = |way: &str| words.messages["ways"][way]["word"].as_str().unwrap().to_owned();
        let ways = words.joined(&pack["holder_match"], &way);
        let undecided = pack["indeterminate"].as_str().unwrap_or("refuse");
        vec![format!("`{assurance}`"), ways, age, format!("`{undecided}`")]
    });
    let head = [
        ["policy", "`assurance`", "the person", "withdrawal, at most", "undecided"],
        ["策略", "`assurance`", "核对本人", "是否作废，依据不超过", "不定时"],
    ];
    table(&head[language], &rows)
}

/// What each keeps, and hands on.
pub(super) fn keeps(language: usize) -> String {
    let words = Words::new(language);
    let rows = rows(&|pack| {
        let kept = match pack["retention"]["days"].as_i64() {
            Some(days) => {
                let claims = words.claims(&pack["retention"]["claims"]);
                [format!("{days} days: {claims}"), format!("{days} 天：{claims}")][language].clone()
            }
            None => words.pick(["nothing", "不留存"]).to_owned(),
        };
        let outputs = members(&pack["outputs"]).map(|(name, claims)| {
            words.known("outputs", name);
            format!("`{name}`{}{}", words.pick([": ", "："]), words.claims(claims))
        });
        let outputs = words.clauses(&outputs.collect::<Vec<_>>());
        vec![kept, words.claims(&pack["never_keep"]), outputs]
    });
    let head =
        [["policy", "keeps", "never keeps", "hands on"], ["策略", "留存", "不得留存", "交出"]];
    table(&head[language], &rows)
}

/// What each leaves to others, and its own words on what it cannot do.
pub(super) fn limits(language: usize) -> String {
    let words = Words::new(language);
    let rows = rows(&|pack| {
        let duties = words.joined(&pack["not_covered"], &|code| words.known("duties", code));
        vec![duties, words.said(&pack["limits"])]
    });
    let head = [["policy", "does not cover", "limits"], ["策略", "不包括", "局限"]];
    table(&head[language], &rows)
}
