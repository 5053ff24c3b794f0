import { ApiError } from '@weighbridge/contracts/errors/api-error';
import type { ErrorCode } from '@weighbridge/contracts/errors/catalogue';
import type { ErrorBody } from '@weighbridge/contracts/resources/envelope';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** What the framework refuses by itself, by status. */
const FRAMEWORK_ERRORS: Record<number, [ErrorCode, string]> = {
  400: ['invalid_request', 'the body is not valid JSON'],
  404: ['not_found', 'there is nothing at this path'],
  405: ['method_not_allowed', 'this path does not answer this method'],
  408: ['request_timeout', 'the request took too long to arrive'],
  413: ['request_too_large', 'the body is too large'],
  415: ['unsupported_media_type', 'send the body as application/json'],
};

/** Renders whatever a controller throws; what nobody meant for the caller is an `internal_error`. */
@Catch()
export class ApiErrorFilter implements ExceptionFilter {
  constructor(private readonly reportUnexpected: (error: unknown) => void) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = this.asApiError(exception);
    if (error.retryAfterSeconds !== undefined) {
      reply.header('retry-after', String(error.retryAfterSeconds));
    }
    if (error.status === 401) reply.header('www-authenticate', 'Bearer');
    void reply.status(error.status).send(renderApiError(error));
  }

  private asApiError(exception: unknown): ApiError {
    if (exception instanceof ApiError) return exception;
    const known =
      exception instanceof HttpException ? FRAMEWORK_ERRORS[exception.getStatus()] : undefined;
    if (known) return new ApiError(known[0], known[1]);
    this.reportUnexpected(exception);
    return new ApiError('internal_error', 'something went wrong here; the log says what');
  }
}

/** The body of an error, in OpenAI's shape. */
const renderApiError = ({ message, type, param, code, metadata }: ApiError): ErrorBody => ({
  error: { message, type, param, code, ...(metadata && { metadata }) },
});
