// Makes text out of a credential safe to show: nothing in it can turn the line around, hide a part of
// it or pretend to be the program's own words.

const ASCII = /^[ -~]*$/;

/** Controls, formats (bidi controls, zero widths, tags), line and paragraph separators, lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Joiners, which Persian and Indic names need between two letters of theirs. */
const JOINERS = '\u200C\u200D';
const JOINED = /[\p{L}\p{M}]/u;

/** `{ value, altered }`: the text without what must not be shown, and whether anything was left out. */
export function displayText(text) {
  if (ASCII.test(text)) return { value: text, altered: false };
  const characters = Array.from(text);
  let value = '';
  characters.forEach((character, index) => {
    if (!UNSAFE.test(character)) value += character;
    else if (JOINERS.includes(character)) value += joins(characters, index) ? character : '';
    else if (/[\t\n\r\p{Zl}\p{Zp}]/u.test(character)) value += ' ';
  });
  return { value, altered: value !== text };
}

function joins(characters, index) {
  return [characters[index - 1], characters[index + 1]].every(
    (neighbour) => neighbour !== undefined && neighbour > '\u007F' && JOINED.test(neighbour),
  );
}

/** Seconds since the Unix epoch as `YYYY-MM-DD HH:MM`, `offset` seconds east of UTC; null outside years 1–9999. */
export function displayTime(seconds, offset) {
  const time = new Date((seconds + offset) * 1000);
  const year = time.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return null; // also for no time at all
  const two = (number) => String(number).padStart(2, '0');
  const day = `${String(year).padStart(4, '0')}-${two(time.getUTCMonth() + 1)}-${two(time.getUTCDate())}`;
  return `${day} ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}`;
}
