// Reads the command line. What is not known is refused: a misspelt flag must not skip a check.

/** A wrong use of the command line: exit 64. */
export class Usage extends Error {}

/** Flag → how often it may stand with a value: not at all (a switch), once, or as often as you like. */
const FLAGS = {
  anchors: 'once',
  root: 'once',
  trust: 'once',
  status: 'often',
  store: 'once',
  region: 'once',
  types: 'once',
  scenario: 'once',
  audience: 'once',
  challenge: 'once',
  expected: 'often',
  at: 'once',
  lang: 'once',
  json: 'switch',
  help: 'switch',
  version: 'switch',
};

/** Flags and commands of later versions, with what to say of them. */
const LATER = {
  journal: 'journals are not in this version',
};

const COMMANDS = ['verify', 'batch', 'trust', 'check-signature', 'digest'];

/** What can be done with a trust bundle, and the flags that it needs. */
const TRUST = { show: ['root'], update: ['root', 'store'] };

/** `{ command, flags, inputs }` of the arguments behind the program's name. */
export function readArguments(argv) {
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
  const [command, ...inputs] = words;
  if (flags.help || flags.version) return { command, flags, inputs };
  if (command === undefined) throw new Usage('a command is needed; see yanzheng --help');
  if (LATER[command]) throw new Usage(`${command}: ${LATER[command]}`);
  if (!COMMANDS.includes(command)) throw new Usage(`${command}: unknown command; known are ${COMMANDS.join(', ')}`);
  if (command === 'verify' && inputs.length === 0) {
    throw new Usage('verify: needs an input: text, a picture, @file, or - for lines on stdin');
  }
  if (command === 'trust') checkTrust(flags, inputs);
  else if (command !== 'verify' && inputs.length > 0) throw new Usage(`${command}: reads stdin and takes no input`);
  return { command, flags, inputs };
}

function checkTrust(flags, [work, ...files]) {
  const needed = TRUST[work];
  if (needed === undefined) throw new Usage(`trust: must be one of ${Object.keys(TRUST).join(', ')}`);
  if (files.length !== 1) throw new Usage(`trust ${work}: needs one bundle: a file, or the directory of its files`);
  for (const name of needed) if (flags[name] === undefined) throw new Usage(`trust ${work}: needs --${name}`);
}

/** How many further arguments the flag took. */
function readFlag(flags, name, attached, next) {
  const kind = FLAGS[name];
  if (LATER[name]) throw new Usage(`--${name}: ${LATER[name]}`);
  if (kind === undefined) throw new Usage(`--${name}: unknown flag; see yanzheng --help`);
  if (flags[name] !== undefined && kind !== 'often') throw new Usage(`--${name}: given twice`);
  if (kind === 'switch') {
    if (attached !== undefined) throw new Usage(`--${name}: takes no value`);
    flags[name] = true;
    return 0;
  }
  const value = attached === undefined ? next : attached;
  if (value === undefined || value === '') throw new Usage(`--${name}: needs a value`);
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
