import { describe, expect, test } from '@jest/globals';
import { buildClassify, categoriesOf } from './build-classify.js';
import type { CategoryConfig } from './category-config.js';
import type { Classification } from './classification.js';
import { EXAMPLES } from './classifier/examples.fixture.js';
import { describeRequest } from './describe-request.js';
import { readChatCall } from '../../dialects/openai-chat/read-chat-call.js';

const refuse = (path: string, message: string): never => {
  throw new Error(`${path}: ${message}`);
};

const CATEGORIES: CategoryConfig[] = [
  {
    name: 'code',
    rules: [
      { header: { 'X-WB-Category': 'coding' } },
      { system_matches: 'you are a coding', ignore_case: true },
      { has_tools: true, user_matches: 'function' },
    ],
  },
  { name: 'vision', rules: [{ modality: 'image' }] },
  { name: 'form', rules: [{ has_schema: true, max_chars: 40 }], templates: ['Fill in the form.'] },
  { name: 'long', rules: [{ min_chars: 2_000 }] },
  ...[...new Set(EXAMPLES.map(({ category }) => category))].map((name) => ({
    name: `${name}-text`,
    examples: EXAMPLES.filter(({ category }) => category === name).map(({ text }) => text),
  })),
];

function classified(
  body: { user?: unknown; system?: string; [key: string]: unknown },
  headers: Record<string, string> = {},
  categories: CategoryConfig[] = CATEGORIES,
): Classification {
  const { user = 'Hi', system, ...rest } = body;
  const messages = [
    ...(system === undefined ? [] : [{ role: 'system', content: system }]),
    { role: 'user', content: user },
  ];
  const call = readChatCall(Buffer.from(JSON.stringify({ model: 'm', messages, ...rest })));
  return buildClassify(categories, refuse)(describeRequest(call, headers));
}

const TOOLS = { tools: [{ type: 'function', function: { name: 'f' } }] };
const SCHEMA = {
  response_format: { type: 'json_schema', json_schema: { name: 's', schema: { type: 'object' } } },
};
const IMAGE = [
  { type: 'text', text: 'What is this?' },
  { type: 'image_url', image_url: { url: 'https://pictures.test/1.png' } },
];

describe('what decides the category of a request', () => {
  test.each<[string, Parameters<typeof classified>, string, string]>([
    ['a header that names one', [TOOLS, { 'x-wb-category': 'form' }], 'form', 'header'],
    [
      'a header with a name that none has',
      [{ system: 'You are a coding aid' }, { 'x-wb-category': 'billing' }],
      'billing',
      'header',
    ],
    ['the header default', [TOOLS, { 'x-wb-category': 'default' }], 'default', 'header'],
    ['a rule over the header', [{}, { 'x-wb-category': 'coding' }], 'code', 'rule'],
    [
      'a system prompt that is a template',
      [{ system: ' Fill in the form.\n' }],
      'form',
      'template',
    ],
    ['an expression over the system prompt', [{ system: 'YOU ARE A CODING aid' }], 'code', 'rule'],
    ['two conditions that hold', [{ user: 'a function, please', ...TOOLS }], 'code', 'rule'],
    ['an image', [{ user: IMAGE }], 'vision', 'rule'],
    ['a short request for a schema', [{ user: 'Name, age?', ...SCHEMA }], 'form', 'rule'],
    ['a long request', [{ user: 'word '.repeat(500) }], 'long', 'rule'],
    [
      'words like those of examples',
      [{ user: 'Solve 2x - 8 = 14 for x.' }],
      'math-text',
      'classifier',
    ],
    ['nothing', [{ user: 'Tell me about the history of tea.' }], 'default', 'default'],
    ['one of two conditions alone', [{ user: 'Hi', ...TOOLS }], 'default', 'default'],
    ['a header that cannot be a name', [{}, { 'x-wb-category': 'no name!' }], 'default', 'default'],
  ])('%s', (_, call, category, decidedBy) => {
    expect(classified(...call)).toMatchObject({ category, decidedBy });
  });

  test('a header counts in a workspace without categories', () => {
    expect(classified({}, { 'x-wb-category': 'code' }, [])).toMatchObject({ category: 'code' });
    expect(classified({}, {}, [])).toMatchObject({ category: 'default', decidedBy: 'default' });
  });

  test('the first rule that holds wins, in the order of the categories', () => {
    const both = { user: IMAGE, system: 'you are a coding aid' };
    expect(classified(both).category).toBe('code');
    expect(classified(both, {}, CATEGORIES.toReversed()).category).toBe('vision');
  });

  test('it says which rule or template it was, and the scores of the classifier', () => {
    expect(classified({ system: 'You are a coding aid' }).detail).toBe(
      'rule 2 of code: system_matches "you are a coding"',
    );
    expect(classified({ system: 'Fill in the form.' }).detail).toMatch(
      /^the system prompt [0-9a-f]{16} is a template of form$/,
    );
    const { scores } = classified({ user: 'What is 15 percent of 90?' });
    expect(Object.keys(scores!)).toHaveLength(5);
    expect(scores!['math-text']).toBeGreaterThan(0.4);
  });
});

test('expressions look at the first 4 KB alone', () => {
  const categories = [{ name: 'needle', rules: [{ user_matches: 'needle$|needle' }] }];
  const at = (position: number) =>
    classified({ user: `${'x'.repeat(position)}needle` }, {}, categories).category;
  expect(at(4_090)).toBe('needle');
  expect(at(4_091)).toBe('default');
});

test('a system prompt that is an example decides like a template', () => {
  const categories = [{ name: 'shop', examples: ['You answer questions about our shop.'] }];
  expect(
    classified({ system: 'You answer questions about our shop.' }, {}, categories),
  ).toMatchObject({ category: 'shop', decidedBy: 'template' });
});

test('a workspace has its own categories and those of all that it does not have itself', () => {
  const row = (workspaceId: string | null, name: string) => ({ workspaceId, config: { name } });
  const rows = [row(null, 'a'), row(null, 'b'), row('acme', 'b'), row('acme', 'c'), row('x', 'd')];
  expect(categoriesOf(rows, 'acme').map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(categoriesOf(rows, 'acme')[1]).toBe(rows[2]!.config);
});

test('an expression that is not RE2 is reported with its rule, and the rest is built', () => {
  const problems: string[] = [];
  const categories = [{ name: 'bad', rules: [{ user_matches: '(?=x)' }, { has_tools: true }] }];
  for (let time = 0; time < 2; time++)
    buildClassify(categories, (path, message) => void problems.push(`${path} ${message}`));
  expect(problems).toHaveLength(2);
  expect(problems[0]).toMatch(/^categories\[bad\]\.rules\[0\]\.user_matches is not a valid exp/);
});

test('equal categories are compiled and trained once', () => {
  const copy = JSON.parse(JSON.stringify(CATEGORIES)) as CategoryConfig[];
  expect(buildClassify(copy, refuse)).toBe(buildClassify(CATEGORIES, refuse));
});
