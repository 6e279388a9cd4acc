// Traps in both engines: whatever dies in the middle of its work, each engine answers the same of it and of what
// comes next. The module is made to trap, and the translation to run out of stack; nothing else is different.

import { collect } from '../suite-tools.mjs';
import { trapWebAssembly } from '../trapping.mjs';
import { AT as NOW, createRepository, REGION } from './repository.mjs';
import { trapTranslation } from './trapping-js.mjs';
import { AT, createIssuer, POLICY } from './wallet.mjs';

/** Both engines with `arm(name)`: the next call of that export dies. `close()` when they are done with. */
export async function trappingEngines(dist) {
  const trapping = trapWebAssembly();
  const index = await import(`${new URL('index.mjs', dist)}?engines`);
  trapping.restore();
  const js = await trapTranslation();
  return { wasm: { ...index, ...trapping }, js, close: js.close };
}

const { anchors, wallet } = createIssuer();
const present = wallet({ name: '王五', number: 'N-7781' });
const shown = Object.fromEntries(['n1', 'n2', 'n3'].map((nonce) => [nonce, present(nonce)]));
const repository = createRepository();
const files = [1, 2].map((version) => repository.publish(version));
const credential = repository.credential();
const list = repository.statusList([0]);

/** What is asked of a host that traps, by what traps. */
export const traps = {
  async core_verify({ createVerifier, arm }) {
    const [verifier, bystander] = [await createVerifier({ anchors }), await createVerifier({ anchors })];
    const asked = { at: AT, purpose: 'p', scenario: POLICY };
    for (const call of ['verify', 'verifySync']) {
      for (let time = 0; time < 5; time += 1) {
        arm();
        await verifier[call](shown.n1, asked);
        await verifier[call](shown.n1, asked);
        await bystander[call](shown.n1, asked);
      }
    }
  },

  async core_new({ createVerifier, arm }, said) {
    arm('core_new');
    const { code, message } = await createVerifier({ anchors }).catch((error) => error);
    said('refused', [code, message]);
    await (await createVerifier({ anchors })).verify(shown.n1, { at: AT, scenario: POLICY });
  },

  async core_updateTrust(host) {
    const verifier = await toldOnce(host);
    host.arm('core_updateTrust');
    await verifier.updateTrust(files[1], { at: NOW });
    await verifier.updateTrust(files[1], { at: NOW });
    await judge(verifier);
  },

  async core_updateStatus(host) {
    const verifier = await toldOnce(host);
    host.arm('core_updateStatus');
    await verifier.updateStatus(list, { at: NOW });
    await judge(verifier);
    await verifier.updateStatus(list, { at: NOW });
    await judge(verifier);
  },

  async 'what was told before is there again'(host) {
    const verifier = await toldOnce(host);
    await verifier.updateStatus(list, { at: NOW });
    host.arm();
    for (let time = 0; time < 3; time += 1) await judge(verifier);
  },

  ...Object.fromEntries(['core_verifyKept', 'core_follow', 'core_enter'].map((name) => [name, (host, said) => inJournal(host, said, name)])),

  async chain_follow({ createVerifier, verifyJournal, memoryStore, arm }, said) {
    const { journal, verify } = await createVerifier({ anchors, store: memoryStore(), now: () => AT * 1000 });
    await verify(shown.n1, { scenario: POLICY });
    const lines = await collect(journal.export({ format: 'jsonl' }));
    arm('chain_follow');
    for (let time = 0; time < 2; time += 1) said('lines', await verifyJournal(lines));
  },
};

/** A verifier that has the first version of the bundle. */
async function toldOnce({ createVerifier }) {
  const verifier = await createVerifier({ root: repository.root, now: () => NOW * 1000 });
  await verifier.updateTrust(files[0], { at: NOW });
  return verifier;
}

function judge(verifier) {
  return verifier.verify(credential, { at: NOW, region: REGION, scenario: { scenario: 's', status: 'required' } });
}

/** A journal in which an export dies between two verifications, and goes on. */
async function inJournal({ createVerifier, memoryStore, arm }, said, name) {
  const store = memoryStore();
  if (name === 'core_enter') arm(name);
  const { verify, journal } = await createVerifier({ anchors, store, now: () => AT * 1000 });
  await verify(shown.n1, { scenario: POLICY });
  if (name !== 'core_enter') arm(name);
  for (const nonce of ['n2', 'n2', 'n1', 'n3']) await verify(shown[nonce], { scenario: POLICY });
  said('chain', await journal.verifyChain());
  said('jsonl', await collect(journal.export({ format: 'jsonl' })));
}
