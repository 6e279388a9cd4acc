// Collects codes that come in several parts: `shc:/2/3/…` is part 2 of 3. The verifier decides
// whether they belong together; the page only remembers what was scanned, and says what is missing.

const PART = /^shc:\/(\d{1,3})\/(\d{1,3})\//;

/** A collection without any part. */
export const noParts = Object.freeze({ of: 0, texts: new Map() });

/** What a single text says about itself, or undefined when it is no part. */
function read(text) {
  const found = PART.exec(text);
  return found ? { place: Number(found[1]), of: Number(found[2]), text } : undefined;
}

/** Whether every one of these texts is a part. */
export function allParts(texts) {
  return texts.length > 0 && texts.every((text) => read(text) !== undefined);
}

/**
 * Adds a scan to a collection. Returns `{text, parts}`: what to verify (all parts so far, or the
 * scan itself when it is no part) and the new collection. A part of another total, or another
 * text in a place that is taken, begins a new collection.
 */
export function addScan(parts, scan) {
  const tokens = scan.trim().split(/\s+/);
  if (!allParts(tokens)) return { text: scan, parts: noParts };
  let { of, texts } = { of: parts.of, texts: new Map(parts.texts) };
  for (const one of tokens.map(read)) {
    const other = texts.get(one.place);
    if (one.of !== of || (other !== undefined && other !== one.text)) texts = new Map();
    of = one.of;
    texts.set(one.place, one.text);
  }
  return { text: places(texts).map((place) => texts.get(place)).join('\n'), parts: { of, texts } };
}

function places(texts) {
  return [...texts.keys()].sort((a, b) => a - b);
}

/** `{have, of, missing}`: how many parts are here, of how many, and the places still missing. */
export function progress({ of, texts }) {
  const all = Array.from({ length: of }, (_, at) => at + 1);
  return { have: texts.size, of, missing: all.filter((place) => !texts.has(place)) };
}
