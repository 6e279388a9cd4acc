import { createVerifier } from 'yanzheng';

import { cases } from './cases.mjs';
import { check } from './check.mjs';

check(createVerifier, cases).then((outcome) => console.log(JSON.stringify(outcome)));
