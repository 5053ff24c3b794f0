import { expect, test } from '@jest/globals';
import { StopError } from '../instance/stop-error.js';
import { SettingsError } from '../platform/env.js';
import { errorOf, failureMessageOf } from './failure-message.js';

const tell = (error: Error) =>
  errorOf(
    JSON.parse(JSON.stringify(failureMessageOf(error))) as ReturnType<typeof failureMessageOf>,
  );

test.each([SettingsError, StopError])(
  '%p is one for the person at the terminal in every process',
  (Kind) => {
    const told = tell(new Kind('WB_PORT is no port'));
    expect(told).toBeInstanceOf(Kind);
    expect(told.message).toBe('WB_PORT is no port');
  },
);

test('an unexpected error keeps its stack and its code', () => {
  const thrown = Object.assign(new TypeError('listen'), { code: 'EADDRINUSE' });
  expect(tell(thrown)).toMatchObject({ code: 'EADDRINUSE', stack: thrown.stack });
});
