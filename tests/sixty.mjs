// Sixty cases that every host and both engines answer with the same bytes: tests/sixty.json names them, with
// the hash of each receipt. They stand for every file of tests/vectors that ends in a receipt, every envelope,
// ES256 and SM2, every verdict, trust bundles, status files, restarts, hubs, policies and live holders.
//
// Knows nothing of its host: whoever runs it brings createVerifier, and hands the receipts to
// tests/node/sixty.mjs, which judges them.

import { optionsOf, scanOf } from './suite-tools.mjs';
import { toldVerifier } from './suite-told.mjs';

/**
 * The chosen cases, whole, and the files that they name. `chosen` is tests/sixty.json; `vectors` is what all
 * of tests/vectors holds, one after another.
 */
export function gather(chosen, vectors) {
  const shelf = vectors.find(({ bundles }) => bundles);
  const language = vectors.find((each) => each.language);
  const known = new Map([...vectors, ...decisionsOf(language)].map((one) => [one.id, one]));
  return { cases: chosen.map(({ id }) => known.get(id)), shelf };
}

/** The decisions of the policy language as cases like all others. */
export function decisionsOf({ decisions, verifiers, scans }) {
  return decisions.map((one) => ({ ...verifiers[one.verifier], ...one, scan: scans[one.scan] }));
}

/** `[id, text]` of each case: its receipt as JSON text, or what went wrong instead. */
export async function run(createVerifier, cases, shelf) {
  const answers = [];
  for (const one of cases) {
    const text = await receiptOf(createVerifier, one, shelf).then(JSON.stringify, String);
    answers.push([one.id, text]);
  }
  return answers;
}

/** The receipt of one case, by a verifier that was told what the case says and lives at its time. */
export async function receiptOf(createVerifier, given, shelf) {
  const { trust, anchors, types, maker, hub, at } = given;
  const asksHub = hub === undefined ? {} : { hub: () => hub };
  const verifier = await toldVerifier({ createVerifier }, { trust, anchors, types, maker, now: () => at * 1000, ...asksHub }, shelf);
  const receipt = await verifier.verify(scanOf(given), askedOf(given));
  verifier.dispose();
  return receipt;
}

/** What a case asks of its verification. */
export function askedOf(given) {
  const { scenario, region, asks, matched } = given;
  const asked = { ...optionsOf(given), region, asks, matched };
  return scenario === undefined ? asked : { ...asked, scenario };
}
