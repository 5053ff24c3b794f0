import { errors } from 'undici';

/**
 * What went wrong between us and a provider, below HTTP:
 * `connect` no connection came about (name, refusal, TLS); `connect_timeout`, `first_token_timeout`,
 * `idle_timeout`, `deadline` a clock ran out; `reset` the connection broke before the answer was
 * whole; `aborted` we left; `refused_address` the address guard said no; `invalid` the bytes are not
 * HTTP, do not decode or are too many.
 */
export type TransportFailureKind =
  | 'connect'
  | 'connect_timeout'
  | 'first_token_timeout'
  | 'idle_timeout'
  | 'deadline'
  | 'reset'
  | 'aborted'
  | 'refused_address'
  | 'invalid';

export interface TransportFailure {
  kind: TransportFailureKind;
  /** True from the moment the request may have left: the provider may have billed it. */
  sent: boolean;
  /** For logs: never an upstream body, never a secret. */
  message: string;
}

/** Thrown by the address guard; recognised again when undici hands it back. */
export class RefusedAddressError extends Error {
  constructor(host: string, address: string, reason: string) {
    super(`${host} resolves to ${address}, which is refused: ${reason}`);
    this.name = 'RefusedAddressError';
  }
}

// undici's own codes, from its lib/core/errors.js
const KIND_OF_CODE: Record<string, TransportFailureKind> = {
  UND_ERR_CONNECT_TIMEOUT: 'connect_timeout',
  UND_ERR_HEADERS_OVERFLOW: 'invalid',
  UND_ERR_INVALID_ARG: 'invalid',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  UND_ERR_ABORTED: 'aborted',
  UND_ERR_CLOSED: 'aborted',
  UND_ERR_DESTROYED: 'aborted',
};

/** Maps an error of undici, of the socket or of the guard; `sent` decides connect against reset. */
export function toTransportFailure(error: Error, sent: boolean): TransportFailure {
  if (error instanceof RefusedAddressError)
    return { kind: 'refused_address', sent: false, message: error.message };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const isGarbage = error instanceof errors.HTTPParserError;
  const kind = KIND_OF_CODE[code] ?? (isGarbage ? 'invalid' : sent ? 'reset' : 'connect');
  return { kind, sent, message: code || error.message };
}
