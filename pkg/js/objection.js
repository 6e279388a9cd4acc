// An objection (异议): what somebody who was refused, or whose credential is wrong, carries to its issuer.
//
// Holds one entry of the journal, the value that is claimed, and of everything else only hashes. The
// journal itself keeps the hash of the package and nothing of what is in it.

import { own } from './claims.js';
import { bufferOf, isBuffer, isBytes, writeJson } from './intrinsics.js';
import { known } from './options.js';
import { bytesOf } from './record.js';
import { sha256 } from './sha256.js';

const FORMAT = 'yanzheng objection 1';
const HASH = /^[0-9a-f]{64}$/;

/** The options of objection(), checked; evidence as its hashes. */
export function readObjection(options) {
  const { field, shown, claimed, evidence = [] } = known('options', options, ['field', 'shown', 'claimed', 'evidence']);
  if (typeof field !== 'string' || field === '') throw new TypeError('field: must be the name of a claim');
  if (shown !== undefined && typeof shown !== 'string') throw new TypeError('shown: must be a text');
  if (typeof claimed !== 'string') throw new TypeError('claimed: must be a text');
  if (!Array.isArray(evidence)) throw new TypeError('evidence: must be an array');
  return { field, shown, claimed, evidence: evidence.map(hashOf) };
}

/**
 * `{ content, sha256 }`: the package, its members sorted by name, and the hash of it as JSON without white
 * space. What was shown is hashed behind a salt, and comes out of the kept claims where nobody says it.
 */
export function packageOf({ field, shown, claimed, evidence, journal, sequence, line, claims, maker, at, salt }) {
  const value = shown === undefined ? textIn(claims, field) : shown;
  const members = {
    at, claimed, entry: line, evidence_sha256: evidence, field, format: FORMAT, journal,
    maker, salt, sequence, shown_sha256: value === undefined ? undefined : sha256(bytesOf(salt + value)),
  };
  const content = Object.fromEntries(Object.entries(members).filter(([, each]) => each !== undefined));
  return { content, sha256: sha256(bytesOf(writeJson(content))) };
}

function hashOf(evidence) {
  if (typeof evidence === 'string' && HASH.test(evidence)) return evidence;
  if (isBytes(evidence) && isBuffer(bufferOf(evidence))) return sha256(evidence);
  throw new TypeError('evidence: each must be a Uint8Array, or its SHA-256 in hex');
}

/** The claim as text, where it is one; of several credentials that of the first that has it. */
function textIn(claims, field) {
  const all = claims === undefined ? [] : Array.isArray(claims) ? claims : [claims];
  const value = all.map((each) => own(each, field)).find((each) => each !== undefined);
  return value === undefined || typeof value === 'object' ? undefined : String(value);
}
