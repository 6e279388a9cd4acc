// The desk page: wires the ways in (gun, camera, picture, text, sample) to the verifier, and the
// verifier to the panel. What was scanned is held in memory until the next person; of a real counter the
// journal keeps the verdicts, and what the scenario lets it keep.

import { createVerifier } from 'yanzheng';

import { furthest, recognised } from './choose.js';
import { element, part } from './dom.js';
import { holderStep, SCENARIO } from './holder.js';
import { icon } from './icons.js';
import { journalCard } from './journal.js';
import { applyLanguage, firstLanguage, keepLanguage } from './language.js';
import { prepareOffline } from './offline.js';
import { Panel } from './panel.js';
import { addScan, allParts, noParts, progress } from './parts.js';
import { trustCard, trustLine } from './trust-card.js';
import { firstTrust, loadDemo } from './trust.js';
import { sampleRows } from './view/samples.js';
import { cameraWay, gunWay, pictureWay, textWay } from './ways.js';
import { say, words } from './words.js';

let lang = firstLanguage();
let demo;
let trust;
/** A verifier that trusts nobody and enters nothing: it tells what a text is before that is verified. */
let sieve;
let parts = noParts;
let turn = 0;
let offline = '';
let saying;

const texts = () => words[lang];
const panel = new Panel(lang, { onNext: nextPerson });
const current = { lang: () => lang, trust: () => trust };
const card = trustCard({ ...current, demo: () => demo, use: useTrust, changed: renew });
const holder = holderStep({ ...current, changed: askAnew, enlarge });
const journal = journalCard(current);

/** The line below the ways in; `sentence(texts)` gives it in the language of the moment. */
function status(sentence) {
  saying = sentence;
  part('status').textContent = saying?.(texts()) ?? '';
}

/** What is on the screen was said by another trust, or of another question. */
function forget() {
  parts = noParts;
  panel.clear();
}

function askAnew() {
  forget();
  holder.next();
}

/** Another trust, bundle or region answers differently, and has other scenarios. */
function renew() {
  forget();
  holder.renew();
}

function useTrust(other) {
  trust?.verifier.dispose();
  trust = other;
  renew();
  drawSamples();
  void journal.renew();
}

/** What this counter asks: of the holder, and where it is. Agreements name scenarios, so it says which it is. */
function counterOptions() {
  const asked = holder.options();
  const region = card.region();
  return region === undefined ? asked : { ...asked, region, scenario: asked.scenario ?? { scenario: SCENARIO } };
}

/**
 * The time to verify at, where it is not the verifier's own clock: a demo is judged as of what it names, and
 * never moves the highest time that its verifier has seen.
 */
function momentFor({ at }, { kind }) {
  return at ?? (kind === 'demo' ? (demo.at ?? Math.floor(Date.now() / 1000)) : undefined);
}

/**
 * Of several texts, or of one that may not be all yet, those that are known for what they are: a journal has
 * no entries of what a keyboard might have meant. Where none is, the first one is the answer, once it is `final`.
 */
async function sift(candidates, final) {
  if (final && candidates.length === 1) return candidates;
  const found = [];
  for (const scan of candidates) {
    if (recognised(await sieve.verify(addScan(parts, scan).text))) found.push(scan);
  }
  return found.length > 0 || !final ? found : candidates.slice(0, 1);
}

/**
 * Verifies what was shown: one text, or several that may be meant. Resolves to the receipt.
 * `options`: what verify() is asked, where it is not what this counter asks; `note(texts)`: a remark
 * to show; `final` false: show nothing and resolve to undefined unless it is recognised; `stay`: do
 * not move the focus while parts are missing.
 */
async function check(candidates, { options, note, final = true, stay = false } = {}) {
  const mine = (turn += 1);
  const { verifier } = await ready;
  if (mine !== turn || !verifier) return undefined;
  const used = trust;
  const asked = options ?? counterOptions();
  const at = momentFor(asked, used);
  const meant = await sift(allParts(candidates) && candidates.length > 1 ? [candidates.join('\n')] : candidates, final);
  if (mine !== turn || used !== trust || meant.length === 0) return undefined;
  const best = await furthest(meant, async (scan) => {
    const added = addScan(parts, scan);
    const receipt = await used.verifier.verify(added.text, { ...asked, at });
    return { receipt, parts: added.parts };
  });
  if (mine !== turn || used !== trust) return undefined;
  const { receipt } = best;
  const missing = receipt.code === 'envelope.chunk_missing';
  parts = missing ? best.parts : noParts;
  status();
  panel.show(receipt, {
    asOf: (asked.at ?? (used.kind === 'demo' ? demo.at : undefined)) !== undefined,
    parts: missing ? progress(parts) : undefined,
    note,
    types: used.types,
    trust: (inWords) => trustLine(used, inWords),
    lead: !(stay && missing),
  });
  build(receipt);
  void journal.renew();
  return receipt;
}

const desk = { check, status, texts };
const ways = [gunWay(desk), textWay(desk), pictureWay(desk), cameraWay(desk)];

/** Wipes everything about the person who was here. */
function nextPerson() {
  turn += 1;
  parts = noParts;
  panel.clear();
  holder.next();
  status((inWords) => inWords.cleared);
  for (const way of ways) way.clear?.();
  part('gun').focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
  for (const way of ways) way.next?.();
}

/** Which program answered, at the foot of the page. */
function build({ sdk, wasm_sha256: hash }) {
  part('build').textContent = `yanzheng ${sdk}${hash ? ` · wasm SHA-256 ${hash}` : ''}`;
}

/** The large picture of a code, to be scanned from this screen with another device. */
function enlarge(picture, title) {
  part('enlarged-title').textContent = title;
  part('enlarged-qr').replaceChildren(picture);
  part('enlarged').showModal();
}

/** A sample is checked as it was made to be: its own clock, policy and challenge, not this counter's. */
function sampleOptions({ at, scenario, challenge, audience, expected, region, asks, matched }) {
  return { at, scenario, challenge, audience, expected, region, asks, matched };
}

/** A real counter has no samples: whatever it verifies is an entry of its journal. */
function drawSamples() {
  const actions = {
    onVerify: (sample) => void check([sample.scan], { options: sampleOptions(sample) }),
    onEnlarge: (picture, title) => enlarge(element('img', { src: picture, alt: title }), title),
  };
  part('samples-box').hidden = trust.kind === 'own';
  part('samples').replaceChildren(...sampleRows(demo?.samples ?? [], lang, actions));
}

function drawOffline() {
  part('offline').textContent = texts()[`offline_${offline}`] ?? '';
  part('offline').dataset.state = offline;
}

function draw() {
  applyLanguage(lang);
  for (const button of document.querySelectorAll('[data-lang]')) {
    button.setAttribute('aria-pressed', String(button.dataset.lang === lang));
  }
  for (const way of ways) way.draw?.();
  status(saying);
  card.draw();
  holder.draw();
  journal.draw();
  drawOffline();
  if (trust) drawSamples();
}

for (const place of document.querySelectorAll('[data-icon]')) place.append(icon(place.dataset.icon));
for (const button of document.querySelectorAll('[data-lang]')) {
  button.addEventListener('click', () => {
    lang = button.dataset.lang;
    keepLanguage(lang);
    panel.speak(lang);
    draw();
  });
}
part('enlarged-close').addEventListener('click', () => part('enlarged').close());
draw();

/** Resolves when the verifier is there; a scan that comes earlier waits for it. */
const ready = (async () => {
  try {
    sieve = await createVerifier({ anchors: [] });
    demo = await loadDemo();
    useTrust(await firstTrust(demo));
  } catch (fault) {
    status((inWords) => say(inWords.failed_start, { message: fault.message }));
    return {};
  }
  draw();
  document.documentElement.dataset.ready = '';
  prepareOffline((told) => {
    offline = told;
    drawOffline();
  });
  return trust;
})();
