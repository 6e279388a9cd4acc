// What a page under test does: makes two verifiers at once and another one later, verifies the cases with
// each, and leaves what it found in `found`.

import cases from './cases.js';

const asked = new URLSearchParams(location.search);
const [entry, engine] = [asked.get('entry'), asked.get('engine')];

async function find() {
  const isTag = entry.endsWith('.min.js');
  const { createVerifier } = isTag ? globalThis.yanzheng : await import(`./${entry}`);
  const brought = entry.startsWith('slim') ? { wasm: new URL('yanzheng.wasm', location.href) } : {};
  const anchors = cases.flatMap((one) => one.anchors);
  const make = () => createVerifier({ anchors, engine, ...brought });
  const verifiers = [...(await Promise.all([make(), make()])), await make()];
  const codes = [];
  for (const verifier of verifiers) {
    const receipts = await Promise.all(cases.map(({ scan, at }) => verifier.verify(scan, { at })));
    codes.push(receipts.map(({ code }) => code));
  }
  const [{ engine: first }] = verifiers;
  const isFrozen = verifiers.every((each) => Object.isFrozen(each.engine) && JSON.stringify(each.engine) === JSON.stringify(first));
  return { engine: first, isFrozen, codes };
}

const found = await find().catch(({ code, message }) => ({ code: code ?? message }));
// What the policy refused is said in a task of its own.
setTimeout(() => (globalThis.found = found), 50);
