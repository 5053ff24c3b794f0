import { classifyFailure } from '../../providers/classify-failure.js';
import type { UpstreamHeaders } from '../../providers/provider-adapter.js';
import type { UpstreamError } from '../../providers/upstream-error.js';
import type { JsonObject } from '../json/json.js';
import { parseErrorBody } from '../json/parse-error-body.js';

/**
 * Reads an error answer of Bedrock's: `{"message"}` with the kind in the header `x-amzn-errortype`;
 * never throws. https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html
 */
export function readConverseError(
  status: number,
  headers: UpstreamHeaders,
  raw: Buffer,
): UpstreamError {
  const body = parseErrorBody(raw);
  const named = headers['x-amzn-errortype'];
  const kind = (Array.isArray(named) ? named[0] : named) ?? textOf(body.__type);
  const message = textOf(body.message) || textOf(body.Message);
  return classifyFailure({
    ...{ status, meaning: meaningOf(status, message), inBand: false, headers },
    // `ThrottlingException:http://internal.amazon.com/…` and `com.amazon…#ThrottlingException`
    code: kind === '' ? null : kind.split(':')[0]!.split('#').at(-1)!,
    param: null,
    message,
    retryAfterSeconds: null,
  });
}

/** An unknown model is answered with 400, a model that failed with 424. */
function meaningOf(status: number, message: string): number {
  if (status === 424) return 500;
  return status === 400 && /model identifier is invalid/i.test(message) ? 404 : status;
}

/** The statuses that the exceptions of a stream have outside of it. */
const STATUS_OF: Readonly<Record<string, number>> = {
  throttlingException: 429,
  serviceUnavailableException: 503,
  validationException: 400,
  modelStreamErrorException: 500,
  internalServerException: 500,
};

/** An exception that came as an event after status 200. */
export function readExceptionEvent(name: string, body: JsonObject): UpstreamError {
  return classifyFailure({
    ...{ status: STATUS_OF[name] ?? 500, inBand: true, headers: {} },
    ...{ code: name, param: null, message: textOf(body.message), retryAfterSeconds: null },
  });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
