// A receipt as a page to print: one HTML text that stands alone, with no script, no picture and nothing to
// fetch, black on white. Of a credential's contents it shows no more than the policy lets be kept.

import { own } from './claims.js';
import { claimLinesOf, explain } from './explain.js';
import { catalogueWith } from './names.js';
import { dutyNotes } from './ruled.js';
import { fill, plainText, time, wordsOf } from './words.js';

const ICONS = { accept: '✓', reject: '✗', indeterminate: '?' };
const MARKS = { passed: '✓', failed: '✗', undecided: '?', not_required: '–', not_reached: '·' };

/** Characters that HTML has other names for. */
const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** The HTML text of one receipt. `types` are the catalogue rows that the verifier was given. */
export function receiptPage(receipt, { language, paper = 'A4', types } = {}) {
  const style = own(STYLES, paper);
  if (style === undefined) throw new TypeError(`paper: must be one of ${Object.keys(STYLES).join(', ')}`);
  const told = explain(receipt, language, { types });
  const words = wordsOf(language).page;
  const sections = sectionsOf(receipt, told, { language, catalogue: catalogueWith(types) }).filter(hasSomething);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(words.title)}</title>
<style>${SHARED}${style(sections)}</style>
</head>
<body>
<h1>${escaped(words.title)}</h1>
${sections.map(sectionHtml).join('\n')}
<p class="foot">${escaped(words.record)}</p>
</body>
</html>
`;
}

/** What stands on the page, from the top. Sections without anything are left out. */
function sectionsOf(receipt, told, teller) {
  const { language } = teller;
  const words = wordsOf(language).page;
  const { policy = { lines: [], not_covered: [] } } = told;
  const receipts = told.parts.length > 0 ? receipt.parts : [receipt];
  const parts = told.parts.length > 0 ? told.parts : [told];
  const row = (key, value) => ({ key, label: words[key], value: plainText(value) });
  const duties = dutyNotes(policy.not_covered, language);
  return [
    { verdict: receipt.verdict, word: told.verdict, reason: told.reason, code: receipt.code },
    { title: words.next, sentences: [told.instead, policy.instead, told.advice, policy.review].filter(Boolean) },
    { title: words.about, half: true, rows: [row('at', time(receipt.at, language)), ...told.record] },
    {
      title: words.policy,
      half: true,
      rows: policy.lines.map((line) => (line.key === 'policy_sha256' ? row('policy_sha256', receipt.policy.sha256) : line)),
    },
    { title: words.not_covered, items: policy.not_covered.map((duty) => duty.text) },
    ...parts.map((part, index) => ({
      title: parts.length === 1 ? words.credential : credentialTitle(part, { index, of: parts.length, words }),
      rows: [...part.credential, ...assuranceRows(part, row)],
      checks: parts.length === 1 ? part.checks : shortened(part.checks, language),
      sentences: parts.length === 1 ? [] : part.notes,
    })),
    {
      title: words.kept,
      rows: receipt.verdict === 'accept' ? receipts.flatMap((one) => keptLines(one, receipt.policy, teller)) : [],
      sentences: [policy.retention, policy.never_keep].filter(Boolean),
    },
    { title: words.notes, sentences: told.notes.filter((note) => !duties.includes(note)) },
    { title: words.trust, half: true, rows: told.trust },
    {
      title: words.program,
      half: true,
      rows: [row('sdk', `yanzheng ${receipt.sdk}`), ...(receipt.wasm_sha256 ? [row('wasm_sha256', receipt.wasm_sha256)] : [])],
    },
  ];
}

/** Of several credentials on one sheet, what passed is said in one line each. */
function shortened(checks, language) {
  const passed = checks.filter(({ outcome }) => outcome === 'passed');
  if (passed.length === 0) return checks;
  const names = passed.map(({ name }) => name).join(wordsOf(language).ui.separator);
  return [{ ...passed[0], name: '', sentence: names }, ...checks.filter(({ outcome }) => outcome !== 'passed')];
}

/** How much is known of whoever showed it. */
function assuranceRows({ assurance }, row) {
  return assurance === undefined ? [] : [row('assurance', assurance.word)];
}

function hasSomething({ verdict, rows = [], checks = [], items = [], sentences = [] }) {
  return verdict !== undefined || rows.length + checks.length + items.length + sentences.length > 0;
}

function credentialTitle({ verdict }, { index, of, words }) {
  return `${fill(words.credential_of, { n: String(index + 1), of: String(of) })}  ${verdict}`;
}

/** The claims of one accepted credential that the policy lets be kept. */
function keptLines({ claims, credential }, policy, teller) {
  const kept = (policy && policy.retention && policy.retention.claims) || [];
  if (typeof claims !== 'object' || claims === null) return [];
  return claimLinesOf(Object.fromEntries(Object.entries(claims).filter(([name]) => kept.includes(name))), credential, teller, []);
}

function sectionHtml({ verdict, title, half, ...section }) {
  if (verdict !== undefined) return verdictHtml(verdict, section);
  const { rows = [], checks = [], items = [], sentences = [] } = section;
  return [
    `<section${half ? ' class="half"' : ''}><h2>${escaped(title)}</h2>`,
    ...(rows.length === 0 ? [] : [`<dl>${rows.map(rowHtml).join('')}</dl>`]),
    ...(checks.length === 0 ? [] : [`<ol>${checks.map(checkHtml).join('')}</ol>`]),
    ...(items.length === 0 ? [] : [`<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`]),
    ...sentences.map((sentence) => `<p>${escaped(sentence)}</p>`),
    '</section>',
  ].join('\n');
}

function verdictHtml(verdict, { word, reason, code }) {
  return `<section class="verdict"><strong>${own(ICONS, verdict) || '?'} ${escaped(word)}</strong>
<p>${escaped(reason)}</p><code>${escaped(code)}</code></section>`;
}

function rowHtml({ key, label, value }) {
  const digits = /sha256$|^reference$/.test(key) ? ' class="digits"' : '';
  return `<div><dt>${escaped(label)}</dt><dd${digits}><bdi>${escaped(value)}</bdi></dd></div>`;
}

function checkHtml({ name, outcome, word, sentence, instead, spec }) {
  const more = [instead, spec && `[${spec}]`].filter(Boolean).map((part) => ` ${escaped(part)}`);
  const state = `${own(MARKS, outcome) || '?'} ${escaped(word)}`;
  return `<li><b>${escaped(name)}</b> <span>${state}</span> <i>${escaped(sentence)}${more.join('')}</i></li>`;
}

function escaped(value) {
  return plainText(value === undefined ? '' : value).replace(/[&<>"']/g, (character) => ESCAPES[character]);
}

/** Millimetres of a roll that the sections take: rather a little more than too little, which would be two pages. */
function rollLength(sections) {
  const high = sections.reduce((sum, section) => sum + sectionLength(section), ROLL.fixed);
  return Math.ceil(high / 5) * 5;
}

function sectionLength({ verdict, reason = '', rows = [], checks = [], items = [], sentences = [] }) {
  const texts = [
    ...rows.map(({ label, value }) => `${label}  ${value}`),
    ...checks.flatMap(({ name, word, sentence, instead = '', spec = '' }) => [`${name} ${word}`, `${sentence} ${instead} [${spec}]`]),
    ...items.map((item) => `    ${item}`),
    ...sentences,
  ];
  const head = verdict === undefined ? ROLL.heading : ROLL.verdict + linesOf(reason) * ROLL.line;
  return head + texts.reduce((sum, each) => sum + linesOf(each), 0) * ROLL.line;
}

/** Lines that a text takes on a roll, broken between words, and anywhere in Chinese. */
function linesOf(text) {
  let lines = 1;
  let used = 0;
  for (const [word] of text.matchAll(/[\u2E80-\uFFEF]|[^\s\u2E80-\uFFEF]+\s*|\s+/gu)) {
    const ems = Array.from(word).reduce((sum, character) => sum + (character > '\u2E7F' ? 1 : LATIN), 0);
    if (used > 0 && used + ems > ROLL.ems) {
      lines += 1;
      used = 0;
    }
    lines += Math.floor(ems / ROLL.ems);
    used += ems % ROLL.ems;
  }
  return lines;
}

/** A Latin letter's width in ems. */
const LATIN = 0.5;

/** A roll in millimetres: title, foot and margins together, a section's heading, the verdict, a line, and its ems. */
const ROLL = { fixed: 25, heading: 7.6, verdict: 17, line: 4.1, ems: 23.5 };

const SHARED = `
*{box-sizing:border-box;margin:0;padding:0}
body{color:#000;background:#fff;line-height:1.35}
body{font-family:"Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-weight:bold;text-align:center}
h2{font-weight:bold;border-bottom:.3mm solid #000}
.verdict{border:.6mm solid #000;text-align:center}
.verdict strong{display:block}
code,.digits{font-family:"Noto Sans Mono","Source Code Pro",Consolas,Menlo,monospace;overflow-wrap:anywhere}
dt,li b{font-weight:bold}
dd{overflow-wrap:anywhere}
ol{list-style:none}
i{font-style:normal}
li,dl div,.verdict{break-inside:avoid}
h2{break-after:avoid}
`;

/** Paper → its own style. A roll has no length, so its page is made as long as what stands on it. */
const STYLES = {
  A4: () => `
@page{size:A4;margin:10mm 15mm}
body{font-size:8.5pt;max-width:180mm;margin:0 auto;display:grid;grid-template-columns:1fr 1fr;column-gap:6mm}
h1,section,.foot{grid-column:span 2}
section.half{grid-column:span 1}
h1{font-size:13pt;margin-bottom:1.5mm}
h2{font-size:9.5pt;margin:2mm 0 .8mm}
.verdict{padding:1mm 4mm 1.5mm}
.verdict strong{font-size:18pt}
.verdict p{font-size:10.5pt}
dl div,ol li{display:grid;grid-template-columns:42mm 1fr;column-gap:3mm}
.half dl div{grid-template-columns:30mm 1fr}
ol{margin-top:1mm}
ol li{grid-template-columns:31mm 22mm 1fr}
ul{padding-left:4mm;columns:2;column-gap:6mm}
.digits,code{font-size:7.5pt}
.foot{margin-top:2.5mm;border-top:.3mm solid #000;padding-top:1mm}
`,
  '80mm': (sections) => `
@page{size:80mm ${rollLength(sections)}mm;margin:3mm 4mm}
body{font-size:8.5pt;width:72mm;margin:0 auto}
h1{font-size:12pt;margin-bottom:1.5mm}
h2{font-size:9pt;margin:2mm 0 .8mm}
.verdict{padding:1.5mm 2mm}
.verdict strong{font-size:18pt}
.verdict p{font-size:9.5pt}
dt,dd{display:inline}
dt,li b{margin-right:1.5mm;white-space:nowrap}
ol{margin-top:1mm}
ol li i{display:block}
b:empty{display:none}
ul{padding-left:4mm}
.digits,code{font-size:7pt}
.foot{margin-top:2mm;border-top:.3mm solid #000;padding-top:1mm}
`,
};
