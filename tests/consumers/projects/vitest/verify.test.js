import { expect, test } from 'vitest';
import { createVerifier } from 'yanzheng';

import { cases } from './cases.mjs';
import { check } from './check.mjs';

test('verifies', async () => {
  const outcome = await check(createVerifier, cases);
  console.log(JSON.stringify(outcome));
  expect(outcome.verdicts).toEqual(['accept', 'accept', 'reject']);
});
