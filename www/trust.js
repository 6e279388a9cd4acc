// Whom the page trusts: the demo's bundle and keys, or what the operator brings. Everything is loaded
// here and once; nothing is fetched for a scan.

import { createVerifier } from 'yanzheng';

import { counterStore } from './counter-store.js';

/** Bytes of one file: the largest that the verifier reads, a revocation pack, and a little more. */
const LARGEST = 16 * 1024 * 1024 + 1;

/** What a JSON file is, by what stands in it; a list of anchors has neither. */
const KINDS = [
  ['root', /"_type"\s*:\s*"root"/],
  ['bundle', /"bundle"\s*:/],
];

/** The demo's data, or undefined when this page was built without it. */
export async function loadDemo() {
  try {
    const answer = await fetch('demo.json');
    if (!answer.ok) return undefined;
    const demo = await answer.json();
    return Array.isArray(demo?.anchors) ? { samples: [], regions: [], ...demo } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A trust in use: `kind` is `demo`, `own` or `none`; `count` of anchors; of a bundle the `summary`, and
 * the answer that was a refusal where the last one was; `packs` and `lists` that were taken. What the
 * operator brings is a real counter's, whose verifier keeps a journal. The demo's keeps none: its samples are
 * shown again and again.
 */
async function trustOf(kind, options, { name } = {}) {
  const verifier = await createVerifier(kind === 'own' ? { ...options, store: counterStore() } : { ...options, journal: false });
  const { anchors = [], types, root } = options;
  return { kind, name, types, verifier, count: anchors.length, rooted: root !== undefined, packs: 0, lists: 0 };
}

/** The trust to start with: the demo's bundle, keys and types, or nobody at all. */
export async function firstTrust(demo) {
  if (!demo) return trustOf('none', { anchors: [] });
  const { anchors, types, trust: files } = demo;
  const bytes = files && (await loadFiles(files));
  if (!bytes) return trustOf('demo', { anchors, types });
  // The demo was made at one moment; its own samples are dated by it, so that is the clock of its files.
  const { at } = files;
  const trust = await trustOf('demo', { root: bytes.root, anchors, types });
  await offerBundle(trust, bytes.bundle, { at });
  for (const pack of bytes.packs) await offerStatus(trust, pack, { at });
  for (const [index, { uri }] of files.lists.entries()) await offerStatus(trust, bytes.lists[index], { at, uri });
  return trust;
}

/** The files of the demo's trust; undefined when one of them is not there. */
async function loadFiles({ root, bundle, packs, lists }) {
  const load = async (path) => {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const all = (paths) => Promise.all(paths.map(load));
  try {
    const [[rootBytes, bundleBytes], packBytes, listBytes] = await Promise.all([
      all([root, bundle]), all(packs), all(lists.map(({ file }) => file)),
    ]);
    return { root: rootBytes, bundle: bundleBytes, packs: packBytes, lists: listBytes };
  } catch {
    return undefined;
  }
}

/** Offers a bundle; the answer is the verifier's. */
async function offerBundle(trust, bytes, options) {
  const answer = await trust.verifier.updateTrust(bytes, options);
  trust.refusal = answer.ok ? undefined : answer;
  if (answer.ok) trust.summary = answer;
  return answer;
}

async function offerStatus(trust, bytes, options) {
  const answer = await trust.verifier.updateStatus(bytes, options);
  if (answer.ok) trust[answer.kind === 'pack' ? 'packs' : 'lists'] += 1;
  return answer;
}

/**
 * Takes a file that the operator brings: a pinned root or a list of anchors begins another trust; a
 * bundle or a status file goes to the one in use. Resolves to `{ trust, what, answer? }`; throws what is
 * wrong with it, for the operator to read.
 */
export async function takeFile(file, trust, texts) {
  if (file.size > LARGEST) throw new TypeError(texts.trust_too_large);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  const json = /^\s*[[{]/.test(text);
  const [what] = KINDS.find(([, pattern]) => json && pattern.test(text)) ?? [json ? 'anchors' : 'status'];
  if (what === 'root') return { what, trust: await trustOf('own', { root: bytes }, { name: file.name }) };
  if (what === 'anchors') return { what, trust: await trustOf('own', { anchors: readJson(text, texts) }, { name: file.name }) };
  if (what === 'bundle' && !trust.rooted) throw new TypeError(texts.trust_needs_root);
  const offer = what === 'bundle' ? offerBundle : offerStatus;
  return { what, trust, answer: await offer(trust, bytes) };
}

/** What is no list at all is refused by the verifier itself, in its own words. */
function readJson(text, texts) {
  try {
    return JSON.parse(text);
  } catch {
    throw new TypeError(texts.trust_not_json);
  }
}
