import { demandValue, expectedOf, folded, quoted } from './expected-of.js';
import { parseContent } from './parse-output.js';
import { full, partial, Unscorable } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';
import { textOf } from './subject.js';

const MAX_TOLD = 10;
/** `- item`, `* item`, `1. item`, `2) item` */
const BULLET = /^\s{0,16}(?:[-*•]|\d{1,4}[.)])\s+/;

/** Share of the wanted items that the list in the output holds. */
export const listContains: ScorerDefinition<'list_contains'> = {
  checkLive: demandValue,
  score({ value, ignore_case, allow_extra = true }, subject) {
    const key = (item: string): string => folded(item.trim(), ignore_case);
    const wanted = new Set(readExpected(expectedOf(value, subject)).map(key));
    if (wanted.size === 0) throw new Unscorable('the expected list is empty');
    const listed = new Set(readList(subject.output).map(key));
    const missing = [...wanted].filter((item) => !listed.has(item));
    const extra = allow_extra ? [] : [...listed].filter((item) => !wanted.has(item));
    if (missing.length === 0 && extra.length === 0) return full('the list holds what it should');
    const faults = [
      ...missing.map((item) => `${quoted(item)} is missing`),
      ...extra.map((item) => `${quoted(item)} is not expected`),
    ];
    const share = (wanted.size - missing.length) / (wanted.size + extra.length);
    return partial(share, faults.slice(0, MAX_TOLD).join('; '));
  },
};

const readExpected = (expected: unknown): string[] =>
  Array.isArray(expected) ? expected.map(textOf) : readList(textOf(expected));

/** A JSON list, else a line for each item, else one line with commas. */
function readList(text: string): string[] {
  const parsed = parseContent(text);
  if (parsed.ok && Array.isArray(parsed.value)) return parsed.value.map(textOf);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const bullets = lines.filter((line) => BULLET.test(line));
  if (bullets.length > 0) return bullets.map((line) => line.replace(BULLET, ''));
  return lines.length > 1 ? lines : text.split(/[,;]/).filter((item) => item.trim() !== '');
}
