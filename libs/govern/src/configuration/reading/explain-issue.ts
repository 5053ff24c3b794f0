import { ConfigFile } from '@weighbridge/contracts/config/config-file';
import { knownKeysAt } from '@weighbridge/contracts/config/known-keys';
import { suggestNearest } from '@weighbridge/kernel/suggest-nearest';
import type { Finding, Path } from './finding.js';
import { Unread } from './read-value.js';

type Issue = NonNullable<ReturnType<typeof ConfigFile.safeParse>['error']>['issues'][number];

const EXPECTED: Record<string, string> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** Says what a schema issue means to the author of the file; values are never repeated. */
export function explainIssue(issue: Issue, root: unknown): Finding[] {
  const path = issue.path as Path;
  const value = valueAt(root, path);
  if (value instanceof Unread) return [];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
  const finding: Finding = { severity: 'error', path, message: '' };
  if (value === undefined) return [{ ...finding, message: 'is required and missing' }];
  if (issue.code === 'invalid_key')
    return [{ ...finding, message: issue.issues[0]?.message ?? 'not a valid key', atKey: true }];
  if (issue.code === 'invalid_value') return [explainChoice(finding, issue.values, value)];
  if (issue.code === 'invalid_union') return explainUnion(finding, issue, root);
  if (issue.code === 'invalid_type')
    return [{ ...finding, message: explainType(issue.expected, issue.message, value) }];
  if (issue.code === 'too_small' || issue.code === 'too_big')
    return [{ ...finding, message: explainSize(issue) }];
  if (issue.code === 'invalid_format' && issue.format === 'datetime')
    return [{ ...finding, message: 'must be a time with a zone, such as 2027-01-01T00:00:00Z' }];
  return [{ ...finding, message: issue.message }];
}

function unknownKey(parent: Path, key: string): Finding {
  const known = knownKeysAt(ConfigFile, parent);
  const suggestion = suggestNearest(key, known);
  const message = suggestion ? 'unknown key' : `unknown key; known here: ${known.join(', ')}`;
  return { severity: 'error', path: [...parent, key], message, suggestion, atKey: true };
}

function explainChoice(finding: Finding, choices: readonly unknown[], value: unknown): Finding {
  const names = choices.map(String);
  const message = names.length === 1 ? `must be ${names[0]}` : `must be one of ${names.join(', ')}`;
  const suggestion = typeof value === 'string' ? suggestNearest(value, names) : undefined;
  const found = names.length > 1 && typeof value === 'string' ? '' : `, found ${nameOf(value)}`;
  return { ...finding, message: message + found, suggestion };
}

/** What the shapes are told apart by; else the fault in the shape that was meant; else all of them. */
function explainUnion(
  finding: Finding,
  issue: Extract<Issue, { code: 'invalid_union' }>,
  root: unknown,
): Finding[] {
  const value = valueAt(root, finding.path);
  if ('options' in issue && issue.options) return [explainChoice(finding, issue.options, value)];
  const meant = issue.errors.findLast((faults) => faults.some((fault) => !isOfOtherType(fault)));
  if (meant)
    return meant.flatMap((fault) =>
      explainIssue({ ...fault, path: [...issue.path, ...fault.path] }, root),
    );
  const types = issue.errors.flat().map((fault) => ('expected' in fault ? fault.expected : ''));
  const names = new Set(types.map((type) => EXPECTED[type] ?? type));
  return [{ ...finding, message: `must be ${[...names].join(' or ')}, found ${nameOf(value)}` }];
}

const isOfOtherType = ({ code, path }: Issue): boolean =>
  code === 'invalid_type' && path.length === 0;

function explainType(expected: string, ownMessage: string, value: unknown): string {
  const found = nameOf(value);
  if (expected === 'string' && ownMessage.startsWith('must be'))
    return `${ownMessage}; found ${found}${typeof value === 'number' ? ' (YAML reads it as a float)' : ''}`;
  const wanted = EXPECTED[expected] ?? expected;
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `must be ${wanted}, found ${found}; put it in quotes`;
  if (typeof value === 'string' && (expected === 'int' || expected === 'number'))
    return `must be ${wanted}, found ${found}; remove the quotes (an environment variable is always text)`;
  return `must be ${wanted}, found ${found}`;
}

function explainSize(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const [bound, word] =
    issue.code === 'too_small' ? [issue.minimum, 'at least'] : [issue.maximum, 'at most'];
  if (issue.origin === 'string')
    return bound === 1 ? 'must not be empty' : `must have ${word} ${bound} characters`;
  if (issue.origin === 'array') return `must have ${word} ${bound} item${bound === 1 ? '' : 's'}`;
  return `must be ${word} ${bound}`;
}

function nameOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number';
  return typeof value === 'boolean' ? 'true or false' : 'a mapping';
}

/** The value a path leads to; undefined where it leads nowhere. */
function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (value instanceof Unread) return value;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step))
      return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
