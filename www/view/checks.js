// The seven checks as lines: what was looked at, how it went, and by which rule.

import { element } from '../dom.js';
import { icon } from '../icons.js';

/** `told`: what `explain()` says of each check; `checks`: the receipt's own. */
export function checkLines(told, checks) {
  return element(
    'ol',
    { class: 'check-lines' },
    told.map((check, at) => checkLine(check, checks[at].code)),
  );
}

function checkLine({ step, name, outcome, word, sentence, rule, spec }, code) {
  return element(
    'li',
    { class: `check check-${outcome}`, 'data-step': step, 'data-outcome': outcome },
    icon(outcome, 'check-icon'),
    element('span', { class: 'check-name' }, name),
    element('span', { class: 'check-word' }, word),
    // What was not reached has nothing to say but that.
    outcome !== 'not_reached' && sentence && element('p', { class: 'check-sentence' }, sentence),
    (code || rule || spec) &&
      element(
        'p',
        { class: 'check-rule' },
        code && element('code', {}, code),
        rule && element('span', {}, rule),
        spec && element('span', {}, spec),
      ),
  );
}
