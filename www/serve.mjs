// A small static server for the built page, on this machine only.
//
//   node www/serve.mjs [[--port] PORT]
//
// or the variable PORT; default 8369, and the next free port when that is taken.

import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { headers } from './headers.mjs';

const HOST = '127.0.0.1';
const FIRST_PORT = 8369;
const PORTS_TRIED = 50;

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
};

/** The file under `root` that an address names, or undefined: never one outside of `root`. */
async function locate(root, url) {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    if (path.includes('\0')) return undefined;
    const file = await realpath(join(root, path.endsWith('/') ? `${path}index.html` : path));
    if (!file.startsWith(root + sep)) return undefined;
    const found = await stat(file);
    return found.isFile() ? { file, size: found.size } : undefined;
  } catch {
    return undefined;
  }
}

async function answer(root, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...headers, Allow: 'GET, HEAD' }).end();
    return;
  }
  const found = await locate(root, request.url);
  if (!found) {
    response.writeHead(404, { ...headers, 'Content-Type': TYPES['.txt'] }).end('not found\n');
    return;
  }
  response.writeHead(200, {
    ...headers,
    'Content-Type': TYPES[extname(found.file)] ?? 'application/octet-stream',
    'Content-Length': found.size,
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(found.file).on('error', () => response.destroy()).pipe(response);
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/**
 * Serves the built page, or another folder (`root`: path or file URL). Port 0 takes any free port;
 * a taken port makes way for the next one. Resolves to `{ address, close }`.
 */
export async function serve({ root = new URL('dist/', import.meta.url), port = FIRST_PORT } = {}) {
  const folder = await realpath(typeof root === 'string' ? root : fileURLToPath(root));
  for (let tried = 0; ; tried += 1) {
    const server = createServer((request, response) => void answer(folder, request, response));
    try {
      await listen(server, port === 0 ? 0 : port + tried);
    } catch (fault) {
      const taken = fault.code === 'EADDRINUSE' || fault.code === 'EACCES';
      if (taken && tried < PORTS_TRIED) continue;
      throw fault;
    }
    return {
      address: `http://${HOST}:${server.address().port}/`,
      close: () => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
      },
    };
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const words = process.argv.slice(2).filter((word) => word !== '--port');
  const wanted = Number(words[0] ?? process.env.PORT ?? FIRST_PORT);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65535) {
    console.error('usage: node www/serve.mjs [[--port] PORT]');
    process.exit(64);
  }
  try {
    const { address } = await serve({ port: wanted });
    console.log(`desk page: ${address}   (Ctrl+C stops it)`);
  } catch (fault) {
    const missing = fault.code === 'ENOENT';
    console.error(missing ? 'www/dist is missing: run `cargo xtask build` first' : fault.message);
    process.exit(1);
  }
}
