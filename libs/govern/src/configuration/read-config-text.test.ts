import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { MAX_CONFIG_BYTES, readConfigText } from './read-config-text.js';
import { errorsOf, NOW, read, warningsOf } from './read-config-text.fixture.js';
import { listModelIds, VENDORS } from './vendors.fixture.js';

test('the example file is accepted without a word', () => {
  const example = new URL('../../../../weighbridge.example.yaml', import.meta.url);
  const env = {
    OPENAI_API_KEY: 'sk-example',
    ANTHROPIC_API_KEY: 'sk-example-2',
    ACME_KEY: 'acme-key-0123456789',
  };
  const result = readConfigText(readFileSync(example, 'utf8'), {
    env,
    now: NOW,
    vendors: VENDORS,
    listModelIds,
  });
  expect(result).toMatchObject({ ok: true, warnings: [] });
});

test('only version is required', () => {
  expect(read('version: 1\n')).toEqual({ ok: true, config: { version: 1 }, warnings: [] });
});

test('a byte order mark and Windows line ends are accepted and counted right', () => {
  expect(errorsOf('\ufeffversion: 1\r\nroute: []\r\n')).toEqual(['2:1 route unknown key (routes)']);
});

test('JSON is accepted, because JSON is YAML', () => {
  expect(read('{"version": 1, "routes": []}')).toMatchObject({ ok: true });
});

describe('text that is not usable YAML', () => {
  test.each([
    ['an empty file', '', '1:1  the file is empty; it needs at least "version: 1"'],
    ['a file of comments', '# nothing\n', '1:1  the file is empty; it needs at least "version: 1"'],
    [
      'a tab',
      'version: 1\nroutes:\n\t- id: a\n',
      '3:1  a tab is used for indentation; YAML allows only spaces',
    ],
    [
      'a second document',
      'version: 1\n---\nversion: 1\n',
      '2:1  a second document begins here; the file must hold one',
    ],
    [
      'an open bracket',
      'version: 1\nroutes: [\n',
      '3:1  the indentation does not match the lines above',
    ],
    [
      'no space after a colon',
      'version:1\nroutes: []\n',
      '1:1  not a "key: value" line; a space is needed after the colon',
    ],
    [
      'an unquoted variable in braces',
      'version: 1\nroutes: [{ id: ${A} }]\n',
      '2:17  inside { } or [ ], write "${NAME}" in quotes',
    ],
    ['a tag', 'version: !one 1\n', '1:10  tags (!name) are not supported'],
    ['an older YAML', '%YAML 1.1\n---\nversion: 1\n', '1:1  only YAML 1.2 is supported'],
    ['deep nesting', '['.repeat(100_000), '1:201  nested too deeply'],
    ['deep dashes', '- '.repeat(100_000), '1:401  nested too deeply'],
    ['a list', '- 1\n', '1:1  must be a mapping, found a list'],
    [
      'a huge file',
      ' '.repeat(MAX_CONFIG_BYTES + 1),
      '1:1  the file is larger than 4 MiB; is it the right one?',
    ],
  ])('%s is refused with its place', (_, text, expected) => {
    expect(errorsOf(text)).toEqual([expected]);
  });
});

describe('shape', () => {
  test.each([
    ['a missing version', 'routes: []\n', '1:1 version is required and missing'],
    ['another version', 'version: 2\n', '1:10 version must be 1, found a whole number'],
    ['a version in quotes', 'version: "1"\n', '1:10 version must be 1, found text'],
    ['an unknown key', 'version: 1\nproviderz: []\n', '2:1 providerz unknown key (providers)'],
    [
      'an unknown key of another word',
      'version: 1\nroutes:\n  - { id: a, targets: [{ model: sandbox/a, colour: red }] }\n',
      '3:44 routes[0].targets[0].colour unknown key; known here: model, weight',
    ],
    [
      'a key twice',
      'version: 1\nroutes: []\nroutes: []\n',
      '3:1 routes this key is already defined above',
    ],
    ['__proto__', 'version: 1\n__proto__: { x: 1 }\n', '2:1 __proto__ unknown key'],
    ['a complex key', 'version: 1\n? [a]\n: 1\n', '1:1  a key must be plain text'],
    [
      'a price as a number',
      'version: 1\nproviders:\n  - id: a\n    type: sandbox\n    models:\n      - id: m\n        price: { input: 0.15 }\n',
      '7:25 providers[0].models[0].price.input must be USD per million tokens in quotes, such as "0.15"; found a number (YAML reads it as a float)',
    ],
    [
      'a misspelt choice',
      'version: 1\nproviders: [{ id: a, type: opnai }]\n',
      '2:28 providers[0].type must be one of openai, anthropic',
    ],
    [
      'a number in quotes',
      'version: 1\nproviders: [{ id: a, type: sandbox, limits: { rpm: "5" } }]\n',
      '2:52 providers[0].limits.rpm must be a number, found text; remove the quotes',
    ],
    [
      'a fraction',
      'version: 1\nproviders: [{ id: a, type: sandbox, limits: { rpm: 1.5 } }]\n',
      '2:52 providers[0].limits.rpm must be a whole number, found a number',
    ],
    [
      'too small a number',
      'version: 1\nproviders: [{ id: a, type: sandbox, limits: { rpm: 0 } }]\n',
      '2:52 providers[0].limits.rpm must be at least 1',
    ],
    [
      'a number for text',
      'version: 1\nproviders: [{ id: 7, type: sandbox }]\n',
      '2:19 providers[0].id must be text, found a whole number; put it in quotes',
    ],
    [
      'nothing for a list',
      'version: 1\nproviders:\nroutes: []\n',
      '2:11 providers must be a list, found nothing',
    ],
    [
      'a header with a line break',
      'version: 1\nproviders: [{ id: a, type: sandbox, headers: { x-a: "1\\r\\nx-b: 2" } }]\n',
      '2:53 providers[0].headers.x-a must be one line of printable characters',
    ],
    [
      'a bad header name',
      'version: 1\nproviders: [{ id: a, type: sandbox, headers: { "x a": "1" } }]\n',
      '2:48 providers[0].headers["x a"] must be an HTTP header name',
    ],
    [
      'a bad time',
      'version: 1\nworkspaces: [{ id: w, keys: [{ name: k, expires_at: soon }] }]\n',
      '2:53 workspaces[0].keys[0].expires_at must be a time with a zone, such as 2027-01-01T00:00:00Z',
    ],
    [
      'a short key',
      'version: 1\nworkspaces: [{ id: w, keys: [{ name: k, key: short }] }]\n',
      '2:46 workspaces[0].keys[0].key must have at least 16 characters',
    ],
    [
      'a foreign wildcard',
      'version: 1\nworkspaces: [{ id: w, allowed_models: ["gpt-?"] }]\n',
      '2:40 workspaces[0].allowed_models[0] must be a model name in which * stands for any text',
    ],
    [
      'a bad URL',
      'version: 1\nproviders: [{ id: a, type: openai, api_key: x, base_url: "ftp://x" }]\n',
      '2:58 providers[0].base_url must be an http or https URL',
    ],
  ])('%s is an error with its place', (_, text, expected) => {
    expect(errorsOf(text)).toEqual([expect.stringContaining(expected)]);
  });

  test('all problems are reported at once, in the order of the text', () => {
    const text = [
      'version: 1',
      'routes:',
      '  - id: chat',
      '    targets: [{ model: mian/m }]',
      '    fallback: []',
      '  - id: other',
      '    targets: [{ model: mian/m }]',
      'providers:',
      '  - { id: main, type: openai, api_key: x, wieght: 1 }',
      'extra: 1',
      '',
    ].join('\n');
    expect(errorsOf(text)).toEqual([
      '5:5 routes[0].fallback unknown key (fallbacks)',
      '7:24 routes[1].targets[0].model no provider of this name is known (main/m)',
      '9:43 providers[0].wieght unknown key; known here: id, type, base_url, api_key, api_keys, headers, location, project, account, api_version, region, zdr, quota_group, limits, allow_private_network, workspace, timeouts, models',
      '10:1 extra unknown key; known here: version, providers, routes, categories, workspaces',
    ]);
  });
});

describe('text that the database cannot keep', () => {
  const REFUSED = 'must not hold the character U+0000';
  const acme = (text: string) => `version: 1\nworkspaces:\n  - { id: acme, ${text} }\n`;

  test.each([
    ['the name of a key', acme('keys: [{ name: "a\\0b" }]'), '3:32 workspaces[0].keys[0].name'],
    ['the name of a workspace', acme('name: "\\0"'), '3:23 workspaces[0].name'],
    ['a region', acme('region: "\\0"'), '3:25 workspaces[0].region'],
    [
      'the id of a budget',
      acme('budgets: [{ scope: tag, id: "\\0", limit: "1", period: day }]'),
      '3:45 workspaces[0].budgets[0].id',
    ],
    [
      'an example',
      'version: 1\ncategories: [{ name: c, examples: ["\\x00"] }]',
      '2:36 categories[0].examples[0]',
    ],
    [
      'the header of a rule',
      'version: 1\ncategories: [{ name: c, rules: [{ header: { "x\\u0000": c } }] }]',
      '2:45 categories[0].rules[0].header',
    ],
    [
      'a merged key',
      'version: 1\ncategories: [{ name: c, rules: [{ header: { <<: { "x\\0": c } } }] }]',
      '2:51 categories[0].rules[0].header',
    ],
    [
      'the id of a model',
      'version: 1\nproviders: [{ id: p, type: sandbox, quota_group: "g", models: [{ id: "\\0" }] }]',
      '2:70 providers[0].models[0].id',
    ],
  ])('%s is refused for it', (_, text, place) => {
    expect(errorsOf(text)).toEqual([`${place} ${REFUSED}`]);
  });

  test('is refused from a variable too, and so is half of a surrogate pair', () => {
    const result = read(acme('name: "${NAME}"'), { NAME: 'a\0b' });
    expect(!result.ok && result.errors.map(({ message }) => message)).toEqual([REFUSED]);
    expect(errorsOf(acme('name: "\\ud800"'))).toEqual([
      '3:23 workspaces[0].name must not hold half of a surrogate pair',
    ]);
    expect(errorsOf(acme('name: "\\ud83d\\ude00"'))).toEqual([]);
  });
});

describe('variables', () => {
  const provider = (key: string) =>
    `version: 1\nproviders:\n  - id: a\n    type: openai\n    api_key: ${key}\n`;
  const keyOf = (text: string, env = {}) => {
    const result = read(text, env);
    return result.ok ? result.config.providers?.[0]?.api_key : result.errors[0]?.message;
  };

  test.each([
    ['${K}', { K: 'secret' }, 'secret'],
    ['"a-${K}-${L}"', { K: '1', L: '2' }, 'a-1-2'],
    ['$${K}', { K: 'secret' }, '${K}'],
    ['$K', { K: 'secret' }, '$K'],
    ['${K}', { K: '${L}', L: 'never' }, '${L}'],
    ['${K}', {}, 'environment variable K is not set'],
    ['${toString}', {}, 'environment variable toString is not set'],
    ['${K:-x}', { K: 'y' }, 'is not of the form ${NAME}; write $${ for a literal ${'],
    ['${K}', { K: '' }, 'must not be empty'],
  ])('%s is read', (key, env, expected) => {
    expect(keyOf(provider(key), env)).toBe(expected);
  });

  test('an unset one is reported with its place and nothing more', () => {
    expect(errorsOf(provider('${NOT_THERE}'))).toEqual([
      '5:14 providers[0].api_key environment variable NOT_THERE is not set',
    ]);
  });

  test('none is read in a key or a comment', () => {
    expect(errorsOf('version: 1 # ${A}\n"${A}": 1\n')).toEqual([
      expect.stringContaining('2:1 ["${A}"] unknown key'),
    ]);
  });

  test('its value never shows in a message', () => {
    const text =
      'version: 1\nroutes: [{ id: r, targets: [{ model: "${K}/m" }] }]\nproviders: [{ id: canary-secret-2, type: openai, api_key: x }]\n';
    const shown = JSON.stringify(read(text, { K: 'canary-secret-1' }));
    expect(shown).toContain('no provider of this name');
    expect(shown).not.toContain('canary-secret-1');
  });
});

describe('anchors', () => {
  test('an alias repeats its anchor and a merge fills what is missing', () => {
    const text = [
      'version: 1',
      'routes:',
      '  - { id: a, targets: [{ model: sandbox/m }], retry: &retry { attempts: 2, base_ms: 10 } }',
      '  - { id: b, targets: [{ model: sandbox/m }], retry: *retry }',
      '  - { id: c, targets: [{ model: sandbox/m }], retry: { <<: *retry, attempts: 5 } }',
      '',
    ].join('\n');
    const result = read(text);
    expect(result.ok && result.config.routes?.map(({ retry }) => retry)).toEqual([
      { attempts: 2, base_ms: 10 },
      { attempts: 2, base_ms: 10 },
      { attempts: 5, base_ms: 10 },
    ]);
  });

  test.each([
    ['an unknown alias', 'version: *one\n', 'no anchor of this name stands above'],
    ['a merge of a list', 'version: 1\n<<: [1]\n', '<< merges mappings only'],
    ['a circle', 'version: 1\nroutes: &r [*r]\n', 'too many or too deeply nested values'],
    [
      'an alias bomb',
      `version: 1\nroutes:\n  - &l0 [x, x]\n${Array.from({ length: 30 }, (_, level) => `  - &l${level + 1} [*l${level}, *l${level}]\n`).join('')}`,
      'too many or too deeply nested values',
    ],
  ])('%s is refused', (_, text, message) => {
    expect(errorsOf(text).join('\n')).toContain(message);
  });
});

test('warnings come with an accepted file', () => {
  const text = 'version: 1\ncategories: [{ name: code, rules: [{}] }]\n';
  expect(warningsOf(text)).toEqual([
    '2:36 categories[0].rules[0] has no condition and so matches every request',
  ]);
});
