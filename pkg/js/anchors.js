// Reads trust anchors out of the lists that people have: our own records, JWK Sets, DID documents and
// the trust lists of the EU digital COVID certificate. Reads only; whether a key is fit is the core's
// to say.

import { parseJson } from './intrinsics.js';

/** The fields of an AnchorRecord, which the core reads. */
const RECORD = ['issuer', 'kid', 'alg', 'jwk', 'certificate', 'sm2_id', 'types', 'regions', 'not_before', 'not_after'];

/** What DCC lists say of a certificate beside it; the certificate itself decides. */
const BESIDE = ['country', 'notBefore', 'notAfter', 'alg', 'certificateType', 'thumbprint', 'timestamp', 'signature', 'rawData', 'kid', 'certificate'];

/** AnchorRecord[] of a JSON text or of what one holds. */
export function readAnchors(source) {
  let value = source;
  if (typeof source === 'string') {
    try {
      value = parseJson(source.replace(/^\uFEFF/, ''));
    } catch {
      throw new TypeError('anchors: not a JSON text');
    }
  }
  if (Array.isArray(value)) return value.map(readRecord);
  if (isObject(value)) {
    if (Array.isArray(value.keys)) return value.keys.filter(signs).map((key) => readJwk(key, value.issuer));
    if (Array.isArray(value.verificationMethod)) return value.verificationMethod.map((method) => readMethod(method, value.id));
    if (Array.isArray(value.certificates)) return value.certificates.map(readRecord);
    if (Array.isArray(value.anchors)) return value.anchors.map(readRecord);
  }
  throw new TypeError(
    'anchors: must be a list of anchor records or certificates, a JWK Set {"keys": […]} or a DID document',
  );
}

/** An AnchorRecord as it is; a row of a DCC list without what stands beside its certificate. */
function readRecord(record, index) {
  if (!isObject(record)) throw new TypeError(`anchors[${index}]: must be an object`);
  const certificate = record.certificate === undefined ? record.rawData : record.certificate;
  const names = Object.keys(record);
  const listed = names.some((name) => BESIDE.includes(name) && !RECORD.includes(name));
  if (certificate === undefined || !listed) return record;
  const other = names.find((name) => !BESIDE.includes(name));
  if (other) throw new TypeError(`anchors[${index}].${other}: unknown field of a certificate list`);
  return record.kid === undefined ? { certificate } : { kid: record.kid, certificate };
}

/** Keys for something else than signatures, and of no public kind, are passed over (RFC 7517 §5). */
function signs(key, index) {
  if (!isObject(key)) throw new TypeError(`anchors.keys[${index}]: must be an object`);
  return (key.use === undefined || key.use === 'sig') && ['EC', 'RSA'].includes(key.kty);
}

/** A public key; what a key set says beside it (x5c, crlVersion) and private members are left out. */
function readJwk({ kty, use, key_ops, alg, kid, crv, x, y }, issuer) {
  return defined({ issuer, kid, jwk: defined({ kty, use, key_ops, alg, crv, x, y }) });
}

/** A verification method of a DID document; its kid is what stands behind `#` (NZCP §2.1). */
function readMethod(method, id) {
  const key = isObject(method) ? method.publicKeyJwk : undefined;
  if (!isObject(key)) throw new TypeError('anchors.verificationMethod: must have publicKeyJwk');
  return readJwk({ ...key, kid: String(method.id).split('#').pop() }, id);
}

function defined(record) {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
