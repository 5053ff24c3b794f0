import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { PageCollector } from './collect-pages.js';

test('a process that does not answer is left out, and its page is not taken for a later one', async () => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  const pages = new PageCollector();
  const named = ['quick', 'deaf'].map((name) => ({ name, process: child }));
  const asked: number[] = [];
  const answerFirst = (_: ChildProcess, id: number): void => {
    asked.push(id);
    if (asked.length === 1) pages.take(id, 'first');
    if (asked.length === 3) pages.take(asked[1]!, 'late');
    if (asked.length >= 3) pages.take(id, 'second');
  };
  expect(await pages.collect(named, answerFirst)).toEqual([{ process: 'quick', text: 'first' }]);
  expect(await pages.collect(named, answerFirst)).toEqual([
    { process: 'quick', text: 'second' },
    { process: 'deaf', text: 'second' },
  ]);
});
