import { createVerifier } from 'yanzheng';

import { cases } from './cases.mjs';
import { check } from './check.mjs';
import { run } from './sixty.mjs';

export default {
  async fetch(request) {
    if (request.method === 'GET') return Response.json(await check(createVerifier, cases));
    const sixty = await request.json();
    return Response.json(await run(createVerifier, sixty.cases, sixty.shelf));
  },
};
