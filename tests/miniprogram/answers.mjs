// Whatever a public call answers can go into setData() as it is: plain JSON without undefined, the same after
// it went through JSON.

import assert from 'node:assert/strict';

import { sixty } from '../node/sixty.mjs';
import { AT, createIssuer, POLICY } from '../node/wallet.mjs';
import { askedOf } from '../sixty.mjs';
import { toldVerifier } from '../suite-told.mjs';
import { scanOf } from '../suite-tools.mjs';
import { caseOf, collect, thrown } from './cases.mjs';
import { FLAVOURS, openRealm } from './realm.mjs';

/** Of the plain cases one in so many; all that have a hub or a trust bundle. */
const EVERY = 4;

export async function run({ flavour, directory, test }) {
  const realm = openRealm(flavour, { directory });
  const entry = realm.require('yanzheng');
  const { createVerifier, languages } = entry;
  const fits = createGauge(realm);

  await test('the gauge refuses what setData() would lose', () => {
    for (const value of [undefined, { a: undefined }, [undefined], NaN, { a: Infinity }, new Map(), new Date(0), new Uint8Array(2), () => 1, Symbol('x'), 10n, { a: new Error('x') }]) {
      assert.throws(() => fits(value, 'it'), String(value));
    }
    fits(realm.adopt({ a: [1, 'x', null, true, { b: '' }] }), 'plain');
  });

  await test('receipts, and what is explained of them', async () => {
    const { cases, shelf } = sixty();
    for (const [index, one] of cases.entries()) {
      if (index % EVERY !== 0 && !one.hub && !one.trust) continue;
      const { trust, anchors, types, hub, at } = one;
      const asksHub = hub === undefined ? {} : { hub: () => hub };
      const told = (options) => createVerifier(options).then((verifier) => gauged(verifier, fits));
      const verifier = await toldVerifier({ createVerifier: told }, { trust, anchors, types, now: () => at * 1000, ...asksHub }, shelf);
      const receipt = await verifier.verify(scanOf(one), askedOf(one));
      for (const language of languages) fits(entry.explain(receipt, language, { types }), `${one.id} in ${language}`);
      verifier.dispose();
    }
  });

  await test('what is refused, and what is explained of it', async () => {
    const { trust, anchors, at } = caseOf('status::list-last');
    const { shelf } = sixty();
    const verifier = await createVerifier({ anchors, root: shelf.files[trust.root], now: () => at * 1000 });
    for (const answer of [await verifier.updateTrust('{}'), await verifier.updateStatus('x'), await verifier.updateTrust(new Uint8Array(9))]) {
      fits(answer, 'refusal');
      assert.equal(answer.ok, false);
      for (const language of languages) fits(entry.explainRefusal(answer, language), 'refusal in words');
    }
  });

  await test('policies, prechecks and requests', async () => {
    const { policies, policy } = realm.require('yanzheng/policies');
    fits(policies, 'policies');
    assert.equal(policy('nothing'), undefined);
    const verifier = await createVerifier({ anchors: [] });
    const { cases } = sixty();
    const types = cases.flatMap((one) => one.types || []).map(({ type }) => type);
    for (const own of [...policies, realm.adopt(POLICY)]) {
      for (const language of languages) fits(entry.explainPolicy(own, language), own.scenario);
      for (const held of [[], ['urn:example:card'], types.slice(0, 2)]) {
        const answer = verifier.precheck(own, held);
        fits(answer, `precheck ${own.scenario}`);
        for (const language of languages) fits(entry.explainPrecheck(answer, language), 'precheck in words');
      }
      fits(await entry.checkPolicy(JSON.stringify(own)), 'checkPolicy');
      const asked = verifier.request(own, { challenge: 'abc', audience: 'desk' });
      fits(asked, 'request');
      const readAgain = verifier.readRequest(asked.text === undefined ? 'x' : asked.text);
      fits(readAgain, 'readRequest');
      for (const language of languages) if (readAgain.request) fits(entry.explainRequest(readAgain, language), 'request in words');
    }
    for (const text of ['', '{}', '{"scenario":5}', 'x']) fits(await entry.checkPolicy(text), text);
    fits({ ...verifier.engine }, 'engine');
  });

  await test('one receipt after another', async () => {
    const { scan, anchors, types, at } = caseOf('envelope::code-all-elements');
    const verifier = await createVerifier({ anchors, types });
    const receipts = await collect(verifier.verifyMany(realm.adopt([scan, { scan, purpose: 'x' }, 'nothing']), { at }));
    assert.deepEqual(receipts.map(({ verdict }) => verdict), ['accept', 'accept', 'reject']);
    for (const receipt of receipts) fits(receipt, 'verifyMany');
  });

  if (FLAVOURS[flavour].random === null) return;

  await test('everything that a journal answers', async () => {
    const { anchors, wallet } = createIssuer();
    const present = wallet({ name: '王五', number: 'N-7781' });
    const verifier = await createVerifier({ anchors, store: entry.memoryStore(), now: () => AT * 1000, maker: '前台' });
    const { journal } = verifier;
    const shown = [];
    for (const [nonce, scenario] of [['a', POLICY], ['b', { ...POLICY, status: 'required' }], ['a', POLICY]]) {
      shown.push(await verifier.verify(present(nonce), { scenario }));
    }
    shown.forEach((receipt, index) => fits(receipt, `receipt ${index}`));
    const answers = {
      review: await journal.review(2, { decision: 'accepted', reason: '已电话核实' }),
      objection: await journal.objection(1, { field: 'name', claimed: '王伍', evidence: [Uint8Array.of(1)] }),
      entries: await collect(journal.entries()),
      jsonl: await collect(journal.export({ format: 'jsonl' })),
      csv: await collect(journal.export({ format: 'csv' })),
      checkpoint: await journal.checkpoint(),
      chain: await journal.verifyChain(),
      purge: await journal.purgeExpired({ at: AT + 90 * 86400 }),
    };
    for (const [name, answer] of Object.entries(answers)) fits(answer, name);
    assert.equal(answers.chain.ok, true);
    assert.ok(answers.entries.some(({ claims }) => claims), 'an entry with kept claims is among them');
    const lines = await collect(journal.export({ format: 'jsonl' }));
    for (const given of [lines, lines.slice(1), []]) {
      const answer = await entry.verifyJournal(realm.adopt(given));
      fits(answer, 'verifyJournal');
      for (const language of languages) fits(entry.explainJournal(answer, language), 'chain in words');
    }
  });

  await test('what is thrown is an Error with plain members', async () => {
    const verifier = await createVerifier({ anchors: [] });
    verifier.dispose();
    const error = await thrown(() => verifier.verify('x'));
    assert.deepEqual([error.name, error.message.slice(0, 8)], ['TypeError', 'dispose:']);
  });
}

/** A verifier whose answers are looked at as they come. */
function gauged(verifier, fits) {
  const own = {};
  for (const name of ['verify', 'updateTrust', 'updateStatus']) {
    own[name] = async (...values) => {
      const answer = await verifier[name](...values);
      fits(answer, name);
      return answer;
    };
  }
  return { ...verifier, ...own };
}

/** `fits(value, name)` throws where a value is not plain data of this realm or of the test's. */
function createGauge({ run }) {
  const owners = [[Object.prototype, Array.prototype], [run('Object.prototype'), run('Array.prototype')]];
  const objects = owners.map(([object]) => object);
  const arrays = owners.map(([, array]) => array);

  function fits(value, name) {
    look(value, name);
    assert.deepEqual(JSON.parse(JSON.stringify(value)), copyOf(value), `${name}: another after JSON`);
  }

  function look(value, name) {
    if (value === null || ['string', 'boolean'].includes(typeof value)) return;
    if (typeof value === 'number') return void assert.ok(Number.isFinite(value), `${name} is ${value}`);
    assert.ok(typeof value === 'object', `${name} is ${typeof value}`);
    const prototype = Object.getPrototypeOf(value);
    if (Array.isArray(value)) assert.ok(arrays.includes(prototype), `${name} is no plain array`);
    else assert.ok(objects.includes(prototype), `${name} is no plain object`);
    assert.deepEqual(Object.getOwnPropertySymbols(value), [], name);
    for (const key of Object.keys(value)) look(value[key], `${name}.${key}`);
  }

  return fits;
}

/** The same with this realm's own prototypes, so that it can be compared. */
function copyOf(value) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Array.from(value, copyOf);
  return Object.fromEntries(Object.keys(value).map((key) => [key, copyOf(value[key])]));
}
