import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface ConsoleOptions {
  /** Folder of the built console: `index.html` and `assets/`. */
  root: string;
}

/**
 * Mantine writes its theme's variables into one `<style>` element, hence `unsafe-inline` for styles;
 * scripts come from our own files alone, and nothing may be loaded from or sent to anywhere else.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

/** Everything the product serves besides the console: below these a missing path is an API's 404. */
const NOT_CONSOLE = /^\/(api|v1|v1beta|mcp|audit|mirror|health|metrics)(\/|\?|$)/;
/** The build names these files by their content, so a name never changes its meaning. */
const HASHED_FOLDER = 'assets';

/**
 * Serves the console at `/`: its files, and its page for every address that the browser itself asks
 * for (the console routes on the client). Other addresses go on to the application's own 404.
 * Without a build, `/` says how to make one.
 */
export async function registerConsole(
  fastify: FastifyInstance,
  { root }: ConsoleOptions,
): Promise<void> {
  await fastify.register(async (scope) => {
    scope.addHook('onRequest', async (_request, reply) => {
      reply.headers(SECURITY_HEADERS);
    });
    if (!existsSync(join(root, 'index.html'))) {
      scope.get('/', (_request, reply) => reply.code(503).type('text/plain').send(NOT_BUILT));
      return;
    }
    await scope.register(fastifyStatic, {
      root,
      serve: false,
      preCompressed: true,
      cacheControl: false,
    });
    scope.get(`/${HASHED_FOLDER}/*`, sendAsset);
    scope.get('/favicon.svg', (_request, reply) => reply.sendFile('favicon.svg'));
    scope.get('/', sendPage);
    scope.get('/*', (request, reply) =>
      isNavigation(request) ? sendPage(request, reply) : reply.callNotFound(),
    );
  });
}

const NOT_BUILT = 'The console is not built. Run `npm run build` in the repository root.\n';

const isNavigation = (request: FastifyRequest): boolean =>
  !NOT_CONSOLE.test(request.url) && (request.headers.accept ?? '').includes('text/html');

function sendPage(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-cache').sendFile('index.html');
}

function sendAsset(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const name = (request.params as { '*': string })['*'];
  return reply
    .header('cache-control', 'public, max-age=31536000, immutable')
    .sendFile(`${HASHED_FOLDER}/${name}`);
}
