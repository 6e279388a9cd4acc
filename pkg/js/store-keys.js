// What the keys of a store in files look like, so that none leaves its folder or meets a file that is being written.

const KEY = /^[a-z0-9_-]+(?:\/[a-z0-9_-]+)*$/i;
const PREFIX = /^(?:[a-z0-9_-]+\/)*[a-z0-9_-]*$/i;

/** Whether it can be a key; a file that it is made of is ours. */
export function isKey(key) {
  return typeof key === 'string' && KEY.test(key);
}

/** The parts of a key. */
export function partsOf(key) {
  if (!isKey(key)) throw new TypeError(`key: ${key} is not letters, digits and slashes`);
  return key.split('/');
}

/** The prefix of some keys. */
export function checkPrefix(prefix) {
  if (typeof prefix !== 'string' || !PREFIX.test(prefix)) throw new TypeError(`prefix: ${prefix} is not letters, digits and slashes`);
}
