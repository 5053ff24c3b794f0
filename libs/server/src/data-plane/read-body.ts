import type { FastifyInstance } from 'fastify';

// An image of 20 MB in base64, with room for the conversation around it.
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** Bodies arrive as the bytes that were sent, whatever their content type says. */
export function keepRawBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
    (_request, body, done) => done(null, body),
  );
}
