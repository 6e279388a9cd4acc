// Runs in the page: draws receipts whose every text is hostile, and says what the page then is.

import { explain } from 'yanzheng/messages';

import { slip } from '../../www/view/slip.js';
import { verdictBody, verdictHead } from '../../www/view/verdict.js';

const STEPS = ['envelope', 'signature', 'trust', 'credential', 'status', 'holder', 'policy'];

function credential(text) {
  return {
    verdict: 'accept',
    code: 'ok',
    checks: STEPS.map((step) => ({ step, outcome: 'passed', spec: text, note: `status_unknown ${text}`, detail: { claim: text } })),
    credential: { envelope: text, format: text, issuer: text, type: text, not_before: 1, not_after: 2 },
    assurance: 'live',
    outputs: { [text]: { reference: text, certificateHolderName: text }, hotel_record: {} },
    claims: { certificateHolderName: text, [`key ${text}`]: text, nam: { fn: text, gn: text }, list: [{ a: text }, text], extendInfo: { [text]: text } },
  };
}

function receipt(text, parts) {
  return {
    ...credential(text),
    ...parts,
    trust: { source: 'anchors' },
    policy: {
      scenario: text,
      title: { zh: text, en: text },
      version: 1,
      sha256: text,
      source: 'bundle',
      not_covered: [text],
      holder_match: [text],
      retention: { days: 1, until: 1, claims: [text] },
      never_keep: [text],
    },
    maker: text,
    purpose: text,
    matched: text,
    entry: { journal: text, sequence: 1, sha256: text },
    at: 1,
    sdk: text,
    wasm_sha256: text,
  };
}

/** Elements and attribute names, in order: what the parser or the script made of the page. */
function skeleton(root) {
  return [...root.querySelectorAll('*')]
    .map((node) => `${node.localName}[${node.getAttributeNames().join()}]`)
    .join(' ');
}

/** What the page shows of a receipt, and what it prints. */
function views(answer, text, lang) {
  const told = explain(answer, lang, { types: [{ type: text, name: { zh: text, en: text } }] });
  const context = { lang, note: text, trust: text, parts: { have: 1, of: 2, missing: [2] }, asOf: true };
  return [verdictHead(answer, told), ...verdictBody(answer, told, context), ...slip(answer, told, context)];
}

/** Draws one receipt of each shape and returns `{skeleton, shown}`: `shown` when the text stands there as text. */
export function draw(text, lang) {
  const parts = [credential(text), credential(text)];
  const together = { claims: undefined, outputs: undefined, assurance: undefined, parts };
  document.body.replaceChildren(...views(receipt(text), text, lang), ...views(receipt(text, together), text, lang));
  const shown = document.querySelector('[data-claim="certificateHolderName"] bdi').textContent === text;
  return { skeleton: skeleton(document.documentElement), shown };
}
