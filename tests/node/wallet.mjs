// Holders with their credentials, made here: one issuer, SD-JWT credentials bound to holders' keys, and
// presentations with whatever nonce a test wants. So that tests can show thousands of them.

import { createHash, generateKeyPairSync, sign } from 'node:crypto';

export const AT = 1780272000;
export const POLICY = {
  scenario: 'counter', types: ['urn:example:card'], claims: ['name'], optional: ['number'], assurance: 'device', indeterminate: 'review',
  retention: { days: 30, claims: ['name', 'number'] }, outputs: { desk: ['name', 'reference'] },
};

const DAY = 86400;
const base64url = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const digest = (text) => createHash('sha256').update(text).digest('base64url');

function jws(header, payload, privateKey) {
  const input = `${base64url({ alg: 'ES256', ...header })}.${base64url(payload)}`;
  return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

function createKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y } = publicKey.export({ format: 'jwk' });
  return { privateKey, jwk: { kty, crv, x, y } };
}

/** An issuer, as its anchor and as a maker of wallets. */
export function createIssuer() {
  const issuer = createKey();
  return {
    anchors: [{ issuer: 'https://issuer.example', kid: 'k', alg: 'ES256', jwk: issuer.jwk }],

    /** A wallet with one credential of these claims, each of which can be shown or not. */
    wallet(claims) {
      const holder = createKey();
      const disclosures = Object.entries(claims).map((claim, index) => base64url([`salt-${index}-${base64url(claim[0])}`, ...claim]));
      const payload = {
        iss: 'https://issuer.example', vct: 'urn:example:card', iat: AT - DAY, nbf: AT - DAY, exp: AT + 400 * DAY,
        _sd_alg: 'sha-256', _sd: disclosures.map(digest).sort(), cnf: { jwk: holder.jwk },
      };
      const credential = jws({ typ: 'dc+sd-jwt', kid: 'k' }, payload, issuer.privateKey);
      const shown = [credential, ...disclosures, ''].join('~');

      /** The presentation that answers a nonce, signed at a moment; without a nonce the credential alone. */
      return function present(nonce, { at = AT, aud = POLICY.scenario } = {}) {
        if (nonce === undefined) return shown;
        return shown + jws({ typ: 'kb+jwt' }, { aud, iat: at, nonce, sd_hash: digest(shown) }, holder.privateKey);
      };
    },
  };
}
