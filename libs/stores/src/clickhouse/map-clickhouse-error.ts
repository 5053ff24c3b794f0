import { ClickHouseError } from '@clickhouse/client';
import { ApiError } from '@weighbridge/contracts/errors/api-error';

const RETRY_AFTER_SECONDS = 2;

/**
 * Codes of data that will never be accepted: src/Common/ErrorCodes.cpp of ClickHouse. 6, 26, 27, 33,
 * 38, 41, 53, 69, 70, 72, 117, 130, 131 and 321: values or bytes that cannot be read as the columns' types.
 */
const REFUSED_CODES = new Set([
  '6',
  '26',
  '27',
  '33',
  '38',
  '41',
  '53',
  '69',
  '70',
  '72',
  '117',
  '130',
  '131',
  '321',
]);

/** Whether ClickHouse will refuse the same rows again. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ClickHouseError && REFUSED_CODES.has(error.code);

/**
 * A query that failed, as the caller may see it: the data are there, but not now. An empty answer
 * would be a lie.
 */
export const clickHouseUnavailable = (cause: unknown): ApiError =>
  new ApiError('store_unavailable', 'The request log cannot be read at the moment; try again.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    metadata: { delayed: true },
    cause,
  });
