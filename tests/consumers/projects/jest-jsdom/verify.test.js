const { createVerifier } = require('yanzheng');

const { cases } = require('./cases.cjs');
const { check } = require('./check.cjs');

test('verifies', async () => {
  const outcome = await check(createVerifier, cases);
  console.log(JSON.stringify(outcome));
  expect(outcome.verdicts).toEqual(['accept', 'accept', 'reject']);
});
