// Makes the page work with the network cut: a service worker keeps its files, and the QR reader is
// loaded in idle time, before anybody needs it.

import { prepareDecoder } from './scan/decoder.js';

const WORKER = 'sw.js';

/** The worker's address as Trusted Types want it: one policy that passes this one address. */
function workerAddress() {
  if (!globalThis.trustedTypes) return WORKER;
  const policy = trustedTypes.createPolicy('yanzheng', {
    createScriptURL(address) {
      if (address === WORKER) return address;
      throw new TypeError('not an address of this page');
    },
  });
  return policy.createScriptURL(WORKER);
}

function idle(work) {
  if (globalThis.requestIdleCallback) requestIdleCallback(work, { timeout: 3000 });
  else setTimeout(work, 1000);
}

/** Prepares everything; `tell(state)` hears `preparing`, `ready`, or `none` where it cannot be. */
export function prepareOffline(tell) {
  const decoder = new Promise((resolve) => {
    idle(() => prepareDecoder().then(() => resolve(true), () => resolve(false)));
  });
  if (!navigator.serviceWorker) {
    tell('none');
    return;
  }
  tell('preparing');
  const kept = navigator.serviceWorker
    .register(workerAddress())
    .then(() => navigator.serviceWorker.ready)
    .then(() => true, () => false);
  void Promise.all([kept, decoder]).then(([files, reader]) => {
    if (files && reader) tell('ready');
    else if (!files) tell('none');
  });
}
