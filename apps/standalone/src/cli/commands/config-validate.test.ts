import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formatReport, validateConfigFile } from './config-validate.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weighbridge-validate-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function validate(text: string) {
  const path = join(folder, 'weighbridge.yaml');
  await writeFile(path, text);
  return validateConfigFile(path, { REGION: 'us' });
}

test('an accepted file is reported valid with its warnings', async () => {
  const report = await validate('version: 1\nproviders: [{ id: p, type: openai }]\n');
  expect(report).toMatchObject({ valid: true, errors: [], warnings: [{ line: 2, column: 13 }] });
  expect(formatReport('w.yaml', report)).toBe(
    'w.yaml:2:13 warning: providers[0] has no api_key: the upstream will refuse its requests\n' +
      'w.yaml: valid, 0 errors, 1 warning\n',
  );
});

test('a refused file is reported with the place and the name that was meant', async () => {
  const report = await validate('version: 1\nroute: []\n');
  expect(report.valid).toBe(false);
  expect(formatReport('w.yaml', report)).toBe(
    'w.yaml:2:1 error: route unknown key (did you mean routes?)\n' +
      'w.yaml: refused, 1 error, 0 warnings\n',
  );
});

test('a missing file is reported, not thrown', async () => {
  expect(await validateConfigFile(join(folder, 'none.yaml'), {})).toMatchObject({
    valid: false,
    errors: [{ message: 'there is no such file' }],
  });
});
