import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ConsoleFile, loadConsoleFiles } from './load-console-files.js';

export interface ConsoleOptions {
  /** Folder of the built console: `index.html` and `assets/`. */
  root: string;
}

/** What the build writes where the nonce of an answer belongs: `html.cspNonce` in vite.config.ts. */
const NONCE_PLACE = 'CSP_NONCE';
const NONCE_BYTES = 16;

/**
 * Scripts and styles come from our own files, and nothing is loaded from or sent to anywhere else.
 * Mantine and the editor write `<style>` elements, which carry the nonce of the page's answer.
 */
const contentSecurityPolicy = (styles: string): string =>
  [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self'${styles}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

const SECURITY_HEADERS = {
  'content-security-policy': contentSecurityPolicy(''),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

/** Everything the product serves besides the console: below these a missing path is an API's 404. */
const NOT_CONSOLE = /^\/(api|v1|v1beta|mcp|audit|mirror|health|metrics)(\/|\?|$)/;
const FOREVER = 'public, max-age=31536000, immutable';
const NOT_BUILT = 'The console is not built. Run `npm run build` in the repository root.\n';

/**
 * Serves the console at `/`: its files, and its page for every address that the browser itself asks
 * for (the console routes on the client). Other addresses go on to the application's own 404.
 * Without a build, `/` says how to make one.
 */
export async function registerConsole(
  fastify: FastifyInstance,
  { root }: ConsoleOptions,
): Promise<void> {
  const files = loadConsoleFiles(root);
  const page = files.get('index.html');
  await fastify.register(async (scope) => {
    if (page === undefined) {
      scope.get('/', (_request, reply) => reply.code(503).type('text/plain').send(NOT_BUILT));
      return;
    }
    const text = page.bytes.toString();
    scope.get('/', (_request, reply) => sendPage(reply, text));
    scope.get('/*', (request, reply) => {
      const file = files.get((request.params as { '*': string })['*']);
      if (file) return sendFile(request, reply, file);
      return isNavigation(request) ? sendPage(reply, text) : reply.callNotFound();
    });
  });
}

const isNavigation = (request: FastifyRequest): boolean =>
  !NOT_CONSOLE.test(request.url) && (request.headers.accept ?? '').includes('text/html');

function sendPage(reply: FastifyReply, text: string): FastifyReply {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  return reply
    .headers(SECURITY_HEADERS)
    .header('content-security-policy', contentSecurityPolicy(` 'nonce-${nonce}'`))
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .send(text.replaceAll(NONCE_PLACE, nonce));
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: ConsoleFile): FastifyReply {
  reply
    .headers(SECURITY_HEADERS)
    .header('content-type', file.type)
    .header('cache-control', file.immutable ? FOREVER : 'no-cache')
    .header('vary', 'accept-encoding');
  const compressed = String(request.headers['accept-encoding'] ?? '').includes('gzip');
  if (file.gzip && compressed) return reply.header('content-encoding', 'gzip').send(file.gzip);
  return reply.send(file.bytes);
}
