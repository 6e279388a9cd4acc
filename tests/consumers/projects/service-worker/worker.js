import { createVerifier } from 'yanzheng';

import { cases } from './cases.mjs';
import { check } from './check.mjs';

addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('message', (event) => {
  event.waitUntil(check(createVerifier, cases).then((outcome) => event.source.postMessage(outcome)));
});
