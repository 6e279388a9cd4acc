// What a physical key writes on a US keyboard. Scanner guns send these; an input method that
// swallows the text leaves `event.code` alone, so that the text can be rebuilt from it.

const PLAIN = {
  Backquote: '`~', Minus: '-_', Equal: '=+', BracketLeft: '[{', BracketRight: ']}',
  Backslash: '\\|', Semicolon: ';:', Quote: '\'"', Comma: ',<', Period: '.>', Slash: '/?',
  Space: '  ', NumpadAdd: '++', NumpadSubtract: '--', NumpadMultiply: '**', NumpadDivide: '//',
  NumpadDecimal: '..',
};
const OVER_DIGITS = ')!@#$%^&*(';

/** The character of a key press `{code, shift, caps}`, or undefined for a key without one. */
export function character({ code, shift, caps }) {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift === caps ? letter.toLowerCase() : letter;
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit) return shift ? OVER_DIGITS[Number(digit)] : digit;
  const pad = /^Numpad(\d)$/.exec(code)?.[1];
  if (pad) return pad;
  return Object.hasOwn(PLAIN, code) ? PLAIN[code][shift ? 1 : 0] : undefined;
}

/** The text that key presses would have written with an English input method. */
export function rebuilt(presses) {
  return presses.map((press) => character(press) ?? '').join('');
}

/** The same text with upper and lower case exchanged: a gun with caps lock on. */
export function swapped(text) {
  return [...text]
    .map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase()))
    .join('');
}
