import { ApiError } from '@weighbridge/contracts/errors/api-error';

const RETRY_AFTER_SECONDS = 1;

/** SQLSTATE classes and codes of a server that cannot serve now: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNAVAILABLE_STATES = /^(08|28|3D000|53|55000|57P|58|57014|55P03|40001|40P01|25006)/;
const UNAVAILABLE_ERRNOS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENOENT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** What `pg` says without a code when a connection or an answer does not come. */
const UNAVAILABLE_MESSAGES = /timeout|connection terminated|not queryable|pool after calling end/i;
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

/**
 * Runs work on a store and turns what the driver throws into what the caller may see: trouble with
 * the store is 503, never an answer about the data.
 */
export async function guardStore<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw mapStoreError(error);
  }
}

function mapStoreError(error: unknown): unknown {
  if (error instanceof ApiError || typeof error !== 'object' || error === null) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const message = 'message' in error ? String(error.message) : '';
  if (code === UNIQUE_VIOLATION) {
    return new ApiError('conflict', 'something with this identity exists already', {
      cause: error,
    });
  }
  if (code === FOREIGN_KEY_VIOLATION) {
    return new ApiError(
      'conflict',
      'something that this needs, or that needs this, is in the way',
      {
        cause: error,
      },
    );
  }
  return isUnavailable(code, message) ? storeUnavailable(error) : error;
}

const isUnavailable = (code: string, message: string): boolean =>
  UNAVAILABLE_ERRNOS.has(code) ||
  (code.length === 5 && UNAVAILABLE_STATES.test(code)) ||
  (code === '' && UNAVAILABLE_MESSAGES.test(message));

const storeUnavailable = (cause: unknown): ApiError =>
  new ApiError('store_unavailable', 'the database does not answer at the moment; try again', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause,
  });
