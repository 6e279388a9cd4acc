// Verifies many scans, one at a time.

import { isBytes } from './intrinsics.js';
import { ITEM, known } from './options.js';

/** The receipts of many scans, in the order of the scans. */
export async function* inOrder(verify, items, options) {
  const iterable = typeof items === 'object' && items !== null && !isBytes(items);
  if (!iterable || !(items[Symbol.asyncIterator] || items[Symbol.iterator])) {
    throw new TypeError('items: must be an iterable of scans, not one scan');
  }
  for await (const item of items) {
    if (typeof item === 'string' || isBytes(item)) {
      yield await verify(item, options);
    } else {
      const { scan, ...own } = known('items', item, ITEM);
      yield await verify(scan, { ...options, ...own });
    }
  }
}
