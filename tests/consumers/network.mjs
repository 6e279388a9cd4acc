// That nothing is fetched: the network is off while consumers build and run.

import { networkInterfaces } from 'node:os';

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9';

/** How the network is off: this process has no interface but the loopback, or programs are told of dead proxies. */
export const network = Object.values(networkInterfaces()).flat().every(({ internal }) => internal) ? 'namespace' : 'proxies';

/** The environment of every program that builds or runs a consumer. */
export const environment = {
  ...process.env,
  ...Object.fromEntries(['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [[name, NOWHERE], [name.toLowerCase(), NOWHERE]])),
  NO_PROXY: 'localhost,127.0.0.1',
  no_proxy: 'localhost,127.0.0.1',
  npm_config_offline: 'true',
  CI: '1',
  NO_COLOR: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  DENO_NO_UPDATE_CHECK: '1',
  DO_NOT_TRACK: '1',
};

/** The browser finds no name and no address but this machine's. */
export const BROWSER = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'];
