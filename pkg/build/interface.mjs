// Reads what a wasm imports and exports, and writes it again without exported globals.

const KINDS = ['function', 'table', 'memory', 'global'];
const [TYPES, IMPORTS, FUNCTIONS, EXPORTS] = [1, 2, 3, 7];

/**
 * `{ types, imports, exports, functions }`: the types of functions as `{ params, results }`, and for each
 * function, imported ones first, the index of its type.
 */
export function readInterface(bytes) {
  const found = { types: [], imports: [], exports: [], functions: [] };
  const reader = createReader(bytes);
  reader.skip(8); // the magic number and the version
  while (!reader.atEnd()) {
    const [section, length] = [reader.byte(), reader.number()];
    const end = reader.at() + length;
    if (section === TYPES) reader.list(() => found.types.push(readType(reader)));
    if (section === IMPORTS) reader.list(() => found.imports.push(readImport(reader)));
    if (section === FUNCTIONS) reader.list(() => found.functions.push(reader.number()));
    if (section === EXPORTS) reader.list(() => found.exports.push(readExport(reader)));
    reader.skip(end - reader.at());
  }
  const imported = found.imports.map(({ type }) => type);
  return { ...found, functions: [...imported, ...found.functions] };
}

/** The module without its exported globals: iOS has no class for them, and the package no use. */
export function withoutGlobals(bytes) {
  const reader = createReader(bytes);
  reader.skip(8);
  while (!reader.atEnd()) {
    const start = reader.at();
    const [section, length] = [reader.byte(), reader.number()];
    if (section !== EXPORTS) {
      reader.skip(length);
      continue;
    }
    const kept = [];
    reader.list(() => {
      const from = reader.at();
      if (readExport(reader).kind !== 'global') kept.push(bytes.subarray(from, reader.at()));
    });
    const body = Buffer.concat([leb128(kept.length), ...kept]);
    return Buffer.concat([bytes.subarray(0, start), Buffer.of(section), leb128(body.length), body, bytes.subarray(reader.at())]);
  }
  throw new Error('the wasm exports nothing');
}

function readType(reader) {
  reader.skip(1); // the form: a function
  const type = { params: [], results: [] };
  for (const values of Object.values(type)) reader.list(() => values.push(reader.byte()));
  return type;
}

/** An imported function; the glue gives nothing else. */
function readImport(reader) {
  const [module, name, kind] = [reader.text(), reader.text(), KINDS[reader.byte()]];
  if (kind !== 'function') throw new Error(`the wasm imports the ${kind} ${name}`);
  return { module, name, type: reader.number() };
}

function readExport(reader) {
  return { name: reader.text(), kind: KINDS[reader.byte()], index: reader.number() };
}

function createReader(bytes) {
  let place = 0;

  const reader = {
    at: () => place,
    atEnd: () => place >= bytes.length,
    skip(count) {
      place += count;
    },
    byte() {
      place += 1;
      return bytes[place - 1];
    },
    /** LEB128, unsigned. */
    number() {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = reader.byte();
        value += (byte & 0x7f) * 2 ** shift;
        if (byte < 0x80) return value;
      }
    },
    text() {
      const length = reader.number();
      reader.skip(length);
      return new TextDecoder().decode(bytes.subarray(place - length, place));
    },
    list(each) {
      for (let left = reader.number(); left > 0; left -= 1) each();
    },
  };
  return reader;
}

function leb128(value) {
  const bytes = [];
  let left = value;
  for (; left >= 0x80; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
  return Buffer.from([...bytes, left]);
}
