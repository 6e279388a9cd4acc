import { createVerifier } from 'yanzheng';

import { cases } from '../cases.mjs';
import { check } from '../check.mjs';
import Client from './client.js';

export const dynamic = 'force-dynamic';

export default async function Page() {
  const outcome = await check(createVerifier, cases);
  return (
    <>
      <pre id="server">{JSON.stringify(outcome)}</pre>
      <Client />
    </>
  );
}
