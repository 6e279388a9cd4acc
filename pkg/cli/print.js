// Prints for people at a terminal.

import { WORDS } from './text.js';

const ICONS = { passed: '✓', failed: '✗', undecided: '?', not_required: '–', not_reached: '·' };
const OUTCOME = { accept: 'passed', reject: 'failed', indeterminate: 'undecided' };
const ASSURED = { paper: 'undecided', device: 'passed', live: 'passed' };
const COLOURS = { passed: 32, failed: 31, undecided: 33, not_required: 2, not_reached: 2 };

/** The text of one receipt; `name` stands above it when there are several. */
export function printReceipt(receipt, explained, { colour, name }) {
  const words = WORDS[explained.language];
  const paint = (text, as) => (colour ? `\u001B[${COLOURS[as]}m${text}\u001B[0m` : text);
  const { policy } = explained;
  const out = name === undefined ? [] : [`${printable(name)}:`];
  out.push(...head(receipt, explained, paint), ...nextSteps(explained));
  if (explained.parts.length === 0) out.push(...body(explained, words, paint));
  if (policy !== undefined) out.push(...table(policy.lines, words));
  out.push(...table(explained.record, words));
  if (receipt.trust && receipt.trust.source === 'bundle') out.push(...table(explained.trust, words));
  explained.parts.forEach((part, index) => {
    const [verdict, ...reason] = head(receipt.parts[index], part, paint);
    const place = `${words.credential} ${index + 1}/${explained.parts.length}`;
    const instead = part.instead === undefined ? [] : [`  ${part.instead}`];
    out.push('', `${place}  ${verdict}`, ...reason, ...instead, ...body(part, words, paint));
  });
  const rules = policy === undefined ? [] : [policy.retention, policy.never_keep];
  const last = [...rules, ...explained.notes].filter(Boolean);
  if (last.length > 0) out.push('', ...last.map((line) => `  ${line}`));
  return `${out.join('\n')}\n`;
}

/** What would do in the place of what was refused, what to do now, and who decides. */
function nextSteps({ instead, advice, policy = {} }) {
  const asides = [policy.instead, policy.review].filter(Boolean);
  return [...(instead === undefined ? [] : [`  ${instead}`]), `  → ${advice}`, ...asides.map((line) => `  ${line}`)];
}

/** The answer to a holder before the trip. */
export function printPrecheck({ verdict, held = [] }, { verdict: word, reason, held: told, asks, policy }) {
  const out = [`${ICONS[OUTCOME[verdict]]} ${word}`, `  ${reason}`];
  const names = column(told.map(({ type }) => type));
  const words = column(told.map((one) => one.word));
  told.forEach((one, index) => {
    const state = `${ICONS[OUTCOME[held[index].verdict]]} ${words[index]}`;
    out.push(`  ${names[index]}  ${state}  ${[one.sentence, one.instead].filter(Boolean).join(' ')}`);
  });
  if (asks.length > 0) out.push('', `${policy.name}`, ...asks.map((line) => `  ${line}`));
  if (policy !== undefined && policy.instead !== undefined) out.push('', `  ${policy.instead}`);
  return `${out.join('\n')}\n`;
}

/** A request: the text that a counter shows, where it was made now, and what it asks for. */
export function printRequest({ text, challenge }, { lines, notes }, language) {
  const words = WORDS[language];
  const shown = text === undefined ? [] : [text, ''];
  const rows = challenge === undefined ? lines : [...lines, { label: words.challenge, value: challenge }];
  const said = text === undefined ? notes : [];
  return `${[...shown, ...table(rows, words).slice(1), ...said.map((note) => `  ${note}`)].join('\n')}\n`;
}

/** A policy in words. */
export function printPolicy({ name, limits, instead, asks, outputs, not_covered: duties }, { scenario, sources = [] }, language) {
  const words = WORDS[language];
  const out = [`${name} (${scenario})`, '', ...asks.map((line) => `  ${line}`)];
  const section = (title, lines) => (lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]);
  const source = ({ title, ref, date, checked }) => [title, ref, date, !checked && words.unchecked].filter(Boolean).join(' · ');
  out.push(
    ...section(words.instead, [instead].filter(Boolean)),
    ...section(words.outputs, outputs.map(({ label, value }) => `${label}: ${value}`)),
    ...section(words.duties, duties.map(({ text }) => text)),
    ...section(words.limits, [limits].filter(Boolean)),
    ...section(words.sources, sources.map(source)),
  );
  return `${out.join('\n')}\n`;
}

/** Rows of cells, the first ones in columns. */
export function printTable(rows) {
  const first = column(rows.map(([cell]) => cell));
  return rows.map(([, ...cells], index) => `${[first[index], ...cells].join('  ')}\n`).join('');
}

/** One entry of a journal. */
export function printEntry({ sequence, entry, claims }, language) {
  const { kinds, decisions } = WORDS[language];
  const { receipt, review, objection, purge } = entry;
  const kind = ['journal', 'receipt', 'review', 'objection', 'purge'].find((name) => entry[name] !== undefined);
  const { verdict, code, policy = {}, credential = {} } = receipt || {};
  const said = [
    receipt && `${ICONS[OUTCOME[verdict]]} ${code}`, policy.scenario, credential.type, claims && kinds.kept,
    review && `${decisions[review.decision]} #${review.of} ${review.reason}`,
    objection && `#${objection.of}`,
    purge && String(purge.entries),
  ];
  const cells = [String(sequence).padStart(6), timeOf(entry.at), kinds[kind] || '?', ...said.filter(Boolean).map(printable)];
  return `${cells.join('  ')}\n`;
}

/** What following a chain found. */
export function printChain(answer, { verdict, reason, advice }, language) {
  const words = WORDS[language];
  if (!answer.ok) return `✗ ${verdict} [${answer.code}]\n  ${reason}\n  → ${advice}\n`;
  const { journal, sequence, sha256, at } = answer.head;
  const rows = [[words.journal, journal], [words.last, `${sequence}  ${timeOf(at)}`], ['sha256', sha256]];
  const labels = column(rows.map(([label]) => label));
  return `${[`✓ ${verdict}`, `  ${reason}`, ...rows.map(([, text], index) => `  ${labels[index]}  ${text}`)].join('\n')}\n`;
}

/** What was done to a journal. */
export function printMade(what, answer, language) {
  return `${WORDS[language].done[what](answer)}\n`;
}

function timeOf(seconds) {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

const ROLES = ['root', 'timestamp', 'snapshot', 'targets'];

/** The text of what became of a bundle: `refusal` is its sentence and advice where it was not taken. */
export function printTrust(answer, refusal, { language, work }) {
  const words = WORDS[language];
  const versions = (of) => ROLES.map((role) => `${role} ${of[role]}`).join(' · ');
  if (!answer.ok) {
    const held = answer.versions ? [`  ${words.held}: ${versions(answer.versions)}`] : [];
    return `${[`✗ ${words.refused} [${answer.code}]`, `  ${refusal.reason}`, ...held, `  → ${refusal.advice}`].join('\n')}\n`;
  }
  const head = work === 'show' ? words.good : answer.changed ? words.taken : words.unchanged;
  const { issuers, keys, types, agreements } = answer;
  const rows = [
    [words.versions, versions(answer.versions)],
    [words.before, answer.before && versions(answer.before)],
    [words.made, answer.issued === undefined ? undefined : `${timeOf(answer.issued)} (${words.ago(answer.age)})`],
    [words.ends, timeOf(answer.expires)],
    [words.holds, words.counted({ issuers, keys, types, agreements })],
    [words.policies, answer.policies.join(', ')],
    [words.kept, answer.kept === undefined ? undefined : answer.kept ? words.yes : `${words.no} [${answer.reason}]`],
    ...answer.revocation.map(({ path, length, sha256 }) => [words.pack, `${path}  ${length}  ${sha256}`]),
  ].filter(([, text]) => text);
  const labels = column(rows.map(([label]) => label));
  return `${[`✓ ${head}`, ...rows.map(([, text], index) => `  ${labels[index]}  ${text}`)].join('\n')}\n`;
}

/** The verdict and its reason. */
function head({ verdict }, told, paint) {
  const outcome = OUTCOME[verdict];
  return [paint(`${ICONS[outcome]} ${told.verdict}`, outcome), `  ${told.reason}`];
}

/** Assurance, checks, credential and claims, and a part's own remarks. */
function body(told, words, paint) {
  const out = [];
  const { assurance } = told;
  if (assurance) {
    const as = ASSURED[assurance.level];
    out.push(`  ${paint(`${ICONS[as]} ${assurance.word}`, as)}  ${assurance.sentence}`);
  }
  out.push('');
  const names = column(told.checks.map((check) => check.name));
  const outcomes = column(told.checks.map((check) => check.word));
  told.checks.forEach((check, index) => {
    const spec = check.spec === undefined ? '' : ` [${check.spec}]`;
    const state = paint(`${ICONS[check.outcome]} ${outcomes[index]}`, check.outcome);
    out.push(`  ${names[index]}  ${state}  ${check.sentence}${spec}`);
  });
  const inner = (lines) => table(lines, words).slice(1).map((line) => `  ${line}`);
  const outputs = told.outputs.flatMap(({ label, lines }) => ['', `  ${label}`, ...inner(lines)]);
  return [...out, ...table(told.credential, words), ...table(told.claims, words), ...outputs, ...remarks(told)];
}

/** The remarks of one of several credentials; those of a single one stand at the receipt's end. */
function remarks({ parts, notes }) {
  return parts !== undefined || notes.length === 0 ? [] : ['', ...notes.map((note) => `  ${note}`)];
}

function table(lines, words) {
  if (lines.length === 0) return [];
  const labels = column(lines.map((line) => line.label));
  return ['', ...lines.map((line, index) => `  ${labels[index]}  ${line.value}${line.altered ? words.altered : ''}`)];
}

/** The texts, filled up to the width of the widest. */
function column(texts) {
  const widest = Math.max(...texts.map(width));
  return texts.map((text) => text + ' '.repeat(widest - width(text)));
}

/** Cells of a terminal that a text takes: two for East Asian wide characters (UAX #11), none for marks. */
export function width(text) {
  let cells = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    cells += WIDE.test(character) ? 2 : 1;
  }
  return cells;
}

const WIDE = /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]/u;

/** A file's name without characters that would steer the terminal. */
function printable(name) {
  return name.replace(/[\p{Cc}\p{Cf}]/gu, '?');
}
