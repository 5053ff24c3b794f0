import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { main } from './main.js';

let written: Record<'stdout' | 'stderr', string>;
let exitCode: typeof process.exitCode;

beforeEach(() => {
  written = { stdout: '', stderr: '' };
  exitCode = process.exitCode;
  for (const name of ['stdout', 'stderr'] as const)
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = exitCode;
});

const replay = ['replay', '--outcomes', '/nowhere/outcomes.csv', '--strong', 'a', '--weak', 'b'];

test.each([
  ['a command that fails', replay, /nowhere/],
  ['an argument that is missing', ['restore'], /missing required argument/],
  ['an option that is none', ['config', 'schema', '--nothing'], /unknown option/],
  ['a command that is none', ['nothing'], /unknown command/],
  ['no command of a group', ['config'], /./],
])('%s is one JSON document on standard output when it is asked for', async (_, args, message) => {
  await main([...args, '--json']);
  expect(process.exitCode).toBe(1);
  expect(JSON.parse(written.stdout)).toEqual({
    error: { message: expect.stringMatching(message) },
  });
  expect(written.stderr).toMatch(message);
});

test('without it, a failure is a line on standard error alone', async () => {
  await main(replay);
  expect(process.exitCode).toBe(1);
  expect(written.stdout).toBe('');
  expect(written.stderr).toMatch(/^wb: .*nowhere.*\n$/);
});

test('who asks for help has not failed', async () => {
  process.exitCode = undefined;
  await main(['replay', '--help', '--json']);
  expect(process.exitCode ?? 0).toBe(0);
  expect(written.stdout).toMatch(/^Usage: wb replay/);
});
