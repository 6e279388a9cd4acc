// What may stand on a printed receipt. A list of what is allowed: a claim that has no row here is
// not printed at all.

const ROWS = {
  certificateName: 'whole',
  certificateTypeName: 'whole',
  certificateStatus: 'whole',
  holderOver18: 'whole',
  holderOver14: 'whole',
  certificateIssuingAuthorityName: 'whole',
  certificateExpiringDate: 'whole',
  certificateHolderName: 'name',
  holderSurname: 'name',
  certificateNumber: 'number',
  certificateIdentifier: 'number',
  certificateHolderCode: 'number',
  'nam.fn': 'name',
  'nam.gn': 'name',
  familyName: 'name',
  givenName: 'name',
};

const STARS = '＊＊';

/** What stands between several holders, in either language. */
const SEVERAL = /(、|, )/;

/** The first character: the surname of most Chinese names, the initial of others. */
const name = (text) => [...text].slice(0, 1).join('') + STARS;

/** The last four characters, when that is less than half of the number. */
const number = (text) => ([...text].length > 8 ? STARS + [...text].slice(-4).join('') : STARS);

const each = (rule) => (text) =>
  text
    .split(SEVERAL)
    .map((part) => (SEVERAL.test(part) ? part : rule(part)))
    .join('');

const RULES = { whole: (text) => text, name: each(name), number: each(number) };

/** The masked text of the claim with that key, or undefined when it may not be printed. */
export function masked(key, text) {
  const rule = Object.hasOwn(ROWS, key) ? RULES[ROWS[key]] : undefined;
  return rule?.(text);
}
