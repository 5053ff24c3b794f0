import { expect, test } from '@jest/globals';
import { openPostgres } from '@weighbridge/stores/postgres/open-postgres';
import { StopError } from '../instance/stop-error.js';
import { explainAbsence } from './explain-absence.js';

test('a Postgres that does not answer is told in a line for the terminal', async () => {
  const nowhere = 'postgres://nobody:nothing@127.0.0.1:1/none';
  const error: unknown = await openPostgres(nowhere, { maxConnections: 1 }).catch((one) => one);
  expect(explainAbsence(error)).toBeInstanceOf(StopError);
});

test('any other error stays what it is', () => {
  const error = new Error('a mistake of ours');
  expect(explainAbsence(error)).toBe(error);
});
