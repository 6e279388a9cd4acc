// The scenario: one of the bundle's policies, chosen by its title, or none. The choice is remembered, and
// counts while the bundle in use has it.

import { explainPrecheck } from 'yanzheng/messages';

import { element, part } from './dom.js';
import { keep, kept } from './kept.js';
import { words } from './words.js';

const NAME = 'scenario';

/**
 * `desk`: `{lang(), trust(), changed()}`. Returns `{draw, renew, chosen}`; `renew()` is due whenever the
 * bundle is another one.
 */
export function scenarioChoice(desk) {
  let wanted = kept(NAME);
  let policies = [];

  /** The chosen policy: `{name, title, assurance, answer}`; undefined for none. */
  const chosen = () => policies.find(({ name }) => name === wanted);

  /** What the bundle's policies say of themselves. Nothing is held yet, so `answer` is only about what is asked. */
  function renew() {
    const { verifier, summary } = desk.trust() ?? {};
    policies = (summary?.policies ?? []).map((name) => {
      const answer = verifier.precheck(name, []);
      return { name, title: answer.policy?.title, assurance: answer.asks?.assurance, answer };
    });
  }

  const titleOf = ({ name, title }) => title?.[desk.lang() === 'en' ? 'en' : 'zh'] ?? name;

  function draw() {
    const texts = words[desk.lang()];
    const current = chosen();
    const option = (value, text) => element('option', { value, selected: value === (current?.name ?? '') }, text);
    part('scenario').hidden = policies.length === 0;
    part('scenario-name').replaceChildren(
      option('', texts.scenario_none),
      ...policies.map((policy) => option(policy.name, titleOf(policy))),
    );
    part('scenario-asks').hidden = current === undefined;
    part('scenario-list').replaceChildren(...(current ? asks(current) : []));
    part('scene').textContent = current ? titleOf(current) : texts.scene;
    document.title = current ? `${titleOf(current)} · ${texts.subtitle}` : texts.title;
  }

  /** What is asked, a sentence each, in the words for whoever is asked. */
  function asks({ answer }) {
    const told = explainPrecheck(answer, desk.lang(), { types: desk.trust().types });
    return told.asks.map((sentence) => element('li', {}, sentence));
  }

  part('scenario-name').addEventListener('change', ({ target }) => {
    wanted = target.value;
    keep(NAME, wanted);
    desk.changed();
  });

  return {
    draw,
    renew,

    /** `{name, title, assurance}` of the chosen policy, its title in the page's language; undefined for none. */
    chosen() {
      const current = chosen();
      return current && { name: current.name, title: titleOf(current), assurance: current.assurance };
    },
  };
}
