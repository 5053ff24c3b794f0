import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { writeScreens } from './write-screens.js';

test('without Chromium it says what is missing and writes nothing', async () => {
  const folder = join('/nowhere', 'screens');
  await expect(writeScreens(folder, () => {}, '/nowhere')).rejects.toThrow('needs Chromium');
  expect(existsSync(folder)).toBe(false);
});
