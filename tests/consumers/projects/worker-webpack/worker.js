import { createVerifier } from 'yanzheng';

import { cases } from './cases.mjs';
import { check } from './check.mjs';

check(createVerifier, cases).then((outcome) => postMessage(outcome));
