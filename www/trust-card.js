// The trust card: says plainly whom the page trusts, how old that is and until when, lets the operator
// bring other files, and asks where this counter is.

import { explainRefusal } from 'yanzheng/messages';

import { spanText, timeText } from './clock.js';
import { element, part } from './dom.js';
import { icon } from './icons.js';
import { firstTrust, takeFile } from './trust.js';
import { pairs } from './view/pairs.js';
import { say, words } from './words.js';

/** Seconds after which a bundle is called old. */
const OLD = 24 * 3600;

const now = () => Math.floor(Date.now() / 1000);

/** The trust in use in one line. */
export function trustLine({ kind, count, rooted, summary }, texts) {
  if (kind === 'none') return texts.trust_none;
  if (!rooted) return `${texts[`trust_${kind}`]} · ${say(texts.trust_count, { count })}`;
  const name = texts[`trust_${kind}_bundle`];
  return summary ? `${name} · ${say(texts.trust_issuers, { count: summary.issuers })}` : `${name} · ${texts.trust_empty}`;
}

/** What is the matter with it: `expired`, `refused`, `stale`, or nothing. */
function trouble({ rooted, summary, refusal }) {
  if (!rooted) return undefined;
  if (summary && now() >= summary.expires) return 'expired';
  if (refusal) return 'refused';
  return summary?.issued !== undefined && now() - summary.issued > OLD ? 'stale' : undefined;
}

/** What a bundle says of itself, as `[label, value]`. */
function facts({ summary, packs, lists }, texts) {
  if (!summary) return [];
  const { versions, expires, issued, issuers, keys, types, agreements } = summary;
  return [
    [texts.trust_versions, ['root', 'timestamp', 'snapshot', 'targets'].map((role) => versions[role]).join('.')],
    [texts.trust_made, issued === undefined ? '—' : say(texts.trust_ago, { age: spanText(now() - issued, texts) })],
    [texts.trust_ends, timeText(expires)],
    [texts.trust_holds, say(texts.trust_counted, { issuers, keys, types, agreements })],
    [texts.trust_revocation, say(texts.trust_lists, { packs, of: summary.revocation.length, lists })],
  ];
}

/** The sentence for a file that was taken, or for one that was not. */
function outcome({ what, answer, trust }, texts, lang) {
  if (what === 'bundle' && !answer.ok) return ''; // said above, and for as long as it lasts
  if (answer && !answer.ok) return say(texts.trust_refused, { code: answer.code, reason: explainRefusal(answer, lang).reason });
  if (what === 'status') return answer.kind === 'pack' ? texts.trust_pack_taken : texts.trust_list_taken;
  if (what === 'bundle') return answer.changed ? texts.trust_bundle_taken : texts.trust_bundle_same;
  return what === 'root' ? texts.trust_root_taken : say(texts.trust_loaded, { count: trust.count });
}

/** The card. `desk`: `{lang(), trust(), demo(), use(trust), changed()}`. Returns `{draw, region}`. */
export function trustCard(desk) {
  const texts = () => words[desk.lang()];
  const chip = part('trust-chip');
  let told = () => '';

  function draw() {
    const trust = desk.trust();
    part('trust-status').textContent = told();
    if (!trust) return;
    const matter = trouble(trust);
    const line = trustLine(trust, texts());
    const about = trust.rooted ? `trust_${trust.kind}_bundle_about` : `trust_${trust.kind}_about`;
    part('trust-now').textContent = line;
    part('trust-now').dataset.kind = trust.kind;
    const engine = trust.verifier.engine.name === 'js' ? [texts().engine_js] : [];
    part('trust-about').textContent = [say(texts()[about], { name: trust.name }), ...engine].join(' ');
    part('trust-facts').replaceChildren(...(trust.summary ? [pairs(facts(trust, texts()))] : []));
    part('trust-matter').hidden = matter === undefined;
    part('trust-matter').textContent = matter === undefined ? '' : matterText(matter, trust);
    part('trust-back').hidden = trust.kind !== 'own' || !desk.demo();
    chip.replaceChildren(icon('shield'), matter ? `${line} · ${texts()[`trust_is_${matter}`]}` : line);
    chip.dataset.kind = trust.kind;
    chip.dataset.matter = matter ?? '';
    chip.hidden = false;
    drawRegions();
  }

  function matterText(matter, { refusal, summary }) {
    if (matter !== 'refused') return say(texts()[`trust_matter_${matter}`], { age: spanText(now() - (summary.issued ?? now()), texts()) });
    const { reason, advice } = explainRefusal(refusal, desk.lang());
    const values = { code: refusal.code, reason, advice };
    return say(summary ? texts().trust_matter_refused : texts().trust_matter_refused_first, values);
  }

  function drawRegions() {
    const regions = desk.demo()?.regions ?? [];
    const option = ({ code, name }) => element('option', { value: code }, `${code} ${name?.[desk.lang()] ?? ''}`);
    part('trust-regions').replaceChildren(...regions.map(option));
    const name = regions.find(({ code }) => code === region())?.name?.[desk.lang()];
    const known = region() === undefined ? texts().region_none : name ?? say(texts().region_other, { code: region() });
    part('region-name').textContent = known;
  }

  /** Six digits, or undefined while nothing that can be a region stands there. */
  function region() {
    const code = part('region').value.trim();
    return /^\d{6}$/.test(code) ? code : undefined;
  }

  async function take(file) {
    try {
      const taken = await takeFile(file, desk.trust(), texts());
      told = () => outcome(taken, texts(), desk.lang());
      if (taken.trust === desk.trust()) desk.changed();
      else desk.use(taken.trust);
    } catch (fault) {
      told = () => say(texts().trust_wrong, { message: fault.message });
    }
    draw();
  }

  chip.addEventListener('click', () => {
    const open = part('trust').hidden;
    part('trust').hidden = !open;
    chip.setAttribute('aria-expanded', String(open));
    if (open) draw();
  });
  part('region').addEventListener('input', () => {
    drawRegions();
    desk.changed();
  });
  part('trust-load').addEventListener('click', () => part('trust-file').click());
  part('trust-file').addEventListener('change', async ({ target }) => {
    const files = [...target.files];
    target.value = '';
    for (const file of files) await take(file);
  });
  part('trust-back').addEventListener('click', async () => {
    told = () => '';
    desk.use(await firstTrust(desk.demo()));
    draw();
  });
  return { draw, region };
}
