// The holder step: what this counter asks of whoever shows a code, and the challenge that it shows.
//
// - `none`: the clerk compares the person; codes on paper are taken too.
// - `device`: the holder's device must have signed the code for this counter, in the last minute.
// - `live`: it must also answer the challenge on the screen. One challenge is for one person.

import { copyText } from './clipboard.js';
import { element, part } from './dom.js';
import { say, words } from './words.js';

/** What this counter is. */
export const SCENARIO = 'hotel.check-in';

/** The policy of a counter that wants the holder's device. Its name is who the counter is. */
const POLICY = { scenario: SCENARIO, holder: 'required' };

/** `desk`: `{lang(), verifier()}`. Returns `{draw, options, next}`. */
export function holderStep(desk) {
  let asks = 'none';
  let challenge;
  let fault;
  const texts = () => words[desk.lang()];

  /** A new challenge where one is shown; a device without random numbers has none to show. */
  function renew() {
    challenge = undefined;
    fault = undefined;
    if (asks !== 'live' || !desk.verifier()) return;
    try {
      challenge = desk.verifier().challenge();
    } catch (reason) {
      fault = reason;
    }
  }

  function draw() {
    const about = texts()[`holder_${asks}_about`];
    part('holder-about').textContent = fault
      ? say(texts().challenge_failed, { message: fault.message })
      : say(about, { audience: POLICY.scenario });
    part('challenge').hidden = challenge === undefined;
    part('challenge-text').replaceChildren(...(challenge === undefined ? [] : groups(challenge)));
    part('challenge-status').textContent = '';
  }

  for (const choice of document.querySelectorAll('input[name="holder"]')) {
    choice.addEventListener('change', () => {
      asks = choice.value;
      renew();
      draw();
    });
  }
  part('challenge-new').addEventListener('click', () => {
    renew();
    draw();
  });
  part('challenge-copy').addEventListener('click', async () => {
    const done = await copyText(challenge);
    part('challenge-status').textContent = texts()[done ? 'challenge_copied' : 'copy_failed'];
  });

  return {
    draw,

    /** What verify() is to be asked besides the time. */
    options() {
      return asks === 'none' ? {} : { scenario: POLICY, challenge };
    },

    /** Another person gets another challenge. */
    next() {
      renew();
      draw();
    },
  };
}

/** The challenge in groups that an eye can hold; they are set apart by style, so a copy has no gaps. */
function groups(text) {
  return text.match(/.{1,6}/g).map((group) => element('span', {}, group));
}
