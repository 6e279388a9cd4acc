// Runs the common suite in the page, under the desk's own policy: over the default entry, over the
// same entry with instances that can be made to trap, and over the entry that fetches its module.

import { run } from './suite.js';
import { trapWebAssembly } from './trapping.js';

/** Every report of the suite as `[suite, id, error]`: no error, an `Error`'s text, or why it was skipped. */
export async function results() {
  const vectors = await (await fetch('vectors.json')).json();
  const { explain, languages } = await import('./messages.js');
  const trapping = trapWebAssembly();
  const { createVerifier } = await import('./index.js?trapping');
  trapping.restore();
  const common = { explain, languages };
  const found = [];
  const under = (entry) => (suite, id, error) => {
    const failed = error instanceof Error ? { failed: error.message } : error;
    found.push([`${entry}-${suite}`, id, failed]);
  };
  await run({ ...common, ...(await import('./index.js')), trapping: { ...trapping, createVerifier } }, vectors, under('browser'));
  await run({ ...common, ...(await import('./url.js')) }, vectors, under('browser-url'));
  return found;
}
