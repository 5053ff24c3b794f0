import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { CallerExchange } from './serve-caller.js';

const HEADER = 'content-encoding';

/**
 * The bytes of a body as the caller meant them.
 * @throws ApiError `unsupported_media_type` for a body that was compressed
 */
export function plainBody({ headers, body }: Pick<CallerExchange, 'headers' | 'body'>): Buffer {
  const encoding = headers[HEADER];
  if (encoding === undefined || encoding === '' || encoding.toLowerCase() === 'identity')
    return body;
  throw new ApiError(
    'unsupported_media_type',
    `${HEADER} must be left out: this endpoint reads bodies as they are, not compressed`,
    { param: HEADER },
  );
}
