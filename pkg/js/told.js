// What a verifier was told between verifications: what its store kept, the bundle that is held, the one
// that was refused last, the highest time seen, and every status file that was taken. After a trap the
// new instance is told it all again, in this order, so that it answers as the old one would have.
//
// Bounded by what the core holds: one bundle, one refused file, one token a list, and of each stream of
// packs the newest snapshot with its deltas. A pack that the bundle no longer names cannot be told again.

import { parseJson } from './intrinsics.js';

const NOTHING = new Uint8Array(0);
/** A slot that cannot be read. */
const TORN = Uint8Array.of(0);

/** What a verifier knows besides its configuration; `root` says whether it can have a bundle. */
export function createTold(root) {
  /** The slots as restore() takes them: those of the store, then the one that was written last. */
  let slots = [NOTHING, NOTHING];
  let lost = false;
  /** The bundle that is held: `at` when it was offered, or null where a slot has it. */
  let bundle = null;
  let refused = null;
  let seen = 0;
  let versions;
  let statuses = [];

  return {
    /** The highest time seen, as far as it came by here. */
    get seen() {
      return seen;
    },

    /** Whether there is a bundle to keep. */
    get holds() {
      return bundle !== null;
    },

    /** Tells a new instance everything. */
    repeat(core) {
      if (root) {
        if (lost) core.restore(TORN, NOTHING);
        if (slots.some((slot) => slot.length > 0)) core.restore(slots[0], slots[1]);
        if (bundle !== null && bundle.at !== null) core.updateTrust(bundle.bytes, bundle.at);
        if (refused !== null) core.updateTrust(refused.bytes, refused.at);
        if (seen > 0) core.saw(seen);
      }
      for (const { bytes, at, uri } of statuses) core.updateStatus(bytes, at, uri);
    },

    /** Takes up both slots as the store gave them. */
    restore(core, kept) {
      const answer = parseJson(core.restore(kept[0], kept[1]));
      lost = answer.state === 'lost';
      if (answer.slot === undefined) return;
      slots = kept.map((slot, place) => (place === answer.slot ? slot : NOTHING));
      bundle = { bytes: bundleIn(slots[answer.slot]), at: null };
      versions = answer.versions;
    },

    /**
     * Offers a bundle; answers the core's summary or refusal, with the versions `before` where another
     * bundle had to go.
     */
    updateTrust(core, bytes, at) {
      const answer = parseJson(core.updateTrust(bytes, at));
      refused = answer.ok ? null : { bytes, at };
      if (!answer.ok) return answer;
      if (at > seen) seen = at;
      if (!answer.changed) return answer;
      const before = versions;
      versions = answer.versions;
      bundle = { bytes, at };
      const named = answer.revocation.map(({ path }) => path);
      statuses = statuses.filter(({ path }) => path === undefined || named.includes(path));
      return before === undefined ? answer : { ...answer, before };
    },

    /** Offers a status file; answers as the core does. */
    updateStatus(core, bytes, at, uri) {
      const answer = parseJson(core.updateStatus(bytes, at, uri));
      if (answer.ok) {
        const { path } = answer;
        const key = path === undefined ? `list ${answer.region || ''} ${answer.uri}` : `pack ${path}`;
        const replaces = (one) => one.key === key || (isSnapshot(path) && streamOf(one.path) === streamOf(path));
        statuses = [...statuses.filter((one) => !replaces(one)), { key, path, bytes, at, uri }];
      }
      return answer;
    },

    /** Notes a time by the verifier's own clock. */
    saw(core, at) {
      if (bundle === null || at <= seen) return;
      core.saw(at);
      seen = at;
    },

    /** `{ place, bytes }` to be kept now: which slot, and what is to stand in it; null without a bundle. */
    slot(core) {
      if (bundle === null) return null;
      const made = core.slot();
      const place = made[0];
      const line = made.subarray(1);
      const bytes = new Uint8Array(line.length + bundle.bytes.length);
      bytes.set(line);
      bytes.set(bundle.bytes, line.length);
      slots = place === 0 ? [bytes, NOTHING] : [NOTHING, bytes];
      bundle = { bytes: bundleIn(bytes), at: null };
      return { place, bytes };
    },
  };
}

/** What stands behind a slot's first line. */
function bundleIn(slot) {
  return slot.subarray(slot.indexOf(10) + 1);
}

function isSnapshot(path) {
  return path !== undefined && path.endsWith('.snapshot');
}

/** `revocation/<region>/<stream>`, of `revocation/<region>/<stream>.<sequence>.<kind>`. */
function streamOf(path) {
  return path === undefined ? undefined : path.split('.')[0];
}
