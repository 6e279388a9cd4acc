// Says on whose word a receipt rests: the issuer's name, the region, the agreement, the trust bundle.

import { own } from './claims.js';
import { displayText } from './display.js';
import { clock, columnOf, duration, fill, plainText, wordsOf } from './words.js';

/** Seconds after which a bundle is called old: whoever publishes one does so every day. */
const OLD = 24 * 3600;

/** The issuer as people know it, with its id; the id alone where no bundle names it. */
export function issuerText(issuer, trust, language) {
  const name = nameIn(trust.issuer, language);
  return name === undefined || issuer === undefined ? issuer : fill(wordsOf(language).ui.named, { name, id: issuer });
}

/** `[key, text]` of where it was judged to count, and by which agreement. */
export function grantRows({ region, agreement }, language) {
  return [
    ['region', region === undefined ? '' : regionText(region, language)],
    ['agreement', agreement === undefined ? '' : nameIn(agreement.name, language) || agreement.id],
  ];
}

/** `[key, text]` of the trust itself. */
export function trustRows({ source, versions, expires, age }, language) {
  const { ui } = wordsOf(language);
  const numbers = versions && ['root', 'timestamp', 'snapshot', 'targets'].map((role) => versions[role]).join('.');
  const bundle = numbers === undefined ? ui.trust_bundle_none : fill(ui.trust_bundle, { versions: numbers });
  return [
    ['trust', source === 'bundle' ? bundle : own(ui, `trust_${source}`)],
    ['trust_age', typeof age !== 'number' ? '' : age < 1 ? ui.just_now : fill(ui.ago, { age: duration(age, language) })],
    ['trust_expires', typeof expires === 'number' ? `${clock(expires, language)} ${ui.zone}` : ''],
  ];
}

/** What technical staff should know of the trust in use; none of it changes the verdict. */
export function trustNotes({ refused, state, age }, language) {
  const { ui } = wordsOf(language);
  return [
    typeof refused === 'string' && fill(ui.refused, { code: plainText(refused) }),
    state === 'lost' && ui.lost,
    typeof age === 'number' && age > OLD && fill(ui.old, { age: duration(age, language) }),
  ].filter(Boolean);
}

/** A region's code with the name of its province, where that has one. */
export function regionText(region, language) {
  const { provinces, ui } = wordsOf(language);
  const name = /^\d{6}$/.test(region) ? own(provinces, region.slice(0, 2)) : undefined;
  return name === undefined ? region : fill(ui.named, { name, id: region });
}

/** The text in the language, or in another one where there is none in this; undefined where there is no text. */
export function nameIn(texts, language) {
  if (typeof texts !== 'object' || texts === null) return undefined;
  const name = own(texts, language) || own(texts, columnOf(language)) || Object.values(texts)[0];
  return typeof name === 'string' && name !== '' ? displayText(name).value : undefined;
}
