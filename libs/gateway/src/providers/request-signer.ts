import type { BufferedAnswer } from '../outbound/request-buffer.js';
import type { TransportFailure } from '../outbound/transport-failure.js';
import type { AccessTokens } from './access-tokens.js';
import type { UpstreamError } from './upstream-error.js';

/** What is about to be sent, as far as a signature covers it. */
export interface SignableRequest {
  /** Scheme, host and port. */
  origin: string;
  method: string;
  /** Path and query. */
  path: string;
  contentType: string | null;
  body: Buffer | null;
}

/** A form that is posted to an authorization server. */
export interface GrantRequest {
  url: URL;
  form: URLSearchParams;
}

/** What a signer is given to work with. */
export interface SigningTools {
  /** Milliseconds since the epoch. */
  now(): number;
  tokens: AccessTokens;
  /** Posts a form through the guarded outbound client; resolves in every case. */
  postForm(request: GrantRequest): Promise<BufferedAnswer>;
}

export type Signed =
  | { ok: true; headers: Readonly<Record<string, string>> }
  | { ok: false; failure: UpstreamError | TransportFailure };

/** Authorization that is made for each request: by a signature, or with a token fetched before. */
export interface RequestSigner {
  /** Never throws. */
  sign(request: SignableRequest, tools: SigningTools): Promise<Signed>;
  /** The provider refused what was signed: what was kept of it is worth nothing any more. */
  forget(tools: SigningTools): void;
}
