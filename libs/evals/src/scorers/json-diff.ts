import { demandValue, expectedOf } from './expected-of.js';
import { parseContent } from './parse-output.js';
import { full, partial, Unscorable } from './score.js';
import type { ScorerDefinition } from './scorer-definition.js';
import { isRecord } from './subject.js';

const MAX_TOLD = 10;

/** How much of a JSON value the output says: the share of equal leaves among those of both. */
export const jsonDiff: ScorerDefinition<'json_diff'> = {
  checkLive: demandValue,
  score({ value, ignore = [] }, subject) {
    const expected = readExpected(expectedOf(value, subject));
    const parsed = parseContent(subject.output);
    if (!parsed.ok) return partial(0, parsed.why);
    const ignored = new Set(ignore);
    const wanted = leavesOf(expected, ignored);
    const found = leavesOf(parsed.value, ignored);
    const wrong = [...wanted].filter(([path, leaf]) => found.get(path) !== leaf);
    const extra = [...found.keys()].filter((path) => !wanted.has(path));
    if (wrong.length === 0 && extra.length === 0) return full('the output says the same');
    const all = wanted.size + extra.length;
    return partial((wanted.size - wrong.length) / all, describe(wrong, extra, found));
  },
};

/** Text that is JSON means that JSON; other text is a JSON text. */
function readExpected(expected: unknown): unknown {
  if (typeof expected !== 'string') return expected;
  const parsed = parseContent(expected);
  if (!parsed.ok) throw new Unscorable('the expected output is not JSON');
  return parsed.value;
}

/** Path → JSON text of every value that holds no further ones. */
function leavesOf(root: unknown, ignored: ReadonlySet<string>): Map<string, string> {
  const leaves = new Map<string, string>();
  const pending: [string, unknown][] = [['', root]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [path, value] = next;
    const children = Array.isArray(value)
      ? value.map((item, index): [string, unknown] => [`${path}[${index}]`, item])
      : isRecord(value)
        ? Object.entries(value)
            .filter(([key]) => !ignored.has(key))
            .map(([key, item]): [string, unknown] => [`${path}.${key}`, item])
        : [];
    if (children.length > 0) for (const child of children.toReversed()) pending.push(child);
    else
      leaves.set(
        path,
        Array.isArray(value) ? '[]' : isRecord(value) ? '{}' : JSON.stringify(value),
      );
  }
  return leaves;
}

function describe(
  wrong: readonly [string, string][],
  extra: readonly string[],
  found: ReadonlyMap<string, string>,
): string {
  const faults = [
    ...wrong.map(([path, leaf]) =>
      found.has(path)
        ? `${path || 'the value'} is ${found.get(path)}, expected ${leaf}`
        : `${path || 'the value'} is missing, expected ${leaf}`,
    ),
    ...extra.map((path) => `${path || 'the value'} is not expected`),
  ];
  const further = faults.length > MAX_TOLD ? ` and ${faults.length - MAX_TOLD} more` : '';
  return `${faults.slice(0, MAX_TOLD).join('; ')}${further}`;
}
