// The sample credentials: their codes as pictures, each with a button to check it.

import { dayText } from '../clock.js';
import { element } from '../dom.js';
import { say, words } from '../words.js';

/** A credential of another country's envelope; everything else is shown as Chinese. */
const ABROAD = /^(HC1:|shc:\/|NZCP:\/)/i;

/** A picture on this origin, or undefined. */
function ownPicture(path) {
  if (typeof path !== 'string') return undefined;
  const url = new URL(path, document.baseURI);
  return url.origin === location.origin ? url.href : undefined;
}

function card(sample, lang, { onVerify, onEnlarge }) {
  const texts = words[lang];
  const title = sample.title?.[lang] ?? sample.id;
  const picture = ownPicture(sample.qr);
  const verify = element(
    'button',
    { type: 'button', class: 'button sample-try', 'data-sample': sample.id, 'aria-label': `${texts.samples_try}：${title}` },
    texts.samples_try,
  );
  verify.addEventListener('click', () => onVerify(sample));
  let qr;
  if (picture) {
    qr = element(
      'button',
      { type: 'button', class: 'sample-qr', 'aria-label': say(texts.samples_enlarge, { title }) },
      element('img', { src: picture, alt: '', width: '120', height: '120' }),
    );
    qr.addEventListener('click', () => onEnlarge(picture, title));
  }
  return element(
    'li',
    { class: 'card sample' },
    qr,
    element(
      'div',
      { class: 'sample-text' },
      element('h4', {}, title),
      element('p', {}, sample.about?.[lang] ?? ''),
      sample.at !== undefined &&
        element('p', { class: 'sample-at' }, say(texts.samples_dated, { time: dayText(sample.at) })),
    ),
    verify,
  );
}

/**
 * The rows of samples: Chinese ones, then others, then those that are made to be refused, folded
 * away; one line of advice when there are none.
 */
export function sampleRows(samples, lang, actions) {
  const texts = words[lang];
  if (samples.length === 0) return [element('p', { class: 'note' }, texts.samples_none)];
  const row = (group) => element('ul', { class: 'sample-row' }, group.map((sample) => card(sample, lang, actions)));
  const wrong = samples.filter(({ code = 'ok' }) => code !== 'ok');
  const right = samples.filter((sample) => !wrong.includes(sample));
  const abroad = right.filter((sample) => ABROAD.test(sample.scan));
  const groups = [
    [texts.samples_home, right.filter((sample) => !abroad.includes(sample))],
    [texts.samples_abroad, abroad],
  ];
  return [
    ...groups.filter(([, group]) => group.length > 0).flatMap(([name, group]) => [element('h3', {}, name), row(group)]),
    wrong.length > 0 &&
      element('details', { class: 'more' }, element('summary', {}, say(texts.samples_wrong, { count: wrong.length })), row(wrong)),
  ].filter(Boolean);
}
