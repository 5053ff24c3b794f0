import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { Reply } from '@weighbridge/gateway/completion/reply';
import { type CallerDialect, renderError } from '@weighbridge/gateway/completion/render-error';

/** Anything that was thrown, as an error a caller may see: what is not meant for callers is hidden. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new ApiError('request_too_large', 'The request body is larger than 32 MiB.');
  return new ApiError('internal_error', 'The gateway failed on this request.', { cause: error });
}

/** Answers with an error in the caller's dialect. */
export function sendError(
  reply: Reply,
  error: ApiError,
  dialect: CallerDialect,
  requestId: string,
): void {
  const { status, headers, body } = renderError(error, dialect);
  headers['x-wb-request-id'] = requestId;
  headers['x-request-id'] = requestId;
  reply.send(status, headers, body);
}
