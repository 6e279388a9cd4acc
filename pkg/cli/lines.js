// Lines in and lines out, in bounded memory.

import { once } from 'node:events';

/** Bytes of one input line: a scan of 1 MiB, escaped, with a list of anchors beside it. */
export const LINE_LIMIT = 16 * 1024 * 1024;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** The lines of a byte stream as Buffers without their ends; null for a line that is too long. */
export async function* readLines(stream) {
  let parts = [];
  let size = 0;
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      size += end - from;
      if (size <= LINE_LIMIT) parts.push(chunk.subarray(from, end));
      yield size <= LINE_LIMIT ? withoutReturn(Buffer.concat(parts)) : null;
      parts = [];
      size = 0;
      from = end + 1;
    }
    size += chunk.length - from;
    if (size <= LINE_LIMIT) parts.push(chunk.subarray(from));
    else parts = [];
  }
  if (size > 0) yield size <= LINE_LIMIT ? withoutReturn(Buffer.concat(parts)) : null;
}

function withoutReturn(line) {
  return line[line.length - 1] === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}

/** Writes a text and waits while the reader is slower than we are. */
export async function write(stream, text) {
  if (!stream.write(text)) await once(stream, 'drain');
}

/** A reader that goes away (`| head`) ends the program without a word. */
export function endQuietly(stream) {
  stream.on('error', (error) => {
    process.exit(error.code === 'EPIPE' ? process.exitCode || 0 : 70);
  });
}
