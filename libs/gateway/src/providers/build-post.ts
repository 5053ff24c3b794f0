import type { UpstreamRequest } from './provider-adapter.js';

const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' };
const STREAM_HEADERS = { 'content-type': 'application/json', accept: 'text/event-stream' };

/** A JSON request below the path of a base URL. */
export function buildPost(
  baseUrl: string,
  path: string,
  stream: boolean,
  body: Buffer,
): UpstreamRequest {
  return {
    method: 'POST',
    path: pathPrefix(baseUrl) + path,
    headers: stream ? STREAM_HEADERS : JSON_HEADERS,
    body,
  };
}

/** Behind `https://host`; base URLs have been checked when the configuration was read. */
export function pathPrefix(baseUrl: string): string {
  const slash = baseUrl.indexOf('/', baseUrl.indexOf('://') + 3);
  return slash < 0 ? '' : baseUrl.slice(slash).replace(/\/$/, '');
}
