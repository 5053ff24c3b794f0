import { expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchFiles } from './search-for-text.js';

test.each([
  ['plain', (text: string) => `before ${text} after`],
  ['base64', (text: string) => Buffer.from(`{"a":"${text}"}`).toString('base64')],
  [
    'base64 at another offset',
    (text: string) => Buffer.from(`{"ab":"${text}"}`).toString('base64'),
  ],
  [
    'base64 at a third offset',
    (text: string) => Buffer.from(`{"abc":"${text}"}`).toString('base64'),
  ],
])('a text is found in a file: %s', async (_, render) => {
  const folder = await mkdtemp(join(tmpdir(), 'wb-search-'));
  try {
    await writeFile(join(folder, 'with'), render('canary-0123456789'));
    await writeFile(join(folder, 'without'), render('sparrow-0123456789'));
    expect(await searchFiles(folder, 'canary-0123456789')).toEqual([join(folder, 'with')]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
