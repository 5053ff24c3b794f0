import { ApiError } from '@weighbridge/contracts/errors/api-error';
import { newRequestId } from '@weighbridge/gateway/completion/open-request';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { dialectOfPath } from '../data-plane/dialect-of-path.js';
import { HttpReply } from '../data-plane/http-reply.js';
import { sendError } from '../data-plane/send-error.js';

/**
 * Answers what the router refuses before it has found a route, in the words of the path's callers: a
 * path that cannot be decoded (400), or a part of it that is longer than any id (404).
 */
export function answerFrameworkError(
  { code }: FastifyError,
  { url }: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.hijack();
  const error =
    code === 'FST_ERR_BAD_URL'
      ? new ApiError('invalid_request', 'the path is not a valid URL: its % escapes are no UTF-8')
      : new ApiError('not_found', 'there is nothing at this path');
  sendError(new HttpReply(reply.raw), error, dialectOfPath(url), newRequestId(Date.now()));
}
