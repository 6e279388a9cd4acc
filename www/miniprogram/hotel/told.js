// A receipt and a request as the page shows them: texts and lists only, each member there, so that setData takes
// them whole and no text of an earlier guest stays behind.

const { explain, explainRefusal, explainRequest } = require('yanzheng');

const { qrPicture } = require('./qr.js');
const { types } = require('./trust.js');

const LANGUAGE = 'zh-Hans';

/** What a wallet is asked, of all that a request says; the rest says itself: where and when. */
const ASKED = ['types', 'claims', 'optional', 'purpose', 'retention_days'];

/** The receipt in words. Claims are on an accepted one only. */
exports.tellReceipt = function tellReceipt(receipt) {
  const told = explain(receipt, LANGUAGE, { types });
  const rules = told.policy || {};
  const people = told.parts.length > 0 ? told.parts : [told];
  return {
    verdict: receipt.verdict,
    icon: `/hotel/icons/${receipt.verdict}.svg`,
    word: told.verdict,
    reason: told.reason,
    advice: told.advice,
    assurance: told.assurance === undefined ? '' : told.assurance.sentence,
    rule: ruleOf(receipt, told),
    instead: rules.instead || '',
    review: receipt.verdict === 'indeterminate' && receipt.entry !== undefined ? rules.review || '' : '',
    claims: people.reduce((all, { claims }) => all.concat(claims.map(line)), []),
    outputs: people.reduce((all, { outputs }) => all.concat(outputs), []).map(({ key, label, lines }) => ({ key, label, lines: lines.map(line) })),
    keep: [rules.retention, rules.never_keep].filter((text) => text !== undefined),
    duties: (rules.not_covered || []).map(({ text }) => text),
    checks: told.checks.map(({ step, name, outcome, word, sentence }) => ({ step, name, outcome, word, sentence })),
    record: told.credential.concat(rules.lines || [], told.trust, told.record, [{ key: 'code', label: '结果代码', value: receipt.code }]).map(line),
  };
};

/** Which check, and which rule of it, decided against it or could not be decided; empty on accept. */
function ruleOf({ checks, code }, { checks: told }) {
  const at = checks.findIndex((check) => check.code === code);
  if (at < 0) return { name: '', instead: '' };
  const { name, rule, instead } = told[at];
  return { name: rule === undefined ? name : `${name} · ${rule}`, instead: instead || '' };
}

function line({ key, label, value }) {
  return { key, label, value };
}

/** What the guest's wallet reads off the screen, and what that asks. */
exports.tellRequest = function tellRequest(made) {
  const { lines, notes } = explainRequest(made, LANGUAGE, { types });
  if (made.text === undefined) return { picture: '', text: '', fault: notes.join(''), lines: [] };
  return { picture: qrPicture(made.text), text: made.text, fault: '', lines: lines.filter(({ key }) => ASKED.includes(key)).map(line) };
};

/** Why a list of what was withdrawn is not in use, and what to do; empty where it is. */
exports.tellRefusal = function tellRefusal(refused) {
  if (refused === undefined) return '';
  const { reason, advice } = explainRefusal(refused, LANGUAGE);
  return `吊销名单没有装上。${reason}${advice}`;
};

/** What runs, where it is not what runs elsewhere. */
exports.tellEngine = function tellEngine({ name, code }) {
  return name === 'wasm' ? '' : `这部手机用的是兼容引擎（${code || 'js'}）：结果一样，只是慢一些。`;
};

/** Why the counter could not be opened. Without random numbers a journal has no key, and without a journal it stays shut. */
exports.tellFault = function tellFault({ code, message }) {
  if (message.startsWith('challenge:')) return '这部手机的微信太旧，不能记日志，所以不能核验。请升级微信，或换一部手机。';
  return `核验程序没有装好（${code || message}），请告知技术人员。`;
};
