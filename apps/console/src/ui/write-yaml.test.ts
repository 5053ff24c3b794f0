import { expect, test } from '@jest/globals';
import { writeYaml } from './write-yaml.js';

test('a route reads as one writes it into the file', () => {
  const route = {
    id: 'chat',
    targets: [{ model: 'main/gpt-4o', weight: 95 }, { model: 'b/c' }],
    fallbacks: ['a/b', 'c: d'],
    retry: { attempts: 3 },
    auto: {},
  };
  expect(writeYaml(route)).toBe(`id: chat
targets:
  - model: main/gpt-4o
    weight: 95
  - model: b/c
fallbacks: [a/b, "c: d"]
retry:
  attempts: 3
auto: {}
`);
});

test.each([
  ['true', '"true"'],
  ['No', '"No"'],
  ['1.50', '"1.50"'],
  ['- a', '"- a"'],
  ['say "hi"\n', '"say \\"hi\\"\\n"'],
  ['', '""'],
])('the text %j stays text as %s', (text, yaml) => {
  expect(writeYaml({ a: text })).toBe(`a: ${yaml}\n`);
});
