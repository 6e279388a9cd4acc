// The request on the screen: a QR code by which a wallet learns what this counter asks, for what, and how
// long it is kept. Its challenge is for one person.

import { explainRequest } from 'yanzheng/messages';

import { copyText } from './clipboard.js';
import { element, part } from './dom.js';
import { pairs } from './view/pairs.js';
import { qrPicture } from './view/qr.js';
import { say, words } from './words.js';

/** What of a request is said beside its code; the rest says itself: where and when. */
const SAID = ['types', 'claims', 'optional', 'purpose', 'retention_days'];

/**
 * `desk`: `{lang(), trust(), asks(), enlarge(picture, title)}`; `asks()` answers `{scenario, purpose?}` of what is to be
 * shown to a wallet, or undefined where nothing is. Returns `{draw, next, challenge}`.
 */
export function requestCard(desk) {
  let challenge;
  let made;
  let fault;
  let copied;
  const texts = () => words[desk.lang()];

  /** The request for this person, in the language of the moment; undefined where there is none. */
  function request() {
    if (challenge === undefined) return undefined;
    const { scenario, purpose } = desk.asks();
    return desk.trust().verifier.request(scenario, { challenge, purpose });
  }

  /** Another person gets another challenge; a device without random numbers has none. */
  function next() {
    challenge = undefined;
    fault = undefined;
    copied = undefined;
    if (!desk.asks()) return;
    try {
      challenge = desk.trust().verifier.challenge();
    } catch (reason) {
      fault = reason;
    }
  }

  function draw() {
    made = request();
    const told = made && explainRequest(made, desk.lang(), { types: desk.trust().types });
    const text = made?.text;
    const lines = told?.lines.filter(({ key }) => SAID.includes(key)) ?? [];
    part('request').hidden = made === undefined && fault === undefined;
    part('request-show').hidden = text === undefined;
    part('request-qr').replaceChildren(...(text ? [qrPicture(text, texts().request_picture)] : []));
    part('request-asks').replaceChildren(...(lines.length > 0 ? [pairs(lines.map(({ label, value }) => [label, value]))] : []));
    part('request-fault').textContent = faultText(told);
    part('challenge-text').replaceChildren(...(text ? groups(challenge) : []));
    part('request-status').textContent = copied === undefined ? '' : texts()[copied ? 'request_copied' : 'copy_failed'];
  }

  function faultText(told) {
    if (fault) return say(texts().request_failed, { message: fault.message });
    return made && made.text === undefined ? say(texts().request_refused, { reason: told.notes.join(' ') }) : '';
  }

  part('request-new').addEventListener('click', () => {
    next();
    draw();
  });
  part('request-copy').addEventListener('click', async () => {
    copied = await copyText(made.text);
    part('request-status').textContent = texts()[copied ? 'request_copied' : 'copy_failed'];
  });
  part('request-qr').addEventListener('click', () => {
    desk.enlarge(qrPicture(made.text, texts().request_picture), texts().request);
  });

  return {
    draw,
    next,

    /** What the answer must hold; undefined where nothing is asked. */
    challenge: () => challenge,
  };
}

/** The challenge in groups that an eye can hold; they are set apart by style, so a copy has no gaps. */
function groups(text) {
  return text.match(/.{1,6}/g).map((group) => element('span', {}, group));
}
