// The sixty in the page: the receipts of one entry under one engine, as text.

import { gather, run } from './sixty.js';

const json = async (name) => (await fetch(name)).json();

/** `entry` is a module beside this one, or the global that a script tag left behind. */
export async function answers(entry, engine) {
  const { cases, shelf } = gather(await json('sixty.json'), await json('vectors.json'));
  const { createVerifier } = globalThis[entry] ?? (await import(`./${entry}`));
  async function create(options) {
    const verifier = await createVerifier({ ...options, engine });
    if (verifier.engine.name !== engine) throw new Error(`runs on ${JSON.stringify(verifier.engine)}`);
    return verifier;
  }
  return run(create, cases, shelf);
}
