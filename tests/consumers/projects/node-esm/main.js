import { createVerifier } from 'yanzheng';

import { cases } from './cases.mjs';
import { check } from './check.mjs';

console.log(JSON.stringify(await check(createVerifier, cases)));
