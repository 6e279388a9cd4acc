// What this counter asks of whoever shows a code: what the chosen scenario says, or without one what the
// clerk chooses.
//
// - `none`: the clerk compares the person; codes on paper are taken too.
// - `device`: the holder's device must have signed the code for this counter, in the last minute.
// - `live`: it must also answer the challenge of the request on the screen.
//
// A scenario that asks for device or live shows its request as well; of live, its challenge must be answered.

import { part } from './dom.js';
import { requestCard } from './request.js';
import { scenarioChoice } from './scenario.js';
import { say, words } from './words.js';

/** What this counter is while no scenario is chosen. */
export const SCENARIO = 'hotel.check-in';

/**
 * `desk`: `{lang(), trust(), changed(), enlarge(picture, title)}`; `changed()` hears that other things are
 * asked from now on. Returns `{draw, options, next, renew}`.
 */
export function holderStep(desk) {
  let chosen = 'none';
  const scenario = scenarioChoice(desk);
  const request = requestCard({ ...desk, asks: shown });

  /** The policy of the clerk's choice; none asks for nothing. */
  const own = () => (chosen === 'none' ? undefined : { scenario: SCENARIO, assurance: chosen });

  /** What is shown to a wallet: `{scenario, purpose?}`, or undefined. */
  function shown() {
    if (!desk.trust()) return undefined;
    const policy = scenario.chosen();
    if (policy === undefined) return chosen === 'live' ? { scenario: own() } : undefined;
    return policy.assurance === 'paper' ? undefined : { scenario: policy.name, purpose: policy.title };
  }

  function draw() {
    scenario.draw();
    part('holder').hidden = scenario.chosen() !== undefined;
    part('holder-about').textContent = say(words[desk.lang()][`holder_${chosen}_about`], { audience: SCENARIO });
    request.draw();
  }

  for (const choice of document.querySelectorAll('input[name="holder"]')) {
    choice.addEventListener('change', () => {
      chosen = choice.value;
      desk.changed();
    });
  }

  return {
    draw,

    /** What verify() is to be asked besides the time. */
    options() {
      const policy = scenario.chosen();
      const asked = policy ? { scenario: policy.name, purpose: policy.title } : { scenario: own() };
      // Whoever only has to be there may show a code that was made without this request.
      const live = (policy ? policy.assurance : chosen) === 'live';
      return live ? { ...asked, challenge: request.challenge() } : asked;
    },

    /** Another person gets another challenge. */
    next() {
      request.next();
      draw();
    },

    /** The trust is another one, and its scenarios with it. */
    renew() {
      scenario.renew();
      request.next();
      draw();
    },
  };
}
