import type { TransportFailure } from '../outbound/transport-failure.js';
import type { UpstreamError, UpstreamErrorKind } from '../providers/upstream-error.js';

/** Node's and OpenSSL's codes: https://nodejs.org/api/errors.html, https://nodejs.org/api/tls.html */
const UNRESOLVED = /^(ENOTFOUND|EAI_AGAIN|EAI_NONAME|ENODATA)$/;
const REFUSED = /^ECONNREFUSED$/;
const UNREACHABLE = /^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/;
const TLS =
  /^(EPROTO|ERR_SSL_\w+|ERR_TLS_\w+|CERT_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+|HOSTNAME_MISMATCH)$/;

/** Why no answer came, and what to do about it. */
export function explainTransport(failure: TransportFailure, origin: string): string {
  const { host, hostname } = new URL(origin);
  const { kind, message } = failure;
  switch (kind) {
    case 'connect':
      if (UNRESOLVED.test(message))
        return `the name ${hostname} does not resolve: check base_url and the DNS of this machine`;
      if (REFUSED.test(message))
        return `connection refused: nothing listens at ${host}, or a firewall says no`;
      if (UNREACHABLE.test(message)) return `there is no way to ${host} from this machine`;
      if (TLS.test(message))
        return `TLS with ${host} fails (${message}): check its certificate, its name, and whether it speaks https at all`;
      return `${host} cannot be reached (${message})`;
    case 'refused_address':
      return `${message}; a provider at a private address needs allow_private_network: true, which the instance owner may set`;
    case 'connect_timeout':
      return `timeout: ${host} does not take the connection in time; check base_url and the firewall`;
    case 'first_token_timeout':
    case 'idle_timeout':
    case 'deadline':
      return `timeout: ${host} took the request and did not answer in time`;
    case 'reset':
      return `${host} broke the connection before it had answered`;
    case 'invalid':
      return `${host} answers with something that is not HTTP or cannot be decoded`;
    case 'aborted':
      return 'the trial was broken off';
  }
}

const REASONS: Readonly<Record<UpstreamErrorKind, string>> = {
  auth: 'the key is refused: it is wrong, revoked, or of another account',
  model_not_found: 'there is nothing at this address, or no such model: check base_url and models',
  rate_limited: 'the key is accepted, but its rate limit or quota is reached',
  overloaded: 'the provider is overloaded',
  server_error: 'the provider itself fails',
  context_length_exceeded: 'the provider refuses even the shortest request',
  content_policy: 'the provider refuses the request by its content policy',
  invalid_request: 'the provider refuses the request',
  invalid: 'the provider answers with something that is no answer: check base_url',
};

const OF_STATUS: Readonly<Record<number, string>> = {
  402: 'the account has no money left',
  403: 'the key is known but may not do this: a permission, the model or the region is not granted',
};

/** What a refusal of the provider means, and what to do about it. */
export function explainRefusal(status: number, error: UpstreamError): string {
  if (status >= 300 && status < 400)
    return `the provider sends elsewhere (${status}), which is not followed: check base_url`;
  const reason = OF_STATUS[status] ?? REASONS[error.kind];
  const said = error.kind === 'invalid_request' ? `: ${error.message}` : '';
  return `${reason} (${status})${said}`;
}
