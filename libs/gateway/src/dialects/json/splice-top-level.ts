const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const SPACE = 0x20;
const COMMA_BYTES = Buffer.from(',');

/** Changes to the members of a JSON object, by decoded key. */
export interface TopLevelEdits {
  /** Key → JSON text of the new value; appended when the object has no such key. */
  set: Readonly<Record<string, string>>;
  remove: ReadonlySet<string>;
}

/**
 * Replaces, adds and removes members of a JSON object in its bytes, leaving every other byte as it
 * was: big integers, spacing and unknown fields survive. A key to be set that occurs twice is left
 * once, so that no vendor can read another value than the gateway did.
 * @param raw a JSON object that `JSON.parse` has accepted; anything else gives nonsense
 */
export function spliceTopLevel(raw: Buffer, edits: TopLevelEdits): Buffer {
  const pieces: Buffer[] = [];
  const written = new Set<string>();
  let position = skipSpace(raw, 0) + 1;
  let runStart = 0;
  let keptEnd = position;
  let keptMembers = 0;
  let skipped = false;

  for (;;) {
    position = skipSpace(raw, position);
    if (raw[position] !== QUOTE) break;
    const memberStart = position;
    const keyEnd = endOfString(raw, position);
    const key = decodeKey(raw, position, keyEnd);
    const valueStart = skipSpace(raw, skipSpace(raw, keyEnd) + 1);
    const valueEnd = endOfValue(raw, valueStart);
    position = skipSpace(raw, valueEnd);
    if (raw[position] === COMMA) position++;

    const replacement = Object.hasOwn(edits.set, key) ? edits.set[key]! : null;
    if (edits.remove.has(key) || (replacement !== null && written.has(key))) {
      skipped = true;
      continue;
    }
    if (skipped) {
      pieces.push(raw.subarray(runStart, keptEnd));
      if (keptMembers > 0) pieces.push(COMMA_BYTES);
      runStart = memberStart;
      skipped = false;
    }
    if (replacement !== null) {
      pieces.push(raw.subarray(runStart, valueStart), Buffer.from(replacement));
      runStart = valueEnd;
      written.add(key);
    }
    keptEnd = valueEnd;
    keptMembers++;
  }

  pieces.push(raw.subarray(runStart, keptEnd));
  const missing = Object.keys(edits.set).filter((key) => !written.has(key));
  if (missing.length > 0) {
    const members = missing.map((key) => `${JSON.stringify(key)}:${edits.set[key]!}`).join(',');
    pieces.push(Buffer.from(keptMembers > 0 ? `,${members}` : members));
  }
  pieces.push(raw.subarray(skipped ? position : keptEnd));
  return Buffer.concat(pieces);
}

function decodeKey(raw: Buffer, start: number, end: number): string {
  const text = raw.toString('utf8', start + 1, end - 1);
  return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
}

function skipSpace(raw: Buffer, from: number): number {
  let position = from;
  while (position < raw.length && raw[position]! <= SPACE) position++;
  return position;
}

/** The index behind the closing quote of the string that opens at `start`. */
function endOfString(raw: Buffer, start: number): number {
  let position = start + 1;
  for (;;) {
    const quote = raw.indexOf(QUOTE, position);
    if (quote < 0) return raw.length;
    let slashes = 0;
    while (raw[quote - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return quote + 1;
    position = quote + 1;
  }
}

/** The index behind the value that starts at `start`. */
function endOfValue(raw: Buffer, start: number): number {
  let depth = 0;
  let position = start;
  while (position < raw.length) {
    const byte = raw[position]!;
    if (byte === QUOTE) {
      position = endOfString(raw, position);
      if (depth === 0) return position;
      continue;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (depth === 0) return position;
      depth--;
      if (depth === 0) return position + 1;
    } else if (depth === 0 && (byte === COMMA || byte <= SPACE)) return position;
    position++;
  }
  return position;
}
