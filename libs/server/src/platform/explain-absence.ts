import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { StopError } from '../instance/stop-error.js';

/** Words a start without Postgres for the terminal; any other error is returned as it is. */
export function explainAbsence(error: unknown): unknown {
  const isAway = error instanceof ApiError && error.code === 'store_unavailable';
  return isAway ? new StopError('Postgres does not answer: is it up, at DATABASE_URL?') : error;
}
