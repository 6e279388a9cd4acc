// Runs the programs of a consumer as its package.json names them, with the network off.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

import { environment } from './network.mjs';

const PATIENCE = 400_000;

/** The line that a package.json has under scripts. */
export function script(folder, name) {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!scripts[name]) throw new Error(`package.json has no script ${name}`);
  return scripts[name];
}

/** Runs a command line to its end and gives what it printed; `tools` is the folder of the bundlers. */
export async function finish(line, { folder, tools, milliseconds = PATIENCE }) {
  const child = start(line, { folder, tools });
  const out = [];
  const all = [];
  child.stdout.on('data', (part) => out.push(part) && all.push(part));
  child.stderr.on('data', (part) => all.push(part));
  const clock = setTimeout(() => stop(child), milliseconds);
  const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  clearTimeout(clock);
  if (code === 0) return Buffer.concat(out).toString();
  throw new Error(`${line} ended with ${code ?? 'no code'}:\n${Buffer.concat(all).toString().slice(-2000)}`);
}

/** Starts a server on a free port and gives its address once it answers, and the way to end it. */
export async function listen(line, { folder, tools, milliseconds = 60_000 }) {
  const port = await freePort();
  const child = start(line, { folder, tools, PORT: String(port) });
  const said = [];
  child.stdout.on('data', (part) => said.push(part));
  child.stderr.on('data', (part) => said.push(part));
  const address = `http://127.0.0.1:${port}/`;
  const until = Date.now() + milliseconds;
  while (!(await answers(address))) {
    if (child.exitCode !== null || Date.now() > until) {
      stop(child);
      throw new Error(`${line} does not answer:\n${Buffer.concat(said).toString().slice(-2000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { address, close: () => stop(child) };
}

function start(line, { folder, tools, ...more }) {
  const path = tools ? [join(tools, 'node_modules/.bin'), process.env.PATH].join(delimiter) : process.env.PATH;
  return spawn(line, {
    cwd: folder,
    shell: true,
    detached: process.platform !== 'win32',
    env: { ...environment, ...more, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Ends a program and what it started: they are a group of processes of their own. */
function stop(child) {
  if (child.exitCode !== null) return;
  if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/t', '/f']);
  else process.kill(-child.pid, 'SIGKILL');
}

async function answers(address) {
  try {
    await fetch(address);
    return true;
  } catch {
    return false;
  }
}

function freePort() {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
