// Which keys the page trusts: those of the demo, or a file that the operator brings.

import { createVerifier } from 'yanzheng';

const LARGEST = 8 * 1024 * 1024;

/** The demo's data, or undefined when this page was built without it. */
export async function loadDemo() {
  try {
    const answer = await fetch('demo.json');
    if (!answer.ok) return undefined;
    const demo = await answer.json();
    return Array.isArray(demo?.anchors) ? { samples: [], ...demo } : undefined;
  } catch {
    return undefined;
  }
}

/** A trust in use: `{kind, count: of anchors, name?, types?, verifier}`; throws the verifier's TypeError. */
async function trustOf(kind, anchors, { name, types } = {}) {
  return { kind, count: anchors.length, name, types, verifier: await createVerifier({ anchors, types }) };
}

/** The trust to start with: the demo's anchors and types, or none at all. */
export function firstTrust(demo) {
  return demo ? trustOf('demo', demo.anchors, { types: demo.types }) : trustOf('none', []);
}

/** The trust in a file. Throws what is wrong with it, for the operator to read. */
export async function trustFromFile(file, texts) {
  if (file.size > LARGEST) throw new TypeError(texts.trust_too_large);
  let anchors;
  try {
    anchors = JSON.parse(await file.text());
  } catch {
    throw new TypeError(texts.trust_not_json);
  }
  // What is no list at all is refused by the verifier itself, in its own words.
  return trustOf('own', anchors, { name: file.name });
}
