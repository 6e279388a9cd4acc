// Opens the platform's own scanner and gives what was scanned, as verify() takes it.

import { fromBase64 } from '../base64.js';
import { fault } from '../fault.js';
import { known } from '../options.js';
import { TextDecoder } from '../utf8.js';
import { answerOf, failureOf, platform } from './host.js';

const NAMES = { wechat: 'scanCode', douyin: 'scanCode', alipay: 'scan' };

/** The number by which Alipay says that somebody went back. */
const CANCELLED = 10;

/**
 * Resolves to the text of the code, or to its bytes where the platform's text is not what was encoded.
 * `onlyFromCamera`: no pictures from the album; `scanType`: the platform's kinds of code, else QR codes.
 * Rejects with an Error whose `code` is scan.cancelled, scan.failed, scan.empty or scan.unavailable.
 */
export async function scanCode(options) {
  const given = known('options', options === undefined ? {} : options, ['onlyFromCamera', 'scanType']);
  const name = platform === null ? undefined : NAMES[platform.name];
  if (name === undefined || typeof platform.api[name] !== 'function') throw fault('scan.unavailable', 'this host has no scanner');
  return contentOf(await ask(name, Object.assign({ scanType: ['qrCode'] }, given)));
}

async function ask(name, options) {
  try {
    return await answerOf(platform.api, name, options);
  } catch (given) {
    const { words, number } = failureOf(given);
    const isCancelled = /cancel|取消/i.test(words) || (platform.name === 'alipay' && number === CANCELLED);
    throw isCancelled ? fault('scan.cancelled', 'nobody scanned a code') : fault('scan.failed', `the scanner failed: ${words}`);
  }
}

/** Text wherever it is what was encoded: the core then says the same of it as of typed text. */
function contentOf(answer) {
  const { result, code, qrCode, rawData } = Object(answer);
  const text = [result, code, qrCode].find((each) => typeof each === 'string' && each !== '');
  const raw = typeof rawData === 'string' && rawData !== '' ? fromBase64(rawData.replace(/\s/g, '')) : null;
  if (raw !== null && raw.length > 0 && (text === undefined || isOther(text, raw))) return raw;
  if (text === undefined) throw fault('scan.empty', 'the code holds nothing');
  return text;
}

/**
 * Whether bytes say something else than the text that a platform made of them. A text of plain characters
 * is believed, except where it breaks off at a zero byte: what stands in rawData besides differs by platform.
 */
function isOther(text, raw) {
  if (new TextDecoder().decode(raw) === text) return false;
  if (!/^[\x20-\x7e\r\n\t]*$/.test(text)) return true;
  return raw[text.length] === 0 && startsWith(raw, text);
}

function startsWith(raw, text) {
  for (let index = 0; index < text.length; index += 1) if (raw[index] !== text.charCodeAt(index)) return false;
  return true;
}
