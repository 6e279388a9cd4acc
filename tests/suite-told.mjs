// What a case's verifier is told before it verifies: trust bundles, status files, restarts in between.

import { equal, fromBase64, ok, sorted } from './suite-tools.mjs';

/** A verifier that was told what the case says; every answer was as the case expects. */
export async function toldVerifier({ createVerifier }, { trust, ...options }, shelf) {
  const { root, offers = [], status = [] } = trust || {};
  const store = root && slots();
  const made = () => createVerifier({ ...options, ...(root && { root: content(shelf, root), store, journal: false }) });
  let verifier = await made();
  for (const [place, offer] of offers.entries()) {
    await offerStatus(verifier, shelf, status.filter(({ after }) => after === place));
    const bundle = offer.carrier ? content(shelf, offer.carrier) : filesOf(shelf, offer.bundle);
    answered(await verifier.updateTrust(bundle, { at: offer.at }), offer.expect, `offer ${place}`);
    if (!offer.restart) continue;
    verifier.dispose();
    store.tear(offer.restart);
    verifier = await made();
  }
  await offerStatus(verifier, shelf, status.filter(({ after }) => after === undefined || after >= offers.length));
  return verifier;
}

async function offerStatus(verifier, shelf, files) {
  for (const [place, { file, at, uri, expect }] of files.entries()) {
    answered(await verifier.updateStatus(content(shelf, file), { at, uri }), expect, `status ${place}`);
  }
}

/** Of an answer counts what the case names, and that nothing is refused without a code. */
function answered(answer, expected, message) {
  ok(answer.ok === (answer.code === undefined), `${message}: ${JSON.stringify(answer)}`);
  equal(answer.code, expected.code, `${message}: code`);
  for (const name of Object.keys(expected)) equal(sorted(answer[name]), sorted(expected[name]), `${message}: ${name}`);
}

/** A store of two slots, of which the last one written, or both, can lose their last byte. */
function slots() {
  const kept = new Map();
  let last;
  return {
    get: async (key) => kept.get(key),
    async put(key, bytes, { create } = {}) {
      if (create && kept.has(key)) return false;
      kept.set(key, bytes.slice());
      last = key;
      return true;
    },
    delete: async (key) => kept.delete(key),
    list: async (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
    tear(how) {
      const torn = { torn: [last], lost: [...kept.keys()] }[how] || [];
      for (const key of torn) kept.set(key, kept.get(key).slice(0, -1));
    },
  };
}

/** The files of a bundle by name: all of them, or how they differ from a bundle on the shelf. */
function filesOf(shelf, { like, with: changes, ...whole }) {
  const named = like ? { ...shelf.bundles[like], ...changes } : whole;
  const present = Object.entries(named).filter(([, file]) => file !== null);
  return Object.fromEntries(present.map(([name, file]) => [name, content(shelf, file)]));
}

/** A content by its name, with spaces behind it where it has a length: text, or bytes in base64. */
function content(shelf, reference) {
  const { file, padded } = typeof reference === 'string' ? { file: reference } : reference;
  const text = shelf.files[file];
  ok(text !== undefined, `no file ${file}`);
  if (text.startsWith('{')) return padded ? text + ' '.repeat(padded - length(text)) : text;
  const bytes = fromBase64(text);
  if (!padded) return bytes;
  const whole = new Uint8Array(padded).fill(32);
  whole.set(bytes);
  return whole;
}

/** Bytes of a text in UTF-8. */
function length(text) {
  return unescape(encodeURIComponent(text)).length;
}
