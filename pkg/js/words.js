// The sentences of messages.json, and what stands in their places: names, times, durations.

import { own } from './claims.js';
import { displayText, displayTime } from './display.js';
import MESSAGES from './messages.json';

/** The languages that explain() speaks. */
export const languages = Object.freeze(Object.keys(MESSAGES));

/** Seconds east of UTC and the name of each language's column; Beijing has had no summer time since 1991. */
const LOCALES = {
  'zh-Hans': { offset: 8 * 3600, column: 'zh' },
  en: { offset: 0, column: 'en' },
};

/** Units of a duration from the largest, with the seconds in one. */
const UNITS = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
];

/** Refuses a language that there are no words of. */
export function speaks(language) {
  if (!languages.includes(language)) throw new TypeError(`language: must be one of ${languages.join(', ')}`);
}

/** One language's words. */
export function wordsOf(language) {
  return MESSAGES[language];
}

/** The language's column in tables of names: `zh` or `en`. */
export function columnOf(language) {
  return LOCALES[language].column;
}

/** Puts the values in their places; a place without a value shows a dash. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => {
    const value = own(values, name);
    return value === undefined ? '—' : value;
  });
}

/** `YYYY-MM-DD HH:MM` in the reader's zone, without its name. */
export function clock(seconds, language) {
  const { ui } = wordsOf(language);
  const shown = displayTime(seconds, LOCALES[language].offset);
  if (shown !== null) return shown;
  return seconds < 0 ? ui.before_year_one : ui.after_9999;
}

/** `YYYY-MM-DD HH:MM` with the zone's name. */
export function time(seconds, language) {
  return `${clock(seconds, language)} ${wordsOf(language).ui.zone}`;
}

/** A length of time in its largest unit of which there are two at least. */
export function duration(seconds, language) {
  const { durations } = wordsOf(language).ui;
  const [unit, size] = UNITS.find(([, each]) => seconds >= 2 * each) || ['second', 1];
  return fill(durations[unit], { n: String(Math.floor(seconds / size)) });
}

/** A text as it may stand in a sentence. */
export function plainText(value) {
  return displayText(String(value)).value;
}
