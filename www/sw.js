// The service worker: keeps the page's files, so that the desk works with the network cut.
// It holds nothing that was scanned; it answers for a fixed list of this page's own files only.

/* global FILES, VERSION */

const CACHE = `yanzheng-${VERSION}`;
const DEMO = 'demo.json';
const MADE = ['demo.json', 'demo/', 'root.json', 'bundle.json', 'packs/', 'lists/'];
const here = (path) => new URL(path, self.registration.scope).href;
const kept = new Set(FILES.map(here));

async function keepDemo(cache) {
  try {
    const answer = await fetch(here(DEMO), { cache: 'no-cache' });
    if (!answer.ok) return;
    await cache.put(here(DEMO), answer.clone());
    const { samples, trust } = await answer.json();
    const pictures = samples.map((sample) => sample.qr).filter(Boolean);
    const files = trust ? [trust.root, trust.bundle, ...trust.packs, ...trust.lists.map(({ file }) => file)] : [];
    const keep = (path) => cache.add(new Request(here(path), { cache: 'no-cache' })).catch(() => undefined);
    await Promise.all([...files, ...pictures].map(keep));
  } catch {
    // The page works without the demo's data, and says so.
  }
}

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((path) => new Request(here(path), { cache: 'reload' })));
  await keepDemo(cache);
  await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('yanzheng-') && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The page's own files come from the cache, as one version that belongs together. */
async function fromCache(request, address) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address)) ?? fetch(request);
}

/** The demo's data may be made anew while the page stays the same: the network first. */
async function fromNetwork(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request.url, answer.clone());
    return answer;
  } catch {
    return (await cache.match(request.url)) ?? Response.error();
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = request.url.split(/[?#]/)[0];
  if (request.method !== 'GET' || !address.startsWith(self.registration.scope)) return;
  if (address === self.registration.scope) event.respondWith(fromCache(request, here('index.html')));
  else if (kept.has(address)) event.respondWith(fromCache(request, address));
  else if (MADE.some((path) => (path.endsWith('/') ? address.startsWith(here(path)) : address === here(path)))) {
    event.respondWith(fromNetwork(request));
  }
});
