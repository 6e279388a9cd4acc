// The right verdicts in every realm, and the same bytes as everywhere.

import assert from 'node:assert/strict';

import { judge, sixty } from '../node/sixty.mjs';
import { run as runSixty } from '../sixty.mjs';
import { KNOWN } from './cases.mjs';
import { openRealm } from './realm.mjs';

export async function run({ flavour, directory, test, report }) {
  const realm = openRealm(flavour, { directory });
  const { createVerifier, explain, WASM_SHA256 } = realm.require('yanzheng');

  for (const { id, scan, at, anchors, types, expect } of KNOWN) {
    await test(id, async () => {
      const verifier = await createVerifier({ anchors, types });
      for (const receipt of [await verifier.verify(scan, { at }), verifier.verifySync(scan, { at })]) {
        assert.deepEqual([receipt.verdict, receipt.code, receipt.wasm_sha256], [expect.verdict, expect.code, WASM_SHA256]);
        assert.match(explain(receipt, 'zh-Hans', { types }).reason, /\p{Script=Han}/u);
      }
      verifier.dispose();
    });
  }

  const { cases, shelf } = sixty();
  const { engine } = await createVerifier({ anchors: [] });
  for (const name of new Set([engine.name, 'js'])) {
    const answers = await runSixty((options) => createVerifier({ ...options, engine: name }), cases, shelf);
    for (const [id, fault] of judge(answers, WASM_SHA256)) report(`sixty, ${name}: ${id}`, fault === undefined ? undefined : new Error(fault));
  }
  await test('nothing is written to the console', () => assert.deepEqual(realm.said, []));
}
