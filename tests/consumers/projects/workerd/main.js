import { readFileSync } from 'node:fs';
import { Miniflare } from 'miniflare';

const worker = new Miniflare({
  modules: true,
  scriptPath: 'dist/worker.js',
  modulesRules: [{ type: 'ESModule', include: ['**/*.js'] }, { type: 'CompiledWasm', include: ['**/*.wasm'] }],
  compatibilityDate: '2026-06-01',
  cf: false,
});
const ask = async (options) => (await worker.dispatchFetch('http://localhost/', options)).json();
const outcome = await ask();
outcome.sixty = await ask({ method: 'POST', body: readFileSync('sixty.json') });
console.log(JSON.stringify(outcome));
await worker.dispose();
