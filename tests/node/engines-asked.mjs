// What both engines are asked: every case of tests/vectors, the primitives, texts with one bit changed, noise,
// a journal from its first line to its export, and wrong use.

import { askedOf, decisionsOf, receiptOf } from '../sixty.mjs';
import { toldVerifier } from '../suite-told.mjs';
import { bytesOf, collect, noise, scanOf } from '../suite-tools.mjs';
import { readVectors, sixty } from './sixty.mjs';
import { AT, createIssuer, POLICY } from './wallet.mjs';

/** Bits that are changed in each accepted text of the sixty. */
const CHANGES = 16;

/** `[suite, id, body]`: `body(host, said)` asks a host; what its verifiers answer is said for it. */
export function asked() {
  return [...vectors(), ...language(), ...changed(), ...loose(), ...journals(), ...wrongs()];
}

const all = readVectors();
const shelf = all.find(({ bundles }) => bundles);
const written = all.find((each) => each.language);

function vectors() {
  const cases = all.filter((one) => one !== shelf && one !== written);
  return cases.map((one) => (one.request ? primitive(one) : ['vectors', one.id, (host) => receiptOf(host.createVerifier, one, shelf)]));
}

function primitive({ id, request }) {
  return ['signature-checks', id, async (host, said) => said('checkSignature', await host.checkSignature(request))];
}

/** The policy language: what is a policy, what it decides, and what is asked before and after. */
function language() {
  const verifierOf = ({ createVerifier }, { trust, anchors, types, maker, at = 0 }) =>
    toldVerifier({ createVerifier }, { trust, anchors, types, maker, now: () => at * 1000 }, shelf);
  const of = (kind, body) =>
    written[kind].map((one) => {
      const given = { ...written.verifiers[one.verifier], ...one };
      return [`policy-${kind}`, one.id, (host, said) => body(host, given, said)];
    });
  return [
    ...of('written', async (host, { text }, said) => said('checkPolicy', await host.checkPolicy(text))),
    ...decisionsOf(written).map((one) => ['policy-decisions', one.id, (host) => (one.kept ? keptTwice(host, one) : receiptOf(host.createVerifier, one, shelf))]),
    ...of('prechecks', async (host, given) => (await verifierOf(host, given)).precheck(given.scenario ?? given.policy, given.held)),
    ...of('requests', async (host, given) => (await verifierOf(host, given)).request(given.policy, { ...given.options, at: given.at })),
    ...of('readings', async (host, given) => (await verifierOf(host, given)).readRequest(given.text)),
  ];
}

/** A decision of a verifier that keeps its verdicts, and the same scan once more. */
async function keptTwice({ createVerifier, memoryStore }, one) {
  const verifier = await createVerifier({ anchors: one.anchors, types: one.types, now: () => (one.at - 1) * 1000, store: memoryStore() });
  for (let time = 0; time < 2; time += 1) await verifier.verify(scanOf(one), askedOf(one));
}

/** The accepted texts of the sixty, each with one bit changed. */
function changed() {
  const accepted = sixty().cases.filter(({ expect, scan, trust }) => expect.verdict === 'accept' && /^[ -~]+$/.test(scan ?? '') && !trust);
  return accepted.map((one) => ['changed', one.id, (host) => changedBits(host, one)]);
}

async function changedBits({ createVerifier }, one) {
  const verifier = await createVerifier({ anchors: one.anchors, types: one.types });
  const bytes = bytesOf(one.scan);
  for (let time = 0; time < CHANGES; time += 1) {
    const copy = bytes.slice();
    const at = Math.floor(((time + 0.5) * bytes.length) / CHANGES);
    copy[at] ^= 1 << time % 7;
    await verifier.verify(copy, askedOf(one));
  }
  verifier.dispose();
}

/** Noise behind every prefix, digests, and challenges. */
function loose() {
  const prefixes = ['', 'HC1:', 'shc:/', 'NZCP:/1/', '3690411', '3690412', 'eyJhbGciOiJFUzI1NiJ9.', '{"signatures":'];
  const noisy = prefixes.map((prefix) => [
    'noise',
    `behind '${prefix}'`,
    async ({ createVerifier }) => {
      const verifier = await createVerifier({ anchors: [] });
      for (let seed = 1; seed <= 40; seed += 1) await verifier.verify(prefix + noise(seed, seed * 9), { at: AT });
      for (let seed = 1; seed <= 20; seed += 1) await verifier.verify(Uint8Array.from(noise(seed, 300), (one) => (one.charCodeAt(0) * seed) & 255), { at: AT });
    },
  ]);
  return [
    ...noisy,
    ['digests', 'SHA-256 and SM3 of many lengths', async (host, said) => {
      for (const alg of ['SHA-256', 'SM3']) {
        for (let length = 0; length < 200; length += 7) said(alg, await host.digest({ alg, msg: '5a'.repeat(length) }));
      }
    }],
    ['chance', 'challenges out of the same random numbers', async ({ createVerifier }) => {
      const verifier = await createVerifier({ anchors: [] });
      for (let time = 0; time < 20; time += 1) verifier.challenge();
    }],
  ];
}

/** Journals: the same verifications leave the same bytes in the store and the same lines in the export. */
function journals() {
  const { anchors, wallet } = createIssuer();
  const present = wallet({ name: '王五', number: 'N-7781' });
  const shown = ['a', 'b', 'a', 'c', undefined, 'b'].map((nonce) => present(nonce));
  const scans = [...shown, `${shown[0].slice(0, -9)}AAAAAAAAA`, '', '4642087996', noise(5, 500)];

  async function kept({ createVerifier, verifyJournal, memoryStore }, said) {
    const store = memoryStore();
    let now = AT;
    const made = () => createVerifier({ anchors, store, maker: '前台', now: () => now * 1000 });
    let verifier = await made();
    for (const scan of scans) await verifier.verify(scan, { scenario: POLICY, purpose: 'check-in', at: now });
    said('checkpoint', await verifier.journal.checkpoint());
    verifier.dispose();
    now += 60;
    verifier = await made();
    await verifier.verify(shown[0], { scenario: POLICY, at: now });
    await verifier.verify(present('d', { at: now }), { scenario: { ...POLICY, status: 'required' }, at: now });
    for await (const { sequence, entry } of verifier.journal.entries()) {
      if (entry.receipt?.verdict === 'indeterminate') said('review', await verifier.journal.review(sequence, { decision: 'refused', reason: '证照无法核实' }));
    }
    said('purge', await verifier.journal.purgeExpired({ at: AT + 40 * 86400 }));
    const lines = await collect(verifier.journal.export({ format: 'jsonl' }));
    said('jsonl', lines);
    said('csv', await collect(verifier.journal.export({ format: 'csv' })));
    said('chain', await verifier.journal.verifyChain());
    said('lines', await verifyJournal(lines));
    said('changed', await verifyJournal(lines.map((line, at) => (at === 4 ? line.replace('check-in', 'check-on') : line))));
    said('cut', await verifyJournal(lines.slice(1)));
    for (const key of store.list()) said(key, Buffer.from(store.get(key)).toString('base64'));
  }

  return [['journal', 'the store, byte for byte, and all that is read out of it', kept]];
}

/** What is the caller's own mistake is named in the same words. */
function wrongs() {
  const jwk = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' };
  const options = {
    'no options': undefined,
    'a key that is none': { anchors: [{ jwk }] },
    'an unknown member': { anchors: [{ jwk, surprise: 1 }] },
    'anchors that are text': { anchors: 'x' },
    'a type without a source': { anchors: [], types: [{ type: 't' }] },
    'a type with a status that is none': { anchors: [], types: [{ type: 't', source: 's', date: '2026-01-01', statuses: { '01': 'fine' } }] },
    'a root that is none': { root: '{}' },
    'a root that is no JSON': { root: new Uint8Array([1, 2, 3]) },
  };
  const scenarios = [{ scenario: 1 }, { scenario: 'x', surprise: 1 }, { scenario: 'x', types: 'y' }, { scenario: 'x', claims: [1] }, 'none', {}];
  return [
    ...Object.entries(options).map(([id, given]) => ['wrong-use', id, async ({ createVerifier }, said) => {
      await createVerifier(given);
      said('made', id);
    }]),
    ...scenarios.map((scenario) => ['wrong-use', `scenario ${JSON.stringify(scenario)}`, async ({ createVerifier }) => {
      await (await createVerifier({ anchors: [] })).verify('', { at: AT, scenario });
    }]),
  ];
}
