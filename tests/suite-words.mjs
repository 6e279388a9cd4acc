// What explain() makes of a receipt. Part of the suite that every host runs; each test is called with
// the host.

import { equal, ok, refused } from './suite-tools.mjs';

const STEPS = ['envelope', 'signature', 'trust', 'credential', 'status', 'holder', 'policy'];

function accepted(claims, members = {}) {
  const checks = STEPS.map((step) => ({ step, outcome: 'passed' }));
  return { verdict: 'accept', code: 'ok', checks, claims, trust: { source: 'anchors' }, ...members };
}

/** The lines of some claims by key. */
function linesOf({ explain }, claims, language, members, options) {
  const lines = explain(accepted(claims, members), language, options).claims;
  return Object.fromEntries(lines.map((line) => [line.key, line.value]));
}

export const words = {
  async 'explain refuses what it does not know'({ explain, languages }) {
    equal(languages, ['zh-Hans', 'en'], 'languages');
    await refused('language', async () => explain({ checks: [] }, 'fr'));
    await refused('receipt', async () => explain(null, 'en'));
    const unknown = explain({ verdict: 'reject', code: 'new.code\u202E', checks: [{ step: 'policy', outcome: 'failed', code: 'new.code\u202E', note: 'new_note' }] }, 'en');
    ok(unknown.reason.includes('new.code') && !unknown.reason.includes('\u202E'), unknown.reason);
    equal(unknown.notes, [], 'notes of a later version');
  },

  async 'claims are data'({ explain, languages }) {
    const claims = JSON.parse('{"__proto__":{"polluted":"yes"},"constructor":"c","toString":"t","nam":{"fn":"\\u202Eevil\\u202C\\u0007","gn":"a\\u200Bb"},"list":[true,null,"x"]}');
    for (const language of languages) {
      const lines = explain({ verdict: 'accept', code: 'ok', checks: [], claims }, language).claims;
      const line = (key) => lines.find((each) => each.key === key);
      equal(line('__proto__.polluted').value, 'yes', 'an own member');
      equal([line('constructor').value, line('toString').value], ['c', 't'], 'names of Object.prototype');
      equal([line('nam.fn').value, line('nam.fn').altered], ['evil', true], 'no control turns the line');
      equal([line('nam.gn').value, line('nam.gn').altered], ['ab', true], 'nothing is hidden');
      ok(line('list').altered === undefined && line('list').value.endsWith(' x'), 'plain values are not marked');
    }
    equal({}.polluted, undefined, 'Object.prototype');
  },

  async 'claims are shown on accept only'({ explain }) {
    equal(explain({ verdict: 'reject', code: 'signature.invalid', checks: [], claims: { a: 'b' } }, 'en').claims, [], 'claims');
    const parts = [{ verdict: 'reject', code: 'signature.invalid', checks: [], claims: { a: 'b' } }];
    equal(explain({ verdict: 'reject', code: 'signature.invalid', checks: [], parts }, 'en').parts[0].claims, [], 'claims of a part');
  },

  async 'times are written out in the reader\'s zone'({ explain }) {
    const check = { step: 'credential', outcome: 'failed', code: 'credential.expired', detail: { not_after: 1700000000 } };
    const receipt = { verdict: 'reject', code: check.code, checks: [check] };
    ok(explain(receipt, 'zh-Hans').reason.includes('2023-11-15 06:13 北京时间'), explain(receipt, 'zh-Hans').reason);
    ok(explain(receipt, 'en').reason.includes('2023-11-14 22:13 UTC'), explain(receipt, 'en').reason);
  },

  async 'elements are said in the order of their table'({ explain }) {
    const claims = { extendInfo: { KZ_a: 'x' }, certificateHolderCode: '1', holderBirthDate: '2000-01-01', certificateHolderName: ['张三', '李四'], certificateStatus: '01', certificateName: '证' };
    const lines = explain(accepted(claims), 'zh-Hans').claims;
    const order = ['certificateName', 'certificateStatus', 'certificateHolderName', 'certificateHolderCode', 'holderBirthDate', 'extendInfo.KZ_a'];
    equal(lines.map(({ key }) => key), order, 'order');
    equal(lines.map(({ label }) => label).slice(0, 4), ['证照名称', '证照状态', '持证主体', '持证主体代码'], 'labels');
    equal([lines[2].value, lines[5].label], ['张三、李四', '扩展业务信息 · KZ_a'], 'several holders, an extension');
  },

  async 'codes are said in words'(host) {
    const claims = {
      certificateHolderTypeCode: ['111', '414'], certificateAreaCode: '330105', holderOver18: true, holderOver14: false,
      holderPhotoHash: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8', certificateStatus: '03', iat: 1700000000, vct: '11100000000013338W011',
    };
    const zh = linesOf(host, claims, 'zh-Hans', { credential: { type: '11100000000013338W011' } });
    equal(zh.certificateHolderTypeCode, '公民身份号码 (111)、普通护照 (414)', 'holder codes');
    equal([zh.certificateAreaCode, zh.holderOver18, zh.holderOver14], ['浙江省 (330105)', '是', '否'], 'division, truth');
    equal(zh.holderPhotoHash, '0001020304050607…', 'a short hash');
    equal([zh.certificateStatus, zh.iat], ['撤销 (03)', '2023-11-15 06:13 北京时间'], 'status and time');
    ok(/^[^\d]+ \(11100000000013338W011\)$/.test(zh.vct), zh.vct);
    const en = linesOf(host, claims, 'en', { credential: { type: '11100000000013338W032' } });
    equal([en.certificateStatus, en.holderOver18], ['revoked (03)', 'yes'], 'each type has its own table');
    const own = { types: [{ type: 'own', name: { en: 'Own type' }, statuses: { '03': 'valid' }, source: 's', date: '2026-01-01' }] };
    equal(linesOf(host, { ...claims, vct: 'own' }, 'en', { credential: { type: 'own' } }, own).vct, 'Own type (own)', "the caller's own row");
    equal(linesOf(host, claims, 'en').certificateStatus, '03', 'no table, no word');
  },

  async 'what a JWT needs for itself is not shown'(host) {
    const claims = { iss: 'i', vct: 't', exp: 1, nbf: 0, cnf: { jwk: { x: 'key' } }, status: { status_list: { idx: 1, uri: 'u' } }, name: 'n', inner: { cnf: 'c' } };
    for (const envelope of ['sd-jwt', 'jwt']) {
      equal(linesOf(host, claims, 'en', { credential: { envelope } }), { name: 'n', 'inner.cnf': 'c' }, envelope);
    }
    equal(Object.keys(linesOf(host, claims, 'en', { credential: { envelope: 'shc' } })).length, 9, 'all of another format');
  },

  async 'every assurance has a word and a sentence'({ explain, languages }) {
    for (const language of languages) {
      for (const level of ['paper', 'device', 'live']) {
        const { assurance } = explain(accepted({}, { assurance: level }), language);
        ok(assurance.level === level && assurance.word.length > 1 && assurance.sentence.length > 10, level);
      }
      equal(explain(accepted({}, { assurance: 'other' }), language).assurance, undefined, 'of a later version');
      equal(explain({ verdict: 'reject', code: 'holder.stale', checks: [], assurance: 'live' }, language).assurance, undefined, 'on accept only');
    }
  },

  async 'the age of a presentation is said'({ explain }) {
    const receipt = accepted({});
    const said = (age) => {
      receipt.checks[5] = { step: 'holder', outcome: 'passed', age };
      return explain(receipt, 'zh-Hans').checks[5].sentence;
    };
    ok(said(12).endsWith('12 秒前出示。') && said(0).endsWith('刚刚出示。') && said(-5).endsWith('刚刚出示。'), said(12));
    const stale = (age) => {
      const check = { step: 'holder', outcome: 'failed', code: 'holder.stale', detail: { age, limit: 60 } };
      return explain({ verdict: 'reject', code: check.code, checks: [check] }, 'zh-Hans').reason;
    };
    ok(stale(119).includes('119 秒前') && stale(150).includes('2 分钟前') && stale(86400 * 3).includes('3 天前') && stale(61).includes('60 秒'), stale(150));
  },

  async 'remarks change nothing and are said'({ explain, languages }) {
    for (const language of languages) {
      const receipt = accepted({}, { policy: { not_covered: ['x'] } });
      receipt.checks[3].note = 'identifier_variant division_unknown';
      const { notes, checks, verdict } = explain(receipt, language);
      equal([notes.length, checks[3].notes.length, verdict], [3, 2, explain(accepted({}), language).verdict], 'notes');
      equal(notes.slice(0, 2), checks[3].notes, 'the same sentences');
    }
  },

  async 'a pointer is told what to ask for instead'({ explain, languages }) {
    const said = (channel, language) => {
      const check = { step: 'envelope', outcome: 'undecided', code: 'envelope.online_only', detail: { channel } };
      return explain({ verdict: 'indeterminate', code: check.code, checks: [check] }, language);
    };
    const channels = ['shlink', 'business_licence', 'driving_licence', 'social_security', 'ctid', 'government', 'wechat', 'alipay', 'url', 'hub_code', 'licence_auth_code'];
    for (const language of languages) {
      const other = said('of a later version', language).advice;
      const advice = new Set(channels.map((channel) => said(channel, language).advice));
      equal([advice.size, advice.has(other)], [channels.length, false], 'one advice a channel');
      for (const channel of channels) ok(!new RegExp(`(This is |这是)${channel}[.，]`).test(said(channel, language).reason), `${channel} has a name`);
    }
  },

  async 'several credentials are said one by one'({ explain, languages }) {
    const part = (claims, note) => ({ ...accepted(claims), assurance: 'live', checks: STEPS.map((step) => ({ step, outcome: 'passed', ...(step === 'credential' ? { note } : {}) })) });
    const parts = [part({ certificateName: 'a' }, 'division_unknown'), part({ certificateName: 'b' })];
    const { checks } = parts[0];
    for (const language of languages) {
      const said = explain({ verdict: 'accept', code: 'ok', checks, parts, trust: { source: 'anchors' } }, language);
      equal(said.parts.map(({ claims }) => claims[0].value), ['a', 'b'], 'claims');
      equal([said.claims, said.notes, said.assurance], [[], [], undefined], 'nothing of one stands for all');
      equal(said.parts.map(({ notes, assurance, checks: lines }) => [notes.length, assurance.level, lines.length]), [[1, 'live', 7], [0, 'live', 7]], 'each has its own');
    }
    equal(explain(accepted({}), 'en').parts, [], 'none where there is one');
  },
};
