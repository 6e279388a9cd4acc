// Mini-programs as realms: a `vm` context that holds ECMAScript 2017 and what one host documents, and nothing
// else, fed with a code package. It proves that the package uses nothing else; it proves nothing of a phone.
//
//   import { FLAVOURS, openRealm } from './realm.mjs';
//   const realm = openRealm('wechat', { directory });     // a miniprogram_dist, or what the npm builder made of it
//   const { createVerifier } = realm.require('yanzheng'); // as pages require it; 'yanzheng/policies' too
//   const verifier = await createVerifier({ anchors });   // arguments may come from outside
//
// realm.files     the code package, path → Buffer: put a page's files there, then realm.require('/pages/x/x.js')
// realm.require   CommonJS: 'yanzheng', 'yanzheng/…', absolute paths; inside a file './' and '../' too
// realm.run(text) what a text evaluates to in the realm; realm.adopt(value): plain data as the realm's own objects
// realm.answers   what the platform answers, by the name of the call, replaceable: a function of the options that
//                 returns what goes to `success`, or throws what goes to `fail`; or NEVER: no answer at all
// realm.offer(o)  more calls of the platform, for an example that needs them: name → the same kind of function
// realm.calls     every call of the platform as [name, options]
// realm.pages     what Page(), App() and Component() were given; realm.said: what went to the console
// realm.trap      true: the next call into the wasm traps
// realm.disk      its files, as createDisk() says
// realm.port      in a worker: the other end for the page, as createWorker() gives it
//
// Options besides `directory`: `disk` (createDisk(), to be shared by realms that come after each other); `root`:
// where the package lies in the code package, for a subpackage of its own.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { createContext, runInContext, Script } from 'node:vm';

import { createDisk, NEVER, serveFiles } from './disk.mjs';
import { FLAVOURS, GLOBALS, LATER, SYMBOLS } from './flavours.mjs';
import { createWasm } from './packaged-wasm.mjs';
import { createPorts } from './ports.mjs';

export { createDisk, FLAVOURS, NEVER };

/** Kinds of files that reach a phone: the platforms' tools drop all others from the upload. */
const UPLOADED = /\.(?:js|json|wxml|wxss|svg|png|wasm|br)$/;

export function openRealm(flavour, { directory, disk, root = FLAVOURS[flavour]?.root } = {}) {
  const row = FLAVOURS[flavour];
  if (row === undefined) throw new TypeError(`flavour: one of ${Object.keys(FLAVOURS).join(', ')}`);
  const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const run = (text) => runInContext(text, context);
  const global = run('globalThis');
  restrict(run, row.lacks);

  const realm = { flavour, run, files: new Map(), answers: {}, calls: [], pages: [], said: [] };
  realm.adopt = (value) => (value === undefined ? undefined : run('JSON.parse')(JSON.stringify(value)));
  if (directory) load(realm.files, directory, root);
  const held = row.files === null ? null : disk || createDisk(row.files);
  realm.disk = held;

  addPlain(global, realm, run);
  if (row.tasks) run(`(${settleInTasks})()`);
  if (row.wasm !== null) global[row.wasm.name] = createWasm(row.wasm, realm);
  if (row.random === 'crypto') addCrypto(global, run);
  if (row.platform === null) realm.port = createPorts(global, run);
  else addPlatform(global, row, realm, run, held);
  realm.require = createRequire(realm, root, context);
  return realm;
}

/** Takes away what is not ECMAScript 2017, and what a host lacks of it. */
function restrict(run, lacks = []) {
  run(`{
    const global = globalThis;
    for (const [place, names] of Object.entries(${JSON.stringify(LATER)})) {
      const owner = { Array, ArrayBuffer, Error, JSON, Map, Math, Object, Promise, RegExp, Set, String, Symbol, Uint8Array };
      const typed = Object.getPrototypeOf(Uint8Array.prototype);
      const held = place.startsWith('Object.getPrototypeOf') ? typed : place.split('.').reduce((one, name) => one[name], owner);
      for (const name of names.split(' ')) delete held[name];
    }
    const Native = Symbol;
    const Symbol2017 = function (text) { return Native(text); };
    for (const name of ${JSON.stringify(SYMBOLS)}) Symbol2017[name] = Native[name];
    Symbol2017.for = (key) => Native.for(key);
    Symbol2017.keyFor = (symbol) => Native.keyFor(symbol);
    Symbol2017.prototype = Native.prototype;
    Native.prototype.constructor = Symbol2017;
    global.Symbol = Symbol2017;
    for (const name of Object.getOwnPropertyNames(global)) {
      if (!${JSON.stringify(GLOBALS.filter((name) => !lacks.includes(name)))}.includes(name)) delete global[name];
    }
  }`);
}

/** Runs in the realm: puts a Promise in the place of the language's whose reactions are tasks. Async functions keep theirs. */
function settleInTasks() {
  const Native = Promise;
  const { then } = Native.prototype;
  const later = (settle) => (value) => void setTimeout(() => settle(value), 0);
  const inTask = (promise) => {
    const settled = () => new Native((resolve, reject) => then.call(promise, later(resolve), later(reject)));
    promise.then = (fulfilled, rejected) => inTask(then.call(settled(), fulfilled, rejected));
    return promise;
  };
  const Task = function Promise(executor) {
    return inTask(new Native(executor));
  };
  for (const name of ['all', 'race', 'resolve', 'reject']) Task[name] = (given) => inTask(Native[name].call(Native, given));
  Task.prototype = Native.prototype;
  Native.prototype.constructor = Task; // so that `await` asks for `then`
  Promise = Task;
}

/** What every host has: the console, four timers, and the makers of pages. */
function addPlain(global, realm, run) {
  global.console = run('({})');
  for (const name of ['log', 'info', 'warn', 'error', 'debug']) global.console[name] = (...values) => void realm.said.push(values);
  Object.assign(global, {
    setTimeout: (body, wait) => timerNumber(setTimeout(body, wait)),
    setInterval: (body, wait) => timerNumber(setInterval(body, wait)),
    clearTimeout: (number) => clearTimeout(number),
    clearInterval: (number) => clearInterval(number),
  });
  for (const name of ['App', 'Page', 'Component']) global[name] = (given) => void realm.pages.push(given);
}

/** Hosts of mini-programs give numbers. */
function timerNumber(timer) {
  return timer[Symbol.toPrimitive]();
}

/** The source of random bytes that Alipay's worker has: it answers at once. */
function addCrypto(global, run) {
  global.crypto = run('({})');
  global.crypto.getRandomValues = (view) => {
    const fresh = globalThis.crypto.getRandomValues(new Uint8Array(view.length));
    view.set(fresh);
    return view;
  };
}

function addPlatform(global, row, realm, run, disk) {
  const api = run('({})');
  const buffer = bufferMaker(row, run);
  if (row.random === 'platform') {
    realm.answers.getRandomValues = ({ length }) => ({ randomValues: buffer(globalThis.crypto.getRandomValues(new Uint8Array(length))) });
  }
  if (row.scanner) {
    realm.answers[row.scanner] = () => {
      throw row.platform === 'my' ? { error: 10, errorMessage: '用户取消' } : { errMsg: `${row.scanner}:fail cancel` };
    };
  }
  realm.offer = (calls) => {
    Object.assign(realm.answers, calls);
    for (const name of Object.keys(calls)) api[name] = (options) => callOf(realm, name, options);
  };
  realm.offer({ ...realm.answers });
  if (row.files !== null) {
    api.env = realm.adopt({ USER_DATA_PATH: row.files.user });
    const manager = serveFiles(disk, row.files, buffer, { realm, run });
    api.getFileSystemManager = () => manager;
  }
  realm.platform = api;
  global[row.platform] = api;
}

/** Makes the buffers that the platform hands over: of the realm, or of another one where the host does so. */
function bufferMaker(row, run) {
  const make = row.foreign ? (length) => new ArrayBuffer(length) : run('((length) => new ArrayBuffer(length))');
  return (bytes) => {
    const made = make(bytes.length);
    new Uint8Array(made).set(bytes);
    return made;
  };
}

/** One call with callbacks, answered later; with none of them, a promise. */
function callOf(realm, name, options = {}) {
  realm.calls.push([name, options]);
  const outcome = new Promise((resolve, reject) => {
    setTimeout(() => {
      try {
        const answer = realm.answers[name];
        if (answer === NEVER) return;
        resolve(answer(options));
      } catch (given) {
        reject(given);
      }
    }, 0);
  });
  const { success, fail, complete } = options;
  if (!success && !fail && !complete) return outcome;
  const end = (tell) => (given) => {
    if (tell) tell(given);
    if (complete) complete(given);
  };
  outcome.then(end(success), end(fail));
  return undefined;
}

/** The files of a directory under their path in the code package, as far as they are uploaded. */
function load(files, directory, root) {
  if (!existsSync(directory)) throw new Error(`${directory} is not there: build the package first`);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const [from, to] = [join(directory, entry.name), `${root}/${entry.name}`];
    if (entry.isDirectory()) load(files, from, to);
    else if (UPLOADED.test(entry.name)) files.set(to, readFileSync(from));
  }
}

/** CommonJS over the code package. A file sees `require`, `module` and `exports`, and no `this`. */
function createRequire({ files }, root, context) {
  const modules = new Map();

  function resolve(name, from) {
    const bare = name === 'yanzheng' ? `${root}/index` : name.startsWith('yanzheng/') ? root + name.slice(8) : null;
    const path = bare || (name.startsWith('.') ? posix.join(posix.dirname(from), name) : name);
    const found = [path, `${path}.js`, `${path}/index.js`].find((one) => one.endsWith('.js') && files.has(one));
    if (found === undefined) throw new Error(`module '${name}' is not defined`);
    return found;
  }

  function requireFrom(name, from) {
    const path = resolve(name, from);
    if (!modules.has(path)) {
      const module = { exports: runInContext('({})', context) };
      modules.set(path, module);
      const text = `(function (require, module, exports) {"use strict";${files.get(path)}\n})`;
      const body = new Script(text, { filename: path }).runInContext(context);
      try {
        body.call(undefined, (inner) => requireFrom(inner, path), module, module.exports);
      } catch (error) {
        modules.delete(path);
        throw error;
      }
    }
    return modules.get(path).exports;
  }

  return (name) => requireFrom(name, '/app.js');
}
