// The parts of the package that need no wasm: codecs, anchors, words and pages; and the ways in which the
// wasm arrives.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';

import { createIds } from '../../pkg/cli/output.js';
import { readAnchors } from '../../pkg/js/anchors.js';
import { fromBase64, toHex } from '../../pkg/js/base64.js';
import { displayText, displayTime } from '../../pkg/js/display.js';
import { sha256 } from '../../pkg/js/sha256.js';
import * as codec from '../../pkg/js/utf8.js';

const DIST = new URL('../../pkg/dist/', import.meta.url);
const { createVerifier, WASM_SHA256 } = await import(new URL('slim.mjs', DIST));
const { explain, explainJournal, explainPolicy, explainPrecheck, explainRequest, languages, receiptPage } = await import(new URL('messages.mjs', DIST));
const { policies } = await import(new URL('policies.mjs', DIST));
const wasm = readFileSync(new URL('yanzheng.wasm', DIST));
const integrity = `sha256-${createHash('sha256').update(wasm).digest('base64')}`;

/** Runs every test of this file. */
export async function run(test) {
  for (const [id, body] of Object.entries({ ...codecs, ...anchors, ...words, ...pages, ...arrivals })) await test('parts', id, body);
}

const codecs = {
  'UTF-8 agrees with the host on every code point'() {
    const [encoder, decoder] = [new codec.TextEncoder(), new codec.TextDecoder('utf-8', { ignoreBOM: true })];
    const [theirs, read] = [new TextEncoder(), new TextDecoder('utf-8', { ignoreBOM: true })];
    for (let from = 0; from < 0x110000; from += 0x400) {
      const text = String.fromCodePoint(...Array.from({ length: 0x400 }, (_, index) => from + index));
      const bytes = theirs.encode(text);
      assert.deepEqual(encoder.encode(text), bytes);
      assert.equal(decoder.decode(bytes), read.decode(bytes));
    }
    assert.equal(new codec.TextDecoder().decode(Uint8Array.of(0xef, 0xbb, 0xbf, 65)), 'A');
    assert.equal(decoder.decode(), '');
  },

  'broken UTF-8 is replaced or refused as the host does'() {
    const [ours, theirs] = [new codec.TextDecoder(), new TextDecoder()];
    const [strict, strictly] = [new codec.TextDecoder('utf-8', { fatal: true }), new TextDecoder('utf-8', { fatal: true })];
    const fails = (decoder, bytes) => {
      try {
        decoder.decode(bytes);
        return false;
      } catch {
        return true;
      }
    };
    for (let round = 0; round < 50000; round += 1) {
      const bytes = randomBytes(round % 9).map((byte, index) => (index % 3 ? byte | 0x80 : byte));
      assert.equal(ours.decode(bytes), theirs.decode(bytes));
      assert.equal(fails(strict, bytes), fails(strictly, bytes));
    }
  },

  'encodeInto stops before a character that does not fit'() {
    const target = new Uint8Array(4);
    assert.deepEqual(new codec.TextEncoder().encodeInto('a照照', target), { read: 2, written: 4 });
    assert.deepEqual(new codec.TextEncoder().encodeInto('\u{20000}', target.subarray(0, 3)), { read: 0, written: 0 });
  },

  'a lone surrogate of a scan stays visible'() {
    assert.deepEqual([...codec.scanBytes('a\uD800')], [97, 0xed, 0xa0, 0x80]);
    assert.deepEqual([...codec.scanBytes('\u{10FFFF}')], [0xf4, 0x8f, 0xbf, 0xbf]);
  },

  'SHA-256 and base64 agree with the host'() {
    for (let length = 0; length < 300; length += 1) {
      const bytes = randomBytes(length);
      assert.equal(sha256(bytes), createHash('sha256').update(bytes).digest('hex'));
      assert.deepEqual(Buffer.from(fromBase64(bytes.toString('base64'))), bytes);
      assert.equal(toHex(bytes), bytes.toString('hex'));
    }
    for (const text of ['A', 'AA-_', 'A A=', '照']) assert.equal(fromBase64(text), null);
  },

  'text is made safe to show'() {
    for (const control of '\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200B\u2060\uFEFF\u00AD\u0000\u001B\u007F\u009B') {
      assert.deepEqual(displayText(`张${control}三`), { value: '张三', altered: true });
    }
    assert.deepEqual(displayText('张\u{E0041}三\uD800'), { value: '张三', altered: true });
    assert.deepEqual(displayText('a\u200Cb'), { value: 'ab', altered: true });
    assert.deepEqual(displayText('می\u200Cخواهم'), { value: 'می\u200Cخواهم', altered: false });
    assert.deepEqual(displayText('张\n三'), { value: '张 三', altered: true });
    assert.deepEqual(displayText('𠮷野家 O’Neill'), { value: '𠮷野家 O’Neill', altered: false });
  },

  'times outside the calendar are not shown as one'() {
    assert.equal(displayTime(0, 0), '1970-01-01 00:00');
    assert.equal(displayTime(253402300799, 0), '9999-12-31 23:59');
    for (const seconds of [253402300800, -62135596801, 9e18, NaN, undefined]) assert.equal(displayTime(seconds, 0), null);
  },
};

const anchors = {
  'anchors are read out of the lists that people have'() {
    const jwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };
    const list = [{ kid: 'k=', country: 'AT', alg: 'ES256', notBefore: 'a', notAfter: 'b', certificate: 'MII' }];
    assert.deepEqual(readAnchors(JSON.stringify(list)), [{ kid: 'k=', certificate: 'MII' }]);
    assert.deepEqual(readAnchors({ certificates: [{ rawData: 'MII', country: 'DE', certificateType: 'DSC' }] }), [{ certificate: 'MII' }]);
    const records = [{ issuer: 'i', certificate: 'MII', alg: 'ES256', types: ['t'] }, { jwk }];
    assert.deepEqual(readAnchors(records), records);
    const keys = [{ ...jwk, kid: 'a', use: 'sig', d: 'secret', x5c: [] }, { ...jwk, use: 'enc' }, { kty: 'oct', k: 'z' }];
    assert.deepEqual(readAnchors({ keys }), [{ kid: 'a', jwk: { kty: 'EC', use: 'sig', crv: 'P-256', x: 'x', y: 'y' } }]);
    const did = { id: 'did:web:a', verificationMethod: [{ id: 'did:web:a#key-1', publicKeyJwk: jwk }] };
    assert.deepEqual(readAnchors(did), [{ issuer: 'did:web:a', kid: 'key-1', jwk }]);
  },

  'what is no list of anchors is refused'() {
    for (const source of ['{', '1', {}, null, 5, [1], { keys: [null] }, { verificationMethod: [{ id: 'x' }] }, [{ certificate: 'MII', country: 'AT', surprise: 1 }]]) {
      assert.throws(() => readAnchors(source), { name: 'TypeError', message: /^anchors/ });
    }
  },
};

const STEPS = ['envelope', 'signature', 'trust', 'credential', 'status', 'holder', 'policy'];
const DECIDED = 1780272000;
const HASH = 'ab'.repeat(32);

/** A receipt under a policy, as the verifier answers it; `check` replaces the one of its step. */
function receipt(policy, check, members = {}) {
  const checks = STEPS.map((step) => (check && check.step === step ? check : { step, outcome: 'passed' }));
  const verdict = check === undefined ? 'accept' : check.outcome === 'failed' ? 'reject' : 'indeterminate';
  return {
    verdict, code: check === undefined ? 'ok' : check.code, checks, trust: { source: 'anchors' }, at: DECIDED, sdk: '0', wasm_sha256: HASH,
    credential: { envelope: 'sd-jwt', issuer: 'i', type: 'urn:example:card', not_before: 0, id: HASH },
    policy: { scenario: 's', sha256: HASH, source: 'local', indeterminate: 'refuse', not_covered: [], ...policy }, ...members,
  };
}

/** What a rule refused: code, rule, what would do, detail. */
const REFUSALS = [
  ['type_unauthorised', 'types', { types: ['resident_id_card', 'passport'] }, undefined, '本柜台接受：居民身份证、护照。', 'This counter accepts: resident identity card, passport.'],
  ['type_unauthorised', 'types', { types: [] }, undefined, '本柜台现在不接受任何证照。', 'This counter accepts nothing at present.'],
  ['type_unauthorised', 'types', { types: ['urn:example:card', 'x\u202Ey'] }, undefined, '本柜台接受：样例卡、xy。', 'This counter accepts: Sample card, xy.'],
  ['type_missing', 'types', { types: { all: [['property_certificate'], ['passport', 'degree']] } }, undefined, '本柜台要一起出示：不动产权证书；护照、学历学位证书之一。', 'This counter needs together: real estate ownership certificate; one of passport, degree or diploma.'],
  ['claim_required', 'claims_by_type', { claims: ['certificateHolderName'] }, { claim: 'certificateHolderName' }, '本柜台需要：持证主体。', 'This counter needs: Holder.'],
  ['claim_unauthorised', 'claims', { claims: ['holderOver18', 'name'] }, { claim: 'holderEthnicity' }, '本柜台只可以要：年满十八周岁、name。', 'This counter may ask for no more than: 18 or older, name.'],
  ['claim_unauthorised', 'claims', { claims: [] }, { claim: 'holderEthnicity' }, '本柜台什么内容都不可以要。', 'This counter may not ask for anything.'],
  ['value_unauthorised', 'values', { values: [true] }, { claim: 'holderOver18' }, '“年满十八周岁”须为：是。', '“18 or older” must be: yes.'],
  ['value_unauthorised', 'values', { values: ['111', '9'] }, { claim: 'certificateHolderTypeCode' }, '“持证主体代码类型代码”须为：公民身份号码 (111)、9。', '“Kind of holder\'s document” must be: resident identity number (111), 9.'],
  ['together_mismatch', 'same', { claims: ['certificateHolderName'] }, { claim: 'certificateHolderName' }, '几份证照里须一致的是：持证主体。', 'They must agree in: Holder.'],
  ['challenge_missing', 'assurance', { assurance: 'live' }, undefined, '要由持有人用自己的手机当场应答本柜台的挑战码。', "The holder's own phone must answer the challenge of this counter."],
  ['region_unauthorised', 'regions', { regions: ['330000', '999999'] }, undefined, '本柜台接受这些地方签发的：浙江省（330000）、999999。', 'This counter accepts those issued in: Zhejiang (330000), 999999.'],
  ['region_missing', 'agreements', { agreements: ['yrd'] }, undefined, '本柜台只认这些互认协议：yrd。', 'This counter goes by: yrd.'],
  ['match_unauthorised', 'holder_match', { holder_match: ['staff_photo', 'other'] }, undefined, '可以这样核对本人：工作人员比对照片、other。', 'The person may be matched by: staff comparing the photo, other.'],
  ['later_word', 'later', { later: 1 }, undefined, undefined, undefined],
];

const words = {
  'each refusal of a policy says what would do instead'() {
    const types = [{ type: 'urn:example:card', name: { zh: '样例卡', en: 'Sample card' }, source: 's', date: '2026-01-01' }];
    for (const [code, rule, instead, detail, zh, en] of REFUSALS) {
      const undecided = ['challenge_missing', 'region_missing'].includes(code);
      const check = { step: 'policy', outcome: undecided ? 'undecided' : 'failed', code: `policy.${code}`, rule, instead, detail };
      for (const [language, expected] of [['zh-Hans', zh], ['en', en]]) {
        const told = explain(receipt({}, check), language, { types });
        const line = told.checks[6];
        assert.deepEqual([told.instead, line.instead], [expected, expected], `${code} ${language}`);
        assert.ok(line.rule.length > 1 && (rule === 'later' || line.rule !== rule), line.rule);
        assert.doesNotMatch(JSON.stringify([told.reason, told.advice, told.instead]), /undefined|\{|—/, code);
      }
    }
    const stale = { step: 'status', outcome: 'undecided', code: 'status.stale', detail: { age: 200000, limit: 86400 }, rule: 'max_status_age', instead: { max_status_age: 86400 } };
    assert.equal(explain(receipt({}, stale), 'zh-Hans').instead, '吊销名单不能早于24 小时前。');
    for (const instead of [5, null, [], {}, { types: 5 }, { types: { all: 5 } }, { claims: 'x' }, { max_status_age: 'x' }, { values: 1 }]) {
      assert.equal(typeof explain(receipt({}, { step: 'policy', outcome: 'failed', code: 'policy.type_unauthorised', instead }), 'en').reason, 'string');
    }
  },

  'what a policy leaves to the counter is said when it is due'() {
    const policy = {
      title: { zh: '入住', en: 'Check-in' }, instead: { zh: '出示原件也可以。' }, holder_match: ['staff_photo', 'face_external'], indeterminate: 'review', version: 3,
      retention: { days: 30, until: DECIDED + 30 * 86400, claims: ['name'] }, never_keep: ['holderEthnicity'], not_covered: ['police.upload', 'of.later'], source: 'bundle',
    };
    const doubt = { step: 'status', outcome: 'undecided', code: 'status.missing' };
    const [good, unsure] = [receipt(policy), receipt(policy, doubt)].map((one) => explain(one, 'zh-Hans'));
    assert.deepEqual(good.policy.lines.map(({ value }) => value), ['入住（s），第 3 版', '信任包里的规则', `${HASH.slice(0, 16)}…`]);
    assert.equal(good.advice, good.policy.match);
    assert.match(good.policy.match, /当面比对。.*人脸识别/);
    assert.deepEqual([good.policy.retention, good.policy.never_keep, good.policy.review, good.policy.instead], ['可以保存：name。30 天后（2026-07-01 08:00 北京时间）删除。', '不得保存：民族。', undefined, undefined]);
    assert.deepEqual([unsure.policy.retention, unsure.policy.never_keep, unsure.policy.match], Array(3).fill(undefined));
    assert.deepEqual([unsure.policy.review, unsure.policy.instead], ['请由工作人员复核决定，并写明理由。', '出示原件也可以。']);
    assert.deepEqual(good.policy.not_covered, [{ code: 'police.upload', text: '向公安机关报送登记' }, { code: 'of.later', text: 'of.later' }]);
    assert.deepEqual(good.notes, ['这次核验不包括：向公安机关报送登记；of.later。']);
    assert.equal(explain(receipt({ indeterminate: 'refuse' }, doubt), 'en').policy.review, 'As it could not be decided, it is not accepted.');
    const matched = explain(receipt(policy, undefined, { matched: 'staff_photo', maker: '前台\u202E', purpose: 'p', entry: { journal: 'ab', sequence: 7, sha256: HASH } }), 'en');
    assert.deepEqual([matched.advice, matched.policy.match], ['Go ahead.', undefined]);
    assert.deepEqual(matched.record.map(({ key, value }) => [key, value]), [['maker', '前台'], ['purpose', 'p'], ['matched', 'staff comparing the photo'], ['entry', 'entry 7 (ab)']]);
    assert.equal(matched.credential.find(({ key }) => key === 'reference').value, HASH);
    assert.equal(explain(receipt({ holder_match: ['none'] }), 'en').advice, 'Go ahead.');
    assert.equal(explain(receipt({}), 'en').policy.lines[1].value, 'a local rule, not from the trust bundle');
    const outputs = receipt({}, undefined, { outputs: { police_upload: { certificateHolderName: '张' }, later: { reference: HASH } } });
    assert.deepEqual(explain(outputs, 'zh-Hans').outputs.map(({ label, lines }) => [label, lines.map(({ key, value }) => `${key} ${value}`)]), [['报送公安', ['certificateHolderName 张']], ['later', [`reference ${HASH}`]]]);
    assert.deepEqual([explain({ ...outputs, verdict: 'reject' }, 'en').outputs, explain(receipt({}), 'en').outputs], [[], []], 'on accept only');
  },

  'every policy of the package is said in words'() {
    for (const language of languages) {
      for (const policy of policies) {
        const said = JSON.stringify(explainPolicy(policy, language));
        assert.doesNotMatch(said.replace(/"(?:key|code)":"[^"]*"|"(?:language|limits|not_covered|instead)":/g, ''), /undefined|[{]\w+[}]|—|[a-z]+_[a-z]+/, `${policy.scenario} ${language}`);
      }
      const answer = { verdict: 'reject', held: [{ type: 'passport', verdict: 'accept' }, { type: 'degree', verdict: 'reject', code: 'policy.type_unauthorised', instead: { types: ['passport'] } }], asks: { claims: [], optional: [], assurance: 'paper', status: false }, policy: receipt({}).policy };
      const told = explainPrecheck(answer, language);
      assert.deepEqual([told.held.length, told.asks.length > 2, told.verdict !== told.held[0].word], [2, true, true]);
      assert.match(explainPrecheck({ verdict: 'indeterminate', code: 'trust.bundle_missing' }, language).reason, language === 'en' ? /trust bundle/ : /信任包/);
      for (const refused of [[explainPolicy, {}], [explainPrecheck, null], [explainRequest, {}], [explainJournal, {}]]) assert.throws(() => refused[0](refused[1], language), TypeError);
      assert.throws(() => explainPolicy(policies[0], 'fr'), /^TypeError: language: /);
      assert.ok(explainRequest({ code: 'envelope.unknown' }, language).notes[0].length > 4);
      assert.match(explainJournal({ ok: false, code: 'journal.previous_mismatch', sequence: 7 }, language).reason, /7/);
    }
  },
};

const CLAIMS = { name: '<b>王五</b>', certificateHolderCode: '990101199001011234', 'a"b': "x'&\u202Ey" };

const pages = {
  'a receipt to print stands alone, and shows no more than may be kept'() {
    const policy = { retention: { days: 30, until: DECIDED + 1, claims: ['name', 'a"b'] }, not_covered: ['police.upload'] };
    const bad = { step: 'policy', outcome: 'failed', code: 'policy.type_unauthorised', rule: 'types', instead: { types: ['<passport>'] }, spec: 'docs/policy.md §3' };
    const part = { ...receipt(policy, undefined, { claims: CLAIMS, assurance: 'live' }) };
    const several = { ...receipt(policy), parts: [part, { ...part, claims: { name: 'second' } }] };
    const receipts = [receipt(policy, undefined, { claims: CLAIMS, maker: '<script>', assurance: 'paper' }), receipt(policy, bad, { claims: CLAIMS }), receipt({}, undefined, { claims: CLAIMS }), several];
    for (const language of languages) {
      for (const paper of ['A4', '80mm']) {
        const [good, refused, nothing, two] = receipts.map((one) => receiptPage(one, { language, paper }));
        for (const page of [good, refused, nothing, two]) {
          assert.match(page, new RegExp(`^<!doctype html>\n<html lang="${language}">[^]*default-src 'none'[^]*</html>\n$`));
          assert.doesNotMatch(page, /<script|<img|<link|<a |https?:|url\(|@import|\son\w+=|<b>王五|undefined|\u202E|990101199001011234/, 'nothing to run, fetch or learn');
          assert.ok(page.includes(HASH) && page.includes('0.1.0') === false && /20(?:26)-0[56]-\d\d/.test(page));
        }
        assert.ok(good.includes('&lt;b&gt;王五&lt;/b&gt;') && good.includes('x&#39;&amp;y') && good.includes('&lt;script&gt;'), good);
        assert.ok(refused.includes('policy.type_unauthorised') && refused.includes('&lt;passport&gt;') && !refused.includes('王五'), 'nothing is kept of what is refused');
        assert.ok(!nothing.includes('王五'), 'nothing is kept without a rule');
        assert.ok(two.includes('王五') && two.includes('second'));
        const turned = receiptPage({ ...several, verdict: 'reject', code: 'policy.type_missing' }, { language, paper });
        assert.ok(!turned.includes('王五'), 'nothing is kept of one of several that were refused together');
      }
    }
    const lengths = [receipts[2], several].map((one) => Number(/size:80mm (\d+)mm/.exec(receiptPage(one, { language: 'en', paper: '80mm' }))[1]));
    assert.ok(lengths[0] > 100 && lengths[1] >= lengths[0] + 10, 'a roll is as long as what stands on it');
    for (const options of [{ language: 'en', paper: 'constructor' }, { language: 'fr' }, {}]) assert.throws(() => receiptPage(receipts[0], options), TypeError);
    assert.throws(() => receiptPage(null, { language: 'en' }), TypeError);
  },

  'what a batch has answered is known again, and nothing else'() {
    const ids = createIds();
    const all = Array.from({ length: 40000 }, (_, index) => (index % 2 ? index : `n${index}`));
    all.forEach((id) => ids.add(id));
    assert.ok(all.every((id) => ids.has(id)));
    assert.ok(!all.some((id) => ids.has(typeof id === 'number' ? String(id) : `${id} `)));
  },
};

const arrivals = {
  async 'the wasm arrives in every form'() {
    const server = createServer((request, response) => {
      if (request.url === '/missing') response.statusCode = 404;
      response.end(wasm); // no content type: it must not matter
    }).listen(0);
    await once(server, 'listening');
    const address = `http://127.0.0.1:${server.address().port}/`;
    try {
      const own = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length);
      const sources = [wasm, own, address, new URL(address), new URL('yanzheng.wasm', DIST), await fetch(address), fetch(address)];
      for (const source of sources) {
        assert.equal(await hashWith({ wasm: source, integrity: WASM_SHA256 }), WASM_SHA256);
      }
      assert.equal(await hashWith({ wasm: address, integrity }), WASM_SHA256);
      assert.equal(await hashWith({ wasm: await WebAssembly.compile(wasm) }), null);
      await assert.rejects(hashWith({ wasm: `${address}missing` }), { code: 'wasm.load_failed' });
      await assert.rejects(hashWith({ wasm: 'http://127.0.0.1:1/' }), { code: 'wasm.load_failed' });
    } finally {
      server.close();
    }
  },

  async 'bytes with another hash never run'() {
    for (const at of [0, 9, wasm.length >> 1, wasm.length - 1]) {
      const changed = Uint8Array.from(wasm);
      changed[at] ^= 1;
      await assert.rejects(hashWith({ wasm: changed, integrity: WASM_SHA256 }), { code: 'wasm.mismatch' });
    }
    await assert.rejects(hashWith({ wasm: new Uint8Array(8) }), { code: 'wasm.load_failed' });
    await assert.rejects(hashWith({ wasm: await WebAssembly.compile(wasm), integrity }), { name: 'TypeError', message: /^integrity: / });
    await assert.rejects(hashWith({}), { name: 'TypeError', message: /^wasm: / });
  },

  async 'the entries agree on the hash, and it is the file\'s'() {
    for (const entry of ['index', 'url', 'node']) {
      const { WASM_SHA256: hash, createVerifier: create } = await import(new URL(`${entry}.mjs`, DIST));
      assert.equal(hash, sha256(wasm));
      assert.equal((await (await create({ anchors: [] })).verify('')).wasm_sha256, hash);
    }
  },
};

async function hashWith(options) {
  return (await (await createVerifier({ anchors: [], ...options })).verify('')).wasm_sha256;
}
