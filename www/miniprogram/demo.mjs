// Makes hotel/trust.js and hotel/samples.js with the issuing kit: an invented issuer, its status list, and what
// guests show. All of it is of one moment, so that the same files come out each time.
//
//   node www/miniprogram/demo.mjs              writes both
//   node www/miniprogram/demo.mjs --check      writes nothing, and fails where a file would differ
//   node www/miniprogram/demo.mjs --now        of this moment instead, to try a phone; and the guest's credential
//                                              into target/guest.txt, for `forge present --request`

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const folder = mkdtempSync(join(tmpdir(), 'yanzheng-demo-'));

/** 2026-06-01 08:00 in Beijing, or now; in seconds since the Unix epoch. */
const AT = process.argv.includes('--now') ? Math.floor(Date.now() / 1000) : 1780272000;
const DAY = 86400;
const ISSUER = ['--alg', 'SGD_SM3_SM2', '--name', 'demo.province-a', '--kid', 'demo-a-1'];
const GUEST = ['--alg', 'SGD_SM3_SM2', '--name', 'guest'];
const TYPE = '11990000990000017W001';
const LIST = 'https://s.example/hotel-demo/1';
/** Places in the status list. */
const [GOOD, REVOKED] = [4711, 4712];
const SHOWN = 'certificateHolderName,certificateHolderTypeCode,certificateHolderCode,holderSurname';

const CARD = {
  certificateName: '居民身份凭证（演示）',
  certificateIssuingAuthorityName: '演示市公安局（虚构）',
  certificateEffectiveDate: '2026-05-02',
  certificateExpiringDate: '2036-05-02',
  certificateStatus: '01',
  certificateHolderName: '张伟（演示）',
  certificateHolderTypeCode: '111',
  certificateHolderCode: '990101199001010019',
  holderSurname: '张',
  holderBirthDate: '1990-01-01',
};

function forge(...words) {
  const kit = ['run', '--quiet', '--locked', '--package', 'forge', '--', ...words.map(String)];
  return execFileSync('cargo', kit, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}

function file(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A card that was issued a month before, to the guest or on paper. */
function card(index, ...more) {
  const issued = ['--type', TYPE, '--claims', file('card.json', JSON.stringify(CARD)), '--at', AT - 30 * DAY];
  return forge('issue', 'code', ...ISSUER, ...issued, '--status', `${LIST}#${index}`, ...more);
}

/** What the guest's device holds. */
function held(index) {
  return card(index, '--holder', file('guest.json', forge('key', ...GUEST)));
}

/** What it shows to a hotel without having been asked anything. */
function shown(index) {
  return forge('present', '--credential', file('held.txt', held(index)), ...GUEST, '--audience', 'hotel.check-in', '--disclose', SHOWN, '--at', AT);
}

/** One list as the issuer's server gives it, an hour before. */
function statusList() {
  const states = file('states.txt', `${REVOKED} revoked\n`);
  return forge('status', 'list', states, '--uri', LIST, ...ISSUER, '--size', 8192, '--at', AT - 3600, '--ttl', DAY);
}

function trust() {
  const { anchor } = JSON.parse(forge('key', ...ISSUER));
  return {
    demo: true,
    at: AT,
    maker: '演示酒店前台',
    anchors: [{ ...anchor, types: [TYPE], lists: ['https://s.example/'] }],
    types: [
      {
        type: TYPE,
        name: { zh: '居民身份凭证（演示）', en: 'Resident identity credential (demonstration)' },
        kind: 'resident_id_card',
        category: 'identity',
        perpetual: false,
        statuses: { '01': 'valid', '02': 'suspended', '03': 'withdrawn', '04': 'cancelled' },
        source: 'invented for the demonstration',
        date: '2026-06-01',
      },
    ],
    lists: [{ uri: LIST, text: statusList() }],
  };
}

function samples() {
  const fresh = shown(GOOD);
  return [
    { id: 'fresh', title: '本人手机当场出示', scan: fresh },
    { id: 'paper', title: '打印出来的证照码', scan: card(GOOD) },
    { id: 'revoked', title: '已被吊销的证件', scan: shown(REVOKED) },
    { id: 'changed', title: '被改动过的码', scan: fresh.slice(0, -1) + ((Number(fresh.slice(-1)) + 1) % 10) },
    { id: 'pointer', title: '政务应用里的亮证码', scan: '1234567890' },
  ];
}

const HEAD = '// Made by www/miniprogram/demo.mjs with the issuing kit, whose keys are public. Nobody here exists.\n';
const WHAT = {
  'trust.js': [
    '// Whom this counter believes: the keys of issuers, their types, and lists of what was withdrawn. Put your own in\n' +
      '// its place, without `demo` and `at`: docs/miniprogram.md §3.\n',
    trust,
  ],
  'samples.js': ['// What guests show, right and wrong, at the moment that trust.js names.\n', samples],
};

let differs = false;
for (const [name, [about, make]] of Object.entries(WHAT)) {
  const path = join(here, 'hotel', name);
  const text = `${about}${HEAD}\nmodule.exports = ${JSON.stringify(make(), null, 2)};\n`;
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (readFileSync(path, 'utf8') !== text) differs = true;
}
if (process.argv.includes('--now')) {
  mkdirSync(join(root, 'target'), { recursive: true });
  writeFileSync(join(root, 'target/guest.txt'), held(GOOD));
  console.log(`cargo run -p forge -- present --credential target/guest.txt ${GUEST.join(' ')} --request DIGITS`);
}
rmSync(folder, { recursive: true });
if (differs) {
  console.error('www/miniprogram/hotel: run node www/miniprogram/demo.mjs');
  process.exit(1);
}
