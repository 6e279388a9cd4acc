// A small world of trust, signed here: a TUF repository whose keys node makes, one issuer in it, its
// credentials as SD-JWT and its status lists. So that tests can offer any version at any time.

import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { deflateSync } from 'node:zlib';

export const AT = 1780272000;
const DAY = 86400;
export const REGION = '990000';
export const TYPE = 'urn:example:pass';
export const LISTS = 'https://s.example/';

/** OLPC canonical JSON: names in order, no white space, no escapes but of `"` and `\`. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value === 'string') return `"${value.replace(/["\\]/g, '\\$&')}"`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.keys(value).sort().map((name) => `${canonical(name)}:${canonical(value[name])}`).join()}}`;
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const moment = (seconds) => new Date(seconds * 1000).toISOString().replace('.000', '');
const base64url = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

function createKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const object = { keytype: 'ecdsa', scheme: 'ecdsa-sha2-nistp256', keyval: { public: publicKey.export({ type: 'spki', format: 'pem' }) } };
  return { privateKey, jwk: publicKey.export({ format: 'jwk' }), object, keyid: sha256(canonical(object)) };
}

function metadata(signed, keys) {
  const bytes = Buffer.from(canonical(signed));
  const signatures = keys.map(({ keyid, privateKey }) => ({ keyid, sig: sign('sha256', bytes, privateKey).toString('hex') }));
  return Buffer.from(JSON.stringify({ signatures, signed }));
}

/** A compact JWS under ES256. */
function jws(header, payload, { privateKey }) {
  const input = `${base64url({ alg: 'ES256', ...header })}.${base64url(payload)}`;
  return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** The keys of a repository and of its issuer, made once; `publish` signs any version with them. */
export function createRepository() {
  const [first, second, online, issuer] = Array.from({ length: 4 }, createKey);
  const keys = Object.fromEntries([first, second, online].map(({ keyid, object }) => [keyid, object]));
  const signed = (type, version, expires, members) => ({ _type: type, spec_version: '1.0.31', version, expires: moment(expires), ...members });
  const role = (threshold, ...holders) => ({ keyids: holders.map(({ keyid }) => keyid), threshold });
  const roles = { root: role(2, first, second), timestamp: role(1, online), snapshot: role(1, online), targets: role(1, first) };
  const root = metadata(signed('root', 1, AT + 400 * DAY, { keys, roles, consistent_snapshot: true }), [first, second]);

  function authority() {
    const key = { kid: 'k', alg: 'ES256', x: issuer.jwk.x, y: issuer.jwk.y, not_before: 0, not_after: AT + 400 * DAY, state: 'active' };
    const name = { 'zh-Hans': '样例签发机构', en: 'Sample issuer' };
    return { issuer: 'sample', name, types: [TYPE], regions: [REGION], lists: [LISTS], max_lifetime: null, keys: [key] };
  }

  return {
    root,

    /** The files of a version by name; `scenario` names the policy that it has. */
    publish(version, { at = AT, scenario = 'counter', expires = at + 30 * DAY } = {}) {
      const contents = {
        [`issuers/${REGION}/sample.json`]: { issuers: [authority()] },
        [`policy/${scenario}.json`]: { scenario, types: [TYPE] },
      };
      const files = { 'metadata/1.root.json': root };
      const targets = {};
      for (const [path, content] of Object.entries(contents)) {
        const bytes = Buffer.from(JSON.stringify(content));
        targets[path] = { length: bytes.length, hashes: { sha256: sha256(bytes) } };
        files[`targets/${path.replace(/[^/]*$/, (name) => `${sha256(bytes)}.${name}`)}`] = bytes;
      }
      files[`metadata/${version}.targets.json`] = metadata(signed('targets', version, expires, { targets }), [first]);
      const list = (name) => ({ version, length: files[name].length, hashes: { sha256: sha256(files[name]) } });
      files[`metadata/${version}.snapshot.json`] = metadata(
        signed('snapshot', version, expires, { meta: { 'targets.json': list(`metadata/${version}.targets.json`) } }), [online]);
      files['metadata/timestamp.json'] = metadata(
        signed('timestamp', version, expires, { issued: moment(at), meta: { 'snapshot.json': list(`metadata/${version}.snapshot.json`) } }), [online]);
      return files;
    },

    /** A credential whose status stands at `index` of the list `uri`. */
    credential(uri = `${LISTS}1`, index = 0) {
      const payload = { iss: 'sample', vct: TYPE, iat: AT, nbf: AT - DAY, exp: AT + 100 * DAY, status: { status_list: { idx: index, uri } } };
      return `${jws({ typ: 'dc+sd-jwt', kid: 'k' }, payload, issuer)}~`;
    },

    /** A status list token of one byte of statuses, two bits each. */
    statusList(statuses, { uri = `${LISTS}1`, at = AT } = {}) {
      const byte = statuses.reduce((sum, status, index) => sum | (status << (2 * index)), 0);
      const lst = deflateSync(Buffer.of(byte)).toString('base64url');
      return jws({ typ: 'statuslist+jwt', kid: 'k' }, { sub: uri, iat: at, exp: at + 7 * DAY, status_list: { bits: 2, lst } }, issuer);
    },
  };
}

/** The carrier of loose files. */
export function carrier(files) {
  const rows = Object.entries(files).map(([name, bytes]) => [name, bytes.toString('base64')]);
  return Buffer.from(JSON.stringify({ bundle: 1, files: Object.fromEntries(rows) }));
}
