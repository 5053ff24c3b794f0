import { RE2JS } from 're2js';
import { countPaths } from './count-paths.js';

/** Expressions look at this much of a text, in UTF-8 (CONTRACT §3). */
const HEAD_BYTES = 4_096;
/** No UTF-16 code unit takes more bytes: surrogates come in pairs, and a pair takes four. */
const MOST_BYTES_PER_UNIT = 3;
const ENCODER = new TextEncoder();
/** Only what fits is of interest, never what was written. */
const scratch = new Uint8Array(HEAD_BYTES);

/** The beginning of a text in the forms that expressions ask for, each made once. */
export class ExpressionText {
  readonly head: string;
  private lowered: string | null | undefined;

  constructor(text: string) {
    this.head = headOf(text);
  }

  /** In lower case; null: not all of it is ASCII, where lower case is not all there is to folding. */
  get folded(): string | null {
    if (this.lowered === undefined)
      this.lowered = IS_ASCII.test(this.head) ? this.head.toLowerCase() : null;
    return this.lowered;
  }
}

/** Whole characters alone, as `encodeInto` splits none. */
function headOf(text: string): string {
  if (text.length * MOST_BYTES_PER_UNIT <= HEAD_BYTES) return text;
  const head = text.length > HEAD_BYTES ? text.slice(0, HEAD_BYTES) : text;
  const { read } = ENCODER.encodeInto(head, scratch);
  return read < head.length ? head.slice(0, read) : head;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is what ASCII is.
const IS_ASCII = /^[\x00-\x7f]*$/;

export type Expression = (text: ExpressionText) => boolean;

/** What a backtracking engine may have to try at each place of a text, so that its time stays linear. */
const MOST_PATHS = 64;

/**
 * Compiles an RE2 expression that is searched for in the first 4 KB of a text. Where case is
 * ignored, the engine has no fast path for literals (200 µs instead of 2 for 4 KB, re2js 2.10): so
 * expressions that can be lower-cased are, and meet the text in lower case.
 * @throws Error for what is not RE2 syntax
 */
export function compileExpression(source: string, ignoreCase: boolean): Expression {
  if (!ignoreCase) {
    const exact = compileExact(source);
    return ({ head }) => exact.test(head);
  }
  const folding = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
  if (!canLowerCase(source)) return ({ head }) => folding.test(head);
  const lowered = compileExact(lowerCase(source));
  return (text) => (text.folded === null ? folding.test(text.head) : lowered.test(text.folded));
}

/**
 * Without repetition JavaScript's own engine is linear too, and takes 2 µs for the 4 KB on which
 * re2js takes 15 to 50 where there is no literal to look for first.
 */
function compileExact(source: string): { test(text: string): boolean } {
  const linear = RE2JS.compile(source);
  const paths = countPaths(source);
  return paths !== null && paths <= MOST_PATHS ? new RegExp(source) : linear;
}

/** Flags, names, properties, codes and ranges that letters do not bound could change their meaning. */
function canLowerCase(source: string): boolean {
  if (!IS_ASCII.test(source) || /\(\?[^:]|\\[pPxQC0-7]|\[:/.test(source)) return false;
  const ranges = source.match(/[^\\]-\\?[^\]]|\\.-\\?[^\]]/g) ?? [];
  return ranges.every((range) => /^(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9])$/.test(range));
}

/** Letters after a backslash name something: \S is not \s. */
const lowerCase = (source: string): string =>
  source.replace(/\\.|[A-Z]/gs, (found) => (found.length === 1 ? found.toLowerCase() : found));
