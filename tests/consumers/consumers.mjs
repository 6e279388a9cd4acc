// The consumers: one row each, in the order of the table. What a consumer is made of stands in its project.
//
// project  the folder under projects/
// tool     the npm package whose version the row shows
// build    the script of its package.json that builds it
// then one of
// run      the script that runs it and prints its line
// page     the page to open in a browser, served from the project's folder (`site`: from a folder in it)
// serve    the script of the server whose page is opened; `server`: the page also shows what the server found
// realms   the mini-programs' runtimes in which the built package is opened, and the engine in each
// and, where they are not the usual ones
// strict   the page is opened once more, under a Content-Security-Policy that refuses WebAssembly: `auto` falls back
// policy   the Content-Security-Policy of the page
// engine   what the verifier says of its engine
// sixty    it also answers the sixty cases of all hosts
// quick    runs with what pkg/ installs, so that the quick part has it too

/** What `verifier.engine` says. */
const WASM = { name: 'wasm' };
export const REFUSED = { name: 'js', code: 'wasm.blocked_by_csp' };
const WITHOUT = { name: 'js', code: 'wasm.unavailable' };
export const STRICT = "default-src 'none'; img-src data:; script-src 'self'"; // the picture is the empty icon
const ALLOWING = `${STRICT} 'wasm-unsafe-eval'`;

const ROWS = [
  { id: 'node-esm', title: 'Node, ES module', tool: 'node', run: 'start', quick: true },
  { id: 'node-cjs', title: 'Node, CommonJS', tool: 'node', run: 'start', quick: true },
  { id: 'deno', title: 'Deno', tool: 'deno', run: 'start' },
  { id: 'bun', title: 'Bun', tool: 'bun', run: 'start' },
  { id: 'workerd', title: 'workerd (miniflare)', tool: 'miniflare', build: 'build', run: 'start', sixty: true },
  { id: 'vitest', title: 'Vitest', tool: 'vitest', run: 'test' },
  { id: 'jest-node', title: 'Jest, node', tool: 'jest', run: 'test' },
  { id: 'jest-jsdom', title: 'Jest, jsdom', tool: 'jest', run: 'test' },
  { id: 'vite-dev', title: 'Vite, dev', project: 'vite', tool: 'vite', serve: 'dev' },
  { id: 'vite-build', title: 'Vite, build', project: 'vite', tool: 'vite', build: 'build', page: '', site: 'dist', strict: true },
  { id: 'webpack', title: 'webpack', tool: 'webpack', build: 'build', page: '', strict: true },
  { id: 'rollup', title: 'Rollup + node-resolve', tool: 'rollup', build: 'build', page: '', strict: true },
  { id: 'esbuild-esm', title: 'esbuild, ES module', project: 'esbuild', tool: 'esbuild', build: 'build', page: '', strict: true, quick: true },
  { id: 'esbuild-script', title: 'esbuild, IIFE', project: 'esbuild', tool: 'esbuild', build: 'build:script', page: 'script.html', strict: true, quick: true },
  { id: 'bun-build', title: 'bun build', project: 'bun', tool: 'bun', build: 'build', page: '', strict: true },
  { id: 'next-webpack', title: 'Next, webpack', project: 'next', tool: 'next', build: 'build:webpack', serve: 'start', server: true },
  { id: 'next-turbopack', title: 'Next, Turbopack', project: 'next', tool: 'next', build: 'build', serve: 'start', server: true },
  { id: 'worker-vite', title: 'web worker, Vite', tool: 'vite', build: 'build', page: '', site: 'dist', strict: true },
  { id: 'worker-webpack', title: 'web worker, webpack', tool: 'webpack', build: 'build', page: '', strict: true },
  { id: 'worker-esbuild', title: 'web worker, esbuild', tool: 'esbuild', build: 'build', page: '', strict: true, quick: true },
  { id: 'service-worker', title: 'service worker, esbuild', tool: 'esbuild', build: 'build', page: '', strict: true, quick: true },
  { id: 'script-tag', title: 'script tag with SRI', tool: 'yanzheng', page: '', quick: true },
  {
    id: 'script-csp', title: "script tag, CSP with 'wasm-unsafe-eval'", project: 'script-tag', tool: 'yanzheng', page: '',
    policy: ALLOWING, quick: true,
  },
  {
    id: 'script-js', title: 'script tag of the JS engine, CSP without', project: 'script-tag', tool: 'yanzheng', page: 'js-engine.html',
    policy: STRICT, engine: { name: 'js' }, quick: true,
  },
  {
    id: 'miniprogram', title: 'mini-program by miniprogram-ci', tool: 'miniprogram-ci', build: 'build',
    realms: {
      wechat: WASM, 'wechat-ios': WASM, 'wechat-old': WITHOUT, douyin: WASM, 'alipay-worker': WASM, 'alipay-logic': WITHOUT,
    },
  },
];

/** Every consumer, with what its row leaves out. */
export const CONSUMERS = ROWS.map((row) => ({ project: row.id, engine: WASM, ...row }));

/** What the rows of a consumer are called. */
export function titles({ title, server, realms }) {
  const sides = server ? ['server', 'client'] : Object.keys(realms ?? {});
  return sides.length === 0 ? [title] : sides.map((side) => `${title}, ${side}`);
}
