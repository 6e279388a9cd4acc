// The desk page: wires the ways in (gun, camera, picture, text, sample) to the verifier, and the
// verifier to the panel. What was scanned is held in memory until the next person, nowhere else.

import { furthest, recognised } from './choose.js';
import { part } from './dom.js';
import { holderStep, SCENARIO } from './holder.js';
import { icon } from './icons.js';
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
let parts = noParts;
let turn = 0;
let offline = '';
let saying;

const texts = () => words[lang];
const panel = new Panel(lang, { onNext: nextPerson });
const card = trustCard({ lang: () => lang, trust: () => trust, demo: () => demo, use: useTrust, changed: forget });
const holder = holderStep({ lang: () => lang, verifier: () => trust?.verifier });

/** The line below the ways in; `sentence(texts)` gives it in the language of the moment. */
function status(sentence) {
  saying = sentence;
  part('status').textContent = saying?.(texts()) ?? '';
}

/** Another trust answers differently: what is on the screen was said by the old one. */
function forget() {
  parts = noParts;
  panel.clear();
}

function useTrust(other) {
  trust?.verifier.dispose();
  trust = other;
  forget();
  holder.next();
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
 * Verifies what was shown: one text, or several that may be meant. Resolves to the receipt.
 * `options`: what verify() is asked, where it is not what this counter asks; `note(texts)`: a remark
 * to show; `final` false: show nothing and resolve to undefined unless it is recognised; `stay`: do
 * not move the focus while parts are missing.
 */
async function check(candidates, { options, note, final = true, stay = false } = {}) {
  const mine = (turn += 1);
  const { verifier } = await ready;
  if (mine !== turn || !verifier) return undefined;
  const current = trust;
  const asked = options ?? counterOptions();
  const at = momentFor(asked, current);
  const meant = allParts(candidates) && candidates.length > 1 ? [candidates.join('\n')] : candidates;
  const best = await furthest(meant, async (scan) => {
    const added = addScan(parts, scan);
    const receipt = await current.verifier.verify(added.text, { ...asked, at });
    return { receipt, parts: added.parts };
  });
  if (mine !== turn || current !== trust) return undefined;
  const { receipt } = best;
  if (!final && !recognised(receipt)) return undefined;
  const missing = receipt.code === 'envelope.chunk_missing';
  parts = missing ? best.parts : noParts;
  status();
  panel.show(receipt, {
    asOf: (asked.at ?? (current.kind === 'demo' ? demo.at : undefined)) !== undefined,
    parts: missing ? progress(parts) : undefined,
    note,
    types: current.types,
    trust: (inWords) => trustLine(current, inWords),
    lead: !(stay && missing),
  });
  build(receipt);
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

/** The large picture of a sample's code, to be scanned from this screen with another device. */
function enlarge(sample, picture, title) {
  part('enlarged-title').textContent = title;
  part('enlarged-qr').src = picture;
  part('enlarged-qr').alt = say(texts().samples_enlarge, { title });
  part('enlarged').showModal();
}

/** A sample is checked as it was made to be: its own clock, policy and challenge, not this counter's. */
function sampleOptions({ at, scenario, challenge, audience, expected, region }) {
  return { at, scenario, challenge, audience, expected, region };
}

function drawSamples() {
  const actions = {
    onVerify: (sample) => void check([sample.scan], { options: sampleOptions(sample) }),
    onEnlarge: enlarge,
  };
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
  drawOffline();
  if (trust) drawSamples();
}

for (const holder of document.querySelectorAll('[data-icon]')) holder.append(icon(holder.dataset.icon));
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
