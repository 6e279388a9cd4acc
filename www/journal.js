// The journal card of a real counter: how many entries there are, and what an operator does with them.

import { explainJournal } from 'yanzheng/messages';

import { timeText } from './clock.js';
import { persist } from './counter-store.js';
import { element, part } from './dom.js';
import { say, words } from './words.js';

/** Milliseconds after which a download has begun for certain, and its copy in memory may go. */
const BEGUN = 60_000;

const TYPES = { jsonl: 'application/jsonl', csv: 'text/csv', json: 'application/json' };

/** `desk`: `{lang(), trust()}`. Returns `{draw, renew}`; `renew()` is due after each entry. */
export function journalCard(desk) {
  let head;
  let fault;
  let lasting;
  let told = () => '';
  const texts = () => words[desk.lang()];
  const journal = () => desk.trust()?.verifier.journal;

  function draw() {
    part('journal').hidden = journal() === undefined;
    part('journal-now').textContent = fault ? broken(fault) : head ? say(texts().journal_now, figures(head)) : '';
    part('journal-lasting').hidden = lasting !== false;
    part('journal-status').textContent = told(texts());
  }

  const broken = ({ code }) => explainJournal({ ok: false, code: code ?? 'store.unavailable' }, desk.lang()).reason;

  const figures = ({ sequence, journal: id, at }) => ({ count: sequence + 1, id, time: timeText(at) });

  /** Asks the browser, once a page, to keep the journal; where it asks the operator, nobody waits for that. */
  async function last() {
    lasting = null;
    lasting = await persist();
    draw();
  }

  /** Reads how far the journal is: other pages of this browser may have written as well. */
  async function renew() {
    const own = journal();
    if (own && lasting === undefined) void last();
    head = undefined;
    fault = undefined;
    try {
      head = await own?.checkpoint();
    } catch (reason) {
      fault = reason;
    }
    if (own === journal()) draw();
  }

  /** Gives out a file named after the journal and its last entry. */
  async function give(extension, chunks) {
    const { journal: id, sequence } = await journal().checkpoint();
    const texts = [];
    for await (const chunk of chunks) texts.push(chunk);
    const address = URL.createObjectURL(new Blob(texts, { type: TYPES[extension] }));
    element('a', { href: address, download: `journal-${id}-${sequence}.${extension}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), BEGUN);
  }

  const works = {
    jsonl: () => give('jsonl', journal().export({ format: 'jsonl' })),
    csv: () => give('csv', journal().export({ format: 'csv' })),
    checkpoint: async () => give('json', [`${JSON.stringify(await journal().checkpoint(), null, 2)}\n`]),
    purge: async () => {
      const { purged } = await journal().purgeExpired();
      told = (inWords) => say(inWords.journal_purged, { count: purged });
    },
  };
  for (const [name, work] of Object.entries(works)) {
    part(`journal-${name}`).addEventListener('click', async () => {
      told = () => '';
      try {
        await work();
      } catch (reason) {
        told = () => broken(reason);
      }
      await renew();
    });
  }

  return { draw, renew };
}
