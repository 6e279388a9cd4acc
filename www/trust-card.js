// The trust card: says plainly which keys are trusted, and lets the operator bring others.

import { part } from './dom.js';
import { icon } from './icons.js';
import { firstTrust, trustFromFile } from './trust.js';
import { say, words } from './words.js';

/** The trust in use in one line. */
export function trustLine(trust, texts) {
  const name = texts[`trust_${trust.kind}`];
  return trust.kind === 'none' ? name : `${name} · ${say(texts.trust_count, { count: trust.count })}`;
}

/** The card. `desk`: `{lang(), trust(), demo(), use(trust)}`. Returns `{draw}`. */
export function trustCard(desk) {
  const texts = () => words[desk.lang()];
  const chip = part('trust-chip');
  let told = () => '';

  function draw() {
    const trust = desk.trust();
    part('trust-status').textContent = told();
    if (!trust) return;
    const line = trustLine(trust, texts());
    part('trust-now').textContent = line;
    part('trust-now').dataset.kind = trust.kind;
    part('trust-about').textContent = say(texts()[`trust_${trust.kind}_about`], { name: trust.name });
    part('trust-back').hidden = trust.kind !== 'own' || !desk.demo();
    chip.replaceChildren(icon('shield'), line);
    chip.dataset.kind = trust.kind;
    chip.hidden = false;
  }

  chip.addEventListener('click', () => {
    const open = part('trust').hidden;
    part('trust').hidden = !open;
    chip.setAttribute('aria-expanded', String(open));
  });
  part('trust-load').addEventListener('click', () => part('trust-file').click());
  part('trust-file').addEventListener('change', async ({ target }) => {
    const [file] = target.files;
    target.value = '';
    if (!file) return;
    try {
      const trust = await trustFromFile(file, texts());
      told = () => say(texts().trust_loaded, { count: trust.count });
      desk.use(trust);
    } catch (fault) {
      told = () => say(texts().trust_wrong, { message: fault.message });
    }
    draw();
  });
  part('trust-back').addEventListener('click', async () => {
    told = () => '';
    desk.use(await firstTrust(desk.demo()));
    draw();
  });
  return { draw };
}
