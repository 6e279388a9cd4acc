// `yanzheng journal …`: reads, proves and exports the journal of a store, and adds what people decide.

import { createReadStream, existsSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

import { asUsage, readSequence, Usage } from './arguments.js';
import { readBytes } from './input.js';
import { readLines, write } from './lines.js';
import { printChain, printEntry, printMade } from './print.js';

/** A line of an exported journal that is longer than any entry: it is none. */
const TOO_LONG = '{';

const WORKS = { show, verify, export: exportTo, checkpoint, purge, review, objection, receipt };

/** Runs one work; the exit code is 1 when a journal is broken. */
export async function journal(library, work, inputs, settings) {
  try {
    return await asUsage(() => WORKS[work](library, inputs, settings));
  } catch (error) {
    if (!String(error.code).startsWith('journal.')) throw error;
    const told = library.explainJournal({ ok: false, code: error.code }, settings.language);
    console.error(`yanzheng: ${told.reason} [${error.code}]`);
    return 1;
  }
}

/** The entries, one a line. */
async function show(library, _, { flags, language, json }) {
  const { journal: kept } = await opened(library, flags);
  const range = {
    from: flags.from === undefined ? undefined : readSequence(flags.from, '--from'),
    to: flags.to === undefined ? undefined : readSequence(flags.to, '--to'),
  };
  for await (const entry of kept.entries(range)) {
    await write(process.stdout, json ? `${JSON.stringify(entry)}\n` : printEntry(entry, language));
  }
  return 0;
}

/** Follows the chain of a store, or of an exported file. */
async function verify(library, [path], { flags, checkpoint: given, language, json }) {
  if ((path === undefined) === (flags.store === undefined)) throw new Usage('journal verify: needs an exported file, or --store');
  const options = given === undefined ? {} : { checkpoint: given };
  const answer = path === undefined
    ? await (await opened(library, flags)).journal.verifyChain(options)
    : await library.verifyJournal(linesOf(path), options);
  const told = library.explainJournal(answer, language);
  await write(process.stdout, json ? `${JSON.stringify(answer)}\n` : printChain(answer, told, language));
  return answer.ok ? 0 : 1;
}

async function* linesOf(path) {
  readable(path);
  for await (const line of readLines(createReadStream(path))) yield line === null ? TOO_LONG : line;
}

/** Fails before the stream does, with the words of every other file. */
function readable(path) {
  if (!existsSync(path)) readBytes(path, path);
}

/** Everything, for people who look at it elsewhere. */
async function exportTo(library, _, { flags }) {
  const { format = 'jsonl', output } = flags;
  if (format !== 'jsonl' && format !== 'csv') throw new Usage('--format: must be jsonl or csv');
  const { journal: kept } = await opened(library, flags);
  if (output === undefined) {
    for await (const text of kept.export({ format })) await write(process.stdout, text);
    return 0;
  }
  const file = await openNew(output);
  try {
    for await (const text of kept.export({ format })) await file.appendFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return 0;
}

/** A file of its own: an export or a package never replaces another. */
async function openNew(path) {
  try {
    return await open(path, 'wx');
  } catch (error) {
    throw new Usage(`--output: ${path} cannot be written (${error.code})`);
  }
}

/** What is to be kept elsewhere, so that a journal that was cut or made anew is known. */
async function checkpoint(library, _, { flags }) {
  const { journal: kept } = await opened(library, flags);
  return put(`${JSON.stringify(await kept.checkpoint())}\n`, flags.output);
}

/** Deletes the claims whose time to be kept is over. */
async function purge(library, _, { flags, at, language, json }) {
  const { journal: kept } = await opened(library, flags);
  const answer = await kept.purgeExpired(at === undefined ? {} : { at });
  await write(process.stdout, json ? `${JSON.stringify(answer)}\n` : printMade('purged', answer, language));
  return 0;
}

/** Enters what a person decided where the check could not. */
async function review(library, [word], { flags, language, json }) {
  const { journal: kept } = await opened(library, flags);
  const { decision, reason } = flags;
  const answer = await kept.review(readSequence(word, 'journal review'), { decision, reason });
  await write(process.stdout, json ? `${JSON.stringify(answer)}\n` : printMade('entered', answer, language));
  return 0;
}

/** Makes the package of an objection. */
async function objection(library, [word], { flags }) {
  const { journal: kept } = await opened(library, flags);
  const { field, shown, claimed, output } = flags;
  const evidence = (flags.evidence || []).map((path) => new Uint8Array(readBytes(path, '--evidence')));
  const made = await kept.objection(readSequence(word, 'journal objection'), { field, shown, claimed, evidence });
  return put(`${JSON.stringify(made, null, 2)}\n`, output);
}

/** Writes the page of one receipt, with the claims that are kept of it. */
async function receipt(library, [word], { flags, types, language }) {
  const { journal: kept } = await opened(library, flags);
  const sequence = readSequence(word, 'journal receipt');
  for await (const found of kept.entries({ from: sequence, to: sequence })) {
    if (found.entry.receipt === undefined) break;
    const page = library.receiptPage(await withPlace(kept, found), { language, paper: flags.paper, types });
    return put(page, flags.output);
  }
  throw new Usage(`journal receipt: entry ${sequence} is no receipt of this journal`);
}

/** The receipt as it was given out, as far as it is kept: its claims, and its place in the journal. */
async function withPlace(kept, { sequence, sha256, entry, claims }) {
  const { journal: id } = await kept.checkpoint();
  const { parts, ...whole } = entry.receipt;
  const placed = { ...whole, entry: { journal: id, sequence, sha256 } };
  if (parts === undefined) return claims === undefined ? placed : { ...placed, claims };
  return { ...placed, parts: parts.map((part, index) => ({ ...part, ...(Array.isArray(claims) ? { claims: claims[index] } : {}) })) };
}

async function put(text, path) {
  if (path === undefined) {
    await write(process.stdout, text);
    return 0;
  }
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    throw new Usage(`--output: ${path} cannot be written (${error.code})`);
  }
  return 0;
}

/** A verifier on a journal that is there: a misspelt directory must not become a new journal. */
async function opened(library, { store, maker }) {
  if (!existsSync(join(store, 'journal'))) throw new Usage(`--store: ${store} has no journal`);
  return library.createVerifier({ anchors: [], store: library.fileStore(store), maker });
}
