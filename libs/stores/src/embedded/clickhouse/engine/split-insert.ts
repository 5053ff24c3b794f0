/** An insert whose rows follow the statement, as in `INSERT INTO t (a) FORMAT RowBinary`. */
export type InsertWithData = {
  /** `INSERT INTO t (a)`, without settings and format. */
  target: string;
  /** `SETTINGS a = 1`, or empty. */
  settings: string;
  format: string;
  /** Where the rows start, in bytes, when they share a body with the statement. */
  dataStart: number;
};

/** One lexical step of ClickHouse SQL: comment, quoted text, word, space, or any other character. */
const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|\w+|\s+|[\s\S]/gy;

/** What may stand between the format's name and the rows: spaces, a semicolon, one line end. */
const BEFORE_DATA = /[ \t]*;?[ \t]*(?:\r?\n)?/y;

type Scan = { words: number; depth: number; settingsStart: number | undefined };

/**
 * Finds the place where an insert's rows begin. Undefined for every other statement, also for
 * `INSERT … VALUES` and `INSERT … SELECT`, which the engine takes as one text.
 * @param text the statement's bytes read as latin1, so that positions are byte positions
 */
export function splitInsert(text: string): InsertWithData | undefined {
  const scan: Scan = { words: 0, depth: 0, settingsStart: undefined };
  const tokens = new RegExp(TOKEN);
  let start = -1;
  for (;;) {
    const position = tokens.lastIndex;
    const token = tokens.exec(text)?.[0];
    if (token === undefined) return undefined;
    if (token === '(') scan.depth += 1;
    if (token === ')') scan.depth -= 1;
    if (scan.depth > 0 || !/^\w/.test(token)) continue;
    const word = token.toUpperCase();
    if (scan.words === 0) start = position;
    scan.words += 1;
    if (scan.words === 1 && word !== 'INSERT') return undefined;
    if (word === 'SELECT' || word === 'WITH' || word === 'VALUES') return undefined;
    if (word === 'SETTINGS') scan.settingsStart = position;
    if (word === 'FORMAT' && scan.words > 2) return cut(text, start, position, scan.settingsStart);
  }
}

function cut(
  text: string,
  start: number,
  formatStart: number,
  settingsStart: number | undefined,
): InsertWithData | undefined {
  const name = /FORMAT\s+(\w+)/iy;
  name.lastIndex = formatStart;
  const format = name.exec(text)?.[1];
  if (format === undefined) return undefined;
  const gap = new RegExp(BEFORE_DATA);
  gap.lastIndex = name.lastIndex;
  gap.exec(text);
  return {
    target: utf8(text.slice(start, settingsStart ?? formatStart)),
    settings: settingsStart === undefined ? '' : utf8(text.slice(settingsStart, formatStart)),
    format,
    dataStart: gap.lastIndex,
  };
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8').trim();
}
