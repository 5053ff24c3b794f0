import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { describeConfigFile } from './describe-config-file.js';

const COMMITTED = fileURLToPath(new URL('../../schema/weighbridge.schema.json', import.meta.url));

interface Described {
  description?: string;
  properties?: Record<string, Described>;
  items?: Described;
}

function* undescribed(schema: Described, path: string): Iterable<string> {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (!property.description) yield `${path}${name}`;
    yield* undescribed(property, `${path}${name}.`);
  }
  if (schema.items) yield* undescribed(schema.items, `${path}[].`);
}

test('the committed JSON Schema is the one of the code (else: wb config schema > that file)', () => {
  expect(JSON.parse(readFileSync(COMMITTED, 'utf8'))).toEqual(describeConfigFile());
});

test('every field of the file has a description for the editor', () => {
  expect([...undescribed(describeConfigFile() as Described, '')]).toEqual([]);
});

test('a restricted text may be taken from the environment', () => {
  const key = JSON.stringify(describeConfigFile());
  expect(key).toContain('{"minLength":16,"maxLength":512},{"pattern":"\\\\$\\\\{');
});
