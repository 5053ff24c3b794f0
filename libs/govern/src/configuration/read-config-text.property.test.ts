import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ConfigFile } from '@weighbridge/contracts/config/config-file';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { NOW, read } from './read-config-text.fixture.js';
import { listModelIds, VENDORS } from './vendors.fixture.js';
import { readConfigText } from './read-config-text.js';

const EXAMPLE = readFileSync(
  new URL('../../../../weighbridge.example.yaml', import.meta.url),
  'utf8',
);
const ENV = {
  OPENAI_API_KEY: 'canary-openai',
  ANTHROPIC_API_KEY: 'b',
  ACME_KEY: 'canary-acme-0123',
};

const id = fc.stringMatching(/^[a-z][a-z0-9._-]{0,12}$/);
const usd = fc.stringMatching(/^\d{1,5}(\.\d{1,4})?$/);
const optional = { requiredKeys: [] };
const configFile = fc.record({
  version: fc.constant(1),
  providers: fc.uniqueArray(
    fc.record({
      id,
      type: fc.constantFrom('openai', 'sandbox'),
      api_key: fc.string({ minLength: 1 }).map((text) => text.replaceAll('$', '_')),
      models: fc.uniqueArray(
        fc.record({ id, price: fc.record({ input: usd, output: usd }, optional) }),
        { selector: (model) => model.id },
      ),
      timeouts: fc.record({ idle_ms: fc.integer({ min: 1, max: 1000 }) }, optional),
    }),
    { selector: (provider) => provider.id },
  ),
  workspaces: fc.uniqueArray(
    fc.record({
      id,
      name: fc.string({ minLength: 1, maxLength: 20 }).map((text) => text.replaceAll('$', '_')),
      budget: fc.record({ limit: usd, period: fc.constantFrom('hour', 'day', 'total') }),
      allowed_models: fc.array(fc.constantFrom('*', 'a/*', 'auto')),
    }),
    { selector: (workspace) => workspace.id },
  ),
});

test('what the schema accepts is read back the same after a way through YAML', () => {
  fc.assert(
    fc.property(configFile, fc.boolean(), (config, asJson) => {
      const text = asJson ? JSON.stringify(config) : stringify(config);
      expect(read(text)).toMatchObject({ ok: true, config: ConfigFile.parse(config) });
    }),
  );
});

test('any damage to a file is answered, never thrown, and shows no secret', () => {
  const cut = fc.record({
    at: fc.nat(EXAMPLE.length),
    length: fc.nat(40),
    insert: fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        '\t',
        '\n',
        '${',
        '${X}',
        '{',
        '[',
        '&a ',
        '*a',
        '<<: ',
        '- ',
        '"',
        ': ',
        '\0',
      ),
    ),
  });
  fc.assert(
    fc.property(fc.array(cut, { minLength: 1, maxLength: 4 }), (cuts) => {
      let text = EXAMPLE;
      for (const { at, length, insert } of cuts)
        text = text.slice(0, at) + insert + text.slice(at + length);
      const result = readConfigText(text, { env: ENV, now: NOW, vendors: VENDORS, listModelIds });
      const problems = result.ok ? result.warnings : [...result.errors, ...result.warnings];
      if (!result.ok) expect(result.errors.length).toBeGreaterThan(0);
      for (const { line, column } of problems) expect(Math.min(line, column)).toBeGreaterThan(0);
      expect(JSON.stringify(problems)).not.toMatch(/canary/);
    }),
    { numRuns: 300 },
  );
});

test('any text at all is answered, never thrown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(typeof read(text).ok).toBe('boolean');
    }),
    { numRuns: 500 },
  );
});
