import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const GENERATE = fileURLToPath(new URL('../../scripts/generate-client.mjs', import.meta.url));

test('the types of the client are those of the committed API document', () => {
  const { status, stderr } = spawnSync(process.execPath, [GENERATE, '--check'], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
