/** A stretch of a message: prose as it was written, or code that stood between two fences. */
export type Piece =
  | { kind: 'text'; text: string }
  /** The language is the first word behind the opening fence; empty when there is none. */
  | { kind: 'code'; language: string; text: string };

interface Fence {
  indent: number;
  marks: string;
  info: string;
}

/**
 * Splits a message into its prose and its fenced code. A fence is what CommonMark calls one
 * (https://spec.commonmark.org/0.31.2/#fenced-code-blocks): at least three backticks or tildes at
 * the beginning of a line, closed by as many of the same. Unlike there it may be indented at will,
 * because models put code into lists. Code whose fence never closes goes on to the end, as it does
 * in an answer that was cut.
 */
export function splitFencedCode(text: string): Piece[] {
  const pieces: Piece[] = [];
  let open: Fence | null = null;
  let lines: string[] = [];
  const finish = () => {
    const piece = open ? codeOf(open, lines) : proseOf(lines);
    if (piece) pieces.push(piece);
    lines = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const fence = readFence(line);
    if (fence && (!open || closes(fence, open))) {
      finish();
      open = open ? null : fence;
    } else lines.push(line);
  }
  finish();
  return pieces;
}

const FENCE = /^([ \t]*)(`{3,}|~{3,})(.*)$/;

/** Backticks behind backticks are code within a line, such as ```` ```x``` ````. */
function readFence(line: string): Fence | null {
  const [, indent, marks, info] = FENCE.exec(line) ?? [];
  if (indent === undefined || marks === undefined || info === undefined) return null;
  if (marks.startsWith('`') && info.includes('`')) return null;
  return { indent: indent.length, marks, info: info.trim() };
}

const closes = ({ marks, info }: Fence, open: Fence): boolean =>
  info === '' && marks.startsWith(open.marks);

function codeOf({ indent, info }: Fence, lines: string[]): Piece {
  const margin = new RegExp(`^[ \\t]{0,${indent}}`);
  const text = lines.map((line) => line.replace(margin, '')).join('\n');
  return { kind: 'code', language: info.split(/\s/, 1)[0] ?? '', text };
}

/** Without the empty lines around it; null when there is nothing else. */
function proseOf(lines: string[]): Piece | null {
  const first = lines.findIndex(isFilled);
  const last = lines.findLastIndex(isFilled);
  return first < 0 ? null : { kind: 'text', text: lines.slice(first, last + 1).join('\n') };
}

const isFilled = (line: string): boolean => line.trim() !== '';
