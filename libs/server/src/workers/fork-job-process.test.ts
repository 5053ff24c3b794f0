import { expect, test } from '@jest/globals';
import { optionsForJobs } from './fork-job-process.js';

test('a process of jobs takes over the options of Node.js that are not for the serving one alone', () => {
  const given = ['--max-semi-space-size=64', '--import=./x.mjs', '--inspect=127.0.0.1:9229'];
  expect(optionsForJobs([...given, '--inspect-brk'])).toEqual(['--import=./x.mjs']);
});
