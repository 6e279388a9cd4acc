// Reads the command line. What is not known is refused: a misspelt flag must not skip a check, and a flag
// that a command does not read must not look as if it did.

/** A wrong use of the command line: exit 64. */
export class Usage extends Error {}

/** Flag → how often it may stand with a value: not at all (a switch), once, or as often as you like. */
const FLAGS = {
  anchors: 'once',
  root: 'once',
  trust: 'once',
  status: 'often',
  store: 'once',
  'no-journal': 'switch',
  region: 'once',
  types: 'once',
  maker: 'once',
  scenario: 'once',
  audience: 'once',
  challenge: 'once',
  expected: 'often',
  asks: 'often',
  matched: 'once',
  purpose: 'once',
  claims: 'often',
  at: 'once',
  output: 'once',
  summary: 'once',
  checkpoint: 'once',
  format: 'once',
  from: 'once',
  to: 'once',
  paper: 'once',
  decision: 'once',
  reason: 'once',
  field: 'once',
  shown: 'once',
  claimed: 'once',
  evidence: 'often',
  lang: 'once',
  json: 'switch',
  help: 'switch',
  version: 'switch',
};

/** Other names of flags. */
const ALIASES = { language: 'lang' };

/** What every command may have. */
const COMMON = ['lang', 'help', 'version'];

/** Whom to trust, and where. */
const TRUST = ['anchors', 'root', 'trust', 'status', 'store', 'region', 'types', 'at'];

/** What one verification is asked. */
const VERIFY = [...TRUST, 'no-journal', 'maker', 'scenario', 'audience', 'challenge', 'expected', 'asks', 'matched', 'purpose', 'json'];

const INPUT = 'needs an input: text, a picture, @file, or - for lines on stdin';
const ENTRY = 'needs the number of an entry';
const BUNDLE = 'needs one bundle: a file, or the directory of its files';

/**
 * Command → the flags it may have and those it needs, and how many further words, with what to say where
 * there are too few. One with `works` has its own table behind a second word.
 */
const COMMANDS = {
  verify: { flags: VERIFY, words: [1, Infinity], few: INPUT },
  batch: { flags: [...VERIFY, 'output', 'summary'], words: [0, 1] },
  precheck: {
    flags: [...TRUST, 'scenario', 'json'], needs: ['scenario'], words: [1, Infinity],
    few: 'needs what is held: type codes or kinds, like resident_id_card',
  },
  request: {
    flags: [...TRUST, 'maker', 'scenario', 'audience', 'challenge', 'purpose', 'claims', 'json'], words: [0, Infinity],
  },
  policy: {
    works: {
      check: { flags: ['json'], words: [1, Infinity], few: 'needs the file of a policy' },
      list: { flags: ['json'], words: [0, 0] },
      show: { flags: ['types', 'json'], words: [1, 1], few: 'needs the name or the file of one policy' },
    },
  },
  journal: {
    works: {
      show: { flags: ['store', 'from', 'to', 'json'], needs: ['store'], words: [0, 0] },
      verify: { flags: ['store', 'checkpoint', 'json'], words: [0, 1] },
      export: { flags: ['store', 'format', 'output'], needs: ['store'], words: [0, 0] },
      checkpoint: { flags: ['store', 'output'], needs: ['store'], words: [0, 0] },
      purge: { flags: ['store', 'at', 'json'], needs: ['store'], words: [0, 0] },
      review: { flags: ['store', 'decision', 'reason', 'json'], needs: ['store', 'decision', 'reason'], words: [1, 1], few: ENTRY },
      objection: {
        flags: ['store', 'maker', 'field', 'shown', 'claimed', 'evidence', 'output'], needs: ['store', 'field', 'claimed'],
        words: [1, 1], few: ENTRY,
      },
      receipt: { flags: ['store', 'paper', 'types', 'output'], needs: ['store'], words: [1, 1], few: ENTRY },
    },
  },
  trust: {
    works: {
      show: { flags: ['root', 'at', 'json'], needs: ['root'], words: [1, 1], few: BUNDLE },
      update: { flags: ['root', 'store', 'at', 'json'], needs: ['root', 'store'], words: [1, 1], few: BUNDLE },
    },
  },
  'check-signature': { flags: [], words: [0, 0] },
  digest: { flags: [], words: [0, 0] },
};

/** `{ command, work?, flags, inputs }` of the arguments behind the program's name. */
export function readArguments(argv) {
  const { flags, words } = split(argv);
  const [command, ...rest] = words;
  if (flags.help || flags.version) return { command, flags, inputs: rest };
  if (command === undefined) throw new Usage('a command is needed; see yanzheng --help');
  const known = own(COMMANDS, command);
  if (known === undefined) {
    throw new Usage(`${command}: unknown command; known are ${Object.keys(COMMANDS).join(', ')}`);
  }
  if (known.works === undefined) return { command, flags, inputs: checked(command, known, flags, rest) };
  const [work, ...inputs] = rest;
  const names = Object.keys(known.works);
  if (!names.includes(work)) throw new Usage(`${command}: must be one of ${names.join(', ')}`);
  return { command, work, flags, inputs: checked(`${command} ${work}`, known.works[work], flags, inputs) };
}

/** Flags and other words. */
function split(argv) {
  const flags = {};
  const words = [];
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index];
    if (word === '--') {
      words.push(...argv.slice(index + 1));
      break;
    }
    const flag = /^--([a-z-]+)(?:=(.*))?$/s.exec(word);
    if (word === '-h') flags.help = true;
    else if (flag) index += readFlag(flags, flag[1], flag[2], argv[index + 1]);
    else if (/^-./.test(word)) throw new Usage(`${word}: unknown flag; see yanzheng --help`);
    else words.push(word);
  }
  return { flags, words };
}

function checked(name, { flags: allowed, needs = [], words: [least, most], few }, flags, inputs) {
  const foreign = Object.keys(flags).find((flag) => !COMMON.includes(flag) && !allowed.includes(flag));
  if (foreign !== undefined) throw new Usage(`--${foreign}: ${name} does not read it; see yanzheng --help`);
  if (inputs.length > most) {
    throw new Usage(`${name}: ${most > 0 ? few || 'takes one input' : 'takes no input'}; ${inputs[most]} is one too many`);
  }
  if (inputs.length < least) throw new Usage(`${name}: ${few}`);
  for (const flag of needs) if (flags[flag] === undefined) throw new Usage(`${name}: needs --${flag}`);
  return inputs;
}

function own(table, key) {
  return Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined;
}

/** How many further arguments the flag took. */
function readFlag(flags, given, attached, next) {
  const name = own(ALIASES, given) || given;
  const kind = own(FLAGS, name);
  if (kind === undefined) throw new Usage(`--${given}: unknown flag; see yanzheng --help`);
  if (flags[name] !== undefined && kind !== 'often') throw new Usage(`--${given}: given twice`);
  if (kind === 'switch') {
    if (attached !== undefined) throw new Usage(`--${given}: takes no value`);
    flags[name] = true;
    return 0;
  }
  const value = attached === undefined ? next : attached;
  if (value === undefined || value === '') throw new Usage(`--${given}: needs a value`);
  if (kind === 'often') flags[name] = [...(flags[name] || []), value];
  else flags[name] = value;
  return attached === undefined ? 1 : 0;
}

/** The language of the output: --lang, else what the environment asks for. */
export function readLanguage(flags, environment) {
  const wanted = flags.lang;
  if (wanted === undefined) {
    const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
    return /^zh/i.test(locale) ? 'zh-Hans' : 'en';
  }
  if (wanted !== 'zh-Hans' && wanted !== 'en') throw new Usage("--lang: must be 'zh-Hans' or 'en'");
  return wanted;
}

/** The claims of `--expected NAME=VALUE`, each name once. */
export function readExpected(words) {
  const expected = Object.create(null);
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) throw new Usage('--expected: must be NAME=VALUE, like certificateHolderName=张三');
    const name = word.slice(0, at);
    if (name in expected) throw new Usage(`--expected: ${name} is given twice`);
    expected[name] = word.slice(at + 1);
  }
  return expected;
}

/** The names of a flag that may stand often: `--asks a,b --asks c`. */
export function readNames(flag, words) {
  if (words === undefined) return undefined;
  const names = words.flatMap((word) => word.split(','));
  if (names.includes('')) throw new Usage(`--${flag}: a name is empty`);
  return names;
}

/** The number of an entry. */
export function readSequence(word, name) {
  if (/^\d{1,12}$/.test(word)) return Number(word);
  throw new Usage(`${name}: must be the number of an entry`);
}

/** Seconds, or ISO 8601 text for the library to read. */
export function readTime(text) {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** The caller's mistakes, as the library words them, are mistakes on the command line too. */
export async function asUsage(work) {
  try {
    return await work();
  } catch (error) {
    throw error instanceof TypeError && /^[a-z0-9_]+[^ ]*: /i.test(error.message) ? new Usage(error.message) : error;
  }
}
