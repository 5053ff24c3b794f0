import { describe, expect, test } from '@jest/globals';
import { SCORER_KINDS, Scorer } from '@weighbridge/contracts/evals/scorer';
import fc from 'fast-check';
import { SCORERS } from './registry.js';
import { Unscorable } from './score.js';
import { checkLiveScorer, checkScorer, scoreSubject } from './score-subject.js';
import { subjectOf, toolsWith } from './subject.fixture.js';
import type { Subject } from './subject.js';

const NO_TOOLS = toolsWith(null);
const valueOf = async (scorer: object, output: string, over: Partial<Subject> = {}) =>
  (await scoreSubject(Scorer.parse(scorer), subjectOf(output, over), NO_TOOLS)).value;

const PERSON = { type: 'object', properties: { age: { type: 'integer' } }, required: ['age'] };
const ALICE = { name: 'Alice', tags: ['a', 'b'], id: 7 };
const call = (name: string, args: object) => ({ name, arguments: JSON.stringify(args) });
const TOOLS = { toolCalls: [call('search', { q: 'tea', limit: 5 }), call('open', { id: 1 })] };
const FRENCH = 'Le chat dort sur le canapé pendant que la pluie tombe dehors.';
const ENGLISH = 'The cat sleeps on the sofa while the rain is falling outside.';

describe('what an output is worth', () => {
  test.each<[object, string, Partial<Subject>, number]>([
    [{ kind: 'exact_match', value: 'Paris' }, ' Paris\n', {}, 1],
    [{ kind: 'exact_match', value: 'Paris' }, 'paris', {}, 0],
    [{ kind: 'exact_match', value: 'Paris', ignore_case: true }, 'paris', {}, 1],
    [{ kind: 'exact_match' }, '42', { expectedOutput: 42 }, 1],
    [{ kind: 'contains', value: 'tea' }, 'a cup of tea', {}, 1],
    [{ kind: 'contains', value: 'tea' }, 'a cup of TEA', {}, 0],
    [{ kind: 'contains', value: ['tea', 'cup'] }, 'a cup', {}, 0],
    [{ kind: 'contains', value: ['tea', 'cup'], match: 'any' }, 'a cup', {}, 1],
    [{ kind: 'contains', value: ['tea', 'pot'], match: 'any' }, 'a cup', {}, 0],
    [{ kind: 'contains' }, 'a cup', { expectedOutput: 'cup' }, 1],
    [{ kind: 'regex', pattern: '\\d{3}' }, 'room 101', {}, 1],
    [{ kind: 'regex', pattern: '\\d{3}', whole: true }, 'room 101', {}, 0],
    [{ kind: 'regex', pattern: 'ROOM', ignore_case: true }, 'room 101', {}, 1],
    [{ kind: 'json_valid' }, ' {"a": 1}\n', {}, 1],
    [{ kind: 'json_valid' }, '```json\n{"a": 1}\n```', {}, 0],
    [{ kind: 'json_valid' }, '', {}, 0],
    [{ kind: 'json_schema', schema: PERSON }, '{"age": 3}', {}, 1],
    [{ kind: 'json_schema', schema: PERSON }, '{"age": "3"}', {}, 0],
    [{ kind: 'json_schema', schema: PERSON }, 'not json', {}, 0],
    [{ kind: 'json_diff', value: ALICE }, JSON.stringify(ALICE), {}, 1],
    [{ kind: 'json_diff', value: ALICE }, `\`\`\`json\n${JSON.stringify(ALICE)}\n\`\`\``, {}, 1],
    [{ kind: 'json_diff', value: ALICE }, '{"name": "Alice", "tags": ["a", "x"]}', {}, 0.5],
    [{ kind: 'json_diff', value: { a: 1 } }, '{"a": 1, "b": 2}', {}, 0.5],
    [{ kind: 'json_diff', value: { a: 1 }, ignore: ['b'] }, '{"a": 1, "b": 2}', {}, 1],
    [{ kind: 'json_diff' }, '[1,2]', { expectedOutput: '[1, 2]' }, 1],
    [{ kind: 'json_diff', value: { a: 1 } }, 'prose', {}, 0],
    [{ kind: 'numeric', value: 42 }, 'So the answer is 42.', {}, 1],
    [{ kind: 'numeric', value: 1234.5 }, '$1,234.50', {}, 1],
    [{ kind: 'numeric', value: -3 }, 'x = -3', {}, 1],
    [{ kind: 'numeric', value: 0.3 }, String(0.1 + 0.2), {}, 1],
    [{ kind: 'numeric', value: 100, tolerance: 2 }, '98', {}, 1],
    [{ kind: 'numeric', value: 100, relative_tolerance: 0.01 }, '98', {}, 0],
    [{ kind: 'numeric' }, '41', { expectedOutput: '42' }, 0],
    [{ kind: 'numeric', value: 1 }, 'none', {}, 0],
    [{ kind: 'levenshtein', value: 'kitten' }, 'kitten', {}, 1],
    [{ kind: 'levenshtein', value: 'abcd' }, 'abxd', {}, 0.75],
    [{ kind: 'levenshtein', value: '' }, '', {}, 1],
    [{ kind: 'list_contains', value: ['a', 'b'] }, '["a", "b", "c"]', {}, 1],
    [{ kind: 'list_contains', value: ['a', 'b'] }, '- a\n- c', {}, 0.5],
    [{ kind: 'list_contains', value: ['a', 'b'] }, '1. b\n2. a', {}, 1],
    [{ kind: 'list_contains', value: ['a'], allow_extra: false }, 'a, b', {}, 0.5],
    [{ kind: 'list_contains', ignore_case: true }, 'A; B', { expectedOutput: ['a', 'b'] }, 1],
    [{ kind: 'tool_call', name: 'search' }, '', TOOLS, 1],
    [{ kind: 'tool_call', name: 'search', arguments: { q: 'tea' } }, '', TOOLS, 1],
    [{ kind: 'tool_call', name: 'search', arguments: { q: 'tea', limit: 9 } }, '', TOOLS, 0.5],
    [{ kind: 'tool_call', name: 'delete' }, '', TOOLS, 0],
    [{ kind: 'tool_call' }, '', TOOLS, 1],
    [{ kind: 'tool_call' }, '', {}, 0],
    [
      { kind: 'tool_call' },
      '',
      { ...TOOLS, expectedOutput: [{ name: 'open' }, { name: 'shut' }] },
      0.5,
    ],
    [{ kind: 'tool_call', name: 'x' }, '', { toolCalls: [{ name: 'x', arguments: '{"a":' }] }, 0],
    [{ kind: 'length', max: 5 }, 'three', {}, 1],
    [{ kind: 'length', max: 1 }, '🙂', {}, 1],
    [{ kind: 'length', min: 3, unit: 'words' }, 'only two', {}, 0],
    [{ kind: 'length', min: 2, max: 2, unit: 'lines' }, 'a\nb', {}, 1],
    [{ kind: 'language', value: 'fr' }, FRENCH, {}, 1],
    [{ kind: 'language', value: 'eng' }, FRENCH, {}, 0],
    [{ kind: 'language' }, ENGLISH, { input: ENGLISH }, 1],
    [{ kind: 'language', value: 'zh' }, '你好，世界', {}, 1],
    [{ kind: 'language', value: 'fr' }, 'Oui.', {}, 0.5],
    [{ kind: 'latency', max_ms: 100 }, '', { latencyMs: 100 }, 1],
    [{ kind: 'latency', max_ms: 100 }, '', { latencyMs: 101 }, 0],
    [{ kind: 'cost', max_usd: '0.01' }, '', { cost: 10_000_000n }, 1],
    [{ kind: 'cost', max_usd: '0.01' }, '', { cost: 10_000_001n }, 0],
  ])('%j of %j', async (scorer, output, over, expected) => {
    expect(await valueOf(scorer, output, over)).toBeCloseTo(expected, 10);
  });

  test('less than full marks come with what would have been better', async () => {
    const scorer = Scorer.parse({ kind: 'json_diff', value: ALICE });
    const score = await scoreSubject(scorer, subjectOf('{"name":"Bob","id":7,"x":1}'), NO_TOOLS);
    expect(score.feedback).toBe(
      '.name is "Bob", expected "Alice"; .tags[0] is missing, expected "a"; .tags[1] is missing, expected "b"; .x is not expected',
    );
  });
});

const SAMPLES: Partial<Record<string, object>> = {
  exact_match: { value: 'a' },
  contains: { value: 'a' },
  regex: { pattern: '(a+)+$' },
  json_schema: { schema: { $ref: '#/$defs/n', $defs: { n: { items: { $ref: '#/$defs/n' } } } } },
  json_diff: { value: { a: [1] } },
  numeric: { value: 1 },
  levenshtein: { value: 'a' },
  list_contains: { value: ['a'] },
  tool_call: { name: 'a', arguments: { b: 1 } },
  length: { max: 3 },
  language: { value: 'en' },
  latency: { max_ms: 1 },
  cost: { max_usd: '1' },
};
const CALLED = ['llm_judge', 'pairwise', 'webhook'];
const DETERMINISTIC = SCORER_KINDS.filter((kind) => !CALLED.includes(kind));

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.json().map((json) => `\`\`\`json\n${json}\n\`\`\``),
  fc.string({ unit: fc.constantFrom(...'[{"\\,:0-9.e`\n}]') }),
);

describe.each(DETERMINISTIC)('the scorer %s', (kind) => {
  const scorer = Scorer.parse({ kind, ...SAMPLES[kind] });
  const score = (output: string) =>
    scoreSubject(
      scorer,
      subjectOf(output, {
        ...{ latencyMs: 5, cost: 5n },
        toolCalls: [{ name: 'a', arguments: output }],
      }),
      NO_TOOLS,
    );

  test('gives a value in [0, 1] and a reason whatever a model wrote', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (output) => {
        const { value, reason, feedback } = await score(output);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(reason).not.toBe('');
        expect(feedback === null).toBe(value === 1);
      }),
    );
  });

  test('is done soon with an output built to keep it busy', async () => {
    const outputs = [
      `${'a'.repeat(200_000)}!`,
      '['.repeat(100_000),
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      `\`\`\`${'\n'.repeat(100_000)}`,
      `${'1,'.repeat(100_000)}x`,
      `[${'1,'.repeat(200_000)}1]`,
      `- ${' '.repeat(100_000)}`,
      `"${'\\"'.repeat(100_000)}`,
    ];
    for (const output of outputs) {
      const startedAt = performance.now();
      await score(output);
      expect(performance.now() - startedAt).toBeLessThan(3_000);
    }
  });
});

test('there is a scorer for every kind', () => {
  expect(Object.keys(SCORERS).toSorted()).toEqual(SCORER_KINDS.toSorted());
});

/** With the key that is at fault where nothing is known to be right. */
const NEED_A_REFERENCE: [scorer: object, key: string][] = [
  [{ kind: 'exact_match' }, 'value'],
  [{ kind: 'contains' }, 'value'],
  [{ kind: 'json_diff' }, 'value'],
  [{ kind: 'numeric' }, 'value'],
  [{ kind: 'levenshtein' }, 'value'],
  [{ kind: 'list_contains' }, 'value'],
  [{ kind: 'llm_judge', template: 'correctness' }, 'template'],
  [{ kind: 'pairwise' }, 'kind'],
];

test.each(NEED_A_REFERENCE)('%j is refused for live traffic with its key', (input, key) => {
  const scorer = Scorer.parse(input);
  expect(checkScorer(scorer)).toEqual([]);
  expect(checkLiveScorer(scorer)).toMatchObject([
    { key, message: expect.stringContaining('live traffic has no expected output') },
  ]);
});

test.each([
  ...Object.entries(SAMPLES).map(([kind, terms]) => ({ kind, ...terms })),
  { kind: 'tool_call' },
  { kind: 'language' },
  { kind: 'llm_judge', template: 'helpfulness' },
  { kind: 'llm_judge', prompt: 'Is {{output}} polite?' },
])('%j scores live traffic', (input) => {
  expect(checkLiveScorer(Scorer.parse(input))).toEqual([]);
});

test.each([
  ...NEED_A_REFERENCE.map(([scorer]) => scorer),
  { kind: 'latency', max_ms: 1 },
  { kind: 'cost', max_usd: '1' },
])('%j has nothing to score by where nothing is known', async (scorer) => {
  await expect(valueOf(scorer, 'x')).rejects.toThrow(Unscorable);
});

test.each<[object, string, RegExp]>([
  [{ kind: 'regex', pattern: '(?=x)' }, 'pattern', /not a valid expression in RE2 syntax/],
  [{ kind: 'json_schema', schema: { type: 'person' } }, 'schema', /not a JSON Schema/],
  [{ kind: 'json_schema', schema: { $ref: 'https://elsewhere.test/s' } }, 'schema', /resolve/],
  [{ kind: 'json_schema', schema: { pattern: '(?<=a)b' } }, 'schema', /not a JSON Schema/],
  [{ kind: 'length', min: 3, max: 2 }, 'min', /above max/],
  [{ kind: 'length' }, 'max', /give/],
  [{ kind: 'language', value: 'xx' }, 'value', /cannot|not a language/],
])('%j is refused with its key', (input, key, message) => {
  const [fault, ...further] = checkScorer(Scorer.parse(input));
  expect(further).toEqual([]);
  expect(fault?.key).toBe(key);
  expect(fault?.message).toMatch(message);
});

test('every pattern of a JSON Schema is its own', async () => {
  const schema = { properties: { a: { pattern: '^x' }, b: { pattern: '^y' } } };
  expect(await valueOf({ kind: 'json_schema', schema }, '{"a": "x", "b": "y"}')).toBe(1);
  expect(await valueOf({ kind: 'json_schema', schema }, '{"a": "x", "b": "x"}')).toBe(0);
});

test('patterns of a JSON Schema meet no backtracking', async () => {
  const schema = { type: 'string', pattern: '^(a+)+$' };
  const startedAt = performance.now();
  expect(
    await valueOf({ kind: 'json_schema', schema }, JSON.stringify(`${'a'.repeat(5_000)}!`)),
  ).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
