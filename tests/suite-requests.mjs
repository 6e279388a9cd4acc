// What callers ask besides the scan: challenges, a hub's answer, what the counter knows already. Part
// of the suite that every host runs; each test is called with (host, a good case, all cases).

import { equal, ok, optionsOf, refused, verifierOf } from './suite-tools.mjs';

/** A pointer that every version names. */
const POINTER = '4642087996';

/** verifyCertInfo's results with the code and the step that answers for each. */
const RESULTS = [
  [0, 'ok'],
  [1, 'hub.not_yet_valid', 'status'],
  [2, 'hub.suspended', 'status'],
  [3, 'hub.expired', 'status'],
  [4, 'hub.missing', 'trust'],
  [5, 'hub.unknown', 'credential'],
  [6, 'hub.malformed', 'trust'],
  [7, 'hub.mismatch', 'credential'],
];

/** A verifier that asks `hub`, and the questions that it was asked. */
async function withHub({ createVerifier }, hub, options = {}) {
  const asked = [];
  const verifier = await createVerifier({
    anchors: [],
    hub: (question) => {
      asked.push(question);
      return hub(question);
    },
    ...options,
  });
  return { verifier, asked };
}

/** The code that comes of a hub that behaves like this. */
async function codeWith(host, hub, options) {
  const { verifier } = await withHub(host, hub, options);
  const receipt = await verifier.verify(POINTER, { at: 1 });
  ok(receipt.verdict !== 'accept' || receipt.code === 'ok', 'accepted as ok only');
  verifier.dispose();
  return receipt.code;
}

/** Tests that need nothing but the entry. */
export const requests = {
  async 'a challenge is 22 characters and never the same'({ createVerifier }) {
    const verifier = await createVerifier({ anchors: [] });
    const seen = new Set();
    for (let time = 0; time < 1000; time += 1) {
      const challenge = verifier.challenge();
      ok(/^[\w-]{22}$/.test(challenge), challenge);
      seen.add(challenge);
    }
    equal(seen.size, 1000, 'different challenges');
    verifier.dispose();
    await refused('dispose', async () => verifier.challenge());
  },

  async 'createVerifier names what is wrong about types, audience and hub'({ createVerifier }) {
    const row = { type: 't', source: 's', date: '2026-01-01' };
    const cases = [
      ['types', { types: {} }], ['types', { types: 'x' }], ['types[', { types: [null] }], ['types[', { types: [{ ...row, type: undefined }] }],
      ['types[', { types: [{ ...row, statuses: { '01': 'fine' } }] }], ['types[', { types: [{ ...row, perpetual: 'yes' }] }], ['types[', { types: [{ ...row, surprise: 1 }] }],
      ['audience', { audience: 1 }], ['audience', { audience: ['x'] }], ['hub', { hub: 'https' }], ['hub', { hub: {} }],
      ['hubTimeout', { hubTimeout: 0 }], ['hubTimeout', { hubTimeout: -1 }], ['hubTimeout', { hubTimeout: '5' }], ['hubTimeout', { hubTimeout: NaN }], ['hubTimeout', { hubTimeout: Infinity }],
    ];
    for (const [name, options] of cases) await refused(name, () => createVerifier({ anchors: [], ...options }));
    const verifier = await createVerifier({ anchors: [], types: [row], audience: 'us', hub: () => null, hubTimeout: 1 });
    verifier.dispose();
  },

  async 'verify names what is wrong about challenge, audience and expected'({ createVerifier }) {
    const verifier = await createVerifier({ anchors: [] });
    for (const challenge of [1, null, {}, new Uint8Array(16)]) await refused('challenge', () => verifier.verify('', { challenge }));
    for (const audience of [1, null, ['x']]) await refused('audience', () => verifier.verify('', { audience }));
    for (const expected of ['x', 1, null, [], { name: 1 }, { name: ['x'] }]) await refused('expected', () => verifier.verify('', { expected }));
    await refused('hub', () => verifier.verify('', { hub: {} }));
    const receipts = verifier.verifyMany([{ scan: '', challenge: 'c'.repeat(22), audience: 'us', expected: { a: 'b' } }]);
    equal((await receipts.next()).value.code, 'envelope.missing', 'items have them too');
  },

  async 'a hub is asked once, and only for pointers'(host) {
    const { verifier, asked } = await withHub(host, async () => ({ status: 0, result: 0 }));
    const scenario = { scenario: 's' };
    await verifier.verify(POINTER, { at: 1, purpose: 'p', scenario });
    equal(asked, [{ channel: 'hub_code', scan: POINTER, purpose: 'p', scenario }], 'the question');
    await verifier.verify(Uint8Array.from(POINTER, (digit) => digit.charCodeAt(0)), { at: 1 });
    equal(asked.slice(1), [{ channel: 'hub_code', scan: POINTER }], 'bytes are asked as text');
    for (const scan of ['', 'nothing', '3690411', 'HC1:']) await verifier.verify(scan, { at: 1 });
    equal(verifier.verifySync(POINTER, { at: 1 }).code, 'envelope.online_only', 'never at once');
    equal(asked.length, 2, 'questions');
    for await (const receipt of verifier.verifyMany([POINTER], { at: 1 })) equal(receipt.code, 'ok', 'many');
    equal(asked.length, 3, 'questions');
  },

  async 'what a hub answers is what the receipt says'(host) {
    const claims = { certificateHolderName: 'Zhang' };
    for (const [result, code, step] of RESULTS) {
      const { verifier } = await withHub(host, () => ({ status: 0, result, type: 't', issuer: 'i', claims }));
      const receipt = await verifier.verify(POINTER, { at: 1 });
      equal([receipt.code, receipt.trust], [code, { source: 'hub' }], `result ${result}`);
      equal(receipt.claims, code === 'ok' ? claims : undefined, `claims of result ${result}`);
      equal((receipt.checks.find((check) => check.code === code) || {}).step, step, `step of result ${result}`);
      for (const language of host.languages) {
        const said = host.explain(receipt, language);
        const accepted = [said.reason, ...said.checks.map(({ sentence }) => sentence)].join();
        ok(code !== 'ok' || !/信任名单|签名有效|on your list|key is on/.test(accepted), `no signature is claimed: ${accepted}`);
      }
    }
    for (const [status, code] of [[2, 'hub.unsupported'], [10, 'hub.unknown'], [11, 'hub.unauthorised'], [100, 'hub.unauthorised'], [99, 'hub.missing']]) {
      equal(await codeWith(host, () => ({ status, result: 0 })), code, `status ${status}`);
    }
  },

  async 'a hub that fails is no answer'(host) {
    const fails = {
      throws: () => {
        throw new TypeError('hub: mine');
      },
      rejects: async () => {
        throw new Error('down');
      },
      null: () => null,
      undefined: async () => undefined,
      empty: () => ({}),
      'a misspelt member': () => ({ status: 0, resullt: 0 }),
      hangs: () => new Promise(() => {}),
    };
    for (const [id, hub] of Object.entries(fails)) equal(await codeWith(host, hub, { hubTimeout: 30 }), 'hub.missing', id);
    const late = () => new Promise((resolve) => setTimeout(() => resolve({ status: 0, result: 0 }), 60));
    equal(await codeWith(host, late, { hubTimeout: 10 }), 'hub.missing', 'too late');
    equal(await codeWith(host, late), 'ok', 'in time');
  },

  async 'a hub that answers something else is not understood'(host) {
    const circle = {};
    circle.circle = circle;
    const strange = [5, 'ok', true, [], circle, { status: '0', result: 0 }, { status: NaN, result: 0 }, { status: null, result: 0 }, { result: 0.5 }, { result: '0' },
      { status: 0, result: 0, claims: [] }, { status: 0, result: 0, claims: { a: 1 } }, { status: 0, result: 0, issuer: 5 }, { status: 12, result: 0 }];
    for (const answer of strange) {
      const code = await codeWith(host, () => answer);
      ok(code === 'hub.malformed' || code === 'hub.missing', `${String(answer)}: ${code}`);
    }
    equal(await codeWith(host, () => ({ status: 0, result: 0, type: null, surprise: circle.none, head: 1 })), 'ok', 'other members are passed over');
  },

  async 'what a hub does to its question does not matter'(host) {
    const policy = { scenario: 's', types: ['wanted'] };
    const { verifier } = await withHub(host, (question) => {
      question.scenario.types.push('t');
      delete question.scenario.types;
      return { status: 0, result: 0, type: 't' };
    });
    const receipt = await verifier.verify(POINTER, { at: 1, scenario: policy });
    equal([receipt.code, policy], ['policy.type_unauthorised', { scenario: 's', types: ['wanted'] }], 'the policy decides');
  },

  async 'a verifier may be disposed of while its hub thinks'(host) {
    let answer;
    const { verifier } = await withHub(host, () => new Promise((resolve) => (answer = resolve)));
    const pending = verifier.verify(POINTER, { at: 1 });
    while (!answer) await new Promise((resolve) => setTimeout(resolve, 1));
    verifier.dispose();
    answer({ status: 0, result: 0 });
    equal((await pending).code, 'ok', 'the answer that was waited for');
  },
};

/** Tests that need a credential that is accepted. */
export const knowledge = {
  async 'what the counter knows is compared'(host, good) {
    const verifier = await verifierOf(host, good);
    const ask = (expected) => verifier.verify(good.scan, { ...optionsOf(good), expected });
    const [name, value] = Object.entries(good.expect.claims).find(([, text]) => typeof text === 'string');
    equal((await ask({ [name]: value })).verdict, 'accept', 'the same');
    equal((await ask({ [name]: ` ${value} ` })).verdict, 'accept', 'the same but for white space');
    const other = await ask({ [name]: `${value}x` });
    const cause = other.checks.find(({ step }) => step === 'policy');
    equal([other.code, cause.detail], ['policy.claim_mismatch', { claim: name }], 'another');
    ok(!JSON.stringify(other).includes(`${value}x`), 'what was expected is not on the receipt');
    equal((await ask({ none: 'x' })).code, 'policy.claim_required', 'not there');
  },

  async 'a challenge that nothing answers is a refusal'(host, good) {
    const verifier = await verifierOf(host, good);
    const receipt = await verifier.verify(good.scan, { ...optionsOf(good), challenge: verifier.challenge(), audience: 'us' });
    equal([receipt.verdict, receipt.code], ['reject', 'holder.required'], 'paper');
  },

  async 'paper says that it is paper'(host, good) {
    const verifier = await verifierOf(host, good);
    const receipt = await verifier.verify(good.scan, optionsOf(good));
    equal(receipt.assurance, 'paper', 'assurance');
    for (const language of host.languages) equal(host.explain(receipt, language).assurance.level, 'paper', 'said');
  },
};
